"""Golden cases: made from answers, run by what answers now, their history; out to a file and in again."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, get_args

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.answering.answer import Status
from bot.console.visits import Item, Page, Visit
from bot.evaluation.golden import (
    MOST,
    MOST_TURNS,
    Entry,
    Proposal,
    as_yaml,
    entries_of,
    made,
    read_entry,
    turns_of,
)
from bot.services.golden import broken_since, messages_of, proposed, runner_of, today
from bot.storage.audit import Deed
from bot.storage.golden import CaseTaken, Golden, Run, Said, Wanted
from rules.plain_yaml import RuleFileError, read_plain
from rules.verdict import Outcome as VerdictOutcome

_CASES = 50
_RUNS = 20
_PLOTTED = 50
_TEXT = 4096  # characters of a message
LISTS = (
    "figures",
    "any_figures",
    "mentions",
    "forbidden",
    "forbidden_statements",
    "topic",
    "citations",
    "documents",
)
_KEPT = ("paraphrases", "harmful_if")  # of a message, although the form does not show them
CAME_OUT = ("passed", "failed", "unrun")
_STATUSES: tuple[str, ...] = get_args(Status)
_VERDICTS: tuple[str, ...] = get_args(VerdictOutcome)
_NAME = re.compile(r"[\w.-]{1,80}")


# --- the list, and runs -----------------------------------------------------------------------------------------


async def golden(visit: Visit) -> Response:
    return await _golden_page(visit)


async def _golden_page(visit: Visit, status: int = 200, problem: str = "") -> Response:
    book, wanted = visit.parts.storage().golden, _wanted(visit.asked)
    after = _number(visit.asked("after", 20))
    cases = await book.cases(wanted, _CASES + 1, after)
    kinds, tags = await book.names()
    total, passed, failed = await book.count()
    return visit.show(
        "golden.html",
        status,
        problem=problem,
        wanted=wanted,
        cases=cases[:_CASES],
        after=cases[_CASES - 1].id if len(cases) > _CASES else None,
        kinds=kinds,
        tags=tags,
        came_out=CAME_OUT,
        total=total,
        passed=passed,
        failed=failed,
        runs=await book.runs(_RUNS),
        plot=_plot(await book.whole_runs(_PLOTTED)),
        is_running=visit.parts.rehearsal.is_running,
    )


async def change_golden(visit: Visit) -> Response:
    if visit.field("do", 20) != "run":
        raise HTTPException(400)
    ids = tuple(_number(str(one)) for one in visit.form.getlist("case"))[:MOST]
    wanted = Wanted(ids=ids) if ids else _wanted(visit.field)
    run = await _begin(visit, wanted)
    return await _golden_page(visit, 400, run) if isinstance(run, str) else visit.go("golden.run", id=run)


async def _begin(visit: Visit, wanted: Wanted) -> int | str:
    """The number of a new run, or why there is none."""
    parts, storage = visit.parts, visit.parts.storage()
    if parts.rehearsal.is_running:
        return visit.say("console_golden_busy")
    cases = await storage.golden.cases(wanted, MOST)
    if not cases:
        return visit.say("console_golden_none_chosen")
    answering = parts.live.now
    runner = await asyncio.to_thread(runner_of, answering, parts.home, today(parts.clock))
    if parts.rehearsal.is_running:  # somebody else was quicker
        return visit.say("console_golden_busy")
    job = storage.golden.begin(visit.who.name, answering.pack.name, str(wanted), len(cases), visit.now)
    id = await storage.audit.done(
        lambda id: Deed(visit.who.name, "golden_run", f"golden_run:{id}", after=f"{len(cases)} {wanted}"),
        visit.now,
        job,
    )
    parts.rehearsal.start(id, cases, runner, parts.storage, parts.clock)
    return id


async def run(visit: Visit) -> Response:
    found = await _run_of(visit)
    book = visit.parts.storage().golden
    state = found.state_at(visit.now)
    everything = bool(visit.asked("all")) and state != "running"
    outcomes = await book.outcomes(found.id, failed=not everything)
    return visit.show("golden_run.html", part="progress", run=found, state=state, outcomes=outcomes, everything=everything)  # fmt: skip


async def change_run(visit: Visit) -> Response:
    if visit.field("do", 20) != "cancel":
        raise HTTPException(400)
    found, storage = await _run_of(visit), visit.parts.storage()
    job = storage.golden.end(found.id, "cancelled", visit.now)
    deed = Deed(visit.who.name, "golden_cancel", f"golden_run:{found.id}")
    await storage.audit.done(deed, visit.now, job)
    return visit.go("golden.run", id=found.id, done="console_done_golden_cancelled")


async def _run_of(visit: Visit) -> Run:
    found = await visit.parts.storage().golden.run(_id(visit))
    if found is None:
        raise HTTPException(404)
    return found


@dataclass(frozen=True)
class Dot:
    """One run in the plot, at its place."""

    x: float
    y: float
    run: Run


@dataclass(frozen=True)
class Plot:
    """Pass rates over time. `lines` are (y, percent) of the grid."""

    dots: tuple[Dot, ...]
    points: str
    lines: tuple[tuple[float, int], ...]


def _plot(runs: Sequence[Run]) -> Plot:
    left, top, width, height = 48.0, 10.0, 640.0, 150.0
    step = width / max(1, len(runs) - 1)

    def share(one: Run) -> float:
        return one.passed / max(1, one.total)

    low = min([0.5, *(share(one) for one in runs)])  # a fall from 99 to 97 is to be seen too
    low = 0.0 if low < 0.5 else low

    def y_of(part: float) -> float:
        return round(top + height * (1 - (part - low) / (1 - low)), 1)

    dots = tuple(
        Dot(round(left + step * number, 1), y_of(share(one)), one) for number, one in enumerate(runs)
    )
    lines = tuple((y_of(part), round(part * 100)) for part in (low, (low + 1) / 2, 1.0))
    return Plot(dots, " ".join(f"{one.x},{one.y}" for one in dots), lines)


# --- one case ---------------------------------------------------------------------------------------------------


async def case(visit: Visit) -> Response:
    found = await _case_of(visit)
    return await _case_page(visit, found, json.loads(found.entry))


async def _case_page(
    visit: Visit, found: Golden, entry: Entry, status: int = 200, problems: Sequence[str] = ()
) -> Response:
    history = await visit.parts.storage().golden.history(found.id)
    proposal = None
    if visit.asked("ask") or problems:
        texts = [str(one["text"]) for one in turns_of(entry)]
        proposal = await _ask(visit, texts, _day(str(entry.get("date", ""))))
    return visit.show(
        "golden_case.html",
        status,
        case=found,
        problems=problems,
        form=_form_of(entry),
        earlier=turns_of(entry)[:-1],
        chat="",
        proposal=proposal,
        written=as_yaml([entry]),
        history=history,
        broken=broken_since(history),
        **_choices(visit),
    )


async def change_case(visit: Visit) -> Response:
    do = visit.field("do", 20)
    if do not in ("save", "remove", "run"):
        raise HTTPException(400)
    found, storage = await _case_of(visit), visit.parts.storage()
    if do == "run":
        begun = await _begin(visit, Wanted(ids=(found.id,)))
        if isinstance(begun, str):
            return await _case_page(visit, found, json.loads(found.entry), 400, [begun])
        return visit.go("golden.run", id=begun)
    if do == "remove":
        deed = Deed(visit.who.name, "golden_remove", f"golden:{found.name}", before=found.entry)
        await storage.audit.done(deed, visit.now, storage.golden.remove(found.id))
        return visit.go("golden", done="console_done_golden_removed")
    *earlier, last = turns_of(json.loads(found.entry))
    entry, problems = _entry_from(visit, earlier, last)
    if not problems:
        job = storage.golden.change(found.id, entry, visit.who.name, visit.now)
        after = json.dumps(entry, ensure_ascii=False)
        deed = Deed(visit.who.name, "golden_change", f"golden:{entry['id']}", found.entry, after)
        try:
            await storage.audit.done(deed, visit.now, job)
        except CaseTaken:
            problems = [visit.say("console_golden_taken", name=entry["id"])]
    if problems:
        return await _case_page(visit, found, entry, 400, problems)
    return visit.go("golden.case", id=found.id, done="console_done_golden_saved")


async def _case_of(visit: Visit) -> Golden:
    found = await visit.parts.storage().golden.case(_id(visit))
    if found is None:
        raise HTTPException(404)
    return found


# --- a new one --------------------------------------------------------------------------------------------------


async def new(visit: Visit) -> Response:
    """An empty editor, or the question `text` or the logged answer `answer` in it."""
    logged = visit.asked("answer", 20)
    if logged or visit.asked("text"):
        return await _propose(visit, visit.asked("text"), [], visit.asked("day", 10), _number(logged))
    return await _new_page(visit, {"date": today(visit.parts.clock).isoformat()}, [])


async def change_new(visit: Visit) -> Response:
    match visit.field("do", 20):
        case "" | "propose":
            chat = _chat(visit.field("chat", 100_000))
            logged = _number(visit.field("answer", 20))
            return await _propose(visit, visit.field("text", _TEXT), chat, visit.field("day", 10), logged)
        case "save":
            return await _save_new(visit)
    raise HTTPException(400)


async def _propose(visit: Visit, text: str, chat: list[str], day: str, logged: int) -> Response:
    said: Said | None = None
    if logged:
        rows = await visit.parts.storage().golden.chat(logged)
        if not rows:
            raise HTTPException(404)
        said = rows[-1]
        *chat, text = messages_of(rows, visit.parts.live.now.pack.programme.facts) or [""]
        day = today(lambda: rows[-1].at).isoformat()
    if not text:
        return await _new_page(visit, {"date": day}, [], 400, [visit.say("console_golden_no_text")])
    on = _day(day)
    proposal = await _ask(visit, [*chat, text], on)
    name = f"{(proposal.outcome.topics or (proposal.outcome.status,))[0]}-{visit.now:%y%m%d-%H%M%S}"
    language = visit.field("language", 8) if visit.form.get("language") == "mixed" else proposal.language
    entry = made(
        proposal.turn,
        proposal.earlier,
        id=name,
        kind="question",
        language=language,
        day=on or today(visit.parts.clock),
    )
    return await _new_page(visit, entry, chat, proposal=proposal, said=said)


async def _save_new(visit: Visit) -> Response:
    chat, storage = _chat(visit.field("chat", 100_000)), visit.parts.storage()
    earlier = [{"text": text, "status": list(_STATUSES)} for text in chat]
    entry, problems = _entry_from(visit, earlier)
    if not problems and (await storage.golden.count())[0] >= MOST:
        problems = [visit.say("console_golden_full", most=MOST)]
    if not problems:
        job = storage.golden.add([entry], visit.who.name, visit.now)
        deed = Deed(
            visit.who.name, "golden_add", f"golden:{entry['id']}", after=json.dumps(entry, ensure_ascii=False)
        )
        try:
            (id,) = await storage.audit.done(deed, visit.now, job)
        except CaseTaken:
            problems = [visit.say("console_golden_taken", name=entry["id"])]
    if problems:
        return await _new_page(visit, entry, chat, 400, problems)
    return visit.go("golden.case", id=id, done="console_done_golden_saved")


async def _new_page(
    visit: Visit,
    entry: Entry,
    chat: Sequence[str],
    status: int = 200,
    problems: Sequence[str] = (),
    *,
    proposal: Proposal | None = None,
    said: Said | None = None,
) -> Response:
    return visit.show(
        "golden_new.html",
        status,
        problems=problems,
        form=_form_of(entry),
        earlier=[{"text": one, "status": ()} for one in chat],
        chat=json.dumps(list(chat), ensure_ascii=False) if chat else "",
        proposal=proposal,
        said=said,
        is_begun=bool(entry.get("text") or entry.get("turns")),
        **_choices(visit),
    )


async def _ask(visit: Visit, texts: Sequence[str], day: date | None) -> Proposal:
    parts = visit.parts
    return await asyncio.to_thread(proposed, parts.live.now, parts.home, texts, day or today(parts.clock))


# --- the form ---------------------------------------------------------------------------------------------------


def _choices(visit: Visit) -> dict[str, Any]:
    programme = visit.parts.live.now.pack.programme
    tracks = {id: one.title.in_(_ko_en(visit)) for id, one in programme.deciding.tracks.items()}
    return {"statuses": _STATUSES, "verdicts": _VERDICTS, "tracks": tracks, "lists": LISTS}


def _ko_en(visit: Visit) -> str:
    return "en" if visit.language == "en" else "ko"


def _form_of(entry: Entry) -> dict[str, Any]:
    """What stands in the fields of the editor."""
    turn = turns_of(entry)[-1] if entry else {}
    listed = {name: "\n".join(_listed(turn.get(name, ()))) for name in LISTS}
    facts: Entry = turn.get("facts", {})
    return {
        "id": entry.get("id", ""),
        "kind": entry.get("group", "question"),
        "tags": " ".join(_listed(entry.get("tags", ()))),
        "language": entry.get("language", "mixed"),
        "day": entry.get("date", ""),
        "text": turn.get("text", ""),
        "status": _listed(turn.get("status", ())),
        "verdicts": turn.get("verdicts", {}),
        "facts": "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()),
        **listed,
    }


def _entry_from(
    visit: Visit, earlier: Sequence[Entry], before: Entry = MappingProxyType({})
) -> tuple[Entry, list[str]]:
    """The entry that the form describes, and what is wrong with it. `before` is the message as it was."""
    problems: list[str] = []
    turn: dict[str, Any] = {name: before[name] for name in _KEPT if name in before}
    turn["text"] = visit.field("text", _TEXT)
    turn["status"] = [str(one) for one in visit.form.getlist("status")]
    for name in LISTS:
        turn[name] = [line.strip() for line in visit.field(name, 5000).splitlines() if line.strip()]
    tracks = visit.parts.live.now.pack.programme.deciding.tracks
    chosen = {id: visit.field(f"verdict_{id}", 20) for id in tracks}
    turn["verdicts"] = {id: value for id, value in chosen.items() if value}
    turn["facts"] = {}
    if written := visit.field("facts", 5000):
        try:
            facts = read_plain(written, visit.say("console_golden_facts")).data
            turn["facts"] = facts if isinstance(facts, dict) else {}
            if not isinstance(facts, dict):
                problems.append(visit.say("console_golden_facts_wrong"))
        except RuleFileError as error:
            problems += map(str, error.problems)
    name, day = visit.field("id", 100), visit.field("day", 10)
    if not _NAME.fullmatch(name):
        problems.append(visit.say("console_golden_name_wrong"))
    if not turn["text"]:
        problems.append(visit.say("console_golden_no_text"))
    on = _day(day, problems, visit.say("console_golden_day_wrong"))
    language = visit.field("language", 8)
    entry = made(
        turn, earlier, id=name or "?", kind=visit.field("kind", 60) or "question",
        language=language if language in ("ko", "en") else "mixed",
        tags=visit.field("tags", 200).replace(",", " ").split(), day=on,
    )  # fmt: skip
    if not problems:
        try:
            read_entry(entry, visit.parts.live.now.pack)
        except RuleFileError as error:
            problems += [one.message for one in error.problems]
    return entry, problems


def _listed(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)]


def _chat(text: str) -> list[str]:
    """Earlier messages, as JSON. Raises HTTPException for anything else."""
    try:
        found = json.loads(text) if text else []
    except ValueError:
        raise HTTPException(400) from None
    is_chat = isinstance(found, list) and all(isinstance(one, str) and len(one) <= _TEXT for one in found)
    if not is_chat or len(found) >= MOST_TURNS:
        raise HTTPException(400)
    return [one.replace("\x00", "").strip() for one in found if one.strip()]


def _day(text: str, problems: list[str] | None = None, told: str = "") -> date | None:
    """The day; None for none, and for what is no day, which is told."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        if problems is not None:
            problems.append(told)
        return None


