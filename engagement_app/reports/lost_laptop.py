"""The lost-laptop sheet as a PDF: what was on it, who can read it, what to do in 72 hours."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from engagement_app.domain.lost_laptop import Counted, LostLaptop, Reach
from engagement_app.domain.spoken_fields import spoken_moment
from engagement_app.language import _, plural
from engagement_app.progress import Progress, silent
from engagement_app.reports.headings import heading
from engagement_app.reports.lists import points
from engagement_app.reports.lost_laptop_steps import (
    PROTECTION,
    checklist,
    title_of,
    to_the_people,
    to_the_regulator,
    words_of,
)
from engagement_app.reports.opening import boxed, opening
from engagement_app.reports.pages import Paper, after_first_page, printed
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Strong, Typesetter

KIND = _("Lost laptop: what was on it")
_JUDGED = {
    "passphrase": _(
        "If the laptop was off or the file locked, and neither passphrase nor code was with it, it"
        " is unlikely that anybody can read the file. If it was stolen while the file was open,"
        " treat it as read."
    ),
    "keyring": _(
        "It is as safe as the password of the account on the laptop. If that was weak, written down"
        " with the laptop, or the laptop was running, treat the file as read."
    ),
    "recovery": _(
        "If the laptop was off or the file locked, and the code was not with it, it is unlikely"
        " that anybody can read the file."
    ),
    "": _(
        "Unless the whole disk of the laptop is encrypted (BitLocker, FileVault, LUKS) and it was"
        " off, treat every record as read."
    ),
}


def render(found: LostLaptop, progress: Progress = silent) -> bytes:
    """The PDF; the same facts give the same bytes."""

    def front(typeset: Typesetter) -> Iterator[Flowable]:
        yield from _front(typeset, found)
        yield from _held(typeset, found)

    def safety(typeset: Typesetter) -> Iterator[Flowable]:
        yield from _readable(typeset, found)
        yield from _laptops(typeset, found)
        yield from _copies(typeset, found)
        yield from _erased(typeset, found)

    def drafts(typeset: Typesetter) -> Iterator[Flowable]:
        yield from after_first_page()
        yield from to_the_regulator(typeset, found)
        yield from to_the_people(typeset, found)

    def names(typeset: Typesetter) -> Iterator[Flowable]:
        if found.people is not None:
            yield from _people(typeset, found.people)

    paper = Paper(KIND, title_of(found), found.as_of)
    sections = [front, safety, checklist, drafts, names]
    return printed(paper, sections, progress, large_print=found.large)


def _front(typeset: Typesetter, found: LostLaptop) -> Iterator[Flowable]:
    about = _("The file {file}.").format(file=found.file.name)
    more = {"as_of": found.as_of, "made_by": found.made_by}
    yield from opening(typeset, KIND, title_of(found), about, **more)  # type: ignore[arg-type]
    people = plural(
        "{count} person is concerned.", "{count} people are concerned.", found.count_of_people
    )
    yield boxed(
        typeset,
        people,
        PROTECTION[found.file.protection],
        _(
            "This is what the file holds that was used to make this sheet. If the lost laptop has"
            " an older state of it, somebody may be on it who is not counted here. True counts:"
            " this sheet is for those who deal with the loss, and is not to be published."
        ),
    )


def _held(typeset: Typesetter, found: LostLaptop) -> Iterator[Flowable]:
    yield from heading(typeset, _("Who and what was in it"))
    columns = [Column(_("What")), Column(_("How many"), 80, numbers=True)]
    yield from table(typeset, columns, [_row(typeset, each) for each in found.counts])


def _row(typeset: Typesetter, each: Counted) -> list[Cell]:
    words = words_of(each)
    return [text_cell(typeset, words if each.is_part else Strong(words)), f"{each.count:,}"]


def _readable(typeset: Typesetter, found: LostLaptop) -> Iterator[Flowable]:
    yield from heading(typeset, _("Who can read it"))
    yield typeset("body", Strong(PROTECTION[found.file.protection]))
    yield typeset("body", _JUDGED[found.file.protection])
    yield typeset(
        "body",
        _(
            "Exports and papers that were saved on the laptop are not encrypted by the program."
            " Think of the folders for documents and downloads, of sticks in the bag, and of mail."
        ),
    )


def _laptops(typeset: Typesetter, found: LostLaptop) -> Iterator[Flowable]:
    yield from heading(typeset, _("Which laptops worked with it"), "subheading")
    if not found.laptops:
        yield typeset("body", _("Nothing is noted of that."))
        return
    columns = [
        Column(_("Laptop")),
        Column(_("Who was at it last")),
        Column(_("Last work"), 95),
        Column(_("Last unlocked"), 95),
    ]
    unknown = _("not noted")
    rows: list[list[Cell]] = [
        [
            text_cell(typeset, _device(each.device, found.file.device)),
            text_cell(typeset, each.person),
            spoken_moment(each.last_at),
            spoken_moment(each.opened_at) if each.opened_at else unknown,
        ]
        for each in found.laptops
    ]
    yield from table(typeset, columns, rows)
    if found.refused:
        sentence = plural(
            "A wrong passphrase or code was tried {count} time, as far as it was noted here.",
            "A wrong passphrase or code was tried {count} times, as far as it was noted here.",
            found.refused,
        )
        yield typeset("body", sentence)


def _device(device: str, own: str) -> str:
    return _("{laptop} (this laptop)").format(laptop=device) if device == own else device


def _copies(typeset: Typesetter, found: LostLaptop) -> Iterator[Flowable]:
    yield from heading(typeset, _("Where copies are"), "subheading")
    file = found.file
    if file.newest:
        newest = _("Newest backup that was proved to open: {when}, in {folder}").format(
            when=spoken_moment(file.newest), folder=file.newest_in
        )
    else:
        newest = _("No backup is found from here.")
    if not file.far:
        far = _("No second place (a stick or a share) is set.")
    elif file.far_at:
        far = _("Second place: {folder}, copied there last on {when}.").format(
            folder=file.far, when=spoken_moment(file.far_at)
        )
    else:
        far = _("Second place: {folder}; it is not known when it was copied there last.").format(
            folder=file.far
        )
    alone = _(
        "A backup in a folder of the lost laptop is lost with it. What was entered after the newest"
        " copy that you still have must be keyed in again, from the sheets of paper."
    )
    yield from points(typeset, [(newest,), (far,), (alone,)])


def _erased(typeset: Typesetter, found: LostLaptop) -> Iterator[Flowable]:
    if not found.erased:
        return
    yield from heading(typeset, _("Erased since"), "subheading")
    said = plural(
        "{count} person was erased from this file",
        "{count} people were erased from this file",
        found.erased,
    )
    since = _("{since} of them since the newest backup").format(since=found.erased_since)
    told = f"{said}, {since}." if found.file.newest else f"{said}."
    more = _(
        "Who was erased after the lost laptop was last brought up to date may still be on it. They"
        " are no longer known by name here; say so to the regulator."
    )
    yield typeset("body", told, " ", more)


def _people(typeset: Typesetter, people: tuple[Reach, ...]) -> Iterator[Flowable]:
    """On pages of their own, which can be kept apart."""
    yield from after_first_page()
    yield from heading(typeset, _("Who was in it, and how to reach them"))
    yield typeset(
        "body", _("These pages name people: keep them apart from the others, and shred them after.")
    )
    columns = [Column(_("Name"), 150), Column(_("E-mail")), Column(_("Telephone"), 100)]
    if typeset.look.is_large:
        columns = [Column(_("Name"), 125), Column(_("E-mail, telephone"))]
    rows = [_reach(typeset, each) for each in people]
    yield from table(typeset, columns, rows)


def _reach(typeset: Typesetter, each: Reach) -> list[Cell]:
    """In large print both ways below each other: side by side they would be cut."""
    ways = [each.email, each.phone]
    if typeset.look.is_large:
        ways = ["\n".join(filter(None, ways))]
    return [text_cell(typeset, text) for text in (each.name or _("gave no name"), *ways)]
