"""The attacker's side: what somebody tries who wants in, more rights, or the service down. Scripts in a real browser are
in tests/browser/test_attacks.py; roles, forged forms and headers of every page in test_guards.py."""

from __future__ import annotations

import asyncio
import base64
import csv
import inspect
import io
import logging
import re
import sqlite3
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest
from starlette.applications import Starlette

from bot.console import visits
from bot.console.application import PAGES, console_routes
from bot.console.gatekeeper import LOCKED, TRIES, Gatekeeper
from bot.console.parts import Parts
from bot.console.passwords import LONGEST, Passwords
from bot.console.visits import HEADERS, ROOT, Page
from bot.storage.staff import ROLES
from bot.storage.storage import Storage
from bot.wording.catalogue import catalogue
from tests.bot.console.conftest import NOW, PASSWORD, Browser, Clock, add_staff
from tests.bot.console.test_conversations import keep
from tests.bot.console.test_documents import sends
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
    longest, passwords = "x" * LONGEST, Passwords()
    hash = passwords.hashed(longest)

    assert passwords.matches(longest, hash)
    assert not passwords.matches(longest + "y", hash)
    assert not passwords.matches(longest, None)


def test_a_password_is_hashed_as_rfc_9106_recommends() -> None:
    assert Passwords().hashed("any").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


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
async def test_behind_a_proxy_only_its_own_word_counts(spoofed: str, parts: Parts, storage: Storage) -> None:
    """The proxy adds a header of its own after the one that the attacker sent."""
    async with https_browser(parts) as one:
        statuses = []
        for number in range(21):
            given = [
                ("x-forwarded-for", spoofed.format(n=number)),
                ("x-forwarded-for", f"2001:db8:0:1::{number:x}"),
            ]
            await one.get("/console/sign-in")
            sent = {"csrf": one.token, "name": f"n{number}", "password": "x"}
            request = one.client.build_request("POST", "/console/sign-in", data=sent)
            request.headers = httpx.Headers(
                [*request.headers.raw, *((a.encode(), b.encode()) for a, b in given)]
            )
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


# --- sessions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("do", "more"), [("role", {"role": "viewer"}), ("active", {}), ("reset", {})])
async def test_a_stolen_session_ends_when_an_admin_acts(
    do: str, more: dict[str, str], signed_in: SignedIn, browser: MakeBrowser, storage: Storage
) -> None:
    admin, owner, thief = await signed_in("admin"), await signed_in("approver"), browser()
    thief.client.cookies.set("gongo_session", owner.client.cookies["gongo_session"], path="/console")
    assert (await thief.get("/console/audit")).status_code == 200
    found = await storage.staff.named("approver")
    assert found is not None
    await admin.get("/console/people")

    await admin.post("/console/people", {"do": do, "id": str(found.id), **more})

    assert (await thief.get("/console/audit")).url.path == "/console/sign-in"


async def test_the_tokens_of_sessions_have_256_bits(browser: MakeBrowser, storage: Storage) -> None:
    await add_staff(storage, "kim", "viewer")
    tokens = set()
    for _ in range(3):
        one = browser()
        await one.signs_in("kim")
        tokens.add(one.client.cookies["gongo_session"])

    assert len(tokens) == 3
    assert {len(base64.urlsafe_b64decode(one + "=")) for one in tokens} == {32}


async def test_by_https_cookies_are_bound_to_this_host(parts: Parts, storage: Storage) -> None:
    await add_staff(storage, "kim", "viewer")
    async with https_browser(parts) as one:
        await one.get("/console/sign-in")
        response = await one.post("/console/sign-in", {"name": "kim", "password": PASSWORD}, follow=False)
        told = [*one.seen[0].headers.get_list("set-cookie"), *response.headers.get_list("set-cookie")]
        home = await one.get("/console/")

        one.client.cookies.clear()  # what a host beside this one can set is not taken
        one.client.cookies.set("gongo_session", "x", domain="example.org")
        shown = await one.get("/console/sign-in")

    assert home.url.path == "/console/"
    assert {one.partition("=")[0] for one in told} == {
        "__Host-gongo_visit",
        "__Host-gongo_session",
        "__Host-gongo_known",
    }
    for cookie in told:
        assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; ")), cookie
        assert "Domain" not in cookie
    assert home.headers["strict-transport-security"].startswith("max-age=31536000")
    assert any(one.startswith("__Host-gongo_visit=") for one in shown.headers.get_list("set-cookie"))


