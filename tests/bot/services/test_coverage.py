"""Rules and documents against each other: the shipped ones cover each other, and each gap is seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.pack import RULES, Pack, load_pack
from bot.services.coverage import FILE, Coverage, Mark, coverage, read_marks
from knowledge.documents import Document
from rules.plain_yaml import RuleFileError


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def covered(pack: Pack, *documents: Document) -> Coverage:
    return coverage(pack.programme, documents or pack.documents, read_marks(RULES))


def document(pack: Pack, key: str) -> Document:
    return next(one for one in pack.documents if one.key == key)


def line_of_last(document: Document) -> int:
    """The line of the document's file on which its text ends."""
    return document.first_line + len(document.text.splitlines()) - 1


def test_the_shipped_rules_and_documents_cover_each_other(pack: Pack) -> None:
    result = covered(pack)

    assert (result.unclaimed_figures, result.unclaimed_conditions) == ((), ())
    assert (result.unfound, result.idle) == ((), ())
    assert result.figures > 300
    assert result.conditions > 70


@pytest.mark.parametrize("figure", ["7억원", "2025년 9월 1일", "37개사", "15%"])
def test_a_figure_that_no_rule_claims_is_named_with_its_line(pack: Pack, figure: str) -> None:
    changed = document(pack, "etnews-2025-03-30.ko")
    changed = replace(changed, text=f"{changed.text}\n새로운 {figure}입니다.")

    (found,) = covered(pack, changed).unclaimed_figures

    assert (found.document, found.found) == ("etnews-2025-03-30.ko", figure)
    assert (found.line, found.sentence) == (line_of_last(changed), f"새로운 {figure}입니다.")


def test_a_figure_is_claimed_only_by_what_quotes_its_document(pack: Pack) -> None:
    """The 19 billion won of 2024 are no figure of the training page."""
    changed = document(pack, "training.ko")
    changed = replace(changed, text=f"{changed.text}\n예산은 190억원입니다.")

    assert [one.found for one in covered(pack, changed).unclaimed_figures] == ["190억원"]


@pytest.mark.parametrize(
    ("key", "sentence", "words"),
    [
        ("training.ko", "교육은 제조업체에 한하여 열립니다.", "에 한하여"),
        ("training.ko", "휴업 기업은 제외하며 신청할 수 없습니다.", "제외, 수 없"),
        ("training.en", "Only manufacturers may attend.", "Only, may"),
    ],
)
def test_a_condition_that_no_rule_quotes_is_named_with_its_line(
    pack: Pack, key: str, sentence: str, words: str
) -> None:
    changed = document(pack, key)
    changed = replace(changed, text=f"{changed.text}\n{sentence}")

    (found,) = covered(pack, changed).unclaimed_conditions

    assert (found.document, found.found, found.sentence) == (key, words, sentence)
    assert found.line == line_of_last(changed)


def test_a_quote_claims_only_the_conditions_that_it_reaches(pack: Pack) -> None:
    shipped = document(pack, "ksmnews-2025-07-15.ko")
    quoted = "2025년 포항 모집은 기초 단계"
    changed = replace(shipped, text=shipped.text.replace(quoted, f"휴업 기업은 제외하고, {quoted}"))

    assert covered(pack, shipped).unclaimed_conditions == ()
    assert [one.found for one in covered(pack, changed).unclaimed_conditions] == ["제외"]


def test_a_quote_counts_across_line_ends(pack: Pack) -> None:
    shipped = document(pack, "ksmnews-2025-07-15.ko")
    wrapped = replace(shipped, text=shipped.text.replace("기업만 대상으로", "기업만\n대상으로"))

    assert covered(pack, wrapped).unclaimed_conditions == ()


def test_a_mark_settles_the_condition_of_its_sentence_alone(pack: Pack) -> None:
    changed = document(pack, "training.ko")
    changed = replace(changed, text=f"{changed.text}\n교육은 필수입니다. 결석은 불가합니다.")
    words = {"ko": "교육은 필수", "en": "Training is compulsory"}
    mark = Mark("training", words, {"ko": "예", "en": "example"})

    found = coverage(pack.programme, [changed], [mark])

    assert [one.found for one in found.unclaimed_conditions] == ["불가"]


def test_a_heading_needs_no_statement(pack: Pack) -> None:
    changed = document(pack, "etnews-2025-03-30.ko")

    assert covered(pack, replace(changed, text=f"{changed.text}\n## 7억원")).unclaimed_figures == ()


def test_a_value_that_its_documents_do_not_state_is_named(pack: Pack) -> None:
    documents = [
        replace(one, text=one.text.replace("213억원", "214억원")) if one.language == "ko" else one
        for one in pack.documents
    ]

    result = covered(pack, *documents)

    assert {one.language for one in result.unfound} == {"ko"}
    assert ("total-budget", "won 21300000000") in {(one.at, one.value) for one in result.unfound}


def test_a_mark_that_nothing_needs_is_told(pack: Pack) -> None:
    marks = read_marks(RULES)
    idle = replace(marks[0], document="training")

    assert coverage(pack.programme, pack.documents, [*marks, idle]).idle == (idle,)


def test_without_a_file_there_are_no_marks_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    assert read_marks(tmp_path) == ()
    (tmp_path / FILE).write_text("schema: 1\nnot_rules:\n  - document: training\n", encoding="utf-8")

    with pytest.raises(RuleFileError, match="missing key 'text'"):
        read_marks(tmp_path)
