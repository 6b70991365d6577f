"""What a message only points at: the other track, the amount of that one, where the fair is; and sums worked out."""

from __future__ import annotations

import pytest

from bot.answering.pipeline import Answerer
from tests.bot.answering.test_following import origins
from tests.bot.answering.test_over_turns import last

OUTSIDE = "평택에서 금형 만드는 회사입니다"


@pytest.mark.parametrize(
    ("turns", "statement"),
    [
        ((OUTSIDE, "지원금은 최대 얼마예요", "기초는요?"), "statement:basic-cap"),
        ((OUTSIDE, "기초는 얼마까지 나와요", "거기는 몇 군데나 뽑았어요?"), "statement:basic-places"),
    ],
)
def test_a_place_outside_hides_no_figure_of_the_track(
    answerer: Answerer, turns: tuple[str, ...], statement: str
) -> None:
    assert statement in origins(last(answerer, *turns))


@pytest.mark.parametrize("text", ["What about Sejong?", "세종은요?"])
def test_beside_a_place_the_other_track_is_the_one_without_regions(answerer: Answerer, text: str) -> None:
    turns = ("Is Ulsan in?", text, "so the other track is what is left there?", "how many firms does it take")
    assert origins(last(answerer, *turns)) == {"statement:advanced-places"}


@pytest.mark.parametrize("text", ["하는 데가 어딘지", "venue?", "열리는 데가 어딘가요"])
def test_where_is_asked_of_the_fair_that_was_spoken_of(answerer: Answerer, text: str) -> None:
    assert "expo" in last(answerer, "스마트비즈엑스포 작년에 몇 개사 나왔어요?", text).topics


def test_whether_that_one_gives_more_asks_for_amounts(answerer: Answerer) -> None:
    said = last(answerer, "고도화는 어떤 걸 지원해요?", "돈도 그게 더 많죠?")
    assert "statement:advanced-cap" in origins(said)


@pytest.mark.parametrize(
    "text", ["80개사가 한도까지 다 받으면 120억이네요", "105개사에 6천만원씩이면 63억이죠?"]
)
def test_a_sum_worked_out_from_a_cap_is_no_false_premise(answerer: Answerer, text: str) -> None:
    said = last(answerer, text)
    assert said.topics == ("cap", "budget")
    assert "message:premise_wrong" not in origins(said)


@pytest.mark.parametrize("text", ["여권 갱신은 어디서 신청해요?", "where can I renew my driving licence?"])
def test_papers_of_another_office_are_not_applied_for_here(answerer: Answerer, text: str) -> None:
    assert last(answerer, "신청은 어디서 하나요", text).status == "out_of_scope"
