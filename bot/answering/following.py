"""What a message leaves to the last one: comparisons of the tracks, who pays the rest, whom to ask, another way.

Each of these is asked in words that name nothing; what was spoken of last says what they are about.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Literal

from bot.answering.answer import Context
from bot.answering.courtesy import only_opens
from bot.answering.understanding import SUBJECT_CONCEPTS, Clause, Reading
from bot.typed import answer_language
from rules.facts import Facts, merge

Aspect = Literal["amount", "places"]

# Topics after which "the rest" is what remains of the cost.
_OF_MONEY = frozenset(["cap", "own-share", "region", "vat", "payment-dates", "misprint"])
_SHARES = frozenset(["own_share", "split"])
# What a question may ask once a verdict was given, without naming what it is about.
OF_VERDICTS = frozenset(["eligibility", "why", "change"])

# Topics whose figures the documents give without a reason.
OF_FIGURES = frozenset(["growth", "cap", "places", "budget", "mentoring", "own-share", "tracks"])
# What begins the answer to who describes a company.
JUDGED = "message:understood"
# After these "papers" are those that print.
_OF_PRESS = frozenset(["misprint", "sources"])

# All that a question may name which only asks where.
_OF_WHERE = frozenset(
    [
        "where",
        "now",
        "start",
        "able",
        "what",
        "region",
        "local_government",
        "so",
        "basic",
        "track_word",
        "both_tracks",
    ]
)
# Topics that say whether places take part.
_OF_PLACES = frozenset(["region", "region-list"])
_OFF_WORLD = "off-world"
# Words of a question that names nothing but somebody.
_WHOM = frozenset(["person", "who", "where", "able", "we", "what", "contact", "phone"])

_WHICH_MORE = re.compile(
    r"(?:어느|어떤|무슨|둘중|둘가운데|어디)(?:쪽|유형|트랙|게|것|거|데)?(?:이|가|은|는|을|를|으로|에서|에|중)?.{0,10}(?:더(?!라|군|니|구)|많|크|큰|높|유리|낫|나은)|"
    r"(?:더|제일|젤)(?:많이|많은|큰|높은)?.{0,6}(?:어느|어떤)(?:쪽|유형|트랙)|(?:중에|중에서|가운데|중엔).{0,8}(?:제일|젤|가장|더).{0,8}(?:데|곳|지역|쪽|유형|트랙|거|게|건)(?:은|는|이|가)?[?]?$|"
    r"\bwhich (?:(?:one|track|tier|type|(?:one )?of (?:the )?(?:two|them|those|these)) )?.{0,16}\b(?:more|most|bigger|biggest|larger|largest|higher|highest|better)\b",
    re.IGNORECASE,
)
_MORE_ELSEWHERE = re.compile(
    r"(?:어디나|어디든|어느지역이나|어디서나|지역마다|지자체마다|동네마다|시도마다|지역별로|지자체별로|전국(?:이|에서|적으로)?(?:다)?).{0,4}(?:같|똑|동일|다르|다른|달라|차이)|(?:지역|지자체|동네)(?:에|을)?(?:따라|타)(?:서)?.{0,4}(?:다르|다른|달라|차이|나요|나$)|"
    r"\b(?:same|equal|different|differ|differs|vary|varies)\b.{0,16}\b(?:everywhere|anywhere|all over|nationwide|across the country|in (?:every|each|all) (?:the )?(?:regions?|places?|provinces?|cit(?:y|ies)|areas?)|(?:by|from|between) (?:regions?|places?|provinces?|cit(?:y|ies)|areas?))|\bdepend\w* on (?:the |which )?(?:region|place|province|city|area|where)\b|"
    r"(?:다른|딴|나머지)(?:데|곳|지역|지자체|지방|동네|시도|도시)(?:은|는|이|가|도|에선|에서는|중에)*.{0,6}(?:더|많|적은|높|낮|비슷|같|다른가|다르)|"
    r"\b(?:other (?:regions?|places|areas|cities|provinces)|elsewhere|anywhere else)\b.{0,24}\b(?:more|less|higher|lower|same)\b|\b(?:more|less|higher|lower|same)\b.{0,24}\b(?:other (?:regions?|places|areas|cities|provinces)|elsewhere|anywhere else)\b",
    re.IGNORECASE,
)
# One place beside another: "한도는 광주랑 같아요?", "is it less than in Gwangju?".
_BESIDE_A_PLACE = re.compile(
    r"(?:이랑|랑|하고|와|과|보다|보담|에비해|에비하면|대비|만큼)(?:은|는|도)?.{0,12}(?:같|똑|동일|비슷|다르|다른|달라|차이|비교|견주|많|적|높|낮|크|작|커|더|덜)|(?:에비해|에비하면|대비)(?:는|은|요)*$|"
    r"\b(?:same|as (?:much|many|high|low|big)|more|less|fewer|higher|lower|differ\w*|compar\w+|stack up|measure up)\b.{0,24}\b(?:as|than|from|to|with|against)\b|\b(?:versus|vs\b|next to|up against)",
    re.IGNORECASE,
)
_DIFFERS = re.compile(
    r"차이|다르|다른가|달라|똑같|같[아은나]|비슷|\b(?:differ\w*|the same|equal)\b", re.IGNORECASE
)
LEFT_OUT = re.compile(
    r"없|안[되돼들끼됐된]|빠[졌진지]|못[들끼하받넣한]|제외|탈락|불가|부적격|미달|\b(?:not|n't|left out|missing|excluded|no|out|ineligible|reject\w*|refus\w*|fail\w*|turned down)\b|n't\b",
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
    r"(?:시|도|시청|도청|구청|지자체|정부|나라|삼성|회사|기업|업체|우리|저희)(?:가|이|에서|는|은)?(?:얼마(?:나|를|까지)?|다|전부|반|따로)?(?:대는|대나|대주|대야|나오는|나오나|나온|내놓|보태는|내는|내나|내주|내야|부담|보태)|"
    # "시에서는 얼마 주고 삼성은 얼마 줘요": of two that give
    r"(?:시|도|시청|도청|구청|지자체|정부|나라|삼성)(?:전자|쪽|측)?(?:에서)?(?:가|이|은|는)?(?:얼마(?:나|를|씩)?|몇)(?:주고|줘|주며|,)(?:시|도|시청|도청|구청|지자체|정부|나라|삼성|회사|우리|저희)",
)
# A part of the money that is somebody's: "그중에 삼성 몫은?", "how much of that is Samsung's?".
_WHOSE_PART = re.compile(
    r"(?:시|도|시청|도청|구청|지자체|정부|나라|삼성|회사|기업|업체|우리|저희)(?:전자|쪽|측)?(?:의|에서|이|가)?(?:몫|부담분|분담|지분|비중|낼돈|내는돈|대는돈)|"
    r"\b(?:samsung|the city|city|the province|the state|the government|the firm|the company)(?:'?s)? (?:share|part|portion|slice|half|side|bit|contribution)\b|"
    r"\b(?:of (?:that|it|which)|from) .{0,24}\b(?:samsung|the city|the province|the government)\b|"
    r"\b(?:part|share|bit|portion|amount|money|sum|rest)s? (?:that )?(?:the |our |my |a )?(?:firm|company|business|applicant|we|i|us) (?:ourselves |itself )?(?:has|have|must|needs?|would|should)(?: to| need to)? (?:bring|pay|cover|bear|put|add|chip|raise|find|provide)\b",
    re.IGNORECASE,
)
_PAYER = r"(?:시청|도청|구청|지자체|정부|나라|삼성(?:전자)?|회사|기업|시|도)(?:에서|측에서|쪽에서|측|쪽)?"
_PAYERS_APART = re.compile(
    rf"{_PAYER}(?:은|는|이|가)?(?:얼마|몇).{{0,12}}{_PAYER}(?:은|는|이|가)?(?:얼마|몇)|"
    r"\b(?:how (?:much|is|was|are|do|does|did)|what|who)\b.{0,40}\b(?:city|province|government|samsung)\b.{0,16}\b(?:and|vs|versus|or)\b.{0,24}\b(?:city|province|government|samsung|(?:the |each )(?:firm|company|business))\b|"
    r"\bhow (?:is|are|was|were|do|does|did) (?:the |they |that )?(?:money|grant|cost|costs|support|amount|sum|funding|bill|total)?\b.{0,16}\b(?:divid|split|shar|apportion)\w*",
    re.IGNORECASE,
)
_THE_WHOLE = re.compile(
    r"(?:(?<=[랑고과와,./?] )|(?<=하고))(?:사업 ?|회차 ?|나라 ?)?(?:전국|전체|전반|공통)(?:적으로|으로|의)?(?! ?(?:예산|사업비|규모))|"
    r"\b(?:and|or|vs\.?|versus|then) (?:[a-z']+ ){0,5}?(?:nation-?wide|nationally|(?:whole|entire) (?:country|programme|nation)|overall|in general|at large|country-?wide)\b",
    re.IGNORECASE,
)
_WHO_KNOWS = re.compile(
    r"^(?:그럼|그러면|그렇다면|아니|그래서|근데|대체|도대체|그건|그걸|이건|이걸|그거|그런건|이런건)*(?:누구|누가|어디|어디서|어느기관|어느부서)(?:한테|에게|에다|에|로|다가|가|서)?.{0,6}(?:물|묻|아나|아는|알아|알수|알죠|문의|전화|연락|확인|답)|"
    r"^(?:(?:and|so|then|ok|okay|but|well|is there)\b,? ?)*(?:who|whom|where|anyone|anybody|somebody|someone)\b.{0,24}\b(?:tell|know|knows|ask|call|help|answer|contact|talk|find out)\b",
    re.IGNORECASE,
)
_SAID_WHERE = re.compile(
    r"(?:어느|어떤|무슨)(?:자료|기사|신문|문서|공고|보도|책)(?:에|에서|서)?.{0,4}(?:나와|나온|나옵|적혀|써|쓰여|실려|보고|본)|\b(?:which|what) (?:document|article|paper|source|report|notice)s? (?:says?|said|states?|is (?:that|this|it) (?:in|from)|does (?:that|this|it) come from)\b|"
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
_AGAIN_IN = re.compile(
    r"(?:다시|방금|아까|같은|그대로).{0,10}(?:영어|영문|한국어|한국말|한글|우리말)(?:로|으로)|(?:영어|영문|한국어|한국말|한글|우리말)(?:로|으로)(?:다시|한번)|"
    r"\b(?:repeat|say|tell|write|put|give|translate|have|send|show|explain|answer|get)\b.{0,16}\b(?:that|it|this|same|again|answer)\b.{0,16}\b(?:in|into) (?:english|korean)\b",
    re.IGNORECASE,
)
# All that may stand in a wish to hear an answer once more, or in other words; and what makes it such a wish.
_OF_RETELLING = re.compile(
    r"헷갈(?:리|려|림|려서)(?:네|는데|ㄴ)?(?:요|다)?|(?:무슨|뭔|그게무슨|이게무슨)(?:소린지|소린가|말씀|말|소리|뜻|얘기|이야기)(?:이신지|인지|이에요|예요|이죠|이지|이야|입니까|인가요|인가|이래|이래요|하시는건지)?(?:도|는|를)?(?:통|도통|당최|잘|영|도무지)?|"
    r"모르(?:겠|것)(?:어|네|는데|습니다|음|다|는디|어서|으니)?(?:요)?|못알아(?:듣|들)(?:겠|었)?(?:어|네|는데|습니다|어서)?(?:요)?|이해(?:가|를|는|도)?(?:잘|통|영)?(?:안|못)?(?:되|돼|됐|했|하겠|가|갔|됨)?(?:네|는데|어|습니다|아|서)?(?:요)?|어렵(?:네|다|습니다)(?:요)?|어려(?:워서|워|운데|우니)(?:요)?|잘|도통|도무지|하나도|전혀|"
    r"다시|재차|한번만?|한번더|쉽게|쉬운말로|알기쉽게|알아듣게|간단(?:히|하게)?|짧게|천천히|풀어서?|정리(?:를)?(?:해서|하여|해|좀)?|요약(?:을)?(?:해서|해|좀)?|설명|말씀|말|얘기|이야기|답|알려|가르쳐|해|줘|주(?:세요|실래요|실수있나요|실수있을까요|시겠어요|시면|십시오|라|이소|시죠)|주면|감사하겠습니다|부탁(?:드립니다|드려요|해요|합니다|드릴게요)?|"
    r"좀|만|더|아|어|음|네|예|저|죄송(?:한데|하지만|합니다만|해요|합니다)?|미안(?:한데|하지만)?|혹시|그냥|제가|나이가많아서|될까|되나|될런지|봐|볼래|요|"
    r"\b(?:sorry|please|pls|can|could|would|will|you|i|do not|don't|didn't|did not|not|get|got|understand|follow|quite|say|tell|me|explain|repeat|put|again|that|it|this|all|a word|once more|one more time|in|simple|simpler|plain|plainer|easy|easier|other|different|normal|words?|terms?|language|way|more simply|simply|more|clearly|slowly|like|i'm|i am|five|what|does|mean|lost|confused|a bit|bit|little|really|just|for|to|the|of|for me|to me|short|shorter|briefly|sum|summar\w+|up|come|so|um|hm+|oh|ok|okay|still|but|and)\b",
)
_RETELL = re.compile(
    r"다시|설명|쉽게|쉬운말|풀어|정리|요약|무슨(?:말|소리|소린|뜻)|뭔(?:말|소리|소린)|이해|헷갈|못알아|어려|어렵|"
    r"\b(?:again|once more|one more time|repeat|explain|simpl\w+|plain\w*|easier|understand|follow|confused|lost|(?:do|does|did) .{0,12}mean|sum\b.{0,8}\bup|summar\w+|get (?:it|that|this|a word)|other words|words of)\b",
)
# That the last answer was understood, and nothing else: "아하.. 이해했습니다", "ok that makes sense".
_UNDERSTOOD = re.compile(
    r"(?:아|아하|어|오|오호|음|흠|네|넵|넹|예|와|오케이|ㅇㅋ|ㅇㅇ|[ㅎㅋㅠㅜ]|이제야?|인[제자]|잘|다|완전히?|대충|확실히|확|바로|덕분에|그럼|그게|그건|설명|"
    r"(?:무슨|뭔|어떤)(?:말|소리|뜻|얘기|내용)(?:씀)?인지|뭔지|어떤건지|왜그런지)*"
    r"(?:아하+|오호+|이해(?:가|를|는)?(?:잘|다|확|쏙쏙|이제)?(?:했|됐|되었|되|돼|함|됨|완료|갔|가)|(?:알겠|알았|알것|알겄|알아들었|알아먹었|납득했|납득됐|납득이됐|파악했|파악됐|확인했)|"
    r"(?:그렇|그런(?:거|것|뜻|말|얘기|이유|내용)(?:이었|였|이)?|그래서(?:그런거|그런것|그랬)(?:이었|였)?|그렇게(?:되는|하는|된)(?:거|것)(?:이었|였|이)?)(?=[구군네]))"
    r"(?:습니다|습니더|심더|슴다|심다|니다|어|아|네|군|구나|구만|구먼|음|지|는데|다)*(?:요|유|여|용|예|잉)?[ㅎㅋㅠㅜ]*",
)
_UNDERSTOOD_EN = re.compile(
    r"(?:(?:ah+|aha|oh+|ok|okay|right|alright|yes|yeah|yep|h+m+|well|great|good|nice|cool|perfect|now|so|then|i think|thanks|thank you) )*"
    r"(?:i (?:now )?(?:see|understand|get it|got it|get that|follow|understood)|(?:i've )?(?:got|get) (?:it|that)|gotcha|understood|(?:that |it |this |all |now )*makes (?:perfect |total |complete |more )?sense|"
    r"(?:that's |that is |it's |all |now )*(?:clear|noted|fair enough|good to know)|(?:that |this )?clears (?:it|that|things) up)"
    r"(?: (?:now|then|thanks|thank you|to me|enough|perfectly|better|all|ok|okay|a lot|much|so|for that|it))*",
)
_LEAVE_TO_ASK = re.compile(
    r"^(?:안녕하세요|안녕하십니까|저기요?|저|혹시|실례지만|죄송하지만|죄송한데요?|그럼|근데|또)*(?:뭐|하나|뭣|몇가지|몇개|한가지|하나만|뭐하나|이것저것|간단히|잠깐|좀|더)*(?:만|를|을)?(?:좀)?(?:더)?"
    r"(?:문의|질문|말씀)?(?:을|를|좀|하나|도|만)*(?:여쭤|여쭈|여쭙|물어|물|드려|드리|해|하)(?:어|워|봐|보|볼|볼게|뵙)?(?:도|면|려|고|게|겠)(?:될까요|되나요|돼요|되겠습니까|되겠죠|괜찮을까요|괜찮나요|되죠|될지요?|싶은데요?|싶습니다|하는데요?|습니다|요)$|"
    r"^(?:(?:hi|hello|hey|sorry|excuse me|and|also|so|ok|then)[, ]+)*(?:(?:may|can|could|might) i (?:please )?(?:just )?ask(?: you)?(?: (?:something|a (?:quick |few |couple of )?(?:things?|questions?)|one (?:more )?(?:thing|question)|some (?:things|questions)))?(?: else)?|i have (?:a|some|another|one more|a few) (?:quick )?questions?)(?: please)?\W*$",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"신문|기사|언론|매체|보도|(?<![가-힣])지면|\b(?:news)?papers?\b|\bpress\b|\barticles?\b|\bmedia\b|\boutlets?\b|\bjournalists?\b",
    re.IGNORECASE,
)
# What is handed in, though it is paper too.
_TO_HAND_IN = re.compile(
    r"제출|신청서|\b(?:hand|submit|file|application|required|need|necessary|prepare|send)\w*", re.IGNORECASE
)
_WHY_NOT_KNOWN = re.compile(
    r"(?:왜|어째서|어찌).{0,14}(?:없[어나는죠지습냐다]|안나[와오]|안적|안써|모르|몰라|못찾|못구|못알|정보가|숫자가없|빠[졌져]|공개.{0,3}안|안밝)|"
    r"\b(?:why|how come)\b.{0,24}\b(?:no|not|don'?t|doesn'?t|isn'?t|aren'?t|can'?t|cannot|missing|unknown|nothing)\b.{0,24}\b(?:figure|number|data|information|info|answer|know|have|say|there|percentage|amount|known|found|give|tell|documents?)\b",
    re.IGNORECASE,
)
ASKS_WHERE = re.compile(r"어[디딘딜데]|어느|\b(?:where|which)\b", re.IGNORECASE)
_WHICH_SUITS = re.compile(
    r"(?:어느|어떤|무슨|둘중)(?:쪽|유형|트랙|게|거|것|단계|수준|걸|에|데)?(?:이|가|으로|로|을|를|에|뭐가|뭘)?.{0,6}(?:맞|좋|어울|해당|적당|알맞|나을|낫|들어|속하|골라|고르|해야|하면|가야|가면|되나|될까)|"
    r"(?:맞는|어울리는|알맞은|적당한|적합한|해당(?:하|되)는)(?:유형|트랙|쪽|단계|수준|게|건|것)(?:이|은|는)?(?:뭐|뭔|뭘|무엇|어느|어떤|어떻)|"
    r"\bwhat (?:track|level|type)s? (?:fits?|suits?|would (?:fit|suit)|(?:is|are) right for) (?:us|me)\b|\b(?:right|best|suitable) (?:track|level|type) for (?:us|me)\b|"
    r"\bwhich (?:ones?|tracks?|levels?|types?|kind|(?:ones? )?of (?:the )?(?:two|them|those|these))\b.{0,30}\b(?:fits?|suits?|us|ours|mine|me|right|should|would|belong)\b",
    re.IGNORECASE,
)
_WHICH_TO_ENTER = re.compile(
    r"(?:어느|어떤|무슨)(?:쪽|유형|트랙|걸|거|것)(?:으로|로|을|를|에)?(?:넣|내야|내면|신청|지원|접수)|"
    r"\bwhich (?:one|track|level|type|kind)\b.{0,20}\b(?:enter|apply|file|submit|go for)\b",
    re.IGNORECASE,
)
_WHERE_IS_THAT = re.compile(
    r"^(?:아|그럼|그러면|근데)*(?:그게|그건|그거|그데가|거기가|그런데가|그런곳이|그곳이|그지역이)(?:대체|도대체)?(?:어디|어딘|어느|어데)|"
    r"\b(?:where|which (?:one|place|region|city|area)) (?:is|was|would|are) (?:that|it|those|they)\b",
    re.IGNORECASE,
)
_WHY_FIRST = re.compile(
    r"^(?:(?:and|so|but|then|ok|okay|well|그럼|근데|아니|그러면)[ ,]*)*(?:why|how come|왜|어째서|(?:그 ?)?(?:이유|까닭)(?:가|는|이|은|를|을| |$))",
    re.IGNORECASE,
)
# "다른 지역은 그런 말 없던데": set against the place that was judged.
_OTHER_AREAS = re.compile(
    r"(?:다른|딴|타) ?(?:지역|데|곳|도시|동네|지자체)|\bother (?:places?|regions?|cities|areas?|provinces?)\b",
    re.IGNORECASE,
)
_SINCE_WHEN = re.compile(
    r"(?:예전|이전|그전|과거|옛날|작년|재작년|원래)(?:에도|에는|에|엔|부터|도)?.{0,10}(?:빠[져졌진]|안[됐되돼]|없었|있었|들어|됐[었나는]|되었)|\b(?:was|were|been|have) \w+ (?:left out|in|out|included|excluded|part of it) (?:before|earlier|previously|in the past|already)\b|\bhas (?:it|that) always been\b|"
    r"(?:언제|몇년)(?:부터|에|도)?.{0,4}(?:들어[왔오간온]|참여|합류|끼|포함|했)|(?:언제|몇년)부터하|(?:원래|예전|전)(?:부터|에도).{0,4}(?:있|들어|참여|했|하)|새로(?:들어|생|추가|합류)|"
    r"\b(?:since when|when did (?:it|they|that one) (?:join|come|get|start)|how long has it been|newly|newcomers?|new (?:ones?|to it|(?:that|the same) year|(?:back )?then)|(?:joined|came in|started) (?:that|the same) year|from the (?:start|beginning))\b",
    re.IGNORECASE,
)
_ARE_YOU_SURE = re.compile(
    r"^(?:그럼|근데|그건|그거|그게|이건|이게)*(?:그냥|다|결국)?(?:추정|짐작|추측|어림|대충)(?:이|인|한|으로)?[가-힣]{0,8}$|"
    r"^(?:아니|에이|글쎄|흠|음|근데|그런데|그건|그거|그게|이건|이거|이게|제가알기로는|제가알기론|제생각엔|뭔가|혹시|방금)*(?:좀|뭔가)*(?:틀[린렸리]|잘못|아닌|이상하|안맞|그럴리|믿기|못믿)[가-힣]{0,9}?(?:(?:다시|재)?(?:한번|한번만|한번더|좀|더|제대로|잘)*(?:확인|검토|체크|찾아|알아|살펴|봐)[가-힣]{0,8})?$|"
    r"^(?:다시|재차|한번더|제대로|똑바로|잘)(?:한번|한번만|좀|더)*(?:확인|검토|체크|찾아|알아|살펴|봐)[가-힣]{0,10}$|"
    r"^(?:(?:no|nope|hm+|sorry|well|but|but wait|wait|really|oh|come on|nah),? )*(?:(?:i (?:really )?(?:do not |don't )?(?:think|believe|guess|suspect) (?:that )?|i'm (?:pretty |quite )?sure |surely )?(?:that|this|it|you)(?:'s| is|'re| are| must be| can(?:no|')t be| cannot be| could(?:n't| not) be| does(?:n't| not) (?:sound|seem|look)| sounds?| seems?| looks?) (?:just |simply |plain |quite |totally |definitely |not |still )*(?:wrong|right|correct|true|mistaken|incorrect|off|odd|strange|a mistake|impossible)|i (?:do not|don't) (?:think so|believe (?:that|it|you|this))|i (?:really )?doubt (?:that|it|this))(?:,? (?:please |can you |could you )*(?:check|look|verify)\b.{0,20})?\W*$|^(?:(?:no|sorry|well|but|hm+),? )*(?:i (?:really |just )?(?:do not|don't|can(?:no|')t|cannot) (?:buy|trust|accept|believe|see) (?:it|that|this)|(?:that's |that is )?hard to believe|(?:you're|you are|are you) kidding|no way)(?: at all| really| though)?(?:[,;] [^?]{0,80})?\W*$|^(?:(?:so|but|and|hm+),? )*(?:is )?(?:that|this|it)(?:'s| is)? (?:only |just |merely )*(?:a guess|an? (?:rough )?(?:estimate|guess)|guesswork|inferred|approximate|made up)(?: though| then| right)*\W*$|^(?:please |can you |could you )*(?:double[- ]?check|check (?:that|it|this|again)|look (?:it up |that up )?again|verify (?:that|it|this))(?: again| once more| please)*\W*$|"
    r"^(?:아니|에이|헐|와|어|그게|그거|이거|이게)*(?:진짜|정말|확실|사실|참말|레알)(?:로|이|인|한|히)?(?:에요|예요|요|가요|인가요|인가|인지요?|입니까|이죠|죠|해요|한가요|합니까|맞아요|맞나요|그래요|그런가요)?$|"
    r"^(?:(?:oh|well|hm+|but|wait),? )*(?:really|seriously|for real|are you (?:quite |really )?(?:sure|certain)|is (?:that|this|it) (?:really )?(?:right|true|correct|certain|so))(?: (?:about (?:that|this|it)|though))?\W*$",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"예전|이전에|그 ?전|과거|옛날|원래|\b(?:before|earlier|previously|in the past|always)\b", re.IGNORECASE
)
# "신청은 언제부터 했어요": of the intake, and no place's part in it.
_INTAKE_WORDS = re.compile(
    r"접수|신청|모집|마감|공고|\b(?:appl\w+|intake|deadline|open\w*|clos\w+)\b", re.IGNORECASE
)
_HOW_COME = re.compile(
    r"왜|어째서|어쩌다|어찌|어떻게하다|어떻게 ?(?:알|아[나는세시]|확신|장담)|무슨이유|이유|까닭|\b(?:why|how come|how (?:do|can|could|would) you (?:know|tell|be (?:so )?sure)|how (?:did|does|could|can|do) (?:that|it|they|this|one|anyone|a)|what made|reason)\b",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"찍|인쇄|썼|쓴|쓰|적[었힌혀]|나[갔간왔온]|실[렸린었]|냈|보도|틀|잘못|오타|오기|실수|다르게|그렇|\b(?:print\w*|publish\w*|wr(?:ite|ites|ote|itten)|say|said|says|report\w*|put|get|got|happen\w*|mistake\w*|error|wrong|slip\w*|typo|misprint\w*|differ\w*|else)\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"결론|최종(?:적으로|판단|판정)|종합(?:하면|해서|해보면)|정리(?:하면|하자면).{0,6}(?:되|돼|된|우리|저희)|\bbottom line\b|\b(?:what's|what is|what would be|give me) (?:the |our |your )?(?:final )?(?:verdict|conclusion|final answer|upshot)\b|\bfinal (?:verdict|answer)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"^(?:그래서|그럼|자|이제)?(?:결과|판정)(?:가|는|은|이)?(?:뭐|뭔|어떻게(?:되|나)|어때|어떤|알려|보여|나왔|말해)|\bwhat(?:'s| is| was)? the (?:result|outcome)\b|\bso,? (?:what|how) (?:is it|did we do|does it look)\b",
    re.IGNORECASE,
)
_BEFORE_KO = re.compile(
    r"^(?:그럼|그러면|근데|그런데|아니)?(?:더|그보다|훨씬)?(?:전|이전|예전)에(?:는|도|보다)?|^(?:그럼|그러면|근데|그런데)?전(?:보다|엔)"
)
_WHAT_DECIDES = re.compile(
    r"(?:뭐|무엇|뭘|뭣|어떤거|어떤것|누구)(?:에|를|을|로)?(?:따라|기준으로|보고|가지고)(?:서)?.{0,6}(?:다르|다른|달라|정[하해]|갈리|갈려|나뉘)|(?:기준|차이)(?:이|가|은|는)?(?:대체|도대체)?(?:뭐|뭔|무엇)|"
    r"\b(?:what|which|who) (?:does|do|would|will) (?:it|that|this|they|the \w+) depend on|\bdepend\w* on what|\bwhat (?:decides|determines|makes the difference)|\bwhich (?:of them|of these|one) (?:is it|applies|would apply)",
    re.IGNORECASE,
)
_WHAT_TO_TELL = re.compile(
    r"(?:뭘|뭐를?|뭐뭐를?|무엇을|무얼|무슨(?:정보|내용|말)을?|어떤(?:걸|거|것|정보|내용)를?|몇가지)(?:를|을|좀|더|또)*(?:알려|말씀|말해|말하|얘기|이야기|적어|써|보내|대답|답해|답하|불러|가르쳐)(?:드|줘|주|해|하|야|면|을|를|보)|"
    r"(?:또|더|아직|이제|그외에?)(?:뭐|뭘|뭐가|무엇|무엇이|어떤게|어떤걸|필요한)(?:가|를|을|이|더|게|거|것|정보)*(?:남|필요|말씀|말해|알려|알아야|빠[졌진]|모자|부족|있|궁금|물어|여쭤)|"
    r"(?:뭐|뭘|뭐가|무엇|무엇이|어떤게|어떤정보)(?:가|이|를|을)?(?:더|아직|또)(?:남|필요|알아야|말씀|알려|빠[졌진]|모자|부족|드려)|(?:더|추가로)(?:알려|말씀|말해|필요|답)[가-힣]{0,6}(?:거|것|게|건|정보|사항)|판단(?:하|에|하려면|하는데).{0,8}(?:뭐|뭘|무엇|어떤)|(?:뭐|뭘|무엇)(?:만|를|을|가)?알면|"
    r"\bwhat (?:else |more |other \w+ |exactly |information |facts? |details? )*(?:do|should|would|must|can|shall|are|is) (?:you (?:still |also |even )?(?:need|want|missing|have to know|lack)(?! to (?:change|do))|(?:i|we) (?:still |also |need to |have to |must )*(?:tell|say|give|send|provide|add|answer))\b|\bwhat(?:'s| is| are)? (?:still |else )+(?:missing|left|open|needed|unclear|to be)|\bwhat(?:'s| is) (?:missing|left(?: to)?)\b|\banything (?:else|more) (?:you|i|we) (?:need|should|must|can|have)\b|\bwhat (?:do|should|would) (?:i|we) (?:have to |need to )?tell you\b",
    re.IGNORECASE,
)
_MORE_OR_LESS = re.compile(
    r"늘|줄|많|적[어은]|커|작[아은]|크[다네]|올랐|내렸|같|똑|다르|달라|차이|비교|변[했화]|그대로|"
    r"\b(?:up|down|more|less|fewer|bigger|smaller|higher|lower|larger|increas\w+|decreas\w+|chang\w+|same|differ\w*|compar\w+|grow\w*|grew|grown|rise|risen|rose|fell|fallen|shr\w+nk)\b",
    re.IGNORECASE,
)
_HIGHER_ONE = re.compile(
    r"(?:더높은|높은|윗|위|상위|더큰|비싼)(?:쪽|거|것|건|게)|\bthe (?:higher|upper|bigger|larger|top|better|fancier) (?:one|level|type|kind|option)\b",
    re.IGNORECASE,
)
_LOWER_ONE = re.compile(
    r"(?:더낮은|낮은|아랫|아래|하위|더작은|싼)(?:쪽|거|것|건|게)|\bthe (?:lower|smaller|bottom|simpler|cheaper) (?:one|level|type|kind|option)\b",
    re.IGNORECASE,
)
# What only says that a question comes: "잠깐 그 전에 뭐 하나만,", "hang on, before that,".
_LEADS_IN = re.compile(
    r"^(?:(?:아|근데|잠깐|잠시|저기요?|참)(?:만요?)?[ ,]*)*(?:그 ?전에|먼저|우선)?[ ,]*(?:뭐 ?|질문 ?)?(?:하나|한 ?가지)만(?: ?(?:더|먼저))?(?: ?(?:물어|여쭤|여쭐|질문)[가-힣]{0,5})?[ ,.]+(?=[가-힣a-zA-Z0-9].{3})|"
    # "그다음에 공장 짓는 건", which is no next round
    r"^(?:자|아|네|그럼|그러면|근데)?[ ,]*(?:그 ?(?:다음|담|뒤|후)에?는?|그러고 ?나(?:서|면)는?)[ ,]*(?=[가-힣](?!.{0,16}(?:모집|접수|공고|신청|회차|언제|년|또))[^?]{5})|"
    r"^(?:(?:wait|hang on|hold on|sorry|oh|actually)[, ]+)*(?:before (?:that|we go on|i answer)|one (?:quick |more )?(?:thing|question)(?: first)?|(?:a )?quick question|by the way|btw)[,:!. -]+(?=.{4})",
    re.IGNORECASE,
)
_TURNS_AWAY = re.compile(
    r"^(?:(?:ok|okay|right|so|well|anyway|아|참|근데|그럼|네)[,. ]+)*(?:(?:a )?(?:different|another|other|separate|new) (?:thing|topic|matter|subject|question)|on (?:a|to) (?:different|another) (?:note|topic|matter)|(?:(?:leaving|putting|setting) )?(?:that|this|it) aside|apart from that|(?:다른|딴) ?(?:얘기|이야기|거|질문|건)(?:인데|지만|하나|는데)?(?:요)?|그(?:건|거는) ?(?:그렇고|됐고|그렇다 ?치고)(?:요)?)[,:!. -]+(?=.{4})",
    re.IGNORECASE,
)
_A_TRACK = re.compile(r"유형|트랙|\b(?:track|tier|type)\b", re.IGNORECASE)
_TRACK_NAMES = {"advanced": "고도화", "basic": "기초"}
# The track spoken of is chosen: "그걸로 할게요", "we'd go for that one".
_TAKES_THAT = re.compile(
    r"(?<![가-힣])(?:그|이)(?:걸|거|것|쪽|유형|트랙)(?:로|으로)(?= ?(?:할|하|갈|가|신청|넣|진행|정))|"
    r"\b(?P<takes>take|go for|go with|choose|pick|opt for|prefer|settle for|do) (?:that|this)(?: one| track| level)?(?=\W*$|[,.;] | then| please)",
    re.IGNORECASE,
)
_THIS_EDITION = re.compile(
    r"(?:이번|요번|지금) ?(?:회차|판|거|것|꺼)(?=[은는엔도]|에는|에도|로)|(?<![가-힣])(?:이번|요번) ?건(?= |요|[?]|$)|"
    r"(?:(?<=^)|(?<=^그럼 )|(?<=^그러면 )|(?<=^근데 ))(?:요즘|요새|지금|현재|이번|요번|이번에)(?=(?:은|는|에는|엔|에|도)?(?:요)?[ ?!.~]*$)|"
    r"(?:(?<=^)|(?<=^and )|(?<=^so )|(?<=^but )|(?<=^what about )|(?<=^how about )|(?<=^and what about ))(?:now|nowadays|these days|currently|today)(?=[ ?!.]*$)|\b(?:this|the current|the present) (?:edition|one|round)\b",
    re.IGNORECASE,
)
# A wish for more or less than the level that was judged: "목표를 더 높이면요?", "and if we aimed higher?".
_ONE_STEP = (
    (re.compile(r"(?:목표|수준|단계|눈높이) ?(?:수준|치)?(?:를|을)? ?(?:좀|더|한 ?단계)? ?(?:더 ?)?(?:높이|올리)(?=면|려|고 싶)"), "고도화로 하"),
    (re.compile(r"(?:목표|수준|단계|눈높이) ?(?:수준|치)?(?:를|을)? ?(?:좀|더|한 ?단계)? ?(?:더 ?)?(?:낮추|내리)(?=면|려|고 싶)"), "기초로 하"),
    (re.compile(r"\b(aim\w*|went|go|gone|set our sights) (?:a (?:bit|little|level|step) |one (?:level|step) |much )?(?:higher|up)\b(?! to)", re.IGNORECASE), r"\1 for the advanced track"),
    (re.compile(r"\b(aim\w*|went|go|gone|set our sights) (?:a (?:bit|little|level|step) |one (?:level|step) |much )?(?:lower|down)\b(?! to)", re.IGNORECASE), r"\1 for the basic track"),
)  # fmt: skip
# One of two tracks, by its place in the last answer.
_BY_ORDER_KO = re.compile(
    r"(?<![가-힣])(?:(?:그|이)? ?(?:둘|두 ?개|두 ?가지|두 ?유형|두 ?트랙) ?(?:중|가운데)(?:에|에서)? ?)?"
    r"(?:(?P<first>(?:맨 ?)?(?:첫 ?번째|첫째|1번째|앞(?:에|의|쪽|쪽의|엣)?(?: ?(?:말한|말씀하신|나온))?|먼저 ?(?:말한|말씀하신|나온)|전자(?=는|가|를|만|도|쪽|요|면|로 ?(?:하|가|할|갈))))|"
    r"(?:맨 ?)?(?:두 ?번째|둘째|2번째|뒤(?:에|의|쪽|쪽의|엣)?(?: ?(?:말한|말씀하신|나온))?|나중(?:에|의)?(?: ?(?:말한|말씀하신|나온))?|후자(?=는|가|를|만|도|쪽|요|면|로|의)))"
    r"(?:(?<=[자])(?:쪽)?|(?<=[째])(?=[는은가도만요]|로 |으로|이면)| ?(?P<thing>거|것(?!들)|꺼|건|게|걸|쪽|유형|트랙)(?P<goes_on>(?=로|으로|은|는|이|가|을|를|도|만|면|라면|요|에|의))?(?![가-힣]{2}(?:한|된|할)))",
)
_BY_ORDER_EN = re.compile(
    r"\b(?:(?:the|that) )?(?:(?P<first>first|former)|(?:second|latter)) (?:one|of (?:the )?(?:two|those|these|them)|track|type|kind|option)\b(?! (?:call|intake|round))|"
    r"\bthe (?:(?P<first_alone>former)|latter)\b|(?<=[a-z] )the (?:(?P<first_last>first)|second)(?=\W*$)",
    re.IGNORECASE,
)
# "기초로 하면 어떻게 돼요?" asks of a judged firm what "기초로 하면요?" does.
_HOW_THEN = re.compile(
    r"면 ?(?:그땐|그때는|그러면|그럼|결과는|결과가|판정은|판정이|자격은|자격이|결론은)? ?(?:좀|또|다시)? ?어떻(?:게|케) ?(?:되|돼|된|됨|될|나오|나와|달라|바뀌)[가-힣]{0,6}\W*$"
)
# "선정되면 멘토링은 누가 해줘요": of the service, and not of the selection.
_IF_SELECTED = re.compile(
    r"(?<![가-힣])(?:(?:저희가|우리가|만약|혹시|일단|제가) ?)*(?:선정(?:이)? ?(?:되면|된다면|되고 ?나면|된 ?(?:뒤|후)(?:에)?(?:는)?)|(?:뽑히|합격하|붙으|당첨되|선발되)면)[ ,]+(?=.{0,40}(?:멘토|교육|365|사후 ?관리|엑스포))|"
    r"\b(?:if|once|after|when) (?:we |you |one |a firm )?(?:are |is |get |gets |were |being )?(?:selected|chosen|picked|accepted),? (?=.{0,60}\b(?:mentor|training|expo|365|after-?care))",
    re.IGNORECASE,
)
# "혹시 고도화는 어떤가요", "what about the advanced track?": of the other track, what was asked of the one before.
_OF_TRACKS = frozenset(
    [
        "overview",
        "tracks",
        "difference",
        "advanced-track",
        "basic-track",
        "advanced-goal",
        "basic-goal",
        "services",
    ]
)
_HOW_IS_IT_FOR = re.compile(
    r"^(?:(?:그럼|그러면|근데|그런데|혹시|아|그리고|네) ?)*(?P<ko>고도화|기초)(?: ?(?:유형|트랙|단계|수준|쪽))?(?:은|는|의 ?경우(?:는|엔|에는)?) ?(?:어떤가요?|어때요?|어떤지요?|어떻습니까|어떨까요?|어떻게 ?(?:돼요|되나요|되죠|됩니까|되는지요?))\W*$|"
    r"^(?:(?:and|so|then|ok|okay|but|thanks|i see)[ ,]+)*(?:what|how) about (?:for )?(?:the )?(?P<en>advanced|basic)(?: (?:track|level|type|one))?(?: then)?\W*$",
    re.IGNORECASE,
)
# The order in which the question after the level names them, and its buttons show them.
_LEVELS_AS_ASKED = ("basic", "advanced")
# "1번이요", "the second": one of what was asked, by nothing but its number.
_NUMBER_ALONE = re.compile(
    r"\W*(?:the )?(?:(?P<first>(?:1|일) ?번 ?(?:째)?|1|first|1st|option (?:1|one)|number one|former)|(?:2|이) ?번 ?(?:째)?|2|second|2nd|option (?:2|two)|number two|latter)"
    r" ?(?:(?:으)?로)? ?(?:이?요|이?에요|예요|입니다|할게요|하겠습니다|one|please|then)?\W*",
    re.IGNORECASE,
)
_THE_OTHER_ONE = re.compile(
    r"(?<![가-힣])(?:다른|나머지|반대) ?(?:하나|한 ?쪽|쪽|유형|트랙)(?P<particle>은|는|이|으로|도)(?=요|[ ?,.]|$)|\bthe other (?:one|track|tier|type|kind|option|level)\b|\bthe other(?=\W*$)",
    re.IGNORECASE,
)
_OTHER_ONE = re.compile(
    r"(?:다른|나머지|반대)(?:하나|한쪽|쪽|유형|트랙)(?:은|는|이|으로|도)|\bthe other (?:one|track|tier|type|kind|option|level)\b|\bthe other(?=\W*$)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"(?:면|다면|라면|걸로는|는걸로).{0,10}(?:달라|바뀌|바뀔|변하|변할)|\b(?:would|does|will|could) (?:that|it|this|anything) (?:change|help|matter|make)|make (?:any|a) difference",
    re.IGNORECASE,
)
# Whether the verdict is final, in words that name no criterion: "so are we out completely?", "아예 못 하는 건가요".
_OUT = re.compile(
    r"(?:못(?:하|넣|받|들어|낀|끼)|안(?:되|돼|된|됨)|탈락|끝(?:인|이|난|났|장)|포기|접어야|접으|글렀|글른|물건너|틀렸|틀린|해당(?:이|은|사항)?(?:안|없)|제외|배제|빠지|빠진|아웃|꽝|불가|자격(?:이|은)?(?:없|미달|안)|가능성(?:이|은)?없|기회(?:가|는)?없|가망(?:이|은|도)?없|희망(?:이|은|도)?없|어림(?:도)?없|소용(?:이|은)?없)"
    r"[가-힣]{0,10}$|"
    r"\b(?:are|am|is|were|would|will|does|do|did|could|can) (?:we|i|it|that|this|they|the \w+|our \w+|that \w+ \w+)\b.{0,30}\b(?:out|in|excluded|ruled|rules?|finished|done|done for|disqualif\w+|barred|bars?|shut|left out|hopeless|ineligible|eligible|against|knock|kick|count|prevent|stop)\b|"
    r"\b(?:rul|count|shut|knock|kick|throw|leav)\w* (?:us|me) out\b|\b(?:disqualif|bar|exclud|prevent|stop)\w* (?:us|me)\b|\b(?:that's|that is|is that|is this|is it) (?:it|all|the end|the end of it|game over|final)(?: for us)?\b|"
    r"\bout of the (?:running|game|race|question)\b|\bno (?:go|chance|luck|hope)\b",
    re.IGNORECASE,
)
# What such a question may name all the same.
_OF_OUT = frozenset(
    ["chance", "able", "we", "now", "exclusion", "what", "who", "apply", "programme", "prior", "so", "sme", "mid_sized", "both_tracks"]
)  # fmt: skip
# What a question why one is out may name.
_OF_BEING_OUT = _OF_OUT | {"why", "region", "local_government", "track_word", "advanced", "basic", "multi_site", "count_factories", "plant_place", "next_round"}  # fmt: skip
_NO_WAY = re.compile(
    r"(?:방법|방도|대안|살길|돌파구|뾰족한수|길)(?:이|은|도|가|라도)?.{0,5}(?:없|있[나는을습])|(?:남은|남는|가능한)(?:길|방법|선택지?|카드|수)|"
    r"\b(?:no|any|another|some|other) (?:other )?(?:way|option|alternative|hope)s?\b|what (?:else )?can (?:we|i) do\b|anything (?:else )?(?:we|i) can do|our options",
    re.IGNORECASE,
)
_WITHOUT_IT = re.compile(
    r"(?:그럼|그러면|근데|그런데|혹시|만약|만일|그게|그거|그건)*(?:없으면|없어도|없이는|없이도|없이|없을땐|없을때는|없는경우는?|없을경우는?|아니면|아니어도|아니라도|(?:안|못)(?:하|받으|들으|내|넣으|있으|따|갖추)면|(?:안|못)(?:해도|받아도|들어도|내도|따도))"
    r"(?:신청|지원|참여|접수|사업)?(?:은|는|을|를|도|이|에|자체가)?(?:아예|그냥|무조건)?(?:못|안|탈락|불가|제외|떨어지|되|돼|됩|가능|괜찮|상관|어쩔수)[가-힣]{0,7}"
)
_WITHOUT_IT_EN = re.compile(
    r"(?:(?:and|so|but|then|ok|okay|well) )*(?:(?:can|could|may) (?:we|i|one) (?:still )?(?:apply|join|take part|do it|get in|enter) without (?:it|one|that|them)(?: too| as well)?|"
    r"(?:and )?without (?:it|one|that|them) (?:we|i|you|it's|it is|are we|is it|we're|we are)\b.{0,24}|what if (?:we|i) (?:don't|do not|haven't|have not) (?:have |got )*(?:it|one|that|any)|"
    r"(?:are|would) (?:we|i) (?:be )?(?:out|excluded|rejected) (?:if (?:we|i) don't have (?:it|one|that)|without (?:it|one|that)))"
)
_OF_OVER = frozenset(["now", "deadline", "what", "so", "able", "apply"])
_IS_OVER = re.compile(
    r"^(?:아|에고|아이고|어휴|그럼|그러면|근데|그런데|그래서|아쉽네(?:요)?|[ㅠㅜㅋㅎ]|[,.!~])*(?:그거|그건|그것도?|그게|이거|이건|이것도?|거기|거긴|접수)?(?:은|는|도|이)?(?:이미|벌써|다|지금은|이제는?)*(?:끝[났난]|마감[됐된되했]|닫[혔힌]|지났|지난|종료)[가-힣]{0,8}(?:이미|벌써|다)?[?.!~ㅠㅜ]*$|"
    r"^(?:(?:so|and|but|ah|oh|ok|okay|well|then|shame|pity)[, ]+)*(?:(?:is |was |has )?(?:that|it|this)(?:'s| one| is| one is)?(?: (?:already|also|too|all|been))*) (?:over|closed|finished|done|gone|past|ended)\b(?: (?:already|too|now|then|right|as well|by now))*[, ]*(?:right|isn't it|correct|i guess)?\W*$",
    re.IGNORECASE,
)
# Topics on the size of an edition, and what may be asked of it.
_OF_SIZE = frozenset(["budget", "growth", "places"])
# What another year has of a matter that stands nowhere for this one.
OF_A_YEAR = {"remaining-places": "places", "sum-185": "places", "budget-share": "budget"}
_COUNTS = frozenset(["places", "budget", "count_factories", "count_companies", "count_governments"])
_OF_COMPARING = frozenset(["growth", "difference", "now", "what", "so", "programme", "advanced", "basic", "track_word", "places", "count_companies", "count_factories"])  # fmt: skip
_LEVELS_ASKED = frozenset(["difference", "what", "programme", "so", "able"])
_OF_ONE_FIRM = re.compile(
    r"당(?= |$|요|[?,])|마다|씩|한 ?(?:곳|군데|업체|회사|개사|집|공장)|(?:회사|업체|기업|공장) ?(?:하나|별)|최대|한도|상한|우리|저희|"
    r"\b(?:each|per|one|a|single|every|apiece|we|our|us|i|my|maximum|max|most|cap|up to)\b(?! (?:lot|part|share|portion|slice))",
    re.IGNORECASE,
)
_FOR_ONE_FIRM = re.compile(
    r"(?:한 ?)?(?:곳|군데|업체|회사|개사|기업|집|공장) ?(?:당|마다|별|하나)|(?:한|각) ?(?:곳|군데|업체|회사|개사|기업|집|공장)(?:에|은|는|으로|씩|엔)|"
    r"\b(?:per|each|a single|one|an individual|every) (?:company|firm|plant|factory|business|corporation|applicant)|\b(?:apiece|each)\b[ ?]*$",
    re.IGNORECASE,
)
_ALLOTTED = re.compile(
    r"배정|할당|배분|책정|떼어(?:놓|둔|준)|몫으로|나눠(?:졌|져|놓)|쪼개|"
    r"\b(?:earmark|allocat|allot|assign|reserv|apportion)\w*|\b(?:set aside|carved out) for\b",
    re.IGNORECASE,
)
_OF_THAT = re.compile(
    r"그중|그가운데|거기서|거기에서|이중(?:에|에서)|여기서|그돈|그예산|그안에서|쪽으로|쪽에(?:는|만)?|(?:에|에는|로|으로)(?:만|는)?(?:얼마|몇억)|(?:들어|나)?[갔간가](?:나|는|대|다|어|요)|"
    r"\b(?:(?:out )?of (?:that|it|this|which|the (?:total|whole|pot|money|budget))|go(?:es)? to|went to|go(?:es)? into|went into|spent on|share|part|portion|slice|chunk|for the (?:basic|advanced))\b",
    re.IGNORECASE,
)
_HOW_BIG = re.compile(
    r"얼마|몇 ?(?:억|퍼|프로|%)|비율|비중|어느 ?정도|\b(?:how much|what (?:share|part|portion|percentage|slice|proportion))\b",
    re.IGNORECASE,
)

# Places that have more, or less, of something.
_WHERE_MORE = re.compile(
    r"(?:어디|어느(?:지역|도시|지자체|동네|시|도)?|(?:지역|도시|지자체|동네)(?:중|가운데)?(?:에|에서|에는|엔)?)(?:는|은|가|이|에선|에서는)?.{0,10}(?:낮|적은|적게|덜|싼|싸|높|많|후하|유리)|"
    r"(?:더|제일|가장|젤|좀)?(?:낮은|적은|적게내는|덜내는|싼|높은|많은|많이주는|더주는|후한)(?:데|곳|지역|도시|지자체|동네)(?:는|은|가|이|도)?(?:어디|없|있|따로|요?[?]*$)|"
    r"\b(?:which|what|any|some|a|are there|is there) (?:\w+ )?(?:cit(?:y|ies)|regions?|places?|areas?|provinces?|local governments?|towns?)\b.{0,24}\b(?:lower|lowest|less|least|cheaper|cheapest|smaller|higher|highest|more|most|bigger|larger|better)\b|"
    r"\b(?:where|anywhere|somewhere)\b.{0,20}\b(?:lower|lowest|less|least|cheaper|cheapest|smaller|higher|highest|bigger|larger)\b",
    re.IGNORECASE,
)
_A_PLACE = re.compile(
    r"(?:주는|받는|나오는|내는|많은|높은|낮은|적은|후한) ?(?:데|곳)|지역|도시|지자체|동네|시도|\b(?:cit(?:y|ies)|regions?|provinces?|local governments?|towns?|areas?)\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?<![가-힣])[더덜] ?(?:많이 |적게 )?(?:주|줘|줍|받|나오|나와)")
_LESS = re.compile(r"적|낮|덜|싼|\b(?:less|least|lower|lowest|smaller|smallest|cheap\w*)\b", re.IGNORECASE)
# More or less of something, said of what is but pointed at; and all that may be named beside it.
_GREATER = re.compile(
    r"(?:더|덜|훨씬)(?:많|적|크|큰|커|작|세|높|낮|두둑|넉넉|나오|나와|나올|주[는나죠지]|준|줘|받)|"
    r"\b(?:more|less|bigger|smaller|higher|lower|larger)\b",
    re.IGNORECASE,
)
_OF_MORE_MONEY = frozenset(
    ["amount", "so", "what", "programme", "able", "growth", "track_word", "advanced", "basic"]
)
_OF_TRACKS = frozenset(
    ["tracks", "difference", "advanced-track", "basic-track", "advanced-goal", "basic-goal"]
)
_BY_PLACE = frozenset(["cap", "places", "own-share", "region"])
_BOTH_PLACES = re.compile(
    r"두(?:군데|곳|지역|도시|지자체|동네)|둘(?:다|중|이|은|의|을|사이)|양쪽|각각|\b(?:both|the two|of the two|either (?:one|place|city)|these two|those two|the two (?:places|cities|regions))\b",
    re.IGNORECASE,
)
_STANDS_THERE = re.compile(
    r"\b(?:we|i|we're|i'm|our (?:plant|factory|firm|company|shop|works|site))\b[^.?!,]{0,24}\b(?:right )?(?:there|in (?:that|the same) (?:city|region|province|area|place))\b(?! (?:is|are|was|were|will|any|a|an|no|anything|something)\b)|"
    r"(?:우리|저희|저|제)(?:는|가|도|희)?(?: ?(?:회사|공장|사업장|업체))?(?:가|도|은|는|이)? ?(?:마침 |딱 |바로 )?(?:거기|그곳|그 ?(?:지역|동네|도시)|그쪽)(?:에|에서|서)? ?(?:있|예요|에요|이에요|입니다|인데|거든|공장|하|만들|제조|운영|서|소재)"
)
_SERVICES = frozenset(["expo", "mentoring", "training", "smart_365", "aftercare"])
_IS_ANOTHER = re.compile(
    r"(?:다른|같은|별개|따로인|똑같은)(?:건|거|것|게|가|지|데|인)|차이|뭐가달라|다릅니까|다르나|다른가|\b(?:same|different|differ|differs|distinct|separate)\b",
    re.IGNORECASE,
)

# What is told or asked of as past.
_WAS = re.compile(
    r"[았었했였됐왔갔쳤]|받은|열린|끝난|닫힌|지나간|놓친|[0-9]+ ?월|여름|팔월|\b(?:was|were|did|had|august|summer|ended|closed|missed)\b",
    re.IGNORECASE,
)


# To apply within days, and all that may be named beside it: "낼 아침에 바로 접수하모 되지예", "apply tomorrow ok?".
_SOON = re.compile(
    r"(?<![가-힣])(?:그럼|그러면|그라모|그라믄)?(?:낼|내일|모레|글피|오늘|금주|(?:이번|담|다음) ?주|주말)(?!모)|(?<![가-힣])(?:월|화|수|목|금)요일|"
    r"\b(?:tomorrow|tmrw|tmr|today|tonight|(?:next|this|coming) (?:week|weekend|monday|tuesday|wednesday|thursday|friday)|in a few days|right away|(?:on|by) (?:monday|tuesday|wednesday|thursday|friday))\b",
    re.IGNORECASE,
)
_TO_APPLY = re.compile(
    r"신청(?!서)|접수|응모|(?<![가-힣])(?:서류|원서|신청서)?(?:를|을)? ?(?:넣|내[러면려도모야]|제출|디밀|들고 ?[가갈])|\b(?:appl(?:y|ying)|submit\w*|file (?:it|the|our|my)|hand (?:it|the \w+) in|register|sign up|send (?:it|the \w+) in)\b",
    re.IGNORECASE,
)
_OF_APPLYING = frozenset(
    [
        "apply",
        "able",
        "now",
        "so",
        "we",
        "programme",
        "what",
        "documents",
        "advanced",
        "basic",
        "both_tracks",
        "thanks",
    ]
)
# By what firms are judged, after criteria that stand nowhere: "그럼 대체 뭘 보는 거예요", "what do they look at then?".
_WHAT_COUNTS = re.compile(
    r"(?:뭘|뭐를|무엇을|무얼|뭣을|어떤걸|어떤거를|어떤것을)(?:기준으로|가지고|주로|제일|젤|대체|도대체)*(?:보는(?!데)|본다|봐요|보나|봅니까|보시|보노|본대|따지|따져|심사하|평가하)|"
    r"(?:중요한|보는|따지는)(?:건|거는|것은|게|조건은|기준은)(?:대체|도대체)?(?:뭐|뭔|무엇|머[예에])|"
    r"\bwhat (?:do|does|did|will|would) (?:they|you|it|kbiz|samsung|the \w+) (?:\w+ )?(?:look (?:at|for)|check|care about|go by|judge)\b|\bwhat (?:does )?(?:counts?|matters?)\b",
    re.IGNORECASE,
)
_OF_COUNTING = frozenset(["what", "so", "able", "programme", "we", "kbiz", "samsung"])
# A place that is spoken of as the writer's, or as left out of a list.
_OUR_AREA = re.compile(
    r"동네|지역|고장|고을|지방|빠[졌진지]|빼[놨놓고먹]|제외|\b(?:our|my|this|the) (?:region|province|city|area|town|county)\b|\bleft (?:us |it )?out\b",
    re.IGNORECASE,
)
# The whole country, after one place: "전국으로는요?", "and nationwide?".
_FOR_ALL = re.compile(
    r"(?:아|네|예|그럼|그러면|그리고|근데|그래서)*(?:전국|나라전체|사업전체|전체)(?:적으로|으로)?(?:는|은|엔|에는|치면|치면은|보면|보면은|하면)?(?:요|다해서|다합치면)*|"
    r"(?:(?:and|so|ok|okay|what about|how about|but|for|in) )*(?:nation-?wide|nationally|(?:the )?(?:whole|entire) (?:country|programme|nation)|overall)(?: then)?"
)
# Somebody is to be the one who is called: "외국인이 담당자를 맡아도 되나요", "can I be the contact person?".
_AS_CONTACT = re.compile(
    r"담당자(?:로|를|가)?(?:되|될|돼|맡|지정|등록|올리|올려|적|세우|바꾸|바뀌|변경|외국|사장|직원)|(?:담당자|실무자)(?:이?어도|여도|해도)|"
    r"\b(?:be|become|act as|serve as|as|put \w+ (?:down )?as|name \w+ as) (?:the|a|an|our|my|your|their|its)? ?(?:\w+ )?contact\b",
    re.IGNORECASE,
)
# What is done with the answer, and nothing asked: "형님한테 전할게요", "I'll tell my brother then".
_TAKES_LEAVE = re.compile(
    r"(?:(?:전|전달|보고|공유|상의|의논|얘기|이야기|말|생각|고민|검토|준비)(?:을|를)?(?:한번|좀|다시|잘|더)*(?:하|해|해보|해볼|드려|드려보|드려볼|할)?|전해(?:드려|줘|주|드리)?|(?:기다려|지켜)(?:보|볼)?|기다리|말씀드려?(?:보|볼)?|알아(?:듣게)?(?:전|말)하?|(?:나중에|다음에|담에|또|다시)+(?:올|오|연락드리|연락할|물어볼|여쭤볼|여쭐))"
    r"(?:ㄹ|을|할|볼|릴|줄|드릴)?(?:게|께|겠|려고|랄게)(?:습니다|심더|슴다|어|네)?(?:요|여|용|예|유)?[ㅎㅋㅠㅜ~.!]*$|"
    r"^(?:(?:ok|okay|alright|fine|then|so|well|thanks|thank you|a pity|pity|shame|too bad),? )*(?:i'll|i will|we'll|we will|let me|i am going to|i'm going to) (?:just )?(?:tell|inform|report|pass (?:it|that|this) on|let .{1,24} know|talk (?:it over|to|with)|discuss|think (?:about it|it over)|come back|wait)\b[^?]*$",
    re.IGNORECASE,
)


# Topics on what is no part of this programme; how many answers after it "both" are it and this one.
OTHERS = frozenset(["look-alikes", "other-support"])
OTHERS_REMEMBERED = 2
# ... which is only pointed at: "그건 얼마 줘요", "how much does that one pay".
_AT_THE_OTHER = re.compile(
    r"(?:^|(?<![가-힣])|(?<=그럼)|(?<=그러면)|(?<=근데))(?:(?:그|저) ?(?:거|것|건|게|걸|꺼|사업|프로그램|지원|제도|공고|쪽)|거기|거긴|걔네|그곳)"
    r"(?! ?(?:은|는|도|를)? ?(?:그렇|됐|알겠|알았|말고|아니|아닌|이해|무슨|뭔 ?[말소]|참|다행|좋))|"
    r"\b(?:(?:that|the other) (?:one|programme|program|scheme|thing|version|kind|call)|(?:for|of|to|in|under|with|about|is|does|do|can|will) (?:that|those)(?! (?:mean|right|true|all|so|ok|okay|correct|why|what|samsung)\b)|theirs?|they|them|"
    r"(?<!got )it(?! (?:true|possible|ok|okay|fine|right|correct|necessary|matter|means?)\b)(?!(?:'s| is| be) (?:true|possible|ok|okay|fine|right|correct|necessary))|(?<!is )(?<!are )there(?! (?:is|are|a|an|any|some|anything|something|other|another)\b))\b",
    re.IGNORECASE,
)
_AT_THIS_ONE = re.compile(
    r"삼성|(?<![가-힣])(?:이 ?(?:사업|거|것|건|게|쪽|프로그램|지원|제도)|여기)|고도화|기초|\b(?:samsung|this|yours?|here|(?:you|we) (?:cover|guys))\b",
    re.IGNORECASE,
)
# This programme, and nothing else, after the other one: "그럼 삼성 거는요?", "fine, and the Samsung one?".
_ONLY_THIS_ONE = re.compile(
    r"(?:그럼|그러면|그렇군요|그렇구나|그래요|네|넵|예|아|오|음|오케이|근데|반대로|자|좋아요|알겠어요|알겠습니다|[ ,.!~]|그래서)*"
    r"(?:(?:대 ?중소 ?)?(?:상생형 ?)?삼성 ?(?:전자 ?)?(?:상생형 ?)?(?:스마트 ?공장 ?)?(?:지원 ?)?(?:사업|거|것|건|꺼|쪽|프로그램)?|이 ?(?:사업|거|건|쪽|프로그램)|여기)"
    r"(?:은|는|이|도|에서는|에선|기준은)?(?:요|여|예|유)?[ ?.!~]*|"
    r"(?:(?:fine|ok|okay|and|so|then|but|well|right|alright|i see|got it|what about|how about|what of|now)[, .]+)*(?:(?:for|with|of|in|from|on) )?(?:the |this )?(?:samsung(?:'?s)?(?: own)?(?: (?:one|programme|program|scheme|version|thing|side|track))?|this (?:one|programme|program|scheme)|yours)(?: then)?[ ?.!]*",
    re.IGNORECASE,
)
_BOTH_PROGRAMMES = re.compile(
    r"둘(?:다|중|이|은|의|을|사이|같이|동시)|두(?:개|가지|사업|프로그램|군데|곳)|양쪽|각각|동시에|(?:같이|함께|겹쳐|중복).{0,4}(?:받|신청|넣|지원|되|돼|가능)|"
    r"\b(?:both|the two|either (?:one|programme|scheme)|each of (?:them|the two)|two (?:programmes|programs|schemes)|at the same time|at once|simultaneous\w*|combine\w*|together)\b",
    re.IGNORECASE,
)


def speaks_of_other(reading: Reading, context: Context, *, goes_on: bool) -> bool:
    """Whether it points at the other programme that was just spoken of, or just goes on with that: "그건 얼마 줘요"."""
    if context.other is None or context.other_ago or reading.tracks or _AT_THIS_ONE.search(reading.spaced):
        return False
    return goes_on or bool(_AT_THE_OTHER.search(reading.spaced) or _AT_THE_OTHER.search(reading.squashed))


def names_only_this_one(reading: Reading, context: Context) -> bool:
    """Whether it only comes back to this programme after another one: "fine, and the Samsung one?"."""
    return context.other is not None and bool(_ONLY_THIS_ONE.fullmatch(reading.spaced.strip()))


def is_of_both_programmes(reading: Reading, context: Context) -> bool:
    """Whether "both" are this programme and the other one that was spoken of: "둘 다 받을 수 있나요"."""
    if context.other is None or reading.tracks or context.firms or reading.firms or len(reading.places) > 1:
        return False
    if any("track_word" in one.concepts for one in reading.clauses):
        return False
    return bool(_BOTH_PROGRAMMES.search(reading.squashed) or _BOTH_PROGRAMMES.search(reading.spaced))


def was(clause: Clause) -> bool:
    """Whether it speaks of what was: "올해 건은 언제 받았어요", "did they take any this year?"."""
    return bool(_WAS.search(clause.spaced))


def compared_aspect(clause: Clause, context: Context) -> Aspect | None:
    """What two tracks, or places, are compared by: "어느 쪽이 돈이 더 나와요"; None for no comparison."""
    more_there = clause.says(_MORE_ELSEWHERE)
    beside = is_between_places(clause, context)
    if not (more_there or beside or clause.says(_WHICH_MORE)):
        return None
    if clause.places and len(clause.places) < 2 and not context.region:
        return None
    if "own_share" in clause.concepts or SUBJECT_CONCEPTS & set(clause.concepts):
        return None
    if _FIRMS.search(clause.spaced):
        return "places"
    if _MONEY.search(clause.spaced) or context.topic == "cap":
        return "amount"
    return "places" if context.topic == "places" else None


def is_between_places(clause: Clause, context: Context) -> bool:
    """Whether a place is set beside the one spoken of, or two that were are compared in something else."""
    if clause.tracks or not context.region:
        return False
    if not clause.places:
        return len(context.region) > 1 and any(clause.says(pattern) for pattern in (_DIFFERS, _WHICH_MORE))
    other = len(clause.places) == 1 and not clause.places[0].choices & set(context.region)
    return other and clause.says(_BESIDE_A_PLACE)


def names_firm(reading: Reading, context: Context) -> bool:
    """Whether a message is about one of the firms that were told of before: "B사는?", "동생네는요"."""
    return reading.firm is not None and reading.firm in context.firms


def asks_why_left_out(clause: Clause) -> bool:
    """Whether it asks why a place takes no part: "충남은 왜 없음"."""
    if not clause.places or "why" not in clause.concepts:
        return False
    return clause.says(LEFT_OUT)


def asks_why_judged(clause: Clause, reading: Reading, context: Context) -> bool:
    """Whether it asks why the company that was judged is out, whatever was asked since: "why was the Asan plant out
    for basic, again?", "우리는 왜 안 된다고 했죠".
    """
    if not (context.verdict_tracks and context.facts) or clause.figures:
        return False
    said = {one for one, word in clause.concepts.items() if word}  # and not lent by the last subject
    if not {"why"} <= said <= _OF_BEING_OUT or asks_why_not_known(clause):
        return False
    own = set(place_of(context.facts))
    named = clause.tracks or clause.places or "we" in clause.concepts or names_firm(reading, context)
    return bool(named) and all(one.choices & own for one in clause.places) and clause.says(LEFT_OUT)


def place_of(facts: Facts) -> tuple[str, ...]:
    """The places where a company may be."""
    place = facts.get("region")
    return tuple(sorted(map(str, place.possible))) if place else ()


def asks_of_one_firm(clause: Clause, context: Context) -> bool:
    """Whether it asks, after what all get together, how much one does: "ok and per company?", "한 곳당은요?"."""
    rest = set(clause.concepts) - {"advanced", "basic", "amount", "so", "what"}
    of_all = context.topic in ("budget", "budget-share", "growth")
    return of_all and not rest and bool(_FOR_ONE_FIRM.search(clause.spaced))


def asks_if_needed(clause: Clause, context: Context) -> bool:
    """Whether it only asks if one can do without what was spoken of: "없으면 못하고요?", "can we apply without it?"."""
    if context.topic is None or speaks_of_verdict(context) or clause.tracks or clause.places:
        return False
    spoken = re.sub(r"[^a-z' ]", " ", clause.spaced.lower()).split()
    return bool(
        _WITHOUT_IT.fullmatch(clause.squashed.rstrip("?.!~")) or _WITHOUT_IT_EN.fullmatch(" ".join(spoken))
    )


def asks_if_over(clause: Clause, context: Context) -> bool:
    """Whether it only asks if that is over: "그거 끝난 거죠 이미?", "so that's closed now?"."""
    if context.topic is None or speaks_of_verdict(context) or not set(clause.concepts) <= _OF_OVER:
        return False
    return clause.says(_IS_OVER)


def compares_years(clause: Clause, reading: Reading, context: Context) -> bool:
    """Whether a count or a sum is asked of the two years that were compared, or set apart by the year spoken of:
    "공장 수는?" after the growth of the budget, "업체 수도 그만큼 차이 났나요" after another year's budget.
    """
    if (clause.tracks and "difference" in clause.concepts) or clause.places or reading.there:
        return False
    if reading.year is not None:
        return False
    of_what = _COUNTS & set(clause.concepts)
    if context.topic == "growth":
        return (
            bool(of_what)
            and (clause.elliptic or reading.follows_up)
            and not _OF_ONE_FIRM.search(clause.spaced)
        )
    of_years = context.year is not None and context.topic in _OF_SIZE and "difference" in clause.concepts
    return of_years and bool(of_what or not set(clause.concepts) - _LEVELS_ASKED)


def asks_part_of_budget(clause: Clause, context: Context) -> bool:
    """Whether it asks how much of the whole money goes to a track: "그중에 기초에는 얼마 배정됐어요"."""
    if not clause.tracks or _OF_ONE_FIRM.search(clause.spaced) or _SHARES & set(clause.concepts):
        return False
    if clause.says(_ALLOTTED):
        return (
            "amount" in clause.concepts or "budget" in clause.concepts or bool(_HOW_BIG.search(clause.spaced))
        )
    of_it = context.topic in _OF_SIZE and (clause.says(_OF_THAT))
    return bool(
        of_it
        and context.topic != "places"
        and ("amount" in clause.concepts or _HOW_BIG.search(clause.spaced))
    )


def asks_who_pays(clause: Clause, context: Context) -> bool:
    """Whether it asks who bears (the rest of) the cost, after money was spoken of: "나머지는 회사가?"."""
    if {"sum_185", "track_word"} & set(clause.concepts):
        return False
    rest = clause.says(_THE_REST)
    pays = _PAYS.search(clause.squashed) or clause.says(_WHOSE_PART)
    if clause.says(_PAYERS_APART) and (clause.places or context.region):
        return True
    return bool(
        (context.topic in _OF_MONEY and rest) or ((context.topic in _OF_MONEY or context.region) and pays)
    )


def asks_shares_there(clause: Clause, context: Context) -> bool:
    """Whether it asks who pays how much, and leaves unsaid that it is of the place whose money was spoken of."""
    shares = _SHARES & set(clause.concepts) or asks_who_pays(clause, context)
    return bool(shares and context.topic in _OF_MONEY) and not (clause.places or clause.tracks)


def asks_whom_to_ask(clause: Clause, context: Context) -> bool:
    """Whether it asks who knows, after an answer that the documents do not have it."""
    silent = "message:ask_there" in context.spoken or (context.topic and set(clause.concepts) <= _WHOM)
    return bool(silent and (clause.says(_WHO_KNOWS)))


def asks_why_misprinted(clause: Clause, context: Context) -> bool:
    """Whether it asks, after what a paper got wrong, how that came about: "어쩌다 그렇게 찍혔대요", "why do they print that?"."""
    corrected = any(one.startswith("correction:") for one in context.spoken)
    if not (context.topic == "misprint" or corrected) or clause.tracks or clause.places:
        return False
    if not (clause.says(_HOW_COME)):
        return False
    printed = clause.says(_PRINTED)
    return bool(printed) or set(clause.concepts) <= {"why", "so", "what"}


def asks_for_result(clause: Clause, context: Context) -> bool:
    """Whether it asks what comes of all that was told of the company: "결론이 뭐예요", "so what's the bottom line?"."""
    if not context.facts or not context.verdict_tracks:
        return False
    of_verdict = speaks_of_verdict(context) and (clause.says(_OUTCOME))
    return bool(of_verdict or clause.says(_RESULT))


def compares_with_before(clause: Clause, reading: Reading, context: Context) -> bool:
    """Whether what was told of the deciding edition is set beside an earlier one, named or not."""
    if not reading.follows_up:
        return False
    if context.year is not None:
        # "fewer now?", after what another year had
        now = reading.year is None and "now" in clause.concepts
        return now and clause.says(_MORE_OR_LESS)
    ago = reading.year is not None or _LONG_AGO.search(clause.spaced) or _BEFORE_KO.match(clause.squashed)
    return bool(ago and (clause.says(_MORE_OR_LESS)))


def asks_what_decides(clause: Clause) -> bool:
    """Whether it asks what the last answer goes by: "what does it depend on?", "뭐에 따라 달라지는데요"."""
    return clause.says(_WHAT_DECIDES)


def asks_what_to_tell(clause: Clause, context: Context) -> bool:
    """Whether it asks what is still to be told of the company: "뭘 알려드리면 돼요?", "what else do you need to know?"."""
    checking = context.topic in OF_VERDICTS or context.asked is not None or JUDGED in context.spoken
    if not checking or _TO_HAND_IN.search(clause.squashed) or "documents" in clause.concepts:
        return False
    return clause.says(_WHAT_TO_TELL)


def as_compared(reading: Reading, context: Context) -> Context:
    """The context with the size that was spoken of as its topic, where another thing was told beside it:
    "Was it more than the year before?".
    """
    sizes = [OF_A_YEAR.get(one, one) for one in reversed(context.beside)]
    sizes = [one for one in sizes if one in _OF_SIZE]
    if not sizes or context.topic in _OF_SIZE or not reading.follows_up or len(reading.clauses) != 1:
        return context
    (clause,) = reading.clauses
    if clause.places or not set(clause.concepts) <= _OF_COMPARING or not clause.says(_MORE_OR_LESS):
        return context
    return replace(context, topic=sizes[0], subject=())


def sets_years_side_by_side(clause: Clause, reading: Reading, context: Context) -> bool:
    """Whether the size that was told is compared with that of another year: "is that up on the one before?"."""
    if context.topic not in _OF_SIZE or reading.year is None or clause.tracks or clause.places:
        return False
    return clause.says(_MORE_OR_LESS)


def asks_where_it_is_said(clause: Clause) -> bool:
    """Whether it asks for what the last answer rests on: "제조업만 된다는 건 어디에 나와 있는데요?"."""
    return clause.says(_SAID_WHERE)


def asks_what_is_known(clause: Clause) -> bool:
    """Whether it asks, out of patience, what can be asked at all."""
    return clause.says(_WHAT_THEN)


def speaks_of_verdict(context: Context) -> bool:
    """Whether a verdict was what was spoken of last."""
    return bool(context.verdict_tracks and context.facts) and context.topic in OF_VERDICTS


def asks_another_way(clause: Clause, context: Context) -> bool:
    """Whether it asks, after a verdict, what could be done: "방법이 아예 없습니까"."""
    if not speaks_of_verdict(context):
        return False
    return clause.says(_NO_WAY)


def asks_if_final(clause: Clause, context: Context) -> bool:
    """Whether it asks, after a verdict, if that is the end of it: "so are we out completely?"."""
    if not speaks_of_verdict(context) or clause.figures or not set(clause.concepts) <= _OF_OUT:
        return False
    return bool(_OUT.search(clause.squashed.rstrip("?.!~")) or _OUT.search(clause.spaced))


def asks_to_repeat(clause: Clause) -> bool:
    """Whether the last answer is wanted once more: "다시 한번만", "say that again", "쉽게 좀 풀어서 설명해 주세요"."""
    if clause.says(_AGAIN):
        return True
    # Nothing is said but that it was not understood, and how it is to be told.
    text = clause.spaced if clause.squashed.isascii() else clause.squashed
    says_no_more = not re.sub(r"[^a-z가-힣]", "", _OF_RETELLING.sub(" ", text.lower()))
    return says_no_more and bool(_RETELL.search(text.lower()))


def says_understood(reading: Reading) -> bool:
    """Whether it says that the last answer was understood, and asks for nothing."""
    if "?" in reading.text:
        return False
    english = " ".join(re.sub(r"[^a-z' ]", " ", reading.spaced.lower()).split())
    korean = re.sub(r"[^가-힣ㄱ-ㅎㅠㅜ]", "", reading.squashed)
    if reading.squashed.isascii():
        return bool(_UNDERSTOOD_EN.fullmatch(english))
    return not english and bool(_UNDERSTOOD.fullmatch(korean))


def wishes_language(clause: Clause) -> bool:
    """Whether it wants the answer in a language and asks for nothing: "Same answer in English please"."""
    # "translate that" is of another world, "could I have that" asks for no verdict
    idle = (one.topic.id == _OFF_WORLD or set(one.why.split("+")) <= _WHOM for one in clause.matches)
    again = clause.says(_AGAIN_IN)
    asks = not again and not all(idle)
    return not asks and answer_language(clause.text) is not None


def asks_leave_to_ask(clause: Clause) -> bool:
    """Whether it only asks if it may ask: "문의 좀 드려도 될까요", "may I ask something?", "궁금한 게 있어서요"."""
    return clause.says(_LEAVE_TO_ASK) or only_opens(clause.spaced)


def asks_of_press(clause: Clause, context: Context) -> bool:
    """Whether it asks of newspapers after what they got wrong: "which papers have the right one?"."""
    of_press = context.topic in _OF_PRESS or any(one.startswith("correction:") for one in context.spoken)
    said = clause.says(_PRESS)
    return bool(of_press and said) and not (clause.says(_TO_HAND_IN))


def asks_why_not_known(clause: Clause) -> bool:
    """Whether it asks why something is not known: "why don't you have the figure?"."""
    return clause.says(_WHY_NOT_KNOWN)


def asks_since_when_there(clause: Clause, context: Context) -> bool:
    """Whether it asks since when a place takes part that was spoken of: "언제부터 들어왔어요?"."""
    if not (context.topic in _OF_PLACES or clause.places or context.region or "region" in context.facts):
        return False
    if clause.places and not ({"when", "how_long"} & set(clause.concepts) or _LONG_AGO.search(clause.spaced)):
        return False  # "경기도도 새로 들어왔다면서요": whether it takes part
    if set(clause.concepts) & {*SUBJECT_CONCEPTS, "next_round", "pay_date"} or _INTAKE_WORDS.search(
        clause.spaced
    ):
        return False
    return clause.says(_SINCE_WHEN)


def asks_where_it_differs(clause: Clause, context: Context) -> bool:
    """Whether it asks for the places that have more or less of what was told: "any city where it is lower?"."""
    if (
        context.topic not in _BY_PLACE | {"region-list"}
        or clause.tracks
        or clause.places
        or SUBJECT_CONCEPTS & set(clause.concepts)
    ):
        return False
    return clause.says(_WHERE_MORE)


def asks_if_everywhere(clause: Clause) -> bool:
    """Whether it asks if that is the same in other places: "is it the same everywhere?"."""
    return clause.says(_MORE_ELSEWHERE)


def asks_of_the_whole(spaced: str) -> bool:
    """Whether the programme at large is asked about, beside a place: "in Gwangju, and for the whole country"."""
    return bool(_THE_WHOLE.search(spaced))


def asks_where_most(clause: Clause, context: Context) -> bool:
    """Whether places, and no tracks, are told apart by how much they give: "그중에 제일 많이 주는 데는요?"."""
    of_places = context.topic in _OF_PLACES or _A_PLACE.search(clause.spaced)
    return bool(of_places) and asks_where_it_differs(clause, context)


def asks_if_more(clause: Clause) -> bool:
    """Whether it asks if there is more, or less, money: "포항이면 더 줘요?", "would we get less there?"."""
    return bool(_MONEY.search(clause.spaced) and (clause.says(_MORE_OR_LESS) or _MORE.search(clause.spaced)))


def asks_if_track_gives_more(clause: Clause, context: Context) -> bool:
    """Whether it asks if the track spoken of, which it only points at, gives more money: "돈은 그게 더 크죠?"."""
    spoken_of = context.track or context.topic in OF_VERDICTS or context.topic in _OF_TRACKS
    if not spoken_of or clause.places or not set(clause.concepts) <= _OF_MORE_MONEY:
        return False
    return bool(_MONEY.search(clause.spaced) and clause.says(_GREATER))


def asks_where_least(clause: Clause) -> bool:
    """Whether it is the least that is asked for."""
    return bool(_LESS.search(clause.spaced))


def is_of_both_places(reading: Reading, context: Context) -> bool:
    """Whether it is of the last two places that were asked about: "두 군데 몇 개사씩이죠?", "which of the two gives more?"."""
    if not (context.region and context.before) or reading.places or reading.tracks or reading.firms:
        return False
    if not (context.topic in _BY_PLACE and context.topic not in OF_VERDICTS):
        return False
    return bool(_BOTH_PLACES.search(reading.squashed) or _BOTH_PLACES.search(reading.spaced))


def of_both_places(reading: Reading) -> Reading:
    """The message as pointing at both: how many they are is no figure that is put forward."""
    clauses = tuple(
        replace(one, figures=tuple(f for f in one.figures if f.kind != "count" or f.value != 2))
        for one in reading.clauses
    )
    return replace(reading, there=True, clauses=clauses)


def tells_only_where(reading: Reading, context: Context) -> bool:
    """Whether it only says where the plant is, after what is otherwise from place to place: it is asked of that place."""
    if context.topic not in _BY_PLACE - {"region"} or set(reading.told.facts) != {"region"}:
        return False
    known = context.region or context.facts or context.asked or context.verdict_tracks
    return not known and not reading.told.hypothetical and len(reading.clauses) == 1


def stands_there(reading: Reading) -> bool:
    """Whether the writer's plant is in the place that was spoken of: "we happen to be there", "저희 공장이 거기예요"."""
    return bool(_STANDS_THERE.search(reading.spaced))


