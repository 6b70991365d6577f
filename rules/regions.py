"""Place names of Korea in running text, read as choices of the fact `region`.

The gazetteer and everything that is known about misleading names stand in regions.yaml; here is only the
reading of text. What a company means by a place (its factory, a plan, somebody else's) is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from itertools import pairwise
from os.path import commonpath
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a place: `text` is what stands at `start:end`, `choices` the regions it can still mean.

    Several words for one place ("경기도 화성시", "Gumi, Gyeongbuk") are one mention,
    named after the smallest.
    """

    start: int
    end: int
    text: str
    choices: frozenset[str]
    name_ko: str
    name_en: str


# "공장은 원주고요", "위치는 원주라서"
_GOES_ON = re.compile(r"이?(?:고|구|라|며|여)(?=[ ,.]|요|서|$)")


def find_regions(text: str, *, asked: bool = False) -> tuple[Place, ...]:
    """The places named in `text`, in order of position; never raises.

    `asked` says that the text answers a question for the place: then a message which is nothing but a name
    is taken as one, even where the name is an ordinary word ("예산", "상주").
    """
    return tuple(_as_place(text, mention) for mention in _mentions(text, asked=asked))


def _mentions(text: str, *, asked: bool) -> list[_Mention]:
    gazetteer = _gazetteer()
    found = (*_find_korean(text, gazetteer, asked=asked), *_find_english(text, gazetteer))
    return _joined(text, sorted(found, key=lambda one: one.start))


def names_settled(text: str) -> Mapping[str, str]:
    """Names that may be of several places, with the full name of the one that another mention in the text means.

    "광주 하남산단에 있는데 광주는 얼마예요" asks of no 광주 in Gyeonggi: {"광주": "광주광역시"}.
    """
    mentions = _mentions(text, asked=False)
    settled: dict[str, str] = {}
    for one in mentions:
        name = text[one.start : one.end]
        fuller = [other for other in mentions if other is not one and name in text[other.start : other.end]]
        meant = [frozenset().union(*(unit.choices for unit in other.units)) for other in fuller]
        units = [unit for unit in one.units if any(known <= unit.choices for known in meant)]
        if (
            len(one.units) > 1
            and len(units) == 1
            and not any(map(_PUT_AGAINST.search, _between(text, one, fuller)))
        ):
            full = _full_name(units[0], korean=not name.isascii())
            if [place.choices for place in find_regions(full)] == [units[0].choices]:
                settled[name] = full
    return settled


def _full_name(unit: _Unit, *, korean: bool) -> str:
    if unit.parent is None:
        return unit.ko if korean else unit.en
    return f"{unit.parent.ko} {unit.ko}" if korean else f"{unit.en}, {unit.parent.en}"


def with_settled(text: str, settled: Mapping[str, str]) -> str:
    """The text with each of these names written in full where it may still be of several places."""
    for one in reversed(_mentions(text, asked=False) if settled else ()):
        name = text[one.start : one.end]
        if len(one.units) > 1 and name in settled:
            text = f"{text[: one.start]}{settled[name]}{text[one.end :]}"
    return text


# "경기도 광주가 아니라 광주요", "경기도 광주랑 그냥 광주"
_PUT_AGAINST = re.compile(
    r"말고|아니|아닌|빼고|그냥|[와과랑]|\b(?:not|and|or|versus|vs|than)\b", re.IGNORECASE
)


def _between(text: str, one: _Mention, others: Iterable[_Mention]) -> Iterator[str]:
    for other in others:
        first, last = sorted((one, other), key=lambda mention: mention.start)
        yield text[first.end : last.start]


def region_names(language: Literal["ko", "en"]) -> Mapping[str, str]:
    """The name of every choice of the fact `region`, in the order in which they are offered."""
    return _gazetteer().choice_names[language]


@cache
def name_shared_by(regions: frozenset[str], language: Literal["ko", "en"]) -> str | None:
    """The name that a place in each of these regions has, and none elsewhere: 광주 for Gwangju and Gyeonggi."""
    names = [name for names in _gazetteer().korean.values() for name in names]
    shared = [
        one
        for one in names
        if len(one.units) > 1 and frozenset().union(*(unit.choices for unit in one.units)) == regions
    ]
    shortest = min(shared, key=lambda one: len(one.text), default=None)
    if shortest is None:
        return None
    if language == "ko":
        return shortest.text
    return _as_place(shortest.text, _Mention(0, len(shortest.text), shortest.units)).name_en


