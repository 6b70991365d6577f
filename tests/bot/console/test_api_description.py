"""The HTTP API against its own description: schemathesis calls it, over loopback, with what fits and what does not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case

from bot.answering.pack import load_pack
from bot.answering.pipeline import Answerer
from bot.console.api import VERSION
from bot.console.api_description import description
from bot.console.api_shapes import check_shape
from bot.messenger.web import HttpServer, Listening, bound
from bot.storage.storage import Storage
from tests.bot.console.calling import Api

BOUNDED = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


DESCRIPTION = description(check_shape(load_pack().programme.facts), VERSION)
schema = schemathesis.openapi.from_dict(DESCRIPTION)


class Served:
    """The API over real HTTP, in a thread with a loop of its own; `key` opens everything."""

    def __init__(self, answerer: Answerer, home: Path) -> None:
        self._answerer = answerer
        self._home = home
        self._socket = bound(Listening(port=0))
        self._server: HttpServer | None = None
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.key = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}

    def serve(self, ready: Queue[None]) -> None:
        asyncio.run(self._serve(ready))

    async def _serve(self, ready: Queue[None]) -> None:
        storage = await Storage.open(self._home)
        api = Api(storage, self._answerer)
        self.key = (await api.channel(rate=6000)).secret or ""
        self._server = HttpServer(api.app, finish=1.0)
        self._socket.listen()
        ready.put(None)
        await self._server.serve(sockets=[self._socket])
        await storage.close()

    def stop(self) -> None:
        assert self._server is not None
        self._server.should_exit = True


@pytest.fixture(scope="module")
def served(answerer: Answerer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    api, ready = Served(answerer, tmp_path_factory.mktemp("api")), Queue[None]()
    thread = threading.Thread(target=api.serve, args=[ready])
    thread.start()
    ready.get(timeout=60)
    yield api
    api.stop()
    thread.join(60)


async def test_the_description_is_served_to_anybody(served: Served) -> None:
    told = await asyncio.to_thread(requests.get, f"{served.address}/api/v1/openapi.json", timeout=30)

    assert told.json() == DESCRIPTION


def test_its_own_examples_are_answered(served: Served) -> None:
    for path, methods in DESCRIPTION["paths"].items():
        for body in methods.get("post", {}).get("requestBody", {}).get("content", {}).values():
            for one in body["examples"].values():
                response = requests.post(
                    served.address + path, json=one["value"], headers=served.headers, timeout=60
                )

                assert response.ok, response.text


@schema.parametrize()
@BOUNDED
def test_every_call_behaves_as_described(case: Case, served: Served) -> None:
    _name_a_place(case)
    case.call_and_validate(base_url=served.address, headers=served.headers)


def _name_a_place(case: Case) -> None:
    """Which names there are, no schema says."""
    facts = case.body.get("facts") if isinstance(case.body, dict) else None
    if isinstance(facts, dict) and isinstance(facts.get("place"), str) and 0 < len(facts["place"]) <= 100:
        facts["place"] = "구미"