async def test_what_a_page_showed_is_not_kept_by_the_browser(signed_in: SignedIn) -> None:
    admin = await signed_in("admin")
    for page in PAGES:
        if page.get is not None:
            response = await admin.client.get(path_of(page))
            assert "no-store" in response.headers["cache-control"], page.name


# --- requests that no browser sends ------------------------------------------------------------------------------


@pytest.mark.parametrize("page", POSTS, ids=lambda page: page.name)
async def test_a_forged_change_is_refused_in_every_dress(page: Page, signed_in: SignedIn) -> None:
    admin = await signed_in("admin")
    path, form = path_of(page), {"csrf": admin.token, "do": "nothing of the kind"}
    send = admin.client.post
    forged = [
        await send(path, data=form, headers={"sec-fetch-site": "cross-site"}),
        await send(path, data=form, headers={"sec-fetch-site": "same-site"}),
        await send(path, data=form, headers={"origin": "https://127.0.0.1.evil.example"}),
        await send(path, data=form, headers={"origin": "http://["}),
        await send(path, data=form, headers={"origin": ""}),
        await send(f"{path}?csrf={admin.token}", data={"do": "nothing of the kind"}),
        await send(path, files={"do": (None, "nothing of the kind")}),
        await send(path, data={**form, "csrf": "é"}),
        await send(path, data={**form, "csrf": [admin.token[:-1], "x"]}),
        await send(path, files={"csrf": ("csrf", admin.token.encode())}),
    ]
    typed = [
        await send(path, json=form),
        await send(path, content=b"csrf=" + admin.token.encode(), headers={"content-type": "text/plain"}),
        await send(path, content=b"csrf=" + admin.token.encode()),
    ]

    assert [one.status_code for one in forged] == [403] * len(forged)
    assert [one.status_code for one in typed] == [415] * len(typed)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
async def test_no_other_method_does_anything(page: Page, signed_in: SignedIn, storage: Storage) -> None:
    admin = await signed_in("admin")
    before = rows_of(storage)
    overriding = {"x-http-method-override": "POST", "x-method-override": "POST", "x-csrf-token": admin.token}
    sent = {"csrf": admin.token, "_method": "POST", "do": "add", "name": "mallory", "role": "admin"}
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        assert (await admin.client.request(method, path_of(page), headers=overriding)).status_code == 405, (
            method
        )
    if page.get is not None:
        response = await admin.client.get(path_of(page), headers=overriding, params=sent)
        assert response.status_code < 500
        assert "access-control-allow-origin" not in response.headers

    assert rows_of(storage) == before


@pytest.mark.parametrize(
    "host", ["evil.example", "[", "127.0.0.1@evil.example", "", "127.0.0.1.evil.example", "a b"]
)
async def test_another_host_is_not_served(host: str, browser: MakeBrowser) -> None:
    response = await browser().client.get(
        "/console/sign-in", headers={"host": host, "x-forwarded-host": "127.0.0.1"}
    )

    assert response.status_code == 421


@pytest.mark.parametrize(
    "charset", ["utf-7", "unicode_escape", "punycode", "idna", "zlib", "utf-16; charset=utf-8"]
)
async def test_odd_encodings_are_refused(charset: str, signed_in: SignedIn) -> None:
    admin = await signed_in("admin")
    body = f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{admin.token}\\ud800\r\n--x--\r\n'

    response = await admin.client.post(
        "/console/people",
        content=body.encode(),
        headers={"content-type": f"multipart/form-data; boundary=x; charset={charset}"},
    )

    assert response.status_code == 415


@pytest.mark.parametrize("page", [page for page in POSTS if page.role is None], ids=lambda page: page.name)
async def test_strangers_may_send_only_little(page: Page, browser: MakeBrowser) -> None:
    one = browser()
    await one.get("/console/sign-in")

    long = await one.client.post(path_of(page), data={"csrf": one.token, "name": "x" * 20_000})
    many = await one.client.post(path_of(page), content=b"a&" * 1000, headers={"content-type": "application/x-www-form-urlencoded"})  # fmt: skip

    assert (long.status_code, many.status_code) == (413, 400)


