"""What is asked and what is expected of the answer: the same values for sets in files and for golden cases of staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.answering.answer import Language, Status
from rules.verdict import Outcome as VerdictOutcome

Written = Literal["ko", "en", "mixed"]


@dataclass(frozen=True)
class Expectation:
    """What an answer has to be. What is left empty is not asked for.

    `status`: every status that is right. `figures`: all must be stated, `any_figures`: one of them, as "won:150000000".
    `mentions`: regular expressions, each found somewhere in the words, whatever the case. `forbidden`: figures that
    do harm unless they are rejected, `forbidden_statements` origins of sentences that do ("statement:<id>").
    `verdicts`: by track, asked of an answer with the status verdict. `facts`: what
    the chat must have understood of the company afterwards, None for what it must not believe to know. `topics` and
    `citations`: all must be among those of the answer. `documents`: ids, one of which a search must find.
    """

    status: tuple[Status, ...] = ()
    figures: tuple[str, ...] = ()
    any_figures: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    forbidden_statements: tuple[str, ...] = ()
    verdicts: Mapping[str, VerdictOutcome] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    language: Language | None = None


@dataclass(frozen=True)
class Question:
    """One message and what is expected. `kind` groups the rates; `paraphrases` names the group of those that ask the
    same in other words, None for one of its own. `day` is the day it is asked on, None for the day of the run. `tags`
    are for whoever looks for it.
    """

    id: str
    text: str
    expected: Expectation
    kind: str = "question"
    written: Written = "ko"
    paraphrases: str | None = None
    day: date | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dialogue:
    """Messages of one chat, in order. Each is scored by itself."""

    id: str
    turns: tuple[Question, ...]
