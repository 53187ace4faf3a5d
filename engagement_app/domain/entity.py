"""The common shape of the domain's records: where they belong, and what must hold."""

import re
from typing import ClassVar

from sqlalchemy.orm import declared_attr

from engagement_app.domain.rules import Rule
from engagement_app.store.record import Record


class Entity(Record):
    """A record of the domain.

    `owner` is the required link by which its project is reached; None for what belongs to none.
    `belongs` are the links, beside the required ones, with which the record is in or out.
    """

    owner: ClassVar[str | None] = None
    belongs: ClassVar[tuple[str, ...]] = ()
    rules: ClassVar[tuple[Rule, ...]] = ()

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - SQLAlchemy calls it on the class
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
