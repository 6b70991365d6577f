"""What typed words mean beside facts and questions: commands, yes and no, "I don't know", one choice's own words."""

from __future__ import annotations

import re
from typing import Literal, cast

from rules.facts import FactSpec, Value

# What stops short: a particle, a connective ending, an article.
_UNFINISHED = re.compile(
    r"(?:저희|우리|제|그|이|[가-힣](?:은|는|이|가|을|를|에|의|로|고|데|랑|도|만|면|서|과|와|요))$|"
    r"(?:\b(?:the|a|an|for|to|and|or|of|in|at|on|with|is|are|if|we|our|my|so|but|about|because)|,|\.{2,})$",
    re.IGNORECASE,
)
# A noun that stops at the particle of a subject or of a place; a question that has one of its own.
_MIDWAY = re.compile(
    r"(?:[^.?!,]* )?(?:[가-힣A-Za-z0-9]{2,}(?:은|는|이|가|도|에서|에서는|에서도)|언제|어디서|어디에|얼마나|얼마까지|몇|누가|와서|알고|할 ?수|[없있않]는|아닌)"
)
_LONGEST_WORD = 10  # letters
_WISHES_TO_KNOW = re.compile(r"싶(?:어|은|습)")
# What is still to name its noun: "삼성전자랑 거래가 없는".
_MODIFIES = re.compile(r"(?:없|있|하|되|받|만드|아니|않)는$|아닌$|않은$|[한된할될]$")
_HAS_SUBJECT = re.compile(
    r"[가-힣A-Za-z0-9]{2,}(?:은|는|이|도|(?<![인는한은된건던])가)(?:요)?(?=[ ?]|$)|^(?:그럼|그러면|왜|누가|네|아니)"
)
_SENTENCE_END = re.compile(r"(?:[에예어아여해네]요|니다)$")
# What a typed word means. Whole messages only: "취소" stops, "취소하면 어떻게 되나요" asks.
_COMMANDS = {
    "check": r"(?:자가|자격)?진단(?:시작|하기|할게요|할래요|해볼게요|해줘|해줘요|해주세요|받을게요|부탁(?:해요|드려요|드립니다))?|"
    r"자격확인|(?:start )?(?:the )?(?:self[- ]?)?check",
    "stop": r"(?:이제)?(?:그만|중단|취소|멈춰|멈춤|됐어)(?:할게|할래|할게요|할래요|하기|하겠습니다|해|해요|해줘|해주세요|두기|둘게요|요)?|"
    r"(?:stop|cancel|quit|exit)(?: (?:it|please|now|the check))?",
    "back": r"(?:이전|뒤로|앞(?=질문))(?:질문|단계)?(?:으로|로)?(?:가기|갈게요|갈래요|가줘|가주세요|돌아가기|돌아갈게요|요)?|"
    r"(?:go )?back|previous(?: question)?",
    "restart": r"(?:처음부터|다시)(?:다시)?(?:시작|하기|할게요|할래요|해줘|해주세요)?|다시처음부터|초기화|리셋|"
    r"start over|start again|restart|reset",
    "result": r"결과(?:를|는|가)?(?:보기|보여줘|보여주세요|볼게요|볼래요|알려줘|알려주세요|요)?|확인(?:했어요|했습니다|완료)?|"
    r"(?:show (?:me )?)?(?:the )?result",
    "edit": r"(?:답|답변)?(?:을)?(?:고치기|수정|수정하기|고칠래요|고칠게요|고쳐줘|바꾸기|바꿀래요|바꿀게요|수정할게요|수정할래요)|"
    r"(?:edit|change)(?: (?:an? |my |the )?answers?)?",
}
_YES = (
    r"네+|넵|넹|예+|응+|ㅇㅇ|ㅇㅋ|맞(?:아|습니다|음)[가-힣]*|그래요?|그렇[가-힣]+|그럼요|당연[가-힣]*|있[가-힣]+|해당[가-힣]*|"
    r"합니다|해요|하고\s?있[가-힣]+|y|yes|yeah|yep|yup|sure|right|correct|of course|(?:we|i) (?:do|are|have|did)"
)
_NO = (
    r"아니[가-힣]*|아뇨|아녀|아닙니다|ㄴㄴ|없[가-힣]+|안\s?(?:해|합|했|함|받)[가-힣]*|하지\s?않[가-힣]*|전혀[가-힣\s]*|"
    r"n|no|nope|nah|none|never|not (?:at all|really|yet)|(?:we|i) (?:do|are|have|did)(?:n'?t| not)"
)
# "네 감사합니다", "yes, I'll get back to you": the talk is closed, and nothing is answered.
_CLOSES = re.compile(
    r"감사|고마[워우웠운]|고맙|땡큐|수고|도움(?:이|많이)?.{0,4}됐|잘 ?(?:알겠|알았|봤|들었)|알겠[습어]|알았[어습]|다음에|나중에|이따|이만|"
    r"\b(?:thanks?|thank you|thx|cheers|appreciate|got it|understood|bye|later|that'?s (?:all|it))\b",
    re.IGNORECASE,
)
_APART = r"(?:[\s,.!~ㅎㅋㅠㅜ]+|$)"
_SAYS_YES = re.compile(rf"(?:{_YES})(?:{_APART}|{_YES})", re.IGNORECASE)
_SAYS_NO = re.compile(rf"(?:(?:{_YES})[\s,.!~]*)?(?:{_NO})(?:{_APART}|{_NO})", re.IGNORECASE)
_DONT_KNOW = re.compile(
    r"모르|모름|몰라|글쎄|모릅|don'?t know|do not know|not sure|no idea|unsure|dunno|unknown", re.IGNORECASE
)
# "기초만 확인해 주세요", "check only the advanced track": whether a self-check is to look at one track.
_ONLY = re.compile(
    r"(?:유형|트랙)?만(?:자가|자격)?(?:확인|진단|체크|봐|볼게|볼래)[가-힣]{0,8}$|"
    r"^check(?: for| against)? (?:only |just )?the [a-z]+ track(?: only)?$|"
    r"^(?:only |just )check .+$|^check (?:only|just) .+$|^check .+ only$",
    re.IGNORECASE,
)
_REQUEST = (
    r"(?:로|으로)?(?:답|답변|안내|말|대답|설명|번역)?(?:해줘|해주세요|해줄래|해주실래요|바꿔줘|바꿔주세요|부탁해요?|"
    r"부탁드려요|부탁드립니다|할줄알아요?|할수있어요?|해도되나요|해도돼요?|되나요|돼요?|되요|가능(?:해요?|한가요|할까요|하세요)?|도돼요|도되나요|도가능(?:해요?|한가요)|요)?"
)
# A greeting or an excuse may stand before it, politeness behind it.
_BEFORE = r"(?:(?:안녕하세요|안녕|죄송(?:한데|하지만|합니다만|해요)?|미안(?:한데|하지만)?|근데|아|저기|혹시|hi|hello|hey|sorry|excuse me|ok|okay|and|but)[ .!]*)*"
_AFTER = r"(?: (?:please|ok|okay|possible|now|if possible|is (?:ok|okay|fine)))*"
_IN_WORDS = r"(?:(?:do|can|could|would|may|will) (?:you|i|we) |is |let'?s )?(?:(?:please )?(?:use|try|continue|have it|say|speak|answer|reply|write|talk|switch to)(?: (?:it|that|me))? )?(?:in )?"
_LANGUAGES = {
    "ko": re.compile(
        rf"{_BEFORE}(?:(?:한국어|한국말|한글|우리말){_REQUEST}|{_IN_WORDS}korean{_AFTER})", re.IGNORECASE
    ),
    "en": re.compile(rf"{_BEFORE}(?:(?:영어|영문){_REQUEST}|{_IN_WORDS}english{_AFTER})", re.IGNORECASE),
}
_IS_NO_QUESTION = r"^(?!(?:and |but )?(?:do|does|did|can|could|will|would|are|is) (?!you)).*"
_KOREAN_BY_NAME = "한국어|한국말|한글|우리말"
# The answer wanted in a language, in a message that may say more: "my boss reads only English".
_ANSWER_IN = {
    name: re.compile(
        rf"(?:{ko})(?:(?:버전|판|번역본?|답변?)(?:으로|로|을|를|도)?|로|으로)(?:도|만|좀|다시|한번|번역해서)*.{{0,6}}(?:해|답|말|알려|설명|써|적어|보여|줘|주|바꿔|부탁|할게|할께|번역|보내|될까|되나|가능|듣|읽)|"
        rf"(?:같은|방금|아까|지금|이|그)(?:답변|답|내용|말|설명|거|것|걸)(?:을|를|은|도)?(?:{ko})(?:로|으로)|(?:{ko})(?:만|밖에)(?:읽|알아|할줄|보|이해|하)|"
        rf"\b(?:in|into) {en}\b(?=$|[ ,.?!]*(?:please|instead|now|too|as well|if|for|so|then|pls)\b|[,.?!])|\b{en}(?: version)? please\b|"
        rf"{_IS_NO_QUESTION}(?<!not )(?<!n't )(?<!nt )(?<!never )(?<!cannot )(?<!hardly )(?<!barely )\b(?:reads?|speaks?|understands?|prefers?) (?:only |just )?{en}\b|"
        # ... as it cannot be read in the other one
        rf"{_IS_NO_QUESTION}\b(?:not|\w+n'?t|never|cannot|hardly|barely) (?:really |even |well |know how to )?(?:read|speak|understand|follow|know) (?:any |much |a word of )?{other}\b|"
        rf"(?:{others})(?:을|를|은|는|이|가|로는|로)?(?:전혀|잘|아예|하나도)?(?:못(?:읽|알아|하|해)|모르|몰라|서툴|안되[는서고]|안돼[서요])",
        re.IGNORECASE,
    )
    for name, ko, en, others, other in (
        ("ko", _KOREAN_BY_NAME, "korean", "영어|영문", "english"),
        ("en", "영어|영문", "english", _KOREAN_BY_NAME, "korean"),
    )
}
_PERSON = re.compile(
    r"(?:상담원|상담사|담당자|직원|사람)님?(?:에게|한테|이랑|랑|하고|과|와|을|를)?(?:직접)?"
    r"(?:연결|상담|통화|문의|얘기|이야기|대화|말하|물어보|묻|바꿔)[가-힣]*|"
    r"(?:(?:can|could|may) (?:i|we) |(?:i|we)(?:'d| would) like to |(?:i|we) want to |let me |please )*"
    r"(?:talk|speak|chat) (?:to|with) (?:an? |the |some )?(?:real )?(?:human|person|agent|someone|somebody|staff|"
    r"representative)(?: being)?(?: please)?|(?:ask )?(?:an? )?(?:real )?(?:human|person|agent)(?: please)?",
    re.IGNORECASE,
)
_SIGH = re.compile(r"(?=.*[ㅠㅜㅋㅎ])[\sㅠㅜㅋㅎㅡ.,;~!^?]+")
_TAIL = re.compile(r"[\s.!~^ㅎㅋㅠㅜ]+$")
_POLITE = re.compile(r"(?:이에요|이예요|예요|에요|입니다|이요|요|임|으로|로)$")
_QUESTION = re.compile(
    r"\?$|(?:나요|까요|(?<![희리제])가요|[는은한인된될]지요?|을까|(?:되|맞|있)죠|되나|됨)$|얼마|언제|언젠|무엇|무슨|뭐|누가|(?:어느|어떤)(?!\s?(?:쪽|거|것|게|단계|수준|유형|트랙)?(?:으로|로)?\s?(?:이?든|이?라도|이?나\s?(?:상관|괜찮|좋)))|몇|어떻게|알려\s?(?:줘|주)|궁금|"
    r"^(?:how|what|when|where|who|why|which|can|could|do|does|is|are|will|may|would|tell me)\b",
    re.IGNORECASE,
)

