"""👍 and 👎 under answers: which answers get them, what a press comes to, and the reasons of a 👎."""

from __future__ import annotations

from dataclasses import replace

from bot.reply import Button, Reply
from bot.services.outcome import Outcome, Rows, said, saying
from bot.storage.people import Logged, Opinion
from bot.wording.catalogue import say

REASONS = ("figure", "not_asked", "unclear", "other")

_JUDGED = ("answered", "verdict", "not_in_documents")


def with_opinion(reply: Reply, status: str, update_id: int, language: str) -> Reply:
    """The answer with 👍 and 👎 below its other buttons; where the documents are silent, with a person to ask.

    Other kinds of reply stay as they are.
    """
    if status not in _JUDGED:
        return reply
    thumbs = (Button("👍", f"fb:up:{update_id}"), Button("👎", f"fb:down:{update_id}"))
    rows: Rows = (*reply.buttons, thumbs)
    if status == "not_in_documents":
        rows = (*rows, (person_button(language, update_id),))
    return replace(reply, buttons=rows)


def person_button(language: str, update_id: int) -> Button:
    """Asks a person about the answer to that update."""
    return Button(say(language, "button_person"), f"person:{update_id}")


def liked(known: Logged | None, language: str) -> Outcome:
    """After 👍. A second press changes nothing and says nothing."""
    if known is None:
        return said(language, "feedback_expired")
    if known.feedback == "up":
        return Outcome()
    return _thanked(language, Opinion(known.update_id, "up"))


def disliked(known: Logged | None, language: str) -> Outcome:
    """After 👎: why, and whether a person shall be asked."""
    if known is None:
        return said(language, "feedback_expired")
    if known.feedback == "down":
        return Outcome()
    first, second, third, fourth = (
        Button(say(language, f"feedback_{one}"), f"fb:{one}:{known.update_id}") for one in REASONS
    )
    rows = ((first, second), (third, fourth), (person_button(language, known.update_id),))
    return Outcome(
        (saying(say(language, "feedback_why"), buttons=rows),), changes=(Opinion(known.update_id, "down"),)
    )


def explained(known: Logged | None, reason: str, language: str) -> Outcome:
    """After a reason of 👎."""
    if known is None:
        return said(language, "feedback_expired")
    rows = ((person_button(language, known.update_id),),)
    opinion = Opinion(known.update_id, "down", reason)
    if known.reason == reason:
        return Outcome()
    return Outcome((saying(say(language, "feedback_noted"), buttons=rows),), changes=(opinion,))


def _thanked(language: str, opinion: Opinion) -> Outcome:
    return replace(said(language, "feedback_thanks"), changes=(opinion,))
