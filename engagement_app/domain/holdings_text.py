"""What is held on a person, and what erasing them does, as plain lines for screens."""

from collections.abc import Iterator

from engagement_app.domain.erasing import Foreseen
from engagement_app.domain.holdings import Holdings
from engagement_app.domain.mentions import told_once
from engagement_app.domain.wording import name_of_table
from engagement_app.language import _, plural


def lines_of(held: Holdings) -> Iterator[str]:
    """Plain text: records, changes, what is typed, and mentions, a heading over each."""
    yield held.name
    for each in held.held:
        yield ""
        yield _heading(each.table, each.name, each.id, binned=each.deleted)
        yield from (f"  {label}: {text}" for label, text in each.fields)
    yield from ("", _("Changes"))
    for change in held.changes:
        told = "; ".join(f"{label}: {text}" for label, text in change.fields)
        yield f"  {change.at:%Y-%m-%dT%H:%M:%SZ} {change.by}, {change.act}: {told}"
    if held.noted:
        yield from ("", _("What was done with it"))
    for noted in held.noted:
        yield f"  {noted.at:%Y-%m-%dT%H:%M:%SZ} {noted.by}, {noted.act}: {noted.about}"
    if held.unsaved:
        yield from ("", _("Typed and not saved"))
        yield from (f"  {each.form}: {each.text}" for each in held.unsaved)
    if held.mentions:
        yield from ("", _("Mentions in other people's words, to be looked at before any is given"))
        for mention, count in told_once(held.mentions):
            record = f"“{mention.name}”" if count == 1 else f"({count})"
            earlier = _(" (earlier)") if mention.earlier else ""
            table = name_of_table(mention.table)
            yield f"  {table} {record}, {mention.field}{earlier}: {mention.text}"


def _heading(table: str, name: str, record_id: str, *, binned: bool) -> str:
    deleted = _(", deleted") if binned else ""
    return f"{name_of_table(table)}: {name}{deleted} [{record_id}]"


def told_counts(foreseen: Foreseen) -> list[str]:
    """How many records of each kind."""
    return [f"{name_of_table(table)}: {count}" for table, count in foreseen.counts]


def told_requests(foreseen: Foreseen) -> list[str]:
    """What becomes of the log of requests, a sentence each."""
    own = plural(
        "{count} entry in the log of requests loses their name and what it was about.",
        "{count} entries in the log of requests lose their name and what they were about.",
        foreseen.own_requests,
    )
    naming = plural(
        "{count} entry in the log of requests names them and stays; change it there. With"
        " “(erased)” for who asks, no earlier text of it is kept.",
        "{count} entries in the log of requests name them and stay; change them there. With"
        " “(erased)” for who asks, no earlier text of them is kept.",
        foreseen.requests,
    )
    counted = (own, foreseen.own_requests), (naming, foreseen.requests)
    return [sentence for sentence, count in counted if count]
