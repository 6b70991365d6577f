"""What a message leaves to the last ones: comparisons, the year and the place spoken of, plans turned over."""

from __future__ import annotations

import pytest

from bot.answering.answer import Answer, Context
from bot.answering.pipeline import Answerer
from bot.typed import language_wanted
from tests.bot.answering.test_several_things import ask

BASIC_IN_ULSAN = "저희는 울산에 있는 중소 제조업이고 기초로 하려고요. 되나요?"


def last(answerer: Answerer, *texts: str) -> Answer:
    context = Context()
    for text in texts[:-1]:
        context = ask(answerer, text, context)[1]
    return ask(answerer, texts[-1], context)[0]


def origins(answer: Answer) -> set[str]:
    return {one.origin for one in answer.segments}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("어느 쪽이 돈이 더 나와요", {"statement:advanced-cap", "statement:basic-cap"}),
        ("which of the two pays more?", {"statement:advanced-cap", "statement:basic-cap"}),
        ("회사 수는 어느 쪽이 더 많아요", {"statement:advanced-places", "statement:basic-places"}),
    ],
)
def test_which_track_has_more_is_told_of_both(answerer: Answerer, text: str, stated: set[str]) -> None:
    assert stated <= origins(last(answerer, "기초 유형을 소개해 주세요", text))


def test_which_place_has_more_is_told_of_both(answerer: Answerer) -> None:
    said = last(answerer, "포항은 한도가 얼마예요?", "광주랑 비교하면 어디가 더 많이 줘요")
    assert {"won:60000000", "won:80000000"} <= {
        f"{figure.kind}:{figure.value}" for one in said.segments for figure in one.figures
    }


@pytest.mark.parametrize("text", ["그 전 해는요?", "and the year before?", "한 해 전에는 어땠습니까"])
def test_the_year_before_is_that_of_the_year_spoken_of(answerer: Answerer, text: str) -> None:
    assert origins(last(answerer, "2025년 총예산이 얼마예요?", text)) == {"statement:edition-2024"}


def test_a_year_that_is_put_aside_is_not_asked_about(answerer: Answerer) -> None:
    said = last(answerer, "스마트비즈엑스포 언제 했어요?", "재작년 거 말고 작년 거요")
    assert "statement:expo-2025" in origins(said)


def test_what_was_just_said_of_a_year_is_not_said_again(answerer: Answerer) -> None:
    said = last(answerer, "멘토가 몇 명이나 되나요?", "2024년에는요?", "한 공장엔 몇 명이 붙어요?")
    assert "statement:mentoring" in origins(said)


@pytest.mark.parametrize(
    ("before", "text", "topic"),
    [
        ("광주는 자부담이 얼마예요?", "나머지는 시가 다 내주나요", "own-share"),
        ("제출 서류가 뭐예요?", "그럼 누구한테 물어봐야 돼요", "contact"),
        ("which papers are needed?", "who can tell me then?", "contact"),
        (BASIC_IN_ULSAN, "방법이 아예 없습니까", "change"),
        (BASIC_IN_ULSAN, "울산은 안 된다는 건 어디에 나와 있어요?", "sources"),
        ("신청은 어디서 하나요?", "다시 한번 알려주세요", "where-to-apply"),
    ],
)
def test_what_goes_unnamed_is_what_was_spoken_of(
    answerer: Answerer, before: str, text: str, topic: str
) -> None:
    assert topic in last(answerer, before, text).topics


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("그럼 설비 실시간 제어까지 하면 달라지나요", {"advanced": "eligible", "basic": "ineligible"}),
        ("부산에 공장을 지으면 얘기가 달라지나요", {"basic": "eligible", "advanced": "ineligible"}),
    ],
)
def test_who_turns_the_plan_over_is_judged_anew(
    answerer: Answerer, text: str, verdicts: dict[str, str]
) -> None:
    assert dict(last(answerer, BASIC_IN_ULSAN, text).verdicts) == verdicts


def test_a_decision_after_another_question_is_judged(answerer: Answerer) -> None:
    told = "We are a small manufacturer in Busan. Do we qualify?"
    said = last(answerer, told, "what is the difference between the tracks?", "then we'll go with basic")
    assert said.verdicts["basic"] == "eligible"


