"""A file in the outbox, beside messages: what it is called, holds, and says."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

LONGEST_CAPTION = 1024  # Telegram's limit, in characters


@dataclass(frozen=True)
class Attachment:
    """One file ready to send."""

    name: str
    content: bytes
    caption: str = ""

    def to_json(self) -> str:
        content = base64.b64encode(self.content).decode()
        return json.dumps(
            {"file": self.name, "content": content, "caption": self.caption[:LONGEST_CAPTION]},
            ensure_ascii=False,
        )

    @classmethod
    def in_json(cls, text: str) -> Attachment | None:
        """The file in a payload of the outbox; None for a message. Raises ValueError."""
        found: Any = json.loads(text)
        if "file" not in found:
            return None
        return cls(found["file"], base64.b64decode(found["content"]), found["caption"])
