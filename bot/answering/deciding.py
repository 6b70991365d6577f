"""What is decided by code: caps, places, intake, eligibility, regions, and what is said where documents are silent.

A Desk holds what every decision may look at; a handler answers one kind of question with one Part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.answering.answer import Choice, Citation, Context, Segment, Status
from bot.answering.composing import Composer, day
from bot.answering.topics import Topic
from bot.answering.understanding import Clause, Reading
from knowledge.figures import Found, format_figure
from rules.edition import Figure, Programme, Statement, Track, intake_state
from rules.facts import Facts, known, merge
from rules.questions import next_question
from rules.verdict import Finding, Judge, Outcome, Verdict

_TEN = frozenset(
    [
        "chungbuk",
        "jeonnam",
        "gwangju",
        "gyeongnam",
        "busan",
        "jeonbuk",
        "gangwon",
        "daegu",
        "gyeongbuk_gumi",
        "gyeongbuk_pohang",
    ]
)
# Topics on one call of its own: that it is over is said first.
_CALLS = frozenset(["extra-intake", "ai-round", "food-call", "call-2027"])
_COUNT_UNITS = frozenset(["companies", "factories", None])


@dataclass(frozen=True)
class Ask:
    """One thing asked: the topic (None where no topic fits) and the clause that asks it."""

    topic: Topic | None
    clause: Clause


@dataclass(frozen=True)
class Part:
    """The answer to one thing asked."""

    status: Status
    segments: tuple[Segment, ...]
    ask: Ask | None = None
    verdicts: Mapping[str, Outcome] = field(default_factory=dict)
    asked: str | None = None
    choices: tuple[Choice, ...] = ()
    track: str | None = None
    region: tuple[str, ...] = ()
    trace: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    programme: Programme
    judge: Judge
    composer: Composer
    today: date
    facts: Facts
    reading: Reading
    context: Context

    @property
    def tells_company(self) -> bool:
        """Whether the message describes the writer's company (more than dealings, which decide nothing)."""
        return bool(set(self.reading.told.facts) - {"samsung_dealings"})

    def id(self, statement: str) -> Statement:
        return self.programme.statement(statement)

    # what the question is about

    def tracks(self, ask: Ask) -> tuple[str, ...]:
        """The tracks that the clause names, else the message, else (for "거긴요?") the last question."""
        here = ask.clause.tracks or self.reading.tracks
        if not here and (self.reading.follows_up or self.reading.there) and self.context.track:
            return (self.context.track,)
        return here

    def regions(self, ask: Ask) -> tuple[str, ...]:
        """The regions that the question is about: named, pointed at, or those of the company."""
        places = ask.clause.places or self.reading.places
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
        now = any("now" in clause.concepts for clause in self.reading.clauses)
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
        if year is not None and not any(self._speaks_of(one, year) for one in targets):
            other = _BY_YEAR.get((ask.topic.id, year))
            if other is None:
                return self.silent_year(ask, year)
            targets = other
        segments = self.composer.statements(targets)
        notes = self._loose_year_note()
        if ask.topic.id in _CALLS:
            notes = closed_then(self, targets)
        return Part("answered", (*self.premises(ask, targets), *notes, *segments), ask)

    def _speaks_of(self, statement: str, year: int) -> bool:
        return any(
            str(one.value).startswith(str(year))
            for one in self.id(statement).figures.values()
            if one.kind in ("year", "date", "month")
        )

    def _loose_year_note(self) -> tuple[Segment, ...]:
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

    def silent_year(self, ask: Ask, year: int) -> Part:
        """Nothing on this matter in that year's material; what the deciding edition has follows, labelled."""
        say = self.composer.say("year_not_known", year=Figure("year", str(year)))
        nearby = [self.composer.statement(self.id(one)) for one in _EDITION_SUMMARY.get(year, ())]
        return Part("not_in_documents", (say, *nearby, *self.contact()), ask)

    def silent(self, ask: Ask, entry: str) -> Part:
        """A matter on which the documents are known to be silent, with what is known nearby and whom to ask."""
        not_stated = self.programme.not_stated(entry)
        extra = [self.id(one) for one in (ask.topic.targets[1:] if ask.topic else ())]
        nearby = [*not_stated.nearby, *extra][:2]
        segments = [self.composer.not_stated(not_stated)]
        if nearby:
            segments.append(self.composer.say("nearby"))
            segments += [self.composer.statement(one) for one in nearby]
        return Part("not_in_documents", (*segments, *self.contact()), ask)

    def silent_about(self, ask: Ask) -> Part:
        """The documents speak of the subject, but not of what is asked about it."""
        subject = [self.composer.statement(self.id(ask.topic.targets[0]))] if ask.topic else []
        nearby = [self.composer.say("nearby"), *subject] if subject else []
        return Part(
            "not_in_documents", (self.composer.say("not_in_documents"), *nearby, *self.contact()), ask
        )

    def not_in_documents(self, ask: Ask) -> Part:
        return Part("not_in_documents", (self.composer.say("not_in_documents"), *self.contact()), ask)

    def contact(self) -> tuple[Segment, ...]:
        return (self.composer.say("ask_there"), self.composer.statement(self.programme.contact))

    def declined(self, ask: Ask) -> Part:
        key = ask.topic.targets[0] if ask.topic else "off_topic"
        extra = self.composer.statements(ask.topic.targets[1:]) if ask.topic else []
        return Part("out_of_scope", (self.composer.say(f"decline_{key}"), *extra), ask)

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
        return bool((set(ask.clause.concepts) & aspects) - ask.topic.covers)

    # false premises

    def premises(self, ask: Ask, statements: Iterable[str]) -> tuple[Segment, ...]:
        """Corrections of figures that the clause states and the rules contradict, before anything else."""
        said = [one for id in statements for one in self.id(id).figures.values()]
        wrong: list[Found] = []
        segments: list[Segment] = []
        for found in ask.clause.figures:
            correction = next(
                (
                    one
                    for one in self.judge.edition.corrections
                    if found.kind == "won" and one.wrong.value == found.value
                ),
                None,
            )
            if correction is not None and any(one == correction.right for one in said):
                segments.append(self.composer.correction(correction, (found.text,)))
            elif self._contradicts(found, said):
                wrong.append(found)
        if wrong:
            told = ", ".join(dict.fromkeys(one.text.strip() for one in wrong))
            segments.append(self.composer.say("premise_wrong", tuple(one.text for one in wrong), told=told))
        return tuple(segments)

    def _contradicts(self, found: Found, said: list[Figure]) -> bool:
        if found.kind == "malformed":
            return any(one.kind == "won" for one in said)
        if found.kind == "won":
            amounts = [one.value for one in said if one.kind == "won"]
            return bool(amounts) and found.value not in amounts
        if found.kind == "count" and found.unit in _COUNT_UNITS | {"people", "local_governments"}:
            counts = [one.value for one in said if one.kind == "count"]
            return bool(counts) and found.value not in counts and _asserts(self.reading)
        if found.kind == "percent":
            shares = [one.value for one in said if one.kind == "percent"]
            return bool(shares) and found.value not in shares
        if found.kind in ("date", "month"):
            days = [str(one.value) for one in said if one.kind in ("date", "month")]
            wanted = str(found.value).removeprefix("-")
            return bool(days) and not any(wanted.strip("-") in one for one in days) and _asserts(self.reading)
        return False


