"""What a chat remembers from one message to the next: the company it is about, and what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.answering.answer import Answer, Context, Language
from bot.answering.asking import IDENTIFYING
from bot.answering.classifying import ANYTHING_ELSE, LONE, subject_of
from bot.answering.company import added_levels
from bot.answering.desk import Part, one_of
from bot.answering.firms import OURS, others_named
from bot.answering.following import OF_VERDICTS, OTHERS, OTHERS_REMEMBERED, place_of, stands_there
from bot.answering.understanding import Reading
from bot.typed import is_question
from rules.facts import Facts, Known, merge

_IN_THAT_CASE = re.compile(
    r"\bthen\b|\bin that case\b|그 ?경우|그러면|그렇게 ?(?:하면|되면)|그때", re.IGNORECASE
)
# "업종도 규모도 같아요", "same business, same size": another company that is like the last one.
_LIKE_IT = re.compile(
    r"\bsame (?:business|trade|size|line|kind|products?|conditions?|situation|story|setup|everything)|(?:everything|all) else (?:is )?(?:the )?same|otherwise (?:the )?same|"
    r"\b(?:the )?(?:rest|others?)(?: is| are|'s)? (?:all )?(?:the )?same|"
    r"(?:업종|규모|조건|상황|사정|나머지|나머|(?:다른|딴) ?(?:건|거|것|조건)|그 ?외(?:에)?)(?:은|는|도|이|진|엔|에는)? ?(?:다 ?|전부 ?|모두 ?)?(?:같|똑같|동일|비슷)|(?:같은|똑같은|동일한) ?(?:업종|규모|조건)|마찬가지"
)
# "친구네도 그 정도만 하면": the level that was spoken of, for another company.
_SAME_LEVEL = re.compile(
    r"(?:그|이|같은|똑같은|그만한|동일한) ?(?:정도|수준|단계|레벨|목표|걸로|거로)|\b(?:the )?same (?:level|thing|track|target|goal|wish|plan|aim)|\b(?:that|such an?) (?:level|track|target|goal)|\b(?:do|does|did|wants?|goes? for) the same\b",
    re.IGNORECASE,
)
_I_FOR_ONE = re.compile(
    r"(?:^|[.?!,] ?|(?:근데|그런데|그리고|그럼|반면) )(?:저는|전|저흰|저희는|우리는|우린|나는|난|(?:제|저희|우리) ?(?:회사|공장|업체)는) |"
    r"(?:^|[.?!,;] ?)(?:and |but |while |as for (?:me|us),? )?(?:i|we|mine|ours|my own|my (?:firm|company|plant|shop)|our (?:own )?(?:firm|company|plant|shop))\b"
)
_BACK_TO_IT = re.compile(
    r"(?:다시|아까|처음|원래)(?:의|그)? ?(?:a사|첫 ?(?:번째)? ?회사|앞 ?회사|회사 ?(?:얘기|이야기|건|로))|첫 ?(?:번째|째) ?(?:회사|집|업체|공장)|\bback to (?:a\b|company a|client a|the first|the other|ours|us\b|my (?:own )?(?:company|firm|plant))|\bthe first (?:company|firm|client|one|plant)\b"
)


_WORDS_KEPT = 300  # characters, of each firm
_NAME_OTHERS = frozenset(["lookalike", "lookalike_list", "loan_etc", "samsung", "difference", "programme"])
_MISPRINT = "misprint"
_CONTACT = "contact"  # of the programme, whatever was asked about before


def about_company(reading: Reading, context: Context) -> Context:
    """The company that the chat is about now: facts of one are never held against another."""
    if reading.of_all is not None and reading.of_all.facts:
        news = reading.of_all.facts  # "both are SMEs"
        each = {name: merge(facts, news) for name, facts in context.firms.items()}
        context = replace(context, firms=each, facts=merge(context.facts, news))
    theirs = others_named(reading.spaced) if context.facts else None
    if (
        theirs is not None
        and context.news
        and set(context.news) < set(context.facts)
        and not _is_theirs(context)
    ):
        # "아 그건 형님네 공장이었네, 우리는 처음입니다": of what was told only the last is theirs
        return replace(context, facts={k: v for k, v in context.facts.items() if k not in context.news})
    if theirs is not None:
        # "that was my sister's firm; ours makes them, in a plant near there"
        name = context.firm if _is_theirs(context) else theirs
        firms = {**context.firms, name or theirs: _real(context)}
        ours = firms.pop(OURS, {}) if _is_theirs(context) else {}
        kept = {"region": context.facts["region"]} if reading.there and "region" in context.facts else ours
        return replace(context, facts=kept, firms=firms, firm=OURS, set_aside={}, asked=None)
    name = reading.firm
    back = reading.as_it_is and OURS in context.firms
    if name is None and _is_theirs(context) and (back or _is_one_more(reading, context)):
        name = OURS
    if name is not None and name != context.firm:
        firms = {**context.firms}
        if context.facts and (context.firm or not firms):  # else they are what all of them have in common
            firms[context.firm or OURS] = _left_as(context)
        known = firms.get(name, firms.get(OURS) if name == "a" else None)
        facts = _like_the_last(reading, context) if known is None else known
        if "target_level" in context.facts and _SAME_LEVEL.search(reading.spaced):
            facts = {**facts, "target_level": context.facts["target_level"]}
        return replace(
            context,
            facts=facts,
            firms=firms,
            firm=name,
            set_aside={},
            region=place_of(facts),
            track=None if "target_level" in facts else context.track,
            asked=None,
        )
    # "How much would we get then?" still speaks of what was supposed.
    ours_again = (
        reading.as_it_is
        or bool(_BACK_TO_IT.search(reading.spaced))
        or (
            reading.told.first_person
            and not (_IN_THAT_CASE.search(reading.spaced) or reading.there or _adds_only(reading, context))
        )
    )
    if context.set_aside and ours_again and not reading.another_company:
        return replace(context, facts=context.set_aside, set_aside={}, region=(), asked=None)
    return context


def _is_one_more(reading: Reading, context: Context) -> bool:
    """Whether the writer tells of its own firm after somebody else's: "저는 인천에서 도금업체 하는데요"."""
    told, known = reading.told.facts.get("region"), context.facts.get("region")
    elsewhere = told is not None and known is not None and not told.possible & known.possible
    described = len(IDENTIFYING & set(reading.told.facts)) > 1
    return elsewhere and described and bool(_I_FOR_ONE.search(reading.spaced))


