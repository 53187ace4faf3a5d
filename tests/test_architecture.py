"""Rules about the code itself. Each has a sample of what it forbids, which it must notice."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "engagement_app"

FLOORS = {
    "__main__": 11,
    "app": 10,
    "cli": 9,
    "gui": 8,
    "papers": 7,
    "reports": 6,
    "exchange": 6,
    "resourcing": 5,
    "domain": 4,
    "store": 3,
    "strict": 2,
    "language": 1,
    "errors": 0,
    "progress": 0,
    "resource": 0,
}
ONLY_IN = {
    "reportlab": ("reports/",),
    "uharfbuzz": ("reports/",),
    "openpyxl": ("exchange/",),
    "xlsxwriter": ("exchange/",),
    "PySide6": ("gui/",),
    "sqlcipher3": ("store/",),
    "sqlite3": (),
    "alembic": ("store/",),
    "cryptography": ("store/keys/",),
    "argon2": ("store/keys/",),
    "keyring": ("store/keys/",),
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "stuff"}
CATCHING = ("store/", "exchange/", "cli/", "gui/")
INTO_A_SENTENCE = {
    "domain/fields.py": {"ValueError", "OverflowError"},
    "domain/input.py": {"ValidationError"},
    "domain/acts.py": {"Wrong"},
    "domain/phones.py": {"phonenumbers.NumberParseException"},
}
"""Where the domain turns a value that cannot be into words about it, and what it catches."""
ANYTHING_MAY_HAPPEN = ("cli/main.py", "store/keys/os_keyring.py")
"""The end of a command, where a mistake of ours is told with an exit status of its own; and the
system's keyring, of which each kind raises what it likes."""
PLAIN_ROWS = "engagement_app.store.plain_rows"
WRITERS = (
    "store/audit.py",
    "store/changes.py",
    "store/mending.py",
    "store/drafts.py",
    "store/erasures.py",
    "store/records.py",
    "store/workspace.py",
    "store/bundles/union.py",
    "store/migrations/",
)


@dataclass(frozen=True)
class Module:
    """A source file: its path within the package, its text and its syntax tree."""

    place: str
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, place: str, text: str) -> "Module":
        return cls(place, text, ast.parse(text))

    def within(self, *places: str) -> bool:
        return self.place.startswith(places)

    def each(self, *kinds: type) -> Iterator:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    @property
    def name(self) -> str:
        parts = PurePosixPath(self.place).with_suffix("").parts
        return ".".join(("engagement_app", *parts)).removesuffix(".__init__")


