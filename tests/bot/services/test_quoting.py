"""A document laid out with its quotes: nothing of its text is lost or added, whatever it holds."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.pack import load_pack
from bot.console.visits import templates
from bot.services.quoting import Block, Quoted, anchor_of, laid_out, parts_of, quotes_of

PACK = load_pack()
_PIECES = st.sampled_from(
    ["# ", "## 제목", " ##", "\n", "\n\n", "|", " | ", "\\|", "|---|---|\n", "---", "- ", "2억원", "<script>alert(1)</script>",
     "<td>", "&amp;", '"', "'", "한도는 ", "\t", " ", "a", "a a", "</mark>", "\u2028", "\x0b", "-->"]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)


class _Content(HTMLParser):
    """What a browser's textContent would be."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


def content_of(blocks: tuple[Block, ...]) -> _Content:
    page = _Content()
    page.feed(str(templates().get_template("laid_out.html").module.laid_out(blocks)))  # type: ignore[attr-defined]
    page.close()
    return page


@st.composite
def quoted_texts(draw: st.DrawFn) -> tuple[str, list[Quoted]]:
    text = draw(_TEXTS)
    ends = st.integers(0, len(text))
    cuts = draw(st.lists(st.tuples(ends, ends), max_size=6))
    return text, [Quoted(text[min(cut) : max(cut)]) for cut in cuts] + [Quoted("nowhere to be found")]


@given(quoted_texts())
@settings(max_examples=400, deadline=None)
def test_the_pages_text_is_the_documents_text_with_any_quotes_over_each_other(
    given_text: tuple[str, list[Quoted]],
) -> None:
    text, quotes = given_text

    page = content_of(laid_out(text, quotes))

    assert "".join(page.text) == text
    assert "script" not in page.tags


@given(quoted_texts())
@settings(max_examples=200, deadline=None)
def test_a_quote_is_marked_from_its_anchor_on_to_its_end(given_text: tuple[str, list[Quoted]]) -> None:
    text, quotes = given_text

    spans = [span for block in laid_out(text, quotes) for row in block.rows for cell in row for span in cell]

    for quoted in quotes:
        starts = [
            at
            for at, span in enumerate(spans)
            if anchor_of(quoted.text) in {one.anchor for one in span.begins}
        ]
        is_there = bool(quoted.text.strip()) and " ".join(quoted.text.split()) in " ".join(text.split())
        assert len(starts) == is_there
        for start in starts:
            marked = ""
            for span in spans[start:]:
                if quoted.anchor not in {one.anchor for one in span.within}:
                    break
                marked += span.text
            assert " ".join(marked.split()).startswith(" ".join(quoted.text.split()))


def test_headings_and_tables_are_seen_as_such() -> None:
    text = (
        "머리말\n\n# 한도 #\n\n| 유형 | 한도 |\n|---|---|\n| 고도화 | 2억원 \\| 부가세 |\n| 기초 |\n\n### 끝"
    )

    first, head, table, end = laid_out(text, [Quoted("| 고도화 | 2억원")])

    assert (first.kind, head.kind, head.depth, table.kind, end.depth) == ("text", "heading", 1, "table", 2)
    shown = [
        ["".join(span.text for span in cell if not span.is_markup) for cell in row] for row in table.rows
    ]
    assert shown == [["유형", "한도"], ["고도화", "2억원 \\| 부가세"], ["기초"]]


def test_every_quote_of_the_rules_is_found_in_its_document() -> None:
    for document in PACK.documents:
        quotes = quotes_of(PACK.programme, document)
        begun = {
            one.anchor
            for block in laid_out(document.text, quotes)
            for row in block.rows
            for cell in row
            for span in cell
            for one in span.begins
        }
        assert begun == {one.anchor for one in quotes}, document.key


def test_every_figure_of_a_rule_leads_to_a_quote_that_states_it() -> None:
    names = PACK.programme.names
    for edition in PACK.programme.editions.values():
        for statement in edition.statements.values():
            for language in ("ko", "en"):
                told = statement.says.in_(language)
                wanted = sum(told.count("{" + name + "}") for name in statement.figures)
                led = [one for one in parts_of(statement, language, names) if one.proof]
                assert len(led) == wanted, (statement.id, language)
