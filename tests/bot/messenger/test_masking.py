from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.messenger.masking import scrubbed
from bot.services.masking import mask, phones_in

PROGRAMME = frozenset(["0542232242", "0221244311"])
DIGITS = st.integers(0, 9).map(str)
SEPARATORS = st.sampled_from(["", "-", " ", ".", " - ", "–"])


def digits(count: int) -> st.SearchStrategy[str]:
    return st.lists(DIGITS, min_size=count, max_size=count).map("".join)


@pytest.mark.parametrize(
    "personal",
    [
        "010-1234-5678",
        "01012345678",
        "010 1234 5678",
        "010.1234.5678",
        "０１０－１２３４－５６７８",
        "+82 10 1234 5678",
        "+82-10-1234-5678",
        "+821012345678",
        "0082 10 1234 5678",
        "+82 (0)10-1234-5678",
        "031-123-4567",
        "(02) 345-6789",
        "070-1234-5678",
        "공일공 일이삼사 오육칠팔",
        "900101-1234567",
        "900101 - 1234567",
        "9001011234567",
        "110111-1234567",
        "123-45-67890",
        "220-81-62517",
        "2208162517",
        "kim.cheolsu@corp.co.kr",
        "a_b+c@example.com",
    ],
)
def test_a_personal_number_is_starred_out(personal: str) -> None:
    masked = mask(f"연락처는 {personal} 입니다")

    assert masked.startswith("연락처는 ")
    assert masked.endswith(" 입니다")
    assert not re.search(r"[\da-z]", masked)
    assert len(masked) == len(f"연락처는 {personal} 입니다")


@pytest.mark.parametrize(
    "text",
    [
        "고도화는 1억 5천만원, 기초는 80,000,000원",
        "매출 1500000000원, 자본금 2208162517원, 1,500,000,000 won",
        "예산 21300000000 한도 150000000",
        "1201012000000원을 받을 수 있나요",
        "2025-03-31부터 2025-05-07까지, 2025.03.31",
        "20250331, 20250331 20250507",
        "Smart 365, 365일, 24시간, 10~20명, 185개사",
        "1588-1234로 전화했어요",
        "@gongo_bot 질문",
        "https://etnews.com/20250330000032",
        "0.7 * 100 = 70%",
        "공일공만 알아요",
    ],
)
def test_amounts_dates_and_addresses_are_left(text: str) -> None:
    assert mask(text) == text


def test_the_programmes_own_numbers_may_be_read() -> None:
    text = "포항테크노파크 054-223-2242, 중앙회 +82 2-2124-4311 맞나요? 저는 010-1234-5678"

    assert mask(text, PROGRAMME) == text.replace("010-1234-5678", "***-****-****")
    assert phones_in("문의 054-223-2242, 02-2124-4311~4") == PROGRAMME


@given(
    st.text(max_size=30),
    digits(8),
    SEPARATORS,
    st.sampled_from(["010", "+82 10", "011"]),
    st.text(max_size=30),
)
def test_no_mobile_number_gets_through(
    before: str, number: str, between: str, prefix: str, after: str
) -> None:
    phone = f"{prefix}{between}{number[:4]}{between}{number[4:]}"
    masked = mask(f"{before} ☎{phone} {after}")

    assert phone not in masked


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)), st.sampled_from("12345678"), digits(6))
def test_no_resident_number_gets_through(born: date, kind: str, rest: str) -> None:
    assert mask(f"{born:%y%m%d}-{kind}{rest}") == "******-*******"
    assert mask(f"주민번호 {born:%y%m%d}{kind}{rest} 확인") == "주민번호 ************* 확인"


@given(st.integers(1, 10**15), st.sampled_from(["원", " 원", "만원", "억", " won", "개사"]))
def test_no_amount_with_its_unit_is_touched(amount: int, unit: str) -> None:
    for text in (f"{amount}{unit}", f"{amount:,}{unit}"):
        assert mask(text) == text


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d"]),
)
def test_no_date_is_touched(day: date, form: str) -> None:
    assert mask(f"{day.strftime(form)} 마감인가요") == f"{day.strftime(form)} 마감인가요"


@given(st.text())
def test_masking_keeps_length_and_is_done_once(text: str) -> None:
    masked = mask(text)

    assert len(masked.encode("utf-16-le")) <= len(text.encode("utf-16-le"))
    assert len(masked) == len(text)
    assert mask(masked) == masked


def test_an_update_loses_names_and_places_but_not_its_meaning() -> None:
    person = {
        "id": 7,
        "is_bot": False,
        "first_name": "김철수",
        "last_name": "김",
        "username": "kim",
        "language_code": "ko",
    }
    message = {
        "message_id": 5,
        "date": 1763800000,
        "chat": {"id": 7, "type": "private", "first_name": "김철수", "username": "kim"},
        "from": person,
        "text": "/start 010-1234-5678",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        "contact": {"phone_number": "+821012345678", "first_name": "김철수", "vcard": "TEL:010"},
        "location": {"latitude": 37.5, "longitude": 127.0},
    }
    stored = scrubbed({"update_id": 9, "message": message})
    update = Update.de_json(stored)

    assert not re.search("김|kim|1234|37.5", str(stored))
    assert update.message is not None
    assert update.message.from_user is not None
    assert (update.update_id, update.message.from_user.id, update.message.from_user.language_code) == (
        9,
        7,
        "ko",
    )
    assert update.message.parse_entity(update.message.entities[0]) == "/start"