def all_modules() -> list[Module]:
    return [
        Module.of(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "__pycache__" not in path.parts
    ]


MODULES = all_modules()


def imported(module: Module) -> Iterator[str]:
    """Every name that is imported, at the top or within: `sqlmodel.Session` as such."""
    for node in module.each(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        else:
            assert node.level == 0, f"{module.place} imports by dots"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor_of(name: str) -> str:
    """The floor of a dotted name of ours: `engagement_app.store.act.Act` is of `store`."""
    return [*name.split("."), ""][1]


def imports_point_down(module: Module) -> Iterator[str]:
    own = floor_of(module.name)
    if own == "dev":
        return
    for name in imported(module):
        other = floor_of(name)
        ours = name.startswith("engagement_app.") and other not in (own, "__version__")
        if ours and FLOORS.get(other, 99) >= FLOORS.get(own, -1):
            yield name


def commands_need_no_screen(module: Module) -> Iterator[str]:
    if module.within("cli/") and not module.within("cli/self_test.py", "cli/window.py"):
        yield from (name for name in imported(module) if floor_of(name) == "gui")


def the_bootstrap_needs_nothing(module: Module) -> Iterator[str]:
    if module.place == "dev.py":
        names = (name.split(".")[0] for name in imported(module))
        yield from (name for name in names if name not in sys.stdlib_module_names)


def libraries_stay_on_their_floor(module: Module) -> Iterator[str]:
    for name in imported(module):
        places = ONLY_IN.get(name.split(".")[0])
        if places is not None and not (places and module.within(*places)):
            yield name


def engines_are_made_in_one_place(module: Module) -> Iterator[str]:
    if module.place != "store/engine.py":
        for node in module.each(ast.Name, ast.Attribute, ast.alias):
            name = getattr(node, "id", None) or getattr(node, "attr", None) or node.__dict__["name"]
            if name in ("create_engine", "dbapi2.connect", "create_async_engine"):
                yield name


def functions_fit_on_a_screen(module: Module) -> Iterator[str]:
    for function in module.each(ast.FunctionDef, ast.AsyncFunctionDef):
        if function.end_lineno - function.lineno >= 40:
            yield function.name


def files_are_short(module: Module) -> Iterator[str]:
    if module.text.count("\n") > 400:
        yield module.place


def names_say_what_is_in_a_module(module: Module) -> Iterator[str]:
    yield from VAGUE & set(PurePosixPath(module.place).with_suffix("").parts)


def named(kind: ast.expr | None) -> Iterator[str]:
    """The names of what an `except` or a `suppress` catches."""
    if isinstance(kind, ast.Tuple):
        for each in kind.elts:
            yield from named(each)
    elif kind is None:
        yield "everything"
    else:
        yield ast.unparse(kind)


def errors_are_met_where_they_can_be_told(module: Module) -> Iterator[str]:
    if module.within(*CATCHING, "dev.py"):
        return
    allowed = INTO_A_SENTENCE.get(module.place, set())
    for handler in module.each(ast.ExceptHandler):
        yield from (name for name in named(handler.type) if name not in allowed)


def nothing_catches_everything(module: Module) -> Iterator[str]:
    broad = {"everything", "Exception", "BaseException"}
    if module.place in ANYTHING_MAY_HAPPEN:
        broad.remove("Exception")
    for handler in module.each(ast.ExceptHandler):
        yield from broad & set(named(handler.type))
    for call in module.each(ast.Call):
        if ast.unparse(call.func).endswith("suppress"):
            yield from broad & {name for each in call.args for name in named(each)}


def what_is_public_is_explained(module: Module) -> Iterator[str]:
    if module.within("store/migrations/"):
        return
    if not ast.get_docstring(module.tree):
        yield module.place
    for node in module.tree.body:
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        public = isinstance(node, kinds) and not node.name.startswith("_")
        if public and not ast.get_docstring(node):
            yield node.name


def text_becomes_a_paragraph_in_one_place(module: Module) -> Iterator[str]:
    if module.place != "reports/text.py":
        for call in module.each(ast.Call):
            if ast.unparse(call.func).rpartition(".")[2] in ("Paragraph", "XPreformatted"):
                yield ast.unparse(call.func)


def sentences_are_whole_before_they_are_filled_in(module: Module) -> Iterator[str]:
    for call in module.each(ast.Call):
        counts = {"_": 1, "plural": 2}.get(ast.unparse(call.func), 0)
        for sentence in call.args[:counts]:
            if isinstance(sentence, ast.JoinedStr | ast.BinOp | ast.Call):
                yield ast.unparse(sentence)[:60]


def tables_have_real_annotations(module: Module) -> Iterator[str]:
    tables = [
        node
        for node in module.each(ast.ClassDef)
        if any(keyword.arg == "table" for keyword in node.keywords)
    ]
    if tables and "__future__.annotations" in imported(module):
        yield tables[0].name


def records_are_written_through_one_door(module: Module) -> Iterator[str]:
    if module.within(*WRITERS):
        return
    statements = {"insert", "insert_raw", "put", "update", "delete"}
    for name in imported(module):
        where, _dot, what = name.rpartition(".")
        if what in statements and where.startswith(("sqlalchemy", "sqlmodel", PLAIN_ROWS)):
            yield name
    for call in module.each(ast.Call):
        owner, _dot, name = ast.unparse(call.func).rpartition(".")
        if owner in ("sa", "plain_rows") and name in statements:
            yield f"{owner}.{name}"
        if owner.endswith("session") and name in ("add", "add_all", "merge", "delete", "flush"):
            yield f"session.{name}"


def labels_show_text_as_it_stands(module: Module) -> Iterator[str]:
    """A raw label takes `<b>` for bold; so does a tip."""
    for call in module.each(ast.Call) if module.within("gui/") else ():
        name = ast.unparse(call.func).rpartition(".")[2]
        if name == "QLabel" and module.place != "gui/text.py":
            yield "QLabel"
        if name == "setToolTip":
            made = [ast.unparse(each.func) for each in call.args if isinstance(each, ast.Call)]
            if made not in (["tip"], ["_"]):
                yield ast.unparse(call)


def the_window_asks_the_file_through_one_door(module: Module) -> Iterator[str]:
    if not module.within("gui/") or module.place == "gui/workspace.py":
        return
    for name in imported(module):
        if name.split(".")[0] in ("sqlmodel", "sqlalchemy"):
            yield name
    for call in module.each(ast.Call):
        if ast.unparse(call.func).endswith((".reading", ".execute", ".exec_driver_sql")):
            yield ast.unparse(call.func)


def events_are_not_pumped(module: Module) -> Iterator[str]:
    """Only the first paint may wait for itself; anything else would run within itself."""
    if module.place != "gui/application.py":
        for call in module.each(ast.Call):
            if ast.unparse(call.func).endswith("processEvents"):
                yield ast.unparse(call.func)


def nobody_commits_alone(module: Module) -> Iterator[str]:
    if not module.within("store/"):
        for call in module.each(ast.Call):
            if ast.unparse(call.func).rpartition(".")[2] in ("commit", "rollback"):
                yield ast.unparse(call.func)


def nothing_is_left_for_later(module: Module) -> Iterator[str]:
    for word in ("TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplementedError("):
        if word in module.text:
            yield word


Rule = Callable[[Module], Iterator[str]]
LONG = "def long():\n" + "    pass\n" * 40
RULES: list[tuple[Rule, str, str]] = [
    (imports_point_down, "store/act.py", "from engagement_app.domain import acts"),
    (imports_point_down, "domain/acts.py", "import engagement_app.cli.main"),
    (
        imports_point_down,
        "reports/text.py",
        "def f():\n    import engagement_app.exchange.words",
    ),
    (imports_point_down, "errors.py", "from engagement_app.language import _"),
    (commands_need_no_screen, "cli/main.py", "def f():\n    import engagement_app.gui.window"),
    (the_bootstrap_needs_nothing, "dev.py", "import sqlmodel"),
    (the_bootstrap_needs_nothing, "dev.py", "from engagement_app.errors import UserError"),
    (libraries_stay_on_their_floor, "cli/main.py", "def f():\n    import reportlab.lib"),
    (libraries_stay_on_their_floor, "reports/text.py", "from openpyxl import Workbook"),
    (libraries_stay_on_their_floor, "cli/main.py", "from PySide6.QtCore import Qt"),
    (libraries_stay_on_their_floor, "domain/acts.py", "from sqlcipher3 import dbapi2"),
    (libraries_stay_on_their_floor, "store/engine.py", "import sqlite3"),
    (engines_are_made_in_one_place, "store/backup.py", "from sqlalchemy import create_engine"),
    (engines_are_made_in_one_place, "domain/acts.py", "sa.create_engine('sqlite://')"),
    (functions_fit_on_a_screen, "cli/main.py", LONG),
    (files_are_short, "cli/main.py", "pass\n" * 401),
    (names_say_what_is_in_a_module, "domain/helpers.py", ""),
    (names_say_what_is_in_a_module, "utils/words.py", ""),
    (errors_are_met_where_they_can_be_told, "reports/a.py", "try: f()\nexcept KeyError: g()"),
    (errors_are_met_where_they_can_be_told, "domain/acts.py", "try: f()\nexcept OSError: g()"),
    (nothing_catches_everything, "cli/main.py", "try: f()\nexcept: g()"),
    (nothing_catches_everything, "cli/new.py", "try: f()\nexcept Exception: g()"),
    (nothing_catches_everything, "store/a.py", "try: f()\nexcept (OSError, Exception): g()"),
    (nothing_catches_everything, "store/a.py", "with contextlib.suppress(Exception): f()"),
    (what_is_public_is_explained, "domain/a.py", "X = 1"),
    (what_is_public_is_explained, "domain/a.py", '"""Words."""\ndef f(): return 1'),
    (what_is_public_is_explained, "domain/a.py", '"""Words."""\nclass A: pass'),
    (text_becomes_a_paragraph_in_one_place, "reports/gap/a.py", "platypus.Paragraph(name, style)"),
    (sentences_are_whole_before_they_are_filled_in, "cli/a.py", "_(f'Hello {name}')"),
    (sentences_are_whole_before_they_are_filled_in, "cli/a.py", "_('Hello {n}'.format(n=n))"),
    (sentences_are_whole_before_they_are_filled_in, "cli/a.py", "plural('a', f'b{c}', 2)"),
    (
        tables_have_real_annotations,
        "domain/a.py",
        "from __future__ import annotations\nclass A(B, table=True): pass",
    ),
    (records_are_written_through_one_door, "domain/a.py", "from sqlalchemy import insert"),
    (records_are_written_through_one_door, "domain/a.py", "sa.update(table)"),
    (records_are_written_through_one_door, "cli/a.py", f"from {PLAIN_ROWS} import update"),
    (records_are_written_through_one_door, "domain/a.py", f"from {PLAIN_ROWS} import put"),
    (records_are_written_through_one_door, "store/a.py", "plain_rows.insert(session, table, rows)"),
    (records_are_written_through_one_door, "domain/a.py", "session.add(person)"),
    (nobody_commits_alone, "domain/a.py", "session.commit()"),
    (labels_show_text_as_it_stands, "gui/a.py", "QtWidgets.QLabel(name)"),
    (labels_show_text_as_it_stands, "gui/a.py", "button.setToolTip(row.name)"),
    (the_window_asks_the_file_through_one_door, "gui/a.py", "from sqlmodel import Session"),
    (the_window_asks_the_file_through_one_door, "gui/a.py", "file.reading()"),
    (events_are_not_pumped, "gui/a.py", "app.processEvents()"),
    (nothing_is_left_for_later, "domain/a.py", "# TO" + "DO later"),
]
NAMES = sorted({rule.__name__ for rule, _place, _sample in RULES})
BY_NAME = {rule.__name__: rule for rule, _place, _sample in RULES}


@pytest.mark.parametrize("name", NAMES)
def test_the_code_keeps_the_rule_that(name):
    broken = {module.place: sorted(set(BY_NAME[name](module))) for module in MODULES}
    assert {place: what for place, what in broken.items() if what} == {}


@pytest.mark.parametrize(
    ("rule", "place", "sample"), RULES, ids=[f"{rule.__name__}-{place}" for rule, place, _ in RULES]
)
def test_it_would_be_noticed_if_it_were_not_so_that(rule, place, sample):
    assert list(rule(Module.of(place, sample)))


def needed(modules: list[Module]) -> dict[str, set[str]]:
    """Which of our modules each of our modules imports."""
    names = {module.name for module in modules}
    graph = {}
    for module in modules:
        wanted = set()
        for name in imported(module):
            wanted |= {name, name.rpartition(".")[0]} & names - {module.name}
        graph[module.name] = {
            name for name in wanted if not any(other.startswith(f"{name}.") for other in wanted)
        }
    return graph


def ring(graph: dict[str, set[str]]) -> list[str]:
    """Modules that need each other in a ring; none where there is none."""
    left = dict(graph)
    while left:
        free = {name for name, wanted in left.items() if not wanted & left.keys()}
        if not free:
            return sorted(left)
        left = {name: wanted for name, wanted in left.items() if name not in free}
    return []


def test_no_modules_need_each_other_in_a_ring():
    assert ring(needed(MODULES)) == []


def test_a_ring_would_be_noticed():
    one = Module.of("store/a.py", "from engagement_app.store.b import x")
    two = Module.of("store/b.py", "def f():\n    from engagement_app.store import a")
    assert ring(needed([one, two])) == ["engagement_app.store.a", "engagement_app.store.b"]


HEAVY = (
    "alembic",
    "reportlab",
    "uharfbuzz",
    "openpyxl",
    "phonenumbers",
    "cryptography",
    "argon2",
    "keyring",
    "icalendar",
    "PySide6",
)


def loaded_by(start: str) -> set[str]:
    program = f"import sys, {start}; print(*sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return {name.split(".")[0] for name in ran.stdout.split()}


def test_starting_the_command_line_loads_nothing_it_may_not_need():
    loaded = loaded_by("engagement_app.cli.main")
    assert "sqlmodel" in loaded
    assert sorted(loaded & set(HEAVY)) == []


def test_opening_a_file_that_is_not_protected_loads_nothing_of_protection(data_path):
    opening = (
        "engagement_app.store.datafile as d, engagement_app.store.act as a, pathlib;"
        f" d.open_file(pathlib.Path({str(data_path)!r}), a.Keyboard('', '')).close()"
    )
    loaded = loaded_by(f"engagement_app.cli.main, {opening}")
    assert "sqlcipher3" in loaded
    assert sorted(loaded & set(HEAVY)) == []


def test_the_window_is_painted_before_anything_heavy_is_loaded():
    loaded = loaded_by("engagement_app.cli.window, engagement_app.gui.application")
    assert "PySide6" in loaded
    late = {*HEAVY, "sqlmodel", "sqlalchemy", "pydantic", "sqlcipher3"} - {"PySide6"}
    assert sorted(loaded & late) == []


def test_what_pictures_and_words_need_lies_outside_the_code():
    assert list((ROOT / "resources").rglob("*.py")) == []
