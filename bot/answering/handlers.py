"""One handler for each kind of question that code decides: caps, places, intakes, regions, shares, sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.answering.answer import Segment
from bot.answering.desk import Ask, Desk, Part, one_of
from bot.answering.eligibility import change, criterion_says, eligibility, target_unclear, why
from bot.answering.following import (
    ASKS_WHERE,
    JUDGED,
    OF_FIGURES,
    asks_if_everywhere,
    asks_of_the_whole,
    asks_where_it_differs,
    asks_where_least,
    asks_where_most,
    asks_why_judged,
    asks_why_left_out,
    speaks_of_verdict,
    was,
)
from bot.answering.premises import has_figure, lies_within
from knowledge.figures import format_figure
from rules.edition import Track

_APART = re.compile(
    r"따로|별도|자체|독자|단독|\b(?:separate\w*|(?:on |of )?(?:its|their) own|by itself|apart|alone)\b",
    re.IGNORECASE,
)
# Ways to reach somebody that the documents do not have, and the one that they have.
_OTHER_CHANNEL = re.compile(
    r"이?메일|카톡|카카오|팩스|채팅|문자|텔레그램|왓츠앱|\b(?:e-?mail|fax|kakao\w*|whatsapp|chat|text message|messenger|telegram)\b",
    re.IGNORECASE,
)
_KNOWN_CHANNEL = re.compile(
    r"전화|번호|홈페이지|사이트|\b(?:phone|telephone|number|call|website|site)\b", re.IGNORECASE
)
_AMONG = re.compile(r"[그이] ?중|가운데|\b(?:of|among) (?:which|them|those|these)\b", re.IGNORECASE)


def _cap(desk: Desk, ask: Ask) -> Part:
    """How much: per track, per region where the cap differs, per edition."""
    tracks, regions, year = desk.tracks(ask), desk.regions(ask), desk.other_year()
    if year is not None:
        return desk.of_year(ask, year, "cap", tracks, regions)
    most = _that_pay_most(desk, ask)
    paying = _that_pay(desk, ask) or most
    regions = paying or regions
    # A company's own place, told before, takes no track away: "그럼 얼마까지?" asks for both.
    here = bool(paying or ask.clause.places or desk.reading.places or desk.reading.there)
    if here and "basic" in ask.clause.tracks and not paying:
        # "광주 기초 한도": of two places of a name, the one that is in the track named with it
        taking_part = tuple(one for one in regions if desk.takes_part(one) != "unmet")
        named_here = {frozenset(one.choices) for one in ask.clause.places or desk.reading.places}
        one_name = len(named_here) == 1
        regions = taking_part if one_name and taking_part else regions
    named = here and bool(regions)
    outside = bool(regions) and not any(desk.takes_part(one) == "met" for one in regions)
    ids: list[str] = []
    wished = tracks or (() if regions and _all_outside(desk, regions) else desk.wished(ask))
    for track in desk.judge.edition.tracks.values():
        if wished and track.id not in wished:
            continue
        if track.cap.fact is not None:
            ids += _regional_cap(desk, track, regions)
            if outside and track.id in ask.clause.tracks and not ask.clause.places:
                ids.insert(
                    0, track.cap.otherwise.statement.id
                )  # "기초는요?": its amount, though not for them
            if most or (regions and ("why" in ask.clause.concepts or _of_others_too(desk, ask))):
                ids.append(
                    track.cap.otherwise.statement.id
                )  # "왜 포항만": that it goes by place is the reason known
        elif wished or not named or outside or "region" in desk.reading.told.facts:
            # Outside the regions of the other track this one is what is left; who tells where the plant is asks of both.
            ids.append(track.cap.otherwise.statement.id)
    return desk.state(ask, ids, tracks, regions)


def _of_others_too(desk: Desk, ask: Ask) -> bool:
    """Whether, beside a place that is named, the others are asked about: "in Gwangju, and is it the same elsewhere"."""
    of_the_whole = bool(ask.clause.places) and asks_of_the_whole(desk.reading.spaced)
    return of_the_whole or desk.reading.elsewhere or asks_if_everywhere(ask.clause)


def _with_own(desk: Desk, ask: Ask, regions: tuple[str, ...]) -> tuple[str, ...]:
    """With the company's own place, where the one named is but heard of beside the question: "how many percent do we pay?
    my friend in Gwangju says 20".
    """
    own = desk.context.facts.get("region")
    heard = [one for one in desk.reading.clauses if one.places and one.figures]
    asked_there = ask.clause.places or desk.reading.there or not (regions and heard)
    if own is None or own.value is None or asked_there or str(own.value) in regions:
        return regions
    return (*regions, str(own.value))


def _that_pay(desk: Desk, ask: Ask) -> tuple[str, ...]:
    """The regions whose cap is the amount named, where it is asked which they are: "8천만원 주는 데는 어디죠"."""
    won = [one for one in ask.clause.figures if one.kind == "won"]
    if not won or ask.clause.places or not ASKS_WHERE.search(ask.clause.spaced):
        return ()
    tables = (one.cap.table for one in desk.judge.edition.tracks.values())
    return tuple(
        region
        for table in tables
        for region, one in table.items()
        if any(has_figure(one.statement, sum) for sum in won)
    )


def _that_pay_most(desk: Desk, ask: Ask) -> tuple[str, ...]:
    """The regions with the highest cap that is known (the lowest, if less is asked for): "제일 많이 주는 데는요?"."""
    if not asks_where_most(ask.clause, desk.context):
        return ()
    tables = (one.cap.table for one in desk.judge.edition.tracks.values())
    caps = {region: max(one.won) for table in tables for region, one in table.items()}
    wanted = (min if asks_where_least(ask.clause) else max)(caps.values(), default=0)
    return tuple(region for region, won in caps.items() if won == wanted)


def _regional_cap(desk: Desk, track: Track, regions: tuple[str, ...]) -> Iterable[str]:
    if not regions:
        return [track.cap.otherwise.statement.id]
    ids: list[str] = []
    for region in regions:
        own = track.cap.table.get(region)
        if own is not None:
            ids.append(own.statement.id)
        else:
            if desk.takes_part(region) != "unmet":
                ids.append(track.cap.otherwise.statement.id)
            ids += desk.of_region(region, "cap")
    return ids


def _terms_there(desk: Desk, region: str) -> Iterable[str]:
    """What is known of a region that takes part, or that nothing is."""
    own = [one.cap.table[region] for one in desk.judge.edition.tracks.values() if region in one.cap.table]
    if own or desk.takes_part(region) != "met":
        return [one.statement.id for one in own]
    return desk.of_region(region, "places")


def _all_outside(desk: Desk, regions: tuple[str, ...]) -> bool:
    """Whether none of these regions takes part, nor may do so."""
    return all(desk.takes_part(one) == "unmet" for one in regions)


def _places(desk: Desk, ask: Ask) -> Part:
    """How many companies: per track, per region, per edition."""
    tracks, regions, year = desk.tracks(ask), desk.regions(ask), desk.other_year()
    named = desk.names_region(ask) and bool(regions)
    if year is not None:
        return desk.of_year(ask, year, "places", tracks, regions if named else ())
    wanted = [one for one in desk.judge.edition.tracks.values() if one.id in tracks or not tracks]
    regional = [one for one in wanted if one.cap.fact is not None]
    if named and regional:
        known = [region for region in regions if region in regional[0].cap.table]
        ids = [regional[0].cap.table[one].statement.id for one in known]
        ids += [id for one in regions if one not in known for id in desk.of_region(one, "places")]
        if not (ask.clause.places or desk.reading.places) and _all_outside(desk, regions):
            # "거기는 몇 군데 뽑았어요?": of the track, where the place that was spoken of is none of its own
            ids = [*(one.places.id for one in wanted), *ids]
        part = desk.state(ask, ids, tracks, regions)
        unknown = any(desk.takes_part(one) == "met" for one in regions) and not known
        return desk.as_silent(part) if unknown else part
    ids = [one.places.id for one in wanted]
    of_a_whole = not tracks or _AMONG.search(
        desk.reading.spaced
    )  # "총 몇 곳이고 그중 지자체랑 하는 건 몇 곳"
    return desk.state(ask, [*ids, *desk.more(ask)] if of_a_whole else ids, tracks, regions)


def _intake(desk: Desk, ask: Ask) -> Part:
    """When applications were or are taken; first of all whether they are taken today."""
    tracks, regions, year = (
        desk.tracks(ask),
        desk.regions(ask),
        desk.other_year() or _past_of_this_year(desk, ask),
    )
    if year is not None:
        desk = replace(desk, reading=replace(desk.reading, year_is_loose=False))
        part = desk.of_year(ask, year, "intake", tracks)
        calls = {id for one in desk.topics.topics.values() if one.is_call for id in one.targets}
        if calls.issuperset(desk.topics.of_year(year, "intake")) and desk.asks_of_a_share_in_it(ask):
            part = desk.silent_year(ask, year)  # all that is known of it was a call apart
        if part.status != "answered":
            return part
        closed = desk.closed_then(desk.topics.of_year(year, "intake"))
        return Part("answered", (*closed, *part.segments), ask, track=part.track, region=regions, year=year)
    wanted = [one for one in desk.judge.edition.tracks.values() if one.id in tracks or not tracks]
    windows = [
        window.statement.id
        for track in wanted
        for window in track.windows
        if window.only is None or window.only[1] in regions
    ]
    at_place = {one.statement.id for track in wanted for one in track.windows if one.only is not None}
    # A place that is no part of the regional track has no intake there: "제주는요?".
    outside = [one for one in regions if desk.names_region(ask) and desk.takes_part(one) == "unmet"]
    there = [id for one in outside for id in desk.of_region(one, "region")]
    # ... and what is of the only place that is named comes first: "포항은 언제까지였는데요?"
    own = [one for one in windows if one in at_place] if desk.names_region(ask) and len(regions) == 1 else []
    first = [*own, *(there if len(outside) == len(regions) else [])]
    first = [] if "now" in ask.clause.concepts else first
    ids = [one for one in dict.fromkeys([*there, *desk.more(ask), *windows]) if one not in first]
    now = {"now", "next_round"} & set(ask.clause.concepts)
    later = (
        desk.topics.of_year(0, "next")
        if (now or desk.reading.year_is_loose) and not _any_open(desk, regions)
        else ()
    )
    # "올해는요?": what is known of that year comes before the edition that decides
    of_year = desk.reading.year if desk.reading.year_is_loose else None
    this_year = [one for one in desk.topics.of_year(of_year or 0, "intake") if one in later]
    segments = (
        *desk.premises(ask, [*first, *ids]),
        *desk.composer.statements([*this_year, *first]),
        *desk.intake(tracks, regions),
        *desk.composer.statements([*ids, *later]),
    )
    return Part("answered", segments, ask, track=one_of(tracks), region=regions)


def _past_of_this_year(desk: Desk, ask: Ask) -> int | None:
    """This year, where it had an intake, and that is told of as past: "올해 건은 언제 받았어요", or by a day in it."""
    year = desk.reading.year if desk.reading.year_is_loose else None
    known = [desk.id(one) for one in desk.topics.of_year(year, "intake")] if year else []
    days = [one for one in ask.clause.figures if one.kind in ("date", "month")]
    in_it = any(lies_within(day, ask.clause, one) for day in days for one in known)
    return year if in_it or (known and not days and was(ask.clause)) else None


def _any_open(desk: Desk, regions: tuple[str, ...]) -> bool:
    return any(desk.intake_of(one, regions) != "closed" for one in desk.judge.edition.tracks.values())


def _next_intake(desk: Desk, ask: Ask) -> Part:
    """What is known of a round to come: nothing for companies, and what there is nearby."""
    entry = desk.composer.not_stated(desk.programme.not_stated("next-intake"))
    nearby = desk.composer.statements(desk.topics.of_year(0, "next"))
    return Part("not_in_documents", (*desk.intake(), entry, *nearby, *desk.contact()), ask)


def _misprint(desk: Desk, ask: Ask) -> Part:
    """What a printed figure should have been, and why."""
    language = desk.composer.language
    segments = [
        desk.composer.correction(one, (format_figure(one.wrong.kind, one.wrong.value, language),))
        for one in desk.judge.edition.corrections
    ]
    return Part("answered", tuple(segments), ask, track=one_of(desk.misprinted()))


def _region(desk: Desk, ask: Ask) -> Part:
    """Whether a region takes part, and on what terms."""
    tracks, regions, year = desk.tracks(ask), desk.regions(ask), desk.other_year()
    if year is not None:
        return desk.of_year(ask, year, "region", ("basic",), regions)
    of_wish = "region_limit" in ask.clause.concepts and not (tracks or ask.clause.places)
    if of_wish and speaks_of_verdict(desk.context):
        tracks = desk.wished(ask)  # "그건 지역 상관없나요", after "고도화로 바꾸면요?"
    if tracks == ("advanced",) and (ask.clause.tracks or not asks_why_left_out(ask.clause)):
        return Part("answered", (criterion_says(desk, "advanced", "region"),), ask, track="advanced")
    if "plant_place" in ask.clause.concepts:
        # "본사 주소를 보나요": what counts is where the factory is
        counts = [criterion_says(desk, one, "region") for one in tracks or tuple(desk.judge.edition.tracks)]
        return Part("answered", (*counts, *desk.standing(ask, regions)), ask, region=regions)
    if not regions:
        ids = [id for position in ("met", "unmet") for id in desk.topics.of_region(position, "region")]
        return desk.state(ask, ids, tracks, regions)
    ids = [id for one in regions for id in desk.topics.of_region(desk.takes_part(one), "region")]
    for track in desk.judge.edition.tracks.values():
        if track.cap.fact is not None:
            ids += _regional_cap(desk, track, regions)
        if _APART.search(ask.clause.spaced):  # "포항은 따로 받는다고 들었는데"
            ids += [one.statement.id for one in track.windows if one.only and one.only[1] in regions]
    part = desk.state(ask, ids, tracks, regions)
    corrected = [one for one in part.segments if one.corrects]
    rest = [one for one in part.segments if not one.corrects]
    return replace(part, segments=(*corrected, *desk.standing(ask, regions), *rest))


def _expo(desk: Desk, ask: Ask) -> Part:
    """The fair: what it is, when it was."""
    concepts = set(ask.clause.concepts)
    if {"result_figure", "phone", "contact", "hours", "visitors"} & concepts:
        return desk.silent_about(ask)
    year = desk.other_year()
    if year is not None and ("start" not in concepts or desk.topics.of_year(year, "expo")):
        part = desk.of_year(ask, year, "expo", ())  # "2020년에 시작됐죠?" is no question on 2020
        if part.status == "answered" and {"where", "address", "organiser"} & concepts:
            place = desk.composer.statements(
                desk.more(ask)[:1]
            )  # where it is held, and by whom: the same every year
            return replace(part, segments=(*part.segments, *place))
        return part
    what, *dated = desk.more(ask)
    asks_date = {
        "when",
        "places",
        "how_many",
        "how_long",
        "frequency",
        "start",
        "deadline",
    } & concepts or desk.reading.year is not None
    return desk.state(ask, [*dated, what] if asks_date else [what])


def _between_tracks(desk: Desk, ask: Ask) -> Part:
    """The level that stands between the tracks: what it is, and that the track is settled by what is wished for."""
    unclear = target_unclear(desk, ask)
    said = desk.composer.statements(desk.more(ask))
    return replace(unclear, status="answered", segments=(*said, *unclear.segments))


def _own_share(desk: Desk, ask: Ask) -> Part:
    """The company's own share: of the whole edition nothing is known, of some regions and years it is."""
    tracks, regions, year = desk.tracks(ask), desk.regions(ask), desk.other_year()
    named = regions if desk.names_region(ask) else ()
    if year is not None:
        return desk.of_year(ask, year, "own-share", tracks, named)
    regions, named = (_with_own(desk, ask, one) for one in (regions, named))
    if asks_if_everywhere(ask.clause) and not (ask.clause.places or tracks):
        return desk.silent(ask, "own-share")
    if asks_where_it_differs(ask.clause, desk.context):
        tracks, regions = (
            (),
            tuple(one for one in desk.topics.regions if desk.topics.of_region(one, "own-share")),
        )
        named = regions
    if "advanced" not in tracks:
        own = [id for one in regions for id in desk.topics.of_region(one, "own-share")]
        if own:
            # "광주랑 부산 자부담": of the one the share is known, of the other what there is
            shares = {one: desk.topics.of_region(one, "own-share") for one in named}
            own += [
                id
                for one, ids in shares.items()
                if not ids
                for id in desk.topics.of_region(one, "places") or _terms_there(desk, one)
            ]
            if "amount" in ask.clause.concepts:
                # "How much is it there, and who chips in what?"
                shared = [one for one in regions if desk.topics.of_region(one, "own-share")]
                table = [one.cap.table.get(at) for one in desk.judge.edition.tracks.values() for at in shared]
                own = [*(one.statement.id for one in table if one is not None), *own]
            if _of_others_too(desk, ask):
                own.append(desk.programme.not_stated("own-share").nearby[0].id)
            return desk.state(ask, own, tracks, regions)
        basic = [one for one in desk.judge.edition.tracks.values() if one.cap.fact is not None]
        nearby = list(dict.fromkeys(id for one in basic for id in _regional_cap(desk, one, named)))
        if nearby and len(named) == 1:
            of_place = desk.state(ask, nearby, tracks, regions)
            entry = desk.composer.not_stated(desk.programme.not_stated("own-share"))
            return desk.as_silent(replace(of_place, segments=(entry, *of_place.segments)))
    # Who puts up how much of the support is not what the company pays.
    return desk.silent(ask, "shares" if ask.clause.concepts.keys() & {"split"} else "own-share")


