"""The HTTP side: Telegram's webhook, health, readiness and metrics, as an ASGI application and a server for it."""

from __future__ import annotations

import asyncio
import hmac
import json
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.messenger.intake import Intake, NotAnUpdate
from bot.storage.database import StorageUnavailable

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Of every response that says nothing else: those of the router and of the server's own failures too.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
LARGEST_BODY = 2**20  # bytes; Telegram's updates have some thousands


@dataclass(frozen=True)
class Listening:
    """Where HTTP is served, and the public address that Telegram is given for updates, if it shall bring them."""

    host: str = "127.0.0.1"
    port: int = 8080
    webhook_url: str | None = None
    is_needed: bool = True  # else the service goes on where the port cannot be had

    @property
    def hook_path(self) -> str:
        return urlsplit(self.webhook_url or "").path or "/"


class Served(Protocol):
    """What the application needs of the service."""

    @property
    def intake(self) -> Intake | None: ...

    @property
    def secret(self) -> str: ...

    async def outage(self, problem: StorageUnavailable) -> None: ...

    async def readiness(self) -> dict[str, bool]: ...

    def is_healthy(self) -> bool: ...

    async def metrics(self) -> bytes: ...


def application(
    service: Served,
    listening: Listening,
    lifespan: Callable[[], AbstractAsyncContextManager[None]],
    routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """The ASGI application; the service is started and ended in its `lifespan`. `routes` are those of other edges."""

    async def hook(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), service.secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        if service.intake is None:
            return Response(status_code=503)
        try:
            await service.intake.store([json.loads(body)])
        except (NotAnUpdate, ValueError, RecursionError):
            return Response(status_code=400)
        except StorageUnavailable as error:  # Telegram brings it again
            await service.outage(error)
            return Response(status_code=503)
        return Response(status_code=200)

    async def healthz(request: Request) -> Response:
        return _verdict({"running": service.is_healthy()})

    async def readyz(request: Request) -> Response:
        return _verdict(await service.readiness())

    async def metrics(request: Request) -> Response:
        return Response(await service.metrics(), media_type="text/plain; version=0.0.4")

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        async with lifespan():
            yield

    own = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    if listening.webhook_url is not None:
        own.append(Route(listening.hook_path, hook, methods=["POST"]))
    return Starlette(
        routes=[*own, *routes],
        lifespan=living,
        middleware=[Middleware(_Guarding)],
        exception_handlers={Exception: _failed},
    )


class _Guarding:
    """Adds HEADERS to what does not carry them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, guarded)


async def _failed(request: Request, error: Exception) -> Response:
    """What broke stands in the log, and nowhere else."""
    return Response("Internal Server Error", 500, HEADERS, "text/plain")


class HttpServer(uvicorn.Server):
    """uvicorn, whose signals are the service's matter: its own handling ends the process before all is done."""

    def __init__(self, app: Starlette, *, finish: float) -> None:
        # httptools and h11 both serve; which one is chosen by what is installed
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="on",
                log_config=None,
                access_log=False,
                proxy_headers=False,  # nobody asks where a request came from
                server_header=False,
                timeout_graceful_shutdown=max(1, round(finish)),
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serving_until(stopped: asyncio.Event, server: HttpServer, opened: socket.socket) -> None:
    async def stop() -> None:
        await stopped.wait()
        server.should_exit = True

    stopper = asyncio.create_task(stop())
    try:
        await server.serve(sockets=[opened])
    finally:
        stopper.cancel()


def bound(listening: Listening) -> socket.socket:
    """The listening socket. Raises OSError that names the address."""
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    # The protocol is named: asyncio switches Nagle's delay of 40 ms off only then.
    opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((listening.host, listening.port))
    except OSError as error:
        opened.close()
        raise OSError(
            f"{listening.host}:{listening.port} cannot be listened on: {error.strerror}. "
            "Choose another GONGO_HTTP_HOST or GONGO_HTTP_PORT."
        ) from error
    return opened


async def _body(request: Request) -> bytes | None:
    """At most `LARGEST_BODY` bytes; None if there are more."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _verdict(parts: dict[str, bool]) -> Response:
    return JSONResponse(parts, status_code=200 if all(parts.values()) else 503)
