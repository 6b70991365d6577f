"""Checks beside the requests: one at a time for a draft, and what stops them is told."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from bot.services.checks import Checks
from bot.services.publishing import Publisher, Refused
from tests.bot.publishing import EDITOR


class Stopping:
    """A publisher whose checks end when it is told, as it is told."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.problem = problem
        self.go = asyncio.Event()
        self.began = 0

    async def check(self, *_: Any, **__: Any) -> None:
        self.began += 1
        await self.go.wait()
        if self.problem:
            raise self.problem


async def refusal(problem: Exception | None) -> Refused | None:
    publisher = Stopping(problem)
    checks = Checks(cast(Publisher, publisher))
    checks.start(1, EDITOR)
    publisher.go.set()
    await checks.finished(1)
    return checks.refusal(1)


async def test_a_draft_is_not_checked_twice_at_once() -> None:
    publisher = Stopping()
    checks = Checks(cast(Publisher, publisher))

    assert (checks.start(1, EDITOR), checks.start(1, EDITOR)) == (True, False)
    assert checks.runs(1)
    publisher.go.set()
    await checks.finished(1)
    assert not checks.runs(1)
    assert publisher.began == 1
    assert checks.refusal(1) is None


async def test_what_stopped_the_checks_is_told_whatever_it_was() -> None:
    moved = Refused("draft_base_moved")

    assert await refusal(None) is None
    assert await refusal(moved) is moved
    for problem in (OSError("disk full"), ZeroDivisionError()):
        told = await refusal(problem)
        assert told is not None
        assert "Try again" in told.told("en")
