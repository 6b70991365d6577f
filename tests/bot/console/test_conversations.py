"""The log of questions in the console, and the first page over it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, Counter
from sqlalchemy import insert, update
from starlette.applications import Starlette

from bot.console import charts
from bot.console.application import console_routes
from bot.console.conversations import defused
from bot.console.parts import Parts
from bot.conversation import State, respond, to_json
from bot.reply import Event, plain
from bot.services.live import Answering
from bot.storage import log
from bot.storage.storage import Arrival, Storage
from bot.storage.tables import answer_log
from tests.bot.console.conftest import NOW, Browser

SignedIn = Callable[..., Awaitable[Browser]]
PERSON = "a1" * 32
CAP = "고도화는 얼마까지 지원되나요?"


async def keep(storage: Storage, text: str, at: datetime = NOW, **more: object) -> None:
    values = {
        "bot_id": 0, "person": PERSON, "update_id": 1, "event_text": text, "replies_text": f"Answer to {text}",
        "at": at, "status": "answered", "topics": "cap", "language": "ko", "pack": "p@1", "edition": "2025",
        "took_ms": 5, "state_before": to_json(State(greeted=True)),
    }  # fmt: skip
    async with storage._engine.begin() as connection:
        await connection.execute(insert(answer_log), [values | more])


async def keep_answer(storage: Storage, live_now: Answering, text: str) -> str:
    """An answer as the dialogue gives it; gives its words."""
    turn = respond(State(), Event("text", text, NOW), live_now.answerer)
    said = "\n\n".join(plain(one) for one in turn.replies)
    assert turn.answer is not None
    await keep(
        storage, text, replies_text=said, status=turn.answer.status, pack=turn.answer.pack, state_before=None
    )
    return said


async def test_topics_are_told_in_words_and_by_their_id_only_where_there_are_none(
    storage: Storage, signed_in: SignedIn
) -> None:
    await keep(storage, "one", topics="cap")
    await keep(storage, "another", topics="of-another-pack", update_id=2)
    viewer = await signed_in("viewer", language="ko")
    await viewer.get("/console/conversations")

    assert "<td>지원금 한도</td>" in viewer.page
    assert "<td>of-another-pack</td>" in viewer.page


async def test_conversations_are_listed_newest_first_and_paged(storage: Storage, signed_in: SignedIn) -> None:
    for number in range(60):
        await keep(storage, f"question-{number:02}", NOW - timedelta(minutes=number))
    viewer = await signed_in("viewer")
    await viewer.get("/console/conversations")
    first = re.findall(r"question-\d\d", viewer.text)
    older = re.search(r'href="([^"]+before=[^"]+)"', viewer.page)
    assert older
    await viewer.get(older[1].replace("&amp;", "&"))
    second = re.findall(r"question-\d\d", viewer.text)

    assert first + second == [f"question-{number:02}" for number in range(60)]
    assert "To the newest" in viewer.text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"status": "not_in_documents"}, ["silent"]),
        ({"topic": "cap"}, ["capped"]),
        ({"feedback": "down"}, ["silent"]),
        ({"language": "en"}, ["silent"]),
        ({"edition": "2024"}, ["silent"]),
        ({"pack": "p@2"}, ["silent"]),
        ({"text": "SILEN"}, ["silent"]),
        ({"since": "2026-11-22"}, ["capped"]),
        ({"until": "2026-11-21"}, ["silent"]),
        ({"person": PERSON}, ["capped", "pressed"]),
        ({"since": "yesterday", "before": "x.y"}, ["capped", "silent"]),
    ],
)
async def test_filters_restrict_the_list(
    asked: dict[str, str], shown: list[str], storage: Storage, signed_in: SignedIn
) -> None:
    await keep(
        storage, "silent", NOW - timedelta(days=1), status="not_in_documents", topics="", feedback="down",
        language="en", edition="2024", pack="p@2", person="b" * 64,
    )  # fmt: skip
    await keep(storage, "pressed", status=None, topics=None)
    await keep(storage, "capped", NOW + timedelta(seconds=1))
    viewer = await signed_in("viewer")
    await viewer.get("/console/conversations", params=asked)
    listed = re.findall(r'<th scope="row" class="plain long"><a [^>]+>(\w+)', viewer.page)

    assert listed == shown


async def test_searching_words_says_how_far_it_looked(
    storage: Storage, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_BATCH", 2)
    monkeypatch.setattr(log, "SEARCHED", 2)
    for number in range(4):
        await keep(storage, "needle" if number == 3 else "hay", NOW - timedelta(minutes=number))
    viewer = await signed_in("viewer")
    await viewer.get("/console/conversations", params={"text": "needle"})

    assert "searched in the newest 5,000 records" in viewer.text
    assert "Search older records" in viewer.text


async def test_one_conversation_is_shown_with_its_chat_and_what_was_known(
    storage: Storage, live_now: Answering, signed_in: SignedIn
) -> None:
    told = respond(State(), Event("text", "저희는 부산에 있는 중소기업입니다", NOW), live_now.answerer).state
    await keep(storage, "before", NOW - timedelta(minutes=1))
    await keep(storage, "<b>this</b>", feedback="down", reason="figure", state_before=to_json(told))
    await keep(storage, "another's", person="b" * 64)
    viewer = await signed_in("viewer")
    await viewer.get("/console/conversations/2")

    assert "&lt;b&gt;this&lt;/b&gt;" in viewer.page
    assert "<b>this" not in viewer.page
    assert "before" in viewer.text
    assert "another's" not in viewer.text
    assert "Not helpful" in viewer.text
    assert "Company size: SME" in viewer.text
    assert PERSON[:8] in viewer.text


@pytest.mark.parametrize("number", ["0", "99", "9" * 30])
async def test_a_conversation_that_is_not_there_is_not_found(number: str, signed_in: SignedIn) -> None:
    viewer = await signed_in("viewer")

    assert (await viewer.get(f"/console/conversations/{number}")).status_code == 404


async def test_a_replay_by_the_same_rules_says_the_same(
    storage: Storage, live_now: Answering, signed_in: SignedIn
) -> None:
    await keep_answer(storage, live_now, CAP)
    viewer = await signed_in("viewer")
    await viewer.get("/console/conversations/1?replay=1")

    assert viewer.text.count("Same as the answer given") == 2


async def test_a_replay_shows_what_is_different(
    storage: Storage, live_now: Answering, signed_in: SignedIn
) -> None:
    said = await keep_answer(storage, live_now, CAP)
    assert "1억 5천만원" in said
    wrong = said.replace("1억 5천만원", "15억원")
    async with storage._engine.begin() as connection:
        await connection.execute(update(answer_log).values(replies_text=wrong, status="not_in_documents"))
    viewer = await signed_in("viewer")
    await viewer.get("/console/conversations/1?replay=1")

    assert viewer.text.count("Differs from the answer given") == 2
    assert "Not in the documents → Answered" in viewer.text
    assert "<del>15억원</del>" in viewer.page
    assert "<ins>1억 5천만원</ins>" in viewer.page


async def test_what_was_no_answer_cannot_be_replayed(storage: Storage, signed_in: SignedIn) -> None:
    await keep(storage, "fb:up:1", status=None, topics=None, state_before=None)
    viewer = await signed_in("viewer")
    await viewer.get("/console/conversations/1?replay=1")

    assert "replay=1" not in viewer.page


async def test_editors_take_the_filtered_log_along_and_the_audit_says_so(
    storage: Storage, signed_in: SignedIn
) -> None:
    await keep(storage, "=HYPERLINK(1)", replies_text="first line\nsecond, line")
    await keep(storage, "hidden", language="en")
    editor = await signed_in("editor")
    await editor.get("/console/conversations", params={"language": "ko"})
    answer = await editor.client.post(
        "/console/conversations/export", data={"csrf": editor.token, "do": "export", "language": "ko"}
    )
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    (entry, *_) = await storage.audit.entries(1)

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-disposition"] == 'attachment; filename="conversations-2026-11-22.csv"'
    assert [(one["question"], one["answer"]) for one in rows] == [
        ("'=HYPERLINK(1)", "first line\nsecond, line")
    ]
    assert rows[0]["at"] == "2026-11-22 12:00:00"
    assert rows[0]["person"] == PERSON[:8]
    assert (entry.who, entry.action, entry.after) == ("editor", "conversations_export", '{"language": "ko"}')


async def test_a_long_file_is_whole(storage: Storage, signed_in: SignedIn) -> None:
    for number in range(3):
        await keep(storage, f"q{number}", NOW - timedelta(minutes=number))
    rows = [one | {"id": None} for one in await all_rows(storage)]
    async with storage._engine.begin() as connection:
        for number in range(400):
            await connection.execute(
                insert(answer_log),
                [
                    {**one, "update_id": number, "id": 100 + 3 * number + place}
                    for place, one in enumerate(rows)
                ],
            )
    editor = await signed_in("editor")
    answer = await editor.post("/console/conversations/export", {"do": "export"})

    assert len(list(csv.reader(io.StringIO(answer.text)))) == 1 + 1203


async def all_rows(storage: Storage) -> list[dict[str, Any]]:
    async with storage._engine.connect() as connection:
        return [dict(one) for one in (await connection.execute(answer_log.select())).mappings()]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_a_spreadsheet_is_given_nothing_to_calculate(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize(("cell", "shown"), [("최대 1억", "최대 1억"), ("a=1", "a=1"), ("", ""), (None, "")])
def test_other_cells_stay_as_they_are(cell: str | None, shown: str) -> None:
    assert defused(cell) == shown


async def test_the_overview_tells_the_days_the_queues_and_the_questions(
    storage: Storage, signed_in: SignedIn
) -> None:
    for number, status in enumerate(["answered", "verdict", "answered", "not_in_documents", "smalltalk"]):
        await keep(storage, status, NOW - timedelta(days=number), status=status, took_ms=10 * (number + 1))
    await keep(storage, "too old", NOW - timedelta(days=40))
    await keep(storage, "liked", feedback="up", took_ms=10)
    await storage.store_updates(0, [Arrival(1, 7, "{}")], NOW)
    viewer = await signed_in("viewer")
    await viewer.get("/console/")

    assert "Answers given 6 Answered 80.0%" in viewer.text
    assert "Response time 20 ms Slow answers (slowest 5%): 50 ms" in viewer.text
    assert "Not helpful 0 Helpful: 1" in viewer.text
    assert "Messages waiting to be read 1 Failed: 0" in viewer.text
    assert viewer.page.count('role="img"') == 5
    assert viewer.page.count("<details>") == 4
    assert "2026-11-22 2 2 0 10 10" in viewer.text  # of the table beside the plot


async def test_an_empty_overview_says_so(signed_in: SignedIn) -> None:
    viewer = await signed_in("viewer")
    await viewer.get("/console/")

    assert "Nothing yet." in viewer.text


async def test_the_overview_shows_the_counters_of_metrics_and_since_when(
    parts: Parts, signed_in: SignedIn, application: Starlette
) -> None:
    registry = CollectorRegistry()
    counter = Counter("gongo_answers", "Answers by status", ["status"], registry=registry)
    counter.labels("verdict").inc(3)
    application.router.routes[:] = console_routes(replace(parts, registry=registry))
    viewer = await signed_in("viewer")
    await viewer.get("/console/")

    assert "gongo_answers_total verdict 3" in viewer.text
    assert "gongo_queue_depth inbox 0" in viewer.text
    assert re.search(r"since this process began: \d{4}-\d\d-\d\d \d\d:\d\d", viewer.text)


def test_plots_reach_from_nothing_to_the_most() -> None:
    days = [(NOW - timedelta(days=number)).date() for number in (1, 0)]
    chart = charts.by_day(days, [7, 0], [2, 0])
    whole, part = chart.boxes

    assert [one.text for one in chart.labels] == ["0", "5", "10", "11-22"]
    assert whole.y + whole.height == part.y + part.height  # both stand on the ground
    assert part.height / whole.height == pytest.approx(2 / 7)


def test_a_line_leaves_days_without_a_value_out() -> None:
    days = [(NOW - timedelta(days=number)).date() for number in (2, 1, 0)]
    chart = charts.lines_by_day(days, [[4, None, 2]])

    assert len(chart.lines[-1].points.split()) == 2
    assert "4" in [one.text for one in chart.labels]


def test_lying_bars_say_their_counts() -> None:
    chart = charts.lying([("cap", 1200), ("intake", 600)])

    assert [one.text for one in chart.labels] == ["cap", "1,200", "intake", "600"]
    assert chart.boxes[1].width == chart.boxes[0].width / 2
