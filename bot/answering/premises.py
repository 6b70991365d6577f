"""False premises: what a clause states, held against what the statements that answer it say.

Figures are compared with their units, which are read off the statements as they are off the message; what is found
elsewhere (in the other track, in another region, in another year) is said to belong there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.answering.answer import Segment
from bot.answering.composing import render
from bot.answering.understanding import (
    SUBJECT_CONCEPTS,
    Clause,
    Reading,
    is_own_count,
    is_own_sum,
    is_since,
    without_who_said_it,
)
from knowledge.figures import Found, figures, same
from knowledge.normalise import squash
from rules.edition import Figure, Statement
from rules.regions import find_regions

if TYPE_CHECKING:
    from bot.answering.desk import Ask, Desk

_FEW = 10
_PARTICIPANTS = frozenset(["companies", "factories", None])
_DAYS = {"days": 1, "weeks": 7, "months": 30, "years_long": 365}
_ABOUT = 0.15  # two stretches of time that differ by less are the same: 12 months, 1 year
# Stretches that are written without a number.
_STRETCHES: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(words, re.IGNORECASE), days)
    for words, days in (
        (
            r"반나절|하루(?!에|라도|빨리)|당일|딱 한 ?번|한 ?번만|\b(?:half a day|(?:one|a single|a) day|one-off|once)\b",
            1,
        ),
        (r"이틀|\btwo days\b", 2),
        (r"사흘", 3),
        (r"나흘", 4),
        (r"일주일|한 ?주(?=[ 만간짜동])|\b(?:a|one) week\b", 7),
        (r"보름|\b(?:a )?fortnight\b", 15),
        (r"한 ?달|\b(?:a|one) month\b", 30),
        (r"반년|\bhalf a year\b", 180),
    )
)
_PARTS: tuple[tuple[re.Pattern[str], range], ...] = (
    (re.compile(r"월 ?초|\b(?:early|beginning of|start of)\b"), range(1, 11)),
    (re.compile(r"월 ?중순|\bmid(?:dle of)?\b"), range(9, 22)),
    (re.compile(r"월 ?(?:말(?!고)|하순)|\b(?:late|end of)\b"), range(21, 32)),
)
# A bound is right for whatever keeps to it: "백 곳 넘게" of 105.
_OVER = (
    re.compile(
        r"(?:\b(?:over|more than|at least|above|upwards of|exceed(?:s|ed|ing)?)|최소|적어도)(?: (?:about|some))? ?$",
        re.I,
    ),
    re.compile(
        r" ?(?:원|명|개사)?(?:이|가|은|는|도|을|를)? ?(?:좀 |조금 |훨씬 |약간 |살짝 )?(?:넘|이상|초과|보다 (?:많|더|크))"
    ),
)
_UNDER = (
    re.compile(r"\b(?:under|less than|fewer than|below|at most|no more than|not even) $", re.I),
    re.compile(r" ?(?:원|명|개사)?(?:이|가|은|는|도)? ?(?:안 ?[되돼]|못 ?[되돼미]|이하|미만|보다 (?:적|작))"),
)
_SPEAKS = re.compile(
    r"(?:직원|쪽|측|사람|담당자)?(?:에서|한테서?|에게서?|이|가|에)?(?:들었|들은|듣기|그러던|그랬|그러더|말하|말했|알려|안내받)| (?:\w+ )?(?:told|said|says|mentioned|claims?)\b",
    re.IGNORECASE,
)
_THINGS = re.compile(r"(?:개|가지|places?|regions?|cities|provinces)$", re.IGNORECASE)
_PAYER = re.compile(
    r"(?P<samsung>삼성(?:전자)?(?:이|가|은|는|에서|쪽)|\bsamsung)|(?P<city>(?:시|시청|도|도청|지자체|광주)(?:가|에서|는|이|은|쪽)|\b(?:city|province|government))|(?P<firm>(?:기업|회사|업체|우리)(?:이|가|는|은)|\b(?:firm|company|we)\b)",
    re.IGNORECASE,
)
_PAYS = re.compile(r"(?:원|을|를|씩|만|까지|정도| )*(?:내|낸|냈|대[고는주]|댄|부담|분담|보태)")
_PLACES = re.compile(r"(?:곳|군데|places?)$", re.IGNORECASE)
_CHOSEN = re.compile(r"뽑|선정|기업|업체|회사|\b(?:compan|firms?|chosen|selected)", re.IGNORECASE)
_TEAM_OF = re.compile(r"\b(?:teams?|groups?|crews?) of $", re.IGNORECASE)
# Figures that stand beside these are the writer's own people, whatever they are compared with.
_OWN_PEOPLE = re.compile(
    r"(?:직원|종업원|사원|식구|근로자|(?<!멘토 )인원|상시|우리|저희|staff of|employ|we (?:are|have)) ?[가-힣]{0,2} ?$|(?:employees|workers|staff)$",
    re.IGNORECASE,
)
_OURS = re.compile(r"우리|저희|\b(?:we|our|us|my)\b", re.IGNORECASE)
# What puts a statement forward as true, or asks to confirm it.
_PUTS_FORWARD = re.compile(
    r"맞[나는습아죠지을다으]|맞$|[라다]던데|[라다]더[라군]|[라다]며|[라다]면서|[라다]고(?!요?\?)|[대래]요|[대래]네|죠|지요|했지|이지\?|들었|듣기|들은|봤[는습어]|"
    r"읽었|나왔던|적혀|써 ?있|쓰여|카더라|(?:이래|[한된는]대)(?=[ .!~^ㅋㅎㅠㅜ]*$)|진짜|사실|정말|던데|틀림|확실|분명|알고 ?있|아는데|줄 ?알|알았는데|걸로|것으로|그러던|그러데|"
    r"\b(?:right|true|correct|is (?:that|this|it) so|heard|hear|read|told|tells?|sa(?:id|ys|w|ying)|insist\w*|reckons?|swears?|mention\w*|claim\w*|reports?|reported|understand|understood|believe|"
    r"thought|think|assum\w+|accord\w+|guess|suppos\w+|confirm|sure|remember|recall|really|isn.?t it|since|apparently|seems?|given that)\b|"
    r"n.t (?:it|they|there|he|she|we|you)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\?|얼마|언제|어디|어느|누가|누구|무엇|뭐|뭘|몇|어떻게|왜|나요|까요|인가|는지|니까|\b(?:how|what|when|where|which|who|why)\b",
    re.IGNORECASE,
)


def corrections(desk: Desk, ask: Ask, ids: Iterable[str]) -> tuple[Segment, ...]:
    """What the clause states and the statements contradict. Sums of the writer's own project are no claims."""
    statements = [desk.id(one) for one in ids]
    said = [one for each in statements for one in _figures_of(each)]
    beside = [one for each in _beside(desk, ask) for one in _figures_of(each)]
    asserted = puts_forward(desk.reading)
    wrong: list[str] = []
    segments: list[Segment] = []
    for found in (_with_unit(one, ask.clause) for one in ask.clause.figures):
        correction = next(
            (
                one
                for one in desk.judge.edition.corrections
                if found.kind == "won" and one.wrong.value == found.value
            ),
            None,
        )
        if correction is not None and "turnover" not in ask.clause.concepts:
            segments.append(desk.composer.correction(correction, (found.text,)))
        elif (
            is_product(desk, ask.clause, found)
            or follows_from_misprint(desk, found)
            or _is_own(desk, ask, found)
            or not _contradicts(desk, ask, found, said, statements, asserted=asserted)
        ):
            continue
        elif any(_is_same(found, one) for one in beside):
            continue  # "105개사에 8천만원씩": true, though another part of the answer has it
        elif elsewhere := _belongs_elsewhere(desk, ask, found):
            segments += elsewhere
        else:
            wrong.append(found.text.strip())
    if asserted:
        wrong += _wrong_stretches(ask.clause, said)
        wrong += _wrong_places(desk, ask, statements)
    if not desk.tells_company:
        wrong += _wrong_bodies(desk, ask.clause)
    if wrong:
        told = tuple(dict.fromkeys(wrong))
        segments.append(desk.composer.say("premise_wrong", told, told=", ".join(told)))
    return tuple(segments)


