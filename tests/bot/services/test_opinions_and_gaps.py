from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.answering.answer import Context
from bot.answering.pipeline import Answerer
from bot.reply import Button, Reply, Span
from bot.services.feedback import REASONS, disliked, explained, liked, with_opinion
from bot.services.gaps import gaps
from bot.services.trace import told, trace
from bot.storage.people import Logged, Opinion
from bot.wiring import full_pack
from bot.wording.catalogue import say
from rules.facts import known

ANSWER = Logged(5, "얼마?", "…", datetime(2026, 11, 22, tzinfo=UTC), "answered", "cap", None, None, None)
TEXT = ((Span("…"),),)


def rows(reply: Reply) -> list[list[str]]:
    return [[button.label for button in row] for row in reply.buttons]


@pytest.mark.parametrize("status", ["question", "out_of_scope", "smalltalk"])
def test_only_answers_are_judged(status: str) -> None:
    assert with_opinion(Reply(TEXT), status, 5, "ko") == Reply(TEXT)


def test_thumbs_stand_below_all_other_buttons() -> None:
    one, two = (Button("출처", "s"),), (Button("왜?", "w"), Button("고치기", "e"))

    assert rows(with_opinion(Reply(TEXT, (one, two)), "verdict", 5, "ko")) == [
        ["출처"],
        ["왜?", "고치기"],
        ["👍", "👎"],
    ]
    assert rows(with_opinion(Reply(TEXT), "answered", 5, "ko")) == [["👍", "👎"]]


def test_an_opinion_may_change_its_mind() -> None:
    assert liked(ANSWER, "ko").changes == (Opinion(5, "up"),)
    assert disliked(ANSWER, "ko").changes == (Opinion(5, "down"),)
    assert explained(ANSWER, "figure", "ko").changes == (Opinion(5, "down", "figure"),)


def test_every_reason_of_a_dislike_is_offered_and_a_person_too() -> None:
    (reply,) = disliked(ANSWER, "en").replies
    data = [button.data for row in reply.buttons for button in row]

    assert data == [*(f"fb:{one}:5" for one in REASONS), "person:5"]


def test_questions_on_one_topic_are_one_gap_and_others_go_by_their_words() -> None:
    unanswered = [
        ("주차장 되나요?", ""),
        ("주차장  되나요", ""),
        ("마감이 몇 시인가요?", "deadline"),
        ("접수 마감 시각은요?", "deadline"),
        ("마감이 몇 시인가요?", "deadline"),
        ("식대는요?", ""),
    ]

    assert gaps(unanswered, 2) == ((3, "마감이 몇 시인가요?"), (2, "주차장 되나요?"))


def test_a_trace_names_topic_words_facts_findings_and_origins() -> None:
    answerer = Answerer(full_pack(), lambda *_: [], lambda *_: [], lambda *_: [])
    context = Context(facts={"region": known("gyeonggi")})
    found = trace(answerer, lambda *_: [], "기초 신청 되나요?", context, date(2026, 11, 22))
    paragraphs = told(found)

    assert found.status == "verdict"
    assert any(word.text for one in found.clauses for topic in one.topics for word in topic.words)
    assert next(topic.id for one in found.clauses for topic in one.topics) == "eligibility"
    assert any("경기" in one.value for one in found.facts)
    assert any(each.state == "unmet" for one in found.verdicts for each in one.findings)
    assert any(one.origin.startswith("message:verdict") for one in found.segments)
    assert found.refused == ()
    assert len(paragraphs) == 8
    assert "eligibility" in paragraphs[2]
    assert "“" in paragraphs[2]
    assert "unmet" in paragraphs[4]
    assert say("ko", "trace_gate_passed") in paragraphs[-1]
