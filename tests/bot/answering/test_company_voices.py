"""Companies told as people tell them: dialect, dictation, idioms, Konglish; and talk that tells of no company.

Written before the patterns were read, so that what is tested is how people write, not what the patterns know.
"""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answer import Context
from bot.answering.understanding import Reader
from tests.bot.answering.test_company import told, wanted

TODAY = date(2026, 11, 22)
_GYEONGBUK = "gyeongbuk_gumi|gyeongbuk_pohang|gyeongbuk_other"
_GWANGJU = "gwangju|gyeonggi"

# The trade, named by what is made or done.
TRADES = {
    "우린 안경테 만드는 집입니더": "maker=yes",
    "저희 김치 담그는 공장이에요": "maker=yes",
    "저희는 두부 만들어서 마트에 대는 집이에요": "maker=yes",
    "우리 회사는 쇳물 부어서 주물 뽑는 데예요": "maker=yes",
    "저희 프레스로 철판 찍어서 납품해요": "maker=yes",
    "우리는 양말 짜는 공장입니다": "maker=yes",
    "저희가 종이박스 찍어내는 업체거든요": "maker=yes",
    "당사는 가구를 주문 제작하고 있습니다": "maker=yes",
    "우리 집은 삼대째 간장 된장 담가요": "maker=yes",
    "저희 회사 떡 뽑고 한과 굽고 그래요": "maker=yes",
    "저희는 원단 염색해주는 공장인데요": "maker=yes",
    "우리 공장에서는 자동차 시트 봉제를 합니다": "maker=yes",
    "우리 회사는 선박 블록 용접해서 조선소에 넘깁니다": "maker=yes",
    "저희는 화장품 OEM 합니다": "maker=yes",
    "기판에 부품 붙이는 SMT 라인 돌리는 회사예요 저희": "maker=yes",
    "저희는 밸브 깎는 회사입니다": "maker=yes",
    "선반으로 쇠 깎아 먹고사는 사람들입니다 저희가": "maker=yes",
    "우리는 플라스틱 용기를 생산하는 업체올시다": "maker=yes",
    "저희는 전자제품 조립하는 데예요": "maker=yes",
    "우리 젓갈 담가 파는 공장이여": "maker=yes",
    "김 굽는 공장 합니다": "maker=yes",
    "저는 문짝 짜는 공장 사장입니다": "maker=yes",
    "저희는 의료기기 생산업체입니다": "maker=yes",
    "제가 금형 공장을 하나 운영하는데요": "maker=yes",
    "We bake rice crackers": "maker=yes",
    "We're a metal stamper": "maker=yes",
    "We build made-to-order cabinets": "maker=yes",
    "We weave fabrics for car seats": "maker=yes",
    "our company does injection moulding": "maker=yes",
    "My dad and I run a foundry": "maker=yes",
    "We brew soy sauce": "maker=yes",
    "we are machine shop, cutting shafts": "maker=yes",
    "We press and weld brackets for trucks": "maker=yes",
    "our plant turns out 3,000 pumps a month": "maker=yes",
    "We assemble circuit boards": "maker=yes",
    "We are tofu maker": "maker=yes",
    "we're a contract manufacturer of cosmetics": "maker=yes",
    "Our shop forges hand tools": "maker=yes",
    "We do electroplating for phone parts": "maker=yes",
    "we produce packaging film": "maker=yes",
    # not making
    "저희는 물건 떼다가 팔기만 해요": "maker=no",
    "우리는 중국서 사와서 파는 회사예요": "maker=no",
    "저희는 앱 코딩만 하는 회사인데요": "maker=no",
    "우리는 직접 안 만들고 외주 줘서 받아다 팔아요": "maker=no",
    "저희는 도매상입니다": "maker=no",
    "우리 회사는 트럭으로 남의 물건 실어 나르는 운송회사예요": "maker=no",
    "저희는 수입 기계 대리점이에요": "maker=no",
    "저희 회사는 공장 없이 유통만 합니다": "maker=no",
    "당사는 컨설팅 전문 회사입니다": "maker=no",
    "저희는 카페를 하고 있어요": "maker=no",
    "우리는 생산은 안 하고 판매만 하는 법인이에요": "maker=no",
    "저희는 온라인 쇼핑몰 운영해요": "maker=no",
    "인테리어 시공하는 업체입니다 저희는": "maker=no",
    "저희는 무역업을 하고 있습니다": "maker=no",
    "우리 회사는 창고업이에요 보관만 해줘요": "maker=no",
    "we only resell imported tools": "maker=no",
    "We just buy and sell, nothing is made here": "maker=no",
    "We're a wholesaler": "maker=no",
    "we don't make anything ourselves": "maker=no",
    "Our company is an IT services firm": "maker=no",
    "we run restaurants": "maker=no",
    "We are a trucking company": "maker=no",
    "We import machines and sell them, that's all": "maker=no",
    "We are consultants": "maker=no",
}  # fmt: skip

