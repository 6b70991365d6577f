"""Signing in and out, and what each does with the own account: password, second factor, language, sessions."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from urllib.parse import urlsplit

import segno
from starlette.responses import Response

from bot.console.gatekeeper import LOCKED, TRIES
from bot.console.passwords import (
    LONGEST,
    SHORTEST,
    digest_of,
    hashed,
    is_outdated,
    matches,
    new_token,
    new_totp_secret,
    totp_address,
    totp_step,
    weakness,
)
from bot.console.visits import COOKIE, LANGUAGE, ROOT, VISIT, Page, Visit
from bot.storage.audit import Deed
from bot.storage.staff import Session, Staff
from bot.wording.catalogue import LANGUAGES

_hashing = asyncio.Semaphore(2)  # argon2 takes its memory for each


async def _checked(password: str, hash: str | None) -> bool:
    async with _hashing:
        return await asyncio.to_thread(matches, password, hash)


async def _hash(password: str) -> str:
    async with _hashing:
        return await asyncio.to_thread(hashed, password)


# --- signing in -------------------------------------------------------------------------------------------------


async def sign_in_form(visit: Visit) -> Response:
    if visit.staff is not None:
        return visit.go("home")
    return await _sign_in_page(visit)


async def _sign_in_page(visit: Visit, status: int = 200, problem: str = "", name: str = "") -> Response:
    is_first = not await visit.parts.storage().staff.any()
    next = visit.asked("next") or visit.field("next")
    return visit.show("sign_in.html", status, problem=problem, name=name, is_first=is_first, next=next)


async def sign_in(visit: Visit) -> Response:
    """A wrong name, a wrong password and a wrong code are told in the same words."""
    name, password, code = visit.field("name", 64), visit.form.get("password"), visit.field("code", 20)
    if not visit.parts.gatekeeper.admits(_address(visit), visit.now):
        return await _sign_in_page(visit, 429, visit.say("console_sign_in_slow"), name)
    book = visit.parts.storage().staff
    found = await book.named(name)
    usable = found if found and found.active and not _is_locked(found, visit) else None
    right = await _checked(password if isinstance(password, str) else "", usable.password if usable else None)
    if usable is not None and right and usable.totp is not None:
        step = totp_step(usable.totp, code, visit.now)
        right = step is not None and await book.use_step(usable.id, step)
    if usable is None or not right:
        await _count_failure(visit, usable)
        return await _sign_in_page(visit, 401, visit.say("console_sign_in_wrong"), name)
    values = {"failures": 0, "locked_until": None}
    if is_outdated(usable.password) and isinstance(password, str):
        values["password"] = await _hash(password)  # type: ignore[assignment]
    await book.keep(usable.id, **values)
    await _begin(visit, usable)
    await visit.parts.storage().audit.note(Deed(usable.name, "sign_in", f"staff:{usable.name}"), visit.now)
    return _onward(visit)


def _is_locked(found: Staff, visit: Visit) -> bool:
    return found.locked_until is not None and found.locked_until > visit.now


async def _count_failure(visit: Visit, found: Staff | None) -> None:
    if found is None:
        return
    storage, failures = visit.parts.storage(), found.failures + 1
    if failures < TRIES:
        await storage.staff.keep(found.id, failures=failures)
        return
    locked = storage.staff.change(found.id, failures=0, locked_until=visit.now + LOCKED)
    await storage.audit.done(Deed(found.name, "lock", f"staff:{found.name}"), visit.now, locked)


async def _begin(visit: Visit, found: Staff) -> None:
    """A new session with a new cookie, whatever the browser brought."""
    book, token = visit.parts.storage().staff, new_token()
    if visit.session is not None:
        await book.end(visit.session.digest)
    await book.begin(Session(digest_of(token), found.id, new_token(), visit.now, visit.now))
    await book.end_idle(visit.now - timedelta(hours=1), visit.now - timedelta(hours=12))
    visit.cookies |= {COOKIE: token, VISIT: None}


def _onward(visit: Visit) -> Response:
    """To the page that was wanted, if it is one of ours."""
    from starlette.responses import RedirectResponse

    wanted = urlsplit(visit.field("next"))
    is_ours = not wanted.scheme and not wanted.netloc and wanted.path.startswith(ROOT + "/")
    if is_ours and "\\" not in wanted.path and "//" not in wanted.path:
        return RedirectResponse(wanted.path, 303)
    return visit.go("home")


def _address(visit: Visit) -> str:
    """Where the request comes from; behind a proxy, what the proxy says."""
    if visit.parts.address is not None:
        told = visit.request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        if told:
            return told
    return visit.request.client.host if visit.request.client else ""


async def sign_out(visit: Visit) -> Response:
    if visit.session is not None:
        await visit.parts.storage().staff.end(visit.session.digest)
    visit.cookies[COOKIE] = None
    return visit.go("sign_in")


async def choose_language(visit: Visit) -> Response:
    chosen = visit.field("language", 2)
    if chosen in LANGUAGES:
        if visit.staff is not None:
            await visit.parts.storage().staff.keep(visit.staff.id, language=chosen)
        visit.cookies[LANGUAGE] = chosen
    return visit.go("home" if visit.staff is not None else "sign_in")


# --- the own account --------------------------------------------------------------------------------------------


async def account(visit: Visit) -> Response:
    return await _account_page(visit)


async def _account_page(visit: Visit, status: int = 200, problem: str = "", secret: str = "") -> Response:
    sessions = await visit.parts.storage().staff.sessions_of(visit.who.id)
    qr = segno.make(totp_address(secret, visit.who.name)).svg_inline(scale=4, light="#fff") if secret else ""
    return visit.show(
        "account.html", status, problem=problem, secret=secret, qr=qr, sessions=sessions, shortest=SHORTEST, longest=LONGEST
    )  # fmt: skip


async def change_account(visit: Visit) -> Response:
    match visit.field("do", 20):
        case "password":
            return await _change_password(visit)
        case "totp_begin":
            return await _account_page(visit, secret=new_totp_secret())
        case "totp_on":
            return await _totp_on(visit)
        case "totp_off":
            return await _totp_off(visit)
        case "end_sessions":
            ended = visit.parts.storage().staff.change(
                visit.who.id, ends_sessions=True, but=_own(visit), active=True
            )
            await _deed(visit, "end_sessions", ended)
            return visit.go("account", done="console_done_sessions")
        case _:
            return await _account_page(visit, 400)


async def _change_password(visit: Visit) -> Response:
    old, new = visit.form.get("old"), visit.form.get("new")
    if not isinstance(old, str) or not isinstance(new, str) or not await _checked(old, visit.who.password):
        await _count_failure(visit, visit.who)
        return await _account_page(visit, 400, visit.say("console_password_wrong"))
    if new != visit.form.get("again"):
        return await _account_page(visit, 400, visit.say("console_password_differs"))
    problem = "console_password_same" if new == old else weakness(new, visit.who.name)
    if problem is not None:
        told = visit.say(problem, shortest=SHORTEST, longest=LONGEST)
        return await _account_page(visit, 400, told)
    changed = visit.parts.storage().staff.change(
        visit.who.id, ends_sessions=True, but=_own(visit), password=await _hash(new), must_change=False, failures=0
    )  # fmt: skip
    await _deed(visit, "password", changed)
    return visit.go("account", done="console_done_password")


async def _totp_on(visit: Visit) -> Response:
    """Only once a code proves that the app has the secret."""
    secret = visit.field("secret", 64)
    if visit.who.totp is not None or not secret.isalnum() or len(secret) != len(new_totp_secret()):
        return await _account_page(visit, 400)
    try:
        step = totp_step(secret, visit.field("code", 20), visit.now)
    except ValueError:
        return await _account_page(visit, 400)
    if step is None:
        return await _account_page(visit, 400, visit.say("console_code_wrong"), secret)
    on = visit.parts.storage().staff.change(visit.who.id, totp=secret, totp_step=step)
    await _deed(visit, "totp_on", on)
    return visit.go("account", done="console_done_totp_on")


async def _totp_off(visit: Visit) -> Response:
    old = visit.form.get("old")
    if not isinstance(old, str) or not await _checked(old, visit.who.password):
        await _count_failure(visit, visit.who)
        return await _account_page(visit, 400, visit.say("console_password_wrong"))
    await _deed(visit, "totp_off", visit.parts.storage().staff.change(visit.who.id, totp=None))
    return visit.go("account", done="console_done_totp_off")


async def _deed(visit: Visit, action: str, job: object) -> None:
    deed = Deed(visit.who.name, action, f"staff:{visit.who.name}")
    await visit.parts.storage().audit.done(deed, visit.now, job)  # type: ignore[arg-type]


def _own(visit: Visit) -> str:
    return visit.session.digest if visit.session else ""


PAGES = (
    Page("/sign-in", "sign_in", None, sign_in_form, sign_in),
    Page("/sign-out", "sign_out", "viewer", None, sign_out),
    Page("/language", "language", None, None, choose_language),
    Page("/account", "account", "viewer", account, change_account),
)
