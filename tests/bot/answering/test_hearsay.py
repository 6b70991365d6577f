"""Who told something, or under which condition, is no matter of the question; what was told may have to be corrected."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Context
from bot.answering.pipeline import Answerer
from bot.answering.understanding import without_who_said_it

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("고도화가 2억까지라고 거래처 사장이 그러던데 맞아요", "고도화가 2억까지라고 맞아요"),
        ("설비업체 영업사원 말로는 기초도 1억은 나온대요", "기초도 1억은 나온대요"),
        ("Our accountant keeps telling us that VAT is included", "VAT is included"),
        ("중앙회장이 말하길 뭐라고 했나요", "중앙회장이 말하길 뭐라고 했나요"),
        ("제조 안 한다는 말이 아니라 만듭니다", "제조 안 한다는 말이 아니라 만듭니다"),
        ("한도도 알려주세요", "한도도 알려주세요"),
        ("떨어질까봐 걱정되는데 마감은 언제였어요", "마감은 언제였어요"),
        ("떨어질까봐 걱정돼요", "떨어질까봐 걱정돼요"),
    ],
)
def test_who_said_it_is_left_out(text: str, left: str) -> None:
    assert " ".join(without_who_said_it(text).split()) == left


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("고도화가 2억까지라고 거래처 사장이 그러던데 그 말 믿어도 돼요?", "cap"),
        ("고도화 유형에 선정될 경우 지원금 상한을 알려 주세요", "cap"),
        ("For how many weeks do the mentors stay on site?", "mentoring"),
        ("고도화 유형은 공장이 어느 도에 있든 상관없나요?", "region"),
        ("Since the program is run by LG and KBIZ, do we apply at LG?", "organisers"),
        ("광주광역시하고삼성이각각얼마씩내는건가요기초형", "own-share"),
    ],
)
def test_what_is_asked_beside_it_is_answered(answerer: Answerer, text: str, topic: str) -> None:
    answer, _ = answerer.answer(text, Context(), TODAY)
    assert answer.status == "answered"
    assert answer.topics == (topic,)


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("작년에 기초로 뽑은 데가 백 곳 넘는다는데 몇 곳이에요", False),
        ("기초로 뽑은 데가 200곳 넘는다는데 몇 곳이에요", True),
        ("Fewer than 100 firms make it into the advanced track, am I right?", False),
        ("Fewer than 50 firms make it into the advanced track, am I right?", True),
        ("광주는 삼성이 5천 내고 시가 3천 낸다면서요", True),
        ("광주는 시가 5천 내고 삼성이 3천 낸다면서요", False),
    ],
)
def test_a_bound_is_wrong_only_if_it_is_not_kept(answerer: Answerer, text: str, corrected: bool) -> None:
    answer, _ = answerer.answer(text, Context(), TODAY)
    assert any(one.corrects for one in answer.segments) == corrected


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("advanced track 최대 금액 얼마예요? 1.5 billion이라고 article에 있던데", True),
        ("고도화 몇 개사 뽑아요? 100개사라고 들었는데", True),
        ("고도화 한도 얼마예요? 1.5억이라던데", False),
        ("고도화 한도 얼마예요? 견적이 15억이라던데", False),
        ("총예산이 얼마예요? 고도화는 80개사라던데", False),
    ],
)
def test_a_figure_heard_beside_the_question_is_held_against_its_answer(
    answerer: Answerer, text: str, corrected: bool
) -> None:
    answer, _ = answerer.answer(text, Context(), TODAY)
    assert any(one.corrects for one in answer.segments) == corrected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("옆 공장이 기초 지원 받았대요. 우리도 되나요? 포항 철강 중소기업이고 기초로 하려구요", False),
        ("아는 형님이 지원 받았다던데 저희는 포항에서 떡 만드는 중소기업이에요", False),
        ("저희 포항인데 옆 공장은 기초 받았대요", False),
        ("저희 회사가 예전에 기초 지원을 받았다고 하더라구요. 포항 볼트 공장입니다", True),
        ("저희는 작년에 기초 지원 받았어요. 포항 볼트 공장이에요", True),
    ],
)
def test_support_that_somebody_else_is_said_to_have_got_is_not_ours(
    answerer: Answerer, text: str, told: bool
) -> None:
    _, context = answerer.answer(text, Context(), date(2026, 11, 22))
    assert ("prior_support" in context.facts) == told
