from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.conditions import All
from rules.conditions import Test as FactTest  # pytest would take `Test` for a class of tests
from rules.facts import Text
from rules.loading import load_programme
from rules.plain_yaml import RuleFileError
from tests.rules.building import (
    CORRECTIONS,
    EARLIER_EDITION,
    EDITION,
    FACTS,
    NOTICE,
    PROGRAMME,
    examples,
    write_programme,
)


@pytest.fixture
def tiny(tmp_path):
    return write_programme(tmp_path)


def messages(tiny):
    return [(Path(one.file).name, one.line, one.message) for one in tiny.problems()]


# --- what is right ----------------------------------------------------------------------------------------------


def test_the_files_of_a_folder_become_a_programme(tiny):
    programme = tiny.load()

    assert (programme.id, programme.title.en) == ("tiny", "Tiny programme")
    assert programme.review_by == date(2027, 3, 31)
    assert list(programme.editions) == ["2024", "2025"]
    assert programme.deciding.id == "2025"
    assert programme.contact is programme.statement("contact")
    assert programme.sources == {"notice": NOTICE}


def test_facts_have_their_choices_in_written_order_and_shares_that_sum_to_one(tiny):
    facts = tiny.load().facts

    assert [(one.value, one.share) for one in facts["size"].choices] == [
        ("small", 0.6),
        ("medium", 0.3),
        ("large", 0.1),
    ]
    assert [(one.value, one.share) for one in facts["maker"].choices] == [(True, 0.9), (False, 0.1)]
    assert [one.share for one in facts["dealings"].choices] == [0.5, 0.5]
    assert [key for key, one in facts.items() if not one.matters] == ["dealings"]


def test_a_criterion_carries_its_sentence_its_condition_and_its_proof(tiny):
    size, maker = tiny.load().deciding.tracks["basic"].criteria

    assert size.when == FactTest("size", "one_of", frozenset(["small", "medium"]))
    assert size.silent == FactTest("size", "is", frozenset(["medium"]))
    assert size.silent_says.en == "Medium companies are not named."
    assert size.says.proof[0].source is NOTICE
    assert maker.when == All(
        (
            FactTest("maker", "is", frozenset([True])),
            FactTest("dealings", "one_of", frozenset([True, False])),
        )
    )
    assert (maker.id, maker.says.id, maker.says.confidence) == ("maker", "basic.maker", "M")


def test_a_track_has_its_cap_by_region_and_its_windows(tiny):
    basic = tiny.load().deciding.tracks["basic"]

    assert basic.cap.of("north").won == (60_000_000,)
    assert basic.cap.of("south").won == basic.cap.of(None).won == (80_000_000,)
    assert [(one.id, one.only) for one in basic.windows] == [
        ("first", None),
        ("again", None),
        ("south", ("region", "south")),
    ]
    assert all(one.opens_known for one in basic.windows)


def test_a_correction_names_the_wrong_and_the_right_figure_of_a_statement(tiny):
    (one,) = tiny.load().deciding.corrections

    assert (one.statement.id, one.wrong.value, one.right.value) == ("cap", 800_000_000, 80_000_000)


def test_what_is_not_stated_has_what_is_known_nearby(tiny):
    programme = tiny.load()

    assert programme.not_stated("scoring").nearby == (programme.statement("places"),)


def test_a_statement_or_silence_that_no_edition_has_is_a_key_error(tiny):
    programme = tiny.load()

    for look_up in (programme.statement, programme.not_stated):
        with pytest.raises(KeyError):
            look_up("nothing")


RIGHT = {
    "a quote over two lines of its source": (
        "2025.yaml",
        "작은 회사를 돕습니다.",
        "작은 회사를\\n  돕습니다.",
    ),
    "a digit that belongs to a name": ("2025.yaml", "It is for small", "Smart 365 is for small"),
    "an edition written as a number": ("2025.yaml", 'edition: "2025"', "edition: 2025"),
    "a day on which it was already open": (
        "2025.yaml",
        "opens: 2025-08-11",
        "opens_known: no, opens: 2025-08-11",
    ),
    "a month, a year and a percentage": (
        "2025.yaml",
        '{firms} companies."\n    figures:',
        '{firms} {a} {b} {c}"\n    figures:\n      a: {month: "2025-12"}\n      b: {year: 2025}\n      c: {percent: 0}',
    ),
}


