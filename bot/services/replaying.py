"""An answer of the log, found once more: the same words in the same state of the chat, by what answers now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal, get_args

from bot.answering.answer import Language
from bot.answering.composing import Composer
from bot.answering.eligibility import at_start
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.conversation import from_json, respond
from bot.reply import Event, plain
from bot.storage.log import LoggedTurn
from bot.wording.catalogue import say
from knowledge.figures import figures
from rules.edition import Figure
from rules.verdict import Outcome

Change = Literal["same", "gone", "new"]

# What buttons send; nobody writes so.
_PRESSED = re.compile(
    r"a:\w+:\S+|ask:button_\w+|t:\w+|s:\S+|check:\w+|edit(?::\w+)?|lang:\w+|"
    r"(?:back|keep|confirm|restart|stop):\d+"
)
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Told:
    """What somebody was told, as far as it can be compared. `status` is None where no answer was given."""

    status: str | None
    topics: tuple[str, ...]
    figures: tuple[str, ...]
    verdicts: tuple[str, ...]
    text: str
    pack: str
    edition: str


@dataclass(frozen=True)
class Difference:
    """What another answer to the same question says otherwise. `words` is the whole text, in runs."""

    status: bool
    figures_gone: tuple[str, ...]
    figures_new: tuple[str, ...]
    verdicts_gone: tuple[str, ...]
    verdicts_new: tuple[str, ...]
    words: tuple[tuple[Change, str], ...]

    @property
    def is_none(self) -> bool:
        return not self.status and all(change == "same" for change, _ in self.words)


def logged(turn: LoggedTurn, pack: Pack) -> Told:
    """What was told then. The pack's name in its text is today's, so that it alone is no difference."""
    text = turn.replies_text
    if turn.pack:
        text = text.replace(turn.pack, pack.name)
    topics = tuple((turn.topics or "").split())
    return _told(turn.status, topics, text, turn.pack or "", turn.edition or "", turn.language, pack)


def replayed(turn: LoggedTurn, answerer: Answerer, at: datetime) -> Told:
    """What would be told at that time by what answers now. It searches passages: run it in a thread."""
    state = from_json(turn.state_before)
    if state.fragment is not None:  # as long ago as it was then
        words, said_at = state.fragment
        state = replace(state, fragment=(words, said_at + (at - turn.at).total_seconds()))
    # The kind of a message is not kept, but an answer to a corrected or accompanying text says what it is.
    kind: Literal["text", "edited", "button", "command", "other"] = "text"
    if turn.event_text.startswith("/"):
        kind = "command"
    elif _PRESSED.fullmatch(turn.event_text):
        kind = "button"
    elif _says(turn, "edited"):
        kind = "edited"
    elif _says(turn, "only_caption"):
        kind = "other"
    now = respond(state, Event(kind, turn.event_text, at, turn.language), answerer)
    text = "\n\n".join(plain(one) for one in now.replies)
    if now.answer is None:
        return _told(None, (), text, answerer.pack.name, "", turn.language, answerer.pack)
    told = now.answer
    return _told(told.status, told.topics, text, told.pack, told.edition, told.language, answerer.pack)


def difference(before: Told, after: Told) -> Difference:
    """What `after` says otherwise than `before`."""
    return Difference(
        before.status != after.status,
        *_changed(before.figures, after.figures),
        *_changed(before.verdicts, after.verdicts),
        tuple(_words(before.text, after.text)),
    )


def _told(
    status: str | None,
    topics: tuple[str, ...],
    text: str,
    pack: str,
    edition: str,
    language: str | None,
    by: Pack,
) -> Told:
    found = figures(text, by.programme.names)
    lang: Language = "en" if language == "en" else "ko"
    verdicts = tuple(one for one in _verdicts(by, lang) if one in text)
    return Told(status, topics, tuple(one.text for one in found), verdicts, text, pack, edition)


def _verdicts(pack: Pack, language: Language) -> Iterator[str]:
    """Every headline of a result that there may be."""
    composer = Composer(pack.programme, language)
    for edition in pack.programme.editions.values():
        for track in edition.tracks.values():
            title = at_start(track.title.in_(language))
            for outcome in get_args(Outcome):
                yield composer.say(f"verdict_{outcome}", track=title, year=Figure("year", edition.id)).text


def _says(turn: LoggedTurn, key: str) -> bool:
    return say("en" if turn.language == "en" else "ko", key) in turn.replies_text.split("\n\n")


def _changed(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is there no more, and what is there in addition."""
    was, now = Counter(before), Counter(after)
    return tuple((was - now).elements()), tuple((now - was).elements())


def _words(before: str, after: str) -> Iterator[tuple[Change, str]]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[i:j])
            continue
        if i < j:
            yield "gone", "".join(old[i:j])
        if k < m:
            yield "new", "".join(new[k:m])
