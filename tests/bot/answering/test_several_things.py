"""Messages that hold several things at once: two questions, a description and a question, two companies, two years."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.answering.answer import Answer, Context
from bot.answering.guessing import Hints
from bot.answering.pipeline import Answerer
from bot.answering.understanding import Reader
from bot.conversation import SEOUL, State, Turn, from_json, respond, to_json
from bot.reply import Event, plain
from bot.wording.catalogue import say
from tests.bot.answering.conftest import no_passages
from tests.bot.answering.test_company import told, wanted

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=SEOUL)


def ask(answerer: Answerer, text: str, context: Context | None = None) -> tuple[Answer, Context]:
    return answerer.answer(text, context or Context(), TODAY)


def send(answerer: Answerer, *texts: str, apart: timedelta = timedelta(seconds=5)) -> Turn:
    turn = Turn(State(greeted=True), ())
    for number, text in enumerate(texts):
        state = from_json(to_json(turn.state))
        turn = respond(state, Event("text", text, NOON + number * apart), answerer)
    return turn


# --- two questions in one clause ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("고도화 한도랑 자부담 비율 알려 주세요", {"cap", "own-share"}),
        ("멘토링 기간하고 접수 마감일이 궁금합니다", {"mentoring", "intake"}),
        ("총예산이 얼마고 몇 개사를 뽑나요", {"budget", "places"}),
        ("What is the cap and who pays the VAT for basic?", {"cap", "vat"}),
        ("the deadline and the number of companies please", {"intake", "places"}),
        ("budget cap deadline", {"budget", "cap", "intake"}),
        ("2025년고도화랑기초각각몇개사뽑고삼성멘토는몇명인가요", {"places", "mentoring"}),
        ("중간2가 뭐예요? 중간1하고 자꾸 헷갈려서요", {"intermediate-2", "intermediate-1"}),
        ("부가세도 지원금에서 나오나요 회사가 내나요", {"vat"}),
        ("멘토링 비용", {"mentoring-cost"}),
        (
            "어디에 신청하나요 서류는 뭐가 필요한가요 결과는 언제 나와요",
            {"where-to-apply", "documents", "selection"},
        ),
        ("멘토링이 뭔지, 몇 주인지, 삼성과 거래가 없어도 되는지", {"mentoring", "samsung-dealings"}),
    ],
)
def test_two_things_side_by_side_are_both_answered(answerer: Answerer, text: str, topics: set[str]) -> None:
    assert topics <= set(ask(answerer, text)[0].topics)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("공장이 임대고 국세 체납도 있는데 신청 되나요", {"leased-factory", "tax-arrears"}),
        ("직원수 매출 업력 기준 있어요?", {"headcount", "turnover", "firm-age"}),
        ("지원금은 현금으로 주나요 선금은 몇프로고요", {"cash-or-in-kind", "payment-dates"}),
        ("Does unpaid tax or a leased factory disqualify us?", {"tax-arrears", "leased-factory"}),
        ("매출 증명서도 내야 하나요", {"documents"}),  # a word on another matter asks for none of them
    ],
)
def test_silent_matters_of_one_kind_are_each_named(answerer: Answerer, text: str, topics: set[str]) -> None:
    assert set(ask(answerer, text)[0].topics) == topics


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (
            "We are an SME making valves in Busan and want only lot tracking. Which track suits us and what is the cap?",
            "eligible",
        ),
        (
            "창원에서 밸브 가공하는 중소기업입니다. 설비 실시간 제어 하고 싶은데 우리한테 맞는 유형이 뭐고 한도가 얼마예요?",
            "ineligible",
        ),
    ],
)
def test_which_track_is_theirs_is_judged_beside_how_much(answerer: Answerer, text: str, outcome: str) -> None:
    answer = ask(answerer, text)[0]
    assert answer.topics == ("eligibility", "cap")
    assert answer.verdicts["basic"] == outcome


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("i run a cafe. can i get this money or not?", ("eligibility",)),
        ("공장은 없고 매장만 있는 빵집인데 지원금 받을 수 있나요", ("eligibility",)),
        ("이 지원금 우리도 받을 수 있나요", ("eligibility",)),
        ("지원금 얼마나 받을 수 있나요 저희", ("cap",)),
        ("can we get the maximum?", ("cap",)),
    ],
)
def test_whether_the_money_can_be_had_is_no_question_how_much(
    answerer: Answerer, text: str, topics: tuple[str, ...]
) -> None:
    assert ask(answerer, text)[0].topics == topics


@pytest.mark.parametrize(
    "text",
    [
        "I read 'up to 1.5 billion won each' for 80 corporations. That would be 120 billion, but the budget is only 21.3 billion. Please explain",
        "80개사에 15억씩이면 1200억인데 예산은 213억이라면서요 어떻게 된 거예요?",
    ],
)
def test_what_follows_from_a_misprint_is_explained_by_it_alone(answerer: Answerer, text: str) -> None:
    answer = ask(answerer, text)[0]
    assert [one.origin for one in answer.segments] == ["correction:advanced-cap-misprint"]


def test_a_sum_that_follows_from_nothing_named_is_still_wrong(answerer: Answerer) -> None:
    answer = ask(answerer, "총예산이 1200억이라던데 맞나요")[0]
    assert "message:premise_wrong" in [one.origin for one in answer.segments]


@pytest.mark.parametrize(
    "text",
    [
        "기초 중간1 중간2 고도 이게 각각 뭔 차이인가요",
        "basic, intermediate 1, intermediate 2, advanced - what is the difference?",
    ],
)
def test_each_level_that_is_named_is_explained(answerer: Answerer, text: str) -> None:
    assert ask(answerer, text)[0].topics == ("each-level",)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("고도화랑 기초 한도 얼마예요", ("cap",)),
        ("고도화와 기초는 각각 몇 개사를 선정하나요", ("places",)),
        ("200개라고 하던데 예산은요", ("budget",)),
        ("엑스포는 언제 열렸고 몇 개 회사가 나갔나요", ("expo",)),
    ],
)
def test_subjects_side_by_side_are_one_question(
    answerer: Answerer, text: str, topics: tuple[str, ...]
) -> None:
    assert ask(answerer, text)[0].topics == topics


def test_both_halves_speak_of_the_track_that_one_names(answerer: Answerer) -> None:
    answer, _ = ask(answerer, "기초 한도랑 선정 기업 수요")

    assert set(answer.topics) == {"cap", "places"}
    assert not [one for one in answer.segments if "고도화" in one.text]


def test_a_short_clause_is_about_what_the_one_before_it_named(answerer: Answerer) -> None:
    answer, _ = ask(answerer, "스마트365센터가 궁금한데요. 전화번호는?")

    assert "smart-365-contact" in answer.topics
    assert "contact" not in answer.topics


# --- a company in passing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("저희 전남 순천 금형업체인데 고도화 지원금이 얼마까지인가요", "cap"),
        ("우리는 강릉에서 두부 공장 하는데 접수 마감이 언제였어요", "intake"),
        ("직원 25명 매출 40억 주물업체인데 기초는 얼마까지 되나요", "cap"),
        ("we run a foundry in Gimhae, how much is the advanced track", "cap"),
    ],
)
def test_what_is_asked_after_the_description_is_answered(answerer: Answerer, text: str, topic: str) -> None:
    assert topic in ask(answerer, text)[0].topics


def test_a_headcount_in_passing_is_told_to_be_no_status(answerer: Answerer) -> None:
    answer, context = ask(answerer, "직원 25명 매출 40억 주물업체인데 기초는 얼마까지 되나요")

    assert {"cap", "headcount"} <= set(answer.topics)
    assert "company_size" not in context.facts


# --- companies apart ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "저희는 구미 중소 제조업체고요 거래처는 서울 중견기업이에요",
            "size=sme maker=yes region=gyeongbuk_gumi",
        ),
        ("우리 회사는 부산에서 제조합니다. 친구네 회사는 제주 유통업이에요", "maker=yes region=busan"),
        ("We are an SME in Daegu. Our customer is a mid-sized company in Seoul", "size=sme region=daegu"),
    ],
)
def test_another_company_is_no_part_of_the_writers(reader: Reader, text: str, facts: str) -> None:
    assert told(reader, text) == wanted(facts)


def test_who_names_another_company_hears_that_it_was_left_out(answerer: Answerer) -> None:
    answer, _ = ask(answerer, "저희는 구미 중소 제조업체예요. 동생 회사는 서울 유통업입니다. 기초 되나요?")

    assert say("ko", "others_left_out") in [one.text for one in answer.segments]


def test_facts_of_one_company_are_not_held_against_another(answerer: Answerer) -> None:
    _, ours = ask(answerer, "저희는 인천 중소 제조업체입니다. 기초 되나요?")
    theirs, context = ask(answerer, "친구 회사는 대구에 있는 중소 제조업체인데 기초 되나요?", ours)
    again, _ = ask(answerer, "그럼 우리 회사는요? 기초 되나요?", context)

    assert theirs.verdicts["basic"] == "eligible"
    assert again.verdicts["basic"] == "ineligible"


# --- what is supposed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("중소기업인데 나중에 중견이 되면 저희 못 받나요", "size=mid_sized"),
        ("만약 공장을 대구로 옮기면 우리도 되나요", "region=daegu"),
        ("만약공장을대구로옮기면우리도되나요", "region=daegu"),
        ("We are in Seoul. If we moved the plant to Daegu, could we join?", "region=daegu"),
    ],
)
def test_the_supposed_counts_not_what_is(reader: Reader, text: str, facts: str) -> None:
    reading = reader.read(text, TODAY, Context())

    assert told(reader, text).items() >= wanted(facts).items()
    assert reading.told.hypothetical


def test_a_supposition_holds_until_the_company_itself_is_spoken_of(answerer: Answerer) -> None:
    _, seoul = ask(answerer, "저희는 서울 중소 제조업체예요. 기초 되나요?")
    moved, context = ask(answerer, "만약 대구로 옮기면요?", seoul)
    back, _ = ask(answerer, "우리 회사는 이대로 기초 자격이 되나요?", context)

    assert moved.verdicts["basic"] == "eligible"
    assert back.verdicts["basic"] == "ineligible"


# --- told, denied, confirmed --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("저희 제조업 아닌 거 아니에요. 제조업 맞습니다", "maker=yes"),
        ("우리 회사는 manufacturing 안 해요", "maker=no"),
        ("저희는 trading 만 합니다", "maker=no"),
        ("저희 만두 공장이에요", "maker=yes"),
        ("저희 스마트공장이 궁금해요", ""),
        ("We are a small auto parts maker", "size=sme maker=yes"),
        ("We are not interested in advanced, just basic", "target=basic"),
        ("저희는 종이 장부를 전산으로 바꾸고 싶어요", "target=basic"),
        ("How much can a firm in Pohang get", ""),
        # asked, and not wished for
        ("저희 만두 공장인데 기초 신청 가능할까요", "maker=yes"),
        ("저희 만두 공장인데 기초로 할까 합니다", "maker=yes target=basic"),
    ],
)
def test_a_trade_or_wish_is_read_with_its_denial(reader: Reader, text: str, facts: str) -> None:
    assert told(reader, text) == wanted(facts)


def test_who_cannot_have_one_track_hears_of_the_other(answerer: Answerer) -> None:
    answer, _ = ask(answerer, "우리는 대기업 계열 제조사인데 고도화 가능합니까")

    assert answer.verdicts == {"advanced": "ineligible", "basic": "ineligible"}


# --- years --------------------------------------------------------------------------------------------------------


def test_each_year_of_a_comparison_is_answered(answerer: Answerer) -> None:
    answer, _ = ask(answerer, "2024년 예산이랑 2025년 예산이 각각 얼마예요")
    figures = {one.value for segment in answer.segments for one in segment.figures if one.kind == "won"}

    assert {19_000_000_000, 21_300_000_000} <= figures


def test_the_year_of_the_last_question_binds_no_other_matter(answerer: Answerer) -> None:
    _, context = ask(answerer, "2027년 모집은 언제예요?")

    assert ask(answerer, "신청은 어디서 해요?", context)[0].status == "answered"


# --- messages in parts --------------------------------------------------------------------------------------------


def test_messages_sent_in_parts_are_read_together(answerer: Answerer) -> None:
    turn = send(answerer, "사업에 참여하면", "그 뭐냐 사람이", "상주하는 거", "몇 주예요?")

    assert turn.answer is not None
    assert "mentoring" in turn.answer.topics


def test_what_stops_short_is_asked_to_go_on(answerer: Answerer) -> None:
    turn = send(answerer, "저희가요")

    assert plain(turn.replies[0]).startswith(say("ko", "go_on"))


def test_what_was_said_long_ago_is_not_gone_on_with(answerer: Answerer) -> None:
    turn = send(answerer, "그 날씨가", "저희가요", apart=timedelta(hours=1))

    assert turn.state.fragment is not None
    assert "날씨" not in turn.state.fragment[0]


def test_a_joke_before_it_spoils_no_question(answerer: Answerer) -> None:
    turn = send(answerer, "점심 뭐 먹지", "한도 얼마")

    assert turn.answer is not None
    assert turn.answer.topics == ("cap",)


# --- words that are none ------------------------------------------------------------------------------------------


def test_a_word_across_two_words_is_none(answerer: Answerer) -> None:
    answer, _ = ask(answerer, "청주 식품회사 접수 마감이 언제였나요")

    assert answer.status == "answered"
    assert "intake" in answer.topics


@pytest.mark.parametrize(
    "text", ["부가새도 지원되나여", "세금 채납이 있으면 안대나요", "맨토는 몇 명인가요", "신쳥 언재까지예요"]
)
def test_words_written_as_they_sound_are_understood(answerer: Answerer, text: str) -> None:
    right = text
    for wrong, spelt in {
        "부가새": "부가세",
        "되나여": "되나요",
        "채납": "체납",
        "안대나": "안되나",
        "맨토": "멘토",
        "신쳥 언재": "신청 언제",
    }.items():
        right = right.replace(wrong, spelt)

    assert ask(answerer, text)[0].topics == ask(answerer, right)[0].topics != ()


def test_a_word_on_the_weather_beside_a_question_spoils_it_not(answerer: Answerer) -> None:
    answer, _ = ask(answerer, "오늘 비 오네요. 기초 한도가 얼마예요?")

    assert answer.status == "answered"
    assert answer.topics == ("cap",)


# --- each part by itself ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("who organises it, who carries out the mentoring, and where the training takes place", 3),
        ("① 총예산 ② 문의 전화 ③ 교육 장소 부탁드립니다", 3),
        ("advanced랑 basic 각각 몇 company 뽑아요", 1),
        ("서류 내고 나서 현장 확인까지 마치면 그다음 절차가 뭐예요", 1),
        ("8월 추가모집은 몇 개사였고 한도는 얼마였나요", 1),
    ],
)
def test_as_many_things_are_answered_as_are_asked(answerer: Answerer, text: str, topics: int) -> None:
    assert len(ask(answerer, text)[0].topics) == topics


def sure_of(answerer: Answerer, words: str, topic: str) -> Answerer:
    """One whose model is sure of the topic for a text that begins with these words, and of nothing else."""

    def guess(text: str, hints: Hints) -> list[tuple[str, float]]:
        return [(topic, 0.9)] if text.startswith(words) and len(text) < 2 * len(words) else []

    return Answerer(answerer.pack, no_passages, no_passages, guess)


@pytest.mark.parametrize(
    ("text", "words", "declined", "topics"),
    [
        (
            "정책자금 대출도 알아봐 주시고 기초 한도는 얼마인지도 알려주세요",
            "정책자금 대출도",
            "other-support",
            ("cap", "other-support"),
        ),
        (
            "Please draft our business plan, and also remind me how long the building phase lasts.",
            "Please draft our business plan",
            "plan-writing",
            ("build", "plan-writing"),
        ),
        ("자율형공장은 또 얼마까지 나와요?", "자율형공장은", "look-alikes", ("look-alikes",)),
    ],
)
def test_what_is_declined_stands_beside_what_is_answered(
    answerer: Answerer, text: str, words: str, declined: str, topics: tuple[str, ...]
) -> None:
    assert ask(sure_of(answerer, words, declined), text)[0].topics == topics


def test_what_surely_asks_once_is_answered_once(answerer: Answerer) -> None:
    text = "뽑힌 데 발표는 언제 났나요"

    assert ask(sure_of(answerer, text, "selection"), text)[0].topics == ("selection",)


def test_a_track_that_is_refused_is_not_told_of(answerer: Answerer) -> None:
    answer, _ = ask(answerer, "고도화 말고 기초로 지원하면 최대 얼마까지 받을 수 있나요")

    assert not [one for one in answer.segments if "고도화" in one.text]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("How long do the mentors stay? We make plastic lids in Busan, by the way.", ("mentoring",)),
        (
            "기초로 얼마까지 되는지, 포항에서 볼트 만드는 업체인데, 접수 기간은 언제까지였는지",
            ("cap", "intake"),
        ),
    ],
)
def test_a_company_in_passing_wants_no_verdict(
    answerer: Answerer, text: str, topics: tuple[str, ...]
) -> None:
    assert ask(answerer, text)[0].topics == topics


def test_years_side_by_side_ask_for_no_growth(answerer: Answerer) -> None:
    assert ask(answerer, "2023년이랑 2024년 접수가 각각 언제였는지")[0].topics == ("intake",)


@pytest.mark.parametrize(
    ("message", "topics"),
    [
        ("옆 사람한테 들은 얘긴데 궁금해서요. 총예산이 213억이라는데 맞습니까?", ("budget",)),
        (
            "제가 서류 담당이라 사장님이 자꾸 물으셔서... 신청은 어느 사이트에서 하는 거예요?",
            ("where-to-apply",),
        ),
        ("전화로 물어보려다가 늦어서 여기 남깁니다. 고도화는 몇 개사 뽑았는지요?", ("places",)),
        ("My father runs the place and he doesn't do e-mail. Where do we apply?", ("where-to-apply",)),
    ],
)
def test_what_leads_up_to_a_question_asks_nothing(
    answerer: Answerer, message: str, topics: tuple[str, ...]
) -> None:
    assert ask(answerer, message)[0].topics == topics


@pytest.mark.parametrize(
    ("message", "topics"),
    [
        ("Smart 365 Center가 뭐 하는 데인지 and 전화번호 있나요?", ("smart-365", "smart-365-contact")),
        ("추가모집 때 몇 개사 뽑았고 기간은 언제였죠", ("extra-intake",)),
        ("After the documents are in and the site visit is done, who decides?", ("selection",)),
        ("고도화 80개사와 기초 105개사를 합하면 185개사인데 왜 200여 개인지요?", ("sum-185",)),
    ],
)
def test_a_part_keeps_what_it_is_about_and_adds_nothing(
    answerer: Answerer, message: str, topics: tuple[str, ...]
) -> None:
    assert ask(answerer, message)[0].topics == topics


def test_a_question_of_further_places_is_answered_for_all(answerer: Answerer) -> None:
    said = [one.origin for one in ask(answerer, "광주 자부담은요? 부산 자부담은요?")[0].segments]
    assert {"statement:gwangju-split", "statement:busan-2024"} <= set(said)


def test_nothing_is_announced_that_was_said_before(answerer: Answerer) -> None:
    said = [one.origin for one in ask(answerer, "엑스포는 언제 열렸고 부스비 있나요?")[0].segments]
    assert "message:nearby" not in said


def test_a_company_in_passing_wants_no_verdict_beside_what_is_the_same_for_all(answerer: Answerer) -> None:
    def sure(text: str, hints: Hints) -> list[tuple[str, float]]:
        return [("basic-goal", 0.95)] if "basic" in text else []

    knows = Answerer(answerer.pack, no_passages, no_passages, sure)
    found = ask(knows, "We only make lids and this is new to us. What does basic level mean?")[0]
    assert found.status == "answered"
    assert found.topics == ("basic-goal",)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("경쟁률이 몇 대 몇이었어요? 떨어질까봐 걱정되네 ㅠㅠ", ("competition",)),
        ("What was the competition rate? I'm worried we won't be picked", ("competition",)),
        ("경쟁률이 어땠나요? 우리 붙을까요?", ("competition", "chance")),
        ("떨어질까봐 걱정되네요", ("chance",)),
    ],
)
def test_worry_beside_a_question_asks_for_nothing(
    answerer: Answerer, text: str, topics: tuple[str, ...]
) -> None:
    assert ask(answerer, text)[0].topics == topics


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("365센터라는 데서 봐주나요? 전화번호가 어떻게 돼요", "smart-365-contact"),
        ("엑스포는 언제 해요? 전화번호 좀", "other-details"),
        ("마감이 언제였어요? 전화번호가 어떻게 돼요", "contact"),
    ],
)
def test_a_telephone_is_that_of_the_body_just_named(answerer: Answerer, text: str, topic: str) -> None:
    assert ask(answerer, text)[0].topics[-1] == topic


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("중기부 전화번호 알려주세요", "not_in_documents"),
        ("광주시청 전화번호 뭐예요", "not_in_documents"),
        ("중기부 스마트공장 사업 문의처 알려주세요", "answered"),
        ("중기중앙회 전화번호 알려주세요", "answered"),
    ],
)
def test_the_telephone_of_another_body_is_said_to_be_unknown(
    answerer: Answerer, text: str, status: str
) -> None:
    assert ask(answerer, text)[0].status == status


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("How much must the company pay itself in Gwangju, and is it the same everywhere?", True),
        ("광주 자부담 얼마예요? 다른 지역도 같나요?", True),
        ("광주 자부담 얼마예요?", False),
    ],
)
def test_beside_one_place_the_others_are_told_of_where_they_are_asked_about(
    answerer: Answerer, text: str, elsewhere: bool
) -> None:
    answer, _ = ask(answerer, text)
    told = [one.origin for one in answer.segments]
    assert answer.topics == ("own-share",)
    assert "statement:gwangju-split" in told
    assert ("statement:own-share-neighbours" in told) == elsewhere


@pytest.mark.parametrize(
    ("more", "basic"),
    [("고도화도 같이 생각 중인데 그러면요?", "eligible"), ("아니 고도화로 하고 싶어요", "ineligible")],
)
def test_a_level_that_is_wished_for_as_well_takes_back_none(
    answerer: Answerer, more: str, basic: str
) -> None:
    _, context = ask(answerer, "원주에서 밸브 만드는 중소기업인데 기초로 하려고요")
    answer, _ = ask(answerer, more, context)
    assert (answer.verdicts["advanced"], answer.verdicts["basic"]) == ("eligible", basic)


@pytest.mark.parametrize(
    ("text", "basic"),
    [
        (
            "경기도 광주에서 가구 만드는 중소기업인데 광주는 8천만원이라면서요 저희도 기초로 8천 받나요?",
            "ineligible",
        ),
        ("We make pumps in Chuncheon (SME). If we go for basic, can we, and what is the most?", "eligible"),
    ],
)
def test_who_asks_whether_and_how_much_is_judged_first(answerer: Answerer, text: str, basic: str) -> None:
    answer, _ = ask(answerer, text)
    assert answer.topics[0] == "eligibility"
    assert answer.verdicts["basic"] == basic


def test_who_speaks_of_elders_tells_of_their_firm(answerer: Answerer) -> None:
    assert ask(answerer, "이모가 안동에서 두부공장을 하세요")[1].facts["manufacturer"].possible == {True}
