import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.normalise import (
    Corrector,
    clean,
    from_english_layout,
    jamo,
    language_of,
    matching_form,
    mend_endings,
    part_sentences,
    repair_layout,
    sound,
    split_clauses,
    squash,
)

WORDS = """
    스마트 공장 스마트공장 고도 고도화 신청 신청서 신청일 접수 마감 마감일 지원 지원금 지원금액 지원한도
    자부담 경쟁률 중견기업 중소기업 대기업 제조 제조업 협력사 교육원 상생형 전문가 지자체 데이터 거래관계
    접수기간 기업 중소기업중앙회 스마트비즈엑스포 자동화 mes smart
    """
VOCABULARY = frozenset(WORDS.split())
PROTECTED = frozenset({"고도리", "제조원", "지원군", "스마트공방", "스타트업"})
CORRECTOR = Corrector(VOCABULARY, PROTECTED)

MESSAGES = st.text(
    st.one_of(st.sampled_from("스마트공장쟝고도화하 신청ㅎㅏㅋㅠ.?!~^1a·\u0301\u200b"), st.characters())
)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("대ㆍ중소‧상생•형・삼성", "대·중소·상생·형·삼성"),
        ("  스마트\t공장\r\n\n신청\u3000되나요 ", "스마트 공장 신청 되나요"),
        ("스마트\u200b공\ufeff장\x00", "스마트공장"),
        ("ＭＥＳ ８０％ ㈜한국", "MES 80% (주)한국"),
        (unicodedata.normalize("NFD", "스마트공장 값"), "스마트공장 값"),
        ("ㅎㅏㅋㅋㅠㅠ", "ㅎㅏㅋㅋㅠㅠ"),
        ("\uffbb\uffc2\u110f\u1172", "ㅋㅏ큐"),
        ("\u110f \u1172", "ㅋ ㅠ"),
        ("’25.3.31 – “31일”", '\'25.3.31 - "31일"'),
        ("1️⃣ 👩‍🔧", "1 👩🔧"),
        ("\u200b\n", ""),
    ],
)
def test_clean_leaves_one_spelling_on_one_line(typed, cleaned):
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("15억 준다는거 진짜에요?? ㅠㅠ", "15억 준다는거 진짜에요?"),
        ("네네ㅋㅋㅋ 감사합니다^^ ~~ 😀👍", "네네 감사합니다"),
        ("넵 ㅇㅇ ㄱㅅㄱㅅ ㄷㄷ", "넵"),
        ("자부담이 40%라고요?!?!", "자부담이 40%라고요?"),
        ("음.... 그게-- 1.5억!!", "음. 그게- 1.5억!"),
        ("6~8주~~", "6~8주"),
        ("02-2124-4311~4 (월~금) A/S", "02-2124-4311~4 (월 금) a/s"),
        ("신청ㅎㅏ고 싶어요ㅜ", "신청하고 싶어요"),
        ("신청 ㄱㄴㅋㅋ?", "신청 ㄱㄴ ?"),
        ("How MUCH??", "how much?"),
        ("😀", ""),
    ],
)
def test_the_matching_form_has_no_laughter_tears_emoji_or_capitals(typed, form):
    assert matching_form(typed) == form


@pytest.mark.parametrize("answer", ["ㅇㅇ", "ㄴㄴ", "ㄱㅅ"])
def test_an_answer_in_jamo_alone_stays(answer):
    assert matching_form(f"{answer} ㅋㅋ") == answer


@pytest.mark.parametrize(
    ("typed", "squashed"),
    [
        ("신청 기간, 언제까지 인가요?", "신청기간언제까지인가요"),
        ("대·중소 상생형(삼성)", "대중소상생형삼성"),
        ("1.5억, 40% 80 + 105면 3/31에 1,000", "1.5억40%80+105면3/31에1000"),
        ("Smart 365 Center", "smart365center"),
        ("a_b", "ab"),
    ],
)
def test_squashed_text_has_words_digits_and_signs_between_digits(typed, squashed):
    assert squash(typed) == squashed


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("이거 얼마까지 지원돼요?", "ko"),
        ("smart 365 center 뭐하는데죠", "ko"),
        ("MES ERP 둘다 가능?", "ko"),
        ("samsung smart factory support program 신청", "ko"),
        ("ㅇㅇ", "ko"),
        ("Ulsan도 basic track 10개 local government에 included라던데 맞아요?", "ko"),
        ("then advanced로 가면 OK?", "ko"),
        ("How much is 자부담?", "en"),
        ("Can I apply if our factory is in 대구 광역시?", "en"),
        ("deadline?", "en"),
        ("15% (2025.3.31)?", None),
        ("😀", None),
        ("", None),
    ],
)
def test_the_language_is_that_of_the_sentence(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("typed", "parted"),
    [
        ("접수마감이언제였어요내년에도하는지알고싶어요", "접수마감이언제였어요 내년에도하는지알고싶어요"),
        ("저는창원에서일합니다기초한도가얼마인가요", "저는창원에서일합니다 기초한도가얼마인가요"),
        ("신청에꼭필요한서류와주요일정과중요사항안내", "신청에꼭필요한서류와주요일정과중요사항안내"),
        ("기초는얼마예요", "기초는얼마예요"),
    ],
)
def test_sentences_typed_without_blanks_are_parted(typed, parted):
    assert part_sentences(typed) == parted


