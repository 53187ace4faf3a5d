"""Ask Windows whether its session is locked, or left for that of another account.

By WTSQuerySessionInformation with WTSSessionInfoEx, which needs no window and no rights. (That the
input desktop cannot be opened would be so too while Windows asks for an administrator.) Windows 7,
on which the two flags are the wrong way round, does not run this program.
https://learn.microsoft.com/windows/win32/api/wtsapi32/ns-wtsapi32-wtsinfoex_level1_w
"""

import ctypes
import struct
from typing import Any

_OF_THIS_MACHINE, _OF_THIS_SESSION, _EXTENDED = 0, 0xFFFFFFFF, 25
_HEAD = struct.Struct("<I4xIii")
"""Level, then at the eighth byte (a union with whole 64-bit times) session, state and flags."""
_FIRST_LEVEL, _DISCONNECTED = 1, 4
_BY_FLAGS = {0: True, 1: False}


def is_locked() -> bool | None:
    """None where Windows does not say; raises `AttributeError` or `OSError` elsewhere."""
    windows: Any = ctypes
    return asked(windows.WinDLL("wtsapi32"))


def asked(library: Any) -> bool | None:
    """The answer of this library."""
    found, length = ctypes.c_void_p(), ctypes.c_uint32()
    if not library.WTSQuerySessionInformationW(
        ctypes.c_void_p(_OF_THIS_MACHINE),
        ctypes.c_uint32(_OF_THIS_SESSION),
        ctypes.c_int(_EXTENDED),
        ctypes.byref(found),
        ctypes.byref(length),
    ):
        return None
    try:
        return told(ctypes.string_at(found, length.value) if found else b"")
    finally:
        library.WTSFreeMemory(found)


def told(record: bytes) -> bool | None:
    """What the bytes of a WTSINFOEXW say."""
    if len(record) < _HEAD.size:
        return None
    level, _session, state, flags = _HEAD.unpack_from(record)
    if level != _FIRST_LEVEL:
        return None
    return True if state == _DISCONNECTED else _BY_FLAGS.get(flags)