def _is_theirs(context: Context) -> bool:
    return context.firm not in (None, OURS)


def _real(context: Context) -> Facts:
    """What is known of the firm that the chat is about, without what is only supposed."""
    return context.set_aside or context.facts


def _left_as(context: Context) -> Facts:
    """What is kept of the firm that the chat leaves: a client's level that was only supposed is talked of later on."""
    real = _real(context)
    wished = context.facts.get("target_level")
    return {**real, "target_level": wished} if wished is not None and _is_theirs(context) else real


def _like_the_last(reading: Reading, context: Context) -> Facts:
    """What another firm is that is said to be like the last one, but for its place."""
    like = context.facts if _LIKE_IT.search(reading.spaced) else {}
    return {key: one for key, one in like.items() if key != "region"}


def _firms(reading: Reading, context: Context, real: Facts) -> Mapping[str, Facts]:
    """What is known by now of each firm; `real` is what is so, and not only supposed, of the one spoken of."""
    firms = context.firms if context.firm is None else {**context.firms, context.firm: real}
    told = _told_together(reading, context)
    return {**firms, **told} if len(told) > 1 else firms


def _told_together(reading: Reading, context: Context) -> Mapping[str, Facts]:
    """What is known of the firms that a message tells of side by side: new ones have to be described."""
    return {
        one: merge(context.firms.get(one, {}), told.facts)
        for one, told in reading.labelled.items()
        if IDENTIFYING & set(told.facts) or (one in context.firms and told.facts)
    }


