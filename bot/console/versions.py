"""What was published: every version, which is live, how one differs from another, and going back."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.visits import Item, Page, Visit
from bot.services.differences import by_lines
from bot.services.publishing import FileChange, Refused
from bot.storage.packs import SHIPPED


async def versions(visit: Visit) -> Response:
    return await _versions_page(visit)


async def _versions_page(visit: Visit, status: int = 200, problem: str = "") -> Response:
    packs, live = visit.parts.publisher.packs, visit.parts.live
    return visit.show(
        "versions.html",
        status,
        versions=await packs.versions(),
        live=(await packs.standing()).version,
        here=live.now.version,
        shipped=live.shipped.pack,
        history=await packs.history(),
        problem=problem,
    )


async def change_versions(visit: Visit) -> Response:
    if visit.field("do", 20) != "roll_back":
        raise HTTPException(400)
    to = visit.field("version", 12)
    if not to.isdecimal():
        raise HTTPException(400)
    try:
        if visit.field("sure", 5) != "yes":
            raise Refused("not_confirmed")
        await visit.parts.publisher.roll_back(int(to), visit.who)
    except Refused as refused:
        return await _versions_page(visit, 400, refused.told(visit.language))
    return visit.go("versions", done="console_done_roll_back")


async def version(visit: Visit) -> Response:
    """One version beside another: without `against`, beside the one that it was made from."""
    packs, number = visit.parts.publisher.packs, int(visit.request.path_params["id"])
    found = await packs.version(number)
    if found is None and number != SHIPPED:
        raise HTTPException(404)
    asked = visit.asked("against", 12)
    other = int(asked) if asked.isdecimal() else found.base if found else SHIPPED
    try:
        before, after = [dict(await visit.parts.publisher.files_of(one)) for one in (other, number)]
    except Refused:
        raise HTTPException(404) from None
    changes = [
        FileChange(path, before.get(path), after.get(path))
        for path in sorted({*before, *after})
        if before.get(path) != after.get(path)
    ]
    return visit.show(
        "version.html",
        version=found,
        number=number,
        other=other,
        numbers=[*(one.id for one in await packs.versions()), SHIPPED],
        name=found.name if found else visit.parts.live.shipped.pack.name,
        digest=found.digest if found else visit.parts.live.shipped.pack.digest,
        files=len(after),
        diffs=await asyncio.to_thread(lambda: [(one, *by_lines(one.before, one.after)) for one in changes]),
    )


PAGES = (
    Page("/versions", "versions", "viewer", versions, change_versions, changes="approver"),
    Page("/versions/{id:int}", "versions.one", "viewer", version),
)
MENU = (Item("versions", "console_versions", group="knowledge"),)
