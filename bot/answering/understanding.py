"""A message read: its language, what it tells about the company, and what each of its clauses asks about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import islice, pairwise

from bot.answering.answer import Context, Language
from bot.answering.company import (
    OPEN_LEVEL,
    Told,
    as_its_own,
    asks_which,
    beside_earlier_support,
    facts_by_themselves,
    is_family,
    is_office,
    one_by_one,
    parties,
    read_company,
    refused_levels,
    said_of_all,
    supposes,
    tells_earlier_support,
    tells_only_of_kin,
    without_both,
    without_earlier_support,
    without_helpers,
    without_service,
)
from bot.answering.courtesy import without_courtesy
from bot.answering.firms import (
    NEXT,
    OURS,
    as_we,
    come_back_to,
    firm_at,
    firm_called,
    firm_doing,
    is_named_alone,
    labelled,
    letter_after,
    points_at_them,
    whose_firm,
)
from bot.answering.topics import Match, Topics
from bot.typed import answer_language, is_question
from knowledge.figures import Found, figures
from knowledge.normalise import (
    Corrector,
    clean,
    language_of,
    matching_form,
    mend_endings,
    part_sentences,
    repair_layout,
    split_clauses,
    squash,
)
from rules.facts import Facts, Known
from rules.regions import Place, find_regions, korean_names, mended_names, names_settled, with_settled

_HANGUL, _LATIN_WORD = re.compile(r"[가-힣]"), re.compile(r"[A-Za-z]+")
_FEW_IN_LATIN = 4  # words
MAX_CHARACTERS = 2_000
MAX_CLAUSES = 12
_LATEST_CLAUSES = 64  # read a moment ago

_RELATIVE_YEARS: tuple[tuple[str, int], ...] = (
    (r"재작년|지지난해|그러께|the year before last|two years ago", -2),
    (r"작년|지난해|전년|last year|previous year", -1),
    (r"내년|next year", 1),
)
# Years from the one that was spoken of last.
_FROM_THE_LAST = (
    (
        re.compile(
            r"그전해|그앞해|그이전해|그직전해|그전년|전년도|전년(?:은|에|보다|대비|하고|이랑)|^(?:그럼|그러면|근데|그)?(?:한해|일년|1년)전(?:은|에|엔|이|하고|과|이랑|보다)|(?:바로|직)전해|^(?:그럼|그러면)?그(?:전|앞)(?:거|것|꺼|회|번)(?:은|는|엔)?|"
            r"\b(?:year before(?! last)|previous year|the one before(?: that)?|(?:a|one) year (?:earlier|before))\b",
            re.IGNORECASE,
        ),
        -1,
    ),
    (
        re.compile(
            r"그해|^(?:그럼|그러면|근데)?그때|그땐|그때(?:는|도|엔)?[?]?$|\b(?:that (?:same )?year|the same year|back then)\b",
            re.IGNORECASE,
        ),
        0,
    ),
    (
        re.compile(
            r"그다음해|그이듬해|이듬해|\b(?:the year after|the following year|a year later)\b", re.IGNORECASE
        ),
        1,
    ),
)
# ... and from one that the message names: "2024년엔 200명, 그다음 해엔요?".
_BESIDE_THE_YEAR = (
    (re.compile(r"그 ?다음 ?해|다음 ?해|이듬해|\b(?:the|a) year (?:after|later)(?![a-z])|\b(?:following|next) year(?![a-z])|내년", re.IGNORECASE), 1),
    (re.compile(r"그 ?(?:이|직)?전 ?해|그 ?앞 ?해|전년|\b(?:the|a) year (?:before(?! last)|earlier)(?![a-z])|\bprevious year(?![a-z])", re.IGNORECASE), -1),
)  # fmt: skip
_BACK_THEN = re.compile(
    r"그때|그땐|그해|당시|\b(?:back then|at the time|(?:that|the) (?:same )?year)\b", re.IGNORECASE
)
# "내후년 말고 내년": a year that is named only to be put aside.
_NOT_THAT_YEAR = re.compile(
    r"(?:재작년|작년|지난해|올해|내후년|내년|20\d\d년?|\d\d년)(?:도)? ?(?:거|것|꺼|얘기|이야기)?(?:는|은|이|가)? ?(?:아니고|아니라|말고)|"
    r"\bnot (?:in |for |of )?(?:20\d\d|last year|this year|next year|the year before last)",
    re.IGNORECASE,
)
_YEAR_WORDS = re.compile(r"20\d\d ?년?(?:도)?(?:에는|에|엔|은|는)?|\b(?:and )?in 20\d\d", re.IGNORECASE)
_THAN = re.compile(r"보다|대비|비해|비하|\b ?than|compared", re.IGNORECASE)
_THIS_YEAR = re.compile(r"올해|금년|this (?:year|yr)", re.IGNORECASE)
_ENGLISH_WORD = re.compile(r"(?<![A-Za-z./@-])[A-Za-z]{6,14}(?![A-Za-z./@-])")
_ALIKE = 0.87  # difflib's ratio: one slip in a word of seven or more letters, none that makes another word
_ELLIPTIC = re.compile(
    r"^(?:그럼|그러면|그렇다면|그럼요|글면|근데|그리고|아그럼|아그러면|then|and|what about|how about|so|not even|nor\b|neither)|"
    r"(?:이?면|이모|라면)요?\??$|(?:는요|은요|은|는|도요|도|이요|는예|은예|는여|은여|는유|쪽은|쪽은요)\??$",
    re.IGNORECASE,
)
# A count of these is a concept of its own: "20 local governments라던데 맞아?".
_COUNTED = {
    "companies": "count_companies",
    "local_governments": "count_governments",
    "people": "count_people",
    "factories": "count_factories",
}
_OF_FIRMS = frozenset(["companies", "factories", None])
_SO_FEW = 10
# What firms that are asked about together are told apart by.
_APART = frozenset(["company_size", "region", "manufacturer"])
# What a company deals in or wishes for describes it no further.
_NO_DESCRIPTION = frozenset(["samsung_dealings", "target_level"])
_A_YEAR = re.compile(r"20[12]\d(?!\d)")  # "the 2025 companies"
# So short that a question without a subject speaks of the last one (characters without spaces).
_SHORT = {"ko": 16, "en": 34}
_BY_PLACE = frozenset(
    ["cap", "own-share", "places", "region", "eligibility"]
)  # topics that a bare name of a place goes on with
# What a question, or half of one, may leave unsaid: it is named elsewhere.
SUBJECT_CONCEPTS = frozenset(
    ["expo", "mentoring", "training", "smart_365", "aftercare", "food_call", "ai_round", "extra_intake", "chairman"]
)  # fmt: skip
# Aspects that the programme itself has too.
_OF_THE_PROGRAMME = frozenset(["amount", "when", "own_share", "documents", "score"])
OF_A_SERVICE = frozenset(["phone", "address", "hours", "fee"])
_CALLS = frozenset(["food_call", "ai_round", "extra_intake"])
_OF_THEM = re.compile(r"(?<![가-힣])그 ?(?:사람|분)들?|\b(?:they|their|them)\b", re.IGNORECASE)
_OF_IT = re.compile(r"\b(?:is|was|does|did|will|can|for|pays) it\b", re.IGNORECASE)
# Which of several, not what of them.
_WHICH = frozenset(["advanced", "basic", "both_tracks", "programme", "region"])
# Between two things that are named side by side: "한도랑 자부담", "뭐고 얼마까지", "the cap and the deadline".
_BESIDE = re.compile(
    r"(?<=[가-힣A-Za-z0-9%])(?<![년월])(?:(?<!일)|(?<=[감급정작료표수]일))(?:(?<![차나])이랑|랑|하고|와|과|이고|(?<![라다냐자])고|이며|며|및)(?:요)?[ ,]+| 및 |(?<=지) 하고 |"
    r"(?<=[나까가지해돼되어아려래네예줘와워]요) +|(?<=[는인은던한할될된을]지)[ ,]+(?!안|않|못|아닌)|(?<=[죠까냐니노교]) +|"  # said, not written: questions without a mark
    r"\s*\((?:[가나다라마]|[1-5a-eA-E])\)\s*|\s*[,/&·]\s*(?=[가-힣])|, (?=[a-z])(?!before|after|or\b|if|so\b|right|is|are|was|with|as\b|but|because|please|thanks)|,? (?:and(?: also)?|plus|as well as|&) ",
    re.IGNORECASE,
)
# ... where no blank is typed: "신청자격하고총예산알려주세요".
_BESIDE_UNSPACED = re.compile(
    r"(?<=[가-힣]{2})(?:그리고|하고(?!나|싶|있|계)|(?<![차나])이랑|(?<!이)랑|및|(?<![가-힣][공광재창참경최권보신])고(?!도화|용|객|싶|있|계)|며(?!칠)"
    r"|(?:(?<=[는인던된을른]지)|(?<=한지)(?!\d|얼마|오래|[한두세네]|[일이삼사오]년))(?!(?:좀|꼭|다|도|를|만|가|요)?(?:알려|알고|궁금|여쭤|여쭙|묻|물어|확인|답|설명|모르|말|여부|안|않|못|아닌|요)))(?=[가-힣]{2}|\d)"
)
# "중견도 되고 거래 없어도 되는 거죠", "교육도 무료고 멘토링도 무료인가요": the one asks as much as the other.
_AS_WELL = re.compile(r"[가-힣A-Za-z0-9]도 ")
_AS_WELL_AFTER = re.compile(r"(?:[가-힣A-Za-z0-9]+ ){0,3}?[가-힣A-Za-z0-9]+도 ")
_MOST_BESIDE = 6
# What stands in sentences, and in no list of nouns; what may end such a list.
_IN_SENTENCE = re.compile(
    r"[^가-힣A-Za-z0-9·']|얼[마매]|언제|어[디느떻떤]|누[가구]|무엇|^(?:뭐|뭘|몇|왜|안|못|더|다|또|오늘|지금)|"
    r"^(?:is|are|was|were|be|do|does|did|can|could|will|would|has|have|had|may|must|should|the|an?|of|for|to|in|on|at|by|from|with|about|how|what|when|where|which|who|why|"
    r"i|we|you|they|he|she|it|my|our|your|their|this|that|and|or|but|if|so|not|no|need|want|gets?|than|per|after|before)$",
    re.IGNORECASE,
)
_ENDS_AS_NO_NOUN = re.compile(
    r"[가-힣](?:은|는|이|가|을|를|의|에|로|도|만|까지|부터|한테|면|지|나|까|요|다|서|게|려|던|한|된|야|데|고|죠|니|네|해|돼|줘|임|함|음)$"
)
_END_OF_LIST = re.compile(
    r" *(?:좀 ?)?(?:(?:알려|가르쳐|말씀|문의|궁금|부탁|설명|안내|정리|요약)[가-힣 ]{0,10}|please|pls|plz|thanks|info)?[ .!?~ㅠㅜㅋㅎ]*$",
    re.IGNORECASE,
)
_MOST_IN_LIST = 8  # words
_CAPITALS, _SMALL, _SHOUTED = re.compile("[A-Z]"), re.compile("[a-z]"), 12
_LEAST_REST = 4  # letters after what was heard: "맞나요" asks for nothing else
_LIST_MARK = re.compile(
    r"(?:^|(?<=[\s,:]))(?:([①-⑨])|\(?([1-9])[).](?=\s|[가-힣])|\(?([가나다라마]|[a-e])\)(?=\s))\s*"
)
QUESTION_WORD = re.compile(
    r"얼마|언제|어[디딘]|어느|어떤|몇|뭐|뭔|무엇|누구|누가|어떻게|왜|며칠|how|what|when|where|who",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"(?:는데|던데|인데)(?:요)?[ ,]+[가-힣]")
# What a verb in -고 leads to, and no second thing: "알고 싶", "쓰고 있는".
_TRACK = r"(?:고도화|기초|advanced|basic)(?:'s)?"
_ENDS_WITH_TRACK = re.compile(rf"{_TRACK}(?: ?(?:유형|단계|형|tracks?|levels?|one))?$", re.IGNORECASE)
_BEGINS_WITH_TRACK = re.compile(
    # "the maximum for advanced, the basic regions": the second asks for what is its own
    rf"(?:(?:for|in|of|on|to) )?(?:the )?{_TRACK}(?! ?(?:유형 ?|단계 ?|tracks? |levels? )?(?:의 ?|참여 ?)?(?:지역|지자체|시도|목표|regions?|areas?|places|governments?|goals?|aims?))",
    re.IGNORECASE,
)
_GOES_ON_VERB = re.compile(r"싶|계[시신]|있(?:는|습|어|다|던|으)")
# What is left of a question when it has been asked: "얼마인지 알려주세요".
_ONLY_A_REQUEST = re.compile(
    r"(?:(?:좀|꼭|더|혹시|빨리|자세히|정확히|(?:알려|가르쳐|말씀|여쭙|여쭤|궁금|부탁|싶|주[시세십]|바랍)[가-힣]*|알고|드립니다|"
    r"(?:답변|확인|안내|설명|회신|문의)(?:[하해드부바][가-힣]*)?)[ .!~?]*)+"
)
_REQUESTS = re.compile(r"(?:주시|(?:려|해|아|어|와|내) ?주|부탁드리|바라|궁금하|싶)$")
# What a project costs, or a firm earns or pays, is the writer's own sum and claims nothing of the programme.
_OWN_SUM_BEFORE = re.compile(
    r"(?:견적|공사비|사업비|투자[가-힣]{0,2}|구축비|제작비|설비값|기계값|공사|매출[가-힣]{0,2}|연봉|월급|자본금?|자산|빚|부채|계약금?|(?:만약|만일|가령)[^.?!]{0,16}|"
    r"\b(?:costs?|costing|(?:run|set|sets|runs|priced)(?: us| me| him| them)?(?: back)?|quot\w+|worth|owe|owing|debts?|tax(?:es)?|arrears|loan|invest\w*|turnover|sales|revenue|project of|budget of|spend\w*|spent|machines? for)\b[^.?!]{0,14})"
    r"(?:이|가|은|는|을|를|만|도|로|총|약|한|대략)* ?$",
    re.IGNORECASE,
)
# How many firms are the writer's own, or its clients: "고객사 두 곳 문의드립니다", "회사가 세 군데라", "I advise three firms".
_OWN_COUNT_BEFORE = re.compile(
    r"(?:(?:고객사?|거래처|자문사|계열사|클라이언트|의뢰 ?(?:업체|회사))(?: ?(?:회사|업체|기업))?|(?<!뽑는 )(?<!뽑힌 )(?<!선정된 )(?<!받는 )(?<!받은 )(?<!참여 )(?<!참여한 )(?<!참여하는 )(?<!지원 )(?<!선정 )(?:회사|공장|법인|사업장))(?:가|이|는|은|을|를|도)? ?(?:총|모두|전부|합쳐서?|다 ?해서)? ?$|"
    r"\b(?:i|we) (?:\w+ ){0,2}?(?:advise|represent|handle|look after|run|own|have|operate|manage|act for|consult for|assist|serve|write for|ask for|(?:keep|do) the books (?:of|for))(?: for)? (?:\w+ )?$",
    re.IGNORECASE,
)
_OWN_COUNT_AFTER = re.compile(
    r" ?(?:중(?:에|에서|에선|서)?|가운데)(?![가-힣])|"
    r" ?(?:를|을|이|가|에|의)? ?(?:운영|갖고|가지고|거느|문의|여쭤|여쭙|물어|질문|봐 ?주|봐 ?드|맡|자문|관리|담당|대신|대리|상담|돌리고|굴리|컨설팅)|"
    r" ?(?:clients|customers)\b|(?: \w+)? of (?:mine|ours)\b|"
    # "두 곳 다 지금 넣을 수 있나요": whoever asks of both knows them
    r" ?(?:다|모두|전부) ?(?:(?:지금|아직|같이|함께|한꺼번에|이번에|올해)(?:도)? ?)?(?:신청|접수|지원|참여)?(?:을|를|이|가)? ?(?:넣을|넣어|할 ?수|해도|들어갈|낼 ?수|내도|받을 ?수|되[나는]|될|가능|자격)",
    re.IGNORECASE,
)
# How many are to be named: "세 군데만 추천해 주세요", "recommend three firms".
_WANTED_AFTER = re.compile(
    r" ?(?:정도|쯤|만|이라도|라도)*(?:을|를)? ?(?:좀 |딱 |더 |꼭 )?(?:추천|소개|알려|골라|고르|찍어|꼽아|집어|말해|말씀|적어|써 ?[주줘]|보내|찾아|연결|짚어|대 ?[주줘]|뽑아 ?[주줘])"
)
_WANTED_BEFORE = re.compile(
    r"\b(?:recommend|suggest|give|name|list|tell|pick|send|show|introduce|find|share)(?: me| us)?(?: (?:the|a|some|any|up to|just|only|about|around|your|top|best|at least))* $",
    re.IGNORECASE,
)
_HEARD_COUNT = re.compile(r" ?(?:이?라|[으이]?로|만)? ?(?:던데|던가|고 ?[하들그해]|며|면서|맞|인가|이죠|뿐)")
_OWN_SUM_AFTER = re.compile(
    r" ?(?:원|쯤|정도|가량|남짓|넘게|이상)* ?(?:짜리|견적|공사|프로젝트|투자|규모의|어치|매출|계약)|"
    # what something costs, or somebody pays, owes or lacks: "못해도 2억은 드는데", "2억쯤 하는데", "3억을 부르더라고요"
    r" ?(?:원|쯤|정도|가량|남짓|넘게|이상|이나|은|는|이|가|을|를|도|만|까지)* ?(?:더 |다 |훌쩍 )?"
    r"(?:들[어었]|드는|든다|든대|들[겠던더]|듭니|나왔|쓰[는고기려]|썼|하는데|깨[지졌]|잡[았혔히]|부르|불렀|부른|"
    r"모자[라란]|빌[리려렸]|빚|대출|날[렸리려]|손해|벌어|벌었|필요|투자|들[여였])|"
    r"(?: won| krw)?[ -](?:project|quote|investment|machine|line|system|plant|(?:in |of )?(?:sales|turnover|revenue)|worth)",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r" ?(?:\d\d?일)? ?(?:초|중순|말일?|하순)? ?(?:까지|부터)(?= ?(?:접수|신청|모집|받|였|이[었라]|열|했|마감|연장))"
)
_SINCE_BEFORE = re.compile(
    r"\b(?:since|(?:start(?:ed|s)?|beg[au]n|launched|introduced|created|founded|announced|(?:been )?(?:held|running|around)) (?:first )?(?:in|from|since|back in))(?: the year)? $",
    re.IGNORECASE,
)
_SINCE_AFTER = re.compile(
    r" ?(?:년도?)? ?(?:부터(?! ?(?:20|지금|올해|작년|내년|\d+ ?년|[가-힣]{1,2} ?년 ?[간동씩]))|에 ?(?:처음|첫|시작|생[겼긴]|만들|출범|발족|신설|도입|발표))"
)
_CLOSED_ON = re.compile(
    r"\b(?:ended|finished|expired|until|till|through|closed|due|deadline)(?: (?:was|on|at|in|for|the end of|late|early|mid))*(?: the)? $",
    re.IGNORECASE,
)
_OPENED_ON = re.compile(
    r"\b(?:opened|began|started|starting)(?: (?:on|at|in|from))*(?: the)? $", re.IGNORECASE
)
# Where something heard ends and a question or a remark begins: "40개사 뽑는다던데 경쟁은 덜하겠네요".
_HEARD = re.compile(
    r"(?<=[가-힣])(?:[라다]던데|[라다]며|[라다]면서|[라다]는데|[라다]고 ?[가-힣]{1,5}(?:는데|더니|니까|더라고|길래|던데))요?[ ,?]+|"
    r"[,;:-] (?:so |but |and )?(?=(?:how|what|when|does|do|is|are|can|could|will|which|where|who|would)\b)",
    re.IGNORECASE,
)
# Where a description of the company ends and the question begins: "도금공장 하는데 얼마까지", "we make cups, how much".
_DESCRIBED = re.compile(
    r"(?<=[가-힣])(?:는데|인데|은데|한데|던데|인디|는디|디요?|고요|구요|거든요?|니까|라서|이라|이고|체고|사고|니다|에요|예요)(?:요)?[ ,.]+|"
    r"[,;:-]+ (?=(?:so |and |but )?(?:how|what|when|can|could|may|is|are|do|does|which|who|where|would|will)\b)",
    re.IGNORECASE,
)
# Who said it is no matter of the question: "거래처 사장이 그러던데" asks nothing about dealings. What an article or
# the chairman said is asked about, and stays.
_WHO_SAID_IT = re.compile(
    r"(?<![가-힣])누(?:가|군가(?:가)?) ?(?:그러|그랬)[가-힣]{1,4}(?=,? .)|"
    r"(?<![가-힣])(?!회장|[가-힣]{0,6}(?:기사|신문|공고|회장))"
    r"(?:(?:우리|저희|제|내|울|아는|친한|옆|앞|윗|옆 ?집|다른|어떤|같은|[가-힣]{2,6}(?<![고는은이가을를에도지면서요로만의니까네대])) )?"
    r"(?!뭐라|그렇게|어떻게|[가-힣]{0,6}(?:기사|신문|공고|회장))[가-힣]{2,9}"
    r"(?:(?:이|가|께서|도|은|는) ?(?:그러[던는시더데네]|그랬|그럽니|그래요|그러잖|말하[길던시더]|말씀하시|말해 ?(?:줬|주셨|주더|주던)|알려 ?(?:줬|주셨|주더|주던)|얘기하|얘기해|이야기하|우기|우겨|장담|자랑하|하는 말이|하시는 말)"
    r"[가-힣]{0,4}|(?<![는던단런한])(?:이|가)? ?말(?:로는|로|에 ?따르면|에 ?의하면|대로라면|씀으로는|(?:씀)?이(?= )(?! (?:아니|맞|있|없|돌|되|안|나[오왔]|많|진짜|사실))|로 ?봐서는)|(?:한테서?|에게서?|에서|[러다]가|가서|할 ?때|하면서) ?(?:들[었은어]|듣)[가-힣]{0,4}(?: (?:얘기|이야기|말|소문|소리)[가-힣]{0,4})?)(?![가-힣])|"
    r"\b(?:my|our|a|an|the|his|her|some|one of (?:my|our|the))(?: (?!chair|president|kbiz|federation|article|press|paper|news|report|notice|samsung)[a-z-]+){1,7}? "
    r"(?:says?|said|told (?:me|us)|tells (?:me|us)|claims?|claimed|insists?|insisted|swears?|swore|mentioned|thinks?|reckons?|keeps (?:saying|telling us))\b(?: that\b)?|"
    r"\baccording to (?:my|our|a|the|some) (?!chair|president|kbiz|federation|article|press|paper|news|report|notice|samsung)[a-z-]+(?: [a-z-]+)?,?",
    re.IGNORECASE,
)
# Who learnt English elsewhere is taught what others are told: "please teach me the website".
_TEACH_ME = re.compile(
    r"(?:^|(?<=please )|(?<=kindly )|(?<=can you )|(?<=could you ))teach(?= (?:me|us)\b(?! (?:how )?to (?:use|operate|run|handle|work)\b))",
    re.IGNORECASE,
)
# ... nor is the worry that leads to a question: "떨어질까봐 걱정되는데 마감은 언제였어요".
# Where one was or heard something: "사장님이 어제 전시회 다녀오시더니", "heard of this at an expo".
_AT_A_FAIR = re.compile(
    r"(?:[가-힣]{1,8}(?:이|가|께서|은|는|도) )?(?:(?:어제|오늘|지난주에?|지난달에?|얼마 ?전에?|작년에?|이번에?|엊그제) ?)*[가-힣]{0,8}(?:엑스포|박람회|전시회)(?:장)?(?:에서?|를|을|서)? ?(?:[가-힣]{1,6} ){0,2}?"
    r"(?:다녀[오왔온와]|갔다가?|가서|갔는데|갔더니|가셨|듣|들[었은어]|보고|봤|보니|구경|알게|소개 ?받|때문에)[가-힣]*(?: (?:왔|와서|와|됐|되었|됐는데|갔다가?|갔는데|바쁘|정신)[가-힣]*)*(?: 한데)?,?|"
    r"\b(?:(?:i|we|(?:my|our|the) \w+) )?(?:(?:just|recently|first|only) )*(?:heard|saw|read|learn(?:ed|t)|found out|came (?:back|home)|got back|returned|went|visited|attended)\b[^.,;?!]{0,30}?(?:\b(?:at|from|to) )?\b(?:an?|the|some|last year's|this year's) (?:\w+ ){0,2}?(?:expo|exhibition|(?:trade )?(?:fair|show))\b(?: (?:yesterday|last \w+|recently|today))?(?: and(?= \w))?",
    re.IGNORECASE,
)
_OF_A_FAIR = re.compile(
    r"엑스포|박람회|전시|부스|행사|참가|거기|그곳|언제|얼마|어디|몇|"
    r"\b(?:expo|exhibit\w*|booths?|fairs?|shows?|there|event|stand|it|when|where|how (?:much|many|long))\b",
    re.IGNORECASE,
)
_WORRIED = re.compile(
    r"(?:[가-힣]+ ){0,2}[가-힣]*까 ?(?:봐|싶어|하고)?(?:서)? ?(?:걱정|불안|무서|무섭|겁[이나]|조마|두려|두렵)[가-힣]*(?:데|서|지만|고|만)(?:요)?(?:,? )(?=[가-힣a-z0-9])|"
    r"\b(?:worried|afraid|scared|nervous|anxious)\b[^.?!,;]{0,40}(?:[,;] ?(?:so |but )?|(?: so| but) )(?=(?:how|what|when|where|which|who|is|are|can|do|does)\b)",
    re.IGNORECASE,
)
# ... nor is a condition under which it is asked: "선정될 경우 얼마", "when the experts come, how many".
_UNDER_CONDITION = re.compile(
    r"(?:선정|채택|합격|당선)(?:이|만)? ?(?:된|될|되는|됐을) ?(?:다면|경우|때|시)(?:에는|에|엔)?(?= )|"
    r"서류(?:를|가|만|는|도|전형|심사|평가|에)? ?(?:통과|합격|붙|접수|제출|심사)[가-힣]{0,3}?(?:면|고|고나면|뒤|후|다음|다면)(?:에)?(?= )|"
    r"\b(?:once|when|after) (?:we|you|i|they) (?:have |'ve )?(?:hand|send|sent|turn|submit|file|put|mail)(?:ed|ted|d)?(?: in)?(?: the| our| my| all)* (?:forms?|papers|paperwork|documents|applications?)\b|"
    r"\b(?:once|when|after) (?:the |our |my )?(?:documents|papers|paperwork|application|applications|forms?) (?:are|is|has been|have been|gets?) (?:in|submitted|handed in|done|through)\b|"
    r"(?:^|(?<=[,;] ))when (?!(?:do|does|did|is|are|was|were|will|would|can|could|should|must|may|has|have|had|exactly|and|or|in|on|of)\b|.{0,3}s\b)|"
    r"\b(?:if|once|when|after) (?:we |i |they |it |you )?(?:are |is |get |got |were |have been )?(?:being )?(?:picked|selected|chosen|accepted|approved)\b(?! on| by)",
    re.IGNORECASE,
)
# ... nor when the writer wants to be done: "내년 설 전에 끝내고 싶은데".
_OWN_PLAN = re.compile(
    r"(?:내년|올해|금년|20\d\d년)[^.?!,]{0,14}?(?:끝내|마치|마무리|완공|완성|가동|돌리|써야|쓰고)(?:고 ?싶|[려면야게지]|해야|하고 ?싶)[가-힣]*|"
    r"\b(?:want|need|hope|plan|like|aim)\w*[^.?!,]{0,20}\b(?:finish|done|running|ready|complete)\w*[^.?!,]{0,14}\b(?:by|before|in) (?:\w+ )?(?:next|this) (?:year|spring|summer|autumn|fall|winter)|"
    # ... nor what is planned or feared for the own plant: "budgeting next year's line upgrade", "it dies a year later"
    r"\b(?:budget|plan|prepar|sav)\w*[^.?!,]{0,20}\bnext year'?s? (?:\w+ )?(?:line|plant|machin\w+|equipment|invest\w+|upgrade|capex|spending|expansion)|"
    r"내년 ?도? ?(?:예산|투자|설비|증설|라인|사업계획|자금)(?:안|비|계획)?(?:을|를)? ?(?:짜|세우|잡|편성|준비|증설|교체)[가-힣]*|"
    r"\b(?:suppos\w+|if|when|once|say)\b[^.?!]{0,60}?\b(?:an?|one|two|three|\d) years? (?:later|on|after)|"
    r"(?:설치|구축|도입|완공|준공|끝나|끝난|깔고)[가-힣 ]{0,8}(?:\d|일|이|삼|한|두) ?년 ?(?:뒤|후|지나|있다)[가-힣]*",
    re.IGNORECASE,
)
# Where one thing told ends and the next begins, so that a year stays with what happens in it.
_PIECE = re.compile(
    r"(?<=[?!.])\s+|(?<=[?!])(?=[가-힣])|(?<=[,;:])\s|\n|(?:(?<=[는은인던텐건한신]데)|(?<=[려하받았었했]고)|(?<=니까)|(?<=[라어아해여려]서)|(?<=지만)|(?<=거든)|(?<=[데든]요)|(?<=[가-힣]면))[ ,]+|"
    r" (?=(?:if|when|once|after|because|since|although|while|suppose) (?:we|i|my|our|the|a|an|it|something|someone)\b)",
    re.IGNORECASE,
)
# The writer's own works, people and things, and no edition's: "내년 봄에 라인을 바꾸는데", "a sensor dies a year later".
_OWN_THINGS = re.compile(
    r"라인|설비|기계|장비|센서|서버|(?<!스마트)(?<!스마트 )공장(?!.{0,4}지원)|사옥|부지|건물|창고|직원|신입|사장|대표|아들|딸|조카|남편|아내|법인|이사(?=[를 ]|하|가)|(?:설치|공급|시공|납품) ?업체|[가-힣a-z]{2,}(?<!거)(?<!것)[을를] |이전|증설|신축|견적|납품|수출|수주|은퇴|퇴직|정년|"
    r"\b(?:lines?|machines?|machinery|equipment|sensors?|servers?|gateway|press(?:es)?|robots?|plant|factory|shop|works|building|site|staff|workers?|boss|owner|son|daughter|nephew|niece|husband|wife|father|business|company|firm|mov(?:e|es|ed|ing)|relocat\w*|retir\w*|expan\w*|upgrad\w*|hir(?:e|ed|ing)|(?:we|i|my|our)\b.{0,40}\b(?:a|an|new|another|second|two|three|some) (?!years?\b|bit\b|lot\b|while\b|moment\b|time\b|chance\b|question)[a-z]{3,}|order|exports?|system|warranty)\b",
    re.IGNORECASE,
)
# Words of the programme: what has them is of its editions. "Did it in 2024", "작년에 떨어졌는데" may be.
_OF_EDITIONS = re.compile(
    r"사업(?!장|자)|지원|공고|모집|접수|신청|회차|선정|뽑|심사|탈락|떨어[졌지]|붙[었어]|멘토|엑스포|박람|전시|예산|한도|유형|트랙|발표|기사|신문|뉴스|교육|보조|자부담|중기부|중앙회|삼성|스마트|고도화|기초|넣[었으]|받[았는]|놓[쳤친]|못 ?[했받]|얘기|이야기|소식|소문|말[을이]|자료|조건|들었|봤|읽었|"
    r"\b(?:editions?|rounds?|calls?|program(?:me)?s?|schemes?|intakes?|appl(?:y|ied|ying|ications?)|grants?|subsid\w*|support\w*|mentor\w*|expo|fair|notice|announce\w*|article|news|papers?|caps?|ceiling|maximum|picked|selected|chosen|rejected|deadline|join\w* (?:in|it|the (?:pro|sch))|training|samsung|kbiz|mss|ministry|tracks?|budget(?!ing)|smart|funded|got|received|missed|heard|saw|read|told|terms|documents)\b",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(
    r"20[12]\d ?년?도?|재작년|작년|지난해|내년|내후년|후년|이듬해|그 ?다음 ?해|(?:next|last|following|previous) year|a year (?:later|after|earlier|before)|the year (?:after|before)",
    re.IGNORECASE,
)
_IF = re.compile(r"^(?:and |but |so )?(?:if|when|once|after|because|since|although|while|suppose|say|as)\b")
_THERE = re.compile(
    r"거긴|거기|여긴|여기(?:는|선|면|도|서는)|그곳|그지역|그쪽|그동네|(?:이|우리|저희)(?:동네|지역|고장)|\b(?:there|that (?:region|area|city|one|province|county|town|place)|(?:our|my) (?:own )?(?:province|region|city|county|area|town))\b",
    re.IGNORECASE,
)
_OF_A_PLACE = re.compile(
    rf"{_THERE.pattern}|\b(?:(?:the|this|that|our) (?:island|province|county|region|town|city|area)|it)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:다른|딴|나머지|그외|그밖의?|여타)(?:데|곳|지역|지자체|지방|동네|시도|도시|고장)|\b(?:elsewhere|anywhere else|(?:the )?(?:other|remaining) (?:regions?|places|areas|cities|provinces|local governments?)|(?:the )?rest of the country|outside (?:of )?(?:it|there|that))\b",
    re.IGNORECASE,
)
# What was supposed is let go: the company stays where and as it is.
_AS_IT_IS = re.compile(
    r"(?:현실|실제)(?:로는|로|은|적으로는)(?!.{0,4}받)|그대로(?:있|두|놔|가|하|면|라면)|지금(?:처럼|대로|같이)(?:만|이?면|가|하|있|계속|둘|간)|안옮[기긴길김겨]|옮기지않|옮기지말|이사안|원래대로|지금자리|제자리|있을래|그냥있|있던(?:데|곳|자리)|(?:지금|현재)(?:이대로|상태|(?:있는)?(?:자리|위치|공장|데)에서)|(?:원래|처음|본래|당초)(?:에)?(?:계획|생각(?:대로|한대로)|하려던|말한대로|안(?:으로|대로))|(?:옮기는|이사|이전)(?:건|은|거는|하는건)?(?:없던|안하|접|빼고|관두)|"
    r"\b(?:(?:if|when) we stay|stay(?:ing)? (?:put|here|where|in|at)|as (?:it is|it stands|we are|things (?:are|stand))|where we (?:are|stand|sit)(?: now| today|,|$)|(?:stick|stay|keep|go) (?:to|with) (?:the |our |my )?(?:first|original|initial|old|real|actual|automation|advanced|basic)\b|in reality|in actual fact|as it really is|back to (?:our|the|my) (?:first|original|initial|old|own|real|actual) (?:\w+ )?(?:plan|idea|place|plant|factory|site|case|situation|level)|(?:our|the) (?:first|original|initial) plan|forget (?:about )?(?:the mov|mov|relocat|that plan|the other)|(?:do not|don't|not) mov(?:e|ing)|we(?:'re| are|'ll| will)? (?:just |simply )?stay(?:ing)?|never ?mind(?: about)? (?!that|it|the)\w+|(?:that|it|this) (?:won't|will not|isn't going to|is not going to) happen)\b|"
    r"(?:그럴|그런|옮길|이사할|이전할)(?:일|생각|계획)(?:은|이)?(?:전혀|절대)?없|(?:이사|이전|옮기는|그건|그게)(?:건|은|는|거는|것은)?(?:좀|너무|역시|아무래도)?무리",
    re.IGNORECASE,
)


# "울산에도 공장이 하나 더 있는데 거기서는요?", "we also run a plant in Gumi, is that one fine?"
_HAS_A_PLANT = re.compile(
    r"(?:공장|사업장|라인)(?:이|도|은|을|를)? ?(?:하나|한 ?개|한 ?곳|한 ?군데)?(?:가|를|이|을)? ?(?:더)? ?(?:있|두고|돌리|운영하|갖고|가지고)(?!나|는 ?(?:지역|곳|회사|업체|기업)|는 데)|"
    r"\b(?:we|i)(?:'ve| have)?(?: (?:also|still|now|just))? (?:have|got|own|run|operate) (?:an?|one|another|our)\b[^.?!,]{0,20}\b(?:plant|factory|site|works|workshop)\b",
    re.IGNORECASE,
)


# Of a firm that is judged "중견기업이면요?" supposes what "중견기업이라면요?" does.
_SIZE_SUPPOSED = re.compile(
    r"((?<![가-힣])(?:(?:중소|중견|대|소)기업|중소|중견)(?:업체|회사)?)(?:이면|면)(?![서허담])"
)
# Words of somebody who turns a plan over: "고도화로 바꾸면?", "what if we go for basic instead".
_RECONSIDERS = re.compile(
    r"(?:바꾸|바꿔|변경하|낮추|낮춰|낮출|올리|올려|올릴|옮기|옮겨|옮길|돌리|돌려|포기하|갈아타)(?:면|고|서|려|ㄹ|야|는|ㄴ|까|게|자|죠|지|도)?|"
    r"\b(?:switch|change (?:it |that )?to|go(?:ing)? (?:for|with)|instead|opt for|settle for|back to|would an? (?:\w+ )?(?:project|target|goal))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """One clause: its forms for matching, the concepts it holds (with their words), and the topics they ask for."""

    text: str
    spaced: str
    squashed: str
    concepts: Mapping[str, str]
    matches: tuple[Match, ...]
    figures: tuple[Found, ...]
    tracks: tuple[str, ...]
    places: tuple[Place, ...]
    elliptic: bool

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern is found in it, without spaces or with them."""
        return bool(pattern.search(self.squashed) or pattern.search(self.spaced))

    @cached_property
    def tells(self) -> bool:
        """Whether it tells something of the writer's company; worked out only where that matters."""
        told = read_company(self.spaced, self.squashed, find_regions(self.spaced), about_us=True)
        return bool(set(told.facts) - _NO_DESCRIPTION)

    @cached_property
    def tells_prior(self) -> bool:
        """Whether it tells of earlier support for the writer's company."""
        return "prior_support" in read_company(self.spaced, self.squashed, (), about_us=True).facts

    @cached_property
    def unattributed(self) -> str:
        """The text without the people who are said to have told it."""
        return without_who_said_it(self.text)

    @cached_property
    def hints(self) -> Mapping[str, float]:
        """What the patterns found, for the model that was learnt: concepts, topics by weight, the heaviest one."""
        found = {f"concept {id}": 0.5 for id in self.concepts}
        found |= {f"topic {one.topic.id}": min(one.score, 6.0) / 4 for one in reversed(self.matches)}
        return found | {f"first {one.topic.id}": 1.0 for one in self.matches[:1]}