def _beside(desk: Desk, ask: Ask) -> Iterator[Statement]:
    """What the tracks (or the regions) that are asked about have: how many companies, and how much for each."""
    tracks, regions = desk.tracks(ask), desk.regions(ask) if desk.names_region(ask) else ()
    if desk.other_year() is not None or SUBJECT_CONCEPTS & set(ask.clause.concepts):
        return  # the expo's companies are not those of a track
    for track in desk.judge.edition.tracks.values():
        if regions:
            yield from (track.cap.table[one].statement for one in regions if one in track.cap.table)
        elif not tracks or track.id in tracks:
            yield from (track.places, track.cap.otherwise.statement)
    if not tracks and not regions:
        yield from map(desk.id, desk.topics.topics["budget"].targets)


def is_product(desk: Desk, clause: Clause, found: Found) -> bool:
    """Whether a sum is so many firms times a cap, worked out by the writer: "105개사가 8천씩이면 84억"."""
    if found.kind != "won" or isinstance(found.value, str):
        return False
    tracks = desk.judge.edition.tracks.values()
    caps = {
        won for one in tracks for amount in (one.cap.otherwise, *one.cap.table.values()) for won in amount.won
    }
    firms = [one.value for one in clause.figures if one.kind == "count" and one.unit in _PARTICIPANTS]
    return any(
        not isinstance(one, str) and one >= _FEW and found.value == one * won for one in firms for won in caps
    )


