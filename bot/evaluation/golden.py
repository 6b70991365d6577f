"""An answer as a case for the sets, and cases as a file. A case is an entry as `sets` reads it, in plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

import yaml

from bot.answering.answer import Status
from bot.answering.pack import Pack
from bot.conversation import State
from bot.evaluation.expectation import Expectation, Question
from bot.evaluation.running import Runner, stated
from bot.evaluation.scoring import Outcome, reads
from bot.evaluation.sets import EvaluationSet, set_of
from rules.plain_yaml import PlainFile, Problem, RuleFileError, read_plain

MOST = 2000  # cases that are kept: `gongo eval` reads no larger file
MOST_TURNS = 20

Entry = Mapping[str, Any]

_HEAD = ("id", "group", "language", "tags", "date")  # of an entry; the rest is of a message
_ANY: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True)
class Proposal:
    """A case that holds now, and what it was made from. `turn` is the last message with what is expected of it."""

    turn: Entry
    earlier: tuple[Entry, ...]
    language: str
    outcome: Outcome


def propose(runner: Runner, messages: Sequence[str], day: date) -> Proposal:
    """Asks the messages of one chat on a day; what comes out of the last one is what will be expected of it.

    Of the messages before it nothing is expected: they only lead there.
    """
    state = State(greeted=True)
    for text in messages[:-1]:
        _, state = runner.ask(Question("", text, Expectation(), day=day), state)
    outcome, _ = runner.ask(Question("", messages[-1], Expectation(), day=day), state)
    pack = runner.answerer.pack
    documents = {one.id for one in pack.documents}
    topics = pack.topics.topics if pack.topics else {}
    cited = dict.fromkeys(one.document.rpartition(".")[0] for one in outcome.citations)
    turn = {
        "text": messages[-1],
        "status": [outcome.status],
        "figures": [one for one in stated(outcome) if reads(one, outcome, pack.programme.names)],
        "verdicts": dict(outcome.verdicts) if outcome.status == "verdict" else {},
        "facts": dict(outcome.facts),
        "topic": [one for one in outcome.topics if one in topics],
        "citations": [one for one in cited if one in documents],
    }
    earlier = tuple({"text": text, "status": list(_ANY)} for text in messages[:-1])
    return Proposal(_filled(turn), earlier, outcome.language or "mixed", outcome)


def made(
    turn: Entry,
    earlier: Sequence[Entry],
    *,
    id: str,
    kind: str,
    language: str,
    tags: Sequence[str] = (),
    day: date | None = None,
) -> Entry:
    """The entry of a message and those before it."""
    on = day.isoformat() if day else None
    head = _filled({"id": id, "group": kind, "language": language, "tags": list(tags), "date": on})
    if not earlier:
        return {**head, **_filled(turn)}
    last = turn if language == "mixed" else {**turn, "language": language}
    return {**head, "turns": [*map(dict, earlier), _filled(last)]}


def turns_of(entry: Entry) -> list[Entry]:
    """The messages of an entry with what is expected of each."""
    if "turns" in entry:
        return list(entry["turns"])
    return [{key: value for key, value in entry.items() if key not in _HEAD}]


def read_entry(entry: Entry, pack: Pack) -> EvaluationSet:
    """The entry as a set of its own. Raises RuleFileError for what this pack does not know."""
    return set_of(PlainFile(str(entry.get("id", "")), [dict(entry)]), "golden", pack)


def entries_of(text: str, name: str, pack: Pack) -> tuple[Entry, ...]:
    """The entries of a file of questions or dialogues. Raises RuleFileError with every problem at its line."""
    file = read_plain(text, name)
    found = set_of(file, name, pack)
    refused = ""
    if found.blind:
        refused = "a blind set is never shown, so it cannot be kept here"
    elif found.cases:
        refused = "these are cases of a self-check; `gongo rules cases` runs them"
    elif len(found.questions) + len(found.dialogues) > MOST:
        refused = f"more than {MOST} cases"
    elif any(len(one.turns) > MOST_TURNS for one in found.dialogues):
        refused = f"a chat has more than {MOST_TURNS} messages"
    if refused:
        raise RuleFileError([Problem(name, 1, 1, refused)])
    data = file.data
    day = data.get("date") if isinstance(data, dict) else None
    listed = data if isinstance(data, list) else [*data.get("questions", ()), *data.get("dialogues", ())]
    return tuple({**({"date": day} if day else {}), **one} for one in listed)


def as_yaml(entries: Iterable[Entry]) -> str:
    """A file of these entries, as `gongo eval` reads it."""
    questions: list[Entry] = []
    dialogues: list[Entry] = []
    for one in entries:
        (dialogues if "turns" in one else questions).append(dict(one))
    data = {"questions": questions, **({"dialogues": dialogues} if dialogues else {})}
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)


def _filled(data: Entry) -> dict[str, Any]:
    """Without what is empty: that is not asked for."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {}, ())}
