"""Errors whose text is meant for the person at the keyboard."""

from collections.abc import Iterable
from enum import Enum


class UserError(Exception):
    """Something a person can mend; the sentence says what is wrong and what to do."""

    def __init__(self, sentence: str, *, field: str = "", details: Iterable[str] = ()) -> None:
        """`details`: further lines, such as each fault of a document by its path."""
        super().__init__(sentence)
        self.field = field
        self.details = tuple(details)


class Cause(Enum):
    """Why the data file could not be read or written."""

    FULL = "full"
    FAILED = "failed"
    LOCKED = "locked"
    READ_ONLY = "read_only"
    DAMAGED = "damaged"
    NOT_OURS = "not_ours"
    NEWER = "newer"
    MISSING = "missing"
    MOVED = "moved"
    PROTECTED = "protected"


class StorageError(Exception):
    """The world got in the way: the disk, another program, a file that is not as it should be."""

    def __init__(self, sentence: str, cause: Cause) -> None:
        super().__init__(sentence)
        self.cause = cause


class Cancelled(Exception):  # noqa: N818 - stopping is not an error
    """The person stopped a long job."""