def test_in_that_case_is_the_case_supposed(answerer: Answerer) -> None:
    moved = (BASIC_IN_ULSAN, "만약 부산으로 옮기면요?", "how much would we get then?")
    assert "statement:busan-2024" in origins(last(answerer, *moved))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("안녕하세요, English okay?", "en"),
        ("sorry, English please", "en"),
        ("can we speak in Korean? 한국어로", "ko"),
        ("영어 기사에는 15억이라던데요", None),
    ],
)
def test_a_language_is_asked_for_politely(text: str, language: str | None) -> None:
    assert language_wanted(text) == language


@pytest.mark.parametrize(
    ("texts", "stated"),
    [
        (
            ("2026년 회사 부담은 몇 대 몇이었어요?", "공사는 몇 달 안에 끝내요?", "2025년에는요?"),
            "statement:build-period",
        ),
        (("중간2가 뭐예요?", "그건 어느 유형에 들어가요"), "statement:advanced-goal"),
        (("울산도 기초 유형 참여해요?", "Not even the higher one?"), "criterion:advanced.region:says"),
        (("대구도 기초 참여하나요?", "언제부터 들어왔어요?"), "statement:local-governments"),
        (("광주는 한도가 얼마예요?", "그중에 삼성 몫은?"), "statement:gwangju-split"),
        (("광주는 한도가 얼마예요?", "8천만원 주는 데가 어디예요?"), "statement:gwangju-terms"),
        (("8월 추가 모집은 언제였어요?", "일반 고도화는 그럼 얼마죠?"), "statement:advanced-cap"),
        (("자부담이 몇 프로예요?", "누구한테 확인하면 돼요?"), "statement:contact-kbiz"),
    ],
)
def test_a_dialogue_goes_on_with_what_was_asked(
    answerer: Answerer, texts: tuple[str, ...], stated: str
) -> None:
    assert stated in origins(last(answerer, *texts))


def test_the_place_is_kept_until_another_one_is_meant(answerer: Answerer) -> None:
    there = last(answerer, "충북은 한도가 얼마예요?", "서류는 뭐가 필요해요?", "거기는 몇 개사 뽑아요?")
    elsewhere = last(answerer, "광주는 자부담이 몇 프로예요?", "And elsewhere?")
    assert origins(there) == {"statement:chungbuk-terms"}
    assert "not_stated:own-share" in origins(elsewhere)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Same answer in English please", "en"),
        ("Sorry, my boss reads only English.", "en"),
        ("Could you repeat that in Korean?", "ko"),
        ("한국어로 다시 알려주세요", "ko"),
    ],
)
def test_the_last_answer_is_given_again_in_another_language(
    answerer: Answerer, text: str, language: str
) -> None:
    first = last(answerer, "포항은 한도가 얼마예요?")
    again = last(answerer, "포항은 한도가 얼마예요?", text)
    assert (again.language, origins(again)) == (language, origins(first))


def test_what_is_asked_in_a_language_is_answered_and_not_the_last_question(answerer: Answerer) -> None:
    said = last(answerer, "포항은 한도가 얼마예요?", "total budget이 얼마인지 영어로 알려주세요")
    assert (said.language, said.topics) == ("en", ("budget",))


def test_after_a_misprint_papers_are_those_that_print(answerer: Answerer) -> None:
    said = last(answerer, "영어 기사에는 15억이라던데요", "Which papers have the right one?")
    assert said.topics == ("sources",)
    assert last(answerer, "Which papers do we hand in?").topics == ("documents",)


@pytest.mark.parametrize("text", ["문의 좀 드려도 될까요", "질문 하나 해도 되나요?", "May I ask something?"])
def test_leave_to_ask_is_given(answerer: Answerer, text: str) -> None:
    assert last(answerer, text).status == "smalltalk"


TWO_FIRMS = "거래처 두 곳입니다. A사는 부산 중소 사출업체이고 기초를 원하고, B사는 인천 중소 도금업체인데 설비 실시간 제어를 원합니다."


