"""A fault planted in each stage is found by that stage; correct, grounded and harmful are told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answer import Segment
from bot.conversation import State
from bot.evaluation.expectation import Expectation, Question
from bot.evaluation.running import Runner
from bot.evaluation.scoring import Outcome, Scorer, Stage
from rules.edition import Figure

TODAY = date(2026, 11, 22)
EXPECTED = Expectation(
    status=("verdict",),
    figures=("date:2026-11-22",),
    mentions=("기초",),
    verdicts={"basic": "eligible", "advanced": "ineligible"},
    facts={"region": "busan", "company_size": "sme", "prior_support": None},
    topics=("eligibility",),
    citations=("etnews-2025-03-30",),
    documents=("etnews-2025-03-30",),
    language="ko",
)
QUESTION = "부산에서 금형 만드는 중소기업입니다. 기초 수준으로 하려는데 자격이 되나요?"


@pytest.fixture(scope="module")
def good(runner: Runner) -> Outcome:
    outcome, _ = runner.ask(Question("q", QUESTION, EXPECTED), State(greeted=True))
    return replace(outcome, found=("etnews-2025-03-30",))


def first(outcome: Outcome, kind: str) -> tuple[int, Segment]:
    return next((n, one) for n, one in enumerate(outcome.segments) if one.origin.startswith(kind))


def with_segment(outcome: Outcome, number: int, segment: Segment) -> Outcome:
    segments = list(outcome.segments)
    segments[number] = segment
    return replace(outcome, segments=tuple(segments))


def misquoted(outcome: Outcome) -> Outcome:
    number, segment = first(outcome, "criterion:")
    citation = replace(segment.citations[0], quote=segment.citations[0].quote + " 정말로")
    return with_segment(outcome, number, replace(segment, citations=(citation,)))


def uncited(outcome: Outcome) -> Outcome:
    number, segment = first(outcome, "criterion:")
    return with_segment(outcome, number, replace(segment, citations=()))


def other_figure(outcome: Outcome) -> Outcome:
    number, segment = first(outcome, "criterion:")
    return with_segment(outcome, number, replace(segment, text=segment.text + " 최대 9억원입니다."))


def open_name(outcome: Outcome) -> Outcome:
    number, segment = first(outcome, "message:understood")
    return with_segment(outcome, number, replace(segment, text="이해한 회사 정보: {facts}"))


def in_english(outcome: Outcome) -> Outcome:
    number, segment = first(outcome, "message:understood")
    return with_segment(outcome, number, replace(segment, text="What was understood of the company"))


PLANTED: list[tuple[Stage, Callable[[Outcome], Outcome]]] = [
    ("language", lambda one: replace(one, language="en")),
    ("facts", lambda one: replace(one, facts={**one.facts, "region": "daegu"})),
    ("facts", lambda one: replace(one, facts={**one.facts, "prior_support": "none"})),
    ("topic", lambda one: replace(one, topics=("cap",))),
    ("retrieval", lambda one: replace(one, found=("edaily-2025-03-30",))),
    ("status", lambda one: replace(one, status="answered")),
    ("verdicts", lambda one: replace(one, verdicts={**one.verdicts, "basic": "undetermined"})),
    ("mentions", lambda one: replace(one, said="부산")),
    ("citation", misquoted),
    ("citation", uncited),
    ("gate", other_figure),
    ("wording", open_name),
    ("wording", in_english),
]


def test_a_right_answer_is_right_in_every_stage(scorer: Scorer, good: Outcome) -> None:
    score = scorer.score(EXPECTED, good, TODAY)

    assert (score.faults, score.harmful, score.ungrounded) == ((), (), ())
    assert score.correct
    assert score.grounded
    assert {stage for stage, _ in PLANTED} <= score.checked


@pytest.mark.parametrize(
    ("stage", "plant"), PLANTED, ids=[f"{stage}-{n}" for n, (stage, _) in enumerate(PLANTED)]
)
def test_a_planted_fault_is_found_by_its_stage(
    scorer: Scorer, good: Outcome, stage: Stage, plant: Callable[[Outcome], Outcome]
) -> None:
    score = scorer.score(EXPECTED, plant(good), TODAY)

    found = {one.stage for one in (*score.faults, *(score.ungrounded or ()))}
    # An answer whose language is another one also has the wrong script, and the sentences of another language.
    assert found - ({"wording", "gate"} if stage == "language" else set()) == {stage}


def test_a_missing_figure_is_wrong_though_the_rest_is_right(scorer: Scorer, good: Outcome) -> None:
    score = scorer.score(replace(EXPECTED, figures=("won:90000000",)), good, TODAY)

    assert [one.what for one in score.faults] == ["lacks won:90000000"]
    assert not score.correct


def test_one_of_several_figures_is_enough_where_any_will_do(scorer: Scorer, good: Outcome) -> None:
    any_of = ("won:90000000", "date:2026-11-22")

    assert scorer.score(replace(EXPECTED, any_figures=any_of), good, TODAY).correct
    assert not scorer.score(replace(EXPECTED, any_figures=any_of[:1]), good, TODAY).correct


def test_topic_and_retrieval_explain_an_answer_and_do_not_make_it_wrong(
    scorer: Scorer, good: Outcome
) -> None:
    score = scorer.score(EXPECTED, replace(good, topics=(), found=()), TODAY)

    assert [one.stage for one in score.faults] == ["topic", "retrieval"]
    assert score.correct


def test_an_answer_without_proof_can_be_correct_and_is_not_grounded(scorer: Scorer, good: Outcome) -> None:
    score = scorer.score(replace(EXPECTED, citations=()), uncited(good), TODAY)

    assert (score.correct, score.grounded) == (True, False)


def test_a_stage_without_an_expectation_is_not_counted(scorer: Scorer, good: Outcome) -> None:
    score = scorer.score(Expectation(status=("verdict",)), replace(good, found=None), TODAY)

    assert score.checked == {"status", "citation", "gate", "wording"}


def test_smalltalk_needs_no_proof(scorer: Scorer) -> None:
    hello = Outcome("smalltalk", "ko", "안녕하세요.", (Segment("안녕하세요.", "message:talk_hello"),))

    assert scorer.score(Expectation(status=("smalltalk",)), hello, TODAY).grounded is None


def test_a_forbidden_figure_does_harm_unless_it_is_rejected(scorer: Scorer) -> None:
    expected = Expectation(status=("answered",), forbidden=("won:1500000000",))
    stated = Segment("최대 15억원입니다.", "message:cap", (Figure("won", 1_500_000_000),))
    wrong = Outcome("answered", "ko", stated.text, (stated,))
    rejected = replace(wrong, segments=(replace(stated, corrects=("15억원",)),))

    assert [one.what for one in scorer.score(expected, wrong, TODAY).harmful] == ["states won:1500000000"]
    assert scorer.score(expected, rejected, TODAY).harmful == ()


def test_a_certain_verdict_that_is_wrong_does_harm_and_an_open_one_does_not(
    scorer: Scorer, good: Outcome
) -> None:
    certain = scorer.score(EXPECTED, replace(good, verdicts={**good.verdicts, "basic": "ineligible"}), TODAY)
    undetermined = {**good.verdicts, "basic": "undetermined"}

    assert [one.what for one in certain.harmful] == ["basic ineligible, not eligible"]
    assert scorer.score(EXPECTED, replace(good, verdicts=undetermined), TODAY).harmful == ()


@pytest.mark.parametrize(("day", "harms"), [(date(2025, 8, 20), False), (date(2026, 11, 22), True)])
def test_saying_that_one_can_apply_does_harm_once_every_intake_is_closed(
    scorer: Scorer, day: date, harms: bool
) -> None:
    said = Outcome("answered", "en", "The advanced track is taking applications.")

    assert bool(scorer.score(Expectation(), said, day).harmful) == harms


def test_an_answer_that_cites_nothing_is_not_grounded(scorer: Scorer) -> None:
    said = Outcome("answered", "ko", "네.", (Segment("네, 그렇습니다.", "message:talk_thanks"),))

    assert [one.what for one in scorer.score(Expectation(), said, TODAY).ungrounded or ()] == [
        "the answer cites nothing"
    ]
