"""Drafts of packs: what they change, editing them, what the checks found, and the way to a second person's yes."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.parts import Parts
from bot.console.visits import Item, Page, Visit
from bot.evaluation.golden import MOST, as_yaml
from bot.services.differences import by_lines, by_words
from bot.services.drafting import CannotEdit, Figures, NewCorrection, NewStatement, Quote
from bot.services.packfiles import MOST_BYTES, PACKS, PathRefused, checked_path
from bot.services.proving import STEPS, Flaw, counted_flips
from bot.services.publishing import Conflicts, Refused
from bot.storage.golden import Wanted
from bot.storage.packs import Draft
from bot.wording.catalogue import LANGUAGES
from knowledge.documents import DocumentError, parse_document
from rules.edition import Confidence, FigureKind
from rules.facts import Text
from rules.plain_yaml import RuleFileError, read_plain

KINDS: tuple[FigureKind, ...] = get_args(FigureKind)
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
WHATS = ("example", "statement", "correction", "document")
_WHOLE = ("won", "percent", "count")  # kinds of figures that are whole numbers
_EDITION = re.compile(r"rules/(\d{4}[a-z0-9-]*)\.yaml")
_WRONG = (PathRefused, CannotEdit, RuleFileError, DocumentError)  # what an edit may be refused for
_FILE_FORM = MOST_BYTES + 100_000


async def golden_sets(parts: Parts) -> Sequence[Path]:
    """The golden cases of staff as a set for the checks, beside those of the pack."""
    cases = await parts.storage().golden.cases(Wanted(), MOST)
    if not cases:
        return ()
    file = parts.home / PACKS / "golden.yaml"  # derived, like all that lies there

    def write() -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_yaml(json.loads(one.entry) for one in cases), encoding="utf-8")

    await asyncio.to_thread(write)
    return (file,)


# --- all drafts ---------------------------------------------------------------------------------------------------


async def drafts(visit: Visit) -> Response:
    return await _drafts_page(visit)


async def _drafts_page(visit: Visit, status: int = 200, problem: str = "") -> Response:
    closed = visit.asked("closed") == "1"
    states = ("published", "dropped") if closed else ("open", "submitted")
    found = await visit.parts.publisher.packs.drafts(states)
    return visit.show("drafts.html", status, drafts=found, closed=closed, problem=problem)


async def begin(visit: Visit) -> Response:
    if visit.field("do", 20) != "begin":
        raise HTTPException(400)
    try:
        made = await visit.parts.publisher.begin(visit.field("title", 200), visit.who)
    except Refused as refused:
        return await _drafts_page(visit, 400, refused.told(visit.language))
    return visit.go("drafts.one", id=made.id, done="console_done_draft")


# --- one draft ----------------------------------------------------------------------------------------------------


async def draft(visit: Visit) -> Response:
    return await _draft_page(visit, await _draft(visit))


async def _draft(visit: Visit) -> Draft:
    found = await visit.parts.publisher.packs.draft(int(visit.request.path_params["id"]))
    if found is None:
        raise HTTPException(404)
    return found


async def _draft_page(
    visit: Visit, found: Draft, status: int = 200, problem: str = "", conflicts: Sequence[str] = ()
) -> Response:
    publisher = visit.parts.publisher
    standing = await publisher.packs.standing()
    changes = await publisher.changes(found)
    diffs = await asyncio.to_thread(lambda: [(one, *by_lines(one.before, one.after)) for one in changes])
    return visit.show(
        "draft.html",
        status,
        draft=found,
        diffs=diffs,
        folders=_folders(found),
        live=standing.version,
        moved=found.base != standing.version and found.state in ("open", "submitted"),
        report=await publisher.report_of(found),
        fresh=publisher.is_fresh(found),
        own=visit.who.name in (found.author, *found.editors),
        editable=visit.may("editor") and found.state in ("open", "submitted"),
        problem=problem,
        conflicts=conflicts,
    )


def _folders(found: Draft) -> dict[str, list[str]]:
    """The files of the pack by folder."""
    folders: dict[str, list[str]] = {}
    for path in found.files:
        folders.setdefault(path.rpartition("/")[0], []).append(path)
    return folders


async def change_draft(visit: Visit) -> Response:
    found, publisher, do = await _draft(visit), visit.parts.publisher, visit.field("do", 20)
    id, by, note, path = found.id, visit.who, visit.field("note", 1000), visit.field("path", 200)
    try:
        match do:
            case "restore":
                await publisher.restore_file(id, path, by)
            case "remove":
                await publisher.remove_file(id, path, by, revision=_revision(visit))
            case "rebase":
                chosen = {key[5:]: value for key, value in visit.form.items() if key.startswith("side:")}
                mine, theirs = (
                    [one for one, side in chosen.items() if side == own] for own in ("mine", "theirs")
                )
                await publisher.rebase(id, by, mine=mine, theirs=theirs)
            case "submit":
                await publisher.submit(id, by)
            case "reopen":
                await publisher.reopen(id, by, note)
            case "drop":
                _confirmed(visit)
                await publisher.drop(id, by)
            case "approve":
                await publisher.approve(id, by, note)
                return visit.go("versions", done="console_done_approve")
            case _:
                raise HTTPException(400)
    except Conflicts as conflicts:
        return await _draft_page(visit, found, 409, conflicts.told(visit.language), conflicts.paths)
    except (Refused, *_WRONG) as problem:
        return await _draft_page(visit, await _draft(visit), 400, _told(visit, problem))
    done = "console_done_dropped" if do == "drop" else "console_done_change"
    return visit.go("drafts.one", id=id, done=done)


def _confirmed(visit: Visit) -> None:
    """What cannot be taken back needs a tick beside its button."""
    if visit.field("sure", 5) != "yes":
        raise Refused("not_confirmed")


def _revision(visit: Visit) -> int | None:
    text = visit.field("revision", 12)
    return int(text) if text.isdecimal() else None


def _told(visit: Visit, problem: Exception) -> str:
    if isinstance(problem, Refused):
        return problem.told(visit.language)
    return visit.say("console_draft_cannot", problem=str(problem))


# --- one file -----------------------------------------------------------------------------------------------------


async def file(visit: Visit) -> Response:
    found, path = await _draft(visit), _path(visit.asked("path", 200))
    if path not in found.files and path not in found.base_files and not visit.may("editor"):
        raise HTTPException(404)
    text = await visit.parts.publisher.text(found, path)
    return await _file_page(visit, found, path, text or "", text or "")


def _path(path: str) -> str:
    try:
        return checked_path(path)
    except PathRefused:
        raise HTTPException(404) from None


async def _file_page(
    visit: Visit, found: Draft, path: str, text: str, stored: str, status: int = 200, problem: str = ""
) -> Response:
    """`text` is what stands in the field, `stored` what the draft has: they differ where somebody was faster."""
    flaws = await asyncio.to_thread(_flaws, path, text) if text.strip() else []
    report = await visit.parts.publisher.report_of(found)
    lines = text.split("\n")
    return visit.show(
        "draft_file.html",
        status,
        draft=found,
        path=path,
        text=text,
        seen=found.files.get(path, ""),
        flaws=[(one, _line(lines, one)) for one in flaws],
        checked=[(one, _line(lines, one)) for one in report.flaws if one.file == path] if report else [],
        fresh=visit.parts.publisher.is_fresh(found),
        diff=await asyncio.to_thread(by_lines, stored, text) if stored != text else ((), 0),
        editable=visit.may("editor") and found.state in ("open", "submitted"),
        problem=problem,
    )


def _flaws(path: str, text: str) -> list[Flaw]:
    """What a text is refused for on its own; the checks read all files together."""

    def flaw(line: int, column: int, said: str) -> Flaw:
        return Flaw("load", "error", path, line, column, "", {"ko": said, "en": said})

    try:
        if path.endswith(".yaml"):
            read_plain(text, path)
        else:
            parse_document(text.encode(), Path(path).relative_to("documents"))
    except RuleFileError as problem:
        return [flaw(one.line, one.column, one.message) for one in problem.problems[:50]]
    except DocumentError as problem:
        found = (one.split(":", 2) for one in problem.problems[:50])
        return [
            flaw(int(one[1]) if one[1].isdecimal() else 1, 1, one[2].strip())
            for one in found
            if len(one) == 3
        ]
    return []


def _line(lines: Sequence[str], flaw: Flaw) -> str:
    return lines[flaw.line - 1][:200] if 0 < flaw.line <= len(lines) else ""


async def save_file(visit: Visit) -> Response:
    found, publisher, path = await _draft(visit), visit.parts.publisher, _path(visit.field("path", 200))
    if visit.field("do", 20) != "save":
        raise HTTPException(400)
    text = _text(visit)
    stored = await publisher.text(found, path) or ""
    try:
        if text == stored:
            return visit.go("drafts.file", id=found.id, query={"path": path}, done="console_done_same")
        # Another file may have changed meanwhile; this one may not.
        if visit.field("seen", 64) != found.files.get(path, "") and found.state in ("open", "submitted"):
            raise Refused("file_moved", path=path)
        await publisher.set_file(found.id, path, text, visit.who, revision=found.revision)
    except (Refused, PathRefused) as problem:
        found = await _draft(visit)
        stored = await publisher.text(found, path) or ""
        return await _file_page(visit, found, path, text, stored, 409, _told(visit, problem))
    return visit.go("drafts.file", id=found.id, query={"path": path}, done="console_done_saved")


def _text(visit: Visit) -> str:
    """The text as it was typed: spaces at its ends belong to a file."""
    text = visit.form.get("text", "")
    return text.replace("\r\n", "\n") if isinstance(text, str) else ""


# --- what is added ------------------------------------------------------------------------------------------------


async def add(visit: Visit) -> Response:
    what = visit.asked("what", 20) or "example"
    if what not in WHATS:
        raise HTTPException(404)
    return await _add_page(visit, await _draft(visit), what, visit.asked)


async def _add_page(
    visit: Visit, found: Draft, what: str, typed: Callable[[str], str], status: int = 200, problem: str = ""
) -> Response:
    return visit.show(
        "draft_add.html",
        status,
        draft=found,
        what=what,
        whats=WHATS,
        typed=typed,
        topics=topic_words(visit),
        editions=_editions(found),
        sources=_sources(found),
        kinds=KINDS,
        words={
            "language": {one: visit.say(f"console_add_language_{one}") for one in LANGUAGES},
            "kind": {one: visit.say(f"console_figure_kind_{one}") for one in KINDS},
            "confidence": {one: visit.say(f"console_add_confidence_{one}") for one in CONFIDENCES},
        },
        problem=problem,
        editable=found.state in ("open", "submitted"),
    )


def topic_words(visit: Visit) -> dict[str, str]:
    """The topics of what is live, each by a question that asks for it."""
    topics = visit.parts.live.now.pack.topics
    asked = {id: one.examples.get(visit.language) for id, one in topics.topics.items()} if topics else {}
    return {id: examples[0] if examples else id for id, examples in asked.items()}


def _editions(found: Draft) -> list[str]:
    return [one[1] for one in map(_EDITION.fullmatch, found.files) if one]


def _sources(found: Draft) -> list[str]:
    """The ids of the documents."""
    names = (one.removeprefix("documents/") for one in found.files if one.startswith("documents/"))
    return sorted({one.rsplit(".", 2)[0] for one in names})


async def add_to_draft(visit: Visit) -> Response:
    found, what = await _draft(visit), visit.field("do", 20)
    if what not in WHATS:
        raise HTTPException(400)
    try:
        await _added(visit, found, what)
    except (Refused, *_WRONG) as problem:
        return await _add_page(visit, found, what, _typed(visit), 400, _told(visit, problem))
    return visit.go("drafts.one", id=found.id, done="console_done_added")


def _typed(visit: Visit) -> Callable[[str], str]:
    return lambda name: _text(visit) if name == "text" else visit.field(name)


async def _added(visit: Visit, found: Draft, what: str) -> None:
    publisher, by = visit.parts.publisher, visit.who
    if what == "document":
        await publisher.add_document(found.id, _text(visit).strip() + "\n", by)
        return
    if what == "example":
        language, topic = visit.field("language", 5), visit.field("topic", 100)
        if language not in ("ko", "en") or topic not in topic_words(visit):
            raise HTTPException(400)
        await publisher.add_example(
            found.id, topic, "en" if language == "en" else "ko", visit.field("question"), by
        )
        return
    edition = visit.field("edition", 40)
    if edition not in _editions(found):
        raise HTTPException(400)
    new = _statement(visit, found)
    if what == "statement":
        await publisher.add_statement(found.id, edition, new, by)
        return
    wrong, right = (
        _figure(visit.field(f"{side}_kind", 10), visit.field(f"{side}_value", 40))
        for side in ("wrong", "right")
    )
    correction = NewCorrection(visit.field("statement", 100), wrong, right, new)
    await publisher.add_correction(found.id, edition, correction, by)


def _statement(visit: Visit, found: Draft) -> NewStatement:
    id, source = visit.field("id", 80), visit.field("source", 100)
    says = Text(visit.field("says_ko"), visit.field("says_en"))
    quote = Text(visit.field("quote_ko"), visit.field("quote_en"))
    confidence = next((one for one in CONFIDENCES if one == visit.field("confidence", 2)), None)
    if confidence is None or source not in _sources(found):
        raise HTTPException(400)
    if not all((id, says.ko, says.en, quote.ko, quote.en)):
        raise Refused("statement_needs_all")
    return NewStatement(id, says, [Quote(source, quote)], _figures(visit), confidence)


def _figures(visit: Visit) -> Figures:
    """One figure a line: its name in the sentence, its kind, its value."""
    figures: dict[str, tuple[FigureKind, int | str]] = {}
    for line in visit.field("figures").splitlines():
        parts = line.split()
        if len(parts) != 3:
            raise Refused("figure_unread", line=line[:80])
        figures[parts[0]] = _figure(parts[1], parts[2])
    return figures


def _figure(kind: str, value: str) -> tuple[FigureKind, int | str]:
    known = next((one for one in KINDS if one == kind), None)
    plain = value.replace(",", "")
    if known is None or not value or (known in _WHOLE and not re.fullmatch("[0-9]{1,15}", plain)):
        raise Refused("figure_unread", line=f"{kind} {value}")
    return known, int(plain) if known in _WHOLE else value


# --- checks -------------------------------------------------------------------------------------------------------


async def check(visit: Visit) -> Response:
    return await _check_page(visit, await _draft(visit))


async def start_check(visit: Visit) -> Response:
    found = await _draft(visit)
    if visit.field("do", 20) != "check":
        raise HTTPException(400)
    if found.state not in ("open", "submitted"):
        return await _check_page(visit, found, 400, visit.say("draft_closed"))
    visit.parts.checks.start(found.id, visit.who, await golden_sets(visit.parts))
    return visit.go("drafts.check", id=found.id)


async def _check_page(visit: Visit, found: Draft, status: int = 200, problem: str = "") -> Response:
    publisher, checks = visit.parts.publisher, visit.parts.checks
    progress, refusal = publisher.progress_of(found.id), checks.refusal(found.id)
    report = await publisher.report_of(found)
    return visit.show(
        "draft_check.html",
        status,
        part="found",
        draft=found,
        runs=checks.runs(found.id),
        step=STEPS.index(progress.step) if progress else 0,
        steps=STEPS,
        progress=progress,
        problem=problem or (refusal.told(visit.language) if refusal else ""),
        report=report,
        fresh=publisher.is_fresh(found),
        flips=counted_flips(report) if report else (),
        in_words=_company_words(visit),
        track_words=_track_words(visit),
        by_words=by_words,
        editable=visit.may("editor") and found.state in ("open", "submitted"),
    )


def _company_words(visit: Visit) -> Callable[[Mapping[str, str]], str]:
    """A company's facts as staff read them."""
    specs, language = visit.parts.live.now.pack.programme.facts, visit.language

    def word(key: str, value: str) -> str:
        spec = specs.get(key)
        if spec is None:
            return f"{key}: {value}"
        choices = {str(one.value): one.label.in_(language) for one in spec.choices}
        told = (
            visit.say(f"console_check_fact_{value}") if value in ("yes", "no") else choices.get(value, value)
        )
        return f"{spec.label.in_(language)}: {told}"

    return lambda company: " · ".join(word(key, value) for key, value in company.items())


def _track_words(visit: Visit) -> Mapping[str, str]:
    editions = visit.parts.live.now.pack.programme.editions.values()
    return {one.id: one.title.in_(visit.language) for each in editions for one in each.tracks.values()}


PAGES = (
    Page("/drafts", "drafts", "viewer", drafts, begin, changes="editor"),
    Page("/drafts/{id:int}", "drafts.one", "viewer", draft, change_draft, changes="editor"),
    Page("/drafts/{id:int}/file", "drafts.file", "viewer", file, save_file, "editor", _FILE_FORM),
    Page("/drafts/{id:int}/add", "drafts.add", "editor", add, add_to_draft, "editor", _FILE_FORM),
    Page("/drafts/{id:int}/check", "drafts.check", "viewer", check, start_check, changes="editor"),
)
MENU = (Item("drafts", "console_drafts", group="knowledge"),)
