"""What the form of a phrase says of a firm's trade: that it makes something, that it serves, or neither."""

from __future__ import annotations

import pytest

from bot.answering.trade_forms import goods_named, made_by_form, served_by_form


@pytest.mark.parametrize(
    "text",
    [
        "small family firm in daegu pleating filter cloth for vacuum cleaners.",
        "an sme with a factory in daegu (dalseo-gu) pressing car parts.",
        "sme on the outskirts of gunsan crimping hydraulic hoses.",
        "the plant in jinju stamps brackets for tractors.",
        "in yeosu we braid mooring ropes, forty of us.",
        "강릉서 두부 쑤는 집인데 소기업이고 기초로 할라요",
        "충주에서 콘크리트 벽돌 굳히는 작은 공장 운영",
        "커튼 원단 누비는 소기업 대구 서구",
    ],
)
def test_what_is_done_to_goods_makes_them(text: str) -> None:
    assert made_by_form(text)
    assert not served_by_form(text)


@pytest.mark.parametrize(
    "text",
    [
        "sme in busan walking dogs.",
        "sme in busan styling hair.",
        "we are an sme in daegu looking for a smart factory.",
        "we are an sme in daegu switching suppliers.",
        "we are an sme in daegu spending too much on defects.",
        "we order valves from japan.",
        "we use sensors and switches.",
        "the company in daegu ships parts to hyundai.",
        "부산 해운대에서 국밥 마는 집입니다",
        "부산에서 우유 돌리는 업체입니다",
        "대구 소기업인데 붙는 업체가 많나요?",
        "빚 갚는 회사도 되나요?",
        "자격 갖추는 회사 기준이 뭐예요?",
    ],
)
def test_what_is_unsure_stays_unsure(text: str) -> None:
    assert not made_by_form(text)
    assert not served_by_form(text)


@pytest.mark.parametrize(
    "text",
    [
        "an sme in mokpo towing barges for shipyards.",
        "우리 업체는 통신선 까는 일 합니다",
        "진주에서 농기계 고치는 일 합니다",
    ],
)
def test_a_service_is_told_by_its_form_too(text: str) -> None:
    assert served_by_form(text)
    assert not made_by_form(text)


@pytest.mark.parametrize(
    ("text", "makes"),
    [
        ("mid-sized company, gearboxes, pohang. we want our machines controlled.", True),
        ("sme in mokpo, boat hulls, basic.", True),
        ("we're a mid-sized company, valves, changwon", False),  # perhaps it sells them
        ("sme in daegu, used forklifts. our machines are old.", False),
        ("포항에서 배터리 소재 하는 중소기업입니다", True),
        ("울산 전장 부품 쪽 합니다 중소기업", True),
        ("진천에서 밸브 하는 중소기업인데 공정 자동화 하고 싶어요", True),
        ("진천에서 밸브 하는 중소기업인데 기초 원해요", False),
        ("구미 소재하고 있는 중소기업", False),  # that is where it is
        ("산단 소재하는 중소기업", False),
        ("부산에서 인테리어 소재 하는 중소기업", False),
        ("서울에서 드라마 소재 하는 중소기업", False),
        ("대구에서 섬유 소재 수입 하는 중소기업", False),
        ("sme, busan, hydraulic hoses. we import them, the machines are in china.", False),
    ],
)
def test_goods_beside_machines_are_made(text: str, makes: bool) -> None:
    assert goods_named(text) is makes
