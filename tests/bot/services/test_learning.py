"""What is learnt from example questions: complete, kept as it was learnt, and never needed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.answering.guessing import Example, Guesser, features, learn
from bot.answering.pack import RULES
from bot.answering.understanding import Reader
from bot.services.learning import (
    EXAMPLES,
    LEARNT,
    digest_of,
    learnt_from,
    read_examples,
    read_learnt,
    read_tokens,
    with_hints,
    write_learnt,
)
from bot.wiring import full_pack
from knowledge.embedding import SentenceEncoder
from rules.plain_yaml import RuleFileError

TAUGHT = [
    ("money", "지원금이 얼마예요"),
    ("money", "돈을 얼마나 줘요"),
    ("money", "how much money do we get"),
    ("time", "마감이 언제예요"),
    ("time", "며칠까지 받아요"),
    ("time", "when is the last day"),
]


EXAMPLES_OF_TAUGHT = [Example(topic, text, {}) for topic, text in TAUGHT]


def tiny(texts: list[str]) -> list[list[float]]:
    """An encoder that knows nothing: the letters have to do."""
    return [[1.0, 0.0] for _ in texts]


def test_a_question_sounds_like_those_that_share_its_words() -> None:
    guesser = learn(EXAMPLES_OF_TAUGHT, tiny)

    assert guesser.guess("지원금 얼마나 줘요?", {}, tiny)[0][0] == "money"
    assert guesser.guess("마감 며칠까지예요?", {}, tiny)[0][0] == "time"
    assert guesser.guess("when is the day", {}, tiny)[0][0] == "time"


def test_how_far_a_hint_is_to_be_trusted_is_learnt_from_the_examples() -> None:
    hinted = [Example(topic, text, {"word": float(topic == "money"), "noise": 1.0}) for topic, text in TAUGHT]
    guesser = learn(hinted, tiny)

    assert guesser.guess("zzz", {"word": 1.0}, tiny)[0][0] == "money"
    assert guesser.guess("zzz", {"unheard-of": 9.0}, tiny) == guesser.guess("zzz", {}, tiny)


def test_the_same_text_always_scores_the_same() -> None:
    guesser = learn(EXAMPLES_OF_TAUGHT, tiny)

    assert guesser.guess("얼마", {}, tiny) == learn(EXAMPLES_OF_TAUGHT, tiny).guess("얼마", {}, tiny)


def test_an_empty_text_has_features_that_are_numbers() -> None:
    assert np.isfinite(features([""], [{}], [], lambda texts: [[0.0] * 4 for _ in texts])).all()


def test_who_learnt_nothing_guesses_nothing() -> None:
    assert Guesser((), (), np.zeros((0, 0), dtype=np.float32)).guess("얼마예요", {}, tiny) == []


def test_what_was_learnt_is_kept_within_a_hundredth(tmp_path: Path) -> None:
    guesser = learn(EXAMPLES_OF_TAUGHT, tiny)
    write_learnt(tmp_path / LEARNT, guesser, digest_of(TAUGHT, "tiny"), [7, 5])
    kept = dict(read_learnt(tmp_path / LEARNT).guess("지원금이 얼마예요", {}, tiny))

    assert all(
        abs(kept[topic] - score) < 0.01 for topic, score in guesser.guess("지원금이 얼마예요", {}, tiny)
    )
    assert learnt_from(tmp_path / LEARNT) == digest_of(reversed(TAUGHT), "tiny")
    assert learnt_from(tmp_path / LEARNT) != digest_of(TAUGHT, "another")
    assert read_tokens(tmp_path / LEARNT) == [7, 5]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no more", b"text"])
def test_a_damaged_file_teaches_nothing(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / LEARNT).write_bytes(damage)

    assert read_learnt(tmp_path / LEARNT).topics == ()
    assert learnt_from(tmp_path / LEARNT) is None
    assert read_tokens(tmp_path / LEARNT) == []


def test_the_shipped_file_was_learnt_from_the_shipped_examples() -> None:
    topics = full_pack().topics
    assert topics is not None
    examples = read_examples(RULES, topics)

    assert learnt_from(RULES / LEARNT) == digest_of(examples, SentenceEncoder().name), "run `make learn`"
    assert set(read_learnt(RULES / LEARNT).topics) == set(topics.topics)


def test_nearly_all_that_a_question_is_made_of_is_made_ready_at_the_start() -> None:
    ready = set(read_tokens(RULES / LEARNT))
    asked = SentenceEncoder().tokens(
        "부산에서 금형 만드는 중소기업인데 지원금이 최대 얼마인가요? How much is it?"
    )

    assert len(ready.intersection(asked)) >= 0.9 * len(asked)


def test_an_example_of_no_topic_is_refused_at_its_line(tmp_path: Path) -> None:
    topics = full_pack().topics
    assert topics is not None
    (tmp_path / EXAMPLES).write_text(
        'schema: 1\nexamples:\n  cap:\n    ko: ["얼마"]\n  capp:\n    ko: ["얼마"]\n', encoding="utf-8"
    )

    with pytest.raises(RuleFileError) as refused:
        read_examples(tmp_path, topics)
    assert [one.line for one in refused.value.problems] == [5]


def test_korean_is_learnt_without_spaces_too() -> None:
    topics = full_pack().topics
    assert topics is not None
    reader = Reader(topics, full_pack().programme.names)
    texts = [one.text for one in with_hints((("cap", "한도가 얼마예요"), ("cap", "what is the cap")), reader)]
    assert texts == ["한도가 얼마예요", "한도가얼마예요", "what is the cap"]