@cache
def korean_names() -> frozenset[str]:
    """Every name of a place in Korean, full and short: no slip of any other word (목포 of 목표)."""
    return frozenset(name.text for names in _gazetteer().korean.values() for name in names)


def mended_names(text: str) -> str:
    """The text with names of places put right that are written with a sound that Korean does not tell apart, or with a
    doubled consonant within: 경쥬, 챵원, 부싼. A name stands at the beginning of a word, and its own ending after it.
    """
    return _ODDLY_SPELT.sub(_mended, text) if _ODD.search(text) else text


def _mended(found: re.Match[str]) -> str:
    run = found.group()
    plain = run[0].translate(_AS_SPELT) + run[1:].translate(_AS_SPELT | _UNDOUBLED)
    for length in range(min(len(run), _LONGEST_MENDED), 1, -1):
        name = plain[:length]
        if name != run[:length] and name in korean_names() and _MAY_FOLLOW.match(run, length):
            return name + run[length:]
    return run


# -- the gazetteer ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Unit:
    ko: str
    en: str
    choices: frozenset[str]
    level: int  # 0 area, 1 first level, 2 city, county or district, 3 district of a city, zone
    parent: _Unit | None = None
    beside: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()


class _Needs(Enum):
    """What must stand around a name before it counts, from nothing at all to its own province or city."""

    NOTHING = "nothing"
    START = "start"
    END = "end"
    ANY = "any"
    FIRM = "firm"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    units: tuple[_Unit, ...]
    needs: _Needs
    not_glued: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    not_glued_to: re.Pattern[str]
    place_before: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _EnglishName:
    words: tuple[str, ...]
    units: tuple[_Unit, ...]
    needs_capital: bool


@dataclass(frozen=True, slots=True)
class _Context:
    lead: re.Pattern[str]
    ending: re.Pattern[str]
    firm: re.Pattern[str]
    any: re.Pattern[str]
    particle: re.Pattern[str]
    asked: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    korean: Mapping[str, Sequence[_Name]]  # by the first two characters, the longest first
    english: Mapping[str, Sequence[_EnglishName]]  # by the first word, the longest first
    context: _Context
    choice_names: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    units: tuple[_Unit, ...]


