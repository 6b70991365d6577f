"""What a report makes of rows: rates, confusion, worst cases, paraphrases, times."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.evaluation.rates import Rate
from bot.evaluation.report import contradict, plain, report
from bot.evaluation.scoring import Fault
from tests.bot.evaluation.rows import RIGHT

WRONG = replace(
    RIGHT,
    id="w",
    status="not_in_documents",
    correct=False,
    faults=(Fault("status", "status"),),
    confidence=0.1,
)
HARMFUL = replace(RIGHT, id="h", correct=False, harmful=(Fault("figures", "states won:1"),), confidence=0.2)
UNPROVEN = replace(RIGHT, id="u", grounded=False, ungrounded=(Fault("citation", "no citation"),))


def test_rates_are_told_by_set_kind_language_and_stage() -> None:
    found = report([RIGHT, replace(WRONG, kind="intake", written="en", set="other.yaml")])

    assert (found.by_set["set.yaml"], found.by_set["other.yaml"]) == (Rate(1, 1), Rate(0, 1))
    assert (found.by_kind["cap"], found.by_kind["intake"]) == (Rate(1, 1), Rate(0, 1))
    assert (found.by_language["ko"], found.by_language["en"]) == (Rate(1, 1), Rate(0, 1))
    assert found.by_stage == {"status": Rate(1, 2), "citation": Rate(2, 2)}


def test_correct_grounded_and_harmful_are_counted_apart() -> None:
    found = report([RIGHT, WRONG, HARMFUL, UNPROVEN, replace(RIGHT, grounded=None)])

    assert (found.correct, found.grounded, found.harmful) == (Rate(3, 5), Rate(3, 4), 1)


def test_any_expected_status_counts_as_the_expected_one() -> None:
    either = replace(RIGHT, expected=("verdict", "answered"))

    found = report([either, replace(either, status="smalltalk", correct=False)])

    assert found.confusion == {("answered", "answered"): 1, ("verdict", "smalltalk"): 1}


def test_abstaining_lowers_coverage_and_is_no_error() -> None:
    found = report([RIGHT, WRONG])

    assert found.curve.points == ((0.5, 0.0),)


def test_the_worst_come_first_and_blind_ones_never() -> None:
    blind = replace(HARMFUL, id="b", blind=True, text=None, harmful=(Fault("figures", ""),))

    found = report([RIGHT, WRONG, UNPROVEN, HARMFUL, blind])

    assert [one.id for one in found.worst] == ["h", "u", "w"]
    assert found.blind_faults == {"harmful: figures": 1, "figures": 1}


def test_paraphrases_are_alike_if_status_figures_and_verdicts_are() -> None:
    one = replace(RIGHT, paraphrases="g", figures=("won:150000000",))
    less = replace(one, figures=())
    groups = [
        [one, one],
        [replace(one, paraphrases="h"), replace(less, paraphrases="h")],
        [replace(one, paraphrases="alone")],
    ]

    stability = report([row for group in groups for row in group]).stability

    assert stability is not None
    assert (stability.alike, stability.uncontradicted) == (Rate(1, 2), Rate(2, 2))


def test_figures_of_one_kind_with_nothing_in_common_contradict() -> None:
    high = replace(RIGHT, figures=("won:150000000", "count:80"))
    low = replace(RIGHT, figures=("won:60000000", "won:80000000"))

    assert contradict(high, low)
    assert not contradict(high, replace(RIGHT, figures=("won:150000000",)))
    assert not contradict(high, replace(RIGHT, figures=("percent:40",)))
    assert not contradict(high, replace(low, status="not_in_documents"))


def test_opposite_verdicts_contradict_and_an_open_one_does_not() -> None:
    yes, no, open_ = (
        replace(RIGHT, status="verdict", verdicts={"basic": outcome})
        for outcome in ("eligible", "ineligible", "undetermined")
    )

    assert contradict(yes, no)
    assert not contradict(yes, open_)


def test_times_are_a_median_and_a_99th_percentile() -> None:
    rows = [replace(RIGHT, milliseconds=float(one)) for one in range(1, 101)]

    latency = report(rows).latency

    assert latency is not None
    assert (latency.median, latency.p99) == (50.0, 99.0)
    assert report([RIGHT]).latency is None


def test_the_same_rows_are_kept_as_the_same_json() -> None:
    rows = [RIGHT, WRONG, HARMFUL, UNPROVEN]

    first, second = (json.dumps(plain(report(rows), pack="p", day="2026-11-22")) for _ in range(2))

    assert first == second
    assert json.loads(first)["correct"] == {"right": 2, "of": 4, "share": 0.5, "low": 0.15, "high": 0.85}
