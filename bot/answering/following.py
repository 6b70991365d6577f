"""What a message leaves to the last one: comparisons of the tracks, who pays the rest, whom to ask, another way.

Each of these is asked in words that name nothing; what was spoken of last says what they are about.
"""

from __future__ import annotations

import re
from typing import Literal

from bot.answering.answer import Context
from bot.answering.understanding import Clause, Reading
from rules.facts import Facts, merge

Aspect = Literal["amount", "places"]

# Topics after which "the rest" is what remains of the cost.
_OF_MONEY = frozenset(["cap", "own-share", "region", "vat", "payment-dates", "misprint"])
# What a question may ask once a verdict was given, without naming what it is about.
_OF_VERDICTS = frozenset(["eligibility", "why", "change"])

_WHICH_MORE = re.compile(
    r"(?:어느|어떤|무슨|둘중|둘가운데|어디)(?:쪽|유형|트랙|게|것|거|데)?(?:이|가|은|는|을|를|으로|에서|에|중)?.{0,10}(?:더|많|크|큰|높|유리|낫|나은)|"
    r"(?:더|제일|젤)(?:많이|많은|큰|높은)?.{0,6}(?:어느|어떤)(?:쪽|유형|트랙)|"
    r"\bwhich (?:(?:one|track|tier|type|(?:one )?of (?:the )?(?:two|them|those|these)) )?.{0,16}\b(?:more|most|bigger|biggest|larger|largest|higher|highest|better)\b",
    re.IGNORECASE,
)
_FIRMS = re.compile(
    r"회사|업체|기업|몇?곳|군데|자리|뽑|\b(?:places?|firms?|compan\w+|spots?|slots?|takes?|picks?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"돈|지원금|금액|한도|받|나오|나와|나온|주나|줘|주는|준대|\b(?:pays?|money|gets?|gives?|grants?|funds?|amounts?|caps?|support|offers?|generous|cash)\b",
    re.IGNORECASE,
)
_THE_REST = re.compile(
    r"나머지|남는돈|\bthe (?:rest|remainder|remaining (?:part|cost|amount))\b", re.IGNORECASE
)
_PAYS = re.compile(
    r"(?:시|도|시청|도청|구청|지자체|정부|나라|삼성|회사|기업|업체|우리|저희)(?:가|이|에서|는|은)?(?:얼마(?:나|를|까지)?|다|전부|반|따로)?(?:대는|대나|대주|대야|내는|내나|내주|내야|부담|보태)",
)
_WHO_KNOWS = re.compile(
    r"^(?:그럼|그러면|그렇다면|아니|그래서|근데|대체|도대체|그건|그걸|이건|이걸|그거|그런건|이런건)*(?:누구|누가|어디|어디서|어느기관|어느부서)(?:한테|에게|에다|에|로|다가|가|서)?.{0,6}(?:물|묻|아나|아는|알아|알수|알죠|문의|전화|연락|확인|답)|"
    r"^(?:(?:and|so|then|ok|okay|but|well|is there)\b,? ?)*(?:who|whom|where|anyone|anybody|somebody|someone)\b.{0,24}\b(?:tell|know|knows|ask|call|help|answer|contact|talk|find out)\b",
    re.IGNORECASE,
)
_SAID_WHERE = re.compile(
    r"(?:[다라]는|란|[다라])(?:건|거|게|것은|것이|내용은|내용이|조건은|얘기는|말은)(?:대체|도대체)?(?:어디|어느).{0,6}(?:나와|나온|적혀|적힌|써|쓰여|있)|"
    r"^(?:그게|그건|그런게|그런말이|그렇다고)?(?:대체|도대체)?어디(?:에|서)?(?:그렇게|그런게|그런말이)?(?:나와|적혀|써있|써져|쓰여)|"
    r"\bwhere (?:is|does|do|did|was|has) (?:it|that|this|they|any of this)\b.{0,12}\b(?:say|said|says|written|stated|printed|come from)\b|who says so",
    re.IGNORECASE,
)
_WHAT_THEN = re.compile(
    r"(?:아는|답하는|대답할수있는|답할수있는|알려줄수있는|할줄아는|할수있는)(?:게|거|것)(?:는|은|이)?(?:대체|도대체)?(?:뭐|뭔|무엇|있긴)|\bwhat (?:do|can) you (?:know|answer|even (?:do|know))\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"^.{0,6}(?:다시|재차)(?:한번|한번만|한번더)?(?:좀|만)?(?:말씀|말|알려|설명|얘기|불러|적어|보여|보내|답)?(?:해|하여)?(?:줘|주세요|주실래요|줄래요|주시겠어요|봐요|요)?$|"
    r"^(?:sorry,? |please |can you |could you )*(?:say (?:that|it|this) again|repeat(?: that| it| please)?|once more|come again|one more time)(?: please)?\W*$",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"(?:면|다면|라면|걸로는|는걸로).{0,10}(?:달라|바뀌|바뀔|변하|변할)|\b(?:would|does|will|could) (?:that|it|this|anything) (?:change|help|matter|make)|make (?:any|a) difference",
    re.IGNORECASE,
)
_NO_WAY = re.compile(
    r"(?:방법|방도|대안|살길|돌파구|뾰족한수|길)(?:이|은|도|가|라도)?.{0,5}(?:없|있[나는을습])|"
    r"\b(?:no|any|another|some|other) (?:other )?(?:way|option|alternative|hope)s?\b|what (?:else )?can (?:we|i) do\b|anything (?:else )?(?:we|i) can do|our options",
    re.IGNORECASE,
)


