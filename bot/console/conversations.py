"""Conversations: what was asked and answered. One of them found once more with today's rules. All of them as a file.

Who asked is a pseudonym, and the texts came here with their personal numbers starred out.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from bot.answering.answer import Status
from bot.console.parts import SEOUL
from bot.console.visits import Item, Page, Visit
from bot.conversation import from_json
from bot.services.replaying import Difference, Told, difference, logged, replayed
from bot.services.trace import facts_in_words
from bot.storage.audit import Deed
from bot.storage.log import ANY, SEARCHED, LoggedTurn, Mark, Wanted, beginning
from bot.wording.catalogue import LANGUAGES

STATUSES: tuple[str, ...] = get_args(Status)
FEEDBACK = ("up", "down")
SHORT = 8  # characters of a pseudonym that staff see

_PAGE = 50
_AROUND = 10  # turns of the chat before and after one
_LINES = 200  # of a file, written at once
_MARK = re.compile(r"(\d{1,16})\.(\d{1,18})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 2**63 - 1  # numbers of turns have 64 bits
_COLUMNS = (
    "id", "at", "person", "status", "topics", "language", "edition", "pack", "took_ms", "feedback", "reason",
    "question", "answer",
)  # fmt: skip
# What a spreadsheet would take for a formula, at a cell's beginning.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Asked:
    """The filters as somebody filled them in; days are those of Seoul, both included."""

    status: str = ""
    topic: str = ""
    language: str = ""
    feedback: str = ""
    edition: str = ""
    pack: str = ""
    person: str = ""
    text: str = ""
    since: str = ""
    until: str = ""

    @property
    def given(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def wanted(self) -> Wanted:
        """What to look for. Of a chat everything is shown, as long as no status is chosen."""
        since, until = _day(self.since), _day(self.until)
        values = asdict(self) | {
            "status": self.status or (ANY if self.person else ""),
            "since": beginning(since) if since else None,
            "until": beginning(until + timedelta(days=1)) if until else None,
        }
        return Wanted(**values)


@dataclass(frozen=True)
class Once:
    """An answer found once more for a moment, and what it says otherwise."""

    at: datetime
    told: Told
    difference: Difference


async def conversations(visit: Visit) -> Response:
    asked = Asked(**{one.name: visit.asked(one.name, 200) for one in fields(Asked)})
    log, pack = visit.parts.storage().log, visit.parts.live.now.pack
    before = visit.asked("before", 40)
    found = await log.page(asked.wanted, _PAGE, _read_mark(before))
    topics = sorted(pack.topics.topics, key=visit.topic) if pack.topics else []
    return visit.show(
        "conversations.html",
        asked=asked,
        found=found,
        before=before,
        older=_written_mark(found.next) if found.next else "",
        searched=SEARCHED,
        short=SHORT,
        choices={
            "topic": _with(topics, asked.topic),
            "edition": _with(sorted(pack.programme.editions), asked.edition),
            "pack": _with(await log.packs(), asked.pack),
        },
        statuses=(*STATUSES, ANY),
        feedback=FEEDBACK,
        languages=LANGUAGES,
        is_wrong_day=any(one and _day(one) is None for one in (asked.since, asked.until)),
    )


async def conversation(visit: Visit) -> Response:
    id = int(visit.request.path_params["id"])
    log, live = visit.parts.storage().log, visit.parts.live.now
    turn = await log.one(id) if id <= _LATEST else None
    if turn is None:
        raise HTTPException(404)
    context = from_json(turn.state_before).context
    day = f"{turn.at.astimezone(SEOUL):%Y-%m-%d}"
    bench = (
        visit.url("bench", {"text": turn.event_text[:500], "day": day}) if "bench" in visit.pages else None
    )
    return visit.show(
        "conversation.html",
        turn=turn,
        around=await log.around(turn, _AROUND),
        facts=facts_in_words(context.facts, live.pack.programme.facts, visit.language),
        found=await _replays(visit, turn) if visit.asked("replay") and turn.status else (),
        pack=live.pack,
        bench=bench,
        short=SHORT,
    )


async def _replays(visit: Visit, turn: LoggedTurn) -> Sequence[Once]:
    """On the day of asking, and today."""
    answerer = visit.parts.live.now.answerer

    def found() -> Sequence[Once]:
        before = logged(turn, answerer.pack)
        told = [(at, replayed(turn, answerer, at)) for at in (turn.at, visit.now)]
        return [Once(at, one, difference(before, one)) for at, one in told]

    return await asyncio.to_thread(found)


async def export(visit: Visit) -> Response:
    """The conversations that the filters let through, as a table for spreadsheets."""
    if visit.field("do", 20) != "export":
        raise HTTPException(400)
    asked = Asked(**{one.name: visit.field(one.name, 200) for one in fields(Asked)})
    storage = visit.parts.storage()
    told = json.dumps(asked.given, ensure_ascii=False)
    await storage.audit.note(
        Deed(visit.who.name, "conversations_export", "conversations", after=told), visit.now
    )
    name = f"conversations-{visit.now.astimezone(SEOUL):%Y-%m-%d}.csv"
    return StreamingResponse(
        as_csv(storage.log.each(asked.wanted)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def as_csv(turns: AsyncIterator[LoggedTurn]) -> AsyncIterator[bytes]:
    """The turns as CSV that Excel reads: with a byte order mark, and without cells that it would calculate."""
    text = io.StringIO("\ufeff", newline="")
    text.seek(0, io.SEEK_END)
    table = csv.writer(text)
    table.writerow(_COLUMNS)
    lines = 0
    async for one in turns:
        table.writerow(
            [
                one.id, f"{one.at.astimezone(SEOUL):%Y-%m-%d %H:%M:%S}", one.person[:SHORT],
                *map(defused, (one.status, one.topics, one.language, one.edition, one.pack)),
                one.took_ms, *map(defused, (one.feedback, one.reason, one.event_text, one.replies_text)),
            ]
        )  # fmt: skip
        lines += 1
        if lines % _LINES == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def defused(cell: str | None) -> str:
    """A cell that a spreadsheet shows as it stands."""
    return f"'{cell}" if cell and cell.startswith(_FORMULA) else cell or ""


def _with(known: Sequence[str], asked: str) -> Sequence[str]:
    """The choices, and what is chosen although it is none any more."""
    return known if not asked or asked in known else [*known, asked]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 3000 else None


def _written_mark(mark: Mark) -> str:
    return f"{(mark[0] - _EPOCH) // timedelta(microseconds=1)}.{mark[1]}"


def _read_mark(text: str) -> Mark | None:
    found = _MARK.fullmatch(text)
    return (_EPOCH + timedelta(microseconds=int(found[1])), int(found[2])) if found else None


PAGES = (
    Page("/conversations", "conversations", "viewer", conversations),
    Page("/conversations/export", "conversations.export", "editor", post=export),
    Page("/conversations/{id:int}", "conversations.one", "viewer", conversation),
)
MENU = (Item("conversations", "console_conversations"),)
