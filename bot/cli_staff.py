"""`gongo staff`: accounts of the console, and its audit. Parse and print; for operators, in English."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_storage import BY, fail, with_storage

if TYPE_CHECKING:
    from bot.storage.storage import Storage

app = typer.Typer(
    help="Accounts of the staff console, and its audit.", no_args_is_help=True, rich_markup_mode=None
)

_ROLES = ("viewer", "editor", "approver", "admin")

Name = Annotated[str, typer.Argument(help="The name to sign in with.", metavar="NAME")]


@app.command()
def add(
    name: Name, role: Annotated[str, typer.Option(help=f"One of {', '.join(_ROLES)}.")] = "admin"
) -> None:
    """Add an account. Its one-time password is printed once, and has to be changed at the first sign-in."""
    from bot.console.passwords import Passwords, one_time_password
    from bot.storage.audit import Deed
    from bot.storage.staff import ROLES, NameTaken

    role = _role(role)
    if not name.strip():
        fail("a name must not be empty")
    password = one_time_password()

    async def work(storage: Storage) -> None:
        now = datetime.now(UTC)
        known = next(one for one in ROLES if one == role)
        job = storage.staff.add(name, Passwords().hashed(password), known, "ko", now)
        deed = Deed(BY, "staff_add", f"staff:{name.strip().casefold()}", after=role)
        try:
            await storage.audit.done(deed, now, job)
        except NameTaken:
            fail(
                f"{name}: there is an account of this name; `gongo staff reset {name}` gives it a new password"
            )

    with_storage(work)
    typer.echo(f"{name.strip().casefold()} ({role}), one-time password: {password}")


@app.command("list")
def list_() -> None:
    """List the accounts: name, role, whether they may sign in."""

    async def work(storage: Storage) -> None:
        for one in await storage.staff.all():
            state = "active" if one.active else "not active"
            second = ", second factor" if one.totp else ""
            typer.echo(f"{one.name}  {one.role}, {state}{second}")

    with_storage(work)


@app.command()
def reset(name: Name) -> None:
    """Give an account a new one-time password; it is unlocked, its second factor and its sessions end."""
    from bot.console.passwords import Passwords, one_time_password
    from bot.storage.audit import Deed

    password = one_time_password()

    async def work(storage: Storage) -> None:
        found = await storage.staff.named(name)
        if found is None:
            known = ", ".join(one.name for one in await storage.staff.all()) or "none"
            fail(f"{name}: no such account; there are: {known}")
        job = storage.staff.change(
            found.id,
            ends_sessions=True,
            password=Passwords().hashed(password),
            must_change=True,
            totp=None,
            failures=0,
            locked_until=None,
            active=True,
        )
        await storage.audit.done(Deed(BY, "staff_reset", f"staff:{found.name}"), datetime.now(UTC), job)

    with_storage(work)
    typer.echo(f"{name.strip().casefold()}, one-time password: {password}")


@app.command()
def audit() -> None:
    """Verify the audit: that no entry was changed, taken out or put in. Exit code 1 if the seals do not hold."""

    async def work(storage: Storage) -> None:
        found = await storage.audit.verify()
        if found.broken is not None:
            fail(f"the audit is broken at entry {found.broken}; the {found.holding} before it hold")
        typer.echo(f"{found.holding} entries hold; the last seal is {found.last_digest[:16] or 'none'}")

    with_storage(work)


def _role(role: str) -> str:
    if role not in _ROLES:
        fail(f"--role {role}: expected one of {', '.join(_ROLES)}", 2)
    return role
