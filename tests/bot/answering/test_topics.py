"""Topics: what a topics file may hold, and which topic a set of concepts asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answering.pack import Pack
from bot.answering.topics import Topics, load_topics
from rules.plain_yaml import RuleFileError

FILE = """\
schema: 1
vocabulary: [엑스포, 얼마]
protected: [엑스트라]
aspects: [fee, where]
concepts:
  expo: {weight: 26, ko: ['엑스포|박람회'], en: ['expo\\b|fair\\b']}
  fee: {weight: 20, ko: ['참가비|무료'], en: ['fees?\\b|free\\b']}
  where: {weight: 5, ko: ['어디'], en: ['where']}
  seoul: {weight: 5, ko: ['서울'], en: ['seoul']}
  thanks: {ko: ['감사'], en: ['thank']}
topics:
  expo: {statements: [expo, expo-2025], asks: [[expo], [expo, where]], covers: [where]}
  expo-fee: {not_stated: expo-fee, asks: [[expo, fee]], unless: [thanks], ko: [부스는 공짜인가요], en: [what does a booth cost]}
  cap: {handler: cap, asks: [[fee]]}
  thanks: {smalltalk: thanks, asks: [[thanks]]}
  place: {statements: [portal], asks: [[where]]}
  city: {statements: [training-places], asks: [[seoul], [seoul, where]]}
