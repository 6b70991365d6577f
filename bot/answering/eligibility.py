"""Whether a company qualifies: verdicts with what they rest on, what to ask next, and why.

Everything decided here comes from rules.verdict; this module chooses what is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.answering.answer import Choice, Citation, Segment
from bot.answering.company import OPEN_LEVEL
from bot.answering.composing import Composer, day
from bot.answering.desk import Ask, Case, Desk, Part, one_of
from bot.answering.following import speaks_of_verdict
from bot.answering.values import Told, told_spans, told_values
from rules.changes import Step, changes, obstacles
from rules.edition import Criterion, Figure, Programme, Track
from rules.facts import Facts, Known, known, merge
from rules.questions import next_question
from rules.regions import name_shared_by
from rules.verdict import Finding, Judge, Outcome, Verdict

_OF_NO_FIRM = frozenset(["target_level", "samsung_dealings"])  # facts that say nothing of a company
_WAYS_SHOWN = 4
_VALUES_SHOWN = 4
_ANYONE = ("누가", "누구", "아무나", "어떤", "who", "which", "what kind", "anyone")
_OF_A_PLACE = frozenset(
    ["region", "able", "apply", "programme", "exclusion", "local_government", "advanced", "basic", "so", "chance", "now"]
)  # fmt: skip
_FIRMS = re.compile(
    r"회사|기업|업체|공장|\b(?:firms?|compan(?:y|ies)|plants?|factor(?:y|ies)|business(?:es)?)\b"
)
# Whether what was told stands in the way: "중견인데 문제 되나요", "we are mid-sized, does that matter?".
_IF_IT_MATTERS = re.compile(
    r"문제|괜찮|상관|걸림돌|지장|영향|걸리[나는지]|제외|안 ?(?:되[나는죠]|돼|됩|될)|못 ?(?:하|받|넣|들)|"
    r"\b(?:problem|issue|matters?|obstacle|hurdle|barrier|ok|okay|fine|excluded|barred|in the way|against us)\b|\b(?:rule|count|shut)s? us out\b|\bdisqualif",
    re.IGNORECASE,
)
# Concepts that name one condition of a company in general.
_CONDITIONS = frozenset(
    ["mid_sized", "large", "sector", "prior", "who", "sme_only", "region", "exclusion", "local_government"]
)


def eligibility(desk: Desk, ask: Ask) -> Part:
    """Whether the company qualifies; for a question about companies in general, what the edition says."""
    in_general = ask.clause.concepts.get("who", "").startswith(_ANYONE) and not desk.reading.told.first_person
    in_general = in_general or _asks_of_a_size(desk, ask)
    if desk.facts.get("target_level") == OPEN_LEVEL and set(desk.facts) <= _OF_NO_FIRM:
        return target_unclear(desk, ask)
    if desk.tells_company or (desk.context.facts and _asks_for_us(desk, ask) and not in_general):
        return verdict(desk, ask)
    if "intermediate_1" in ask.clause.concepts:
        return target_unclear(desk, ask)
    if _asks_for_us(desk, ask) and not _names_a_condition(desk, ask):
        return _ask_first(desk, ask)
    return _conditions(desk, ask)


def _asks_for_us(desk: Desk, ask: Ask) -> bool:
    checking = desk.context.topic == "eligibility" or desk.context.asked is not None
    told = desk.reading.told.first_person or bool(desk.context.facts)
    return told or checking or "self_check" in ask.clause.concepts


def _asks_of_a_size(desk: Desk, ask: Ask) -> bool:
    """Whether firms of a size are asked about, by somebody whose own size is unknown: "and mid-sized companies?"."""
    named = {"mid_sized", "large"} & set(ask.clause.concepts)
    return bool(named) and not desk.reading.told.first_person and "company_size" not in desk.facts


def _names_a_condition(desk: Desk, ask: Ask) -> bool:
    # "저희도 신청자격이 되나요" asks for the writer's company, with the word for the conditions.
    ours = {"who"} if desk.reading.told.first_person else frozenset[str]()
    return bool((_CONDITIONS - ours) & set(ask.clause.concepts))


def _names_open_level(desk: Desk) -> bool:
    return any("intermediate_1" in one.concepts for one in desk.reading.clauses)


def target_unclear(desk: Desk, ask: Ask) -> Part:
    """Intermediate-1 belongs to neither track by itself: asked back."""
    unclear = desk.composer.say("intermediate_unclear")
    return Part("question", (unclear,), ask, asked="target_level", choices=choices(desk, "target_level"))


def _ask_first(desk: Desk, ask: Ask) -> Part:
    verdicts = desk.judge.judge(desk.facts)
    key = next_question(desk.judge, verdicts, desk.facts, desk.programme.facts)
    if key is None:
        return verdict(desk, ask)
    intro = [desk.composer.say("need_facts")]
    if "message:need_facts" in desk.context.spoken:  # asked what: all that may matter
        asked = dict.fromkeys(one for verdict in verdicts.values() for one in verdict.ask)
        labels = (desk.programme.facts[one].label.in_(desk.composer.language) for one in asked)
        intro.append(desk.composer.say("still_open", facts=", ".join(labels)))
    return Part(
        "question",
        (*intro, question(desk.composer, desk.programme, key, desk.facts.get(key))),
        ask,
        asked=key,
        choices=choices(desk, key),
    )


def question(composer: Composer, programme: Programme, key: str, known: Known | None = None) -> Segment:
    """The question for one fact; of a place that has its name from several, or was told roughly, which one it is."""
    spec = programme.facts[key]
    if key == "region" and known is not None and known.value is None:
        named = name_shared_by(frozenset(map(str, known.possible)), composer.language)
        if named is not None:
            return composer.say("which_place", place=named)
        if len(known.possible) <= _VALUES_SHOWN:
            return composer.say(
                "which_part", places=told_values(known.possible, spec, composer.language).text
            )
    if key == "target_level" and known == OPEN_LEVEL:
        return composer.say("intermediate_unclear")
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

    def of_criterion(id: str, part: str) -> list[Segment]:
        found = [(track, one) for track in tracks.values() for one in track.criteria if one.id == id]
        return [_criterion(desk.composer, track, one, part) for track, one in found]

    stated = desk.composer.statements(desk.more(ask))
    if "large" in concepts and "mid_sized" not in concepts:
        return Part("answered", (*stated, *of_criterion("company_size", "unmet")), ask)
    if "mid_sized" in concepts:
        return Part("answered", (*stated, *of_criterion("company_size", "silent")), ask)
    if "prior" in concepts:
        return Part("answered", tuple(of_criterion("prior_support", "says")), ask)
    if "sector" in concepts:
        return Part("answered", (*of_criterion("sector", "says"), *stated), ask)
    named = desk.tracks(ask)
    if ask.clause.places and concepts <= _OF_A_PLACE and _FIRMS.search(ask.clause.spaced):
        # "아산에 있는 회사는 아예 못하는 건가요": what the place decides
        regions = desk.regions(ask)
        told = (id for one in regions for id in desk.topics.of_region(desk.takes_part(one), "region"))
        taking_part = any(desk.takes_part(one) != "unmet" for one in regions)
        anywhere = [  # of places outside that is told with them
            criterion_says(desk, one, "region")
            for one, track in tracks.items()
            if taking_part and track.cap.fact != "region" and (one in named or not named)
        ]
        says = [*desk.standing(ask, regions), *desk.composer.statements(dict.fromkeys(told)), *anywhere]
        return Part("answered", (*desk.intake(named), *says), ask, track=one_of(named), region=regions)
    wanted = [tracks[one] for one in tracks if one in named or not named]
    criteria = [
        criterion_says(desk, track.id, one.id)
        for track in wanted
        for one in track.criteria
        if one.id in ("sector", "target_level") or (one.id == "region" and track.cap.fact == "region")
    ]
    state = desk.intake(named if len(named) == 1 else ())
    return Part("answered", (*state, *stated, *criteria), ask, track=one_of(named))


def verdict(desk: Desk, ask: Ask) -> Part:
    """The verdict on the tracks asked about, each with what it rests on."""
    firms = _firms_judged(desk)
    if len(firms) > 1:
        return _verdict_of_each(desk, ask, firms)
    edition = desk.judge.edition
    asked_tracks = _asked_tracks(desk, ask)
    wanted = [one for one in edition.tracks if one in asked_tracks or len(asked_tracks) != 1]
    verdicts: dict[str, Verdict] = {}
    for track in wanted:
        facts = _with_implied_target(desk.facts, desk.reading.told.facts, track, asked_tracks)
        verdicts[track] = desk.judge.judge(facts)[track]
    facts = desk.facts
    if len(wanted) == 1:
        facts = _with_implied_target(facts, desk.reading.told.facts, wanted[0], asked_tracks)
    taken = facts
    if len(wanted) == 1 and verdicts[wanted[0]].outcome == "ineligible":
        # Who cannot have the one will ask about the other, which no level that is only supposed is good for.
        taken = facts if desk.reading.told.hypothetical else desk.facts
        verdicts |= {id: one for id, one in desk.judge.judge(taken).items() if id not in verdicts}
    # A level that was told before, and is not the one asked about now, is shown as it was taken.
    shown = {key: fact for key, fact in taken.items() if key in desk.facts}
    segments = [*_understood(replace(desk, facts=shown)), *ended(desk)]
    segments += (met := _given_by_what_is_asked(desk, verdicts.values()))
    said = {one.origin for one in met}
    regions = desk.regions(ask)
    for verdict in verdicts.values():
        found = verdict_segments(desk.composer, verdict, edition.id)
        segments += [one for one in found if one.origin not in said]
        if verdict.track.cap.fact == "region":
            segments += _standing(desk, ask, regions, verdict.outcome)
    if desk.reading.others_left_out:
        segments.append(desk.composer.say("others_left_out"))
    segments += desk.intake(tuple(verdicts) if len(verdicts) == 1 else (), regions)
    key = next_question(desk.judge, verdicts, facts, desk.programme.facts)
    if key is not None:
        named = OPEN_LEVEL if key == "target_level" and _names_open_level(desk) else facts.get(key)
        asks = question(desk.composer, desk.programme, key, named)
        in_general = asks.origin == f"question:{key}"
        segments += [desk.composer.say("to_go_on"), asks] if in_general else [asks]
    return Part(
        "verdict",
        tuple(segments),
        ask,
        {track: verdict.outcome for track, verdict in verdicts.items()},
        key,
        choices(desk, key) if key else (),
        one_of(asked_tracks),
        regions,
    )


def _given_by_what_is_asked(desk: Desk, verdicts: Iterable[Verdict]) -> list[Segment]:
    """What the criterion on the only fact that is told gives in each track, where it is asked if that matters.

    Nothing where it is met nowhere: then the verdicts say so.
    """
    told = desk.reading.told.facts
    if len(told) != 1 or not _IF_IT_MATTERS.search(desk.reading.spaced):
        return []
    decided = [
        (verdict.track, one)
        for verdict in verdicts
        for one in verdict.findings
        if {*one.facts} <= {*told} and one.cause != "ask"
    ]
    if not any(one.state == "met" for _, one in decided):
        return []
    return [finding_segments(desk.composer, track, one)[-1] for track, one in decided]


def _standing(desk: Desk, ask: Ask, regions: tuple[str, ...], outcome: Outcome) -> tuple[Segment, ...]:
    """That the place named takes part, though the verdict is still open; or, to who asks why not, what is known."""
    named = bool(ask.clause.places or desk.reading.places)
    decided = {desk.takes_part(one) for one in regions}
    why_not = any("why" in one.concepts for one in desk.reading.clauses) and decided == {"unmet"}
    takes_part = outcome == "undetermined" and decided == {"met"}
    return desk.standing(ask, regions) if named and (takes_part or why_not) else ()


def _firms_judged(desk: Desk) -> list[Facts]:
    """The firms that are judged side by side: those that the message tells of, or those of the chat that it names."""
    reading, known_firms = desk.reading, desk.context.firms
    named = {one: told for one, told in reading.labelled.items() if one in known_firms}
    if len(reading.firms) > 1 and (reading.others_left_out or len(named) < 2):
        if reading.others_left_out:  # the first is the writer's own
            return [desk.facts, *(one.facts for one in reading.firms[1:])]
        return [merge(desk.context.facts, one.facts) for one in reading.firms]
    if len(named) > 1:
        return [merge(known_firms[one], told.facts) for one, told in sorted(named.items())]
    if reading.of_all is not None and reading.firm is None and not named and not reading.told.first_person:
        return list(known_firms.values())
    return []


def _verdict_of_each(desk: Desk, ask: Ask, firms: list[Facts]) -> Part:
    """The verdict on each of several companies, or plants, that are asked about together.

    What counts as the answer's verdict is that of the writer's own company, else what holds for all of them.
    """
    edition = desk.judge.edition
    asked = _asked_tracks(desk, ask)
    tracks = asked if len(asked) == 1 else tuple(edition.tracks)
    own = desk.reading.others_left_out and len(desk.reading.firms) > 1  # the first is the writer's own
    marks = _marks(desk, firms)
    segments: list[Segment] = []
    outcomes: list[dict[str, Outcome]] = []
    for facts, mark in zip(firms, marks, strict=True):
        one = replace(desk, facts=facts)
        judged = desk.judge.judge(with_target_of(tracks, facts))
        told = _understood(one)
        for track in tracks:
            told += verdict_segments(desk.composer, judged[track], edition.id)
        segments += [replace(says, text=f"[{mark}] {says.text}") for says in told]
        outcomes.append({track: judged[track].outcome for track in tracks})
    agreed = {
        track: outcomes[0][track] if own or len({one[track] for one in outcomes}) == 1 else "undetermined"
        for track in tracks
    }
    segments = [*ended(desk), *segments, *desk.intake(tracks if len(tracks) == 1 else ())]
    return Part("verdict", tuple(segments), ask, agreed, track=one_of(asked))


def _marks(desk: Desk, firms: list[Facts]) -> list[str]:
    """What each of several companies is called: by its place, where the places tell them apart, else by a letter."""
    spec, language = desk.programme.facts["region"], desk.composer.language
    places = [
        told_values(one["region"].possible, spec, language, _VALUES_SHOWN).text if "region" in one else ""
        for one in firms
    ]
    if all(places) and len(set(places)) == len(places):
        return places
    return [chr(ord("A") + number) for number in range(len(firms))]


def _asked_tracks(desk: Desk, ask: Ask) -> tuple[str, ...]:
    """The tracks that the verdict is limited to: "기초 되나요?" asks of one, "기초만 하려고요" tells a wish."""
    if "target_level" in desk.reading.told.facts or desk.leaves_level_open:
        return ()
    if desk.reading.labelled or desk.reading.as_it_is:
        # What a firm wishes for narrows no question on it; what was asked of all of them does.
        before = desk.context
        asked = before.track if speaks_of_verdict(before) and "target_level" not in desk.facts else None
        return ask.clause.tracks or desk.reading.tracks or ((asked,) if asked else ())
    supposed = desk.reading.told.hypothetical and desk.reading.follows_up
    if desk.tells_company and not supposed:
        # Who asked for one track, and then tells more of the company, still asks for that one.
        before = desk.context
        last = before.track if speaks_of_verdict(before) else one_of(before.verdict_tracks)
        open_still = last if before.facts and "target_level" not in desk.facts else None
        return ask.clause.tracks or desk.reading.tracks or ((open_still,) if open_still else ())
    return desk.tracks(ask)


def verdict_on_all(desk: Desk, tracks: tuple[str, ...] = ()) -> Part:
    """The verdict on these tracks (all, if none is named), with nothing more to ask: the end of a self-check.

    Where something stays open, it is told what the company has to find out, and who answers for the documents.
    """
    facts = with_target_of(tracks, desk.facts)
    verdicts = {id: one for id, one in desk.judge.judge(facts).items() if id in tracks or not tracks}
    segments = ended(desk)
    for verdict in verdicts.values():
        segments += verdict_segments(desk.composer, verdict, desk.judge.edition.id)
    region = facts.get("region")
    regions = tuple(str(one) for one in region.possible) if region else ()
    segments += desk.intake(tracks if len(tracks) == 1 else (), regions)
    missing = not_known_but_deciding(desk.judge, facts, tracks)
    if missing:
        labels = (desk.programme.facts[one].label.in_(desk.composer.language) for one in missing)
        segments.append(desk.composer.say("check_unknown", facts=", ".join(labels)))
    if any(one.outcome == "undetermined" for one in verdicts.values()):
        local = desk.topics.of_region(regions[0], "contact") if len(regions) == 1 else ()
        segments += [desk.composer.say("ask_there"), *desk.composer.statements(local)]
        segments.append(desk.composer.statement(desk.programme.contact))
    return Part("verdict", tuple(segments), None, {track: one.outcome for track, one in verdicts.items()})


def not_known_but_deciding(judge: Judge, facts: Facts, tracks: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What the company does not know itself and what would change a verdict."""
    open_again = {key: replace(fact, uncertain=False) for key, fact in facts.items()}
    verdicts = [one for id, one in judge.judge(open_again).items() if id in tracks or not tracks]
    return tuple(one for one in facts if any(one in verdict.ask for verdict in verdicts))


