"""Colours on paper: what is read stands out enough, computed as WCAG 2.2 has it, in grey too."""

import pytest

from engagement_app.reports import styles

_TEXT, _DRAWN = 4.5, 3.0


def luminance(colour):
    """Relative luminance. Source: WCAG 2.2, definition of relative luminance."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.rgb()
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one, other):
    """From 1 to 21. Source: WCAG 2.2, definition of contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "ground", [styles.WHITE, styles.PALE], ids=["on white", "on a pale ground"]
)
@pytest.mark.parametrize("size", [False, True], ids=["normal print", "large print"])
def test_text_of_every_style_can_be_read(ground, size):
    for name, style in styles.look(large_print=size).styles.items():
        assert contrast(style.textColor, ground) >= _TEXT, name


def test_what_is_drawn_to_be_seen_stands_out():
    for colour in (styles.SOLID, styles.INK, styles.STRONG_RULE, styles.RULE):
        assert contrast(colour, styles.WHITE) >= _DRAWN


def test_the_full_part_of_a_bar_and_its_edge_are_told_from_white_in_grey():
    assert luminance(styles.SOLID) < 0.1
    assert luminance(styles.INK) < 0.1


def test_pale_grey_on_white_is_seen_to_be_too_little():
    """The control."""
    assert contrast(styles.PALE, styles.WHITE) < _DRAWN
