"""Which person a row of a list is: one already known, or a new one.

A known person is used again only where name and e-mail, or name and phone, agree and fit one;
never on a name alone. Who might be the same is said, and left for a person to decide.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.importing.bringing import Past, made_together
from engagement_app.domain.importing.contact import agrees, differs
from engagement_app.domain.importing.listing import ListPlan, Row
from engagement_app.domain.importing.organisations import Organisations
from engagement_app.domain.lists import AttendeeLine
from engagement_app.domain.naming import fold, full_name, name_of
from engagement_app.domain.people import Person
from engagement_app.domain.phones import lost_its_zero, same_number
from engagement_app.domain.same_person import end_of
from engagement_app.domain.view import load
from engagement_app.language import _
from engagement_app.store.records import table_of

_NAMES = ("given_name", "family_name", "known_as")
_TEXTS = (*_NAMES, "email", "phone", "postcode")
_MORE_TEXTS = ("access_needs", "notes")


def folded_name(line: AttendeeLine) -> str:
    """The row's name as names are compared; empty for a nameless one."""
    return fold(full_name(line.given_name, line.family_name, line.known_as))


class People:
    """The people of the file and of the list, by name."""

    def __init__(self, session: Session, listed: ListPlan, organisations: Organisations) -> None:
        self._session = session
        self._listed = listed
        self._organisations = organisations
        self._past = Past(session)
        self._by_name: dict[str, list[Any]] = defaultdict(list)
        self._rows: dict[str, Row] = {}
        self._same: dict[str, str] = {}
        self._former: dict[str, str] = {}
        self._said: dict[tuple[str, str], str] = {}
        self._read()

    def _read(self) -> None:
        columns = table_of(Person).c
        names = "id given_name family_name known_as email phone same_as_id deleted_at"
        query = sa.select(*(columns[name] for name in names.split()))
        merged: list[Any] = []
        names_of: dict[str, str] = {}
        for row in self._session.execute(query):
            name = fold(full_name(row.given_name, row.family_name, row.known_as))
            if row.same_as_id:
                self._same[row.id] = row.same_as_id
                self._former[row.id] = name
                merged.append(row)
            elif row.deleted_at is None:
                names_of[row.id] = name
                self._by_name[name].append(row)
        for row in merged:
            self._also_known(row, names_of)

    def _also_known(self, row: Any, names_of: Mapping[str, str]) -> None:
        """Whoever was merged is known by what stands on either: names, e-mails and phones."""
        end = self.end(row.id)
        if end in names_of:
            for name in {self._former[row.id], names_of[end]}:
                self._by_name[name].append(_Known(end, row.email, row.phone))

    def end(self, person_id: str) -> str:
        """Whom the person is read as."""
        return end_of(self._same, person_id)

    def other_names(self, person_id: str | None) -> list[str]:
        """The folded names that somebody was listed under before being read as another."""
        found = []
        while person_id in self._same:
            found.append(self._former[person_id])
            person_id = self._same[person_id]
        return found

    def fetch(self, ids: set[str]) -> None:
        """Read these people whole, at once."""
        self._rows.update(load(self._session, "person", ids - self._rows.keys()))

    def row(self, person_id: str) -> Row:
        """A person's fields."""
        if person_id not in self._rows:
            self.fetch({person_id})
        return self._rows[person_id]

    def is_deleted(self, person_id: str | None) -> bool:
        """Whether the person is out of the records; nobody is not."""
        return person_id is not None and self.row(self.end(person_id))["deleted_at"] is not None

    def is_somebody_else(self, person_id: str, line: AttendeeLine) -> bool:
        """Whether the row names another human: neither name nor e-mail is the person's."""
        row = self.row(person_id)
        mails = line.email and row["email"] and line.email.casefold() != row["email"].casefold()
        return bool(mails) and folded_name(line) != fold(name_of(row))

    def is_another(self, person_id: str, line: AttendeeLine) -> bool:
        """Whether the row is of another human of that name: its e-mail or phone are none that
        the person, or who was merged into it, has or ever had."""
        if not (line.email or line.phone):
            return False
        alike = [person_id]
        while alike[-1] in self._same:
            alike.append(self._same[alike[-1]])
        if not any(differs(line, row["email"], row["phone"]) for row in map(self.row, alike)):
            return False
        return not any(self._had(each, line) for each in alike)

    def _had(self, person_id: str, line: AttendeeLine) -> bool:
        """Whether the person once had the row's e-mail or phone, as before a correction."""
        emails = (value for _act, value in self._past.values(person_id, "email"))
        phones = (value for _act, value in self._past.values(person_id, "phone"))
        return any(agrees(line, email, None) for email in emails) or any(
            agrees(line, None, phone) for phone in phones
        )

    def meet(self, line: AttendeeLine) -> str:
        """The id of the row's person: a known one, or one that the list makes."""
        name = folded_name(line)
        same_name = self._by_name[name]
        agreeing = {each.id for each in same_name if agrees(line, each.email, each.phone)}
        if len(agreeing) == 1:
            person_id = str(*agreeing)
            self.learn(person_id, line, replace=line.id is not None)
            return person_id
        if same_name:
            told = _why_apart(line, same_name, agreeing)
            known = " ".join(name_of(self.row(same_name[0].id)).split())
            self._listed.notice(line.line, told.format(name=known))
        return self._make(line, name)

    def _make(self, line: AttendeeLine, name: str) -> str:
        values = {field: getattr(line, field) for field in (*_TEXTS, *_MORE_TEXTS)}
        row = self._listed.new(
            "person",
            **values,
            organisation_id=self._organisations.named(line.organisation),
            do_not_contact=bool(line.do_not_contact),
        )
        self._rows[row["id"]] = row
        self._said[row["id"], "name"] = name
        for field in (*_TEXTS, *_MORE_TEXTS, "organisation_id"):
            if row[field] is not None:
                self._said[row["id"], field] = row[field]
        self._by_name[name].append(_Known(row["id"], line.email, line.phone))
        return str(row["id"])

    def learn(
        self, person_id: str, line: AttendeeLine, *, replace: bool = False, brought_by: str = ""
    ) -> bool:
        """Take what the row says of the person: what was not known, and with `replace` all of it.

        `brought_by` is the attendance whose list may replace only what it brought. The first row
        that says something of a person counts. An objection to contact is only ever added.
        """
        row = self.row(person_id)
        if brought_by and replace and any(row[n] != v for n, v in self._sayings(row, line).items()):
            replace = made_together(self._session, person_id, brought_by)
        said = self._sayings(row, line)
        if not self._is_called_so(line, row, other=replace):
            said = {name: value for name, value in said.items() if name not in _NAMES}
        values = {
            name: value
            for name, value in said.items()
            if self._is_first_word(line, person_id, name, value)
        }
        values = {
            name: value
            for name, value in values.items()
            if row[name] is None or (replace and self._is_news(line, row, name, value))
        }
        if line.do_not_contact:
            values["do_not_contact"] = True
        return self._listed.change("person", row, values)

    def _is_news(self, line: AttendeeLine, row: Row, name: str, value: Any) -> bool:
        """Whether a value takes the place of another: not where a spreadsheet damaged it, nor
        where a person has put right since what the list says again."""
        if name == "phone" and lost_its_zero(value):
            return False
        if value == row[name] or not self._past.is_overruled(
            row["id"], name, value, own_list=line.id is not None
        ):
            return True
        said = line.organisation if name == "organisation_id" else value
        sentence = _("“{said}” was changed here since; what stands here is kept.")
        self._listed.notice(line.line, sentence.format(said=said))
        return False

    def _sayings(self, row: Row, line: AttendeeLine) -> dict[str, Any]:
        """The fields of a person that the row fills."""
        said = {name: getattr(line, name) for name in (*_TEXTS, *_MORE_TEXTS)}
        if not self._organisations.is_called(row["organisation_id"], line.organisation):
            said["organisation_id"] = self._organisations.named(line.organisation)
        return {name: value for name, value in said.items() if value is not None}

    def _is_called_so(self, line: AttendeeLine, row: Row, *, other: bool) -> bool:
        """Whether the row's name is the person's: another one only counts where `other` says so,
        and where the list has called the person by no other name further up."""
        name = folded_name(line)
        if not other and name != fold(name_of(row)):
            return False
        return self._said.setdefault((row["id"], "name"), name) == name

    def _is_first_word(self, line: AttendeeLine, person_id: str, name: str, value: str) -> bool:
        """Whether no row of the list has said anything else of this field of the person."""
        first = self._said.setdefault((person_id, name), value)
        if first == value:
            return True
        if name != "organisation_id" and not _are_one(name, first, value):
            sentence = _("“{other}” differs from “{first}” further up; the first is kept.")
            self._listed.notice(line.line, sentence.format(other=value, first=first))
        return False


def _are_one(name: str, first: str, other: str) -> bool:
    """Whether two ways of writing say the same."""
    return fold(first) == fold(other) or (name == "phone" and same_number(first, other))


class _Known:
    """A person that the list makes, or who was merged, as far as others are compared with it."""

    __slots__ = ("email", "id", "phone")

    def __init__(self, person_id: str, email: str | None, phone: str | None) -> None:
        self.id, self.email, self.phone = person_id, email, phone


def _why_apart(line: AttendeeLine, same_name: list[Any], agreeing: Collection[str]) -> str:
    """Why a row is nobody of those who have its name, for a `{name}`."""
    if agreeing:
        return _(
            "{name} is on record more than once with this e-mail or phone, so it is not clear who"
            " is meant; taken as one more person of that name."
        )
    if all(differs(line, each.email, each.phone) for each in same_name):
        return _(
            "{name} is on record with another e-mail or phone; taken as another person of that"
            " name."
        )
    return _(
        "{name} is on record already, without the same e-mail or phone; taken as another person"
        " of that name."
    )