def compared_aspect(clause: Clause, context: Context) -> Aspect | None:
    """What two tracks, or places, are compared by: "어느 쪽이 돈이 더 나와요"; None for no comparison."""
    if not (_WHICH_MORE.search(clause.squashed) or _WHICH_MORE.search(clause.spaced)):
        return None
    if clause.places and len(clause.places) < 2 and not context.region:
        return None
    if "own_share" in clause.concepts:
        return None
    if _FIRMS.search(clause.spaced):
        return "places"
    if _MONEY.search(clause.spaced) or context.topic == "cap":
        return "amount"
    return "places" if context.topic == "places" else None


def asks_who_pays(clause: Clause, context: Context) -> bool:
    """Whether it asks who bears (the rest of) the cost, after money was spoken of: "나머지는 회사가?"."""
    if {"sum_185", "track_word"} & set(clause.concepts):
        return False
    rest = _THE_REST.search(clause.squashed) or _THE_REST.search(clause.spaced)
    pays = _PAYS.search(clause.squashed)
    return bool(
        (context.topic in _OF_MONEY and rest) or ((context.topic in _OF_MONEY or context.region) and pays)
    )


def asks_whom_to_ask(clause: Clause, context: Context) -> bool:
    """Whether it asks who knows, after an answer that the documents do not have it."""
    silent = "message:ask_there" in context.spoken
    return silent and bool(_WHO_KNOWS.search(clause.squashed) or _WHO_KNOWS.search(clause.spaced))


def asks_where_it_is_said(clause: Clause) -> bool:
    """Whether it asks for what the last answer rests on: "제조업만 된다는 건 어디에 나와 있는데요?"."""
    return bool(_SAID_WHERE.search(clause.squashed) or _SAID_WHERE.search(clause.spaced))


def asks_what_is_known(clause: Clause) -> bool:
    """Whether it asks, out of patience, what can be asked at all."""
    return bool(_WHAT_THEN.search(clause.squashed) or _WHAT_THEN.search(clause.spaced))


def speaks_of_verdict(context: Context) -> bool:
    """Whether a verdict was what was spoken of last."""
    return bool(context.verdict_tracks and context.facts) and context.topic in _OF_VERDICTS


def asks_another_way(clause: Clause, context: Context) -> bool:
    """Whether it asks, after a verdict, what could be done: "방법이 아예 없습니까"."""
    if not speaks_of_verdict(context):
        return False
    return bool(_NO_WAY.search(clause.squashed) or _NO_WAY.search(clause.spaced))


def asks_to_repeat(clause: Clause) -> bool:
    """Whether the last answer is wanted once more: "다시 한번만", "say that again"."""
    return bool(_AGAIN.search(clause.squashed) or _AGAIN.search(clause.spaced))


def asks_if_it_changes(reading: Reading, context: Context) -> bool:
    """Whether it is supposed that the company were otherwise: "목포에 지으면 얘기가 달라지나요"."""
    if not (speaks_of_verdict(context) and brings_news(reading, context.facts)):
        return False
    return bool(_CHANGES.search(reading.squashed) or _CHANGES.search(reading.spaced))


def brings_news(reading: Reading, facts: Facts) -> bool:
    """Whether the message tells what changes the known facts of a company."""
    merged = merge(facts, reading.told.facts)
    return any(merged[key] != facts.get(key) for key in reading.told.facts)
