"""Additions to the shipped files as text: they stand where they belong, and every other line stays as it was."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.drafting import (
    EXAMPLES_PATH,
    CannotEdit,
    NewCorrection,
    NewStatement,
    Quote,
    document_path,
    with_correction,
    with_example,
    with_statement,
)
from bot.services.packfiles import shipped_texts
from knowledge.documents import DocumentError
from rules.facts import Text
from rules.plain_yaml import read_plain

SHIPPED = shipped_texts()
STATEMENT = NewStatement(
    "new-one",
    Text("한도는 {cap}입니다: #1", "It is {cap}."),
    [Quote("edaily-2025-03-30", Text("가: 나", 'a "b" #c'))],
    {"cap": ("won", 150_000_000), "opens": ("date", "2025-03-31")},
)


def added(before: str, after: str) -> list[str]:
    """The lines that are new; fails if one is gone."""
    diff = list(difflib.ndiff(before.split("\n"), after.split("\n")))
    assert not [one for one in diff if one.startswith("- ")]
    return [one[2:] for one in diff if one.startswith("+ ")]


def test_an_example_stands_last_among_those_of_its_topic_and_language() -> None:
    before = SHIPPED[EXAMPLES_PATH]
    after = with_example(before, "cap", "ko", '"최대"로  받으면: 얼마?')

    assert added(before, after) == ['      - "\\"최대\\"로 받으면: 얼마?"']
    assert read_plain(after, "x").data["examples"]["cap"]["ko"][-1] == '"최대"로 받으면: 얼마?'
    with pytest.raises(CannotEdit, match="already"):
        with_example(after, "cap", "ko", '"최대"로 받으면: 얼마?')
    with pytest.raises(CannotEdit, match="has words"):
        with_example(after, "cap", "ko", "  ")


def test_an_example_of_a_topic_or_language_without_any_makes_its_place() -> None:
    first = with_example(None, "cap", "en", "how much")
    second = with_example(first, "cap", "ko", "얼마")
    third = with_example(second, "intake", "ko", "언제")

    assert read_plain(third, "x").data["examples"] == {
        "cap": {"en": ["how much"], "ko": ["얼마"]},
        "intake": {"ko": ["언제"]},
    }


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_words_are_written_so_that_they_are_read_again(words: str) -> None:
    base = "# first\nschema: 1\nexamples:\n  cap:\n    ko:\n      - 하나\n\n# last\n"
    try:
        after = with_example(base, "cap", "ko", words)
    except CannotEdit:
        return
    assert read_plain(after, "x").data["examples"]["cap"]["ko"] == ["하나", " ".join(words.split())]
    assert [one for one in after.split("\n") if one.startswith("#")] == ["# first", "# last"]


@pytest.mark.parametrize("edition", ["2022", "2023", "2024", "2025", "2026", "2027"])
def test_a_statement_stands_at_the_end_of_the_statements(edition: str) -> None:
    before = SHIPPED[f"rules/{edition}.yaml"]
    after = with_statement(before, edition, STATEMENT)
    data = read_plain(after, "x").data

    assert list(data["statements"])[-1] == "new-one"
    assert data["statements"]["new-one"]["figures"] == {
        "cap": {"won": 150_000_000},
        "opens": {"date": "2025-03-31"},
    }
    assert added(before, after)[0] == "  new-one:"
    with pytest.raises(CannotEdit, match="already"):
        with_statement(after, edition, STATEMENT)


def test_a_correction_stands_at_the_end_and_makes_its_file() -> None:
    new = NewCorrection("advanced-cap", ("won", 1), ("won", 2), STATEMENT)
    before = SHIPPED["rules/2025.corrections.yaml"]
    after = with_correction(before, "2025", new)
    made = read_plain(with_correction(None, "2024", new), "x").data

    assert added(before, after)[0] == '  - id: "new-one"'
    assert made["corrections"] == read_plain(after, "x").data["corrections"][-1:]
    with pytest.raises(CannotEdit, match="already"):
        with_correction(after, "2025", new)


def test_a_file_written_in_another_way_is_left_alone() -> None:
    with pytest.raises(CannotEdit, match="edit it as text"):
        with_example("{schema: 1, examples: {cap: {ko: [하나]}}}", "cap", "ko", "둘")
    with pytest.raises(CannotEdit, match="no map of statements"):
        with_statement("schema: 1\n", "2025", STATEMENT)


def test_a_document_belongs_where_its_front_matter_says() -> None:
    assert {document_path(text) for path, text in SHIPPED.items() if path.startswith("documents/")} == {
        path for path in SHIPPED if path.startswith("documents/")
    }
    for text in ("words", "---\nid: ../x\nlanguage: ko\n---\nwords", ""):
        with pytest.raises(DocumentError):
            document_path(text)
