"""Figures in running text: amounts, percentages, counts, dates, times and telephone numbers, Korean or English.

Read-only and pure: text in, values out, and the way back (a value as people write it). What a figure means for a
programme belongs elsewhere. Text is expected in NFC; every decimal digit of it ends up in some figure, except in
links, e-mail addresses and the names that the caller exempts.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple


@dataclass(frozen=True, slots=True)
class Found:
    """One figure and where it stands: `text` is `source[start:end]`.

    Kinds and values: won (int), percent (int, or float if not whole), count (int, with a `unit` where the counted
    thing is known), date ("2025-03-31", "--03-31"), month ("2025-03", "--03"), day ("31"), year ("2025"), time
    ("15:00"), phone (as written), number (int or float; unit "ordinal" for "2차"), malformed (as written: an amount
    or a date that cannot be relied on).
    """

    kind: str
    value: int | float | str
    start: int
    end: int
    text: str
    unit: str | None = None


def figures(text: str, names: Sequence[str] = ()) -> tuple[Found, ...]:
    """The figures of a text in its order, none overlapping. `names` such as "Smart 365" give none."""
    plain = _without_links_and_names(text.translate(_PLAIN), tuple(names))
    found: list[Found] = []
    position = 0
    while trigger := _TRIGGER.search(plain, position):
        hits = _read(plain, trigger)
        for hit in hits:
            if hit.unit == _UNSURE and not _capitalised_inside(text, hit.start):
                continue
            written = text[hit.start : hit.end]
            value = written if hit.kind in ("phone", "malformed") else hit.value
            found.append(
                Found(hit.kind, value, hit.start, hit.end, written, hit.unit if hit.unit != _UNSURE else None)
            )
        position = hits[-1].end if hits else trigger.start() + 1
    return tuple(found)


def _capitalised_inside(text: str, start: int) -> bool:
    """Whether a word has a capital that no beginning of a sentence explains: "May" the month."""
    before = text[max(0, start - 8) : start].rstrip(" \"'([*_<>")
    return text[start].isupper() and bool(before) and before[-1] not in ".!?:;\n\r•-"


def same(kind: str, value: int | float | str, found: Found) -> bool:
    """Whether a declared figure is the one found. A count may be found as a bare number or day, a year as a number."""
    if found.kind not in _ALSO.get(kind, (kind,)):
        return False
    if kind == "phone":
        return _dialled(str(value)) == _dialled(str(found.value))
    if kind in ("date", "month"):
        return value == found.value
    try:
        return Decimal(str(value)) == Decimal(str(found.value))
    except ArithmeticError:
        return False


def format_won(won: int, language: str) -> str:
    """An amount as people write it ("1억 5천만원", "150 million won"), in full where rounding would change it."""
    if won < 0:
        raise ValueError(f"An amount in won is not negative; got: {won}")
    if language == "ko":
        return _korean_won(won)
    for word, size in (("billion", 10**9), ("million", 10**6)):
        if won >= size and won % (size // 1000) == 0:
            return f"{_shortest(Decimal(won) / size)} {word} won"
    return f"{won:,} won"


def format_figure(kind: str, value: int | float | str, language: str) -> str:
    """A value as text that `figures` reads back: won, percent, date, month, year, count or phone."""
    match kind:
        case "won":
            return format_won(int(value), language)
        case "percent":
            return f"{_shortest(Decimal(str(value)))}%"
        case "count":
            return f"{int(value):,}"
        case "date" | "month":
            return _format_date(str(value), language)
        case "year" | "phone":
            return str(value)
    raise ValueError(f"Expected won, percent, date, month, year, count or phone; got: {kind}")


def _korean_won(won: int) -> str:
    hundred_millions, rest = divmod(won, 10**8)
    parts = [f"{hundred_millions:,}억"] if hundred_millions else []
    if rest % 10**7 == 0 and rest:
        parts.append(f"{rest // 10**7}천만")
    elif rest % 10**4 == 0 and rest:
        parts.append(f"{rest // 10**4:,}만")
    elif rest or not parts:
        parts = [f"{won:,}"]
    return " ".join(parts) + "원"


def _format_date(value: str, language: str) -> str:
    written = _ISO.fullmatch(value)
    if not written:
        raise ValueError(
            f"Expected a date or month such as 2025-03-31, --03-31, 2025-03 or --03; got: {value}"
        )
    year, month, day = written.groups()
    if language == "ko":
        parts = [f"{int(part)}{unit}" for part, unit in ((year, "년"), (month, "월"), (day, "일")) if part]
    else:
        parts = [str(int(day))] if day else []
        parts += [_MONTHS[int(month) - 1].title(), *filter(None, [year])]
    return " ".join(parts)


_ISO: Final = re.compile(r"(?:(\d{4})|-)-(0[1-9]|1[0-2])(?:-(\d\d))?")


def _shortest(number: Decimal) -> str:
    whole = int(number)
    return f"{whole:,}" if number == whole else f"{number:,f}".rstrip("0")


def _dialled(phone: str) -> str:
    return re.sub(r"[^\d~]", "", phone.translate(_PLAIN))


# --- the text


def _plain_characters() -> dict[int, str]:
    # One character for one character, so that positions hold.
    plain = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    plain |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    plain |= {code: chr(code - 0xFEE0 + 32) for code in range(0xFF21, 0xFF3B)}
    for code in range(128, 0x20000):
        if chr(code).isdecimal():
            plain[code] = str(int(chr(code)))
    for characters, character in (
        ("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "),
        ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        ("\u223c\u301c\u02dc\u3030\uff5e", "~"),
        ("\u2018\u2019\u02bc\u0060\u00b4\uff07", "'"),
        ("\uffe6", "₩"),
        ("\ufe6a\u066a", "%"),
        ("\u318d\u2027\u00b7\u30fb\uff65\u2022", "·"),
    ):
        plain |= {ord(other): character for other in characters}
    return plain


_PLAIN: Final = _plain_characters()
_ALSO: Final = {"count": ("count", "number", "day"), "year": ("year", "number")}

_ADDRESS: Final = r"[a-z0-9\-._~:/?#@!$&*+;=%\[\]]"
_LINK: Final = re.compile(
    rf"https?://{_ADDRESS}++"
    r"|(?<![a-z0-9_.+@-])[a-z0-9_.+-]{1,64}@[a-z0-9-]++(?:\.[a-z0-9-]++)++"
    r"|(?<![a-z0-9.@-])(?:[a-z0-9-]{1,63}\.){1,6}(?:kr|com|net|org|io|me|gov|info|biz|dev)(?![a-z0-9-])"
    rf"(?:/{_ADDRESS}*+)?"
)


def _without_links_and_names(plain: str, names: tuple[str, ...]) -> str:
    plain = _LINK.sub(_blank, plain)
    pattern = _names_pattern(names)
    return pattern.sub(_blank, plain) if pattern else plain


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


@lru_cache(maxsize=64)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    compact = sorted(
        {re.sub(r"\s", "", name.translate(_PLAIN)) for name in names} - {""}, key=len, reverse=True
    )
    if not compact:
        return None
    spaced = "|".join(r"\s?".join(map(re.escape, name)) for name in compact)
    # "중간1" is a name, "중간10" and "중간1억" are not.
    return re.compile(rf"(?<!\d)(?:{spaced})(?!\d|[.,]\d| ?(?:억|만 ?원|천만|백만|%))", re.IGNORECASE)


# --- grammar


_UNSURE: Final = "unless an ordinary word"  # unit of a hit for "may", "march", "oct"


class _Hit(NamedTuple):
    kind: str
    value: int | float | str
    start: int
    end: int
    unit: str | None = None


_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH: Final = (
    rf"(?:(?:{'|'.join(_MONTHS)})(?![a-z])|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])\.?)"
)
_NUMBER: Final = r"(?>(?>\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?)"
_SINO: Final = {character: value for value, character in enumerate("일이삼사오육칠팔구", 1)}
_SMALL: Final = {"십": 10, "백": 100, "천": 1000}
_BIG: Final = {"만": 10**4, "억": 10**8, "조": 10**12}
_NATIVE: Final = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
_NATIVE_TENS: Final = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50}
_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "mil": 10**6, "mln": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
_LONGEST: Final = 18  # digits; a longer run is nobody's figure, and int() refuses 4,300

_WORD: Final = "(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
_UNDER_100: Final = rf"{_WORD}(?:[ -]{_WORD})?"
_WORD_NUMBER: Final = (
    rf"(?:(?:(?:{_UNDER_100}|a) )?hundred(?: (?:and )?{_UNDER_100})?|{_UNDER_100}"
    r"|(?:half )?an?(?= (?:m|b|tr)illion))"
)
_CURRENCY: Final = r"(?:₩|krw|[$€¥£]|usd|eur)"

_TRIGGER: Final = re.compile(
    rf"(?P<digit>(?:(?<![a-z]){_CURRENCY} ?|'(?=\d\d(?: ?년|\. ?\d|(?![\w'.])))|\+(?=82)|\((?=0\d{{1,2}}\)))?\d)"
    r"|(?P<korean>[일이삼사오육칠팔구십백천만](?=[일이삼사오육칠팔구십백천만억 개원명곳퍼프%주년])"
    r"|(?<![가-힣])(?:열|스물|스무|서른|마흔|쉰|두|세|네|다섯|여섯|일곱|여덟|아홉)"
    r"|오[전후] ?\d)"
    rf"|(?P<english>(?<![a-z])(?:{_MONTH}|{_WORD_NUMBER}(?![a-z])))"
)


def _read(text: str, trigger: re.Match[str]) -> list[_Hit]:
    for read in _READERS[str(trigger.lastgroup)]:
        if hits := read(text, trigger.start()):
            return hits
    return []


def _decimal(written: str) -> Decimal | None:
    return Decimal(written.replace(",", "")) if len(written) <= _LONGEST + 8 else None


def _value(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


# --- telephones

_PHONE: Final = re.compile(
    r"(?:\+82[ -]?(?:\(0\))?\d{1,2}[ -]\d{3,4}[ -]\d{4}"
    r"|(?:\(0\d{1,2}\) ?|0\d{1,2}[).-] ?|0\d{1,2} )\d{3,4}[ .-]\d{4}"
    r"|01[016-9]\d{7,8}|1[568]\d\d-\d{4})(?!\d)(?: ?~ ?\d{1,4}(?!\d))?"
)
_SHORT_PHONE: Final = re.compile(r"1\d{2,3}(?!\d|[.,]\d)")
_DIALLING: Final = re.compile(
    r"(?:전화|[☎☏📞]\ufe0f?|국번 ?없이|콜센터|문의|번호|tel|phone|call|dial|hotline)"
    r"(?:는|은|로|처|을|를)?[ :.)(]{0,3}(?:at )?$"
)


def _phones(text: str, start: int) -> list[_Hit]:
    match = _PHONE.match(text, start)
    if not match and _DIALLING.search(text[max(0, start - 16) : start]):
        match = _SHORT_PHONE.match(text, start)
        if match and _counter(text, match.end(), start):
            return []
    return [_Hit("phone", "", start, match.end())] if match else []


# --- dates


class _Day(NamedTuple):
    """One date, or the part of it that is written there; `weak` if only a comma or an "and" comes before."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    style: str
    sure: bool = True
    weak: bool = False


