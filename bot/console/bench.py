"""The test bench: a question or a chat answered by what answers users, with all that led to it. Keeps no log.

A page has an address of its own, which holds everything that was asked: whoever may sign in sees the same there.
"""

from __future__ import annotations

import asyncio
import base64
import json
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.answering.answer import Language
from bot.console.parts import SEOUL
from bot.console.visits import Item, Page, Visit
from bot.reply import plain
from bot.services.bench import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST,
    MOST,
    Exchange,
    Moved,
    Piece,
    Variant,
    compared,
    converse,
    day_of,
    marked,
    moved,
    trace_of,
)
from bot.services.live import Answering
from bot.services.trace import Trace, as_json
from bot.wording.catalogue import LANGUAGES

_READABLE = 1500  # characters of an address that a person may still read
_LONGEST_ADDRESS = 6000  # proxies take eight thousand
_MOST_TEXT = MOST * (LONGEST + 1)
_UNPACKED = 8 * _MOST_TEXT  # bytes


@dataclass(frozen=True)
class Asked:
    """What is put on the bench. `shown` is the number of the message whose trace is shown, from 1."""

    messages: tuple[str, ...]
    variants: tuple[Variant, ...]
    shown: int


@dataclass(frozen=True)
class Step:
    """A message of the chat, and what came back: each of the bot's messages in pieces that together are its text."""

    number: int
    exchange: Exchange
    bubbles: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Column:
    """One variant, answered."""

    variant: Variant
    day: date
    moved: Moved | None
    steps: tuple[Step, ...]
    trace: Trace


@dataclass(frozen=True)
class Held:
    """What was answered, off the loop: chats of each variant, and their traces."""

    chats: tuple[tuple[Exchange, ...], ...]
    traces: tuple[Trace, ...]


class Unusable(Exception):
    """What was asked cannot be put on the bench; says why, in the reader's words."""


async def bench(visit: Visit) -> Response:
    try:
        asked = await _of_address(visit)
    except Unusable as problem:
        return _form(visit, str(problem))
    return _form(visit) if asked is None else await _page(visit, asked)


async def ask(visit: Visit) -> Response:
    """Puts a question or a chat on the bench, or goes on with the one that is there."""
    try:
        messages = _said(visit)
        if not messages:
            raise Unusable(visit.say("console_bench_empty"))
        asked = _checked(visit, messages, _variants(visit, visit.field), "")
    except Unusable as problem:
        return _form(visit, str(problem))
    return RedirectResponse(await _address(visit, asked), 303)


