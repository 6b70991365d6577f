"""The HTTP API of other channels: a chat elsewhere asks here and gets the bot's own answers.

Every call but that for the description needs a key. It is checked before the body is read, and so is how often the
key was used; the limits count for each process.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import secrets
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bot.answering.answer import Language
from bot.answering.checking import check_company
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.console import api_problems as problems
from bot.console.api_description import description
from bot.console.api_problems import HEADERS, Refused, language_of, problem_response
from bot.console.api_shapes import (
    LARGEST_BODY,
    Answered,
    Ask,
    Checked,
    Choice,
    Fault,
    Forget,
    Press,
    Question,
    Quotation,
    Shape,
    check_shape,
)
from bot.conversation import SEOUL, Receipt, State, Turn, from_json, respond, to_json
from bot.reply import Event, plain
from bot.services.api_keys import find_key, person_of
from bot.services.live import Live
from bot.services.masking import mask
from bot.services.rate import Rate, Window
from bot.services.turn_values import turn_values
from bot.storage.channels import ApiKey, ApiTurn, Scope
from bot.storage.database import StorageUnavailable
from bot.storage.storage import Storage
from rules.facts import FactError, FactSpec, expected_values

VERSION = "1"

_log = logging.getLogger(__name__)

_MINUTE = 60.0
_TRIES = 3  # to answer in a conversation in which others are answered at the same moment
_MOST_FAULTS = 20
_ASK: TypeAdapter[Question | Press] = TypeAdapter(Ask)
_FORGET = TypeAdapter(Forget)
_Result = TypeVar("_Result")
_Work = Callable[[ApiKey, bytes], Awaitable[Response]]


@dataclass(frozen=True)
class Limits:
    """Seconds for a body to arrive and for an answer to be found; answers found at once, and those with them that wait."""

    body: float = 10.0
    answer: float = 30.0
    at_once: int = 2
    in_hand: int = 64


def api_routes(
    storage: Callable[[], Storage],
    live: Live,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ticks: Callable[[], float] = time.monotonic,
    receipts: Callable[[Pack], Receipt] | None = None,
    answered: Callable[[str], None] = lambda status: None,
    limits: Limits = Limits(),  # a frozen value
) -> list[BaseRoute]:
    """Everything under /api/v1.

    `storage` gives the open storage, or raises StorageUnavailable. `ticks` are monotonic seconds, for the limits.
    `answered` gets each answer's status.
    """
    api = _Api(storage, live, clock, ticks, receipts, answered, limits)
    app = Starlette(
        routes=[
            Route("/ask", api.guarded("ask", api.ask), methods=["POST"]),
            Route("/check", api.guarded("check", api.check), methods=["POST"]),
            Route("/forget", api.guarded("ask", api.forget), methods=["POST"]),
            Route("/openapi.json", api.describe),
        ],
        exception_handlers={
            Refused: _told,
            StorageUnavailable: _told_of_outage,
            HTTPException: _told_of_http,
            Exception: lambda request, error: _told(request, Refused(problems.FAILED)),
        },
    )
    return [Mount("/api/v1", app)]


class _Api:
    def __init__(
        self,
        storage: Callable[[], Storage],
        live: Live,
        clock: Callable[[], datetime],
        ticks: Callable[[], float],
        receipts: Callable[[Pack], Receipt] | None,
        answered: Callable[[str], None],
        limits: Limits,
    ) -> None:
        self._storage = storage
        self._live = live
        self._clock = clock
        self._ticks = ticks
        self._receipts = receipts
        self._answered = answered
        self._limits = limits
        self._windows: dict[int, tuple[int, Window]] = {}  # by key, with the rate
        # Threads of its own: whoever asks too much here must not hold up Telegram.
        self._threads = ThreadPoolExecutor(limits.at_once, thread_name_prefix="api")
        self._places = threading.BoundedSemaphore(limits.in_hand)
        self._shapes: tuple[Pack, type[Shape], bytes] | None = None

    def guarded(self, scope: Scope, work: _Work) -> Callable[[Request], Awaitable[Response]]:
        """`work` for those whose key opens it, and who do not ask too often."""

        async def endpoint(request: Request) -> Response:
            key = await self._key(request)
            self._count(key)
            _needs(key, scope)
            return await work(key, await _body(request, self._limits.body))

        return endpoint

    # what is asked for

    async def ask(self, key: ApiKey, body: bytes) -> Response:
        asked = _read(_ASK, body, lambda where: where[1:2])
        now = self._clock()
        if asked.today is not None:
            _needs(key, "day")
        event = self._event(asked, now)
        storage = self._storage()
        paused = self._live.paused
        if paused is not None:
            told: dict[Language, str] = {"ko": paused.ko, "en": paused.en}
            raise Refused(problems.BUSY, headers={"Retry-After": "600"}, told=told)
        person = secrets.token_hex(32)
        if asked.conversation is not None:
            person = person_of(storage.key, key, asked.conversation)
        for _ in range(_TRIES):
            kept = await storage.channels.conversation(key.id, person) if asked.conversation else None
            state = _in_language(from_json(kept.state if kept else None), asked.language)
            turn, answerer, took = await self._in_thread(partial(self._turn, state, event))
            answer = turn.answer
            left = ApiTurn(
                key,
                person,
                event.text,
                "\n\n".join(plain(one) for one in turn.replies),
                turn=kept.turn if kept else 0,
                state=to_json(turn.state) if asked.conversation else None,
                before=to_json(state) if kept or asked.language else None,
                answer=answer,
                took_ms=round(took),
            )
            if await storage.channels.keep(left, now):
                self._answered(answer.status if answer else "dialogue")
                return _json(_answered(asked.id, turn, answerer.pack, event.at, took))
        raise Refused(problems.CROSSED)

    def _event(self, asked: Question | Press, now: datetime) -> Event:
        day = asked.today
        at = now if day is None else datetime(day.year, day.month, day.day, 12, tzinfo=SEOUL)
        if isinstance(asked, Press):
            return Event("button", asked.button, at, asked.language)
        text = mask(asked.text.strip(), self._live.now.phones)
        return Event("command" if text.startswith("/") else "text", text, at, asked.language)

    def _turn(self, state: State, event: Event) -> tuple[Turn, Answerer, float]:
        """The turn, who answered, and the milliseconds that it took."""
        answerer = self._live.now.answerer
        started = time.perf_counter()
        turn = respond(state, event, answerer, self._receipts(answerer.pack) if self._receipts else None)
        return turn, answerer, 1000 * (time.perf_counter() - started)

    async def check(self, key: ApiKey, body: bytes) -> Response:
        pack, shape, _ = self._described()
        specs = pack.programme.facts
        asked: Any = _read(TypeAdapter(shape), body, lambda where: where[:2], specs)
        if asked.today is not None:
            _needs(key, "day")
        day: date = asked.today or self._clock().astimezone(SEOUL).date()
        facts = asked.facts.model_dump(mode="json", exclude_none=True)
        try:
            found = await self._in_thread(lambda: check_company(pack, facts, day))
        except FactError as error:
            fault = Fault(pointer="/facts", code="fact_error", detail=str(error))
            raise Refused(problems.INVALID, faults=[fault]) from None
        edition = pack.judge_on(day).edition.id
        return _json(Checked(**found, id=asked.id, pack=pack.name, edition=edition))

    async def forget(self, key: ApiKey, body: bytes) -> Response:
        wanted = _read(_FORGET, body, lambda where: where[:1])
        storage = self._storage()
        await storage.channels.forget(key, person_of(storage.key, key, wanted.conversation))
        return Response(status_code=204, headers=HEADERS)

    async def describe(self, request: Request) -> Response:
        return Response(self._described()[2], headers=HEADERS, media_type="application/json")

    def _described(self) -> tuple[Pack, type[Shape], bytes]:
        """The pack that answers now, the body of a check of its facts, and the description with it."""
        pack = self._live.now.pack
        if self._shapes is None or self._shapes[0] is not pack:
            shape = check_shape(pack.programme.facts)
            told = json.dumps(description(shape, VERSION), ensure_ascii=False)
            self._shapes = (pack, shape, told.encode())
        return self._shapes

    # who asks, how often, and how long

    async def _key(self, request: Request) -> ApiKey:
        """Raises Refused without a key in use."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Refused(problems.NO_KEY, headers={"WWW-Authenticate": 'Bearer realm="gongo"'})
        storage = self._storage()
        key = await find_key(storage, secret.strip())
        if key is None:
            told = 'Bearer realm="gongo", error="invalid_token"'
            raise Refused(problems.NO_KEY, headers={"WWW-Authenticate": told})
        day = self._clock().astimezone(SEOUL).date()
        if key.last_used is None or key.last_used < day:
            await storage.channels.used(key.id, day)
        return key

    def _count(self, key: ApiKey) -> None:
        """Raises Refused for a key that was used too often in the last minute; what is refused does not count."""
        rate, window = self._windows.get(key.id, (0, None))
        if window is None or rate != key.rate:
            window = Window(Rate(key.rate, _MINUTE))
            self._windows[key.id] = (key.rate, window)
        now = self._ticks()
        wait = math.ceil(window.wait(now))
        if wait > 0:
            told = {"Retry-After": str(wait)}
            raise Refused(problems.TOO_MANY, headers=told, rate=key.rate, seconds=wait)
        window.note(now)

    async def _in_thread(self, work: Callable[[], _Result]) -> _Result:
        """What `work` gives. Raises Refused if too many wait already, or it takes too long."""
        if not self._places.acquire(blocking=False):
            raise _busy()
        running = self._threads.submit(work)
        running.add_done_callback(lambda done: self._places.release())
        try:
            async with asyncio.timeout(self._limits.answer):
                return await asyncio.wrap_future(running)
        except TimeoutError:
            raise _busy() from None