def sets_services_apart(clause: Clause, context: Context) -> tuple[str, ...]:
    """The services that are compared, the one named with the one spoken of: "삼성 멘토링이랑은 다른 거예요?"."""
    named = tuple(sorted(_SERVICES & set(clause.concepts)))
    if len(named) != 1 or len(context.subject) != 1 or not set(context.subject) <= _SERVICES - set(named):
        return ()
    apart = clause.says(_IS_ANOTHER)
    return (*named, *context.subject) if apart else ()


def asks_which_place(clause: Clause, context: Context) -> bool:
    """Whether it asks which place that is, after places were spoken of: "then where is it open?", "그게 어딘데요"."""
    if clause.places or not set(clause.concepts) <= _OF_WHERE:
        return False
    if context.topic in _OF_PLACES:
        return clause.says(ASKS_WHERE)
    by_place = context.topic in ("cap", "places", "own-share") and not context.region
    return by_place and clause.says(_WHERE_IS_THAT)


def asks_which_suits(clause: Clause) -> bool:
    """Whether it asks which of the two is theirs: "우리처럼 장부 쓰는 데는 어느 쪽이 맞아요?"."""
    return clause.says(_WHICH_SUITS)


def asks_which_to_enter(clause: Clause) -> bool:
    """Whether it asks for which of the two to apply: "어느 쪽으로 넣어야 해요"."""
    return asks_which_suits(clause) or clause.says(_WHICH_TO_ENTER)


