"""What guards every page: roles, forged forms, hosts, headers. The table of pages is read from the console itself."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest

from bot.console.application import MENU, PAGES
from bot.console.visits import HEADERS, ROOT, Page
from bot.storage.staff import ROLES, Role
from tests.bot.console.conftest import PASSWORD, Browser

SignedIn = Callable[..., Awaitable[Browser]]
TABLE = [
    (page, method, role)
    for page in PAGES
    for method in ("GET", "POST")
    if (page.get if method == "GET" else page.post)
    for role in ROLES
]


def path_of(page: Page) -> str:
    """A path of the page; what it would show need not exist."""
    return ROOT + re.sub(r"\{\w+(?::int)?\}", "1", re.sub(r"\{\w+:path\}", "rules/2025.yaml", page.path))


def named(one: tuple[Page, str, Role]) -> str:
    return f"{one[0].name} {one[1]} {one[2]}"


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_may_do_what_its_pages_allow_and_nothing_else(
    role: Role, signed_in: SignedIn
) -> None:
    one = await signed_in(role)
    token = one.token
    wrong = []
    for page, method, whose in TABLE:
        if whose != role or page.name == "sign_out":
            continue
        least = page.least(method)
        if method == "GET":
            response = await one.client.get(path_of(page))
        else:
            response = await one.client.post(path_of(page), data={"csrf": token, "do": "nothing of the kind"})
        is_refused = response.status_code == 403
        should_be = least is not None and ROLES.index(role) < ROLES.index(least)
        if is_refused != should_be or response.status_code >= 500:
            wrong.append((page.name, method, role, response.status_code))

    assert wrong == []


async def test_nobody_sees_a_page_with_a_role_without_signing_in(browser: Callable[[], Browser]) -> None:
    one = browser()
    await one.get("/console/sign-in")
    for page, method, _ in TABLE:
        if page.least(method) is None:
            continue
        if method == "GET":
            response = await one.client.get(path_of(page))
        else:
            response = await one.client.post(path_of(page), data={"csrf": one.token})
        assert response.status_code == 303, page.name
        assert response.headers["location"].startswith("/console/sign-in"), page.name


async def test_a_change_without_the_sessions_token_is_refused(signed_in: SignedIn) -> None:
    admin = await signed_in("admin")
    other = await signed_in("viewer")
    for page in PAGES:
        if page.post is None:
            continue
        for token in ("", "0" * 43, other.token):
            response = await admin.client.post(path_of(page), data={"csrf": token, "do": "add", "name": "x"})
            assert response.status_code == 403, (page.name, token)


async def test_a_form_from_another_site_is_refused_even_with_the_token(signed_in: SignedIn) -> None:
    admin = await signed_in("admin")
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        response = await admin.client.post("/console/language", data={"csrf": admin.token, "language": "ko"}, headers=headers)  # fmt: skip
        assert response.status_code == 403, headers


async def test_signing_in_needs_the_form_of_this_browser(
    browser: Callable[[], Browser], signed_in: SignedIn
) -> None:
    await signed_in("viewer")
    one, other = browser(), browser()
    await one.get("/console/sign-in")
    await other.get("/console/sign-in")

    response = await one.client.post("/console/sign-in", data={"csrf": other.token, "name": "viewer", "password": PASSWORD})  # fmt: skip

    assert response.status_code == 403


async def test_a_name_that_was_led_to_this_machine_is_not_served(browser: Callable[[], Browser]) -> None:
    response = await browser().client.get("/console/sign-in", headers={"host": "evil.example"})

    assert response.status_code == 421


async def test_every_page_carries_the_headers_that_keep_a_browser_safe(signed_in: SignedIn) -> None:
    admin = await signed_in("admin")
    for page in PAGES:
        if page.get is None:
            continue
        response = await admin.client.get(path_of(page))
        for name, value in HEADERS.items():
            if name != "Cache-Control":
                assert response.headers[name] == value, (page.name, name)


async def test_no_page_holds_script_or_style_of_its_own(signed_in: SignedIn) -> None:
    admin = await signed_in("admin")
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", re.IGNORECASE)
    for page in PAGES:
        if page.get is not None:
            response = await admin.client.get(path_of(page))
            assert inline.search(response.text) is None, (page.name, inline.search(response.text))


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_every_page_is_in_the_language_of_who_looks(language: str, signed_in: SignedIn) -> None:
    one = await signed_in("admin", language=language)
    for item in MENU:
        page = next(page for page in PAGES if page.name == item.name)
        response = await one.client.get(path_of(page))
        assert f'<html lang="{language}">' in response.text, page.name


async def test_the_menu_is_in_groups_and_shows_none_that_would_be_empty(signed_in: SignedIn) -> None:
    admin, viewer = await signed_in("admin"), await signed_in("viewer")
    named = re.compile(r'<ul aria-label="(\w+)">')

    assert named.findall((await admin.client.get("/console/")).text) == [
        "Answers",
        "Knowledge",
        "Administration",
    ]
    assert named.findall((await viewer.client.get("/console/")).text) == ["Answers", "Knowledge"]


async def test_a_body_that_is_too_large_or_no_form_is_refused(signed_in: SignedIn) -> None:
    admin = await signed_in("admin")

    huge = await admin.client.post("/console/people", data={"csrf": admin.token, "name": "x" * 3_000_000})
    json = await admin.client.post("/console/people", json={"csrf": admin.token})
    odd = await admin.client.post("/console/people", content=b"--x\r\n", headers={"content-type": "multipart/form-data; boundary=y"})  # fmt: skip

    assert (huge.status_code, json.status_code) == (413, 415)
    assert odd.status_code in (400, 403)


async def test_static_files_lead_nowhere_else(browser: Callable[[], Browser]) -> None:
    one = browser()
    assert (await one.client.get("/console/static/style.css")).status_code == 200
    for path in (
        "/console/static/../visits.py",
        "/console/static/%2e%2e/visits.py",
        "/console/static/..%2fvisits.py",
    ):
        assert (await one.client.get(path)).status_code in (404, 405), path
