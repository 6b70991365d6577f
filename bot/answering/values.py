"""Values of facts in words, and numbers and dates as people type them. What they decide belongs to the rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.answering.answer import Language
from knowledge.figures import Found, figures, format_figure
from rules.edition import Figure, FigureKind
from rules.facts import FactSpec, Known, Value, in_order

_MOST_IN_A_RANGE = 1_000  # numbers that "50~60명" leaves possible
_BARE_WON = 10_000  # "50" for a turnover is no 50 won: it is asked again
_BESIDE_A_FIGURE = 8  # characters: "한 … 정도입니다"
_RANGE = r"\s*(?:~|∼|-|–|에서|부터|to)\s*"
# A limit is no value: "50명 이상" may lie on either side of what a rule asks.
_LIMIT = re.compile(
    r"이상|이하|미만|초과|넘|안\s?[되돼됩된됨]|못\s?[되돼됩된됨미]|이전|이후|전에|"
    r"\b(?:over|under|above|below|before|after|at (?:least|most)|(?:more|less|fewer) than|up to)\b",
    re.IGNORECASE,
)
_MANY_DIGITS = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")


# --- in words ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """Values in words, and the figures that the words state, in their order, for the number gate."""

    text: str
    figures: tuple[Figure, ...] = ()


def told_values(values: Iterable[Value], spec: FactSpec, language: Language, most: int | None = None) -> Told:
    """Values in the order of the fact, at `most` so many; neighbouring numbers or days as one stretch."""
    ordered = in_order(values, spec)
    if spec.is_ordered:
        return told_spans(_stretches(ordered), spec, language, most)
    return Told(_joined([spec.label_of(one).in_(language) for one in ordered], most))


def told_spans(
    spans: Iterable[tuple[Value, Value]], spec: FactSpec, language: Language, most: int | None = None
) -> Told:
    """Stretches of a number or a date, first and last included; an end that is the bound is not said."""
    spans = list(spans)
    low, high = spec.bounds
    words, figures = [], list[Figure]()
    for first, last in spans[:most]:
        ends = [first] if first == last else [one for one, end in ((first, low), (last, high)) if one != end]
        figures += [_figure(one, spec) for one in ends]
        written = [_written(one, spec, language) for one in ends]
        if len(written) == 1 and first != last:
            written = ["", *written] if first == low else [*written, ""]
        words.append(" ~ ".join(written).strip())
    words += ["…"] * (len(spans) - len(words))
    return Told(_joined(words, most), tuple(figures))


def _joined(words: Sequence[str], most: int | None) -> str:
    return " / ".join(words) if most is None or len(words) <= most else ", ".join(words[:most]) + " …"


def example_of(spec: FactSpec, language: Language) -> str:
    """What an answer may look like, within the bounds of a number or a date."""
    low, high = spec.bounds
    usual: dict[str, int | date] = {"won": 300_000_000, "date": date(2019, 3, 1)}
    value = usual.get(_kind(spec), 50)
    return _written(sorted([low, value, high])[1], spec, language)


def _stretches(values: list[Value]) -> list[tuple[Value, Value]]:
    cuts = [at for at, (one, other) in enumerate(pairwise(values), 1) if _step(one) != other]
    return [
        (values[start], values[end - 1]) for start, end in pairwise([0, *cuts, len(values)]) if end > start
    ]


def _step(value: Value) -> Value:
    return value + timedelta(days=1) if isinstance(value, date) else int(value) + 1


def _written(value: Value, spec: FactSpec, language: Language) -> str:
    figure = _figure(value, spec)
    words = format_figure(figure.kind, figure.value, language)
    if figure.kind != "count" or spec.unit is None:
        return words
    return f"{words}{spec.unit.ko}" if language == "ko" else f"{words} {spec.unit.en}"


def _figure(value: Value, spec: FactSpec) -> Figure:
    if isinstance(value, date):
        return Figure("date", value.isoformat())
    return Figure(_kind(spec), int(value))


def _kind(spec: FactSpec) -> FigureKind:
    if spec.type == "date":
        return "date"
    unit = spec.unit.ko if spec.unit else ""
    return "won" if unit == "원" else "percent" if unit == "%" else "count"


# --- as typed ---------------------------------------------------------------------------------------------------


def read_value(text: str, spec: FactSpec, so_far: Known | None = None) -> Known | None:
    """What a typed answer says of a number or a date; None where it says no value within the bounds, or several.

    A month, a year or "50~60명" leaves several values possible. `so_far` is what was known in part: a day without
    its year is found among those.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _LIMIT.search(plain):
        return None
    values = _days(plain, spec, so_far) if spec.type == "date" else _numbers(plain, spec)
    possible = frozenset(one for one in values if spec.has(one))
    return Known(possible) if possible else None


