"""A message read: its language, what it tells about the company, and what each of its clauses asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from itertools import islice

from bot.answering.answer import Context, Language
from bot.answering.company import Told, parties, read_company
from bot.answering.topics import Match, Topics
from knowledge.figures import Found, figures
from knowledge.normalise import (
    Corrector,
    clean,
    language_of,
    matching_form,
    mend_endings,
    repair_layout,
    split_clauses,
    squash,
)
from rules.regions import Place, find_regions

MAX_CHARACTERS = 2_000
MAX_CLAUSES = 12

_RELATIVE_YEARS: tuple[tuple[str, int], ...] = (
    (r"재작년|the year before last|two years ago", -2),
    (r"작년|지난해|전년|last year|previous year", -1),
    (r"내년|next year", 1),
)
_YEAR_BEFORE = re.compile(
    r"그전해|그전년|전년도|전년(?:은|에)|(?:the )?(?:year before|previous year)", re.IGNORECASE
)
_THIS_YEAR = re.compile(r"올해|금년|this year", re.IGNORECASE)
_ENGLISH_WORD = re.compile(r"(?<![A-Za-z./@-])[A-Za-z]{6,14}(?![A-Za-z./@-])")
_ALIKE = 0.87  # difflib's ratio: one slip in a word of seven or more letters, none that makes another word
_ELLIPTIC = re.compile(
    r"^(?:그럼|그러면|그렇다면|그럼요|글면|근데|그리고|아그럼|아그러면|then|and|what about|how about|so)|"
    r"(?:이?면|이모|라면)요?\??$|(?:는요|은요|은|는|도요|도|이요|는예|은예|는여|은여|는유|쪽은|쪽은요)\??$",
    re.IGNORECASE,
)
# A count of these is a concept of its own: "20 local governments라던데 맞아?".
_COUNTED = {
    "companies": "count_companies",
    "local_governments": "count_governments",
    "people": "count_people",
    "factories": "count_factories",
}
# So short that a question without a subject speaks of the last one (characters without spaces).
_SHORT = {"ko": 16, "en": 34}
# What a question, or half of one, may leave unsaid: it is named elsewhere.
SUBJECT_CONCEPTS = frozenset(
    ["expo", "mentoring", "training", "smart_365", "aftercare", "food_call", "ai_round", "extra_intake", "chairman"]
)  # fmt: skip
# Aspects that the programme itself has too.
_OF_THE_PROGRAMME = frozenset(["amount", "when", "own_share", "documents", "score"])
# Between two things that are named side by side: "한도랑 자부담", "뭐고 얼마까지", "the cap and the deadline".
_BESIDE = re.compile(
    r"(?<=[가-힣])(?<![년월일])(?:이랑|랑|하고|와|과|이고|(?<![라다냐자])고|이며|며|및)(?:요)?[ ,]+| 및 |"
    r"(?<=[나까가지해돼되어아려래네]요) +|(?<=[죠까냐니노교]) +|"  # said, not written: questions without a mark
    r"\s*\((?:[가나다라마]|[1-5a-eA-E])\)\s*|\s*[,/&·]\s*(?=[가-힣])|, (?=[a-z])(?!before|after|or\b|if|so\b|right|is|are|was|with|as\b|but|because|please|thanks)|,? (?:and(?: also)?|plus|as well as|&) ",
    re.IGNORECASE,
)
_MOST_BESIDE = 6
_QUESTION_WORD = re.compile(r"얼마|언제|어디|어느|몇|뭐|뭔|무엇|누구|누가|어떻게|왜|며칠|how|what|when|where|who", re.IGNORECASE)
# What a project costs, or a firm earns or pays, is the writer's own sum and claims nothing of the programme.
_OWN_SUM_BEFORE = re.compile(
    r"(?:견적|공사비|사업비|투자[가-힣]{0,2}|구축비|제작비|설비값|기계값|공사|매출[가-힣]{0,2}|연봉|월급|자본금?|자산|빚|부채|계약금?|(?:만약|만일|가령)[^.?!]{0,16}|"
    r"\b(?:costs?|costing|quot\w+|worth|invest\w*|turnover|sales|revenue|project of|budget of|spend\w*|spent|machines? for)\b[^.?!]{0,14})"
    r"(?:이|가|은|는|을|를|만|도|로|총|약|한|대략)* ?$",
    re.IGNORECASE,
)
_OWN_SUM_AFTER = re.compile(
    r" ?(?:원|쯤|정도|가량|남짓)* ?(?:짜리|견적|공사|프로젝트|투자|들[어였었]|드는|든다|나왔|규모의|어치|매출|계약|(?:을|를)? ?(?:쓰|썼|투자|들[여였]))|"
    r"(?: won| krw)?[ -](?:project|quote|investment|machine|line|system|plant|(?:in |of )?(?:sales|turnover|revenue)|worth)",
    re.IGNORECASE,
)
# Where a description of the company ends and the question begins: "도금공장 하는데 얼마까지", "we make cups, how much".
_DESCRIBED = re.compile(
    r"(?<=[가-힣])(?:는데|인데|은데|한데|던데|인디|는디|디요?|고요|구요|거든요?|니까|라서|이라|이고|체고|사고|니다|에요|예요)(?:요)?[ ,.]+|"
    r"[,;:-]+ (?=(?:so |and |but )?(?:how|what|when|can|could|may|is|are|do|does|which|who|where|would|will)\b)",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"거긴|거기|그곳|그지역|그쪽|그동네|\b(?:there|that (?:region|area|city|one))\b", re.IGNORECASE
)
# What was supposed is let go: the company stays where and as it is.
_AS_IT_IS = re.compile(
    r"그대로(?:있|두|놔|가|하|면|라면)|안옮기|안옮긴|옮기지않|옮기지말|이사안|원래대로|지금자리|제자리|"
    r"\b(?:(?:if|when) we stay|stay(?:ing)? (?:put|here|where)|as (?:it is|we are|things are)|(?:do not|don't|not) mov(?:e|ing))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """One clause: its forms for matching, the concepts it holds (with their words), and the topics they ask for."""

    text: str
    spaced: str
    squashed: str
    concepts: Mapping[str, str]
    matches: tuple[Match, ...]
    figures: tuple[Found, ...]
    tracks: tuple[str, ...]
    places: tuple[Place, ...]
    elliptic: bool

    def hints(self) -> dict[str, float]:
        """What the patterns found, for the model that was learnt: concepts, topics by weight, the heaviest one."""
        found = {f"concept {id}": 0.5 for id in self.concepts}
        found |= {f"topic {one.topic.id}": min(one.score, 6.0) / 4 for one in reversed(self.matches)}
        return found | {f"first {one.topic.id}": 1.0 for one in self.matches[:1]}


@dataclass(frozen=True)
class Reading:
    """The whole message. `year` is the edition asked about; `year_is_loose` where it was only "this year".

    `years` are all that are named, for comparisons.
    `follows_up`: short enough, or worded so, that what it leaves unsaid is that of the last question. `there`: it
    points back at a place; `as_it_is`: at the company as it is, after something was supposed. `others_left_out`: other companies are told of too, and are no part of `told`.
    `another_company`: the message is about somebody else's company. `tells_company`: it describes the writer's (by
    more than dealings, which decide nothing).
    """

    text: str
    spaced: str
    squashed: str
    language: Language | None
    clauses: tuple[Clause, ...]
    told: Told
    places: tuple[Place, ...]
    tracks: tuple[str, ...]
    year: int | None
    years: tuple[int, ...]
    year_is_loose: bool
    follows_up: bool
    there: bool
    as_it_is: bool
    shortened: bool
    others_left_out: bool
    another_company: bool
    tells_company: bool

    @property
    def confidence(self) -> float:
        """How surely it is read what is asked, from 0 to 1: the share of the words that concepts explain, times the
        weight of the heaviest group of them (w / (w + 1)). It orders answers for staff; it is no probability.
        """
        letters = sum(len(one.squashed) for one in self.clauses)
        heaviest = max((one.matches[0].score for one in self.clauses if one.matches), default=0.0)
        explained = sum(_explained(one) for one in self.clauses)
        return round(heaviest / (heaviest + 1) * explained / letters, 4) if letters else 0.0


class Reader:
    """Reads messages with one pack's topics. Built once; holds nothing of any chat."""

    def __init__(self, topics: Topics, names: tuple[str, ...]) -> None:
        self._topics = topics
        self._names = names
        self._vocabulary = frozenset(topics.vocabulary)
        self._english = sorted(one for one in topics.vocabulary if one.isascii())
        self._protected = frozenset(topics.protected)
        self._corrector = Corrector(topics.vocabulary, topics.protected)

    def read(self, text: str, today: date, context: Context) -> Reading:
        """Any text whatever."""
        shortened = len(text) > MAX_CHARACTERS
        lines = [self._repaired(line) for line in text[:MAX_CHARACTERS].splitlines()]
        repaired = " ".join(line for line in lines if line)
        spaced, squashed = matching_form(repaired), squash(repaired)
        places = find_regions(spaced, asked=context.asked == "region")
        about_us = context.asked is not None or context.topic == "eligibility"
        whose = parties(spaced)
        mixed = bool(whose.others) and not whose.only_others
        ours = whose.own if mixed else spaced
        told = read_company(
            ours,
            squash(ours) if mixed else squashed,
            find_regions(ours, asked=context.asked == "region") if mixed else places,
            asked=context.asked,
            about_us=about_us,
        )
        clauses = tuple(self._clause(one) for line in lines for one in split_clauses(line))[:MAX_CLAUSES]
        language = language_of(repaired)
        found = figures(spaced, self._names)
        past = _of_the_company(spaced, found, told) if told.facts or told.first_person else ()
        asked = tuple(one for one in found if one not in past and not _is_a_stretch(spaced, one, today))
        year, loose = _year(spaced, squashed, asked, today, context.year)
        return Reading(
            repaired,
            spaced,
            squashed,
            "ko" if language == "ko" else "en" if language == "en" else None,
            clauses,
            told,
            places,
            tuple(dict.fromkeys(track for one in clauses for track in one.tracks)),
            year,
            tuple(dict.fromkeys(int(str(one.value)) for one in asked if one.kind == "year")),
            loose,
            any(one.elliptic for one in clauses) or len(squashed) <= _SHORT[language or "ko"],
            bool(_THERE.search(squashed) or _THERE.search(spaced)),
            bool(_AS_IT_IS.search(squashed) or _AS_IT_IS.search(spaced)),
            shortened,
            mixed,
            bool(whose.others) and whose.only_others,
            bool(set(told.facts) - {"samsung_dealings"}),
        )

    def clause_of(self, text: str) -> Clause:
        """A line read as one clause."""
        return self._clause(self._repaired(text))

    def _repaired(self, line: str) -> str:
        repaired = mend_endings(self._corrector.correct(repair_layout(clean(line), self._vocabulary)))
        return _ENGLISH_WORD.sub(self._spelt, repaired)

    def _spelt(self, match: re.Match[str]) -> str:
        """An English word, mended if it is a slip of one word of the vocabulary: dedline, elligible."""
        word = match.group()
        if word.lower() in self._english or word.lower() in self._protected:
            return word
        close = get_close_matches(word.lower(), self._english, 1, _ALIKE)
        return close[0] if close and close[0][0] == word[0].lower() else word

    def beside(self, clause: Clause) -> Iterator[tuple[Clause, ...]]:
        """Every way to read the clause as several, at words that set things side by side: "한도랑 자부담 얼마예요?".

        In all its parts first, then in two. Each part has the track and the place of the whole, where it names none.
        """
        splits = list(islice((one for one in _BESIDE.finditer(clause.text) if _sets_apart(one)), _MOST_BESIDE))
        for chosen in [splits, *([one] for one in splits if len(splits) > 1)] if splits else []:
            starts = [0, *(one.end() for one in chosen)]
            ends = [*(one.start() for one in chosen), len(clause.text)]
            parts = [clause.text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
            yield tuple(self._sharing(self._clause(one), clause) for one in parts if one)

    def after_description(self, clause: Clause) -> Clause | None:
        """What follows the company's description in a clause that begins with one; None where none does."""
        for match in reversed(list(islice(_DESCRIBED.finditer(clause.text), _MOST_BESIDE))):
            head, tail = clause.text[: match.end()], clause.text[match.end() :]
            form = matching_form(head)
            told = read_company(form, squash(head), find_regions(form))
            if (told.facts or told.first_person) and len(squash(tail)) > 1:
                return self._sharing(self._clause(tail), clause)
        return None

    def _sharing(self, half: Clause, whole: Clause) -> Clause:
        subject = SUBJECT_CONCEPTS & set(whole.concepts)
        left_unsaid = [
            *(whole.tracks if not half.tracks else ()),
            *(["region"] if whole.places and not half.places else []),
            *(subject if self._leaves_its_subject_out(half, subject) else ()),
        ]
        concepts = {**half.concepts, **{one: whole.concepts[one] for one in sorted(left_unsaid)}}
        return replace(
            half,
            concepts=concepts,
            matches=tuple(self._topics.matches(concepts)),
            tracks=half.tracks or whole.tracks,
            places=half.places or whole.places,
        )

    def _leaves_its_subject_out(self, half: Clause, subject: frozenset[str]) -> bool:
        """ "전화번호" is somebody's; "접수 마감일" is the programme's own."""
        named = set(half.concepts)
        if SUBJECT_CONCEPTS & named:
            return False
        if not half.matches or named & self._topics.aspects - _OF_THE_PROGRAMME:
            return True
        # "몇 개 회사가 나갔어요" after the expo: a count that the subject has as well
        asked = frozenset(half.matches[0].why.split("+"))
        return asked == {"places"} and self._topics.asks_of(subject, asked)

    def _clause(self, text: str) -> Clause:
        spaced, squashed = matching_form(text), squash(text)
        found = figures(spaced, self._names)
        places = find_regions(spaced)
        concepts = self._topics.concepts_in(squashed, spaced)
        won = [one for one in found if one.kind in ("won", "malformed") and not is_own_sum(one, spaced)]
        if won:
            concepts["won_figure"] = won[0].text
        if places:
            concepts["region"] = places[0].text
        for one in found:
            if one.kind == "count" and one.unit in _COUNTED:
                # "지자체 10곳": places that are counted are what stands beside them
                places_of_government = "local_government" in concepts and one.text.endswith(("곳", "군데"))
                counted = "local_governments" if places_of_government else one.unit
                concepts.setdefault(_COUNTED[counted], one.text)
        tracks = tuple(one for one in ("advanced", "basic") if one in concepts)
        return Clause(
            text,
            spaced,
            squashed,
            concepts,
            tuple(self._topics.matches(concepts)),
            found,
            tracks,
            places,
            bool(_ELLIPTIC.search(squashed) or _ELLIPTIC.search(spaced)) and len(squashed) <= 40,
        )


def is_own_sum(found: Found, spaced: str) -> bool:
    """Whether an amount is one of the writer's own: "견적이 2억", "1억짜리 기초를 한다고 치면"."""
    return bool(_OWN_SUM_BEFORE.search(spaced[: found.start]) or _OWN_SUM_AFTER.match(spaced[found.end :]))


def _sets_apart(split: re.Match[str]) -> bool:
    """Whether what stands before "-고" is a question of its own: "뭐고 얼마까지", but not "뽑혀놓고 그만두면"."""
    joins = squash(split.group())
    return not joins.endswith("고") or joins.endswith("하고") or bool(_QUESTION_WORD.search(split.string[: split.start()]))


def _explained(clause: Clause) -> int:
    """How many letters of a clause belong to words that carry a concept."""
    known: set[int] = set()
    for words in clause.concepts.values():
        start = clause.squashed.find(squash(words))
        if start >= 0:
            known.update(range(start, start + len(squash(words))))
    return len(known & set(range(len(clause.squashed))))


# What a company tells of its own past: no question about that year's edition.
_OF_ITS_PAST = re.compile(
    r"설립|창업|창립|세운|세웠|차렸|차린|개업|시작한|시작했|부터.{0,6}(?:하고|해 ?[온왔]|만들)|졸업|넘어갔|됐어|되었|"
    r"\b(?:since|founded|established|started|set up|opened|began|grew|became|graduated|born)\b",
    re.IGNORECASE,
)
_NEAR = 16
_STRETCH = re.compile(r" ?(?:째|차|동안|간|정도|쯤|가까이|넘|이상|됐|된|했|하고|경력|전통|한결|만에|전에?|을|씩)")
_NEXT_EDITIONS = 2  # years ahead that anybody asks about


def _of_the_company(spaced: str, found: tuple[Found, ...], told: Told) -> tuple[Found, ...]:
    """The years in which something happened to the company: founded, supported before."""
    years = tuple(one for one in found if one.kind in ("year", "month"))
    if "prior_support" in told.facts and len(years) == 1:
        return years
    near = ((one, spaced[max(0, one.start - _NEAR) : one.end + _NEAR]) for one in years)
    return tuple(one for one, around in near if _OF_ITS_PAST.search(around))


def _is_a_stretch(spaced: str, one: Found, today: date) -> bool:
    """ "프레스만 30년 했어요": years that something lasted, not the year 2030."""
    if one.kind != "year" or not re.match(r"\d\d ?년", one.text):
        return False
    return bool(_STRETCH.match(spaced[one.end :])) or int(str(one.value)) > today.year + _NEXT_EDITIONS


def _year(
    spaced: str, squashed: str, found: tuple[Found, ...], today: date, last: int | None
) -> tuple[int | None, bool]:
    for one in found:
        if one.kind in ("year", "month", "date") and str(one.value)[:4].isdigit():
            return int(str(one.value)[:4]), False
    if last is not None and (_YEAR_BEFORE.search(squashed) or _YEAR_BEFORE.search(spaced)):
        return last - 1, False
    for pattern, offset in _RELATIVE_YEARS:
        if re.search(pattern, squashed) or re.search(pattern, spaced):
            return today.year + offset, False
    if _THIS_YEAR.search(squashed) or _THIS_YEAR.search(spaced):
        return today.year, True
    return None, False
