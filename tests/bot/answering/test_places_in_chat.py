"""What a chat knows of places and editions: the two asked about, the one with most, who stands there, and now."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.answering.guessing import Hints
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.typed import closes
from tests.bot.answering.conftest import no_guess, no_passages
from tests.bot.answering.test_following import last

SHARE = "What share of the project do we have to pay ourselves?"
JUDGED = "대구에 있는 중소 제조업체고 기초로 하려고요. 되나요?"


@pytest.mark.parametrize("text", ["둘 중에 어디가 돈을 더 줘요?", "두 군데 몇 개사씩 뽑았대요?"])
def test_two_places_asked_about_one_after_the_other_are_both(answerer: Answerer, text: str) -> None:
    said = last(answerer, "포항은 기초 한도가 얼마예요?", "광주는?", text)
    told = " ".join(one.text for one in said.segments)
    assert "포항은" in told
    assert "광주는" in told
    assert "다릅니다" not in told


def test_where_the_share_is_lower_is_there_afterwards(answerer: Answerer) -> None:
    lower = "Any city where it is lower?"
    assert "Gwangju" in last(answerer, SHARE, lower).segments[0].text
    told = "We happen to be there: an SME making gaskets, basic is plenty. Are we in?"
    assert last(answerer, SHARE, lower, told).verdicts["basic"] == "eligible"


def test_where_most_is_given_is_told_by_name(answerer: Answerer) -> None:
    said = last(answerer, "기초 참여하는 지자체가 어디어디입니까", "그중에 돈 제일 많이 주는 데는요?")
    assert any(one.text.startswith("광주는") for one in said.segments)


@pytest.mark.parametrize("now", ["지금은요?", "그럼 요즘은요?", "이번 건 그럼?"])
def test_now_is_this_edition_after_another(answerer: Answerer, now: str) -> None:
    said = last(answerer, "2024년 예산은 얼마였나요?", now)
    assert any(str(figure.value) == "21300000000" for one in said.segments for figure in one.figures)


def test_a_place_in_small_talk_tells_nothing(pack: Pack) -> None:
    def hears_small_talk(text: str, hints: Hints) -> Sequence[tuple[str, float]]:
        return [("off-world", 0.9)] if "춥네요" in text else no_guess(text, hints)

    answerer = Answerer(pack, no_passages, no_passages, hears_small_talk)
    assert last(answerer, JUDGED, "오늘 부산 엄청 춥네요 감기 조심하세요").status == "out_of_scope"


def test_a_second_plant_is_judged_where_it_stands(answerer: Answerer) -> None:
    said = last(answerer, JUDGED, "울산에도 공장이 하나 더 있는데 거기서 기초로 하는 건 안 되나요?")
    assert said.verdicts["basic"] == "ineligible"


def test_what_changes_with_the_track_is_told_of_the_amount(answerer: Answerer) -> None:
    said = last(answerer, JUDGED, "고도화로 신청하면 금액이 달라져요?")
    assert any(str(figure.value) == "150000000" for one in said.segments for figure in one.figures)


def test_what_is_supposed_in_the_past_tense_is_no_earlier_support(answerer: Answerer) -> None:
    judged = "We're a mid-sized packaging manufacturer in Changwon and want process automation. Can we apply?"
    assert last(answerer, judged, "And if we only did the basic level?").verdicts["advanced"] == "ineligible"


def test_services_are_set_apart_by_telling_both(answerer: Answerer) -> None:
    assert last(answerer, "직원 교육도 해주나요?", "삼성 멘토링이랑은 다른 거예요?").topics == (
        "mentoring",
        "training",
    )


@pytest.mark.parametrize(
    ("text", "whether"),
    [("네 감사합니다!", True), ("네 알겠습니다", True), ("네 있어요", False), ("yes", False)],
)
def test_thanks_close_a_talk(text: str, whether: bool) -> None:
    assert closes(text) is whether


def test_where_the_plant_is_asks_again_of_that_place(answerer: Answerer) -> None:
    said = last(answerer, "자부담이 몇 프로예요?", "저희는 광주 하남공단이에요")
    assert said.status == "answered"
    assert "20%" in " ".join(one.text for one in said.segments)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("광주는 2025년 기초 참여 지자체인가요?", ["광주: ", "경기 광주시: "]),
        ("고성은 2025년 기초 참여 지자체인가요?", ["강원 고성군, 경남 고성군: "]),
        ("Is Gwangju in the basic track?", ["Gwangju: ", "Gwangju in Gyeonggi: "]),
        ("전라도는 2025년 기초 참여 지자체인가요?", ["광주, 전북, 전남: "]),
    ],
)
def test_a_name_of_several_places_is_told_as_each_of_them(
    answerer: Answerer, text: str, named: list[str]
) -> None:
    told = [one.text for one in last(answerer, text).segments]
    assert [any(one.startswith(name) for one in told) for name in named] == [True] * len(named)


def test_who_puts_in_what_at_a_place_is_no_question_whether_it_takes_part(answerer: Answerer) -> None:
    said = last(answerer, "For Gwangju, what do the city, Samsung and the firm each put in?")
    assert said.topics == ("own-share",)


@pytest.mark.parametrize(
    ("turns", "asked"),
    [
        (("광주에서 볼트 만드는 회사예요", "중소기업이고 기초요"), "이름이 ‘광주’인 곳이 여러 군데"),
        (("We make lens trays in Gwangju", "an SME, basic level only"), "“Gwangju” is the name of several"),
        (("경북에서 볼트 만드는 중소기업이고 기초요",), "경북 구미 / 경북 포항"),
    ],
)
def test_it_is_asked_which_of_the_places_is_meant(
    answerer: Answerer, turns: tuple[str, ...], asked: str
) -> None:
    answer = last(answerer, *turns)
    assert answer.asked == "region"
    assert asked in answer.segments[-1].text


def test_what_both_tracks_wait_for_is_said_of_both(answerer: Answerer) -> None:
    answer = last(answerer, "부산에서 볼트 만드는 중소기업인데 되나요")
    assert [one.origin for one in answer.segments].count("message:still_open") == 2


@pytest.mark.parametrize(
    "text",
    [
        "아산에 있는 회사는 그럼 아예 못하는 건가요",
        "is a Daejeon company excluded altogether",
        "can firms in Incheon not take part at all?",
    ],
)
def test_whether_firms_of_a_place_are_shut_out_is_said_by_the_place(answerer: Answerer, text: str) -> None:
    answer = last(answerer, text)
    said = [one.origin for one in answer.segments]
    assert answer.status == "answered"
    assert {"message:place_outside", "statement:regions-outside"} <= set(said)


def test_the_dates_of_the_only_place_that_is_named_come_first(answerer: Answerer) -> None:
    answer = last(answerer, "포항 접수는 언제까지였는데요?")
    assert answer.segments[0].origin == "statement:pohang-intake"
    answer = last(answerer, "포항 지금 접수하나요")
    assert answer.segments[0].origin == "message:intake_all_closed"


def test_a_name_that_was_made_plain_asks_of_no_other_place_of_that_name(answerer: Answerer) -> None:
    said = last(answerer, "광주 하남산단에 있는 거래처가 물어봐서요. 2025년 광주 기초는 최대 얼마까지예요?")
    told = " ".join(one.text for one in said.segments)
    assert "최대 8천만원" in told
    assert "경기" not in told