def _called(reading: Reading, context: Context) -> Mapping[str, str]:
    """The words in which each firm was told of by now."""
    told = {name: one for name, one in reading.labelled.items() if one.facts}
    if not told and IDENTIFYING & set(reading.told.facts):
        told = {context.firm or OURS: reading.told}
    words = {name: f"{context.called.get(name, '')} {one.words}"[-_WORDS_KEPT:] for name, one in told.items()}
    return {**context.called, **words}


def _of_each(firms: Mapping[str, Facts]) -> Facts:
    """What several firms have in common."""
    first, *others = firms.values()
    return {key: one for key, one in first.items() if all(other.get(key) == one for other in others)}


def goes_on_there(reading: Reading, context: Context) -> bool:
    """Whether the company that is told of stands in the place that was just asked about: "대구도 되나요", "저희 중소 제조업인데"."""
    told = {"company_size", "manufacturer"} & set(reading.told.facts)
    if stands_there(reading):
        return len(context.region) > 0 and not reading.places
    return context.topic == "region" and bool(context.region and told) and not reading.places


def beside_known(reading: Reading, context: Context) -> Facts:
    """What a message tells, as it is to be understood beside what was known: an answer to "which Gwangju?" narrows that,
    a wider name of the same place tells nothing, and what is good enough too takes nothing back."""
    news, known_facts = reading.told.facts, context.facts
    asked_of = context.verdict_tracks if len(context.verdict_tracks) == 1 else ()
    if known_facts and asked_of and "target_level" not in known_facts:
        known_facts = {**known_facts, "target_level": Known(frozenset(asked_of))}  # the level that was judged
    kept: dict[str, Known] = {}
    for key in news.keys() & known_facts.keys():
        new, old = news[key].possible, known_facts[key].possible
        of_one = any(old < one.choices for one in reading.told.ours)
        wider = key == "region" and of_one and not reading.told.hypothetical
        if (key == context.asked or wider) and new & old:
            kept[key] = Known(new & old)
        elif key == "target_level" and len(new) == 1 and new != old and new <= _added(reading):
            kept[key] = Known(frozenset(["both"]))
    return {**news, **kept}


_POSSIBLE_TOO = re.compile(r"(?:(기초)|고도화)(?:유형|수준|단계|쪽)?도(?:가능|되|될|됐|할수|신청|받)")


def _added(reading: Reading) -> set[str]:
    added = added_levels(reading.spaced, reading.squashed)
    if reading.told.hypothetical:  # "중소기업이었으면 기초도 가능했을까요": the other level stays
        added |= {"basic" if one[1] else "advanced" for one in _POSSIBLE_TOO.finditer(reading.squashed)}
    return added