def asks_why_so(clause: Clause) -> bool:
    """Whether it begins with why."""
    return bool(_WHY_FIRST.search(clause.spaced))


def asks_if_sure(clause: Clause) -> bool:
    """Whether it doubts the last answer, and says no more: "진짜예요?", "are you sure?"."""
    return clause.says(_ARE_YOU_SURE)


def other_track(clause: Clause, context: Context) -> str | None:
    """The track that is named by its place beside the other: "the higher one", "나머지 하나는"; None for none."""
    if context.topic is None:
        return None

    def says(pattern: re.Pattern[str]) -> bool:
        return clause.says(pattern)

    if says(_HIGHER_ONE):
        return "advanced"
    if says(_LOWER_ONE):
        return "basic"
    if context.track and says(_OTHER_ONE):
        return "basic" if context.track == "advanced" else "advanced"
    return None


def asks_to_apply_soon(clause: Clause) -> bool:
    """Whether somebody means to apply within days, and asks for nothing else: "내일 넣으면 돼요?", "담주에 신청하러 갈게요"."""
    if not set(clause.concepts) <= _OF_APPLYING or clause.places or clause.figures:
        return False
    return bool(_SOON.search(clause.spaced)) and clause.says(_TO_APPLY)


def asks_what_counts(clause: Clause) -> bool:
    """Whether it asks what firms are judged by, in words that name nothing: "그럼 대체 뭘 보는 거예요"."""
    return set(clause.concepts) <= _OF_COUNTING and clause.says(_WHAT_COUNTS)


