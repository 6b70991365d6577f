"""The command line: parse and print. What is decided, is decided elsewhere."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from bot.answering.pipeline import Answerer
    from bot.conversation import State, Turn

app = typer.Typer(
    help="Gongo: what the Samsung smart-factory support programme offers, and who qualifies. "
    "Every figure comes from a rule file or a quoted passage; nothing here is a decision.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
rules_app = typer.Typer(help="The rules, for staff.", no_args_is_help=True)
app.add_typer(rules_app, name="rules")

_SEOUL = ZoneInfo("Asia/Seoul")
_T = TypeVar("_T")

Today = Annotated[
    str | None,
    typer.Option(
        help="The day to answer for, as 2026-11-22 (a day in Korea). Default: today.", metavar="DAY"
    ),
]
Jsonl = Annotated[
    bool, typer.Option("--jsonl", help="Read one JSON object a line from standard input, write one a line.")
]


@app.command()
def run(today: Today = None) -> None:
    """Run the Telegram bot (TELEGRAM_BOT_TOKEN set), else the same chat in this terminal.

    Settings come from the environment: TELEGRAM_BOT_TOKEN from @BotFather, TELEGRAM_API_URL for another Bot API
    server (http://host:port), GONGO_HOME for the folder that keeps chats and the index (default ./var).
    """
    from bot.settings import read_settings

    settings = _or_fail(read_settings)
    if settings.telegram_bot_token is None:
        typer.echo(
            "No TELEGRAM_BOT_TOKEN is set, so this is the chat in the terminal (end with Ctrl-D).", err=True
        )
        typer.echo(
            "For Telegram: ask @BotFather for a token, then  TELEGRAM_BOT_TOKEN=123:abc make run", err=True
        )
        chat(today)
    else:
        _serve(settings.telegram_bot_token.get_secret_value())


def _serve(token: str) -> None:
    from bot import wiring
    from bot.messenger.refusal import TelegramRefused
    from bot.messenger.service import run as serve
    from bot.settings import read_settings
    from bot.storage.database import StorageUnavailable

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = _or_fail(read_settings)
    answerer, library = _or_fail(lambda: wiring.build_answerer(settings))
    try:
        library.open()
        asyncio.run(
            serve(
                token=token,
                home=settings.gongo_home,
                respond=wiring.responder(answerer),
                commands=wiring.commands(),
                sorry=wiring.sorry(),
                api_url=settings.telegram_api_url,
                on_ready=lambda name: typer.echo(
                    f"@{name} answers on Telegram with pack {answerer.pack.name}. Stop with Ctrl-C."
                ),
            )
        )
    except (TelegramRefused, StorageUnavailable, OSError) as error:
        _fail(str(error))
    finally:
        library.close()


@app.command()
def chat(today: Today = None) -> None:
    """Chat in this terminal: the same dialogue as on Telegram. Ends at end of input.

    Buttons are shown as numbers; type the number to press one. /start, /check, /language and /help work too.
    """
    from bot.conversation import State, respond
    from bot.reply import Event, plain

    day = _day(today)
    answerer, close = _answerer()
    state = State()
    buttons: list[str] = []
    try:
        for line in _prompted():
            text = line.strip()
            pressed = buttons[int(text) - 1] if text.isdecimal() and 0 < int(text) <= len(buttons) else None
            kind = "button" if pressed else "command" if text.startswith("/") else "text"
            event = Event(kind, pressed or line, _noon(day), None)  # type: ignore[arg-type]
            turn = respond(state, event, answerer)
            state = turn.state
            for reply in turn.replies:
                typer.echo("\n" + plain(reply))
            shown = [button for reply in turn.replies for row in reply.buttons for button in row]
            buttons = [button.data for button in shown]
            for number, button in enumerate(shown, 1):
                typer.echo(f"  [{number}] {button.label}")
    finally:
        close()


def _prompted() -> Iterator[str]:
    while True:
        if sys.stdin.isatty():
            typer.echo("\n> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        yield line.rstrip("\n")


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in Korean or English.")] = None,
    jsonl: Jsonl = False,
    today: Today = None,
) -> None:
    """Ask one question, or many: --jsonl reads {"id", "text", "conversation"?} a line.

    With --jsonl each answer is {"id", "status", "language", "text", "verdicts", "citations", "facts",
    "elapsed_ms"}; lines with one "conversation" are turns of one chat. A line that is not valid is answered by
    {"id", "error"}, the rest goes on, and the exit code is 1.
    """
    from bot.conversation import State
    from bot.reply import plain

    day = _day(today)
    if not jsonl and (question is None or not question.strip()):
        _fail('no question given; for example: gongo ask "고도화는 얼마까지 지원되나요?"', 2)
    answerer, close = _answerer()
    try:
        if not jsonl:
            turn = _turn(State(), str(question), day, answerer)
            for reply in turn.replies:
                typer.echo(plain(reply))
            return
        chats: dict[str, State] = {}

        def answered(data: dict[str, Any]) -> dict[str, Any]:
            text, chat_id = data.get("text"), data.get("conversation")
            if not isinstance(text, str):
                raise ValueError('"text" is missing; expected {"id": …, "text": "…"}')
            if chat_id is not None and not isinstance(chat_id, str | int):
                raise ValueError('"conversation" takes a string or a number')
            started = time.perf_counter()
            key = json.dumps(chat_id)
            turn = _turn(chats.get(key, State()) if chat_id is not None else State(), text, day, answerer)
            if chat_id is not None:
                chats[key] = turn.state
            return _as_json(turn, answerer, time.perf_counter() - started)

        _each_line(answered)
    finally:
        close()


def _turn(state: State, text: str, day: date, answerer: Answerer) -> Turn:
    from bot.conversation import respond
    from bot.reply import Event

    kind = "command" if text.startswith("/") else "text"
    return respond(state, Event(kind, text, _noon(day), None), answerer)  # type: ignore[arg-type]


def _as_json(turn: Turn, answerer: Answerer, elapsed: float) -> dict[str, Any]:
    from bot.answering.checking import plain_facts
    from bot.reply import plain

    answer = turn.answer
    citations = answer.citations if answer else ()
    return {
        "status": answer.status if answer else "question" if turn.state.check else "smalltalk",
        "language": answer.language if answer else turn.state.context.language or "ko",
        "text": "\n\n".join(plain(reply) for reply in turn.replies),
        "verdicts": dict(answer.verdicts) if answer else {},
        "citations": [
            {"document": one.document, "quote": one.quote, "url": one.url, "date": one.date}
            for one in citations
        ],
        "facts": plain_facts(answerer.pack, turn.state.context.facts),
        "elapsed_ms": round(elapsed * 1000, 3),
    }


@app.command()
def check(jsonl: Jsonl = False, today: Today = None) -> None:
    """Check a company's eligibility: step by step, or many companies with --jsonl.

    --jsonl reads {"id", "facts": {company_size, manufacturer, samsung_dealings, region, target_level,
    prior_support}} a line. A fact is a value, a list of values (partly known), "uncertain", or null. Written are
    {"id", "verdicts", "ask", "silent", "cap_won", "intake"}. A line that is not valid gives {"id", "error"}.
    """
    day = _day(today)
    if not jsonl:
        _check_by_steps(day)
        return
    from bot.answering.checking import check_company
    from bot.answering.pack import load_pack

    pack = _or_fail(load_pack)

    def checked(data: dict[str, Any]) -> dict[str, Any]:
        facts = data.get("facts")
        if not isinstance(facts, dict):
            raise ValueError('"facts" is missing; expected {"id": …, "facts": {…}}')
        return check_company(pack, facts, day)

    _each_line(checked)


def _check_by_steps(day: date) -> None:
    from bot.conversation import State, respond
    from bot.reply import Event, plain

    answerer, close = _answerer()
    try:
        turn = respond(State(), Event("command", "/check", _noon(day)), answerer)
        while True:
            for reply in turn.replies:
                typer.echo("\n" + plain(reply))
            buttons = [button for reply in turn.replies for row in reply.buttons for button in row]
            for number, button in enumerate(buttons, 1):
                typer.echo(f"  [{number}] {button.label}")
            if turn.state.check is None or turn.state.check.open is None:
                return
            line = next(_prompted(), None)
            if line is None:
                return
            text = line.strip()
            pressed = text.isdecimal() and 0 < int(text) <= len(buttons)
            event = (
                Event("button", buttons[int(text) - 1].data, _noon(day))
                if pressed
                else Event("text", line, _noon(day))
            )
            turn = respond(turn.state, event, answerer)
    finally:
        close()


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Documents (.md, .txt) or folders of them.")
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option(help="Name of a document to take away.", metavar="NAME")
    ] = None,
) -> None:
    """Add documents to what Gongo answers from, or take them away; without arguments, list them.

    They are kept in GONGO_HOME/documents; a running bot notices by itself. A text without front matter is taken as
    the publisher's own words.
    """
    from bot.services.adding import AddingError, add_documents, added_documents, remove_documents
    from bot.settings import read_settings

    folder = _or_fail(read_settings).gongo_home / "documents"
    try:
        for name in remove_documents(folder, remove or []):
            typer.echo(f"removed  {name}")
        for name, change in add_documents(folder, paths or []):
            typer.echo(f"{change:<8} {name}")
        if not paths and not remove:
            for name in added_documents(folder):
                typer.echo(name)
    except (AddingError, OSError) as error:
        _fail(str(error))


@rules_app.command("check")
def rules_check(
    folder: Annotated[Path | None, typer.Option(help="Folder of rule files.")] = None,
    documents: Annotated[Path | None, typer.Option(help="Folder of the documents that prove them.")] = None,
) -> None:
    """Check every rule file: shape, facts, quotes word for word, figures in sentences and quotes, topics."""
    from bot.answering.deciding import HANDLERS
    from bot.answering.pack import DOCUMENTS, RULES, check_figures, load_pack

    def checked() -> Any:
        pack = load_pack(folder or RULES, documents or DOCUMENTS, handlers=HANDLERS)
        check_figures(pack.programme)
        return pack

    pack = _or_fail(checked)
    programme = pack.programme
    statements = sum(len(one.statements) for one in programme.editions.values())
    typer.echo(
        f"{pack.name}: {len(programme.editions)} editions, {statements} statements, "
        f"{len(programme.sources)} sources; every quote is word for word in its document."
    )


# --- shared -----------------------------------------------------------------------------------------------------


def _each_line(answered: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """One JSON object a line in, one a line out, flushed. Exits with 1 if any line was not valid."""
    failed = False
    for raw in sys.stdin.buffer:
        if not raw.strip():
            continue
        id: object = None
        try:
            data = json.loads(raw.decode("utf-8"))
            if not isinstance(data, dict):
                raise ValueError("a line holds one JSON object")
            id = data.get("id")
            result = {"id": id, **answered(data)}
        except (ValueError, RecursionError) as error:  # JSON, UTF-8, facts: each message says what is right
            failed = True
            result = {"id": id, "error": str(error) or "not valid"}
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if failed:
        raise typer.Exit(1)


def _answerer() -> tuple[Answerer, Callable[[], None]]:
    from bot import wiring
    from bot.settings import read_settings

    settings = _or_fail(read_settings)
    answerer, library = _or_fail(lambda: wiring.build_answerer(settings))
    return answerer, library.close


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(_SEOUL).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        _fail(f"--today {text}: not a day; expected the form 2026-11-22", 2)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=_SEOUL)


def _or_fail(make: Callable[[], _T]) -> _T:
    """What `make` gives; a pack or settings that cannot be used end the command with their own message."""
    from bot.settings import SettingsError
    from knowledge.documents import DocumentError
    from rules.plain_yaml import RuleFileError

    try:
        return make()
    except (RuleFileError, DocumentError, SettingsError) as error:
        _fail(str(error))


def _fail(message: str, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


def main() -> None:
    """The `gongo` command."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    app()