_YEAR_2: Final = r"(?:'\d\d|(?<!\d)(?:1[5-9]|2\d|3[0-5]))"
_SUFFIX: Final = r"(?:st|nd|rd|th)"
_ENGLISH_LINK: Final = r"(?: ?[~-] ?| (?:to|until|till|through|and|or) )"
_TAIL_YEAR: Final = r"(?:,? (?:of )?(?P<y>(?:19|20)\d\d)(?!\d|,\d|\.\d))?"
_DAY_TO_MONTH: Final = rf"{_ENGLISH_LINK}(?:the )?\d{{1,2}}{_SUFFIX}?(?: of)? ?{_MONTH}"
_DATES: Final = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        (
            "korean",
            rf"(?:(?P<y>\d{{4}}|{_YEAR_2})(?: ?년 ?|\. ?(?=\d{{1,2}}월)|(?<=\d{{4}}) (?=\d{{1,2}}월)))?"
            r"(?P<m>\d{1,2})(?: ?월(?!요일|급|세)"
            r"(?: ?(?P<d>\d{1,2})(?: ?일(?!간|차)|(?= ?[~,·-] ?\d{1,2} ?일(?!간))))?"
            r"|(?= ?[~,·-] ?\d{1,2} ?월(?! ?\d{1,2} ?일)))",
        ),
        (
            "numeric",
            rf"(?P<y>(?:19|20)\d\d|{_YEAR_2}(?=\.|[-/]\d\d[-/]\d\d)) ?(?P<s>[-./]) ?"
            r"(?P<m>\d{1,2}) ?(?P=s) ?(?P<d>\d{1,2})(?!\d|\.\d)",
        ),
        (
            "numeric",
            r"(?P<y>20[1-3]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\d,.]| ?[원만억천개])",
        ),
        ("reversed", r"(?P<a>\d{1,2})(?P<s>[-./])(?P<b>\d{1,2})(?P=s)(?P<y>20\d\d)(?!\d)"),
        ("numeric", r"(?P<y>20[1-3]\d)(?P<s>[-./])(?P<m>0?[1-9]|1[0-2])(?!\d|[-./]\d| ?[%억만천백원])"),
        ("numeric", r"(?P<y>20[1-3]\d)\. (?P<m>0?[1-9]|1[0-2])\.(?! ?\d)"),
        ("slashed", r"(?<![\d/])(?P<m>\d{1,2})/(?P<d>\d{1,2})(?![\d/]|[.,]\d| ?%| ?분기)"),
        ("numeric", r"(?<![\d.])(?P<m>\d{1,2})\. ?(?P<d>\d{1,2})\.?(?= ?\([월화수목금토일]\))"),
        ("numeric", r"(?<![\d.])(?P<m>\d{1,2})\. ?(?P<d>\d{1,2})\.(?= ?~ ?\d{1,2}\. ?\d{1,2}\.)"),
        ("english", rf"(?P<d>\d{{1,2}}){_SUFFIX}?(?: day)?(?: of)? ?(?P<n>{_MONTH}){_TAIL_YEAR}"),
        ("english", rf"(?P<d>\d{{1,2}}){_SUFFIX}?(?={_DAY_TO_MONTH})"),
        (
            "month first",
            rf"(?P<n>{_MONTH}) ?(?:the )?(?P<d>\d{{1,2}}){_SUFFIX}?(?!\d|[.,:]\d\d?(?!\d)| ?%|[a-z]){_TAIL_YEAR}",
        ),
        ("english", rf"(?P<n>{_MONTH}){_TAIL_YEAR}"),
    )
)
_LINK_DATES: Final = re.compile(
    r"\.?(?: ?\((?:[월화수목금토일]|[a-z]{3})\))?"
    r"(?: ?(?:~|-|부터|에서) ?| (?:to|until|till|through) "
    r"|(?P<weak> ?(?:,|·|및|과|와|또는|이나) ?| (?:and|or|&) ))(?:the )?"
)
_AFTER: Final = {
    "korean": re.compile(r"(?P<d>\d{1,2}) ?일(?!간|차)"),
    "numeric": re.compile(
        r"(?P<m>\d{1,2})[./-] ?(?P<d>\d{1,2})(?!\d)|(?P<o>\d{1,2})(?!\d|[.,:/-]\d| ?[개명%억만천])"
    ),
    "month first": re.compile(rf"(?P<d>\d{{1,2}}){_SUFFIX}?(?!\d|[.,:]\d\d?(?!\d)| of ){_TAIL_YEAR}"),
}
_BARE_DAYS: Final = _AFTER | {f"bare {style}": pattern for style, pattern in _AFTER.items()}
_MONTH_CUE: Final = re.compile(
    r"(?:^|[^a-z])(?:in|of|since|until|till|by|from|to|through|before|after|during|last|next|this|early|late|mid)"
    r"[ -]$"
)
_VERB: Final = re.compile(
    r" (?:be|apply|take|not|have|also|receive|join|get|participate|only|use|need|still)(?![a-z])"
)
_FRACTIONS: Final = frozenset([(1, 2), (1, 3), (1, 4), (2, 3), (1, 1)])


