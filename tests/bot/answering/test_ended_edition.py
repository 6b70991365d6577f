"""Who is judged by an edition that has ended is told so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answer import Context
from bot.answering.handlers import HANDLERS
from bot.answering.pack import Pack, load_pack
from bot.answering.pipeline import Answerer
from rules.facts import known
from rules.verdict import Judge

LAST = date(2025, 12, 31)


@pytest.fixture(scope="module")
def ended() -> Pack:
    pack = load_pack(handlers=HANDLERS)
    edition = replace(pack.programme.deciding, until=LAST)
    programme = replace(pack.programme, editions={**pack.programme.editions, edition.id: edition})
    return replace(pack, programme=programme, judges={edition.id: Judge(edition, programme.facts)})


@pytest.mark.parametrize(
    ("today", "told"),
    [(LAST, []), (date(2026, 1, 1), ["2025년 회차는 2025년 12월 31일까지였습니다."])],
    ids=["on its last day", "on the day after"],
)
def test_a_verdict_by_an_edition_that_has_ended_says_so(ended, today, told):
    answerer = Answerer(ended, lambda *_: (), lambda *_: (), lambda *_: ())
    facts = {"company_size": known("sme"), "manufacturer": known(True), "target_level": known("advanced")}

    answer, _ = answerer.result(Context(language="ko", facts=facts), today, "ko")

    said = [one for one in answer.segments if one.origin == "message:edition_ended"]
    assert [one.text.partition(" 그 뒤로")[0] for one in said] == told
    assert [figure.value for one in said for figure in one.figures] == (
        ["2025", "2025-12-31"] if told else []
    )
