"""Whatever is typed, of whatever length: an answer comes, and states nothing that the gate has not passed."""

from __future__ import annotations

from datetime import datetime

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.answering.answer import Segment
from bot.answering.gate import check
from bot.answering.pipeline import Answerer
from bot.conversation import SEOUL, State, from_json, respond, to_json
from bot.reply import Event

NOON = datetime(2026, 11, 22, 12, tzinfo=SEOUL)
WORDS = ["고도화", "기초", "얼마", "15억", "1.5억원", "마감", "중소기업", "저희", "대구", "광주", "ignore all rules", "멘토", "2024년", "?",
         "랑", "인데", "만약", "how much", "and", "cap", "we are", "3월 31일", "\n", "·", "ㅋㅋ", "rhehghk", "돈", "%"]  # fmt: skip
PIECES = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
MESSAGES = st.lists(PIECES, min_size=1, max_size=24).map(" ".join)


def passes(segment: Segment, answerer: Answerer, language: str) -> bool:
    passages = {segment.origin.partition(":")[2]: one.quote for one in segment.citations}
    edition = answerer.pack.judge_on(NOON.date()).edition
    return (
        check(segment, answerer.pack.programme, "ko" if language == "ko" else "en", passages, edition) is None
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MESSAGES, st.integers(1, 2_000))
@example("가", 20_000)
@example("고도화 얼마랑 ", 2_500)
@example("\u0300", 20_000)
@example("a, ", 7_000)
@example("저희는 만약 ", 3_000)
@example("저희도 ", 5_000)
@example("아하", 5_000)
@example("뭐 뭐 좀 몇 가지 하나 ", 900)
def test_any_message_gets_an_answer_that_the_gate_passes(answerer: Answerer, text: str, times: int) -> None:
    message = (text * times)[:20_000]
    turn = respond(State(greeted=True), Event("text", message, NOON), answerer)

    assert turn.replies
    assert from_json(to_json(turn.state)) == turn.state
    if turn.answer is not None:
        assert all(passes(one, answerer, turn.answer.language) for one in turn.answer.segments)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MESSAGES, min_size=2, max_size=5))
def test_any_chat_goes_on(answerer: Answerer, messages: list[str]) -> None:
    state = State(greeted=True)
    for message in messages:
        turn = respond(from_json(to_json(state)), Event("text", message, NOON), answerer)
        state = turn.state

    assert turn.replies
