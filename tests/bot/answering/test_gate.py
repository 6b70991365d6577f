"""The number gate: a segment leaves only with the figures of its origin, each in its own place."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.answering.answer import Answer, Citation, Context, Language, Segment
from bot.answering.composing import Composer, day, render
from bot.answering.gate import Refusal, check
from bot.answering.pack import Pack
from bot.answering.pipeline import Answerer
from bot.wiring import full_pack
from knowledge.figures import figures
from rules.edition import Figure, Programme, Statement
from rules.facts import Text
from tests.bot.answering.conftest import no_guess, no_passages

TODAY = date(2026, 11, 22)
SHIPPED = full_pack().programme
ADVANCED_CAP = Figure("won", 150_000_000)
YEAR = Figure("year", "2025")


def checked(text: str, origin: str, *stated: Figure, language: Language = "en") -> Refusal | None:
    return check(Segment(text, origin, stated), SHIPPED, language, {})


def cap(text: str) -> Refusal | None:
    return checked(f"2025: {text}", "statement:advanced-cap", YEAR, ADVANCED_CAP)


# --- what is refused --------------------------------------------------------------------------------------------


def test_a_figure_that_is_not_declared_is_refused() -> None:
    assert cap("up to 150 million won for each company") is None
    refusal = cap("150 million won for each company, 80 companies")

    assert refusal is not None
    assert refusal.origin == "statement:advanced-cap"
    assert "80" in refusal.reason


def test_a_declared_figure_that_the_text_lacks_is_refused() -> None:
    assert cap("much money for each company")


def test_two_true_figures_that_changed_places_are_refused() -> None:
    right = Composer(SHIPPED, "ko").statement(SHIPPED.statement("places-sum"))
    wrong_text = right.text.replace("80개사", "#").replace("105개사", "80개사").replace("#", "105개사")
    year, eighty, more, *rest = right.figures

    assert check(right, SHIPPED, "ko", {}) is None
    assert check(replace(right, text=wrong_text), SHIPPED, "ko", {})
    assert check(replace(right, text=wrong_text, figures=(year, more, eighty, *rest)), SHIPPED, "ko", {})


def test_a_figure_of_another_statement_is_refused() -> None:
    places = Figure("count", 105)

    assert checked("In 2025 105 companies.", "statement:basic-places", YEAR, places)
    assert checked("In 2025 105 companies.", "statement:advanced-places", YEAR, places)


@pytest.mark.parametrize(
    "slip", ["15억원", "1,500만원", "1.5억 달러 15억원", "1억 5천원", "1억원", "15백만원", "1억5000억원"]
)
def test_a_slip_of_units_is_refused(slip: str) -> None:
    text = f"2025년 고도화 유형의 지원금은 기업당 최대 {slip}입니다."

    assert checked(text, "statement:advanced-cap", YEAR, ADVANCED_CAP, language="ko")


@pytest.mark.parametrize(
    "same",
    [
        "1억 5천만원",
        "1.5억원",
        "1억5천만 원",
        "1억 5,000만원",
        "150,000,000원",
        "150백만원",
        "15천만원",
        "15000만원",
    ],
)
def test_one_amount_may_be_written_in_any_way(same: str) -> None:
    text = f"2025년 고도화 유형의 지원금은 기업당 최대 {same}입니다."

    assert checked(text, "statement:advanced-cap", YEAR, ADVANCED_CAP, language="ko") is None


def test_full_digits_and_millions_are_the_same_amount() -> None:
    template = "In the 2025 advanced track the support is up to {} for each company."

    for same in ("150 million won", "150,000,000 won", "KRW 150,000,000", "0.15 billion won"):
        text = template.format(same)
        assert checked(text, "statement:advanced-cap", YEAR, ADVANCED_CAP) is None, same
    assert checked(template.format("1.5 billion won"), "statement:advanced-cap", YEAR, ADVANCED_CAP)


def test_an_entry_on_silence_states_no_figure() -> None:
    assert checked("The documents do not give an own share.", "not_stated:own-share") is None
    assert checked("The own share is 40%.", "not_stated:own-share", Figure("percent", 40))


def test_a_reason_of_a_criterion_states_no_figure() -> None:
    assert checked("Not among them.", "criterion:basic.region:unmet") is None
    assert checked("Not among the 10 of them.", "criterion:basic.region:unmet", Figure("count", 10))


# --- what is exempt ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ask the Smart 365 Center.",
        "스마트365센터와 스마트 365 센터에 문의하세요.",
        "중간1만으로는 유형이 정해지지 않습니다. 중간2 이상이면 고도화입니다.",
        "Intermediate-1 alone does not settle it.",
        "See https://www.smart-factory.kr/notice/2025/31 for more.",
        "Write to help2025@kbiz.or.kr",
    ],
)
def test_names_and_links_are_no_figures(text: str) -> None:
    assert checked(text, "message:nearby") is None


@pytest.mark.parametrize("text", ["365 days a year", "중간10 수준", "중간1억", "See page 2025."])
def test_the_digits_of_a_name_alone_are_figures(text: str) -> None:
    assert checked(text, "message:nearby")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_todays_date_stands_in_the_interfaces_sentences(language: Language) -> None:
    segment = Composer(SHIPPED, language).say("intake_all_closed", year=YEAR, today=day(TODAY))

    assert check(segment, SHIPPED, language, {}) is None
    assert check(replace(segment, figures=segment.figures[:1]), SHIPPED, language, {})


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_users_wrong_figure_may_stand_only_where_it_is_corrected(language: Language) -> None:
    segment = Composer(SHIPPED, language).say("premise_wrong", ("15억", "300개사"), told="15억, 300개사")

    assert check(segment, SHIPPED, language, {}) is None
    assert check(replace(segment, corrects=()), SHIPPED, language, {})
    assert check(replace(segment, corrects=("15억",)), SHIPPED, language, {})


def test_a_statement_cannot_pass_a_wrong_figure_off_as_corrected() -> None:
    segment = Segment(
        "2025년 고도화 유형은 15억원이 아니라 최대 1억 5천만원입니다.",
        "statement:advanced-cap",
        (YEAR, ADVANCED_CAP),
        corrects=("15억원",),
    )

    assert check(segment, SHIPPED, "ko", {})


# --- quotes -----------------------------------------------------------------------------------------------------


def test_a_passage_is_quoted_word_for_word() -> None:
    passages = {"notice-1": "기업당 최대 1억 5천만원을 지원합니다."}

    def said(text: str, id: str = "notice-1") -> Refusal | None:
        return check(Segment(text, f"passage:{id}"), SHIPPED, "ko", passages)

    assert said("기업당 최대 1억 5천만원을 지원합니다.") is None
    assert said("기업당 최대 15억원을 지원합니다.")
    assert said("기업당 최대 1억 5천만원")
    assert said("기업당 최대 1억 5천만원을 지원합니다.", "another")


def test_a_quote_is_one_of_the_statements_own() -> None:
    own = SHIPPED.statement("advanced-cap").proof[0].quote
    other = SHIPPED.statement("total-budget").proof[0].quote

    def quoted(text: str, language: Language = "ko") -> Refusal | None:
        return checked(text, "quote:advanced-cap", language=language)

    assert quoted(own.ko) is None
    assert quoted(own.en, "en") is None
    assert quoted(other.ko)
    assert quoted(own.ko.replace("1억 5천만원", "15억원"))


def test_a_quote_may_be_one_of_a_criterion() -> None:
    sector, region = (
        next(one for one in SHIPPED.deciding.tracks["advanced"].criteria if one.id == id)
        for id in ("sector", "region")
    )

    def quoted(text: str) -> Refusal | None:
        return checked(text, "quote:criterion:advanced.sector", language="ko")

    assert quoted(sector.says.proof[0].quote.ko) is None
    assert quoted(region.says.proof[0].quote.ko)


def test_the_title_of_a_cited_document_is_no_figure_of_ours() -> None:
    citation = Citation("a.ko", "2024년 공고 제12호", "중기부", "2024", "https://example.org", "…", False)
    segment = Segment("‘2024년 공고 제12호’에서 옮긴 내용입니다.", "message:source_quote", (), (citation,))

    assert check(segment, SHIPPED, "ko", {}) is None
    assert check(replace(segment, citations=()), SHIPPED, "ko", {})


# --- the whole pack ---------------------------------------------------------------------------------------------


def statements(programme: Programme) -> Iterator[Statement]:
    for edition in programme.editions.values():
        yield from edition.statements.values()


def all_figures(programme: Programme) -> list[Figure]:
    return sorted(
        {figure for one in statements(programme) for figure in one.figures.values()},
        key=lambda one: (one.kind, str(one.value)),
    )


@pytest.mark.parametrize("language", ["ko", "en"])
def test_everything_that_the_pack_says_passes(pack: Pack, language: Language) -> None:
    composer = Composer(pack.programme, language)
    said = [composer.statement(one) for one in statements(pack.programme)]
    for edition in pack.programme.editions.values():
        said += [composer.correction(one, ()) for one in edition.corrections]
        said += [composer.not_stated(one) for one in edition.not_stated.values()]
        for track in edition.tracks.values():
            for criterion in track.criteria:
                origin = f"criterion:{track.id}.{criterion.id}"
                said.append(replace(composer.statement(criterion.says), origin=f"{origin}:says"))
                said.append(composer.part(criterion.unmet, f"{origin}:unmet", criterion.says))
                if criterion.silent_says:
                    said.append(composer.part(criterion.silent_says, f"{origin}:silent", criterion.says))

    refused = [one for one in (check(segment, pack.programme, language, {}) for segment in said) if one]
    assert refused == []


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_one_figure_of_the_pack_in_place_of_another_is_refused(data: st.DataObject) -> None:
    statement = data.draw(st.sampled_from(list(statements(SHIPPED))))
    language: Language = data.draw(st.sampled_from(["ko", "en"]))
    name, right = data.draw(st.sampled_from(sorted(statement.figures.items())))
    wrong = data.draw(st.sampled_from(all_figures(SHIPPED)).filter(lambda one: one != right))
    figures_now = {**statement.figures, name: wrong}
    template = statement.says.in_(language)
    text, stated = render(template, figures_now, language)
    original, honest = render(template, statement.figures, language)
    # "from 1 to 9 June 2023" says the same as "from 1 June 2023 to 9 June 2023".
    assume(values_in(text) != values_in(original))

    for declared in (stated, honest):
        segment = Segment(text, f"statement:{statement.id}", declared)
        assert check(segment, SHIPPED, language, {}), text


def values_in(text: str) -> list[tuple[str, object]]:
    return [(one.kind, one.value) for one in figures(text, SHIPPED.names)]


# --- in the pipeline --------------------------------------------------------------------------------------------


def with_sentence(pack: Pack, id: str, sentence: str) -> Pack:
    """The pack with a fault planted: one statement's Korean sentence, past all checks of loading."""
    edition = pack.programme.deciding
    faulty = replace(edition.statements[id], says=Text(sentence, sentence))
    edition = replace(edition, statements={**edition.statements, id: faulty})
    editions = {**pack.programme.editions, edition.id: edition}
    return replace(pack, programme=replace(pack.programme, editions=editions))


