"""Which topic a message is on, where words and the learnt model disagree."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Context, Status
from bot.answering.guessing import Hints
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from tests.bot.answering.conftest import no_passages

TODAY = date(2026, 11, 22)


def _topic(pack: Pack, text: str, *chances: tuple[str, float]) -> tuple[Status, tuple[str, ...]]:
    """The status and the topics, with a model that holds these topics for likely whatever it reads."""

    def guess(_text: str, _hints: Hints) -> list[tuple[str, float]]:
        return list(chances)

    answer = Answerer(pack, no_passages, no_passages, guess).answer(text, Context(), TODAY)[0]
    return answer.status, answer.topics


def test_silent_matters_are_likely_together_where_none_is_alone(pack: Pack) -> None:
    chances = (("other-details", 0.3), ("vat", 0.2), ("payment-dates", 0.1), ("cap", 0.05))
    assert _topic(pack, "is the grant income in our books", *chances)[1] == ("other-details",)


def test_a_silent_matter_that_is_not_surely_meant_is_not_named(pack: Pack) -> None:
    close = (("ownership", 0.4), ("other-details", 0.3))
    assert _topic(pack, "will our figures lie on their servers", *close)[1] == ("other-details",)
    clear = (("ownership", 0.7), ("other-details", 0.2))
    assert _topic(pack, "will our figures lie on their servers", *clear)[1] == ("ownership",)


@pytest.mark.parametrize(("likelier", "topic"), [(0.4, "other-details"), (0.25, "off-world")])
def test_words_decline_only_what_nothing_else_is_likelier_for(
    pack: Pack, likelier: float, topic: str
) -> None:
    chances = (("other-details", likelier), ("off-world", 0.3))
    assert _topic(pack, "멘토로 오시는 분들 점심은 우리가 챙겨야 하나요", *chances)[1] == (topic,)


def test_words_that_name_only_the_subject_leave_the_question_to_the_model(pack: Pack) -> None:
    chances = (("mentor-choice", 0.45), ("mentoring", 0.4))
    assert _topic(pack, "멘토분들 도면 복사해 가십니까", *chances)[1] == ("mentor-choice",)


def test_another_year_by_itself_asks_for_that_edition(pack: Pack) -> None:
    assert _topic(pack, "what were the terms back in 2022 for the cheapest tier") == (
        "answered",
        ("overview",),
    )


def test_a_word_for_a_contract_is_no_slip_of_contact(pack: Pack) -> None:
    assert "contact" not in _topic(pack, "who signs the contract with us")[1]


def test_a_topic_of_another_subject_is_not_asked_for(pack: Pack) -> None:
    chances = (("smart-365-price", 0.7), ("mentoring-cost", 0.2))
    assert _topic(pack, "멘토링은 무료인가요", *chances)[1] == ("mentoring-cost",)


def test_what_is_silent_in_general_goes_before_the_wrong_silent_matter(pack: Pack) -> None:
    chances = (("other-details", 0.4), ("mentor-choice", 0.3))
    assert _topic(pack, "멘토를 고르는 분 성함이 뭔가요", *chances)[1] == ("other-details",)


def test_an_aspect_that_the_documents_cover_is_not_taken_for_a_silent_one(pack: Pack) -> None:
    chances = (("other-details", 0.8), ("training", 0.15))
    assert _topic(pack, "training 받을 때 fee 내야 하나요", *chances)[1] == ("training",)


def test_a_question_that_surely_asks_for_something_else_wants_no_verdict(pack: Pack) -> None:
    chances = (("own-share", 0.95), ("eligibility", 0.01))
    assert _topic(pack, "광주광역시 기초는 우리 돈 몇 프로 들어가요", *chances)[1] == ("own-share",)


@pytest.mark.parametrize(
    "text", ["총예산하고 접수 마감일하고 자부담 세 개만 알려 주세요", "예산이랑 마감일이랑 자부담률 3개만요"]
)
def test_how_many_things_are_asked_is_no_count_of_the_programme(pack: Pack, text: str) -> None:
    answer = Answerer(pack, no_passages, no_passages, lambda text, hints: []).answer(text, Context(), TODAY)[
        0
    ]
    assert {"budget", "own-share"} <= set(answer.topics)
    assert not any(one.corrects for one in answer.segments)


def test_the_year_by_which_the_writer_wants_to_be_done_asks_for_no_edition(pack: Pack) -> None:
    status, topics = _topic(pack, "설치하는 데 얼마나 걸려요 내년 설 전에 끝내고 싶은데", ("build", 0.99))
    assert (status, topics) == ("answered", ("build",))


def _said(pack: Pack, text: str, *chances: tuple[str, float]) -> list[str]:
    def guess(_text: str, _hints: Hints) -> list[tuple[str, float]]:
        return list(chances)

    answer = Answerer(pack, no_passages, no_passages, guess).answer(text, Context(), TODAY)[0]
    return [one.origin for one in answer.segments]


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("제주도 기초에 들어가나요", "message:place_outside"),
        ("Is Gangwon part of the basic track?", "message:place_takes_part"),
        ("조치원이 세종이죠? 거긴 기초 안 된다던데", "message:place_outside"),
        (
            "My cousin presses juice on Jeju. Is the island among the ten local governments?",
            "message:place_outside",
        ),
        ("울산은 왜 빠졌어요", "message:place_reason_not_known"),
    ],
)
def test_a_place_asked_about_is_told_of_by_name(pack: Pack, text: str, origin: str) -> None:
    assert origin in _said(pack, text, ("region", 0.5), ("region-list", 0.2))


def test_an_open_verdict_says_that_the_place_takes_part(pack: Pack) -> None:
    assert "message:place_takes_part" in _said(pack, "저희는 창원에 있는데 신청 되나요")


def test_one_years_count_is_no_cumulative_one(pack: Pack) -> None:
    chances = (("cumulative", 0.9), ("places", 0.05))
    assert _topic(pack, "How many got help two years ago?", *chances)[1] == ("places",)


def test_amounts_of_places_are_asked_of_the_caps(pack: Pack) -> None:
    assert _topic(pack, "팔천만원은 어느 동네고 육천만원은 어느 동네 얘긴가요")[1] == ("cap",)


def test_what_the_grant_is_spent_on_is_silent(pack: Pack) -> None:
    assert _topic(pack, "인증 갱신 비용도 지원금으로 낼 수 있어요?")[1] == ("other-details",)


def test_a_silent_matter_without_examples_is_not_taken_for_its_neighbour(pack: Pack) -> None:
    assert _topic(pack, "does foreign ownership rule us out?", ("abroad", 0.6))[1] == ("foreign-ownership",)


def test_what_one_of_two_topics_asks_counts_against_neither(pack: Pack) -> None:
    # how firms are picked is part of how many are, and no question the budget leaves open
    said = _topic(
        pack, "2025년총예산이얼마고고도화랑기초는각각몇개사뽑나요", ("budget", 0.7), ("places", 0.27)
    )
    assert said == ("answered", ("budget", "places"))


@pytest.mark.parametrize(
    ("text", "topic", "sounds_like"),
    [
        ("멘토링 언제 시작해요", "other-details", "build"),
        ("365센터는 설치하고 몇 년이나 봐주나요", "smart-365", "smart-365"),
        ("구축 기간 연장되나요", "build", "build"),
        ("스마트비즈엑스포에 사람이 얼마나 왔어요", "expo", "expo"),
    ],
)
def test_what_a_service_leaves_open_is_told_of_no_neighbour(
    pack: Pack, text: str, topic: str, sounds_like: str
) -> None:
    assert _topic(pack, text, (sounds_like, 0.6)) == ("not_in_documents", (topic,))


def test_a_wrong_body_is_corrected_whatever_else_is_heard(pack: Pack) -> None:
    assert "organisers" in _topic(pack, "중진공이 운영한다면서요", ("other-details", 0.6))[1]


def test_what_another_clause_asks_is_not_declined(pack: Pack) -> None:
    def guess(text: str, _hints: Hints) -> list[tuple[str, float]]:
        return [("other-support", 0.8)] if "홈피" in text else [("organisers", 0.9)]

    answerer = Answerer(pack, no_passages, no_passages, guess)
    answer = answerer.answer("이거 산업부 사업이죠? 산업부 홈피에는 안 보이길래요", Context(), TODAY)[0]
    assert (answer.status, answer.topics) == ("answered", ("organisers",))


def test_who_puts_up_the_support_is_not_what_the_company_pays(pack: Pack) -> None:
    answerer = Answerer(pack, no_passages, no_passages, lambda _text, _hints: [("own-share", 0.8)])
    answer = answerer.answer("How much does Samsung itself put in per company?", Context(), TODAY)[0]
    assert answer.topics == ("own-share",)
    assert answer.segments[0].origin == "not_stated:shares"


@pytest.mark.parametrize(
    "text", ["중간1이면 고도화인가요 기초인가요", "which track does intermediate 1 fall under"]
)
def test_the_level_between_the_tracks_is_said_to_settle_none(pack: Pack, text: str) -> None:
    assert _topic(pack, text, ("intermediate-1", 0.3)) == ("answered", ("intermediate-1-track",))


def test_a_quarrel_tells_nothing_of_the_company_and_is_declined(pack: Pack) -> None:
    text = "A wholesaler of parts took our deposit. Do we have grounds to sue?"
    assert _topic(pack, text, ("dispute", 0.9)) == ("out_of_scope", ("dispute",))


def test_one_or_the_other_is_not_both(pack: Pack) -> None:
    text = "센서만 다는데 기초로 신청하나요 고도화로 신청하나요"
    assert "two-tracks" not in _topic(pack, text, ("two-tracks", 0.85))[1]


def test_whether_we_can_is_no_forecast_unless_being_chosen_is_named(pack: Pack) -> None:
    assert _topic(pack, "저희도될까여", ("chance", 0.87)) == ("question", ("eligibility",))
    assert _topic(pack, "저희도 뽑힐까요", ("chance", 0.87)) == ("out_of_scope", ("chance",))


def test_a_polite_request_is_no_wish_for_a_level(pack: Pack) -> None:
    text = "스마트공장 수준 구분에서 중간2 단계의 의미를 설명해 주시기 바랍니다"
    assert _topic(pack, text, ("intermediate-2", 0.6)) == ("answered", ("intermediate-2",))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("We are replacing a line next year. What is the maximum grant?", None),
        ("내년에 도장 라인을 바꾸려고 견적을 받는 중인데 고도화는 최대 얼마인가요", None),
        ("Suppose a sensor dies a year later. Who takes care of us?", None),
        ("내년에 하려고 하는데 최대 얼마인가요", 2027),
        ("We missed the 2024 round. How many were picked?", 2024),
        ("What is the maximum grant in 2024?", 2024),
    ],
)
def test_a_year_of_the_writers_own_plans_is_no_edition(
    answerer: Answerer, text: str, year: int | None
) -> None:
    assert answerer.read(text, TODAY, Context()).year == year


def test_what_is_asked_of_another_programme_is_answered_of_this_one_where_they_are_compared(
    answerer: Answerer,
) -> None:
    text = "LG 상생형은 한도가 얼마예요? 삼성 거랑 비교하려고요"
    assert answerer.answer(text, Context(), TODAY)[0].topics == ("cap", "look-alikes")


def test_what_a_service_had_is_compared_over_the_editions(answerer: Answerer) -> None:
    answer, _ = answerer.answer("멘토가 예전보다 늘었나요?", Context(), TODAY)
    said = " ".join(one.text for one in answer.segments)
    assert "200명" in said
    assert "170명" in said


def test_a_figure_of_the_writers_own_firm_is_not_what_is_asked(pack: Pack) -> None:
    chances = (("mentoring", 0.6), ("headcount", 0.3))
    assert _topic(pack, "저희 직원이 200명인데 멘토는 총 몇 명이에요", *chances)[1] == ("mentoring",)


def test_the_budget_that_is_left_is_not_stated(answerer: Answerer) -> None:
    answer, _ = answerer.answer("아직 안 쓰고 남은 예산이 얼마예요?", Context(), TODAY)
    assert (answer.status, answer.topics) == ("not_in_documents", ("budget-left",))


@pytest.mark.parametrize(("as_likely", "asked"), [(0.1, ("eligibility",)), (0.4, ("look-alikes",))])
def test_the_name_of_another_group_declines_no_question_on_the_writers_firm(
    pack: Pack, as_likely: float, asked: tuple[str, ...]
) -> None:
    chances = (("eligibility", 0.7), ("look-alikes", as_likely))
    text = "저희가 LG 계열사로 편입된 게 재작년입니다. 참여가 되는지요?"
    assert _topic(pack, text, *chances)[1] == asked


def test_of_a_list_each_thing_is_asked_for_whatever_the_whole_sounds_like(pack: Pack) -> None:
    chances = (("mentoring-cost", 0.8), ("mentoring", 0.1))
    listed = "budget, cap, deadline, 멘토 인원 please"
    assert _topic(pack, listed, *chances)[1] == ("budget", "cap", "intake", "mentoring")
