"""The command line: parse and print. What is decided, is decided elsewhere."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import typer

from bot.cli_bench import app as bench_app
from bot.cli_eval import evaluate
from bot.cli_key import app as key_app
from bot.cli_ops import backup, restore
from bot.cli_rules import app as rules_app
from bot.cli_staff import app as staff_app

if TYPE_CHECKING:
    from bot.answering.answer import Language
    from bot.answering.pack import Pack
    from bot.answering.pipeline import Answerer
    from bot.conversation import State, Turn
    from bot.reply import Button, Event
    from bot.settings import Settings
    from rules.facts import Facts

app = typer.Typer(
    help="""Answers questions about the Samsung smart-factory support programme (대·중소 상생형 스마트공장) in Korean
    and English, and checks whether a company qualifies. Every figure comes from a rule file or a quoted passage;
    nothing here is a decision.

    \b
    gongo ask "고도화는 얼마까지 지원되나요?"    one question, one answer
    gongo check                                 does our company qualify? step by step
    gongo chat                                  a conversation in this terminal
    TELEGRAM_BOT_TOKEN=123:abc gongo run        the same conversation on Telegram

    \b
    Set in the environment:
      GONGO_HOME          folder for chats, added documents and the index (default: ./var)
      TELEGRAM_BOT_TOKEN  the bot's token, from @BotFather in Telegram
      TELEGRAM_API_URL    another Bot API server, as http://host:port
      GONGO_MODEL         a language model that may reword, as provider:name (default: none)
      GONGO_MODEL_TIMEOUT seconds that it may take for one message (default: 8)
      GONGO_WEBHOOK_URL   Telegram brings updates there, instead of being polled
      GONGO_HTTP_PORT     health, readiness, metrics and the webhook are served there
      GONGO_DATABASE_URL  a PostgreSQL that several processes share
    and more in README.

    Exit codes: 0 fine; 1 a line, a document, a rule file or a setting cannot be used; 2 wrong usage.
    """,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(rules_app, name="rules")
app.command("eval")(evaluate)
app.add_typer(bench_app, name="bench")
app.add_typer(key_app, name="key")
app.add_typer(staff_app, name="staff")
app.command()(backup)
app.command()(restore)

_SEOUL = ZoneInfo("Asia/Seoul")
_MOST_TOLD = 20  # wrong lines of a batch that are named on standard error
_BOM = b"\xef\xbb\xbf"  # Windows editors put it before the first line
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
def run() -> None:
    """Run the bot, on Telegram or in this terminal, and the staff console.

    With TELEGRAM_BOT_TOKEN set it serves Telegram and says who it is; without, it is the chat in this terminal, or the
    console alone if GONGO_HTTP_PORT is set and nobody sits at a terminal.
    Messages, answers and the index are kept in GONGO_HOME (default: ./var), so that a restart loses nothing. Ctrl-C
    or SIGTERM stops in order. See  gongo --help  for the other settings.
    """
    from bot.settings import read_settings

    settings = _or_fail(read_settings)
    if settings.telegram_bot_token is not None:
        _serve(settings, settings.telegram_bot_token.get_secret_value())
        return
    typer.echo(
        "No TELEGRAM_BOT_TOKEN is set, so this is the chat in the terminal. "
        "For Telegram, ask @BotFather for a token, then:  TELEGRAM_BOT_TOKEN=123:abc make run",
        err=True,
    )
    if sys.stdin.isatty():
        _chat_beside_console(settings)
    elif settings.gongo_http_port is not None:
        _serve_console(settings)
    else:
        chat()


def _told_console(settings: Settings, port: int, has_accounts: bool) -> None:
    address = settings.gongo_console_url or f"http://{settings.gongo_http_host}:{port}"
    typer.echo(f"Staff console: {address}/console/", err=True)
    if not has_accounts:
        typer.echo("It has no account yet; make the first one:  .venv/bin/gongo staff add NAME", err=True)


def _serve_console(settings: Settings) -> None:
    """The console without Telegram, until SIGTERM or Ctrl-C."""
    from bot import wiring
    from bot.messenger.alone import serve
    from bot.storage.database import StorageUnavailable

    live = _or_fail(lambda: wiring.build_live(settings))
    try:
        asyncio.run(serve(wiring.console_alone(settings, live, partial(_told_console, settings))))
    except (StorageUnavailable, OSError) as error:
        _fail(str(error))
    finally:
        live.now.close()


def _chat_beside_console(settings: Settings) -> None:
    from bot import wiring
    from bot.messenger.alone import beside

    live = _or_fail(lambda: wiring.build_live(settings))
    with beside(wiring.console_alone(settings, live, partial(_told_console, settings))):
        _converse("/start", _day(None), lambda state: False, (live.now.answerer, live.now.close))


def _serve(settings: Settings, token: str) -> None:
    from bot import wiring
    from bot.messenger.redaction import log_as_json
    from bot.messenger.refusal import TelegramRefused
    from bot.messenger.service import run as serve
    from bot.storage.database import StorageUnavailable

    log_as_json()
    logging.getLogger("bm25s").propagate = False  # it sets itself to DEBUG; its warnings still show
    live = _or_fail(lambda: wiring.build_live(settings))
    try:
        plan = replace(
            wiring.serving(settings, token, live),
            on_ready=lambda name: typer.echo(
                f"@{name} answers on Telegram with pack {live.now.pack.name}. Stop with Ctrl-C."
            ),
            on_listening=partial(_told_console, settings),
        )
        asyncio.run(serve(plan))
    except (TelegramRefused, StorageUnavailable, OSError) as error:
        _fail(str(error))
    finally:
        live.now.close()


@app.command()
def chat(today: Today = None) -> None:
    """Chat in this terminal: the same dialogue as on Telegram.

    Write in Korean or English. Buttons are shown with numbers; type a number to press one. /start, /check,
    /sources, /language and /help work too. Ends at the end of input (Ctrl-D).
    """
    if sys.stdin.isatty():
        typer.echo("Write in Korean or English; /help for help, Ctrl-D to end.", err=True)
    _converse("/start" if sys.stdin.isatty() else None, _day(today), lambda state: False)


def _converse(
    command: str | None,
    day: date,
    is_over: Callable[[State], bool],
    built: tuple[Answerer, Callable[[], None]] | None = None,
) -> State | None:
    """A dialogue over standard input and output, begun with a command, until it is over or the input ends.

    Gives the state in which it was over.
    """
    from bot.conversation import State, respond
    from bot.reply import Event, plain
    from bot.services.live import receipts

    answerer, close = built or _answerer()
    state = State()
    buttons: list[Button] = []
    event = Event("command", command, _noon(day)) if command else None
    try:
        while True:
            if event is not None:
                turn = respond(state, event, answerer, receipts(answerer.pack))
                state = turn.state
                over = is_over(state)
                typer.echo("".join(f"\n{plain(reply)}\n" for reply in turn.replies), nl=False)
                buttons = (
                    [] if over else [one for reply in turn.replies for row in reply.buttons for one in row]
                )
                for number, button in enumerate(buttons, 1):
                    typer.echo(f"  [{number}] {button.label}")
                if over:
                    return state
            line = _prompted()
            if line is None:
                return None
            event = _event(line, buttons, day)
    finally:
        close()


def _prompted() -> str | None:
    """The next line of standard input; None at its end."""
    is_terminal = sys.stdin.isatty()
    if is_terminal:
        typer.echo("\n> ", nl=False)
    line = sys.stdin.readline()
    if not line and is_terminal:
        typer.echo()
    return line.rstrip("\r\n") if line else None


def _event(line: str, buttons: Sequence[Button], day: date) -> Event:
    from bot.reply import Event

    text = line.strip()
    if text.isdecimal() and len(text) < 4 and 0 < int(text) <= len(buttons):
        return Event("button", buttons[int(text) - 1].data, _noon(day))
    return Event("command" if text.startswith("/") else "text", text, _noon(day))


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="The question, in Korean or English.")] = None,
    jsonl: Jsonl = False,
    today: Today = None,
) -> None:
    """Ask one question, or many with --jsonl.

    \b
    --jsonl reads, one object a line,
      {"id": 1, "text": "기초는 얼마까지?", "conversation": "a"}
    and writes, in the same order,
      {"id": 1, "status": "answered", "language": "ko", "text": "…",
       "verdicts": {track: "eligible|ineligible|undetermined"},
       "citations": [{"document", "quote", "url", "date"}],
       "facts": {what the chat has told of the company}, "elapsed_ms": 3.1}

    An id is a string or a number. Lines with the same conversation (optional, a string or a number) are turns of one
    chat. A status is one of answered, verdict, question, not_in_documents, out_of_scope and smalltalk.
    A line that is not valid gets {"id", "error"}; the rest goes on, and the exit code is 1.
    """
    from bot.conversation import State
    from bot.reply import plain
    from bot.services.turn_values import turn_values

    day, words = _day(today), " ".join(question or ())
    if jsonl and question:
        _fail("give a question or --jsonl, not both", 2)
    if not jsonl and not words.strip():
        _fail('no question given; for example: gongo ask "고도화는 얼마까지 지원되나요?"', 2)
    answerer, close = _answerer()
    chats: dict[str, State] = {}

    def answered(data: dict[str, Any]) -> dict[str, Any]:
        text, chat_id = data.get("text"), data.get("conversation")
        if not isinstance(text, str):
            raise ValueError('"text" takes a string; expected {"id": 1, "text": "…"}')
        if chat_id is not None and not _is_id(chat_id):
            raise ValueError('"conversation" takes a string or a number')
        started = time.perf_counter()
        key = json.dumps(chat_id)
        turn = _turn(chats.get(key, State()), text, day, answerer)
        if chat_id is not None:
            chats[key] = turn.state
        elapsed = time.perf_counter() - started
        return {**turn_values(turn, answerer.pack), "elapsed_ms": round(elapsed * 1000, 3)}

    try:
        if jsonl:
            _each_line(answered)
        else:
            for reply in _turn(State(), words, day, answerer).replies:
                typer.echo(plain(reply))
    finally:
        close()


def _turn(state: State, text: str, day: date, answerer: Answerer) -> Turn:
    from bot.conversation import respond

    return respond(state, _event(text, (), day), answerer)


@app.command()
def check(
    jsonl: Jsonl = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            help="Read companies from a CSV or Parquet file, write CSV to standard output.", metavar="FILE"
        ),
    ] = None,
    told: Annotated[
        str | None,
        typer.Option("--facts", help="Check one company, written as in --jsonl.", metavar="JSON"),
    ] = None,
    receipt: Annotated[
        Path | None,
        typer.Option(
            help="Write the result to keep and pass on, as .pdf or .txt.", metavar="FILE", dir_okay=False
        ),
    ] = None,
    language: Annotated[
        Literal["ko", "en"] | None, typer.Option(help="Korean or English, for the receipt.")
    ] = None,
    today: Today = None,
) -> None:
    """Check whether a company qualifies.

    Without --jsonl, --batch and --facts it asks step by step, and only what can still change the result.

    \b
    --jsonl reads, one object a line,
      {"id": 1, "facts": {"company_size": "sme", "manufacturer": true,
       "samsung_dealings": false, "region": "gwangju", "target_level": "basic",
       "prior_support": "none"}}
    and writes, in the same order, each time {"advanced": …, "basic": …},
      {"id": 1, "verdicts": {eligible, ineligible or undetermined},
       "ask": {[the facts that can still change the verdict]},
       "silent": {[the criteria on which the documents are silent]},
       "cap_won": {the maximum in won, a list if several are possible, or null},
       "intake": {upcoming, open, closed or not_announced}}

    \b
    company_size      sme, mid_sized, large
    manufacturer      true, false
    samsung_dealings  true, false
    region            seoul, busan, daegu, incheon, gwangju, daejeon, ulsan, sejong,
                      gyeonggi, gangwon, chungbuk, chungnam, jeonbuk, jeonnam, gyeongnam,
                      jeju, gyeongbuk_gumi, gyeongbuk_pohang, gyeongbuk_other
    target_level      basic, advanced, both
    prior_support     none, basic, advanced

    A fact is a value, a list of the values still possible, "uncertain" (the company does not know), or null or left
    out (nobody asked). A line with a key or value that does not exist gets {"id", "error"} with those that do; the
    rest goes on, and the exit code is 1.

    \b
    --batch reads a CSV file (UTF-8) whose first line names the facts and, if wanted, an id:
      id,company_size,manufacturer,region,target_level,prior_support
      1,sme,true,busan|daegu,basic,
    An empty cell is left out, a|b are values still possible. Or a Parquet file with the same
    columns: string, bool, whole number, date, or a list of the values still possible; null is
    left out. Written are id, for each track verdict, cap_won, ask, silent and intake
    (advanced_verdict, ...), and error.

    \b
    --receipt writes what was told, the verdicts with their sources, and what is missing:
      gongo check --receipt result.pdf
      gongo check --facts '{"company_size": "sme", "region": "gwangju"}' --receipt result.txt
    Without --receipt, --facts prints it. The same company, pack, day and language give the
    same file, byte for byte.
    """
    day = _day(today)
    if (jsonl or batch is not None) and (told is not None or receipt is not None):
        _fail("--facts and --receipt go with neither --jsonl nor --batch", 2)
    if told is not None or receipt is not None:
        _check_one(told, receipt, language, day)
        return
    if batch is not None:
        if jsonl:
            _fail("give --jsonl or --batch, not both", 2)
        _check_batch(batch, day)
        return
    if not jsonl:
        _converse("/check", day, lambda state: state.check is None or state.check.stage == "done")
        return
    from bot.answering.checking import check_company

    pack = _judging_pack()

    def checked(data: dict[str, Any]) -> dict[str, Any]:
        facts = data.get("facts")
        if not isinstance(facts, dict):
            raise ValueError('"facts" takes an object; expected {"id": 1, "facts": {…}}')
        return check_company(pack, facts, day)

    _each_line(checked)


def _check_one(told: str | None, path: Path | None, language: Language | None, day: date) -> None:
    """The receipt of one company, told at once or asked step by step; printed without a path."""
    if path is not None and path.suffix.lower() not in (".pdf", ".txt"):
        _fail(f"--receipt {path}: expected a name that ends with .pdf or .txt", 2)
    if path is not None and not path.parent.is_dir():
        _fail(f"--receipt {path}: there is no folder {path.parent}", 2)  # before anything is asked
    from bot.services.receipt import as_pdf, as_text, receipt
    from rules.derived import derive
    from rules.facts import read_facts

    facts: Facts
    pack = _judging_pack()
    if told is not None:
        specs = pack.programme.facts
        try:
            facts = read_facts(derive(_object(told.encode()), specs), specs)
        except ValueError as error:
            _fail(f"--facts: {error}", 2)
    else:
        state = _converse("/check", day, lambda state: state.check is None or state.check.open is None)
        if state is None or state.check is None:
            _fail("the self-check was not finished: there is no result to write")
        facts, language = state.context.facts, language or state.language or state.context.language
    result = receipt(pack, facts, day, language or "ko")
    if path is None:
        typer.echo(as_text(result), nl=False)
        return
    try:
        path.write_bytes(as_pdf(result) if path.suffix.lower() == ".pdf" else as_text(result).encode())
    except OSError as error:
        _fail(f"{path}: {error.strerror}")
    typer.echo(str(path), err=told is None)


def _check_batch(path: Path, day: date) -> None:
    """Exits with 1 if any line was not valid."""
    import csv

    from bot.services.judging_columns import ColumnsError, judge_file
    from rules.batch import BatchJudge

    pack = _judging_pack()
    judge = BatchJudge(pack.judge.edition, pack.programme.facts)
    try:
        file = path.open("rb")
    except OSError as error:
        _fail(f"{path}: {error.strerror}")
    wrong = 0
    with file, _progress(file) as show:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        try:
            for judged in judge_file(file, judge, pack.programme.facts, day):
                writer.writerows(judged.rows)
                for line, message in judged.problems[: max(0, _MOST_TOLD - wrong)]:
                    typer.echo(f"{path}:{line}: {message}", err=True)
                wrong += len(judged.problems)
                show(judged.read)
        except ColumnsError as error:
            _fail(f"{path}: {error}")
    if wrong > _MOST_TOLD:
        typer.echo(f"{wrong - _MOST_TOLD:,} more lines are wrong: see the column error", err=True)
    if wrong:
        raise typer.Exit(1)


@contextmanager
def _progress(file: BinaryIO) -> Iterator[Callable[[float | None], None]]:
    """Shows on standard error, if it is a terminal and the rows go elsewhere, how much of a file is read."""
    if not sys.stderr.isatty() or sys.stdout.isatty() or not file.seekable():
        yield lambda read: None
        return
    from rich.console import Console
    from rich.progress import Progress

    # Rich would send what is written to standard output to its own console.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=1)
        yield lambda read: bar.update(task, completed=read)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Documents (.md, .txt) or folders of them.")
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(help="Take a document away: its name, or the file that it came from.", metavar="NAME"),
    ] = None,
    publisher: Annotated[str, typer.Option(help="Who published these texts.", metavar="NAME")] = "",
    published: Annotated[
        str, typer.Option("--date", help="When: 2025-03-30, 2025-03 or 2025.", metavar="DAY")
    ] = "",
    address: Annotated[str, typer.Option(help="Where they can be read: https://…", metavar="URL")] = "",
) -> None:
    """Add documents to what Gongo answers from.

    --remove takes them away; without arguments they are listed.

    \b
    gongo ingest notice.txt --publisher 중소기업중앙회 --date 2025-03-31
    gongo ingest --remove notice.txt

    They are copied to GONGO_HOME/documents; a running bot notices by itself. A text counts as the publisher's own
    words. One that begins with front matter (--- id: language: title: publisher: date: address: rank: ---) says
    itself where it comes from; with own_words: true there it counts as a summary.
    """
    from bot.answering.pack import DOCUMENTS
    from bot.services.adding import AddingError, Origin, add_documents, read_added, remove_documents
    from bot.settings import read_settings
    from knowledge.documents import read_documents

    home = _or_fail(read_settings).gongo_home
    folder = home / "documents"
    taken = {one.id for one in _or_fail(lambda: read_documents(DOCUMENTS))}
    try:
        for name in remove_documents(folder, remove or []):
            typer.echo(f"removed  {name}")
        for one in add_documents(folder, paths or [], Origin(publisher, published, address), taken):
            typer.echo(f"{one.change:<8} {one.name}  {one.title}")
            for note in one.notes:
                typer.echo(f"         {note}", err=True)
    except AddingError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error}. GONGO_HOME is {home}; point it at a folder that this user may write to.")
    if not paths and not remove:
        documents, problems = read_added(folder, taken)
        for document in documents:
            typer.echo(f"{document.key}.md  {document.title}")
        if not documents and not problems:
            typer.echo(f"no document was added to {folder}", err=True)
        if problems:
            _fail("\n".join(problems))


# --- shared -----------------------------------------------------------------------------------------------------


def _each_line(answered: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """One JSON object a line in, one a line out, flushed. Exits with 1 if any line was not valid."""
    failed = False
    for number, raw in enumerate(sys.stdin.buffer):
        line = raw.removeprefix(_BOM) if number == 0 else raw
        if not line.strip():
            continue
        id: object = None
        try:
            data = _object(line)
            if not _is_id(data.get("id")):
                raise ValueError('"id" takes a string or a number')
            id = data["id"]
            result = {"id": id, **answered(data)}
        except ValueError as error:
            failed = True
            result = {"id": id, "error": str(error)}
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if failed:
        raise typer.Exit(1)


def _object(line: bytes) -> dict[str, Any]:
    """Raises ValueError that says what is right."""
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8; save the input as UTF-8") from None
    except RecursionError:
        raise ValueError("nested too deeply; a line holds one JSON object") from None
    except ValueError as error:
        raise ValueError(f"not valid JSON: {error}") from None
    if not isinstance(data, dict):
        raise ValueError("a line holds one JSON object")
    return data


def _is_id(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)  # JSON cannot give back what Python reads from 1e999
    return isinstance(value, str | int) and not isinstance(value, bool)


def _answerer() -> tuple[Answerer, Callable[[], None]]:
    from bot import wiring
    from bot.settings import read_settings

    settings = _or_fail(read_settings)
    answerer, library = _or_fail(lambda: wiring.build_answerer(settings))
    return answerer, library.close


def _judging_pack() -> Pack:
    """The pack that answers in this GONGO_HOME, without topics: enough to judge."""
    from bot.services.packfiles import live_pack
    from bot.settings import read_settings

    settings = _or_fail(read_settings)
    return _or_fail(lambda: live_pack(settings.gongo_home, topics=False))


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
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for stream in (sys.stdout, sys.stderr):
        # Half a surrogate pair leaves as the JSON escape that it came as.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()
