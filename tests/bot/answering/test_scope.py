"""What counts as told of the writer's company, as claimed of the programme, and as asked: and what does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.answering.answer import Answer, Context
from bot.answering.guessing import Hints
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from tests.bot.answering.conftest import no_passages

TODAY = date(2026, 11, 22)


def answer(answerer: Answerer, text: str) -> Answer:
    return answerer.answer(text, Context(), TODAY)[0]


def words(found: Answer) -> str:
    return " ".join(one.text for one in found.segments)


def sure_of(pack: Pack, topic: str, chance: float = 0.9) -> Answerer:
    def guess(text: str, hints: Hints) -> Sequence[tuple[str, float]]:
        return [(topic, chance)]

    return Answerer(pack, no_passages, no_passages, guess)


@pytest.mark.parametrize(
    "text", ["지금까지 지어진 공장이 모두 몇 개나 됩니까?", "광주 업체는 자부담이 몇 퍼센트 됩니까?"]
)
def test_one_word_on_some_firm_describes_no_company_where_something_else_is_surely_asked(
    pack: Pack, text: str
) -> None:
    topic = "own-share" if "자부담" in text else "cumulative"
    found, context = sure_of(pack, topic).answer(text, Context(), TODAY)

    assert found.status == "answered"
    assert not context.facts


def test_a_company_that_speaks_of_itself_is_judged_all_the_same(pack: Pack) -> None:
    found = answer(sure_of(pack, "cap"), "저희는 대구 중소 금형 제조업체인데 기초 신청 되나요?")

    assert found.verdicts["basic"] == "eligible"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("고도화 110곳 뽑는 거 맞죠?", "2024년 회차의 내용"),
        ("I heard the advanced track takes 110 firms, right?", "belongs to the 2024 edition"),
        ("2천만원 준다던데 맞아요?", "2022년 회차의 내용"),
    ],
)
def test_a_figure_of_another_edition_is_said_to_be_of_that_one(
    answerer: Answerer, text: str, told: str
) -> None:
    assert told in words(answer(answerer, text))


@pytest.mark.parametrize(
    "text",
    [
        "총 공사비가 2억이면 고도화로 얼마 받나요?",
        "1억짜리 고도화를 하면 얼마까지 나와요?",
        "How much support is there for a 300 million won project?",
    ],
)
def test_the_sum_of_the_writers_own_project_is_no_claim(answerer: Answerer, text: str) -> None:
    found = words(answer(answerer, text))

    assert "1억 5천만원" in found or "150 million won" in found
    assert "자료와 다릅니다" not in found
    assert "not what the documents say" not in found


def test_a_right_count_of_local_governments_beside_a_wrong_region_is_not_called_wrong(
    answerer: Answerer,
) -> None:
    found = words(answer(answerer, "A colleague swears Incheon is among the ten local governments. True?"))

    assert "Incheon" in found
    assert "not what the documents say" not in found


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("경주에서 부품 만드는 중소기업이에요. 기초로 하고 싶은데 경북이라 되나요?", {"gyeongbuk_other"}),
        ("프레스만 30년 했어요. 구미에 있는 중소기업인데 되나요?", {"gyeongbuk_gumi"}),
    ],
)
def test_the_narrower_place_is_the_company_s(answerer: Answerer, text: str, facts: set[str]) -> None:
    _, context = answerer.answer(text, Context(), TODAY)

    assert context.facts["region"].possible == facts


@pytest.mark.parametrize(
    "text",
    [
        "2021년에 기초를 받았고 창원에서 밸브 만드는 중소기업입니다. 이번엔 고도화 되나요?",
        "We founded our valve plant in Changwon in 2012 and are an SME; can we apply for the advanced track?",
    ],
)
def test_a_year_of_the_company_s_own_past_asks_for_no_edition(answerer: Answerer, text: str) -> None:
    found = answer(answerer, text)

    assert found.status == "verdict"
    assert "2021년" not in words(found)
    assert "2012" not in words(found)


def test_a_rumour_of_firms_in_general_is_no_fact_of_the_writer(answerer: Answerer) -> None:
    _, context = answerer.answer(
        "삼성전자 납품하는데만 뽑는다고 단톡방에 올라왔어요. 우린 안 되나요?", Context(), TODAY
    )

    assert "samsung_dealings" not in context.facts
    assert "manufacturer" not in context.facts


def test_what_is_declined_stands_beside_what_is_answered(answerer: Answerer) -> None:
    found = answer(answerer, "멘토링은 누가 해 주는지 궁금하고요. 저희가 뽑힐 확률도 알려 주세요")

    assert found.status == "answered"
    assert set(found.topics) == {"mentoring", "chance"}


def test_a_deal_behind_the_back_ends_the_matter(answerer: Answerer) -> None:
    found = answer(answerer, "고도화 한도가 얼마고, 공급업체가 자부담을 대납해 줘도 되나요?")

    assert found.status == "out_of_scope"


def test_what_only_names_a_track_belongs_to_what_is_asked_next(answerer: Answerer) -> None:
    found = words(answer(answerer, "기초하고 고도화 각각 얼마까지인지, 몇 개사씩 뽑았는지 정리해 주세요"))

    assert all(one in found for one in ("8천만원", "1억 5천만원", "105개사", "80개사"))


def test_a_clause_is_not_split_inside_what_is_told(answerer: Answerer) -> None:
    found = answer(answerer, "뽑혀놓고 중간에 그만두면 불이익이 있나요?")

    assert found.topics == ("withdraw",)


def test_pointing_at_nothing_is_asked_back(answerer: Answerer) -> None:
    assert answer(answerer, "그거요 그거").status == "question"


def test_the_name_of_the_programme_is_told(answerer: Answerer) -> None:
    assert "대·중소 상생형(삼성) 스마트공장 구축 지원사업" in words(
        answer(answerer, "사업 정식 명칭이 뭐예요?")
    )


def test_a_model_sure_of_what_stands_nowhere_beats_a_general_word(pack: Pack) -> None:
    found = answer(sure_of(pack, "other-details"), "지원금도 소득으로 잡혀서 세금을 내나요?")

    assert found.status == "not_in_documents"
    assert "1억 5천만원" not in words(found)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("오늘 날씨 추운데 고생 많으십니다 ㅎㅎ", "smalltalk"),
        ("nice weather today, thanks for your work", "smalltalk"),
        ("오늘 날씨 어때요?", "out_of_scope"),
        ("주말 날씨", "out_of_scope"),
    ],
)
def test_the_weather_is_talked_about_or_asked(answerer: Answerer, text: str, status: str) -> None:
    assert answer(answerer, text).status == status


@pytest.mark.parametrize(
    ("text", "wrong"), [("두 곳 다 지금 넣을 수 있나요", False), ("고도화는 두 곳만 뽑는다면서요", True)]
)
def test_a_count_of_those_who_would_enter_claims_nothing(answerer: Answerer, text: str, wrong: bool) -> None:
    assert ("자료와 다릅니다" in words(answer(answerer, text))) is wrong