# Sizes, with and without the official words.
SIZES = {
    "식구 열다섯, 중소기업 확인서 있음": "size=sme",
    "우리 작년에 중견 됐어요": "size=mid_sized",
    "저희 올해부터 중견기업으로 올라갔습니다": "size=mid_sized",
    "저희는 소상공인이에요": "size=sme",
    "당사는 ○○그룹 계열사로 대기업집단에 속합니다": "size=large",
    "우리 회사가 대기업으로 분류돼 있어요": "size=large",
    "쪼끄만 회사예요 우리는": "size=sme",
    "저희는 아직 중소기업이고 중견은 아니에요": "size=sme",
    "우리 회사 중견 졸업했고 이제 대기업입니다": "size=large",
    "우리 회사는 영세합니다": "size=sme",
    "저희 작은 공장이에요": "size=sme maker=yes",
    "저희는 중소기업 유예기간 끝나서 지금은 중견이에요": "size=mid_sized",
    "저희 모회사가 대기업이라 저희도 대기업 계열이에요": "size=large",
    "직원 40명 있는 회사입니다": "",
    "저희 매출이 80억쯤 돼요": "",
    "We're a tiny family firm": "size=sme",
    "We have the SME certificate": "size=sme",
    "we became mid-sized last year": "size=mid_sized",
    "We are a plc group company": "size=large",
    "our parent is a chaebol and we are one of its affiliates": "size=large",
    "We count as a medium-sized enterprise above SME, so 중견": "size=mid_sized",
    "we have 35 people on payroll": "",
    "we're small business": "size=sme",
    "We're officially classed as a large enterprise": "size=large",
    "we are not small any more, we are 중견기업": "size=mid_sized",
}  # fmt: skip

# Places of the factory, the head office elsewhere, several factories, dialect.
PLACES = {
    "우리 공장 대구에 있심더": "region=daegu",
    "공장은 여수에 있당께요": "region=jeonnam",
    "저희 공장 충주에 있어유": "region=chungbuk",
    "우리 공장이 구미 공단에 있거든예": "region=gyeongbuk_gumi",
    "사무실만 서울이고 기계는 다 포항서 돌아갑니다": "region=gyeongbuk_pohang",
    "본사 주소는 강남인데 실제 공장은 음성이에요": "region=chungbuk",
    "저희는 시흥 시화공단에서 볼트 깎아요": "region=gyeonggi maker=yes",
    "울산서 배 부품 만듭니다": "region=ulsan maker=yes",
    "군산에서 공장 돌리고 있는 사람입니다": "region=jeonbuk maker=yes",
    "광주에서 냉장고 부품 만드는 업체여라": f"region={_GWANGJU} maker=yes",
    "저희는 광주 하남산단에 있어요": "region=gwangju",
    "경북 어디라고 해야 되나 김천이에요 우리 공장": "region=gyeongbuk_other",
    "저희 공장은 경상북도에 있습니다": f"region={_GYEONGBUK}",
    "1공장은 창원 2공장은 부산에 있어요": "region=gyeongnam|busan",
    "공장이 두 개예요 하나는 익산 하나는 대전": "region=jeonbuk|daejeon",
    "저희 공장 위치는 강원도 원주입니다": "region=gangwon",
    "우리 공장은 세종시 부강면에 있음": "region=sejong",
    "제주도에서 감귤초콜릿 만드는데요 저희": "region=jeju maker=yes",
    "인천 남동공단에서 도금하는 업체입니다": "region=incheon maker=yes",
    "저희는 진주에서 농기계 만들어요": "region=gyeongnam maker=yes",
    "당사 공장 소재지는 충남 당진시입니다": "region=chungnam",
    "우리 공장 목포 쪽이에요": "region=jeonnam",
    "화성에 있는 공장 다니는 생산팀장인데요 우리 회사는 중견이에요": "region=gyeonggi size=mid_sized maker=yes",
    "Factory in Ulsan, office in Seoul": "region=ulsan",
    "Our machines are in Jeonju": "region=jeonbuk",
    "we are in Chuncheon": "region=gangwon",
    "Only the sales office is in Seoul; production is in Asan": "region=chungnam",
    "Our site is up in Gangneung": "region=gangwon",
    "We have two plants, one in Daejeon and one in Gimhae": "region=daejeon|gyeongnam",
    "We're a Busan company making ropes": "region=busan maker=yes",
    "We make furniture out of Incheon": "region=incheon maker=yes",
    "My factory is at Mokpo": "region=jeonnam",
    "plant located in Gyeongsangbuk-do": f"region={_GYEONGBUK}",
    "registered in Seoul but everything is produced in Iksan": "region=jeonbuk",
}  # fmt: skip

