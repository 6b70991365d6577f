"""Why an answer is what it is: found once more, with everything that decided it. For staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Context, Language
from bot.answering.pipeline import Answerer, Search
from bot.answering.understanding import Clause
from bot.answering.values import told_values
from bot.services.outcome import cut
from bot.wording.catalogue import say
from rules.facts import Facts, FactSpec

_PASSAGES = 5
_TOPICS = 3
_EXCERPT = 60  # characters of a passage


@dataclass(frozen=True)
class Trace:
    """The steps to an answer, in words: what was read, judged, looked up, and held back.

    `topics` are what the answer is about, `words` per clause the topics that its words ask for, with weights.
    `passages` are the nearest ones with score and lexical share, whether or not the answer uses them.
    """

    pack: str
    status: str
    topics: tuple[str, ...]
    words: tuple[str, ...]
    facts: tuple[str, ...]
    findings: tuple[str, ...]
    passages: tuple[str, ...]
    segments: tuple[str, ...]
    refused: tuple[str, ...]


def trace(
    answerer: Answerer, search: Search, question: str, context: Context, day: date, language: str = "ko"
) -> Trace:
    """What leads from a question, asked in this context on this day, to its answer. `language` is the reader's."""
    reading = answerer.read(question, day, context)
    answer, after = answerer.answer_read(reading, context, day)
    words = [one for clause in reading.clauses for one in _read(clause)]
    specs = answerer.pack.programme.facts
    findings = []
    if answer.verdicts:
        verdicts = answerer.pack.judge_on(day).judge(after.facts)
        findings = [
            f"{track} {verdicts[track].outcome}: {one.criterion.id} {_came_to(one.state, one.cause)}"
            for track in answer.verdicts
            for one in verdicts[track].findings
        ]
    used = {one.quote for one in answer.citations}
    passages = [
        f"{'●' if one.text in used else '○'} {one.id} {one.score:.2f}/{one.share:.2f} {cut(one.text, _EXCERPT)}"
        for one in list(search(question, answer.language))[:_PASSAGES]
    ]
    return Trace(
        answerer.pack.name,
        answer.status,
        answer.topics,
        tuple(words),
        tuple(facts_in_words(after.facts, specs, language)),
        tuple(findings),
        tuple(passages),
        tuple(one.origin for one in answer.segments),
        answer.refused,
    )


def told(found: Trace, language: str = "ko") -> tuple[str, ...]:
    """The trace as paragraphs."""
    none = say(language, "trace_none")
    parts = (
        ("trace_topics", found.topics),
        ("trace_words", found.words),
        ("trace_facts", found.facts),
        ("trace_findings", found.findings),
        ("trace_passages", found.passages),
        ("trace_segments", found.segments),
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
    found = []
    for key, fact in facts.items():
        spec = specs.get(key)
        if spec is None or fact.possible == spec.values or not fact.possible:
            continue
        label = spec.label.in_(lang)
        found.append(f"{label[:1].upper()}{label[1:]}: {told_values(fact.possible, spec, lang).text}")
    return found


def _read(clause: Clause) -> list[str]:
    """The topics that a clause's words ask for; where there is none, the words that were known."""
    text = cut(clause.text, 40)
    if not clause.matches:
        return [f"{text} → – ({_because('+'.join(clause.concepts), clause.concepts)})"]
    return [
        f"{text} → {one.topic.id} {one.score:.2f} ({_because(one.why, clause.concepts)})"
        for one in clause.matches[:_TOPICS]
    ]


def _because(why: str, concepts: Mapping[str, str]) -> str:
    return ", ".join(f"{one}=“{concepts[one]}”" if concepts.get(one) else one for one in why.split("+"))


def _came_to(state: str, cause: str | None) -> str:
    return state if cause is None else f"{state} ({cause})"