# "소기업이죠 뭐": no "what".
_WELL = re.compile(r"(?<=[죠지요다네데])\s+(?:뭐|머|뭘요?)$")


def choice_meant(words: str, spec: FactSpec, among: frozenset[Value]) -> Value | None:
    """The one choice in whose label these words stand: "둘 다요", "either"."""
    bare = _POLITE.sub("", "".join(words.lower().split()))
    labels = {
        one.value: "".join(f"{one.label.ko}|{one.label.en}|{one.value}".lower().split())
        for one in spec.choices
        if one.value in among
    }
    found = [value for value, label in labels.items() if bare in label]
    return found[0] if len(found) == 1 and len(bare) > 1 and spec.type == "choice" else None


def command_meant(text: str) -> str | None:
    """The command that the whole message is: check, stop, back, restart, result, edit."""
    spaced = bare(text).lower()
    squashed = "".join(spaced.split())
    for name, pattern in _COMMANDS.items():
        if re.fullmatch(pattern, spaced) or re.fullmatch(pattern, squashed):
            return name
    return None


def language_wanted(text: str) -> Literal["ko", "en"] | None:
    """Whether the whole message asks for another language: "영어로 해주세요", "in English please"."""
    sentences = [one for one in re.split(r"[?!.]+", text) if one.strip()]
    meant = (
        name
        for name, pattern in _LANGUAGES.items()
        if sentences and all(_is_all(pattern, one) for one in sentences)
    )
    return cast(Literal["ko", "en"] | None, next(meant, None))