def _asserts(reading: Reading) -> bool:
    """Whether the message puts a figure forward as true ("4월 15일부터라던데", "맞죠?")."""
    words = ("맞", "라던데", "다던데", "라며", "다며", "라면서", "다면서", "라고", "다고", "이죠", "했죠", "죠?", "지요", "들었", "봤는데",
             "진짜", "사실", "정말", "던데", "right", "true", "correct", "heard", "read that", "isn't it", "really", "says", "said")  # fmt: skip
    text = reading.spaced.replace(" ", "") + " " + reading.spaced
    return any(one in text for one in words)


# --- handlers ---------------------------------------------------------------------------------------------------


def _cap(desk: Desk, ask: Ask) -> Part:
    """How much: per track, per region of the basic track, per edition."""
    tracks, regions = desk.tracks(ask), desk.regions(ask)
    year = desk.other_year()
    if year is not None:
        ids = _of_year(year, "cap", tracks, regions)
        if ids is None:
            return desk.silent_year(ask, year)
        return _stated(desk, ask, ids, tracks, regions)
    ids = []
    named = desk.names_region(ask)
    if "advanced" in tracks or (not tracks and not (named and regions)):
        ids.append("advanced-cap")
    if "basic" in tracks or not tracks:
        ids += _basic_cap(desk, regions)
    if not tracks and named and not set(regions) & _TEN:
        ids.append("advanced-cap")
    return _stated(desk, ask, ids, tracks, regions)