def follows_from_misprint(desk: Desk, found: Found) -> bool:
    """Whether a sum is so many times a misprinted amount that the message names: "1.5 billion each for 80 firms. That
    would be 120 billion".
    """
    named = [one for clause in desk.reading.clauses for one in clause.figures]
    counts = {one.value for one in named if one.kind in ("count", "number") and isinstance(one.value, int)}
    wrong = {one.wrong.value for one in desk.judge.edition.corrections} & {one.value for one in named}
    return found.kind == "won" and any(
        found.value == count * won
        for count in counts
        if count >= _FEW
        for won in wrong
        if isinstance(won, int)
    )


def puts_forward(reading: Reading) -> bool:
    """Whether the message states something as true or asks to confirm it, rather than asks what is."""
    return bool(_PUTS_FORWARD.search(reading.spaced)) or not _QUESTION.search(reading.spaced)


def is_claim(clause: Clause) -> bool:
    """Whether a clause says that something is so, and asks for nothing: "경기도도 들어갔다고 들었어요"."""
    return bool(_PUTS_FORWARD.search(clause.spaced)) and not _QUESTION.search(clause.spaced)


def is_heard(clause: Clause) -> bool:
    """Whether a clause puts a figure forward as true: "1.5 billion이라고 article에 있던데"."""
    return bool(clause.figures and _PUTS_FORWARD.search(clause.spaced))


def _figures_of(statement: Statement) -> tuple[Found, ...]:
    """The figures of a statement with the units that its Korean sentence gives them."""
    text, _ = render(statement.says.in_("ko"), statement.figures, "ko")
    return _figures_in(text)


@lru_cache(maxsize=1024)  # the sentences of a pack, compared with every message
def _figures_in(text: str) -> tuple[Found, ...]:
    return figures(text)


def _with_unit(found: Found, clause: Clause) -> Found:
    """ "teams of 2": people, though no word says so after the number."""
    if found.kind == "number" and _TEAM_OF.search(clause.spaced[: found.start]):
        return replace(found, kind="count", unit="people")
    return found


