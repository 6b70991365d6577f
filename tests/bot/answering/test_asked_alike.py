"""Whether one question in several wordings gets one answer: reasons, stories and halves of a matter ask for nothing."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Answer, Context
from bot.answering.guessing import Hints
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from tests.bot.answering.conftest import no_passages

TODAY = date(2026, 11, 22)


def _answer(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(text, Context(), TODAY)[0]


def _hearing(pack: Pack, topic: str) -> Answerer:
    """One to whom every clause sounds like this topic."""

    def guess(_text: str, _hints: Hints) -> list[tuple[str, float]]:
        return [(topic, 0.95)]

    return Answerer(pack, no_passages, no_passages, guess)


def _said(answerer: Answerer, text: str) -> list[str]:
    return [one.text for one in _answer(answerer, text).segments]


@pytest.mark.parametrize(
    "tail",
    [
        "너무 적으면 포기하게요ㅠ",
        "거래처에서 하도 물어봐서요",
        "경쟁사도 넣는다길래요",
        "전화해도 안 받길래 여기 남겨요",
        "상공회의소에 전화해 봤더니 자기들은 모른다네요",
        "눈이 침침해서 공고문을 못 읽겠어요",
    ],
)
def test_why_it_is_asked_adds_no_answer(answerer: Answerer, tail: str) -> None:
    asked = "고도화는 몇 군데나 뽑았어요?"
    assert _said(answerer, f"{asked} {tail}") == _said(answerer, asked)


@pytest.mark.parametrize(
    "tail",
    [
        "I do the paperwork here and know nothing about this.",
        "Everyone tells me something different.",
        "I can't read the notice without my glasses.",
    ],
)
def test_an_english_statement_beside_a_question_adds_no_answer(answerer: Answerer, tail: str) -> None:
    asked = "How many mentors are there?"
    assert _said(answerer, f"{asked} {tail}") == _said(answerer, asked)


def test_a_verdict_is_not_lost_to_what_somebody_does(answerer: Answerer) -> None:
    text = "구미에서 플라스틱 사출하는 중소기업이에요. 기초만 하고 싶은데 우리도 껴주나요? 집사람이 서류 본다고 벼르고 있어요"
    assert _answer(answerer, text).verdicts == {"advanced": "ineligible", "basic": "eligible"}


def test_a_misprinted_cap_is_corrected_alike_in_all_wordings(answerer: Answerer) -> None:
    wordings = [
        "영문 기사에는 고도화 지원 한도가 15억 원으로 기재되어 있는데 사실입니까?",
        "영어 기사에 고도화 15억 준다고 써있던데 진짜예요?",
        "An English article says the advanced track pays 1.5 billion won. Is that true?",
    ]
    assert {_answer(answerer, one).topics for one in wordings} == {("cap",)}
    assert all("1억 5천만원" in " ".join(_said(answerer, one)) for one in wordings[:2])


def test_a_half_of_what_is_asked_is_no_question_of_its_own(answerer: Answerer, pack: Pack) -> None:
    levels = _hearing(pack, "intermediate-both")
    assert _answer(levels, "중간1이랑 중간2랑 뭐가 달라요?").topics == ("intermediate-both",)
    vat = _hearing(pack, "vat")
    assert _answer(vat, "부가세도 지원금에서 내 줘요, 아님 우리가 내야 돼요?").topics == ("vat",)
    assert set(_answer(answerer, "advanced 최대 금액이랑 VAT 포함 여부 알려주세요").topics) == {"cap", "vat"}


def test_how_many_a_call_was_for_is_told_with_it(answerer: Answerer) -> None:
    text = "2025년 8월 고도화 유형 추가모집의 접수 기간 및 선정 예정 기업 수를 문의드립니다."
    assert _answer(answerer, text).topics == ("extra-intake",)


def test_of_two_places_of_a_name_the_one_in_the_track_is_meant(answerer: Answerer) -> None:
    said = _said(answerer, "2025년 광주 기초 한도가 얼마고 자부담은 몇 퍼센트인가요")
    assert said == _said(answerer, "2025년 광주광역시 기초 한도가 얼마고 자부담은 몇 퍼센트인가요")


def test_a_place_that_is_asked_about_is_nobodys_plant(answerer: Answerer, pack: Pack) -> None:
    of_regions = _hearing(pack, "region")
    text = "서울특별시에 소재한 공장이 2025년 기초 유형의 지원 대상 지역에 포함되는지 확인 바랍니다."
    assert _answer(of_regions, text).topics == ("region",)
    assert _answer(of_regions, "경주에 공장있는데 기초형 돼요?").status == "verdict"
    assert _answer(answerer, "경주에 공장있는데 기초형 돼요?").status == "verdict"


def test_a_sister_in_law_is_not_the_writer(answerer: Answerer) -> None:
    assert not answerer.read("성수동에서 작게 하는 처제가 물어봐 달래요", TODAY, Context()).told.first_person


def test_firms_of_a_kind_in_any_case_are_firms_in_general(answerer: Answerer) -> None:
    text = "중견기업의 경우에도 본 사업에 참여할 수 있는지 회신 부탁드립니다."
    assert not answerer.read(text, TODAY, Context()).told.facts
