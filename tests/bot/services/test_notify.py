from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.reply import plain
from bot.services.notify import MOST, answer_wanted, due, menu, track_wanted
from bot.storage.people import Logged, Subscribe, Subscription
from bot.wiring import full_pack
from bot.wording.catalogue import say
from rules.edition import Window

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
CAP = "고도화는 얼마까지 지원되나요?"
SILENT = "신청하면 주차장도 지원해 주나요?"


def answerer_on(pack: Pack) -> Answerer:
    return Answerer(pack, lambda *_: [], lambda *_: [], lambda *_: [])


@pytest.fixture(scope="module")
def pack() -> Pack:
    return full_pack()


@pytest.fixture(scope="module")
def answerer(pack: Pack) -> Answerer:
    return answerer_on(pack)


@pytest.fixture(scope="module")
def with_intake(pack: Pack) -> Answerer:
    """A pack that knows of an intake of the advanced track in March 2027."""
    edition = pack.programme.deciding
    track = edition.tracks["advanced"]
    window = Window("spring", date(2027, 3, 2), date(2027, 3, 26), track.windows[0].statement)
    tracks = {**edition.tracks, "advanced": replace(track, windows=(*track.windows, window))}
    editions = {**pack.programme.editions, edition.id: replace(edition, tracks=tracks)}
    return answerer_on(replace(pack, programme=replace(pack.programme, editions=editions)))


def wish(kind: str, subject: str, **more: str | None) -> Subscription:
    values = {"language": "ko", "question": "", "state_before": None, "seen": ""} | more
    return Subscription(id=1, chat_id=7, kind=kind, subject=subject, at=NOW, **values)  # type: ignore[arg-type]


def given(text: str, status: str) -> Logged:
    return Logged(5, text, "…", NOW, status, "", None, None, None)


def wished(answerer: Answerer, text: str, status: str) -> Subscription:
    """The subscription that a press leaves behind."""
    (change,) = answer_wanted(answerer, given(text, status), (), "ko").changes
    assert isinstance(change, Subscribe)
    return wish("answer", change.subject, question=change.question, seen=change.seen)


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00:00+09:00")


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2027-03-01", []),
        ("2027-03-02", ["opened:2025:advanced:spring"]),
        ("2027-03-22", ["opened:2025:advanced:spring"]),
        ("2027-03-23", ["closing:2025:advanced:spring"]),
        ("2027-03-26", ["closing:2025:advanced:spring"]),
        ("2027-03-27", []),
    ],
)
def test_an_intake_is_told_of_when_it_opens_and_before_it_closes(
    with_intake: Answerer, day: str, names: list[str]
) -> None:
    assert [one.name for one in due(wish("intake", "advanced"), with_intake, at(day))] == names


def test_a_notice_of_an_intake_has_its_dates_in_the_subscribers_language(with_intake: Answerer) -> None:
    (notice,) = due(wish("intake", "advanced", language="en"), with_intake, at("2027-03-02"))

    assert "2 March 2027 to 26 March 2027" in plain(notice.replies[0])


def test_another_track_is_not_told_of(with_intake: Answerer) -> None:
    assert due(wish("intake", "basic"), with_intake, at("2027-03-02")) == ()


def test_the_shipped_pack_has_nothing_to_tell_after_2025(answerer: Answerer) -> None:
    assert due(wish("intake", "advanced"), answerer, NOW) == ()


def test_an_answer_that_stays_the_same_is_not_told_of_again(answerer: Answerer) -> None:
    assert due(wished(answerer, CAP, "answered"), answerer, at("2027-06-01")) == ()


def test_an_answer_that_came_to_other_figures_is_told_of_once(answerer: Answerer) -> None:
    before = wished(answerer, CAP, "answered")
    seen = json.loads(before.seen)
    seen["says"][0][1] = "won 1500000000"
    (notice,) = due(replace(before, seen=json.dumps(seen)), answerer, NOW)

    assert notice.ends
    assert plain(notice.replies[0]).startswith(say("ko", "notify_changed", question=CAP))
    assert "1억 5천만원" in plain(notice.replies[0])


def test_a_question_that_stays_unanswered_is_not_told_of(answerer: Answerer) -> None:
    assert due(wished(answerer, SILENT, "not_in_documents"), answerer, NOW) == ()


def test_a_question_once_unanswered_is_told_of_with_its_answer(answerer: Answerer) -> None:
    before = wished(answerer, SILENT, "not_in_documents")
    (notice,) = due(replace(before, question=CAP), answerer, NOW)

    assert plain(notice.replies[0]).startswith(say("ko", "notify_found", question=CAP))


def test_the_menu_offers_what_is_not_subscribed_and_ends_what_is(answerer: Answerer) -> None:
    known = (wish("intake", "advanced"),)
    (reply,) = menu(answerer, known, given(SILENT, "not_in_documents"), "ko").replies
    data = [button.data for row in reply.buttons for button in row]

    assert data == ["notify:off:1", "notify:track:basic", "notify:answer:5"]


def test_what_a_self_check_came_to_cannot_be_watched(answerer: Answerer) -> None:
    assert answer_wanted(answerer, given("a:region:gyeonggi", "verdict"), (), "ko").changes == ()


def test_a_chat_has_a_number_of_notices_at_most(answerer: Answerer) -> None:
    known = (wish("intake", "basic"),) * MOST

    assert track_wanted(answerer.pack.programme, "advanced", known, "ko").changes == ()