# Wishes, most without the programme's words.
WISHES = {
    "손으로 적던 걸 컴퓨터로 옮기는 정도면 돼요": "target=basic",
    "저희는 그냥 종이 일지 없애고 전산으로 기록만 남기고 싶어요": "target=basic",
    "기계가 알아서 멈추고 조정되게 하고 싶습니다": "target=advanced",
    "저희는 쉬운 단계로 할게요": "target=basic",
    "우리는 윗단계로 가고 싶어요": "target=advanced",
    "저희는 높은 단계 원합니다": "target=advanced",
    "제일 낮은 단계면 충분해요 저희는": "target=basic",
    "둘 중에 아무거나 되는 걸로 하고 싶어요": "target=both",
    "저희는 기초도 좋고 고도화도 좋습니다": "target=both",
    "엑셀로 하던 생산관리를 프로그램으로 바꾸는 게 목표예요": "target=basic",
    "설비끼리 연결해서 사람 손 안 가게 자동으로 돌리고 싶어요": "target=advanced",
    "로봇 넣어서 공정을 자동화하려고 합니다": "target=advanced",
    "우리는 생산 실적을 전산으로 집계하는 것부터 하고 싶어요": "target=basic",
    "저희는 설비를 원격으로 실시간 제어하는 걸 하고 싶어요": "target=advanced",
    "우리는 첫걸음 단계부터 해볼라꼬예": "target=basic",
    "수기로 쓰는 작업일보를 디지털로 바꾸고 싶습니다": "target=basic",
    "고도화까지는 필요 없고요 기본만 할라구요": "target=basic",
    "저희 목표는 무인으로 라인이 돌아가는 겁니다": "target=advanced",
    "로트 추적만 되면 좋겠어요 저희는": "target=basic",
    "불량 나면 설비가 스스로 조건을 바꾸게 하려고요": "target=advanced",
    "저희는 고도화로 밀어볼랍니다": "target=advanced",
    "기초로 할까 고도화로 할까 아직 못 정했어요 저희는 둘 다 괜찮아요": "target=both",
    "바코드 찍어서 재고 파악하는 정도만 하려고 해요": "target=basic",
    "we want presses that adjust themselves in real time": "target=advanced",
    "paper logs out, simple digital records in, that's what we want": "target=basic",
    "either is fine for us": "target=both",
    "we'd be happy with the entry level": "target=basic",
    "we want to go for the top level": "target=advanced",
    "We only want to stop writing things on paper": "target=basic",
    "we want machines that stop by themselves when something goes wrong": "target=advanced",
    "Basic or advanced, we don't mind": "target=both",
    "we'd like robots and automatic control on the line": "target=advanced",
    "we are after the simple version": "target=basic",
    "We want to move from Excel sheets to a simple MES": "target=basic",
    "we hope to control the ovens remotely in real time": "target=advanced",
    "we want higher level": "target=advanced",
}  # fmt: skip