def is_bare(text: str) -> bool:
    """Whether a message is little else than a figure: an answer then, though perhaps one that cannot be read."""
    found = figures(text)
    rest = text
    for one in found:
        rest = rest.replace(one.text, "")
    return bool(found) and len("".join(rest.split())) <= _BESIDE_A_FIGURE


def _numbers(text: str, spec: FactSpec) -> Iterable[Value]:
    kind, unit = _kind(spec), "|".join(re.escape(one) for one in _units(spec))
    number = r"(?<![\d.,~-])(\d{1,3}(?:,\d{3})+|\d+)(?![\d.,]*\d)"
    if kind != "won":
        other = number[number.index(")") + 1 :]  # goes on behind the sign of the range
        if between := re.search(rf"{number}\s*(?:{unit})?{_RANGE}{other}(?!\s*-)", text, re.IGNORECASE):
            first, last = _whole(between[1]), _whole(between[2])
            return range(first, last + 1) if first <= last < first + _MOST_IN_A_RANGE else ()
        # Before the general reading, to which "20년" is a year.
        if with_unit := re.findall(rf"{number}\s*(?:{unit})", text, re.IGNORECASE):
            return [_whole(with_unit[0])] if len(with_unit) == 1 else ()
    found = figures(text)
    fitting = [one for one in found if _fits(one, spec, kind) or (len(found) == 1 and _is_plain(one, kind))]
    return [int(one.value) for one in fitting] if len(fitting) == 1 else ()


def _units(spec: FactSpec) -> list[str]:
    return [spec.unit.ko, spec.unit.en] if spec.unit else []


def _whole(written: str) -> int:
    return int(written.replace(",", ""))


def _fits(found: Found, spec: FactSpec, kind: str) -> bool:
    """Whether a figure is of the fact's kind, and counts the same."""
    alike = {one.unit for unit in _units(spec) for one in figures(f"5 {unit}")}
    return found.kind == kind and isinstance(found.value, int) and (kind != "count" or found.unit in alike)


def _is_plain(found: Found, kind: str) -> bool:
    """Whether it is a number and no more; "2019" alone may be a number too."""
    if found.kind == "year":
        return kind != "won" and found.text.isdecimal()
    whole = found.kind == "number" and found.unit is None and isinstance(found.value, int)
    return whole and (kind != "won" or int(found.value) >= _BARE_WON)


def _days(text: str, spec: FactSpec, so_far: Known | None) -> Iterable[Value]:
    found = [one for one in figures(_MANY_DIGITS.sub(r"\1-\2-\3", text)) if _date_parts(one)]
    if len(found) != 1:
        return ()
    year, month, day = _date_parts(found[0]) or ("", "", "")
    partly = so_far.possible if so_far is not None and so_far.value is None else frozenset[Value]()
    low, high = spec.bounds
    assert isinstance(low, date)
    assert isinstance(high, date)
    is_within = bool(year) and low.year <= int(year) <= high.year
    days = partly or (_year(int(year)) if is_within else ())
    wanted = [(0, year), (1, month), (2, day)]
    return [
        one
        for one in days
        if isinstance(one, date)
        and all(not part or (one.year, one.month, one.day)[at] == int(part) for at, part in wanted)
    ]


def _date_parts(found: Found) -> tuple[str, str, str] | tuple[()]:
    """Year, month and day as far as they are written, empty text for what is not; () for no date."""
    if found.kind in ("date", "month", "year"):
        written = re.fullmatch(r"(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?", str(found.value))
        return (written[1].strip("-"), written[2] or "", written[3] or "") if written else ()
    is_year = found.kind == "number" and re.fullmatch(r"(?:19|20)\d\d", found.text)
    return (found.text, "", "") if is_year else ()


def _year(year: int) -> Iterator[date]:
    last = date(year, 12, 31)
    return (last - timedelta(days=at) for at in range(last.timetuple().tm_yday))