def _basic_cap(desk: Desk, regions: tuple[str, ...]) -> list[str]:
    if not regions:
        return ["basic-cap"]
    ids: list[str] = []
    for region in regions:
        if region in _BASIC_TERMS:
            ids += [_BASIC_TERMS[region]]
        elif region in _TEN:
            ids += ["basic-cap", _TERMS_2024.get(region, "regions-not-found")]
        elif region == "gyeongbuk_other":
            ids += ["gyeongbuk-rest", "basic-cap"]
        else:
            ids += ["regions-outside"]
    return list(dict.fromkeys(ids))


def _places(desk: Desk, ask: Ask) -> Part:
    """How many companies: per track, per region of the basic track, per edition."""
    tracks, regions = desk.tracks(ask), desk.regions(ask)
    named = desk.names_region(ask)
    year = desk.other_year()
    if year is not None:
        ids = _of_year(year, "places", tracks, regions if named else ())
        if ids is None:
            return desk.silent_year(ask, year)
        return _stated(desk, ask, ids, tracks, regions)
    if named and regions and "advanced" not in tracks:
        ids = []
        for region in regions:
            if region in _BASIC_TERMS:
                ids.append(_BASIC_TERMS[region])
            elif region in _TEN:
                ids.append(_TERMS_2024.get(region, "regions-not-found"))
            else:
                ids.append("gyeongbuk-rest" if region == "gyeongbuk_other" else "regions-outside")
        unknown = not any(one in _BASIC_TERMS.values() for one in ids)
        part = _stated(desk, ask, list(dict.fromkeys(ids)), tracks, regions)
        return _as_silent(desk, part) if unknown and set(regions) & _TEN else part
    ids = [f"{track}-places" for track in ("advanced", "basic") if track in tracks or not tracks]
    return _stated(desk, ask, ids if tracks else [*ids, "places-sum"], tracks, regions)


def _as_silent(desk: Desk, part: Part) -> Part:
    return Part(
        "not_in_documents",
        (*part.segments, *desk.contact()),
        part.ask,
        track=part.track,
        region=part.region,
    )


def _intake(desk: Desk, ask: Ask) -> Part:
    """When applications were or are taken; first of all whether they are taken today."""
    tracks, regions = desk.tracks(ask), desk.regions(ask)
    year = desk.other_year()
    if year is not None:
        then = _INTAKE_BY_YEAR.get(year)
        if then is None:
            return desk.silent_year(ask, year)
        closed = closed_then(desk, then)
        part = _stated(desk, ask, then, tracks, regions)
        return Part("answered", (*closed, *part.segments), ask, track=part.track, region=part.region)
    ids = ["first-intake"]
    if "the_31st" in ask.clause.concepts:
        ids.insert(0, "recruitment-start")
    if tracks != ("basic",):
        ids.append("extra-intake")
    if "gyeongbuk_pohang" in regions and tracks != ("advanced",):
        ids.append("pohang-intake")
    premises = desk.premises(ask, ids)
    state = _intake_segments(desk, tracks, regions)
    stated = desk.composer.statements(ids)
    closed = all(_state(desk, track, regions) == "closed" for track in desk.judge.edition.tracks)
    if closed and {"now", "next_round"} & set(ask.clause.concepts):
        stated += desk.composer.statements(["ai-round-2026", "call-2027"])
    return Part("answered", (*premises, *state, *stated), ask, track=_one(tracks), region=regions)


def closed_then(desk: Desk, ids: Iterable[str]) -> tuple[Segment, ...]:
    """That an intake of another edition is over, where its last day has passed."""
    days = [
        date.fromisoformat(str(one.value))
        for id in ids
        for one in desk.id(id).figures.values()
        if one.kind == "date"
    ]
    if days and max(days) < desk.today:
        return (desk.composer.say("that_intake_is_over", today=day(desk.today)),)
    return ()


