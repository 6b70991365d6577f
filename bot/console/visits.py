"""One request of a browser: who it is, what it may do, and how it is answered. Every page goes through `guarded`.

A page tells its least role, and nothing is served before that is known. Changes are POST only; each carries the token
of its session, and comes from a page of this host.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, get_args
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.console.parts import SEOUL, Parts
from bot.console.passwords import digest_of
from bot.services.live import TOPIC
from bot.storage.database import StorageUnavailable
from bot.storage.keys import derived
from bot.storage.staff import Role, Session, Staff
from bot.wording.catalogue import LANGUAGES, catalogue, say

ROOT = "/console"
COOKIE = "gongo_session"
VISIT = "gongo_visit"  # of browsers that are not signed in: a form's token is made from it
LANGUAGE = "gongo_language"
KNOWN = "gongo_known"  # of browsers from which somebody signed in before
_KNOWN_FOR = 90 * 24 * 3600  # seconds
IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
_TOUCH = timedelta(minutes=1)  # a session's last use is kept that exactly
_FORM_BYTES = 2 * 2**20  # of a form without files
_FIELDS = 200
_FORM_SECONDS = 60.0  # for a form to arrive

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}

Handler = Callable[["Visit"], Awaitable[Response]]
Group = Literal["answers", "knowledge", "administration"]


@dataclass(frozen=True)
class Page:
    """A path under /console (as "/gaps/{id:int}"), and who may see it (`get`) or change with it (`post`).

    `name` is what `Visit.url` calls it by. `role` None: without signing in. `changes` is the least role of `post`,
    `role` if it is not given. `largest` bounds the body of a POST in bytes.
    """

    path: str
    name: str
    role: Role | None
    get: Handler | None = None
    post: Handler | None = None
    changes: Role | None = None
    largest: int = _FORM_BYTES

    def least(self, method: str) -> Role | None:
        return self.changes or self.role if method == "POST" else self.role


@dataclass(frozen=True)
class Item:
    """An entry of the menu: the page's name, its label in the catalogue, who sees it, and among which others."""

    name: str
    label: str
    role: Role = "viewer"
    group: Group = "answers"