def with_target_of(tracks: tuple[str, ...], facts: Facts) -> Facts:
    """The facts of a company that looks at one track only: it wants that level, unless it has said otherwise."""
    said = facts.get("target_level")
    if len(tracks) != 1 or (said is not None and not said.uncertain):
        return facts
    return {**facts, "target_level": known(tracks[0])}


def _with_implied_target(facts: Facts, told: Facts, track: str, asked_tracks: tuple[str, ...]) -> Facts:
    """A company that asks whether it can have one track wants that level, unless it has just said otherwise."""
    if facts.get("target_level") in (OPEN_LEVEL, known("both")):
        return facts  # which the track that is asked about does not settle, or change
    if asked_tracks == (track,) and "target_level" not in told:
        return merge(facts, {"target_level": known(track)})
    return facts


def _understood(desk: Desk) -> list[Segment]:
    """The company as Gongo understood it, so that a wrong reading is seen at once."""
    language = desk.composer.language
    parts, figures = [], list[Figure]()
    for key, spec in desk.programme.facts.items():
        if key in desk.facts and not desk.facts[key].uncertain:
            told = told_values(desk.facts[key].possible, spec, language, _VALUES_SHOWN)
            parts.append(f"{spec.label.in_(language)}: {told.text}")
            figures += told.figures
    understood = desk.composer.say("understood", facts=" · ".join(parts))
    return [replace(understood, figures=tuple(figures))] if parts else []


