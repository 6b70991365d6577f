"""After a verdict, "what would have to change?" is answered from the rules, never by proposing to misreport."""

from datetime import date

import pytest

from bot.answering.answer import Context

TODAY = date(2026, 11, 22)


def after(answerer, *messages):
    """The answer to the last of several messages of one chat."""
    context, answer = Context(), None
    for message in messages:
        answer, context = answerer.answer(message, context, TODAY)
    return answer


def text_of(answer):
    return "\n".join(one.text for one in answer.segments)


def test_a_region_outside_can_be_changed_for_one_that_takes_part(answerer):
    answer = after(
        answerer, "화성에 있는 중소 제조업체이고 기초로 하려고 합니다. 되나요?", "어떻게 하면 자격이 되나요?"
    )

    assert answer.verdicts["basic"] == "ineligible"
    assert "공장 소재지 → 부산 / 대구" in text_of(answer)
    assert "경북(구미·포항 외)" not in text_of(answer)


def test_what_cannot_be_changed_is_said_to_stand_in_the_way(answerer):
    answer = after(answerer, "저희는 대기업 계열 제조사입니다. 신청 자격이 되나요?", "무엇을 바꾸면 되나요")

    assert "바꿀 수 있는 것이 없습니다" in text_of(answer)
    assert "기업 규모" in text_of(answer)


@pytest.mark.parametrize(
    ("told", "asked", "expected"),
    [
        (
            "We are an SME manufacturer in Daegu and want only the basic level. Do we qualify?",
            "What would have to change for the advanced track?",
            "target level",
        ),
        (
            "We are a large enterprise that manufactures in Busan. Are we eligible?",
            "What would we need to change?",
            "nothing that you can change",
        ),
    ],
)
def test_the_same_in_english(answerer, told, asked, expected):
    assert expected in text_of(after(answerer, told, asked))


def test_a_change_names_the_track_that_it_closes(answerer):
    answer = after(
        answerer,
        "대구 중소 제조업체고 기초만 하고 싶어요. 자격 되나요?",
        "고도화는 어떻게 하면 자격이 되나요?",
    )

    assert "기초 유형의 요건에는 맞지 않게" in text_of(answer) or "둘 다 가능" in text_of(answer)


def test_every_figure_and_name_in_it_is_proved(answerer):
    answer = after(answerer, "화성 중소 제조업체인데 기초 되나요?", "무엇을 바꾸면 되나요")

    assert answer.citations
