"""Takes personal numbers, names and places out of an update of Telegram, before anything is stored. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.services.masking import mask

# Fields of an update in which people's words stand; all others are ids, kinds and offsets.
_WORDS = frozenset(
    ["text", "caption", "file_name", "title", "address", "question", "description", "explanation", "url"]
)
# Who somebody is, beyond the number that an answer needs. Emptied, not left out: Telegram promises these fields.
_NAMES = frozenset(
    ["first_name", "phone_number", "sender_user_name", "author_signature", "custom_title", "performer"]
)
_DROPPED = frozenset(["last_name", "username", "vcard", "bio", "active_usernames"])
_PLACES = frozenset(["latitude", "longitude"])


def scrubbed(update: Any, allowed: Collection[str] = (), *, field: str = "", masks: bool = True) -> Any:
    """An update of Telegram without names and places, and, if it `masks`, with its words masked."""
    if isinstance(update, dict):
        return {
            name: scrubbed(value, allowed, field=name, masks=masks)
            for name, value in update.items()
            if name not in _DROPPED
        }
    if isinstance(update, list):
        return [scrubbed(one, allowed, field=field, masks=masks) for one in update]
    if field in _PLACES:
        return 0.0
    if not isinstance(update, str):
        return update
    if field in _NAMES:
        return ""
    return mask(update, allowed) if masks and field in _WORDS else update
