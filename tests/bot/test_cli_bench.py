"""`gongo bench retrieval` on tiny made-up sets: what it prints, saves and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app


def retrieval(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["bench", "retrieval", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One set in Korean and one of translations, as they are published."""
    paragraphs = [
        {"context": f"{word} 공정은 {place}에서 합니다.", "qas": [{"question": f"{word}은 어디에서 하나요?"}]}
        for word, place in {"금형": "부산", "사출": "대구", "도금": "광주"}.items()
    ]
    found = tmp_path / "sets"
    found.mkdir()
    (found / "korean.json").write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), encoding="utf-8")
    (found / "lines.kor-eng.kor").write_text("오늘은 비가 온다.\n날씨가 춥다.\n", encoding="utf-8")
    (found / "lines.kor-eng.eng").write_text("It rains today.\nIt is cold.\n", encoding="utf-8")
    (found / "notes.txt").write_text("not a set", encoding="utf-8")
    return found


def test_every_set_has_every_retriever_and_what_is_no_set_is_named(folder: Path, tmp_path: Path) -> None:
    result = retrieval(folder, "--json", tmp_path / "figures.json", "--cross-validate")

    assert result.exit_code == 0
    assert "notes.txt" in result.stderr
    assert "korean: 3 questions, 3 passages" in result.stdout
    assert "Gongo at recall@5: +0.0 points" in result.stdout
    assert "fold 5" in result.stdout
    saved = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert list(saved["sets"]) == [
        "korean",
        "lines.kor-eng",
        "lines.kor-eng beside korean",
        "korean beside lines.kor-eng",
    ]
    assert all(len(one["retrievers"]) == 6 for one in saved["sets"].values())
    assert saved["sets"]["lines.kor-eng beside korean"]["retrievers"]["Gongo"]["recall_5"] == 1
    assert len(saved["folds"]) == 5


def test_a_sample_has_so_many_questions(folder: Path) -> None:
    result = retrieval(folder, "--sample", 1)

    assert result.exit_code == 0
    assert "korean: 1 questions, 2 passages" in result.stdout
    assert "Cross-validation" not in result.stdout


@pytest.mark.parametrize("content", ["{", '{"data": [{}]}'])
def test_a_broken_set_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "broken.json").write_text(content)

    result = retrieval(tmp_path)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "broken.json" in result.stderr


def test_a_folder_without_sets_or_none_at_all_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        result = retrieval(folder)

        assert result.exit_code == 1
        assert str(folder) in result.stderr
