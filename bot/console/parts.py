"""What the console is made of: everything that its pages need from outside."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from prometheus_client import CollectorRegistry

from bot.console.gatekeeper import Gatekeeper
from bot.console.passwords import Passwords
from bot.services.checks import Checks
from bot.services.gap_groups import Embed, GapFinder
from bot.services.golden import Rehearsal
from bot.services.live import Live
from bot.services.publishing import Publisher
from bot.storage.storage import Storage

SEOUL = ZoneInfo("Asia/Seoul")
_LOOPBACK = frozenset(["localhost", "127.0.0.1", "::1"])


@dataclass(frozen=True, kw_only=True)
class Parts:
    """`storage` gives the open storage, or raises StorageUnavailable. `home` is GONGO_HOME. `host` is where HTTP is
    listened on, `address` the public one ("https://...") if there is a proxy before it. `bot_id` is the Telegram
    bot's number, 0 without one. `registry` holds what /metrics counts, if anything is counted.
    `embed` gives the vectors of texts; without it, pages do without.
    """

    storage: Callable[[], Storage]
    live: Live
    home: Path
    host: str = "127.0.0.1"
    address: str | None = None
    bot_id: int = 0
    registry: CollectorRegistry | None = None
    embed: Embed | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    token: Callable[[], str] = secrets.token_urlsafe
    gatekeeper: Gatekeeper = field(default_factory=Gatekeeper)
    passwords: Passwords = field(default_factory=Passwords)
    reading: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(1)
    )  # files of staff, one at a time
    gaps: GapFinder = field(default_factory=GapFinder)
    rehearsal: Rehearsal = field(default_factory=Rehearsal)

    @cached_property
    def publisher(self) -> Publisher:
        """The one of this process: it knows how far checks are."""
        return Publisher(self.storage, self.live, self.home, self.clock)

    @cached_property
    def checks(self) -> Checks:
        return Checks(self.publisher)

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by https."""
        return (self.address or "").startswith("https://")

    def serves(self, host: str) -> bool:
        """Whether a request for this host ("name:port") is ours: a page elsewhere may have led its name to us."""
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:  # half an address
            return False
        public = urlsplit(self.address or "").hostname
        return name is not None and (name in _LOOPBACK or name in (public, self.host))