def _dates(text: str, start: int) -> list[_Hit]:
    days: list[_Day] = []
    day = _date_element(text, start)
    while day and len(days) < 8:
        days.append(day)
        link = _LINK_DATES.match(text, day.end)
        if not link:
            break
        after = _date_element(text, link.end()) or _bare_day(text, link, day.style)
        day = after and after._replace(weak=link["weak"] is not None)
    return [_date_hit(day) for day in _completed(days)]


def _date_element(text: str, start: int) -> _Day | None:
    for style, pattern in _DATES:
        if (match := pattern.match(text, start)) and (element := _accepted(text, match, style)):
            return element
    return None


def _accepted(text: str, match: re.Match[str], style: str) -> _Day | None:
    groups = match.groupdict()
    name = groups.get("n")
    year = _full_year(groups.get("y"))
    day = int(groups["d"]) if groups.get("d") else None
    month = _month_of(name) if name else int(groups["m"]) if groups.get("m") else None
    end = match.end() - (bool(name) and match[0].endswith("."))
    if style == "reversed":
        first, second = int(groups["a"]), int(groups["b"])
        told = max(first, second) > 12 or first == second  # 3/4/2025: nobody can tell
        month, day = (min(first, second), max(first, second)) if told else (_UNTOLD, _UNTOLD)
    elif year is None and not _possible(month, day):
        if style != "korean" or day is None:
            return None
        month = _UNTOLD
    if style == "slashed" and (month, day) in _FRACTIONS:
        return None
    if style in ("korean", "numeric") and day is None and not _possible(month, None):
        return None
    if style == "month first" and year is None and _noun_follows(text, end):
        return None  # "in October 30 firms": a month and a count
    if style == "english" and name == "may" and match.start("n") > match.start() and _VERB.match(text, end):
        return None  # "7 may apply"
    sure = not name or day is not None or year is not None or _is_month(text, match.start(), name.rstrip("."))
    return _Day(year, month, day, match.start(), end, style, sure)


_UNTOLD: Final = 0


