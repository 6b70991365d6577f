"""What commands that work on the storage share: it may be in use by a service at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from bot.storage.storage import Storage

BY = "command line"  # who did it, in the audit
_T = TypeVar("_T")


def with_storage(work: Callable[[Storage], Awaitable[_T]]) -> _T:
    """What `work` gives on the storage of the settings; settings or a database that cannot be used end the command."""
    from bot.settings import SettingsError, read_settings
    from bot.storage.database import StorageUnavailable
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
    except (SettingsError, StorageUnavailable) as error:
        fail(str(error))


def fail(message: str, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
