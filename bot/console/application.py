"""The console as routes: all its pages, their menu, and the files that they need."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.console import (
    bench,
    conversations,
    documents,
    drafts,
    gaps,
    golden,
    home,
    keys,
    pauses,
    people,
    rulebook,
    signing,
    versions,
)
from bot.console.parts import Parts
from bot.console.visits import HEADERS, ROOT, Item, Page, routes_of

PAGES: tuple[Page, ...] = (
    *home.PAGES,
    *bench.PAGES,
    *conversations.PAGES,
    *gaps.PAGES,
    *golden.PAGES,
    *rulebook.PAGES,
    *documents.PAGES,
    *drafts.PAGES,
    *versions.PAGES,
    *pauses.PAGES,
    *signing.PAGES,
    *people.PAGES,
    *keys.PAGES,
)
MENU: tuple[Item, ...] = (
    *home.MENU,
    *bench.MENU,
    *conversations.MENU,
    *gaps.MENU,
    *golden.MENU,
    *rulebook.MENU,
    *documents.MENU,
    *drafts.MENU,
    *versions.MENU,
    *pauses.MENU,
    *people.MENU,
    *keys.MENU,
)


class _Files(StaticFiles):
    """Files that everybody may have, and keep for a while."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS | {"Cache-Control": "public, max-age=3600"})
        return response


async def _to_console(request: Request) -> Response:
    return RedirectResponse(f"{ROOT}/", 303)


def console_routes(
    parts: Parts, pages: Sequence[Page] = PAGES, menu: Sequence[Item] = MENU
) -> list[BaseRoute]:
    """Everything under /console, and the way there from /."""
    return [
        Route("/", _to_console),
        Mount(f"{ROOT}/static", _Files(directory=Path(__file__).with_name("static"))),
        *routes_of(parts, pages, menu),
    ]
