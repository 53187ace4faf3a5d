"""Ask macOS whether its screen is locked, or another account has the console.

By the dictionary of the session: `CGSSessionScreenIsLocked` is there, and true, while the screen is
locked, and `kCGSSessionOnConsoleKey` is false while another account, or nobody, is in front.
https://developer.apple.com/documentation/coregraphics/cgsessioncopycurrentdictionary()
"""

import ctypes
from typing import Any

_FRAMEWORKS = "/System/Library/Frameworks/{name}.framework/{name}"
_LOCKED, _IN_FRONT = b"CGSSessionScreenIsLocked", b"kCGSSessionOnConsoleKey"
_UTF8, _INT = 0x08000100, 9


def is_locked() -> bool | None:
    """None where macOS does not say; raises `OSError` elsewhere."""
    graphics, foundation = (
        ctypes.CDLL(_FRAMEWORKS.format(name=name)) for name in ("CoreGraphics", "CoreFoundation")
    )
    return asked(graphics, foundation)


def asked(graphics: Any, foundation: Any) -> bool | None:
    """The answer of these two libraries."""
    for each in (foundation.CFStringCreateWithCString, foundation.CFDictionaryGetValue):
        each.restype = ctypes.c_void_p
    for each in (foundation.CFGetTypeID, foundation.CFBooleanGetTypeID):
        each.restype = ctypes.c_ulong
    foundation.CFBooleanGetValue.restype = ctypes.c_ubyte
    graphics.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
    session = graphics.CGSessionCopyCurrentDictionary()
    if not session:
        return None
    try:
        locked, in_front = (_of(foundation, session, name) for name in (_LOCKED, _IN_FRONT))
    finally:
        foundation.CFRelease(ctypes.c_void_p(session))
    return bool(locked) or in_front is False


def _of(foundation: Any, session: int, name: bytes) -> bool | None:
    """Whether this is so in the dictionary; None where it is not in it."""
    key = foundation.CFStringCreateWithCString(None, name, ctypes.c_uint32(_UTF8))
    if not key:
        return None
    found = foundation.CFDictionaryGetValue(ctypes.c_void_p(session), ctypes.c_void_p(key))
    foundation.CFRelease(ctypes.c_void_p(key))
    if not found:
        return None
    value = ctypes.c_void_p(found)
    if foundation.CFGetTypeID(value) == foundation.CFBooleanGetTypeID():
        return bool(foundation.CFBooleanGetValue(value))
    number = ctypes.c_int()
    known = foundation.CFNumberGetValue(value, ctypes.c_long(_INT), ctypes.byref(number))
    return bool(number.value) if known else None
