"""What answering produces: an Answer of segments, each with the figures it states and the proof of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rules.edition import Figure, Source
from rules.facts import Facts
from rules.verdict import Outcome

Status = Literal["answered", "verdict", "question", "not_in_documents", "out_of_scope", "smalltalk"]
Language = Literal["ko", "en"]


@dataclass(frozen=True)
class Citation:
    """A quote and where it stands. `own_words` marks Gongo's summary: it is never shown as the publisher's words."""

    document: str
    title: str
    publisher: str
    date: str
    url: str
    quote: str
    own_words: bool

    @staticmethod
    def of(source: Source, quote: str, language: Language) -> Citation:
        return Citation(
            f"{source.id}.{language}",
            source.title.in_(language),
            source.publisher.in_(language),
            source.date,
            source.address,
            quote,
            source.own_words,
        )


@dataclass(frozen=True)
class Segment:
    """One paragraph of an answer.

    `origin` names where its words come from: "statement:<id>", "message:<key>", "criterion:<track>.<id>:<part>",
    "not_stated:<id>", "passage:<id>", "quote:<id>", "quote:criterion:<track>.<id>", or "source:<document>" for a quote
    alone. `figures` are the figures that it states, in the order of its text: the gate compares them with the text and
    with the origin. `corrects` holds figures of the user that it rejects.
    """

    text: str
    origin: str
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    corrects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """Something that the user may answer with one tap: the words shown and the text that it stands for."""

    label: str
    text: str


@dataclass(frozen=True)
class Answer:
    """The whole answer to one message. `asked` is the fact that its question asks for.

    `refused` says what the gate kept back, and why. `pack` and `edition` are those that it was made by.
    `confidence` is how sure it is what was asked, from 0 to 1.
    """

    status: Status
    language: Language
    segments: tuple[Segment, ...]
    verdicts: Mapping[str, Outcome] = field(default_factory=dict)
    asked: str | None = None
    choices: tuple[Choice, ...] = ()
    topics: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    pack: str = ""
    edition: str = ""
    confidence: float = 1.0

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in order of first use."""
        return tuple(dict.fromkeys(one for segment in self.segments for one in segment.citations))


@dataclass(frozen=True)
class Context:
    """What an answer may depend on beside the message: what the chat has told so far.

    `topic` (`beside` it those that the last answer had too), `subject` (what it was about: the expo, the mentors), `concepts` (of its words), `track`, `region` and
    `year` are those of the last question, for "그럼 기초는요?" and "거긴요?". `named` are the tracks in the order in
    which the last answer that had both named them, for "두 번째 거는요?"; `before` are the places asked about before
    `region`, for "둘 중에 어디가 더 줘요?".
    `set_aside` are the facts that hold while others are supposed. `firms` are those of each firm that was told of, by
    its name (see firms.py), and `firm` is the name of the one that the chat is about; None while there is but one.
    `called` are the words in which each was told of, which name it later on: "식품공장은요?".
    `other` is the topic under which something else than this programme was spoken of `other_ago` answers ago, and
    `other_asked` are the concepts of what was asked of it, for "그건 얼마 줘요?" and "and the Samsung one?".
    `news` are the facts that the last message told. `spoken` are the origins of the last answer's segments, for "출처는?"; `verdict_tracks` for "왜요?".
    """

    language: Language | None = None
    facts: Facts = field(default_factory=dict)
    topic: str | None = None
    subject: tuple[str, ...] = ()
    track: str | None = None
    region: tuple[str, ...] = ()
    year: int | None = None
    spoken: tuple[str, ...] = ()
    verdict_tracks: tuple[str, ...] = ()
    asked: str | None = None
    set_aside: Facts = field(default_factory=dict)
    concepts: tuple[str, ...] = ()
    firms: Mapping[str, Facts] = field(default_factory=dict)
    firm: str | None = None
    called: Mapping[str, str] = field(default_factory=dict)
    news: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    other: str | None = None
    other_ago: int = 0
    other_asked: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
