"""What is kept, told truly; and what is kept of a chat, as a file for whoever asks for it."""

from __future__ import annotations

import json
from typing import Any

from bot.reply import Button, File
from bot.services.outcome import Outcome, saying
from bot.wording.catalogue import say

EXPORT_NAME = "gongo-export.json"

# Kept for the machinery only: numbers of ours that say nothing of the person.
_INTERNAL = frozenset(["attempts", "not_before", "error", "update_id", "id"])
_JSON_TEXTS = frozenset(["payload", "state", "state_before"])


def kept(
    language: str, keep_days: int, queue_hours: int, *, shared: bool, staff: bool, model: bool
) -> Outcome:
    """/privacy. `shared` where the database is a server's, `staff` where a person may be asked, `model` where a
    language model is set."""
    place = say(language, "privacy_place_server" if shared else "privacy_place_file")
    paragraphs = [
        say(language, "privacy_what"),
        say(language, "privacy_not"),
        say(language, "privacy_how_long", days=keep_days, hours=queue_hours),
        f"{place} {say(language, 'privacy_telegram')}",
        say(language, "privacy_model") if model else "",
        say(language, "privacy_person") if staff else "",
        say(language, "privacy_rights"),
    ]
    return Outcome((saying(*paragraphs),))


def asked_to_forget(language: str) -> Outcome:
    """/forget: what will go, and the button that does it."""
    buttons = (
        (Button(say(language, "button_forget"), "forget:yes"),),
        (Button(say(language, "button_cancel"), "forget:no"),),
    )
    return Outcome((saying(say(language, "forget_sure"), buttons=buttons),))


def exported(stored: str, language: str) -> Outcome:
    """/export: `stored` (JSON, {table: [rows]}) as a file that a person can read."""
    tables: dict[str, list[dict[str, Any]]] = json.loads(stored)
    readable = {name: [_readable(row) for row in rows] for name, rows in tables.items()}
    content = json.dumps(readable, ensure_ascii=False, indent=1).encode()
    return Outcome(files=(File(EXPORT_NAME, content, say(language, "export_caption")),))


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _opened(value) if name in _JSON_TEXTS else value
        for name, value in row.items()
        if name not in _INTERNAL
    }


def _opened(text: Any) -> Any:
    """JSON within JSON as what it is, without files: an export would hold the one before, and so on."""
    try:
        found = json.loads(text)
    except (TypeError, ValueError):
        return text
    if isinstance(found, dict) and "content" in found:
        return {name: value for name, value in found.items() if name != "content"}
    return found
