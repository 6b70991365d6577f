"""Sets to evaluate with, from YAML: questions, dialogues, or the staff cases of a self-check.

A file is a list of questions, a list of dialogues (entries with `turns`), or a map that says more:

    blind: true                 # only rates and kinds of faults may be shown, never a text
    date: 2026-11-22            # the day on which questions without one of their own are asked
    questions: [...]            # or dialogues: [...], or both

A file with `cases` is one of rules/cases.py. Names that the pack does not have are refused with the nearest that it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, RootModel

from bot.answering.answer import Status
from bot.answering.pack import Pack
from bot.evaluation.expectation import Dialogue, Expectation, Question, Written
from rules.cases import Case, cases_of
from rules.facts import FactError, read_fact
from rules.patterns import compiled
from rules.plain_yaml import Path as Place
from rules.plain_yaml import PlainFile, Problem, RuleFileError
from rules.shape import Shape, did_you_mean, read_file, shaped
from rules.verdict import Outcome as VerdictOutcome

_KINDS = ("won", "percent", "count", "date", "month", "day", "year", "time", "phone", "number")


@dataclass(frozen=True)
class EvaluationSet:
    """One file. Of a blind one no text may be shown."""

    name: str
    blind: bool
    questions: tuple[Question, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    cases: tuple[Case, ...] = ()


def read_sets(paths: Iterable[Path], pack: Pack) -> tuple[EvaluationSet, ...]:
    """Raises RuleFileError with every problem of all files."""
    found: list[EvaluationSet] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(read_set(path, pack))
        except RuleFileError as error:
            problems.extend(error.problems)
        if [one.name for one in found].count(path.name) > 1:
            problems.append(Problem(str(path), 1, 1, f"two sets are named {path.name}; rename one"))
    if problems:
        raise RuleFileError(problems)
    return tuple(found)


def read_set(path: Path, pack: Pack) -> EvaluationSet:
    """Raises RuleFileError with every problem found."""
    return set_of(read_file(path), path.name, pack)


def set_of(file: PlainFile, name: str, pack: Pack) -> EvaluationSet:
    """The set in a file that has been read. Raises RuleFileError with every problem found."""
    if isinstance(file.data, dict) and "cases" in file.data:
        return EvaluationSet(name, False, cases=cases_of(file, pack.programme))
    blind, day, entries = _entries(file)
    problems = [*_twice(entries, file), *_unknown_names(entries, file, pack)]
    if problems:
        raise RuleFileError(problems)
    return EvaluationSet(
        name,
        blind,
        tuple(_question(one, day, pack) for _, one in entries if isinstance(one, _Question)),
        tuple(_dialogue(one, day, pack) for _, one in entries if isinstance(one, _Dialogue)),
    )


_Placed = list[tuple[Place, "_Question | _Dialogue"]]


def _entries(file: PlainFile) -> tuple[bool, date | None, _Placed]:
    """Whether the set is blind, its day, and its entries with the places where they stand."""
    data = file.data
    if isinstance(data, list):
        if data and isinstance(data[0], dict) and "turns" in data[0]:
            return False, None, _placed((), shaped(file, _DialogueList).root)
        return False, None, _placed((), shaped(file, _QuestionList).root)
    if isinstance(data, dict) and "dialogues" in data:
        chats = shaped(file, _Dialogues)
        found = [*_placed(("questions",), chats.questions), *_placed(("dialogues",), chats.dialogues)]
        return chats.blind, chats.date, found
    single = shaped(file, _Questions)
    return single.blind, single.date, _placed(("questions",), single.questions)


def _placed(top: Place, entries: Sequence[_Question | _Dialogue]) -> _Placed:
    return [((*top, index), one) for index, one in enumerate(entries)]


# --- the shape of the files -------------------------------------------------------------------------------------


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _chosen(known: Iterable[str]) -> BeforeValidator:
    def check(value: object) -> object:
        if isinstance(value, str) and value not in known:
            raise ValueError(f"'{value}' is none of {', '.join(known)}{did_you_mean(value, known)}")
        return value

    return BeforeValidator(check)


def _figure(value: object) -> object:
    kind, colon, rest = value.partition(":") if isinstance(value, str) else ("", "", "")
    if not colon or not rest:
        raise ValueError("a figure is written with its kind, as won:150000000")
    if kind not in _KINDS:
        raise ValueError(f"'{kind}' is no kind of figure{did_you_mean(kind, _KINDS)}")
    return value


def _origin(value: object) -> object:
    kind, colon, rest = value.partition(":") if isinstance(value, str) else ("", "", "")
    if not (kind and colon and rest):
        raise ValueError("a statement is named with its kind, as statement:cap-basic")
    return value


def _pattern(value: object) -> object:
    compiled(value if isinstance(value, str) else "")  # says why, but not the pattern: the set may be blind
    return value


def _day(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    raise ValueError("expected a day in the form of 2025-03-31")


_OneStatus = Annotated[Status, _chosen(get_args(Status))]
_OneFigure = Annotated[str, BeforeValidator(_figure)]
_OneOrigin = Annotated[str, BeforeValidator(_origin)]
_OnePattern = Annotated[str, BeforeValidator(_pattern)]
_OneVerdict = Annotated[VerdictOutcome, _chosen(get_args(VerdictOutcome))]
_Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
_Day = Annotated[date, BeforeValidator(_day)]


class _Turn(Shape):
    text: str
    status: Annotated[tuple[_OneStatus, ...], BeforeValidator(_listed), Field(min_length=1)]
    figures: tuple[_OneFigure, ...] = ()
    any_figures: tuple[_OneFigure, ...] = ()
    mentions: tuple[_OnePattern, ...] = ()
    forbidden: tuple[_OneFigure, ...] = ()
    forbidden_statements: Annotated[tuple[_OneOrigin, ...], BeforeValidator(_listed)] = ()
    verdicts: dict[str, _OneVerdict] = Field(default_factory=dict)
    facts: dict[str, Any] = Field(default_factory=dict)
    topic: _Names = ()
    citations: _Names = ()
    documents: _Names = ()
    language: Literal["ko", "en", "mixed"] | None = None
    harmful_if: str | None = None  # for people who judge answers; no code reads it


class _Question(_Turn):
    id: str
    group: str = "question"
    paraphrases: str | None = None
    date: _Day | None = None
    tags: _Names = ()


class _Dialogue(Shape):
    id: str
    group: str = "dialogue"
    language: Literal["ko", "en", "mixed"]
    date: _Day | None = None
    tags: _Names = ()
    turns: Annotated[list[_Turn], Field(min_length=1)]


class _Questions(Shape):
    blind: bool = False
    date: _Day | None = None
    questions: list[_Question]


class _Dialogues(Shape):
    blind: bool = False
    date: _Day | None = None
    dialogues: list[_Dialogue]
    questions: list[_Question] = Field(default_factory=list)


class _QuestionList(RootModel[list[_Question]]):
    pass


class _DialogueList(RootModel[list[_Dialogue]]):
    pass


# --- names that the pack has to have ----------------------------------------------------------------------------


def _twice(entries: _Placed, file: PlainFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, one in entries:
        if one.id in seen:
            yield file.problem((*place, "id"), f"the id '{one.id}' is used twice")
        seen.add(one.id)


def _unknown_names(entries: _Placed, file: PlainFile, pack: Pack) -> Iterator[Problem]:
    known: dict[str, Iterable[str]] = {
        "verdicts": {track for one in pack.programme.editions.values() for track in one.tracks},
        "facts": pack.programme.facts,
        "topic": pack.topics.topics if pack.topics else (),
        "citations": {one.id for one in pack.documents},
        "documents": {one.id for one in pack.documents},
    }
    statements = {id for one in pack.programme.editions.values() for id in one.statements}
    for at, entry in entries:
        turns: list[tuple[Place, _Turn]] = (
            [((*at, "turns", number), one) for number, one in enumerate(entry.turns)]
            if isinstance(entry, _Dialogue)
            else [(at, entry)]
        )
        for place, turn in turns:
            for key, names in known.items():
                for name in getattr(turn, key):
                    if name not in names:
                        hint = did_you_mean(name, names)
                        yield file.problem((*place, key, name), f"no {_WORDS[key]} '{name}'{hint}")
            for number, origin in enumerate(turn.forbidden_statements):
                kind, _, id = origin.partition(":")
                if kind == "statement" and id not in statements:
                    hint = did_you_mean(id, statements)
                    yield file.problem((*place, "forbidden_statements", number), f"no statement '{id}'{hint}")
            for name, value in turn.facts.items():
                spec = pack.programme.facts.get(name)
                try:
                    if spec is not None and value is not None:
                        read_fact(_plain(name, value, pack), spec)
                except FactError as error:
                    yield file.problem((*place, "facts", name), str(error))


_WORDS: Mapping[str, str] = {
    "verdicts": "track",
    "facts": "fact",
    "topic": "topic",
    "citations": "document",
    "documents": "document",
}


# --- values -----------------------------------------------------------------------------------------------------


def _question(data: _Question, day: date | None, pack: Pack) -> Question:
    return Question(
        data.id,
        data.text,
        _expected(data, data.language, pack),
        data.group,
        data.language or "mixed",
        data.paraphrases,
        data.date or day,
        data.tags,
    )


def _dialogue(data: _Dialogue, day: date | None, pack: Pack) -> Dialogue:
    turns = [
        Question(
            f"{data.id}.{number}",
            turn.text,
            _expected(turn, turn.language or _of_script(turn.text), pack),
            data.group,
            turn.language or data.language,
            None,
            data.date or day,
            data.tags,
        )
        for number, turn in enumerate(data.turns, 1)
    ]
    return Dialogue(data.id, tuple(turns))


def _of_script(text: str) -> Written | None:
    """The language of a turn that names none: Korean if it has no Latin letter; English alone may be a name."""
    return "ko" if re.search("[가-힣]", text) and not re.search("[A-Za-z]", text) else None


def _expected(data: _Turn, language: Written | None, pack: Pack) -> Expectation:
    return Expectation(
        data.status,
        data.figures,
        data.any_figures,
        data.mentions,
        data.forbidden,
        data.forbidden_statements,
        data.verdicts,
        {key: _plain(key, value, pack) for key, value in data.facts.items()},
        data.topic,
        data.citations,
        data.documents,
        None if language == "mixed" else language,
    )


def _plain(key: str, value: object, pack: Pack) -> object:
    """A fact's value with yes and no for those that take them, as in the rule files."""
    words: dict[object, object] = {"yes": True, "no": False}
    is_yes_no = pack.programme.facts[key].type == "yes_no" and isinstance(value, str)
    return words.get(value, value) if is_yes_no else value