# What was had before.
EARLIER = {
    "이런 지원은 난생처음입니다": "prior=none",
    "우리는 여태 한 번도 못 받아봤심더": "prior=none",
    "저희는 2년 전에 기초로 한 번 받았어요": "prior=basic",
    "우리 회사 예전에 고도화 사업 한 적 있어요": "prior=advanced",
    "재작년에 스마트공장 사업 했었습니다 저희": "prior=basic|advanced",
    "기초는 재작년에 깔았고 이번에는 한 단계 올리고 싶어요": "prior=basic target=advanced",
    "저희는 지원 받아본 역사가 없습니다": "prior=none",
    "스마트공장은 이번이 첫 도전이에요": "prior=none",
    "나라에서 스마트공장 지원금 받은 거 하나도 없어요": "prior=none",
    "2021년에 기초 구축 마쳤습니다": "prior=basic",
    "저희 고도화 졸업한 회사예요": "prior=advanced",
    "We've never done this before": "prior=none",
    "it's our first time applying for smart factory": "prior=none",
    "We did the basic one in 2022": "prior=basic",
    "we have finished the basic stage already": "prior=basic",
    "no smart factory support so far on our side": "prior=none",
    "We were supported once before": "prior=basic|advanced",
    "we completed an advanced project in 2020": "prior=advanced",
}  # fmt: skip

# Corrections and negations: the last word counts, a denied value is out.
CORRECTIONS = {
    "아 잘못 말했네 대구 아니고 대전이에요 우리 공장": "region=daejeon",
    "공장이 부산이요 아니 울산이요": "region=ulsan",
    "저희 중견이에요 아 아니다 아직 중소예요": "size=sme",
    "중소기업이라고 했는데 착각했어요 저희 중견입니다": "size=mid_sized",
    "저희가 제조를 안 하는 건 아니에요": "maker=yes",
    "공장이 없는 건 아니고 대구에 있어요": "region=daegu",
    "우리는 유통만 하는 게 아니라 직접 만들어요": "maker=yes",
    "저희는 만드는 게 아니라 사다 파는 데예요": "maker=no",
    "기초라고 말씀드렸는데 정정할게요 고도화로 하겠습니다": "target=advanced",
    "고도화 말고요 그냥 기초로 할게요": "target=basic",
    "처음이라고 했는데 알고 보니 재작년에 기초를 받았더라고요": "prior=basic",
    "저희 공장 구미에 없어요 포항에 있어요": "region=gyeongbuk_pohang",
    "우리 경남이 아니라 경북 구미라예": "region=gyeongbuk_gumi",
    "서울 공장은 접었고 지금은 천안에만 공장이 있어요": "region=chungnam",
    "저희가 대기업은 절대 아니죠": "size=sme|mid_sized",
    "Sorry, I meant Daejeon, not Daegu, for our plant": "region=daejeon",
    "We're not in Busan, we are in Ulsan": "region=ulsan",
    "our plant is in Busan, no wait, Gimhae": "region=gyeongnam",
    "It's not that we don't manufacture, we do": "maker=yes",
    "I said SME but actually we are mid-sized": "size=mid_sized",
    "scratch that, we want the advanced track, not basic": "target=advanced",
    "we don't just sell, we make the pumps too": "maker=yes",
    "our factory used to be in Seoul, now it is in Wonju": "region=gangwon",
    "We are neither a manufacturer nor planning to be": "maker=no",
    "We're not a large company, we're an SME": "size=sme",
}  # fmt: skip

