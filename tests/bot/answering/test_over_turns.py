"""Facts of companies over the turns of a dialogue: told bit by bit, corrected, added to, of several plants."""

from __future__ import annotations

import pytest

from bot.answering.answer import Answer
from bot.answering.pipeline import Answerer
from tests.bot.answering.test_several_things import ask


def last(answerer: Answerer, *turns: str) -> Answer:
    """The answer to the last of these messages."""
    answer, context = ask(answerer, turns[0])
    for text in turns[1:]:
        answer, context = ask(answerer, text, context)
    return answer


MAKER = "화성에서 자동차 부품 깎는 중소기업이고 실시간 제어까지 하고 싶어요. 되나요?"
SMALL = "We press bolts in Busan and are an SME. Can we join?"


@pytest.mark.parametrize(
    ("turns", "advanced", "basic"),
    [
        ((MAKER, "공장은 화성이 아니라 구미에 있습니다. 화성은 영업사무소예요"), "eligible", "ineligible"),
        ((MAKER, "화성은 물류창고고요 공장은 강릉입니다", "안되면 기초라도요"), "eligible", "eligible"),
        ((MAKER, "아 확인서 기한이 지났고 작년부터 중견이에요"), "eligible", "ineligible"),
        ((SMALL, "Small company, yes."), "undetermined", "undetermined"),
        ((SMALL, "Busan is merely the sales office. We produce in Ulsan."), "undetermined", "ineligible"),
        (
            (SMALL, "equipment control in real time", "and basic would be fine as well"),
            "eligible",
            "eligible",
        ),
    ],
)
def test_a_correction_changes_what_it_names_and_nothing_else(
    answerer: Answerer, turns: tuple[str, ...], advanced: str, basic: str
) -> None:
    answer = last(answerer, *turns)
    assert answer.status == "verdict"
    assert answer.verdicts == {"advanced": advanced, "basic": basic}


def test_only_what_was_told_last_belongs_to_somebody_else(answerer: Answerer) -> None:
    turns = (
        "포항에서 선재 뽑는 중소기업이고 기초로 들어가고 싶은데 자격이 되나요",
        "예전에 기초 한번 받긴 했어요",
        "아 그건 형님네 공장이었네, 우리는 이번이 처음입니다",
    )
    assert last(answerer, *turns[:2]).verdicts["basic"] == "ineligible"
    assert last(answerer, *turns).verdicts["basic"] == "eligible"


def test_a_wider_name_of_the_place_tells_nothing_new(answerer: Answerer) -> None:
    answer = last(answerer, "경북 경산에서 기계 만드는 중소기업인데 기초 되나요?", "경북도 명단에 있던데요")
    assert answer.asked != "region"


def test_the_level_may_be_told_after_another_question(answerer: Answerer) -> None:
    turns = (
        "여수 중소 금속가공업체인데 저희 되나요?",
        "멘토는 몇 명이나 와요?",
        "로트 관리나 됐으면 하는 정도예요",
    )
    assert last(answerer, *turns).verdicts == {"advanced": "ineligible", "basic": "eligible"}


@pytest.mark.parametrize(
    "text",
    [
        "We own two plants, one in Incheon and one in Pohang. We're an SME making hoses. Which of them could get the basic level?",
        "인천이랑 포항에 공장이 하나씩 있는 중소 제조업이에요. 기초로 하면 어느 쪽이 되나요?",
    ],
)
def test_plants_are_kept_apart(answerer: Answerer, text: str) -> None:
    assert len([one for one in last(answerer, text).segments if one.text.startswith("[")]) > 2
    later = last(answerer, text, "포항 공장은 2022년에 기초 지원을 받았어요")
    assert later.verdicts["basic"] == "ineligible"


def test_whether_we_qualify_is_no_supposition(answerer: Answerer) -> None:
    turns = (
        "I'd like to know if we qualify: mid-sized firm, we make car seats in Busan, process automation.",
        "I was wrong about the size, we're still an SME.",
    )
    assert last(answerer, *turns).verdicts == {"advanced": "eligible", "basic": "ineligible"}


def test_a_level_that_is_not_chosen_yet_is_not_the_one_spoken_of_last(answerer: Answerer) -> None:
    first = "자동차 시트 만드는 중견기업인데 고도화 신청 되나요"
    then = (
        "우리 협력사 하나가 중소 제조업체인데 거긴 어때요? 충남 아산이고 어느 단계로 할지는 아직 안 정했대요"
    )
    verdicts = last(answerer, first, then).verdicts
    assert (verdicts["advanced"], verdicts["basic"]) == ("undetermined", "ineligible")


def test_no_business_with_samsung_tells_nothing_of_earlier_support(answerer: Answerer) -> None:
    text = "We have never done business with Samsung. SME in Pohang making brackets, we want the basic level. Are we eligible?"
    assert last(answerer, text).verdicts["basic"] == "undetermined"


def test_firms_that_were_chosen_in_a_year_are_not_the_writer(answerer: Answerer) -> None:
    answer = last(answerer, "2024년 기초 단계 사업의 선정 기업 수와 기업당 지원 한도를 문의드립니다.")
    assert any("80개사" in one.text for one in answer.segments)


def test_asking_why_a_level_is_not_to_be_had_wishes_for_none(answerer: Answerer) -> None:
    answer = last(answerer, MAKER, "구미로 옮겼어요", "그러면 기초는 왜 안 된다는 건지요")
    assert dict(answer.verdicts)["basic"] == "ineligible"