def ended(case: Case) -> list[Segment]:
    """That the edition judged by is no longer in force, where its end is known."""
    edition = case.judge.edition
    if edition.until is None or not edition.ended_on(case.today):
        return []
    return [case.composer.say("edition_ended", year=Figure("year", edition.id), day=day(edition.until))]


def verdict_segments(composer: Composer, verdict: Verdict, edition: str) -> list[Segment]:
    """The result on one track: the headline, then every criterion that decides it or is still open."""
    language = composer.language
    segments = [headline(composer, verdict, edition)]
    for finding in verdict.of("unmet"):
        segments.append(_criterion(composer, verdict.track, finding.criterion, "unmet"))
    if verdict.outcome != "ineligible":
        for finding in verdict.of("unknown", "silent"):
            segments.append(_criterion(composer, verdict.track, finding.criterion, "silent"))
        open_facts = [composer.programme.facts[one].label.in_(language) for one in verdict.ask]
        if open_facts:
            segments.append(composer.say("still_open", facts=", ".join(open_facts)))
    if verdict.outcome == "eligible" and verdict.cap:
        segments += [composer.statement(one.statement) for one in verdict.cap]
    return segments


def headline(composer: Composer, verdict: Verdict, edition: str) -> Segment:
    """The result on one track in one sentence, with the proof of the criteria that it rests on."""
    title = at_start(verdict.track.title.in_(composer.language))
    said = composer.say(f"verdict_{verdict.outcome}", track=title, year=Figure("year", edition))
    return replace(said, citations=_proof(composer, verdict))


