"""The rules as people read them: editions with their quotes, warnings of the checks, coverage both ways."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import groupby

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.answering.pack import RULES
from bot.console.parts import SEOUL
from bot.console.visits import Item, Page, Visit
from bot.services.quoting import anchor_of, parts_of, proofs_of
from bot.services.reviewing import Review, reviewed
from bot.wording.catalogue import LANGUAGES
from knowledge.figures import format_figure
from rules.edition import Edition, Statement, intake_state
from rules.lint import BUDGET

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "money": ("won", "percent"),
    "dates": ("date", "month"),
    "counts": ("count",),
    "phones": ("phone",),
}


async def rules(visit: Visit) -> Response:
    programme = visit.parts.live.now.pack.programme
    day = visit.now.astimezone(SEOUL).date()
    return visit.show(
        "rules.html",
        pack=visit.parts.live.now.pack,
        programme=programme,
        editions=sorted(programme.editions.values(), key=lambda one: one.effective, reverse=True),
        in_force=programme.in_force(day),
        deciding=programme.deciding_on(day),
        budget=partial(_budget, language=visit.language),
        warnings=len((await _review(visit)).findings.open),
        today=day,
    )


async def edition(visit: Visit) -> Response:
    """One edition; ?q= narrows it to what holds all the words, ?in= shows it in the other language."""
    programme = visit.parts.live.now.pack.programme
    found = programme.editions.get(visit.request.path_params["edition"])
    if found is None:
        raise HTTPException(404)
    asked, words = visit.asked("in", 2), visit.asked("q", 100)
    shown = asked if asked in LANGUAGES else visit.language
    has = partial(_has, words=words.casefold().split())
    day = visit.now.astimezone(SEOUL).date()
    statements = [one for one in found.statements.values() if has(_text_of(one))]
    return visit.show(
        "rules_edition.html",
        programme=programme,
        edition=found,
        shown=shown,
        other=next(one for one in LANGUAGES if one != shown),
        words=words,
        budget=_budget(found, shown),
        states={id: intake_state(track, day, {}) for id, track in found.tracks.items()},
        today=day,
        criteria={
            id: [one for one in track.criteria if has(f"{_text_of(one.says)} {one.unmet.ko} {one.unmet.en}")]
            for id, track in found.tracks.items()
        },
        groups=_grouped(statements),
        corrections=[one for one in found.corrections if has(_text_of(one.says))],
        not_stated=[one for one in found.not_stated.values() if has(f"{one.id} {one.says.ko} {one.says.en}")],
        parts=lambda one: parts_of(one, shown, programme.names),
        proofs=proofs_of,
        anchor=lambda proof: anchor_of(proof.quote.in_(shown)),
        figure=lambda one: format_figure(one.kind, one.value, shown),
        won=lambda amounts: " / ".join(format_figure("won", one, shown) for one in amounts),
        label=lambda fact, value: programme.facts[fact].label_of(value).in_(shown),
    )


async def checks(visit: Visit) -> Response:
    found = await _review(visit)
    return visit.show("rules_checks.html", findings=found.findings, where=partial(_where, visit))


async def coverage(visit: Visit) -> Response:
    found, pack = await _review(visit), visit.parts.live.now.pack
    keys = {one.key for one in pack.documents}
    return visit.show(
        "rules_coverage.html",
        coverage=found.coverage,
        marks=[one for one in found.marks if f"{one.document}.{visit.language}" in keys],
        titles={one.key: one.title for one in pack.documents},
        anchor=anchor_of,
        where=partial(_where, visit),
    )


async def _review(visit: Visit) -> Review:
    live = visit.parts.live
    return await asyncio.to_thread(reviewed, live.now.pack, live.rules_of(live.now) or RULES)


def _where(visit: Visit, at: str) -> str | None:
    """The address at which a finding's place is shown, if it is a statement, criterion or track."""
    programme = visit.parts.live.now.pack.programme
    for edition in programme.editions.values():
        if at in _anchors(edition):
            return f"{visit.url('rules.edition', edition=edition.id)}#{at}"
    return None


def _anchors(edition: Edition) -> Iterable[str]:
    yield from edition.tracks
    yield from edition.statements
    yield from (one.id for one in edition.corrections)
    yield from (one.says.id for track in edition.tracks.values() for one in track.criteria)


def _grouped(statements: Iterable[Statement]) -> list[tuple[str, list[Statement]]]:
    """By what their figures tell; a statement with figures of two kinds stands in the first group."""
    names = [*_GROUPS, "other"]
    placed = sorted(statements, key=lambda one: names.index(_group(one)))
    return [(name, list(group)) for name, group in groupby(placed, _group)]


def _group(statement: Statement) -> str:
    kinds = {one.kind for one in statement.figures.values()}
    return next((name for name, group in _GROUPS.items() if kinds.intersection(group)), "other")


def _text_of(statement: Statement) -> str:
    """All that may be searched for: the sentence in both languages, its figures, its quotes and their sources."""
    told = [statement.id]
    for language in LANGUAGES:
        told.append("".join(one.text for one in parts_of(statement, language, ())))
        for proof in statement.proof:
            told += [
                proof.quote.in_(language),
                proof.source.title.in_(language),
                proof.source.publisher.in_(language),
            ]
    return " ".join(told)


def _has(text: str, words: list[str]) -> bool:
    text = text.casefold()
    return all(one in text for one in words)


def _budget(edition: Edition, language: str) -> str:
    """The highest budget that the edition tells; empty if it tells none."""
    told = [int(one.figures[BUDGET].value) for one in edition.statements.values() if BUDGET in one.figures]
    return format_figure("won", max(told), language) if told else ""


PAGES = (
    Page("/rules", "rules", "viewer", rules),
    Page("/rules/checks", "rules.checks", "viewer", checks),
    Page("/rules/coverage", "rules.coverage", "viewer", coverage),
    Page("/rules/editions/{edition}", "rules.edition", "viewer", edition),
)
MENU = (Item("rules", "console_rules", group="knowledge"),)
