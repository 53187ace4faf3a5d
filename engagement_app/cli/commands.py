"""The commands and their options, as a table: what `--help` says and what is run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from engagement_app.cli.explained import EXPORTED, IMPORTED, OF_BUNDLES, OF_PEOPLE, REPORTED
from engagement_app.language import _

Run = Callable[[Any], int]


@dataclass(frozen=True)
class Option:
    """An option or, without dashes, a word of the command; `settings` are `argparse`'s."""

    name: str
    help: str
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Command:
    """A command; its code is imported only when it is run."""

    name: str
    help: str
    example: str
    module: str
    function: str
    options: tuple[Option, ...] = ()
    more: tuple[str, ...] = ()

    def run(self, options: Any) -> int:
        """Do it; gives the exit status."""
        module = import_module(f"engagement_app.cli.{self.module}")
        status: int = getattr(module, self.function)(options)
        return status


GENERAL = (
    Option(
        "--file", _("the data file; otherwise the one made or changed last"), {"metavar": "PATH"}
    ),
    Option(
        "--passphrase-file",
        _("a file that holds the passphrase; otherwise the variable ENGAGEMENT_PASSPHRASE"),
        {"metavar": "PATH"},
    ),
    Option("--verbose", _("add the technical part of a problem"), {"action": "store_true"}),
)
_PROJECT = Option(
    "--project", _("the project, by id or title, where the file holds several"), {"metavar": "P"}
)
_OF_BUNDLE = Option(
    "--bundle-passphrase-file",
    _("a file that holds the passphrase of the bundle, where it has its own"),
    {"metavar": "FILE"},
)
_EVENT = Option("--event", _("the event, by id or title"), {"metavar": "E"})