def at_start(title: str) -> str:
    """A title as it begins a sentence."""
    return title[0].upper() + title[1:]


def _criterion(composer: Composer, track: Track, criterion: Criterion, part: str) -> Segment:
    """A sentence of a criterion: what it asks ("says"), why it is unmet, or what the documents leave open.

    Where nothing is left open, "silent" is what the criterion asks.
    """
    if part == "unmet":
        return composer.part(criterion.unmet, f"criterion:{track.id}.{criterion.id}:unmet", criterion.says)
    if part == "silent" and criterion.silent_says is not None:
        return composer.part(
            criterion.silent_says, f"criterion:{track.id}.{criterion.id}:silent", criterion.says
        )
    segment = composer.statement(criterion.says)
    origin = f"criterion:{track.id}.{criterion.id}:says"
    return Segment(segment.text, origin, segment.figures, segment.citations)


def _proof(composer: Composer, verdict: Verdict) -> tuple[Citation, ...]:
    """The best proof of each criterion that the outcome rests on."""
    deciding = verdict.of("unmet") or verdict.of("met") or verdict.findings
    return tuple(dict.fromkeys(composer.citations(one.criterion.says)[0] for one in deciding))


def criterion_says(desk: Desk, track: str, id: str) -> Segment:
    """What a criterion of a track asks."""
    owner = desk.judge.edition.tracks[track]
    criterion = next(one for one in owner.criteria if one.id == id)
    return _criterion(desk.composer, owner, criterion, "says")