@cache
def _gazetteer() -> _Gazetteer:
    source = Path(__file__).with_name("regions.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    korean_units: dict[str, list[_Unit]] = {}
    english_units: dict[tuple[str, ...], list[_Unit]] = {}
    for unit, names, names_en in _units(data):
        for name in names:
            korean_units.setdefault(name, []).append(unit)
        for words in {tuple(_WORD.findall(name.lower())) for name in names_en}:
            english_units.setdefault(words, []).append(unit)
    korean: dict[str, list[_Name]] = {}
    for name in sorted(korean_units, key=len, reverse=True):
        korean.setdefault(name[:2], []).append(_korean_name(name, tuple(korean_units[name]), data))
    english: dict[str, list[_EnglishName]] = {}
    capital_needed = {name.lower() for name in data["capital_needed"]}
    for words in sorted(english_units, key=len, reverse=True):
        entry = _EnglishName(words, tuple(english_units[words]), words[0] in capital_needed)
        english.setdefault(words[0], []).append(entry)
    return _Gazetteer(korean, english, _context(data["context"]), _choice_names(data["choices"]))


def _units(
    data: dict[str, Any],
) -> Iterator[tuple[_Unit, Iterable[str], Iterable[str]]]:
    """Every unit with its names in Korean and in English."""
    for area in data["areas"]:
        unit = _Unit(area["ko"], area["en"], frozenset(area["choices"]), level=0)
        yield (
            unit,
            {unit.ko, *area.get("names", ())},
            {unit.en, *area.get("english", ())},
        )
    by_name: dict[str, _Unit] = {}
    for entry in data["provinces"]:
        province = by_name[entry["ko"]] = _Unit(
            entry["ko"],
            entry["en"],
            frozenset(entry["choices"]),
            level=1,
            beside=frozenset(entry.get("beside", ())),
            within=frozenset(entry.get("within", ())),
        )
        spaced = re.sub("(광역시|특별시|특별자치시|특별자치도)$", r" \1", province.ko)
        yield (
            province,
            {province.ko, spaced, *entry["names"]},
            {province.en, *entry.get("english", ())},
        )
        rest = frozenset(entry.get("rest", entry["choices"]))
        for ko, value in (
            *entry.get("places", {}).items(),
            *entry.get("also", {}).items(),
        ):
            place = value if isinstance(value, dict) else {"en": value}
            unit = by_name[ko] = _Unit(ko, place["en"], frozenset(place.get("choices", rest)), 2, province)
            yield unit, _with_short(ko), (unit.en,)
            for district, en in place.get("districts", {}).items():
                yield (
                    _Unit(district, en, unit.choices, 3, unit),
                    _with_short(district),
                    (en,),
                )
    for zones in data["zones"]:
        parent = by_name[zones["in"]]
        for ko, en in zones["names"].items():
            yield _Unit(ko, en, parent.choices, 3, parent), (ko,), (en,)


def _with_short(name: str) -> tuple[str, ...]:
    # A one-syllable stem (중구) never stands alone.
    return (name, name[:-1]) if len(name) > 2 else (name,)


def _korean_name(name: str, units: tuple[_Unit, ...], data: dict[str, Any]) -> _Name:
    careful = data["careful"].get(name, {})
    short = len(name) == 2 or any(unit.ko[:-1] == name for unit in units)
    return _Name(
        text=name,
        units=units,
        needs=_Needs(careful.get("needs", "start" if short else "nothing")),
        not_glued=_one_of(data["short_not_before"] if short else data["suffix_not_before"].get(name[-1], ())),
        not_before=_one_of(careful.get("not_before", ())),
        not_after=_one_of(careful.get("not_after", ()), end="$"),
        not_glued_to=_one_of(careful.get("not_glued_to", ()), end="$"),
        place_before=_one_of(careful.get("place_before", ())),
    )


def _one_of(fragments: Iterable[str], end: str = "") -> re.Pattern[str]:
    fragments = tuple(fragments)
    return re.compile(f"(?:{'|'.join(fragments)}){end}") if fragments else _NOTHING


def _context(words: dict[str, str]) -> _Context:
    return _Context(
        lead=re.compile(f"(?:{words['lead']})$"),
        ending=re.compile(f"(?:{words['ending']})$"),
        firm=re.compile(words["firm"]),
        any=re.compile(f"{words['firm']}|{words['any']}"),
        particle=re.compile(words["particle"]),
        asked=re.compile(words["asked"]),
    )


def _choice_names(
    choices: dict[str, dict[str, str]],
) -> Mapping[str, Mapping[str, str]]:
    return {
        language: MappingProxyType({choice: names[language] for choice, names in choices.items()})
        for language in ("ko", "en")
    }


# -- Korean ----------------------------------------------------------------------------------------


def _find_korean(text: str, gazetteer: _Gazetteer, *, asked: bool) -> Iterator[_Mention]:
    last: _Mention | None = None
    position = 0
    while position < len(text) - 1:
        for name in gazetteer.korean.get(text[position : position + 2], ()):
            end = position + len(name.text)
            if text.startswith(name.text, position) and _counts(
                name, text, position, last, gazetteer, asked=asked
            ):
                last = _Mention(position, end, name.units)
                yield last
                position = end
                break
        else:
            position += 1


def _counts(
    name: _Name,
    text: str,
    start: int,
    last: _Mention | None,
    gazetteer: _Gazetteer,
    *,
    asked: bool,
) -> bool:
    """Whether the letters at `start` are the place and not a part of another word."""
    context, end = gazetteer.context, start + len(name.text)
    glued, before = text[end : end + 24], text[max(0, start - 12) : start]
    # Spacing is free in what people type, so the neighbouring words are compared without it.
    after, compact_before = "".join(glued.split()), "".join(before.split())
    alone = not before.strip() and bool(_ANSWER_END.fullmatch(glued))
    if asked and alone:
        return True
    # "화성에서 음성으로": even a name that is a word by itself
    if last and _MOVES_FROM.fullmatch(text, last.end, start) and _MOVES_TO.match(glued):
        return True
    # "사천으로 공장을 옮기면": so is whereto a factory moves, and where goods are made: "음성에서 용기 찍는"
    apart = name.needs is not _Needs.NEIGHBOUR and not (before and _is_hangul(before[-1]))
    if apart and (_PLANT_MOVES_TO.match(glued) or _MADE_THERE.match(glued)):
        return True
    # "국수만드는전주중소기업인데": typed without blanks
    if name.needs is not _Needs.NEIGHBOUR and before.endswith("는") and _FIRM_FOLLOWS.match(glued):
        return True
    if name.not_glued.match(glued) or name.not_before.match(after) or name.not_after.search(compact_before):
        return False
    if name.not_glued_to.search(before):
        return False  # "신청주소"; but "안녕하세요 청주에서"
    # "our factory is in 양산": an English preposition says it as clearly as any word that follows
    if apart and _ENGLISH_PLACE.search(before):
        return True
    follows_place = last is not None and last.end == start
    return (
        name.needs is _Needs.NOTHING
        or _stands_as_place(name, before, glued, context, follows_place=follows_place)
        or (name.needs is _Needs.ANY and alone and "?" not in glued)
        or _beside_its_own(name, text, start, end, last, gazetteer)
    )


def _stands_as_place(name: _Name, before: str, glued: str, context: _Context, *, follows_place: bool) -> bool:
    """Whether the words around the name say as clearly as it needs that it is a place."""
    if name.needs is _Needs.NEIGHBOUR:
        return False
    after = "".join(glued.split())
    word_ends = not glued or not _is_hangul(glued[0])
    if before and _is_hangul(before[-1]) and not follows_place and not context.lead.search(before):
        return (
            name.needs is _Needs.START
            and bool(context.ending.search(before))
            and (word_ends or bool(context.any.match(after) or context.asked.match(after)))
        )
    if name.needs is _Needs.START or (name.needs is _Needs.END and word_ends):
        return True
    place_follows = bool(context.any.match(after) or name.place_before.match(after))
    match name.needs:
        case _Needs.END:
            # "위치는 원주고": what follows the word for a place
            named = context.lead.search("".join(before.split())) and _GOES_ON.match(glued)
            return place_follows or bool(named or context.particle.match(glued))
        case _Needs.ANY:
            return place_follows
        case _:
            led = bool(context.lead.search("".join(before.split())))
            return bool(context.firm.match(after)) or (place_follows and led)


def _beside_its_own(
    name: _Name,
    text: str,
    start: int,
    end: int,
    last: _Mention | None,
    gazetteer: _Gazetteer,
) -> bool:
    """Whether the province or city of the place stands beside it, or two first-level names stand together."""
    if last and _JOINT.fullmatch(text, last.end, start) and _go_together(name.units, last.units):
        return True
    gap = _JOINT.match(text, end)
    follower = gap.end() if gap else end
    return any(
        text.startswith(other.text, follower) and _go_together(name.units, other.units)
        for other in gazetteer.korean.get(text[follower : follower + 2], ())
        if other.needs is not _Needs.NEIGHBOUR
    )


def _go_together(units: tuple[_Unit, ...], others: tuple[_Unit, ...]) -> bool:
    if _inside(units, others) or _inside(others, units):
        return True
    return any(unit.level == 1 for unit in units) and any(other.level == 1 for other in others)


def _is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"


# -- English ---------------------------------------------------------------------------------------


def _find_english(text: str, gazetteer: _Gazetteer) -> Iterator[_Mention]:
    words = list(_WORD.finditer(text))
    free_from = 0
    for index, word in enumerate(words):
        if word.start() < free_from:
            continue
        for name in gazetteer.english.get(word[0].lower(), ()):
            run = words[index : index + len(name.words)]
            if (
                tuple(part[0].lower() for part in run) == name.words
                and _hold_together(text, run)
                and (mention := _english_mention(text, name, run))
            ):
                free_from = mention.end
                yield mention
                break


def _hold_together(text: str, run: Sequence[re.Match[str]]) -> bool:
    return all(_ENGLISH_GAP.fullmatch(text, one.end(), two.start()) for one, two in pairwise(run))


def _english_mention(text: str, name: _EnglishName, run: Sequence[re.Match[str]]) -> _Mention | None:
    start, end = run[0].start(), run[-1].end()
    before = text[max(0, start - 12) : start]
    if name.needs_capital and not (
        text[start].isupper() or _ENGLISH_PLACE.search(before) or _BASED.match(text, end)
    ):
        return None
    if suffix := _ENGLISH_SUFFIX.match(text, end):
        ending = "광역시" if "metropolitan" in suffix[0].lower() else _SUFFIXES[suffix[1].lower()]
        if units := tuple(unit for unit in name.units if unit.ko.endswith(ending)):
            return _Mention(start, suffix.end(), units)
    units = tuple(unit for unit in name.units if len(unit.ko) > 2)
    return _Mention(start, end, units) if units else None


# -- neighbours ------------------------------------------------------------------------------------


def _joined(text: str, mentions: Sequence[_Mention]) -> list[_Mention]:
    """The mentions with each place joined to the larger one it stands beside, and narrowed by it."""
    result: list[_Mention] = []
    for index, mention in enumerate(mentions):
        last = result[-1] if result else None
        if last is not None and _is_said_to_be_in(text, last, mention):
            result[-1] = _Mention(last.start, mention.end, _inside(last.units, mention.units))
            continue
        if last is None or not _JOINT.fullmatch(text, last.end, mention.start):
            result.append(mention)
            continue
        gap = text[last.end : mention.start]
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        units = _inside(mention.units, last.units) or _inside_by_habit(mention.units, last.units, gap)
        if not units and not (gap.isspace() and following and _leads(text, mention, following)):
            units = _inside(last.units, mention.units)
        if units:
            closed = "(" in gap and text.startswith(")", mention.end)
            result[-1] = _Mention(last.start, mention.end + closed, units)
        else:
            result[-1] = replace(last, units=_by_neighbour(last.units, mention.units))
            result.append(replace(mention, units=_by_neighbour(mention.units, last.units)))
    return result


def _is_said_to_be_in(text: str, small: _Mention, large: _Mention) -> bool:
    """Whether a place is said to lie in a larger one: "안동은 경북인데", "Andong is in Gyeongbuk"."""
    gap = text[small.end : large.start]
    korean = gap.strip() in ("은", "는", "이", "가") and _IS_IT.match(text, large.end)
    english = gap.strip().lower() in ("is in", "which is in", "that is in", "being in", "lies in")
    return bool(korean or english) and bool(_inside(small.units, large.units))


def _inside(small: tuple[_Unit, ...], large: tuple[_Unit, ...]) -> tuple[_Unit, ...]:
    return tuple(unit for unit in small if any(_is_inside(unit, other) for other in large))


def _is_inside(unit: _Unit, other: _Unit) -> bool:
    if other.level >= unit.level or not unit.choices <= other.choices:
        return False
    return other.level <= 1 or unit.parent is other


def _inside_by_habit(small: tuple[_Unit, ...], large: tuple[_Unit, ...], gap: str) -> tuple[_Unit, ...]:
    if gap.strip():
        return ()
    return tuple(
        unit for unit in small if unit.within and any(other.choices <= unit.within for other in large)
    )


def _leads(text: str, mention: _Mention, following: _Mention) -> bool:
    """Whether the mention opens the next one ("구미 경북 포항") and so does not close the one before it."""
    gap = text[mention.end : following.start]
    return not gap.strip() and bool(_inside(following.units, mention.units))


def _by_neighbour(units: tuple[_Unit, ...], others: tuple[_Unit, ...]) -> tuple[_Unit, ...]:
    """What an ambiguous name means beside another: a sibling ("대구 북구, 서구") or its usual company."""
    if len(units) < 2:
        return units
    siblings = tuple(
        u for u in units if len(others) == 1 and u.parent is not None and u.parent is others[0].parent
    )
    usual = tuple(u for u in units if u.beside and any(other.choices <= u.beside for other in others))
    return siblings or usual or units


def _as_place(text: str, mention: _Mention) -> Place:
    units = mention.units
    mentioned = text[mention.start : mention.end]
    common = commonpath([unit.ko for unit in units])
    suffix = "-gu" if all(unit.ko.endswith("구") for unit in units) else ""
    return Place(
        start=mention.start,
        end=mention.end,
        text=mentioned,
        choices=frozenset().union(*(unit.choices for unit in units)),
        name_ko=common if len(common) > 1 else mentioned,
        name_en=" / ".join(dict.fromkeys(unit.en for unit in units)) + suffix,
    )


_NOTHING = re.compile(r"(?!)")
# Syllables like 쥬 and 샨 for 주 and 산, by the number of the letters in Unicode.
_LONGEST_MENDED = 4


def _syllables(initials: str, onto: str, vowels: str, plain: str) -> dict[int, int]:
    """From syllables with one of the initials and vowels to those with the plain ones, with any final."""
    letters, sounds = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"

    def first(initial: str, vowel: str) -> int:
        return ord("가") + (letters.index(initial) * len(sounds) + sounds.index(vowel)) * 28

    return {
        first(one, vowel) + final: first(other, straight) + final
        for one, other in zip(initials, onto, strict=True)
        for vowel, straight in zip(vowels, plain, strict=True)
        for final in range(28)
    }


_AS_SPELT = _syllables("ㅅㅈㅊ", "ㅅㅈㅊ", "ㅑㅕㅛㅠㅖ", "ㅏㅓㅗㅜㅔ")
_UNDOUBLED = _syllables("ㄸㅃㅆㅉ", "ㄷㅂㅅㅈ", "ㅏㅓㅗㅜㅣㅐㅔ", "ㅏㅓㅗㅜㅣㅐㅔ")
_ODD = re.compile(f"[{''.join(map(chr, _AS_SPELT | _UNDOUBLED))}]")
_ODDLY_SPELT = re.compile("(?<![가-힣])[가-힣]{2,}")
_MAY_FOLLOW = re.compile(
    r"(?![가-힣])|에|시|군|구(?!멍)|도(?!안)|의|은|는|이|가|로|으로|인[데근]|입|예요|고|소재|공장|쪽|사는|있|지역|랑|이랑|와|과|하고|서(?= )|산단|공단"
)
# What follows the larger place where the smaller one is said to lie in it.
_IS_IT = re.compile(
    r"(?:도|시)? ?(?:이?(?:인데|니까|죠|지요|라서|라고|잖|고|면|에요|예요|야)|에 ?(?:있|들|속)|땅|쪽|소속|안에|입니)"
)
_JOINT = re.compile(r"(?:[\s,·ㆍ‧/(\[-]|\b(?:in|of)\b|의(?=\s)){0,5}")
_MOVES_FROM = re.compile(r"(?:시|군|구|도)?에서 ?(?:공장을? ?|회사를? ?)?")
_MADE_THERE = re.compile(
    r"(?:시|군|구)?에서 ?[^.,?!]{2,16}?(?:만드[는니]|만들[고어]|찍[는고어]|깎[는고아]|짜[는고서]|생산[하해]|제조[하해]|가공[하해]|조립[하해]|공장(?:을|도)? ?(?:하나 )?(?:하[는고]|합니|해요|돌[리려립]|운영))"
)
_PLANT_MOVES_TO = re.compile(
    r"(?:시|군|구|도)?(?:으로|로) ?(?:(?:공장|회사|라인|설비|생산|본사|사업장)(?:을|를|까지|만)? ?)?(?:옮[기긴길겨김]|이전[하할한]|이사[하할가갈])"
)
_MOVES_TO = re.compile(r"(?:시|군|구|도)?(?:으로|로|까지)(?=[ ,.]|$|옮|이전|이사|가)")
_ANSWER_END = re.compile(
    r"(?:이?요|(?:이?면|은|는|이라면|이었으면|였으면)(?:요)?|이에요|예요|에요|입니다|임|인데요?|쪽(?:이요)?|이고요)?[^0-9A-Za-z가-힣]*"
)
_WORD = re.compile(r"[A-Za-z]+")
_ENGLISH_GAP = re.compile(r"[\s'’-]{1,2}")
_SUFFIXES = {
    **dict.fromkeys(("si", "city"), "시"),
    **dict.fromkeys(("gun", "county"), "군"),
    **dict.fromkeys(("gu", "district"), "구"),
    **dict.fromkeys(("do", "province"), "도"),
}
_BASED = re.compile(r"[ -]based\b", re.IGNORECASE)
_FIRM_FOLLOWS = re.compile(r"중소|소기업|중견|제조|업체|공장|회사")
_ENGLISH_PLACE = re.compile(r"\b(?:in|from|near)\s+$", re.IGNORECASE)
_ENGLISH_SUFFIX = re.compile(
    r"[\s-]{1,2}(?:(?:metropolitan|special|self-governing|autonomous)\s+)*"
    rf"({'|'.join(_SUFFIXES)})(?![A-Za-z])",
    re.IGNORECASE,
)
