"""Why an answer is what it is: found once more, with everything that decided it. For staff.

A Trace is plain values; Telegram shows it as paragraphs (`told`), the console as a page and as JSON (`as_json`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ParamSpec, TypeVar

from bot.answering.answer import Answer, Context, Language, Segment
from bot.answering.company import read_company
from bot.answering.composing import render
from bot.answering.desk import Desk
from bot.answering.gate import Refusal
from bot.answering.given import PassageFound, Search, Step
from bot.answering.pipeline import Answerer
from bot.answering.understanding import Clause, Reading
from bot.answering.values import told_values
from bot.services.outcome import cut
from bot.wording.catalogue import say
from knowledge.normalise import squash
from rules.edition import Criterion
from rules.facts import Facts, FactSpec, Known, known, merge
from rules.regions import find_regions
from rules.verdict import Cause, Finding, Outcome, State, Verdict

_P = ParamSpec("_P")
_T = TypeVar("_T")
_PASSAGES = 5  # told in a chat
_TOPICS = 3
_EXCERPT = 60  # characters of a passage


# --- what was seen of the steps ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Done:
    """A step of answering: what went in, what came out, and the seconds that it took without the steps inside it."""

    step: Step
    given: tuple[Any, ...]
    result: Any
    seconds: float


class Recorder:
    """Does the steps of one turn (a `Watch`), and remembers them in the order in which they ended.

    `clock` gives seconds. For one thread.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.done: list[Done] = []
        self._clock = clock
        self._inside = 0.0

    def __call__(self, step: Step, work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
        outer, self._inside = self._inside, 0.0
        began = self._clock()
        try:
            result = work(*given, **named)
        finally:
            taken = self._clock() - began
            inside, self._inside = self._inside, outer + taken
        self.done.append(Done(step, given, result, taken - inside))
        return result


# --- the trace as values ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """A concept, and the words that carry it; empty where they stand elsewhere in the chat."""

    concept: str
    text: str


@dataclass(frozen=True)
class TopicSeen:
    """A topic that words ask for, with their weight and the words that decided."""

    id: str
    score: float
    words: tuple[Word, ...]


@dataclass(frozen=True)
class ClauseSeen:
    text: str
    topics: tuple[TopicSeen, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Sound:
    """What a text sounds like, by learnt examples: topics with scores, best first."""

    text: str
    topics: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class FactSeen:
    """A fact in words. `words` are those of this message that tell it; None for what was told otherwise or before."""

    key: str
    label: str
    value: str
    words: str | None


@dataclass(frozen=True)
class FindingSeen:
    criterion: str
    state: State
    cause: Cause | None
    says: str
    quote: str
    source: str
    address: str


@dataclass(frozen=True)
class VerdictSeen:
    """`stated`: whether the answer tells it."""

    track: str
    title: str
    outcome: Outcome
    stated: bool
    findings: tuple[FindingSeen, ...]


@dataclass(frozen=True)
class PassageSeen:
    """`share` is the share of the question's words, `cosine` how near in meaning; `least` is what score and share
    would have to reach to answer a question without a topic. `quoted`: the answer cites it."""

    id: str
    title: str
    text: str
    score: float
    share: float
    cosine: float | None
    reason: str
    kept: bool
    least: float
    quoted: bool


@dataclass(frozen=True)
class SegmentSeen:
    """`refusal` is why the gate kept it back; None for one that passed."""

    origin: str
    text: str
    figures: tuple[str, ...]
    sources: tuple[str, ...]
    refusal: str | None


@dataclass(frozen=True)
class StepSeen:
    """`times`: how often the step was done; `seconds` for all of them together."""

    step: str
    times: int
    seconds: float


@dataclass(frozen=True)
class Trace:
    """The steps to an answer. `status` is empty where the dialogue spoke without an answer.

    `read_as` is the message as it was understood, mended; `matched_as` the form in which words are looked for.
    `topics` are what the answer is about. `searched`: whether answering looked for passages; the nearest ones are
    in `passages` in any case.
    """

    pack: str
    edition: str
    day: str
    status: str
    language: str
    read_as: str
    matched_as: str
    read_language: str
    confidence: float
    topics: tuple[str, ...]
    clauses: tuple[ClauseSeen, ...]
    sounds: tuple[Sound, ...]
    facts: tuple[FactSeen, ...]
    verdicts: tuple[VerdictSeen, ...]
    searched: bool
    passages: tuple[PassageSeen, ...]
    segments: tuple[SegmentSeen, ...]
    steps: tuple[StepSeen, ...]

    @property
    def refused(self) -> tuple[str, ...]:
        return tuple(f"{one.origin}: {one.refusal}" for one in self.segments if one.refusal)


def trace(
    answerer: Answerer, search: Search, question: str, context: Context, day: date, language: str = "ko"
) -> Trace:
    """What leads from a question, asked in this context on this day, to its answer. `language` is the reader's."""
    recorder = Recorder(lambda: 0.0)
    watched = answerer.watched(recorder)
    answer, after = watched.answer_read(watched.read(question, day, context), context, day)
    return traced(answerer, search, recorder.done, answer, after.facts, day, language)


def traced(
    answerer: Answerer,
    look: Search,
    done: Sequence[Done],
    answer: Answer | None,
    facts: Facts,
    day: date,
    language: str,
) -> Trace:
    """The trace of a turn whose steps were seen. `facts` are those that the chat knows after it."""
    lang: Language = "en" if language == "en" else "ko"
    gates = [one for one in done if one.step == "gate"]
    gate = next((one for one in reversed(gates) if one.result is answer), gates[-1] if gates else None)
    desk: Desk | None = gate.given[1] if gate and answer else None
    readings = [one.result for one in done if one.step == "read"]
    reading: Reading | None = readings[-1] if readings else None
    if desk is not None and desk.reading.text:
        reading = desk.reading
    if desk is not None:
        facts = desk.facts or facts  # what was only supposed counted too
    spoken = answer.language if answer else lang
    judge = desk.judge if desk else answerer.pack.judge_on(day)
    stated = answer.verdicts if answer else {}
    judged = judge.judge(facts) if facts or stated else {}
    return Trace(
        answerer.pack.name,
        judge.edition.id,
        day.isoformat(),
        answer.status if answer else "",
        spoken,
        reading.text if reading else "",
        reading.squashed if reading else "",
        (reading.language or "") if reading else "",
        reading.confidence if reading else 0.0,
        answer.topics if answer else (),
        tuple(_clause(one) for one in reading.clauses) if reading else (),
        tuple(
            Sound(one.given[0], tuple((id, round(score, 4)) for id, score in list(one.result)[:_TOPICS]))
            for one in done
            if one.step == "guess"
        ),
        tuple(_facts(facts, answerer.pack.programme.facts, reading, lang)),
        tuple(
            _verdict(_as_stated(one, stated.get(track), judge.judge, facts), track in stated, lang)
            for track, one in judged.items()
        ),
        any(one.step in ("search", "staff_search") for one in done),
        tuple(_passage(one, answer) for one in look(reading.text, spoken))
        if reading and reading.text
        else (),
        tuple(_segments(answer, gate, done)),
        _steps(done),
    )


def _clause(clause: Clause) -> ClauseSeen:
    topics = [
        TopicSeen(one.topic.id, one.score, _words(one.why.split("+"), clause)) for one in clause.matches[:8]
    ]
    return ClauseSeen(clause.text, tuple(topics), _words(clause.concepts, clause))


def _words(concepts: Iterable[str], clause: Clause) -> tuple[Word, ...]:
    return tuple(Word(one, clause.concepts.get(one, "")) for one in concepts if one)


def _facts(
    facts: Facts, specs: Mapping[str, FactSpec], reading: Reading | None, language: Language
) -> Iterable[FactSeen]:
    told = reading.told.facts if reading else {}
    for key, fact in facts.items():
        value = _value(fact, specs.get(key), language)
        if value is not None:
            words = words_that_tell(key, told[key], reading.spaced) if reading and key in told else None
            yield FactSeen(key, _label(specs[key], language), value, words)


def words_that_tell(key: str, fact: Known, spaced: str) -> str:
    """The fewest words in a row of a message that alone tell this fact; the whole message if no part of it does."""

    def tells(words: Sequence[str]) -> bool:
        part = " ".join(words)
        told = read_company(part, squash(part), find_regions(part), asked=None, about_us=True)
        return told.facts.get(key) == fact

    words = spaced.split()
    if not tells(words):
        return spaced
    for from_left in (True, False):  # as much as may go at once, then ever less
        size = len(words) // 2
        while size:
            fewer = words[size:] if from_left else words[:-size]
            if fewer and tells(fewer):
                words = fewer
                size = min(size, len(words) // 2)
            else:
                size //= 2
    return " ".join(words)


def _as_stated(
    verdict: Verdict, stated: Outcome | None, judge: Callable[[Facts], Mapping[str, Verdict]], facts: Facts
) -> Verdict:
    """The verdict that the answer states: who asks for one track is taken to want its level."""
    if stated is None or verdict.outcome == stated:
        return verdict
    id = verdict.track.id
    wished = judge(merge(facts, {"target_level": known(id)}))[id]
    return wished if wished.outcome == stated else verdict


def _verdict(verdict: Verdict, stated: bool, language: Language) -> VerdictSeen:
    track = verdict.track
    findings = tuple(_finding(one, one.criterion, language) for one in verdict.findings)
    return VerdictSeen(track.id, track.title.in_(language), verdict.outcome, stated, findings)


def _finding(finding: Finding, criterion: Criterion, language: Language) -> FindingSeen:
    proof = criterion.says.proof[:1]
    says, _ = render(criterion.says.says.in_(language), criterion.says.figures, language)
    return FindingSeen(
        criterion.id,
        finding.state,
        finding.cause,
        says,
        proof[0].quote.in_(language) if proof else "",
        proof[0].source.title.in_(language) if proof else "",
        proof[0].source.address if proof else "",
    )


def _passage(hit: PassageFound, answer: Answer | None) -> PassageSeen:
    quoted = answer is not None and any(one.quote == hit.text for one in answer.citations)
    return PassageSeen(
        hit.id,
        hit.citation.title,
        hit.text,
        round(hit.score, 4),
        round(hit.share, 4),
        None if hit.cosine is None else round(hit.cosine, 4),
        hit.reason,
        hit.reason not in ("beyond_limit", "unrelated"),
        hit.least,
        quoted,
    )


def _segments(answer: Answer | None, gate: Done | None, done: Sequence[Done]) -> Iterable[SegmentSeen]:
    """Every segment that stood before the gate, and what was put in the place of all."""
    if answer is None:
        return
    checked: list[tuple[Segment, Refusal | None]] = []
    if gate is not None:
        last = next(index for index, one in enumerate(done) if one is gate)
        before = [one for one in done[:last] if one.step == "check"]
        composed: Answer = gate.given[0]
        checked = [(one.given[0], one.result) for one in before[len(before) - len(composed.segments) :]]
    known = [one for one, _ in checked]
    for segment, refusal in [*checked, *((one, None) for one in answer.segments if one not in known)]:
        yield SegmentSeen(
            segment.origin,
            segment.text,
            tuple(f"{one.kind} {one.value}" for one in segment.figures),
            tuple(dict.fromkeys(f"{one.publisher}, {one.title}" for one in segment.citations)),
            refusal.reason if refusal else None,
        )


def _steps(done: Iterable[Done]) -> tuple[StepSeen, ...]:
    seen: dict[str, list[float]] = {}
    for one in done:
        seen.setdefault(one.step, []).append(one.seconds)
    return tuple(StepSeen(step, len(took), sum(took)) for step, took in seen.items())


def as_json(found: Trace) -> dict[str, Any]:
    """The trace as plain values for JSON."""
    return {**asdict(found), "refused": list(found.refused)}


# --- as paragraphs of a chat ------------------------------------------------------------------------------------


def told(found: Trace, language: str = "ko") -> tuple[str, ...]:
    """The trace as paragraphs."""
    none = say(language, "trace_none")
    findings = [
        f"{track.track} {track.outcome}: {one.criterion} {_came_to(one)}"
        for track in found.verdicts
        if track.stated
        for one in track.findings
    ]
    passages = [
        f"{'●' if one.quoted else '○'} {one.id} {one.score:.2f}/{one.share:.2f} {cut(one.text, _EXCERPT)}"
        for one in [one for one in found.passages if one.kept][:_PASSAGES]
    ]
    parts = (
        ("trace_topics", found.topics),
        ("trace_words", [line for one in found.clauses for line in _read(one)]),
        ("trace_facts", [_fact_in_words(one) for one in found.facts]),
        ("trace_findings", findings),
        ("trace_passages", passages),
        ("trace_segments", [one.origin for one in found.segments if one.refusal is None]),
        ("trace_gate", found.refused or (say(language, "trace_gate_passed"),)),
    )
    head = say(language, "trace_head", status=found.status, pack=found.pack)
    return (
        head,
        *(
            say(language, key) + "".join(f"\n· {one}" for one in lines or (none,))
            for key, lines in parts  # each key stands above, for the catalogue's tests
        ),
    )


def facts_in_words(facts: Facts, specs: Mapping[str, FactSpec], language: str) -> list[str]:
    """ "기업 규모: 중소기업", for each fact that is known at least in part."""
    lang: Language = "en" if language == "en" else "ko"
    values = {key: _value(fact, specs.get(key), lang) for key, fact in facts.items()}
    return [f"{_label(specs[key], lang)}: {value}" for key, value in values.items() if value is not None]


def _value(fact: Known, spec: FactSpec | None, language: Language) -> str | None:
    """What is known of a fact, in words; None where nothing is."""
    if spec is None or fact.possible == spec.values or not fact.possible:
        return None
    return told_values(fact.possible, spec, language).text


def _label(spec: FactSpec, language: Language) -> str:
    label = spec.label.in_(language)
    return f"{label[:1].upper()}{label[1:]}"


def _fact_in_words(fact: FactSeen) -> str:
    from_words = f" (“{cut(fact.words, _EXCERPT)}”)" if fact.words else ""
    return f"{fact.label}: {fact.value}{from_words}"


def _read(clause: ClauseSeen) -> list[str]:
    """The topics that a clause's words ask for; where there is none, the words that were known."""
    text = cut(clause.text, 40)
    if not clause.topics:
        return [f"{text} → – ({_because(clause.words)})"]
    return [f"{text} → {one.id} {one.score:.2f} ({_because(one.words)})" for one in clause.topics[:_TOPICS]]


def _because(words: Iterable[Word]) -> str:
    return ", ".join(f"{one.concept}=“{one.text}”" if one.text else one.concept for one in words)


def _came_to(finding: FindingSeen) -> str:
    return finding.state if finding.cause is None else f"{finding.state} ({finding.cause})"
