"""The command line as its users meet it: what goes in, what comes out, and the exit code."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.answering.pack import RULES
from bot.cli import app
from tests.telegram_server import PATIENCE, TOKEN, TelegramServer

GONGO = Path(sys.executable).with_name("gongo")
DAY = ("--today", "2026-11-22")
HEAVY = ("chromadb", "telegram", "numpy", "langchain_core", "langchain_chroma", "sqlalchemy", "aiohttp")

Json = dict[str, Any]
Gongo = Callable[..., Result]
Asked = Callable[..., tuple[list[Json], int]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def gongo(home: Path, monkeypatch: pytest.MonkeyPatch) -> Gongo:
    """Runs a command in this process, with an empty GONGO_HOME and no token."""
    monkeypatch.setenv("GONGO_HOME", str(home))
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    monkeypatch.delenv("TELEGRAM_API_URL", raising=False)

    def run(*arguments: str | Path, input: str | bytes = b"") -> Result:
        return CliRunner().invoke(app, [str(one) for one in arguments], input=input, catch_exceptions=False)

    return run


@pytest.fixture
def asked(gongo: Gongo) -> Asked:
    """Lines through `gongo ask --jsonl`: what came out, and the exit code."""

    def ask(*lines: Json | bytes) -> tuple[list[Json], int]:
        return through(gongo, "ask", *lines)

    return ask


@pytest.fixture
def checked(gongo: Gongo) -> Asked:
    """Lines through `gongo check --jsonl`."""

    def check(*lines: Json | bytes) -> tuple[list[Json], int]:
        return through(gongo, "check", *lines)

    return check


def through(gongo: Gongo, command: str, *lines: Json | bytes) -> tuple[list[Json], int]:
    written = (
        one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode() for one in lines
    )
    result = gongo(command, "--jsonl", *DAY, input=b"\n".join(written))
    return [json.loads(line) for line in result.stdout.splitlines()], result.exit_code


def environment(home: Path, **variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM_")}
    return {**kept, "GONGO_HOME": str(home), "NO_PROXY": "127.0.0.1", **variables}


@pytest.fixture
def started(home: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts the installed command; what still runs at the end of the test is ended."""
    running: list[subprocess.Popen[bytes]] = []

    def start(
        *arguments: str, program: Iterable[str] = (str(GONGO),), **variables: str
    ) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        command = [*program, *arguments]
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment(home, **variables)
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            with contextlib.suppress(OSError):  # what was not yet written has no reader any more
                stream.close()  # type: ignore[union-attr]


# --- help and usage ---------------------------------------------------------------------------------------------


def test_help_names_every_command_and_setting(gongo: Gongo) -> None:
    told = gongo("--help").stdout

    for word in ("run", "chat", "ask", "check", "ingest", "rules"):
        assert f"\n  {word} " in told
    for word in ("GONGO_HOME", "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "Exit codes"):
        assert word in told


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("run", ["TELEGRAM_BOT_TOKEN", "GONGO_HOME"]),
        ("chat", ["/check", "Ctrl-D", "--today"]),
        ("ask", ["--jsonl", "conversation", "citations", "elapsed_ms", "not_in_documents"]),
        ("check", ["--jsonl", "cap_won", "not_announced", "uncertain"]),
        ("ingest", ["--remove", "--publisher", "GONGO_HOME/documents"]),
        ("rules check", ["--folder", "--documents", "word for word"]),
    ],
)
def test_the_help_of_a_command_is_enough_to_use_it(gongo: Gongo, command: str, words: list[str]) -> None:
    told = gongo(*command.split(), "--help").stdout

    assert [word for word in words if word not in told] == []


def test_the_help_of_check_lists_every_fact_and_value(gongo: Gongo, checked: Asked) -> None:
    told = gongo("check", "--help").stdout.replace(",", " ").split()
    ((unknown, *_), _) = checked({"id": 1, "facts": {"no_such_fact": 1}})
    keys = unknown["error"].partition("known: ")[2].split(", ")

    for key in keys:
        ((wrong,), _) = checked({"id": 1, "facts": {key: "no_such_value"}})
        values = (
            wrong["error"]
            .partition("expected one of ")[2]
            .removesuffix(", a list of them, uncertain or null")
        )
        assert {key, *values.split(", ")} <= set(told)


