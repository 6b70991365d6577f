"""Accounts of staff, and the audit."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from sqlalchemy import delete, update

from bot.storage.storage import Storage
from bot.storage.tables import audit
from tests.bot.console.conftest import Browser

SignedIn = Callable[..., Awaitable[Browser]]


async def test_an_admin_adds_somebody_with_a_password_that_is_shown_once(
    signed_in: SignedIn, browser: Callable[[], Browser]
) -> None:
    admin = await signed_in("admin")
    await admin.get("/console/people")

    await admin.post("/console/people", {"do": "add", "name": "Lee", "role": "editor"})
    password = re.search(r'class="secret">([^<]+)<', admin.page)

    assert password is not None
    lee = browser()
    await lee.signs_in("lee", password[1])
    assert lee.seen[-1].url.path == "/console/account"
    await admin.get("/console/people")
    assert password[1] not in admin.page


async def test_the_last_admin_cannot_lock_everybody_out(signed_in: SignedIn, storage: Storage) -> None:
    admin = await signed_in("admin")
    me = await storage.staff.named("admin")
    assert me is not None
    await admin.get("/console/people")

    role = await admin.post("/console/people", {"do": "role", "id": str(me.id), "role": "viewer"})
    off = await admin.post("/console/people", {"do": "active", "id": str(me.id)})

    assert role.status_code == off.status_code == 400
    assert (await storage.staff.named("admin")) == me


async def test_a_role_taken_away_counts_at_once(signed_in: SignedIn, storage: Storage) -> None:
    admin, approver = await signed_in("admin"), await signed_in("approver")
    found = await storage.staff.named("approver")
    assert found is not None
    assert (await approver.get("/console/audit")).status_code == 200
    await admin.get("/console/people")

    await admin.post("/console/people", {"do": "role", "id": str(found.id), "role": "viewer"})

    assert (await approver.get("/console/audit")).url.path == "/console/sign-in"


async def test_somebody_who_left_is_out(signed_in: SignedIn, storage: Storage) -> None:
    admin, viewer = await signed_in("admin"), await signed_in("viewer")
    found = await storage.staff.named("viewer")
    assert found is not None
    await admin.get("/console/people")

    await admin.post("/console/people", {"do": "active", "id": str(found.id)})

    assert (await viewer.get("/console/")).url.path == "/console/sign-in"
    assert (await viewer.signs_in("viewer")).status_code == 401


async def test_every_change_stands_in_the_audit_and_its_seals_hold(
    signed_in: SignedIn, storage: Storage
) -> None:
    admin = await signed_in("admin")
    await admin.get("/console/people")
    await admin.post("/console/people", {"do": "add", "name": "lee", "role": "viewer"})

    await admin.get("/console/audit?verify=1")

    first = (await storage.audit.entries(1))[0]
    assert (first.who, first.action, first.subject, first.after) == (
        "admin",
        "staff_add",
        "staff:lee",
        "viewer",
    )
    assert "hold" in admin.text


async def test_an_entry_that_was_changed_or_taken_out_is_found(signed_in: SignedIn, storage: Storage) -> None:
    await signed_in("admin")
    await signed_in("viewer")
    whole = await storage.audit.verify()
    changed = update(audit).where(audit.c.number == 2).values(who="somebody else")

    await storage._write(lambda connection: connection.execute(changed))
    after_change = await storage.audit.verify()
    await storage._write(lambda connection: connection.execute(delete(audit).where(audit.c.number == 1)))
    after_cut = await storage.audit.verify()

    assert whole.broken is None
    assert whole.holding >= 4
    assert after_change.broken == 2
    assert after_cut.broken == 1


async def test_what_cannot_be_undone_is_asked_once_more_without_a_script(signed_in: SignedIn) -> None:
    admin = await signed_in("admin", "kim")
    page = (await admin.get("/console/people")).text

    asked = re.findall(r'<details class="sure">.*?</details>', page, re.DOTALL)
    assert ['value="reset"' in one or 'value="active"' in one for one in asked] == [True, True]
    assert page.count('value="reset"') == page.count('value="active"') == 1
