"""Asks the questions of a set as a chat would, and keeps one row for each: what was expected, what came out.

A row of a blind set holds no text, neither of the question nor of the answer, nor of what was expected of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, get_args

from bot.answering.checking import plain_facts
from bot.answering.given import Search
from bot.answering.pipeline import Answerer
from bot.conversation import SEOUL, State, respond
from bot.evaluation.expectation import Question
from bot.evaluation.scoring import Fault, Outcome, Score, Scorer, Stage
from bot.evaluation.sets import EvaluationSet
from bot.reply import Event, plain
from rules.cases import Case, run_case

_FIRST = 5  # passages among which a search has to find the expected document
_CASE_STAGES: Mapping[str, Stage] = {"verdict": "verdicts", "cap": "figures"}
_STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True)
class Row:
    """One message or one self-check, as reports count and keep it.

    `status` is what came out, `expected` every right one. `figures` and `verdicts` are what the answer states as true,
    for comparing paraphrases. `grounded` is None where nothing needs proof, `milliseconds` without a clock.
    """

    set: str
    id: str
    kind: str
    written: str
    status: str
    expected: tuple[str, ...]
    correct: bool
    grounded: bool | None
    checked: tuple[Stage, ...]
    faults: tuple[Fault, ...] = ()
    harmful: tuple[Fault, ...] = ()
    ungrounded: tuple[Fault, ...] = ()
    text: str | None = None
    blind: bool = False
    confidence: float = 1.0
    paraphrases: str | None = None
    figures: tuple[str, ...] = ()
    verdicts: Mapping[str, str] = field(default_factory=dict)
    milliseconds: float | None = None

    @property
    def answers(self) -> bool:
        """Whether Gongo answered at all; everything else is abstaining."""
        return self.status in ("answered", "verdict")

    @property
    def wrong(self) -> tuple[Fault, ...]:
        """Everything wrong with it, the harmful first, each once."""
        return tuple(dict.fromkeys((*self.harmful, *self.faults, *self.ungrounded)))


@dataclass(frozen=True)
class Runner:
    """`today` is the day of questions that name none. `search` is asked only where an entry expects a document;
    `clock` gives seconds, None for a report without times."""

    answerer: Answerer
    scorer: Scorer
    today: date
    search: Search | None = None
    clock: Callable[[], float] | None = None

    def run(self, sets: Sequence[EvaluationSet], wanted: Callable[[str, str], bool]) -> Iterator[Row]:
        """A row for each message and case, in order. `wanted` says by kind and language which are scored."""
        for each in sets:
            for chat in [*[(one,) for one in each.questions], *[one.turns for one in each.dialogues]]:
                if not any(wanted(one.kind, one.written) for one in chat):
                    continue
                state = State(greeted=True)
                for question in chat:  # all turns are asked, scored are those that are wanted
                    day = question.day or self.today
                    outcome, state = self.ask(question, state)
                    score = self.scorer.score(question.expected, outcome, day)
                    if wanted(question.kind, question.written):
                        yield _row(each, question, outcome, score)
            if wanted("self-check", ""):
                yield from (self._judged(each, one) for one in each.cases)

    def ask(self, question: Question, state: State) -> tuple[Outcome, State]:
        """What comes out, and the chat after it."""
        day = question.day or self.today
        at = datetime(day.year, day.month, day.day, 12, tzinfo=SEOUL)
        started = self.clock() if self.clock else 0.0
        turn = respond(state, Event("text", question.text, at), self.answerer)
        milliseconds = (self.clock() - started) * 1000 if self.clock else None
        answer = turn.answer
        said = "\n\n".join(plain(reply) for reply in turn.replies)
        facts = plain_facts(self.answerer.pack, turn.state.context.facts)
        if answer is None:  # a step of the self-check, or a word on how to go on
            return Outcome("question", None, said, facts=facts, milliseconds=milliseconds), turn.state
        found = None
        if question.expected.documents and self.search is not None:
            hits = self.search(question.text, answer.language)[:_FIRST]
            found = tuple(one.citation.document.rpartition(".")[0] for one in hits)
        outcome = Outcome(
            answer.status,
            answer.language,
            said,
            answer.segments,
            answer.verdicts,
            facts,
            answer.topics,
            found,
            answer.confidence,
            milliseconds,
        )
        return outcome, turn.state

    def _judged(self, of: EvaluationSet, case: Case) -> Row:
        """A staff case. A verdict that is stated as certain and is another one does harm."""
        mismatches = run_case(case, self.answerer.pack.programme)
        faults = [
            Fault(
                _CASE_STAGES.get(one.what, "findings"),
                f"{one.track} {one.what} {one.found}, not {one.expected}",
            )
            for one in mismatches
        ]
        harmful = [
            Fault("verdicts", f"{one.track} {one.found}, not {one.expected}")
            for one in mismatches
            if one.what == "verdict" and one.found in ("eligible", "ineligible")
        ]
        return Row(
            of.name,
            case.where,
            "self-check",
            "",
            "verdict",
            ("verdict",),
            not faults,
            None,
            ("verdicts", "findings", "figures"),
            tuple(faults),
            tuple(harmful),
            text=case.name.en,
        )


def stated(outcome: Outcome) -> tuple[str, ...]:
    """The figures that an answer states as true, as they are written in sets."""
    found = {
        f"{figure.kind}:{figure.value}"
        for one in outcome.segments
        if not one.corrects and not one.origin.startswith("message:")
        for figure in one.figures
    }
    return tuple(sorted(found))


def _row(of: EvaluationSet, question: Question, outcome: Outcome, score: Score) -> Row:
    hide = _unnamed if of.blind else tuple
    return Row(
        of.name,
        question.id,
        question.kind,
        question.written,
        outcome.status,
        question.expected.status,
        score.correct,
        score.grounded,
        tuple(one for one in _STAGES if one in score.checked),
        hide(score.faults),
        hide(score.harmful),
        hide(score.ungrounded or ()),
        None if of.blind else question.text,
        of.blind,
        outcome.confidence,
        question.paraphrases,
        stated(outcome),
        dict(outcome.verdicts),
        outcome.milliseconds,
    )


def _unnamed(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Which stages failed, without what they expected."""
    return tuple(dict.fromkeys(Fault(one.stage, "") for one in faults))


def to_json(row: Row) -> dict[str, Any]:
    """As plain data, without what is empty; of a blind set also without what the answers state."""
    empty: tuple[Any, ...] = (None, (), {})
    hidden = ("figures", "verdicts") if row.blind else ()
    return {key: value for key, value in asdict(row).items() if value not in empty and key not in hidden}