def test_jamo_takes_syllables_apart():
    assert jamo("값이 MES") == "ㄱㅏㅂㅅㅇㅣ MES"
    assert jamo("과ㅘㄳ") == "ㄱㅘㅘㄱㅅ"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tmakxmrhdwkd", "스마트공장"),
        ("djfakdPdy?", "얼마예요?"),
        ("dho dlfjgrp", "왜 이렇게"),
        ("Whr rkqt Qkfrks", "쪽 값 빨간"),
        ("dmldml 2025", "의의 2025"),
        ("SKDLX", "나잍"),
        ("rr", "ㄱㄱ"),
    ],
)
def test_keys_of_the_english_layout_make_syllables(typed, meant):
    assert from_english_layout(typed) == meant


KEYS = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅁㄴㅇㄹㅎㅋㅌㅊㅍㅛㅕㅑㅐㅔㅗㅓㅏㅣㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        "qwertasdfgzxcvyuiophjklbnmQWERTOP",
        strict=True,
    )
)
TWO_KEYS = dict(zip("ㅘㅙㅚㅝㅞㅟㅢ", ["hk", "ho", "hl", "nj", "np", "nl", "ml"], strict=True))


def to_english_layout(text: str) -> str:
    return "".join((KEYS | TWO_KEYS).get(part, part) for part in jamo(text))


@given(st.text(st.one_of(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), st.sampled_from(" ?.1"))))
@example("닭이값없않뭐웨의쐈")
def test_every_syllable_can_be_typed_with_the_english_layout(text):
    assert from_english_layout(to_english_layout(text)) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tmakxmrhdwkd wldnjsrma djfakdPdy", "스마트공장 지원금 얼마예요"),
        ("tlscjd wlrma ehlskdy?", "신청 지금 되나요?"),
        ("tlscjdehlskdy??", "신청되나요??"),
        ("Tmakxmrhdwkd, TLSCJD", "스마트공장, 신청"),
        ("2025 tmakxmrhdwkd 신청 되나요", "2025 스마트공장 신청 되나요"),
        ("ㅡㄷㄴ 되나요 ㄴㅡㅁㄱㅅ", "mes 되나요 smart"),
    ],
)
def test_the_wrong_layout_is_put_right(typed, meant):
    assert repair_layout(typed, VOCABULARY) == meant


@pytest.mark.parametrize(
    "text",
    [
        "How much support does Samsung give for a smart factory, and when is the deadline?",
        "They also work with fish and rock today",
        "MES ERP PLC HACCP AI KBIZ smart-factory.kr 둘다 가능?",
        "신청 work with samsung",
        "dho dkseho",
        "ㅋㅋㅋ ㅠㅠ ㅇㅇ 신청ㅎㅏ고",
        "",
    ],
)
def test_what_is_typed_in_the_right_layout_stays(text):
    assert repair_layout(text, VOCABULARY) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("스마트공쟝", "스마트공장"),
        ("스마트공쟝신청", "스마트공장신청"),
        ("스마트공자ㅇ", "스마트공장"),
        ("슴트공장", "스마트공장"),
        ("스마공장", "스마트공장"),
        ("스마트비지엑스퍼에 가요", "스마트비즈엑스포에 가요"),
        ("고도하는 얼마", "고도화는 얼마"),
        ("고도하로 신청", "고도화로 신청"),
        ("고됴화", "고도화"),
        ("중견기엄도 되나요", "중견기업도 되나요"),
        ("중겨기업", "중견기업"),
        ("자부당은", "자부담은"),
        ("저희는제조엄인데자부당얼마", "저희는제조업인데자부담얼마"),
        ("경쟁율", "경쟁률"),
        ("지자채 거래관게 접수기강", "지자체 거래관계 접수기간"),
        ("중소기업중항회", "중소기업중앙회"),
    ],
)
def test_a_slip_in_a_word_of_the_vocabulary_is_put_right(typed, meant):
    assert CORRECTOR.correct(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "신청을 신청이 신청시 마감을 교육은 협력하는 지원한다고",
        "고도와 기초",
        "고도리 제조원 지원군 스마트공방 스타트업",
        "상생협력 전문기관 업데이트 일반",
        "중소기업중앙회 스마트공장이 제조업을",
        "Smart factory 80+105",
    ],
)
def test_right_words_stay_though_they_are_like_others(text):
    assert CORRECTOR.correct(text) == text