def why(desk: Desk, ask: Ask) -> Part | None:
    """Why the last verdict is what it is: every criterion with its state. None if there was no verdict."""
    tracks = [one for one in desk.context.verdict_tracks if one in desk.judge.edition.tracks]
    named = [one for one in ask.clause.tracks if one in tracks]
    if not tracks or not desk.facts:
        return None
    verdicts = {}
    # Of several firms, it is shown of which.
    segments: list[Segment] = _understood(desk) if len(desk.context.firms) > 1 else []
    for track in named or tracks:
        facts = _with_implied_target(desk.facts, {}, track, tuple(tracks))
        verdict = verdicts[track] = desk.judge.judge(facts)[track]
        title = at_start(verdict.track.title.in_(desk.composer.language))
        segments.append(desk.composer.say("why_title", track=title))
        for finding in verdict.findings:
            says, *because = finding_segments(desk.composer, verdict.track, finding)
            marked = f"{mark(desk.composer, finding).text} {says.text}"
            segments += [replace(says, text=marked), *because]
    return Part("verdict", tuple(segments), ask, {one: verdicts[one].outcome for one in named or tracks})


def finding_segments(composer: Composer, track: Track, finding: Finding) -> list[Segment]:
    """What a criterion asks; then why it is unmet, or what the documents leave open."""
    segments = [_criterion(composer, track, finding.criterion, "says")]
    if finding.state == "unmet" or finding.cause == "silent":
        part = "unmet" if finding.state == "unmet" else "silent"
        segments.append(_criterion(composer, track, finding.criterion, part))
    return segments


