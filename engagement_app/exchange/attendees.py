"""Attendance lists of other programs, of colleagues and our own, as rows."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import repeat
from pathlib import Path

from engagement_app.domain.lists import AttendeeLine, ListRead
from engagement_app.domain.phones import lost_its_zero
from engagement_app.errors import UserError
from engagement_app.exchange.attendee_layouts import LAYOUTS, NAMES, OPT_OUTS, OWN
from engagement_app.exchange.attendee_names import names, without_placeholders
from engagement_app.exchange.attendee_presence import presence
from engagement_app.exchange.columns import (
    NOTHING_CHOSEN,
    Chosen,
    Columns,
    Plan,
    Texts,
    every_column,
    fields_of,
    plan,
    recognised,
)
from engagement_app.exchange.dates import check_order
from engagement_app.exchange.headers import Layout, choose, fold
from engagement_app.exchange.tables import Table, read_table
from engagement_app.exchange.totals import refuse_totals
from engagement_app.exchange.words import FIRST_TIME, SOURCE, STAY_INVOLVED, YES_OR_NO, choice
from engagement_app.language import _

_SAID_BY_HAND = frozenset(
    {*NAMES, "email", "phone", "postcode", "organisation", "event", "order", "attendee", "id"}
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHORTENED = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}")


def read_attendees(
    path: Path,
    *,
    encoding: str | None = None,
    date_order: str | None = None,
    columns: Chosen = NOTHING_CHOSEN,
) -> ListRead[AttendeeLine]:
    """The people of an attendance list (CSV or XLSX), whatever program wrote it.

    The header row says which, and `columns` what a person chose for some of its headers; rows
    that cannot be taken are in `refused`. A UserError where the file as a whole cannot be read,
    or asks for `--encoding` or `--date-order`.
    """
    check_order(date_order)
    missing = _("There is no column that looks like a name: give one the header “Name”.")
    table = read_table(path, partial(recognise, own=columns), missing, encoding)
    layout = choose(LAYOUTS, table.header)
    assert layout is not None
    if layout.refusal:
        raise UserError(_(layout.refusal).format(name=path.name))
    own = layout is OWN
    planned = plan(table, layout, columns)
    chosen = planned if own else _without_foreign_ids(table, planned)
    texts = Columns(table, chosen, visible_only=frozenset() if own else _SAID_BY_HAND)
    lines = _lines(table, texts, layout, date_order)
    return ListRead(
        layout=_(layout.name),
        lines=table.faults.kept(lines),
        refused=table.faults.refused(),
        noticed=table.faults.noticed(),
        unknown_headers=chosen.unknown,
        source=layout.source,
        recognised=recognised(table, chosen),
        columns=every_column(table, chosen),
    )


def _without_foreign_ids(table: Table, chosen: Plan) -> Plan:
    """An Id column of another list is its own numbering, and not ours to read."""
    ids = chosen.fields.get("id", ())
    ours = tuple(
        at for at in ids if any(_UUID.fullmatch(cell.strip().lower()) for cell in table.columns[at])
    )
    fields = {field: ats for field, ats in chosen.fields.items() if field != "id"}
    foreign = tuple(table.header[at].strip() for at in ids if at not in ours)
    return Plan(fields | ({"id": ours} if ours else {}), chosen.unknown + foreign)


def recognise(cells: Sequence[str], own: Chosen = NOTHING_CHOSEN) -> int:
    """How many headers of a list of people stand in a row that can be its header row."""
    layout = choose(LAYOUTS, cells)
    if layout is None or layout.refusal:
        return len(cells) if layout else 0
    found = fields_of(layout, cells, own)
    return len(found) if any(field in NAMES for field in found) else 0


def _lines(
    table: Table, columns: Columns, layout: Layout, date_order: str | None
) -> list[AttendeeLine]:
    """One line for each row, refused ones too; column by column, for speed."""
    own = layout is OWN
    given, family, known = _names(columns, own)
    email, phone = _texts(columns, "email", own), _texts(columns, "phone", own)
    ids = _ids(columns, own)
    refuse_totals(table, [one or other for one, other in zip(email, ids, strict=True)])
    _check_phones(columns, phone)
    nameless = [not (g or f or k) for g, f, k in zip(given, family, known, strict=True)]
    _notice_losses(columns, nameless, email, phone)
    return list(
        map(
            AttendeeLine,
            table.lines,
            ids,
            *(given, family, known, email, phone),
            *(_texts(columns, field, own) for field in ("postcode", "organisation")),
            *(columns.notes(field) for field in ("access_needs", "notes")),
            _do_not_contact(columns),
            columns.texts("event"),
            *presence(columns, table.lines, date_order, own=own),
            *(_answers(columns, field, own) for field in _ANSWERS),
            *_numbers(columns, layout),
            nameless,
        )
    )


def _texts(columns: Columns, field: str, own: bool) -> Texts:
    texts = columns.texts(field)
    return texts if own else without_placeholders(texts)


def _names(columns: Columns, own: bool) -> tuple[Texts, Texts, Texts]:
    given, family, full, known = (_texts(columns, field, own) for field in NAMES)
    return names(given, family, known, full)


def _check_phones(columns: Columns, phones: Texts) -> None:
    for row, phone in enumerate(phones):
        if phone is None or phone[0] not in "0123456789" or phone[0] == "0":
            continue
        if _SHORTENED.fullmatch(phone):
            columns.faults.refuse(row, _shortened(columns.header("phone"), phone))
        elif lost_its_zero(phone):
            columns.faults.notice(
                row,
                _("{header}: “{text}” seems to have lost the 0 at its start, so it replaces no "
                  "number on record. Set the column to text and enter it again.").format(
                    header=columns.header("phone"), text=phone
                ),
            )  # fmt: skip


def _shortened(header: str, text: str) -> str:
    return _(
        "{header}: “{text}” was damaged by a spreadsheet. Set the column to text, enter the "
        "number again and save."
    ).format(header=header, text=text)


def _numbers(columns: Columns, layout: Layout) -> tuple[Texts, Texts]:
    """The numbers by which a row is known again; of a form, only both together say which."""
    order, attendee = columns.texts("order"), columns.texts("attendee")
    for field, texts in (("order", order), ("attendee", attendee)):
        for row, text in enumerate(texts):
            if text and text[0].isdigit() and _SHORTENED.fullmatch(text) and "+" in text:
                columns.faults.refuse(row, _shortened(columns.header(field), text))
    if layout.source != "microsoft-forms":
        return order, attendee
    both = [(o, a) if o and a else (None, None) for o, a in zip(order, attendee, strict=True)]
    return [o for o, _a in both], [a for _o, a in both]


def _ids(columns: Columns, own: bool) -> Texts:
    """Our own ids; an Id column of another program is not ours to use."""
    ids: Texts = [text.lower() if text else None for text in columns.texts("id")]
    first: dict[str, int] = {}
    for row, text in enumerate(ids):
        if text is None:
            continue
        if not _UUID.fullmatch(text):
            ids[row] = None
            if own:
                columns.faults.refuse(row, _foreign_id(text))
        elif first.setdefault(text, row) != row:
            columns.faults.refuse(
                row,
                _("Id: the same as on line {line}.").format(line=columns.faults.line(first[text])),
            )
    return ids


def _foreign_id(text: str) -> str:
    return _("Id: “{text}” is none of this program's. Leave it empty for a new row.").format(
        text=text[:60]
    )


# In the order of the fields of a line.
_ANSWERS = {
    "first_time": (FIRST_TIME, "yes, no, not known"),
    "wants_to_stay_involved": (STAY_INVOLVED, "yes, no, not asked"),
    "source": (SOURCE, "walk in, import, paper, kiosk"),
}


def _answers(columns: Columns, field: str, own: bool) -> "Texts | repeat[None]":
    """The choices of a column; what people answered in other words is noticed and left open."""
    if not columns.has(field):
        return repeat(None)
    table, wanted = _ANSWERS[field]
    read = partial(choice, table=table, wanted=wanted)
    header, texts = columns.header(field), columns.texts(field)
    return columns.faults.read_words(header, _understood(columns, field, texts, own), read)


def _understood(columns: Columns, field: str, texts: Texts, own: bool) -> Texts:
    table, _wanted = _ANSWERS[field]
    strange = {text for text in set(texts) if text and fold(text) not in table}
    if own or not strange:
        return texts
    for row, text in enumerate(texts):
        if text in strange:
            columns.faults.notice(
                row,
                _("{header}: “{text}” is neither yes nor no and is not kept.").format(
                    header=columns.header(field), text=text[:60] if text else ""
                ),
            )
    return [None if text in strange else text for text in texts]


def _do_not_contact(columns: Columns) -> list[bool | None]:
    """True where any column says so; False only where a column says it may be done."""
    read = partial(choice, table=YES_OR_NO, wanted=_("yes or no"))
    found: list[bool | None] = [None] * columns.count
    if columns.has("do_not_contact"):
        words = columns.faults.read_words(
            columns.header("do_not_contact"), columns.texts("do_not_contact"), read
        )
        found = [None if word is None else word == "yes" for word in words]
    for field in (field for field in OPT_OUTS if columns.has(field)):
        words = columns.faults.read_words(columns.header(field), columns.texts(field), read)
        found = [True if word == "yes" else one for one, word in zip(found, words, strict=True)]
    return found


def _notice_losses(columns: Columns, nameless: list[bool], email: Texts, phone: Texts) -> None:
    """Name the rows that stand for more, or for less, than one person with a name."""
    faults = columns.faults
    for row, text in enumerate(columns.texts("quantity")):
        if text and text.isdigit() and int(text) > 1:
            faults.notice(
                row,
                _("This row books for {count} people and names one, who is taken. Give each of the "
                  "others a row.").format(count=text),
            )  # fmt: skip
    for row, text in enumerate(columns.texts("test")):
        if text and YES_OR_NO.get(fold(text)) == "yes":
            faults.refuse(row, _("This is a test registration."))
    if True not in nameless:
        return
    for row, is_nameless in enumerate(nameless):
        if is_nameless and (email[row] or phone[row]):
            faults.notice(
                row,
                _("The row has no name, so this is a nameless attendance, and {contact} is left "
                  "out. To keep it, enter a name before the list is taken in.").format(
                    contact=", ".join(text for text in (email[row], phone[row]) if text)
                ),
            )  # fmt: skip
