"""Keys of other channels: made, shown once, revoked. Every change is entered in the audit."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from datetime import datetime

from bot.storage.audit import Deed
from bot.storage.channels import SCOPES, ApiKey, Scope
from bot.storage.keys import derived
from bot.storage.storage import Storage

MOST_A_MINUTE = 6000

_NAME = re.compile(r"[\w.-]{1,64}")
_SECRET = re.compile(r"gongo_[\w-]{43}", re.ASCII)


class KeyRefused(Exception):
    """A key that cannot be made or revoked; the text says what right looks like."""


async def make_key(
    storage: Storage, name: str, scopes: Collection[str], rate: int, by: str, at: datetime
) -> str:
    """A new key, to be shown once: only its digest is kept. `rate` is in requests a minute.

    Raises KeyRefused, and NameTaken for a name that a key has or had.
    """
    if not _NAME.fullmatch(name):
        raise KeyRefused(f"{name!r} is no name for a key: expected 1 to 64 letters, digits, dots and hyphens")
    wanted: frozenset[Scope] = frozenset(one for one in SCOPES if one in scopes)
    if not wanted or len(wanted) != len(set(scopes)):
        raise KeyRefused(f"expected scopes among {', '.join(SCOPES)}")
    if not 1 <= rate <= MOST_A_MINUTE:
        raise KeyRefused(f"a rate of {rate}: expected 1 to {MOST_A_MINUTE} requests a minute")
    secret = f"gongo_{secrets.token_urlsafe(32)}"
    told = f"{' '.join(sorted(wanted))}; {rate} a minute"
    adding = storage.channels.add(name, digest_of(storage.key, secret), wanted, rate, by, at)
    await storage.audit.done(Deed(by, "api_key.add", name, after=told), at, adding)
    return secret


async def revoke_key(storage: Storage, name: str, by: str, at: datetime) -> None:
    """From now on the key opens nothing. Raises KeyRefused for one that is not there or revoked already."""
    key = await storage.channels.key_named(name)
    if key is None or not key.active:
        active = [one.name for one in await storage.channels.keys() if one.active]
        raise KeyRefused(f"no key {name!r} is in use; in use: {', '.join(active) or 'none'}")
    told = f"{' '.join(sorted(key.scopes))}; {key.rate} a minute"
    await storage.audit.done(
        Deed(by, "api_key.revoke", name, before=told), at, storage.channels.revoke(key.id)
    )


async def find_key(storage: Storage, secret: str) -> ApiKey | None:
    """The key in use whose secret this is. It is looked up by its digest: how long that takes tells nothing of it."""
    if not _SECRET.fullmatch(secret):
        return None
    return await storage.channels.key_of(digest_of(storage.key, secret))


def digest_of(installation: bytes, secret: str) -> str:
    """Sealed with the installation's key: who can write to the database only cannot make a key up."""
    return derived(installation, "api-key", secret)


def person_of(installation: bytes, key: ApiKey, conversation: str) -> str:
    """Who stands in the log instead of the caller's name of a conversation; another one for each key."""
    return derived(installation, "api", f"{key.id}:{conversation}")