# The company in passing, in a question about something else; several facts at once.
IN_PASSING = {
    "경산에서 안경다리 찍어내는 조그만 공장인데 얼마까지 나와요?": "region=gyeongbuk_other maker=yes size=sme",
    "전남 나주에서 배즙 짜는 중소기업인데 자부담이 몇 프로예요": "region=jeonnam maker=yes size=sme",
    "저희 같은 중견 제조사는 고도화 한도가 얼마죠": "size=mid_sized maker=yes",
    "대구서 섬유 짜는데 접수 언제 해요": "region=daegu maker=yes",
    "청주에서 화장품 용기 사출하는 회산데 멘토링은 누가 오나요": "region=chungbuk maker=yes",
    "부천에서 조명 조립하는 소기업 사장인데 엑스포 나갈 수 있나요": "region=gyeonggi maker=yes size=sme",
    "저 강릉에서 두부공장 하는데 서류 뭐 내야 돼요": "region=gangwon maker=yes",
    "구미 사는 사람인데요 휴대폰 부품 만드는 중소기업 합니다 마감이 언제죠": "maker=yes size=sme",
    "As a small bakery plant in Jeonju, what would our own share be?": "region=jeonbuk maker=yes size=sme",
    "we're a mid-sized foundry in Pohang, when does it close?": "region=gyeongbuk_pohang maker=yes size=mid_sized",
    "our little factory in Suncheon makes noodles - how much can we get": "region=jeonnam maker=yes size=sme",
    "Hi, SME here, we weld frames in Gunsan. Who are the mentors?": "region=jeonbuk maker=yes size=sme",
    "포항서 철구조물 용접하는 중소긴데 처음이라 잘 몰라예 기초가 되겠습니꺼": "region=gyeongbuk_pohang maker=yes size=sme prior=none",
    "우리 회사가 창원에서 기어 깎는데 직원은 스무 명이고 중소기업이고 쉬운 단계로 하고 싶거든요": "region=gyeongnam maker=yes size=sme target=basic",
    "네 저희가 그 충북 진천에서 즉석밥 만드는 회사인데 어 중견이고요 고도화 쪽을 보고 있습니다": "region=chungbuk maker=yes size=mid_sized target=advanced",
    "삼성이랑은 일해본 적 없고 안산에서 금형 파는 업체입니다": "dealings=no region=gyeonggi maker=yes",
    "SME, Wonju, plastic injection, first time, want basic": "size=sme region=gangwon maker=yes prior=none target=basic",
    "중소/제조/익산/기초 희망": "size=sme maker=yes region=jeonbuk target=basic",
    "we supply Samsung with jigs from our Suwon plant": "dealings=yes region=gyeonggi",
    "우리 회사는 삼성 1차 벤더예요": "dealings=yes",
}  # fmt: skip

DESCRIBED = TRADES | SIZES | PLACES | WISHES | EARLIER | CORRECTIONS | IN_PASSING

HYPOTHETICAL = {
    "공장을 접고 대구로 내려가면 기초 되나요": "region=daegu",
    "if we packed up and went to Gumi, could we do basic?": "region=gyeongbuk_gumi",
    "우리가 혹시 중견으로 올라가게 되면 못 하나요": "size=mid_sized",
    "가령 저희가 공장을 포항에 새로 지으면요?": "region=gyeongbuk_pohang",
    "우리 공장 부산으로 옮긴다 치면 신청돼요?": "region=busan",
    "저희가 대기업에 인수되면 자격이 없어지나요": "size=large",
    "suppose we relocate to Gwangju city, what changes?": f"region={_GWANGJU}",
    "say we were a large company, would we be out?": "size=large",
    "저희가 강원도로 이사 간다면 어떻게 돼요": "region=gangwon",
    "우리가 제조업이 아니었다면 안 됐겠죠?": "maker=no",
    "were we to open a plant in Daegu, would basic work?": "region=daegu",
    "만일 우리 회사가 기초 말고 고도화로 하면 얼마 받아요": "target=advanced",
    "what if our factory was in Busan instead": "region=busan",
    "전주로 공장 옮길 생각인데 그럼 기초 신청돼요?": "region=jeonbuk",
}  # fmt: skip

# A short reply to the question asked.
ANSWERS = {
    ("company_size", "쪼그만해요"): "size=sme",
    ("company_size", "중견 됐어요"): "size=mid_sized",
    ("company_size", "그룹 계열사요"): "size=large",
    ("company_size", "확인서 있는 중소요"): "size=sme",
    ("manufacturer", "네 만들어요"): "maker=yes",
    ("manufacturer", "아뇨 팔기만 해요"): "maker=no",
    ("manufacturer", "직접 찍어냅니다"): "maker=yes",
    ("manufacturer", "we just sell"): "maker=no",
    ("region", "대구 달성군이여"): "region=daegu",
    ("region", "부산 아니 김해요"): "region=gyeongnam",
    ("region", "공장만 아산"): "region=chungnam",
    ("target_level", "쉬운 거요"): "target=basic",
    ("target_level", "윗단계"): "target=advanced",
    ("target_level", "아무거나 상관없어요"): "target=both",
    ("target_level", "either is fine"): "target=both",
    ("target_level", "the higher one"): "target=advanced",
    ("prior_support", "없심더"): "prior=none",
    ("prior_support", "기초 한 번 했어예"): "prior=basic",
    ("prior_support", "nope, first time"): "prior=none",
}  # fmt: skip

