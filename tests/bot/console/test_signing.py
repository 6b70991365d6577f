"""Signing in and out, and what each does with the own account."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pyotp
import pytest

from bot.console.gatekeeper import LOCKED, TRIES
from bot.storage.storage import Storage
from tests.bot.console.conftest import PASSWORD, Browser, Clock, add_staff

MakeBrowser = Callable[..., Browser]
SignedIn = Callable[..., Awaitable[Browser]]


async def test_without_an_account_it_is_told_how_to_make_one(browser: MakeBrowser) -> None:
    one = browser()

    await one.get("/")

    assert "gongo staff add" in one.text
    assert one.seen[-1].url.path == "/console/sign-in"


async def test_who_signs_in_comes_to_the_page_that_was_wanted(browser: MakeBrowser, storage: Storage) -> None:
    await add_staff(storage, "kim", "approver")
    one = browser()
    await one.get("/console/audit")

    response = await one.post("/console/sign-in?next=/console/audit", {"name": "KIM ", "password": PASSWORD, "next": "/console/audit"})  # fmt: skip

    assert response.url.path == "/console/audit"


@pytest.mark.parametrize(
    "next", ["https://evil.example/console/", "//evil.example/console/", "/console/\\evil", "/console//evil.example", "javascript:alert(1)", "/elsewhere"]
)  # fmt: skip
async def test_nobody_is_led_elsewhere(next: str, browser: MakeBrowser, storage: Storage) -> None:
    await add_staff(storage, "kim", "viewer")
    one = browser()
    await one.get("/console/sign-in")

    response = await one.post("/console/sign-in", {"name": "kim", "password": PASSWORD, "next": next}, follow=False)  # fmt: skip

    assert response.headers["location"] == "/console/"


async def test_a_wrong_name_and_a_wrong_password_are_told_alike(
    browser: MakeBrowser, storage: Storage
) -> None:
    await add_staff(storage, "kim", "viewer")
    one, other = browser(), browser()

    first = await one.signs_in("kim", "not the password")
    second = await other.signs_in("nobody", "not the password")

    assert first.status_code == second.status_code == 401
    assert one.text.replace("kim", "") == other.text.replace("nobody", "")


async def test_after_many_wrong_passwords_the_account_is_locked_for_a_while(
    browser: MakeBrowser, storage: Storage, clock: Clock
) -> None:
    await add_staff(storage, "kim", "viewer")
    for number in range(TRIES):
        await browser(f"192.0.2.{number}").signs_in("kim", "wrong wrong wrong")

    locked = await browser("192.0.2.99").signs_in("kim")
    clock.passes(LOCKED + timedelta(seconds=1))
    later = await browser("192.0.2.98").signs_in("kim")

    assert locked.status_code == 401
    assert later.status_code == 200
    assert later.url.path == "/console/"
    assert [one.action for one in await storage.audit.entries(9)].count("lock") == 1


async def test_one_address_may_not_try_without_end(browser: MakeBrowser, storage: Storage) -> None:
    statuses = [(await browser().signs_in(f"name{number}", "wrong")).status_code for number in range(25)]

    assert 429 in statuses
    assert statuses.index(429) <= 20


async def test_signing_in_makes_a_new_session_whatever_cookie_was_brought(
    browser: MakeBrowser, storage: Storage
) -> None:
    await add_staff(storage, "kim", "viewer")
    one = browser()
    one.client.cookies.set("gongo_session", "chosen-by-an-attacker", path="/console")

    await one.signs_in("kim")

    stolen = browser()
    stolen.client.cookies.set("gongo_session", "chosen-by-an-attacker", path="/console")
    assert (await stolen.get("/console/")).url.path == "/console/sign-in"


async def test_the_cookie_is_hidden_from_scripts_and_not_sent_by_other_sites(
    browser: MakeBrowser, storage: Storage
) -> None:
    await add_staff(storage, "kim", "viewer")
    one = browser()
    await one.get("/console/sign-in")

    response = await one.post("/console/sign-in", {"name": "kim", "password": PASSWORD}, follow=False)

    kept = next(v for v in response.headers.get_list("set-cookie") if v.startswith("gongo_session="))
    assert "HttpOnly" in kept
    assert "SameSite=lax" in kept


async def test_signing_out_ends_the_session_on_the_server(signed_in: SignedIn, browser: MakeBrowser) -> None:
    one = await signed_in("viewer")
    token = one.client.cookies["gongo_session"]

    await one.post("/console/sign-out")

    thief = browser()
    thief.client.cookies.set("gongo_session", token, path="/console")
    assert (await thief.get("/console/")).url.path == "/console/sign-in"


async def test_a_session_ends_when_it_is_not_used_and_at_the_latest_after_twelve_hours(
    signed_in: SignedIn, clock: Clock
) -> None:
    idle, busy = await signed_in("viewer"), await signed_in("editor")
    for _ in range(13):
        clock.passes(timedelta(minutes=50))
        await busy.get("/console/")
    still = busy.seen[-1].url.path
    clock.passes(timedelta(minutes=80))

    await busy.get("/console/")
    await idle.get("/console/")

    assert still == "/console/"
    assert busy.seen[-1].url.path == idle.seen[-1].url.path == "/console/sign-in"


async def test_a_password_is_changed_only_with_the_old_one_and_ends_other_sessions(
    signed_in: SignedIn, browser: MakeBrowser
) -> None:
    one, other = await signed_in("viewer"), browser()
    await other.signs_in("viewer")
    new = "새벽-강물-river-77-소리"
    await one.get("/console/account")

    wrong = await one.post("/console/account", {"do": "password", "old": "no", "new": new, "again": new})
    await one.post("/console/account", {"do": "password", "old": PASSWORD, "new": new, "again": new})

    assert wrong.status_code == 400
    assert "The password was changed." in one.text
    assert (await other.get("/console/")).url.path == "/console/sign-in"
    assert (await browser().signs_in("viewer", new)).status_code == 200


@pytest.mark.parametrize("new", ["short", "password1234", "viewerviewer", "aaaaaaaaaaaaaaaa", "x" * 129])
async def test_an_easy_password_is_refused(new: str, signed_in: SignedIn) -> None:
    one = await signed_in("viewer")
    await one.get("/console/account")

    response = await one.post("/console/account", {"do": "password", "old": PASSWORD, "new": new, "again": new})  # fmt: skip

    assert response.status_code == 400


async def test_a_password_set_by_somebody_else_has_to_be_changed_first(
    browser: MakeBrowser, storage: Storage
) -> None:
    id = await add_staff(storage, "kim", "editor")
    await storage.staff.keep(id, must_change=True)
    one = browser()

    await one.signs_in("kim")

    assert one.seen[-1].url.path == "/console/account"
    assert (await one.get("/console/")).url.path == "/console/account"


async def test_with_a_second_factor_a_code_is_asked_for_and_counts_once(
    signed_in: SignedIn, browser: MakeBrowser, clock: Clock, storage: Storage
) -> None:
    one = await signed_in("viewer")
    await one.get("/console/account")
    await one.post("/console/account", {"do": "totp_begin"})
    secret = one.page.partition('name="secret" value="')[2].partition('"')[0]

    def code() -> str:
        return pyotp.TOTP(secret).at(int(clock.now.timestamp()))

    await one.post("/console/account", {"do": "totp_on", "secret": secret, "code": "000000"})
    assert (await storage.staff.named("viewer")).totp is None  # type: ignore[union-attr]
    await one.post("/console/account", {"do": "totp_on", "secret": secret, "code": code()})

    async def with_code(given: str) -> httpx.Response:
        return await browser().signs_in("viewer", code=given)

    assert (await with_code("")).status_code == 401
    clock.passes(timedelta(seconds=60))
    assert (await with_code(code())).status_code == 200
    assert (await with_code(code())).status_code == 401
    stored = await storage.staff.named("viewer")
    assert stored is not None
    assert stored.totp == secret


async def test_the_language_is_kept(signed_in: SignedIn, browser: MakeBrowser) -> None:
    one = await signed_in("viewer", language="en")

    await one.post("/console/language", {"language": "ko"})

    assert "로그아웃" in one.text
    other = browser()
    await other.signs_in("viewer")
    assert "로그아웃" in other.text