def _state(desk: Desk, track: str, regions: tuple[str, ...]) -> str:
    only = {"region": regions[0]} if len(regions) == 1 else {}
    return intake_state(desk.judge.edition.tracks[track], desk.today, only)


def _intake_segments(desk: Desk, tracks: tuple[str, ...], regions: tuple[str, ...]) -> list[Segment]:
    """One sentence if all tracks are in the same state, else one a track."""
    edition = desk.judge.edition
    wanted = [edition.tracks[one] for one in edition.tracks if one in tracks or not tracks]
    states = [_state(desk, one.id, regions) for one in wanted]
    year, today = Figure("year", edition.id), day(desk.today)
    if len(set(states)) == 1 and len(wanted) == len(edition.tracks):
        return [desk.composer.say(f"intake_all_{states[0]}", year=year, today=today)]
    return [
        desk.composer.say(
            f"intake_{state}", track=one.title.in_(desk.composer.language), year=year, today=today
        )
        for one, state in zip(wanted, states, strict=True)
    ]


def _next_intake(desk: Desk, ask: Ask) -> Part:
    entry = desk.composer.not_stated(desk.programme.not_stated("next-intake"))
    nearby = desk.composer.statements(["call-2027", "ai-round-2026"])
    state = _intake_segments(desk, (), ())
    return Part("not_in_documents", (*state, entry, *nearby, *desk.contact()), ask)


def _misprint(desk: Desk, ask: Ask) -> Part:
    """What a printed figure should have been, and why."""
    language = desk.composer.language
    segments = [
        desk.composer.correction(one, (format_figure(one.wrong.kind, one.wrong.value, language),))
        for one in desk.judge.edition.corrections
    ]
    return Part("answered", tuple(segments), ask)


def _eligibility(desk: Desk, ask: Ask) -> Part:
    """Whether the company qualifies; for a question about companies in general, what the edition says."""
    if desk.tells_company or (desk.context.facts and _asks_for_us(desk, ask)):
        return _verdict(desk, ask)
    if "intermediate_1" in ask.clause.concepts:
        return _target_unclear(desk, ask)
    if _asks_for_us(desk, ask) and not _names_a_condition(ask):
        return _ask_first(desk, ask)
    return _conditions(desk, ask)


def _asks_for_us(desk: Desk, ask: Ask) -> bool:
    checking = desk.context.topic == "eligibility" or desk.context.asked is not None
    told = desk.reading.told.first_person or bool(desk.context.facts)
    return told or checking or "self_check" in ask.clause.concepts


def _names_a_condition(ask: Ask) -> bool:
    return bool(
        {"mid_sized", "large", "sector", "prior", "who", "sme_only", "region", "exclusion"}
        & set(ask.clause.concepts)
    )


def _target_unclear(desk: Desk, ask: Ask) -> Part:
    segments = desk.composer.statements(["level-intermediate-1", "level-difference"])
    return Part("answered", (*segments, desk.composer.say("intermediate_unclear")), ask)


def _ask_first(desk: Desk, ask: Ask) -> Part:
    verdicts = desk.judge.judge(desk.facts)
    key = next_question(desk.judge, verdicts, desk.facts, desk.programme.facts)
    if key is None:
        return _verdict(desk, ask)
    intro = desk.composer.say("need_facts")
    return Part(
        "question",
        (intro, question(desk.composer, desk.programme, key)),
        ask,
        asked=key,
        choices=choices(desk, key),
    )


def question(composer: Composer, programme: Programme, key: str) -> Segment:
    """The question for one fact."""
    spec = programme.facts[key]
    return Segment(spec.question.in_(composer.language), f"question:{key}")


def choices(desk: Desk, key: str) -> tuple[Choice, ...]:
    """The answers that can still be true, as taps."""
    spec = desk.programme.facts[key]
    possible = desk.facts[key].possible if key in desk.facts else spec.values
    language = desk.composer.language
    return tuple(
        Choice(one.label.in_(language), str(one.value)) for one in spec.choices if one.value in possible
    )


