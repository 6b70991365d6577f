"""The bench as a browser without JavaScript sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette

from bot.console import application, bench
from bot.console.application import console_routes
from bot.console.parts import SEOUL, Parts
from bot.console.visits import Page, Visit
from bot.conversation import State, respond
from bot.reply import Event, plain
from bot.services.bench import MOST, buttons_of
from bot.services.live import Answering, receipts
from bot.storage.storage import Storage
from bot.storage.tables import answer_log, conversation
from bot.wording.catalogue import say
from tests.bot.console.conftest import NOW, Browser

SignedIn = Callable[..., Awaitable[Browser]]
BENCH = "/console/bench"
QUESTION = "저희는 광주에 있는 중소 제조업체인데 고도화 신청할 수 있나요?"
HOSTILE = "<script>alert('x')</script> <img src=x onerror=alert(1)> \"><svg/onload=1> {{ 7*7 }} 얼마까지?"
_BOT = re.compile(r'<div class="said bot-said">(.*?)</div>', re.DOTALL)
_TAG = re.compile(r"</?mark[^>]*>")


def said(page: str) -> list[str]:
    """The bot's messages on a page, to the byte."""
    return [unescape(_TAG.sub("", one)) for one in _BOT.findall(page)]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)">', page)
    assert found, name
    return unescape(found[1])


@pytest.mark.parametrize(
    "question", [QUESTION, "How much does the basic track pay?", "주차장 있어요?", HOSTILE]
)
async def test_the_bench_shows_byte_for_byte_what_the_bot_says(
    question: str, signed_in: SignedIn, live_now: Answering
) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH)
    await one.post(BENCH, {"do": "ask", "text": question})

    event = Event("text", question, datetime.combine(NOW.astimezone(SEOUL).date(), time(12), SEOUL))
    turn = respond(State(), event, live_now.answerer, receipts(live_now.pack))
    assert said(one.page) == [plain(reply) for reply in turn.replies]


async def test_a_whole_chat_with_a_button_by_number_and_by_hand(
    signed_in: SignedIn, live_now: Answering
) -> None:
    one = await signed_in("viewer", language="ko")
    await one.get(BENCH)
    await one.post(BENCH, {"do": "ask", "text": "/check\n1\n", "lines": "1"})
    settings = {name: hidden(one.page, name) for name in ("chat", "day")}
    await one.post(BENCH, {"do": "say", **settings, "next": "", "press": "1"})
    settings["chat"] = hidden(one.page, "chat")
    await one.post(BENCH, {"do": "say", **settings, "next": "얼마까지 지원되나요?"})

    state, expected, buttons = State(), list[str](), ()
    at = datetime.combine(NOW.astimezone(SEOUL).date(), time(12), SEOUL)
    for kind, text in (("command", "/check"), ("button", 0), ("button", 0), ("text", "얼마까지 지원되나요?")):
        data = buttons[text].data if isinstance(text, int) else text
        turn = respond(state, Event(kind, data, at), live_now.answerer, receipts(live_now.pack))  # type: ignore[arg-type]
        state, buttons = turn.state, buttons_of(turn.replies)  # type: ignore[assignment]
        expected += [plain(reply) for reply in turn.replies]
    assert said(one.page) == expected


async def test_every_step_of_the_trace_is_told(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH, params={"m": QUESTION})

    for key in ("reading", "facts", "topics", "verdicts", "passages", "segments", "steps"):
        assert say("en", f"console_bench_{key}") in one.text, key
    for key in ("step_read", "step_decide", "step_check", "passed", "kept", "left", "reason_beyond_limit"):
        assert say("en", f"console_bench_{key}") in one.text, key
    assert "<mark>광주" in one.page
    assert "eligibility" in one.text


async def test_the_trace_of_an_earlier_message_is_a_link_away(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH, params={"m": ["기초는 얼마까지?", "그럼 고도화는요?"]})
    assert say("en", "console_bench_trace", number=2) in one.text

    link = next(each for each in re.findall(r'href="([^"]*)#trace"', one.page) if "shown=1" in each)
    await one.get(unescape(link))

    assert say("en", "console_bench_trace", number=1) in one.text


async def test_what_hostile_people_write_stays_text(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH)
    await one.post(BENCH, {"do": "ask", "text": HOSTILE, "two": "1", "edition2": "2024"})

    assert "<script>alert" not in one.page
    assert "<img" not in one.page
    assert "<svg" not in one.page
    assert "{{ 7*7 }}" in unescape(one.page)


async def test_a_link_shows_the_same_to_somebody_else(signed_in: SignedIn) -> None:
    one = await signed_in("viewer", "hong")
    await one.get(BENCH)
    given = {"day": "2025-04-01", "edition": "2024", "language": "en", "two": "1", "day2": "2025-05-01"}
    asked = await one.post(
        BENCH, {"do": "ask", "text": "기초는 얼마까지?\n그럼 고도화는요?", "lines": "1", **given}
    )
    link = str(asked.url)
    assert {
        name: value[0] for name, value in parse_qs(urlsplit(link).query).items() if name in given
    } == given

    other = await signed_in("viewer", "kim")
    await other.get(link)

    assert said(other.page) == said(one.page) != []


