"""`gongo key`: keys with which other channels ask over HTTP. Parse and print; what is done, is done in services."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli_storage import BY, fail, with_storage

if TYPE_CHECKING:
    from bot.storage.storage import Storage

app = typer.Typer(
    help="Keys of other channels, for the HTTP API.", no_args_is_help=True, rich_markup_mode=None
)

_T = TypeVar("_T")


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

    typer.echo(_done(lambda storage: make_key(storage, name, scope, rate, BY, datetime.now(UTC))))


@app.command("list")
def list_keys() -> None:
    """List the keys: name, state, scopes, requests a minute, day of making, day of last use (in Korea)."""
    for one in _done(lambda storage: storage.channels.keys()):
        state = "active" if one.active else "revoked"
        scopes = ",".join(sorted(one.scopes))
        used = one.last_used or "never used"
        typer.echo(f"{one.name}\t{state}\t{scopes}\t{one.rate}/min\t{one.created_at.date()}\t{used}")


@app.command()
def revoke(name: Annotated[str, typer.Argument(help="The key's name.")]) -> None:
    """Revoke a key: from now on it opens nothing. Its name is not given again."""
    from bot.services.api_keys import revoke_key

    _done(lambda storage: revoke_key(storage, name, BY, datetime.now(UTC)))
    typer.echo(f"{name} is revoked.")


def _done(work: Callable[[Storage], Awaitable[_T]]) -> _T:
    """What `work` gives; a key that cannot be made or revoked ends the command with its own message."""
    from bot.services.api_keys import KeyRefused
    from bot.storage.staff import NameTaken

    try:
        return with_storage(work)
    except NameTaken as taken:
        fail(f"there is, or was, a key {taken.args[0]!r}; choose another name")
    except KeyRefused as error:
        fail(str(error))