def _contact(desk: Desk, ask: Ask) -> Part:
    """Whom to ask."""
    concepts = set(ask.clause.concepts)
    of_ministry = "mss" in concepts and "programme" not in concepts  # "중기부 스마트공장 사업 문의처"
    local = [id for one in desk.regions(ask) for id in desk.topics.of_region(one, "contact")]
    of_city = "local_government" in concepts and not local
    if ({"samsung", "mentoring"} & concepts or of_ministry or of_city) and "kbiz" not in concepts:
        return desk.not_in_documents(ask)  # the number of another body
    if _OTHER_CHANNEL.search(ask.clause.spaced) and not _KNOWN_CHANNEL.search(ask.clause.spaced):
        return desk.not_in_documents(ask)  # "전화 말고 이메일은 없어요": what is known is told with it
    return desk.state(ask, [*local, desk.programme.contact.id, *desk.more(ask)], (), desk.regions(ask))


def _sources(desk: Desk, ask: Ask) -> Part:
    """Where the last answer comes from: its quotes; without one, what Gongo rests on in general."""
    corrected = [f"correction:{one.id}" for one in desk.judge.edition.corrections]
    if set(corrected) & set(desk.context.spoken):
        return _misprint(desk, ask)
    of_verdict = why(desk, ask) if speaks_of_verdict(desk.context) else None
    if of_verdict is not None:
        return replace(of_verdict, status="answered", verdicts={})
    ids = [one.partition(":")[2] for one in desk.context.spoken if one.startswith("statement:")]
    if not ids:
        general = desk.topics.topics["sources"].targets[1:]
        return desk.state(ask, general)
    segments: list[Segment] = []
    for id in ids[:3]:
        for citation in desk.composer.citations(desk.id(id))[:2]:
            key = "source_summary" if citation.own_words else "source_quote"
            said = desk.composer.say(key, publisher=citation.publisher, title=citation.title)
            segments.append(Segment(said.text, said.origin, (), (citation,)))
            segments.append(Segment(citation.quote, f"quote:{id}", (), (citation,)))
    return Part("answered", tuple(segments), ask)