# General questions, other firms, third parties: nothing is told.
TELLS_NOTHING = (
    "만드는 회사만 되나요",
    "물건 파는 회사는 왜 안 돼요",
    "김치 공장도 지원받은 데가 있나요",
    "작은 공장도 되나요",
    "영세한 업체는 자부담이 줄어요?",
    "옆집 공장은 대구에 있는데 작년에 받았대요",
    "거래처가 중견기업인데 거기도 될까요",
    "제 친구가 부산에서 신발 만드는데 알려주려고요",
    "아는 사장님이 구미에서 도금하시는데 물어봐 달래요",
    "경쟁사가 고도화를 받았다는데 얼마 받은 거예요",
    "삼성은 대기업인데 왜 도와주나요",
    "대구로 공장 옮긴 회사도 받았나요",
    "처음 신청하는 회사가 유리한가요",
    "기초 받은 회사가 고도화도 되나요",
    "둘 다 신청할 수 있어요?",
    "낮은 단계는 얼마예요",
    "쉬운 단계랑 윗단계 차이가 뭐예요",
    "종이 일지를 없애는 건 어느 단계인가요",
    "기계가 알아서 멈추는 건 고도화인가요",
    "로봇 넣으면 고도화로 쳐주나요",
    "엑셀 쓰는 회사도 되나요",
    "서울에 있는 회사는 뭘 신청하나요",
    "경기도 업체도 고도화는 되죠?",
    "광주는 왜 8천만원이에요",
    "전남은 몇 개사 뽑아요",
    "구미 아카데미는 어떻게 가요",
    "포항테크노파크 전화번호요",
    "컨설팅 회사가 대신 써줘도 되나요",
    "공급기업이 서울에 있어도 되나요",
    "소프트웨어 회사에서 전화 왔는데 믿어도 돼요?",
    "공급업체가 대전에 있는데 괜찮나요",
    "중견이 되면 지원이 끊기나요",
    "본사가 서울이면 안 되나요",
    "공장이 두 개인 회사는 어떻게 해요",
    "삼성에 납품하는 회사가 더 유리해요?",
    "멘토가 대구에도 내려오나요",
    "제조업 확인은 뭘로 하나요",
    "우리나라 제조업이 어렵다던데 이 사업 계속 하나요",
    "우리 지역은 어디서 맡아요",
    "저희 조카가 중소기업 다니는데 신청이 되나요",
    "Do bakeries count?",
    "Does a metal stamper qualify?",
    "Can a company with plants in two regions apply?",
    "My friend runs a factory in Busan, is there anything for him?",
    "Our customer is a large company, does that matter?",
    "a competitor in Daegu got advanced money, how much was it?",
    "Is the entry level cheaper?",
    "Which level is it when machines stop by themselves?",
    "Are resellers excluded?",
    "What does a small company pay?",
    "Do you support factories in Ulsan?",
    "Is a mid-sized firm allowed on the basic track?",
    "Our vendor is an IT firm from Seoul, is that ok?",
    "Who won in Pohang?",
    "Would a firm that moved to Gumi be accepted?",
    "Can first timers get advanced?",
    "How do companies get the SME certificate?",
    "is either track open",
    "how many SMEs were picked last year",
    "the mentors are from Samsung, a large company, right?",
)


@pytest.fixture(name="told_by")
def _told_by(reader: Reader):
    return lambda text, asked=None: told(reader, text, asked)


@pytest.mark.parametrize(("text", "facts"), DESCRIBED.items())
def test_a_company_is_read_as_people_tell_it(told_by, text: str, facts: str) -> None:
    assert told_by(text) == wanted(facts)


@pytest.mark.parametrize(("question", "facts"), ANSWERS.items())
def test_a_short_reply_answers_the_question_asked(told_by, question: tuple[str, str], facts: str) -> None:
    asked, text = question

    assert told_by(text, asked) == wanted(facts)


@pytest.mark.parametrize("text", TELLS_NOTHING)
def test_talk_of_others_tells_nothing(told_by, text: str) -> None:
    assert told_by(text) == {}


@pytest.mark.parametrize(("text", "facts"), HYPOTHETICAL.items())
def test_a_supposition_in_plain_words_is_known_as_such(reader: Reader, text: str, facts: str) -> None:
    assert reader.read(text, TODAY, Context()).told.hypothetical
    assert told(reader, text) == wanted(facts)
