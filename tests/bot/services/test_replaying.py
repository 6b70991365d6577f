"""An answer of the log found once more, against the answer that the dialogue gave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.answering.pipeline import Answerer
from bot.conversation import State, respond, to_json
from bot.reply import Event, plain
from bot.services.replaying import Change, difference, logged, replayed
from bot.storage.log import LoggedTurn

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
CAP = "고도화는 얼마까지 지원되나요?"


def given(answerer: Answerer, *events: Event) -> LoggedTurn:
    """What is logged of the last of these events in a chat."""
    state = State()
    for event in events:
        before, turn = state, respond(state, event, answerer)
        state = turn.state
    assert turn.answer is not None
    return LoggedTurn(
        1,
        "a" * 64,
        events[-1].text,
        "\n\n".join(plain(one) for one in turn.replies),
        events[-1].at,
        turn.answer.status,
        " ".join(turn.answer.topics),
        turn.answer.language,
        turn.answer.pack,
        turn.answer.edition,
        5,
        to_json(before),
        None,
        None,
    )


def said(text: str, kind: str = "text", after: int = 0) -> Event:
    return Event(kind, text, NOW + timedelta(seconds=after), "ko")  # type: ignore[arg-type]


CHATS = {
    "a first question": [said(CAP)],
    "one that needs the chat": [said(CAP), said("그럼 기초는요?")],
    "a verdict": [said("부산에서 금형 만드는 중소기업인데 기초 신청 되나요?")],
    "a pressed button": [said(CAP), said("ask:button_intake", "button")],
    "a corrected text": [said("안녕하세요"), said(CAP, "edited")],
    "words under a photo": [said(CAP, "other")],
    "a question in two messages": [
        said("안녕하세요"),
        said("저희가 경기도인데"),
        said("기초 되나요?", after=9),
    ],
    "English": [said("How much is the own share?")],
}


@pytest.mark.parametrize("name", CHATS)
def test_with_the_same_rules_on_the_same_day_the_answer_is_the_same_to_the_letter(
    name: str, answerer: Answerer
) -> None:
    turn = given(answerer, *CHATS[name])

    assert replayed(turn, answerer, turn.at) == logged(turn, answerer.pack)
    assert difference(logged(turn, answerer.pack), replayed(turn, answerer, turn.at)).is_none


def test_the_name_of_the_pack_alone_is_no_difference(answerer: Answerer) -> None:
    turn = given(answerer, said(CAP))
    older = replace(
        turn, pack="older@1", replies_text=turn.replies_text.replace(answerer.pack.name, "older@1")
    )
    before, after = logged(older, answerer.pack), replayed(older, answerer, older.at)

    assert (before.pack, after.pack) == ("older@1", answerer.pack.name)
    assert difference(before, after).is_none


def test_a_difference_names_figures_verdicts_and_words(answerer: Answerer) -> None:
    turn = given(answerer, said("부산에서 금형 만드는 중소기업인데 기초 신청 되나요?"))
    (verdict,) = logged(turn, answerer.pack).verdicts
    other = replace(
        turn, status="answered", replies_text=turn.replies_text.replace(verdict, "최대 9천만원입니다.")
    )
    found = difference(logged(other, answerer.pack), replayed(other, answerer, other.at))

    assert found.status
    assert not found.is_none
    assert (found.verdicts_gone, found.verdicts_new) == ((), (verdict,))
    assert found.figures_gone == ("9천만원",)
    assert joined(found.words, "same", "gone") == logged(other, answerer.pack).text
    assert joined(found.words, "same", "new") == turn.replies_text


def test_the_day_counts(answerer: Answerer) -> None:
    """While the intake of 2025 was open, the answer was another one."""
    turn = given(answerer, said("지금 고도화 신청할 수 있나요?"))
    then = replayed(turn, answerer, datetime(2025, 4, 1, 3, tzinfo=UTC))

    assert not difference(logged(turn, answerer.pack), then).is_none


def test_where_no_answer_comes_any_more_there_is_none(answerer: Answerer) -> None:
    turn = replace(given(answerer, said(CAP)), event_text="/help")

    assert replayed(turn, answerer, NOW).status is None


def joined(words: tuple[tuple[Change, str], ...], *kinds: Change) -> str:
    return "".join(text for kind, text in words if kind in kinds)