@pytest.mark.parametrize(
    "arguments",
    [
        ["bogus"],
        ["ask"],
        ["ask", " "],
        ["ask", "--jsonl", "고도화 얼마"],
        ["ask", "--today", "22.11.2026", "고도화 얼마"],
        ["check", "--jsonl", "--today", "2026-13-01"],
        ["chat", "--no-such-option"],
    ],
)
def test_wrong_usage_ends_with_2_and_a_word_on_stderr(gongo: Gongo, arguments: list[str]) -> None:
    result = gongo(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip()


# --- ask --------------------------------------------------------------------------------------------------------


def test_one_question_gets_one_answer_with_its_source(gongo: Gongo) -> None:
    result = gongo("ask", "고도화는 얼마까지 지원되나요?", *DAY)

    assert result.exit_code == 0
    assert "1억 5천만원" in result.stdout
    assert "https://etnews.com/20250330000032" in result.stdout


def test_a_question_needs_no_quotation_marks(gongo: Gongo) -> None:
    assert "150 million won" in gongo("ask", "how", "much", "is", "the", "advanced", "track", *DAY).stdout


def test_an_answer_has_every_field(asked: Asked) -> None:
    ((answer,), code) = asked({"id": 1, "text": "고도화는 얼마까지 지원되나요?"})

    assert code == 0
    assert list(answer) == [
        "id",
        "status",
        "language",
        "text",
        "verdicts",
        "citations",
        "facts",
        "elapsed_ms",
    ]
    assert (answer["status"], answer["language"], answer["verdicts"]) == ("answered", "ko", {})
    assert all(list(one) == ["document", "quote", "url", "date"] for one in answer["citations"])
    assert answer["citations"]


def test_a_company_that_is_described_gets_verdicts(asked: Asked) -> None:
    text = "광주광역시에 공장이 있는 중소 제조업체입니다. 기초 수준으로 하고 싶은데 신청 자격이 되나요?"
    ((answer,), _) = asked({"id": 1, "text": text})

    assert answer["status"] == "verdict"
    assert answer["verdicts"]["basic"] == "eligible"
    assert answer["facts"] == {
        "company_size": "sme",
        "manufacturer": True,
        "region": "gwangju",
        "target_level": "basic",
    }


def test_ids_come_back_as_they_came_and_in_order(asked: Asked) -> None:
    ids: list[object] = ["a", "7", 7, -1, 1.5, "", 12345678901234567890123, "한글 \U0001f600"]
    answers, code = asked(*({"id": id, "text": "안녕하세요"} for id in ids))

    assert [one["id"] for one in answers] == ids
    assert code == 0


def test_conversations_may_be_interleaved(asked: Asked) -> None:
    answers, _ = asked(
        {"id": 1, "conversation": "x", "text": "우리는 화성에 있는 중소 제조업체예요"},
        {"id": 2, "conversation": 7, "text": "광주광역시에 있는 중견 제조업체예요"},
        {"id": 3, "conversation": "7", "text": "안녕하세요"},
        {"id": 4, "text": "안녕하세요"},
        {"id": 5, "conversation": "x", "text": "고마워요"},
        {"id": 6, "conversation": 7, "text": "고마워요"},
    )

    known = [(one["facts"].get("region"), one["facts"].get("company_size")) for one in answers]
    assert known[2:] == [(None, None), (None, None), ("gyeonggi", "sme"), ("gwangju", "mid_sized")]


def test_the_first_message_of_a_chat_says_what_gongo_is_and_no_later_one(asked: Asked) -> None:
    line = {"id": 1, "conversation": 1, "text": "안녕하세요"}

    assert ["자동 서비스" in one["text"] for one in asked(line, line)[0]] == [True, False]


# line, the id that comes back, what the error says
NOT_VALID: list[tuple[bytes, object, str]] = [
    (b"{not json", None, "not valid JSON"),
    (b"[1]", None, "one JSON object"),
    (b"[" * 100_000, None, "nested too deeply"),
    (b'{"id": ' + b"9" * 5_000 + b', "text": "a"}', None, "not valid JSON"),
    (b'{"id": 1, "text": "\xff\xfe"}', None, "UTF-8"),
    (b'{"text": "a"}', None, '"id" takes a string or a number'),
    (b'{"id": null, "text": "a"}', None, '"id" takes'),
    (b'{"id": true, "text": "a"}', None, '"id" takes'),
    (b'{"id": [1], "text": "a"}', None, '"id" takes'),
    (b'{"id": 1e999, "text": "a"}', None, '"id" takes'),
    (b'{"id": "a"}', "a", '"text" takes a string'),
    (b'{"id": "a", "text": 5}', "a", '"text" takes a string'),
    (b'{"id": "a", "text": NaN}', "a", '"text" takes a string'),
    (b'{"id": 2, "text": "a", "conversation": [1]}', 2, '"conversation" takes'),
]


def test_a_line_that_is_not_valid_is_told_and_the_rest_goes_on(asked: Asked) -> None:
    right = b'{"id": "right", "text": "\xec\x95\x88\xeb\x85\x95\xed\x95\x98\xec\x84\xb8\xec\x9a\x94"}'
    answers, code = asked(*(line for wrong, _, _ in NOT_VALID for line in (wrong, right)))

    for told, (line, id, message) in zip(answers[::2], NOT_VALID, strict=True):
        assert (list(told), told["id"]) == (["id", "error"], id), line[:60]
        assert message in told["error"]
    assert [one["status"] for one in answers[1::2]] == ["smalltalk"] * len(NOT_VALID)
    assert code == 1


def test_lines_may_come_from_windows(asked: Asked) -> None:
    first = b'\xef\xbb\xbf{"id": 1, "text": "hello"}\r'
    answers, code = asked(first, b"\r", b"   \t", b'{"id": 2, "text": "hello"}\r')

    assert [one["id"] for one in answers] == [1, 2]
    assert code == 0


def test_no_lines_are_fine(asked: Asked) -> None:
    assert asked() == ([], 0)


def test_a_message_without_words_gets_a_friendly_answer(asked: Asked) -> None:
    texts = ["", "  \n\t ", "\u3000\u200b", "\x00\x07\x1b", "\ud800", "???", "/nonsense"]
    answers, code = asked(*(json.dumps({"id": len(one), "text": one}).encode() for one in texts))

    assert code == 0
    assert [
        one["id"] for one in answers if one["status"] not in ("smalltalk", "question", "out_of_scope")
    ] == []
    assert all(one["text"] for one in answers)


def test_control_characters_do_not_hide_a_question(asked: Asked) -> None:
    ((answer,), _) = asked({"id": 1, "text": "고도화\x00\x07 얼마까지\u202e 지원되나요"})

    assert "1억 5천만원" in answer["text"]


def test_a_message_of_100_kb_is_answered(asked: Asked) -> None:
    ((answer, small), code) = asked(
        {"id": 1, "text": "고도화는 얼마까지 지원되나요? " * 2_500}, {"id": 2, "text": "안녕하세요"}
    )

    assert (answer["status"], code) == ("answered", 0)
    assert len(answer["text"]) < 4_000
    assert small["status"] == "smalltalk"


def test_a_self_check_may_be_walked_through_in_lines(asked: Asked) -> None:
    texts = ["자가진단", "기초", "/help", "경기도 화성", "맞아요"]
    answers, _ = asked(
        *({"id": number, "conversation": 1, "text": text} for number, text in enumerate(texts))
    )

    assert [one["status"] for one in answers] == ["question", "question", "smalltalk", "question", "verdict"]
    assert answers[-1]["verdicts"] == {"advanced": "ineligible", "basic": "ineligible"}


def test_an_answer_is_written_as_soon_as_its_line_is_read(
    started: Callable[..., subprocess.Popen[bytes]],
) -> None:
    process = started("ask", "--jsonl", *DAY)
    assert process.stdin is not None
    assert process.stdout is not None

    process.stdin.write(b'{"id": "\\ud800", "text": "\xec\x95\x88\xeb\x85\x95"}\n')
    process.stdin.flush()
    first = process.stdout.readline()
    process.stdin.close()

    assert first.startswith(b'{"id": "\\ud800", "status": "smalltalk"')
    assert process.wait(PATIENCE) == 0


def test_a_reader_that_goes_away_ends_the_run_quietly(
    started: Callable[..., subprocess.Popen[bytes]],
) -> None:
    process = started("ask", "--jsonl", *DAY)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None

    process.stdin.write(b'{"id": 1, "text": "hello"}\n')
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write(b'{"id": 2, "text": "hello"}\n' * 3)
    process.stdin.close()

    assert process.stderr.read() == b""
    assert process.wait(PATIENCE) == 1


# --- check ------------------------------------------------------------------------------------------------------


def test_a_company_gets_its_verdicts(checked: Asked) -> None:
    facts = {"company_size": "sme", "manufacturer": True, "region": "gwangju", "target_level": "basic"}
    ((answer,), code) = checked({"id": "a", "facts": facts})

    assert code == 0
    assert answer == {
        "id": "a",
        "verdicts": {"advanced": "ineligible", "basic": "eligible"},
        "ask": {"advanced": [], "basic": []},
        "silent": {"advanced": [], "basic": []},
        "cap_won": {"advanced": None, "basic": 80_000_000},
        "intake": {"advanced": "closed", "basic": "closed"},
    }


def test_a_fact_may_be_known_in_part_uncertain_or_not_at_all(checked: Asked) -> None:
    (part, uncertain, unsaid, missing), code = checked(
        {"id": 1, "facts": {"region": ["gyeongbuk_gumi", "gyeongbuk_pohang"], "target_level": "basic"}},
        {"id": 2, "facts": {"region": "uncertain"}},
        {"id": 3, "facts": {"region": None}},
        {"id": 4, "facts": {}},
    )

    assert code == 0
    assert "prior_support" in part["ask"]["basic"]
    assert uncertain["verdicts"]["basic"] == "undetermined"
    assert "region" not in uncertain["ask"]["basic"]
    assert {**unsaid, "id": 4} == missing
    assert "region" in missing["ask"]["basic"]


NOT_FACTS: list[tuple[object, str]] = [
    ({"regoin": "seoul"}, "unknown fact 'regoin'; known: company_size,"),
    ({"region": "soul"}, "region: 'soul'; expected one of seoul, busan"),
    ({"region": ["seoul", "soul"]}, "region: 'soul'; expected one of"),
    ({"region": []}, "region: an empty list; expected one of"),
    ({"region": {"seoul": 1}}, "region: {'seoul': 1}; expected one of"),
    ({"region": [["seoul"]]}, "region: ['seoul']; expected one of"),
    ({"manufacturer": 1}, "manufacturer: 1; expected one of true, false"),
    ({"manufacturer": "true"}, "manufacturer: 'true'; expected one of true, false"),
    ([], '"facts" takes an object'),
    (None, '"facts" takes an object'),
]


def test_facts_that_cannot_be_are_told_with_what_can(checked: Asked) -> None:
    *wrong, right = checked(*({"id": 1, "facts": facts} for facts, _ in [*NOT_FACTS, ({}, "")]))[0]

    for answer, (facts, message) in zip(wrong, NOT_FACTS, strict=True):
        assert message in answer["error"], facts
    assert "verdicts" in right


def test_every_wrong_fact_of_a_line_is_named(checked: Asked) -> None:
    ((wrong,), _) = checked({"id": 1, "facts": {"region": "soul", "company_size": "tiny", "x": 1}})

    assert all(word in wrong["error"] for word in ("soul", "tiny", "'x'"))


def test_the_intake_is_that_of_the_day(gongo: Gongo) -> None:
    def intake(day: str) -> Json:
        line = b'{"id": 1, "facts": {}}'
        return dict(json.loads(gongo("check", "--jsonl", "--today", day, input=line).stdout)["intake"])

    assert intake("2025-08-10")["advanced"] != "open"
    assert intake("2025-08-11") == {"advanced": "open", "basic": "closed"}
    assert intake("2025-08-29")["advanced"] == "open"
    assert intake("2025-08-30")["advanced"] == "closed"


def test_a_self_check_goes_step_by_step_to_its_result(gongo: Gongo) -> None:
    result = gongo("check", *DAY, input="1\n경기도 화성\n1\n")

    assert result.exit_code == 0
    assert "[1] 기초" in result.stdout
    assert result.stdout.count("요건을 충족하지 않습니다") == 2
    assert "[" not in result.stdout.partition("자가진단 결과입니다.")[2]  # no button that nobody can press


@pytest.mark.parametrize("lines", ["", "그만\n", "1\n\x00\n모름\n"])
def test_a_self_check_that_breaks_off_ends_well(gongo: Gongo, lines: str) -> None:
    assert gongo("check", *DAY, input=lines).exit_code == 0


@pytest.mark.parametrize(
    "arguments", ["['check', '--jsonl']", "['rules', 'check']", "['ingest']", "['--help']"]
)
def test_what_does_not_search_imports_nothing_heavy(
    started: Callable[..., subprocess.Popen[bytes]], arguments: str
) -> None:
    code = (
        "import sys\nfrom bot.cli import app\n"
        f"try: app({arguments})\n"
        f"finally: print([one for one in {HEAVY} if one in sys.modules])"
    )
    process = started(program=[sys.executable, "-c", code])
    out, _ = process.communicate(b'{"id": 1, "facts": {"region": "gwangju"}}\n', timeout=PATIENCE)

    assert process.returncode == 0
    assert out.splitlines()[-1] == b"[]"


# --- chat and run -----------------------------------------------------------------------------------------------


def test_buttons_are_pressed_by_number(gongo: Gongo) -> None:
    result = gongo("chat", *DAY, input="/language\n2\n/check\n2\n")

    assert result.exit_code == 0
    assert "  [2] English" in result.stdout
    assert "I will answer in English." in result.stdout
    assert "Question 2/" in result.stdout


def test_a_number_that_is_no_button_is_text(gongo: Gongo) -> None:
    lines = ["7", "", "  /help  ", "0", "²", "9" * 5_000]

    assert gongo("chat", *DAY, input="\n".join(lines)).exit_code == 0


def test_without_a_token_run_is_the_chat_and_says_how_to_get_telegram(gongo: Gongo) -> None:
    result = gongo("run", input="고도화는 얼마까지 지원되나요?\n")

    assert result.exit_code == 0
    assert "@BotFather" in result.stderr
    assert "1억 5천만원" in result.stdout


def test_settings_that_cannot_be_are_told_by_name(gongo: Gongo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", "localhost")
    result = gongo("run")

    assert result.exit_code == 1
    assert "TELEGRAM_API_URL: expected an address such as" in result.stderr


async def ended(process: subprocess.Popen[bytes]) -> tuple[str, str]:
    out, err = await asyncio.to_thread(process.communicate, timeout=PATIENCE)
    return out.decode(), err.decode()


async def test_run_serves_telegram_until_it_is_stopped(
    started: Callable[..., subprocess.Popen[bytes]],
) -> None:
    async with TelegramServer() as server:
        user = server.chat(7001)
        process = started("run", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url)
        await user.says("고도화는 얼마까지 지원되나요?")
        heard = await user.hears()
        process.send_signal(signal.SIGTERM)
        out, err = await ended(process)

    assert "1억 5천만원" in heard.text
    assert f"@{server.me['username']} answers on Telegram with pack" in out
    assert process.returncode == 0
    assert TOKEN not in out + err
    assert "DEBUG" not in err


async def test_run_with_a_wrong_token_says_so_and_ends_with_1(
    started: Callable[..., subprocess.Popen[bytes]],
) -> None:
    async with TelegramServer() as server:
        wrong = TOKEN[:-1] + "x"
        process = started("run", TELEGRAM_BOT_TOKEN=wrong, TELEGRAM_API_URL=server.url)
        out, err = await ended(process)

    assert process.returncode == 1
    assert "Telegram does not know this bot token (TELEGRAM_BOT_TOKEN)" in err.splitlines()[-1]
    assert "Traceback" not in err
    assert wrong not in out + err


async def test_run_with_a_home_that_does_not_serve_says_so_and_ends_with_1(
    started: Callable[..., subprocess.Popen[bytes]], home: Path
) -> None:
    home.write_text("a file where the folder should be")
    async with TelegramServer() as server:
        process = started("run", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url)
        _, err = await ended(process)

    assert process.returncode == 1
    assert f"GONGO_HOME is {home}" in err.splitlines()[-1]
    assert "Traceback" not in err


# --- ingest -----------------------------------------------------------------------------------------------------

PAPERS = "# 제출 서류\n\n제출 서류는 사업자등록증과 중소기업확인서입니다.\n"
ASKED = {"id": 1, "text": "제출 서류는요?"}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    file = tmp_path / "inbox" / "제출서류.txt"
    file.parent.mkdir()
    file.write_text(PAPERS, encoding="utf-8")
    return file


def test_a_text_of_staff_answers_what_the_documents_leave_open(
    gongo: Gongo, asked: Asked, papers: Path
) -> None:
    ((before,), _) = asked(ASKED)
    added = gongo("ingest", papers, "--publisher", "중소기업중앙회", "--date", "2025-03-31")
    ((after,), _) = asked(ASKED)

    assert before["status"] == "not_in_documents"
    assert added.stdout.startswith("added ")
    assert after["status"] == "answered"
    assert "사업자등록증과 중소기업확인서" in after["text"]
    assert [one["date"] for one in after["citations"]] == ["2025-03-31"]
    assert after["citations"][0]["quote"] in PAPERS


def test_a_text_that_is_taken_away_stops_answering_at_once(gongo: Gongo, asked: Asked, papers: Path) -> None:
    gongo("ingest", papers)
    ((with_it,), _) = asked(ASKED)
    removed = gongo("ingest", "--remove", papers.name)
    ((without,), _) = asked(ASKED)

    assert with_it["status"] == "answered"
    assert (removed.exit_code, removed.stdout[:8]) == (0, "removed ")
    assert without["status"] == "not_in_documents"
    assert "사업자등록증" not in without["text"]


def test_ingest_tells_what_changed_and_lists_what_there_is(gongo: Gongo, papers: Path) -> None:
    said = [gongo("ingest", papers).stdout.split()[0], gongo("ingest", papers.parent).stdout.split()[0]]
    papers.write_text(PAPERS + "\n사본도 됩니다.\n", encoding="utf-8")
    said.append(gongo("ingest", papers).stdout.split()[0])

    assert said == ["added", "same", "changed"]
    assert "제출 서류" in gongo("ingest").stdout


def test_ingest_without_documents_says_that_there_are_none(gongo: Gongo, home: Path) -> None:
    result = gongo("ingest")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "no document was added" in result.stderr
    assert not home.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.txt"], "missing.txt: no such file"),
        (["--remove", "missing"], "no document 'missing' was added; there are: none"),
        ([sys.executable], "no reader for a file without a suffix"),
        ([str(Path(__file__).parents[2] / "knowledge" / "documents")], "Gongo has a document with the id"),
    ],
)
def test_ingest_refuses_with_1_and_a_reason(gongo: Gongo, arguments: list[str], message: str) -> None:
    result = gongo("ingest", *arguments)

    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr


def test_a_document_that_was_spoilt_by_hand_is_told_and_the_others_answer(
    gongo: Gongo, asked: Asked, papers: Path, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    gongo("ingest", papers)
    (home / "documents" / "spoilt.ko.md").write_text("no front matter", encoding="utf-8")

    listed = gongo("ingest")
    ((answer,), code) = asked(ASKED)

    assert listed.exit_code == 1
    assert "spoilt.ko.md:1: no front matter" in listed.stderr
    assert "제출 서류" in listed.stdout
    assert (answer["status"], code) == ("answered", 0)
    assert "spoilt.ko.md:1: no front matter" in caplog.text


# --- a home that does not serve ---------------------------------------------------------------------------------


def test_ask_needs_no_home_for_what_it_knows(gongo: Gongo, home: Path) -> None:
    home.write_text("a file where the folder should be")
    result = gongo("ask", "고도화는 얼마까지 지원되나요?", *DAY)

    assert result.exit_code == 0
    assert "1억 5천만원" in result.stdout


def test_an_index_that_cannot_be_kept_is_held_in_memory_and_that_is_said(
    gongo: Gongo, asked: Asked, papers: Path, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    gongo("ingest", papers)
    (home / "index").write_text("a file where the folder should be")

    ((answer,), code) = asked(ASKED)

    assert (answer["status"], code) == ("answered", 0)
    assert f"The index cannot be kept in GONGO_HOME and is held in memory: {home}" in caplog.text


def test_check_needs_no_home(gongo: Gongo, checked: Asked, home: Path) -> None:
    home.write_text("a file where the folder should be")

    assert checked({"id": 1, "facts": {}})[1] == 0


def test_ingest_into_a_home_that_does_not_serve_says_so(gongo: Gongo, papers: Path, home: Path) -> None:
    home.write_text("a file where the folder should be")
    result = gongo("ingest", papers)

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"GONGO_HOME is {home}; point it at a folder" in result.stderr


def test_a_damaged_index_is_made_anew(gongo: Gongo, asked: Asked, papers: Path, home: Path) -> None:
    gongo("ingest", papers)
    asked(ASKED)
    stored = [path for path in (home / "index").rglob("*") if path.is_file() and path.suffix != ".lock"]
    for path in stored:
        path.write_bytes(b"damaged")

    ((answer,), code) = asked(ASKED)

    assert stored
    assert (answer["status"], code) == ("answered", 0)


# --- rules check ------------------------------------------------------------------------------------------------


def test_the_shipped_rules_are_in_order(gongo: Gongo) -> None:
    result = gongo("rules", "check")

    assert result.exit_code == 0
    assert "every quote is word for word in its document" in result.stdout


@pytest.mark.parametrize(
    ("file", "right", "wrong", "message"),
    [
        ("2025.yaml", "when: {company_size:", "when: {company_sise:", "did you mean 'company_size'?"),
        ("2025.yaml", "quote:", "qoute:", "did you mean 'quote'?"),
        ("2025.yaml", "최대 1억 5천만원", "최대 2억 5천만원", ""),
        ("facts.yaml", "type: choice", "type: [choice", ""),
        ("topics.yaml", "handler: cap", "handler: cup", "cup"),
    ],
)
def test_a_broken_rule_is_told_with_its_file_and_line(
    gongo: Gongo, tmp_path: Path, file: str, right: str, wrong: str, message: str
) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    text = (folder / file).read_text(encoding="utf-8")
    line = text[: text.index(right)].count("\n") + 1
    (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")

    result = gongo("rules", "check", "--folder", folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{file}:" in result.stderr
    assert message in result.stderr
    told = [
        int(one.partition(f"{file}:")[2].partition(":")[0])
        for one in result.stderr.splitlines()
        if file in one
    ]
    assert min(abs(one - line) for one in told) <= 3


@pytest.mark.parametrize("option", ["--folder", "--documents"])
def test_a_folder_that_is_not_there_is_told(gongo: Gongo, tmp_path: Path, option: str) -> None:
    result = gongo("rules", "check", option, tmp_path / "nowhere")

    assert result.exit_code == 1
    assert "nowhere" in result.stderr