def test_firms_that_go_by_a_letter_stay_apart(answerer: Answerer) -> None:
    assert last(answerer, TWO_FIRMS, "B사는 되나요?").verdicts == {
        "advanced": "eligible",
        "basic": "ineligible",
    }
    assert last(answerer, TWO_FIRMS, "B사는 되나요?", "A사는요?").verdicts["basic"] == "eligible"
    assert "statement:advanced-cap" in origins(last(answerer, TWO_FIRMS, "A사는 얼마까지 받아요?", "B사는?"))


def test_an_own_plant_elsewhere_is_supposed_and_let_go(answerer: Answerer) -> None:
    told = "We make bolts in Gumi, an SME, and want the basic level. Are we eligible?"
    there = "What if we used our second factory in Ulsan?"
    assert last(answerer, told, there).verdicts["basic"] == "ineligible"
    assert last(answerer, told, there, "And where we are now?").verdicts["basic"] == "eligible"
    assert "statement:advanced-cap" not in origins(
        last(answerer, told, there, "Back to our first plan. How much would it be?")
    )


@pytest.mark.parametrize(
    "text",
    [
        "한도는 광주랑 같아요?",
        "광주보다 적은 건가요?",
        "is it less than in Gwangju?",
        "광주랑 비교하면요",
        "how does that stack up against Gwangju?",
    ],
)
def test_a_place_is_set_beside_the_one_spoken_of(answerer: Answerer, text: str) -> None:
    said = last(answerer, "포항은 한도가 얼마예요?", text)
    assert {"won:60000000", "won:80000000"} <= {
        f"{figure.kind}:{figure.value}" for one in said.segments for figure in one.figures
    }


def test_a_year_that_is_only_compared_with_is_left_again(answerer: Answerer) -> None:
    beside = last(answerer, "총예산?", "그 전해보다 늘은 거예요?")
    assert {"2024", "2025"} <= {str(figure.value) for one in beside.segments for figure in one.figures}
    later = last(answerer, "총예산?", "그 전해보다 늘은 거예요?", "몇 개사 뽑아요?")
    assert "statement:advanced-places" in origins(later)


def test_who_pays_what_is_asked_of_the_place_spoken_of(answerer: Answerer) -> None:
    said = last(answerer, "광주는 한도가 얼마예요?", "시에서 주는 거랑 삼성에서 주는 거 나눠서 알려 주세요")
    assert said.status == "answered"


@pytest.mark.parametrize(
    "text", ["so are we out completely?", "Does that rule us out?", "그럼 아예 못 하는 건가요"]
)
def test_whether_a_verdict_is_final_is_answered_with_it(answerer: Answerer, text: str) -> None:
    assert last(answerer, BASIC_IN_ULSAN, text).verdicts["basic"] == "ineligible"


@pytest.mark.parametrize("text", ["접수를 언제 또 받으려나", "who would visit us before they decide?"])
def test_a_new_question_after_a_verdict_is_not_answered_with_it(answerer: Answerer, text: str) -> None:
    assert not last(answerer, BASIC_IN_ULSAN, text).verdicts


@pytest.mark.parametrize(
    "text", ["그건 어떤 회사들 대상이었는데요", "그땐 누가 넣을 수 있었는데요", "who was it for?"]
)
def test_whom_the_extra_call_was_for_is_told_by_its_terms(answerer: Answerer, text: str) -> None:
    said = last(answerer, "2025년에 추가모집 있었어요?", text)
    assert {"statement:who-can-apply", "statement:extra-intake"} <= origins(said)


@pytest.mark.parametrize(
    "text",
    [
        "헷갈리네요 다시 한번만 정리해서 알려주세요",
        "무슨 말인지 모르겠어요 쉽게 좀 풀어서 설명해 주실래요",
        "I don't follow. Could you put that more simply?",
    ],
)
def test_who_did_not_understand_hears_it_again(answerer: Answerer, text: str) -> None:
    assert "statement:level-difference" in origins(last(answerer, "기초랑 고도화 차이가 뭐예요", text))