def asked(pack: Pack, text: str) -> Answer:
    return Answerer(pack, no_passages, no_passages, no_guess).answer(text, Context(), TODAY)[0]


def stated_amounts(answer: Answer) -> set[object]:
    return {one.value for part in answer.segments for one in figures(part.text) if one.kind == "won"}


def test_a_wrong_sentence_is_left_out_and_what_is_right_is_sent(
    pack: Pack, caplog: pytest.LogCaptureFixture
) -> None:
    faulty = with_sentence(pack, "advanced-cap", "{year}년 고도화 유형의 지원금은 최대 15억원입니다.")

    with caplog.at_level(logging.ERROR):
        answer = asked(faulty, "지원금이 얼마예요?")

    assert stated_amounts(answer) == {60_000_000, 80_000_000}
    assert answer.status == "answered"
    assert "statement:advanced-cap" in caplog.text


def test_an_answer_that_is_wrong_altogether_is_replaced(pack: Pack) -> None:
    faulty = with_sentence(pack, "advanced-cap", "{year}년 고도화 유형은 {cap}, 최대 15억원까지도 됩니다.")

    answer = asked(faulty, "고도화는 얼마까지예요?")

    assert answer.status == "not_in_documents"
    assert [one.origin for one in answer.segments] == ["message:gate_refused"]
    assert stated_amounts(answer) == set()
    assert not answer.verdicts
