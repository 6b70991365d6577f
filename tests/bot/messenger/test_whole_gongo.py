"""The whole of Gongo in front of Telegram's protocol: real rules, documents, index, dialogue, database and HTTP."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wiring
from bot.messenger.service import Pace, Plan, run
from bot.messenger.worker import Respond
from bot.reply import Event, Reply
from bot.settings import Settings
from bot.wording.catalogue import say
from tests.bot.messenger.scripted import PACE
from tests.telegram_server import PATIENCE, TOKEN, Chat, Said, TelegramServer

Gongo = Callable[..., AbstractAsyncContextManager[None]]


@pytest.fixture(scope="module")
def respond(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Respond]:
    answerer, library = wiring.build_answerer(Settings(gongo_home=tmp_path_factory.getbasetemp() / "gongo"))
    library.open()
    respond = wiring.responder(answerer)
    # The first message that no topic names embeds all examples: on a busy machine longer than a test waits.
    respond(None, Event("text", "무엇이든 찾아봐 주세요", datetime.now(UTC)))
    yield respond
    library.close()


@pytest.fixture
def gongo(server: TelegramServer, respond: Respond, tmp_path: Path) -> Gongo:
    """`async with gongo():` serves from one home; leaving it stops the service in order."""

    @asynccontextmanager
    async def serve(respond: Respond = respond, pace: Pace = PACE) -> AsyncIterator[None]:
        stopping, ready = asyncio.Event(), asyncio.Event()
        running = asyncio.create_task(
            run(
                Plan(
                    token=TOKEN,
                    home=tmp_path,
                    respond=respond,
                    commands=wiring.commands(),
                    api_url=server.url,
                    on_ready=lambda username: ready.set(),
                    pace=pace,
                ),
                stopping,
            )
        )
        async with asyncio.timeout(PATIENCE):
            await ready.wait()
        yield
        stopping.set()
        async with asyncio.timeout(PATIENCE):
            await running

    return serve


async def asked(user: Chat, text: str) -> Said:
    await user.says(text)
    return await user.hears()


async def pressed(user: Chat, label: str) -> Said:
    """Presses the button of the newest message whose label begins so."""
    found = next(one for one in user.said[-1].buttons if one.startswith(label))
    await user.presses(found)
    return await user.hears()


async def test_a_question_in_korean_is_answered_with_figure_and_source(gongo: Gongo, user: Chat) -> None:
    async with gongo():
        said = await asked(user, "고도화는 얼마까지 지원되나요?")
        after = await asked(user, "그럼 기초는요?")

    assert said.text.startswith(say("ko", "first_message"))
    assert "1억 5천만원" in said.text
    assert '<a href="https://etnews.com/' in (said.html or "")
    assert any(one["type"] == "text_link" for one in said.message["entities"])
    assert "8천만원" in after.text
    assert say("ko", "first_message") not in after.text


async def test_a_question_in_english_is_answered_in_english(gongo: Gongo, server: TelegramServer) -> None:
    user = server.chat(7002, language="en")
    async with gongo():
        said = await asked(user, "How much does the advanced track pay?")
        after = await asked(user, "and the basic track?")

    assert said.text.startswith(say("en", "first_message"))
    assert "150 million won" in said.text
    assert "1.5 billion" not in said.text
    assert '<a href="https://' in (said.html or "")
    assert "80 million won" in after.text


async def test_a_self_check_by_buttons_to_its_end(gongo: Gongo, user: Chat, server: TelegramServer) -> None:
    answers = {"수준": "둘 다", "공장은": "광주", "규모": "중소기업", "만드는": "예"}
    async with gongo():
        said = await asked(user, "/check")
        for _ in answers:
            label = next(label for word, label in answers.items() if word in said.text)
            said = await pressed(user, label)
        assert say("ko", "check_confirm") in said.text
        said = await pressed(user, say("ko", "button_confirm"))
        why = await pressed(user, say("ko", "button_why"))

    assert say("ko", "check_result") in said.text
    assert "고도화 유형: 2025년 회차에서 확인된 요건을 모두 충족합니다" in said.text
    assert "기초 유형: 2025년 회차에서 확인된 요건을 모두 충족합니다" in said.text
    assert "8천만원" in said.text
    assert "지금은 신청할 수 없습니다" in said.text
    assert why.text.count(say("ko", "mark_met")) > 5
    assert all(server.callbacks.values())


async def test_a_self_check_in_english_with_a_question_in_between(
    gongo: Gongo, server: TelegramServer
) -> None:
    user = server.chat(7002, language="en")
    async with gongo():
        await asked(user, "self-check")
        await pressed(user, "Basic")
        answer = await asked(user, "who does the mentoring?")
        again = await user.hears()
        await pressed(user, "Gyeonggi")
        result = await pressed(user, say("en", "button_confirm"))

    assert "170" in answer.text
    assert again.text.startswith(say("en", "check_goes_on"))
    assert "does not meet" in result.text
    assert "applications are not taken now" in result.text


async def test_the_language_is_switched_by_button(gongo: Gongo, user: Chat) -> None:
    async with gongo():
        await asked(user, "/language")
        switched = await pressed(user, "English")
        said = await asked(user, "고도화는 얼마까지 지원되나요?")

    assert switched.text == say("en", "language_set")
    assert "150 million won" in said.text


async def test_a_check_goes_on_after_a_restart(gongo: Gongo, user: Chat) -> None:
    async with gongo():
        await asked(user, "/check")
        before = await pressed(user, "기초")
    async with gongo():
        after = await pressed(user, "부산")

    assert "질문 2/" in before.text
    assert "질문 3/" in after.text


async def test_what_was_stored_but_not_answered_is_answered_once_after_the_start(
    gongo: Gongo, user: Chat, server: TelegramServer
) -> None:
    begun, released = threading.Event(), threading.Event()

    def stuck(state: str | None, event: Event) -> tuple[str, tuple[Reply, ...], None]:
        begun.set()
        released.wait(PATIENCE)
        raise InterruptedError

    async with gongo(stuck, replace(PACE, finish=0.01)):
        await user.says("고도화는 얼마까지 지원되나요?")
        await asyncio.to_thread(begun.wait, PATIENCE)
        await server.until(lambda: not server.pending, "the update was acknowledged")
    released.set()
    assert user.said == []

    async with gongo():
        first = await user.hears()
        second = await asked(user, "총예산이 얼마예요?")

    assert "1억 5천만원" in first.text
    assert "213억원" in second.text
    assert len(user.said) == 2


async def test_the_sources_of_an_older_answer_come_by_its_button_after_a_restart(
    gongo: Gongo, user: Chat
) -> None:
    async with gongo():
        first = await asked(user, "고도화는 얼마까지 지원되나요?")
        await asked(user, "총예산이 얼마예요?")
    data = first.data_of(say("ko", "button_sources"))
    assert data is not None
    async with gongo():
        await user.presses_data(data, first.message)
        said = await user.hears()

    assert "80개사에 기업당 최대 1억 5천만원" in said.text
    assert '<a href="https://etnews.com/' in (said.html or "")


async def test_an_edited_question_is_answered_again(gongo: Gongo, user: Chat) -> None:
    async with gongo():
        await asked(user, "총예산이 얼마예요?")
        await user.edits("고도화는 얼마까지 지원되나요?")
        said = await user.hears()

    assert said.text.startswith(say("ko", "edited"))
    assert "1억 5천만원" in said.text


async def test_what_looks_like_markup_does_no_harm(gongo: Gongo, user: Chat, server: TelegramServer) -> None:
    async with gongo():
        said = await asked(user, '<b>고도화</b> & <a href="x">기초</a> 얼마까지 "되나요"?')
        odd = await asked(user, "</i><<& &amp; <script>alert(1)</script>")

    assert "1억 5천만원" in said.text
    assert odd.text
    assert all(one.parameters["parse_mode"] == "HTML" for one in server.called("sendMessage"))


async def test_a_message_of_5000_characters_is_answered_and_told_shortened(gongo: Gongo, user: Chat) -> None:
    async with gongo():
        said = await asked(user, "고도화는 얼마까지 지원되나요? " + "자세히 알고 싶습니다. " * 420)

    assert say("ko", "shortened") in said.text
    assert "1억 5천만원" in said.text


async def test_a_sticker_is_answered_with_a_hint(gongo: Gongo, user: Chat) -> None:
    sticker = {
        "file_id": "s",
        "file_unique_id": "s",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    }
    async with gongo():
        await user.sends(sticker=sticker)
        said = await user.hears()

    assert say("ko", "only_text_sticker") in said.text


async def test_a_button_pressed_twice_does_not_answer_two_questions(gongo: Gongo, user: Chat) -> None:
    async with gongo():
        first = await asked(user, "/check")
        data = first.data_of("둘 다 가능")
        assert data is not None
        await user.presses_data(data, first.message)
        await user.presses_data(data, first.message)
        second, third = await user.hears(), await user.hears()

    assert "질문 2/" in second.text
    assert third.text.startswith(say("ko", "doubled_button"))
    assert "질문 2/" in third.text


async def test_the_menu_is_offered_in_both_languages(gongo: Gongo, server: TelegramServer) -> None:
    async with gongo():
        pass

    menus = {language: [one["command"] for one in menu] for (_, language), menu in server.commands.items()}
    assert menus.keys() == {"", "ko", "en"}
    assert all(menu == [name for name, _ in wiring.commands()[""]] for menu in menus.values())
    assert {"check", "person", "privacy", "forget", "export"} <= {*menus["ko"]}


@pytest.mark.parametrize("damage", ["deleted", "overwritten"])
async def test_a_service_whose_index_breaks_goes_on_answering(
    gongo: Gongo, user: Chat, tmp_path: Path, damage: str
) -> None:
    home = tmp_path / "library"
    answerer, library = wiring.build_answerer(Settings(gongo_home=home))
    library.open()
    question = "멘토가 상주하는 동안 무엇을 하나요?"
    async with gongo(wiring.responder(answerer)):
        before = await asked(user, question)
        if damage == "deleted":
            shutil.rmtree(home / "index")
        else:
            for file in (one for one in (home / "index").rglob("*") if one.is_file()):
                file.write_bytes(b"broken" * 100)
        said = [await asked(user, f"{question}{' ' * number}") for number in range(3)]
        cap = await asked(user, "고도화는 얼마까지 지원되나요?")
    library.close()
    library.open()
    mended = library.search(question, "ko")
    library.close()

    assert all(one.text == said[0].text for one in said)
    assert say("ko", "sorry") not in said[0].text
    assert said[0].text in before.text
    assert "1억 5천만원" in cap.text
    assert mended
