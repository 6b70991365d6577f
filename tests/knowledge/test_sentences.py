"""Sentences stand where the text has them, and those that state a condition are known by their words."""

import pytest

from knowledge.sentences import conditions, sentences

CONDITIONS = [
    # a requirement
    "신청 기업은 공고일 기준 공장등록을 마쳐야 합니다.",
    "사업자등록증과 재무제표를 제출하여야 함",
    "자부담금은 협약 전에 반드시 납부한다.",
    "지원자격: 제조 중소기업",
    "뿌리산업을 영위하는 업체",
    "Applicants must have been in business for 2 years.",
    "Each company is required to name a manager.",
    "A factory registration is needed.",
    # a restriction
    "수도권 밖에 공장을 둔 기업에 한하여 신청을 받는다.",
    "지원은 기업당 한 번에 한함",
    "대표자만 신청이 된다.",
    "신청 건수를 한 건으로 한정합니다.",
    "상시근로자 10인 이상",
    "Only manufacturers are considered.",
    "The grant is limited to one project a company.",
    "at least 10 employees",
    # an exclusion
    "휴업 중인 기업은 제외됩니다.",
    "국세를 체납하면 참여가 불가합니다.",
    "같은 설비로 다른 지원을 받은 기업은 신청할 수 없습니다.",
    "중고 설비는 지원이 안 됩니다.",
    "부정하게 받은 지원금은 환수합니다.",
    "Firms in arrears are not eligible.",
    "Second-hand machines are excluded.",
    # a permission, and what does not matter
    "임차 공장도 신청이 가능합니다.",
    "개인사업자도 됩니다.",
    "업력과 관계없이 참여합니다.",
    "업종 무관",
    "거래 실적이 없어도 신청합니다.",
    "Sole proprietors may apply.",
    "The call is open to mid-sized companies, regardless of turnover.",
    # a preference, an exception
    "여성기업을 우대합니다.",
    "다만, 소기업은 그러하지 아니하다.",
    "참여가 처음인 경우 컨설팅을 함께 받는다.",
    "Priority goes to first-time applicants.",
    "Own shares are paid in cash, unless the region says otherwise.",
]
PLAIN = [
    "2025년 총예산은 213억원입니다.",
    "지원 한도는 6천만원입니다.",
    "지난해 8천만 원을 받았지만 올해는 늘었다.",
    "그만큼 불만이 줄었다.",
    "삼성 멘토가 현장을 찾는다.",
    "접수는 3월 31일에 시작합니다.",
    "The intake starts on 31 May 2025.",
    "The programme supports 105 companies.",
    "Candid talks took place in canteens.",
]


@pytest.mark.parametrize("sentence", CONDITIONS)
def test_a_sentence_with_a_condition_is_found(sentence: str) -> None:
    assert conditions(sentence)


@pytest.mark.parametrize("sentence", PLAIN)
def test_a_sentence_without_a_condition_is_left_alone(sentence: str) -> None:
    assert not conditions(sentence)


def test_each_marker_is_named_with_its_place() -> None:
    sentence = "포항 기업만 대상이며, 예외가 없습니다."

    markers = conditions(sentence)

    assert [one.text for one in markers] == ["만", "대상", "예외"]
    assert all(one.text in sentence[one.start : one.end] for one in markers)


def test_a_line_is_cut_at_full_stops_but_not_within_dates() -> None:
    text = "## 대상\n\n마감은 2025. 3. 31. 입니다. 휴업 기업은 제외합니다!\n- 소기업\n"

    found = list(sentences(text))

    assert [(one.line, one.text) for one in found] == [
        (3, "마감은 2025. 3. 31. 입니다."),
        (3, "휴업 기업은 제외합니다!"),
        (4, "- 소기업"),
    ]
    assert all(text[one.start : one.start + len(one.text)] == one.text for one in found)


def test_a_row_of_a_table_is_one_sentence_and_its_heading_none() -> None:
    text = "| 구분 | 지원 대상 |\n|---|---|\n| 기초 | 중소기업. 대기업 제외. |\n"

    assert [(one.line, one.text) for one in sentences(text)] == [(3, "| 기초 | 중소기업. 대기업 제외. |")]


def test_line_ends_of_any_kind_keep_the_lines() -> None:
    assert [(one.line, one.text) for one in sentences("a.\r\n\r\n  b. c.")] == [
        (1, "a."),
        (3, "b."),
        (3, "c."),
    ]
