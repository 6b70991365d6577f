"""A turn of the dialogue as plain values, for programs: `gongo ask --jsonl` and the HTTP API."""

from __future__ import annotations

from typing import Any

from bot.answering.checking import plain_facts
from bot.answering.pack import Pack
from bot.conversation import Turn
from bot.reply import plain


def turn_values(turn: Turn, pack: Pack) -> dict[str, Any]:
    """Status, language, text, verdicts, citations and facts. A step that gave no answer has a status too."""
    answer = turn.answer
    asks = any(
        button.data.startswith(("a:", "confirm:"))  # a step of the self-check
        for reply in turn.replies
        for row in reply.buttons
        for button in row
    )
    citations = answer.citations if answer else ()
    return {
        "status": answer.status if answer else "question" if asks else "smalltalk",
        "language": answer.language if answer else turn.state.context.language or "ko",
        "text": "\n\n".join(plain(reply) for reply in turn.replies),
        "verdicts": dict(answer.verdicts) if answer else {},
        "citations": [
            {"document": one.document, "quote": one.quote, "url": one.url, "date": one.date}
            for one in citations
        ],
        "facts": plain_facts(pack, turn.state.context.facts),
    }