@pytest.mark.parametrize("text", ["한 회사에는?", "per company?"])
def test_a_scrap_is_asked_of_what_was_spoken_of(answerer: Answerer, text: str) -> None:
    assert "statement:mentoring" in origins(last(answerer, "멘토링은 몇 주 동안 해주나요", text))


def test_a_scrap_on_something_unknown_stands_nowhere(answerer: Answerer) -> None:
    assert last(answerer, "총예산이 얼마예요?", "주차는?").status == "not_in_documents"


@pytest.mark.parametrize("text", ["작년 4월 중순에도 받고 있었죠?", "4월에 접수했다던데 맞나요"])
def test_a_day_within_an_intake_is_not_denied(answerer: Answerer, text: str) -> None:
    assert not any(one.corrects for one in last(answerer, text).segments)


def test_this_year_on_a_day_that_it_had_an_intake_is_meant(answerer: Answerer) -> None:
    assert "statement:ai-round-2026" in origins(last(answerer, "올해 4월에 접수하는 걸 봤다던데 그건 뭐였죠"))


@pytest.mark.parametrize(
    "text", ["hello there, never used one of these before", "안녕하세요 남편 공장 서류 맡고 있는 사람이에요"]
)
def test_who_only_greets_is_greeted(answerer: Answerer, text: str) -> None:
    assert last(answerer, text).status == "smalltalk"


def test_a_word_misheard_as_an_aspect_leaves_nothing_open(answerer: Answerer) -> None:
    assert last(answerer, "신입인데 부장님이 스마트365센터가 뭔지 알아오래요").status == "answered"


@pytest.mark.parametrize("text", ["그것도 끝난 거죠?", "아쉽네 ㅠㅠ 그건 지금 못 넣죠?", "is it over too?"])
def test_whether_a_call_is_over_is_asked_of_that_call(answerer: Answerer, text: str) -> None:
    assert "statement:food-call" in origins(last(answerer, "식품은 따로 모집했다면서요", text))


@pytest.mark.parametrize("text", ["그거 놓쳤으면 next one은 언제?", "When's the one after?", "내년엔요?"])
def test_the_one_after_a_call_is_another_one(answerer: Answerer, text: str) -> None:
    said = last(answerer, "삼성 AI 라운드가 뭐예요?", text)
    assert "not_stated:next-intake" in origins(said)


def test_an_intake_of_this_year_that_was_is_told_with_its_days(answerer: Answerer) -> None:
    said = last(answerer, "Was there any intake this year?", "how long was it open?")
    assert "statement:ai-round-2026" in origins(said)
    assert "message:this_year_not_known" not in origins(said)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("2025년 예산이 그 전 해보다 늘었나요?", "공장 수는?"),
        ("2024년 예산이 얼마였죠?", "업체 수도 그만큼 차이 났나요"),
    ],
)
def test_a_count_after_two_years_is_of_both(answerer: Answerer, before: str, text: str) -> None:
    assert "statement:growth" in origins(last(answerer, before, text))


def test_a_year_named_beside_another_is_set_beside_it(answerer: Answerer) -> None:
    said = last(answerer, "멘토가 2024년엔 200명이었다는데 그다음 해엔 늘었어요?")
    assert {"statement:mentors-2024", "statement:mentoring"} <= origins(said)


@pytest.mark.parametrize(
    "text", ["그중에 기초에는 얼마 배정됐어요", "How much of that goes to the basic track?"]
)
def test_a_tracks_part_of_the_budget_stands_nowhere(answerer: Answerer, text: str) -> None:
    assert last(answerer, "총예산이 얼마예요?", text).status == "not_in_documents"


@pytest.mark.parametrize("text", ["한 곳당은요?", "and per company?"])
def test_what_one_firm_gets_is_no_part_of_the_budget(answerer: Answerer, text: str) -> None:
    assert "statement:advanced-cap" in origins(last(answerer, "총예산이 얼마예요?", text))


@pytest.mark.parametrize(
    "text",
    [
        "My boss doesn't read Korean, can you say that in English?",
        "사장님이 한국말을 못하셔서요 방금 거 영어로 부탁드려요",
        "영어 버전으로 주실 수 있나요? 외국인 이사님 보여드리게",
    ],
)
def test_a_wish_for_a_language_repeats_what_was_said(answerer: Answerer, text: str) -> None:
    first = last(answerer, "고도화 한도가 얼마예요?")
    said = last(answerer, "고도화 한도가 얼마예요?", text)
    assert said.language == "en"
    assert origins(said) == origins(first)


