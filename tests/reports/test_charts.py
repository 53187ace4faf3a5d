"""Bars and marks, drawn as vectors."""

import pytest
from reportlab.graphics.shapes import Line, Rect

from engagement_app.reports import charts


def boxes(picture):
    groups = picture.drawing.contents
    return [part for group in groups for part in group.contents if isinstance(part, Rect)]


def test_parts_stand_side_by_side_in_proportion():
    bar = charts.bar(
        [(charts.solid, 25), (charts.hatched, 0), (charts.empty, 75)], 200, 201, "a quarter"
    )
    assert [box.width for box in boxes(bar)] == [25, 75]
    assert boxes(bar)[1].x == pytest.approx(boxes(bar)[0].x + 25)


def test_a_bar_of_nothing_is_empty():
    assert boxes(charts.bar([(charts.solid, 0)], 0, 100, "nothing")) == []


def test_fills_differ_without_colour():
    solid, hatched, empty = (fill(0, 20) for fill in (charts.solid, charts.hatched, charts.empty))
    shades = [sum(group.contents[0].fillColor.rgb()) for group in (solid, hatched, empty)]
    assert shades[0] < 1 < shades[1] == shades[2]
    assert any(isinstance(part, Line) for part in hatched.contents)
    assert not any(isinstance(part, Line) for part in empty.contents)


@pytest.mark.parametrize("width", [0.4, 3, 37.2])
def test_hatching_stays_inside_its_box(width):
    lines = [part for part in charts.hatched(5, width).contents if isinstance(part, Line)]
    for line in lines:
        assert 5 <= line.x1 <= line.x2 <= 5 + width
        assert 1 <= line.y1 <= line.y2 <= 1 + charts.HEIGHT
