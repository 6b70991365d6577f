"""`gongo key`: keys with which other channels ask over HTTP. Parse and print; what is done, is done in services."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from bot.storage.storage import Storage

app = typer.Typer(
    help="Keys of other channels, for the HTTP API.", no_args_is_help=True, rich_markup_mode=None
)

_T = TypeVar("_T")
_BY = "command line"


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Who asks with it: letters, digits, dots and hyphens.")],
    scope: Annotated[
        list[str],
        typer.Option(
            help="What it opens: ask, check, or day (answers for any day). Several times for several.",
            metavar="SCOPE",
        ),
    ],
    rate: Annotated[int, typer.Option(help="Requests a minute.")] = 60,
) -> None:
    """Make a key and print it: it is shown this once, and kept nowhere.

    \b
    gongo key add web-chat --scope ask --scope check --rate 60
    """
    from bot.services.api_keys import make_key

    typer.echo(_with_storage(lambda storage: make_key(storage, name, scope, rate, _BY, datetime.now(UTC))))


@app.command("list")
def list_keys() -> None:
    """List the keys: name, state, scopes, requests a minute, day of making, day of last use (in Korea)."""
    for one in _with_storage(lambda storage: storage.channels.keys()):
        state = "active" if one.active else "revoked"
        scopes = ",".join(sorted(one.scopes))
        used = one.last_used or "never used"
        typer.echo(f"{one.name}\t{state}\t{scopes}\t{one.rate}/min\t{one.created_at.date()}\t{used}")


@app.command()
def revoke(name: Annotated[str, typer.Argument(help="The key's name.")]) -> None:
    """Revoke a key: from now on it opens nothing. Its name is not given again."""
    from bot.services.api_keys import revoke_key

    _with_storage(lambda storage: revoke_key(storage, name, _BY, datetime.now(UTC)))
    typer.echo(f"{name} is revoked.")


def _with_storage(work: Callable[[Storage], Awaitable[_T]]) -> _T:
    """What `work` gives; what cannot be done ends the command with its own message."""
    from bot.services.api_keys import KeyRefused
    from bot.settings import SettingsError, read_settings
    from bot.storage.database import StorageUnavailable
    from bot.storage.staff import NameTaken
    from bot.storage.storage import Storage

    async def run() -> _T:
        settings = read_settings()
        url = settings.gongo_database_url
        storage = await Storage.open(settings.gongo_home, url.get_secret_value() if url else None)
        try:
            return await work(storage)
        finally:
            await storage.close()

    try:
        return asyncio.run(run())
    except NameTaken as taken:
        _fail(f"there is, or was, a key {taken.args[0]!r}; choose another name")
    except (KeyRefused, SettingsError, StorageUnavailable) as error:
        _fail(str(error))


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
