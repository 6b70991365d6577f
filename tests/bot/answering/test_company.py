"""What a message tells about the company that writes it, and what it only seems to tell."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Context
from bot.answering.understanding import Reader
from rules.facts import Known

TODAY = date(2026, 11, 22)
_KEYS = {
    "size": "company_size",
    "maker": "manufacturer",
    "region": "region",
    "target": "target_level",
    "prior": "prior_support",
    "dealings": "samsung_dealings",
}
_GYEONGBUK = "gyeongbuk_gumi|gyeongbuk_pohang|gyeongbuk_other"

# message -> what it tells; "a|b": one of them, not known which.
DESCRIBED = {
    # size and sector
    "저희는 직원 서른 명쯤 되는 중소기업이에요": "size=sme",
    "우리 회사는 중견기업입니다": "size=mid_sized",
    # what the company paid itself is no earlier support
    "ERP는 전에 우리 돈으로 깔아서 쓰고 있어요. 거제 기계가공 중소기업": "size=sme maker=yes region=gyeongnam",
    # a place that is said to lie in a larger one is one place
    "안동은 경북인데 우리도 기초 되나요": "region=gyeongbuk_other",
    # of what is not known whether it was, nothing is told
    "저희는 중소기업인데 예전에 지원을 받았는지 모르겠어요": "size=sme",
    "We are an SME. I don't know whether we had smart factory support before.": "size=sme",
    "저희는 포항 중소 제조업체인데 옛날에 받았을 수도 있어요": "size=sme maker=yes region=gyeongbuk_pohang",
    # bare facts among those of a firm
    "포항. 중소기업. 떡 공장. 기초. 처음.": "size=sme maker=yes region=gyeongbuk_pohang target=basic prior=none",
    "SME. Pohang. Molds maker. Basic. Never supported.": "size=sme maker=yes region=gyeongbuk_pohang target=basic prior=none",
    # the one level, or none
    "포항 중소 제조사인데 사장님이 고도화 아니면 안 하신다네요": "size=sme maker=yes region=gyeongbuk_pohang target=advanced",
    "포항 중소 제조사인데 고도화 아니면 안 되나요?": "size=sme maker=yes region=gyeongbuk_pohang",
    "우리 회사 재작년에 중소 졸업하고 중견이 됐거든요": "size=mid_sized",
    # no set phrase goes beyond its sentence
    "포항에서 밸브 깎습니다. 중소기업. 스마트공장 지원은 받아본 적 없음.": "size=sme maker=yes region=gyeongbuk_pohang prior=none",
    "당사는 대기업 계열사입니다": "size=large",
    "저희 중소기업확인서는 작년에 뗐고요": "size=sme",
    "중견에서 다시 중소로 내려왔어요. 저희 되나요": "size=sme",
    "we were mid-sized until last year but are an sme again": "size=sme",
    "an sme in busan, wholly owned by a hyundai group company. are we eligible?": "size=large region=busan",
    # so much is enough: the level of the things named
    "저희 중소 제조업인데 바코드로 재고만 보면 됩니다": "size=sme maker=yes target=basic",
    "an SME in Busan that imports tubes and sells them on. Can we apply?": "size=sme maker=no region=busan",
    "우리는 재벌 그룹 자회사인데 신청돼요?": "size=large",
    "저희 중소 제조업체인데요 신청 자격 되나요": "size=sme maker=yes",
    "소규모 업체인데 우리도 받을 수 있을까요": "size=sme",
    "중소기업확인서 보유하고 있습니다. 저희 되나요": "size=sme",
    "저희 회사는 볼트를 만드는 중소기업입니다": "size=sme maker=yes",
    "저희는 금형 제작하는 회사예요": "maker=yes",
    "도금 업체 운영 중입니다": "maker=yes",
    "우린 플라스틱 사출 하는 소기업임": "size=sme maker=yes",
    "저희는 유통업만 하는 중소기업입니다": "size=sme maker=no",
    "my husband has a bakery cafe in Busan, no factory, only a shop": "maker=no region=busan",
    "we only have a shop in Busan, no factory, and are an SME": "size=sme region=busan",
    "당사는 소프트웨어 개발 회사입니다": "maker=no",
    "저희는 제조는 안 하고 수입해서 팔기만 해요": "maker=no",
    "우리 회사는 제조업이 아니라 물류업이에요": "maker=no",
    "저희는 건설업체인데 됩니까": "maker=no",
    "저희 식당 운영하는데 신청 되나요": "maker=no",
    "저희는 식당에 납품하는 수저를 만들어요": "maker=yes",
    # making is told by how long it has been done, but no firm is made so
    "대구에서 안경테 만든 지 22년 됐어요. 중소기업이에요": "size=sme maker=yes region=daegu",
    "대구에서 회사 만든 지 22년 된 중소기업입니다": "size=sme region=daegu",
    # what is done for those who make something makes nothing
    "전주에서 세탁공장 하는 중소기업입니다": "size=sme region=jeonbuk",
    "부산에서 제조업체 청소하는 중소기업입니다": "size=sme maker=no region=busan",
    "부산에서 용접 기술 교육하는 중소기업입니다": "size=sme region=busan",
    "부산에서 금형 설계 제작하는 중소기업입니다": "size=sme maker=yes region=busan",
    "sme in busan, we photograph factory products": "size=sme region=busan",
    "we run a plant hire business in daegu, sme": "size=sme region=daegu",
    "we run a dyeing plant in daegu, sme": "size=sme maker=yes region=daegu",
    # who serves what it roasts may make nothing, unless it says so
    "강릉에서 커피 볶는 카페 하는 소기업입니다": "size=sme region=gangwon",
    "도매도 하지만 자체 공장에서 어묵을 직접 생산합니다. 부산이고 중소기업이에요": "size=sme maker=yes region=busan",
    # a size that is ruled out beside the one that is told
    "we are a middle-size corporation (not sme), manufacture ship engine parts in ulsan": "size=mid_sized maker=yes region=ulsan",
    # what a trade costs, and where one eats, tell no trade
    "운송비는 우리가 내요?": "",
    "식당에서 먹는 밥값도 저희가 내나요": "",
    "We are a small manufacturer of bolts": "size=sme maker=yes",
    "Our company is a mid-sized manufacturer": "size=mid_sized maker=yes",
    "We're an SME making plastic parts": "size=sme maker=yes",
    "We belong to a large business group, a conglomerate": "size=large",
    "We are a trading company and do not manufacture anything": "maker=no",
    "I run a small factory": "maker=yes size=sme",
    "We are a software company": "maker=no",
    "We are consultants": "maker=no",
    "Our consultant says so": "",
    "Our firm is a logistics company": "maker=no",
    "we hold an SME certificate and have an SME certificate, are we in?": "size=sme",
    # places
    "공장이 대구에 있어요": "region=daegu",
    "저희 공장은 경기도 안산에 있습니다": "region=gyeonggi",
    "부산 사상구에서 신발을 만드는 회사입니다": "region=busan maker=yes",
    "구미에 있는 중소기업인데요": "region=gyeongbuk_gumi size=sme",
    "저희 포항이에요": "region=gyeongbuk_pohang",
    "경주에 공장이 있는 제조업체입니다": "region=gyeongbuk_other maker=yes",
    "저희는 경북에 있어요": f"region={_GYEONGBUK}",
    "고성에 공장이 있습니다": "region=gangwon|gyeongnam",
    "강원도 고성에 공장이 있습니다": "region=gangwon",
    "경남 고성군에 있는 회사입니다": "region=gyeongnam",
    "광주광역시에 소재한 제조기업입니다": "region=gwangju maker=yes",
    "경기도 광주에 공장이 있는 회사예요": "region=gyeonggi",
    "저희 공장은 천안이고요 식품 제조해요": "region=chungnam maker=yes",
    "전주에서 종이를 만드는 중소기업입니다": "region=jeonbuk size=sme maker=yes",
    "제주에서 화장품 제조하는 소기업인데 기초 가능한가요": "region=jeju size=sme maker=yes",
    "Our factory is in Daegu": "region=daegu",
    "We are based in Gumi": "region=gyeongbuk_gumi",
    "Our plant is in Hwaseong, Gyeonggi-do": "region=gyeonggi",
    "We make car parts in Changwon": "region=gyeongnam maker=yes",
    "We have a factory in Pohang and are an SME": "region=gyeongbuk_pohang size=sme maker=yes",
    "Our factory is located in Cheongju": "region=chungbuk",
    "우리 factory는 Ulsan에 있어요": "region=ulsan",
    # head office and factory
    "본사는 서울이고 공장은 청주에 있습니다": "region=chungbuk",
    "본사는 서울인데 공장은 전남 여수예요": "region=jeonnam",
    "공장은 부산에 있고 본사는 서울입니다": "region=busan",
    "Our head office is in Seoul but the factory is in Busan": "region=busan",
    "HQ in Seoul, our factory in Gimhae": "region=gyeongnam",
    "사무실은 인천이고 공장은 강릉이에요": "region=gangwon",
    # several places
    "We have plants in Busan and Daegu": "region=busan|daegu",
    # what the company wants
    "저희는 기초 단계를 하고 싶습니다": "target=basic",
    "우리는 고도화를 하려고 합니다": "target=advanced",
    "설비를 실시간으로 제어하고 싶어요. 저희 대상 되나요": "target=advanced",
    "저희는 공정 자동화가 목표예요": "target=advanced",
    "우리 회사는 일단 전산화만 하려고 해요": "target=basic",
    "저희는 기초든 고도화든 상관없어요": "target=both",
    "저희는 기초 수준이든 고도화든 가능한 쪽으로 추진하려 합니다": "target=both",
    "저희는 고도화 또는 기초를 희망합니다": "target=both",
    "저희는 기초 단계와 고도화 단계 모두 검토하고 있습니다": "target=both",
    "저희는 기초로 해도 되고 고도화로 해도 됩니다": "target=both",
    "We are looking at basic as well as advanced": "target=both",
    "저희는 기초나 고도화나 뭐가 좋은지 모르겠어요": "",
    "작년에 기초 하고 올해 고도화 하고 싶어요": "prior=basic target=advanced",
    "기초랑 고도화 둘 다 관심 있어요": "target=both",
    "중간2 수준까지 갈 생각입니다, 저희요": "target=advanced",
    "We want the basic level only": "target=basic",
    "We plan an advanced smart factory with real-time control": "target=advanced",
    "We would like to automate processes": "target=advanced",
    "We are open to either level": "target=both",
    "our goal is process automation": "target=advanced",
    "우리는 advanced로 가고 싶어요": "target=advanced",
    "저희는 basic 정도면 충분해요": "target=basic",
    # earlier support
    "저희는 처음입니다": "prior=none",
    # what one wishes to get was not got
    "저희는 기초 지원받고 싶어요": "target=basic",
    "저희 고도화 받아볼까 해요": "target=advanced",
    "저희는 기초 유형 지원받았으면 합니다": "target=basic",
    "저희는 지자체 연계형 지원받으려고요": "target=basic",
    "저희는 상생협력형 신청하고자 합니다": "target=advanced",
    "작년에 기초 받고 올해 고도화 받고 싶어요": "prior=basic target=advanced",
    "저희는 지원받은 적이 한 번도 없어요": "prior=none",
    "작년에 기초 지원을 받았어요": "prior=basic",
    "기초는 이미 했어요": "prior=basic",
    "저희는 고도화 이미 지원받았습니다": "prior=advanced",
    "예전에 스마트공장 지원을 받은 적이 있어요": "prior=basic|advanced",
    "기초는 끝냈고 이제 고도화를 하고 싶어요": "prior=basic target=advanced",
    "재작년에 기초 구축 완료했고 올해는 고도화가 목표입니다": "prior=basic target=advanced",
    "This would be our first smart factory": "prior=none",
    "We have never received any support": "prior=none",
    "We got basic support last year": "prior=basic",
    "We already received advanced support in 2023": "prior=advanced",
    # dealings with Samsung
    "저희는 삼성이랑 거래가 전혀 없어요": "dealings=no",
    "우리 회사 삼성전자 협력사예요": "dealings=yes",
    "저희 삼성전자에 납품하고 있어요": "dealings=yes",
    "We supply Samsung": "dealings=yes",
    "We have no dealings with Samsung": "dealings=no",
    "We have never sold anything to Samsung": "dealings=no",
    # all at once
    "저희는 대구에서 자동차 부품을 제조하는 중소기업이고 기초를 하고 싶어요": "size=sme maker=yes region=daegu target=basic",
    "포항 중소 제조업체, 처음 도입이고 기초 희망합니다": "size=sme maker=yes region=gyeongbuk_pohang prior=none target=basic",
    "우리는 화성에 있는 중견 제조기업이고 공정 자동화를 하려고 합니다": "size=mid_sized maker=yes region=gyeonggi target=advanced",
    "SME in Gwangju, we make moulds and want the basic level": "size=sme maker=yes region=gwangju|gyeonggi target=basic",
    "We are a mid-sized manufacturer in Gumi aiming for real-time equipment control, no dealings with Samsung": "size=mid_sized maker=yes region=gyeongbuk_gumi target=advanced dealings=no",
    "울산 소재 중소기업입니다 용접 가공하고요 고도화 하려는데 되나요": "size=sme maker=yes region=ulsan target=advanced",
    "우리는 manufacturer이고 SME입니다": "size=sme maker=yes",
    "저희회사는경기도평택에서반도체부품을만드는중소기업입니다": "size=sme maker=yes region=gyeonggi",
    # negation and correction
    "저희는 유통이 아니라 제조예요": "maker=yes",
    "중견기업은 아니고 중소예요 저희": "size=sme",
    "우리 회사는 제조업 아니에요": "maker=no",
    "we no longer manufacture anything": "maker=no",
    "저희는 대기업이 아니에요": "size=sme|mid_sized",
    "중견 아니고 중소기업입니다": "size=sme",
    "아 공장은 대구가 아니라 부산에 있어요": "region=busan",
    "아니 우리 중소 말고 중견이에요": "size=mid_sized",
    "We are not a large company": "size=sme|mid_sized",
    "Sorry, we are mid-sized, not an SME": "size=mid_sized",
}  # fmt: skip

# Questions on companies in general, names, and words that only look like facts.
TELLS_NOTHING = (
    "중견기업도 신청할 수 있어요?",
    "중소기업만 대상인가요",
    "대기업은 왜 빠졌어요",
    "대기업 계열사도 신청 가능한지요",
    "제조업만 되는 사업인가요",
    "유통업도 신청이 되나요?",
    "식품 제조업체도 참여할 수 있을까요",
    "소상공인도 지원 대상인지 궁금합니다",
    "중소벤처기업부가 하는 사업이에요?",
    "중소기업중앙회 전화번호 좀요",
    "대·중소 상생형이 무슨 뜻이에요",
    "대중소 상생형 스마트공장 공고 어디서 봐요",
    "대ㆍ중소 상생형(삼성) 스마트공장이 뭔가요",
    "대구는 지원금이 얼마예요",
    "부산도 참여하나요?",
    "경기도는 왜 빠졌나요",
    "경북은 구미 말고 어디가 되나요",
    "포항 접수는 언제까지였어요",
    "서울 기업은 기초가 안 되나요",
    "기초는 얼마까지 나와요",
    "고도화가 뭔가요",
    "기초하고 고도화가 어떻게 달라요",
    "고도화는 몇 군데 뽑아요",
    "중간1이 뭐예요",
    "실시간 제어가 무슨 뜻인가요",
    "처음인 기업만 되나요",
    "삼성 협력사만 신청할 수 있나요",
    "삼성이랑 거래가 없는 회사도 되나요",
    "멘토링은 삼성 직원이 해주나요",
    "구미 교육장은 어디에 있나요",
    "Can mid-sized companies apply?",
    "Are SMEs eligible?",
    "Is it only for manufacturers?",
    "Can large companies take part?",
    "Do distributors qualify?",
    "Which regions take part in the basic track?",
    "Does Gyeonggi take part?",
    "How much is the cap in Daegu?",
    "What is the advanced track?",
    "Who organises it, the Ministry of SMEs and Startups?",
    "How do I reach the Korea Federation of SMEs?",
    "Is the expo held in Seoul?",
    "Does a company need to be a Samsung supplier?",
    "Can a company that already received support apply again?",
    "Who is behind the Smart 365 Center?",
    "안녕하세요 하나 여쭤볼게요",
    "감사합니다 수고하세요",
    "good evening, one question please",
)

# A bare answer to the fact that was asked last.
ANSWERS = {
    ("company_size", "중소요"): "size=sme",
    ("company_size", "중견기업"): "size=mid_sized",
    ("company_size", "대기업이요"): "size=large",
    ("company_size", "small company"): "size=sme",
    ("company_size", "mid-sized"): "size=mid_sized",
    ("company_size", "대기업은 아니에요"): "size=sme|mid_sized",
    ("manufacturer", "제조업이에요"): "maker=yes",
    ("manufacturer", "제조 안 해요"): "maker=no",
    ("manufacturer", "유통업이요"): "maker=no",
    ("manufacturer", "we manufacture"): "maker=yes",
    ("region", "대구"): "region=daegu",
    ("region", "화성이요"): "region=gyeonggi",
    ("region", "경북이요"): f"region={_GYEONGBUK}",
    ("region", "Pohang"): "region=gyeongbuk_pohang",
    ("region", "본사는 서울, 공장은 아산"): "region=chungnam",
    ("region", "예산군이요"): "region=chungnam",
    ("target_level", "둘 다 좋아요"): "target=both",
    ("target_level", "기초로요"): "target=basic",
    ("target_level", "고도화 쪽이요"): "target=advanced",
    ("target_level", "advanced"): "target=advanced",
    ("target_level", "basic please"): "target=basic",
    ("target_level", "중간2요"): "target=advanced",
    ("prior_support", "처음이에요"): "prior=none",
    ("prior_support", "기초 받았어요"): "prior=basic",
    ("prior_support", "no, never had any"): "prior=none",
}  # fmt: skip

HYPOTHETICAL = {
    "만약 우리가 부산으로 공장을 옮기면 기초가 되나요": "region=busan",
    "저희가 중견기업이라면 어떻게 되나요": "size=mid_sized",
    "If we were a mid-sized company, could we apply?": "size=mid_sized",
    "What if we moved our factory to Daegu?": "region=daegu",
    "우리 공장을 구미로 이전하면 가능해요?": "region=gyeongbuk_gumi",
}


def told(reader: Reader, text: str, asked: str | None = None) -> dict[str, set[object]]:
    facts = reader.read(text, TODAY, Context(asked=asked)).told.facts
    return {key: set(fact.possible) for key, fact in facts.items()}


def wanted(written: str) -> dict[str, set[object]]:
    values: dict[str, object] = {"yes": True, "no": False}
    pairs = (one.split("=") for one in written.split())
    return {_KEYS[key]: {values.get(one, one) for one in choices.split("|")} for key, choices in pairs}


@pytest.mark.parametrize(("text", "facts"), DESCRIBED.items())
def test_a_description_tells_its_facts_and_no_others(reader: Reader, text: str, facts: str) -> None:
    assert told(reader, text) == wanted(facts)


@pytest.mark.parametrize("text", TELLS_NOTHING)
def test_a_question_in_general_tells_nothing(reader: Reader, text: str) -> None:
    assert told(reader, text) == {}


@pytest.mark.parametrize(("question", "facts"), ANSWERS.items())
def test_a_bare_word_answers_the_question_asked(
    reader: Reader, question: tuple[str, str], facts: str
) -> None:
    asked, text = question

    assert told(reader, text, asked) == wanted(facts)


@pytest.mark.parametrize(("text", "facts"), HYPOTHETICAL.items())
def test_a_supposition_is_known_as_such(reader: Reader, text: str, facts: str) -> None:
    reading = reader.read(text, TODAY, Context())

    assert reading.told.hypothetical
    assert told(reader, text) == wanted(facts)


@pytest.mark.parametrize("text", ["저희 공장은 대구에 있습니다", "We are an SME in Busan"])
def test_a_plain_description_is_no_supposition(reader: Reader, text: str) -> None:
    assert not reader.read(text, TODAY, Context()).told.hypothetical


def test_an_ambiguous_place_stays_open(reader: Reader) -> None:
    facts = reader.read("저희 공장은 고성에 있어요", TODAY, Context()).told.facts

    assert facts["region"] == Known(frozenset(["gangwon", "gyeongnam"]))
    assert facts["region"].value is None


def test_the_table_is_large_enough() -> None:
    assert len(DESCRIBED) + len(TELLS_NOTHING) + len(ANSWERS) + len(HYPOTHETICAL) >= 120


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("저희는 추억을 만드는 중소기업이에요", "size=sme"),
        ("저희는 보고서 제작하는 중소기업입니다", "size=sme"),
        ("우리는 데이터 가공하는 중소기업이에요", "size=sme"),
        ("저희는 app 만드는 중소기업인데요", "size=sme"),
        ("We are an SME making translations", "size=sme"),
        ("We're an SME that makes 3D renderings for architects", "size=sme"),
        ("We make software and cameras, an SME", "size=sme"),
        ("저희는 모니터와 앱 만드는 중소기업이에요", "size=sme maker=yes"),
        ("저희는 보드게임 만드는 중소기업이에요", "size=sme maker=yes"),
        ("저희는 영상 모니터 만드는 중소기업이에요", "size=sme maker=yes"),
        ("저희는 도면 받아서 부품 제작하는 중소기업이에요", "size=sme maker=yes"),
        ("저희는 frames 만드는 중소기업이에요", "size=sme maker=yes"),
        ("We make displays for apps, an SME", "size=sme maker=yes"),
        ("We craft violins, an SME", "size=sme maker=yes"),
    ],
)
def test_who_makes_what_is_no_goods_is_not_taken_for_a_manufacturer(
    reader: Reader, text: str, facts: str
) -> None:
    assert told(reader, text) == wanted(facts)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("We're a cosmetics OEM in Cheongju", "maker=yes region=chungbuk"),
        ("we are a food ODM company in Busan", "maker=yes region=busan"),
        ("We are a software OEM in Busan", "region=busan"),
        ("시흥 센서 공장, 중소기업", "size=sme maker=yes region=gyeonggi"),
        ("우리는 중소기업이지 그럼 뭐 대기업이겠어", "size=sme"),
        ("우리는 대기업이겠냐 중소기업이지", "size=sme"),
    ],
)
def test_who_makes_for_others_is_a_maker_and_a_size_waved_off_is_not_told(
    reader: Reader, text: str, facts: str
) -> None:
    assert told(reader, text) == wanted(facts)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("창원 밸브 중소기업 기초로 되나요?", "size=sme region=gyeongnam"),
        ("포항 철강 중소 기초 신청 가능?", "size=sme region=gyeongbuk_pohang"),
        ("화성 사출 중견 고도화 되나요", "size=mid_sized maker=yes region=gyeonggi"),
        ("부산 중견기업도 기초 되나요?", "region=busan"),  # whichever
    ],
)
def test_place_goods_and_size_without_a_particle_are_one_firms(reader: Reader, text: str, facts: str) -> None:
    assert told(reader, text) == wanted(facts)