@pytest.mark.parametrize("length", [200, 4_000])
async def test_a_long_chat_has_a_link_that_a_proxy_lets_pass(length: int, signed_in: SignedIn) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH)
    words = "".join(chr(0xAC00 + (n * 7919) % 11172) for n in range(length))
    text = "\n".join(f"{number} {words}" for number in range(5))
    asked = await one.post(BENCH, {"do": "ask", "text": text, "lines": "1"})

    assert asked.status_code == 200
    assert len(str(asked.url)) < 8_000
    again = await (await signed_in("viewer", "kim")).get(str(asked.url))
    assert said(again.text) == said(one.page)
    assert len(said(one.page)) >= 5


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": "가" * 20_000}, "console_bench_long"),
        ({"text": "가\n" * 31, "lines": "1"}, "console_bench_many"),
        ({"text": " \n "}, "console_bench_empty"),
        ({"text": "얼마?", "day": "2026-02-30"}, "console_bench_no_day"),
        ({"text": "얼마?", "day": "0001-01-01"}, "console_bench_no_day"),
        ({"text": "얼마?", "edition": "1999"}, "console_bench_no_edition"),
        ({"text": "얼마?", "two": "1", "language2": "fr"}, "console_bench_no_language"),
    ],
)
async def test_what_cannot_be_asked_is_refused_in_words_and_not_lost(
    fields: dict[str, str], told: str, signed_in: SignedIn
) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH)
    response = await one.post(BENCH, {"do": "ask", **fields})

    assert response.status_code == 400
    assert say("en", told, most=MOST if told.endswith("many") else "4,096") in one.text
    assert fields["text"].strip() in one.page


@pytest.mark.parametrize("chat", ["x", "!!!", "eJw", "AAAA" * 100, "가"])
async def test_a_damaged_address_is_an_error_and_no_crash(chat: str, signed_in: SignedIn) -> None:
    one = await signed_in("viewer")

    assert (await one.get(BENCH, params={"chat": chat})).status_code == 400
    assert (await one.get(BENCH, params={"kept": "0" * 24})).status_code == 404


async def test_a_packed_bomb_is_refused(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH)
    bomb = bench._packed(["0" * 20_000_000])

    assert (await one.post(BENCH, {"do": "say", "chat": bomb, "next": "가"})).status_code == 400


async def test_an_edition_moves_the_day_and_the_page_says_so(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH, params={"m": "얼마까지?", "edition": "2024"})

    assert "Edition 2024 was chosen" in one.text
    assert say("en", "console_bench_decides", edition="2024", decides="2025") in one.text


async def test_two_variants_stand_side_by_side_with_their_differences_marked(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH, params={"m": "기초는 얼마까지?", "two": "1", "language2": "en"})

    assert '<mark class="differs">' in one.page
    assert say("en", "console_bench_differs") in one.text
    assert say("en", "console_bench_trace_in", number=1, column=2) in one.text

    await one.get(BENCH, params={"m": "기초는 얼마까지?", "two": "1"})
    assert '<mark class="differs">' not in one.page
    assert f">{say('en', 'console_bench_differs')}<" not in one.page


async def test_the_trace_goes_out_as_json(signed_in: SignedIn) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH, params={"m": QUESTION, "two": "1", "edition2": "2024"})
    page = said(one.page)
    link = re.search(r'href="([^"]*trace\.json[^"]*)"', one.page)
    assert link
    found = json.loads((await one.get(unescape(link[1]))).text)

    assert found["messages"] == [QUESTION]
    assert [one["said"] for one in found["variants"]] == [page[:1], page[1:]]
    assert found["variants"][0]["trace"]["status"] == "verdict"
    assert any(not each["kept"] for each in found["variants"][0]["trace"]["passages"])


async def test_asking_leaves_nothing_in_the_log_and_in_no_chat(signed_in: SignedIn, storage: Storage) -> None:
    one = await signed_in("viewer")
    await one.get(BENCH)
    await one.post(BENCH, {"do": "ask", "text": QUESTION})
    assert said(one.page)

    async with storage._reading() as connection:
        for table in (answer_log, conversation):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == 0


async def test_a_golden_case_is_offered_where_its_page_is_there(
    signed_in: SignedIn, application: Starlette, parts: Parts
) -> None:
    async def made(visit: Visit) -> object:
        raise AssertionError

    page = Page("/golden/new", "golden_new", "viewer", post=made, changes="editor")  # type: ignore[arg-type]
    without = await signed_in("editor")
    asked = {"m": ["기초는 얼마까지?", "그럼 고도화는요?"], "day": "2026-11-22"}
    await without.get(BENCH, params=asked)
    is_there = any(one.name == "golden_new" for one in application_pages())
    assert ("golden" in without.page) == is_there

    pages = [one for one in application_pages() if one.name != "golden_new"] + [page]
    application.router.routes[:] = console_routes(parts, pages)
    await without.get(BENCH, params=asked)
    form = without.page[without.page.index('action="/console/golden/new"') :]
    assert hidden(form, "text") == "그럼 고도화는요?"
    assert json.loads(hidden(form, "chat")) == ["기초는 얼마까지?"]
    assert hidden(form, "day") == "2026-11-22"

    await without.get(BENCH, params={"m": ["/check", "1"]})
    assert 'action="/console/golden/new"' not in without.page
    viewer = await signed_in("viewer")
    await viewer.get(BENCH, params=asked)
    assert 'action="/console/golden/new"' not in viewer.page


def application_pages() -> list[Page]:
    return list(application.PAGES)


async def test_chats_too_long_for_an_address_go_when_nobody_asks_for_them(storage: Storage) -> None:
    name = await storage.bench.keep("chat", NOW)
    assert await storage.bench.keep("chat", NOW + timedelta(days=1)) == name
    await storage.bench.keep("other", NOW + timedelta(days=90))
    assert await storage.bench.kept(name) == "chat"
    await storage.bench.keep("other", NOW + timedelta(days=92))
    assert await storage.bench.kept(name) is None


def test_the_packed_chat_is_the_chat_again() -> None:
    messages = ("가나다", "a\nb", "😀 <&>")

    assert bench._unpacked(bench._packed(messages)) == messages
