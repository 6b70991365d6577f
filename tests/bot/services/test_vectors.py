"""The kept vectors of the topics' examples: complete, near the encoder's own, and never needed."""

import numpy as np

from bot.answering.guessing import Examples
from bot.answering.pack import RULES
from bot.services.vectors import VECTORS, key_of, read_vectors, write_vectors
from bot.wiring import full_pack
from knowledge.embedding import SentenceEncoder


def examples():
    topics = full_pack().topics
    return [text for one in topics.topics.values() for texts in one.examples.values() for text in texts]


def counting(texts_seen):
    """An embedder of two dimensions that notes what it was asked."""

    def embed(texts):
        texts_seen.extend(texts)
        return [[1.0, float(len(text))] for text in texts]

    return embed


def test_every_example_of_the_shipped_topics_has_its_vector():
    kept, encoder = read_vectors(RULES / VECTORS), SentenceEncoder()

    missing = [text for text in examples() if key_of(text, encoder.name) not in kept]
    assert missing == [], "run `make vectors`"


def test_a_kept_vector_is_the_encoder_s_but_for_rounding():
    kept, encoder = read_vectors(RULES / VECTORS), SentenceEncoder()
    for text in examples()[::100]:
        fresh = np.asarray(encoder.embed_query(text))

        assert kept[key_of(text, encoder.name)] @ (fresh / np.linalg.norm(fresh)) > 0.998


def test_only_what_is_not_kept_is_embedded(tmp_path):
    topics, seen = full_pack().topics, []
    write_vectors(tmp_path / VECTORS, examples()[1:], "tiny", counting([]))
    kept = read_vectors(tmp_path / VECTORS)

    Examples(topics, counting(seen), lambda text: kept.get(key_of(text, "tiny"))).guess("얼마예요", "ko")

    assert sorted(seen) == sorted([examples()[0], "얼마예요"])


def test_vectors_of_another_encoder_are_not_used(tmp_path):
    write_vectors(tmp_path / VECTORS, ["a"], "one", counting([]))

    assert key_of("a", "another") not in read_vectors(tmp_path / VECTORS)


def test_a_missing_or_damaged_file_is_as_good_as_none(tmp_path):
    (tmp_path / "broken.npz").write_bytes(b"PK\x03\x04 not a file of arrays")

    assert read_vectors(tmp_path / "missing.npz") == {}
    assert read_vectors(tmp_path / "broken.npz") == {}