def asks_why_area_left_out(clause: Clause, context: Context) -> bool:
    """Whether it asks why the place that was spoken of is none of the list: "우리 동네가 빠진 이유가 있어요?"."""
    there = clause.places or context.region or "region" in context.facts
    if not there or "why" not in clause.concepts or clause.tracks or clause.says(_OTHER_AREAS):
        return False
    return clause.says(_OUR_AREA) and clause.says(LEFT_OUT)


def asks_for_all(clause: Clause) -> bool:
    """Whether it only turns from one place to the whole: "전국으로는요?"."""
    english = " ".join(re.sub(r"[^a-z' -]", " ", clause.spaced.lower()).split())
    return any(_FOR_ALL.fullmatch(one) for one in (clause.squashed.rstrip("?.!~ㅠㅜㅋㅎ"), english))


def asks_to_be_contact(clause: Clause) -> bool:
    """Whether it is about who in the firm is to be called, and not whom the firm can call."""
    return clause.says(_AS_CONTACT)


def takes_leave(reading: Reading) -> bool:
    """Whether it ends the talk with what will be done with the answer, and asks for nothing: "아쉽네.. 형님한테 전할게요"."""
    if "?" in reading.text or reading.tells_company or not reading.clauses:
        return False
    *before, last = reading.clauses
    asks = any(one.figures or any(at.topic.kind != "smalltalk" for at in one.matches) for one in before)
    return not asks and not last.figures and last.says(_TAKES_LEAVE)