def _conditions(desk: Desk, ask: Ask) -> Part:
    """What the edition says of a kind of company, with no company to judge."""
    concepts = set(ask.clause.concepts)
    tracks = desk.judge.edition.tracks
    by_id = {f"{t.id}.{c.id}": c for t in tracks.values() for c in t.criteria}
    composer = desk.composer

    def says(name: str, part: str = "says") -> Segment:
        criterion = by_id[name]
        if part == "says":
            segment = composer.statement(criterion.says)
            return Segment(segment.text, f"criterion:{name}:says", segment.figures, segment.citations)
        text = criterion.unmet if part == "unmet" else criterion.silent_says or criterion.unmet
        return composer.part(text, f"criterion:{name}:{part}", criterion.says)

    if "large" in concepts and "mid_sized" not in concepts:
        return Part(
            "answered",
            (
                composer.statement(desk.id("who-can-apply")),
                says("advanced.company_size", "unmet"),
                says("basic.company_size", "unmet"),
            ),
            ask,
        )
    if "mid_sized" in concepts:
        return Part(
            "answered",
            (
                composer.statement(desk.id("who-can-apply")),
                says("advanced.company_size"),
                says("basic.company_size", "silent"),
            ),
            ask,
        )
    if "prior" in concepts:
        return Part(
            "answered", (says("basic.prior_support"), composer.statement(desk.id("pohang-first-time"))), ask
        )
    if "region" in concepts:
        return _region(desk, ask)
    if "sector" in concepts:
        return Part(
            "answered",
            (says("advanced.sector"), says("basic.sector"), composer.statement(desk.id("who-can-apply"))),
            ask,
        )
    wanted = desk.tracks(ask) or tuple(tracks)
    segments = [
        composer.statement(desk.id("who-can-apply")),
        composer.statement(desk.id("sector-manufacturing")),
    ]
    segments += [says(f"{track}.target_level") for track in tracks if track in wanted]
    if "basic" in wanted:
        segments.append(says("basic.region"))
    state = _intake_segments(desk, wanted if len(wanted) == 1 else (), ())
    return Part("answered", (*state, *segments), ask, track=_one(desk.tracks(ask)))


def _verdict(desk: Desk, ask: Ask) -> Part:
    """The verdict on the tracks asked about, each with what it rests on."""
    edition = desk.judge.edition
    asked_tracks = _asked_tracks(desk, ask)
    wanted = [one for one in edition.tracks if one in asked_tracks or len(asked_tracks) != 1]
    verdicts: dict[str, Verdict] = {}
    for track in wanted:
        facts = _with_implied_target(desk.facts, desk.reading.told.facts, track, asked_tracks)
        verdicts[track] = desk.judge.judge(facts)[track]
    segments: list[Segment] = [_understood(desk)]
    for verdict in verdicts.values():
        segments += verdict_segments(desk.composer, verdict, edition.id)
    regions = desk.regions(ask)
    segments += _intake_segments(desk, tuple(wanted) if len(wanted) == 1 else (), regions)
    region_words = ask.clause.places or desk.reading.places
    facts = (
        desk.facts
        if len(wanted) > 1
        else _with_implied_target(desk.facts, desk.reading.told.facts, wanted[0], asked_tracks)
    )
    key = next_question(desk.judge, verdicts, facts, desk.programme.facts)
    if key == "region" and len(regions) > 1 and region_words:
        segments.append(desk.composer.say("which_place", place=region_words[0].text))
    elif key is not None:
        segments += [desk.composer.say("to_go_on"), question(desk.composer, desk.programme, key)]
    return Part(
        "verdict",
        tuple(segments),
        ask,
        {track: verdict.outcome for track, verdict in verdicts.items()},
        key,
        choices(desk, key) if key else (),
        _one(asked_tracks),
        regions,
    )


def _asked_tracks(desk: Desk, ask: Ask) -> tuple[str, ...]:
    """The tracks that the verdict is limited to: "기초 되나요?" asks of one, "기초만 하려고요" tells a wish."""
    asks = {"able", "who", "self_check", "exclusion"} & {
        c for one in desk.reading.clauses for c in one.concepts
    }
    if "target_level" in desk.reading.told.facts and not asks:
        return ()
    return desk.tracks(ask)