def test_who_takes_applications_is_no_supported_company(answerer: Answerer) -> None:
    assert last(answerer, "포항은 작년에 따로 접수 받았다던데요").status == "answered"


# --- what only points at what was said ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "text", "stated"),
    [
        ("고도화랑 기초가 어떻게 달라요?", "뒤에 말한 건 한도가 얼마예요", "statement:advanced-cap"),
        ("고도화랑 기초는 몇 개사씩 뽑아요?", "두 번째 거는 얼마까지 줘요", "statement:basic-cap"),
        (
            "how many places are there in each track?",
            "and the money in the first one?",
            "statement:advanced-cap",
        ),
    ],
)
def test_a_track_is_named_by_its_order_in_the_last_answer(
    answerer: Answerer, before: str, text: str, stated: str
) -> None:
    caps = {"statement:advanced-cap", "statement:basic-cap"}
    assert origins(last(answerer, before, text)) & caps == {stated}


def test_the_level_that_is_chosen_by_its_order_is_wished_for(answerer: Answerer) -> None:
    told = "저희 양산에서 사출하는 중소기업인데 되나요"
    said = last(answerer, told, "고도화랑 기초가 어떻게 달라요?", "그럼 저희는 앞에 거면 충분해요")
    assert said.verdicts == {"basic": "eligible", "advanced": "ineligible"}


@pytest.mark.parametrize("text", ["목표를 더 높이면요?", "And if we aimed higher?"])
def test_a_higher_aim_is_the_advanced_track(answerer: Answerer, text: str) -> None:
    assert last(answerer, BASIC_IN_ULSAN, text).verdicts["advanced"] == "eligible"


@pytest.mark.parametrize("text", ["어쩌다 그렇게 찍힌 거래요", "How could they get that so wrong?"])
def test_how_a_misprint_came_about_is_asked_of_the_misprint(answerer: Answerer, text: str) -> None:
    assert last(answerer, "영어 기사에 15억이라고 나왔던데요", text).topics == ("misprint",)


@pytest.mark.parametrize(
    "text", ["틀린 거 같은데 다시 확인해보세요", "I don't buy it.", "I don't think that's right"]
)
def test_a_doubt_is_met_with_the_proof_of_the_last_answer(answerer: Answerer, text: str) -> None:
    said = last(answerer, "삼성 협력사만 되는 거죠?", text)
    assert said.status == "answered"
    assert said.topics == ("sources",)


@pytest.mark.parametrize(
    "text", ["또 뭐가 남았죠?", "뭘 더 알려드리면 돼요?", "What else do you need to know?"]
)
def test_what_is_still_to_be_told_is_what_the_verdict_lacks(answerer: Answerer, text: str) -> None:
    said = last(answerer, "강원도 원주에 있는 중소기업이에요", text)
    assert "message:still_open" in origins(said)


def test_who_is_asked_for_nothing_yet_hears_of_all_that_matters(answerer: Answerer) -> None:
    said = last(answerer, "우리 회사 되는지 봐줘요", "뭘 알려드리면 돼요?")
    assert said.status == "question"
    assert "message:still_open" in origins(said)


@pytest.mark.parametrize("text", ["전에는 더 많지 않았어요?", "재작년보다 적은가요?"])
def test_a_count_is_set_beside_that_of_the_edition_before(answerer: Answerer, text: str) -> None:
    said = last(answerer, "삼성 멘토는 몇 명이에요?", text)
    assert {"statement:mentors-2024", "statement:mentoring"} <= origins(said)


def test_why_figures_are_what_they_are_stands_nowhere(answerer: Answerer) -> None:
    assert "message:reason_not_known" in origins(last(answerer, "업체 수가 늘었어요?", "왜요?"))


def test_what_can_be_done_is_no_matter_of_a_year_that_is_over(answerer: Answerer) -> None:
    said = last(answerer, "How much was it in 2022?", "when could we get started?")
    assert "message:intake_all_closed" in origins(said)


