"""Who may come in: accounts of staff, for admins. And what was changed: the audit."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.passwords import one_time_password
from bot.console.visits import Item, Page, Visit
from bot.storage.audit import Deed
from bot.storage.staff import ROLES, NameTaken, Role, Staff

_ENTRIES = 50


async def people(visit: Visit) -> Response:
    return await _people_page(visit)


async def _people_page(visit: Visit, status: int = 200, **told: str) -> Response:
    everybody = await visit.parts.storage().staff.all()
    values = {"problem": "", "name": "", "password": ""} | told
    return visit.show("people.html", status, everybody=everybody, roles=ROLES, **values)


async def change_people(visit: Visit) -> Response:
    if visit.field("do", 20) == "add":
        return await _add(visit)
    found = await visit.parts.storage().staff.by_id(_number(visit.field("id", 20)))
    if found is None:
        raise HTTPException(404)
    match visit.field("do", 20):
        case "role":
            return await _role(visit, found)
        case "active":
            return await _active(visit, found)
        case "reset":
            return await _reset(visit, found)
    raise HTTPException(400)


async def _add(visit: Visit) -> Response:
    name, password = visit.field("name", 64), one_time_password()
    if not name or not all(one.isalnum() or one in ".-_@" for one in name):
        return await _people_page(visit, 400, problem=visit.say("console_name_wrong"), name=name)
    role, storage = _role_of(visit), visit.parts.storage()
    hash = await asyncio.to_thread(visit.parts.passwords.hashed, password)
    job = storage.staff.add(name, hash, role, visit.language, visit.now)
    try:
        await storage.audit.done(
            Deed(visit.who.name, "staff_add", f"staff:{name.casefold()}", after=role), visit.now, job
        )
    except NameTaken:
        return await _people_page(visit, 400, problem=visit.say("console_name_taken"), name=name)
    return await _people_page(visit, name=name.casefold(), password=password)


async def _role(visit: Visit, found: Staff) -> Response:
    role = _role_of(visit)
    if await _would_be_last(visit, found) and role != "admin":
        return await _people_page(visit, 400, problem=visit.say("console_last_admin"))
    storage = visit.parts.storage()
    job = storage.staff.change(found.id, ends_sessions=found.id != visit.who.id, role=role)
    deed = Deed(visit.who.name, "staff_role", f"staff:{found.name}", found.role, role)
    await storage.audit.done(deed, visit.now, job)
    return visit.go("people", done="console_done_role")


async def _active(visit: Visit, found: Staff) -> Response:
    if await _would_be_last(visit, found):
        return await _people_page(visit, 400, problem=visit.say("console_last_admin"))
    storage, active = visit.parts.storage(), not found.active
    job = storage.staff.change(found.id, ends_sessions=True, active=active, failures=0, locked_until=None)
    action = "staff_on" if active else "staff_off"
    await storage.audit.done(Deed(visit.who.name, action, f"staff:{found.name}"), visit.now, job)
    return visit.go("people", done="console_done_active")


async def _reset(visit: Visit, found: Staff) -> Response:
    """A new password to be told in person; a lost second factor goes with the old one."""
    password, storage = one_time_password(), visit.parts.storage()
    job = storage.staff.change(
        found.id, ends_sessions=True, password=await asyncio.to_thread(visit.parts.passwords.hashed, password), must_change=True, totp=None,
        failures=0, locked_until=None,
    )  # fmt: skip
    await storage.audit.done(Deed(visit.who.name, "staff_reset", f"staff:{found.name}"), visit.now, job)
    return await _people_page(visit, name=found.name, password=password)


async def _would_be_last(visit: Visit, found: Staff) -> bool:
    """Whether nobody else could manage accounts without this one."""
    everybody = await visit.parts.storage().staff.all()
    return not any(one.role == "admin" and one.active and one.id != found.id for one in everybody)


def _role_of(visit: Visit) -> Role:
    role = visit.field("role", 16)
    if role not in ROLES:
        raise HTTPException(400)
    return role


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


async def audit(visit: Visit) -> Response:
    before = _number(visit.asked("before", 20)) or None
    log = visit.parts.storage().audit
    entries = await log.entries(_ENTRIES, before)
    verified = await log.verify() if visit.asked("verify") else None
    older = entries[-1].number if len(entries) == _ENTRIES else None
    return visit.show("audit.html", entries=entries, older=older, verified=verified)


PAGES = (
    Page("/people", "people", "admin", people, change_people),
    Page("/audit", "audit", "approver", audit),
)
MENU = (
    Item("people", "console_people", "admin", "administration"),
    Item("audit", "console_audit", "approver", "administration"),
)
