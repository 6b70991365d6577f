"""What one message tells of a firm: what it denies to make, whom it belongs to, where it works, what it refuses."""

from __future__ import annotations

import pytest

from bot.answering.answer import Context
from bot.answering.pipeline import Answerer
from bot.answering.understanding import Reader
from tests.bot.answering.test_company import TODAY, told, wanted

TOLD = {
    # making is denied in any words, however far from the verb
    "저희는 대구 중소기업이고 직접 제조하는 품목은 없습니다": "size=sme region=daegu maker=no",
    "우리는 부산 중소기업인데 manufacturing은 전혀 안 해요": "size=sme region=busan maker=no",
    "저희 회사는 제조 라인 같은 건 둬 본 적도 없습니다": "maker=no",
    "We're an SME in Busan and manufacture nothing ourselves": "size=sme region=busan maker=no",
    "None of the goods we sell are made by us": "maker=no",
    "물건은 다 OEM으로 외주 줘요. 저희는 대전 중소기업입니다": "size=sme region=daejeon maker=no",
    "아버님 회사가 제조업에서 유통업으로 업종을 바꿨어요. 대구 중소기업입니다": "size=sme maker=no region=daegu",
    "저희는 대구 소기업이고 제품은 전부 contract manufacturer가 만들어요": "size=sme maker=no region=daegu",
    # ... but not where something else is missing
    "우리는 생산 데이터가 하나도 없는 대구 사출 중소기업입니다": "size=sme region=daegu maker=yes",
    "저희 생산 라인에 센서가 없어요": "maker=yes",
    "We're an SME in Busan moulding lids and have no production data": "size=sme region=busan maker=yes",
    # crafts in honorific forms, in loan words, on what only ends like another word
    "우리 공장은 화성에서 다이캐스팅하는 중소기업입니다": "size=sme maker=yes region=gyeonggi",
    "저희는 포항에서 철판 자르는 소기업이에요": "size=sme maker=yes region=gyeongbuk_pohang",
    "저희는 서울에서 마케팅하는 중소기업입니다": "size=sme region=seoul",
    # a group that the firm has joined, or left
    "작년에 SK 계열로 넘어갔습니다. 저희는 순천에서 첨가제 만들어요": "size=large maker=yes region=jeonnam",
    "We became part of the Lotte Group in January": "size=large",
    "We ceased to be an affiliate of SK and are an independent SME": "size=sme",
    "저희는 현대차 계열은 아니고 중소기업입니다": "size=sme",
    "작년까지 중견이었다가 다시 중소로 내려왔습니다. 우리는 태백에서 펠릿 만들어요": "size=sme maker=yes region=gangwon",
    # offices and plants, in both languages at once
    "HQ는 대전, plant는 충북 옥천. 저희는 포장재 만드는 중소기업입니다": "size=sme maker=yes region=chungbuk",
    "Our sales team sits in Seoul, the presses are in Gwangyang. We are an SME": "size=sme region=jeonnam",
    "저희 대구 본사는 사무만 보고 생산은 경주에서 합니다. 중소기업이에요": "size=sme maker=yes region=gyeongbuk_other",
    # what is refused is no goal
    "저희는 강릉 중소기업이고 고도화는 언감생심이고 기초나 해보려고요": "size=sme region=gangwon target=basic",
    "설비 제어니 자동화니 그런 건 필요 없고 바코드로 재고 보는 수준이면 저희는 만족합니다": "target=basic",
    # earlier support in any words
    "저희는 포항 중소기업인데 2023년에 기초로 혜택을 봤어요": "size=sme region=gyeongbuk_pohang prior=basic",
    "A 2019 ministry grant paid for our basic smart factory": "prior=basic",
    "The company is in Daejeon, we are an SME. Could we be supported on the advanced track?": "size=sme region=daejeon",
    # another company of the group is not Samsung Electronics
    "저희는 삼성중공업에 납품하고 삼성전자랑은 아무것도 없어요": "dealings=no",
    # what is told of the family's firm is what is asked about
    "아버지가 창원에서 하우징 깎으십니다. 중소기업이고요, 저희가 해당될까요": "size=sme maker=yes region=gyeongnam",
}  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), TOLD.items(), ids=range(len(TOLD)))
def test_a_message_tells_what_its_grammar_says(reader: Reader, text: str, facts: str) -> None:
    assert told(reader, text) == wanted(facts)


def test_two_firms_named_side_by_side_are_two(reader: Reader) -> None:
    text = "I consult for two SMEs: a bakery plant in Seoul and a gear maker in Gumi. Both want basic."
    firms = reader.read(text, TODAY, Context()).firms
    assert [set(one.facts["region"].possible) for one in firms] == [{"seoul"}, {"gyeongbuk_gumi"}]


def test_another_programme_that_supported_the_firm_is_not_asked_about(answerer: Answerer) -> None:
    text = "정부일반형으로 기초를 받은 회사입니다. 김해 고무 제조, 중소기업. 이번엔 고도화로만 가려는데 문제 없을까요"
    answer, _ = answerer.answer(text, Context(), TODAY)
    assert answer.verdicts == {"advanced": "eligible", "basic": "ineligible"}