async def export(visit: Visit) -> Response:
    """The trace of one message as JSON, of each variant."""
    try:
        asked = await _of_address(visit)
    except Unusable:
        raise HTTPException(400) from None
    if asked is None:
        raise HTTPException(404)
    held = await _held(visit, asked)
    plain_values = {
        "messages": asked.messages[: asked.shown],
        "variants": [
            {
                "day": variant.day.isoformat(),
                "edition": variant.edition,
                "language": variant.language,
                "said": [plain(one) for one in chat[asked.shown - 1].turn.replies],
                "buttons": [one.label for one in chat[asked.shown - 1].buttons],
                "trace": as_json(trace),
            }
            for variant, chat, trace in zip(asked.variants, held.chats, held.traces, strict=True)
        ],
    }
    text = json.dumps(plain_values, ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="gongo-trace.json"'}
    return Response(text, media_type="application/json", headers=headers)


# --- what is asked ----------------------------------------------------------------------------------------------


def _said(visit: Visit) -> tuple[str, ...]:
    match visit.field("do", 10):
        case "ask":
            text = visit.field("text", _MOST_TEXT)
            lines = text.splitlines() if visit.field("lines", 4) else [text]
            return tuple(one.strip() for one in lines if one.strip())
        case "say":
            following = visit.field("press", 4) or visit.field("next", _MOST_TEXT)
            before = _unpacked(visit.field("chat", _MOST_TEXT * 8))
            return (*before, following) if following else before
    raise HTTPException(400)


async def _of_address(visit: Visit) -> Asked | None:
    """What the address asks for; None for an empty bench."""
    given = visit.request.query_params
    if kept := visit.asked("kept", 64):
        packed = await visit.parts.storage().bench.kept(kept)
        if packed is None:
            raise HTTPException(404)
        messages = _unpacked(packed)
    elif packed := visit.asked("chat", _LONGEST_ADDRESS):
        messages = _unpacked(packed)
    else:
        texts = [*given.getlist("m"), *given.getlist("text")]
        messages = tuple(text for one in texts if (text := one.replace("\x00", "").strip()))
    if not messages:
        return None
    return _checked(visit, messages, _variants(visit, visit.asked), visit.asked("shown", 4))


def _checked(visit: Visit, messages: tuple[str, ...], variants: tuple[Variant, ...], shown: str) -> Asked:
    if len(messages) > MOST:
        raise Unusable(visit.say("console_bench_many", most=MOST))
    if any(len(one) > LONGEST for one in messages):
        raise Unusable(visit.say("console_bench_long", most=f"{LONGEST:,}"))
    number = int(shown) if shown.isdecimal() else 0
    return Asked(messages, variants, number if 0 < number <= len(messages) else len(messages))


def _variants(visit: Visit, given: Callable[[str, int], str]) -> tuple[Variant, ...]:
    """The one, or the two that are set beside each other."""
    return tuple(_variant(visit, given, one) for one in (("", "2") if given("two", 4) else ("",)))


def _variant(visit: Visit, given: Callable[[str, int], str], number: str) -> Variant:
    edition, language = given(f"edition{number}", 20) or None, given(f"language{number}", 4) or None
    try:
        given_day = given(f"day{number}", 20) or given("day", 20)  # the second one's is the first one's
        day = date.fromisoformat(given_day) if given_day else _today(visit)
    except ValueError:
        raise Unusable(visit.say("console_bench_no_day")) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Unusable(visit.say("console_bench_no_day"))
    if edition is not None and edition not in visit.parts.live.now.pack.programme.editions:
        raise Unusable(visit.say("console_bench_no_edition"))
    if language is not None and language not in LANGUAGES:
        raise Unusable(visit.say("console_bench_no_language"))
    return Variant(day, edition, cast(Language | None, language))


def _today(visit: Visit) -> date:
    return visit.now.astimezone(SEOUL).date()


# --- its address ------------------------------------------------------------------------------------------------


async def _address(visit: Visit, asked: Asked, page: str = "bench") -> str:
    """Where this is shown again: the messages stand in it, packed if they are many, kept here if they are too many."""
    readable = urlencode([("m", one) for one in asked.messages])
    if len(readable) <= _READABLE:
        return f"{visit.url(page)}?{readable}&{_settings(asked)}"
    packed = _packed(asked.messages)
    if len(packed) <= _LONGEST_ADDRESS:
        return f"{visit.url(page)}?{urlencode({'chat': packed})}&{_settings(asked)}"
    kept = await visit.parts.storage().bench.keep(packed, visit.now)
    return f"{visit.url(page)}?{urlencode({'kept': kept})}&{_settings(asked)}"


def _settings(asked: Asked) -> str:
    found: dict[str, str] = {}
    for number, one in zip(("", "2"), asked.variants, strict=False):
        found |= {f"day{number}": one.day.isoformat(), f"edition{number}": one.edition or ""}
        found[f"language{number}"] = one.language or ""
    found["two"] = "1" if len(asked.variants) > 1 else ""
    found["shown"] = str(asked.shown) if asked.shown != len(asked.messages) else ""
    return urlencode({name: value for name, value in found.items() if value})


def _packed(messages: Sequence[str]) -> str:
    """The messages as letters of an address."""
    written = json.dumps(messages, ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(zlib.compress(written, 9)).decode().rstrip("=")


def _unpacked(packed: str) -> tuple[str, ...]:
    """Raises HTTPException for what is not packed messages, or more of them than a chat may hold."""
    try:
        unpacking = zlib.decompressobj()
        written = unpacking.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), _UNPACKED)
        messages = json.loads(written) if unpacking.eof else None
    except (ValueError, zlib.error, RecursionError):  # binascii.Error and UnicodeError are ValueErrors
        raise HTTPException(400) from None
    if not isinstance(messages, list) or not all(isinstance(one, str) for one in messages):
        raise HTTPException(400)
    try:
        "".join(messages).encode()
    except UnicodeEncodeError:  # half a character
        raise HTTPException(400) from None
    return tuple(text for one in messages if (text := one.replace("\x00", "").strip()))


