"""Whether an answer is to the point: what is really asked, of which year and place, and what only stands beside it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Context
from bot.answering.guessing import Hints
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.answering.understanding import Reader
from knowledge.figures import figures
from tests.bot.answering.conftest import no_passages

TODAY = date(2026, 11, 22)


def _said(answerer: Answerer, text: str) -> str:
    answer, _ = answerer.answer(text, Context(), TODAY)
    return " ".join(one.text for one in answer.segments)


@pytest.mark.parametrize("text", ["그거 되나요?", "그래서 된다는거예요?"])
def test_what_points_at_nothing_is_asked_back(answerer: Answerer, text: str) -> None:
    assert answerer.answer(text, Context(), TODAY)[0].status == "question"


def test_that_year_is_the_one_just_named(answerer: Answerer) -> None:
    text = "재작년에 뽑힌 회사들 있잖아요 그해 고도화로 몇 군데 했대요?"
    assert answerer.read(text, TODAY, Context(year=2025)).year == 2024


@pytest.mark.parametrize(
    "text",
    [
        "2022년에는 소기업 자부담 없이 2천만원 줬다던데 2025년에도 그런거 있나요?",
        "2022년엔 소기업 자부담이 없었다던데 이번에는 자부담이 얼마예요?",
    ],
)
def test_what_another_year_had_is_told_with_what_is_not_known_of_this_one(
    answerer: Answerer, text: str
) -> None:
    origins = [one.origin for one in answerer.answer(text, Context(), TODAY)[0].segments]
    assert "statement:2022-small-firms" in origins
    assert "not_stated:own-share" in origins


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2026년 부산 기초 접수 언제 시작해요", "not_in_documents"),
        ("2026 advanced track deadline?", "not_in_documents"),
        ("2026년 접수 언제였어요", "answered"),
        ("2026 삼성 AI 라운드 기초로 신청 언제까지였나요", "answered"),
        ("2024년 기초 접수 언제까지였어요", "answered"),
    ],
)
def test_a_call_apart_is_no_intake_of_a_track_or_place(answerer: Answerer, text: str, status: str) -> None:
    assert answerer.answer(text, Context(), TODAY)[0].status == status


def test_years_named_by_their_distance_are_set_side_by_side(answerer: Answerer) -> None:
    said = _said(answerer, "작년 엑스포랑 재작년 엑스포에 회사가 몇 개 나왔나요?")
    assert "81개" in said
    assert "99개" in said


def test_who_tells_where_the_plant_is_hears_of_both_tracks(answerer: Answerer) -> None:
    assert "1억 5천만원" in _said(answerer, "김해에서 주물 공장 하는데 지원금이 최대 얼마인가요?")
    assert "1억 5천만원" not in _said(answerer, "김해는 지원금이 최대 얼마인가요?")


def test_why_a_place_has_less_is_that_it_goes_by_place(answerer: Answerer) -> None:
    assert "지자체에 따라" in _said(answerer, "포항은 왜 한도가 6천만원이에요?")


def test_the_amounts_of_two_places_are_compared_and_not_the_tracks(answerer: Answerer) -> None:
    answer, _ = answerer.answer("대구랑 광주는 기초 한도가 차이 나요?", Context(), TODAY)
    assert answer.topics == ("cap",)


def test_the_total_is_told_where_a_part_of_it_is_asked_too(answerer: Answerer) -> None:
    assert "200" in _said(answerer, "모두 몇 개사를 뽑고 그 중에 기초는 몇 개사예요?")


def test_how_much_one_can_get_is_no_question_whether(answerer: Answerer) -> None:
    assert "cap" in answerer.answer("이 사업으로 얼마나 받을 수 있나요?", Context(), TODAY)[0].topics


def test_what_is_told_beside_a_matter_of_another_world_is_not_asked(pack: Pack) -> None:
    def guess(text: str, _hints: Hints) -> list[tuple[str, float]]:
        return [("off-world" if "비" in text else "training", 0.95)]

    one = Answerer(pack, no_passages, no_passages, guess)
    answer, _ = one.answer("내일 수원에 비 와요? 교육 받으러 가거든요", Context(), TODAY)
    assert answer.topics == ("off-world",)


def test_one_silent_matter_in_words_is_not_taken_for_another_by_its_sound(pack: Pack) -> None:
    def guess(_text: str, _hints: Hints) -> list[tuple[str, float]]:
        return [("abroad", 0.45), ("tax-arrears", 0.2)]

    one = Answerer(pack, no_passages, no_passages, guess)
    assert one.answer("국세가 밀린 기업도 지원할 수 있나요", Context(), TODAY)[0].topics == ("tax-arrears",)


def test_a_call_for_institutions_does_not_close_one_for_companies(answerer: Answerer) -> None:
    assert "이 접수는 끝났습니다" not in _said(answerer, "2027년 거는 회사들 접수가 언제부터예요?")


def test_after_care_is_of_every_year_since_it_is_there(answerer: Answerer) -> None:
    assert "365" in _said(answerer, "재작년에 설치한 시스템이 고장났는데 누가 고쳐 주나요?")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("회사당십오억까지라던데", ["십오억"]),
        ("총이백십삼억이라던데", ["이백십삼억"]),
        ("기억은추억이라던데", []),
    ],
)
def test_an_amount_in_words_is_read_without_spaces(text: str, found: list[str]) -> None:
    assert [one.text for one in figures(text)] == found


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("작년 엑스포는 며칠에 열렸죠? 몇 개 회사나 나왔는지도 궁금해요", {"expo"}),
        (
            "In August 2025 there was an extra call. Which dates did it run, and for how many companies?",
            {"extra-intake"},
        ),
        ("엑스포는 언제 열렸나요? 고도화는 몇 개사를 뽑아요?", {"expo", "places"}),
        ("2024년 총예산이 얼마였고 공장은 몇 개쯤 지어줬대요?", {"budget"}),
        ("총예산이 얼마고 한 회사당 얼마까지 주나요", {"budget", "cap"}),
    ],
)
def test_figures_asked_after_a_service_or_a_call_are_its_own(
    answerer: Answerer, text: str, topics: set[str]
) -> None:
    assert set(answerer.answer(text, Context(), TODAY)[0].topics) == topics


@pytest.mark.parametrize(
    ("text", "asked", "aside"),
    [
        ("총사업비 말고 한 회사가 받는 최대액 알려줘요", "1억 5천만원", "213억"),
        ("자부담은 됐고요, 지원금 상한만 알려주세요", "1억 5천만원", "자부담"),
        ("Not the money, just the number of firms in each track please.", "105", "150 million"),
        (
            "How much can one firm get in the basic track, not the whole pot?",
            "80 million",
            "21.3 billion",
        ),
    ],
)
def test_what_is_put_aside_is_not_answered(answerer: Answerer, text: str, asked: str, aside: str) -> None:
    said = _said(answerer, text)
    assert asked in said
    assert aside not in said


def test_a_supposed_answer_asks_on_of_the_same_matter(answerer: Answerer) -> None:
    text = "스마트비즈엑스포 나가려면 부스값 따로 내야 돼요? 낸다면 얼마쯤 하는지 좀"
    assert "1억 5천만원" not in _said(answerer, text)


def test_what_somebody_was_told_to_do_is_no_question(answerer: Answerer) -> None:
    said = _said(answerer, "2024년 총예산이 얼마였나요? 비교 자료 만들라고 해서요")
    assert "190억원" in said
    assert "나와 있지 않습니다" not in said


def test_a_whole_question_beside_another_one_is_answered_too(answerer: Answerer) -> None:
    said = _said(answerer, "What is the total budget, and is Daegu one of the local governments?")
    assert "21.3 billion" in said
    assert "Daegu" in said


def test_lists_may_be_marked_with_letters(answerer: Answerer) -> None:
    said = _said(answerer, "(가) 총예산 (나) 고도화 1사당 한도 (다) 멘토 인원 값 좀")
    assert all(one in said for one in ("213억원", "1억 5천만원", "170명"))


@pytest.mark.parametrize(
    "text",
    ["고도화 지원금이 최대 얼마인지 알고 싶습니다", "고도화 지원금이 최대 얼마인지 꼭 알려 주시기 바랍니다"],
)
def test_the_wish_to_know_is_no_second_thing_that_is_asked(
    answerer: Answerer, reader: Reader, text: str
) -> None:
    (clause,) = answerer.read(text, TODAY, Context()).clauses
    assert [*reader.beside(clause)] == []


def test_a_second_thing_after_a_request_still_is_one(answerer: Answerer) -> None:
    answer, _ = answerer.answer("고도화 한도가 얼마인지 문의 전화는 몇 번인지 알려 주세요", Context(), TODAY)
    assert answer.topics == ("cap", "contact")


def test_what_is_not_needed_is_put_aside(answerer: Answerer) -> None:
    text = "I don't need the training, just how much the advanced track pays"
    assert answerer.read(text, TODAY, Context()).clauses[0].matches[0].topic.id == "cap"


@pytest.mark.parametrize(
    "text",
    [
        "자동화 설비 들이려면 못해도 2억은 드는데 고도화면 최대 얼마까지 보태줘요?",
        "기계값으로 2억을 부르던데 고도화 한도가 얼마죠",
        "The line would set us back 200 million won; what is the cap of the advanced track?",
    ],
)
def test_what_a_machine_costs_is_no_claim_of_a_grant(answerer: Answerer, text: str) -> None:
    answer = answerer.answer(text, Context(), TODAY)[0]
    assert "cap" in answer.topics
    assert not any(one.corrects for one in answer.segments)


def test_a_sum_that_is_said_to_be_paid_out_still_is_one(answerer: Answerer) -> None:
    answer = answerer.answer("고도화는 2억까지 나온다는데 맞나요", Context(), TODAY)[0]
    assert any(one.corrects for one in answer.segments)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("고도화랑 기초 지원금 차이가 얼마예요", ("cap",)),
        ("What's the difference in funding between the two tracks?", ("cap",)),
        ("고도화하고 기초하고 뽑는 업체 수 차이가 얼마나 나요", ("places",)),
        ("고도화랑 기초 차이가 뭔가요", ("difference",)),
    ],
)
def test_tracks_are_compared_in_what_is_named(answerer: Answerer, text: str, topics: tuple[str, ...]) -> None:
    assert answerer.answer(text, Context(), TODAY)[0].topics == topics


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("중견도 되고 삼성 거래 없어도 되는 거죠?", {"eligibility", "samsung-dealings"}),
        ("교육도 무료고 멘토링도 무료인가요", {"training", "mentoring-cost"}),
        ("내년에 다시 신청하면 작년 서류 또 내야 하나요", {"documents"}),
        ("training은 free인가요? 어디서 하는지도 알려주세요", {"training"}),
        ("서류마감", {"intake"}),
    ],
)
def test_each_thing_is_heard_once_and_as_what_it_is(answerer: Answerer, text: str, topics: set[str]) -> None:
    assert set(answerer.answer(text, Context(), TODAY)[0].topics) == topics


@pytest.mark.parametrize(
    "text",
    [
        "광주 빼고 나머지 동네는 자부담이 몇 퍼센트예요?",
        "What percentage must the company itself pay in the 2025 round, outside Gwangju?",
    ],
)
def test_a_place_that_is_left_out_is_not_asked_about(answerer: Answerer, text: str) -> None:
    answer, after = answerer.answer(text, Context(), TODAY)
    assert answer.status == "not_in_documents"
    assert "region" not in after.facts


def test_who_hosts_the_fair_is_told_with_its_days(answerer: Answerer) -> None:
    said = _said(answerer, "How many firms showed at the 2024 expo, and who hosts it?")
    assert "99" in said
    assert "MSS" in said