def verdict_on_all(desk: Desk) -> Part:
    """The verdict on every track, with nothing more to ask: the end of a self-check."""
    verdicts = desk.judge.judge(desk.facts)
    segments: list[Segment] = [_understood(desk)]
    for verdict in verdicts.values():
        segments += verdict_segments(desk.composer, verdict, desk.judge.edition.id)
    segments += _intake_segments(desk, (), ())
    return Part("verdict", tuple(segments), None, {track: one.outcome for track, one in verdicts.items()})


def _with_implied_target(facts: Facts, told: Facts, track: str, asked_tracks: tuple[str, ...]) -> Facts:
    """A company that asks whether it can have one track wants that level, unless it has just said otherwise."""
    if asked_tracks == (track,) and "target_level" not in told:
        return merge(facts, {"target_level": known(track)})
    return facts


def _understood(desk: Desk) -> Segment:
    """The company as Gongo understood it, so that a wrong reading is seen at once."""
    language = desk.composer.language
    parts = []
    for key, spec in desk.programme.facts.items():
        if key in desk.facts and not desk.facts[key].uncertain:
            values = [
                one.label.in_(language) for one in spec.choices if one.value in desk.facts[key].possible
            ]
            joined = " / ".join(values) if len(values) <= 4 else ", ".join(values[:4]) + " …"
            parts.append(f"{spec.label.in_(language)}: {joined}")
    return desk.composer.say("understood", facts=" · ".join(parts))


def verdict_segments(composer: Composer, verdict: Verdict, edition: str) -> list[Segment]:
    """The result on one track: the headline, then every criterion that decides it or is still open."""
    language = composer.language
    title = verdict.track.title.in_(language)
    proof = _proof(composer, verdict)
    headline = composer.say(f"verdict_{verdict.outcome}", track=title, year=Figure("year", edition))
    segments = [Segment(headline.text, headline.origin, headline.figures, proof)]
    for finding in verdict.of("unmet"):
        segments.append(_criterion(composer, verdict.track, finding, "unmet"))
    if verdict.outcome != "ineligible":
        for finding in verdict.of("unknown", "silent"):
            segments.append(_criterion(composer, verdict.track, finding, "silent"))
        open_facts = [composer.programme.facts[one].label.in_(language) for one in verdict.ask]
        if open_facts:
            segments.append(composer.say("still_open", facts=", ".join(open_facts)))
    if verdict.outcome == "eligible" and verdict.cap:
        segments += [composer.statement(one.statement) for one in verdict.cap]
    return segments


def _criterion(composer: Composer, track: Track, finding: Finding, part: str) -> Segment:
    criterion = finding.criterion
    says = criterion.unmet if part == "unmet" else criterion.silent_says or criterion.unmet
    return composer.part(says, f"criterion:{track.id}.{criterion.id}:{part}", criterion.says)


def _proof(composer: Composer, verdict: Verdict) -> tuple[Citation, ...]:
    """The best proof of each criterion that the outcome rests on."""
    deciding = verdict.of("unmet") or verdict.of("met") or verdict.findings
    return tuple(dict.fromkeys(composer.citations(one.criterion.says)[0] for one in deciding))


def _region(desk: Desk, ask: Ask) -> Part:
    """Whether a region takes part, and on what terms."""
    tracks, regions = desk.tracks(ask), desk.regions(ask)
    if not regions:
        ids = ["regions-outside"] if tracks == ("advanced",) else ["local-governments", "regions-outside"]
        if tracks == ("advanced",):
            segment = _criterion_says(desk, "advanced", "region")
            return Part("answered", (segment,), ask, track="advanced")
        return _stated(desk, ask, ids, tracks, regions)
    ids = []
    if set(regions) & _TEN:
        ids.append("local-governments")
    if set(regions) - _TEN - {"gyeongbuk_other"}:
        ids.append("regions-outside")
    if "gyeongbuk_other" in regions:
        ids.append("gyeongbuk-rest")
    ids += [one for one in _basic_cap(desk, regions) if one not in ids]
    year = desk.other_year()
    if year is not None:
        ids = _of_year(year, "cap", ("basic",), regions) or []
        if not ids:
            return desk.silent_year(ask, year)
    return _stated(desk, ask, ids, tracks, regions)


