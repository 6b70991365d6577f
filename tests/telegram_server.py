"""A Bot API server for tests: real HTTP on loopback, one bot, any number of chats, faults on order.

`TelegramServer` is what the bot talks to; `Chat` is a person (or a group) in front of it. Answers follow
https://core.telegram.org/bots/api; a test parses every one of them with python-telegram-bot.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Self

import aiohttp
from aiohttp import web

TOKEN = "123456789:AAFakeTokenForTestsOnly_0123456789abcd"
PATIENCE = 20.0  # seconds that a test waits for anything; far above what it takes

Json = dict[str, Any]

_TAG = re.compile(r"<(/?)([A-Za-z-]*)((?:\s[^<>]*)?)>|<")
_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
_ENTITIES = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?")),
    ("mention", re.compile(r"(?<!\w)@\w{3,32}")),
    ("url", re.compile(r"https?://\S+")),
)


class Refused(Exception):
    """An error answer of the Bot API."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


@dataclass
class Fault:
    """What happens to one call instead of, or after, its normal course.

    `code` answers with that status (`retry_after` with 429). `drop` breaks the connection unanswered. `hang`
    leaves the caller without an answer until the server stops; with `carried_out` the call takes effect first.
    """

    code: int | None = None
    description: str = "Fault ordered by the test"
    retry_after: int | None = None
    drop: bool = False
    hang: bool = False
    carried_out: bool = False


@dataclass(frozen=True)
class Call:
    """One request as it came in; `at` is monotonic seconds."""

    method: str
    parameters: Json
    at: float


@dataclass
class Said:
    """A message of the bot, as its reader sees it."""

    message: Json
    html: str | None

    @property
    def text(self) -> str:
        return str(self.message.get("text", ""))

    @property
    def buttons(self) -> list[str]:
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    def data_of(self, label: str) -> str | None:
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return next(
            (button["callback_data"] for row in rows for button in row if button["text"] == label), None
        )


