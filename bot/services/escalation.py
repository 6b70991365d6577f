"""A question for a person: shown before it is handed over, handed over by consent, answered, closed, withdrawn.

Staff read the question and the answer that was given, the company's facts only where the writer allows it, and
never who asks. They know a question by its number, which stands at the head of every message about it; by that
their reply is found again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answering.answer import Language
from bot.reply import Button, Reply
from bot.services.outcome import Outcome, Rows, cut, said, saying
from bot.storage.people import Escalation, Move, Offer
from bot.wording.catalogue import catalogue, say
from rules.facts import FactSpec

STAFF: Language = "ko"  # the staff's language, unless another is chosen

_QUESTION = 1000  # characters that are handed over, so that all of it fits one message
_ANSWER = 1500
_TAG = re.compile(r"\[[^\]\n#]{0,20}#(\d{1,12})\]")
_REACHABLE = ("open", "answered")


@dataclass(frozen=True)
class Question:
    """What may be handed over. `facts` are the company's in words, "" if nothing is known of it."""

    update_id: int
    language: str
    question: str
    answer: str
    facts: str
    state_before: str | None
    asked_at: datetime


def asked(event_text: str, language: str, specs: Mapping[str, FactSpec]) -> str:
    """What somebody asked, in words also where a button was pressed."""
    lang = "en" if language == "en" else "ko"
    match event_text.split(":"):
        case ["ask", key] if key in catalogue(lang):
            return say(lang, key)
        case ["a", fact, value] if fact in specs:
            choices = {str(one.value): one.label.in_(lang) for one in specs[fact].choices}
            chosen = choices.get(value, say(lang, "button_unknown") if value == "?" else value)
            return f"{specs[fact].label.in_(lang)}: {chosen}"
    return event_text


def answer_shown(replies_text: str, language: str) -> str:
    """An answer without the greeting of a first message, and without the facts of the company that it repeats."""
    facts = say(language, "understood", facts="").rstrip()
    replies_text, *_ = replies_text.split(
        f"\n\n{say(language, 'check_goes_on')}"
    )  # its next question is no answer
    paragraphs = replies_text.replace(say(language, "first_message"), "").split("\n\n")
    return "\n\n".join(one for one in paragraphs if one.strip() and not one.startswith(facts))


def number_in(text: str) -> int | None:
    """The number of the question that one of our messages to staff is about."""
    found = _TAG.match(text)
    return int(found[1]) if found else None


def instead(language: str, contact: str) -> Outcome:
    """Where nobody is there to ask: whom to call."""
    return Outcome((saying(say(language, "person_nobody"), contact),))


def undelivered(known: Escalation, contact: str) -> Reply:
    """To the writer of a question that staff cannot be shown for now."""
    words = say(known.language, "person_undelivered", number=known.number)
    return saying(words, contact, buttons=_withdrawing(known))


def offered(question: Question, known: Escalation | None) -> Outcome:
    """What will be handed over, and the question whether it may. `known` is what became of it before."""
    language = question.language
    if known is not None and known.state != "offered":
        return _standing(known)
    kept = replace(question, question=cut(question.question, _QUESTION), answer=cut(question.answer, _ANSWER))
    shown = known or kept
    paragraphs = [say(language, "person_preview"), *_content(language, shown.question, shown.answer)]
    send = [Button(say(language, "button_person_send"), f"person:send:{question.update_id}")]
    rows: list[tuple[Button, ...]] = [tuple(send)]
    if shown.facts:
        paragraphs.append(say(language, "person_facts_optional", facts=shown.facts))
        rows.append((Button(say(language, "button_person_facts"), f"person:facts:{question.update_id}"),))
    rows.append((Button(say(language, "button_cancel"), "person:no"),))
    paragraphs.append(say(language, "person_consent"))
    offer = Offer(**{name: getattr(kept, name) for name in Question.__dataclass_fields__})
    changes = () if known is not None else (offer,)
    return Outcome((saying(*paragraphs, buttons=tuple(rows)),), changes=changes)


def handed_over(
    known: Escalation | None,
    language: str,
    staff_chat: int,
    bare_state: str | None,
    *,
    with_facts: bool,
    staff: Language = STAFF,
) -> Outcome:
    """The consent was given. `bare_state` is the dialogue's state without the company's facts."""
    if known is None:
        return said(language, "person_expired")
    if known.state != "offered":
        return _standing(known)
    facts = known.facts if with_facts else ""
    told = say(staff, "person_facts", facts=facts) if facts else say(staff, "person_no_facts")
    to_staff = _about(
        staff,
        known,
        say(staff, "person_new", spoken=say(known.language, "language_name")),
        *_content(staff, known.question, known.answer),
        told,
        say(staff, "person_how_to_answer"),
    )
    move = Move(
        known.number, ("offered",), "open", facts=bool(facts), state_before=None if facts else bare_state
    )
    received = saying(
        say(known.language, "person_received", number=known.number), buttons=_withdrawing(known)
    )
    return Outcome((received,), ((staff_chat, to_staff),), (move,))


