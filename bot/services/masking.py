"""Takes personal numbers out of what people write, before anything is stored. Pure: text in, text out.

A mask is as long as what it covers, so that offsets into the text (Telegram's entities) stay right, and it leaves
the separators, so that a reader sees what kind of thing stood there. Amounts, dates and counts are not touched:
what looks like a number of a person and like an amount is an amount when a unit follows.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_DASH = r"[-‐-―−－ー.·\s)]{0,3}"  # what people put between the groups of a number
_HYPHEN = r"\s?[-‐-―−－]\s?"
_ALONE = r"(?<!\d)(?<!\d[,.])"  # not the end of a longer figure
_ENDS = r"(?!\d|[,.]\d)"
_NO_AMOUNT = r"(?!\s*(?:원|won|krw|천|백|십|만|억|조|개|명|%|퍼센트|달러|불))"
_DAY = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_SPOKEN = "공영일이삼사오육륙칠팔구"

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_RESIDENT = re.compile(
    rf"{_ALONE}(?:\d{{6}}{_HYPHEN}\d{{7}}|{_DAY}\s?[1-8]\d{{6}}{_NO_AMOUNT}){_ENDS}", re.IGNORECASE
)
_BUSINESS = re.compile(rf"{_ALONE}\d{{3}}{_HYPHEN}\d{{2}}{_HYPHEN}\d{{5}}{_ENDS}")
_BARE_BUSINESS = re.compile(rf"{_ALONE}\d{{10}}{_NO_AMOUNT}{_ENDS}", re.IGNORECASE)
_PHONE = re.compile(
    rf"{_ALONE}(?:(?:\+|00)\s?82{_DASH}\(?0?\)?|\(?0)"
    rf"(?:1[016789]|2|[3-6]\d|70|80|50\d){_DASH}\d{{3,4}}{_DASH}\d{{4}}(?!\d)"
)
_SPOKEN_PHONE = re.compile(rf"[공영]일[공영](?:[\s-]?[{_SPOKEN}]){{8}}(?![{_SPOKEN}])")
_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def mask(text: str, allowed: Collection[str] = ()) -> str:
    """The text with e-mail addresses and phone, resident and business numbers starred out.

    `allowed` holds phone numbers, as digits, that everybody may read: those of the programme's own offices.
    """
    folded = starred = _with_plain_digits(text)
    for pattern in (_EMAIL, _RESIDENT, _BUSINESS):
        starred = pattern.sub(_starred, starred)
    starred = _PHONE.sub(lambda one: one[0] if _digits(one[0]) in allowed else _starred(one), starred)
    starred = _SPOKEN_PHONE.sub(_starred, starred)
    starred = _BARE_BUSINESS.sub(lambda one: _starred(one) if _is_business(one[0]) else one[0], starred)
    changed = zip(text, folded, starred, strict=True)
    return "".join(new if new != plain else old for old, plain, new in changed)


def phones_in(text: str) -> frozenset[str]:
    """The phone numbers in a text, as digits with the leading 0; fit for `allowed`."""
    return frozenset(_digits(found[0]) for found in _PHONE.finditer(_with_plain_digits(text)))


def _with_plain_digits(text: str) -> str:
    """０ as 0, a character for a character."""
    return "".join(str(int(one)) if one.isdecimal() else one for one in text)


def _starred(found: re.Match[str]) -> str:
    return re.sub(r"\w", "*", found[0])


def _digits(phone: str) -> str:
    digits = "".join(one for one in phone if one.isdecimal())
    for country in ("0082", "82"):
        if digits.startswith(country):
            return "0" + digits.removeprefix(country).removeprefix("0")
    return digits


def _is_business(digits: str) -> bool:
    """By its check digit; round figures are amounts."""
    if digits.endswith("000"):
        return False
    numbers = [int(one) for one in digits]
    total = sum(weight * number for weight, number in zip(_WEIGHTS, numbers, strict=False))
    return (10 - (total + numbers[8] * 5 // 10) % 10) % 10 == numbers[9]
