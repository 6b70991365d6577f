"""What answers now, and how it follows the database: another pack, a pause. Questions in flight end as they began."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.answering.answer import Language
from bot.answering.eligibility import with_target_of
from bot.answering.given import PassageFound, Search
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.conversation import Receipt
from bot.reply import File, Reply
from bot.services.packfiles import (
    PackLost,
    damaged,
    folder_of,
    materialised,
    note_live,
    noted_live,
    pack_digest,
    prune,
)
from bot.storage.database import StorageUnavailable
from bot.storage.packs import BOT, SHIPPED, PackBook, Switch, Version
from bot.wording.catalogue import say
from knowledge.documents import Document
from rules.facts import Facts

TOPIC = "topic:"  # before the topic's id, the name of its switch
_AGAIN = 60.0  # seconds before a version that could not be loaded is tried again

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answering:
    """An answerer and the search that it uses: always of one pack.

    `version` is the pack's number; `phones` are numbers (digits only) that need no mask. `documents` are all that may
    be cited, `close` lets go of what it holds alone.
    `look` is the search with what it left, for staff: first what it keeps, then the rest, each with its reason.
    `embed` gives vectors of texts.
    """

    answerer: Answerer
    search: Search
    version: int = SHIPPED
    phones: frozenset[str] = frozenset()
    documents: Callable[[], Sequence[Document]] = lambda: ()
    close: Callable[[], None] = lambda: None
    look: Search | None = None
    embed: Callable[[Sequence[str]], Sequence[Sequence[float]]] | None = None

    @property
    def pack(self) -> Pack:
        return self.answerer.pack

    def seen(self, query: str, language: Language) -> Sequence[PassageFound]:
        """All passages that a search looks at, as far as it tells them."""
        return (self.look or self.search)(query, language)


# Makes what answers of a pack and the folder of its rules, None for those that come with Gongo.
Make = Callable[[Pack, Path | None], Answering]


def _cannot(pack: Pack, rules: Path | None) -> Answering:
    raise RuntimeError("what answers here was given, and cannot be made of a pack")


class Live:
    """The one holder of what answers; whoever keeps it longer than a question asks for `now` again.

    `shipped` is the pack that comes with Gongo. `make` makes what answers of another one, `apart` the same beside it,
    in memory and without a language model, for checks; `open` opens what searching needs,
    and `is_open` says whether that is done. `home` is GONGO_HOME.
    """

    def __init__(
        self,
        shipped: Answering,
        home: Path | None = None,
        make: Make = _cannot,
        apart: Make = _cannot,
        open: Callable[[], None] = lambda: None,
        is_open: Callable[[], bool] = lambda: True,
    ) -> None:
        self.home = home
        self.shipped = shipped
        self.apart = apart
        self._make = make
        self.is_open = is_open
        self._open = open
        self._whole = shipped  # without pauses
        self._now = shipped
        self._switches: tuple[Switch, ...] = ()
        self._looking = asyncio.Lock()
        self._failed: tuple[int, float] | None = (
            None  # an entry that cannot be followed, and when it was tried
        )
        self._entry: int | None = None

    @property
    def now(self) -> Answering:
        return self._now

    @property
    def switches(self) -> tuple[Switch, ...]:
        """What is paused."""
        return self._switches

    @property
    def paused(self) -> Switch | None:
        """The pause of the whole bot, if it is paused."""
        return next((one for one in self._switches if one.name == BOT), None)

    def rules_of(self, one: Answering) -> Path | None:
        """The folder of the rules that it answers by; None for those that come with Gongo."""
        if one.version == SHIPPED or self.home is None:
            return None
        return folder_of(self.home, one.pack.digest).rules

    def change(self, to: Answering) -> None:
        """From the next question on, `to` answers."""
        self._whole = to
        self._pause(self._switches)

    async def look(self, packs: PackBook) -> bool:
        """Follows the database; gives whether another pack answers now. What is live there and cannot be loaded
        leaves the one before answering. Raises StorageUnavailable."""
        async with self._looking:
            standing = await packs.standing()
            if standing.switches != self._switches:
                self._pause(standing.switches)
            if standing.entry == self._entry or self._failed_lately(standing.entry):
                return False
            try:
                changed = await self._follow(standing.version, packs)
            except StorageUnavailable:
                raise
            except Exception as problem:  # noqa: BLE001  # whatever is wrong with a pack, the one before answers
                self._failed = (standing.entry, time.monotonic())
                _log.critical(
                    "Version %s is live, but cannot be loaded: %s. Pack %s goes on answering.",
                    standing.version,
                    problem,
                    self.now.pack.name,
                )
                return False
            self._entry, self._failed = standing.entry, None
            return changed

    async def _follow(self, number: int, packs: PackBook) -> bool:
        before = self._whole
        if self._entry is None and number == before.version:  # the first look
            await asyncio.to_thread(self._open)
            if self.home is not None and noted_live(self.home) is not None:  # of another database
                await asyncio.to_thread(self._noted, before)
            return False
        if number == SHIPPED:
            after = await asyncio.to_thread(self._make, self.shipped.pack, None)
        else:
            version = await packs.version(number)
            if version is None or self.home is None:
                raise PackLost(f"version {number} is not in the database")
            texts = await packs.texts(await asyncio.to_thread(self._missing, version))
            after = await asyncio.to_thread(self._of_version, version, texts)
        self.change(after)
        if self.home is not None:
            await asyncio.to_thread(self._noted, after)
        _log.info("Pack %s answers (version %s)", after.pack.name, after.version)
        return True

    def _missing(self, version: Version) -> list[str]:
        """Digests of the texts that its folder lacks."""
        assert self.home is not None
        return [version.files[one] for one in damaged(folder_of(self.home, version.digest), version.files)]

    def _of_version(self, version: Version, texts: dict[str, str]) -> Answering:
        assert self.home is not None
        if pack_digest(version.files) != version.digest:
            raise PackLost(f"version {version.id} is not what was published: its digest differs")
        folder = materialised(self.home, version.files, texts)
        return replace(self._make(folder.load(), folder.rules), version=version.id)

    def _noted(self, now: Answering) -> None:
        assert self.home is not None
        note_live(self.home, now.version, now.pack.digest)
        prune(self.home, {now.pack.digest})

    def _failed_lately(self, entry: int) -> bool:
        return (
            self._failed is not None
            and self._failed[0] == entry
            and time.monotonic() - self._failed[1] < _AGAIN
        )

    def _pause(self, switches: tuple[Switch, ...]) -> None:
        self._switches = switches
        topics = [one.name.removeprefix(TOPIC) for one in switches if one.name.startswith(TOPIC)]
        self._now = (
            replace(self._whole, answerer=self._whole.answerer.pausing(topics)) if topics else self._whole
        )


def receipts(pack: Pack) -> Receipt:
    """The receipt of a self-check, as the dialogue asks for it."""

    def write(facts: Facts, tracks: tuple[str, ...], day: date, language: Language) -> tuple[Reply, ...]:
        from bot.services.receipt import as_pdf, as_reply, receipt

        found = receipt(pack, with_target_of(tracks, facts), day, language)
        pdf = File(f"gongo-{day.isoformat()}.pdf", as_pdf(found), say(language, "receipt_caption"))
        return (replace(as_reply(found), files=(pdf,)),)

    return write
