from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.pack import load_pack
from rules import batch
from rules.batch import OUTCOMES, BatchJudge, Column
from rules.facts import Known, known
from rules.verdict import Judge
from tests.rules.building import SPECS, Case, cases, examples, narrowed


def columns(companies, specs):
    """The facts of companies as columns: a table of all that is known of a fact, and places in it."""
    result = {}
    for key in specs:
        seen = list(dict.fromkeys(one[key] for one in companies if key in one))
        codes = [seen.index(one[key]) if key in one else -1 for one in companies]
        result[key] = Column(np.array(codes, np.int32), seen)
    return result


def plain(verdicts):
    return {id: (one.outcome, one.findings, one.ask, one.silent, one.cap) for id, one in verdicts.items()}


def by_batch(edition, specs, companies):
    judged = BatchJudge(edition, specs).judge(columns(companies, specs), len(companies))
    outcomes = [{id: OUTCOMES[one.outcomes[n]] for id, one in judged.items()} for n in range(len(companies))]
    rows = [dict(zip(judged, row, strict=True)) for row in zip(*judged.values(), strict=True)]
    return [plain(row) for row in rows], outcomes


def by_judge(edition, specs, companies):
    judge = Judge(edition, specs)
    return [plain(judge.judge(one)) for one in companies], [judge.outcomes_only(one) for one in companies]


@st.composite
def many(draw) -> tuple[Case, list[dict[str, Known]]]:
    """An edition, and companies of which several are alike."""
    case = draw(cases())
    others = [draw(narrowed(case)) for _ in range(4)]
    return case, [case.facts, *others, {}, *others]


@examples(150)
@given(many())
def test_a_column_is_judged_like_its_companies_one_by_one(drawn):
    case, companies = drawn

    assert by_batch(case.edition, SPECS, companies) == by_judge(case.edition, SPECS, companies)


def random_company(draw, specs):
    company = {}
    for key, spec in specs.items():
        values = [choice.value for choice in spec.choices]
        chance = draw.random()
        if chance < 0.6:
            company[key] = known(draw.choice(values))
        elif chance < 0.7:
            company[key] = known(*draw.sample(values, draw.randint(1, len(values))))
        elif chance < 0.8:
            company[key] = Known(spec.values, uncertain=True)
    return company


def shipped(number):
    pack = load_pack()
    draw = random.Random(5)
    specs = pack.programme.facts
    return pack.programme.deciding, specs, [random_company(draw, specs) for _ in range(number)]


def test_twenty_thousand_random_companies_get_the_verdicts_of_the_judge():
    edition, specs, companies = shipped(20_000)

    assert by_batch(edition, specs, companies) == by_judge(edition, specs, companies)


def test_kinds_too_many_to_count_are_sorted_with_the_same_result(monkeypatch):
    edition, specs, companies = shipped(500)
    counted = by_batch(edition, specs, companies)

    monkeypatch.setattr(batch, "_MOST_COUNTED", 2)

    assert by_batch(edition, specs, companies) == counted


def test_a_fact_without_a_column_is_unknown_and_no_company_is_no_verdict():
    edition, specs, _ = shipped(0)
    judge = BatchJudge(edition, specs)

    alone = judge.judge({}, 2)
    none = judge.judge({}, 0)

    expected = Judge(edition, specs).judge({})
    assert {id: list(one) for id, one in alone.items()} == {id: [one] * 2 for id, one in expected.items()}
    assert all(list(one) == [] and one.outcomes.size == 0 for one in none.values())


def test_a_track_more_gets_its_own_verdicts():
    edition, specs, companies = shipped(200)
    third = replace(edition.tracks["basic"], id="third")
    wider = replace(edition, tracks={**edition.tracks, "third": third})

    assert by_batch(wider, specs, companies) == by_judge(wider, specs, companies)
