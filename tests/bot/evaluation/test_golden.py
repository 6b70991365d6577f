"""Golden cases: proposed from an answer, and the same whether kept, exported or read by `gongo eval`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.answering.pack import Pack
from bot.evaluation.golden import Entry, as_yaml, entries_of, made, propose, read_entry, turns_of
from bot.evaluation.running import Row, Runner
from bot.evaluation.sets import read_set
from rules.plain_yaml import RuleFileError
from tests.bot.evaluation.conftest import Run

DAY = date(2026, 11, 22)


def rows(entry: Entry, runner: Runner) -> list[Row]:
    return list(runner.run([read_entry(entry, runner.answerer.pack)], lambda kind, written: True))


def case(runner: Runner, *messages: str) -> Entry:
    found = propose(runner, messages, DAY)
    return made(
        found.turn, found.earlier, id="x", kind="cap", language=found.language, tags=["a", "b"], day=DAY
    )


def test_what_is_proposed_holds_now(runner: Runner) -> None:
    entry = case(runner, "기초 단계는 얼마까지 지원되나요?")

    assert entry["status"] == ["answered"]
    assert any(one.startswith("won:") for one in entry["figures"])
    assert (entry["topic"], entry["language"], entry["date"]) == (["cap"], "ko", "2026-11-22")
    assert [one.wrong for one in rows(entry, runner)] == [()]


def test_a_chat_becomes_a_case_whose_last_message_is_held_to_something(runner: Runner) -> None:
    entry = case(runner, "고도화는 얼마까지예요?", "그럼 기초는요?")
    first, last = rows(entry, runner)

    assert (first.correct, last.correct, len(entry["turns"])) == (True, True, 2)
    assert last.expected == ("answered",)
    assert turns_of(entry)[-1]["figures"]


def test_an_answer_that_is_no_longer_the_same_fails(runner: Runner) -> None:
    entry = {**case(runner, "기초 단계는 얼마까지 지원되나요?"), "figures": ["won:1"]}
    (row,) = rows(entry, runner)

    assert not row.correct
    assert [one.what for one in row.faults] == ["lacks won:1"]


def test_a_forbidden_statement_does_harm(runner: Runner, run: Run) -> None:
    (answer,) = rows(case(runner, "전화번호 알려주세요"), runner)
    spoken = propose(runner, ["전화번호 알려주세요"], DAY).outcome.segments[0].origin
    entry = {**case(runner, "전화번호 알려주세요"), "forbidden_statements": [spoken]}
    (row,) = rows(entry, runner)

    assert answer.correct
    assert [one.what for one in row.harmful] == [f"says {spoken}"]
    with pytest.raises(RuleFileError, match="no statement 'no-such'"):
        run('- {id: a, text: "?", status: answered, forbidden_statements: "statement:no-such"}')


def test_a_file_of_cases_is_read_as_it_was_written(runner: Runner, pack: Pack, tmp_path: Path) -> None:
    entries = [
        {**case(runner, "기초 단계는 얼마까지 지원되나요?"), "id": "one"},
        {**case(runner, "부산에 있는 제조 중소기업인데 신청되나요?", "왜요?"), "id": "two"},
    ]
    text = as_yaml(entries)
    (tmp_path / "golden.yaml").write_text(text, encoding="utf-8")

    assert list(entries_of(text, "golden.yaml", pack)) == entries
    found = read_set(tmp_path / "golden.yaml", pack)
    assert (len(found.questions), len(found.dialogues)) == (1, 1)
    assert found.questions[0].tags == ("a", "b")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("blind: true\nquestions:\n- {id: a, text: q, status: answered}", "blind"),
        ("- {id: a, text: q, status: answerd}", "file:1:.*did you mean 'answered'"),
        ("- {id: a, text: q, status: answered}\n- {id: a, text: q, status: answered}", "file:2:.*used twice"),
        ("- [", "not YAML"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused(text: str, told: str, pack: Pack) -> None:
    with pytest.raises(RuleFileError, match=told):
        entries_of(text, "file", pack)