def answer_language(text: str) -> Literal["ko", "en"] | None:
    """The language in which the answer is wanted, whatever else the text says: "tell me that in Korean, he prefers it"."""
    squashed = "".join(text.split())
    meant = (name for name, one in _ANSWER_IN.items() if one.search(text) or one.search(squashed))
    return language_wanted(text) or cast(Literal["ko", "en"] | None, next(meant, None))


def wants_person(text: str) -> bool:
    """Whether the whole message asks for somebody to talk to: "상담원 연결해줘", "can I talk to a human?"."""
    return _is_all(_PERSON, text)


def is_sigh(text: str) -> bool:
    """Whether there is laughter or tears, and not a word."""
    return bool(_SIGH.fullmatch(text))


def _is_all(pattern: re.Pattern[str], text: str) -> bool:
    words = bare(text).rstrip("?").replace(",", "")
    return bool(pattern.fullmatch(words) or pattern.fullmatch("".join(words.split())))


def is_question(text: str) -> bool:
    return bool(_QUESTION.search(_WELL.sub("", bare(text))))


def bare(text: str) -> str:
    """Without what trails behind the words: dots, laughter, tears."""
    return _TAIL.sub("", text.strip())


def stops_short(text: str) -> bool:
    """Whether the writer is likely to go on in another message."""
    return bool(_UNFINISHED.search(bare(text)))


