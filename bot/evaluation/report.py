"""What a run shows: rates by kind and language, stages, confusion, the curve, stability, times. Pure, from rows alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, get_args

from bot.evaluation.rates import Curve, Rate, error_over_coverage, quantile
from bot.evaluation.running import Row, to_json
from bot.evaluation.scoring import Stage

_STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True)
class Stability:
    """Of the groups of paraphrases: in how many all are answered alike (status, figures and verdicts), and in how many
    no answer contradicts another (figures of one kind with nothing in common, or opposite verdicts)."""

    alike: Rate
    uncontradicted: Rate


@dataclass(frozen=True)
class Latency:
    """Milliseconds of a message, from the text to the finished reply."""

    median: float
    p99: float


@dataclass(frozen=True)
class Report:
    """`confusion` counts (expected, got); what is right in any expected way stands on the diagonal."""

    correct: Rate
    grounded: Rate
    harmful: int
    by_set: Mapping[str, Rate]
    by_kind: Mapping[str, Rate]
    by_language: Mapping[str, Rate]
    by_stage: Mapping[str, Rate]
    confusion: Mapping[tuple[str, str], int]
    curve: Curve
    stability: Stability | None
    latency: Latency | None
    rows: tuple[Row, ...]

    @property
    def worst(self) -> tuple[Row, ...]:
        """Rows that may be shown: harmful ones first, then unproven, then wrong, each the surest first."""
        faulty = [one for one in self.rows if not one.blind and (not one.correct or one.grounded is False)]
        return tuple(
            sorted(faulty, key=lambda one: (not one.harmful, one.grounded is not False, -one.confidence))
        )

    @property
    def blind_faults(self) -> Mapping[str, int]:
        """How often which stage failed in blind sets: all that may be told of them."""
        blind = [one for one in self.rows if one.blind]
        harmful = Counter(f"harmful: {fault.stage}" for one in blind for fault in one.harmful)
        stages = Counter[str](stage for one in blind for stage in {fault.stage for fault in one.wrong})
        return {**harmful, **stages}


def report(rows: Iterable[Row]) -> Report:
    kept = tuple(rows)
    asked = [one for one in kept if one.kind != "self-check"]
    answers = [(one.confidence, one.correct) for one in asked if one.answers]
    times = [one.milliseconds for one in kept if one.milliseconds is not None]
    return Report(
        _correct(kept),
        Rate(sum(one.grounded is True for one in kept), sum(one.grounded is not None for one in kept)),
        sum(bool(one.harmful) for one in kept),
        _by(kept, lambda one: one.set),
        _by(kept, lambda one: one.kind),
        _by(asked, lambda one: one.written),
        {stage: rate for stage in _STAGES if (rate := _of_stage(kept, stage)).of},
        Counter(
            (one.status if one.status in one.expected else one.expected[0], one.status)
            for one in asked
            if one.expected
        ),
        error_over_coverage(answers, len(asked)),
        _stability(asked),
        Latency(quantile(times, 0.5), quantile(times, 0.99)) if times else None,
        kept,
    )


def _correct(rows: Sequence[Row]) -> Rate:
    return Rate(sum(one.correct for one in rows), len(rows))


def _by(rows: Sequence[Row], key: Callable[[Row], str]) -> dict[str, Rate]:
    return {
        name: _correct([one for one in rows if key(one) == name]) for name in dict.fromkeys(map(key, rows))
    }


def _of_stage(rows: Sequence[Row], stage: Stage) -> Rate:
    checked = [one for one in rows if stage in one.checked]
    faulty = sum(any(f.stage == stage for f in one.wrong) for one in checked)
    return Rate(len(checked) - faulty, len(checked))


def _stability(rows: Sequence[Row]) -> Stability | None:
    groups: dict[tuple[str, str], list[Row]] = {}
    for one in rows:
        if one.paraphrases is not None:
            groups.setdefault((one.set, one.paraphrases), []).append(one)
    found = [group for group in groups.values() if len(group) > 1]
    if not found:
        return None
    alike = sum(
        len({(one.status, one.figures, tuple(sorted(one.verdicts.items()))) for one in group}) == 1
        for group in found
    )
    calm = sum(not any(contradict(a, b) for a, b in combinations(group, 2)) for group in found)
    return Stability(Rate(alike, len(found)), Rate(calm, len(found)))


def contradict(one: Row, other: Row) -> bool:
    """Whether two answers to the same question cannot both be believed.

    An answer that says less than another does not contradict it.
    """
    if any(
        {one.verdicts.get(track), other.verdicts.get(track)} == {"eligible", "ineligible"}
        for track in one.verdicts
    ):
        return True
    mine, theirs = _figures_by_kind(one), _figures_by_kind(other)
    return any(not mine[kind] & theirs[kind] for kind in mine.keys() & theirs.keys())


def _figures_by_kind(row: Row) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    if row.answers:
        for one in row.figures:
            found.setdefault(one.partition(":")[0], set()).add(one)
    return found


# --- kept as JSON -----------------------------------------------------------------------------------------------


def plain(report: Report, *, pack: str, day: str) -> dict[str, Any]:
    """The report as plain data; the same run gives the same, apart from times."""
    return {
        "schema": 1,
        "pack": pack,
        "day": day,
        "correct": _plain_rate(report.correct),
        "grounded": _plain_rate(report.grounded),
        "harmful": report.harmful,
        "by_set": {key: _plain_rate(one) for key, one in report.by_set.items()},
        "by_kind": {key: _plain_rate(one) for key, one in report.by_kind.items()},
        "by_language": {key: _plain_rate(one) for key, one in report.by_language.items()},
        "by_stage": {key: _plain_rate(one) for key, one in report.by_stage.items()},
        "confusion": [
            {"expected": expected, "got": got, "count": count}
            for (expected, got), count in sorted(report.confusion.items())
        ],
        "curve": {
            "area": round(report.curve.area, 6),
            "best": round(report.curve.best, 6),
            "points": [[round(a, 4), round(b, 4)] for a, b in report.curve.points],
        },
        "stability": None
        if report.stability is None
        else {
            "alike": _plain_rate(report.stability.alike),
            "uncontradicted": _plain_rate(report.stability.uncontradicted),
        },
        "latency_ms": None
        if report.latency is None
        else {"median": round(report.latency.median, 3), "p99": round(report.latency.p99, 3)},
        "rows": [_plain_row(one) for one in report.rows],
    }


def _plain_rate(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    return {
        "right": rate.right,
        "of": rate.of,
        "share": round(rate.share, 4),
        "low": round(low, 4),
        "high": round(high, 4),
    }


def _plain_row(row: Row) -> dict[str, Any]:
    kept = to_json(row)
    if row.milliseconds is not None:
        kept["milliseconds"] = round(row.milliseconds, 3)
    return kept
