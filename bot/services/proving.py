"""What a draft would do, found out before it is published: the draft's pack beside the live one. Slow; for a thread."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from bot.answering.pack import Pack, misread_figures
from bot.conversation import SEOUL, from_json, respond
from bot.evaluation.comparing import compare_rows
from bot.evaluation.matching import is_found_in_time
from bot.evaluation.report import report
from bot.evaluation.running import Row, Runner
from bot.evaluation.scoring import Scorer
from bot.evaluation.sets import EvaluationSet, read_sets
from bot.reply import Event, plain
from bot.services.coverage import coverage, read_marks
from bot.services.learning import read_examples
from bot.services.live import Answering, Live
from bot.services.packfiles import CASES, QUESTIONS, PackFolder
from bot.storage.packs import AskedBefore
from knowledge.documents import DocumentError
from rules.acknowledged import read_acknowledged, settle
from rules.cells import TooManyCells
from rules.comparing import Flip, diff, merged
from rules.edition import Edition
from rules.facts import Value
from rules.lint import Finding, lint
from rules.plain_yaml import RuleFileError
from rules.shape import read_file
from rules.verdict import Verdict

Step = Literal["load", "rules", "coverage", "flips", "learn", "golden", "questions"]
STEPS: tuple[Step, ...] = ("load", "rules", "coverage", "flips", "learn", "golden", "questions")
Progress = Callable[[Step, int, int], None]  # the step, how much of it is done, how much there is

AnswerPart = Literal["status", "figures", "verdicts", "text"]
_PARTS: tuple[AnswerPart, ...] = ("status", "figures", "verdicts", "text")
_SHOWN = 200  # of anything that could be long


@dataclass(frozen=True)
class Flaw:
    """Something wrong, or odd, with where it stands; `right` says what to do."""

    kind: str  # load, misread, or the name of a check of rules/lint.py
    severity: Literal["error", "warning"]
    file: str
    line: int
    column: int
    at: str
    wrong: Mapping[str, str]  # by language
    right: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Uncovered:
    """What rules and documents do not have of each other: `where` is a document and line, or a statement."""

    kind: Literal["unfound", "unclaimed_figure", "unclaimed_condition"]
    where: str
    found: str
    sentence: str = ""


@dataclass(frozen=True)
class Flipped:
    """Companies that come out otherwise. Caps are in won; `company` is one of them; `share` (0..1) is a rough share,
    `kinds` of `of` are exact: kinds of companies that the rules tell apart."""

    before_edition: str
    after_edition: str
    track: str
    share: float
    kinds: int
    of: int
    company: Mapping[str, str]
    before: str
    before_cap: tuple[int, ...]
    after: str
    after_cap: tuple[int, ...]
    because: tuple[tuple[str, str | None, str | None], ...]


@dataclass(frozen=True)
class GoldenChange:
    """A golden case that came out otherwise than before, or does harm. Of a blind set, without id and text."""

    change: Literal["broke", "mended", "harmful", "case"]
    set: str
    id: str
    text: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Golden:
    """`before` and `after` are how many of `of` cases were right; `now_of` how many the draft has."""

    before: int
    after: int
    of: int
    now_right: int
    now_of: int
    changes: tuple[GoldenChange, ...]


@dataclass(frozen=True)
class Said:
    """What a pack answers."""

    status: str
    text: str
    figures: tuple[str, ...]
    verdicts: Mapping[str, str]
    edition: str


@dataclass(frozen=True)
class AnswerChange:
    """A question that somebody asked, and what the live pack and the draft say to it. `differs` names what differs.

    `log` is its number in the log: words of people are kept there and nowhere else, so a report that was stored has
    none, until they are looked up (see `Publisher.report_of`); "" for a question that was deleted there.
    """

    log: int
    question: str
    asked_on: str
    differs: tuple[AnswerPart, ...]
    before: Said
    after: Said


@dataclass(frozen=True)
class Report:
    """Everything found. `key` names the draft and the live pack that it is about; where the pack does not load there
    are flaws and nothing else."""

    key: str
    pack: str
    against: str
    day: str
    flaws: tuple[Flaw, ...]
    settled: int = 0
    uncovered: tuple[Uncovered, ...] = ()
    tracks_added: tuple[str, ...] = ()
    tracks_removed: tuple[str, ...] = ()
    flips: tuple[Flipped, ...] = ()
    not_counted: tuple[str, ...] = ()  # editions with too many kinds of companies
    golden: Golden | None = None
    asked: int = 0
    answers: tuple[AnswerChange, ...] = ()

    @property
    def errors(self) -> int:
        """How much there is that bars the draft: what cannot be right. What differs is for the approver to judge."""
        wrong = sum(one.severity == "error" for one in self.flaws)
        unproven = sum(one.kind == "unfound" for one in self.uncovered)
        golden = self.golden.changes if self.golden else ()
        return wrong + unproven + sum(one.change in ("harmful", "case") for one in golden)


_REPORTS = TypeAdapter(Report)


@dataclass(frozen=True)
class FlipCount:
    """How many companies of an edition's track go from one verdict to another, and some of them."""

    edition: str
    track: str
    before: str
    after: str
    share: float
    kinds: int
    of: int
    examples: tuple[Flipped, ...]


