"""Values from a form, an import or a program, checked before they come near the data file."""

from functools import cache
from typing import Any, Self

from pydantic import ConfigDict, ValidationError, ValidationInfo, field_validator
from sqlmodel import SQLModel

from engagement_app.domain.fields import Kind, Wrong, regular
from engagement_app.errors import UserError
from engagement_app.language import _


class Input(SQLModel):
    """The fields of a record that people fill in; tables themselves check nothing."""

    model_config = ConfigDict(extra="forbid", defer_build=True)  # type: ignore[assignment]

    @field_validator("*", mode="plain")
    @classmethod
    def _regular(cls, value: Any, info: ValidationInfo) -> Any:
        kind = kinds_of(cls)[str(info.field_name)]
        checked = regular(kind, value)
        if checked is None and kind.required:
            raise Wrong(_("This cannot be left empty."))
        return checked

    @classmethod
    def parse(cls, **values: Any) -> Self:
        """The checked values; raises `UserError` that names the field."""
        try:
            return cls(**values)
        except ValidationError as error:
            first = error.errors()[0]
            sentence = str(first.get("ctx", {}).get("error") or _("This cannot be left empty."))
            raise UserError(sentence, field=str(first["loc"][0])) from None


@cache
def kinds_of(record: type[SQLModel]) -> dict[str, Kind]:
    """The kind of each field of a record or input, in the order of its class."""
    found: dict[str, Kind] = {}
    for name, info in record.model_fields.items():
        extra = info.json_schema_extra
        if isinstance(extra, dict) and isinstance(extra.get("kind"), Kind):
            found[name] = extra["kind"]  # type: ignore[assignment]
    return found
