"""The way of a message, in steps that can be read aloud: read it, decide or look up, compose, gate."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Self

from bot.answering.answer import Answer, Context, Language, Segment, Status
from bot.answering.asking import Asking
from bot.answering.classifying import VERDICT
from bot.answering.composing import Composer
from bot.answering.desk import Ask, Desk, Part
from bot.answering.eligibility import verdict_on_all
from bot.answering.following import as_compared, is_of_both_places, of_both_places, turns_away, with_names
from bot.answering.gate import check
from bot.answering.given import Guess, Search, Watch, unwatched
from bot.answering.pack import Pack
from bot.answering.premises import has_figure, puts_forward
from bot.answering.quotes import Quotes
from bot.answering.reactions import reaction
from bot.answering.remembering import about_company, beside_known, goes_on_there, next_context
from bot.answering.telling import Telling, quoted
from bot.answering.topics import Topic
from bot.answering.understanding import Clause, Reader, Reading
from bot.typed import is_question
from rules.facts import Facts, Known, merge

_log = logging.getLogger(__name__)

_NOT_OF_THE_PROGRAMME = frozenset(
    ["what", "when", "where", "how", "able", "we", "now", "person", "why", "hello", "thanks", "who", "frequency", "how_long",
     "amount", "won_figure", "region", "official", "what_change", "fee", "hours", "address", "phone", "both_tracks",
     "difference", "recommend", "money_flow", "cumulative", "misc_paper", "track_word"]
)  # fmt: skip
# "숙소도 주나": one thing more of what was spoken of.
_ALSO = re.compile(
    r"^(?:그럼 |그러면 |혹시 )?[가-힣]{1,8}도 ?(?:주|줘|준|있|되|돼|해 ?주|내 ?주|나와|나오|제공|포함)"
)
_OVERVIEW = "overview"
# Sentences that only announce what follows them, and the beginnings of what that is.
_ANNOUNCES = {
    "message:nearby": ("statement:",),
    "message:reason_not_known": ("message:source_", "quote:", "statement:"),
}
_NO_WORDS = Clause("", "", "", {}, (), (), (), (), elliptic=False)


# A question about the writer's own company is one on the programme, even where no topic fits.
_A_COMPANY = re.compile(
    r"회사|기업|업체|공장|사업장|\b(?:company|firm|factory|plant|business)\b", re.IGNORECASE
)

# Pointing at what was never named: "그거요 그거", "그래서 된다는 거예요?".
_ONLY_POINTS = re.compile(
    r"(?:그래서|그럼|그러면|근데|혹시)?(?:그거|그게|그것|그건|저거|저게)(?:도|은|는)?(?:안)?(?:되|돼|됩|가능)[가-힣]{0,4}[.?!~]*|"
    r"그래서(?:안)?(?:되|돼|된|됩|가능)[가-힣]{0,7}[.?!~]*|"
    r"(?:그거|이거|저거|그것|이것|저것|그게|이게|거기|여기|그|요|네|음|어|아|뭐|좀|있잖아|this|that|it|one|thing)+[.?!~]*",
    re.IGNORECASE,
)


class Answerer:
    """Answers messages from one pack. Pure: the same message, context and day give the same answer.

    `search` finds passages of all documents, `staff_search` of those that staff added; `guess` names topics with the probability that a text asks for them, likeliest first.
    """

    def __init__(self, pack: Pack, search: Search, staff_search: Search, guess: Guess) -> None:
        if pack.topics is None:
            raise ValueError("a pack loaded without topics can judge, but not answer")
        self.pack = pack
        self.paused: frozenset[str] = frozenset()  # topics that staff are looking into
        self.quotes = Quotes(pack.programme)
        self._topics = pack.topics
        self._search = search
        self._staff_search = staff_search
        self._guess = guess
        self._reader = Reader(pack.topics, pack.programme.names)
        self._seen_by(unwatched)

    def _seen_by(self, watch: Watch) -> None:
        self._watch = watch
        self._telling = Telling(self._topics, self._staff_search, self.paused, watch)
        self._asking = Asking(self._topics, self._reader, self._guess, self._telling, watch)

    def watched(self, watch: Watch) -> Self:
        """One that answers the same, with `watch` doing its steps.

        They are given: "read" what `read` is, "decide" (reading, context, desk), "guess" and the searches (text,
        language), "gate" (answer, desk), and in it "check" (segment, ...) for each segment.
        """
        found = copy(self)
        found._seen_by(watch)
        return found

    def pausing(self, topics: Iterable[str]) -> Answerer:
        """The same answerer, which sends whoever asks about one of these topics to a person."""
        other = copy(self)
        other.paused = frozenset(topics)
        other._seen_by(self._watch)
        return other

    def read(self, text: str, today: date, context: Context) -> Reading:
        edition = self.pack.judge_on(today).edition.id
        text = with_names(text, context, edition)
        if context.year is None and edition.isdigit():
            context = replace(context, year=int(edition))  # whose year before and after are meant
        return self._watch("read", self._reader.read, text, today, context)

    def answer(
        self, text: str, context: Context, today: date, language: Language | None = None
    ) -> tuple[Answer, Context]:
        """The answer, and the context for the next message. `language`, if given, beats the message's own."""
        if turns_away(text):
            context = replace(context, subject=(), other=None)
        return self.answer_read(self.read(text, today, context), context, today, language)

    def answer_read(
        self, reading: Reading, context: Context, today: date, language: Language | None = None
    ) -> tuple[Answer, Context]:
        """As `answer`, for a message that has been read."""
        if is_of_both_places(reading, context):
            context = replace(context, region=(*context.before, *context.region), before=())
            reading = of_both_places(reading)
        reading = self._asking.as_meant(reading, about_company(reading, context))
        context = as_compared(reading, about_company(reading, context))
        language = language or reading.language or context.language or "ko"
        facts = merge(context.facts, beside_known(reading, context))
        if goes_on_there(reading, context) and "region" not in facts:
            facts = {**facts, "region": Known(frozenset(context.region))}
        desk = self._desk(reading, context, facts, today, language)
        parts = self._watch("decide", self._parts, reading, context, desk)
        answer = self._gated(_joined(parts, language, desk), desk)
        after = next_context(answer, parts, reading, context, language, facts)
        return answer, replace(after, named=_tracks_named(answer, desk) or after.named)

    def on_topic(
        self, topic: str, context: Context, today: date, language: Language
    ) -> tuple[Answer, Context]:
        """The answer on a topic of the pack that a button or a link asks for, without any words.

        Raises KeyError for a topic that the pack does not have.
        """
        reading = replace(self._reader.read("", today, context), follows_up=False)
        desk = self._desk(reading, context, context.facts, today, language)
        parts = [self._telling.on(self._topics.topics[topic], _NO_WORDS, desk)]
        answer = self._gated(_joined(parts, language, desk), desk)
        return answer, next_context(answer, parts, reading, context, language, context.facts)

    def sources(self, names: str, context: Context, today: date, language: Language) -> Answer | None:
        """The quotes named by `quotes.names_of`, as far as the pack still has them; None for none of them."""
        desk = self._desk(self._reader.read("", today, context), context, {}, today, language)
        segments = tuple(
            Segment(one.quote, f"source:{one.document}", (), (one,)) for one in self.quotes.named(names)
        )
        return self._gated(Answer("answered", language, segments), desk) if segments else None

    def result(
        self, context: Context, today: date, language: Language, tracks: tuple[str, ...] = ()
    ) -> tuple[Answer, Context]:
        """The verdict on these tracks (all, if none is named) for what is known: the end of a self-check."""
        reading = self._reader.read("", today, context)
        desk = self._desk(reading, context, context.facts, today, language)
        part = desk.paused() if VERDICT in self.paused else verdict_on_all(desk, tracks)
        answer = self._gated(_joined([part], language, desk), desk)
        return answer, replace(
            context,
            language=language,
            topic=VERDICT,
            spoken=tuple(one.origin for one in answer.segments),
            verdict_tracks=tuple(answer.verdicts),
            asked=None,
        )

    def _desk(
        self, reading: Reading, context: Context, facts: Facts, today: date, language: Language
    ) -> Desk:
        composer = Composer(self.pack.programme, language)
        return Desk(
            self.pack.programme,
            self.pack.judge_on(today),
            composer,
            today,
            facts,
            self._topics,
            reading,
            context,
        )

    # decide or look up

    def _parts(self, reading: Reading, context: Context, desk: Desk) -> list[Part]:
        whole = {concept for clause in reading.clauses for concept in clause.concepts}
        if "injection" in whole:
            return [self._telling.on(self._topics.topics["injection"], reading.clauses[0], desk)]
        points = context.topic is None and _ONLY_POINTS.fullmatch(reading.squashed)
        if points or (reaction(reading.spaced) == "missed" and not reading.told.facts):
            return [desk.unclear()]
        asks = self._asking.asks(reading, context, desk)
        left = self._left_unanswered(reading, asks)
        if left is not None:
            apart = replace(reading, clauses=(left,), text=left.text)
            return [self._unmatched(apart, replace(desk, reading=apart), {*left.concepts})]
        if self._asking.wants_last_again(reading, context) and (again := desk.said_before()):
            return [replace(again, ask=Ask(*asks[0]))]
        declined = [one for topic, one in asks if topic.kind == "decline"]
        if len(asks) > 1 and declined:
            # "내일 수원 가는데 거기 날씨는": a place in what is declined is no place of what is asked.
            desk = replace(desk, reading=_without_places_of(declined, reading))
        parts = [self._telling.on(topic, clause, desk) for topic, clause in asks]
        if not parts:
            parts = [self._unmatched(reading, desk, whole)]
        return parts

    def _left_unanswered(self, reading: Reading, asks: list[tuple[Topic, Clause]]) -> Clause | None:
        """The question that nothing names, beside thanks: "Great. Do they mind our dog?"."""
        if not asks or any(topic.kind != "smalltalk" for topic, _ in asks):
            return None
        for clause in reading.clauses:
            likeliest = next(iter(self._asking.chances(clause)), None)
            talks = likeliest is None or self._topics.topics[likeliest[0]].kind == "smalltalk"
            heard = any(one.text == clause.text for _, one in asks)
            if clause.text.endswith("?") and not (clause.matches or talks or heard):
                return clause
        return None

    # one part of the answer

    def _unmatched(self, reading: Reading, desk: Desk, whole: set[str]) -> Part:
        """Neither words nor examples name a topic: a passage, if one is near enough, else an honest "no"."""
        clause = reading.clauses[0] if reading.clauses else None
        if clause is None:
            return desk.unclear()
        ask = Ask(None, clause)
        confirmed = self._with_figure(clause) if puts_forward(reading) else None
        if confirmed is not None:
            return self._telling.on(confirmed, clause, desk)
        for hit in self._watch("search", self._search, reading.text, desk.composer.language):
            if hit.is_near_enough:
                return quoted(hit, desk, ask)
        likeliest = next((self._topics.topics[id] for id, _ in self._asking.chances(clause)), None)
        if desk.other_year() is not None and (likeliest is None or likeliest.kind != "decline"):
            return self._telling.on(self._topics.topics[_OVERVIEW], clause, desk)
        about_us = reading.told.first_person and _A_COMPANY.search(reading.spaced)
        one_more = desk.context.topic is not None and _ALSO.search(reading.spaced)
        # "더 걸리면 어떻게 되나요": a question on what was answered last, in words that are not known
        declines = likeliest is not None and likeliest.kind in ("decline", "smalltalk")
        goes_on = desk.context.topic is not None and reading.follows_up and is_question(reading.text)
        if whole - _NOT_OF_THE_PROGRAMME or about_us or one_more or (goes_on and not declines):
            return desk.not_in_documents(ask)
        return desk.off_topic(ask) if len(reading.squashed) > 3 else desk.unclear()

    def _with_figure(self, clause: Clause) -> Topic | None:
        """What a figure that is put forward belongs to, where nothing else says: "총 200개 조금 넘는 거 맞죠?"."""
        for found in clause.figures:
            for topic in self._topics.topics.values() if found.kind in ("won", "count") else ():
                telling = topic.targets if topic.kind == "statements" else ()
                if any(has_figure(self.pack.programme.statement(one), found) for one in telling):
                    return topic
        return None

    # gate

    def _gated(self, answer: Answer, desk: Desk) -> Answer:
        return self._watch("gate", self._gate, answer, desk)

    def _gate(self, answer: Answer, desk: Desk) -> Answer:
        """Only segments that pass; what fails is logged and left out, and nothing is stated in its stead."""
        answer = replace(
            answer,
            pack=self.pack.name,
            edition=desk.judge.edition.id,
            confidence=desk.reading.confidence,
        )
        passed, refused = [], list[str]()
        for segment in answer.segments:
            passages = {segment.origin.partition(":")[2]: one.quote for one in segment.citations}
            refusal = self._watch(
                "check", check, segment, self.pack.programme, answer.language, passages, desk.judge.edition
            )
            if refusal is None:
                passed.append(segment)
            else:
                _log.error("gate refused %s: %s", refusal.origin, refusal.reason)
                refused.append(f"{refusal.origin}: {refusal.reason}")
        if len(passed) == len(answer.segments):
            return answer
        answer = replace(answer, refused=tuple(refused))
        composer = Composer(self.pack.programme, answer.language)
        if not any(one.citations for one in passed):
            sorry = composer.say("gate_refused")
            return replace(answer, status="not_in_documents", segments=(sorry,), verdicts={}, choices=())
        return replace(answer, segments=_without_idle_intro(tuple(passed)))