def turns_away(text: str) -> bool:
    """Whether a message says that it turns to something else: what was spoken of lends it no subject."""
    return bool(_TURNS_AWAY.match(text))


def with_names(text: str, context: Context, edition: str) -> str:
    """The text with the names of what it only points at: tracks by their order ("두 번째 거는 얼마죠", "the latter"),
    a level higher than the last ("aim higher"), this edition after another one ("그럼 이번 회차는요").
    """
    if context.year is not None and str(context.year) != edition:
        text = _THIS_EDITION.sub(lambda one: f"{edition}{'' if one.group().isascii() else '년'}", text)
    text = _LEADS_IN.sub("", _TURNS_AWAY.sub("", text)) if context.topic is not None else text
    text = _IF_SELECTED.sub("", text)
    if context.topic is not None:
        text = _HOW_IS_IT_FOR.sub(partial(_asked_of_track, general=context.topic in _OF_TRACKS), text)
    if (
        not (context.firms or context.other)
        and (other := _beside(context) or _left_beside_place(text, context)) is not None
    ):
        text = _THE_OTHER_ONE.sub(lambda one: _name_beside(one, other), text)
    if context.track in _TRACK_NAMES and not context.firms:
        text = _TAKES_THAT.sub(lambda one: _taken(one, context.track or ""), text)
    if context.verdict_tracks:
        text = _HOW_THEN.sub(r"면요?", text)
    if context.verdict_tracks and not context.firms:
        for pattern, named in _ONE_STEP:
            text = pattern.sub(named, text)
    # Who is asked which level means the first that the question names, whatever was named before it.
    replies = context.asked == "target_level"
    in_order = _LEVELS_AS_ASKED if replies else context.named
    if len(in_order) != 2 or (context.firms and not replies):
        return text
    for pattern, korean in ((_BY_ORDER_KO, True), (_BY_ORDER_EN, False)):
        text = pattern.sub(partial(_name_of, named=in_order, korean=korean), text)
    if replies and (alone := _NUMBER_ALONE.fullmatch(text)) is not None:
        return _TRACK_NAMES[in_order[0 if alone["first"] else 1]]
    return text