def mark(composer: Composer, finding: Finding) -> Segment:
    """The state of a criterion, as it stands before what the criterion asks."""
    return composer.say(_MARKS[finding.state, finding.cause])


def change(desk: Desk, ask: Ask) -> Part:
    """What would have to change for a track that is closed to the company, or what stands in the way."""
    known_tracks = desk.judge.edition.tracks
    tracks = [one for one in desk.context.verdict_tracks or tuple(known_tracks) if one in known_tracks]
    named = [one for one in ask.clause.tracks if one in known_tracks]
    if not desk.facts:
        return _ask_first(desk, ask)
    desk = replace(desk, facts=with_target_of(tuple(tracks), desk.facts))
    verdicts = desk.judge.judge(desk.facts)
    segments: list[Segment] = []
    for track in named or tracks:
        segments += way_in(desk, verdicts[track])
    return Part("verdict", tuple(segments), ask, {one: verdicts[one].outcome for one in named or tracks})


def way_in(case: Case, verdict: Verdict) -> list[Segment]:
    """What would have to change for one track to be open, or what stands in the way."""
    composer, specs = case.composer, case.programme.facts
    title = at_start(verdict.track.title.in_(composer.language))
    proof = _proof(composer, verdict)

    def say(key: str, facts: str = "") -> Segment:
        return replace(composer.say(key, track=title, facts=facts), citations=proof)

    if verdict.outcome == "eligible":
        return [say("change_none_needed")]
    found = changes(case.judge, specs, case.facts, verdict.track.id)
    if not found:
        held = obstacles(case.judge, specs, case.facts, verdict.track.id)
        facts = ", ".join(specs[key].label.in_(composer.language) for keys in held for key in keys)
        if facts:
            return [say("change_impossible", facts=facts)]
        silent = [
            _criterion(composer, verdict.track, one.criterion, "silent")
            for one in verdict.of("unknown", "silent")
        ]
        return [say("change_unclear"), *silent]
    segments = [say("change_title")]
    for one in found[:_WAYS_SHOWN]:
        steps = [
            *(_step(case, step, "change_given") for step in one.given),
            *(_step(case, step, "change_step") for step in one.to),
        ]
        closes = [verdict.track.title.in_(composer.language) for verdict in _of(case, one.closes)]
        line = " · ".join(step.text for step in steps)
        if closes:
            line = f"{line} {composer.say('change_closes', tracks=', '.join(closes)).text}"
        figures = tuple(figure for step in steps for figure in step.figures)
        segments.append(replace(composer.say("change_way", way=line), figures=figures))
    return segments


def _of(case: Case, tracks: tuple[str, ...]) -> list[Verdict]:
    verdicts = case.judge.judge(case.facts)
    return [verdicts[one] for one in tracks]


def _step(case: Case, step: Step, key: str) -> Told:
    spec, language = case.programme.facts[step.fact], case.composer.language
    told = told_spans(step.spans, spec, language) if step.spans else told_values(step.values, spec, language)
    return Told(case.composer.say(key, fact=spec.label.in_(language), values=told.text).text, told.figures)


_MARKS = {
    ("met", None): "mark_met",
    ("unmet", None): "mark_unmet",
    ("unknown", "ask"): "mark_ask",
    ("unknown", "silent"): "mark_silent",
}
