"""Sets through the dialogue: what is kept of each message, and what is not kept of a blind set."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest

from bot.answering.answer import Citation, Language
from bot.answering.given import PassageFound
from bot.answering.pack import RULES, Pack
from bot.evaluation.running import Runner, to_json
from bot.evaluation.sets import read_set
from tests.bot.evaluation.conftest import Run, Write

SECRET = "고도화는 얼마까지 지원되나요?"
WRONG = f"""\
blind: BLIND
questions:
  - id: a
    group: cap
    language: ko
    text: "{SECRET}"
    status: [answered]
    figures: ["won:777000000"]
    forbidden: ["won:150000000"]
    mentions: ["비밀"]
"""
DIALOGUE = """\
- id: d
  language: mixed
  turns:
    - {text: "고도화는 얼마까지 줘요?", status: [answered], figures: ["won:150000000"]}
    - {text: "그럼 기초는요?", status: [answered], figures: ["won:80000000"]}
    - {text: "우리 회사 자격 되는지 봐주세요", status: [question]}
"""


def everything(kind: str, written: str) -> bool:
    return True


def test_the_turns_of_a_dialogue_are_one_chat(run: Run) -> None:
    rows = run(DIALOGUE)

    assert [(one.id, one.status, one.correct) for one in rows] == [
        ("d.1", "answered", True),
        ("d.2", "answered", True),
        ("d.3", "question", True),
    ]


def test_a_question_knows_nothing_of_the_one_before(run: Run) -> None:
    rows = run(
        "- {id: a, text: 고도화는 얼마까지 줘요?, status: [answered]}\n- {id: b, text: 거긴요?, status: [answered]}\n"
    )

    assert [one.correct for one in rows] == [True, False]


def test_an_open_set_tells_what_was_wrong(run: Run) -> None:
    (row,) = run(WRONG.replace("BLIND", "false"))

    assert row.text == SECRET
    assert [one.what for one in row.wrong] == [
        "states won:150000000",
        "lacks won:777000000",
        "does not mention 비밀",
    ]


def test_of_a_blind_set_no_text_is_kept_not_even_what_was_expected(run: Run) -> None:
    (row,) = run(WRONG.replace("BLIND", "true"))

    assert (row.correct, {one.stage for one in row.wrong}) == (False, {"figures", "mentions"})
    kept = json.dumps(to_json(row), ensure_ascii=False)
    assert not any(part in kept for part in (SECRET, "777", "비밀", "150000000"))


def test_only_what_is_wanted_is_scored_yet_every_turn_is_asked(write: Write, runner: Runner) -> None:
    of = write(DIALOGUE.replace('{text: "그럼', '{language: ko, text: "그럼'))

    rows = list(runner.run([of], lambda kind, written: written == "ko"))

    assert [(one.id, one.correct) for one in rows] == [("d.2", True)]


def test_staff_cases_run_as_self_checks(pack: Pack, runner: Runner) -> None:
    of = read_set(RULES / "cases" / "2025.yaml", pack)

    rows = list(runner.run([of], everything))

    assert {(one.kind, one.correct, one.grounded) for one in rows} == {("self-check", True, None)}


def test_a_self_check_that_comes_out_otherwise_for_certain_does_harm(pack: Pack, runner: Runner) -> None:
    of = read_set(RULES / "cases" / "2025.yaml", pack)
    case = next(one for one in of.cases if any(e.verdict == "eligible" for e in one.expected.values()))
    flipped = {
        track: replace(one, verdict="ineligible") if one.verdict == "eligible" else one
        for track, one in case.expected.items()
    }

    (row,) = runner.run([replace(of, cases=(replace(case, expected=flipped),))], everything)

    assert not row.correct
    assert {one.stage for one in row.harmful} == {"verdicts"}


@pytest.mark.parametrize(
    ("document", "correct_stage"), [("etnews-2025-03-30", True), ("edaily-2025-03-30", False)]
)
def test_a_search_is_scored_where_a_document_is_expected(
    write: Write, runner: Runner, document: str, correct_stage: bool
) -> None:
    def search(query: str, language: Language) -> Sequence[PassageFound]:
        cited = Citation(f"{document}.{language}", "", "", "", "", "", True)
        return [PassageFound("p", "", 0.9, 0.9, cited, False)]

    entry = "- {id: a, text: 고도화는 얼마까지 줘요?, status: [answered], documents: etnews-2025-03-30}\n"
    (row,) = replace(runner, search=search).run([write(entry)], everything)

    assert "retrieval" in row.checked
    assert all(one.stage != "retrieval" for one in row.faults) == correct_stage


def test_times_come_from_the_clock_that_is_handed_in(write: Write, runner: Runner) -> None:
    ticks = count()
    of = write(DIALOGUE)

    rows = list(replace(runner, clock=lambda: next(ticks) / 100).run([of], everything))

    assert [one.milliseconds for one in rows] == pytest.approx([10.0, 10.0, 10.0])


def test_a_question_that_concepts_explain_is_read_more_surely_than_one_they_do_not(run: Run) -> None:
    sure, unsure, lost = run(
        "- {id: a, text: 고도화 최대 얼마, status: answered}\n"
        "- {id: b, text: 우리 사장님이 어제 술자리에서 그러시던데 혹시 고도화인가 뭔가가 있나 봐요, status: answered}\n"
        "- {id: c, text: 무지개 우산, status: out_of_scope}\n"
    )

    assert sure.confidence > unsure.confidence > lost.confidence == 0
