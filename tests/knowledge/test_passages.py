from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Document
from knowledge.passages import LIMIT, split


def plain_document(text: str) -> Document:
    return Document("notice", "ko", "안내", "", "", "", 3, None, False, text, "")


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def test_a_passage_knows_its_document_its_headings_and_its_place(make_document):
    document = make_document("# 안내\n\n첫 문단\n\n## 지원 금액\n\n둘째 문단\n\n### 기초\n\n셋째\n\n넷째\n")

    passages = split(document)

    assert [(passage.headings, passage.text) for passage in passages] == [
        (("안내",), "첫 문단"),
        (("안내", "지원 금액"), "둘째 문단"),
        (("안내", "지원 금액", "기초"), "셋째"),
        (("안내", "지원 금액", "기초"), "넷째"),
    ]
    assert [passage.id for passage in passages] == [
        "notice.ko#1",
        "notice.ko#지원-금액-1",
        "notice.ko#기초-1",
        "notice.ko#기초-2",
    ]


def test_a_table_row_is_understood_without_its_table(make_document):
    table = "| 지역 | 한도 | 비고 |\n|---|:--:|---|\n| 광주 | 8천만원 | |\n| 포항 | 6천만원 | a \\| b |\n"

    texts = [passage.text for passage in split(make_document(table))]

    assert texts == ["지역: 광주; 한도: 8천만원", "지역: 포항; 한도: 6천만원; 비고: a | b"]


def test_long_list_items_stand_alone_and_short_ones_together(make_document):
    long = "멘토링은 삼성의 현직 전문가가 현장에 와서 여섯 주에서 열 주 동안 머물며 혁신을 돕는 일입니다"

    passages = split(
        make_document(f"참여 지자체:\n\n- 충북\n- 전남\n  (2024년부터)\n\n다음\n\n- {long}\n- 교육\n")
    )

    assert [passage.text for passage in passages] == [
        "참여 지자체: 충북; 전남 (2024년부터)",
        "다음",
        long,
        "교육",
    ]


def test_a_dotted_date_is_not_cut_as_if_it_ended_a_sentence(make_document):
    sentence = "접수는 2025. 3. 31. 시작했습니다."

    passages = split(make_document(" ".join([sentence] * 30)))

    assert len(passages) > 1
    assert all(passage.text.startswith("접수는") and passage.text.endswith("니다.") for passage in passages)


def test_a_heading_with_nothing_under_it_is_kept_as_what_it_says(make_document):
    passages = split(make_document("# 안내\n\n## 접수는 끝났습니다\n\n## 문의\n\n전화\n"))

    assert [passage.text for passage in passages] == ["접수는 끝났습니다", "전화"]


def test_a_change_in_one_section_leaves_the_passages_of_others_alone(make_document):
    before = split(make_document("## 금액\n\n하나\n\n## 기간\n\n둘\n"))
    after = split(make_document("## 금액\n\n새 문단\n\n하나\n\n## 기간\n\n둘\n"))

    assert before[-1] == after[-1]
    assert before[0].id == after[0].id
    assert before[0].digest != after[0].digest


def test_the_digest_covers_all_that_is_indexed_and_nothing_else(make_document):
    document = make_document("본문")
    digest = split(document)[0].digest

    assert split(replace(document, title="다른 제목"))[0].digest != digest
    assert split(replace(document, language="en"))[0].digest != digest
    assert split(replace(document, text="본문 둘"))[0].digest != digest
    assert split(replace(document, date="2024", rank=5, digest="x"))[0].digest == digest


@pytest.mark.parametrize("mark", ["-", "*", "•", "○", "□", "※"])
def test_the_marks_of_notices_begin_list_items(make_document, mark):
    item = "지원 대상은 제조업을 영위하는 중소기업과 중견기업이며 삼성과 거래가 없어도 된다고 합니다"

    texts = [passage.text for passage in split(make_document(f"{mark} {item}\n{mark} {item}"))]

    assert texts == [item, item]


@given(st.text(alphabet=st.sampled_from(list("가나 ab1.!?-*•\n\n_\t(")), max_size=1500))
def test_splitting_loses_no_text_and_keeps_its_order(text):
    passages = split(plain_document(text + "끝"))

    assert letters("".join(passage.text for passage in passages)) == letters(text + "끝")
    assert all(0 < len(passage.text) <= LIMIT for passage in passages)


@given(st.text(alphabet=st.sampled_from(list("가b1 #|-:.\n\\*")), max_size=400))
def test_whatever_the_marks_every_word_is_found_again(text):
    passages = split(plain_document(text))
    found = letters("".join(passage.text + "".join(passage.headings) for passage in passages))

    assert all(letters(word) in found for word in text.split())
    assert len({passage.id for passage in passages}) == len(passages) > 0


@given(st.text(max_size=600))
def test_any_text_splits_the_same_each_time(text):
    assert split(plain_document(text)) == split(plain_document(text))
