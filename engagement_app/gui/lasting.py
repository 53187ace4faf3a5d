"""Keep `None`, `True`, `False` and `NotImplemented` for good, as Python 3.12 and later do.

PySide6 6.12 is built for Pythons that never count references to these four. Python 3.11 does:
there each call that gives nothing back takes one from `None`, and each signal one from `True`,
and once none is left the program ends at once, after some thousand calls.
"""

import ctypes
import sys

_ENOUGH = 1 << 40


def make_lasting() -> None:
    """Give each so many references that no window ever uses them up; to be called once."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for each in (None, True, False, NotImplemented):
            # The count is the first word of every object.
            ctypes.c_ssize_t.from_address(id(each)).value += _ENOUGH
