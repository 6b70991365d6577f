"""Signing in and out, and what each does with the own account: password, second factor, language, sessions."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from datetime import timedelta
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

import segno
from starlette.responses import RedirectResponse, Response

from bot.console.gatekeeper import LOCKED, TRIES
from bot.console.passwords import (
    LONGEST,
    SHORTEST,
    digest_of,
    new_token,
    new_totp_secret,
    totp_address,
    totp_step,
    weakness,
)
from bot.console.visits import COOKIE, KNOWN, LANGUAGE, ROOT, VISIT, Page, Visit
from bot.storage.audit import Deed
from bot.storage.keys import derived
from bot.storage.staff import Session, Staff
from bot.wording.catalogue import LANGUAGES

_FORM_BYTES = 2**14  # of a form that anybody may send


async def _checked(visit: Visit, password: str, hash: str | None) -> bool:
    async with visit.parts.gatekeeper.hashing:
        return await asyncio.to_thread(visit.parts.passwords.matches, password, hash)


async def _hash(visit: Visit, password: str) -> str:
    async with visit.parts.gatekeeper.hashing:
        return await asyncio.to_thread(visit.parts.passwords.hashed, password)


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
    found = found if found is not None and found.active else None
    usable = found if await _admitted(visit, found) else None
    hash = usable.password if usable else None
    right = await _checked(visit, password if isinstance(password, str) else "", hash)
    if usable is not None and right and usable.totp is not None:
        step = totp_step(usable.totp, code, visit.now)
        right = step is not None and await book.use_step(usable.id, step)
    if usable is None or not right:
        return await _sign_in_page(visit, 401, visit.say("console_sign_in_wrong"), name)
    values = {"failures": 0, "locked_until": None}
    if visit.parts.passwords.is_outdated(usable.password) and isinstance(password, str):
        values["password"] = await _hash(visit, password)  # type: ignore[assignment]
    await book.keep(usable.id, **values)
    await _begin(visit, usable)
    await visit.parts.storage().audit.note(Deed(usable.name, "sign_in", f"staff:{usable.name}"), visit.now)
    return _onward(visit)


async def _admitted(visit: Visit, found: Staff | None) -> bool:
    """Counts a try with a password of this account, or of none with the same work.

    A browser from which this account signed in before has a count of its own: strangers can lock an account for all
    other browsers, but never its owner out.
    """
    if found is not None and (browser := _known(visit, found)):
        return visit.parts.gatekeeper.admits(f"browser {browser}", visit.now, TRIES, LOCKED)
    storage = visit.parts.storage()
    admission = await storage.staff.admit(found.id if found else 0, visit.now, TRIES, LOCKED)
    if admission == "locked" and found is not None:
        await storage.audit.note(Deed(found.name, "lock", f"staff:{found.name}"), visit.now)
    return admission == "admitted"


def _known(visit: Visit, found: Staff) -> str:
    """The name of a browser that this account used before; empty for any other."""
    browser, _, seal = (visit.cookie(KNOWN) or "").partition(".")
    return browser if hmac.compare_digest(seal.encode(), _seal(visit, found, browser).encode()) else ""


def _seal(visit: Visit, found: Staff, browser: str) -> str:
    return derived(visit.parts.storage().key, "known", f"{found.id} {browser}")


async def _begin(visit: Visit, found: Staff) -> None:
    """A new session with a new cookie, whatever the browser brought."""
    book, token = visit.parts.storage().staff, new_token()
    if visit.session is not None:
        await book.end(visit.session.digest)
    await book.begin(Session(digest_of(token), found.id, new_token(), visit.now, visit.now))
    await book.end_idle(visit.now - timedelta(hours=1), visit.now - timedelta(hours=12))
    visit.cookies |= {COOKIE: token, VISIT: None}
    if not _known(visit, found):
        browser = secrets.token_hex(16)
        visit.cookies[KNOWN] = f"{browser}.{_seal(visit, found, browser)}"


def _onward(visit: Visit) -> Response:
    """To the page that was wanted, if it is one of ours."""
    try:
        wanted = urlsplit(visit.field("next"))
    except ValueError:
        return visit.go("home")
    is_ours = not wanted.scheme and not wanted.netloc and wanted.path.startswith(ROOT + "/")
    if is_ours and "\\" not in wanted.path and "//" not in wanted.path:
        return RedirectResponse(wanted.path, 303)
    return visit.go("home")


def _address(visit: Visit) -> str:
    """Where the request comes from; behind a proxy, what the proxy says, which writes last. One network of IPv6 is one
    place: whoever has an address there has all of them."""
    peer = visit.request.client.host if visit.request.client else ""
    told = ",".join(visit.request.headers.getlist("x-forwarded-for")) if visit.parts.address else ""
    try:
        address = ip_address(told.rpartition(",")[2].strip() or peer)
    except ValueError:
        return peer
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


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
    if not isinstance(old, str) or not isinstance(new, str) or not await _is_own(visit, old):
        return await _account_page(visit, 400, visit.say("console_password_wrong"))
    if new != visit.form.get("again"):
        return await _account_page(visit, 400, visit.say("console_password_differs"))
    problem = "console_password_same" if new == old else weakness(new, visit.who.name)
    if problem is not None:
        told = visit.say(problem, shortest=SHORTEST, longest=LONGEST)
        return await _account_page(visit, 400, told)
    changed = visit.parts.storage().staff.change(
        visit.who.id, ends_sessions=True, but=_own(visit), password=await _hash(visit, new), must_change=False, failures=0
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
    if not isinstance(old, str) or not await _is_own(visit, old):
        return await _account_page(visit, 400, visit.say("console_password_wrong"))
    await _deed(visit, "totp_off", visit.parts.storage().staff.change(visit.who.id, totp=None, failures=0))
    return visit.go("account", done="console_done_totp_off")


async def _is_own(visit: Visit, password: str) -> bool:
    """Whether it is the password of who is signed in; a stolen session may not try without end."""
    hash = visit.who.password if await _admitted(visit, visit.who) else None
    return await _checked(visit, password, hash)


async def _deed(visit: Visit, action: str, job: object) -> None:
    deed = Deed(visit.who.name, action, f"staff:{visit.who.name}")
    await visit.parts.storage().audit.done(deed, visit.now, job)  # type: ignore[arg-type]


def _own(visit: Visit) -> str:
    return visit.session.digest if visit.session else ""


PAGES = (
    Page("/sign-in", "sign_in", None, sign_in_form, sign_in, largest=_FORM_BYTES),
    Page("/sign-out", "sign_out", "viewer", None, sign_out),
    Page("/language", "language", None, None, choose_language, largest=_FORM_BYTES),
    Page("/account", "account", "viewer", account, change_account),
)