def stops_midway(text: str) -> bool:
    """Whether it stops before it says what is asked: "중견기업은", "엑스포는 언제 어디서"."""
    return bool(_MIDWAY.fullmatch(bare(text)))


def carries_on(text: str, before: str) -> bool:
    """Whether it asks, and what stopped midway says of what: "기초 유형에 들어갈 수 있나요?" after "중견기업은"."""
    if " " not in text.strip() and len(text) > _LONGEST_WORD:
        return False  # a sentence without blanks
    asks = is_question(text) or _WISHES_TO_KNOW.match(text) is not None
    return asks and (not _HAS_SUBJECT.search(text) or _MODIFIES.search(bare(before)) is not None)


def ends_sentence(text: str) -> bool:
    """Whether it ends as a whole sentence does: "유리병 만드는 데예요", and not "경기도인데"."""
    return bool(_SENTENCE_END.search(bare(text)))


def wants_only_one(text: str) -> bool:
    """Whether a self-check of a single track is asked for. Which one, is read elsewhere."""
    words = bare(text)
    return bool(_ONLY.search(words) or _ONLY.search("".join(words.split())))


def says_yes(words: str) -> bool:
    return bool(_SAYS_YES.match(words))


def says_no(words: str) -> bool:
    return bool(_SAYS_NO.match(words))


def closes(words: str) -> bool:
    """Whether it thanks, or takes leave, and so answers no question: "네 감사합니다!"."""
    return bool(_CLOSES.search(words))


def does_not_know(words: str) -> bool:
    return bool(_DONT_KNOW.search(words))