@pytest.mark.parametrize("case", RIGHT)
def test_what_staff_may_write(tiny, case):
    file, old, new = RIGHT[case]
    tiny.change(file, old, new)
    if "month" in case:
        tiny.change(file, "{firms}개사를", "{a} {b} {c} {firms}개사를")

    assert tiny.problems() == ()


# --- what staff get wrong ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mistake:
    """One text replaced by another; `at` are the texts on whose lines the problem stands (else the new text's)."""

    file: str
    old: str
    new: str
    says: str
    at: tuple[str, ...] = ()


YEAR = "2025.yaml"
NORTH = "        north: {won: [60_000_000], statement: north-cap}"
MISTAKES = {
    # conditions
    "misspelt fact": Mistake(
        YEAR, "when: {size: {", "when: {sise: {", "unknown fact 'sise' (did you mean 'size'?)"
    ),
    "misspelt choice": Mistake(
        YEAR,
        "[small, medium]",
        "[small, midium]",
        "'midium' is not a choice of 'size' (did you mean 'medium'?)",
    ),
    "choice nothing is like": Mistake(
        YEAR, "[small, medium]", "[small, 7]", "'7' is not a choice of 'size' (known: large, medium, small)"
    ),
    "misspelt operator": Mistake(
        YEAR,
        "when: {size: {one_of",
        "when: {size: {oneof",
        "unknown operator 'oneof' (did you mean 'one_of'?)",
    ),
    "operator of another language": Mistake(
        YEAR,
        "when: {size: {one_of",
        "when: {size: {equals",
        "unknown operator 'equals' (known: is, is_not, none_of, one_of)",
    ),
    "text for yes or no": Mistake(
        YEAR,
        "{maker: {is: yes}}",
        "{maker: {is: maybe}}",
        "'maybe' is not a value of 'maker'; expected yes or no",
    ),
    "number for yes or no": Mistake(
        YEAR, "{maker: {is: yes}}", "{maker: {is: 1}}", "'1' is not a value of 'maker'; expected yes or no"
    ),
    "one_of without a list": Mistake(
        YEAR, "{one_of: [small, medium]}", "{one_of: small}", "'one_of' takes a list such as [a, b]"
    ),
    "one_of of nothing": Mistake(
        YEAR, "{one_of: [small, medium]}", "{one_of: []}", "'one_of' takes a list such as [a, b]"
    ),
    "is with a list": Mistake(YEAR, "{is: medium}", "{is: [medium]}", "'is' takes one value"),
    "a fact without operator": Mistake(
        YEAR,
        "{maker: {is: yes}}",
        "{maker: yes}",
        "write 'maker: {operator: value}' with one operator of is, is_not, one_of, none_of",
    ),
    "all without a list": Mistake(
        YEAR,
        "silent: {size: {is: medium}}",
        "silent: {all: {size: {is: medium}}}",
        "'all' takes a list of conditions",
    ),
    "two facts in one condition": Mistake(
        YEAR,
        "silent: {size: {is: medium}}",
        "silent: {size: {is: medium}, maker: {is: yes}}",
        "a condition has exactly one key: a fact, all, any, not or track",
    ),
    "silent without silent_says": Mistake(
        YEAR,
        '        silent_says: {ko: "보통 규모는 문서에 없습니다.", en: "Medium companies are not named."}\n',
        "",
        "a criterion with `silent` needs `silent_says`: what is told to such a company",
        at=("- id: size",),
    ),
    # proof
    "quote that changed": Mistake(
        YEAR,
        '"It is for makers."',
        '"It is for all makers."',
        "the quote is not word for word in notice.en.md; copy it from there",
    ),
    "Korean quote that changed": Mistake(
        YEAR,
        '"20개사를 지원합니다."',
        '"30개사를 지원합니다."',
        "not word for word in notice.ko.md; copy it from there",
    ),
    "quote of nothing": Mistake(
        YEAR, '"It is for makers."', '" "', "the quote is not word for word in notice.en.md"
    ),
    "source unknown": Mistake(
        "2024.yaml", "source: notice", "source: notise", "no document 'notise' (did you mean 'notice'?)"
    ),
    "source missing": Mistake(
        "2024.yaml",
        '      - source: notice\n        quote:\n          ko: "2024년에는',
        '      - quote:\n          ko: "2024년에는',
        "missing key 'source'",
        at=("- quote:",),
    ),
    "no proof at all": Mistake(
        "2024.yaml",
        EARLIER_EDITION[EARLIER_EDITION.index("    proof:") : EARLIER_EDITION.index("    confidence")],
        "    proof: []\n",
        "List should have at least 1 item",
        at=("proof: []",),
    ),
    # statements and figures
    "statement unknown": Mistake(
        YEAR, "    places: places", "    places: plases", "no statement 'plases' (did you mean 'places'?)"
    ),
    "contact unknown": Mistake(
        "programme.yaml",
        "contact: contact",
        "contact: kontact",
        "no statement 'kontact' (did you mean 'contact'?)",
    ),
    "statement unknown nearby": Mistake(
        YEAR, "nearby: [places]", "nearby: [place]", "no statement 'place' (did you mean 'places'?)"
    ),
    "statement of another edition again": Mistake(
        "2024.yaml",
        "  earlier-cap:\n",
        "  cap:\n",
        "statement 'cap' stands in edition 2024 already",
        at=("2025.yaml:  cap:\n    says",),
    ),
    "digit in a sentence": Mistake(
        YEAR,
        "It is for small companies.",
        "It is for 5 small companies.",
        "'5' stands in the sentence; declare it under figures and write its {name}",
    ),
    "digit in braces in a sentence": Mistake(
        YEAR, "It is for small companies.", "It is for {{15억}} companies.", "'15억}' stands in the sentence"
    ),
    "digit in what is said to the unmet": Mistake(
        YEAR, "큰 회사는 대상이", "300인 회사는 대상이", "'300인' stands in the sentence"
    ),
    "digit in what is not stated": Mistake(
        YEAR, "do not give the scoring", "do not give the 3 scores", "'3' stands in the sentence"
    ),
    "figure undeclared": Mistake(
        YEAR,
        "It supports {firms} companies.",
        "It supports {firms} of {firm} companies.",
        "{firm} is not among the figures (did you mean 'firms'?)",
    ),
    "figure unused": Mistake(
        YEAR,
        "      firms: {count: 20}",
        "      firms: {count: 20}\n      rest: {count: 15}",
        "figure 'rest' is declared but not said; say it in both languages",
        at=('ko: "{firms}개사를', 'en: "It supports {firms}'),
    ),
    "braces not in pairs": Mistake(
        YEAR,
        "Medium companies are not named.",
        "Medium companies {are not named.",
        "braces are not in pairs (expected '}' before end of string); write {name} where a figure goes",
    ),
    "figure of an unknown kind": Mistake(
        YEAR,
        "firms: {count: 20}",
        "firms: {companies: 20}",
        "write a figure as {kind: value} with one kind of won, percent, count, date, month, year, phone",
    ),
    "figure in words": Mistake(
        YEAR, "{count: 20}", "{count: 스물}", "count takes a whole number, not '스물'"
    ),
    "figure with a point": Mistake(
        YEAR, "{count: 20}", "{count: 2.5}", "count takes a whole number, not '2.5'"
    ),
    "figure of a day that does not exist": Mistake(
        YEAR,
        '{date: "2025-05-07"}',
        '{date: "2025-02-30"}',
        "'2025-02-30' is not a date; expected the form of 2025-03-31",
    ),
    "figure of a month that does not exist": Mistake(
        YEAR, "{count: 20}", "{month: 2025-13}", "'2025-13' is not a month; expected the form of 2025-07"
    ),
    # keys and types
    "unknown key": Mistake(
        YEAR,
        "    intake:\n",
        "    intakes: []\n    intake:\n",
        "unknown key 'intakes' (did you mean 'intake'?)",
        at=("intakes: []",),
    ),
    "missing key": Mistake(YEAR, "    places: places\n", "", "missing key 'places'", at=("  basic:\n",)),
    "one language only": Mistake(
        YEAR,
        'unmet: {ko: "제조업이 아니면 안 됩니다.", en: "Others are not."}',
        'unmet: {ko: "제조업이 아니면 안 됩니다."}',
        "missing key 'en'",
    ),
    "a sentence without languages": Mistake(
        YEAR,
        'unmet: {ko: "제조업이 아니면 안 됩니다.", en: "Others are not."}',
        "unmet: Others are not.",
        "expected a map with the keys ko, en",
    ),
    "confidence of a fourth kind": Mistake(
        YEAR,
        "confidence: M\nnot",
        "confidence: X\nnot",
        "Input should be 'H', 'M' or 'L'",
        at=("confidence: X",),
    ),
    "amount in words in a cap": Mistake(
        YEAR, "won: [80_000_000]", "won: [8천만]", "Input should be a valid integer"
    ),
    "id with a capital": Mistake(
        YEAR,
        "  north-cap:\n",
        "  North cap:\n",
        "'North cap' is not an id: lower-case letters, digits, '-', '_' and '.'",
    ),
    # tracks
    "criterion twice": Mistake(
        YEAR,
        "- id: maker",
        "- id: size\n",
        "criterion 'size' is written twice in this track",
        at=("- id: size\n\n",),
    ),
    "cap over the maximum": Mistake(
        YEAR,
        f"      won: [80_000_000]\n      statement: cap\n      by: region\n      table:\n{NORTH}",
        "      won: [60_000_000]\n      statement: north-cap\n      by: region\n      table:\n"
        "        north: {won: [80_000_000], statement: cap}",
        "80,000,000 won is above the track's maximum of 60,000,000 won",
        at=("north: {won: [80",),
    ),
    "amount that its statement does not state": Mistake(
        YEAR,
        "{won: [60_000_000], statement",
        "{won: [50_000_000], statement",
        "50,000,000 won is not what 'north-cap' states: 60,000,000",
    ),
    "amount whose statement states none": Mistake(
        YEAR,
        "statement: north-cap}",
        "statement: places}",
        "60,000,000 won is not what 'places' states: no amount",
    ),
    "table without by": Mistake(
        YEAR,
        "      by: region\n",
        "",
        "a cap with a table needs `by`: the fact whose value chooses the row",
        at=("    cap:\n      won",),
    ),
    "table of an unknown region": Mistake(
        YEAR,
        NORTH,
        NORTH.replace("north:", "nord:"),
        "'nord' is not a choice of 'region' (did you mean 'north'?)",
    ),
    "table by a yes_no fact": Mistake(
        YEAR, "by: region", "by: maker", "'maker' is a yes_no fact; only a fact with choices can stand here"
    ),
    "window of an unknown region": Mistake(
        YEAR,
        "{region: south}",
        "{region: soth}",
        "'soth' is not a choice of 'region' (did you mean 'south'?)",
    ),
    "window of a yes_no fact": Mistake(
        YEAR,
        "{region: south}",
        "{maker: yes}",
        "only a fact with choices can stand here",
        at=("only: {maker",),
    ),
    "window of two facts": Mistake(
        YEAR, "{region: south}", "{region: south, size: small}", "write `only: {fact: value}` with one fact"
    ),
    "intake that closes before it opens": Mistake(
        YEAR,
        "closes: 2025-08-29",
        "closes: 2025-08-09",
        "closes on 2025-08-09, before it opens on 2025-08-11",
    ),
    "day that does not exist": Mistake(
        YEAR,
        "closes: 2025-08-29",
        "closes: 2025-13-45",
        "'2025-13-45' is not a day; expected the form of 2025-03-31",
    ),
    "day in words": Mistake(
        YEAR, "effective: 2025-03-31", "effective: 31 March 2025", "expected the form of 2025-03-31"
    ),
    "day without dashes": Mistake(
        YEAR,
        "effective: 2025-03-31",
        "effective: 20250331",
        "20250331 is not a day; expected the form of 2025-03-31",
    ),
    "two editions overlapping": Mistake(
        "2024.yaml",
        "effective: 2024-04-01",
        "effective: {from: 2024-04-01, until: 2025-03-31}",
        "starts on 2025-03-31, while edition 2024 is in force until 2025-03-31; one ends before the next starts",
        at=("2025.yaml:effective: 2025-03-31",),
    ),
    "two editions from the same day": Mistake(
        YEAR,
        "effective: 2025-03-31",
        "effective: {from: 2024-04-01, until: 2025-06-30}",
        "starts on 2024-04-01, while edition 2024 starts too",
    ),
    "edition that ends before it starts": Mistake(
        YEAR,
        "effective: 2025-03-31",
        "effective:\n  from: 2025-03-31\n  until: 2025-03-30",
        "ends on 2025-03-30, before it starts on 2025-03-31",
        at=("  until: 2025-03-30",),
    ),
    "last day in other words": Mistake(
        YEAR,
        "effective: 2025-03-31",
        "effective: {from: 2025-03-31, untill: 2026-03-30}",
        "unknown key 'untill' (did you mean 'until'?)",
    ),
    # facts
    "fact that no criterion uses": Mistake(
        YEAR,
        "            - {dealings: {one_of: [yes, no]}}\n",
        "",
        "fact 'dealings' is used by no criterion; delete it or write the criterion",
        at=("facts.yaml:  dealings:",),
    ),
    "yes_no fact with choices": Mistake(
        "facts.yaml",
        "    matters: no\n",
        "    choices: {a: {label: {ko: 가, en: a}}}\n",
        "a yes_no fact has no choices; its values are yes and no",
    ),
    "share of a misspelt value": Mistake(
        "facts.yaml", "{yes: 90, no: 10}", "{yess: 90, no: 10}", "Input should be 'yes' or 'no'"
    ),
    "share below nothing": Mistake(
        "facts.yaml", "{yes: 90, no: 10}", "{yes: -90, no: 10}", "Input should be greater than or equal to 0"
    ),
    "matters in other words": Mistake(
        "facts.yaml", "matters: no", "matters: never", "expected yes or no, not 'never'"
    ),
    # editions and corrections
    "correction whose right figure is not stated": Mistake(
        "2025.corrections.yaml",
        "    right: {won: 80_000_000}\n    says",
        "    right: {won: 90_000_000}\n    says",
        "'cap' does not state this figure; correct one of the two",
        at=("    right: {won: 90",),
    ),
    "correction of an unknown statement": Mistake(
        "2025.corrections.yaml",
        "statement: cap",
        "statement: capp",
        "no statement 'capp' (did you mean 'cap'?)",
    ),
    "edition in another year's file": Mistake(
        "2024.yaml", '"2024"', '"2023"', "edition '2023' stands in 2024.yaml; make the two agree"
    ),
    "edition of another programme": Mistake(
        "2024.yaml", "programme: tiny", "programme: tinny", "expected 'tiny', as programme.yaml says"
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_refused_where_it_stands_and_says_what_is_right(tiny, case):
    mistake = MISTAKES[case]
    tiny.change(mistake.file, mistake.old, mistake.new)
    places = []
    for at in mistake.at or (mistake.new,):
        file, _, part = at.rpartition("yaml:")
        file, part = (f"{file}yaml", part) if file else (mistake.file, at)
        places.append((file, tiny.line_of(file, part)))

    problems = tiny.problems()

    assert [(Path(one.file).name, one.line) for one in problems] == places
    assert all(mistake.says in one.message for one in problems)


def test_a_fact_with_one_choice_is_refused_with_the_conditions_that_miss_the_others(tiny):
    tiny.change("facts.yaml", FACTS[FACTS.index("      medium") : FACTS.index("  maker:")], "")

    assert messages(tiny)[-1] == ("facts.yaml", 3, "fact 'size' needs at least two choices")


def test_one_mistake_gives_one_problem_and_none_that_follow_from_it(tiny):
    """The track with an unknown statement is not built; its facts are not called unused for that."""
    tiny.change(YEAR, "    places: places", "    places: plases")

    assert len(tiny.problems()) == 1


def test_every_problem_is_told_at_once_in_the_order_of_the_lines(tiny):
    tiny.change(YEAR, "{one_of: [small, medium]}", "{one_of: small}")
    tiny.change(YEAR, '"It supports 20 companies."', '"It supports 21 companies."')
    tiny.change(YEAR, "closes: 2025-08-29", "closes: 2025-08-09")

    problems = tiny.problems()

    assert [one.line for one in problems] == [
        tiny.line_of(YEAR, part) for part in ("It supports 21", "closes: 2025-08-09", "{one_of: small}")
    ]


def test_every_problem_of_the_shape_is_told_at_once_over_all_files(tiny):
    tiny.change(YEAR, "    places: places\n", "")
    tiny.change(YEAR, "effective: 2025-03-31", "effective: soon")
    tiny.change("facts.yaml", "matters: no", "matters: never")
    tiny.change("programme.yaml", "contact: contact", "contacts: contact")

    assert [(Path(one.file).name, one.message.split(" [")[0]) for one in tiny.problems()] == [
        ("2025.yaml", "'soon' is not a day; expected the form of 2025-03-31"),
        ("2025.yaml", "missing key 'places'"),
        ("facts.yaml", "expected yes or no, not 'never'"),
        ("programme.yaml", "missing key 'contact'"),
        ("programme.yaml", "unknown key 'contacts' (did you mean 'contact'?)"),
    ]


@dataclass(frozen=True)
class Changed:
    """One text replaced by another, and what is told on the line of the new one."""

    file: str
    old: str
    new: str
    says: str


BOTH_KINDS = (
    Changed("programme.yaml", "review_by: 2027-03-31", "review_by: soon", "'soon' is not a day"),
    Changed("programme.yaml", "contact: contact", "contact: kontact", "no statement 'kontact'"),
    Changed("facts.yaml", "matters: no", "matters: never", "expected yes or no, not 'never'"),
    Changed("facts.yaml", "      large: {", "      large: {shares: 1, ", "unknown key 'shares'"),
    Changed("2024.yaml", "confidence: M", "confidence: X", "Input should be 'H', 'M' or 'L'"),
    Changed("2024.yaml", "programme: tiny", "programme: tinny", "expected 'tiny'"),
    Changed(YEAR, "{firms} companies", "{firm} companies", "{firm} is not among the figures"),
    Changed(YEAR, "most: {won: 80_000_000}", "most: 80_000_000", "Input should be a valid dictionary"),
    Changed(YEAR, '"It is for makers."', '"It is for us."', "not word for word in notice.en.md"),
    Changed(YEAR, "{region: south}", "{region: soth}", "'soth' is not a choice of 'region'"),
    Changed(YEAR, "closes: 2025-05-07, ", "closes: 7 May, ", "'7 May' is not a day"),
    Changed(YEAR, "{maker: {is: yes}}", "{maker: {is: maybe}}", "'maybe' is not a value of 'maker'"),
    Changed("2025.corrections.yaml", "statement: cap", "statement: capp", "no statement 'capp'"),
)


def test_mistakes_of_shape_and_of_content_are_told_in_one_run_each_at_its_line(tiny):
    for one in BOTH_KINDS:
        tiny.change(one.file, one.old, one.new)
    # The sentence without its figure, and the figure without its sentence.
    expected = [(one.file, tiny.line_of(one.file, one.new), one.says) for one in BOTH_KINDS]
    expected.append((YEAR, tiny.line_of(YEAR, "{firm} companies"), "figure 'firms' is declared but not said"))

    told = messages(tiny)

    assert len(told) == len(expected)
    for file, line, says in expected:
        assert any((file, line) == one[:2] and says in one[2] for one in told), (file, line, says)


@pytest.mark.parametrize("file", ["programme.yaml", "facts.yaml", "2024.yaml"])
def test_a_file_that_cannot_be_read_hides_no_mistake_of_another(tiny, file):
    (tiny.folder / file).write_text("- no map\n", encoding="utf-8")
    tiny.change(YEAR, '"It is for makers."', '"It is for us."')

    assert [(name, message.split(" ")[0]) for name, _, message in messages(tiny)] == sorted(
        [(YEAR, "the"), (file, "expected")]
    )


ONE_SHAPE = {
    "a statement without confidence": (YEAR, "    confidence: H\n  north-cap", "  north-cap"),
    "statements in a list": (YEAR, "statements:\n", "statements: []\nnot_statements:\n"),
    "tracks in a list": (YEAR, "tracks:\n", "tracks: []\nnot_tracks:\n"),
    "a criterion that asks nothing": (YEAR, "        when: {size: {one_of: [small, medium]}}\n", ""),
    "criteria in words": (YEAR, "    criteria:\n", "    criteria: none\n    not_criteria:\n"),
    "a cap without an amount": (YEAR, "      won: [80_000_000]\n", ""),
    "a cap by nothing": (YEAR, "by: region", "bye: region"),
    "a row of a cap in words": (YEAR, NORTH, "        north: 6천만원"),
    "an intake in words": (YEAR, "    intake:\n", "    intake: soon\n    not_intake:\n"),
    "an edition without a day": (YEAR, "effective: 2025-03-31\n", ""),
    "an edition without its year": (YEAR, 'edition: "2025"\n', ""),
    "an edition of no programme": (YEAR, "programme: tiny\n", ""),
    "facts in a list": ("facts.yaml", "facts:\n", "facts: []\nnot_facts:\n"),
    "a fact without a label": ("facts.yaml", "    label: {ko: 지역, en: region}\n", ""),
    "a fact of a fifth type": (
        "facts.yaml",
        "    type: yes_no\n    label: {ko: 제조",
        "    type: maybe\n    label: {ko: 제조",
    ),
    "names in one word": ("programme.yaml", "names: [Smart 365]", "names: Smart 365"),
    "a contact that is no id": ("programme.yaml", "contact: contact", "contact: [contact]"),
    "a correction without a right figure": (
        "2025.corrections.yaml",
        "    right: {won: 80_000_000}\n    says",
        "    says",
    ),
}


@pytest.mark.parametrize("case", ONE_SHAPE)
def test_what_only_follows_from_a_wrong_shape_is_not_told(tiny, case):
    file, old, new = ONE_SHAPE[case]
    tiny.change(file, old, new)

    told = messages(tiny)

    shapes = ("missing key", "unknown key", "Input should be", "expected ")
    assert told
    assert {name for name, _, _ in told} == {file}
    assert all(message.startswith(shapes) for _, _, message in told), told


def test_a_part_of_a_wrong_shape_hides_no_mistake_beside_it(tiny):
    """The last criterion is still counted from the first, which is left out."""
    tiny.change(YEAR, "        when: {size: {one_of: [small, medium]}}\n", "")
    tiny.change(YEAR, "{maker: {is: yes}}", "{maker: {is: maybe}}")
    tiny.change(YEAR, '"It is for makers."', '"It is for us."')

    assert [line for _, line, _ in messages(tiny)] == [
        tiny.line_of(YEAR, part) for part in ("- id: size", "{is: maybe}", "It is for us.")
    ]


# --- files ------------------------------------------------------------------------------------------------------


def test_a_folder_without_editions_says_what_is_expected(tiny):
    for path in tiny.folder.glob("20*.yaml"):
        path.unlink()

    assert messages(tiny) == [(tiny.folder.name, 1, "no edition here; expected a file such as 2025.yaml")]


def test_editions_without_tracks_decide_nothing_and_are_refused(tiny):
    text = EDITION[: EDITION.index("tracks:")] + EDITION[EDITION.index("not_stated:") :]
    (tiny.folder / "2025.yaml").write_text(text, encoding="utf-8")

    assert (tiny.folder.name, 1, "no edition has tracks; one must, to decide by") in messages(tiny)


def test_corrections_without_their_edition_are_refused_not_forgotten(tiny):
    (tiny.folder / "2025.corrections.yaml").rename(tiny.folder / "2023.corrections.yaml")

    assert messages(tiny) == [
        ("2023.corrections.yaml", 1, "no edition 2023.yaml beside these corrections; rename the file")
    ]


@pytest.mark.parametrize("file", ["programme.yaml", "facts.yaml"])
def test_a_missing_file_is_named(tiny, file):
    (tiny.folder / file).unlink()

    ((name, line, message),) = messages(tiny)

    assert (name, line) == (file, 1)
    assert message.startswith("cannot be read as UTF-8 text")


def test_a_missing_folder_is_a_refusal(tmp_path):
    with pytest.raises(RuleFileError, match=r"programme\.yaml:1:1: cannot be read"):
        load_programme(tmp_path / "nowhere", {})


def test_a_file_in_another_encoding_is_refused(tiny):
    (tiny.folder / "2025.yaml").write_bytes(EDITION.encode("cp949"))

    ((name, _, message),) = messages(tiny)

    assert name == "2025.yaml"
    assert message.startswith("cannot be read as UTF-8 text")


def test_files_that_are_not_yaml_or_no_map_are_refused_together(tiny):
    tiny.change("programme.yaml", "names: [Smart 365]", "names: [Smart 365")
    (tiny.folder / "2024.yaml").write_text("- a list\n")
    (tiny.folder / "facts.yaml").write_text("")

    assert [(name, message.split(" keys")[0]) for name, _, message in messages(tiny)] == [
        ("2024.yaml", "expected a map with the"),
        ("facts.yaml", "the file is empty"),
        ("programme.yaml", "not YAML: did not find expected ',' or ']'"),
    ]


def test_a_quote_must_stand_in_the_text_of_its_own_language(tiny):
    swapped = replace(NOTICE, text=Text(NOTICE.text.en, NOTICE.text.ko))

    refused = replace(tiny, sources={"notice": swapped}).problems()

    assert len(refused) == 2 * (EDITION + EARLIER_EDITION + CORRECTIONS).count("source: notice")


def test_a_document_that_is_gone_refuses_every_quote_from_it(tiny):
    refused = replace(tiny, sources={}).problems()

    assert {one.message for one in refused} == {"no document 'notice'"}


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the tiny programme with a few pieces cut, doubled or put in from elsewhere."""
    files = {
        "programme.yaml": PROGRAMME,
        "facts.yaml": FACTS,
        "2025.yaml": EDITION,
        "2025.corrections.yaml": CORRECTIONS,
    }
    name = draw(st.sampled_from(sorted(files)))
    lines = files[name].splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key = lines[at].partition(":")[0]
        other = draw(st.sampled_from(lines))
        lines[at : at + 1] = draw(
            st.sampled_from(
                [
                    [],
                    [lines[at], lines[at]],
                    [other],
                    [f"{key}: {other.rpartition(': ')[2]}"],
                    [f"{key}: {draw(_values)}"],
                ]
            )
        )
        lines = lines or ["schema: 1"]
    return name, "\n".join(lines)


_values = st.sampled_from(
    [
        "",
        "1",
        "-1",
        "yes",
        "[]",
        "{}",
        "[[a]]",
        "{a: {b: c}}",
        "{is: {a: b}}",
        '""',
        '"{}"',
        '"{0.a!r:>5}"',
        "2025",
    ]
)


@settings(examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutations())
def test_any_mutated_file_loads_or_is_refused(tiny, mutation):
    name, text = mutation
    before = (tiny.folder / name).read_text(encoding="utf-8")
    (tiny.folder / name).write_text(text, encoding="utf-8")
    try:
        assert all(one.line >= 1 and one.message for one in tiny.problems())
    finally:
        (tiny.folder / name).write_text(before, encoding="utf-8")
