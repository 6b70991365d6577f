"""The webhook, health, readiness and metrics, over real HTTP."""

from __future__ import annotations

import asyncio
import io
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
from sqlalchemy import Engine, event

from bot.messenger.web import HEADERS, SECRET_HEADER, Listening, application
from bot.storage.database import FILE_NAME, StorageUnavailable
from tests.bot.messenger.conftest import Serving
from tests.bot.messenger.scripted import PACE, respond
from tests.telegram_server import PATIENCE, Chat, Fault, TelegramServer


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def update(text: str, number: int = 1) -> dict[str, Any]:
    chat = {"id": 7001, "type": "private"}
    person = {"id": 7001, "is_bot": False, "first_name": "김", "language_code": "ko"}
    message = {"message_id": number, "date": 1763800000, "chat": chat, "from": person, "text": text}
    return {"update_id": number, "message": message}


async def test_what_telegram_brings_is_answered(
    serving: Serving, user: Chat, server: TelegramServer, hooked: Listening
) -> None:
    async with serving(listening=hooked):
        for number in range(5):
            await user.says(f"m{number}")
        heard = [(await user.hears()).text for _ in range(5)]

    assert heard == [f"{number + 1} text: m{number}" for number in range(5)]
    assert server.webhook["url"] == hooked.webhook_url
    assert {code for _, code in server.delivered} == {200}
    assert server.called("getUpdates") == []


async def test_what_was_written_before_the_start_is_brought_too(
    serving: Serving, user: Chat, hooked: Listening
) -> None:
    await user.says("early")
    async with serving(listening=hooked):
        assert (await user.hears()).text == "1 text: early"


@pytest.mark.parametrize("secret", [None, "", "wrong", "비밀"])
async def test_nobody_else_can_bring_updates(
    serving: Serving,
    server: TelegramServer,
    hooked: Listening,
    http: aiohttp.ClientSession,
    secret: str | None,
) -> None:
    async with serving(listening=hooked):
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with http.post(str(hooked.webhook_url), json=update("forged"), headers=headers) as answer:
            assert answer.status == 403

    assert server.called("sendMessage") == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"[1]", 400),
        (b"{", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": 99999999999999999999}', 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": 1, "x": "' + b"x" * 2**20 + b'"}', 413),
        (b'{"update_id": 1, "message": {"chat": null, "from": 5}}', 200),
    ],
    ids=["empty", "list", "broken", "text for a number", "huge number", "deep", "large", "odd"],
)
async def test_a_body_that_is_no_update(
    serving: Serving,
    user: Chat,
    server: TelegramServer,
    hooked: Listening,
    http: aiohttp.ClientSession,
    body: bytes,
    code: int,
) -> None:
    async with serving(listening=hooked):
        headers = {SECRET_HEADER: server.webhook["secret_token"]}
        async with http.post(str(hooked.webhook_url), data=io.BytesIO(body), headers=headers) as answer:
            assert answer.status == code
        await user.says("still there?")

        assert (await user.hears()).text == "1 text: still there?"


async def test_the_secret_is_the_same_after_a_restart_and_not_in_the_database(
    serving: Serving, server: TelegramServer, hooked: Listening, tmp_path: Path
) -> None:
    async with serving(listening=hooked):
        first = server.webhook["secret_token"]
    async with serving(listening=hooked):
        pass

    assert server.webhook["secret_token"] == first
    assert first.encode() not in (tmp_path / FILE_NAME).read_bytes()
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