def withdrawn(
    known: Escalation | None, language: str, staff_chat: int | None, *, staff: Language = STAFF
) -> Outcome:
    """The writer takes the question back; nothing of it is kept."""
    if known is None:
        return said(language, "person_expired")
    if known.state not in _REACHABLE:
        return _standing(known)
    to_staff = _about(staff, known, say(staff, "person_withdrawn_staff"))
    return Outcome(
        (saying(say(language, "person_withdrawn", number=known.number)),),
        () if staff_chat is None else ((staff_chat, to_staff),),
        (Move(known.number, _REACHABLE, "withdrawn", content=False),),
    )


def answered(
    known: Escalation | None, number: int, words: str, *, edited: bool = False, staff: Language = STAFF
) -> Outcome:
    """A person's answer goes to the chat that asked."""
    if known is None or known.state == "offered":
        return said(staff, "staff_no_such", number=number)
    if known.state == "withdrawn":
        return said(staff, "staff_withdrawn", number=number)
    if known.state == "closed":
        return said(staff, "staff_closed_already", number=number)
    language = known.language
    head = "person_answer"
    if known.state == "answered":
        head = "person_answer_edited" if edited else "person_answer_again"
    to_user = saying(
        say(language, head, number=number),
        say(language, "person_question", question=cut(known.question, 300)),
        words,
        say(language, "person_more"),
    )
    done = _about(staff, known, say(staff, "staff_delivered"))
    return Outcome((done,), ((known.chat_id, to_user),), (Move(number, _REACHABLE, "answered"),))


def closed(known: Escalation | None, number: int | None, *, staff: Language = STAFF) -> Outcome:
    """Staff have dealt with it."""
    return _by_staff(
        known, number, _REACHABLE, "closed", "staff_closed", "person_closed", "staff_closed_already", staff
    )


def reopened(known: Escalation | None, number: int | None, *, staff: Language = STAFF) -> Outcome:
    """Staff go on with it."""
    return _by_staff(
        known, number, ("closed",), "open", "staff_reopened", "person_reopened", "staff_open_already", staff
    )


def forgotten(
    numbers: tuple[int, ...], staff_chat: int | None, *, staff: Language = STAFF
) -> tuple[tuple[int, Reply], ...]:
    """What staff are told of questions whose writer had everything deleted."""
    if staff_chat is None:
        return ()
    tags = (say(staff, "staff_tag", number=one) for one in numbers)
    return tuple((staff_chat, saying(f"{tag} {say(staff, 'staff_forgotten')}")) for tag in tags)


def _by_staff(
    known: Escalation | None,
    number: int | None,
    before: tuple[str, ...],
    state: str,
    to_staff: str,
    to_user: str,
    not_so: str,
    staff: Language,
) -> Outcome:
    if number is None:
        return said(staff, "staff_which")
    if known is None or known.state == "offered":
        return said(staff, "staff_no_such", number=number)
    if known.state == "withdrawn":
        return said(staff, "staff_withdrawn", number=number)
    if known.state not in before:
        return said(staff, not_so, number=number)
    told = saying(
        say(known.language, to_user, number=number),
        say(known.language, "person_question", question=cut(known.question, 300)),
    )
    return Outcome(
        (_about(staff, known, say(staff, to_staff)),),
        ((known.chat_id, told),),
        (Move(number, before, state),),
    )


def _standing(known: Escalation) -> Outcome:
    """How a question stands that was handed over before."""
    state, language, number = known.state, known.language, known.number
    buttons = _withdrawing(known) if state == "open" else ()
    return Outcome((saying(say(language, f"person_state_{state}", number=number), buttons=buttons),))


def _withdrawing(known: Escalation) -> Rows:
    return ((Button(say(known.language, "button_person_withdraw"), f"person:withdraw:{known.number}"),),)


def _content(language: str, question: str, answer: str) -> list[str]:
    given = say(language, "person_answer_given", answer=answer) if answer else ""
    return [say(language, "person_question", question=question), given]


def _about(staff: Language, known: Escalation, first: str, *more: str) -> Reply:
    """A message to staff that bears the question's number."""
    return saying(f"{say(staff, 'staff_tag', number=known.number)} {first}", *more)
