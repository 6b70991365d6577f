"""Plots as SVG: where bars, lines and labels go. Pure; the templates draw them, with a table of the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 480, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 24, 12, 26  # room for labels
_ROW, _LABEL, _NUMBER = 26, 200, 66  # of a chart of lying bars
_LETTERS = 22  # of a bar's name


@dataclass(frozen=True)
class Box:
    """A bar; `style` is a class of the style sheet."""

    x: float
    y: float
    width: float
    height: float
    style: str = "bar"


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Line:
    """`points` as SVG's polyline takes them."""

    points: str
    style: str


@dataclass(frozen=True)
class Chart:
    width: float
    height: float
    boxes: tuple[Box, ...] = ()
    labels: tuple[Label, ...] = ()
    lines: tuple[Line, ...] = ()


def by_day(days: Sequence[date], totals: Sequence[int], parts: Sequence[int]) -> Chart:
    """A column for each day; the lower part of it, in another colour, is that of `parts`."""
    top = _round_up(max(totals, default=0))
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(days))
    boxes = []
    for number, (total, part) in enumerate(zip(totals, parts, strict=True)):
        for value, style in ((total, "bar"), (part, "bar bad")):
            if value:
                y = _height(value, top)
                boxes.append(Box(_LEFT + number * step + 1, y, step - 2, HEIGHT - _BOTTOM - y, style))
    return Chart(WIDTH, HEIGHT, tuple(boxes), (*_sides(top), *_days(days, step)), _grid())


def lines_by_day(days: Sequence[date], series: Sequence[Sequence[int | None]]) -> Chart:
    """A line for each series, the first one whole, the others dashed; a day without a value is left out."""
    top = _round_up(max((one for values in series for one in values if one is not None), default=0))
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(days))
    lines, boxes = [], []
    for place, values in enumerate(series):
        points = [
            (_LEFT + (number + 0.5) * step, _height(value, top))
            for number, value in enumerate(values)
            if value is not None
        ]
        lines.append(
            Line(" ".join(f"{x:.1f},{y:.1f}" for x, y in points), "line dashed" if place else "line")
        )
        boxes += [Box(x - 2, y - 2, 4, 4) for x, y in points]
    return Chart(WIDTH, HEIGHT, tuple(boxes), (*_sides(top), *_days(days, step)), (*_grid(), *lines))


def lying(rows: Sequence[tuple[str, int]]) -> Chart:
    """A lying bar for each (name, count), with both in words."""
    most = max((count for _, count in rows), default=0) or 1
    room = WIDTH - _LABEL - _NUMBER
    boxes, labels = [], []
    for number, (name, count) in enumerate(rows):
        y = number * _ROW
        boxes.append(Box(_LABEL, y + 4, max(1.0, room * count / most), _ROW - 8))
        shown = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
        labels.append(Label(_LABEL - 8, y + 18, shown, "end"))
        labels.append(Label(_LABEL + room * count / most + 6, y + 18, f"{count:,}"))
    return Chart(WIDTH, max(1, len(rows)) * _ROW, tuple(boxes), tuple(labels))


def _height(value: float, top: int) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / top


def _round_up(most: int) -> int:
    """The next of 2, 4, 10, 20, 40, 100, … so that half of it is a whole number too."""
    top = 2
    while top < most:
        top = top * 2 if str(top)[0] in "12" else top * 5 // 2
    return top


def _sides(top: int) -> tuple[Label, ...]:
    return tuple(
        Label(_LEFT - 6, _height(value, top) + 5, f"{value:,}", "end") for value in (0, top // 2, top)
    )


def _grid() -> tuple[Line, ...]:
    heights = [_height(value, 2) for value in (0, 1, 2)]
    return tuple(Line(f"{_LEFT},{y:.1f} {WIDTH - _RIGHT},{y:.1f}", "axis") for y in heights)


def _days(days: Sequence[date], step: float) -> tuple[Label, ...]:
    """Every week the date, counted from the last day."""
    last = len(days) - 1
    return tuple(
        Label(_LEFT + (number + 0.5) * step, HEIGHT - 8, f"{days[number]:%m-%d}", "middle")
        for number in range(last, 0, -7)
    )
