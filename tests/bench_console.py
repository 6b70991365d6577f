"""The console's pages over 100,000 logged questions of the last thirty days: run by `make bench`."""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import insert
from starlette.applications import Starlette

from bot import wiring
from bot.console.application import console_routes
from bot.console.parts import Parts
from bot.console.passwords import digest_of
from bot.console.visits import COOKIE
from bot.services.live import Answering, Live
from bot.settings import Settings
from bot.storage.staff import Session
from bot.storage.storage import Storage
from bot.storage.tables import answer_log

ROWS = 100_000
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
DAYS = 30
_AT_ONCE = 5000
_TRIES = 20
_STATUSES = ["answered"] * 6 + ["verdict"] * 2 + ["not_in_documents", "smalltalk", "question", None]
_TOPICS = ["cap", "intake", "eligibility", "own-share", "smart365", "where-to-apply", "next-intake"]


def main(row: Callable[[str, str], None]) -> None:
    asyncio.run(measure(row))


async def measure(row: Callable[[str, str], None], rows: int = ROWS, url: str | None = None) -> None:
    """`url`: a PostgreSQL instead of a file."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        answerer, library = wiring.build_answerer(Settings(gongo_home=home))
        storage = await Storage.open(home, url)
        await fill(storage, rows)
        parts = Parts(
            storage=lambda: storage,
            live=Live(Answering(answerer, library.search)),
            home=home,
            clock=lambda: NOW,
        )
        kind = "PostgreSQL" if url else "SQLite"
        async with signed_in(storage, parts) as browser:
            started = time.perf_counter()
            await fetched(browser, "/console/")
            row(
                f"console, {rows:,} questions on {kind}: overview, days never counted before",
                f"{1000 * (time.perf_counter() - started):.0f} ms",
            )
            for what, path in await pages(storage):
                times = [await fetched(browser, path) for _ in range(_TRIES)]
                row(
                    f"console, {rows:,} questions on {kind}: {what}, median and slowest",
                    f"{statistics.median(times):.0f}, {max(times):.0f} ms",
                )
        await storage.close()
        library.close()


async def pages(storage: Storage) -> list[tuple[str, str]]:
    log = "/console/conversations"
    deep = f"{(NOW - timedelta(days=DAYS - 1)).timestamp() * 1e6:.0f}.1"
    return [
        ("overview", "/console/"),
        ("conversations", log),
        ("conversations of a status", f"{log}?status=not_in_documents"),
        ("conversations on a topic", f"{log}?topic=cap"),
        ("conversations on a topic that is nowhere", f"{log}?topic=contact"),
        ("conversations of a status and a topic", f"{log}?status=not_in_documents&topic=cap"),
        ("conversations disliked", f"{log}?feedback=down"),
        ("conversations, a page far down", f"{log}?before={deep}"),
        ("conversations with a word that is nowhere", f"{log}?text=xyzzy"),
        ("one conversation", f"{log}/{ROWS // 2}"),
        ("one conversation, replayed", f"{log}/{ROWS // 2}?replay=1"),
    ]


async def fill(storage: Storage, rows: int) -> None:
    draw = random.Random(0)
    answer = "2025년 고도화 유형의 지원금은 최대 1억 5천만원입니다. " * 12
    state = '{"context": {"language": "ko", "facts": {}}, "greeted": true, "language": null, "check": null}'
    span = timedelta(days=DAYS) / rows
    for first in range(0, rows, _AT_ONCE):
        values = [
            {
                "bot_id": 0,
                "person": f"{draw.randrange(rows // 10):064x}",
                "update_id": number,
                "event_text": f"고도화는 얼마까지 지원되나요? ({number})",
                "replies_text": answer,
                "at": NOW - timedelta(days=DAYS) + span * (number + 1),
                **_made(draw),
                "state_before": state,
            }
            for number in range(first, first + _AT_ONCE)
        ]
        async with storage._engine.begin() as connection:
            await connection.execute(insert(answer_log), values)


def _made(draw: random.Random) -> dict[str, object]:
    status = draw.choice(_STATUSES)
    names = ("topics", "language", "pack", "edition", "took_ms", "feedback", "reason")
    values: tuple[object, ...] = (None,) * len(names)
    if status is not None:
        opinion = draw.choice([None] * 18 + ["up", "down"])
        topics = " ".join(draw.sample(_TOPICS, draw.randint(1, 2)))
        language = draw.choice(["ko", "ko", "ko", "en"])
        took = int(draw.lognormvariate(2.5, 0.8))
        values = (topics, language, "samsung-smart-factory@2025-17172f60", "2025", took, opinion, None)
    return {"status": status, **dict(zip(names, values, strict=True))}


@asynccontextmanager
async def signed_in(storage: Storage, parts: Parts) -> AsyncIterator[httpx.AsyncClient]:
    token = "a-token-of-the-bench"
    id = await storage._write(storage.staff.add("bench", "", "viewer", "ko", NOW, must_change=False))
    await storage.staff.begin(Session(digest_of(token), id, "csrf", NOW, NOW))
    transport = httpx.ASGITransport(Starlette(routes=console_routes(parts)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as browser:
        browser.cookies.set(COOKIE, token)
        yield browser


async def fetched(browser: httpx.AsyncClient, path: str) -> float:
    """Milliseconds until the whole page is there."""
    started = time.perf_counter()
    answer = await browser.get(path)
    took = 1000 * (time.perf_counter() - started)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return took


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(measure(lambda what, figure: print(f"{what:<88} {figure}", flush=True), ROWS, *given))