@dataclass(frozen=True)
class Reading:
    """The whole message. `year` is the edition asked about; `year_is_loose` where it was only "this year".

    `years` are all that are named, for comparisons.
    `follows_up`: short enough, or worded so, that what it leaves unsaid is that of the last question. `there`: it
    points back at a place, `elsewhere`: away from it; `as_it_is`: at the company as it is, after something was supposed. `others_left_out`: other companies are told of too, and are no part of `told`.
    `another_company`: the message is about somebody else's company. `in_passing`: it names a
    level, or tells one thing by itself, beside what surely asks for something else: no company is to be judged. `firms`: what is told of each of
    several companies, or plants, that are asked about together; the writer's own first. `of_all`: what is told of all the firms that the chat knows. `labelled`: what is told of each
    firm that is called by a name ("A사", "동생네"), by that; `firm`: the name of the one that the message is about.
    """

    text: str
    spaced: str
    squashed: str
    language: Language | None
    clauses: tuple[Clause, ...]
    told: Told
    places: tuple[Place, ...]
    tracks: tuple[str, ...]
    year: int | None
    years: tuple[int, ...]
    year_is_loose: bool
    follows_up: bool
    there: bool
    elsewhere: bool
    as_it_is: bool
    shortened: bool
    others_left_out: bool
    another_company: bool
    in_passing: bool = False
    firms: tuple[Told, ...] = ()
    labelled: Mapping[str, Told] = field(default_factory=dict)
    of_all: Told | None = None
    firm: str | None = None

    @property
    def tells_company(self) -> bool:
        """Whether the message describes the writer's company: by more than dealings, which decide nothing."""
        return not self.in_passing and bool(set(self.told.facts) - {"samsung_dealings"})

    @property
    def confidence(self) -> float:
        """How surely it is read what is asked, from 0 to 1: the share of the words that concepts explain, times the
        weight of the heaviest group of them (w / (w + 1)). It orders answers for staff; it is no probability.
        """
        letters = sum(len(one.squashed) for one in self.clauses)
        heaviest = max((one.matches[0].score for one in self.clauses if one.matches), default=0.0)
        explained = sum(_explained(one) for one in self.clauses)
        return round(heaviest / (heaviest + 1) * explained / letters, 4) if letters else 0.0


