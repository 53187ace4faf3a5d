"""What Windows and macOS say of a locked screen, told by stand-ins for their libraries.

Neither system is here: the records are laid out by hand as the makers describe them, and the
stand-ins answer with them. That the real ones answer so was not tried.
"""

import ctypes
import struct
import sys
import time
from types import SimpleNamespace

import pytest

from engagement_app.gui.protection import mac_session, windows_session
from engagement_app.gui.protection.locked_screen import screen_is_locked

ACTIVE, DISCONNECTED = 0, 4
LOCKED, OPEN, UNKNOWN = 0, 1, -1


class Level1(ctypes.Structure):
    """WTSINFOEX_LEVEL1_W, with letters of two bytes, in full."""

    _fields_ = [
        ("session", ctypes.c_uint32),
        ("state", ctypes.c_int32),
        ("flags", ctypes.c_int32),
        ("names", ctypes.c_uint16 * (33 + 21 + 18)),
        ("times", ctypes.c_int64 * 5),
        ("counts", ctypes.c_uint32 * 6),
    ]


class Extended(ctypes.Structure):
    """WTSINFOEXW."""

    _fields_ = [("level", ctypes.c_uint32), ("data", Level1)]


def record(state, flags, level=1):
    return bytes(Extended(level, Level1(1, state, flags)))


def windows(content, answers=1):
    """A stand-in for wtsapi32, which keeps what it gave and what it got back."""
    kept = ctypes.create_string_buffer(content, max(1, len(content)))
    freed = []

    def query(machine, session, kind, found, length):
        assert (machine.value, session.value, kind.value) == (None, 0xFFFFFFFF, 25)
        found._obj.value = ctypes.addressof(kept)
        length._obj.value = len(content)
        return answers

    return SimpleNamespace(
        WTSQuerySessionInformationW=query, WTSFreeMemory=lambda at: freed.append(at.value),
        kept=kept, freed=freed,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "flags", "locked"),
    [
        (ACTIVE, OPEN, False),
        (ACTIVE, LOCKED, True),
        (DISCONNECTED, OPEN, True),
        (DISCONNECTED, UNKNOWN, True),
        (ACTIVE, UNKNOWN, None),
    ],
)
def test_windows_says_whether_it_is_locked_or_left(state, flags, locked):
    library = windows(record(state, flags))
    assert windows_session.asked(library) is locked
    assert library.freed == [ctypes.addressof(library.kept)]


@pytest.mark.parametrize(
    "content", [b"", bytes(19), record(ACTIVE, LOCKED, level=2), struct.pack("<I", 1)]
)
def test_what_windows_does_not_say_is_not_known(content):
    assert windows_session.asked(windows(content)) is None


def test_a_question_that_windows_refuses_is_not_known():
    assert windows_session.asked(windows(record(ACTIVE, LOCKED), answers=0)) is None


def mac(words, has_session=True):
    """Stand-ins for the two libraries; values are numbers, or true and false."""
    keys, values, freed = [], list(words.values()), []

    def make_key(_allocator, name, encoding):
        assert encoding.value == 0x08000100
        keys.append(name.decode())
        return len(keys)

    def look_up(_session, key):
        name = keys[key.value - 1]
        return 100 + list(words).index(name) if name in words else None

    def number(value, kind, found):
        assert kind.value == 9
        found._obj.value = values[value.value - 100]
        return 1

    def function(call):
        return type("Function", (), {"__call__": lambda _self, *given: call(*given)})()

    foundation = SimpleNamespace(
        CFStringCreateWithCString=function(make_key),
        CFDictionaryGetValue=function(look_up),
        CFGetTypeID=function(
            lambda value: 21 if isinstance(values[value.value - 100], bool) else 22
        ),
        CFBooleanGetTypeID=function(lambda: 21),
        CFBooleanGetValue=function(lambda value: int(values[value.value - 100])),
        CFNumberGetValue=function(number),
        CFRelease=function(lambda each: freed.append(each.value)),
    )
    session = SimpleNamespace(
        CGSessionCopyCurrentDictionary=function(lambda: 7 if has_session else None)
    )
    return session, foundation, freed


@pytest.mark.parametrize(
    ("words", "locked"),
    [
        ({"kCGSSessionOnConsoleKey": True}, False),
        ({"kCGSSessionOnConsoleKey": True, "CGSSessionScreenIsLocked": True}, True),
        ({"kCGSSessionOnConsoleKey": 1, "CGSSessionScreenIsLocked": 1}, True),
        ({"kCGSSessionOnConsoleKey": 1, "CGSSessionScreenIsLocked": 0}, False),
        ({"kCGSSessionOnConsoleKey": False}, True),
        ({}, False),
    ],
)
def test_macos_says_whether_it_is_locked_or_left(words, locked):
    graphics, foundation, freed = mac(words)
    assert mac_session.asked(graphics, foundation) is locked
    assert sorted(freed) == [1, 2, 7]


def test_without_a_session_of_macos_it_is_not_known():
    graphics, foundation, _freed = mac({}, has_session=False)
    assert mac_session.asked(graphics, foundation) is None


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux", "plan9"])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the systems themselves answer")
def test_a_system_that_cannot_be_asked_locks_nothing(platform):
    assert screen_is_locked(platform) is None


@pytest.mark.thorough
@pytest.mark.parametrize(("answer", "locked"), [(True, True), (False, False), (None, False)])
def test_only_a_screen_that_is_surely_locked_locks_the_file(answer, locked, unlocked, monkeypatch):
    monkeypatch.setattr(windows_session, "is_locked", lambda: answer)
    really = screen_is_locked
    monkeypatch.setattr(
        "engagement_app.gui.protection.lock.screen_is_locked", lambda: really("win32")
    )
    unlocked.lock._worked_at = time.monotonic()
    unlocked.lock._look()
    assert unlocked.is_locked is locked
