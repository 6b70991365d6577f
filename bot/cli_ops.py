"""`gongo backup` and `gongo restore`: an installation in one file, and back. Parse and print; for operators."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.storage.backup import Manifest

_T = TypeVar("_T")


def backup(
    file: Annotated[Path, typer.Argument(help="A new file, as gongo-2026-11-22.zip.", metavar="FILE")],
) -> None:
    """Write all that this installation keeps into one file; the bot may go on meanwhile.

    It holds every table of the database, added documents and the key, and not the index, which is made from them. It
    is AS SECRET AS THE KEY: it has people's words, and tells whose they are. Only its owner may read it; guard it so,
    and best encrypt it. A backup of a SQLite file can be put into a PostgreSQL and the other way round.
    """
    from bot.answering.pack import load_pack
    from bot.storage.backup import back_up
    from knowledge.documents import DocumentError
    from rules.plain_yaml import RuleFileError

    settings = _settings()
    try:
        pack = load_pack().name
    except (RuleFileError, DocumentError):  # no reason to have no backup
        pack = "not readable"
    made = _done(back_up(file, settings.gongo_home, _url(settings), pack, datetime.now(UTC)))
    typer.echo(f"{file}: {_told(made)}. It is as secret as the key.")


def restore(
    file: Annotated[Path, typer.Argument(help="What  gongo backup  wrote.", metavar="FILE")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Move aside what is there; it is not deleted.")
    ] = False,
) -> None:
    """Put a backup back into GONGO_HOME and its database, or GONGO_DATABASE_URL's. Stop the bot first.

    Everything in the file is checked before anything is written. One of an older Gongo is brought up to date. Where
    something is already, it is refused without --replace; with it, what is there goes to GONGO_HOME/before-<time>,
    and tables of a PostgreSQL to the schema gongo_before_<time>.
    """
    from bot.storage.backup import restore as put_back

    settings = _settings()
    manifest, aside = _done(
        put_back(file, settings.gongo_home, _url(settings), datetime.now(UTC), replace=replace)
    )
    typer.echo(f"restored {_told(manifest)}, made at {manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    for place in aside:
        typer.echo(f"What was there is in {place}.")


def _told(manifest: Manifest) -> str:
    files = sum(one.name.startswith("home/") for one in manifest.entries)
    rows = sum(manifest.rows.values())
    return f"{rows} rows of {len(manifest.rows)} tables, {files} files, schema {manifest.revision}"


def _settings() -> Settings:
    from bot.settings import SettingsError, read_settings

    try:
        return read_settings()
    except SettingsError as error:
        _fail(str(error))


def _url(settings: Settings) -> str | None:
    url = settings.gongo_database_url
    return url.get_secret_value() if url else None


def _done(work: Coroutine[Any, Any, _T]) -> _T:
    from bot.storage.backup import BackupError
    from bot.storage.database import StorageUnavailable

    try:
        return asyncio.run(work)
    except (BackupError, StorageUnavailable, OSError) as error:
        _fail(str(error))


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