@pytest.mark.parametrize("text", ["둘 다 열어두고 싶습니다", "we'd like to leave both doors open"])
def test_keeping_both_open_takes_the_one_level_back(answerer: Answerer, text: str) -> None:
    assert dict(last(answerer, MAKER, "구미로 옮겼어요", text).verdicts) == {
        "advanced": "eligible",
        "basic": "eligible",
    }


def test_a_hope_that_points_back_is_no_forecast(answerer: Answerer) -> None:
    answer = last(answerer, SMALL, "we're no Samsung supplier, hope it doesn't hurt us")
    assert answer.topics == ("samsung-dealings",)


def test_a_third_firm_inherits_nothing(answerer: Answerer) -> None:
    turns = (
        "거래처 두 곳입니다. 첫번째는 전주 식품제조 중소기업, 기초 희망",
        "두번째는 천안 자동차부품 중견기업인데 고도화 원합니다",
        "세번째로 부산에 물류회사도 있는데 거긴 안 되겠죠?",
    )
    shown = " ".join(one.text for one in last(answerer, *turns).segments)
    assert "중견" not in shown


PRINTED = "신문에 15억 준다고 나왔던데 진짜예요??"


@pytest.mark.parametrize(
    "text",
    [
        "아하.. 이해했습니다",
        "아 그런거군요",
        "인자 알겠심더",
        "네네 잘 이해했어요",
        "I see, got it",
        "oh ok makes sense",
    ],
)
def test_that_an_answer_was_understood_asks_for_nothing(answerer: Answerer, text: str) -> None:
    assert last(answerer, PRINTED, text).status == "smalltalk"


@pytest.mark.parametrize(
    "text", ["이해가 안 돼요", "이해했는데 자부담은 얼마죠", "아 그렇군요 그럼 기초는요"]
)
def test_what_was_not_understood_or_goes_on_is_answered(answerer: Answerer, text: str) -> None:
    assert last(answerer, PRINTED, text).status in ("answered", "not_in_documents")


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("We are a mid-sized company. Is that a problem?", ["advanced.company_size", "basic.company_size"]),
        ("중견인데 문제 되나요", ["advanced.company_size", "basic.company_size"]),
        ("공장이 서울인데 문제 되나요", ["advanced.region", "basic.region"]),
        ("저희 대기업 계열사인데 문제 되나요", []),  # the verdicts say so
        ("저희 중견기업이에요", []),
    ],
)
def test_what_the_fact_asked_about_gives_comes_before_the_verdicts(
    answerer: Answerer, text: str, leads: list[str]
) -> None:
    answer = last(answerer, text)
    origins = [one.origin for one in answer.segments]
    first = next(n for n, one in enumerate(origins) if one.startswith("message:verdict_"))
    led = [one.split(":")[1] for one in origins[:first] if one.startswith("criterion:")]
    assert led == leads
    assert all(origins.count(one) == 1 for one in origins if one.startswith("criterion:"))


def test_a_known_wish_limits_the_cap_though_the_place_is_left_open(answerer: Answerer) -> None:
    answer = last(
        answerer, "경북에서 섬유 짜는 중소기업인데 기초 하고 싶어요", "경산이에요", "그럼 얼마까지 줘요"
    )
    said = [one.origin for one in answer.segments]
    assert "statement:basic-cap" in said
    assert "statement:advanced-cap" not in said


@pytest.mark.parametrize(
    "text", ["중간1은 그럼 which one?", "그럼 중간1은?", "중간1은 둘중에 뭐에 들어가나요"]
)
def test_intermediate_1_is_left_open_between_the_tracks(answerer: Answerer, text: str) -> None:
    answer = last(answerer, "고도화랑 기초 차이가 뭐예요", text)
    assert answer.topics == ("intermediate-1-track",)
    assert answer.segments[-1].origin == "message:intermediate_unclear"


def test_the_whole_is_asked_in_firms_and_money_and_compared_in_both(answerer: Answerer) -> None:
    whole = "How many factories in total, and with how much money?"
    assert last(answerer, whole).topics == ("places", "budget")
    assert last(answerer, whole, "Was that more than the year before?").topics == ("growth",)
    assert "statement:edition-2024" in {
        one.origin for one in last(answerer, "총예산이 얼마예요", "작년보다 늘었나요?").segments
    }


GUMI_ADVANCED = "구미 필름 제조 중소기업, 기초는 2022년에 받았고 고도화 하려고요. 되나요?"


@pytest.mark.parametrize(
    ("text", "advanced"),
    [
        ("if we move the line to our Pohang site and apply 기초 instead?", "ineligible"),
        ("만약 포항으로 옮기고 기초로 하면?", "ineligible"),
        ("what if we moved to Pohang and only did basic", "ineligible"),
        ("포항 기초는요?", "eligible"),  # a question, which leaves the wish as it was
    ],
)
def test_both_tracks_are_judged_by_a_level_that_is_supposed(
    answerer: Answerer, text: str, advanced: str
) -> None:
    answer = last(answerer, GUMI_ADVANCED, text)

    assert answer.verdicts == {"advanced": advanced, "basic": "ineligible"}


def test_the_track_that_was_asked_about_is_the_one_judged_elsewhere(answerer: Answerer) -> None:
    first = "포항에서 와이어 만드는 중소기업입니다. 5년 전에 기초를 한번 했는데 이번 포항 기초형 다시 되나요"

    answer = last(answerer, first, "이유가 뭔가요", "그게 부산 공장이라면?")

    assert answer.verdicts == {"basic": "eligible"}