@dataclass
class Visit:
    """One request, for one page. `form` is filled for a POST."""

    request: Request
    parts: Parts
    pages: Mapping[str, Page]
    menu: Sequence[Item]
    page: Page
    now: datetime
    staff: Staff | None = None
    session: Session | None = None
    visit_token: str = ""
    form: FormData = field(default_factory=FormData)
    cookies: dict[str, str | None] = field(default_factory=dict)  # to set; None to take away

    @property
    def who(self) -> Staff:
        """Who is signed in, on a page with a role."""
        assert self.staff is not None
        return self.staff

    def cookie_name(self, name: str) -> str:
        """By https one that no other host of the same domain can set."""
        return f"__Host-{name}" if self.parts.is_secure else name

    def cookie(self, name: str) -> str | None:
        return self.request.cookies.get(self.cookie_name(name))

    @property
    def language(self) -> str:
        if self.staff is not None:
            return self.staff.language
        chosen = self.cookie(LANGUAGE) or self.request.headers.get("accept-language", "")[:2]
        return chosen if chosen in LANGUAGES else LANGUAGES[0]

    @property
    def csrf(self) -> str:
        """The token that a form has to carry."""
        if self.session is not None:
            return self.session.csrf
        return derived(self.parts.storage().key, "visit", self.visit_token)

    @property
    def is_part(self) -> bool:
        """Whether htmx asks for a part of the page."""
        return self.request.headers.get("hx-request") == "true"

    def may(self, role: Role) -> bool:
        return self.staff is not None and self.staff.may(role)

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def topic(self, id: str) -> str:
        """What staff call a topic: its id where a pack has one that the catalogue does not know."""
        is_known = f"console_topic_{id}" in catalogue(self.language)
        return self.say(f"console_topic_{id}") if is_known else id

    @property
    def paused_topics(self) -> list[str]:
        """The topics that are not answered for now, in words."""
        names = (one.name for one in self.parts.live.switches)
        return [self.topic(one.removeprefix(TOPIC)) for one in names if one.startswith(TOPIC)]

    def deed(self, action: str) -> str:
        """An action of the audit in words, or as it is kept."""
        is_known = f"console_deed_{action}" in catalogue(self.language)
        return self.say(f"console_deed_{action}") if is_known else action

    @property
    def groups(self) -> Mapping[Group, list[Item]]:
        """The menu as this visitor may use it."""
        mine = [one for one in self.menu if self.may(one.role)]
        grouped = {group: [one for one in mine if one.group == group] for group in get_args(Group)}
        return {group: items for group, items in grouped.items() if items}

    def url(self, name: str, /, query: Mapping[str, object] | None = None, **path: object) -> str:
        """The address of a page."""
        found = self.pages[name].path
        for key, value in path.items():
            for kind in ("", ":int", ":path"):
                written = quote(str(value), safe="/" if kind == ":path" else "")
                found = found.replace(f"{{{key}{kind}}}", written)
        asked = {key: str(value) for key, value in (query or {}).items() if value not in (None, "")}
        return f"{ROOT}{found}{'?' + urlencode(asked) if asked else ''}"

    def field(self, name: str, most: int = 2000) -> str:
        """A field of the form as text, without spaces around; empty where there is none. 400 if it is too long."""
        value = self.form.get(name, "")
        text = value if isinstance(value, str) else ""
        if len(text) > most:
            raise HTTPException(400)
        return text.replace("\x00", "").replace("\r\n", "\n").strip()

    def asked(self, name: str, most: int = 500) -> str:
        """A value of the address, as `field` gives those of a form."""
        return self.request.query_params.get(name, "").replace("\x00", "").strip()[:most]

    def show(self, template: str, status: int = 200, part: str | None = None, **values: Any) -> Response:
        """The page; for htmx only the block `part` of it, if the template has one."""
        found = templates().get_template(template)
        context = found.new_context({"visit": self, "say": self.say, "url": self.url, **values})
        if part is not None and self.is_part and part in found.blocks:
            return HTMLResponse("".join(found.blocks[part](context)), status)
        return HTMLResponse(found.render(context.get_all()), status)

    def go(
        self, name: str, /, done: str | None = None, query: Mapping[str, object] | None = None, **path: object
    ) -> Response:
        """On to another page, by GET. `done` is a key of the catalogue ("console_done_...") that is told there."""
        return RedirectResponse(self.url(name, {**(query or {}), "done": done}, **path), 303)

    @property
    def done(self) -> str:
        """What the page before this one did, in words."""
        key = self.asked("done", 60)
        return self.say(key) if key.startswith("console_done_") and key in catalogue(self.language) else ""


@cache
def templates() -> Environment:
    """The templates; everything is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("bot.console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["moment"] = lambda at: Markup('<time datetime="{}">{}</time>').format(
        at.isoformat(), f"{at.astimezone(SEOUL):%Y-%m-%d %H:%M}"
    )
    return made


class _Number(Convertor[int]):
    """Numbers in addresses, of 64 bits at most: others break the library, or the database."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("number", _Number())


def routes_of(parts: Parts, pages: Sequence[Page], menu: Sequence[Item]) -> list[Route]:
    """One route for each page, each guarded."""
    by_name = {one.name: one for one in pages}
    return [
        Route(
            ROOT + one.path.replace(":int}", ":number}"),
            _guarded(parts, by_name, menu, one),
            methods=[name for name, served in (("GET", one.get), ("POST", one.post)) if served],
            name=one.name,
        )
        for one in pages
    ]


