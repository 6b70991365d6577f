"""The desk at which one question is answered: what every decision may look at, and the kinds of parts there are.

Handlers decide (caps, intakes, verdicts); here is what they share: what the question is about, statements,
what is said where the documents are silent, and corrections of figures that the user brings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.answering.answer import Choice, Context, Segment, Status
from bot.answering.composing import Composer, day
from bot.answering.premises import corrections
from bot.answering.topics import Topic, Topics
from bot.answering.understanding import SUBJECT_CONCEPTS, Clause, Reading
from rules.conditions import holds
from rules.edition import Figure, Programme, Statement, Track, intake_state
from rules.facts import Facts
from rules.regions import Place, find_regions
from rules.verdict import Judge, Outcome

# "어느 단계로 할지는 아직 안 정했대요": then the track that was spoken of last is not the one.
_UNDECIDED = re.compile(
    r"(?:어느|어떤|무슨) ?(?:단계|수준|유형|트랙|쪽|레벨)[^.?!]{0,14}(?:안 ?정|못 ?정|미정|정하지|모르|모른|고민)|"
    r"(?:level|track)[^.?!]{0,24}(?:undecided|not (?:yet )?(?:decided|settled|chosen|sure))|"
    r"(?:haven't|hasn't|not) (?:yet )?(?:decided|chosen|settled)[^.?!]{0,24}(?:level|track|which)"
)


@dataclass(frozen=True)
class Ask:
    """One thing asked: the topic (None where no topic fits) and the clause that asks it."""

    topic: Topic | None
    clause: Clause


# What is said of places by their position towards the track with regions.
_STANDINGS = {"met": "place_takes_part", "unmet": "place_outside"}
_A_YEAR = re.compile(r"20\d\d")
PAUSED = "topic_paused"  # the sentence instead of an answer on a paused topic


@dataclass(frozen=True)
class Part:
    """The answer to one thing asked. `year` is that of the last question, where the answer is still of it."""

    status: Status
    segments: tuple[Segment, ...]
    ask: Ask | None = None
    verdicts: Mapping[str, Outcome] = field(default_factory=dict)
    asked: str | None = None
    choices: tuple[Choice, ...] = ()
    track: str | None = None
    region: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True)
class Case:
    """One company before the judge on one day: all that a verdict, and what is said of it, may look at."""

    programme: Programme
    judge: Judge
    composer: Composer
    today: date
    facts: Facts

    def intake_of(self, track: Track, regions: tuple[str, ...]) -> str:
        only = {"region": regions[0]} if len(regions) == 1 else {}
        return intake_state(track, self.today, only)

    def intake(self, tracks: tuple[str, ...] = (), regions: tuple[str, ...] = ()) -> list[Segment]:
        """Whether applications are taken today: one sentence if all tracks are alike, else one a track."""
        edition = self.judge.edition
        wanted = [edition.tracks[one] for one in edition.tracks if one in tracks or not tracks]
        states = [self.intake_of(one, regions) for one in wanted]
        year, today = Figure("year", edition.id), day(self.today)
        if len(set(states)) == 1 and len(wanted) == len(edition.tracks):
            return [
                self.composer.say(
                    f"intake_all_{states[0]}", year=year, today=today, opens=_opening(wanted[0], self.today)
                )
            ]
        return [
            self.composer.say(
                f"intake_{state}",
                track=one.title.in_(self.composer.language),
                year=year,
                today=today,
                opens=_opening(one, self.today),
            )
            for one, state in zip(wanted, states, strict=True)
        ]


@dataclass(frozen=True)
class Desk(Case):
    topics: Topics
    reading: Reading
    context: Context

    @property
    def tells_company(self) -> bool:
        """Whether the message describes the writer's company."""
        return self.reading.tells_company

    def id(self, statement: str) -> Statement:
        return self.programme.statement(statement)

    # what the question is about

    def tracks(self, ask: Ask) -> tuple[str, ...]:
        """The tracks that the clause names, else the message or the level wished for in it, else (for "거긴요?") the
        last question.
        """
        here = ask.clause.tracks or self.reading.tracks or self._wished_for(self.reading.told.facts)
        if not here and ("both_tracks" in ask.clause.concepts or self.leaves_level_open):
            return ()
        if not here and (self.reading.as_it_is or self.reading.labelled):
            return self._wished_for(self.facts)  # "back to our plan", "B사는": what was wished for there
        if not here and (self.reading.follows_up or self.reading.there) and self.context.track:
            return (self.context.track,)
        return here

    def wished(self, ask: Ask) -> tuple[str, ...]:
        """The track that the company which was judged wishes for, where the question leaves it to that."""
        of_both = "both_tracks" in ask.clause.concepts or self.leaves_level_open
        return () if of_both or not self.context.verdict_tracks else self._wished_for(self.facts)

    @property
    def leaves_level_open(self) -> bool:
        """Whether the message says that the level is not chosen yet."""
        return bool(_UNDECIDED.search(self.reading.spaced))

    def _wished_for(self, facts: Facts) -> tuple[str, ...]:
        levels = facts.get("target_level")
        wished = {str(one) for one in levels.possible} if levels else set[str]()
        return tuple(one for one in self.judge.edition.tracks if wished == {one})

    def regions(self, ask: Ask) -> tuple[str, ...]:
        """The regions that the question is about: named, pointed at, or those of the company."""
        places = ask.clause.places or self.reading.places
        if self.reading.elsewhere and not places:
            return ()
        if places:
            choices = frozenset[str]().union(*(one.choices for one in places))
        elif (self.reading.follows_up or self.reading.there) and self.context.region:
            return self.context.region
        elif "region" in self.facts:
            choices = frozenset(str(one) for one in self.facts["region"].possible)
        else:
            return ()
        spec = self.programme.facts["region"]
        return tuple(str(one.value) for one in spec.choices if one.value in choices)

    def names_region(self, ask: Ask) -> bool:
        """Whether the question itself is about a place: named, or that of the last question."""
        if ask.clause.places or self.reading.places or self.reading.there:
            return True
        return self.reading.follows_up and bool(self.context.region)

    def other_year(self) -> int | None:
        """The year asked about, if it is not the deciding edition's and was named as such."""
        year = self.reading.year
        # "when could we get started?": what can be done is no matter of a year that is over
        now = any(
            "now" in one.concepts or {"able", "we"} <= set(one.concepts) for one in self.reading.clauses
        )
        if year is None and self.reading.follows_up and not now:
            year = self.context.year
        if year is None or self.reading.year_is_loose or str(year) == self.judge.edition.id:
            return None
        return year

    # kinds of parts

    def stated(self, ask: Ask) -> Part:
        """A topic that statements answer; of another year, what that edition says."""
        if ask.topic is None:
            return self.not_in_documents(ask)
        targets = ask.topic.targets
        year = self.other_year()
        if year is not None:
            if ask.topic.is_call and self.asks_of_a_share_in_it(ask):
                return self.silent_year(ask, year)
            of_year = self.topics.of_year(year, ask.topic.id)
            speaks = any(self.speaks_of(one, year) for one in targets)
            if not of_year and not speaks and self.reading.year is not None:
                return self.silent_year(ask, year)
            targets = of_year or targets  # a year that only the last question named binds no other matter
        notes = self.closed_then(targets) if ask.topic.is_call else self.loose_year_note()
        return Part(
            "answered", (*self.premises(ask, targets), *notes, *self.composer.statements(targets)), ask
        )

    def asks_of_a_share_in_it(self, ask: Ask) -> bool:
        """Whether the intake of a year is asked about for one track or place, and no call of its own by its name:
        "2026년 부산 기초 접수는 언제".
        """
        named = SUBJECT_CONCEPTS & set(ask.clause.concepts)
        squashed, spaced = (_A_YEAR.sub(" ", one) for one in (ask.clause.squashed, ask.clause.spaced))
        by_name = any(self.topics.concepts[one].found_in(squashed, spaced) for one in named)
        return bool(ask.clause.tracks or ask.clause.places) and not by_name

    def state(
        self, ask: Ask, ids: Iterable[str], tracks: tuple[str, ...] = (), regions: tuple[str, ...] = ()
    ) -> Part:
        """What these statements say, false premises first."""
        wanted = tuple(dict.fromkeys(ids))
        segments = (*self.premises(ask, wanted), *self.loose_year_note(), *self.composer.statements(wanted))
        return Part("answered", segments, ask, track=one_of(tracks), region=regions)

    def of_year(
        self, ask: Ask, year: int, what: str, tracks: tuple[str, ...], regions: tuple[str, ...] = ()
    ) -> Part:
        """The same of another year's edition, as far as anything is known of it."""
        local = [id for one in regions for id in self.topics.of_region(one, str(year))]
        if local and "advanced" not in tracks:
            return self.state(ask, local, tracks, regions)
        ids = self.topics.of_year(year, what, one_of(tracks))
        return self.state(ask, ids, tracks, regions) if ids else self.silent_year(ask, year)

    def said_before(self) -> Part | None:
        """The last answer once more, where it was nothing but statements: whatever they were chosen by is known."""
        parts = [one.partition(":") for one in self.context.spoken]
        if not parts or any(kind != "statement" for kind, _, _ in parts):
            return None
        context = self.context
        return Part(
            "answered",
            tuple(self.composer.statements(id for _, _, id in parts)),
            track=context.track,
            region=context.region,
            year=context.year,
        )

    # regions and intakes, as the rules have them

    def takes_part(self, region: str) -> str:
        """ "met", "unmet" or "silent": what the basic track's criterion on the region says of it."""
        for track in self.judge.edition.tracks.values():
            for criterion in track.criteria:
                if criterion.id == "region" and track.cap.fact == "region":
                    if criterion.silent is not None and holds(criterion.silent, {"region": region}):
                        return "silent"
                    return "met" if holds(criterion.when, {"region": region}) else "unmet"
        return "met"

    def standing(self, ask: Ask, regions: Iterable[str]) -> tuple[Segment, ...]:
        """Whether these places take part in the track with regions, told by name; and that no reason is documented."""
        places = ask.clause.places or self.reading.places
        track = next((one for one in self.judge.edition.tracks.values() if one.cap.fact == "region"), None)
        by_position: dict[str, list[str]] = {}
        for region in regions:
            by_position.setdefault(self.takes_part(region), []).append(region)
        segments: list[Segment] = []
        for position, key in _STANDINGS.items():
            if track is None or position not in by_position:
                continue
            names = (self._place_in(one, places) for one in by_position[position])
            said = self.composer.say(
                key,
                places=", ".join(names),
                year=Figure("year", self.judge.edition.id),
                track=track.title.in_(self.composer.language),
            )
            proof = self.topics.of_region(position, "region")
            cited = dict.fromkeys(one for id in proof for one in self.composer.citations(self.id(id))[:1])
            segments.append(replace(said, citations=tuple(cited)))
        if segments and any("why" in one.concepts for one in (ask.clause, *self.reading.clauses)):
            segments.append(self.composer.say("place_reason_not_known"))
        return tuple(segments)

    def _place_in(self, region: str, places: Sequence[Place]) -> str:
        """The region, with the place there that a name of several regions may mean: 경기 광주시, Goseong in Gangwon."""
        label = next(one.label for one in self.programme.facts["region"].choices if one.value == region)
        for place in places:
            if len(place.choices) == 1 or region not in place.choices or place.name_en in label.en:
                continue
            named = (
                f"{place.name_en}, {label.en}" if place.name_ko.isascii() else f"{label.ko} {place.name_ko}"
            )
            meant = find_regions(named)
            if len(meant) == 1 and meant[0].name_en == place.name_en:  # and not the region: 광주, of 전라도
                there = meant[0]
                korean = self.composer.language == "ko"
                return f"{label.ko} {there.name_ko}" if korean else f"{there.name_en} in {label.en}"
        return label.in_(self.composer.language)

    def of_region(self, region: str, what: str) -> tuple[str, ...]:
        """Statements on a region: its own, else those of regions in its position."""
        return self.topics.of_region(region, what) or self.topics.of_region(self.takes_part(region), what)

    def closed_then(self, ids: Iterable[str]) -> tuple[Segment, ...]:
        """That the intake of these statements is over, where its last day has passed."""
        days = [
            date.fromisoformat(str(one.value))
            for id in ids
            for one in self.id(id).figures.values()
            if one.kind == "date"
        ]
        if days and max(days) < self.today:
            return (self.composer.say("that_intake_is_over", today=day(self.today)),)
        return ()

    def speaks_of(self, statement: str, year: int) -> bool:
        """Whether a statement has the year, or tells what holds since a year before: "2년 전에 깔았는데 고장났어요"."""
        figures = self.id(statement).figures
        since = figures.get("since")
        if since is not None and str(since.value) <= str(year) < self.judge.edition.id:
            return True
        return any(
            str(one.value).startswith(str(year))
            for one in figures.values()
            if one.kind in ("year", "date", "month")
        )

    def loose_year_note(self) -> tuple[Segment, ...]:
        year = self.reading.year
        if not self.reading.year_is_loose or str(year) == self.judge.edition.id:
            return ()
        return (
            self.composer.say(
                "this_year_not_known",
                year=Figure("year", str(year)),
                edition=Figure("year", self.judge.edition.id),
            ),
        )

    def more(self, ask: Ask) -> tuple[str, ...]:
        """The statements that the topic names beside its handler."""
        return ask.topic.targets[1:] if ask.topic else ()

    def as_silent(self, part: Part) -> Part:
        """A part that only has what is nearby: the documents do not say what was asked."""
        return replace(part, status="not_in_documents", segments=(*part.segments, *self.contact()))

    def silent_year(self, ask: Ask, year: int) -> Part:
        """Nothing on this matter in that year's material; what the deciding edition has follows, labelled."""
        say = self.composer.say("year_not_known", year=Figure("year", str(year)))
        nearby = self.composer.statements(self.topics.of_year(year, "summary"))
        return Part("not_in_documents", (say, *nearby, *self.contact()), ask)

    def silent(self, ask: Ask, entry: str) -> Part:
        """A matter on which the documents are known to be silent, with what is known nearby and whom to ask."""
        not_stated = self.programme.not_stated(entry)
        extra = [self.id(one) for one in self.more(ask)]
        nearby = [*not_stated.nearby, *extra][:2] or self._on_subject(ask)
        segments = [self.composer.not_stated(not_stated)]
        if nearby:
            segments.append(self.composer.say("nearby"))
            segments += [self.composer.statement(one) for one in nearby]
        return Part("not_in_documents", (*segments, *self.contact()), ask)

    def _on_subject(self, ask: Ask) -> list[Statement]:
        """What is known of the subject that the clause names: "엑스포에 바이어가 몇 명 왔나" hears what the expo is."""
        subject = SUBJECT_CONCEPTS & set(ask.clause.concepts)
        found = (self.topics.about(one) for one in sorted(subject))
        return [self.id(one.targets[0]) for one in found if one is not None]

    def silent_about(self, ask: Ask) -> Part:
        """The documents speak of the subject, but not of what is asked about it."""
        subject = [self.composer.statement(self.id(ask.topic.targets[0]))] if ask.topic else []
        nearby = [self.composer.say("nearby"), *subject] if subject else []
        return Part(
            "not_in_documents", (self.composer.say("not_in_documents"), *nearby, *self.contact()), ask
        )

    def not_in_documents(self, ask: Ask) -> Part:
        return Part("not_in_documents", (self.composer.say("not_in_documents"), *self.contact()), ask)

    def paused(self, ask: Ask | None = None) -> Part:
        """What staff took out to look into it is not answered: to who asks, that is not in the documents now."""
        return Part("not_in_documents", (self.composer.say(PAUSED), *self.contact()), ask)

    def misprinted(self) -> tuple[str, ...]:
        """The tracks whose cap was printed wrongly."""
        wrong = {one.statement.id for one in self.judge.edition.corrections}
        tracks = self.judge.edition.tracks.values()
        return tuple(one.id for one in tracks if one.cap.otherwise.statement.id in wrong)

    def contact(self) -> tuple[Segment, ...]:
        return (self.composer.say("ask_there"), self.composer.statement(self.programme.contact))

    def declined(self, ask: Ask) -> Part:
        key = ask.topic.targets[0] if ask.topic else "off_topic"
        return Part(
            "out_of_scope",
            (self.composer.say(f"decline_{key}"), *self.composer.statements(self.more(ask))),
            ask,
        )

    def off_topic(self, ask: Ask) -> Part:
        return Part("out_of_scope", (self.composer.say("decline_off_topic"),), ask)

    def smalltalk(self, ask: Ask) -> Part:
        key = ask.topic.targets[0] if ask.topic else "hello"
        return Part("smalltalk", (self.composer.say(f"talk_{key}"),), ask)

    def unclear(self) -> Part:
        return Part("question", (self.composer.say("unclear"),))

    def uncovered(self, ask: Ask, aspects: frozenset[str]) -> bool:
        """Whether the clause asks for an aspect that the topic's statements do not answer."""
        if ask.topic is None or ask.topic.covers is None:
            return False
        asked = set(ask.clause.concepts) & aspects
        if "how_long" in asked:
            asked -= {"when"}  # "몇 달 있어요, 며칠 있어요"
        return bool(asked - ask.topic.covers)

    def premises(self, ask: Ask, statements: Iterable[str]) -> tuple[Segment, ...]:
        """Corrections of what the clause states and these statements contradict, before anything else."""
        return corrections(self, ask, statements)


def one_of(tracks: tuple[str, ...]) -> str | None:
    """The track, where there is exactly one."""
    return tracks[0] if len(tracks) == 1 else None


def _opening(track: Track, today: date) -> Figure | None:
    """The day on which the track's next intake opens, if one is known."""
    ahead = [one.opens for one in track.windows if one.opens > today]
    return day(min(ahead)) if ahead else None
