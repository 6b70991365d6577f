"""What somebody wants to hear of: an intake, or an answer that was missing or turns out wrong. Nothing is guessed.

Intakes come from the dates of the pack. Of an answer it is kept what it came to; where the same question, asked
again, comes to something else on the same day of asking, the pack has changed and with it the answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer, Language
from bot.answering.composing import Composer, day
from bot.answering.desk import PAUSED
from bot.answering.gate import check
from bot.answering.pipeline import Answerer
from bot.conversation import State, from_json, respond
from bot.reply import Button, Event, Reply, Span
from bot.services.escalation import asked
from bot.services.outcome import Outcome, cut, said, saying
from bot.storage.people import Logged, Subscribe, Subscription, Unsubscribe
from bot.wording.catalogue import say
from rules.edition import Edition, Figure, Programme, Track, Window

SEOUL = ZoneInfo("Asia/Seoul")
CLOSING = timedelta(days=3)  # before the last day: time to send in what is ready
OPENED = timedelta(days=30)  # after that an opening is no news
MOST = 20  # for one chat

_ANSWERABLE = ("answered", "verdict", "not_in_documents")
_FOUND = ("answered", "verdict")
_INTAKE = frozenset(["intake", "next-intake"])  # the topics that notices of intakes belong to


@dataclass(frozen=True)
class Notice:
    """Something to tell a chat once. `name` tells it apart from every other; `ends` if there is no more to tell."""

    name: str
    replies: tuple[Reply, ...]
    ends: bool = False


def menu(answerer: Answerer, known: Iterable[Subscription], last: Logged | None, language: str) -> Outcome:
    """/notify: what is subscribed, and what may be."""
    programme = answerer.pack.programme
    kept = tuple(known)
    taken = {(one.kind, one.subject) for one in kept}
    rows = [
        (Button(_button(one, programme, language, "button_notify_off"), f"notify:off:{one.id}"),)
        for one in kept
    ]
    rows += [
        (Button(say(language, "button_notify_track", track=title), f"notify:track:{id}"),)
        for id, title in _tracks(programme, language)
        if ("intake", id) not in taken
    ]
    if last is not None and _may_watch(last) and ("answer", str(last.update_id)) not in taken:
        silent = last.status == "not_in_documents"
        label = say(language, "button_notify_missing" if silent else "button_notify_changed")
        rows.append((Button(label, f"notify:answer:{last.update_id}"),))
    lines = [f"· {_label(one, programme, language)}" for one in kept]
    listed = "\n".join([say(language, "notify_now"), *lines]) if lines else say(language, "notify_none")
    return Outcome((saying(say(language, "notify_intro"), listed, buttons=tuple(rows)),))


def track_wanted(programme: Programme, track: str, known: tuple[Subscription, ...], language: str) -> Outcome:
    """The intakes of a track are to be told of."""
    title = dict(_tracks(programme, language)).get(track)
    if title is None:
        return said(language, "notify_expired")
    if len(known) >= MOST:
        return said(language, "notify_full")
    told = say(language, "notify_track_set", track=title, days=CLOSING.days)
    return Outcome((saying(told),), changes=(Subscribe("intake", track, language),))


def answer_wanted(
    answerer: Answerer, last: Logged | None, known: tuple[Subscription, ...], language: str
) -> Outcome:
    """It is to be told of if an answer is found, or is not the same any more."""
    if last is None or not _may_watch(last):
        return said(language, "notify_expired")
    if len(known) >= MOST:
        return said(language, "notify_full")
    lang: Language = "en" if language == "en" else "ko"
    question = asked(last.event_text, lang, answerer.pack.programme.facts)
    wanted = Subscribe(
        "answer",
        str(last.update_id),
        language,
        question,
        last.state_before,
        _seen(answerer, question, last.state_before, last.at.astimezone(SEOUL).date()),
    )
    key = "notify_missing_set" if last.status == "not_in_documents" else "notify_changed_set"
    return Outcome((saying(say(language, key, question=cut(question, 100))),), changes=(wanted,))


def not_wanted(id: int, known: Iterable[Subscription], language: str) -> Outcome:
    """The subscription ends; one that is none any more ended before."""
    if id not in {one.id for one in known}:
        return said(language, "notify_expired")
    return replace(said(language, "notify_removed"), changes=(Unsubscribe(id),))


def due(subscription: Subscription, answerer: Answerer, now: datetime) -> tuple[Notice, ...]:
    """What is to be told for a subscription at this moment, told before or not."""
    if subscription.kind == "intake":
        if _INTAKE & answerer.paused:
            return ()
        today = now.astimezone(SEOUL).date()
        return tuple(_intakes(subscription, answerer.pack.programme, today))
    return _answers(subscription, answerer, now)


def _intakes(subscription: Subscription, programme: Programme, today: date) -> Iterator[Notice]:
    for edition in programme.editions.values():
        track = edition.tracks.get(subscription.subject)
        for window in track.windows if track else ():
            if track is None or not window.opens <= today <= window.closes:
                continue
            closing = today >= window.closes - CLOSING
            if not closing and today > window.opens + OPENED:
                continue
            key = "notify_closing" if closing else "notify_opened"
            reply = _of_window(key, programme, edition, track, window, subscription.language)
            if reply is not None:
                name = f"{'closing' if closing else 'opened'}:{edition.id}:{track.id}:{window.id}"
                yield Notice(name, (reply,))


def _of_window(
    key: str, programme: Programme, edition: Edition, track: Track, window: Window, language: str
) -> Reply | None:
    """None where the gate would not let a sentence pass."""
    lang: Language = "en" if language == "en" else "ko"
    composer = Composer(programme, lang)
    first = composer.say(
        key,
        year=Figure("year", edition.id),
        track=track.title.in_(lang),
        opens=day(window.opens),
        closes=day(window.closes),
    )
    segments = (first, composer.statement(window.statement))
    if any(check(one, programme, lang, {}, edition) for one in segments):
        return None
    paragraphs = [(Span(one.text),) for one in segments]
    if window.only is not None and (spec := programme.facts.get(window.only[0])) is not None:
        only = spec.label_of(window.only[1]).in_(lang)
        paragraphs.append((Span(say(lang, "notify_only", who=only)),))
    links = {one.url: one for segment in segments for one in segment.citations}
    paragraphs += [(Span(one.title, link=one.url or None),) for one in links.values()]
    paragraphs.append((Span(say(lang, "notify_check_there")),))
    return Reply(tuple(paragraphs), ((Button(say(lang, "button_check"), "check"),),))


def _answers(subscription: Subscription, answerer: Answerer, now: datetime) -> tuple[Notice, ...]:
    seen = json.loads(subscription.seen)
    question, before = subscription.question, subscription.state_before
    if seen["status"] == "not_in_documents":
        today = now.astimezone(SEOUL).date()
        fresh = json.loads(_seen(answerer, question, before, today))
        if fresh["status"] not in _FOUND or _is_paused(fresh):
            return ()
        key = "notify_found"
    else:
        fresh = json.loads(_seen(answerer, question, before, date.fromisoformat(seen["day"])))
        if fresh == seen or _is_paused(fresh):
            return ()
        key = "notify_changed"
    state = replace(from_json(before), greeted=True, check=None, fragment=None)
    replies = respond(state, Event("text", question, now, subscription.language), answerer).replies
    head = (Span(say(subscription.language, key, question=cut(question, 200)), "bold"),)
    first, *others = replies
    first = replace(first, paragraphs=(head, *first.paragraphs))
    return (Notice(f"answer:{subscription.id}", (first, *others), ends=True),)


def _is_paused(fresh: Mapping[str, Any]) -> bool:
    """Whether part of the answer is held back now: no news, until staff are done."""
    return [f"message:{PAUSED}"] in fresh["says"]


def _seen(answerer: Answerer, question: str, state_before: str | None, on: date) -> str:
    """What the answer comes to: its status, where its paragraphs come from, and their figures. Not its tone."""
    state: State = from_json(state_before)
    answer, _ = answerer.answer(question, replace(state.context, asked=None), on, state.language)
    return json.dumps(
        {"status": answer.status, "day": on.isoformat(), "says": _says(answer)}, ensure_ascii=False
    )


def _says(answer: Answer) -> list[list[str]]:
    return [
        [one.origin, *(f"{figure.kind} {figure.value}" for figure in one.figures)] for one in answer.segments
    ]


def _may_watch(last: Logged) -> bool:
    """A question in words, which can be asked again; what a self-check came to cannot."""
    return last.status in _ANSWERABLE and not last.event_text.startswith(("a:", "/", "edit", "keep"))


def _tracks(programme: Programme, language: str) -> list[tuple[str, str]]:
    """The tracks of the newest edition that has any; earlier ones bear the same ids."""
    return [(id, one.title.in_(language)) for id, one in programme.deciding.tracks.items()]


def _label(one: Subscription, programme: Programme, language: str) -> str:
    if one.kind == "intake":
        title = dict(_tracks(programme, language)).get(one.subject, one.subject)
        return say(language, "notify_label_track", track=title)
    return say(language, "notify_label_answer", question=cut(one.question, 60))


def _button(one: Subscription, programme: Programme, language: str, key: str) -> str:
    return cut(say(language, key, what=_label(one, programme, language)), 60)
