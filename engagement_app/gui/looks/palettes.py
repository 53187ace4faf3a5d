"""The three palettes, as data: each name of a colour means the same in all of them.

Contrast is WCAG 2.2's: 4.5 for text on what it stands on, 3 for outlines and focus. A test
computes it for every pair in `PAIRS`.
"""

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Look(NamedTuple):
    """A palette: colours as `#rrggbb`."""

    name: str
    page: str
    panel: str
    bar: str
    text: str
    quiet: str
    line: str
    accent: str
    on_accent: str
    focus: str
    good: str
    warn: str
    bad: str
    good_back: str
    warn_back: str
    bad_back: str
    stripe: str
    off: str


LOOKS = {
    "light": Look(
        "light", page="#f6f5f1", panel="#ffffff", bar="#e9e7df", text="#1d2327", quiet="#55606a",
        line="#868b8f", accent="#0b5d6b", on_accent="#ffffff", focus="#c2410c", good="#1b6b3a",
        warn="#8a4b00", bad="#a3152a", good_back="#e3f3e8", warn_back="#fdf0d5",
        bad_back="#fbe5e7", stripe="#f3f2ed", off="#666d73",
    ),
    "dark": Look(
        "dark", page="#171b1e", panel="#20262a", bar="#121517", text="#eef1f2", quiet="#b4bec5",
        line="#7d8891", accent="#4fb8c9", on_accent="#0c1214", focus="#ffb454", good="#7fd19b",
        warn="#f3c06b", bad="#ff9aa5", good_back="#18321f", warn_back="#3a2c0f",
        bad_back="#40181d", stripe="#262d32", off="#98a3ab",
    ),
    "contrast": Look(
        "contrast", page="#000000", panel="#000000", bar="#000000", text="#ffffff",
        quiet="#ffffff", line="#ffffff", accent="#ffff00", on_accent="#000000", focus="#00ffff",
        good="#80ff80", warn="#ffd24d", bad="#ff9d9d", good_back="#000000", warn_back="#000000",
        bad_back="#000000", stripe="#141414", off="#c8c8c8",
    ),
}  # fmt: skip
PAIRS = (
    ("text", "page", 4.5), ("text", "panel", 4.5), ("text", "bar", 4.5), ("text", "stripe", 4.5),
    ("quiet", "page", 4.5), ("quiet", "panel", 4.5), ("quiet", "bar", 4.5),
    ("quiet", "stripe", 4.5), ("on_accent", "accent", 4.5), ("accent", "panel", 4.5),
    ("good", "good_back", 4.5), ("warn", "warn_back", 4.5), ("bad", "bad_back", 4.5),
    ("text", "good_back", 4.5), ("text", "warn_back", 4.5), ("text", "bad_back", 4.5),
    ("good", "panel", 4.5), ("warn", "panel", 4.5), ("bad", "panel", 4.5), ("bad", "page", 4.5),
    ("line", "panel", 3.0), ("line", "page", 3.0), ("focus", "panel", 3.0), ("focus", "page", 3.0),
    ("focus", "bar", 3.0), ("accent", "bar", 3.0), ("off", "panel", 4.5), ("off", "page", 4.5),
)  # fmt: skip
"""What stands on what, and the least contrast between them."""

_ROLES = {
    "Window": "page", "WindowText": "text", "Base": "panel", "AlternateBase": "stripe",
    "Text": "text", "Button": "panel", "ButtonText": "text", "BrightText": "bad",
    "Highlight": "accent", "HighlightedText": "on_accent", "ToolTipBase": "panel",
    "ToolTipText": "text", "PlaceholderText": "quiet", "Link": "accent", "LinkVisited": "accent",
    "Mid": "line", "Dark": "line", "Light": "panel", "Midlight": "stripe", "Accent": "accent",
}  # fmt: skip
_OFF = ("WindowText", "Text", "ButtonText")


def palette(look: Look) -> QPalette:
    """The palette that Fusion paints with."""
    made = QPalette()
    for role, colour in _ROLES.items():
        made.setColor(QPalette.ColorRole[role], QColor(getattr(look, colour)))
    for role in _OFF:
        made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], QColor(look.off))
    return made


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
