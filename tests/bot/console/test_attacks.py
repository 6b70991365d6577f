"""The attacker's side: what somebody tries who wants in, more rights, or the service down. Scripts in a real browser are
in tests/browser/test_attacks.py; roles, forged forms and headers of every page in test_guards.py."""

from __future__ import annotations

import asyncio
import io
import json
import re
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest
from sqlalchemy import text as sql
from starlette.applications import Starlette

from bot.console import visits
from bot.console.application import PAGES, console_routes
from bot.console.gatekeeper import LOCKED, TRIES, Gatekeeper
from bot.console.parts import Parts
from bot.console.passwords import LONGEST, hashed, matches
from bot.console.visits import HEADERS, ROOT, Page
from bot.storage.staff import ROLES
from bot.storage.storage import Storage
from bot.wording.catalogue import catalogue
from tests.bot.console.conftest import NOW, PASSWORD, Browser, Clock, add_staff
from tests.bot.console.test_conversations import keep
from tests.bot.console.test_documents import accepts, sends
from tests.bot.console.test_golden import FORM, kept
from tests.bot.console.test_golden import entry as golden_entry
from tests.bot.console.test_guards import path_of
from tests.bot.storage.test_gaps import logs

MakeBrowser = Callable[..., Browser]
SignedIn = Callable[..., Awaitable[Browser]]
TEMPLATES = Path(visits.__file__).with_name("templates")
CONSOLE = Path(visits.__file__).parent
POSTS = [page for page in PAGES if page.post is not None]


async def attempts(one: Browser, name: str, password: str = "wrong wrong wrong", **more: str) -> int:
    return (await one.signs_in(name, password, **more)).status_code


# --- guessing ---------------------------------------------------------------------------------------------------


async def test_many_guesses_at_once_are_counted_as_many(
    browser: MakeBrowser, storage: Storage, parts: Parts
) -> None:
    """Each from an address of its own, all sent before the first one is answered."""
    await add_staff(storage, "kim", "viewer")
    many = [browser(f"192.0.2.{number}") for number in range(3 * TRIES)]
    for one in many:
        await one.get("/console/sign-in")

    wrong = {"name": "kim", "password": "wrong wrong wrong"}
    await asyncio.gather(*(one.post("/console/sign-in", wrong) for one in many))

    assert await attempts(browser("192.0.2.200"), "kim", PASSWORD) == 401
    assert [one.action for one in await storage.audit.entries(99)].count("lock") == 1


async def test_the_right_password_with_many_wrong_codes_locks_too(
    browser: MakeBrowser, storage: Storage, clock: Clock
) -> None:
    id, secret = await add_staff(storage, "kim", "viewer"), pyotp.random_base32()
    await storage.staff.keep(id, totp=secret)
    for number in range(TRIES):
        assert await attempts(browser(f"192.0.2.{number}"), "kim", PASSWORD, code="000000") == 401

    code = pyotp.TOTP(secret).at(int(clock.now.timestamp()))
    assert await attempts(browser("192.0.2.99"), "kim", PASSWORD, code=code) == 401
    clock.passes(LOCKED + timedelta(minutes=1))
    code = pyotp.TOTP(secret).at(int(clock.now.timestamp()))
    assert await attempts(browser("192.0.2.98"), "kim", PASSWORD, code=code) == 200


async def test_a_stranger_who_locks_an_account_does_not_lock_its_owner_out(
    browser: MakeBrowser, storage: Storage, signed_in: SignedIn
) -> None:
    owner = await signed_in("admin")
    await owner.post("/console/sign-out")
    for number in range(2 * TRIES):
        await attempts(browser(f"192.0.2.{number}"), "admin")

    assert await attempts(browser("192.0.2.99"), "admin", PASSWORD) == 401
    assert await attempts(owner, "admin", PASSWORD) == 200


async def test_a_browser_that_is_known_may_not_guess_without_end_either(
    signed_in: SignedIn, browser: MakeBrowser, storage: Storage
) -> None:
    owner = await signed_in("viewer")
    await add_staff(storage, "kim", "viewer")
    known = owner.client.cookies["gongo_known"]
    guesses = []
    for number in range(TRIES + 2):
        one = browser(f"192.0.2.{number}")  # the cookie was stolen, and is sent from many places
        one.client.cookies.set("gongo_known", known, path="/console")
        guesses.append(await attempts(one, "viewer", PASSWORD if number > TRIES else "wrong"))
    forged = browser("192.0.2.150")
    forged.client.cookies.set("gongo_known", "f" * 32 + "." + known.partition(".")[2], path="/console")
    for number in range(TRIES):
        await attempts(browser(f"192.0.2.{100 + number}"), "kim")

    assert set(guesses) == {401}
    assert await attempts(forged, "kim", PASSWORD) == 401