async def test_nothing_is_acknowledged_on_a_full_disk_and_staff_are_told(
    serving: Serving,
    server: TelegramServer,
    hooked: Listening,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    user, staff = server.chat(7001), server.chat(-900, group=True)
    with small_disk(pages=100):
        async with serving(listening=hooked, staff_chat=staff.id, pace=replace(PACE, finish=0.3)):
            for number in range(40):
                await user.says(f"{number} {'가' * 3000}")
            await server.until(lambda: 503 in {code for _, code in server.delivered}, "a refusal")
            told = await staff.hears()
            refused = set(server.pending)
            taken = {number for number, code in server.delivered if code == 200}

    assert "데이터베이스" in told.text
    assert f"{FILE_NAME} cannot be read or written" in caplog.text
    assert refused
    assert refused.isdisjoint(taken)


async def test_a_disk_that_gets_room_again_loses_nothing(
    serving: Serving, server: TelegramServer, hooked: Listening
) -> None:
    user = server.chat(7001)
    with small_disk(pages=100):
        async with serving(listening=hooked, pace=replace(PACE, finish=0.3)):
            for number in range(30):
                await user.says(f"{number} {'가' * 3000}")
            await server.until(lambda: 503 in {code for _, code in server.delivered}, "a refusal")
    async with serving(listening=hooked):
        await server.until(lambda: len({said.text for said in user.said}) == 30, "every answer")

    texts = list(dict.fromkeys(said.text for said in user.said))
    assert [text.split()[2] for text in texts] == [str(number) for number in range(30)]


@contextmanager
def small_disk(pages: int) -> Iterator[None]:
    """Databases opened inside cannot grow beyond so many pages."""

    def limit(connection: Any, record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count={pages}")
        cursor.close()

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


async def test_health_and_metrics_are_served_beside_polling(
    serving: Serving, user: Chat, server: TelegramServer, free_port: int, http: aiohttp.ClientSession
) -> None:
    base = f"http://127.0.0.1:{free_port}"
    server.order("sendMessage", Fault(500))
    async with serving(listening=Listening(port=free_port)):
        await user.says("안녕하세요 010-1234-5678")
        await user.hears()
        async with http.get(f"{base}/healthz") as healthy, http.get(f"{base}/readyz") as ready:
            assert (healthy.status, ready.status) == (200, 200)
            assert await ready.json() == {"database": True, "index": True, "telegram": True, "sender": True}
        async with http.get(f"{base}/metrics") as answer:
            counted = await answer.text()
        async with http.post(f"{base}/", json={}) as answer:
            assert answer.status == 404

    assert 'gongo_updates_total{delivery="new"} 1.0' in counted
    assert 'gongo_turns_total{outcome="answered"} 1.0' in counted
    assert 'gongo_send_retries_total{cause="network"} 1.0' in counted
    assert 'gongo_queue_depth{queue="inbox"} 0.0' in counted
    names = [line.rpartition(" ")[0] for line in counted.splitlines()]  # a time may hold any digits
    assert not any("7001" in name for name in names)


async def test_a_search_that_is_not_open_is_not_ready(
    serving: Serving, free_port: int, http: aiohttp.ClientSession
) -> None:
    listening, url = Listening(port=free_port), f"http://127.0.0.1:{free_port}/readyz"
    async with serving(listening=listening, index_ready=lambda: False), http.get(url) as ready:
        assert ready.status == 503
        assert not json.loads(await ready.text())["index"]


async def test_a_port_in_use_is_told(serving: Serving, hooked: Listening) -> None:
    async with serving(listening=hooked):
        with pytest.raises(OSError, match="GONGO_HTTP_PORT"):
            async with serving(listening=hooked):
                pass


async def test_a_stop_ends_what_is_in_hand(serving: Serving, user: Chat, hooked: Listening) -> None:
    begun = threading.Event()

    def noticed(*given: Any) -> Any:
        begun.set()
        return respond(*given)

    async with serving(noticed, listening=hooked, pace=PACE):
        await user.says("slow")
        assert await asyncio.to_thread(begun.wait, PATIENCE)

    assert [said.text for said in user.said] == ["1 text: slow"]


class _Broken:
    """A service of which everything breaks."""

    intake = None
    secret = "s"

    async def outage(self, problem: StorageUnavailable) -> None: ...

    async def readiness(self) -> dict[str, bool]:
        raise RuntimeError("secret of the inside")

    def is_healthy(self) -> bool:
        return True

    async def metrics(self) -> bytes:
        raise RuntimeError("secret of the inside")


async def test_what_breaks_tells_nothing_and_carries_the_headers() -> None:
    app = application(_Broken(), Listening(), nullcontext)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answers = [await client.get(path) for path in ("/readyz", "/metrics", "/healthz", "/nothing")]
        answers.append(await client.delete("/healthz"))

    assert [one.status_code for one in answers] == [500, 500, 200, 404, 405]
    for one in answers:
        assert "inside" not in one.text
        assert "Traceback" not in one.text
        assert one.headers["content-type"].startswith(("text/plain", "application/json"))
        for name, value in HEADERS.items():
            assert one.headers[name] == value, (one.url, name)