def _full_year(written: str | None) -> int | None:
    if written is None:
        return None
    year = int(written.strip("'"))
    return year if year > 99 else 2000 + year


def _possible(month: int | None, day: int | None) -> bool:
    if month is not None and not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= (_LAST_DAYS[month - 1] if month else 31)


_LAST_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _month_of(name: str) -> int:
    return next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(name[:3]))


def _is_month(text: str, start: int, word: str) -> bool:
    if word in _MONTHS and word not in ("may", "march"):
        return True
    return bool(_MONTH_CUE.search(text[max(0, start - 8) : start]))


def _bare_day(text: str, link: re.Match[str], style: str) -> _Day | None:
    pattern = _BARE_DAYS.get(style)
    match = pattern.match(text, link.end()) if pattern else None
    if not match or _noun_follows(text, match.end()):
        return None
    if link["weak"] and (style == "numeric" or (style == "month first" and "," in link["weak"])):
        return None
    groups = match.groupdict()
    month = int(groups["m"]) if groups.get("m") else None
    day = int(groups.get("d") or groups["o"])
    if not _possible(month, day):
        return None
    return _Day(_full_year(groups.get("y")), month, day, match.start(), match.end(), "bare " + style)


def _completed(days: list[_Day]) -> list[_Day]:
    """What an end of a range leaves out is taken from the other end."""
    for at in range(1, len(days)):
        before, this = days[at - 1], days[at]
        if this.month is None and this.style.startswith("bare"):
            days[at] = this._replace(month=before.month, year=this.year or before.year)
        elif this.year is None and before.year is not None and not this.weak:
            days[at] = this._replace(year=before.year + _earlier(this, before))
    for at in range(len(days) - 2, -1, -1):
        this, after = days[at], days[at + 1]
        if this.month is None:
            days[at] = this = this._replace(month=after.month)
        if this.year is None and after.year is not None and (not after.weak or after.style in _YEAR_LAST):
            days[at] = this._replace(year=after.year - _earlier(after, this))
    return [day for day in days if day.month is not None]


_YEAR_LAST: Final = ("english", "month first", "bare month first")


def _earlier(this: _Day, other: _Day) -> bool:
    return (this.month or 0, this.day or 31) < (other.month or 0, other.day or 0)


def _date_hit(day: _Day) -> _Hit:
    year = str(day.year) if day.year is not None else "-"
    value = f"{year}-{day.month:02}" if day.day is None else f"{year}-{day.month:02}-{day.day:02}"
    kind = "month" if day.day is None else "date"
    unit = None if day.sure else _UNSURE
    return _Hit(kind if _is_date(day) else "malformed", value, day.start, day.end, unit)


def _is_date(day: _Day) -> bool:
    try:
        date(day.year or 2024, day.month or 0, day.day or 1)
    except ValueError:
        return False
    return True


_DAY_TH: Final = re.compile(rf"(\d{{1,4}}){_SUFFIX}(?![a-z])")
_ORDINAL_NOUN: Final = re.compile(
    r" (?:industrial|round|intake|edition|time|year|place|party|floor|anniversary|generation|call|phase|stage|week"
    r"|month|century|largest|quarter|half|level|step|expo|centre|center)(?![a-z])"
)
_DAY_OF_MONTH: Final = re.compile(
    r"(\d{1,2}) ?일(?!간|차|째| ?(?:이내|동안|안에|내에|내로|후|뒤|정도|넘|이상))"
)


def _days_of_month(text: str, start: int) -> list[_Hit]:
    if (match := _DAY_TH.match(text, start)) or (match := _DAY_OF_MONTH.match(text, start)):
        number = int(match[1])
        if "일" in match[0]:
            return [_Hit("day", match[1].lstrip("0"), start, match.end())] if 1 <= number <= 31 else []
        if 1 <= number <= 31 and not _ORDINAL_NOUN.match(text, match.end()):
            return [_Hit("day", str(number), start, match.end())]
        return [_Hit("number", number, start, match.end(), "ordinal")]
    return []


_YEAR: Final = re.compile(
    r"'(\d\d) ?년도?|((?:19|20)\d\d) ?년도?(?!간)"
    r"|(?<!설립|업력|경력|창업)(?<!설립 |업력 |경력 |창업 )(1[5-9]|2\d|3[0-5]) ?년"
    r"(?:도|(?!간|차|째|생| ?(?:동안|이상|이하|이내|미만|넘|된|전|후|뒤|정도|짜리|가까이|경력|업력)))"
    r"|'(\d\d)(?![\w'])"
)
_BARE_YEAR: Final = re.compile(r"(?<![a-z\d.,/])20(?:1[5-9]|2\d|3[0-5])(?!\d|[.,]\d|[a-z])")


def _years(text: str, start: int) -> list[_Hit]:
    match = _YEAR.match(text, start)
    if not match:
        return []
    year = match[1] or match[2] or match[3] or match[4]
    return [_Hit("year", year if len(year) == 4 else f"20{year}", start, match.end())]


_SPOKEN_YEAR: Final = re.compile(
    r"이천 ?(?:이십([일이삼사오육칠팔구]?)|십([구])) ?년도?|(?<![가-힣])이십([일이삼사오육칠팔구]) ?년도"
)


def _spoken_years(text: str, start: int) -> list[_Hit]:
    """ "이천이십사년", "이십사년도": as voice input writes a year."""
    match = _SPOKEN_YEAR.match(text, start)
    if not match:
        return []
    year = 2019 if match[2] else 2020 + _SINO.get(match[1] or match[3], 0)
    return [_Hit("year", str(year), start, match.end())]


def _bare_years(text: str, start: int) -> list[_Hit]:
    match = _BARE_YEAR.match(text, start)
    return [_Hit("year", match[0], start, match.end())] if match else []


_TIME: Final = re.compile(
    r"(?:(?P<half>오[전후]) ?)?"
    r"(?:(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?: ?(?P<ap>[ap])\.?m(?![a-z])\.?)?"
    r"|(?P<kh>\d{1,2}) ?시(?!간|군|도|스템|작|설|장)(?: ?(?P<km>[0-5]?\d) ?분| ?(?P<khalf>반))?"
    r"|(?P<eh>\d{1,2}) ?(?P<eap>[ap])\.?m(?![a-z])\.?)"
)