COMMANDS = (
    Command(
        "demo",
        _("make the sample project and its papers, to look at and to practise on"),
        "engagement-app demo --out engagement-demo",
        "demo",
        "demo",
        (
            Option(
                "--out",
                _("the folder to write to (engagement-demo here)"),
                {"metavar": "DIR"},
            ),
        ),
    ),
    Command(
        "new",
        _("make an empty data file, protected where a passphrase is given"),
        'engagement-app new town.engagement --project "Town voices" --event "Spring forum"',
        "new",
        "new",
        (
            Option("path", _("the new file"), {"metavar": "PATH", "nargs": "?"}),
            Option("--project", _("make a project of this name"), {"metavar": "NAME"}),
            Option("--event", _("make an event of this title in it"), {"metavar": "TITLE"}),
        ),
    ),
    Command(
        "import",
        _("take in people, roles, funding, what was said, a directory, or a whole project"),
        'engagement-app import attendees eventbrite.csv --event "Spring forum"',
        "importing",
        "import_from",
        (
            Option(
                "kind",
                _("what the source holds, as told below"),
                {
                    "choices": (
                        *("attendees", "roles", "funding", "contributions", "services"),
                        "project",
                    ),
                    "metavar": "KIND",
                },
            ),
            Option(
                "source",
                _("the file: CSV, XLSX or JSON; of a directory also a folder or a zip file"),
                {"metavar": "SOURCE"},
            ),
            _EVENT,
            _PROJECT,
            Option(
                "--dry-run",
                _("print what would happen, row by row, and change nothing"),
                {"action": "store_true"},
            ),
            Option(
                "--date-order",
                _("how the list writes days: dmy, mdy or ymd"),
                {"choices": ("dmy", "mdy", "ymd"), "metavar": "ORDER"},
            ),
            Option(
                "--encoding",
                _("the encoding of a text file that is not UTF-8, such as cp1252"),
                {"metavar": "NAME"},
            ),
        ),
        IMPORTED,
    ),
    Command(
        "export",
        _("write a whole project (.json), or a list of it (.csv, .xlsx) or a calendar (.ics)"),
        "engagement-app export follow-ups --to promises.ics",
        "exporting",
        "export",
        (
            Option(
                "what",
                _("what to write, as told below"),
                {
                    "choices": (
                        *("project", "attendees", "contributions", "follow-ups", "roles"),
                        *("services", "audit"),
                    ),
                    "metavar": "WHAT",
                },
            ),
            _PROJECT,
            Option("--to", _("the file to write"), {"metavar": "PATH", "required": True}),
            Option(
                "--with-deleted",
                _("also what was deleted (project only)"),
                {"action": "store_true"},
            ),
            Option(
                "--with-monitoring",
                _("also the equality monitoring responses (project only)"),
                {"action": "store_true"},
            ),
        ),
        EXPORTED,
    ),
    Command(
        "report",
        _("write a paper (.pdf), a workbook (.xlsx) or the figures (.json) of a project"),
        "engagement-app report gap --as-of 2026-11-23 --out gap.pdf",
        "reporting",
        "report",
        (
            Option(
                "what",
                _("which one, as told below"),
                {
                    "choices": (
                        *("gap", "summary", "follow-ups"),
                        *("feedback", "sign-in", "badges"),
                    ),
                    "metavar": "WHAT",
                },
            ),
            _PROJECT,
            _EVENT,
            Option(
                "--as-of",
                _("the day that decides what has fallen due (today)"),
                {"metavar": "DATE"},
            ),
            Option(
                "--from",
                _("summary only: of events from this day on"),
                {"metavar": "DATE", "dest": "first"},
            ),
            Option(
                "--to-date",
                _("summary only: of events until this day"),
                {"metavar": "DATE", "dest": "last"},
            ),
            Option(
                "--large-print",
                _("papers only: text of 16 points"),
                {"action": "store_true"},
            ),
            Option("--out", _("the file to write"), {"metavar": "PATH", "required": True}),
        ),
        REPORTED,
    ),
    Command(
        "person",
        _("show, hand out or erase all that is held on somebody, or merge two who are one"),
        'engagement-app person export "Zoë Bell" --to held-on-zoe-bell.pdf',
        "rights",
        "person",
        (
            Option(
                "what",
                _("what to do, as told below"),
                {"choices": ("show", "export", "erase", "merge"), "metavar": "WHAT"},
            ),
            Option(
                "who",
                _("an id, or an e-mail or whole name that fits exactly one person"),
                {"metavar": "WHO", "nargs": "+"},
            ),
            Option("--to", _("export only: the file to write"), {"metavar": "PATH"}),
            Option(
                "--reason",
                _("erase only: why, in a few words without a name, kept for ever (request)"),
                {"metavar": "TEXT"},
            ),
            Option(
                "--keep-words",
                _("erase only: leave what they said, with nobody to have said it"),
                {"action": "store_true"},
            ),
            Option("--yes", _("erase and merge: do it"), {"action": "store_true"}),
        ),
        OF_PEOPLE,
    ),
    Command(
        "check",
        _("say whether the data file is sound"),
        "engagement-app check --file town.engagement",
        "keeping",
        "check",
        (
            Option(
                "--repair",
                _("if it is damaged, make a sound file of it and its newest backup beside it"),
                {"action": "store_true"},
            ),
            Option(
                "--with",
                _("with --repair: a file or bundle of the same project, to take from; repeatable"),
                {"metavar": "PATH", "action": "append", "default": [], "dest": "others"},
            ),
            _OF_BUNDLE,
        ),
    ),
    Command(
        "backup",
        _("copy the data file, and prove that the copy opens and is whole"),
        "engagement-app backup --to /media/stick",
        "keeping",
        "back_up",
        (Option("--to", _("the folder (“backups” beside the file)"), {"metavar": "DIR"}),),
    ),
    Command(
        "restore",
        _("put a backup in the place of the data file, and keep what was there beside it"),
        "engagement-app restore backups/town-20261123T101500Z.engagement --yes",
        "restoring",
        "restore",
        (
            Option("source", _("the backup, or a data file"), {"metavar": "PATH"}),
            Option("--yes", _("do it; without this nothing is changed"), {"action": "store_true"}),
        ),
        (
            _(
                "The backup is proved first. What was there is moved into a folder"
                " “replaced-TIME” beside the file; restoring that file puts it back."
            ),
        ),
    ),
    Command(
        "bundle",
        _("carry all that the data file knows to another laptop, or take in what that one knows"),
        "engagement-app bundle make /media/stick/laptop-a.bundle",
        "bundling",
        "bundle",
        (
            Option(
                "what",
                _("make one of the data file, or apply one to it"),
                {"choices": ("make", "apply"), "metavar": "WHAT"},
            ),
            Option("path", _("the bundle"), {"metavar": "PATH"}),
            _OF_BUNDLE,
            Option(
                "--dry-run",
                _("apply only: print what would come, and change nothing"),
                {"action": "store_true"},
            ),
        ),
        OF_BUNDLES,
    ),
    Command(
        "protect",
        _("protect the data file with a passphrase, and print its recovery code once"),
        "engagement-app protect --file town.engagement --passphrase-file words.txt",
        "protecting",
        "protect",
    ),
    Command(
        "unprotect",
        _("take the protection of the data file away"),
        "engagement-app unprotect --file town.engagement --passphrase-file words.txt",
        "protecting",
        "unprotect",
    ),
    Command(
        "recover",
        _("set a new passphrase with the recovery code"),
        "engagement-app recover --code-file code.txt --passphrase-file new-words.txt",
        "protecting",
        "recover",
        (
            Option(
                "--code-file",
                _("a file that holds the recovery code"),
                {"metavar": "PATH", "required": True},
            ),
        ),
    ),
    Command(
        "self-test",
        _("try each part of the program in a folder of its own, and say what works"),
        "engagement-app self-test",
        "self_test",
        "self_test",
    ),
)