async def test_a_body_that_does_not_come_is_not_waited_for(
    application: Starlette, monkeypatch: pytest.MonkeyPatch, signed_in: SignedIn
) -> None:
    admin = await signed_in("admin")
    monkeypatch.setattr(visits, "_FORM_SECONDS", 0.05)

    async def dribble() -> AsyncIterator[bytes]:
        yield b"csrf="
        await asyncio.Event().wait()

    kind = "application/x-www-form-urlencoded"
    response = await admin.client.post(
        "/console/people", content=dribble(), headers={"content-type": kind, "content-length": "100"}
    )
    without = await admin.client.post("/console/people", content=dribble(), headers={"content-type": kind})

    assert (response.status_code, without.status_code) == (408, 411)


NUMBERS = (
    "9" * 20,
    "9" * 5000,
    "-1",
    "1.5",
    "٣",
    "0x1",
    "1%00",
    "1%0d%0aSet-Cookie:a=b",
    "%F0%9F%98%80",
    "1' OR '1'='1",
)
NAMES = ("..%2f..%2fkey", "%2e%2e%2fkey", "%00", "a%0d%0aSet-Cookie:%20a=b", "{{7*7}}", "${7*7}", "x" * 5000, "' OR 1=1--", "CON", "~root")  # fmt: skip


@pytest.mark.parametrize("page", [page for page in PAGES if "{" in page.path], ids=lambda page: page.name)
async def test_no_address_leads_anywhere_else(page: Page, signed_in: SignedIn) -> None:
    admin = await signed_in("admin")
    token = admin.token
    for given in NUMBERS if ":int}" in page.path else NAMES:
        path = ROOT + re.sub(r"\{\w+(?::\w+)?\}", given.replace("{", "%7B").replace("}", "%7D"), page.path)
        responses = [await admin.client.get(path)]
        responses.append(await admin.client.post(path, data={"csrf": token, "do": "remove"}))
        for response in responses:
            assert response.status_code in (303, 400, 403, 404, 405), (path[:80], response.status_code)
            assert "set-cookie" not in response.headers or "a=b" not in response.headers["set-cookie"]
            assert "49" not in re.findall(r"<h1>(.*?)</h1>", response.text)


@pytest.mark.parametrize("page", [page for page in PAGES if page.get], ids=lambda page: page.name)
async def test_what_an_address_asks_cannot_break_a_page(
    page: Page, signed_in: SignedIn, storage: Storage
) -> None:
    """Every name that any page reads from its address, together, and each that may be this page's own, with values
    that are none."""
    admin = await signed_in("admin")
    for id in range(1, 3):
        await keep(storage, f"q{id}")
    names = sorted(names_asked("".join(one.read_text() for one in CONSOLE.glob("*.py"))))
    assert {"before", "q", "version", "chat"} <= set(names)
    assert page.get is not None
    own = names_asked(inspect.getsource(inspect.getmodule(page.get)))
    for value in (
        "x",
        "-1",
        "9" * 30,
        "9" * 18,
        "²",
        "٣",
        "1e5",
        "\x00",
        "%",
        "'\"<>",
        "2026-13-45",
        "https://evil.example",
        "[",
        "1-1",
    ):
        response = await admin.client.get(path_of(page), params=dict.fromkeys(names, value))
        assert response.status_code < 500, (value, page.name)
        assert "evil.example" not in response.headers.get("location", "")
        for name in own:
            response = await admin.client.get(path_of(page), params={name: value})
            assert response.status_code < 500, (name, value, page.name)


def names_asked(source: str) -> set[str]:
    return set(re.findall(r'asked\(\s*"(\w+)"', source))


async def test_what_is_said_to_be_done_is_one_of_our_own_sentences(signed_in: SignedIn) -> None:
    admin = await signed_in("admin")
    for key in (one for one in catalogue("en") if one.startswith("console_done_")):
        assert (await admin.get(f"/console/?done={key}")).status_code == 200, key
    await admin.get("/console/?done=console_done_<script>")

    assert 'class="told"' not in admin.page


@pytest.mark.parametrize("next", ["//[", "http://[", "/console/\t/evil.example", "/console/\r\nSet-Cookie: a=b", "/console/%0d%0aSet-Cookie:a=b", "/console/..//evil.example"])  # fmt: skip
async def test_the_way_on_stays_here(next: str, browser: MakeBrowser, storage: Storage) -> None:
    await add_staff(storage, "kim", "viewer")
    one = browser()
    await one.get("/console/sign-in")

    response = await one.post(
        "/console/sign-in", {"name": "kim", "password": PASSWORD, "next": next}, follow=False
    )

    assert response.status_code == 303
    assert response.headers["location"].startswith("/console/")
    assert "//" not in response.headers["location"]
    assert not any("a=b" in cookie for cookie in response.headers.get_list("set-cookie"))
    assert "\n" not in response.headers["location"]


