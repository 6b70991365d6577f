"""Sets as files: what may be written, and every problem at its line, all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.answering.pack import RULES, Pack
from bot.evaluation.sets import read_set, read_sets
from rules.plain_yaml import RuleFileError
from tests.bot.evaluation.conftest import Write

QUESTIONS = """\
- id: a
  group: cap
  language: ko
  text: "기초는 얼마까지?"
  status: [answered, verdict]
  figures: ["won:80000000"]
  paraphrases: basic-cap
  topic: cap
  facts: {manufacturer: yes, region: [busan, daegu], company_size: null}
  date: 2025-04-01
- id: b
  language: mixed
  text: "cap?"
  status: question
"""


def problems(write: Write, text: str) -> list[tuple[int, str]]:
    with pytest.raises(RuleFileError) as refused:
        write(text)
    return [(one.line, one.message) for one in refused.value.problems]


def test_a_list_of_questions_is_a_set(write: Write) -> None:
    first, second = write(QUESTIONS).questions

    assert (first.kind, first.paraphrases, first.day) == ("cap", "basic-cap", date(2025, 4, 1))
    assert (first.expected.status, first.expected.topics) == (("answered", "verdict"), ("cap",))
    assert first.expected.facts == {"manufacturer": True, "region": ["busan", "daegu"], "company_size": None}
    assert (first.expected.language, second.expected.language) == ("ko", None)
    assert second.expected.status == ("question",)


def test_a_map_says_whether_the_set_is_blind_and_what_day_it_is(write: Write) -> None:
    found = write("blind: true\ndate: 2026-11-22\nquestions:\n" + QUESTIONS)

    assert found.blind
    assert [one.day for one in found.questions] == [date(2025, 4, 1), date(2026, 11, 22)]


def test_turns_of_a_dialogue_are_numbered_and_korean_ones_are_held_to_korean(write: Write) -> None:
    turns = "turns: [{text: 고도화는요?, status: [answered]}, {text: why?, status: [answered]}]"
    (dialogue,) = write(f"- id: d\n  language: ko\n  {turns}\n").dialogues

    assert [one.id for one in dialogue.turns] == ["d.1", "d.2"]
    assert [one.expected.language for one in dialogue.turns] == ["ko", None]


def test_staff_cases_are_read_as_they_are(pack: Pack) -> None:
    found = read_set(RULES / "cases" / "2025.yaml", pack)

    assert len(found.cases) > 20


def test_every_problem_is_told_at_its_line(write: Write) -> None:
    found = problems(
        write,
        """\
- id: a
  langage: ko
  text: "?"
  status: [answerd]
  figures: ["wom:80000000", "80000000"]
  mentions: ["(unclosed"]
  date: 31 March
- id: b
  status: []
""",
    )

    assert found == [
        (2, "unknown key 'langage' (did you mean 'language'?)"),
        (4, "'answerd' is none of answered, verdict, question, not_in_documents, out_of_scope, smalltalk "
            "(did you mean 'answered'?) [0.status.0]"),
        (5, "'wom' is no kind of figure (did you mean 'won'?) [0.figures.0]"),
        (5, "a figure is written with its kind, as won:150000000 [0.figures.1]"),
        (6, "not a pattern: missing ), unterminated subpattern [0.mentions.0]"),
        (7, "expected a day in the form of 2025-03-31 [0.date]"),
        (8, "missing key 'text'"),
        (9, "Value should have at least 1 item after validation, not 0 [1.status]"),
    ]  # fmt: skip


def test_names_that_the_pack_does_not_have_are_refused_with_the_nearest(write: Write) -> None:
    found = problems(
        write,
        """\
- id: a
  text: "?"
  status: [verdict]
  verdicts: {basik: eligible}
  facts: {regoin: busan, region: pusan}
  topic: capp
  citations: [etnews-2025-03-31]
- id: a
  text: "?"
  status: [verdict]
""",
    )

    assert [(line, message.split(";")[0]) for line, message in found] == [
        (4, "no track 'basik' (did you mean 'basic'?)"),
        (5, "no fact 'regoin' (did you mean 'region'?)"),
        (5, "region: 'pusan'"),
        (6, "no topic 'capp' (did you mean 'cap'?)"),
        (7, "no document 'etnews-2025-03-31' (did you mean 'etnews-2025-03-30'?)"),
        (8, "the id 'a' is used twice"),
    ]


def test_problems_of_all_files_come_together(tmp_path: Path, pack: Pack) -> None:
    (tmp_path / "one.yaml").write_text("- id: a\n", encoding="utf-8")

    with pytest.raises(RuleFileError) as refused:
        read_sets([tmp_path / "one.yaml", tmp_path / "two.yaml"], pack)

    assert {Path(one.file).name for one in refused.value.problems} == {"one.yaml", "two.yaml"}


def test_two_files_of_one_name_could_not_be_told_apart(tmp_path: Path, pack: Pack) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "set.yaml").write_text(QUESTIONS, encoding="utf-8")

    with pytest.raises(RuleFileError, match=r"two sets are named set\.yaml"):
        read_sets([tmp_path / "a" / "set.yaml", tmp_path / "b" / "set.yaml"], pack)


@pytest.mark.parametrize(
    "text", ["[]", "questions: []", "word", "1", "- word", "turns: 1", "cases: []", "- [a]"]
)
def test_other_data_is_refused_or_empty_and_never_breaks(write: Write, text: str) -> None:
    try:
        found = write(text + "\n")
    except RuleFileError:
        return
    assert found.questions == ()