def _times(text: str, start: int) -> list[_Hit]:
    match = _TIME.match(text, start)
    if not match:
        return []
    hour = int(match["h"] or match["kh"] or match["eh"])
    minute = 30 if match["khalf"] else int(match["m"] or match["km"] or 0)
    half = match["half"] or match["ap"] or match["eap"]
    if half in ("오후", "p") and hour < 12:
        hour += 12
    if half in ("오전", "a") and hour == 12:
        hour = 0
    if hour > 24:
        return []
    end = match.end() - match[0].endswith(".")
    return [_Hit("time", f"{hour:02}:{minute:02}", start, end)]


# --- amounts

_WON: Final = re.compile(
    r"(?:원| 원(?![하해함했할한합래칙본서격료장주활])|[ -]?(?:(?:korean )?won|krw)(?![a-z])| ?₩)"
)
_FOREIGN: Final = re.compile(r" ?(?:달러|유로|위안|(?:us )?dollars?|usd|euros?|eur|yen|yuan)(?![a-z])")
_VICTORY: Final = re.compile(r" won (?:the|an?|awards?|prizes?)(?![a-z])")
_UNIT: Final = "[조억만천백십]"
_KOREAN: Final = re.compile(
    rf"(?P<currency>{_CURRENCY} ?)?{_NUMBER} ?"
    r"(?:[억만]|조(?= ?(?:원|won|\d|천))|천(?!안|장|막)|[백십](?!화점|신))"  # "3인 1조", "2천안" are no amounts
    rf"(?: ?(?:{_NUMBER} ?{_UNIT}|[일이삼사오육칠팔구]{_UNIT}(?![시군읍]))|(?:[만억백십]|천(?!안|장|막))"
    r"| (?=(?:[만억]|[백천]만) ?원)[만억백천]){0,8}"
    rf"(?:{_NUMBER}(?! ?[월일년시/~:-])| {_NUMBER}(?= ?원))?"
)
_TOKEN: Final = re.compile(rf"( ?)({_NUMBER}|[일이삼사오육칠팔구]|{_UNIT})")
_ENGLISH: Final = re.compile(
    rf"(?P<currency>{_CURRENCY} ?)?(?P<n>{_NUMBER})"
    r"(?:(?P<gap>[ -]?)(?P<scale>thousand|million|billion|trillion|mln|mil|mn|bn|tn|[mbk])(?![a-z]))?"
)
_POINT_FIRST: Final = re.compile(r"(?:^|[ (~])\.$")
_LOOSE: Final = re.compile(
    r"(?P<n>(?>\d++(?:[.,]\d++){1,8}))"
    r"(?= ?(?:[억만원%]|[천백]만|won|krw|million|billion|bn|퍼센트|프로|percent))"
)
_NUMBER_ONLY: Final = re.compile(_NUMBER)


def _garbled(text: str, start: int) -> list[_Hit]:
    """ "1,5000만원", "1.5.2억": read from the right it would be an amount nobody wrote."""
    if _POINT_FIRST.search(text[max(0, start - 2) : start]):  # ".5억" is not 5억
        whole = _amounts(text, start) or _percents(text, start)
        return [_Hit("malformed", "", start, hit.end) for hit in whole]
    match = _LOOSE.match(text, start)
    if not match or _NUMBER_ONLY.fullmatch(match["n"]):
        return []
    inside = _amounts(text, start + max(map(match["n"].rfind, ",.")) + 1)
    return [_Hit("malformed", "", start, inside[-1].end if inside else match.end())]


def _amounts(text: str, start: int) -> list[_Hit]:
    return _korean_amount(text, start) or _english_amount(text, start)


class _Token(NamedTuple):
    start: int
    spaced: bool
    number: Decimal | None
    unit: str


def _korean_amount(text: str, start: int) -> list[_Hit]:
    match = _KOREAN.match(text, start)
    if not match:
        return []
    begin = match.end("currency") if match["currency"] else start
    return _settled(
        text, start, _tokens(text, begin, match.end()), match.end(), foreign=_is_foreign(match["currency"])
    )


def _is_foreign(currency: str | None) -> bool:
    return currency is not None and currency.strip() not in ("₩", "krw")


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(text, start, end):
        written = match[2]
        if written in _SMALL or written in _BIG:
            tokens.append(_Token(match.start(2), bool(match[1]), None, written))
        else:
            number = Decimal(_SINO[written]) if written in _SINO else _decimal(written)
            tokens.append(_Token(match.start(2), bool(match[1]), number, ""))
    return tokens


def _settled(text: str, start: int, tokens: list[_Token], end: int, *, foreign: bool = False) -> list[_Hit]:
    """The hit for a run of Korean numerals, by what follows it: 원, a sign, a counter, or nothing."""
    summed = _summed(tokens)
    if (
        summed.cut is None
        and summed.last >= 10**8
        and not tokens[-1].unit
        and (_counter(text, end, start) or _PERCENT_SIGN.match(text, end))
    ):
        summed = summed._replace(cut=tokens[-1].start)  # "1.5억80개사"
    if summed.cut is not None:
        tokens = [token for token in tokens if token.start < summed.cut]
        end = summed.cut - (text[summed.cut - 1] == " ")
        summed = _summed(tokens)
    won = _WON.match(text, end)
    stop = won.end() if won else end
    if summed.whole is None or foreign or _FOREIGN.match(text, end):
        return [_Hit("malformed", "", start, stop)]
    whole, rest, last = summed.whole, summed.rest, summed.last
    if won:
        credible = not rest or not last or last == 10**4 or (rest >= 10**4 and not tokens[-1].unit)
        return [_amount(whole + rest if credible else None, start, stop)]
    if sign := _PERCENT_SIGN.match(text, end):
        return [_Hit("percent", _value(whole + rest), start, sign.end())]
    # "8천 주는 데": that much is given, and nobody counts so many weeks
    gives = whole + rest in _SHORT_OF_MAN
    if (counter := _counter(text, end, start)) and not (gives and counter.unit == "weeks"):
        return [_Hit("count", int(whole + rest), start, counter.end, counter.unit)]
    if not tokens[-1].unit:
        return [_Hit("malformed", "", start, stop)]
    if not rest or last == 10**4:
        return [_amount(whole + rest, start, stop)]
    if rest < 10**4 and (last == 10**8 or (not last and summed.largest == 1000)):
        return [_amount(whole + rest * 10**4, start, stop)]  # "8천", "1억 5천": 만 goes without saying
    if not last and rest < 10**4:
        return [_Hit("number", _value(rest), start, stop)]
    return [_Hit("malformed", "", start, stop)]