def counted_flips(one: Report, examples: int = 3) -> tuple[FlipCount, ...]:
    """Who flips by edition, track, and what becomes what; caps aside, a verdict that stays is a cap that changes."""
    groups: dict[tuple[str, str, str, str], list[Flipped]] = {}
    for each in one.flips:
        editions = dict.fromkeys((each.before_edition, each.after_edition))
        groups.setdefault((" → ".join(editions), each.track, each.before, each.after), []).append(each)
    return tuple(
        FlipCount(
            *key,
            sum(each.share for each in group),
            sum(each.kinds for each in group),
            max(each.of for each in group),
            tuple(sorted(group, key=lambda each: -each.share)[:examples]),
        )
        for key, group in groups.items()
    )


def to_json(one: Report) -> str:
    """For keeping: without words of people, who may have them deleted."""
    return _REPORTS.dump_json(with_words(one, {}, {})).decode()


def from_stored(text: str) -> Report:
    return _REPORTS.validate_json(text)


def with_words(one: Report, questions: Mapping[int, str], texts: Mapping[int, tuple[str, str]]) -> Report:
    """With these questions and no other, and what was said to them before and after; by their numbers in the log."""

    def filled(change: AnswerChange) -> AnswerChange:
        question = questions.get(change.log, "")
        before, after = texts.get(change.log, ("", "")) if question else ("", "")
        return replace(
            change,
            question=question,
            before=replace(change.before, text=before),
            after=replace(change.after, text=after),
        )

    return replace(one, answers=tuple(filled(each) for each in one.answers))


def texts_of(one: Report) -> dict[int, tuple[str, str]]:
    """What was said to each question before and after."""
    return {each.log: (each.before.text, each.after.text) for each in one.answers}


def key_of(digest: str, against: str) -> str:
    """Names what a report is about: the digests of the draft's pack and of the live one."""
    return hashlib.sha256(f"{digest} {against}".encode()).hexdigest()