def _is_own(desk: Desk, ask: Ask, found: Found) -> bool:
    """Whether a figure is the writer's own, and no claim: what a project costs, whom the firm employs."""
    if found.kind in ("won", "malformed"):
        budget = [one for id in desk.topics.topics["budget"].targets for one in _figures_of(desk.id(id))]
        least = min((int(one.value) for one in budget if one.kind == "won"), default=0) // 10
        of_the_whole = found.kind == "won" and ask.topic is not None and ask.topic.id == "budget"
        if of_the_whole and int(found.value) > least > 0:
            return False  # "총사업비가 2130억": no firm's project is as large as that
        return is_own_sum(found, ask.clause.spaced)
    if is_own_count(found, ask.clause.spaced):
        return True
    if found.kind == "count" and found.unit == "people":
        return bool(_OWN_PEOPLE.search(ask.clause.spaced[: found.start]) or _OWN_PEOPLE.search(found.text))
    return False


def _agrees(found: Found, clause: Clause, value: object) -> bool:
    """Whether a figure is the one said, or keeps to the bound that the clause sets with it."""
    if value == found.value or isinstance(value, str) or isinstance(found.value, str):
        return value == found.value
    before, after = clause.spaced[: found.start], clause.spaced[found.end :]
    over, under = (one.search(before) or other.match(after) for one, other in (_OVER, _UNDER))
    return bool((over and value > found.value) or (under and value < found.value))  # type: ignore[operator]


def _contradicts(
    desk: Desk,
    ask: Ask,
    found: Found,
    said: Sequence[Found],
    statements: Sequence[Statement],
    *,
    asserted: bool,
) -> bool:
    of_kind = [one for one in said if one.kind == found.kind]
    match found.kind:
        case "malformed":
            return any(one.kind == "won" for one in said)
        case "won" if _payer(ask.clause.spaced, found) and _PAYS.match(ask.clause.spaced[found.end :]):
            # What somebody bears of the whole is known of some regions, and no cap speaks of it.
            return (
                desk.names_region(ask)
                and bool(of_kind)
                and (
                    all(not _agrees(found, ask.clause, one.value) for one in of_kind)
                    or any(
                        has_figure(one, found) and _is_of_another_payer(found, ask.clause, one)
                        for one in statements
                    )
                )
            )
        case "won" | "percent":
            return bool(of_kind) and all(not _agrees(found, ask.clause, one.value) for one in of_kind)
        case "count" if found.unit in _DAYS:
            days = _stretch(of_kind)
            return asserted and bool(days) and not _within(int(found.value) * _DAYS[found.unit or ""], days)
        case "number" if found.text.endswith("단계"):
            levels = [one.value for one in of_kind if one.text.endswith("단계")]
            return asserted and bool(levels) and found.value not in levels
        case "count" if not _counts_something(found, ask):
            return False
        case "count":
            theirs = asserted or (found.unit in _PARTICIPANTS and not _OURS.search(desk.reading.spaced))
            return theirs and _miscounts(desk, ask, found, of_kind)
        case "date" | "month":
            days_said = [str(one.value) for one in said if one.kind in ("date", "month")]
            return (
                asserted
                and bool(days_said)
                and not any(_is_day(found, ask.clause, one) for one in days_said)
                and not any(lies_within(found, ask.clause, one) for one in statements)
            )
        case "year" | "number" if is_since(found, ask.clause.spaced) and not desk.tells_company:
            years = {str(one.value) for one in said if one.kind == "year"} - {desk.judge.edition.id}
            return bool(years) and str(found.value) not in years | {desk.judge.edition.id}
    return False


