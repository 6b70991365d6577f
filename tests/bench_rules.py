"""Figures of the rules alone, for `make bench`: verdicts, columns, questions, loads, and other engines on the same rules.

zen-engine is measured where it can be imported: it is no part of the project.
"""

from __future__ import annotations

import importlib
import math
import random
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from cel_expr_python import cel

from bot.answering.pack import load_pack
from rules.batch import OUTCOMES, BatchJudge, Column
from rules.conditions import All, AnyOf, Condition, Not, Test
from rules.edition import Edition
from rules.facts import FactSpec, Known, Value, known
from rules.lint import lint
from rules.loading import load_programme
from rules.questions import next_question
from rules.verdict import Judge
from tests.rules.building import EDITION, criterion, edition, fact, track, write_programme

MILLION = 1_000_000
Row = Callable[[str, str], None]
Company = Mapping[str, Value]


def main(row: Row) -> None:
    verdicts(row)
    load(row)
    for facts, tracks in ((8, 3), (24, 20), (60, 50)):
        question(row, facts, tracks)
    million(row)


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of processor time of the quickest of some rounds: other work on the machine counts little."""
    return min(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


# --- verdicts ---------------------------------------------------------------------------------------------------


def three_tracks() -> tuple[Edition, Mapping[str, FactSpec]]:
    """The shipped edition, with one track standing twice."""
    programme = load_pack().programme
    shipped = programme.deciding
    third = replace(shipped.tracks["basic"], id="third")
    return replace(shipped, tracks={**shipped.tracks, "third": third}), programme.facts


def draw_companies(specs: Mapping[str, FactSpec], number: int, *, said: float) -> list[dict[str, Known]]:
    """Companies of which each fact is known with a chance of `said`, and else known in part (5 of 100) or not."""
    draw = random.Random(1)
    companies = []
    for _ in range(number):
        company = {}
        for key, spec in specs.items():
            chance = draw.random()
            if chance < said:
                company[key] = known(draw.choice(spec.choices).value)
            elif chance < said + 0.05:
                company[key] = known(*(one.value for one in draw.sample(spec.choices, 2)))
        companies.append(company)
    return companies


def verdicts(row: Row) -> None:
    judged, specs = three_tracks()
    judge = Judge(judged, specs)
    for name, said in (("all facts known", 1.0), ("60 of 100 known", 0.6)):
        companies = draw_companies(specs, 20_000, said=said)
        plain = len(companies) / best(lambda some=companies: [judge.outcomes_only(one) for one in some])
        trace = len(companies) / best(lambda some=companies: [judge.judge(one) for one in some])
        unseen = best(lambda some=companies: [Judge.judge(one, each) for one, each in _new(judge, some)], 1)
        row(f"verdicts on three tracks, {name}", f"{plain:,.0f}/s")
        row(f"verdicts on three tracks with trace, {name}", f"{trace:,.0f}/s")
        row("  the same, nothing remembered of earlier companies", f"{2_000 / unseen:,.0f}/s")


def _new(judge: Judge, companies: Sequence[dict[str, Known]]):  # type: ignore[no-untyped-def]
    raise NotImplementedError
