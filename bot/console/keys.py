"""Keys of other channels to the HTTP API, for admins: made, shown once, revoked."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.visits import Item, Page, Visit
from bot.services.api_keys import MOST_A_MINUTE, KeyRefused, make_key, revoke_key
from bot.storage.channels import SCOPES
from bot.storage.staff import NameTaken

_USUAL_RATE = 60  # requests a minute


async def keys(visit: Visit) -> Response:
    return await _keys_page(visit)


async def _keys_page(visit: Visit, status: int = 200, **told: Any) -> Response:
    values: dict[str, Any] = {
        "problem": "",
        "name": "",
        "secret": "",
        "rate": _USUAL_RATE,
        "chosen": ("ask",),
    } | told
    found = await visit.parts.storage().channels.keys()
    return visit.show("keys.html", status, keys=found, scopes=SCOPES, most=MOST_A_MINUTE, **values)


async def change_keys(visit: Visit) -> Response:
    match visit.field("do", 20):
        case "make":
            return await _make(visit)
        case "revoke":
            name = visit.field("name", 64)
            try:
                await revoke_key(visit.parts.storage(), name, visit.who.name, visit.now)
            except KeyRefused:
                return await _keys_page(visit, 400, problem=visit.say("console_key_gone", name=name))
            return visit.go("keys", done="console_done_revoked")
    raise HTTPException(400)


async def _make(visit: Visit) -> Response:
    name, rate = visit.field("name", 64), visit.field("rate", 6)
    scopes = [one for one in visit.form.getlist("scope") if isinstance(one, str)]
    typed: dict[str, Any] = {"name": name, "rate": rate, "chosen": scopes}
    try:
        number = int(rate) if rate.isascii() and rate.isdecimal() else 0
        secret = await make_key(visit.parts.storage(), name, scopes, number, visit.who.name, visit.now)
    except KeyRefused:
        return await _keys_page(
            visit, 400, problem=visit.say("console_key_wrong", most=MOST_A_MINUTE), **typed
        )
    except NameTaken:
        return await _keys_page(visit, 400, problem=visit.say("console_key_taken", name=name), **typed)
    return await _keys_page(visit, secret=secret, name=name)


PAGES = (Page("/keys", "keys", "admin", keys, change_keys),)
MENU = (Item("keys", "console_keys", "admin", "administration"),)