def test_the_year_before_a_later_edition_is_counted_from_there(answerer: Answerer) -> None:
    said = last(answerer, "AI 라운드 자부담이 얼마였어요?", "그 전해에는요?")
    assert "not_stated:own-share" in origins(said)


def test_what_is_to_be_found_out_supposes_nothing(answerer: Answerer) -> None:
    said = last(
        answerer, "We run a foundry in Gimhae, an SME. Could you tell me if we qualify?", "what is missing?"
    )
    assert said.status == "verdict"


@pytest.mark.parametrize("text", ["그걸로 할게요", "we'd go for that one"])
def test_the_track_spoken_of_may_be_chosen_by_pointing_at_it(answerer: Answerer, text: str) -> None:
    told = "구미에서 밸브 만드는 중소기업인데 되나요"
    assert last(answerer, told, "기초는 얼마까지 줘요", text).verdicts["basic"] == "eligible"


def won(answer: Answer) -> set[int]:
    found = (figure for one in answer.segments for figure in one.figures if figure.kind == "won")
    return {int(one.value) for one in found}


@pytest.mark.parametrize(
    "texts",
    [
        ("자부담은 몇 프로예요?", "저희는 광주에 있어요"),
        ("우리 돈은 얼마나 들어가요?", "공장은 광주광역시입니다"),
    ],
)
def test_a_place_told_after_a_question_on_shares_is_asked_of(
    answerer: Answerer, texts: tuple[str, ...]
) -> None:
    assert "statement:gwangju-split" in origins(last(answerer, *texts))


@pytest.mark.parametrize("text", ["만약에 포항에서 했으면요?", "and had we been in Pohang?"])
def test_a_supposed_place_is_asked_of_as_the_last_one_was(answerer: Answerer, text: str) -> None:
    told = "전주에서 부품 만드는 중소기업이고 기초로 하려고요. 되나요?"
    said = last(answerer, told, "최대 얼마까지 나와요?", text)
    assert said.status == "verdict"
    assert 60_000_000 in won(said)


def test_amounts_are_those_of_the_level_that_was_wished_for(answerer: Answerer) -> None:
    said = last(answerer, "전주에서 부품 만드는 중소기업이고 기초로 하려고요. 되나요?", "그럼 얼마 나와요?")
    assert 150_000_000 not in won(said)


@pytest.mark.parametrize("text", ["다들 그만큼 받는 건 아니죠?", "다들그만큼받는건아니죠?"])
def test_as_much_as_that_is_the_amount_spoken_of(answerer: Answerer, text: str) -> None:
    assert "statement:advanced-cap" in origins(last(answerer, "고도화는 얼마까지 나와요?", text))


@pytest.mark.parametrize(
    "text",
    ["그다음에 공장 짓는 건 얼마나 걸려요", "다른 질문인데요, 구축은 얼마나 걸려요?", "That aside, how long does the set-up take?"],
)  # fmt: skip
def test_words_that_lead_on_ask_for_nothing(answerer: Answerer, text: str) -> None:
    assert any("build" in one for one in origins(last(answerer, "교육도 해주나요?", text)))


def test_the_other_track_after_a_misprint(answerer: Answerer) -> None:
    said = last(
        answerer,
        "The paper says 1.5 billion per company.",
        "How many get in on that track?",
        "And on the other?",
    )
    assert origins(said) == {"statement:basic-places"}


def test_a_way_to_reach_somebody_that_is_not_known(answerer: Answerer) -> None:
    said = last(answerer, "어디로 물어봐요?", "전화 말고 이메일은 없어요?")
    assert said.status == "not_in_documents"


@pytest.mark.parametrize("text", ["A사부터요. 되는 거죠?", "A사 먼저요. 되나요?"])
def test_a_firm_is_known_by_its_letter_whatever_follows(answerer: Answerer, text: str) -> None:
    told = "A사는 청주 중소 제조업 기초 희망, B사는 수원 중소 제조업 고도화 희망입니다. 각각 되나요?"
    assert dict(last(answerer, told, text).verdicts) == {"advanced": "ineligible", "basic": "eligible"}


