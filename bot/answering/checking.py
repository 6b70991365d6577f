"""The self-check for machines: facts in, verdicts out. Imports nothing that searches or sends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.answering.pack import Pack
from rules.derived import derive
from rules.edition import intake_state
from rules.facts import Known, in_order, read_facts


def check_company(pack: Pack, given: Mapping[str, object], today: date) -> dict[str, Any]:
    """Verdicts, what is worth asking, what is silent, caps in won and the intake of a day, per track.

    Beside facts, `place` takes the name of a city, county or district: the region follows from it.

    Raises FactError for a key or value that the programme does not have.
    """
    facts = read_facts(derive(given, pack.programme.facts), pack.programme.facts)
    judge = pack.judge_on(today)
    verdicts = judge.judge(facts)
    known = {key: str(fact.value) for key, fact in facts.items() if fact.value is not None}
    return {
        "verdicts": {track: one.outcome for track, one in verdicts.items()},
        "ask": {track: list(one.ask) for track, one in verdicts.items()},
        "silent": {track: list(one.silent) for track, one in verdicts.items()},
        "cap_won": {track: _figure_or_list(one.cap_won) for track, one in verdicts.items()},
        "intake": {id: intake_state(track, today, known) for id, track in judge.edition.tracks.items()},
    }


def plain_facts(pack: Pack, facts: Mapping[str, Known]) -> dict[str, Any]:
    """Facts as they are written in JSON: a value, a list of values still possible, or "uncertain"."""
    plain: dict[str, Any] = {}
    for key, fact in facts.items():
        spec = pack.programme.facts[key]
        values = [one.isoformat() if isinstance(one, date) else one for one in in_order(fact.possible, spec)]
        known_in_part = fact.possible != spec.values
        plain[key] = values[0] if len(values) == 1 else values if known_in_part else "uncertain"
    return plain


def _figure_or_list(won: tuple[int, ...] | None) -> int | list[int] | None:
    if won is None:
        return None
    return won[0] if len(won) == 1 else list(won)
