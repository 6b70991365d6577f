"""The page stands alone: well-formed, nothing fetched, nothing of the texts read as markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from bot.evaluation.comparing import Comparison
from bot.evaluation.page import page
from bot.evaluation.rates import Rate
from bot.evaluation.report import report
from bot.evaluation.scoring import Fault
from tests.bot.evaluation.rows import RIGHT

NASTY = '<script src="https://example.org/x.js">"고도화"&'
WRONG = replace(RIGHT, id="w", correct=False, text=NASTY, faults=(Fault("status", NASTY),), confidence=0.3)
BLIND = replace(WRONG, id="secret-id", blind=True, text=None, faults=(Fault("status", ""),))
COMPARISON = Comparison("old", Rate(1, 2), Rate(1, 2), (WRONG, BLIND), (), (), 1.0, 0, 0)


class Tags(HTMLParser):
    """Which tags there are, and whether each that was opened is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def drawn() -> str:
    rows = [replace(RIGHT, milliseconds=1.0, paraphrases="g"), replace(RIGHT, paraphrases="g"), WRONG, BLIND]
    return page(report(rows), title=NASTY, note="pack", comparison=COMPARISON)


def test_the_page_is_well_formed_and_has_plots() -> None:
    tags = Tags()
    tags.feed(drawn())

    assert tags.open == []
    assert {"svg", "polyline", "circle", "table"} <= tags.seen


def test_the_page_fetches_nothing() -> None:
    tags = Tags()
    tags.feed(drawn())

    assert not tags.seen & {"script", "link", "img", "iframe", "object", "image", "use"}
    assert not tags.attributes & {"src", "href", "srcset", "xlink:href"}
    assert not re.search(r"url\(|@import", drawn())
    assert "example.org" not in drawn().replace("https://example.org/x.js&quot;", "")


def test_texts_are_no_markup() -> None:
    assert "<script" not in drawn()
    assert "&lt;script" in drawn()


def test_the_page_is_dark_where_the_reader_wants_it() -> None:
    assert "prefers-color-scheme:dark" in drawn()


def test_of_a_blind_set_the_page_tells_stages_and_kinds_only() -> None:
    assert "secret-id" not in drawn()
    assert "Faults in blind sets" in drawn()


def test_a_page_of_one_row_is_drawn_too() -> None:
    tags = Tags()
    tags.feed(page(report([replace(RIGHT, status="smalltalk", kind="")]), title="t", note="n"))

    assert tags.open == []