class TelegramServer:
    """`async with TelegramServer() as server`: then `server.url` is the address for TELEGRAM_API_URL."""

    def __init__(self, *, token: str = TOKEN, username: str = "gongo_test_bot") -> None:
        self.token = token
        self.me: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Gongo",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        self.url = ""
        self.calls: list[Call] = []
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, Json | None] = {}  # None: not answered yet
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.files: dict[str, bytes] = {}
        self.webhook: Json = {}
        self.allowed: list[str] | None = None
        self.pending: dict[int, Json] = {}  # updates not acknowledged yet, by id
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._next_update = 1000
        self._changed = asyncio.Condition()
        self._polls = 0  # the newest poller wins, an older one gets 409
        self._runner: web.AppRunner | None = None
        self._stopped = asyncio.Event()
        self.delivered: list[
            tuple[int, int]
        ] = []  # update ids brought to the webhook, with its answers' codes
        self._deliveries: dict[int, asyncio.Task[None]] = {}  # by chat: one chat's updates come one by one
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=50 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.*}", self._download)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1.0)
        await self._runner.setup()
        # Named protocol: asyncio sets TCP_NODELAY only then, and without it every call takes 40 ms.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.bind(("127.0.0.1", 0))
        await web.SockSite(self._runner, listening).start()
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stopped.set()
        await self._notify()
        for task in self._deliveries.values():
            task.cancel()
        await asyncio.gather(*self._deliveries.values(), return_exceptions=True)
        if self._session is not None:
            await self._session.close()
        assert self._runner is not None
        await self._runner.cleanup()

    # for tests

    def chat(self, chat_id: int = 7001, *, language: str | None = "ko", group: bool = False) -> Chat:
        """A person in a private chat, or the same person in a group (negative id)."""
        return self.chats.setdefault(chat_id, Chat(self, chat_id, language, group=group))

    def order(self, method: str, *faults: Fault) -> None:
        """The next calls of `method` meet these faults, one each."""
        self._faults[method].extend(faults)

    def heal(self) -> None:
        """Takes back every fault that was ordered and not met."""
        self._faults.clear()

    async def push(self, update: Json, update_id: int | None = None) -> int:
        """Queues an update; with an id of your choice for repeats and disorder. Gives the id."""
        if update_id is None:
            update_id = self._next_update
            self._next_update += 1
        if self.allowed is None or set(update) & set(self.allowed):
            self.pending[update_id] = {"update_id": update_id, **update}
            self._bring(self.pending[update_id])
        await self._notify()
        return update_id

    def _bring(self, update: Json) -> None:
        """Hands an update to the webhook, after the others of its chat, again and again until it is taken."""
        if not self.webhook.get("url"):
            return
        part = next(value for name, value in update.items() if name != "update_id")
        chat = part.get("message", part).get("chat", {}).get("id", 0)
        before = self._deliveries.get(chat)
        self._deliveries[chat] = asyncio.create_task(self._deliver(update, before))

    async def _deliver(self, update: Json, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        self._session = self._session or aiohttp.ClientSession()
        number, wait = update["update_id"], 0.02
        while self.pending.get(number) is update and self.webhook.get("url"):
            headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
            try:
                async with self._session.post(self.webhook["url"], json=update, headers=headers) as answer:
                    code = answer.status
            except aiohttp.ClientError:
                code = 0
            self.delivered.append((number, code))
            if 200 <= code < 300:
                del self.pending[number]
            await self._notify()
            if code and 200 <= code < 300:
                return
            await asyncio.sleep(wait)
            wait = min(0.3, wait * 2)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def until(self, true: Callable[[], object], what: str = "the expected state") -> None:
        """Waits until `true()` holds; it is asked again after every call of the bot."""
        try:
            async with asyncio.timeout(PATIENCE), self._changed:
                await self._changed.wait_for(lambda: bool(true()))
        except TimeoutError:
            last = [(call.method, call.parameters) for call in self.calls[-5:]]
            raise AssertionError(f"{what} did not come about; the last calls: {last}") from None

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    # HTTP

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            parameters = await _parameters(request)
            self.calls.append(Call(method, parameters, time.monotonic()))
            fault = self._faults[method].popleft() if self._faults[method] else None
            if fault is not None and not fault.carried_out:
                await self._meet(fault, request)
            result = await self._method(method)(parameters)
            if fault is not None:
                await self._meet(fault, request)
        except Refused as refused:
            body: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
            if refused.parameters:
                body["parameters"] = refused.parameters
            return web.json_response(body, status=refused.code)
        finally:
            await self._notify()
        return web.json_response({"ok": True, "result": result})

    async def _meet(self, fault: Fault, request: web.Request) -> None:
        await self._notify()
        if fault.drop and request.transport is not None:
            request.transport.abort()
        if fault.hang:
            await self._stopped.wait()
        if fault.retry_after is not None:
            raise Refused(
                429, f"Too Many Requests: retry after {fault.retry_after}", retry_after=fault.retry_after
            )
        raise Refused(fault.code or 500, fault.description)

    def _method(self, name: str) -> Callable[[Json], Awaitable[Any]]:
        found = getattr(self, f"_on_{name}", None)
        if found is None:
            raise Refused(404, "Not Found")
        return found  # type: ignore[no-any-return]

    async def _download(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["path"])
        if request.match_info["token"] != self.token or content is None:
            return web.Response(status=404)
        return web.Response(body=content)

    # methods: receiving

    async def _on_getMe(self, _: Json) -> Json:
        return self.me

    async def _on_getUpdates(self, parameters: Json) -> list[Json]:
        if self.webhook.get("url"):
            raise Refused(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
            )
        self._polls += 1
        mine = self._polls
        if "allowed_updates" in parameters:
            self.allowed = parameters["allowed_updates"] or None
        offset = parameters.get("offset", 0)
        self.pending = {number: update for number, update in self.pending.items() if number >= offset}
        await self._notify()
        try:
            async with asyncio.timeout(float(parameters.get("timeout", 0))), self._changed:
                await self._changed.wait_for(
                    lambda: self.pending or self._polls != mine or self._stopped.is_set()
                )
        except TimeoutError:
            pass
        if self._polls != mine:
            raise Refused(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        return [self.pending[number] for number in sorted(self.pending)][: int(parameters.get("limit", 100))]

    async def _on_setWebhook(self, parameters: Json) -> bool:
        is_new = self.webhook != parameters
        self.webhook = parameters
        if "allowed_updates" in parameters:
            self.allowed = parameters["allowed_updates"] or None
        if is_new and parameters.get("url"):
            for number in sorted(self.pending):
                self._bring(self.pending[number])
        return True

    async def _on_deleteWebhook(self, parameters: Json) -> bool:
        self.webhook = {}
        if parameters.get("drop_pending_updates"):
            self.pending.clear()
        return True

    async def _on_getWebhookInfo(self, _: Json) -> Json:
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
        }

    async def _on_answerCallbackQuery(self, parameters: Json) -> bool:
        number = parameters["callback_query_id"]
        if number not in self.callbacks:
            raise Refused(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        self.callbacks[number] = parameters
        return True

    # methods: sending

    async def _on_sendMessage(self, parameters: Json) -> Json:
        chat = self._chat_of(parameters)
        text, entities = _formatted(parameters)
        return chat._post(
            {"text": text, **({"entities": entities} if entities else {}), **_markup(parameters)},
            html=parameters["text"] if parameters.get("parse_mode") == "HTML" else None,
        )

    async def _on_sendDocument(self, parameters: Json) -> Json:
        chat = self._chat_of(parameters)
        given = parameters["document"]
        if isinstance(given, str) and given.startswith("attach://"):
            given = parameters[given.removeprefix("attach://")]
        name, content = given
        number = f"file{len(self.files)}"
        self.files[f"documents/{number}"] = content
        document = {
            "file_id": number,
            "file_unique_id": f"u{number}",
            "file_name": name,
            "file_size": len(content),
        }
        caption = {"caption": parameters["caption"]} if parameters.get("caption") else {}
        return chat._post({"document": document, **caption}, html=None)

    async def _on_getFile(self, parameters: Json) -> Json:
        number = parameters["file_id"]
        path = f"documents/{number}"
        if path not in self.files:
            raise Refused(400, "Bad Request: invalid file_id")
        return {
            "file_id": number,
            "file_unique_id": f"u{number}",
            "file_path": path,
            "file_size": len(self.files[path]),
        }

    async def _on_sendChatAction(self, parameters: Json) -> bool:
        self._chat_of(parameters)
        return True

    async def _on_editMessageText(self, parameters: Json) -> Json:
        said = self._said(parameters)
        text, entities = _formatted(parameters)
        return _edit(said, {"text": text, "entities": entities, **_markup(parameters)})

    async def _on_editMessageReplyMarkup(self, parameters: Json) -> Json:
        return _edit(self._said(parameters), _markup(parameters))

    async def _on_deleteMessage(self, parameters: Json) -> bool:
        said = self._said(parameters)
        self._chat_of(parameters).said.remove(said)
        return True

    async def _on_setMyCommands(self, parameters: Json) -> bool:
        for command in parameters["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        self.commands[_scope(parameters)] = parameters["commands"]
        return True

    async def _on_getMyCommands(self, parameters: Json) -> list[Json]:
        return self.commands.get(_scope(parameters), [])

    def _chat_of(self, parameters: Json) -> Chat:
        chat = self.chats.get(int(parameters["chat_id"]))
        if chat is None:
            raise Refused(400, "Bad Request: chat not found")
        if chat.moved_to is not None:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.moved_to.id,
            )
        if chat.blocked:
            whom = "kicked from the group chat" if chat.group else "blocked by the user"
            raise Refused(403, f"Forbidden: bot was {whom}")
        return chat

    def _said(self, parameters: Json) -> Said:
        for said in self._chat_of(parameters).said:
            if said.message["message_id"] == int(parameters["message_id"]):
                return said
        raise Refused(400, "Bad Request: message to edit not found")


@dataclass
class Chat:
    """Somebody who writes to the bot and reads what it says. Waits on conditions, at most `PATIENCE` seconds."""

    server: TelegramServer
    id: int
    language: str | None
    group: bool = False
    blocked: bool = False
    moved_to: Chat | None = None  # the supergroup that this group has become
    said: list[Said] = field(default_factory=list)  # everything the bot said
    heard: int = 0  # how much of it `hears` has given out
    _messages: int = 0

    async def says(self, text: str, *, update_id: int | None = None, fields: Json | None = None) -> int:
        """Writes a message; `fields` adds to or replaces its fields. Gives the update's id."""
        message = {**self.message(text=text, entities=_found_entities(text)), **(fields or {})}
        return await self.server.push({"message": message}, update_id)

    async def replies(self, said: Said, text: str) -> int:
        """Writes a message that answers one of the bot's."""
        quoted = {name: value for name, value in said.message.items() if name != "reply_to_message"}
        return await self.says(text, fields={"reply_to_message": quoted})

    async def sends(self, **content: Any) -> int:
        """Sends something that is not text: `sends(photo=[…])`."""
        return await self.server.push({"message": self.message(**content)})

    async def edits(self, text: str) -> int:
        edited = self.message(text=text, entities=_found_entities(text), edit_date=int(time.time()))
        return await self.server.push({"edited_message": edited})

    async def moves(self, number: int, *, told: bool = True) -> Chat:
        """The group becomes a supergroup of that number; with `told` both of them say so to the bot."""
        new = self.server.chat(number, language=self.language, group=True)
        self.moved_to = new
        if told:
            await self.server.push({"message": self.message(migrate_to_chat_id=number)})
            await self.server.push({"message": new.message(migrate_from_chat_id=self.id)})
        return new

    async def presses(self, label: str) -> int:
        """Presses the newest button of that label."""
        for said in reversed(self.said):
            data = said.data_of(label)
            if data is not None:
                return await self.presses_data(data, said.message)
        raise AssertionError(f"No button {label!r}; there are {[said.buttons for said in self.said]}")

    async def presses_data(self, data: str, message: Json) -> int:
        number = f"{self.id}{len(self.server.callbacks)}"
        self.server.callbacks[number] = None
        query = {
            "id": number,
            "from": self.person(),
            "message": message,
            "chat_instance": str(self.id),
            "data": data,
        }
        return await self.server.push({"callback_query": query})

    async def hears(self) -> Said:
        """The next message of the bot in this chat."""
        wanted = self.heard + 1
        await self.server.until(lambda: len(self.said) >= wanted, f"message {wanted} to chat {self.id}")
        self.heard = wanted
        return self.said[wanted - 1]

    def message(self, **content: Any) -> Json:
        self._messages += 1
        return {
            "message_id": self._messages,
            "date": int(time.time()),
            "chat": self.as_json(),
            "from": self.person(),
            **content,
        }

    def person(self) -> Json:
        person: Json = {
            "id": abs(self.id),
            "is_bot": False,
            "first_name": "김공고",
            "username": f"user{abs(self.id)}",
        }
        return person | ({"language_code": self.language} if self.language else {})

    def as_json(self) -> Json:
        if self.group:
            kind = "supergroup" if self.id < -(10**12) else "group"
            return {"id": self.id, "type": kind, "title": "협의회"}
        return {"id": self.id, "type": "private", "first_name": "김공고"}

    def _post(self, content: Json, *, html: str | None) -> Json:
        message = self.message(**content) | {"from": self.server.me}
        self.said.append(Said(message, html))
        return message


async def _parameters(request: web.Request) -> Json:
    if request.content_type == "application/json":
        given = await request.json()
        return given if isinstance(given, dict) else {}
    parameters: Json = {}
    for name, value in (*request.query.items(), *(await request.post()).items()):
        if isinstance(value, web.FileField):
            parameters[name] = (value.filename, value.file.read())
        elif name in {"text", "caption", "callback_query_id", "file_id", "document"}:
            parameters[name] = value
        else:
            parameters[name] = _as_json(str(value))
    return parameters


def _as_json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _scope(parameters: Json) -> tuple[str, str]:
    return json.dumps(parameters.get("scope", {"type": "default"})), str(parameters.get("language_code", ""))


def _formatted(parameters: Json) -> tuple[str, list[Json]]:
    """The text without markup, and its entities; refuses what Telegram refuses."""
    text, entities = str(parameters.get("text", "")), list[Json]()
    if parameters.get("parse_mode") == "HTML":
        text, entities = parse_html(text)
    if not text.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if _units(text) > 4096:
        raise Refused(400, "Bad Request: message is too long")
    return text, entities or _found_entities(text)


def parse_html(html: str) -> tuple[str, list[Json]]:
    """Telegram's HTML as text and entities; Refused with "can't parse entities" for what is not well formed."""
    text, entities, opened, end = "", list[Json](), list[tuple[str, int, str]](), 0
    for tag in _TAG.finditer(html):
        text += unescape(html[end : tag.start()])
        end = tag.end()
        closing, name, attributes = tag.group(1), tag.group(2), tag.group(3)
        if name is None or name.lower() not in _TAGS:
            raise _unparsable(f'Unsupported start tag "{name or ""}" at byte offset {tag.start()}')
        if not closing:
            opened.append((name, _units(text), attributes or ""))
            continue
        if not opened or opened[-1][0] != name:
            raise _unparsable(f'Unexpected end tag "{name}" at byte offset {tag.start()}')
        _, start, attributes = opened.pop()
        entity: Json = {"type": _TAGS[name.lower()], "offset": start, "length": _units(text) - start}
        link = re.search(r'href="([^"]*)"', attributes)
        if link:
            entity["url"] = unescape(link.group(1))
        if entity["length"]:
            entities.append(entity)
    if opened:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text + unescape(html[end:]), entities


def _unparsable(why: str) -> Refused:
    return Refused(400, f"Bad Request: can't parse entities: {why}")


def _markup(parameters: Json) -> Json:
    markup = parameters.get("reply_markup")
    if not markup:
        return {}
    for row in markup.get("inline_keyboard", []):
        for button in row:
            if not button.get("text"):
                raise Refused(
                    400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed"
                )
            if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    return {"reply_markup": markup}


def _edit(said: Said, new: Json) -> Json:
    kept = {name: value for name, value in said.message.items() if name not in ("reply_markup", "edit_date")}
    changed = {**kept, **new}
    before = {name: value for name, value in said.message.items() if name != "edit_date"}
    if changed == before:
        raise Refused(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
            "same as a current content and reply markup of the message",
        )
    said.message = {**changed, "edit_date": int(time.time())}
    return said.message


def _found_entities(text: str) -> list[Json]:
    return [
        {"type": kind, "offset": _units(text[: found.start()]), "length": _units(found.group())}
        for kind, pattern in _ENTITIES
        for found in pattern.finditer(text)
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
