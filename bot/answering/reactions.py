"""What people say to an answer, and ask nothing new by: "헐", "아깝네요ㅠㅠ", "좀 더 자세히요", "그게 아니고요".

Whole messages only: "아 네 그럼 마감은요?" is a question.
"""

from __future__ import annotations

import re
from typing import Final, Literal

# noted: it was taken in. again: it is to be told once more, or otherwise. more: more of it is wanted, or an instance.
# doubted: it is set against what is believed. missed: it was no answer to what was asked. what_now: what is to be done.
Reaction = Literal["noted", "again", "more", "doubted", "missed", "what_now"]

_POLITE: Final = r"(?:요|여|용|유|예)?"
_ENDING: Final = rf"(?:네|다|군|구나|구만|지만|습니다|어|음|는데|긴하네|긴하지만)?{_POLITE}"
_SOUND: Final = r"(?:아+|어+|오+|음+|흠+|네+|넵|넹|예+|응+|와+|우와|워|하+|헐+|헉+|엥|잉|대박|이런|세상에|맙소사|에구|에고|아이고|아이구|어휴|에휴|휴+|쩝|쳇|으+|ㅇㅇ|ㅇㅋ|ㄴㄴ|ㄱㅅ|그래도|너무|좀|많이|진짜|정말|참|완전|이건|그건)"
_FEELING: Final = (
    rf"(?:아쉽|아깝|안타깝|속상하|슬프|놀랍|신기하|다행이|잘됐|잘되었|좋|나쁘지않|괜찮|망했|망하|큰일이|큰일났|할수없|어쩔수없|별수없|빠르|느리|적|많|크|세|빡세|까다롭){_ENDING}|"
    rf"(?:아쉬워|아까워|안타까워|속상해|슬퍼|기뻐|놀라워|신기해|다행이에|다행이예|좋아|괜찮아|까다로워|빡세){_POLITE}"
)
_ASKS_AT_HOME: Final = r"(?:(?:저|나|우리|저희)(?:는|도)?)?(?:사장|대표|부장|과장|팀장|이사|공장장|회장|아버지|남편|아내|형|직원|담당자|동료|윗분|위)(?:님|들)?(?:께|에게|한테|이랑|랑|하고|과|와|에)(?:도|는)?(?:한번|먼저|좀|다시)*(?:여쭤|물어|말씀드려|상의해|상의드려|의논해|얘기해|이야기해|보고드려|보고해|전해|공유해|알려)(?:볼게|보겠습니다|봐야겠|드릴게|드리겠습니다|야겠|보려고|볼게)?(?:네|어|습니다|다)?(?:요)?"
_FAREWELL: Final = (
    r"(?:(?:덕분에|오늘|정말|많이|잘|도움|이|큰|감사합니다|고맙습니다|그럼)*(?:알아봤|알아갑|알고가|배웠|배우고갑|됐|되었|얻었|받았)(?:습니다|어요|니다|네요|어)?)?"
    r"(?:그럼|다들|모두|좋은|즐거운|행복한|편안한|따뜻한|남은)*(?:하루|주말|저녁|오후|오전|밤|명절|연휴|한주|시간|휴일)(?:도|을|를)?(?:잘)?(?:보내|되|쉬)(?:세요|십시오|셔요|시길|시길바랍니다|시기바랍니다)|"
    r"(?:덕분에|정말|많이|잘|도움|큰|이제|다)+(?:알아봤|배웠|됐|되었|얻었|(?<=도움)받았|(?<=도움많이)받았)(?:습니다|어요|네요|어)(?:요)?"
)
_KO: Final[tuple[tuple[Reaction, re.Pattern[str]], ...]] = (
    ("noted", re.compile(rf"(?:{_SOUND})*(?:{_FEELING}|{_ASKS_AT_HOME}|{_FAREWELL})|(?:{_SOUND})+{_POLITE}")),
    (
        "again",
        re.compile(
            r"(?:아|어|음|그|근데|답이|말이|설명이|내용이|글이)*(?:좀|더|너무|조금|많이|다시)*(?:짧게|간단히|간단하게|간략히|간략하게|쉽게|요약|길|기|복잡하|복잡해|어려워|어렵|장황하|장황해)"
            r"(?:해서|좀|한번|만)?(?:말씀|말|설명|정리|얘기|이야기|답|알려)?(?:해|하여)?(?:줘|주세요|주실래요|주시면|주십시오|주실수있나요|주실수있을까요|부탁해요|부탁드려요|부탁드립니다|될까요|할게요)?(?:어|네|다|습니다|는데)?(?:요)?"
        ),
    ),
    (
        "more",
        re.compile(
            r"(?:아|음|그|근데|그거|그건|그걸|이거|이건|그부분|이부분|그내용)*(?:좀|더|조금|아주|혹시|한번)*(?:자세히|자세하게|자세한|구체적으로|구체적인|상세히|상세하게|상세한|길게)(?:내용|설명|거|것|얘기|정보)?(?:을|를|은)?(?:좀|더)*"
            r"(?:말씀|말|설명|얘기|이야기|답|알려|알고|풀어|안내|적어|써)?(?:해|하여)?(?:줘|주세요|주실래요|주시면|주십시오|주실수있나요|주실수있을까요|부탁해요|부탁드려요|부탁드립니다|될까요|싶어요|싶습니다|싶은데요)?(?:요)?|"
            r"(?:예를?들(?:면|어|자면|어서)|이를테면|가령|예시(?:는|좀|를|하나만)?|예는|보기는)(?:요|좀|들어주세요|들어줘|들어주실래요|있나요|있어요|어떤거요?|어떤게있나요|뭐가있나요|뭐가있어요)?"
        ),
    ),
    (
        "doubted",
        re.compile(
            r"(?:아니|에이|음|흠|어|엥|근데|그런데|그건|그거|그게|이건|이거|이상하네|잠깐)*"
            r"(?:(?:제가|내가|우리가|저희가|저는|나는)?(?:들은|들었던|아는|알던|알고있는|알고있던|알고있었던|본|봤던|읽은|찾아본|생각한|생각했던)(?:거|것|얘기|내용|바|말|정보|데)?(?:랑|하고|와|과|이랑|이라|에서|보다)?(?:는|은)?(?:좀|많이|전혀|완전|조금)?(?:다르|다른|달라|틀리|틀린|틀려|딴판이|안맞)|"
            r"(?:좀|뭔가|너무)?이상[하한해]|말이(?:안되|안돼|안맞)|앞뒤가안맞|못믿겠|안믿겨|믿기지않|믿을수없|그럴리가|설마)"
            r"(?:네|다|는데|데|던데|은데|습니다|어|없|없는데|없어)?(?:요)?|(?:그게|그거|이게|정말|진짜|확실히)*맞(?:나|습니까|는거죠|는건가|는거예|는거맞)(?:요)?"
        ),
    ),
    (
        "what_now",
        re.compile(
            rf"(?:{_SOUND}|그럼|그러면|그렇다면|그래서|근데|그런데|이제|인제|지금|저희는|우리는|저는|앞으로|당장)*"
            r"(?:(?:어떡|어째|어쩌|우째|어뜩)(?:하|해)?(?:야|면)?(?:되|돼|하|좋을|할)?(?:죠|지|나|까|요|는지)*|어떻게(?:하|해|해야|하면)(?:되|돼|하|좋을|할)?(?:죠|지|나|까|요|는지|ㅂ니까)*|"
            r"(?:뭘|뭐를|무엇을|무얼|뭐부터|뭘먼저)(?:하면|해야|준비하면|준비해야|할수)(?:되|돼|하|있|될|좋을)(?:나|나요|까|까요|요|죠|지|는지|ㄹ까|을까요|을까)?|"
            r"(?:(?:다른|딴|무슨|뭐)?(?:방법|수|길|대안|방도)(?:은|는|이|가|도)?(?:아예|정말|진짜|전혀|또|더)?(?:없|있)(?:나|을까|습니까|어|는지|는건가|는가|죠|지)))(?:요|용|예)?"
        ),
    ),
    (
        "missed",
        re.compile(
            r"(?:아니|아뇨|아니요|아니오|에이|음|제말은|내말은|제질문은|저는)*(?:"
            r"(?:그게|그거|그건|그걸|그런게|이게|이거|이건)(?:가)?(?:말고|아니고|아니라|아니라고|아니라니까|아닌데|아니에|아니예|아닙니다|아니야|아니구|아녀)|"
            r"(?:그걸|그거|이걸|그런걸|그게)(?:를)?(?:물어본|물은|여쭤본|질문한|말한|얘기한)(?:게|거|것)(?:이)?(?:아니|아닌|아닙)(?:라|고|데|에|예|니다|야)?|"
            r"(?:질문을?|제말을?|말을?)(?:잘못|못)(?:이해|알아들)[가-힣]{0,8}|(?:다른|딴)(?:거|걸|것)(?:을)?(?:물었|물어봤|여쭤봤|말한)[가-힣]{0,6}|엉뚱한[가-힣]{1,8}|동문서답[가-힣]{0,5})(?:요)?|"
            r"(?:아니|아뇨|아니요|아니오)+"
        ),
    ),
)  # fmt: skip
_OH: Final = (
    r"(?:(?:oh|ah|hm+|ok|okay|well|but|and|so|um|uh|hey|sorry|please|just|no|aw+|wow|yeah|yes)[ ,]+)*"
)
_EN: Final[tuple[tuple[Reaction, re.Pattern[str]], ...]] = (
    (
        "noted",
        re.compile(
            rf"{_OH}(?:oh|ah|hm+|wow|cool|oh no|oh dear|damn|darn|ouch|alas|too bad|(?:that(?:'s| is) |it(?:'s| is) |what )?(?:an? |such an? |so |too |very |really |quite )*(?:pity|shame|sad|bad|good|nice|fine|cool|great|helpful|useful|interesting|surprising|disappointing|unfortunate|relief|clear|lot|little|not much|tough|strict)(?: news| to (?:know|hear))?|"
            r"(?:thanks|thank you|cheers)(?: (?:a lot|a million|a bunch|so much|very much|again))?(?: (?:you|that|this|it)(?:'ve| have|'s| has)? (?:really |just )?(?:saved|made|helped|was|is|been)(?: \w+){0,4})?|(?:(?:thanks|thank you),? )?(?:and )?have a (?:nice|good|great|lovely) (?:day|weekend|evening|one|time|week|night)|interesting|unfortunately|fair enough|noted|makes sense|(?:(?:just )?(?:a|one|wait) (?:moment|minute|second|sec|bit)|wait|hold on|hang on)(?: please)?|let me (?:think|check|see|ask)(?: \w+){0,4}|(?:i|we)(?:'ll| will| need to| have to| must) (?:have to )?(?:think|ask|check|discuss|talk|consult|tell|let)(?: \w+){0,6})"
        ),
    ),
    (
        "again",
        re.compile(
            rf"{_OH}(?:what|huh|eh|pardon|sorry|come again|(?:too|so|very) (?:long|complicated|much text|wordy)|(?:that(?:'s| is)|it(?:'s| is)) (?:too|so|very) (?:long|complicated|much|wordy)|(?:make it |keep it |something |a bit |a little )?(?:shorter|short|simpler|brief|briefer)|in (?:short|brief|one (?:sentence|line|word)))(?: please)?"
        ),
    ),
    (
        "more",
        re.compile(
            rf"{_OH}(?:(?:some |a bit |a little |any |can i have |can i get |could i have |i need |i want |i'd like |give me |with )?more (?:details?|info|information|specifics)|(?:(?:can|could|would) you )?(?:please )?(?:elaborate|explain (?:more|further|in detail)|tell me more|be more (?:specific|precise|exact)|go into (?:more )?detail|say more|expand)(?: on (?:that|this|it))?(?: about (?:that|this|it))?|(?:in )?(?:more|greater) detail|in detail|details?|(?:for|an?|any) (?:example|instance)s?|such as|like what|go on|give me an example|more)(?: please)?"
        ),
    ),
    (
        "doubted",
        re.compile(
            rf"{_OH}(?:i (?:heard|read|was told|thought|saw|believed|understood) (?:something (?:else|different)|otherwise|differently|the opposite)|(?:that(?:'s| is)|it(?:'s| is)) (?:odd|strange|weird|not what (?:i|we) (?:heard|read|know|was told|were told)|different from what (?:i|we) (?:heard|read|know|was told)|hard to believe|news to me)|i doubt (?:it|that)|no way|strange|odd|weird|can't be|impossible)"
        ),
    ),
    (
        "what_now",
        re.compile(
            rf"{_OH}(?:then )?(?:(?:so )?what (?:now|then|next)|now what|and (?:then|now)|what (?:should|can|could|do|shall|must|would) (?:i|we) (?:have to |need to )?do(?: then| now| next| about (?:it|that))?|what are (?:my|our|the) options|(?:is|are) there (?:any|no|an)(?:other)? (?:other )?(?:way|ways|option|options|alternative|alternatives)|any (?:other )?(?:way|ways|option|options|alternative|alternatives)(?: around (?:it|that)| left)?|nothing (?:i|we) can do)(?: then| now| next)?"
        ),
    ),
    (
        "missed",
        re.compile(
            rf"{_OH}(?:no+|nope|not that|(?:that(?:'s| is| was)|it(?:'s| is)) not (?:what (?:i|we) (?:asked|meant|mean|said|wanted|am asking|was asking)(?: for| about)?|it|my question|an answer|the answer)|(?:i|we) (?:did not|didn't) (?:ask|mean) (?:that|this|it|for that|about that)|you (?:misunderstood|did not answer|didn't answer|got (?:me|it|that) wrong|don't understand|did not understand|didn't understand)(?: me| my question| the question| it)?|wrong answer)"
        ),
    ),
)  # fmt: skip
_QUESTION_MARKS: Final = re.compile(r"(?:네|예|뭐|뭐라|뭐라고|뭐라구|응|엥|어)?(?:요)?\s*[?？]+")
_IS_IT_RIGHT: Final = re.compile(r"(?:그게|그거|이게|정말|진짜|확실히)*맞(?:아|죠|지|는거지|는거야)(?:요)?")
_LONGEST: Final = 60  # characters


def reaction(text: str) -> Reaction | None:
    """How the whole text takes the last answer; None where it says or asks anything else. `text` in lower case."""
    if len(text) > _LONGEST:
        return None
    if _QUESTION_MARKS.fullmatch(text.strip()):
        return "again"
    korean = re.sub(r"[^가-힣ㄱ-ㅎ]", "", text)
    english = " ".join(re.sub(r"[^a-z' ]", " ", text).split())
    if any(map(str.isdigit, text)) or (korean and english) or not (korean or english):
        return None
    kinds, said = (_KO, re.sub(r"[ㅋㅎ]+", "", korean)) if korean else (_EN, english)
    asks = "?" in text
    if asks and _IS_IT_RIGHT.fullmatch(said):
        return "doubted"
    told = ("noted", "again") if korean else ("noted",)  # "복잡해요?" asks whether it is
    return next(
        (kind for kind, pattern in kinds if pattern.fullmatch(said) and not (asks and kind in told)), None
    )