def next_context(
    answer: Answer, parts: list[Part], reading: Reading, context: Context, language: Language, facts: Facts
) -> Context:
    last = next(
        (part for part in reversed(parts) if part.ask and part.ask.topic and not _is_talk(part)), None
    )
    # What is supposed stays so until the writer's own company is spoken of again.
    supposes = reading.told.hypothetical and bool(context.facts)
    aside = (context.set_aside or context.facts) if supposes else _told_beside_supposed(reading, context)
    kept = {} if reading.told.hypothetical and not supposes else facts
    firms = _firms(reading, context, aside or kept)
    news = tuple(sorted(reading.told.facts))
    context = replace(_beside_others(parts, context), news=news, called=_called(reading, context))
    together = _told_together(reading, context)
    if reading.firm is None and len(together) > 1:
        kept = _of_each(together)  # "A사는 부산, B사는 인천": no firm is both
    if last is None or last.ask is None or last.ask.topic is None:
        return replace(
            context, language=language, facts=kept, set_aside=aside, firms=firms, asked=answer.asked
        )
    # Of what stands nowhere it is not known what it is about: the subject stays.
    unnamed = last.ask.topic.id == ANYTHING_ELSE and reading.follows_up
    goes_on = last.ask.topic.id == context.topic or unnamed
    region = (
        _place_of_company(last, facts) or last.region or (context.region if _stays_there(reading) else ())
    )
    moved = bool(region) and not set(region) & set(context.region)
    return replace(
        context,
        language=language,
        facts=kept,
        set_aside=aside,
        firms=firms,
        topic=last.ask.topic.id,
        subject=()
        if last.ask.topic.id == _CONTACT
        else subject_of(last.ask.topic, last.ask.clause) or (context.subject if goes_on else ()),
        beside=tuple(one for one in answer.topics if one != last.ask.topic.id),
        concepts=tuple(sorted(last.ask.clause.concepts)),
        track=last.track
        or (one_of(last.ask.clause.tracks) if last.ask.topic.id not in OF_VERDICTS else None)
        or (context.track if last.ask.topic.id == _MISPRINT else None),  # a wrong cap is still that track's
        region=region,
        before=context.region if moved else context.before,
        year=last.year if reading.year is None or reading.year_is_loose else reading.year,
        spoken=tuple(one.origin for one in answer.segments),
        verdict_tracks=_judged(last, answer) or context.verdict_tracks,
        asked=answer.asked,
    )


def _adds_only(reading: Reading, context: Context) -> bool:
    """Whether a message only tells what was not known yet: "저희는 중소기업이에요" after "대구로 옮기면요?" leaves the move."""
    return bool(reading.told.facts) and not set(reading.told.facts) & set(context.facts)


def _told_beside_supposed(reading: Reading, context: Context) -> Facts:
    """What is so, with what a message tells while something is supposed: "아니다 기초로 할게요" after "구미로 옮기면요?"
    holds without the move too. What is told of the supposed itself changes only that.
    """
    aside = context.set_aside
    if is_question(reading.spaced) or _IN_THAT_CASE.search(reading.spaced):
        return aside  # "그때 고도화로 가면 되나요" supposes more
    so = {key: one for key, one in reading.told.facts.items() if aside.get(key) == context.facts.get(key)}
    return merge(aside, so) if aside else aside


def _beside_others(parts: list[Part], context: Context) -> Context:
    """The context, with what else than this programme was spoken of, and how long ago."""
    asks = [part.ask for part in parts if part.ask and part.ask.topic]
    other = next((one for one in asks if one.topic and one.topic.id in OTHERS), None)
    talks = all(one.topic and one.topic.kind == "smalltalk" for one in asks)
    if other is not None and other.topic is not None:
        asked = tuple(one for one in other.clause.concepts if one not in _NAME_OTHERS)
        return replace(
            context,
            other=other.topic.id,
            other_ago=0 if len(asks) == 1 else 1,
            other_asked=asked or context.other_asked,
        )
    if context.other is None or talks:
        return context
    gone = context.other_ago == OTHERS_REMEMBERED or any(part.verdicts for part in parts)
    return replace(context, other=None if gone else context.other, other_ago=context.other_ago + 1)


def _place_of_company(part: Part, facts: Facts) -> tuple[str, ...]:
    """The place that a verdict was about, whatever else was named: "본사는 서울인데 문제 되나요"."""
    return place_of(facts) if part.status == "verdict" else ()


def _stays_there(reading: Reading) -> bool:
    """Whether the place spoken of is still meant, where the answer has none: "서류는요?" between two questions on Gwangju."""
    return (reading.follows_up or reading.there) and not (reading.places or reading.elsewhere)


def _judged(part: Part, answer: Answer) -> tuple[str, ...]:
    """The tracks that were judged: the one asked about, where the other is only told beside it."""
    only = part.track if part.status == "verdict" else None
    return (only,) if only and only in answer.verdicts else tuple(answer.verdicts)


def _is_talk(part: Part) -> bool:
    topic = part.ask.topic if part.ask else None
    return topic is None or topic.kind in ("smalltalk", "decline") or topic.id in LONE