def points_at_place(clause: Clause) -> bool:
    """Whether a clause points at a place that was named before it."""
    return clause.says(_OF_A_PLACE)


class Reader:
    """Reads messages with one pack's topics. Built once; holds nothing of any chat."""

    def __init__(self, topics: Topics, names: tuple[str, ...]) -> None:
        self._topics = topics
        self._names = names
        self._vocabulary = frozenset(topics.vocabulary)
        self._english = sorted(one for one in topics.vocabulary if one.isascii())
        self._right = {*self._english, *topics.protected}
        self._corrector = Corrector(topics.vocabulary, topics.protected, korean_names())
        # The parts of a message are read in several cuts.
        self._clause = lru_cache(maxsize=_LATEST_CLAUSES)(self._as_clause)

    def read(self, text: str, today: date, context: Context) -> Reading:
        """Any text whatever."""
        shortened = len(text) > MAX_CHARACTERS
        text = without_courtesy(text[:MAX_CHARACTERS])
        lines = [self._repaired(one) for line in text.splitlines() for one in _items(line)]
        repaired = " ".join(line for line in lines if line)
        spaced, squashed = matching_form(repaired), squash(repaired)
        # "음성이면요?" after a place: a name that is an ordinary word too
        of_places = bool(context.region) and context.topic in _BY_PLACE
        places = find_regions(spaced, asked=context.asked == "region" or of_places)
        if _may_be_settled(places) and (settled := names_settled(spaced)):
            lines = [with_settled(one, settled) for one in lines]
            repaired = " ".join(line for line in lines if line)
            spaced, squashed = matching_form(repaired), squash(repaired)
            places = find_regions(spaced, asked=context.asked == "region" or of_places)
        judged = bool(context.facts and context.verdict_tracks)
        if judged:
            spaced = _SIZE_SUPPOSED.sub(r"\1이라면", spaced)
            squashed = squash(spaced)
        about_us = (
            context.asked is not None
            or context.topic == "eligibility"
            or (judged and (bool(_RECONSIDERS.search(spaced)) or supposes(spaced) or not is_question(spaced)))
            or (judged and bool(_HAS_A_PLANT.search(spaced)))
            or (bool(context.facts) and not is_question(spaced) and len(squashed) <= _SHORT["ko"])
        )
        # The level that a verdict waits for may be told after another question came between.
        undecided = context.facts.get("target_level", OPEN_LEVEL) == OPEN_LEVEL
        waits = judged and len(context.verdict_tracks) > 1 and undecided
        answered = context.asked or ("target_level" if waits and not is_question(spaced) else None)
        whose = parties(spaced)
        called = {name: context.called.get(name, "") for name in context.firms}
        listed = labelled(spaced, context.firms, called)
        # "고객사가 둘인데 하나는 전주 김치공장, 하나는 청주 …": whose they are tells none of them from another
        in_list = len(listed) > 1 and not context.firms
        mixed = bool(whose.others) and not (whose.only_others or in_list) and not tells_only_of_kin(whose)

        def company(of: str, *, about_us: bool = about_us) -> Told:
            of = without_who_said_it(of)
            there = places if of == spaced else find_regions(of, asked=context.asked == "region")
            named = bool(context.firms)
            told = read_company(of, squash(of), there, asked=answered, about_us=about_us, of_firms=named)
            return replace(told, words=" ".join(of.split()))

        if whose.only_others and whose.own.strip():
            # "납품하는 데가 대기업이라 … 중소 사출업체인데": what no single company can be is told of two
            mixed = _differ(company(whose.own).facts, company(whose.others).facts)
        told = company(
            as_we(whose.own) if mixed else without_service(spaced) if whose.only_others else spaced
        )
        if judged and not about_us and not whose.others.strip():
            # "SME 아니고 중견이래요. 그래도 되죠?": of a known company, bare words tell what they do by themselves
            bare = company(_declared(spaced), about_us=True).facts
            told = replace(told, facts={**{key: bare[key] for key in bare if key != "region"}, **told.facts})
        if not (whose.others.strip() or listed or context.firms):
            told = _with_stated(told, spaced, places)
        apart = (whose.own, whose.others) if mixed and whose.each else one_by_one(spaced)
        firms = tuple(company(as_we(one)) for one in apart)
        if len(firms) < 2 and not whose.others.strip() and asks_which(spaced):
            firms = _by_place(told) or firms
        labels: Mapping[str, Told] = {
            letter: company(as_we(one), about_us=True) for letter, one in listed.items()
        }
        back = come_back_to(spaced, listed) if not context.firms and len(firms) < 2 else {}
        for letter, of in back.items():
            told = company(as_we(of))
            labels, firms = {**labels, letter: told}, ()
        if len(labels) > 1 and len(firms) < 2 and not back:
            firms = tuple(labels.values())
        elif len(labels) == len(firms):
            labels = dict(zip(labels, firms, strict=True))  # with what is told of all of them
        if not labels and whose.others.strip():
            name = whose_firm(whose.others)
            theirs = {name: company(as_its_own(whose.others)) if mixed else told}
            labels = {OURS: told, **theirs} if mixed else theirs
        if len(labels) < min(2, len(firms)) and not mixed:
            labels = dict(zip("abcde", firms, strict=False))  # plants, which their places call later on
        firm, labels = _firm_meant(spaced, labels, told, places, context)
        if firm in labels and len(labels) == 1 and context.firms:
            # "would the first client be fine if it aimed for control": of a firm that is known
            told = replace(told, facts={**labels[firm or ""].facts, **told.facts})
        if not all(_APART & set(one.facts) for one in firms):
            firms = ()
        of_all = said_of_all(spaced) if len(context.firms) > 1 and not firms else ""
        if of_all and not labels:
            told = company(without_both(spaced))  # "둘 다 중소기업입니다": both firms, and no two levels
        if places and all(_is_left_out(spaced, one) for one in places):
            kept = {fact: value for fact, value in told.facts.items() if fact != "region"}
            told = replace(told, facts=kept, ours=())
        before = context.facts.get("prior_support")
        vague = told.facts["prior_support"].possible if set(told.facts) == {"prior_support"} else frozenset()
        if before is not None and before.possible and before.possible < vague:
            # "예전에 받은 것 때문에": of the support that was told before, though its level is not said again
            told = replace(told, facts={"prior_support": before})
        if told.facts:
            lines = _without_visits(lines)
        clauses = tuple(self._clause(one) for line in lines for one in split_clauses(line))[:MAX_CLAUSES]
        if "prior_support" in told.facts:
            clauses = tuple(map(self._beside_support, clauses))
        language = language_of(repaired)
        if language == "en" and context.language == "ko" and _HANGUL.search(repaired):
            few = len(_LATIN_WORD.findall(repaired)) <= _FEW_IN_LATIN
            language = "ko" if few else "en"  # "and 고도화 track?", in a chat in Korean
        found = figures(spaced, self._names)
        past = _of_the_company(spaced, found, told) if told.facts or told.first_person else ()
        asked = tuple(
            one
            for one in found
            if one not in past
            and not _is_a_stretch(spaced, one, today)
            and not (one.kind == "year" and int(str(one.value)) <= today.year and is_since(one, spaced))
        )
        # "내년에 옮기면 되나요": when something is supposed to happen, not the edition asked about
        left = _without_own_story(spaced)
        if "prior_support" in told.facts:
            left = _without_year_of_support(left)
        asked = tuple(one for one in asked if left[one.start : one.end].strip())
        dated = "" if told.hypothetical else _OWN_PLAN.sub(" ", left)
        year, loose = _year(dated, squash(dated), asked, today, context.year)
        years = tuple(dict.fromkeys(int(str(one.value)) for one in asked if one.kind == "year"))
        if not years:
            years = _relative_years(dated, today)
        if len(years) == 1 and (beside := _year_beside(spaced, asked, years[0], today)):
            years = (*years, beside)
        if (
            context.topic
            and context.year
            and not years
            and year == context.year - 1
            and _THAN.search(squashed)
        ):
            # "그 전해보다 늘었나요": that year beside the one spoken of, of which the chat still is
            years, year = (year, context.year), context.year
        return Reading(
            repaired,
            spaced,
            squashed,
            answer_language(repaired) or ("ko" if language == "ko" else "en" if language == "en" else None),
            clauses,
            told,
            tuple(one for one in places if not (is_office(spaced, one) or _is_left_out(spaced, one))),
            tuple(dict.fromkeys(track for one in clauses for track in one.tracks)),
            year,
            years,
            loose,
            any(one.elliptic for one in clauses) or _length_of(squashed, spaced) <= _SHORT[language or "ko"],
            bool(_THERE.search(squashed) or _THERE.search(spaced)),
            bool(_ELSEWHERE.search(squashed) or _ELSEWHERE.search(spaced)),
            bool(_AS_IT_IS.search(squashed) or _AS_IT_IS.search(spaced)),
            shortened,
            mixed,
            bool(whose.others) and whose.only_others and not mixed,
            firms=firms,
            labelled=labels,
            firm=firm,
            of_all=company(of_all, about_us=True) if of_all else None,
        )

    def _beside_support(self, clause: Clause) -> Clause:
        """The clause without the tracks of which only earlier support is told: "예전에 기초는 이미 했어요"."""
        rest = without_earlier_support(clause.spaced) if clause.tracks else clause.spaced
        if rest == clause.spaced:
            return clause
        left = self._topics.concepts_in(squash(rest), rest)
        return replace(clause, tracks=tuple(one for one in clause.tracks if one in left))

    def clause_of(self, text: str) -> Clause:
        """A line read as one clause."""
        return self._clause(self._repaired(text))

    def _repaired(self, line: str) -> str:
        if len(_CAPITALS.findall(line)) >= _SHOUTED and not _SMALL.search(line):
            line = line.lower()  # the model knows no shouted words
        typed = part_sentences(repair_layout(clean(line), self._vocabulary))
        repaired = _TEACH_ME.sub("tell", mend_endings(self._corrector.correct(mended_names(typed))))
        return _ENGLISH_WORD.sub(self._spelt, repaired)

    def _spelt(self, match: re.Match[str]) -> str:
        """An English word, mended if it is a slip of one word of the vocabulary: dedline, elligible."""
        word = match.group()
        if word.lower() in self._right:
            return word
        close = get_close_matches(word.lower(), self._english, 1, _ALIKE)
        return close[0] if close and close[0][0] == word[0].lower() else word

    def beside(self, clause: Clause) -> Iterator[tuple[Clause, ...]]:
        """Every way to read the clause as several, at words that set things side by side: "한도랑 자부담 얼마예요?".

        In all its parts first, then in two. Each part has the track and the place of the whole, where it names none.
        """
        beside = _BESIDE if " " in clause.text else _BESIDE_UNSPACED
        splits = [one.span() for one in beside.finditer(clause.text) if _sets_apart(one)]
        splits = sorted({*splits, *self._between_nouns(clause.text, splits)})[:_MOST_BESIDE]
        for chosen in [splits, *([one] for one in splits if len(splits) > 1)] if splits else []:
            starts = [0, *(end for _, end in chosen)]
            ends = [*(start for start, _ in chosen), len(clause.text)]
            texts = [clause.text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
            subject = SUBJECT_CONCEPTS & set(clause.concepts)
            taken = frozenset(one for one in subject if not clause.concepts[one])  # from the clause before
            parts: list[Clause] = []
            alone = [self._clause(text) for text in texts if text]
            for at, one in enumerate(alone):
                # "몇 개사 뽑고 인천도 되나요": a place that is asked about for itself is none of what stands before it
                of_later = any(_asks_of_its_place(later) for later in alone[at + 1 :])
                whole = replace(clause, places=()) if of_later and not one.places else clause
                # What a part leaves unsaid stands before it; what stands after it only where nothing else is asked:
                # "the fee and the dates of the expo", but "the basic cap and who provides after-care".
                before = (SUBJECT_CONCEPTS & set(last.concepts) for last in reversed(parts))
                bare = not one.matches or OF_A_SERVICE & set(one.concepts)
                after = subject if len(subject) == 1 and bare else taken
                parts.append(self._sharing(one, whole, next(filter(None, before), after)))
            yield tuple(parts)

    def _between_nouns(self, text: str, splits: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The blanks in a list of nouns, each of which asks for something else: "지원자격 한도 마감", "cap deadline"."""
        whole = _END_OF_LIST.sub("", text)
        starts, ends = [0, *(end for _, end in splits)], [*(start for start, _ in splits), len(whole)]
        blanks: list[tuple[int, int]] = []
        for start, end in zip(starts, ends, strict=True):
            words = [(one.start() + start, one.group()) for one in re.finditer(r"[^ ]+", whole[start:end])]
            if not 0 < len(words) <= _MOST_IN_LIST or not all(self._is_noun(word) for _, word in words):
                return []  # a sentence, and no list
            before = words[0][1]
            for at, word in words[1:]:
                if self._asks_apart(before, word):
                    blanks.append((at - 1, at))
                    before = word
                else:
                    before = f"{before} {word}"
        return blanks

    def _is_noun(self, word: str) -> bool:
        """Whether a word may be one of a list: without a particle or an ending, or known as a whole."""
        if _IN_SENTENCE.search(word):
            return False
        return not _ENDS_AS_NO_NOUN.search(word) or any(
            word.lower().endswith(known) for known in self._clause(word).concepts.values() if known
        )

    def _asks_apart(self, before: str, word: str) -> bool:
        """Whether two nouns side by side ask for different things, and for none together: "멘토링 비용" is one."""
        one, other = self._clause(before), self._clause(word)
        firsts = [part.matches[0] for part in (one, other) if part.matches]
        if len(firsts) < 2 or min(first.score for first in firsts) < _ASKS_BY_ITSELF:
            return False
        both = self._clause(f"{before} {word}")
        together = both.matches[0] if both.matches else firsts[0]
        news = set(both.concepts) - set(one.concepts) - set(other.concepts) - {"region"}
        apart = {first.topic.id for first in firsts}
        subject = SUBJECT_CONCEPTS & set(one.concepts)
        asked_of_it = subject and self._topics.asks_of(subject, frozenset(firsts[1].why.split("+")))
        return len(apart) > 1 and together.topic.id in apart and not (news or asked_of_it)

    def after_description(self, clause: Clause, of_own: frozenset[str] = frozenset()) -> Clause | None:
        """What follows the company's description in a clause that begins with one; None where none does.

        With one of the concepts `of_own` it is described too: "직원이 200명인데".
        """
        for match in reversed(list(islice(_DESCRIBED.finditer(clause.text), _MOST_BESIDE))):
            head, tail = clause.text[: match.end()], clause.text[match.end() :]
            form = matching_form(head)
            told = read_company(form, squash(head), find_regions(form))
            described = told.facts or told.first_person
            if not described and of_own:
                described = bool(of_own & set(self._clause(head).concepts))
            if described and len(squash(tail)) > 1:
                return self._sharing(self._clause(tail), clause, SUBJECT_CONCEPTS & set(clause.concepts))
        return None

    def heard_in(self, clause: Clause) -> Clause | None:
        """What somebody heard, in a clause that goes on to something else; None where nothing does."""
        match = _HEARD.search(clause.text)
        if match is None or len(squash(clause.text[match.end() :])) < _LEAST_REST:
            return None
        return self._sharing(
            self._clause(clause.text[: match.end()]), clause, SUBJECT_CONCEPTS & set(clause.concepts)
        )

    def _sharing(self, half: Clause, whole: Clause, subject: frozenset[str]) -> Clause:
        left_unsaid = [
            *(whole.tracks if not half.tracks else ()),
            *(["region"] if whole.places and not half.places else []),
            *(subject if self._leaves_its_subject_out(half, subject) else ()),
        ]
        concepts = {**half.concepts, **{one: whole.concepts.get(one, "") for one in sorted(left_unsaid)}}
        if SUBJECT_CONCEPTS & set(left_unsaid) and _OF_IT.search(half.spaced) and "region_list" in concepts:
            concepts["where"] = concepts.pop("region_list")  # the places of the service, not of the programme
        return replace(
            half,
            concepts=concepts,
            matches=tuple(self._topics.matches(concepts)),
            tracks=half.tracks or whole.tracks,
            places=half.places or whole.places,
        )

    def _leaves_its_subject_out(self, half: Clause, subject: frozenset[str]) -> bool:
        """ "전화번호" is somebody's; "접수 마감일" is the programme's own."""
        named = set(half.concepts)
        if SUBJECT_CONCEPTS & named or half.tracks:
            return False
        if _OF_THEM.search(half.spaced) and "mentoring" in subject:
            return True  # "멘토 몇 명 오는지랑 그 사람들 식비는 누가"
        if _OF_IT.search(half.spaced) and not subject & _CALLS:
            return True  # "is the training free, and in which cities is it held"
        if not half.matches or named & self._topics.aspects - _OF_THE_PROGRAMME:
            return True
        asked = frozenset(half.matches[0].why.split("+")) - _WHICH
        # "몇 개 회사가 나갔어요" after the expo: a count that the subject has as well; a call has all that the programme has
        return (
            bool(asked)
            and (asked == {"places"} or bool(subject & _CALLS))
            and self._topics.asks_of(subject, asked)
        )

    def _as_clause(self, text: str) -> Clause:
        """The clause, without what is put aside in it: "총사업비 말고 한 회사가 받는 돈"."""
        for found in _PUT_ASIDE.finditer(text) if _MAY_PUT_ASIDE.search(text) else ():
            aside = self._as_it_stands(next(filter(None, found.groups())))
            rest = self._as_it_stands(f"{text[: found.start()]} {text[found.end() :]}".strip())
            asks = aside.matches and aside.matches[0].score >= _ASKS_BY_ITSELF
            refuses = aside.tracks and rest.tracks and not set(aside.tracks) & set(rest.tracks)
            goes_on = rest.matches and rest.matches[0].score >= _ASKS_BY_ITSELF
            if goes_on and (asks or (refuses and found["en"])):
                return rest
        return self._as_it_stands(text)

    def _as_it_stands(self, text: str) -> Clause:
        spaced, squashed = matching_form(text), squash(text)
        found = figures(spaced, self._names)
        places = tuple(one for one in find_regions(spaced) if not _is_left_out(spaced, one))
        offices = tuple(one for one in places if is_office(spaced, one))
        asked = _OWN_PLAN.sub(" ", _UNDER_CONDITION.sub(" ", without_who_said_it(_without_own_years(spaced))))
        asked_squashed = squashed if asked == spaced else squash(asked)
        concepts = self._topics.concepts_in(*_without_years(asked_squashed, asked))
        won = [one for one in found if one.kind in ("won", "malformed") and not is_own_sum(one, spaced)]
        if won:
            concepts["won_figure"] = won[0].text
        if places and places == offices:
            # "본사는 서울인데 문제 되나요": no place of a factory, and whether that matters is asked
            concepts["plant_place"] = places[0].text
            places = ()
        if places:
            concepts["region"] = places[0].text
        for one in found:
            if is_own_count(one, spaced):
                continue
            if one.kind == "count" and one.unit in _COUNTED and not _A_YEAR.match(one.text):
                # "지자체 10곳": places that are counted are what stands beside them
                places_of_government = "local_government" in concepts and one.text.endswith(("곳", "군데"))
                counted = "local_governments" if places_of_government else one.unit
                concepts.setdefault(_COUNTED[counted], one.text)
            elif one.kind in ("date", "month") and (bound := _bound(one, spaced)):
                concepts.setdefault(bound, one.text)
        named = [one for one in ("advanced", "basic") if one in concepts]
        refused = refused_levels(spaced, squashed) if len(named) > 1 else set()
        if named and (rest := beside_earlier_support(spaced)) != spaced:
            there = self._topics.concepts_in(squash(rest), rest)
            refused |= {one for one in named if one not in there}
        tracks = tuple(one for one in named if one not in refused)  # "고도화 말고 기초는 얼마까지"
        return Clause(
            text,
            spaced,
            squashed,
            concepts,
            tuple(self._topics.matches(concepts)),
            found,
            tracks,
            places,
            bool(_ELLIPTIC.search(squashed) or _ELLIPTIC.search(spaced)) and len(squashed) <= 40,
        )


def _may_be_settled(places: tuple[Place, ...]) -> bool:
    return len(places) > 1 and any(len(one.choices) > 1 for one in places)


# Topics on whether a place takes part.
_IF_A_PLACE = frozenset(["region", "region-list", "eligibility"])


def _asks_of_its_place(part: Clause) -> bool:
    """Whether a part asks if the place that it names takes part."""
    return bool(part.places and part.matches) and part.matches[0].topic.id in _IF_A_PLACE


# "광주 빼고 나머지는", "outside Gwangju": every other place is asked about.
_LEFT_OUT_AFTER = re.compile(
    r" ?(?:시|도|광역시)?(?:을|를|은|는|만)? ?(?:빼고|빼면|뺀|제외|말고 (?:다른|딴|나머지|그 ?외)|이?외에|이?외의)"
)
_LEFT_OUT_BEFORE = re.compile(
    r"\b(?:apart from|aside from|except(?: for)?|other than|outside(?: of)?|excluding) $", re.IGNORECASE
)


def _is_left_out(spaced: str, place: Place) -> bool:
    """Whether a place is named only to say that it is not meant."""
    before, after = spaced[: place.start], spaced[place.end :]
    return bool(_LEFT_OUT_BEFORE.search(before) or _LEFT_OUT_AFTER.match(after))


# What is named only to say that it is not asked for; a list of what is wanted besides ("돈 말고 또") is another matter.
_PUT_ASIDE = re.compile(
    r"(?P<ko>(?:[가-힣A-Za-z0-9]{1,10}(?<![은는이가을를의에도서]) )?[가-힣A-Za-z0-9]{1,12}) ?(?:말고|말구|아니고|아니라|(?:은|는) ?(?:됐고|되었고|됐으니까?)|(?:은|는)? ?(?:필요 ?없고|빼놓고|제쳐두고))(?:는|요)?[, ]+(?!또|다른|더|뭐|무슨|어떤|딴)|"
    r"(?:\b(?:instead of(?! (?:us|me)\b)|rather than|leave (?:out|aside)|leaving aside|forget(?: about)?|never ?mind|skip|not interested in) (?P<en>[^,.;?!:]{3,40})(?:[,;:.]|$)(?: (?:but|just|and))?)|"
    r"(?:^not|\b(?:i|we) (?:don't|do not) (?:need|want|mean|care about)) (?P<first>[^,.;?!:]{3,40})[,;.](?: (?:but|just|only))?|"
    r",? (?:and )?not (?:the|for the|about the) (?P<after>[^,.;?!:]{3,40})(?=[.!?]?$)",
    re.IGNORECASE,
)
# What all of that holds, and few messages: it is slow to look for.
_MAY_PUT_ASIDE = re.compile(
    r"말[고구]|아니[고라]|됐[고으]|되었고|필요 ?없고|빼놓고|제쳐두고|"
    r"instead|rather|leav|forget|mind|skip|interested|n't|\bnot\b",
    re.IGNORECASE,
)
_ASKS_BY_ITSELF = 1.0  # weight of words that ask for something
_SENTENCES = re.compile(r"(?<=[.?!]) +")


def _by_place(told: Told) -> tuple[Told, ...]:
    """What is told of each of several plants in places of their own: "강릉이랑 평택에 공장이 하나씩"."""
    places = {one.choices: one for one in told.ours}
    if len(places) < 2 or frozenset.intersection(*places):
        return ()
    return tuple(
        replace(told, facts={**told.facts, "region": Known(frozenset(choices))}, ours=(one,))
        for choices, one in places.items()
    )


def _with_stated(told: Told, spaced: str, places: tuple[Place, ...]) -> Told:
    """With what is told by itself beside a question: "중소기업 맞고요, 경기도도 해당되죠?"."""
    facts, ours = facts_by_themselves(spaced, places)
    if not facts or told.hypothetical:
        return told
    where = told.facts.get("region")
    if "region" in facts and where is not None and facts["region"].possible < where.possible:
        asked = (one for one in told.ours if one not in ours)
        if not any(_HAS_A_PLANT.search(spaced[one.end :]) for one in asked):
            told = replace(told, facts={**told.facts, "region": facts["region"]}, ours=ours)
    return replace(told, facts={**facts, **told.facts}, stated=frozenset(facts))


def _declared(spaced: str) -> str:
    """A message without the sentences of it that ask."""
    return " ".join(one for one in _SENTENCES.split(spaced) if not is_question(one))


# What tells a firm from another; the level that a firm wishes for is told of one that is known by its name.
_DESCRIBES = frozenset(["company_size", "manufacturer", "region"])
_NAMES_OURS = re.compile(
    r"(?:우리|저희|제|내) ?(?:회사|공장|업체|쪽|거|건)|(?<![가-힣])(?:우리|저희|우린|저흰|저)(?:는|도|만|가)?(?= |요|$|[?,.])|\b(?:our own|ours|our (?:company|firm|plant|factory)|as for us|what about us|and us)\b"
)
# "and me?", "나는요?": all that is asked is of whom.
_AND_ME = re.compile(
    r"^(?:(?:and|but|so|then|ok|okay|well|what|how|about|for|as|그럼|그러면|그리고|근데)[ ,]*)*(?:me|mine|myself|나|내|난|전|제)(?: ?(?:거|건|경우|회사|공장))?(?:는|은|도)?(?:요)?(?: then| too)?[ ?.!~]*$"
)
_OF_VERDICTS = frozenset(["eligibility", "why", "change"])


def _firm_meant(
    spaced: str, labels: Mapping[str, Told], told: Told, places: tuple[Place, ...], context: Context
) -> tuple[str | None, Mapping[str, Told]]:
    """Which of the chat's firms the message is about, None for the one spoken of; and the labels, each with its name."""
    known = context.firms
    if NEXT in labels:
        one = labels[NEXT]
        # The chat's first firm may have been told of without a name.
        named = {*known, *labels} | ({"a"} if context.facts else set())
        others = [name for name in known if name != context.firm]
        only_other = others[0] if len(others) == 1 else ""
        name = letter_after(named) if _DESCRIBES & set(one.facts) else only_other
        labels = {key: value for key, value in labels.items() if key != NEXT} | ({name: one} if name else {})
    if OURS in labels:
        # A partner who is only mentioned is no firm to speak of.
        theirs = {key: value for key, value in labels.items() if key != OURS}
        spoken = {
            key
            for key, value in theirs.items()
            if (key in known and value.facts) or ("region" in value.facts and len(value.facts) > 1)
        }
        labels = {key: value for key, value in labels.items() if key in {OURS, *spoken} and spoken}
        return (OURS if known or labels else None), labels
    if len(labels) == 1:
        name, one = next(iter(labels.items()))
        if name == "a" and "a" not in known:
            name = next(iter(known), name)  # "would the first client be fine", whatever it was called
            labels = {name: one}
        described = _DESCRIBES | ({"target_level"} if len(name) == 1 else set())
        heard = name in known or (name == "a" and OURS in known) or bool(described & set(one.facts))
        return (name if heard else None), labels
    if labels:
        return None, labels
    elsewhere = {name: facts for name, facts in known.items() if name != context.firm}
    of_theirs = context.firm not in (None, OURS) and len(context.firm or "") > 1
    # a husband's firm may be "ours", with another wish too, but not one that is elsewhere
    family = is_family(context.firm or "")
    what_it_is = {key: one for key, one in told.facts.items() if key in _DESCRIBES or not family}
    if of_theirs and OURS not in known and told.first_person and _differ(what_it_is, context.facts):
        return (
            OURS,
            labels,
        )  # a husband's firm may be "ours", with another wish too, but not one that is elsewhere
    if not known and points_at_them(spaced, of_firms=False) and _differ(told.facts, context.facts):
        return whose_firm(""), labels  # "their plant is in Gumi": nobody that was told of is there
    if not elsewhere:
        return None, labels
    by_trade = firm_doing(spaced, known) or firm_called(
        spaced, {name: context.called.get(name, "") for name in known}
    )
    if by_trade is not None:
        return by_trade if by_trade != context.firm else None, labels
    # "창원 업체가 고도화로 바꾸면": a firm's level is supposed, and not its place
    moves = told.hypothetical and "region" in told.facts and "target_level" not in told.facts
    by_place = None if moves else firm_at(spaced, places, known)
    if by_place is not None:
        return by_place, labels
    theirs_known = [name for name in elsewhere if name != OURS]
    alone = [name for name in theirs_known if len(name) > 1 and is_named_alone(spaced, name)]
    if len(alone) == 1:
        return alone[0], labels
    at_us = context.firm in (None, OURS)
    of_firms = context.topic in _OF_VERDICTS
    if at_us and len(theirs_known) == 1 and points_at_them(spaced, of_firms=of_firms):
        return theirs_known[0], labels
    # Who asks for clients says "we" of them too: then the own firm has to be named.
    of_clients = context.firm is not None and len(context.firm) == 1
    ours = _NAMES_OURS.search(spaced) if of_clients else told.first_person or _AND_ME.search(spaced)
    return (OURS if OURS in elsewhere and ours else None), labels


def _differ(one: Facts, other: Facts) -> bool:
    """Whether the facts cannot be those of one company."""
    return any(key in other and not one[key].possible & other[key].possible for key in one)


def _items(line: str) -> list[str]:
    """What a numbered list in one line holds, with what stands before it: "1. 예산 2. 마감", "① 예산 ② 마감"."""
    marks = list(_LIST_MARK.finditer(line))
    if len(marks) < 2 or any(_place_in_list(one) != place for place, one in enumerate(marks, 1)):
        return [line]
    starts = [0, *(one.end() for one in marks)]
    ends = [*(one.start() for one in marks), len(line)]
    return [line[start:end] for start, end in zip(starts, ends, strict=True)]


def _place_in_list(mark: re.Match[str]) -> int:
    """The place in its list that a mark stands for: 2 for "②", "2)", "(나)" and "b)"."""
    letter = mark[3]
    if letter:
        return ("가나다라마" if letter in "가나다라마" else "abcde").index(letter) + 1
    return int(unicodedata.digit(mark[1] or mark[2]))


def without_who_said_it(text: str) -> str:
    """A text without the people who are said to have told it, and without the worry that leads to a question."""
    return _WORRIED.sub(" ", _WHO_SAID_IT.sub(" ", without_helpers(text)))


def _without_visits(lines: list[str]) -> list[str]:
    """A message without the fair where somebody was, or heard of the programme, if nothing may be asked of that fair."""
    left = [rest for one in lines if (rest := _AT_A_FAIR.sub(" ", one).strip(" ,"))]
    return lines if not left or any(map(_OF_A_FAIR.search, left)) else left


def _without_years(squashed: str, spaced: str) -> tuple[str, str]:
    """A clause's forms without the words that only say which year: "한 해 전에는" asks for no length of time."""
    for pattern, _ in _FROM_THE_LAST:
        squashed, spaced = pattern.sub(" ", squashed), pattern.sub(" ", spaced)
    return squashed, spaced


def _length_of(squashed: str, spaced: str) -> int:
    """How many letters a message has beside a year that it names: "재작년 말고 2024년엔 몇 분이었대요?"."""
    for pattern in (_NOT_THAT_YEAR, _YEAR_WORDS):
        spaced = pattern.sub(" ", spaced)
    return len(_without_years(squash(spaced), spaced)[0].replace(" ", ""))


def is_own_sum(found: Found, spaced: str) -> bool:
    """Whether an amount is one of the writer's own: "견적이 2억", "1억짜리 기초를 한다고 치면"."""
    return bool(_OWN_SUM_BEFORE.search(spaced[: found.start]) or _OWN_SUM_AFTER.match(spaced[found.end :]))


def is_own_count(found: Found, spaced: str) -> bool:
    """Whether a count is of the writer's own firms, or clients, or of how many are to be named."""
    if found.kind != "count" or found.unit not in _OF_FIRMS or int(found.value) >= _SO_FEW:
        return False
    before, after = spaced[: found.start], spaced[found.end :]
    if _WANTED_BEFORE.search(before) or _WANTED_AFTER.match(after):
        return True
    mine = _OWN_COUNT_BEFORE.search(before) or _OWN_COUNT_AFTER.match(after)
    return bool(mine) and not _HEARD_COUNT.match(after)


def _bound(one: Found, spaced: str) -> str | None:
    """ "7월 말까지 받았다": what a day bounds, as a concept, if nothing else says what it is."""
    if end := _UNTIL.match(spaced[one.end :]):
        return "deadline" if end.group().endswith("지") else "start"
    before = spaced[: one.start]
    return "deadline" if _CLOSED_ON.search(before) else "start" if _OPENED_ON.search(before) else None


def is_since(found: Found, spaced: str) -> bool:
    """Whether a year is said to be the beginning of something that is there since: no edition is asked about."""
    return bool(_SINCE_BEFORE.search(spaced[: found.start]) or _SINCE_AFTER.match(spaced[found.end :]))


def _sets_apart(split: re.Match[str]) -> bool:
    """Whether what stands before "-고" asks by itself: "뭐고 얼마까지", "도 알려 주시고", but not "뽑혀놓고 그만두면"."""
    joins, head, rest = squash(split.group()), split.string[: split.start()], split.string[split.end() :]
    if not split.group().strip() and head.endswith("지") and _BACKGROUND.search(rest):
        return False  # "몇 개인지 기사마다 다르던데 어느 게 맞아요"
    if (joins.endswith("고") and _GOES_ON_VERB.match(rest)) or _ONLY_A_REQUEST.fullmatch(rest):
        return False
    if _ENDS_WITH_TRACK.search(head) and _BEGINS_WITH_TRACK.match(rest):
        return False  # "고도화랑 기초가 뭐가 다른지", "for the advanced and for the basic track": both of what is asked
    return (
        not joins.endswith("고")
        or joins.endswith(("하고", "그리고"))
        or bool(_AS_WELL.search(head) and _AS_WELL_AFTER.match(split.string[split.end() :]))
        or bool(QUESTION_WORD.search(head) or _REQUESTS.search(head))
    )


def _explained(clause: Clause) -> int:
    """How many letters of a clause belong to words that carry a concept."""
    known: set[int] = set()
    for words in clause.concepts.values():
        start = clause.squashed.find(squash(words))
        if start >= 0:
            known.update(range(start, start + len(squash(words))))
    return len(known & set(range(len(clause.squashed))))


# What a company tells of its own past: no question about that year's edition.
_OF_ITS_PAST = re.compile(
    r"설립|창업|창립|세운|세웠|차렸|차린|개업|시작한|시작했|부터.{0,6}(?:하고|해 ?[온왔]|만들)|졸업|넘어갔|됐어|되었|"
    r"\b(?:since|founded|established|incorporated|registered|started|set up|opened|began|grew|became|graduated|born)\b",
    re.IGNORECASE,
)
_NEAR = 16
_STRETCH = re.compile(
    r" ?(?:째|차|동안|간|정도|쯤|가까이|넘|이상|됐|된|했|하고 ?있|경력|전통|한결|만에|전에?|을|씩)"
)
_NEXT_EDITIONS = 2  # years ahead that anybody asks about


def _of_the_company(spaced: str, found: tuple[Found, ...], told: Told) -> tuple[Found, ...]:
    """The years in which something happened to the company: founded, supported before."""
    years = tuple(one for one in found if one.kind in ("year", "month"))
    if "prior_support" in told.facts and len(years) == 1:
        return years
    near = ((one, spaced[max(0, one.start - _NEAR) : one.end + _NEAR]) for one in years)
    return tuple(one for one, around in near if _OF_ITS_PAST.search(around))


def _is_a_stretch(spaced: str, one: Found, today: date) -> bool:
    """ "프레스만 30년 했어요": years that something lasted, not the year 2030."""
    if one.kind != "year" or not re.match(r"\d\d ?년", one.text):
        return False
    return bool(_STRETCH.match(spaced[one.end :])) or int(str(one.value)) > today.year + _NEXT_EDITIONS


def _year_beside(spaced: str, found: tuple[Found, ...], year: int, today: date) -> int | None:
    """The year that is named by its place beside the only one that is named, if both are past."""
    rest = next((spaced[one.end :] for one in found if one.kind == "year"), "")
    beside = next((year + step for pattern, step in _BESIDE_THE_YEAR if pattern.search(rest)), None)
    return beside if beside is not None and max(beside, year) < today.year else None


def _relative_years(spaced: str, today: date) -> tuple[int, ...]:
    """Years that are named by their distance from now and set side by side: "작년 엑스포랑 재작년 엑스포"; else none."""
    spaced = _NOT_THAT_YEAR.sub(" ", spaced)
    steps: list[int] = []
    for words, step in _RELATIVE_YEARS:
        spaced, found = re.subn(words, " ", spaced)
        steps += [step] * bool(found)
    years = tuple(today.year + step for step in steps)
    return years if len(years) > 1 and max(years) < today.year else ()


def _without_own_story(spaced: str) -> str:
    """The message, blank where the writer's own plans or mishaps are told beside what is asked.

    "We are redoing a line next year. What is the cap?" asks of no edition of next year.
    """
    for start, end in _own_story(spaced):
        spaced = spaced[:start] + " " * (end - start) + spaced[end:]
    return spaced


def _without_own_years(spaced: str) -> str:
    """A clause without the year of what is told of the writer in it: "내년에 라인을 바꾸는데 얼마까지"."""
    for start, end in reversed(_own_story(spaced)):
        spaced = spaced[:start] + _ANY_YEAR.sub(" ", spaced[start:end]) + spaced[end:]
    return spaced


def _without_year_of_support(spaced: str) -> str:
    """The message, blank where earlier support is told: "재작년에 지원 받았는데 올해 또 되나요" asks of no edition of then."""
    if _BACK_THEN.search(squash(spaced)) or _BACK_THEN.search(spaced):
        return spaced
    for start, end in _pieces(spaced):
        piece = spaced[start:end]
        if _ANY_YEAR.search(piece) and not _is_question(piece) and tells_earlier_support(piece):
            spaced = spaced[:start] + " " * (end - start) + spaced[end:]
    return spaced


def _pieces(spaced: str) -> list[tuple[int, int]]:
    """Where each thing that is told begins and ends."""
    starts = [0, *(one.end() for one in _PIECE.finditer(spaced)), len(spaced)]
    return [(start, end) for start, end in pairwise(starts) if spaced[start:end].strip()]


def _is_question(piece: str) -> bool:
    return bool(QUESTION_WORD.search(piece)) or piece.rstrip().endswith("?")


def _own_story(spaced: str) -> list[tuple[int, int]]:
    """Where the writer's own plans or mishaps are told; nowhere, if nothing else stands beside them."""
    if not _ANY_YEAR.search(spaced):
        return []
    pieces = _pieces(spaced)
    told = [one for one in pieces if _tells_own_story(spaced[slice(*one)])]
    return told if len(told) < len(pieces) else []


def is_own_story(clause: Clause) -> bool:
    """Whether a whole clause tells in which year the writer does or did something: "we hire more in 2027"."""
    return bool(_ANY_YEAR.search(clause.spaced)) and _tells_own_story(clause.spaced)


def _tells_own_story(piece: str) -> bool:
    if _is_question(piece) and not _IF.search(piece):
        return False
    return bool(_OWN_THINGS.search(piece)) and not _OF_EDITIONS.search(piece)


def _year(
    spaced: str, squashed: str, found: tuple[Found, ...], today: date, last: int | None
) -> tuple[int | None, bool]:
    aside = _NOT_THAT_YEAR.search(spaced)
    if aside is not None:
        spaced = spaced[: aside.start()] + " " * len(aside.group()) + spaced[aside.end() :]
        squashed = squash(spaced)
    for one in found:
        set_aside = aside is not None and aside.start() <= one.start < aside.end()
        if one.kind in ("year", "month", "date") and str(one.value)[:4].isdigit() and not set_aside:
            return int(str(one.value)[:4]), False
    steps = (
        step for words, step in _RELATIVE_YEARS if re.search(words, squashed) or re.search(words, spaced)
    )
    named = next(steps, None)
    for pattern, offset in _FROM_THE_LAST:
        if last is not None and (pattern.search(squashed) or pattern.search(spaced)):
            if offset == 0 and named is not None:
                break  # "재작년에 한 회사들, 그해 몇 군데": that year is the one just named
            return last + offset, False
    if named is not None:
        return today.year + named, False
    if _THIS_YEAR.search(squashed) or _THIS_YEAR.search(spaced):
        return today.year, True
    return None, False
