"""Descriptions and questions that were once misread: negation, other companies, digits beside a track."""

from datetime import date, datetime

import pytest

from bot.answering.answer import Context, Segment
from bot.answering.gate import check
from bot.answering.pipeline import Answerer
from bot.answering.understanding import Reader
from bot.conversation import SEOUL, State, respond
from bot.reply import Event
from bot.wiring import full_pack
from tests.bot.answering.conftest import no_guess, no_passages
from tests.bot.answering.test_company import told, wanted

PACK = full_pack()
READER = Reader(PACK.topics, PACK.programme.names)
ANSWERER = Answerer(PACK, no_passages, no_passages, no_guess)
TODAY = date(2026, 11, 22)

DESCRIBED = {
    "우리 회사는 대기업이 아닙니다": "size=sme|mid_sized",
    "우리 회사는 중견기업이 아닙니다": "size=sme|large",
    "저희는 제조업이 아닙니다": "maker=no",
    "당사는 삼성 협력사가 아닙니다": "dealings=no",
    "we aren't a manufacturer": "maker=no",
    "저희는 대기업에 납품하는 제조업체예요": "maker=yes",
    "저희는 대기업에 납품하는 중소 제조업체예요": "size=sme maker=yes",
    "우리는 기초 말고 고도화로 하고 싶어요": "target=advanced",
    "저희는 고도화 말고 기초만 하고 싶습니다": "target=basic",
    "우리는 고도화는 필요없고 기초만 원해요": "target=basic",
    "We don't want advanced, just basic": "target=basic",
    "저희 고도화 2023년에 지원받았어요": "prior=advanced",
    "We already did the basic level and now want the advanced one": "prior=basic target=advanced",
    "저희 plant가 대전에 있는데 basic 되나요": "region=daejeon",
    "Our plant is in Daegu, what is the advanced cap?": "region=daegu",
    "저희는 대구와 구미에 공장이 있습니다": "region=daegu|gyeongbuk_gumi",
    "공장이 부산하고 김해 두 군데에 있어요": "region=busan|gyeongnam",
    "스마트공장 지원은 한 번도 안 받아봤어요": "prior=none",
    "이전에 지원받은 적이 없습니다": "prior=none",
    "Our factory is not in Daegu but in Busan": "region=busan",
    "중소기업 스마트공장 지원사업 예산이 얼마예요": "",
    "이미 지원받은 기업도 또 신청할 수 있나요": "",
    "엑스포는 서울에서 열리나요": "",
    "수원에서 이러닝 교육을 하나요": "",
}


@pytest.mark.parametrize(("text", "facts"), DESCRIBED.items())
def test_a_description_tells_its_facts_and_no_others(text, facts):
    assert told(READER, text) == wanted(facts)


@pytest.mark.parametrize("text", ["the advanced one"])
def test_a_typed_target_goes_on_with_the_self_check(text):
    at = datetime(2026, 11, 22, 12, tzinfo=SEOUL)
    state = respond(State(greeted=True), Event("command", "/check", at), ANSWERER).state
    assert state.context.asked == "target_level"
    assert "target_level" in respond(state, Event("text", text, at), ANSWERER).state.context.facts


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("고도화 1.5억 맞나요?", "cap"),
        ("고도화 110개사 맞나요", "places"),
        ("고도화 2024년 한도 얼마였어요", "cap"),
        ("고도화 2025년에 몇개사 뽑았어요", "places"),
        ("고도화 15억 기초 8억 맞나요", "cap"),
        ("접수가 4월 15일부터라던데 맞나요", "intake"),
    ],
)
def test_digits_after_the_track_are_no_level(text, topic):
    assert topic in ANSWERER.answer(text, Context(), TODAY)[0].topics


def test_a_description_with_dealings_is_judged():
    text = "우리는 대구 중소 제조업체고 기초를 하고 싶어요. 근데 삼성에 납품은 안 합니다"
    assert ANSWERER.answer(text, Context(), TODAY)[0].verdicts.get("basic") == "eligible"


def test_two_factories_are_not_one_name_of_several_places():
    text = "우리는 화성과 구미에 공장이 있는 중소 제조업체입니다. 기초 되나요?"
    answer = ANSWERER.answer(text, Context(), TODAY)[0]
    assert "message:which_place" not in [one.origin for one in answer.segments]


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ("경북", ["message:which_part"]),
        ("경상도", []),
        ("광주", ["message:which_place"]),
        ("남구", ["message:which_place"]),
    ],
)
def test_who_names_a_province_is_asked_for_its_parts_and_not_for_its_namesakes(place, asked):
    text = f"{place}에 있는 중소 제조업체인데 기초로 하려고요 되나요"
    told = [one.origin for one in ANSWERER.answer(text, Context(), TODAY)[0].segments]
    assert [one for one in told if one.startswith("message:which")] == asked


def test_a_question_that_names_its_track_leaves_the_last_subject():
    _, context = ANSWERER.answer("엑스포가 뭔가요", Context(), TODAY)
    assert "expo" not in ANSWERER.answer("기초 신청 되나요?", context, TODAY)[0].topics


def test_a_passage_with_a_figure_added_is_refused():
    passages = {"x": "안내문입니다."}
    assert check(Segment("최대 15억원입니다. 안내문입니다.", "passage:x"), PACK.programme, "ko", passages)
