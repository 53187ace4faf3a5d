"""Parents that go round in a circle, among the organisations and terms of a directory."""

from collections.abc import Iterator
from typing import Any

from engagement_app.language import _

_PARENTS = {"organization": "parent_organization_id", "taxonomy_term": "parent_id"}


class Parents:
    """Collects who stands under whom, and tells the circles."""

    def __init__(self) -> None:
        self._parents: dict[tuple[str, str], str] = {}

    def see(self, kind: str, found: Any) -> None:
        """An object of the directory that may name its parent."""
        if isinstance(found, dict):
            each, parent = found.get("id"), found.get(_PARENTS[kind])
            if isinstance(each, str) and isinstance(parent, str):
                self._parents[kind, each] = parent

    def see_service(self, found: Any) -> None:
        """The organisation of a service, and the terms that it is described by."""
        if not isinstance(found, dict):
            return
        self.see("organization", found.get("organization"))
        attributes = found.get("attributes")
        for attribute in attributes if isinstance(attributes, list) else ():
            if isinstance(attribute, dict):
                self.see("taxonomy_term", attribute.get("taxonomy_term"))

    def circles(self) -> Iterator[str]:
        """A sentence for each circle."""
        done: set[tuple[str, str]] = set()
        for start in self._parents:
            walked: list[tuple[str, str]] = []
            at = start
            while at in self._parents and at not in done:
                done.add(at)
                walked.append(at)
                at = at[0], self._parents[at]
            if at in walked:
                sentence = _(
                    "{kind} {id}: its parents go round in a circle. They are not kept anyway; tell"
                    " the directory."
                )
                yield sentence.format(kind=at[0], id=at[1][:60])