"""

Read = Callable[[str], Topics]


@pytest.fixture
def read(tmp_path: Path, pack: Pack) -> Read:
    def load(text: str) -> Topics:
        path = tmp_path / "topics.yaml"
        path.write_text(text, encoding="utf-8")
        return load_topics(path, pack.programme, ["cap", "intake"])

    return load


def asked(topics: Topics, korean: str = "", english: str = "") -> list[str]:
    return [one.topic.id for one in topics.matches(topics.concepts_in(korean, english))]


# --- loading ----------------------------------------------------------------------------------------------------


def test_a_sound_file_is_read(read: Read) -> None:
    topics = read(FILE)
    fee = topics.topics["expo-fee"]

    assert (fee.kind, fee.targets, fee.unless) == ("not_stated", ("expo-fee",), frozenset({"thanks"}))
    assert fee.examples == {"ko": ("부스는 공짜인가요",), "en": ("what does a booth cost",)}
    assert topics.topics["expo"].targets == ("expo", "expo-2025")
    assert topics.topics["expo"].covers == {"where"}
    assert topics.topics["cap"].covers is None
    assert topics.concepts["expo"].weight == pytest.approx(2.6)
    assert topics.concepts["thanks"].weight == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("asks: [[expo, fee]]", "asks: [[expo, fees]]", "no concept 'fees'"),
        ("unless: [thanks]", "unless: [thank]", "no concept 'thank'"),
        ("statements: [expo, expo-2025]", "statements: [expo, expo-2052]", "no statement 'expo-2052'"),
        ("statements: [portal]", "statements: [portals]", "no statement 'portals'"),
        ("handler: cap", "handler: caps", "no handler 'caps'; known: ['cap', 'intake']"),
        ("not_stated: expo-fee", "not_stated: expo-fees", "no entry 'expo-fees' under not_stated"),
        ("covers: [where]", "covers: [hours]", "'hours' is not among `aspects`"),
        ("ko: ['참가비|무료']", "ko: ['참가비|(무료']", "not a pattern"),
        ("en: ['thank']", "en: ['thank(']", "not a pattern"),
        ("handler: cap,", "handler: cap, not_stated: expo-fee,", "a topic has one of statements, not_stated"),
        ("smalltalk: thanks,", "smalltalk: thanks, decline: legal,", "a topic has one of statements, not_stated"),
        ("handler: cap, ", "", "a topic has one of statements, not_stated"),
        ("weight: 26", "weight: heavy", "weight"),
        ("weight: 26", "weight: -1", "weight"),
        ("smalltalk: thanks", "smalltalks: thanks", "smalltalks"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(read: Read, old: str, new: str, words: str) -> None:
    assert old in FILE
    line = FILE[: FILE.index(old)].count("\n") + 1

    with pytest.raises(RuleFileError) as refused:
        read(FILE.replace(old, new, 1))

    problem = refused.value.problems[0]
    assert Path(problem.file).name == "topics.yaml"
    assert problem.line == line
    assert words in problem.message


def test_every_problem_is_told_at_once(read: Read) -> None:
    broken = FILE.replace("[[expo, fee]]", "[[expo, fees]]").replace("handler: cap", "handler: caps")

    with pytest.raises(RuleFileError) as refused:
        read(broken)

    assert len(refused.value.problems) == 2


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path, pack: Pack) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("schema: 1 # é".encode("latin-1"))

    for path in (tmp_path / "none.yaml", latin):
        with pytest.raises(RuleFileError, match="cannot be read as UTF-8 text"):
            load_topics(path, pack.programme, [])


def test_another_schema_is_refused(read: Read) -> None:
    with pytest.raises(RuleFileError, match=r"topics\.yaml:1:"):
        read(FILE.replace("schema: 1", "schema: 2"))


# --- concepts ---------------------------------------------------------------------------------------------------


def test_korean_is_found_without_spaces_and_english_as_words(read: Read) -> None:
    topics = read(FILE)

    assert set(topics.concepts_in("스마트비즈엑스포참가비얼마", "")) == {"expo", "fee"}
    assert set(topics.concepts_in("", "is the expo free")) == {"expo", "fee"}
    assert set(topics.concepts_in("", "exponential freedom, an unfair affair")) == set()


def test_a_korean_particle_ends_an_english_word(read: Read) -> None:
    assert topics_of(read(FILE), "expo는어디", "expo는 어디") == {"expo", "where"}


def topics_of(topics: Topics, squashed: str, spaced: str) -> set[str]:
    return set(topics.concepts_in(squashed, spaced))


def test_the_words_that_carry_a_concept_are_told(read: Read) -> None:
    assert read(FILE).concepts_in("박람회참가비", "") == {"expo": "박람회", "fee": "참가비"}


# --- matching ---------------------------------------------------------------------------------------------------


def test_the_heaviest_group_wins(read: Read) -> None:
    topics = read(FILE)

    assert asked(topics, "엑스포참가비")[0] == "expo-fee"
    assert asked(topics, "엑스포")[0] == "expo"
    assert asked(topics, "참가비")[0] == "cap"


def test_the_heaviest_group_of_a_topic_counts(read: Read) -> None:
    match = read(FILE).matches(["expo", "where"])[0]

    assert match.topic.id == "expo"
    assert match.score == pytest.approx(3.1)
    assert match.why == "expo+where"


def test_a_group_needs_all_its_concepts(read: Read) -> None:
    assert "expo-fee" not in asked(read(FILE), "엑스포어디")


def test_unless_keeps_a_topic_silent(read: Read) -> None:
    topics = read(FILE)

    assert "expo-fee" in asked(topics, "엑스포무료")
    assert "expo-fee" not in asked(topics, "엑스포무료감사")


def test_of_equal_weight_the_first_of_the_file_wins(read: Read) -> None:
    lines = FILE.splitlines()
    place, city = (next(one for one in lines if one.startswith(f"  {id}:")) for id in ("place", "city"))
    upside_down = (
        FILE.replace(place, "#").replace(city, place.replace("[portal]", "[portal]")).replace("#", city)
    )
    both = ["where", "seoul"]

    # [seoul, where] weighs more than [where]: taken out, both topics weigh the same.
    even = [text.replace(", [seoul, where]", "") for text in (FILE, upside_down)]

    assert [one.topic.id for one in read(even[0]).matches(both)][:2] == ["place", "city"]
    assert [one.topic.id for one in read(even[1]).matches(both)][:2] == ["city", "place"]


def test_nothing_asked_matches_nothing(read: Read) -> None:
    assert read(FILE).matches([]) == []


# --- the shipped topics -----------------------------------------------------------------------------------------


def test_no_topic_of_the_pack_is_out_of_reach(pack: Pack) -> None:
    assert pack.topics is not None
    lone = [one.id for one in pack.topics.topics.values() if not one.asks and not any(one.examples.values())]
    muted = [one.id for one in pack.topics.topics.values() if all(group & one.unless for group in one.asks)]

    assert lone == []
    assert muted == []


def test_every_concept_of_the_pack_is_used(pack: Pack) -> None:
    assert pack.topics is not None
    topics = pack.topics.topics.values()
    used = {one for topic in topics for group in topic.asks for one in group}
    used |= {one for topic in topics for one in topic.unless} | pack.topics.aspects

    # Spoken of in answering itself: what is compared, and words that only describe.
    in_code = {
        "so",
        "build_word",
        "both_tracks",
        "sme",
        "we",
        "lookalike_list",
        "misc_paper",
        "local_government",
    }
    assert set(pack.topics.concepts) - used <= in_code


def test_words_of_the_vocabulary_are_not_protected_too(pack: Pack) -> None:
    assert pack.topics is not None
    assert not set(pack.topics.vocabulary) & set(pack.topics.protected)
