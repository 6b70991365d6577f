"""What opens and closes a message out of courtesy and asks for nothing: "안녕하세요 처음이라 잘 몰라서 그러는데 ... 감사합니다".

It is taken away before a message is understood: beside it, short questions sounded like greetings, and "thank you in
advance" like a question on when the money is paid. A message that holds nothing else stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = r"[\s.,!~^:;…ㅎㅋㅠㅜ🙏🙇😊🙂]*"
_WANTING: Final = (
    r"궁금한|(?:여쭤볼|여쭐|물어볼|물을|문의할|질문할|상의할|문의드릴)|"
    r"(?:여쭙고|여쭤보고|물어보고|묻고|문의하고|문의드리고|질문하고) ?싶은|(?:확인|알아)(?:할|볼|하고 ?싶은|보고 ?싶은)|알고 ?싶은"
)
# What a message is sent for, before anything is asked: "소개받고 왔는데 궁금한 게 몇 가지 있어서요".
_ANNOUNCES: Final = (
    r"(?:(?:제가|저희가|저|그럼|그런데|근데|그리고|혹시|또|좀|뭐|뭣|몇 ?가지|하나만?|한 ?가지만?|잠깐만?|간단히|간단하게|이것저것|더|추가로|마지막으로|사실은?|일단|먼저|여기) ?){0,4}"
    r"(?:(?:삼성(?:전자)? ?)?(?:상생형 ?)?(?:스마트 ?공장|지원 ?사업)(?: ?(?:구축 ?)?(?:지원 ?)?(?:사업|지원))?(?:에)? ?(?:때문에|관련(?:해서?|하여|된|으로)?|대해서?|대하여|건으로|일로)?요? ?)?"
    r"(?:(?:기사|뉴스|신문|광고|블로그|유튜브|포스터|현수막|안내문)(?:를|을|에서)? ?(?:보고|봤는데|보다가|읽고|읽다가|보니까?)요? ?)?"
    r"(?:(?:지인 ?|누가 ?|아는 ?분 ?)?(?:소개|추천)(?:를|을|으?로)? ?(?:받고|받아서?|해 ?줘서|해 ?주셔서) ?)?"
    r"(?:(?:좀|뭐|하나|몇 ?가지|이것저것|더|간단히) ?){0,3}"
    r"(?:"
    r"(?:문의|질문|여쭤|여쭙|여쭈|여쭐|물어|연락)(?:을|를)? ?(?:좀 ?|하나 ?)?(?:드립니다|드려요|드렸어요|드렸습니다|드려 ?봅니다|드릴게요?|드릴께요?|드리려고(?:요| ?합니다)?|드리고 ?싶(?:은데요?|어요|습니다)|있습니다|있어요|있는데요?|있어서요?|합니다|할게요|할께요|하려고(?:요| ?합니다)?|볼게요|볼께요|봅니다|봐요|보려고(?:요| ?합니다)?|보고 ?싶(?:은데요?|어요|습니다))|"
    rf"(?:{_WANTING}) ?(?:게|것이|거|것들?이?|점이|사항이) ?(?:(?:하나|좀|몇 ?가지|몇 ?개|많이|더) ?)?(?:있(?:는데요?|는디요?|어서요?|어서 ?그러는데요?|습니다|어요|네요|거든요)|생겼(?:는데요?|어요|습니다)|생겨서요?|많(?:은데요?|아요|아서요?|습니다))|"
    r"(?:질문|문의|하나|한 ?가지) ?(?:하나 ?)?만? ?(?:더 ?)?(?:이?요|입니다)|"
    r"(?:찾아 ?|들어 ?)?왔(?:어요|습니다|는데요?)|물어보(?:래서|라고 ?해서|러 ?왔(?:어요|습니다|는데요?))요?|"
    r"도와 ?(?:주세요|주십시오|주실 ?수 ?있(?:나요|을까요|으세요)|주시겠어요)|도움(?:이|을)? ?(?:좀 ?)?(?:필요해요|필요합니다|필요한데요?|받고 ?싶(?:어요|습니다|은데요?)|받을 ?수 ?있(?:나요|을까요)|부탁(?:드립니다|드려요|해요))"
    r")"
)
_OPENINGS: Final = re.compile(
    r"^(?:(?:"
    r"안[녕뇽]하(?:세[요용여염]|십니까|셔요|심(?:니)?까)|안녕(?=[\s,.!~])|반갑습니다|"
    r"(?:항상 |늘 |매번 )?(?:수고|고생)(?:가|이)? ?(?:많으십니다|많으세요|하십니다|많으시네요)|"
    r"(?:늦은 ?시간에?|바쁘신데|바쁘실 ?텐데|갑자기|초면에|귀찮게 ?해서)? ?(?:죄송|미안|실례)(?:한데|하지만|지만|합니다만|입니다만|해요|합니다)요?(?=[\s,.!~])|"
    r"(?:네+ ?|넵 ?|예 ?|아 ?)*(?:정말 |대단히 )?(?:감사|고맙)(?:합니다|해요|드립니다|드려요|습니다|심더|심니더)(?=[\s,.!~])|"
    r"다름(?:이)? ?아니라|다름(?:이)? ?아니고요?|저기요|있잖아요|"
    rf"(?:{_ANNOUNCES})(?=[\s,.!~])|"
    r"(?:제가 ?|저희가 ?|이런 ?거 ?|이런 ?건 ?)?(?:처음이라서?|처음 ?해 ?보는 ?거라|잘은?) ?(?:잘 ?)?(?:몰라서|모르는데|모르겠어서|모르겠는데)(?: ?(?:그러는데|그런데|여쭤보는데|묻는데|여쭙는데))?요?(?=[\s,.!~])|"
    r"(?:hi|hello|hey|dear (?:sir|madam|team|all)(?: or madam)?|greetings|good (?:morning|afternoon|evening|day))(?: there| all| team| everyone| everybody)?(?=[\s,.!:~-])|"
    r"(?:sorry (?:to|for) (?:bother|disturb|trouble)(?:ing)?(?: you)?|excuse me|pardon me)(?=[\s,.!:~-])|"
    r"(?:(?:just |i have |i've got |i got |got |one |a |another ){0,4}(?:quick|short|small|brief|simple) (?:question|one|query)(?: (?:for you|here|about this))?)(?=[\s,.!:~-])|"
    r"(?:i'?m|i am|we'?re|we are) (?:(?:completely|totally|very|quite|pretty) )?new (?:to (?:this|all this|it)|here|at this)(?=[,.!:~-]| (?:and|so|but) )"
    rf")(?: (?:but|so|and)(?= ))?{_MARKS})+",
    re.IGNORECASE,
)
_EXCUSES: Final = r"(?:바쁘신데|바쁘실 ?텐데|늦은 ?시간에?|갑자기|초면에)? ?(?:죄송|미안|실례)(?:합니다|해요|하지만|지만|한데요?|합니다만)"
_ANNOUNCES_EN: Final = (
    r"(?:(?:i|we)(?:'d| would) (?:like|love)|(?:i|we) (?:need|want|could use|am looking for|are looking for)|looking for)(?: to (?:get|have|ask for))?(?: (?:some|more|a bit of|a little))* (?:information|info|details|help|advice|guidance)(?: please| here)?|"
    r"(?:i|we) (?:was|were|have been) (?:told|asked|advised|sent) (?:to (?:ask|write|message|contact|come)(?: you| to you)?(?: here| about this)?|here)|"
    r"(?:just |and |also )*(?:one|another|a) (?:(?:more|last|other|further|final|small|little|quick) ?)*(?:thing|question)(?: please| then| if i may)?|(?:just )?(?:checking|wondering about) something|"
    r"(?:i|we) (?:saw|read|heard)(?: about)? (?:it|this|the|an?)(?: (?:news|article|notice|ad|story|post))?(?: \w+){0,3},? (?:and|so) (?:i |we )?(?:have|had|got|'ve got)(?: (?:a|some|a few|a couple of|several))? (?:quick )?questions?|"
    r"(?:(?:i|we) (?:do not|don't|dont) (?:really )?know|not (?:really )?sure|no idea) (?:where|how) to (?:start|begin)|(?:i'?m|i am|we'?re|we are) (?:(?:completely|totally|very|quite) )?new (?:to (?:this|all this|it)|here|at this)"
)
_ONLY_OPENS: Final = re.compile(
    rf"(?:(?:{_ANNOUNCES}|{_EXCUSES}|{_ANNOUNCES_EN}|안녕하(?:세요|십니까)|(?:수고|고생)(?:가|이)? ?(?:많으십니다|많으세요|하십니다)|저기요|hi|hello|hey|sorry to bother you|excuse me|ok|okay|and|but|so){_MARKS})+",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(rf"{_ANNOUNCES}|{_EXCUSES}|{_ANNOUNCES_EN}|sorry|excuse", re.IGNORECASE)
_CLOSINGS: Final = re.compile(
    rf"(?:(?<=[.?!,~요까다죠나가지\sㅎㅋㅠㅜ])|(?<=[a-z)'\"])(?=\s))[\s,]*(?:"
    r"(?:미리 |그럼 |항상 |대단히 |정말 ){0,3}(?:감사|고맙)(?:합니다|해요|드립니다|드려요|습니다|하겠습니다)|(?:그럼 )?수고하(?:세요|십시오|셔요|십쇼)|"
    r"(?:빠른 |꼭 |빨리 )?(?:답변|답장|회신|연락|답)(?: ?좀)? ?(?:부탁(?:드립니다|드려요|드릴게요|합니다|해요)|바랍니다|바래요|기다리겠습니다|기다릴게요|주세요|주시면 감사하겠습니다)|"
    r"(?:(?:many |a lot of )?(?:thanks|thank you|thank u|thx|tks)(?: (?:so|very) much| a lot| a million)?(?: in advance| again)?(?: for (?:your|the) (?:help|time|reply|answer|assistance))?(?: in advance)?|cheers|(?:kind|best|warm) regards|regards|"
    r"(?:please|pls|kindly) (?:advise|reply|respond|help)(?: (?:me|us))?|(?:much )?appreciated|(?:(?:i|we) (?:would )?)?appreciate (?:it|your (?:help|reply|answer|time)))"
    rf"){_MARKS}$",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"[?？]|[나까가니은는]요?[.!~ㅠㅜㅎㅋ ]*$|[되돼]요|얼마|언제|어디|어느|누가|누구|몇|무엇|뭐|뭘|어떻게|어떤|여부|는지|인지|궁금|알려|부탁|싶|던데|다면서|다며|냐고|"
    r"\b(?:how|what|when|where|which|who|why|whether|wonder\w*|know|tell|list|give)\b|^(?:is|are|was|were|do|does|did|can|could|may|will|would|should|am|any)\b",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[가-힣A-Za-z0-9]")
_ENGLISH: Final = re.compile(r"[A-Za-z]")
_LEAST: Final = 2  # letters of what is left, for it to be a question: "마감?"
_LEAST_ENGLISH: Final = 4
# "Hello, are you there?" greets.
_OF_GONGO: Final = re.compile(
    r"(?<![a-z])(?:you|bot)(?![a-z])|\b(?:in )?(?:english|korean)\b|한국어|영어|챗봇", re.IGNORECASE
)


def without_courtesy(text: str) -> str:
    """The text without greetings, excuses and announcements before a question, and thanks and the like behind one."""
    rest = text
    opened = _OPENINGS.match(rest)
    if opened is not None and _is_left(rest[opened.end() :]):
        rest = rest[opened.end() :]
    for _ in range(3):  # "회신 부탁드립니다. 감사합니다."
        closing = _CLOSINGS.search(rest)
        if closing is None:
            break
        rest = rest[: closing.start()].rstrip(" ,\n")
    asks = bool(_ASKS.search(rest)) and _is_left(rest) and not _OF_GONGO.search(rest)
    return rest if asks else text


def only_opens(text: str) -> bool:
    """Whether it says that something will be asked, or excuses itself, and nothing else: "궁금한 게 있어서요"."""
    return bool(_ONLY_OPENS.fullmatch(text) and _OPENS.search(text))


def _is_left(rest: str) -> bool:
    letters = _LETTERS.findall(rest)
    return len(letters) >= (_LEAST if not _ENGLISH.match("".join(letters)) else _LEAST_ENGLISH)
