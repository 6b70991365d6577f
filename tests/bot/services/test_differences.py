"""How texts differ: nothing is lost, and only what differs is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.services.differences import Line, Piece, by_lines, by_words

TEXT = st.lists(st.sampled_from(["한도", "cap", " ", "\n", "1", "."]), max_size=30).map("".join)


def lines_of(before: str | None, after: str | None) -> list[Line]:
    hunks, more = by_lines(before, after)
    assert more == 0
    return [line for hunk in hunks for line in hunk.lines]


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_their_pieces(before: str, after: str) -> None:
    pieces = by_words(before, after)

    assert "".join(one.text for one in pieces if one.kind != "new") == before
    assert "".join(one.text for one in pieces if one.kind != "gone") == after


@given(TEXT, TEXT)
def test_each_line_that_goes_or_comes_is_told_with_its_number(before: str, after: str) -> None:
    for line in lines_of(before, after):
        source = before if line.kind == "gone" else after
        assert source.split("\n")[line.number - 1] == "".join(one.text for one in line.pieces)


def test_a_line_shows_which_words_differ_and_what_stands_around() -> None:
    before = "\n".join(f"line {n}" for n in range(1, 51))
    after = before.replace("line 25", "row 25")
    lines = lines_of(before, after)

    assert [(one.kind, one.number) for one in lines] == [
        *(("same", n) for n in (22, 23, 24)),
        ("gone", 25),
        ("new", 25),
        *(("same", n) for n in (26, 27, 28)),
    ]
    assert lines[4].pieces == (Piece("new", "row"), Piece("same", " 25"))


def test_equal_texts_do_not_differ() -> None:
    assert by_lines("a\nb", "a\nb") == ((), 0)
    assert by_lines(None, None) == ((), 0)


def test_a_new_file_comes_whole_and_a_long_one_is_cut() -> None:
    hunks, more = by_lines(None, "\n".join(map(str, range(1000))), most=100)

    assert {one.kind for hunk in hunks for one in hunk.lines} == {"new"}
    assert sum(len(one.lines) for one in hunks) == 100
    assert more == 900


def test_what_is_too_long_to_compare_went_and_came() -> None:
    before, after = "\n".join(map(str, range(9000))), "\n".join(map(str, range(9000, 0, -1)))
    _, more = by_lines(before, after)

    assert more > 17_000
    assert [one.kind for one in by_words("a " * 3000, "b " * 3000)] == ["gone", "new"]
