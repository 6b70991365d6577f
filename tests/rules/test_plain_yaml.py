from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import rules.plain_yaml
from rules.plain_yaml import PlainFile, Problem, RuleFileError, read_plain
from tests.rules.building import CORRECTIONS, EDITION, FACTS, PROGRAMME, examples


def read(text: str) -> object:
    return read_plain(text, "f.yaml").data


def refusal(text: str) -> str:
    with pytest.raises(RuleFileError) as refused:
        read_plain(text, "f.yaml")
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1", {"a": 1}),
        ("a: -7", {"a": -7}),
        ("a: 80_000_000", {"a": 80_000_000}),
        ("a: 007", {"a": 7}),
        ("a: true\nb: false", {"a": True, "b": False}),
        ("a:\nb: null\nc: ~", {"a": None, "b": None, "c": None}),
        ("[a, [b], {c: d}]", ["a", ["b"], {"c": "d"}]),
        ("- 기초\n- 고도화", ["기초", "고도화"]),
        ("---\na: b\n...\n", {"a": "b"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: >\n  one\n  two\n", {"a": "one two\n"}),
    ],
)
def test_a_file_becomes_maps_lists_text_whole_numbers_true_false_and_null(text, data):
    assert read(text) == data


@pytest.mark.parametrize(
    "word", ["yes", "no", "True", "NULL", "1.5", "1e3", "0x1F", "2025-13-45", "2025-03-31", "12:30", "none"]
)
def test_everything_else_is_the_text_that_was_written(word):
    assert read(f"a: {word}") == {"a": word}


@pytest.mark.parametrize("quoted", ['"7"', "'7'", '"true"', "'null'"])
def test_what_is_quoted_is_text(quoted):
    assert read(f"a: {quoted}") == {"a": quoted[1:-1]}


def test_a_number_too_long_to_be_an_amount_stays_text():
    assert read("a: " + "9" * 5000) == {"a": "9" * 5000}


_words = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=12)
_plain = st.recursive(
    _words | st.integers(-(10**18), 10**18) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words, inner, max_size=4),
    max_leaves=12,
)


@examples(100)
@given(_plain)
def test_what_was_written_is_read(data):
    assert read(json.dumps(data, ensure_ascii=False)) == data


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b\nc: *a", "f.yaml:2:4: anchors and aliases are not allowed; write it out"),
        ("a: &x b", "f.yaml:1:4: anchors and aliases are not allowed; write it out"),
        ("a: &x [b]\nc: *x", "f.yaml:1:4: anchors and aliases are not allowed; write it out"),
        ("a: !!int 3", "f.yaml:1:4: tags (tag:yaml.org,2002:int) are not allowed; write plain data"),
        ("a: !!python/name:os.system x", "are not allowed; write plain data"),
        ("a: !mine {b: c}", "f.yaml:1:4: tags (!mine) are not allowed; write plain data"),
        ("a: 1\nb:\n  c: 2\n  c: 3", "f.yaml:4:3: 'c' is written twice here"),
        ('a: 1\n"a": 2', "f.yaml:2:1: 'a' is written twice here"),
        ("? [a]\n: b", "f.yaml:1:3: a key must be one word, not a list or a map"),
        ("", "f.yaml:1:1: the file is empty"),
        ("# only a comment\n", "the file is empty"),
        ("\ufeff", "f.yaml:1:1: the file is empty"),
        ("a: b\nc: [d\n", "f.yaml:3:1: not YAML: did not find expected ',' or ']'"),
        ("a: b\n\tc: d", "f.yaml:2:1: not YAML: found a tab character that violates indentation"),
        ("a: 'b\n", "f.yaml:2:1: not YAML: found unexpected end of stream"),
        ("a: b: c", "f.yaml:1:5: not YAML: mapping values are not allowed in this context"),
        ("a: 1\n---\nb: 2", "f.yaml:2:1: a second document begins"),
        ("a: 1\nb: \0", "f.yaml:2:4: not YAML: control characters are not allowed"),
        ("한글: 1\n한글: \x07", "f.yaml:2:5: not YAML: control characters are not allowed"),
        ("a: 1\n기초: \ud800", "f.yaml:2:5: not text: half a character stands here"),
        ("[" * 31, "f.yaml:1:31: nested deeper than 30"),
        ("- " * 31 + "a", "f.yaml:1:61: nested deeper than 30"),
        ("a" * 1_000_001, "f.yaml:1:1: the file is larger than 1,000,000 bytes"),
        ("가" * 333_334, "f.yaml:1:1: the file is larger than 1,000,000 bytes"),
    ],
    ids=lambda value: value[:20].encode("unicode_escape").decode(),
)
def test_what_is_refused_and_where(text, message):
    assert message in refusal(text)


