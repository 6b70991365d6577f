"""The first page."""

from __future__ import annotations

from starlette.responses import Response

from bot.console.visits import Item, Page, Visit


async def home(visit: Visit) -> Response:
    return visit.show("home.html", pack=visit.parts.live.now.pack)


PAGES = (Page("/", "home", "viewer", home),)
MENU = (Item("home", "console_home"),)
