"""Every page of the console, looked at by axe-core: nothing serious, in both languages, light and dark, small and large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe

from bot.console.application import MENU, PAGES
from bot.console.visits import ROOT
from tests.browser.conftest import Gongo

SERIOUS = {"serious", "critical"}
READABLE = [one for one in PAGES if one.name in {"account", *(item.name for item in MENU)}]


@pytest.mark.parametrize(
    ("language", "dark", "width"),
    [("ko", False, 1280), ("ko", True, 390), ("en", True, 1280), ("en", False, 390)],
)
async def test_axe_finds_nothing_serious(
    language: str, dark: bool, width: int, visitor: Callable[..., Any], gongo: Gongo
) -> None:
    found = []
    async with visitor("kim", "admin", language, dark=dark, width=width) as page:
        for one in READABLE:
            await page.goto(gongo.address + ROOT + one.path)
            results = await Axe().run(page)
            found += [
                (one.name, fault["id"], [node["html"][:120] for node in fault["nodes"][:2]])
                for fault in results.response["violations"]
                if fault["impact"] in SERIOUS
            ]
            width_needed = await page.evaluate("document.documentElement.scrollWidth")
            assert width_needed <= width, (one.name, width_needed)

    assert found == []
