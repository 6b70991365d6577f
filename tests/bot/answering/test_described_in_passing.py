"""Companies described in passing: what counts as the writer's own, and what only describes asks for nothing."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Context
from bot.answering.pipeline import Answerer
from bot.answering.understanding import Reader
from bot.wiring import full_pack
from tests.bot.answering.conftest import no_guess, no_passages
from tests.bot.answering.test_company import told, wanted

PACK = full_pack()
READER = Reader(PACK.topics, PACK.programme.names)
ANSWERER = Answerer(PACK, no_passages, no_passages, no_guess)
TODAY = date(2026, 11, 22)

TOLD = {
    # whatever others say, or what is called untrue, is no fact of the writer's
    "사장님들이 중견은 안된다고 하던데 저희는 중소예요": "size=sme",
    "저희가 물건을 안 만드는 회사라는 건 오해고 직접 두부 만들어요": "maker=yes",
    "저희는 공장이 없고 생산은 전부 외주로 돌려요": "maker=no",
    "조립은 자체 라인에서 하고 제작 일부는 외주로 보냅니다 저희는": "maker=yes",
    "We used to make shoes but now everything is produced in Indonesia": "maker=no",
    "우리는 게임 만드는 회사예요": "maker=no",
    "저희는 소 키워서 출하해요": "maker=no",
    "We turn scrap plastic into pellets": "maker=yes",
    "My husband runs a software house in Daegu, legally an SME. They make no physical goods": "size=sme maker=no region=daegu",
    "구미에서 영상 제작인데요 저희는 중소기업입니다": "size=sme region=gyeongbuk_gumi",
    "우리 청주 자동차부품 공장, 중소기업": "size=sme maker=yes region=chungbuk",
    # what is wished for in two languages at once
    "저희 김해에서 밸브 만드는 중소기업인데 real-time으로 설비 control 하고 싶어요": "size=sme maker=yes region=gyeongnam target=advanced",
    "리얼타임 컨트롤을 하고 싶은 저희는 대구 중소 제조업체입니다": "size=sme maker=yes region=daegu target=advanced",
    # who asks for the first time tells nothing of support
    "이런 건 처음이라 떨리네요. 저희는 포항에서 가구 만드는 중소기업이에요": "size=sme maker=yes region=gyeongbuk_pohang",
    # a place beside the factory's, or whose track is asked for, is not where it is
    "부산 바로 옆 울산에서 밸브 만듭니다. 부산 기초에 낄 수 있어요?": "maker=yes region=ulsan",
    "Our plant is in Gwangju, not the one in Gyeonggi": "region=gwangju",
    "저희 1공장 인천, 2공장 원주인데 원주 공장에 하려고요": "region=gangwon",
    "저희 공장을 화성에서 음성으로 옮깁니다": "region=chungbuk",
    "우리가 대기업에 인수되면 되나요? 지금은 중소기업입니다": "size=large",
    # whichever of the two, in dialect too; what is made or lacking, as it sounds
    "저희는 부산 펌프 제조 중소기업으로 어느 유형이라도 참여하고자 합니다": "size=sme maker=yes region=busan target=both",
    "여그 부산인디 볼트 맹그는 중소기업이요. 기초던지 고도하던지 상관업어요": "size=sme maker=yes region=busan target=both",
    "We are an SME in Busan making pumps and would take either the basic or the advanced track": "size=sme maker=yes region=busan target=both",
    # ... by its name or by what it is for; but not what only stands beside a wish
    "저희는 부산 밸브 제조 중소기업인데 기초든 설비 자동화든 암거나 좋심더": "size=sme maker=yes region=busan target=both",
    "valve 제조 SME, Busan. basic level or 실시간 제어 둘 다 fine": "size=sme maker=yes region=busan target=both",
    "We make valves. It doesn't matter whether it's basic or real-time control": "maker=yes target=both",
    "We make valves. Any level will do": "maker=yes target=both",
    "We make valves. Either real-time control or automation is fine": "maker=yes target=advanced",
    "We make valves. We are happy with paper records or so, and want automation": "maker=yes target=advanced",
    # asked of this time is what is wanted; whether it is possible at all tells no wish
    "저희는 부산 밸브 제조 중소기업인데 이번에도 기초로 또 될까요": "size=sme maker=yes region=busan target=basic",
    "저희는 부산 밸브 제조 중소기업인데 기초 가능할까요": "size=sme maker=yes region=busan",
    # whom one has it from
    "점심 먹다가 옆 공장 사장님한테 이 사업 얘기 들었어요 ㅋㅋ 지금도 신청할 수 있는 거예요?": "",
    "저희는 볼트 만드는데 옆 공장 사장님한테 들었어요. 되나요?": "maker=yes",
}


@pytest.mark.parametrize(("text", "facts"), TOLD.items(), ids=range(len(TOLD)))
def test_only_what_is_said_of_the_own_company_is_told(text: str, facts: str) -> None:
    assert told(READER, text) == wanted(facts)


@pytest.mark.parametrize(
    "text",
    [
        "SME making hinges in Siheung, want process automation. Do we fit?",
        "모회사가 대기업집단 소속이라 저희도 계열사로 잡힙니다. 사출해요. 신청되나요",
        "What if we grew into a mid-sized company? We are an SME in Suncheon making pipes.",
    ],
)
def test_words_of_a_description_name_no_topic(text: str) -> None:
    answer, _ = ANSWERER.answer(text, Context(), TODAY)
    assert answer.status == "verdict"
    assert answer.topics[0] == "eligibility"


def test_a_right_english_word_is_not_mended() -> None:
    assert "contract" in READER.read("a contract manufacturer builds them", TODAY, Context()).spaced


@pytest.mark.parametrize(
    "text",
    [
        "우리 factory는 춘천에 있고 contact lens 만들어요, 중소기업확인서 있음, basic 원함 ok?",
        "부산에서 소방 안전 교육 기자재 제조하는 중소기업인데 기초 원해요. 되나요",
        "SME in Wando making laver. Everything on paper now, we only want a basic level. Possible?",
        "SME in Busan making valves; both levels would be fine with us. Which tracks fit?",
    ],
)
def test_goods_and_how_the_work_is_done_are_not_asked_about(text: str) -> None:
    answer, _ = ANSWERER.answer(text, Context(), TODAY)
    assert answer.topics == ("eligibility",)
    assert answer.verdicts["basic"] == "eligible"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("부산에서 전화기 만드는 중소기업인데 전화번호 알려주세요", "contact"),
        ("We make valves in Busan. What papers do we hand in?", "documents"),
    ],
)
def test_what_is_asked_beside_goods_is_answered(text: str, topic: str) -> None:
    assert ANSWERER.answer(text, Context(), TODAY)[0].topics == (topic,)


def test_a_track_that_is_only_told_as_earlier_support_is_not_asked_about() -> None:
    text = "저희는 충주에서 용기 만드는 중소기업입니다. 예전에 기초는 이미 했어요"

    assert READER.read(text, TODAY, Context()).tracks == ()
    assert READER.read(f"{text}. 또 기초로 되나요?", TODAY, Context()).tracks == ("basic",)


def test_a_level_that_is_supposed_to_be_possible_too_takes_back_no_wish() -> None:
    _, context = ANSWERER.answer("창원 중견 부품 제조사고 저희는 고도화를 원해요", Context(), TODAY)
    answer, _ = ANSWERER.answer("만약에 저희가 중소기업이었으면 기초도 가능했을까요", context, TODAY)

    assert answer.verdicts == {"advanced": "eligible", "basic": "eligible"}


def test_what_was_announced_is_not_put_aside() -> None:
    answer, _ = ANSWERER.answer("예산은 얼마로 확정됐고 몇 개사를 뽑나요", Context(), TODAY)

    assert {"budget", "places"} <= set(answer.topics)
