"""The HTTP API: the bot's own answers for other channels, and only for those with a key."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from typer.testing import CliRunner

from bot.answering.checking import check_company
from bot.answering.pipeline import Answerer
from bot.cli import app as gongo
from bot.console.api import Limits
from bot.console.api_shapes import LARGEST_BODY
from bot.conversation import State, respond
from bot.reply import Event, plain
from bot.services.api_keys import revoke_key
from bot.services.live import Answering, Live
from bot.settings import Settings
from bot.storage.database import StorageUnavailable
from bot.storage.storage import Storage
from bot.storage.tables import answer_log, api_conversation
from bot.wiring import serving
from tests.bot.console.calling import NOW, Api, Channel

ASKED = "기초는 얼마까지 지원되나요?"


@pytest.fixture
def storage(either_storage: Storage) -> Storage:
    return either_storage


@pytest.fixture
def api(storage: Storage, answerer: Answerer) -> Api:
    return Api(storage, answerer)


@pytest.fixture
async def web(api: Api) -> Channel:
    return await api.channel()


async def logged(storage: Storage) -> list[Any]:
    async with storage._reading() as connection:
        return list((await connection.execute(select(answer_log).order_by(answer_log.c.id))).mappings())


async def kept(storage: Storage) -> list[Any]:
    async with storage._reading() as connection:
        return list((await connection.execute(select(api_conversation))).mappings())


# --- answers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        ASKED,
        "저희 경기도 화성인데 기초 신청 되나요",
        "Can I apply now?",
        "15억 준다는거 진짜에요??",
        "/help",
        " ",
        "점심 뭐 먹지",
    ],
)
async def test_an_answer_is_that_of_gongo_ask(
    web: Channel, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGO_HOME", str(tmp_path))
    line = json.dumps({"id": "7", "text": text})
    asking = ["ask", "--jsonl", "--today", "2026-11-22"]
    told = json.loads((await asyncio.to_thread(CliRunner().invoke, gongo, asking, line)).stdout)
    answer = await web.asks(id="7", text=text)

    assert {key: answer[key] for key in told if key != "elapsed_ms"} == {
        key: value for key, value in told.items() if key != "elapsed_ms"
    }
    assert answer["pack"].startswith("samsung-smart-factory@2025-")
    assert answer["edition"] == "2025"


async def test_a_self_check_goes_by_buttons_over_several_calls(web: Channel, answerer: Answerer) -> None:
    state, button = State(), "check"
    for _ in range(7):
        turn = respond(state, Event("button", button, NOW), answerer)
        answer = await web.asks(button=button, conversation="room-7")
        assert answer["text"] == "\n\n".join(plain(one) for one in turn.replies)
        choices = [one["data"] for one in answer["choices"]]
        assert choices == [one.data for reply in turn.replies for row in reply.buttons for one in row]
        state = turn.state
        button = next(
            (one for one in choices if one.startswith("confirm:")),
            "a:region:gwangju" if any(one.startswith("a:region") for one in choices) else choices[0],
        )
        if answer["verdicts"]:
            break

    assert answer["status"] == "verdict"
    assert answer["facts"]["region"] == "gwangju"


async def test_a_conversation_remembers_and_a_single_question_does_not(
    web: Channel, storage: Storage
) -> None:
    await web.asks(text="저희는 경기도에 있는 중소기업이에요", conversation="a")
    with_it = await web.asks(text=ASKED, conversation="a")
    without = await web.asks(text=ASKED)

    assert with_it["facts"] == {"company_size": "sme", "region": "gyeonggi"}
    assert without["facts"] == {}
    assert len(await kept(storage)) == 1


async def test_the_language_that_is_wanted_beats_that_of_the_message(web: Channel) -> None:
    english = await web.asks(text=ASKED, language="en", conversation="a")
    still = await web.asks(text=ASKED, conversation="a")

    assert (english["language"], still["language"]) == ("en", "en")
    assert "million won" in english["text"]


async def test_a_day_can_be_wanted(web: Channel, answerer: Answerer) -> None:
    then = await web.asks(text="지금 신청할 수 있나요?", today="2025-04-10")
    facts = {"company_size": "sme", "region": "gwangju"}
    checked = (await web.calls("check", facts=facts, today="2025-04-10")).json()

    assert "2025년 4월 10일" in then["text"]
    expected = check_company(answerer.pack, facts, date(2025, 4, 10))
    assert {key: checked[key] for key in expected} == expected


async def test_a_place_tells_the_region(web: Channel) -> None:
    by_place = (await web.calls("check", facts={"place": "구미", "target_level": "basic"})).json()
    by_region = (await web.calls("check", facts={"region": "gyeongbuk_gumi", "target_level": "basic"})).json()
    lost = await web.calls("check", facts={"place": "달나라"})

    assert by_place == by_region
    assert (lost.status_code, lost.json()["errors"][0]["pointer"]) == (422, "/facts")


# --- what is kept -----------------------------------------------------------------------------------------------


async def test_personal_numbers_are_masked_before_anything_is_stored(web: Channel, storage: Storage) -> None:
    await web.asks(text="담당자 010-1234-5678 인데 기초", conversation="a@b.kr")
    (entry,), (room,) = await logged(storage), await kept(storage)

    assert entry["event_text"] == "담당자 ***-****-**** 인데 기초"
    assert "1234" not in room["state"]
    assert "a@b.kr" not in str(dict(room)) + str(dict(entry))


async def test_the_log_names_channel_pack_and_time(web: Channel, api: Api, storage: Storage) -> None:
    answer = await web.asks(text=ASKED, conversation="a")
    await web.asks(text="거긴요?", conversation="a")
    first, second = await logged(storage)

    assert first["bot_id"] < 0
    assert (first["status"], first["pack"], first["edition"]) == ("answered", answer["pack"], "2025")
    assert first["replies_text"] == answer["text"]
    assert first["state_before"] is None
    assert second["state_before"] is not None
    assert first["person"] == second["person"]
    assert api.answered[0] == "answered"


async def test_single_questions_are_by_nobody_in_particular(web: Channel, storage: Storage) -> None:
    await web.asks(text=ASKED)
    await web.asks(text=ASKED)

    assert len({one["person"] for one in await logged(storage)}) == 2


async def test_two_keys_never_see_one_anothers_conversations(
    api: Api, web: Channel, storage: Storage
) -> None:
    kakao = await api.channel("kakao")
    await web.asks(text="저희는 경기도에 있어요", conversation="a")
    other = await kakao.asks(text=ASKED, conversation="a")
    await kakao.calls("forget", conversation="a")
    mine = await web.asks(text=ASKED, conversation="a")

    assert other["facts"] == {}
    assert mine["facts"] == {"region": "gyeonggi"}
    assert len({one["person"] for one in await logged(storage)}) == 1


async def test_what_is_forgotten_is_gone(web: Channel, storage: Storage) -> None:
    await web.asks(text="저희는 경기도에 있어요", conversation="a")
    await web.asks(text=ASKED, conversation="b")
    done = await web.calls("forget", conversation="a")

    assert (done.status_code, done.content) == (204, b"")
    assert len(await kept(storage)) == len(await logged(storage)) == 1
    assert (await web.asks(text=ASKED, conversation="a"))["facts"] == {}


async def test_conversations_are_purged_with_the_log(web: Channel, storage: Storage) -> None:
    await web.asks(text=ASKED, conversation="a")
    await storage.purge(NOW + timedelta(days=181))

    assert (await kept(storage), await logged(storage)) == ([], [])


async def test_messages_of_one_moment_are_all_counted_or_told_to_come_again(
    web: Channel, storage: Storage
) -> None:
    told = ["중소기업이에요", "광주예요", "제조업이에요", "둘 다 가능해요"]
    calls = await asyncio.gather(*(web.calls("ask", text=one, conversation="a") for one in told))
    codes = [one.status_code for one in calls]
    (room,) = await kept(storage)

    assert set(codes) <= {200, 409}
    assert room["turn"] == codes.count(200) == len(await logged(storage))


# --- keys and limits --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", [None, "wrong", "gongo_" + "a" * 43, "비밀"])
async def test_without_a_key_nothing_is_told(api: Api, secret: str | None) -> None:
    headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
    for path in ("ask", "check", "forget"):
        raw = {key: value.encode() for key, value in headers.items()}
        response = await Channel(api.app, None).sends(path, b"{}", **raw)  # type: ignore[arg-type]

        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"].startswith("Bearer")


async def test_a_revoked_key_opens_nothing(web: Channel, storage: Storage) -> None:
    await revoke_key(storage, "web", "test", NOW)

    assert (await web.calls("ask", text=ASKED)).status_code == 401


async def test_the_secret_is_nowhere_in_the_database(web: Channel, storage: Storage) -> None:
    (key,) = await storage.channels.keys()
    (entry,) = await storage.audit.entries(10)

    assert web.secret is not None
    assert web.secret not in f"{key} {entry}"
    assert (entry.action, entry.subject) == ("api_key.add", "web")
    assert (await storage.audit.verify()).broken is None


async def test_the_day_of_the_last_use_is_kept(web: Channel, api: Api, storage: Storage) -> None:
    await web.asks(text=ASKED)
    api.time.passes(86_400)
    await web.asks(text=ASKED)
    (key,) = await storage.channels.keys()

    assert key.last_used == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("scopes", "path", "body"),
    [
        (("check",), "ask", {"text": ASKED}),
        (("check",), "forget", {"conversation": "a"}),
        (("ask", "day"), "check", {"facts": {}}),
        (("ask",), "ask", {"text": ASKED, "today": "2026-01-01"}),
        (("check",), "check", {"facts": {}, "today": "2026-01-01"}),
    ],
)
async def test_a_scope_opens_only_what_it_says(
    api: Api, scopes: tuple[str, ...], path: str, body: dict[str, Any]
) -> None:
    channel = await api.channel(scopes=scopes)

    assert (await channel.calls(path, **body)).status_code == 403


async def test_who_asks_too_often_is_told_when_to_come_again(api: Api) -> None:
    slow, other = await api.channel("slow", rate=2), await api.channel("other", rate=2)
    codes = [(await slow.calls("check", facts={})).status_code for _ in range(2)]
    api.time.passes(20)
    refused = await slow.calls("check", facts={})

    assert codes == [200, 200]
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "40")
    assert (await other.calls("check", facts={})).status_code == 200
    api.time.passes(40)
    assert (await slow.calls("check", facts={})).status_code == 200


# --- bodies -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[" * 30_000, 400),
        (b'{"text":' * 5_000 + b"1" + b"}" * 5_000, 400),
        (b'{"text": "\xff"}', 400),
        (b'{"text": "\\ud800"}', 400),
        ('\ufeff{"text": "a"}'.encode(), 400),
        (b"null", 422),
        (b"[]", 422),
        (b'"text"', 422),
        (b"{}", 422),
        (b'{"text": null}', 422),
        (b'{"text": 5}', 422),
        (b'{"text": ["a"]}', 422),
        (b'{"text": "a", "more": 1}', 422),
        (b'{"text": "a", "button": "check"}', 422),
        (b'{"text": "a", "conversation": 7}', 422),
        (b'{"text": "a", "conversation": ""}', 422),
        (b'{"text": "a", "language": "jp"}', 422),
        (b'{"text": "a", "today": "2026-02-30"}', 422),
        (b'{"text": "a", "today": 1e400}', 422),
        (b'{"text": "a", "id": NaN}', 422),
        (json.dumps({"text": "a" * 4097}).encode(), 422),
        (json.dumps({"button": "a" * 65}).encode(), 422),
        (b'{"text": "' + b"a" * LARGEST_BODY + b'"}', 413),
    ],
)
async def test_a_body_that_does_not_fit_is_refused_in_words(web: Channel, body: bytes, code: int) -> None:
    response = await web.sends("ask", body)

    assert response.status_code == code, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == code
    assert response.json()["detail"].endswith("니다.") or "주세요" in response.json()["detail"]


@pytest.mark.parametrize(
    "text",
    ["\x00", "기초\x00얼마", "\U0010ffff", "‮기초", "a" * 4096, "😀" * 4096, "/start q_cap", "//", "1" * 4000],
)
async def test_any_text_within_the_limits_is_answered(web: Channel, text: str) -> None:
    assert (await web.asks(text=text, conversation="\x00"))["text"]


@pytest.mark.parametrize(
    "button", ["\x00", "a:region:mars", "a:::", ":", "edit:nothing", "confirm:0", "s:zzz", "receipt"]
)
async def test_any_button_is_answered(web: Channel, button: str) -> None:
    assert (await web.asks(button=button, conversation="a"))["text"]


async def test_a_wrong_fact_is_told_with_those_that_are_right(web: Channel) -> None:
    facts = {"target_level": "expert", "company_size": ["sme", "tiny"], "colour": "red"}
    response = await web.calls("check", facts=facts)

    assert response.status_code == 422
    assert {one["pointer"]: one["detail"] for one in response.json()["errors"]} == {
        "/facts/company_size": "expected one of sme, mid_sized, large, a list of them, uncertain or null",
        "/facts/target_level": "expected one of basic, advanced, both, a list of them, uncertain or null",
        "/facts/colour": "Extra inputs are not permitted",
    }


@pytest.mark.parametrize(
    "headers",
    [{"Content-Type": "text/plain"}, {"Content-Type": ""}, {"Content-Encoding": "gzip"}],
)
async def test_only_plain_json_is_read(web: Channel, headers: dict[str, str]) -> None:
    assert (await web.sends("ask", b'{"text": "a"}', **headers)).status_code == 415


async def test_problems_are_told_in_the_callers_language(web: Channel) -> None:
    web.headers = {"Accept-Language": "en-GB,en;q=0.9"}
    response = await web.sends("ask", b"{")

    assert response.json() == {
        "type": "/api/v1/openapi.json#/components/responses/NotJson",
        "title": "Not JSON",
        "status": 400,
        "detail": "The body is not valid JSON.",
    }


async def test_other_addresses_and_methods_are_refused_in_the_same_form(web: Channel) -> None:
    lost, wrong = await web.sends("nothing", b""), await web.sends("ask", b"", "GET")

    assert (lost.status_code, wrong.status_code, wrong.headers["Allow"]) == (404, 405, "POST")
    for one in (lost, wrong):
        assert one.headers["Content-Type"] == "application/problem+json"


async def test_every_response_has_the_headers_that_protect_it(web: Channel) -> None:
    responses = [
        await web.calls("ask", text="안녕하세요"),
        await web.calls("forget", conversation="a"),
        await web.sends("ask", b"{"),
        await web.sends("openapi.json", b"", "GET"),
        await web.sends("nothing", b"", Origin="https://elsewhere.example"),
    ]
    for one in responses:
        assert one.headers["X-Content-Type-Options"] == "nosniff"
        assert one.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in one.headers["Content-Security-Policy"]
        assert not [name for name in one.headers if name.startswith("access-control-")]


# --- outages ----------------------------------------------------------------------------------------------------


async def test_a_body_that_does_not_arrive_is_not_waited_for(storage: Storage, answerer: Answerer) -> None:
    api = Api(storage, answerer, limits=Limits(body=0.01))
    web = await api.channel()

    async def stalled() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    response = await asyncio.wait_for(web.sends("ask", stalled()), 30)  # type: ignore[arg-type]

    assert response.status_code == 408


async def test_what_takes_too_long_is_given_up(storage: Storage, answerer: Answerer) -> None:
    web = await Api(storage, answerer, limits=Limits(answer=0.0)).channel()
    response = await web.calls("ask", text=ASKED)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert await logged(storage) == []


async def test_who_would_wait_too_long_is_told_to_come_again(storage: Storage, answerer: Answerer) -> None:
    web = await Api(storage, answerer, limits=Limits(in_hand=1)).channel()
    calls = await asyncio.gather(*(web.calls("check", facts={}) for _ in range(8)))
    later = await web.calls("check", facts={})

    assert {one.status_code for one in calls} <= {200, 503}
    assert later.status_code == 200


async def test_the_service_serves_it(storage: Storage, answerer: Answerer, tmp_path: Path) -> None:
    settings = Settings(gongo_home=tmp_path, gongo_http_port=8080)
    plan = serving(
        settings,
        "1:a",
        Live(Answering(answerer, lambda query, language: (), phones=frozenset(["0221244311"]))),
    )
    secret = (await Api(storage, answerer).channel()).secret
    answer = await Channel(Starlette(routes=plan.routes(lambda: storage)), secret).asks(
        text="대표번호 02-2124-4311 이 맞나요", conversation="a"
    )
    (entry,) = await logged(storage)

    assert answer["pack"] == answerer.pack.name
    assert b'gongo_answers_total{status="%b"} 1.0' % answer["status"].encode() in plan.metrics.text()
    assert entry["event_text"] == "대표번호 02-2124-4311 이 맞나요"


async def test_without_a_database_it_says_so(storage: Storage, answerer: Answerer) -> None:
    def gone() -> Storage:
        raise StorageUnavailable("not open")

    secret = (await Api(storage, answerer).channel()).secret
    response = await Channel(Api(storage, answerer, opened=gone).app, secret).calls("ask", text=ASKED)

    assert response.status_code == 503


async def test_a_fault_inside_tells_nothing_of_it(storage: Storage, answerer: Answerer) -> None:
    def broken() -> Storage:
        raise LookupError("a secret path")

    secret = (await Api(storage, answerer).channel()).secret
    response = await Channel(Api(storage, answerer, opened=broken).app, secret).calls("ask", text=ASKED)

    assert response.status_code == 500
    assert "secret" not in response.text