def _guarded(
    parts: Parts, pages: Mapping[str, Page], menu: Sequence[Item], page: Page
) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        visit = Visit(request, parts, pages, menu, page, parts.clock())
        try:
            response = await _serve(visit)
        except HTTPException as error:
            response = _failure(visit, error.status_code)
        except StorageUnavailable:
            response = HTMLResponse(say(LANGUAGES[0], "console_no_database"), 503)
        secure = parts.is_secure
        path = "/" if secure else ROOT  # as the prefix of the names wants it
        for name, value in visit.cookies.items():
            name = visit.cookie_name(name)
            if value is None:
                response.delete_cookie(name, path=path, secure=secure, httponly=True, samesite="lax")
            else:
                lasts = _KNOWN_FOR if name.endswith(KNOWN) else None
                response.set_cookie(
                    name, value, lasts, path=path, secure=secure, httponly=True, samesite="lax"
                )
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    return serve


async def _serve(visit: Visit) -> Response:
    request, page = visit.request, visit.page
    if not visit.parts.serves(request.headers.get("host", "")):
        raise HTTPException(421)
    await _recognise(visit)
    role = page.least(request.method)
    if role is not None and visit.staff is None:
        wanted = request.url.path if request.method in ("GET", "HEAD") else ""
        return visit.go("sign_in", query={"next": wanted})
    if role is not None and not visit.may(role):
        raise HTTPException(403)
    if visit.staff is not None and visit.staff.must_change and page.name not in ("account", "sign_out"):
        return visit.go("account")
    if request.method != "POST":
        assert page.get is not None
        return await page.get(visit)
    if not _from_here(request):
        raise HTTPException(403)
    visit.form = await _form(request, page.largest)
    assert page.post is not None
    try:
        given = request.headers.get("x-csrf-token") or visit.form.get("csrf")
        if not isinstance(given, str) or not hmac.compare_digest(given.encode(), visit.csrf.encode()):
            raise HTTPException(403)
        return await page.post(visit)
    finally:
        await visit.form.close()


async def _recognise(visit: Visit) -> None:
    """Finds the session of the cookie; a browser without one gets a token of its own."""
    book = visit.parts.storage().staff
    token = visit.cookie(COOKIE)
    found = await book.session(digest_of(token)) if token else None
    if found is not None:
        session, who = found
        if visit.now - session.seen_at < IDLE and visit.now - session.created_at < LONGEST:
            visit.session, visit.staff = session, who
            if visit.now - session.seen_at > _TOUCH:
                await book.seen(session.digest, visit.now)
            return
        await book.end(session.digest)
    if token:
        visit.cookies[COOKIE] = None
    visit.visit_token = visit.cookie(VISIT) or visit.parts.token()
    if not visit.cookie(VISIT):
        visit.cookies[VISIT] = visit.visit_token


def _from_here(request: Request) -> bool:
    """Whether a form was sent from a page of this host; browsers say so in one of two headers."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host", "")


async def _form(request: Request, largest: int) -> FormData:
    """Raises HTTPException for what is too large, or no form."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > largest:
        raise HTTPException(413 if length.isdecimal() else 411)
    kind, _, more = request.headers.get("content-type", "").partition(";")
    # Browsers name no other encoding; Python knows some that yield halves of characters, or take for ever.
    is_odd = "charset" in more.lower().replace("charset=utf-8", "", 1)
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data") or is_odd:
        raise HTTPException(415)
    try:
        async with asyncio.timeout(_FORM_SECONDS):
            return await request.form(max_files=20, max_fields=_FIELDS, max_part_size=largest)
    except (MultiPartException, ValueError, ClientDisconnect):  # a UnicodeError is a ValueError
        raise HTTPException(400) from None
    except TimeoutError:
        raise HTTPException(408) from None


_TOLD = (400, 403, 404, 411, 413, 415, 421, 429)


def _failure(visit: Visit, status: int) -> Response:
    told = status if status in _TOLD else 400
    heading = visit.say(f"console_error_{told}")
    return visit.show("error.html", status, heading=heading)
