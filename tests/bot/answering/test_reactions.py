"""What is only said to an answer: it is taken in, wanted again or in full, doubted, or was none."""

from __future__ import annotations

from itertools import product

import pytest

from bot.answering.pipeline import Answerer
from bot.answering.reactions import Reaction, reaction
from tests.bot.answering.test_following import last

CAP, SHARE, CLOSED = "고도화는 얼마까지예요?", "자부담 몇 프로예요?", "지금 신청할 수 있어요?"
LEFT_OUT = "화성에서 김치 만드는 중소기업이고 기초로 하려고 해요 되나요"


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("noted", ["네", "아 네네", "헐..", "대박ㅋㅋ", "아깝네요ㅠㅠ", "에휴", "사장님께 여쭤볼게요", "오 다행이네요", "덕분에 잘 알아봤어요 주말 잘 보내세요~", "좋은 하루 되세요"]),
        ("noted", ["cool", "oh no", "that's a pity", "too bad", "let me ask my boss", "i'll have to think", "wow, great", "have a nice weekend", "thanks a million, you saved my afternoon!"]),
        ("again", ["네?", "??", "뭐라고요?", "너무 길어요", "좀 짧게 말해주세요", "복잡하네요", "huh?", "shorter please", "that's too long"]),
        ("more", ["좀 더 자세히 알려주세요", "구체적으로요", "예를 들면요?", "예시 있나요", "more details please", "can you elaborate?", "for example?"]),
        ("doubted", ["제가 들은 거랑 다른데요", "이상한데", "말이 안 되는데요", "맞나요?", "i heard something else", "that's not what i heard", "no way"]),
        ("missed", ["그게 아니라", "아니 그거 말고요", "그걸 물어본 게 아니에요", "아니요", "no", "that's not what i asked", "you misunderstood me"]),
        ("what_now", ["그럼 어떡하죠?", "이제 뭘 해야 하나요", "다른 방법은 없나요?", "so what now?", "what should i do then?", "any other way?"]),
        (None, ["마감은요?", "네 중소기업이요", "어떻게 신청해요?", "자세한 내용은 어디서 봐요?", "복잡해요?", "기초는 달라요?", "어떻게 되나요?"]),
        (None, ["what about basic?", "is it complicated?", "great, and basic?", "no more than 50?", "who decides?", "2", ""]),
    ],
)  # fmt: skip
def test_a_reaction_is_known_by_the_whole_message(kind: Reaction | None, texts: list[str]) -> None:
    assert {one: reaction(one) for one in texts} == dict.fromkeys(texts, kind)


@pytest.mark.parametrize(
    ("texts", "topic"),
    [
        (("네", "아 아쉽네요", "ok cool", "사장님이랑 상의해 볼게요"), "thanks"),
        (("더 자세히요", "예를 들면요?", "제가 아는 거랑 다른데요", "more details please"), "sources"),
    ],
)
def test_a_reaction_is_no_question_of_the_programme(
    answerer: Answerer, texts: tuple[str, ...], topic: str
) -> None:
    said = {
        (before, text): last(answerer, before, text).topics
        for before, text in product((CAP, SHARE, CLOSED, LEFT_OUT), texts)
    }
    assert said == dict.fromkeys(said, (topic,))


@pytest.mark.parametrize("text", ["네?", "너무 길어요", "shorter please"])
def test_what_was_said_is_told_once_more(answerer: Answerer, text: str) -> None:
    for before in (CAP, CLOSED, LEFT_OUT):
        assert last(answerer, before, text).topics == last(answerer, before).topics


def test_who_was_misunderstood_is_asked_what_is_meant(answerer: Answerer) -> None:
    for before in (CAP, SHARE, LEFT_OUT):
        assert last(answerer, before, "그게 아니라").status == "question"
        assert last(answerer, before, "that's not what I asked").status == "question"


@pytest.mark.parametrize(
    ("before", "topic"), [(LEFT_OUT, "change"), (SHARE, "contact"), (CLOSED, "next-intake")]
)
def test_what_to_do_now_follows_from_what_was_told(answerer: Answerer, before: str, topic: str) -> None:
    for text in ("그럼 어떡하죠?", "다른 방법은 없나요?", "so what now?"):
        assert last(answerer, before, text).topics == (topic,)