def test_the_first_client_is_the_first_of_the_chat(answerer: Answerer) -> None:
    said = last(
        answerer,
        "My client makes bread in Sejong, an SME. They'd like the basic track.",
        "My other client is in Chuncheon, same kind of firm, same wish.",
        "Would the first client be fine if it aimed for equipment control?",
    )
    assert said.verdicts["advanced"] == "eligible"


_ASAN = "저희 아산에서 시트 만드는 중소기업이고 기초 원해요"


@pytest.mark.parametrize(
    "text",
    [
        "아산은 왜 기초가 안 된다고 했죠?",
        "근데 우리는 왜 안 되는 거였죠?",
        "Why was the Asan plant out for basic, again?",
    ],
)
@pytest.mark.parametrize("between", ["멘토는 몇 명이에요", "15억 아니에요?"])
def test_why_a_judged_company_is_out_is_asked_of_its_verdict(
    answerer: Answerer, text: str, between: str
) -> None:
    said = last(answerer, _ASAN, between, text)
    assert (said.verdicts["basic"], "criterion:basic.region:unmet" in origins(said)) == ("ineligible", True)


@pytest.mark.parametrize("text", ["울산은 왜 안 되죠?", "왜요?"])
def test_why_something_else_is_so_is_not_asked_of_the_verdict(answerer: Answerer, text: str) -> None:
    said = last(answerer, _ASAN, "한도는 얼마예요", text)
    assert not said.verdicts


def test_nothing_is_announced_that_does_not_follow(answerer: Answerer) -> None:
    said = last(answerer, "How much is it at most?", "Not 1.5 billion?", "Why is advanced not bigger?")
    assert said.segments[-1].origin != "message:reason_not_known"


@pytest.mark.parametrize(
    "texts",
    [
        ("how many places in the basic track and which regions?", "was it more than the year before?"),
        ("what's the budget and who runs it?", "is that more than the year before?"),
    ],
)
def test_a_size_is_compared_though_another_thing_was_told_beside_it(
    answerer: Answerer, texts: tuple[str, str]
) -> None:
    assert "statement:growth" in origins(last(answerer, *texts))


@pytest.mark.parametrize(
    ("texts", "both"),
    [
        (("고도화 몇 개사예요", "2024년엔요?", "fewer now?"), {"advanced-2024", "advanced-places"}),
        (("how many mentors in 2024?", "fewer now?"), {"mentors-2024", "mentoring"}),
        (("basic cap in 2024?", "is it higher now?"), {"basic-2024", "basic-cap"}),
    ],
)
def test_now_is_set_beside_the_year_spoken_of(
    answerer: Answerer, texts: tuple[str, ...], both: set[str]
) -> None:
    assert {f"statement:{one}" for one in both} <= origins(last(answerer, *texts))


@pytest.mark.parametrize(
    ("before", "text", "silent"),
    [
        ("특허 있으면 가점 있나요", "없으면 못하고요?", "exclusions"),
        ("공장등록증 있어야 하나요", "없으면 못하고요?", "factory-registration"),
        ("is a factory registration needed?", "what if we don't have one?", "factory-registration"),
        ("공장등록증 있어야 하나요", "중간에 못하겠으면 포기해도 돼요?", "withdrawal"),
    ],
)
def test_whether_one_can_do_without_is_asked_of_what_was_spoken_of(
    answerer: Answerer, before: str, text: str, silent: str
) -> None:
    assert f"not_stated:{silent}" in origins(last(answerer, before, text))


def test_when_the_next_one_is_is_no_matter_of_a_place(answerer: Answerer) -> None:
    assert last(answerer, "대구도 되나요", "다음에는 언제 하나요").topics == ("next-intake",)