def _beside(context: Context) -> str | None:
    """The track beside the only one that was spoken of last; None after places, or both."""
    named = {context.track} if context.track else _TRACK_NAMES.keys() & set(context.concepts)
    if len(named) != 1 or context.topic in ("region", "region-list"):
        return None
    return "basic" if "advanced" in named else "advanced"


def _left_beside_place(text: str, context: Context) -> str | None:
    """The track without regions, where "the other track" is named after a place: only the basic track has places."""
    if not _A_TRACK.search(text):
        return None  # "나머지 하나는", "the other one": rather another place
    wished = context.facts.get("target_level")
    if wished is not None and context.topic in OF_VERDICTS:
        return {"advanced": "basic", "basic": "advanced"}.get("/".join(map(str, wished.possible)))
    of_place = context.topic in _OF_PLACES or (context.topic in OF_VERDICTS and "region" in context.facts)
    return "advanced" if of_place else None


def _asked_of_track(found: re.Match[str], general: bool) -> str:
    """`general`: what was spoken of last is told of a track as a whole."""
    korean, english = found["ko"], found["en"]
    if general:
        return f"{korean} 유형이 뭐예요?" if korean else f"what is the {english} track?"
    return f"{korean}는요?" if korean else f"and {english}?"


def _name_beside(found: re.Match[str], track: str) -> str:
    korean = not found.group().isascii()
    return _TRACK_NAMES[track] + (found["particle"] or "") if korean else f"the {track} track"


def _taken(found: re.Match[str], track: str) -> str:
    korean, english = _TRACK_NAMES[track], f"{found['takes']} the {track} track"
    return english if found["takes"] else f"{korean}로"


def _name_of(found: re.Match[str], named: tuple[str, ...], korean: bool) -> str:
    first = found["first"] or (not korean and (found["first_alone"] or found["first_last"]))
    track = named[0] if first else named[1]
    if korean:
        particle = {"건": "는", "게": "가", "걸": "를"}.get(found["thing"] or "", "")
        return _TRACK_NAMES[track] + ("" if found["goes_on"] is not None else particle)
    return f"the {track} track"


def asks_if_it_changes(reading: Reading, context: Context) -> bool:
    """Whether it is supposed that the company were otherwise: "목포에 지으면 얘기가 달라지나요"."""
    if not (speaks_of_verdict(context) and brings_news(reading, context.facts)):
        return False
    return bool(_CHANGES.search(reading.squashed) or _CHANGES.search(reading.spaced))


def brings_news(reading: Reading, facts: Facts) -> bool:
    """Whether the message tells what changes the known facts of a company."""
    merged = merge(facts, reading.told.facts)
    return any(merged[key] != facts.get(key) for key in reading.told.facts)
