"""What answers now. Publishing another pack puts another answerer here, while questions go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.answer import Language
from bot.answering.eligibility import with_target_of
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer, PassageFound, Search
from bot.conversation import Receipt
from bot.reply import File, Reply
from bot.wording.catalogue import say
from rules.facts import Facts


@dataclass(frozen=True)
class Answering:
    """An answerer and the search that it uses: always of one pack.

    `look` is the search with what it left, for staff: first what it keeps, then the rest, each with its reason.
    """

    answerer: Answerer
    search: Search
    look: Search | None = None

    @property
    def pack(self) -> Pack:
        return self.answerer.pack

    def seen(self, query: str, language: Language) -> Sequence[PassageFound]:
        """All passages that a search looks at, as far as it tells them."""
        return (self.look or self.search)(query, language)


class Live:
    """The one holder of what answers; whoever keeps it longer than a question asks for `now` again."""

    def __init__(self, now: Answering) -> None:
        self._now = now

    @property
    def now(self) -> Answering:
        return self._now

    def change(self, to: Answering) -> None:
        """From the next question on, `to` answers."""
        self._now = to


def receipts(pack: Pack) -> Receipt:
    """The receipt of a self-check, as the dialogue asks for it."""

    def write(facts: Facts, tracks: tuple[str, ...], day: date, language: Language) -> tuple[Reply, ...]:
        from bot.services.receipt import as_pdf, as_reply, receipt

        found = receipt(pack, with_target_of(tracks, facts), day, language)
        pdf = File(f"gongo-{day.isoformat()}.pdf", as_pdf(found), say(language, "receipt_caption"))
        return (replace(as_reply(found), files=(pdf,)),)

    return write
