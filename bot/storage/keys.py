"""The key of an installation: made at the first start, kept beside the database and never in it.

Whoever holds the database without the key cannot tell which person an entry of the log is about.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from bot.storage.database import StorageUnavailable, make_home

FILE_NAME = "key"


def read_key(home: Path) -> bytes:
    """The key in `home`, made if there is none. Raises StorageUnavailable."""
    make_home(home)
    file = home / FILE_NAME
    try:
        _make(file)
        key = bytes.fromhex(file.read_text(encoding="ascii"))
    except OSError as error:
        raise StorageUnavailable(
            f"The key of this installation, {file}, cannot be read or made: {error.strerror}. Check that GONGO_HOME "
            f"({home}) is a folder which this user may write to and that the disk is not full."
        ) from error
    except ValueError:
        key = b""
    if len(key) < 32:
        raise StorageUnavailable(
            f"{file} is damaged: expected 64 hex digits. Put its backup back, or take it away: Gongo then makes a new "
            "one, and can no longer tell whose the older entries of its log are."
        )
    return key


def derived(key: bytes, purpose: str, text: str = "") -> str:
    """64 hex digits, always the same for the same three, from which none of them can be found."""
    return hmac.digest(key, f"{purpose}:{text}".encode(), "sha256").hex()


def pseudonym(key: bytes, bot_id: int, chat_id: int) -> str:
    """Who stands in the log instead of the chat."""
    return derived(key, "log", f"{bot_id}:{chat_id}")


def _make(file: Path) -> None:
    if file.exists():
        return
    # Written aside and linked: whoever starts at the same moment sees a whole key, and both the same one.
    aside = file.with_name(f"{FILE_NAME}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as new:
        new.write(secrets.token_hex(32))
        new.flush()
        os.fsync(new.fileno())
    try:
        os.link(aside, file)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