def _amount(won: Decimal | None, start: int, end: int) -> _Hit:
    if won is None or won != int(won) or won >= 10**_LONGEST:
        return _Hit("malformed", "", start, end)
    return _Hit("won", int(won), start, end)


class _Sum(NamedTuple):
    """`whole` ends with the unit `last` (만, 억 or 조; 0 without one); `cut` is where another figure begins."""

    whole: Decimal | None
    rest: Decimal
    last: int
    largest: int
    cut: int | None = None


def _summed(tokens: list[_Token]) -> _Sum:
    whole, section = Decimal(0), Decimal(0)
    number: Decimal | None = None
    last = smallest = largest = 0
    term: int | None = None  # where the current term began, if after a space
    for token in tokens:
        if token.spaced and token.unit not in _BIG:
            term = token.start
        if token.unit in _BIG:
            size = _BIG[token.unit]
            amount = (section + (number or 0) or Decimal(number is None)) * size
            if last and (size >= last or amount >= last):
                return _Sum(None, Decimal(0), 0, 0, term)
            whole, section, number, term = whole + amount, Decimal(0), None, None
            last, smallest, largest = size, 0, 0
        elif token.unit:
            size = _SMALL[token.unit]
            amount = size * (Decimal(1) if number is None else number)
            if smallest and amount >= smallest:
                return _Sum(None, Decimal(0), 0, 0, term)
            section, number, smallest, largest = section + amount, None, size, max(largest, size)
        elif number is not None or token.number is None:
            return _Sum(None, Decimal(0), 0, 0, term)
        else:
            number = token.number
    rest = section + (number or 0)
    if (last and rest >= last) or (number is not None and smallest and number >= smallest):
        return _Sum(None, Decimal(0), 0, 0, term)
    return _Sum(whole, rest, last, largest)


def _english_amount(text: str, start: int) -> list[_Hit]:
    match = _ENGLISH.match(text, start)
    number = _decimal(match["n"]) if match else None
    if not match or number is None:
        return []
    scale, currency = match["scale"], match["currency"]
    won = _WON.match(text, match.end())
    if not scale and not currency and _VICTORY.match(text, match.end()):
        return []
    if scale and len(scale) == 1 and not currency and not won and not (scale == "m" and not match["gap"]):
        return []
    return _scaled(text, number, scale, start, match.end(), currency=currency)


def _scaled(
    text: str, number: Decimal, scale: str | None, start: int, end: int, *, currency: str | None
) -> list[_Hit]:
    won = _WON.match(text, end)
    if _is_foreign(currency) or ((scale or currency) and _FOREIGN.match(text, end)):
        return [_Hit("malformed", "", start, end)]
    amount = number * _SCALES.get(scale or "", 1)
    if currency or won:
        return [_amount(amount, start, won.end() if won else end)]
    if not scale:
        return []
    if noun := _counter(text, end, start):
        return [_Hit("count", int(amount), start, noun.end, noun.unit)]
    if scale == "thousand":
        return [_Hit("number", _value(amount), start, end)]
    return [_amount(amount, start, end)]


_PERCENT_SIGN: Final = re.compile(
    r" ?(?:%p?|퍼센트|프로(?!그램|젝트|세스|필|토|모|덕|듀)|percent|per cent|pct)(?![a-z])"
)
_PERCENT: Final = re.compile(rf"({_NUMBER})(?={_PERCENT_SIGN.pattern})")


def _percents(text: str, start: int) -> list[_Hit]:
    match = _PERCENT.match(text, start)
    number = _decimal(match[1]) if match else None
    if not match or number is None:
        return []
    sign = _PERCENT_SIGN.match(text, match.end())
    return [_Hit("percent", _value(number), start, sign.end() if sign else match.end())]


# --- counts


_SHORT_OF_MAN: Final = range(1000, 10_000, 1000)  # amounts whose 만 goes without saying


class _Counter(NamedTuple):
    unit: str | None
    end: int