def _criterion_says(desk: Desk, track: str, id: str) -> Segment:
    criterion = next(one for one in desk.judge.edition.tracks[track].criteria if one.id == id)
    segment = desk.composer.statement(criterion.says)
    return Segment(segment.text, f"criterion:{track}.{id}:says", segment.figures, segment.citations)


def _expo(desk: Desk, ask: Ask) -> Part:
    concepts = set(ask.clause.concepts)
    if {"fee", "own_share"} & concepts:
        return desk.silent(ask, "expo-fee")
    if {"apply", "choosing", "score", "documents"} & concepts or ("able" in concepts and "we" in concepts):
        return desk.silent(ask, "expo-selection")
    if {"result_figure", "phone", "contact", "hours"} & concepts:
        return desk.silent_about(ask)
    year = desk.other_year()
    dated = {"when", "places", "how_many", "start", "deadline"} & concepts
    if year == 2024:
        return _stated(desk, ask, ["expo-2024"], (), ())
    if year is not None:
        return desk.silent_year(ask, year)
    ids = ["expo-2025", "expo"] if dated or desk.reading.year is not None else ["expo"]
    return _stated(desk, ask, ids, (), ())


def _own_share(desk: Desk, ask: Ask) -> Part:
    tracks, regions = desk.tracks(ask), desk.regions(ask)
    named = desk.names_region(ask)
    year = desk.other_year()
    if year is not None:
        ids = _of_year(year, "own_share", tracks, regions if named else ())
        if ids is None:
            return desk.silent_year(ask, year)
        return _stated(desk, ask, ids, tracks, regions)
    if "gwangju" in regions and "advanced" not in tracks:
        return _stated(desk, ask, ["gwangju-split"], tracks, regions)
    if named and len(regions) == 1 and regions[0] in _TERMS_2024:
        part = _stated(desk, ask, [_TERMS_2024[regions[0]]], tracks, regions)
        return _as_silent(desk, part)
    return desk.silent(ask, "own-share")


def _contact(desk: Desk, ask: Ask) -> Part:
    if "gyeongbuk_pohang" in desk.regions(ask):
        return _stated(desk, ask, ["pohang-contact", "contact-kbiz"], (), ())
    if {"samsung", "mentoring"} & set(ask.clause.concepts) and "kbiz" not in ask.clause.concepts:
        return desk.not_in_documents(ask)
    return _stated(desk, ask, ["contact-kbiz", "portal"], (), ())


def _sources(desk: Desk, ask: Ask) -> Part:
    """Where the last answer comes from: its quotes; without one, what Gongo rests on in general."""
    ids = [one.partition(":")[2] for one in desk.context.spoken if one.startswith("statement:")]
    if not ids:
        return _stated(desk, ask, ["official-notice-missing"], (), ())
    segments: list[Segment] = []
    for id in ids[:3]:
        statement = desk.id(id)
        for citation in desk.composer.citations(statement)[:2]:
            key = "source_summary" if citation.own_words else "source_quote"
            said = desk.composer.say(key, publisher=citation.publisher, title=citation.title)
            segments.append(Segment(said.text, said.origin, (), (citation,)))
            segments.append(Segment(citation.quote, f"quote:{id}", (), (citation,)))
    return Part("answered", tuple(segments), ask)


def _why(desk: Desk, ask: Ask) -> Part:
    """Why the last verdict is what it is: every criterion with its state."""
    tracks = [one for one in desk.context.verdict_tracks if one in desk.judge.edition.tracks]
    named = [one for one in desk.tracks(ask) if one in tracks]
    if not tracks or not desk.facts:
        return _sources(desk, ask) if desk.context.spoken else desk.unclear()
    verdicts = desk.judge.judge(desk.facts)
    segments: list[Segment] = []
    for track in named or tracks:
        verdict = verdicts[track]
        title = verdict.track.title.in_(desk.composer.language)
        segments.append(desk.composer.say("why_title", track=title))
        for finding in verdict.findings:
            says = _criterion_says(desk, track, finding.criterion.id)
            mark = desk.composer.say(_MARKS[finding.state, finding.cause])
            segments.append(Segment(f"{mark.text} {says.text}", says.origin, says.figures, says.citations))
            if finding.state == "unmet" or finding.cause == "silent":
                part = "unmet" if finding.state == "unmet" else "silent"
                segments.append(_criterion(desk.composer, verdict.track, finding, part))
    return Part("verdict", tuple(segments), ask, {one: verdicts[one].outcome for one in named or tracks})


