from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update, User

from bot.messenger.events import read_event
from bot.reply import Event, Media

ME = User(42, "Gongo", is_bot=True, username="Gongo_bot")
SENT, RECEIVED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC), datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
PERSON = {"id": 7, "is_bot": False, "first_name": "김", "language_code": "ko"}


def _read(kind: str = "message", *, chat: str = "private", **fields: Any) -> Event | None:
    message = {
        "message_id": 1,
        "date": int(SENT.timestamp()),
        "chat": {"id": 7, "type": chat},
        "from": PERSON,
    }
    return read_event(Update.de_json({"update_id": 1, kind: {**message, **fields}}), ME, RECEIVED)


def test_text_is_dated_when_it_was_written() -> None:
    assert _read(text="질문") == Event("text", "질문", SENT, "ko")


def test_a_press_is_dated_when_it_came() -> None:
    query = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "yes"}

    assert read_event(Update.de_json({"update_id": 1, "callback_query": query}), ME, RECEIVED) == Event(
        "button", "yes", RECEIVED, "ko"
    )


@pytest.mark.parametrize(
    ("text", "length", "read"),
    [
        ("/help", 5, "/help"),
        ("/Help  me ", 5, "/help me"),
        ("/start@gongo_BOT q_1", 16, "/start q_1"),
        ("/start@another q_1", 14, None),
    ],
)
def test_commands(text: str, length: int, read: str | None) -> None:
    event = _read(text=text, entities=[{"type": "bot_command", "offset": 0, "length": length}])

    assert (event and event.text) == read


@pytest.mark.parametrize(
    "fields",
    [
        {"new_chat_members": [PERSON]},
        {"text": "beep", "from": {**PERSON, "is_bot": True}},
        {"text": "news", "chat": "channel"},
        {"text": "among us", "chat": "group"},
        {"chat": "supergroup", "sticker": None, "location": {"longitude": 1, "latitude": 1}},
    ],
    ids=["service message", "bot", "channel", "group talk", "place in a group"],
)
def test_what_needs_no_answer(fields: dict[str, Any]) -> None:
    assert _read(**fields) is None


def test_an_edit_counts_only_as_text() -> None:
    edited: dict[str, Any] = {"edit_date": int(RECEIVED.timestamp())}

    assert _read("edited_message", text="better", **edited) == Event("edited", "better", RECEIVED, "ko")
    assert _read("edited_message", location={"longitude": 1, "latitude": 1}, **edited) is None


def test_in_a_group_the_mention_is_taken_off() -> None:
    mention = [{"type": "mention", "offset": 0, "length": 10}]
    event = _read(chat="group", text="@gongo_BOT, 질문", entities=mention)

    assert event is not None
    assert event.text == "질문"


def test_an_edited_command_is_a_command() -> None:
    command = [{"type": "bot_command", "offset": 0, "length": 6}]
    event = _read("edited_message", text="/check", entities=command, edit_date=int(RECEIVED.timestamp()))

    assert event == Event("command", "/check", RECEIVED, "ko")


FILE = {"file_id": "f", "file_unique_id": "f"}
PICTURE = {**FILE, "width": 1, "height": 1}


@pytest.mark.parametrize(
    ("media", "fields"),
    [
        ("photo", {"photo": [PICTURE]}),
        ("voice", {"voice": {**FILE, "duration": 1}}),
        ("voice", {"audio": {**FILE, "duration": 1}}),
        ("video", {"video": {**PICTURE, "duration": 1}}),
        ("video", {"video_note": {**FILE, "duration": 1, "length": 1}}),
        ("video", {"animation": {**PICTURE, "duration": 1}, "document": FILE}),
        ("file", {"document": FILE}),
        ("sticker", {"sticker": {**PICTURE, "type": "regular", "is_animated": False, "is_video": False}}),
        (None, {"location": {"longitude": 1, "latitude": 1}}),
    ],
)
def test_what_is_not_text_is_told_apart(media: Media | None, fields: dict[str, Any]) -> None:
    assert _read(**fields) == Event("other", "", SENT, "ko", media)


def test_a_picture_brings_its_caption_and_a_mention_is_taken_off() -> None:
    mention = [{"type": "mention", "offset": 0, "length": 10}]

    assert _read(photo=[PICTURE], caption="이것은?") == Event("other", "이것은?", SENT, "ko", "photo")
    assert _read(
        chat="group", photo=[PICTURE], caption="@Gongo_bot 이것은?", caption_entities=mention
    ) == Event("other", "이것은?", SENT, "ko", "photo")