_KIND_OF_FIRM: Final = r"(?:(?:중소|중견|제조|참여|선정|대상|신청|협력|식품)[ ·]?){0,3}"
_COUNTER: Final = re.compile(
    r" ?(?:여 ?)?(?:"
    r"(?P<local_governments>[개곳]의? ?(?:광역 ?|기초 ?|참여 ?)?(?:지자체|지방자치단체|지방정부|시·?도(?![가-힣])|시·?도(?=[가는를의]))"
    r"|지자체|[개곳] ?(?:local (?:governments?|authorit(?:y|ies))|municipalit(?:y|ies)))"
    r"|(?P<factories>(?:개소?|곳)의? ?(?:스마트 ?)?공장|공장)"
    rf"|(?P<companies>개의? ?{_KIND_OF_FIRM}(?:사(?!업|항|례|유|람|진|이트|무|안)|기업|업체|회사)"
    r"|개 ?(?:compan(?:y|ies)|firms?|smes?)(?![a-z])"
    rf"|{_KIND_OF_FIRM}(?:기업|업체)|사(?=[를가는의에당]|까지|[^가-힣]|$))"
    r"|(?P<months>개월|달(?!러|성|라))"
    r"|(?P<years_long>개년|년(?!도|생|차|째)간?)"
    r"|(?P<people>명(?!확|칭|함)|인(?!치|원|근|기|간|데|가|지|증|천))"
    r"|(?P<weeks>(?<!천)(?<!천 )주(?:간|일)?(?!년|차|관|최|체|력|소|식|택|변|문|요일))"
    r"|(?P<days>영업일|일간|일(?!차|째))"
    r"|(?P<place>곳|군데)"
    r"|(?P<other>개(?!인|발|선|설|별|방|념|최|시|업|편|관|막|괄|조|요|정(?!도))|건(?!강|설|물|축)|가지(?!고)"
    r"|번(?!째|호)|회(?!사|의|원|장)|대(?!기|상|구|전|한|학|부|비|표|출)|배(?!정|포|분|경)|점(?!검)"
    r"|종(?!류|합|료)|팀|시간|분(?!기|야|석|의)|초(?!기|과)|평|주년|쪽|페이지|차례|세대)"
    r")"
)
_ADJECTIVES: Final = (
    r"(?:(?:small|mid|medium)(?:-?sized)?|large|selected|participating|eligible|manufacturing|smart|new|more|other"
    r"|serving|current|outside|external|samsung|korean|food|business|working|calendar|local|regional|additional"
    r"|individual|advanced|basic|and|or)"
)
_NOUN: Final = re.compile(
    rf"(?:\+|[ -](?:odd|plus))?[ -](?:{_ADJECTIVES} |{_ADJECTIVES}-){{0,4}}(?:"
    r"(?P<local_governments>local governments?|local authorit(?:y|ies)|municipalit(?:y|ies)|governments?)"
    r"|(?P<companies>firms?|compan(?:y|ies)|corporations?|smes?|enterprises?|businesses|business|manufacturers?)"
    r"|(?P<factories>factor(?:y|ies)|plants?)"
    r"|(?P<people>experts?|mentors?|people|persons?|members?|specialists?|employees?|workers?|engineers?"
    r"|participants?)"
    r"|(?P<weeks>weeks?)|(?P<months>months?)|(?P<years_long>years?)|(?P<days>days?)"
    r"|(?P<other>places?|regions?|hours?|minutes?|cities|provinces)"
    r")(?![a-z])"
)
_BEFORE: Final = tuple(
    (unit, re.compile(rf"(?:{words})[을를은이가의는]?[ :(]{{0,2}}(?:(?:총|약|모두|전국|최대) ?)?$"))
    for unit, words in (
        ("local_governments", "지자체|지방자치단체"),
        ("factories", "공장"),
        ("companies", "기업|업체|회사"),
    )
)


def _counter(text: str, end: int, start: int) -> _Counter | None:
    """What is counted by the number at start:end, or None if nothing known follows."""
    match = _COUNTER.match(text, end)
    if match:
        unit = str(match.lastgroup)
        if unit in ("place", "other") and ("개" in match[0] or unit == "place"):
            before = text[max(0, start - 16) : start]
            known = next((name for name, words in _BEFORE if words.search(before)), None)
            return _Counter(known or ("companies" if unit == "place" else None), match.end())
        return _Counter(None if unit == "other" else unit, match.end())
    if noun := _NOUN.match(text, end):
        return _Counter(None if noun.lastgroup == "other" else noun.lastgroup, noun.end())
    return None


_MEASURE: Final = re.compile(r" ?(?:million|billion|won|bn|%|per ?cent)")


def _noun_follows(text: str, end: int) -> bool:
    return bool(_NOUN.match(text, end)) or bool(_MEASURE.match(text, end))


_NTH: Final = re.compile(r"(?<![가-힣])제 ?$")
_ORDINAL: Final = re.compile(
    rf"({_NUMBER}) ?(?:차(?!량|이|입|례|등|감|세|관)|번째|째|위(?![가-힣])|호(?![가-힣])|[일년주]차|[일년]째|단계)"
)


# "2공장" is the name of a plant; factories are counted as "2개 공장", or in larger numbers.
_NAMED_PLANT: Final = re.compile(r"(\d)(?=공장(?!당|마다|씩|이상))")


def _ordinals(text: str, start: int) -> list[_Hit]:
    match = _ORDINAL.match(text, start) or _NAMED_PLANT.match(text, start)
    end = match.end() if match else 0
    if not match and _NTH.search(text[max(0, start - 3) : start]):
        match = _LAST_RESORT.match(text, start)
        end = match.end(1) if match else 0
    number = _decimal(match[1]) if match else None
    return [_Hit("number", _value(number), start, end, "ordinal")] if number is not None else []


def _counts(text: str, start: int) -> list[_Hit]:
    match = _NUMBER_ONLY.match(text, start)
    number = _decimal(match[0]) if match else None
    if not match or number is None or number != int(number):
        return []
    counter = _counter(text, match.end(), start)
    if not counter or (_BARE_YEAR.match(text, start) and _NOUN.match(text, match.end())):
        return []  # "the 2025 company intake"
    return [_Hit("count", int(number), start, counter.end, counter.unit)]


# --- ranges

_RANGE: Final = re.compile(
    rf"(?P<currency>{_CURRENCY} ?)?(?<![a-z]-)(?<![a-z])(?P<n>{_NUMBER})"
    r"(?: ?(?:~|-|에서|부터|또는|이나|내지|혹은) ?|/| (?:to|or|and) )(?=\d)"
)


def _ranges(text: str, start: int) -> list[_Hit]:
    """ "60~80백만원", "6 to 10 weeks": the first end has the unit of the second."""
    match = _RANGE.match(text, start)
    other = _NUMBER_ONLY.match(text, match.end()) if match else None
    if not match or not other:
        return []
    smaller, larger = _decimal(match["n"]), _decimal(other[0])
    if smaller is None or larger is None or (" and " in match[0] and not smaller < larger <= 10 * smaller):
        return []  # "in group 1 and 200 million won" is no pair
    for read in (_garbled, _amounts, _percents, _years, _days_of_month, _ordinals, _counts):
        if hits := read(text, other.start()):
            break
    else:
        return []
    if _BARE_YEAR.match(text, start) and hits[0].kind != "year":
        return []
    alone = (match["currency"] or "") + match["n"] + text[other.end() : hits[-1].end + 8]
    first = read(alone, 0)
    if not first or first[0].kind != hits[0].kind:
        return []
    return [first[0]._replace(start=start, end=match.end("n"), unit=hits[0].unit), *hits]


# --- words

