"""The test bench: a chat held with the very dialogue that answers users, as of a day, and what led to each answer.

Nothing is kept: a chat here is what its messages say, and nobody else's.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.answering.answer import Answer, Language
from bot.conversation import SEOUL, State, Turn, respond
from bot.reply import Button, Event, Reply, plain
from bot.services.live import Answering, receipts
from bot.services.trace import Done, Recorder, StepSeen, Trace, traced
from rules.edition import Programme

LONGEST = 4096  # characters of a message, as in Telegram
MOST = 30  # messages of a chat
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class Variant:
    """Under what a chat is held. `edition` moves the day to one of that edition's; `language` is that of /language."""

    day: date
    edition: str | None = None
    language: Language | None = None


@dataclass(frozen=True)
class Moved:
    """The day on which an edition is looked at. `first` and `last` are those on which it is in force.

    `decides` is the edition by whose criteria companies are judged then. `in_force` is false for an edition that
    no day is left for: others begin before it does, or on the same day.
    """

    day: date
    first: date
    last: date | None
    decides: str
    in_force: bool = True


@dataclass(frozen=True)
class Exchange:
    """A message and what the bot says to it. `pressed` is the button that its number stood for."""

    said: str
    pressed: Button | None
    turn: Turn
    done: tuple[Done, ...]
    seconds: float

    @property
    def text(self) -> str:
        """The bot's words, as `gongo chat` prints them."""
        return "\n\n".join(plain(one) for one in self.turn.replies)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return buttons_of(self.turn.replies)

    @property
    def answer(self) -> Answer | None:
        return self.turn.answer


def buttons_of(replies: Sequence[Reply]) -> tuple[Button, ...]:
    """All buttons in order: the number of the first is one."""
    return tuple(one for reply in replies for row in reply.buttons for one in row)


def moved(programme: Programme, edition: str, day: date) -> Moved:
    """The day nearest to `day` on which the edition is in force: the answers of that edition are those given then.

    Raises KeyError for an edition that there is not.
    """
    chosen = programme.editions[edition]
    later = [one.effective for one in programme.editions.values() if one.effective > chosen.effective]
    ends = [one for one in (chosen.until, *(each - timedelta(days=1) for each in later)) if one is not None]
    last = min(ends, default=None)
    nearest = max(day, chosen.effective) if last is None else min(max(day, chosen.effective), last)
    in_force = programme.in_force(nearest)
    is_it = in_force is not None and in_force.id == edition
    return Moved(nearest, chosen.effective, last, programme.deciding_on(nearest).id, is_it)


def day_of(programme: Programme, variant: Variant) -> date:
    """The day as of which the variant is answered."""
    return variant.day if variant.edition is None else moved(programme, variant.edition, variant.day).day


def converse(
    answering: Answering, messages: Sequence[str], variant: Variant, clock: Callable[[], float]
) -> tuple[Exchange, ...]:
    """The whole chat, from its beginning, as somebody new holds it. `clock` gives seconds.

    A number presses that button of the bot's last words, where there is such a button; "/" begins a command.
    """
    at = datetime.combine(day_of(answering.pack.programme, variant), time(12), SEOUL)
    state, buttons, receipt = State(language=variant.language), tuple[Button, ...](), receipts(answering.pack)
    found = []
    for said in messages:
        recorder = Recorder(clock)
        event, pressed = event_of(said, buttons, at)
        began = clock()
        turn = respond(state, event, answering.answerer.watched(recorder), receipt)
        found.append(Exchange(said, pressed, turn, tuple(recorder.done), clock() - began))
        state, buttons = turn.state, buttons_of(turn.replies)
    return tuple(found)


def event_of(said: str, buttons: Sequence[Button], at: datetime) -> tuple[Event, Button | None]:
    """What a line of a chat is, and the button that it presses."""
    text = said.strip()
    if text.isdecimal() and len(text) < 4 and 0 < int(text) <= len(buttons):
        button = buttons[int(text) - 1]
        return Event("button", button.data, at), button
    return Event("command" if text.startswith("/") else "text", text, at), None


def trace_of(answering: Answering, one: Exchange, variant: Variant, language: str) -> Trace:
    """What led to what the bot said, for a reader of that language. The dialogue's own time is a step of its own."""
    day = day_of(answering.pack.programme, variant)
    facts = one.turn.state.facts
    found = traced(answering.answerer, answering.seen, one.done, one.answer, facts, day, language)
    rest = StepSeen("dialogue", 1, max(0.0, one.seconds - sum(step.seconds for step in one.done)))
    return replace(found, steps=(*found.steps, rest))


# --- two variants -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """A run of words: in both texts, or only in this one (`differs`)."""

    text: str
    differs: bool


def marked(text: str, other: str) -> tuple[Piece, ...]:
    """The text in pieces: those that the other one has not are marked. Together they are the text, to the byte."""
    words, others = _WORDS.findall(text), _WORDS.findall(other)
    pieces: list[Piece] = []
    for kind, first, last, _, _ in difflib.SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if first < last:
            pieces.append(Piece("".join(words[first:last]), kind != "equal"))
    return tuple(pieces)


_WORDS = re.compile(r"\s*\S+|\s+$")


@dataclass(frozen=True)
class Row:
    """One thing of two traces side by side."""

    name: str
    here: str
    there: str

    @property
    def differs(self) -> bool:
        return self.here != self.there


def compared(here: Trace, there: Trace) -> tuple[Row, ...]:
    """What decided two answers, in short, side by side."""
    return tuple(
        Row(name, of(here), of(there))
        for name, of in (
            ("day", lambda one: one.day),
            ("edition", lambda one: one.edition),
            ("status", lambda one: one.status),
            ("language", lambda one: one.language),
            ("topics", lambda one: ", ".join(one.topics)),
            ("facts", lambda one: ", ".join(f"{fact.label}: {fact.value}" for fact in one.facts)),
            ("verdicts", _stated),
            ("origins", lambda one: ", ".join(each.origin for each in one.segments)),
        )
    )


def _stated(found: Trace) -> str:
    return ", ".join(f"{one.track}: {one.outcome}" for one in found.verdicts if one.stated)