def test_of_two_equal_readings_neither_is_taken():
    assert Corrector(["가나다", "가나마"]).correct("가나바") == "가나바"
    assert Corrector(["가나다"]).correct("가나따") == "가나다"


def test_words_of_the_vocabulary_are_known_without_their_spaces():
    assert Corrector(["스마트 공장"]).correct("스마트공쟝") == "스마트공장"


def test_only_the_first_thousand_characters_are_corrected():
    assert CORRECTOR.correct("자부당 " * 300) == "자부담 " * 250 + "자부당 " * 50


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "저희는 사출업체고요, 대구입니다. 얼마까지 돼요? 마감은요??",
            ("저희는 사출업체고요", "대구입니다", "얼마까지 돼요?", "마감은요??"),
        ),
        ("기초는 얼마고 그리고 접수는 또 언제", ("기초는 얼마고", "그리고 접수는 또 언제")),
        ("기초는 얼마고 또 접수는 언제", ("기초는 얼마고", "또 접수는 언제")),
        ("올해 안에 또 공고가 나올까요", ("올해 안에 또 공고가 나올까요",)),
        ("그럼 고도화는요", ("그럼 고도화는요",)),
        ("중간1은 그럼 어느 쪽이에요", ("중간1은 그럼 어느 쪽이에요",)),
        ("기초는 됐고요 그럼 고도화는요", ("기초는 됐고요", "그럼 고도화는요")),
        ("최대 1.5억 맞나요.2025.3.31.까지죠", ("최대 1.5억 맞나요", "2025.3.31.까지죠")),
        ("2025. 3. 31. 부터 smart-factory.kr 에서", ("2025. 3. 31. 부터 smart-factory.kr 에서",)),
        ("It opened in 2025. Can we apply? Thanks!", ("It opened in 2025", "Can we apply?", "Thanks!")),
        ("대구; 제조업\n중견", ("대구", "제조업", "중견")),
        ("We (Hanil Co., Ltd.) make e.g. moulds", ("We (Hanil Co., Ltd.) make e.g. moulds",)),
        ("또한번 그럼요", ("또한번 그럼요",)),
        ("...", ()),
        ("", ()),
    ],
)
def test_a_message_is_split_where_another_thing_is_said(text, clauses):
    assert split_clauses(text) == clauses


def test_the_twentieth_clause_has_all_the_rest():
    clauses = split_clauses("왜? " * 30)

    assert len(clauses) == 20
    assert clauses[0] == "왜?"
    assert clauses[-1].count("왜?") == 11


@given(MESSAGES)
@example("﹑")  # NFKC makes of it another one that is folded
def test_cleaning_twice_changes_nothing_more(text):
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert cleaned.isprintable()
    assert not re.search(r"^\s|\s$|\s\s", cleaned)


@given(MESSAGES)
def test_all_forms_are_those_of_the_cleaned_text(text):
    cleaned = clean(text)

    assert matching_form(cleaned) == matching_form(text)
    assert squash(cleaned) == squash(text)
    assert squash(matching_form(text)) == squash(text)
    assert " " not in squash(text)


