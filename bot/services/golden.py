"""Golden cases: proposed from an answer, run in the background by what answers now, and what broke since when."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.conversation import SEOUL
from bot.evaluation.golden import Proposal, propose, read_entry
from bot.evaluation.matching import is_found_in_time
from bot.evaluation.page import faults_of
from bot.evaluation.running import Runner
from bot.evaluation.scoring import Scorer
from bot.services.adding import read_added
from bot.services.escalation import asked
from bot.services.live import Answering
from bot.storage.database import StorageUnavailable
from bot.storage.golden import Golden, Outcome, Run, Said
from bot.storage.storage import Storage
from rules.facts import FactSpec
from rules.plain_yaml import RuleFileError

_AT_ONCE = 5  # cases between two signs of life
_NO_WORDS = re.compile(r"/.*|[a-z_]+:\S*|check|edit|keep")  # commands and buttons

_log = logging.getLogger(__name__)


def runner_of(answering: Answering, home: Path, today: date) -> Runner:
    """What asks cases. `home` is GONGO_HOME: documents of staff may be cited too."""
    pack = answering.pack
    added, _ = read_added(home / "documents", frozenset(one.id for one in pack.documents))
    return Runner(
        answering.answerer, Scorer(pack, (*pack.documents, *added), is_found_in_time), today, answering.search
    )


def proposed(answering: Answering, home: Path, messages: Sequence[str], day: date) -> Proposal:
    """A case of what answers now; see `propose`."""
    return propose(runner_of(answering, home, day), messages, day)


def messages_of(chat: Sequence[Said], facts: Mapping[str, FactSpec]) -> list[str]:
    """What was written in a logged chat, buttons in words; without commands, which no case can hold."""
    worded = [asked(one.event_text, one.language or "ko", facts) for one in chat]
    return [one for one in worded if not _NO_WORDS.fullmatch(one)]


def tried(case: Golden, runner: Runner) -> Outcome:
    """A case, asked once."""
    try:
        found = read_entry(json.loads(case.entry), runner.answerer.pack)
    except RuleFileError as error:  # a topic or document that it names is gone
        return Outcome(case.id, False, False, "", tuple(one.message for one in error.problems))
    rows = list(runner.run([found], lambda kind, written: True))
    faults = [
        f"{row.id.rpartition('.')[2]}. {fault}" if len(rows) > 1 else fault
        for row in rows
        for fault in faults_of(row)
    ]
    passed = all(row.correct for row in rows)
    return Outcome(case.id, passed, any(row.harmful for row in rows), rows[-1].status, tuple(faults))


@dataclass(frozen=True)
class Broken:
    """Since when a case fails. `passed` is the last run in which it held, None if it never did; `packs` those that
    answered since, oldest first."""

    passed: Run | None
    failed: Run
    packs: tuple[str, ...]


def broken_since(history: Sequence[tuple[Run, Outcome]]) -> Broken | None:
    """Of what came out of a case, newest run first; None where it holds, or was never run."""
    failed: list[Run] = []
    passed = None
    for run, outcome in history:
        if outcome.passed:
            passed = run
            break
        failed.append(run)
    if not failed:
        return None
    return Broken(passed, failed[-1], tuple(dict.fromkeys(one.pack for one in reversed(failed))))


class Rehearsal:
    """Runs cases in the background, one run at a time in this process."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    @property
    def is_running(self) -> bool:
        return self._task is not None and not self._task.done()

    def start(
        self,
        run: int,
        cases: Sequence[Golden],
        runner: Runner,
        storage: Callable[[], Storage],
        clock: Callable[[], datetime],
    ) -> None:
        """Begins with a run that is kept already. Only where none is running."""
        self._task = asyncio.create_task(_through(run, cases, runner, storage, clock))

    async def ended(self) -> None:
        """Until nothing is running."""
        if self._task is not None:
            await asyncio.wait([self._task])


async def _through(
    run: int,
    cases: Sequence[Golden],
    runner: Runner,
    storage: Callable[[], Storage],
    clock: Callable[[], datetime],
) -> None:
    state = "broken"
    try:
        for start in range(0, len(cases), _AT_ONCE):
            some = cases[start : start + _AT_ONCE]
            found = await asyncio.to_thread(_tried, some, runner)
            if not await storage().golden.keep(run, found, clock()):
                return  # somebody does not want it any more
        state = "done"
    except StorageUnavailable as error:
        _log.error("Golden cases, run %s: %s", run, error)
    except Exception:  # noqa: BLE001  # a case that cannot be worked must not leave the run open for ever
        _log.exception("Golden cases, run %s", run)
    try:
        await storage().golden.close(run, state, clock())
    except StorageUnavailable as error:
        _log.error("Golden cases, run %s: %s", run, error)


def _tried(cases: Sequence[Golden], runner: Runner) -> list[Outcome]:
    return [tried(one, runner) for one in cases]


def today(clock: Callable[[], datetime]) -> date:
    return clock().astimezone(SEOUL).date()