def test_thirty_levels_are_read():
    assert read("[" * 30 + "]" * 30)


# In a process of its own: a parser that recursed in C would take the test run down with it.
@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "a: {", "[{a: "])
def test_sixty_thousand_brackets_are_refused_not_recursed_into(opening):
    program = (
        "import sys\n"
        "from rules.plain_yaml import RuleFileError, read_plain\n"
        "try:\n"
        "    read_plain(sys.argv[1] * 60_000, 'f.yaml')\n"
        "except RuleFileError as error:\n"
        "    print(error)\n"
    )
    root = Path(rules.plain_yaml.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", program, opening], cwd=root, capture_output=True, text=True, timeout=60
    )

    assert (done.returncode, done.stderr) == (0, "")
    told = ("nested deeper than 30", "not YAML", "a key must be one word")
    assert any(one in done.stdout for one in told)


def data_or_refusal(text: str) -> None:
    try:
        file = read_plain(text, "f.yaml")
    except RuleFileError as error:
        assert error.problems
        assert all(one.file == "f.yaml" and one.line > 0 and one.column > 0 for one in error.problems)
    else:
        json.dumps(file.data)


@examples(1000)
@given(st.text(st.characters(exclude_categories=())))
@example("\ud800")
@example("a: \udfff")
@example("\0")
@example("a\0b")
@example("--- !<> a")
@example("%YAML 3.0\n---\na")
@example("%TAG ! x\n--- a")
@example("? \n: x")
@example('"\\ud800"')
@example("a: |9\n  x")
@example("\x85")
@example("---")
def test_any_text_gives_data_or_a_refusal(text):
    data_or_refusal(text)


@examples(1000)
@given(st.text("\n\n  :-[]{}?!&*|>'\"%@`#,~<=ab01\t\r\0\x85\u2028\ufeff\ud800가", max_size=60))
def test_any_text_of_yaml_signs_gives_data_or_a_refusal(text):
    data_or_refusal(text)


@st.composite
def mutated_files(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from([PROGRAMME, FACTS, EDITION, CORRECTIONS]))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 1, 3, 40])))
        other = draw(st.integers(0, len(text)))
        new = draw(
            st.sampled_from(["", "\0", "\ud800", "&a ", "*a", "!!set ", "{", "]", "\t", "'", "\n", ": "])
        )
        text = text[:start] + draw(st.sampled_from([new, text[other : other + 30]])) + text[end:]
    return text


@examples(500)
@given(mutated_files())
def test_a_mutated_rule_file_gives_data_or_a_refusal(text):
    data_or_refusal(text)


def test_a_problem_stands_at_the_deepest_part_that_the_file_has():
    file = read_plain("a:\n  b:\n    - c\n    - d: 1\n", "f.yaml")

    assert file.problem(("a", "b", 1, "d"), "x") == Problem("f.yaml", 4, 7, "x")
    assert file.problem(("a", "b", 1, "missing", "too"), "x") == Problem("f.yaml", 4, 7, "x")
    assert file.problem(("a", "missing"), "x") == Problem("f.yaml", 1, 1, "x")
    assert PlainFile("f.yaml", None).problem(("a",), "x") == Problem("f.yaml", 1, 1, "x")


def test_problems_are_told_once_each_and_in_order_of_file_and_line():
    problems = [
        Problem("b", 1, 1, "x"),
        Problem("a", 10, 1, "x"),
        Problem("a", 9, 5, "x"),
        Problem("b", 1, 1, "x"),
    ]

    assert str(RuleFileError(problems)).splitlines() == ["a:9:5: x", "a:10:1: x", "b:1:1: x"]
