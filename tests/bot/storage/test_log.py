"""The log as staff read it, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.dialects import sqlite

from bot.storage import log
from bot.storage.log import ANY, Day, Found, Wanted, beginning, keys
from bot.storage.storage import Storage
from bot.storage.tables import answer_log

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)  # noon in Seoul
FIRST = {
    "bot_id": 42, "person": "a" * 64, "update_id": 1, "event_text": "얼마까지 지원되나요?", "replies_text": "최대 …",
    "at": NOW, "status": "answered", "topics": "cap", "language": "ko", "pack": "p@1", "edition": "2025", "took_ms": 5,
    "state_before": None, "feedback": None, "reason": None,
}  # fmt: skip


async def keep(storage: Storage, *turns: dict[str, Any]) -> None:
    rows = [FIRST | {"update_id": number} | one for number, one in enumerate(turns)]
    async with storage._engine.begin() as connection:
        await connection.execute(insert(answer_log), rows)


def asked(found: Found) -> list[str]:
    return [one.event_text for one in found.turns]


async def test_the_newest_come_first_page_by_page_also_where_many_came_at_once(storage: Storage) -> None:
    at = [NOW, NOW, NOW, NOW - timedelta(days=1), NOW - timedelta(days=2)]
    await keep(storage, *({"event_text": str(number), "at": one} for number, one in enumerate(at)))
    first = await storage.log.page(Wanted(), 2)
    second = await storage.log.page(Wanted(), 2, first.next)
    third = await storage.log.page(Wanted(), 2, second.next)

    assert [asked(one) for one in (first, second, third)] == [["2", "1"], ["0", "3"], ["4"]]
    assert third.next is None


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(), "321"),
        (Wanted(status=ANY), "3210"),
        (Wanted(status="answered"), "31"),
        (Wanted(status="answered", language="en"), "3"),
        (Wanted(topic="cap"), "31"),
        (Wanted(topic="ca"), ""),
        (Wanted(topic="own_share"), "3"),
        (Wanted(topic="own-share"), ""),
        (Wanted(feedback="down"), "2"),
        (Wanted(edition="2024"), "2"),
        (Wanted(pack="p@2"), "3"),
        (Wanted(person="b" * 64), "2"),
        (Wanted(text="CAP%"), "3"),
        (Wanted(since=NOW - timedelta(hours=1), until=NOW), "2"),
    ],
)
async def test_each_filter_keeps_what_it_names(storage: Storage, wanted: Wanted, numbers: str) -> None:
    turns: list[dict[str, Any]] = [
        {"status": None, "topics": None, "at": NOW - timedelta(days=3)},
        {"at": NOW - timedelta(days=2)},
        {"status": "not_in_documents", "topics": "", "feedback": "down", "edition": "2024", "person": "b" * 64,
         "at": NOW - timedelta(minutes=1)},
        {"language": "en", "topics": "cap own_share", "pack": "p@2", "replies_text": "The cap% is …"},
    ]  # fmt: skip
    await keep(storage, *turns)
    found = await storage.log.page(wanted, 10)
    each = [one async for one in storage.log.each(wanted)]

    assert [one.id - 1 for one in found.turns] == [int(one) for one in numbers]
    assert each == list(found.turns)


async def test_words_are_looked_for_so_far_and_from_there_on(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_BATCH", 2)
    monkeypatch.setattr(log, "SEARCHED", 4)
    await keep(
        storage,
        *({"event_text": f"{number % 5}", "at": NOW + timedelta(seconds=number)} for number in range(9)),
    )
    first = await storage.log.page(Wanted(text="1"), 5)
    second = await storage.log.page(Wanted(text="1"), 5, first.next)

    assert [one.id - 1 for one in first.turns] == [6]
    assert first.is_cut
    assert [one.id - 1 for one in second.turns] == [1]


async def test_a_turn_stands_in_its_chat(storage: Storage) -> None:
    persons = ["a", "b", "a", "a", "a"]
    await keep(storage, *({"person": one, "event_text": str(number)} for number, one in enumerate(persons)))
    turn = await storage.log.one(4)
    assert turn is not None

    assert [one.event_text for one in await storage.log.around(turn, 1)] == ["2", "3", "4"]
    assert [one.event_text for one in await storage.log.around(turn, 9)] == ["0", "2", "3", "4"]
    assert await storage.log.one(99) is None


async def test_days_are_those_of_seoul_and_keep_their_counts_once_they_are_over(storage: Storage) -> None:
    today = date(2026, 11, 22)
    midnight = beginning(today)
    await keep(
        storage,
        {"at": midnight - timedelta(seconds=1), "took_ms": 9},
        {"at": midnight, "topics": "cap cap intake", "status": "verdict"},
        {"at": midnight, "status": None, "took_ms": None},
    )
    first = await storage.log.days(date(2026, 11, 21), today, NOW)
    await keep(storage, {"at": midnight - timedelta(seconds=2)}, {"at": midnight})
    second = await storage.log.days(date(2026, 11, 21), today, NOW)

    assert first == (
        Day(date(2026, 11, 21), {"answered": 1}, {"cap": 1}, {"ko": 1}, {9: 1}),
        Day(today, {"verdict": 1}, {"cap": 1, "intake": 1}, {"ko": 1}, {5: 1}),
    )
    assert second == (
        first[0],
        Day(today, {"verdict": 1, "answered": 1}, {"cap": 2, "intake": 1}, {"ko": 2}, {5: 2}),
    )


async def test_a_day_that_ended_just_now_is_not_settled_yet(storage: Storage) -> None:
    day = date(2026, 11, 21)
    now = beginning(date(2026, 11, 22)) + timedelta(minutes=1)
    await keep(storage, {"at": beginning(day)})
    await storage.log.days(day, day, now)
    await keep(storage, {"at": now - timedelta(minutes=2)})

    assert (await storage.log.days(day, day, now))[0].statuses == {"answered": 2}


async def test_counts_go_when_the_log_of_their_day_goes(storage: Storage) -> None:
    day = date(2026, 11, 20)
    await keep(storage, {"at": beginning(day)})
    await storage.log.days(day, day, NOW)
    await storage.purge(NOW + timedelta(days=3), timedelta(days=3))

    assert (await storage.log.days(day, day, NOW))[0].statuses == {}


async def test_opinions_and_packs_are_counted(storage: Storage) -> None:
    await keep(
        storage,
        {"feedback": "up"},
        {"feedback": "down", "pack": "p@2"},
        {"feedback": "up", "at": NOW - timedelta(days=9)},
        {"pack": None},
    )

    assert await storage.log.opinions(NOW - timedelta(days=1)) == {"up": 1, "down": 1}
    assert await storage.log.packs() == ("p@1", "p@2")


async def test_very_many_topics_fit_the_index(storage: Storage) -> None:
    await keep(storage, {"topics": " ".join(f"topic-{number}" for number in range(500))[:1000]})

    assert len((await storage.log.page(Wanted(), 1)).turns) == 1


LISTED, OF_STATUS, OF_PERSON = "ix_answer_log_listed", "ix_answer_log_status_at", "ix_answer_log_person"
MARK = (NOW, 7)


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(), LISTED),
        (Wanted(status=ANY), LISTED),
        (Wanted(status="answered"), OF_STATUS),
        (Wanted(status="answered", topic="cap"), LISTED),
        (Wanted(topic="cap", language="ko", edition="2025", pack="p@1"), LISTED),
        (Wanted(text="얼마", since=NOW, until=NOW), LISTED),
    ],
)
@pytest.mark.parametrize("before", [None, MARK])
async def test_no_list_reads_texts_to_find_its_turns(
    wanted: Wanted, index: str, before: tuple[datetime, int] | None, tmp_path: Path
) -> None:
    storage = await Storage.open(tmp_path)
    plan = await planned(storage, keys(wanted, 50, before))
    await storage.close()

    assert f"USING COVERING INDEX {index}" in plan
    assert "B-TREE" not in plan  # nothing is sorted: the first page costs no more than its turns


async def test_a_chat_is_found_by_its_person(tmp_path: Path) -> None:
    storage = await Storage.open(tmp_path)
    plan = await planned(storage, keys(Wanted(person="a" * 64, status=ANY), 50))
    await storage.close()

    assert f"USING INDEX {OF_PERSON}" in plan


async def test_counting_a_day_reads_an_index_alone(tmp_path: Path) -> None:
    storage = await Storage.open(tmp_path)
    told: list[str] = []
    for wanted in log.counts_of(date(2026, 11, 22)):
        told.append(await planned(storage, wanted))
    await storage.close()

    assert [f"SEARCH answer_log USING COVERING INDEX {LISTED} (at>? AND at<?)" in one for one in told] == [
        True,
        True,
    ]


async def test_opinions_are_found_among_the_few_answers_that_have_one(tmp_path: Path) -> None:
    storage = await Storage.open(tmp_path)
    counted = await planned(storage, log.opinions_since(NOW))
    listed = await planned(storage, keys(Wanted(feedback="down", topic="cap"), 50))
    await storage.close()

    assert "USING COVERING INDEX ix_answer_log_rated (at>?)" in counted
    assert "USING INDEX ix_answer_log_rated" in listed
    assert "B-TREE" not in listed


async def planned(storage: Storage, wanted: Any) -> str:
    compiled = str(wanted.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    async with storage._engine.connect() as connection:
        rows = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")).all()
    return "\n".join(row[3] for row in rows)