# --- what comes of it -------------------------------------------------------------------------------------------


async def _held(visit: Visit, asked: Asked) -> Held:
    return await asyncio.to_thread(_hold, visit.parts.live.now, asked, visit.language)


def _hold(now: Answering, asked: Asked, language: str) -> Held:
    chats = tuple(converse(now, asked.messages, one, time.perf_counter) for one in asked.variants)
    traces = tuple(
        trace_of(now, chat[asked.shown - 1], one, language)
        for chat, one in zip(chats, asked.variants, strict=True)
    )
    return Held(chats, traces)


async def _page(visit: Visit, asked: Asked) -> Response:
    held, programme = await _held(visit, asked), visit.parts.live.now.pack.programme
    addresses = [
        await _address(visit, replace(asked, shown=number)) for number in range(1, len(asked.messages) + 1)
    ]
    columns = tuple(
        Column(
            variant,
            day_of(programme, variant),
            moved(programme, variant.edition, variant.day) if variant.edition else None,
            tuple(
                Step(number, one, _bubbles(held, at, number - 1))
                for number, one in enumerate(held.chats[at], 1)
            ),
            held.traces[at],
        )
        for at, variant in enumerate(asked.variants)
    )
    return _form(
        visit,
        asked=asked,
        columns=columns,
        addresses=addresses,
        chat=_packed(asked.messages),
        rows=compared(*held.traces) if len(columns) == 2 else (),
        json=await _address(visit, asked, "bench.json"),
        golden=_golden(visit, asked, held, columns[0].day),
    )


def _bubbles(held: Held, at: int, index: int) -> tuple[tuple[Piece, ...], ...]:
    """The bot's words in one variant, with what the other one does not say marked."""
    texts = [[plain(one) for one in chat[index].turn.replies] for chat in held.chats]
    if len(texts) == 1:
        return tuple((Piece(one, False),) for one in texts[0])
    others = texts[1 - at]
    return tuple(marked(one, others[n] if n < len(others) else "") for n, one in enumerate(texts[at]))


def _golden(visit: Visit, asked: Asked, held: Held, day: date) -> dict[str, str] | None:
    """The fields of the form that makes a case of the message shown; None for who may not, or pressed a button."""
    page = visit.pages.get("golden_new")
    until = held.chats[0][: asked.shown]
    is_free_text = all(one.pressed is None and not one.said.startswith("/") for one in until)
    if page is None or not is_free_text or not visit.may(page.least("POST") or "viewer"):
        return None
    return {
        "text": asked.messages[asked.shown - 1],
        "chat": json.dumps(asked.messages[: asked.shown - 1], ensure_ascii=False),
        "day": day.isoformat(),
        "language": asked.variants[0].language or "",
    }


def _form(visit: Visit, problem: str = "", **values: Any) -> Response:
    """The page: the form, as it was filled in, and what was answered."""
    asked: Asked | None = values.get("asked")
    filled = {
        name: visit.field(name, _MOST_TEXT) if visit.request.method == "POST" else visit.asked(name)
        for name in (
            "text",
            "lines",
            "two",
            *(f"{each}{n}" for each in ("day", "edition", "language") for n in ("", "2")),
        )
    }
    if asked is not None:
        is_chat = len(asked.messages) > 1
        fits = not is_chat or not any("\n" in one for one in asked.messages)
        filled |= {"text": "\n".join(asked.messages) if fits else "", "lines": "1" if is_chat else ""}
    filled["day"] = filled["day"] or _today(visit).isoformat()
    nothing = dict.fromkeys(("asked", "columns", "addresses", "chat", "rows", "json", "golden"))
    editions = visit.parts.live.now.pack.programme.editions.values()
    return visit.show(
        "bench.html",
        400 if problem else 200,
        **{**nothing, "problem": problem, "filled": filled, "editions": editions, "most": MOST, **values},
        longest=f"{LONGEST:,}",
    )


PAGES = (
    Page("/bench", "bench", "viewer", bench, ask),
    Page("/bench/trace.json", "bench.json", "viewer", export),
)
MENU = (Item("bench", "console_bench"),)