def _without_places_of(declined: list[Clause], reading: Reading) -> Reading:
    theirs = {place.text for one in declined for place in one.places}
    return replace(reading, places=tuple(one for one in reading.places if one.text not in theirs))


_VERDICT_ON = "message:verdict_"
_UNDER_VERDICTS = ("criterion:", "message:still_open")
_ORDER: tuple[Status, ...] = (
    "verdict",
    "answered",
    "not_in_documents",
    "question",
    "out_of_scope",
    "smalltalk",
)


def _joined(parts: list[Part], language: Language, desk: Desk) -> Answer:
    status = min((part.status for part in parts), key=_ORDER.index)
    segments: dict[tuple[str, str], Segment] = {}
    corrections = [one for part in parts for one in part.segments if one.corrects]
    headline = ""
    for one in [*corrections, *(one for part in parts for one in part.segments)]:
        if one.origin.startswith(_VERDICT_ON):
            headline = one.text
        # What a verdict rests on, or waits for, is said under each, though it be the same.
        under = headline if one.origin.startswith(_UNDER_VERDICTS) else ""
        segments.setdefault((under, one.text), one)
    verdicts = {track: outcome for part in parts for track, outcome in part.verdicts.items()}
    asked = next((part.asked for part in parts if part.asked), None)
    choices = next((part.choices for part in parts if part.choices), ())
    return Answer(
        status,
        language,
        _without_idle_intro(tuple(segments.values())),
        verdicts,
        asked,
        choices,
        tuple(part.ask.topic.id for part in parts if part.ask and part.ask.topic),
    )


def _tracks_named(answer: Answer, desk: Desk) -> tuple[str, ...]:
    """The tracks in the order in which an answer names them; none where it does not name all of them, or tells days,
    which one counts by their order as well ("the first one" is an intake then).
    """
    told = " ".join(one.text for one in answer.segments).lower()
    names = {
        id: one.title.in_(answer.language).split()[0].lower() for id, one in desk.judge.edition.tracks.items()
    }
    if {"intake", "extra-intake", "next-intake", "growth"} & set(answer.topics):
        return ()
    places = {id: told.find(name) for id, name in names.items()}
    return tuple(sorted(places, key=places.__getitem__)) if min(places.values(), default=-1) >= 0 else ()


def _without_idle_intro(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Without "what is known nearby is:" where all of that was said before, or was refused."""
    after = (*(one.origin for one in segments[1:]), "")
    return tuple(
        one
        for one, follows in zip(segments, after, strict=True)
        if follows.startswith(_ANNOUNCES.get(one.origin, ""))
    )