IN_CHANGWON = "창원에서 밸브 만드는 중소기업이고 설비 실시간 제어 하려고 해요 되나요"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("만약 중견기업이면요?", "mid_sized"),
        ("혹시 대기업이면 달라지나요?", "large"),
        ("중견이면 안 되나요?", "mid_sized"),
        ("대기업이면 어떻게 되나요?", "large"),
        ("what if we were a large enterprise?", "large"),
    ],
)
def test_a_size_is_supposed_of_the_judged_firm(answerer: Answerer, text: str, size: str) -> None:
    said = last(answerer, IN_CHANGWON, text)
    assert said.verdicts["advanced"] == ("ineligible" if size == "large" else "eligible")
    _, context = ask(answerer, text, ask(answerer, IN_CHANGWON)[1])
    assert context.facts["company_size"].value == size
    assert context.set_aside["company_size"].value == "sme"


@pytest.mark.parametrize(
    "text",
    [
        "기초로 하면 어떻게 돼요?",
        "기초로 신청하면 어떻게 되나요?",
        "what if we choose basic?",
        "기초로 하면요?",
    ],
)
def test_a_level_is_supposed_of_the_judged_firm(answerer: Answerer, text: str) -> None:
    assert last(answerer, IN_CHANGWON, text).verdicts["basic"] == "eligible"


def test_what_is_decided_while_something_is_supposed_stays_without_it(answerer: Answerer) -> None:
    turns = ("We make bolts in Ansan, an SME, and want real-time control.", "and if we moved to Gumi?")
    decided = (*turns, "on second thought basic")
    assert last(answerer, *decided).verdicts == {"advanced": "ineligible", "basic": "eligible"}
    # the move is supposed no longer, the level is what was decided
    then = last(answerer, *decided, "what if we were mid-sized?")
    assert then.verdicts["advanced"] == "ineligible"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("첫 번째요", "basic"),
        ("두 번째 거요", "advanced"),
        ("1번", "basic"),
        ("the second", "advanced"),
        ("the first one", "basic"),
        ("2", "advanced"),
        ("advanced track", "advanced"),
        ("기초 유형이요", "basic"),
        ("어느 쪽이든요", "both"),
        ("whichever", "both"),
    ],
)
def test_a_reply_to_the_question_after_the_level_is_of_its_choices(
    answerer: Answerer, text: str, level: str
) -> None:
    _, context = ask(answerer, text, ask(answerer, "장갑 만드는데 저희도 되나요?")[1])
    assert context.facts["target_level"].value == level


@pytest.mark.parametrize(
    ("before", "topic"),
    [
        ("기초 자부담이 몇 프로예요?", "own-share"),
        ("What is the cap for the basic track?", "cap"),
        ("How many firms does the basic track take?", "places"),
        ("기초는 접수 마감이 언제였어요?", "intake"),
    ],
)
@pytest.mark.parametrize("text", ["what about the advanced track?", "혹시 고도화는 어떤가요"])
def test_what_was_asked_of_one_track_is_asked_of_the_other(
    answerer: Answerer, before: str, topic: str, text: str
) -> None:
    assert last(answerer, before, text).topics == (topic,)


@pytest.mark.parametrize("text", ["한도는요?", "몇 개사 뽑아요?"])
def test_a_track_stays_whatever_was_asked_of_it(answerer: Answerer, text: str) -> None:
    said = " ".join(one.text for one in last(answerer, "기초 자부담이 몇 프로예요?", text).segments)
    assert "기초" in said
    assert "고도화" not in said


def test_what_is_added_while_something_is_supposed_leaves_it_supposed(answerer: Answerer) -> None:
    turns = (
        "We import frying pans and have no plant of our own. Do we qualify?",
        "What if we opened a plant in Daegu and made the pans ourselves?",
        "We're an SME, and the goal would be real-time equipment control.",
    )
    assert last(answerer, *turns).verdicts == {"advanced": "eligible", "basic": "ineligible"}


def test_once_selected_a_service_is_asked_about_all_the_same(answerer: Answerer) -> None:
    said = last(answerer, "멘토링은 누가 해주는 겁니까")
    assert origins(last(answerer, "선정되면 멘토링은 누가 해주는 겁니까")) == origins(said)
    said = last(answerer, "who does the mentoring?")
    assert origins(last(answerer, "If we are selected, who does the mentoring?")) == origins(said)
    assert "mentoring" not in last(answerer, "선정되면 어떻게 알려줘요?").topics
