"""The receipt of a self-check: what stands in it, that it is always the same, and how it is typeset."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from shutil import copytree

import pylopdf_fonts_ko
import pytest
from fontTools.ttLib import TTFont
from pypdfium2 import PdfDocument

from bot.answering.answer import Language
from bot.answering.pack import DOCUMENTS, RULES, Pack, load_pack
from bot.messenger.rendering import MESSAGE_UNITS, render, utf16_units
from bot.services.receipt import Line, Receipt, as_pdf, as_reply, as_text, receipt
from bot.services.receipt_pdf import IN_PRINT
from bot.wording.catalogue import LANGUAGES, catalogue, say
from rules.facts import read_facts

DAY = date(2026, 11, 22)
# Mid-sized, where the documents are silent; a region that it does not know.
UNDECIDED = {
    "company_size": "mid_sized",
    "manufacturer": True,
    "region": "uncertain",
    "target_level": "basic",
}
GYEONGGI = {"company_size": "sme", "manufacturer": True, "region": "gyeonggi", "target_level": "basic"}
GWANGJU = {**GYEONGGI, "region": "gwangju"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def of(pack: Pack, told: dict[str, object], language: Language = "ko", day: date = DAY) -> Receipt:
    return receipt(pack, read_facts(told, pack.programme.facts), day, language)


def lines(written: Receipt) -> Iterator[Line]:
    return (line for section in written.sections for block in section.blocks for line in block)


def pages(written: Receipt) -> list[str]:
    return [page.get_textpage().get_text_range() for page in PdfDocument(as_pdf(written))]


# --- what stands in it ------------------------------------------------------------------------------------------


def test_it_shows_the_company_as_it_was_understood_and_what_it_does_not_know(pack: Pack) -> None:
    text = as_text(of(pack, UNDECIDED))

    for row in ("· 기업 규모: 중견기업", "· 제조업 여부: 예", "· 공장 소재지: 모름"):
        assert row in text.splitlines()


def test_a_company_of_which_nothing_is_known_gets_one_too(pack: Pack) -> None:
    text = as_text(of(pack, {}, "en"))

    assert say("en", "receipt_no_answers") in text
    assert "It cannot be said yet" in text


@pytest.mark.parametrize("told", [UNDECIDED, GYEONGGI, GWANGJU])
def test_every_criterion_of_every_track_has_its_mark_its_sentence_and_a_quote(
    pack: Pack, told: dict[str, object]
) -> None:
    facts = read_facts(told, pack.programme.facts)
    findings = [one for verdict in pack.judge.judge(facts).values() for one in verdict.findings]

    blocks = [block for section in of(pack, told, "en").sections for block in section.blocks]
    criteria = [block for block in blocks if block[0].style in ("met", "unmet", "unknown")]

    assert [block[0].style for block in criteria] == [one.state for one in findings]
    assert all(block[0].label and block[0].text and block[-1].style == "quote" for block in criteria)


def test_an_unmet_criterion_says_why(pack: Pack) -> None:
    text = as_text(of(pack, GYEONGGI))

    assert "공장이 있는 지역은 이 회차의 기초 유형에 참여하는 지자체에 들어 있지 않습니다." in text


def test_the_cap_and_the_intake_of_that_day_are_told(pack: Pack) -> None:
    closed, still_open = (as_text(of(pack, GWANGJU, day=day)) for day in (DAY, date(2025, 4, 1)))

    assert "최대 8천만원" in next(one.text for one in lines(of(pack, GWANGJU)) if one.label == "지원 한도:")
    assert "2025년 기초 유형의 접수는 마감되어" in closed
    assert "2025년 기초 유형은 접수 중입니다." in still_open


def test_while_the_region_is_open_one_sentence_tells_the_caps_of_the_whole_track(pack: Pack) -> None:
    caps = [one.text for one in lines(of(pack, UNDECIDED)) if one.label == "지원 한도:"]

    assert len(caps) == 1
    assert "6천만원 또는 8천만원" in caps[0]


def test_what_is_missing_stands_beside_who_knows_it(pack: Pack) -> None:
    missing = as_text(of(pack, UNDECIDED, "en")).partition("What is still missing")[2].partition("Sources")[0]
    company, _, body = missing.partition(say("en", "receipt_body_knows"))

    assert "· Place of the factory: Where is the factory" in company
    assert "· Basic track: Company size" in body
    assert "02-2124-4311~4" in body


def test_a_settled_result_needs_nothing_more(pack: Pack) -> None:
    assert say("ko", "receipt_nothing_missing") in as_text(of(pack, GYEONGGI))


def test_a_closed_track_tells_what_would_have_to_change(pack: Pack) -> None:
    text = as_text(of(pack, GYEONGGI, "en"))

    assert "One of these would have to be different.\n· target level → advanced" in text
    assert "One of these would have to be different.\n· place of the factory → Busan" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_that_it_is_no_decision_and_names_edition_day_and_pack(
    pack: Pack, language: Language
) -> None:
    text = as_text(of(pack, GWANGJU, language))

    assert {"ko": "결정이 아닙니다", "en": "not a decision"}[language] in text
    assert {"ko": "2026년 11월 22일", "en": "22 November 2026"}[language] in text
    assert {"ko": "2025년 회차", "en": "2025 edition"}[language] in text
    assert pack.name in text
    assert pack.digest in text


def test_a_pack_that_is_due_for_review_is_called_so(pack: Pack) -> None:
    texts = [as_text(of(pack, GWANGJU, "en", day)) for day in (DAY, date(2027, 4, 1))]

    assert ["due for review" in one for one in texts] == [False, True]


# --- whose words, which figures ---------------------------------------------------------------------------------


def test_gongos_summary_is_called_so_and_never_quoted_as_the_publishers_words(pack: Pack) -> None:
    quotes = [one for one in lines(of(pack, UNDECIDED, "en")) if one.style == "quote"]

    assert quotes
    assert all(one.label.startswith(("Gongo's summary of ", "Gongo's research notes")) for one in quotes)
    assert not any("“" in one.text for one in quotes)


def test_a_publishers_own_words_stand_in_quotation_marks_under_its_name(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    copytree(DOCUMENTS, documents)
    for path in documents.glob("etnews-2025-03-30.*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace('own_words: "true"', 'own_words: "false"'))
    written = of(load_pack(RULES, documents), GWANGJU)

    quote = next(one for one in lines(written) if one.style == "quote")

    assert (quote.label, quote.text[0], quote.text[-1]) == ("전자신문(etnews) [1]", "“", "”")


def test_every_number_of_a_quote_is_that_of_its_source(pack: Pack) -> None:
    written = of(pack, UNDECIDED)
    numbers = [re.findall(r"\[\d+\]$", one.label)[0] for one in lines(written) if one.style == "quote"]
    sources = [one.label for one in lines(written) if one.style == "source"]

    assert sources == list(dict.fromkeys(numbers))
    assert sources == [f"[{one}]" for one in range(1, len(sources) + 1)]


def test_a_source_has_publisher_date_and_address(pack: Pack) -> None:
    first = next(one for one in lines(of(pack, GWANGJU, "en")) if one.style == "source")

    assert "etnews" in first.text
    assert first.text.endswith(", 30 March 2025")
    assert first.address == "https://etnews.com/20250330000032"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gate_lets_every_line_of_every_receipt_pass(pack: Pack, language: Language) -> None:
    regions = [str(one.value) for one in pack.programme.facts["region"].choices]
    for region, size, target in product(regions, ("sme", "mid_sized", "large"), ("basic", "advanced")):
        told = {"company_size": size, "manufacturer": True, "region": region, "target_level": target}

        assert say(language, "gate_refused") not in as_text(of(pack, told, language))


# --- in a chat --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_a_chat_it_is_cut_between_blocks_into_messages_that_telegram_takes(
    pack: Pack, language: Language
) -> None:
    written = of(pack, UNDECIDED, language)
    messages = render(as_reply(written))

    assert len(messages) > 1
    assert all(utf16_units(one.plain) <= MESSAGE_UNITS for one in messages)
    assert "\n\n".join(one.plain for one in messages) + "\n" == as_text(written)


# --- always the same --------------------------------------------------------------------------------------------


def test_equal_companies_get_equal_receipts(pack: Pack) -> None:
    turned = dict(reversed(GWANGJU.items()))

    assert of(pack, GWANGJU) == of(load_pack(), turned)


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    def written(name: str, seed: str) -> bytes:
        options = ["--receipt", name, "--today", str(DAY), "--facts", json.dumps(UNDECIDED)]
        command = [sys.executable, "-c", "from bot.cli import main; main()", "check", *options]
        subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
        return (tmp_path / name).read_bytes()

    assert written("a.pdf", "1") == written("b.pdf", "2")
    assert written("a.txt", "1") == written("b.txt", "2")


# --- typeset ----------------------------------------------------------------------------------------------------


def written_texts(pack: Pack) -> Iterator[str]:
    """All that may come to stand in a receipt: sentences of the catalogues, the rules and the documents."""
    for language in LANGUAGES:
        yield from catalogue(language).values()
    for path in RULES.glob("*.yaml"):
        if not path.name.startswith(("topics", "examples")):  # what people type, never shown
            yield path.read_text(encoding="utf-8")
    for document in pack.documents:
        yield from (document.text, document.title, document.publisher, document.address)


def test_the_font_has_a_glyph_for_every_character_that_may_stand_in_it(pack: Pack) -> None:
    glyphs = TTFont(pylopdf_fonts_ko.sans_path()).getBestCmap()
    characters = set("".join(written_texts(pack)).translate(IN_PRINT)) - {"\n"}

    assert [one for one in sorted(characters | {"\u00a0"}) if ord(one) not in glyphs] == []


def words(*texts: str) -> set[str]:
    return {one.rstrip(":") for one in " ".join(texts).translate(IN_PRINT).split()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("told", [UNDECIDED, GYEONGGI, {}])
def test_its_pages_hold_every_word_and_none_is_torn_at_the_end_of_a_line(
    pack: Pack, told: dict[str, object], language: Language
) -> None:
    written = of(pack, told, language)
    texts = [part for one in lines(written) for part in (one.label, one.text, one.address)]
    headings = [one.heading for one in written.sections]

    printed = pages(written)

    page_numbers = words("/", *map(str, range(1, len(printed) + 1)))
    wanted = words(written.title, written.basis, written.notice, *headings, *texts)
    assert words(*printed) - page_numbers == wanted - page_numbers


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_ends_with_a_heading(pack: Pack, language: Language) -> None:
    for told in ({**GYEONGGI, "region": region} for region in ("gyeonggi", "gwangju", "gyeongbuk_other")):
        written = of(pack, told, language)
        headings = {one.heading for one in written.sections}

        for page in pages(written):
            *_, last, footer = page.splitlines()
            assert footer.startswith(pack.name)
            assert last not in headings


def test_it_is_a4_small_dated_by_its_day_and_numbered(pack: Pack) -> None:
    pdf = as_pdf(of(pack, UNDECIDED))
    read = PdfDocument(pdf)
    numbers = [page.get_textpage().get_text_range().split()[-3:] for page in read]

    assert len(pdf) < 200_000
    assert [round(one / 72 * 25.4) for one in read[0].get_size()] == [210, 297]
    assert read.get_metadata_dict()["CreationDate"] == "D:20261122000000+09'00'"
    assert numbers == [[f"{one}", "/", f"{len(read)}"] for one in range(1, len(read) + 1)]


def test_nothing_that_typesets_is_imported_before_a_pdf_is_wanted() -> None:
    program = (
        "import sys, bot.cli, bot.services.receipt; print([one for one in sys.modules if one in "
        "('fpdf', 'fontTools', 'PIL', 'pylopdf_fonts_ko')])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"