def _why(desk: Desk, ask: Ask) -> Part:
    """Why: the criteria behind the last verdict, if that was spoken of last, else the sources of the last answer."""
    judged = (
        speaks_of_verdict(desk.context)
        or JUDGED in desk.context.spoken
        or asks_why_judged(ask.clause, desk.reading, desk.context)
    )
    of_us = desk.reading.told.first_person or "able" in ask.clause.concepts
    of_verdict = why(desk, ask) if judged or of_us or not desk.context.spoken else None
    if of_verdict is None and desk.context.topic in OF_FIGURES:
        part = _sources(desk, ask)
        if any(one.corrects or one.origin.startswith("correction:") for one in part.segments):
            return part  # why a figure is not the printed one is said in it
        return replace(part, segments=(desk.composer.say("reason_not_known"), *part.segments))
    return of_verdict or (_sources(desk, ask) if desk.context.spoken else desk.unclear())


HANDLERS: Mapping[str, Callable[[Desk, Ask], Part]] = {
    "cap": _cap,
    "places": _places,
    "intake": _intake,
    "next_intake": _next_intake,
    "misprint": _misprint,
    "eligibility": eligibility,
    "region": _region,
    "expo": _expo,
    "between_tracks": _between_tracks,
    "own_share": _own_share,
    "contact": _contact,
    "sources": _sources,
    "why": _why,
    "change": change,
}
