"""Another channel: calls the HTTP API in this process, with a key of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.answering.pipeline import Answerer
from bot.console.api import Limits, api_routes
from bot.services.api_keys import make_key
from bot.services.live import Answering, Live
from bot.storage.storage import Storage

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)  # noon in Korea
ALL = ("ask", "check", "day")


@dataclass
class Time:
    """A clock and the seconds of a machine, which stand still until they are moved."""

    now: datetime = NOW
    seconds: float = 0.0

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


@dataclass
class Channel:
    """Whoever has `secret` (None: nobody)."""

    app: Starlette
    secret: str | None
    headers: dict[str, str] = field(default_factory=dict)

    async def sends(self, path: str, body: bytes, method: str = "POST", **headers: str) -> httpx.Response:
        key = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        sent = {"Content-Type": "application/json", **key, **self.headers, **headers}
        # What breaks inside is a response of status 500, as it would be over the network.
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://gongo") as client:
            return await client.request(method, f"/api/v1/{path}", content=body, headers=sent)

    async def calls(self, path: str, **body: Any) -> httpx.Response:
        return await self.sends(path, httpx.Request("POST", "http://gongo", json=body).content)

    async def asks(self, **body: Any) -> dict[str, Any]:
        """The answer to what has to be answered."""
        response = await self.calls("ask", **body)
        assert response.status_code == 200, response.text
        return dict(response.json())


@dataclass
class Api:
    """The API over a storage; `channel` makes keys for it."""

    storage: Storage
    answerer: Answerer
    time: Time = field(default_factory=Time)
    limits: Limits = field(default_factory=Limits)
    answered: list[str] = field(default_factory=list)
    opened: Callable[[], Storage] | None = None

    def __post_init__(self) -> None:
        self.app = Starlette(
            routes=api_routes(
                self.opened or (lambda: self.storage),
                Live(Answering(self.answerer, lambda query, language: ())),
                clock=lambda: self.time.now,
                ticks=lambda: self.time.seconds,
                answered=self.answered.append,
                limits=self.limits,
            )
        )

    async def channel(self, name: str = "web", *, scopes: tuple[str, ...] = ALL, rate: int = 600) -> Channel:
        return Channel(self.app, await make_key(self.storage, name, scopes, rate, "test", NOW))