@dataclass(frozen=True)
class Prover:
    """Looks at a draft's pack in `folder` beside what is live. `golden` are further sets, beside those of the pack."""

    live: Live
    folder: PackFolder
    key: str
    day: date
    golden: Sequence[Path] = ()
    asked: Sequence[AskedBefore] = ()
    progress: Progress = lambda step, done, of: None

    def report(self) -> Report:
        """Runs every check; takes seconds, and minutes more where examples changed."""
        against = self.live.now.pack
        self.progress("load", 0, 1)
        try:
            pack = self.folder.load()
            acknowledged = read_acknowledged(self.folder.rules)
            marks = read_marks(self.folder.rules)
            sets = read_sets(self._sets(), pack)
            assert pack.topics is not None
            read_examples(self.folder.rules, pack.topics)
        except (RuleFileError, DocumentError) as problem:
            return Report(self.key, "", against.name, self.day.isoformat(), tuple(self._broken(problem)))
        self.progress("rules", 0, 1)
        settled = settle((*misread_figures(pack.programme), *lint(pack.programme)), acknowledged)
        flaws = tuple(self._flaw(one) for one in settled.open)
        self.progress("coverage", 0, 1)
        covered = coverage(pack.programme, pack.documents, marks)
        uncovered = (
            *(Uncovered("unfound", one.at, f"{one.value} ({one.language})") for one in covered.unfound),
            *(
                Uncovered("unclaimed_figure", f"{one.document}:{one.line}", one.found, one.sentence)
                for one in covered.unclaimed_figures
            ),
            *(
                Uncovered("unclaimed_condition", f"{one.document}:{one.line}", one.found, one.sentence)
                for one in covered.unclaimed_conditions
            ),
        )
        begun = Report(
            self.key,
            pack.name,
            against.name,
            self.day.isoformat(),
            flaws,
            len(settled.settled),
            tuple(dict.fromkeys(uncovered))[:_SHOWN],
        )
        return self._answered(self._with_flips(begun, against, pack), pack, sets)

    def _sets(self) -> list[Path]:
        own = [
            path for name in (QUESTIONS, CASES) for path in sorted((self.folder.rules / name).glob("*.yaml"))
        ]
        return [*own, *self.golden]

    def _broken(self, problem: RuleFileError | DocumentError) -> Iterator[Flaw]:
        if isinstance(problem, RuleFileError):
            for one in problem.problems[:_SHOWN]:
                said = self.folder.told(one.message)
                words = {"ko": said, "en": said}
                yield Flaw("load", "error", self.folder.told(one.file), one.line, one.column, "", words)
            return
        for text in problem.problems[:_SHOWN]:
            file, _, rest = self.folder.told(text).partition(":")
            line, _, said = rest.partition(":")
            words = {"ko": said.strip(), "en": said.strip()}
            yield Flaw("load", "error", file, int(line) if line.isdecimal() else 1, 1, "", words)

    def _flaw(self, one: Finding) -> Flaw:
        place = read_file(self.folder.rules / one.file).problem(one.path, "")
        return Flaw(
            one.check,
            one.severity,
            f"rules/{one.file}",
            place.line,
            place.column,
            one.at,
            {"ko": one.wrong.ko, "en": one.wrong.en},
            {"ko": one.right.ko, "en": one.right.en},
        )

    # who flips

    def _with_flips(self, found: Report, before: Pack, after: Pack) -> Report:
        flips: list[Flipped] = []
        added: list[str] = []
        removed: list[str] = []
        uncounted: list[str] = []
        pairs = list(self._editions(before, after))
        specs = merged(before.programme.facts, after.programme.facts)
        for number, (old, new) in enumerate(pairs):
            self.progress("flips", number, len(pairs))
            name = new.id if old.id == new.id else f"{old.id} → {new.id}"
            try:
                result = diff(old, new, specs)
            except TooManyCells:
                uncounted.append(name)
                continue
            flips += [_flipped(old, new, one) for one in result.flips]
            added += [f"{name} {one}" for one in result.added]
            removed += [f"{name} {one}" for one in result.removed]
        return replace(
            found,
            flips=tuple(flips),
            tracks_added=tuple(added),
            tracks_removed=tuple(removed),
            not_counted=tuple(uncounted),
        )

    def _editions(self, before: Pack, after: Pack) -> Iterator[tuple[Edition, Edition]]:
        """Each edition beside itself, and the one that decides on the day beside the one that did."""
        old, new = before.programme.editions, after.programme.editions
        deciding = before.programme.deciding_on(self.day), after.programme.deciding_on(self.day)
        if deciding[0].id != deciding[1].id:
            yield deciding
        for id, edition in new.items():
            if id in old and edition.tracks and old[id].tracks:
                yield old[id], edition

    # answers

    def _answered(self, found: Report, pack: Pack, sets: Sequence[EvaluationSet]) -> Report:
        self.progress("learn", 0, 1)
        live = self.live.now
        with (
            closing(self.live.apart(live.pack, self.live.rules_of(live))) as before,
            closing(self.live.apart(pack, self.folder.rules)) as after,
        ):
            golden = self._golden(before, after, sets)
            answers = tuple(self._changes(before, after))
        return replace(found, golden=golden, asked=len(self.asked), answers=answers)

    def _golden(self, before: Answering, after: Answering, sets: Sequence[EvaluationSet]) -> Golden:
        """The draft's sets, answered by both: what is right from now on is what the draft says is right."""
        try:
            old_sets = read_sets(self._sets(), before.pack)
        except RuleFileError:  # they name what the live pack does not have
            old_sets = tuple(one for each in self._sets() for one in _readable(each, before.pack))
        of = 2 * sum(_size(one) for one in sets)
        old = tuple(self._run(before, old_sets, 0, of))
        now = report(self._run(after, sets, of // 2, of))
        compared = compare_rows(before.pack.name, old, now)
        harmful = [one for one in now.rows if one.harmful]
        cases = [one for one in now.rows if one.kind == "self-check" and not one.correct]
        changes = [
            *(_golden_change("harmful", one) for one in harmful),
            *(_golden_change("case", one) for one in cases if one not in harmful),
            *(_golden_change("broke", one) for one in compared.broken if one not in [*harmful, *cases]),
            *(_golden_change("mended", one) for one in compared.mended),
        ]
        return Golden(
            compared.before.right,
            compared.after.right,
            compared.after.of,
            now.correct.right,
            now.correct.of,
            tuple(changes[:_SHOWN]),
        )

    def _run(self, by: Answering, sets: Sequence[EvaluationSet], done: int, of: int) -> Iterator[Row]:
        runner = Runner(by.answerer, Scorer(by.pack, by.documents(), is_found_in_time), self.day, by.search)
        for number, row in enumerate(runner.run(sets, lambda kind, written: True)):
            self.progress("golden", done + number, of)
            yield row

    def _changes(self, before: Answering, after: Answering) -> Iterator[AnswerChange]:
        for number, one in enumerate(self.asked):
            self.progress("questions", number, len(self.asked))
            old, new = (self._said(one, by) for by in (before, after))
            differs = tuple(part for part in _PARTS if getattr(old, part) != getattr(new, part))
            if differs:
                asked_on = one.at.astimezone(SEOUL).date().isoformat()
                yield AnswerChange(one.id, one.text, asked_on, differs, old, new)

    def _said(self, one: AskedBefore, by: Answering) -> Said:
        """As if it were asked on the day of the checks: what users get from now on counts."""
        at = datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=SEOUL)
        state = replace(from_json(one.state_before), greeted=True, fragment=None)
        turn = respond(state, Event("text", one.text, at, one.language), by.answerer)
        # Every answer names its pack: that is no difference.
        text = "\n\n".join(plain(reply) for reply in turn.replies).replace(by.pack.name, "")
        answer = turn.answer
        if answer is None:
            return Said("dialogue", text, (), {}, "")
        figures = dict.fromkeys(f"{one.kind}:{one.value}" for each in answer.segments for one in each.figures)
        return Said(answer.status, text, tuple(figures), dict(answer.verdicts), answer.edition)


def _readable(path: Path, pack: Pack) -> Iterable[EvaluationSet]:
    try:
        return read_sets([path], pack)
    except RuleFileError:
        return ()


def _size(one: EvaluationSet) -> int:
    return len(one.questions) + sum(len(each.turns) for each in one.dialogues) + len(one.cases)


def _golden_change(change: Literal["broke", "mended", "harmful", "case"], row: Row) -> GoldenChange:
    from bot.evaluation.page import faults_of, named

    set, id, text = named(row)
    return GoldenChange(change, set, id, text, tuple(faults_of(row)))


def _flipped(old: Edition, new: Edition, one: Flip) -> Flipped:
    return Flipped(
        old.id,
        new.id,
        one.track,
        one.share,
        one.kinds,
        one.of,
        {key: _plain(value) for key, value in one.company.items()},
        one.before.outcome,
        _cap(one.before),
        one.after.outcome,
        _cap(one.after),
        one.because,
    )


def _cap(verdict: Verdict) -> tuple[int, ...]:
    return tuple(verdict.cap_won or ())


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
