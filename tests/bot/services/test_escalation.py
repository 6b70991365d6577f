from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.reply import plain
from bot.services.escalation import (
    Question,
    answer_shown,
    answered,
    asked,
    closed,
    forgotten,
    handed_over,
    number_in,
    offered,
    reopened,
    withdrawn,
)
from bot.services.outcome import Outcome
from bot.storage.people import Escalation, Move, Offer
from bot.wiring import full_pack
from bot.wording.catalogue import say

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
STAFF = -500
OPEN = Escalation(12, 7, 3, "open", "en", "How much?", "Up to …", "Region: Gwangju", "{}", NOW)


def said(outcome: Outcome) -> str:
    return "\n".join(plain(one) for one in outcome.replies)


def to(outcome: Outcome, chat: int) -> str:
    return "\n".join(plain(reply) for number, reply in outcome.to_others if number == chat)


def test_the_number_is_read_from_the_head_of_a_message_only() -> None:
    head = say("ko", "staff_tag", number=12)

    assert number_in(f"{head} 새 문의") == 12
    assert number_in(f"질문: {head}") is None
    assert number_in("") is None


@pytest.mark.parametrize("with_facts", [True, False])
def test_facts_go_to_staff_only_with_consent_and_are_not_kept_without(*, with_facts: bool) -> None:
    outcome = handed_over(replace(OPEN, state="offered"), "en", STAFF, "bare", with_facts=with_facts)

    assert ("Gwangju" in to(outcome, STAFF)) == with_facts
    assert outcome.changes == (
        Move(12, ("offered",), "open", facts=with_facts, state_before=None if with_facts else "bare"),
    )


def test_staff_are_told_in_korean_and_the_user_in_their_language() -> None:
    outcome = answered(OPEN, 12, "Write it on the form.")

    assert to(outcome, 7).startswith(say("en", "person_answer", number=12))
    assert say("ko", "staff_delivered") in said(outcome)


@pytest.mark.parametrize("state", ["offered", "withdrawn", "closed"])
def test_no_reply_goes_to_who_does_not_wait_for_one(state: str) -> None:
    outcome = answered(replace(OPEN, state=state), 12, "…")

    assert outcome.to_others == outcome.changes == ()


def test_closing_needs_a_number_and_an_open_question() -> None:
    assert said(closed(None, None)) == say("ko", "staff_which")
    assert said(closed(None, 5)) == say("ko", "staff_no_such", number=5)
    assert said(closed(replace(OPEN, state="closed"), 12)) == say("ko", "staff_closed_already", number=12)
    assert said(reopened(OPEN, 12)) == say("ko", "staff_open_already", number=12)


def test_what_is_withdrawn_keeps_no_words() -> None:
    assert withdrawn(OPEN, "en", STAFF).changes == (
        Move(12, ("open", "answered"), "withdrawn", content=False),
    )


def test_a_long_question_and_answer_fit_one_message() -> None:
    question = Question(3, "ko", "가" * 5000, "나" * 9000, "", None, NOW)
    (offer,) = offered(question, None).changes

    assert isinstance(offer, Offer)
    assert len(offer.question) + len(offer.answer) < 3000


def test_a_question_offered_again_is_not_kept_twice() -> None:
    known = replace(OPEN, state="offered")

    assert offered(Question(3, "en", "How much?", "", "", None, NOW), known).changes == ()


def test_a_pressed_button_is_a_question_in_words() -> None:
    specs = full_pack().programme.facts

    assert asked("ask:button_cap", "ko", specs) == say("ko", "button_cap")
    assert asked("ask:nothing", "ko", specs) == "ask:nothing"
    assert asked("a:region:?", "en", specs).endswith(say("en", "button_unknown"))
    assert asked("얼마인가요?", "ko", specs) == "얼마인가요?"


def test_the_greeting_is_no_part_of_an_answer() -> None:
    assert answer_shown(f"{say('en', 'first_message')}\n\nUp to …", "en") == "Up to …"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_facts_that_an_answer_repeats_are_no_part_of_it(language: str) -> None:
    facts = say(language, "understood", facts="Gwangju")

    assert answer_shown(f"{facts}\n\nNot eligible.\n\nBecause …", language) == "Not eligible.\n\nBecause …"


def test_staff_hear_of_each_question_whose_writer_is_gone() -> None:
    assert [number_in(plain(reply)) for _, reply in forgotten((3, 4), STAFF)] == [3, 4]