def _change(desk: Desk, ask: Ask) -> Part:
    """What decides: the criteria that are not met now. What would meet them is the criterion's own sentence."""
    return _why(desk, ask) if desk.context.verdict_tracks else _conditions(desk, ask)


_MARKS = {
    ("met", None): "mark_met",
    ("unmet", None): "mark_unmet",
    ("unknown", "ask"): "mark_ask",
    ("unknown", "silent"): "mark_silent",
}

HANDLERS: Mapping[str, Callable[[Desk, Ask], Part]] = {
    "cap": _cap,
    "places": _places,
    "intake": _intake,
    "next_intake": _next_intake,
    "misprint": _misprint,
    "eligibility": _eligibility,
    "region": _region,
    "expo": _expo,
    "own_share": _own_share,
    "contact": _contact,
    "sources": _sources,
    "why": _why,
    "change": _change,
}


def _stated(
    desk: Desk, ask: Ask, ids: Iterable[str], tracks: tuple[str, ...], regions: tuple[str, ...]
) -> Part:
    ids = list(dict.fromkeys(ids))
    segments = (*desk.premises(ask, ids), *desk._loose_year_note(), *desk.composer.statements(ids))
    return Part("answered", segments, ask, track=_one(tracks), region=regions)


def _one(tracks: tuple[str, ...]) -> str | None:
    return tracks[0] if len(tracks) == 1 else None


_BASIC_TERMS = {"gwangju": "gwangju-terms", "gyeongbuk_pohang": "pohang-terms", "chungbuk": "chungbuk-terms"}
_TERMS_2024 = {"busan": "busan-2024", "gyeongnam": "gyeongnam-2024", "jeonnam": "jeonnam-2024"}
_EDITION_SUMMARY: Mapping[int, tuple[str, ...]] = {
    2022: ("edition-2022",),
    2023: ("edition-2023",),
    2024: ("edition-2024",),
    2026: ("ai-round-2026",),
    2027: ("call-2027",),
}
_INTAKE_BY_YEAR: Mapping[int, tuple[str, ...]] = {
    2023: ("intake-2023",),
    2024: ("intake-2024",),
    2026: ("ai-round-2026",),
    2027: ("call-2027",),
}
_BY_YEAR: Mapping[tuple[str, int], tuple[str, ...]] = {
    ("budget", 2024): ("edition-2024",),
    ("budget", 2023): ("budget-2023",),
    ("mentoring", 2024): ("mentors-2024",),
    ("region-list", 2024): ("basic-2024",),
    ("tracks", 2024): ("advanced-2024", "basic-2024"),
    ("tracks", 2022): ("edition-2022",),
    ("overview", 2022): ("edition-2022",),
    ("overview", 2023): ("edition-2023", "intake-2023"),
    ("overview", 2024): ("edition-2024", "advanced-2024", "basic-2024"),
    ("overview", 2026): ("ai-round-2026", "terms-2026"),
    ("overview", 2027): ("call-2027",),
    ("growth", 2024): ("growth",),
    ("build", 2026): ("terms-2026",),
}


def _of_year(year: int, what: str, tracks: tuple[str, ...], regions: tuple[str, ...]) -> list[str] | None:
    """The statements of another edition on a matter; None where nothing is known of it."""
    if year == 2024:
        local = [_TERMS_2024[one] for one in regions if one in _TERMS_2024]
        if what == "own_share":
            return local or ["other-regions-2024"]
        if local and "advanced" not in tracks:
            return local
        ids = [f"{track}-2024" for track in ("advanced", "basic") if track in tracks or not tracks]
        return ids if tracks else [*ids, "edition-2024"]
    if year == 2022:
        return ["edition-2022", "2022-small-firms"] if what != "places" else None
    if year == 2023:
        return ["edition-2023"] if what != "places" else None
    if year == 2026:
        return ["terms-2026"] if what != "places" else None
    return None