def _wanted(ask: Any) -> Wanted:
    came_out = ask("last", 10)
    return Wanted(ask("kind", 100), ask("tag", 100), came_out if came_out in CAME_OUT else "")


def _id(visit: Visit) -> int:
    return _number(str(visit.request.path_params["id"]))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


# --- files ------------------------------------------------------------------------------------------------------


async def export(visit: Visit) -> Response:
    cases = await visit.parts.storage().golden.cases(_wanted(visit.asked), MOST)
    text = await asyncio.to_thread(as_yaml, [json.loads(one.entry) for one in cases])
    name = f"golden-{today(visit.parts.clock)}.yaml"
    return Response(
        text, media_type="application/yaml", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


async def importing(visit: Visit) -> Response:
    return visit.show("golden_import.html", problems=(), most=MOST)


async def change_importing(visit: Visit) -> Response:
    if visit.field("do", 20) != "import":
        raise HTTPException(400)
    file, storage = visit.form.get("file"), visit.parts.storage()
    content = await file.read() if isinstance(file, UploadFile) else b""
    name = (file.filename or "" if isinstance(file, UploadFile) else "").rpartition("/")[2][:80] or "file"
    problems: list[str] = []
    entries: tuple[Entry, ...] = ()
    try:
        entries = await asyncio.to_thread(entries_of, content.decode(), name, visit.parts.live.now.pack)
    except UnicodeDecodeError:
        problems = [visit.say("console_golden_not_text")]
    except RuleFileError as error:
        problems = [str(one) for one in error.problems[:100]]
    if not problems and (await storage.golden.count())[0] + len(entries) > MOST:
        problems = [visit.say("console_golden_full", most=MOST)]
    if not problems:
        after = json.dumps([one["id"] for one in entries], ensure_ascii=False)
        deed = Deed(visit.who.name, "golden_import", f"file:{name}", after=after)
        try:
            await storage.audit.done(deed, visit.now, storage.golden.add(entries, visit.who.name, visit.now))
        except CaseTaken as taken:
            problems = [visit.say("console_golden_taken", name=str(taken))]
    if problems:
        return visit.show("golden_import.html", 400, problems=problems, most=MOST)
    return visit.go("golden", done="console_done_golden_imported")


PAGES = (
    Page("/golden", "golden", "viewer", golden, change_golden, "editor"),
    Page("/golden/new", "golden_new", "editor", new, change_new),
    Page("/golden/cases/{id:int}", "golden.case", "viewer", case, change_case, "editor"),
    Page("/golden/runs/{id:int}", "golden.run", "viewer", run, change_run, "editor"),
    Page("/golden/export", "golden.export", "viewer", export),
    Page("/golden/import", "golden.import", "editor", importing, change_importing),
)
MENU = (Item("golden", "console_golden"),)