def _miscounts(desk: Desk, ask: Ask, found: Found, said: Sequence[Found]) -> bool:
    """Whether the statements count the same things and come to another number."""
    listed = _figures_of(desk.id(desk.topics.topics["region-list"].targets[0]))
    governments = [one.value for one in listed if one.unit == "local_governments"]
    units = _PARTICIPANTS if found.unit in _PARTICIPANTS else {found.unit}
    counts = [one.value for one in said if one.kind == "count" and one.unit in units]
    if found.unit == "local_governments" or _counts_governments(ask, found):
        # What else is counted says nothing of them; of another year they may stand as mere places.
        other = [one.value for one in said if one.unit in ("local_governments", "companies")]
        counts = governments if desk.other_year() is None else other
    elif _PLACES.search(found.text) and not _CHOSEN.search(ask.clause.spaced) and counts:
        counts += governments  # "열 군데가 어디어디": those of the local governments as well
    return bool(counts) and not any(_agrees(found, ask.clause, one) for one in counts)


def _counts_something(found: Found, ask: Ask) -> bool:
    """Whether a count may be one of the programme's: no machines, no "one firm", no difference of two others."""
    if found.unit in _PARTICIPANTS and (
        found.value == 1 or (ask.topic and ask.topic.id in ("sum-185", "why"))
    ):
        return False
    if found.unit is not None:
        return True
    if found.text.endswith("개") and int(found.value) < _FEW:
        return False  # "세 개만 알려주세요": so many things are asked
    return bool(_THINGS.search(found.text)) and (
        not found.text.endswith("가지") or "track_word" in ask.clause.concepts
    )


def _is_day(found: Found, clause: Clause, said: str) -> bool:
    """Whether a day that is said is the one found, or lies in the part of the month found ("9월 말까지")."""
    value = str(found.value)
    if (value[1:] not in said[4:]) if value.startswith("--") else value not in said:
        return False
    around = clause.spaced[max(0, found.start - 14) : found.end + 4]
    part = next((days for words, days in _PARTS if words.search(around)), None)
    return found.kind != "month" or part is None or len(said) < 10 or int(said[-2:]) in part


def names_day(found: Found, clause: Clause, statement: Statement) -> bool:
    """Whether the statement has the day or the month that is named, or a stretch that it lies in."""
    dates = (str(one.value) for one in statement.figures.values() if one.kind in ("date", "month"))
    return lies_within(found, clause, statement) or any(_is_day(found, clause, one) for one in dates)


def lies_within(found: Found, clause: Clause, statement: Statement) -> bool:
    """Whether a day or a month is one in the stretch of a statement with two dates, and not said to be its bound:
    "4월에 접수" where it went on from the end of March to May.
    """
    dates = sorted(str(one.value) for one in statement.figures.values() if one.kind == "date")
    if len(dates) < 2 or {"start", "deadline"} & set(clause.concepts):
        return False
    value = str(found.value)
    first, last = (one[4:] if value.startswith("--") else one for one in (dates[0], dates[-1]))
    value = value[1:] if value.startswith("--") else value
    return first[: len(value)] <= value <= last[: len(value)]


def _counts_governments(ask: Ask, found: Found) -> bool:
    """ "참여 시도가 여섯 군데": places that are counted are what stands beside them, or what is asked for."""
    of_governments = "local_government" in ask.clause.concepts or (
        ask.topic and ask.topic.id == "region-list"
    )
    return bool(of_governments) and found.text.endswith(("곳", "군데"))


def _stretch(found: Iterable[Found]) -> tuple[int, ...]:
    return tuple(int(one.value) * _DAYS[one.unit] for one in found if one.unit in _DAYS)


def _within(days: int, said: tuple[int, ...]) -> bool:
    return min(said) * (1 - _ABOUT) <= days <= max(said) * (1 + _ABOUT)


def _wrong_stretches(clause: Clause, said: Iterable[Found]) -> Iterator[str]:
    """ "멘토가 하루 왔다 간다": a stretch in a word, where the statements give another one."""
    days = _stretch(one for one in said if one.kind == "count")
    for words, length in _STRETCHES:
        if days and (match := words.search(clause.spaced)) and not _within(length, days):
            yield match.group().strip()


