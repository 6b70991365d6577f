"""The answer on one topic: of the rules, of a handler, or of a passage that staff added."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace

from bot.answering.answer import Segment
from bot.answering.desk import Ask, Desk, Part
from bot.answering.following import compares_with_before
from bot.answering.given import STAFF_PASSAGE_AT_LEAST, PassageFound, Search, Watch
from bot.answering.handlers import HANDLERS
from bot.answering.topics import Topic, Topics
from bot.answering.understanding import SUBJECT_CONCEPTS, Clause
from knowledge.normalise import squash

_OF_TIME = frozenset(["when", "start", "deadline", "how_long"])
_THIS_TIME = re.compile(
    r"이번(?:에|엔|에는|회차)?(?:도|은|는)|(?:지금|요새|요즘|현재)(?:도|은|는)|\bthis (?:time|edition)\b|\bnow (?:too|as well)\b",
    re.IGNORECASE,
)
_GREW = "growth"  # concept and topic
_STAFF_PASSAGE_NAMING_IT = 0.2  # enough where the passage holds the very word that was asked about


class Telling:
    """Answers single topics. `paused` are those that staff are looking into."""

    def __init__(self, topics: Topics, staff_search: Search, paused: Container[str], watch: Watch) -> None:
        self._topics = topics
        self._staff_search = staff_search
        self._paused = paused
        self._watch = watch

    def on(self, topic: Topic, clause: Clause, desk: Desk) -> Part:
        if topic.id in self._paused:
            return desk.paused(Ask(topic, clause))
        part = self.compared(topic, clause, desk) or self._then_and_now(topic, clause, desk)
        part = part or self._of_one_year(topic, clause, desk)
        year, context = desk.context.year, desk.context
        newer = self._newer_year_of(topic, desk) if part.status == "answered" else None
        if desk.reading.year is None and newer is not None:
            return replace(part, year=newer)
        if desk.reading.year is not None or year is None:
            return part
        plain = self._of_one_year(topic, clause, replace(desk, context=replace(context, year=None)))
        said = {one.origin for one in part.segments} <= set(context.spoken)
        if topic.id == context.topic and said and not _asks_for_its_days(clause, part):
            return plain  # "몇 명씩 와요?" after what 2024 had: that was all, so it is not asked of that year
        return replace(part, year=year) if part.segments != plain.segments else part

    def _newer_year_of(self, topic: Topic, desk: Desk) -> int | None:
        """The edition after the deciding one that the topic is all about: "the year before?" is asked from there."""
        for year, known in self._topics.years.items():
            told = {id for by_track in known.values() for ids in by_track.values() for id in ids}
            if topic.kind == "statements" and year > desk.judge.edition.id and {*topic.targets} <= told:
                return int(year)
        return None

    def compared(self, topic: Topic, clause: Clause, desk: Desk) -> Part | None:
        """The answer for each year that the message sets beside another; None unless all of them have one."""
        years = sorted(desk.reading.years)
        if len(years) < 2:
            years = self._before_and_now(topic, clause, desk)
        if len(years) < 2 or topic.kind not in ("handler", "statements"):
            return None
        readings = [replace(desk.reading, year=year, years=()) for year in years]
        parts = [self._of_one_year(topic, clause, replace(desk, reading=one)) for one in readings]
        if any(one.status != "answered" for one in parts):
            return None
        return replace(parts[-1], segments=tuple(one for part in parts for one in part.segments))

    def _then_and_now(self, topic: Topic, clause: Clause, desk: Desk) -> Part | None:
        """What another year had, and that this edition's documents do not say it: "2022년엔 자부담이 없었다던데 2025년에도요?"."""
        now, years = desk.judge.edition.id, sorted(desk.reading.years)
        if len(years) == 1 and str(years[0]) != now and now.isdigit() and _THIS_TIME.search(clause.spaced):
            years = sorted([*years, int(now)])
        if len(years) < 2 or now not in map(str, years) or topic.kind not in ("handler", "statements"):
            return None
        parts = {
            year: self._of_one_year(
                topic, clause, replace(desk, reading=replace(desk.reading, year=year, years=()))
            )
            for year in years
        }
        silent = [year for year, one in parts.items() if one.status == "not_in_documents"]
        if [str(one) for one in silent] != [now] or any(
            one.status != "answered" for year, one in parts.items() if year not in silent
        ):
            return None
        told = tuple(one for part in parts.values() for one in part.segments)
        return replace(parts[silent[0]], status="answered", segments=told)

    def _before_and_now(self, topic: Topic, clause: Clause, desk: Desk) -> list[int]:
        """The editions that something is compared over: "멘토가 늘었나요?"; none where it grew at large."""
        of_subject = _GREW in clause.concepts and SUBJECT_CONCEPTS & set(clause.concepts)
        goes_on = topic.id == desk.context.topic and compares_with_before(clause, desk.reading, desk.context)
        if topic.id == _GREW or not (of_subject or goes_on):
            return []
        now = desk.judge.edition.id
        known = [one for one in self._topics.years if "0" < one < now and topic.id in self._topics.years[one]]
        years = {*desk.reading.years, *([desk.reading.year] if desk.reading.year else [])}
        if goes_on and desk.context.year is not None:
            years = {desk.context.year}
        years = {
            one for one in years if str(one) != now
        }  # "작년보다 늘었나요", when the edition is last year's
        if goes_on and (years or desk.context.year) and not {str(one) for one in years} <= set(known):
            return []
        named = [str(one) for one in years if str(one) in known]
        return [int(max(named or known)), int(now)] if known and now.isdigit() else []

    def _of_one_year(self, topic: Topic, clause: Clause, desk: Desk) -> Part:
        ask = Ask(topic, clause)
        if topic.kind == "handler":
            part = HANDLERS[topic.targets[0]](desk, ask)
            silent = part.status == "not_in_documents"
            return (self._from_staff(clause, desk, ask) if silent else None) or part
        if topic.kind == "decline":
            return desk.declined(ask)
        if topic.kind == "smalltalk":
            return desk.smalltalk(ask)
        if topic.kind == "not_stated":
            return self._from_staff(clause, desk, ask) or desk.silent(ask, topic.targets[0])
        uncovered = desk.uncovered(ask, self._topics.aspects)
        if uncovered:
            return self._from_staff(clause, desk, ask) or desk.silent_about(ask)
        part = desk.stated(ask)
        if topic.id == "region-list" and desk.reading.places and desk.other_year() is None:
            # "My cousin is on Jeju. Is the island among the ten?": of the place that is named, before the list
            return replace(part, segments=(*desk.standing(ask, desk.regions(ask)), *part.segments))
        return part

    def _from_staff(self, clause: Clause, desk: Desk, ask: Ask) -> Part | None:
        """What the shipped documents leave open, a document that staff added may say."""
        words = [one for one in clause.concepts.values() if len(one) > 1]
        for hit in self._watch("staff_search", self._staff_search, clause.text, desk.composer.language):
            sounds_near = min(hit.share, hit.score) >= STAFF_PASSAGE_AT_LEAST
            says_so = hit.score >= _STAFF_PASSAGE_NAMING_IT and any(one in squash(hit.text) for one in words)
            if sounds_near or says_so:
                return quoted(hit, desk, ask)
        return None


def _asks_for_its_days(clause: Clause, part: Part) -> bool:
    """Whether it asks when or how long, and the part says from when till when: "how long was it open?"."""
    dated = any(one.kind == "date" for segment in part.segments for one in segment.figures)
    return dated and bool(_OF_TIME & set(clause.concepts))


def quoted(hit: PassageFound, desk: Desk, ask: Ask) -> Part:
    intro = desk.composer.say("passage_intro", title=hit.citation.title)
    intro = replace(intro, citations=(hit.citation,))
    quote = Segment(hit.text, f"passage:{hit.id}", (), (hit.citation,))
    return Part("answered", (intro, quote), ask)