# --- rights and what is written down -----------------------------------------------------------------------------


def rows_of(storage: Storage) -> dict[str, list[Any]]:
    """All that is stored and that somebody could change, but for the audit and what no deed changes."""
    own = {"audit", "staff_session", "bench_chat", "alembic_version"}
    counted = {"failures", "totp_step", "locked_until", "language", "last_used"}
    found: dict[str, list[Any]] = {}
    with closing(sqlite3.connect(storage._engine.url.database or "")) as connection:
        connection.row_factory = sqlite3.Row
        for (name,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            if name not in own and not name.startswith("sqlite_"):
                rows = connection.execute(f'select * from "{name}"').fetchall()
                found[name] = [{key: row[key] for key in row.keys() if key not in counted} for row in rows]  # noqa: SIM118
    return found


def files_of(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (home / "documents").rglob("*") if path.is_file()}


def deeds() -> list[str]:
    """Every value of `do` that a form sends or a page knows."""
    found = {
        one
        for file in TEMPLATES.glob("*.html")
        for one in re.findall(r'name="do"\s+value="(\w+)"', file.read_text())
    }
    for file in CONSOLE.glob("*.py"):
        found |= set(re.findall(r'case "(\w+)"', file.read_text()))
        found |= set(re.findall(r'"do", \d+\) [!=]= "(\w+)"', file.read_text()))
    return sorted(found)


# What forms of any page may hold: enough for each action to be done, where what it is done to exists.
FILLED = {
    "role": "editor", "name": "lee.new", "title": "제목", "state": "to_write", "note": "메모", "question": "보증금이 얼마인가요?",
    "language": "ko", "topic": "cap", "confirmed": "yes", "reason": "이유", "edition": "2025", "ko": "잠시 쉽니다.",
    "en": "Paused.", "scope": "ask", "scopes": "ask", "rate": "60", "text": "기초 단계는 얼마까지 지원되나요?", "rank": "3",
    "version": "0", "to": "0", "most": "60", **FORM, "id": "2",
}  # fmt: skip


async def filled(storage: Storage, parts: Parts, signed_in: SignedIn) -> Browser:
    """Something of each kind, with the number 1, and an admin who looks at it."""
    admin = await signed_in("admin")
    await add_staff(storage, "second", "viewer")
    await kept(storage, golden_entry("kept-1"))
    await logs(storage, 1, "보증금이 얼마인가요?", topics=("deposit",))
    await admin.get("/console/gaps")
    await parts.gaps.ended()
    publisher = getattr(parts, "publisher", None)
    if publisher is not None:
        found = await storage.staff.named("admin")
        assert found is not None
        await publisher.begin("제목", found)
    await admin.get("/console/")
    return admin


@pytest.mark.parametrize("page", POSTS, ids=lambda page: page.name)
async def test_every_change_leaves_an_entry(
    page: Page, storage: Storage, parts: Parts, signed_in: SignedIn, tmp_path: Path
) -> None:
    admin = await filled(storage, parts, signed_in)
    token, silent, changes = admin.token, [], 0
    for do in deeds():
        rows, files, entries = rows_of(storage), files_of(tmp_path), await storage.audit.entries(1)
        sent = {"csrf": token, "do": do, **FILLED}
        response = await admin.client.post(path_of(page), data=sent)
        assert response.status_code < 500, (page.name, do)
        has_changed = (rows, files) != (rows_of(storage), files_of(tmp_path))
        changes += has_changed
        if has_changed and await storage.audit.entries(1) == entries:
            silent.append((page.name, do))
        await parts.rehearsal.ended()

    assert silent == []
    assert (await storage.audit.verify()).broken is None
    if page.name in {"people", "gaps.group", "golden", "golden_new", "golden.case"}:
        assert changes, page.name  # else this table shows nothing


@pytest.mark.parametrize("role", ROLES)
async def test_no_action_raises_anybody_s_own_rights(
    role: str, storage: Storage, parts: Parts, signed_in: SignedIn
) -> None:
    """Every action of every page, sent by every role: who has too little of it changes nothing at all."""
    await filled(storage, parts, signed_in)
    one = await signed_in(role, name="mallory")
    token, found = one.token, await storage.staff.named("mallory")
    assert found is not None
    for page in POSTS:
        least = page.least("POST")
        if least is None or ROLES.index(role) >= ROLES.index(least):  # type: ignore[arg-type]
            continue
        before = rows_of(storage)
        for do in deeds():
            sent = {
                **FILLED,
                "csrf": token,
                "do": do,
                "id": str(found.id),
                "role": "admin",
                "changes": "admin",
            }
            assert (await one.client.post(path_of(page), data=sent)).status_code == 403, (page.name, do)
        assert rows_of(storage) == before, page.name
    for do in ("password", "totp_on", "role", "active"):  # fields that no form has are not taken
        mass = {"csrf": token, "do": do, "id": "1", "role": "admin", "active": "0", "old": PASSWORD}
        await one.client.post("/console/account", data=mass)
    after = await storage.staff.named("mallory")
    assert after is not None
    assert (after.role, after.active, after.password) == (found.role, True, found.password)


async def test_what_waits_or_was_made_by_another_session_is_not_there(
    signed_in: SignedIn, browser: MakeBrowser
) -> None:
    """Also for the same person in another browser, and for who may do more."""
    one, admin, same = await signed_in("editor"), await signed_in("admin"), browser()
    await same.signs_in("editor")
    path = (await sends(one)).url.path
    for other in (admin, same):
        await other.get("/console/")
        assert (await other.get(path)).status_code == 404
        for do in ("details", "accept", "discard"):
            assert (await other.post(path, {"do": do})).status_code == 404

    assert (await one.get(path)).status_code == 200


# --- files and texts ---------------------------------------------------------------------------------------------


def word(body: bytes, **more: bytes) -> bytes:
    """A Word file with this document inside."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", body)
        for name, content in more.items():
            archive.writestr(name, content)
    return made.getvalue()


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]><x>&m;</x>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
BOMBS = {
    "zip": ("a.docx", word(b"<x>" + b"0" * 120_000_000 + b"</x>")),
    "laughs": ("a.docx", word(LAUGHS)),
    "outside": ("a.docx", word(OUTSIDE)),
    "up": ("a.docx", word(b"<x/>", **{"../../evil.txt": b"x"})),
    "pdf": ("a.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\n" + b"[" * 200_000 + b"\ntrailer<</Root 1 0 R>>"),
    "yaml": ("a.md", b"---\nid: &a [x, x]\ntitle: [*a, *a, *a]\n---\ntext\n"),
    "html": ("a.html", b"<html>" + b"<div>" * 50_000),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
async def test_a_bomb_does_no_harm_and_others_are_served_meanwhile(
    bomb: str, signed_in: SignedIn, tmp_path: Path
) -> None:
    one, other = await signed_in("editor"), await signed_in("viewer")
    name, content = BOMBS[bomb]

    reading = asyncio.create_task(sends(one, content, name))
    async with asyncio.timeout(60):
        assert (await other.get("/console/documents")).status_code == 200
        response = await reading

    assert response.status_code == 400 or bomb in ("html", "pdf")  # what is read of it is what it says
    assert "root:" not in response.text
    assert not list(tmp_path.rglob("evil*"))


async def test_files_are_read_one_at_a_time(signed_in: SignedIn, parts: Parts) -> None:
    one = await signed_in("editor")
    await one.get("/console/documents/add")
    async with parts.reading:
        waiting = asyncio.create_task(sends(one))
        await (await signed_in("viewer")).get("/console/")
        assert not waiting.done()

    assert (await waiting).status_code == 200


@pytest.mark.parametrize(
    "id", ['x"; filename="y.exe', "../../key", "a\\r\\nSet-Cookie: a=b", "<script>", "a/b", "한글"]
)
async def test_what_front_matter_says_is_never_taken_for_a_name(
    id: str, signed_in: SignedIn, tmp_path: Path
) -> None:
    one = await signed_in("editor")
    head = "".join(f'{key}: "{value}"\n' for key, value in {
        "id": id.replace('"', '\\"'), "language": "ko", "title": "t", "publisher": "p", "date": "2026", "address": "https://a.example/", "rank": "3",
    }.items())  # fmt: skip

    response = await sends(one, f"---\n{head}---\n본문입니다.\n", "a.md")

    assert response.status_code == 400
    assert not (tmp_path / "documents").exists()


FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1")


async def test_no_question_becomes_a_formula_in_a_spreadsheet(signed_in: SignedIn, storage: Storage) -> None:
    for formula in FORMULAS:
        await keep(storage, formula, replies_text=formula, topics=formula, reason=formula, pack=formula)
    one = await signed_in("editor")

    response = await one.post("/console/conversations/export", {"do": "export"})

    assert response.headers["content-disposition"].startswith("attachment;")
    assert response.headers["content-type"].startswith("text/csv")
    cells = [cell for row in csv.reader(io.StringIO(response.text)) for cell in row]
    assert len(cells) > len(FORMULAS)
    assert [cell for cell in cells if cell.startswith(("=", "@", "+", "-", "\t", "\r", "\n", "＝"))] == []


async def test_a_pattern_cannot_keep_the_service_busy(
    signed_in: SignedIn, storage: Storage, parts: Parts
) -> None:
    """A golden case is run in the background; its pattern is of those that `re` would never come back from."""
    one = await signed_in("editor")
    await one.get("/console/golden/new")
    saved = await one.post(
        "/console/golden/new", {**FORM, "do": "save", "mentions": r"(?:\S+\s*)+☃", "day": "2026-11-22"}
    )
    assert saved.status_code == 200
    await one.post("/console/golden", {"do": "run"})
    assert (await one.get("/console/")).status_code == 200  # while it runs

    await parts.rehearsal.ended()

    (run,) = await storage.golden.runs(1)
    ((_, outcome),) = await storage.golden.outcomes(run.id, failed=True)
    assert any("takes too long" in one for one in outcome.faults)


@pytest.mark.parametrize("pattern", ["(", "a{99999999999999999999}", "(" * 900 + ")" * 900])
async def test_what_is_no_pattern_is_told(pattern: str, signed_in: SignedIn) -> None:
    one = await signed_in("editor")
    await one.get("/console/golden/new")

    response = await one.post(
        "/console/golden/new", {**FORM, "do": "save", "mentions": pattern, "day": "2026-11-22"}
    )

    assert response.status_code == 400
    assert "not a pattern" in one.text


@pytest.mark.parametrize("page", ["/console/golden/new", "/console/golden/import"])
async def test_yaml_that_grows_is_refused(page: str, signed_in: SignedIn) -> None:
    one = await signed_in("editor")
    await one.get(page)
    laughs = "a: &a [x]\n" + "".join(f"k{n}: &b{n} [*a, *a]\n" for n in range(20))
    deep = "[" * 50_000

    for written in (laughs, deep, "!!python/object/apply:os.system ['id']"):
        response = await one.post(
            page, {**FORM, "do": "import" if page.endswith("import") else "save", "facts": written, "day": "2026-11-22"},
            files={"file": ("a.yaml", written.encode())},
        )  # fmt: skip
        assert response.status_code == 400


# --- what goes wrong ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/console/nothing", "/console/golden/cases/x", "/nothing", "/console/static/nothing", "/console/documents/nothing"])  # fmt: skip
async def test_an_error_tells_nothing_of_the_inside(path: str, signed_in: SignedIn) -> None:
    one = await signed_in("viewer")

    response = await one.client.get(path)

    assert response.status_code == 404
    for inside in ("Traceback", ".py", "starlette", "sqlite", "/tmp", "Error"):
        assert inside not in response.text, inside
    assert "server" not in response.headers
    assert "x-powered-by" not in response.headers


async def test_tokens_and_passwords_are_in_no_log_and_no_table(
    signed_in: SignedIn, storage: Storage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    one = await signed_in("admin")
    await one.get("/console/people")
    await one.post("/console/people", {"do": "add", "name": "lee", "role": "viewer"})
    told = re.search(r'class="secret">([^<]+)<', one.page)
    assert told
    secrets = [PASSWORD, told[1], one.client.cookies["gongo_session"], one.client.cookies["gongo_known"]]
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    for secret in secrets:
        assert secret.encode() not in written
        assert secret not in caplog.text
    assert not any(secret in str(response.url) for secret in secrets for response in one.seen)


async def test_a_page_cannot_be_told_what_its_headers_are(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")
    for path in ("/console/static/style.css", "/console/static/htmx.min.js", "/console/nothing?a=%0d%0aX: y"):
        response = await one.client.get(path)
        assert "x" not in response.headers
    static = await one.client.get("/console/static/htmx.min.js")
    for name in HEADERS:
        assert name in static.headers