def _wrong_places(desk: Desk, ask: Ask, statements: Iterable[Statement]) -> Iterator[str]:
    """Where something is said to be, if the statements name only other places: "엑스포는 부산 벡스코에서"."""
    if (
        desk.tells_company
        or ask.topic is None
        or ask.topic.id in ("region", "cap", "places", "own-share", "growth")
    ):
        return
    spoken = [find_regions(render(one.says.in_("ko"), one.figures, "ko")[0]) for one in statements]
    known = {choice for places in spoken for one in places for choice in one.choices}
    for place in ask.clause.places if known else ():
        if not place.choices & known:
            yield place.text


def _wrong_bodies(desk: Desk, clause: Clause) -> Iterator[str]:
    """Bodies that have no part in the programme, unless they are only where somebody heard of it."""
    concept = desk.topics.concepts.get("wrong_body")
    if concept is None or "wrong_body" not in clause.concepts:
        return
    spaced = without_who_said_it(clause.spaced)
    for words, text in ((concept.korean, squash(spaced)), (concept.english, spaced)):
        for match in words.finditer(text) if words else ():
            if not _SPEAKS.match(text[match.end() :]):
                yield match.group()


# --- where a figure does belong


def _belongs_elsewhere(desk: Desk, ask: Ask, found: Found) -> tuple[Segment, ...]:
    """The track, the region or the year that has this very figure on the same matter; empty for none."""
    year = Figure("year", str(desk.other_year() or desk.judge.edition.id))
    told = found.text.strip()
    owners = tuple(dict.fromkeys(_owners(desk, ask, found))) if desk.other_year() is None else ()
    if owners:
        names = " / ".join(name for name, _ in owners)
        said = desk.composer.say("premise_of_other", (found.text,), told=told, owner=names, year=year)
        return (replace(said, citations=desk.composer.citations(desk.id(owners[0][1]))),)
    for region in desk.regions(ask) if desk.names_region(ask) else ():
        for id in (one for ids in desk.topics.regions.get(region, {}).values() for one in ids):
            if has_figure(desk.id(id), found):
                # "시가 5천": a part of what is given there, and perhaps another payer's
                told_wrong = _is_of_another_payer(found, ask.clause, desk.id(id))
                said = desk.composer.say("premise_wrong", (found.text,), told=told)
                return (*((said,) if told_wrong else ()), desk.composer.statement(desk.id(id)))
    if (call := _other_call(desk, ask, found)) is not None:
        own_call, statement = call
        said = desk.composer.say("premise_of_call", (found.text,), told=told)
        said = replace(said, citations=desk.composer.citations(statement))
        # "고도화 14개사 추가로": true of the programme's own extra call
        return (*(() if own_call else (said,)), desk.composer.statement(statement))
    if (other := _of_another_year(desk, ask, found)) is not None:
        known, statement = other
        of_year = Figure("year", known)
        if there := _places_that_have_it(desk, ask, found, statement):
            # "광주는 2025년에도 40%": of another year, and of other places
            said = desk.composer.say("premise_of_other", (found.text,), told=told, owner=there, year=of_year)
        else:
            said = desk.composer.say("premise_of_year", (found.text,), told=told, other=of_year, year=year)
        return (replace(said, citations=desk.composer.citations(statement)),)
    return ()


def _places_that_have_it(desk: Desk, ask: Ask, found: Found, statement: Statement) -> str:
    """The places that a statement with only this figure of its kind speaks of; "" where one of them is asked about."""
    asked = set(desk.regions(ask)) if desk.names_region(ask) else set[str]()
    text, _ = render(statement.says.in_("ko"), statement.figures, "ko")
    alone = len({one.value for one in figures(text) if one.kind == found.kind}) == 1
    there = {choice for one in find_regions(text) for choice in one.choices}
    if not asked or not alone or there & asked:
        return ""
    choices = desk.programme.facts["region"].choices
    return " / ".join(one.label.in_(desk.composer.language) for one in choices if one.value in there)