def _busy() -> Refused:
    return Refused(problems.BUSY, headers={"Retry-After": "5"})


def _needs(key: ApiKey, scope: Scope) -> None:
    if scope not in key.scopes:
        told = f'Bearer realm="gongo", error="insufficient_scope", scope="{scope}"'
        raise Refused(problems.NOT_ALLOWED, headers={"WWW-Authenticate": told}, scope=scope)


async def _body(request: Request, seconds: float) -> bytes:
    """Raises Refused for what is no JSON, too large, or too slow."""
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json" or "Content-Encoding" in request.headers:
        raise Refused(problems.WRONG_TYPE)
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                body += part
                if len(body) > LARGEST_BODY:
                    raise Refused(problems.TOO_LARGE, bytes=LARGEST_BODY)
    except (TimeoutError, ClientDisconnect):
        raise Refused(problems.TOO_SLOW, headers={"Connection": "close"}) from None
    return bytes(body)


def _read(
    shape: TypeAdapter[_Result],
    body: bytes,
    field_of: Callable[[tuple[int | str, ...]], tuple[int | str, ...]],
    specs: Mapping[str, FactSpec] | None = None,
) -> _Result:
    """The body as its shape. `field_of` takes from where pydantic found a fault what is a field of the body.

    Raises Refused with what is wrong; for a fact, with the values that it may have.
    """
    try:
        return shape.validate_json(body)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
    if any(one["type"] == "json_invalid" for one in found):
        raise Refused(problems.NOT_JSON)
    faults: dict[str, Fault] = {}
    for one in found:
        where = field_of(one["loc"])
        pointer = "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in where)
        detail = one["msg"].removeprefix("Value error, ")
        spec = (specs or {}).get(str(where[-1])) if len(where) == 2 else None
        if spec is not None:
            detail = f"expected {expected_values(spec)}, a list of them, uncertain or null"
        faults.setdefault(pointer, Fault(pointer=pointer, code=one["type"], detail=detail))
    raise Refused(problems.INVALID, faults=[*faults.values()][:_MOST_FAULTS])


