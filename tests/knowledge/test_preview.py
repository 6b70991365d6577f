from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import read_upload
from knowledge.preview import preview

BEFORE = "# 공고\n\n## 한도\n\n고도화 유형은 최대 1억 5천만원입니다.\n\n기초 유형은 최대 6천만원입니다.\n\n## 문의\n\n담당자에게 묻습니다.\n"


def document(text):
    return read_upload("notice.md", text.encode()).document


def test_a_new_figure_is_a_change_that_shows_both_texts_and_where_they_stand():
    after = document(BEFORE.replace("6천만원", "8천만원"))

    found = preview([document(BEFORE)], [after])

    ((old, new),) = found.changed
    assert (old.text, new.text) == ("기초 유형은 최대 6천만원입니다.", "기초 유형은 최대 8천만원입니다.")
    assert new.headings == ("공고", "한도")
    assert (found.added, found.removed, len(found.same)) == ((), (), 2)


def test_a_paragraph_before_others_is_one_passage_added():
    after = document(BEFORE.replace("고도화", "전체 예산은 따로 있습니다.\n\n고도화", 1))

    found = preview([document(BEFORE)], [after])

    assert [passage.text for passage in found.added] == ["전체 예산은 따로 있습니다."]
    assert (found.changed, found.removed) == ((), ())


def test_another_sentence_in_its_place_is_no_new_wording():
    after = document(BEFORE.replace("담당자에게 묻습니다.", "누리집을 보십시오!"))

    found = preview([document(BEFORE)], [after])

    assert [passage.text for passage in found.removed] == ["담당자에게 묻습니다."]
    assert [passage.text for passage in found.added] == ["누리집을 보십시오!"]


def test_a_first_document_only_adds_and_a_last_only_removes():
    one = document(BEFORE)

    assert len(preview([], [one]).added) == len(preview([one], []).removed) == 3


TEXTS = st.lists(
    st.sampled_from(["# A", "# B", "하나 둘", "하나 둘 셋", "넷", "| a | b |\n|---|---|\n| 1 | 2 |"])
)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_every_passage_is_told_once(before, after):
    old, new = (document("\n\n".join(["글", *blocks])) for blocks in (before, after))

    found = preview([old], [new])

    assert len(found.removed) + len(found.changed) + len(found.same) == len(preview([old], []).removed)
    assert len(found.added) + len(found.changed) + len(found.same) == len(preview([], [new]).added)