@given(st.text(st.sampled_from("스마트공장쟝고도화하중견기업엄신청 ㅇㅎㅏ")), MESSAGES)
def test_correcting_never_fails_and_leaves_right_words(korean, message):
    assert all(word in CORRECTOR.correct(word + " " + message) for word in ("스마트공장", "고도화"))
    assert CORRECTOR.correct(f"고도리 {korean}").startswith("고도리 ")
    assert CORRECTOR.correct(message).count(" ") == message.count(" ")


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=8), st.text(max_size=30))
@example("a\u0301\u0316", "")
@example("ㅋ", "ㄱ")
@example("ㅇ", "ㄷ")
@example(" ", "x")
@example("기업기엄", "")
@example("tmakxmrhdwkd ", "")
def test_twenty_thousand_characters_of_anything_are_read(pattern, tail):
    text = (pattern * 20_000)[:20_000] + tail

    assert squash(text) == squash(clean(text))
    assert len(split_clauses(text)) <= 20
    assert language_of(text) in {"ko", "en", None}
    assert len(CORRECTOR.correct(text)) <= 2 * len(text)
    assert isinstance(repair_layout(text, VOCABULARY), str)
    assert isinstance(from_english_layout(text), str)


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("하는대 되나요", "하는데 되나요"),
        ("허는디 되나요", "허는데 되나요"),
        ("알려주새요", "알려주세요"),
        ("읎어유", "없어유"),
        ("볼트맹그는 회사", "볼트만드는 회사"),
        ("중소기업임니다 거래업고요", "중소기업입니다 거래없고요"),
        ("기초던 고도화던 상관업는데", "기초든 고도화든 상관없는데"),
        ("여그 진주인디우리 공장", "여기 진주인데우리 공장"),
        ("멫 명 뽑앗는교", "몇 명 뽑았나요"),
        ("담에는 원제 한당가", "다음에는 언제 한대"),
        ("지금 넣을 수 있당가요 신청은 우짜는교", "지금 넣을 수 있나요 신청은 어떻게 하나요"),
        ("기초 지원 바닷는데 지원을 바닸는데 밧앗는데", "기초 지원 받았는데 지원을 받았는데 받았는데"),
        ("지원 바든 적이 업고", "지원 받은 적이 없고"),
        ("하고십은데 자격 댈까여", "하고싶은데 자격 될까요"),
        ("설명해 주시기 바랍니다", "설명해 주세요"),
        ("대로 하는 대로", "대로 하는 대로"),
        ("모든 것은 그대로", "모든 것은 그대로"),
        *(
            (right, right)
            for right in (
                "중소기업고도화지원",
                "제조업지원은 사업다양하게",
                "지원수업어디서 작업은",
                "하는디지털전환 한디자인",
                "받았던 회사였던 곳",
                "좋던데요",
                "바닷가 바닷물 바다고기",
                "돈을 댈까요 돈을 대나요",
                "직원을 가르쳐 주는 사람",
                "참여 기여 부여 급여",
                "가슴까지 포함다 모임다",
                "햇빛 잇몸 엿장수 머리 모두",
                "그 업체 그만 저만 여기",
                "상담에는 과일을 담은 병 부담엔",
            )
        ),
        ("떡 맹글아예 중소기업임더", "떡 만들어요 중소기업입니다"),
        ("김치 맨든당께, 나사 깎심더", "김치 만들어요, 나사 깎습니다"),
        ("주스 멩글암수다 중소기업이우다", "주스 만들어요 중소기업이에요"),
        *((one, one) for one in ("상어유 연어유", "점심더 안심더", "업체이여야 공장이여서 기업이유식")),
    ],
)
def test_endings_written_as_they_sound_are_mended(typed, spelt):
    assert mend_endings(typed) == spelt


def test_what_sounds_the_same_is_the_same():
    assert sound("신쳥") == sound("신청")
    assert sound("부가새") == sound("부가세")
    assert sound("계획") == sound("게획")
    assert sound("기초") != sound("기차")


@given(st.text(max_size=60))
def test_a_sound_keeps_every_character_in_its_place(text):
    assert len(sound(text)) == len(text)
    assert sound(sound(text)) == sound(text)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("지굼", "지금"),
        ("비옹을", "비용을"),
        ("스마트공빵", "스마트공방"),
        ("제주", "제주"),
        ("비상", "비상"),
    ],
)
def test_a_glide_left_out_is_put_right_and_what_sounds_like_a_protected_word_is_that_word(
    typed: str, right: str
) -> None:
    assert Corrector(["지금", "비용", "스마트공장"], ["스마트공방"]).correct(typed) == right


def test_a_name_is_no_slip_and_nothing_is_corrected_to_it() -> None:
    corrector = Corrector(["목표"], names=["목포", "괴산"])

    assert corrector.correct("목포") == "목포"
    assert corrector.correct("계산") == "계산"
    assert Corrector(["목표"]).correct("목포") == "목표"