async def test_a_stolen_session_cannot_guess_the_password(
    signed_in: SignedIn, browser: MakeBrowser, storage: Storage
) -> None:
    owner, thief = await signed_in("viewer"), browser()
    thief.client.cookies.set("gongo_session", owner.client.cookies["gongo_session"], path="/console")
    await thief.get("/console/account")
    for _ in range(TRIES):
        await thief.post("/console/account", {"do": "totp_off", "old": "a guess that is wrong"})
    new = "새벽-강물-river-77-소리"

    await thief.post("/console/account", {"do": "password", "old": PASSWORD, "new": new, "again": new})

    assert await attempts(owner, "viewer", PASSWORD) == 200


class _Counting(asyncio.Semaphore):
    """Counts how often a password was hashed."""

    taken = 0

    async def acquire(self) -> bool:  # type: ignore[override]
        self.taken += 1
        return bool(await super().acquire())


async def test_an_unknown_name_costs_the_same_work_as_a_wrong_password(
    browser: MakeBrowser, storage: Storage, parts: Parts
) -> None:
    await add_staff(storage, "kim", "viewer")
    id = await add_staff(storage, "gone", "viewer")
    await storage.staff.keep(id, active=False)
    work = []
    for name in ("kim", "nobody", "gone", ""):
        parts.gatekeeper.hashing = counting = _Counting(2)
        await attempts(browser("192.0.2.1"), name)
        work.append(counting.taken)

    assert work == [1, 1, 1, 1]


def test_a_password_counts_to_its_last_character() -> None:
    longest = "x" * LONGEST

    assert matches(longest, hashed(longest))
    assert not matches(longest + "y", hashed(longest))
    assert not matches(longest, None)


@pytest.mark.parametrize("told", [[("x-forwarded-for", "203.0.113.9")], [("forwarded", "for=203.0.113.9")]])
async def test_without_a_proxy_nobody_chooses_an_address_for_themselves(
    told: list[tuple[str, str]], browser: MakeBrowser
) -> None:
    statuses = []
    for number in range(21):
        one = browser()
        headers = {name: value[:-1] + str(number) for name, value in told}
        await one.get("/console/sign-in")
        statuses.append((await one.post("/console/sign-in", {"name": f"n{number}", "password": "x"}, headers=headers)).status_code)  # fmt: skip

    assert statuses[-1] == 429


@pytest.mark.parametrize("spoofed", ["203.0.113.{n}", "nonsense {n}", "2001:db8::{n}"])
async def test_behind_a_proxy_only_its_own_word_counts(
    spoofed: str, parts: Parts, storage: Storage
) -> None:
    """The proxy adds a header of its own after the one that the attacker sent."""
    async with https_browser(parts) as one:
        statuses = []
        for number in range(21):
            given = [("x-forwarded-for", spoofed.format(n=number)), ("x-forwarded-for", f"2001:db8:0:1::{number:x}")]
            await one.get("/console/sign-in")
            sent = {"csrf": one.token, "name": f"n{number}", "password": "x"}
            request = one.client.build_request("POST", "/console/sign-in", data=sent)
            request.headers = httpx.Headers([*request.headers.raw, *((a.encode(), b.encode()) for a, b in given)])
            statuses.append((await one.client.send(request)).status_code)

    assert statuses[-1] == 429  # one network of IPv6 is one place


class https_browser:  # noqa: N801  # reads as a function where it is used
    """A browser that comes through a proxy with TLS."""

    def __init__(self, parts: Parts) -> None:
        self.app = Starlette(routes=console_routes(replace(parts, address="https://gongo.example.org")))

    async def __aenter__(self) -> Browser:
        transport = httpx.ASGITransport(self.app, client=("127.0.0.1", 50000))
        self.client = httpx.AsyncClient(transport=transport, base_url="https://gongo.example.org")
        return Browser(self.client)

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()


async def test_gatekeeper_forgets_no_busy_address_for_many_quiet_ones() -> None:
    keeper = Gatekeeper()
    for number in range(30_000):
        keeper.admits(f"quiet {number}", NOW)

    assert len(keeper._tries) <= 10_000