def _in_language(state: State, language: Language | None) -> State:
    """As /language does."""
    if language is None:
        return state
    return replace(state, language=language, context=replace(state.context, language=language))


def _answered(id: str | None, turn: Turn, pack: Pack, at: datetime, took: float) -> Answered:
    values = turn_values(turn, pack)
    buttons = [button for reply in turn.replies for row in reply.buttons for button in row]
    return Answered(
        **{**values, "citations": [Quotation(**one) for one in values["citations"]]},
        id=id,
        choices=[Choice(label=one.label, data=one.data) for one in buttons],
        pack=pack.name,
        edition=pack.judge_on(at.astimezone(SEOUL).date()).edition.id,
        elapsed_ms=round(took, 3),
    )


def _json(given: Shape) -> Response:
    return Response(given.model_dump_json(), headers=HEADERS, media_type="application/json")


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return problem_response(error, language_of(request.headers.get("Accept-Language", "")))


def _told_of_outage(request: Request, error: Exception) -> Response:
    _log.error("%s", error)
    return _told(request, _busy())


def _told_of_http(request: Request, error: Exception) -> Response:
    """What the router refuses: addresses and methods that are not there."""
    assert isinstance(error, HTTPException)
    kind = problems.OF_A_STATUS.get(error.status_code, problems.FAILED)
    return _told(request, Refused(kind, headers=error.headers))