def _is_of_another_payer(found: Found, clause: Clause, statement: Statement) -> bool:
    """ "삼성이 5천": whether the statement has somebody else pay that much."""
    text, _ = render(statement.says.in_("ko"), statement.figures, "ko")
    payers = [_payer(text, one) for one in figures(text) if _is_same(found, one)]
    named = _payer(clause.spaced, found)
    return named is not None and None not in payers and named not in payers


def _payer(text: str, found: Found) -> str | None:
    """Who is named last before an amount, near to it."""
    named = [one.lastgroup for one in _PAYER.finditer(text[max(0, found.start - 24) : found.start])]
    return named[-1] if named else None


def _owners(desk: Desk, ask: Ask, found: Found) -> Iterator[tuple[str, str]]:
    """Names (and statements) of the tracks and regions of the edition that are not asked about and have the figure."""
    language = desk.composer.language
    tracks, regions = desk.tracks(ask), desk.regions(ask) if desk.names_region(ask) else ()
    if ask.topic is None or ask.topic.id not in (
        "cap",
        "places",
        "own-share",
        *(f"{one}-track" for one in tracks),
    ):
        return
    asked = tracks or tuple(one.id for one in desk.judge.edition.tracks.values() if regions and one.cap.fact)
    for track in desk.judge.edition.tracks.values():
        if asked and track.id not in asked:
            for one in (track.cap.otherwise.statement, track.places):
                if has_figure(one, found):
                    yield track.title.in_(language), one.id
        labels = {str(one.value): one.label.in_(language) for one in desk.programme.facts["region"].choices}
        for region, amount in track.cap.table.items() if regions else ():
            if region not in regions and has_figure(amount.statement, found):
                yield labels.get(region, region), amount.statement.id


def has_figure(statement: Statement, found: Found) -> bool:
    return any(_is_same(found, one) for one in _figures_of(statement))


def _is_same(one: Found, other: Found) -> bool:
    alike = one.unit == other.unit or {one.unit, other.unit} <= _PARTICIPANTS
    return one.kind == other.kind and one.value == other.value and alike


def _other_call(desk: Desk, ask: Ask, found: Found) -> tuple[bool, Statement] | None:
    """A call beside the first one whose figure it is, and whether it is the programme's own."""
    if ask.topic is None or ask.topic.id not in ("cap", "places", "advanced-track"):
        return None
    if desk.tracks(ask) == ("basic",) or desk.names_region(ask):
        return None  # the calls that were apart are of the advanced level
    for topic in ("extra-intake", "food-call"):
        for statement in map(desk.id, desk.topics.topics[topic].targets):
            if has_figure(statement, found):
                return topic == "extra-intake", statement
    return None


def _of_another_year(desk: Desk, ask: Ask, found: Found) -> tuple[str, Statement] | None:
    """The latest other edition that has this very figure on the same matter, and its statement."""
    track = ask.clause.tracks[0] if len(ask.clause.tracks) == 1 else None
    deciding = desk.judge.edition
    others = tuple(one for one in deciding.tracks if track and one != track)
    if desk.other_year() is not None:
        of_tracks = [one for id, one in deciding.tracks.items() if track in (None, id)]
        here = {
            "cap": [one.cap.otherwise.statement for one in of_tracks],
            "places": [one.places for one in of_tracks],
        }
        targets = ask.topic.targets if ask.topic and ask.topic.kind == "statements" else ()
        for statement in here.get(ask.topic.id if ask.topic else "", [desk.id(one) for one in targets]):
            if has_figure(statement, found):
                return deciding.id, statement
    for year in sorted(desk.topics.years, reverse=True) if ask.topic else ():
        if year in ("0", str(desk.other_year() or desk.judge.edition.id)):
            continue
        for id in desk.topics.of_year(int(year), ask.topic.id if ask.topic else "", track):
            # A figure that the other edition gives for the other track only is none of this one's.
            known = [one for name, one in desk.id(id).figures.items() if not name.startswith(others)]
            if any(same(one.kind, one.value, found) for one in known) and has_figure(desk.id(id), found):
                return year, desk.id(id)
    return None