_SINO_RUN: Final = re.compile(
    r"[일이삼사오육칠팔구십백천만억조]{1,12}"
    r"(?: (?=[일이삼사오육칠팔구][천백]|[천백]만)[일이삼사오육칠팔구십백천만]{1,8})?"
)
_PARTICLE: Final = re.compile(
    r"(?![가-힣])|까지|이[라나고요죠에]|을|은|정도|이상|이하|이내|도|으로|씩|대|짜리|가량|부터|에서|보다|밖에"
    r"|라|인|또는|한도|지원|입|예"
)
_ENDS_A_WORD: Final = "당총은는가"
_ROUND: Final = frozenset(["천만", "백만", "십만"])
_HANGUL: Final = re.compile("[가-힣]")


def _sino(text: str, start: int) -> list[_Hit]:
    """ "육천만원", "십오억", "백칠십 명"; not the ordinary words that are spelt like numerals."""
    match = _SINO_RUN.match(text, start)
    before = text[start - 1] if start else " "
    if not match or before in "수몇":
        return []
    glued = bool(_HANGUL.match(before))
    run = match[0]
    if run[-2:-1] in ("억", "만", "천"):
        run = run.rstrip("일이삼사오육칠팔구")  # "십오억이라던데"
    end = start + len(run)
    won = _WON.match(text, end)
    counter = None if won else _COUNTER.match(text, end)
    strong = "억" in run[1:] or "천만" in run or "백만" in run or "십만" in run
    if won:
        good = strong if glued else ("만" in run or strong or len(run) > 1)
    elif counter:
        good = not glued and _is_counted(run, counter)
    elif _PERCENT_SIGN.match(text, end):
        good = not glued
    else:
        spoken = run in ("육천", "팔천")
        particle = bool(_PARTICLE.match(text, end))
        if glued:
            good = before in _ENDS_A_WORD and "억" in run[1:] and particle  # "회사당십오억까지라던데"
        else:
            good = "억" in run[1:] or ((spoken or run[-2:] in _ROUND) and particle)
    if not good:
        return []
    hits = _settled(text, start, _tokens(text, start, end), end)
    return hits if hits[0].kind != "malformed" else []


def _is_counted(run: str, counter: re.Match[str]) -> bool:
    word = counter[0].lstrip(" 여")
    if word.startswith(("개사", "개월")):
        return True
    if len(run) == 1 or not set(run) & set("십백천만"):  # "백 명" is counted, "천명" and "이 명단" are words
        return run in ("백", "천", "만") and word.startswith(("명", "곳", "개")) and counter[0] != "명"
    return word.startswith(("명", "곳", "군데", "개", "주", "년", "일간", "건", "가지"))


_NATIVE_ONES: Final = "|".join(sorted(_NATIVE, key=len, reverse=True))
_NATIVE_NUMBER: Final = re.compile(
    rf"(?P<tens>열|스물|서른|마흔|쉰)(?P<ones>한|{_NATIVE_ONES})?|(?P<twenty>스무)|(?P<alone>{_NATIVE_ONES})"
)
_NATIVE_COUNTER: Final = re.compile(
    r" ?(?:여 ?)?(?:곳|군데|명(?![목시절])|개|가지(?!고|려|러)|달(?!라|러|성))"
)


def _natives(text: str, start: int) -> list[_Hit]:
    match = _NATIVE_NUMBER.match(text, start)
    counter = (
        _counter(text, match.end(), start) if match and _NATIVE_COUNTER.match(text, match.end()) else None
    )
    if not match or not counter:
        return []
    number = 20 if match["twenty"] else _NATIVE_TENS.get(match["tens"] or "", 0)
    number += 1 if match["ones"] == "한" else _NATIVE.get(match["ones"] or match["alone"] or "", 0)
    return [_Hit("count", number, start, counter.end, counter.unit)]


_ENGLISH_WORDS: Final = re.compile(
    rf"(?P<n>{_WORD_NUMBER})(?![a-z])(?:[ -](?P<scale>thousand|million|billion|trillion)(?![a-z]))?"
)
_ENGLISH_PAIR: Final = re.compile(
    rf"(?P<first>{_WORD_NUMBER})(?: (?:to|or|and) |-to-)(?=(?P<second>{_WORD_NUMBER}))"
)


def _english_words(text: str, start: int) -> list[_Hit]:
    if hits := _word_figure(text, start):
        return hits
    pair = _ENGLISH_PAIR.match(text, start)
    hits = _word_figure(text, pair.end()) if pair else []
    if not pair or not hits:
        return []
    first = _spoken(pair["first"]) * int(hits[0].value) / _spoken(pair["second"])
    return [hits[0]._replace(value=_value(first), start=start, end=pair.end("first")), *hits]


def _word_figure(text: str, start: int) -> list[_Hit]:
    match = _ENGLISH_WORDS.match(text, start)
    if not match:
        return []
    number, end = _spoken(match["n"]), match.end()
    if hits := _scaled(text, number, match["scale"], start, end, currency=None):
        return hits
    if sign := _PERCENT_SIGN.match(text, end):
        return [_Hit("percent", _value(number), start, sign.end())]
    noun = _NOUN.match(text, end)
    unit = None if not noun or noun.lastgroup == "other" else noun.lastgroup
    return [_Hit("count", int(number), start, noun.end(), unit)] if noun else []


def _spoken(words: str) -> Decimal:
    if words.startswith("half"):
        return Decimal("0.5")
    total = 0
    for word in re.split("[ -]", words):
        total = max(total, 1) * 100 if word == "hundred" else total + _WORDS.get(word, 0)
    return Decimal(total or 1)


_LAST_RESORT: Final = re.compile(rf"[^\d]{{0,5}}?({_NUMBER})")


def _numbers(text: str, start: int) -> list[_Hit]:
    match = _LAST_RESORT.match(text, start)
    if not match:
        return []
    number = _decimal(match[1])
    if number is None:
        return [_Hit("malformed", "", match.start(1), match.end())]
    return [_Hit("number", _value(number), match.start(1), match.end())]


_Reader = Callable[[str, int], list[_Hit]]
_READERS: Final[dict[str, tuple[_Reader, ...]]] = {
    "digit": (
        _phones, _dates, _times, _ordinals, _garbled, _ranges, _amounts, _percents, _years, _days_of_month,
        _counts, _bare_years, _numbers,
    ),
    "korean": (_times, _spoken_years, _natives, _sino),
    "english": (_dates, _english_words),
}  # fmt: skip
