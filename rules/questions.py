"""Which fact to ask next: the one that tells most about the verdicts still open.

Information gain (Shannon), summed over the tracks. Staff's rough shares order the questions; they never touch
a verdict. A fact that can change no open verdict is never asked, nor one that the company does not know itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from rules.facts import Facts, FactSpec
from rules.verdict import Judge, Outcome, Verdict


def next_question(
    judge: Judge, verdicts: Mapping[str, Verdict], facts: Facts, specs: Mapping[str, FactSpec]
) -> str | None:
    """The key of the fact to ask, None when every verdict is settled. Ties go to the fact listed first."""
    candidates = [key for key in specs if any(key in verdict.ask for verdict in verdicts.values())]
    gains = {key: sum(_gain(judge, track, facts, key) for track in verdicts) for key in candidates}
    return max(candidates, key=lambda key: round(gains[key], 9), default=None)


def _gain(judge: Judge, track: str, facts: Facts, fact: str) -> float:
    cells = [weighted for _, weighted in judge.outcomes(track, facts, fact)]
    everything = [one for cell in cells for one in cell]
    total = sum(weight for _, weight in everything)
    if not total:
        return 0.0
    rest = sum(sum(weight for _, weight in cell) / total * _entropy(cell) for cell in cells)
    return _entropy(everything) - rest


def _entropy(weighted: Iterable[tuple[Outcome, float]]) -> float:
    sums: dict[Outcome, float] = {}
    for outcome, weight in weighted:
        sums[outcome] = sums.get(outcome, 0.0) + weight
    total = sum(sums.values())
    return -sum(one / total * math.log2(one / total) for one in sums.values() if one)
