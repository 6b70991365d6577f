"""What a message asks: its clauses, each with the topics that words, the model and the chat's course name."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from bot.answering.answer import Context
from bot.answering.classifying import (
    ABLE,
    ANYTHING_ELSE,
    ASKS,
    ASKS_FOR,
    BARE_SUBJECTS,
    BEYOND_DOUBT,
    DIFFERENCE,
    GUESS_AT_LEAST,
    HARDLY,
    IS_SENTENCE,
    JOINABLE,
    LONE,
    NOT_A_SIZE,
    OVERRULES_FROM,
    OVERVIEW,
    PART_FROM,
    SHORT_IN_LATIN,
    SURELY,
    TALK,
    TRACK_TOPICS,
    VERDICT,
    VERDICT_WORDS,
    VERY_SURELY,
    WANTS_ANSWER,
    WEAK,
    Classifier,
    is_declared,
    is_matched,
    subject_of,
    tells_much,
)
from bot.answering.clause_topics import (
    ASKS_BECAUSE,
    CALLS,
    COMPARISON,
    DECLINED_BESIDE,
    EXTRA_CALL,
    GIVES_REASON,
    HALF_AT_LEAST,
    INVERTED,
    IS_KNOWN,
    KINDS_OF_FIRM,
    LEVELS,
    OF_THE_SUBJECT,
    OFF_WORLD,
    POINTS_AT_FIGURE,
    PURE_ASPECTS,
    SHORT_CLAUSE,
    TOUCHED,
    TRACKS,
    ClauseTopics,
    goes_along,
    merged,
    taken_tracks,
)
from bot.answering.company import Told, asks_which
from bot.answering.desk import Ask, Desk
from bot.answering.following import (
    asks_for_all,
    asks_if_everywhere,
    asks_if_it_changes,
    asks_if_more,
    asks_if_sure,
    asks_shares_there,
    asks_since_when_there,
    asks_to_repeat,
    asks_where_it_is_said,
    asks_where_most,
    asks_which_to_enter,
    brings_news,
    compared_aspect,
    is_between_places,
    is_of_both_programmes,
    names_only_this_one,
    other_track,
    says_understood,
    speaks_of_other,
    speaks_of_verdict,
    takes_leave,
    tells_only_where,
    wishes_language,
)
from bot.answering.given import Guess, Watch
from bot.answering.premises import follows_from_misprint, is_claim, is_heard, puts_forward
from bot.answering.reactions import reaction
from bot.answering.telling import Telling
from bot.answering.topics import Match, Topic, Topics
from bot.answering.understanding import (
    OF_A_SERVICE,
    QUESTION_WORD,
    SUBJECT_CONCEPTS,
    Clause,
    Reader,
    Reading,
    is_own_story,
    is_own_sum,
    points_at_place,
)
from bot.typed import is_question
from knowledge.figures import Found
from knowledge.normalise import squash
from rules.edition import Statement
from rules.facts import Facts, known
from rules.regions import Place

IDENTIFYING = frozenset(["company_size", "manufacturer", "region"])  # what a new company is told apart by
# "혹시 가능성 있나요" after a description asks whether the firm fits; these words ask for the choice among those who do.
_OF_SELECTION = re.compile(
    r"선정|뽑|붙[을나겠]|붙었|합격|당선|당첨|확률|승산|경쟁|떨어|탈락|통과|\b(?:select\w*|pick\w*|chosen|choose|win|winning|odds|accept\w*|succe\w+|likel\w+|probab\w+|compet\w+|realistic\w*|percent\w*)\b|%"
)
_OF_OTHERS = frozenset(["kickback", "dispute"])
_TELL_OF_NO_COMPANY = _OF_OTHERS | {"login"}
# Declined, and often told of at length: what stands around it asks for nothing.
_TOLD_AROUND = frozenset(["chance", *_OF_OTHERS])
_COMPARES = re.compile(
    r"비교|견주|대비|보다|차이|다른|\b(?:compar\w+|than|versus|vs|differ\w*|against|next to)\b", re.IGNORECASE
)
_SIDE_BY_SIDE = re.compile(r"비교|\bcompared? ?", re.IGNORECASE)
_MONEY = r"지원 ?금액?|지원액|금액|한도|상한|보조금|지원비|지원 ?규모|돈"
_FIRMS = r"(?:업체|기업|회사|공장|선정|뽑는|지원|모집)(?: ?(?:업체|기업|회사|곳|대상))? ?(?:수|숫자)|몇 ?(?:개사|곳|군데|업체)|(?:뽑는|선정) ?(?:인원|규모)|개사"
_MONEY_EN = r"grants?|funding|funds|amounts?|caps?|money|subsid\w+|sums?|ceilings?|maximum|support"
_FIRMS_EN = r"(?:number of )?(?:firms|companies|places|slots|factories)"
# "지원금 차이", "업체 수가 어떻게 다른지", "differ in funding"; but not "금액도 다르고", "금액 말고 차이는".
_DIFFER_IN = re.compile(
    rf"(?:{_MONEY}|{_FIRMS}|\b(?:{_MONEY_EN}|{_FIRMS_EN})) ?(?:이|가|은|는|의|에서?|면에서|상|으로)? ?(?:서로 |어떻게 |얼마나 |얼마만큼 |많이 )?"
    r"(?:차이|격차|갭|달라|다르(?!고)|다른(?! ?점)|differen|gap)|"
    rf"\b(?:differen\w+|differ|gap) (?:in|of|between) (?:the )?(?:\w+ ){{0,5}}?(?:{_MONEY_EN}|{_FIRMS_EN})\b",
    re.IGNORECASE,
)
_COMPARED_IN = {
    "cap": re.compile(rf"(?:{_MONEY})(?! ?(?:말고|외|빼고|도 ))|\b(?:{_MONEY_EN})\b", re.IGNORECASE),
    "places": re.compile(rf"(?:{_FIRMS})(?! ?(?:말고|외|빼고|도 ))|\b(?:{_FIRMS_EN})\b", re.IGNORECASE),
}
# Nothing but what the tracks are to be told apart in: "돈이랑 내용이랑".
_ASPECTS = re.compile(
    rf"(?:(?:{_MONEY}|{_FIRMS}|내용|조건|대상|수준|목표) ?(?:이?랑|하고|과|와|도|이나|은|는|면에서|쪽|요|,|/)* ?){{1,4}}[ ?.!~]*"
)
_WE_TOO = re.compile(
    r"(?:저희|우리|저)(?: ?(?:회사|업체|공장|곳|데|집))?도 (?:[^ .?!]+ ){0,4}?(?:받나|받는 ?(?:거|건|겁)|받을 ?(?:수 ?있|까)|받습니까|받아요\?|주나|주는 ?(?:거|건|겁)|나오[나는])|"
    r"\b(?:do|would|will|can|could) (?:we|i) (?:also|too|likewise) (?:get|receive|have)\b|\b(?:get|receive|have) (?:it|that|this|the same) (?:too|as well|also)\b",
    re.IGNORECASE,
)
_HAS_THE_MONEY = re.compile(
    r"(?:(?:그럼|그러면|혹시|근데|그래서|(?:저희|우리)(?: ?같은)?|저|이런) ?(?:회사|업체|곳|데|가게|집)?(?:도|는|가|에서)? ?){0,4}"
    r"(?:이런?|그런?|이 사업|나라|정부|삼성|스마트 ?공장)? ?(?:돈|지원 ?금|보조금|지원비)(?:을|도|은|이)? ?(?:저희도|우리도|저희|우리|저도|저희가|우리가|저희 ?회사도|우리 ?회사도)? ?(?:좀 )?"
    r"(?:(?:받|탈|받아|얻)[가-힣]{0,2} ?수 ?(?:있|없)|받[나을]|타나|되[나는]|돼|나오[나는]|해당)[가-힣 ]{0,12}|"
    r"(?:so |and |but |then |ok |okay )*(?:(?:can|could|may|will|would|do|does) )?(?:we|i|he|she|they|(?:my|our) [a-z]+|(?:a|this) (?:company|firm|business|shop) like (?:ours|us|mine|this))(?: can| could| may| will)?(?: also| still| even| really)* "
    r"(?:get|receive|have|claim|qualify for|apply for)(?: any of)? (?:this|that|the|any|some|such)? ?(?:kind of )?(?:(?:smart[- ]factory|samsung|government|state|support) )?(?:money|grants?|fundings?|funds?|subsid(?:y|ies))(?: (?:or not|too|as well|also|then|at all|please|yes or no))*|"
    r"is (?:this|that|the) (?:money|grant|funding|subsidy) (?:for|open to) (?:us|me|him|her|them|(?:people|firms|companies|shops|someone|somebody) like (?:us|me|him|her|them))(?: (?:or not|too|as well|also|then|at all))*"
)
_GOVERNMENTS = frozenset(["local_government", "region", "region_list", "count_governments"])
_OF_COMPANIES = frozenset([VERDICT, "places", "growth"])
_LIMITS = re.compile(
    r"만(?![원들드약일날])|제한|한정|국한|상관|안에|소재|\b(?:only|limit\w*|restrict\w*|confined|have to be|must be|need to be|inside|within|outside)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(r"달라|다르|다른|차이|바뀌|differ", re.IGNORECASE)
_HOW_FAR_APART = re.compile(
    r"(?:얼마(?:나|큼)?|how much) ?(?:정도)? ?차이|(?:돈|금액|한도|지원금|액수)(?:이|가|은|는|의)? ?(?:얼마나 ?)?차이|"
    r"\bhow much (?:more|less|difference)\b|\bdifference in (?:the )?(?:money|amounts?|grants?|caps?|support)\b",
    re.IGNORECASE,
)
_OF_THIS_ONE = frozenset(["samsung", "advanced", "basic"])
# What is the same for every company.
_EXPLAINED = frozenset(
    ["basic-goal", "advanced-goal", "levels", "intermediate-1", "intermediate-2", "overview", "tracks", "services", "organisers",
     "region-list"]
)  # fmt: skip
# Silent matters on which a criterion decides for some firms, with the fact that it decides by.
# What somebody says of having come across the programme sounds like.
_TOLD_FIRST = frozenset(["overview", "tracks", "full-name"])
_DECIDED_BY = {"duplicate-support": "prior_support"}
_OF_EITHER = frozenset(["two-tracks", "difference"])
_EITHER = re.compile(r"(?:어느|어떤) ?(?:쪽|것|거|유형|트랙|단계)?(?:으로|로)?(?:이?든지?|이?라도)")
_ONCE_MORE = re.compile(r"이번에도|또(?:하려|하고|받|신청|넣)")
_WHAT_IS_PAID_FOR = frozenset(["software"])  # programs and machines
_OPEN_LEVEL = "intermediate_1"
_OF_A_LEVEL = frozenset([_OPEN_LEVEL, "advanced", "basic", "level_word", "track_word", "we", "what", "apply", "able", "programme", "region", "sector", "sme"])  # fmt: skip
_AT_LARGE = frozenset(["levels", "difference", "tracks"])  # what is told of all levels
_OF_ONE = frozenset(["intermediate-1", "intermediate-2", "intermediate-both"])
_OF_PLACES = frozenset(["region", "region-list"])
_TAKES_PART = re.compile(
    r"들어[가갔간있]|포함|참여|[된됐되]다|끼[어었]|낀다|\b(?:part of|included|takes? part|took part|joined|covered)\b",
    re.IGNORECASE,
)
_BODIES = frozenset(["kbiz", "mss", "wrong_body", "lookalike"])
_OWN_SUBJECTS = SUBJECT_CONCEPTS | _BODIES | KINDS_OF_FIRM
_TOLD_OF_ALL_PLACES = frozenset(["own-share", "cap"])
_SAME_ELSEWHERE = frozenset(["region", "region-list", DIFFERENCE])  # what "the same everywhere?" sounds like
# Beside words for a telephone or an address these ask for nothing else.
_TO_REACH_IT = OF_A_SERVICE | {"contact", "where", "how", "able"}
_HELLO, _JOKING, _THANKS = "hello", "joking", "thanks"
# A Korean verb or an English pronoun: what is told, and no noun that stands for a question.
_INTRODUCES = re.compile(
    r"(?:니다|[에예어아해네든]요|니더|구만|네예)[ .!~^ㅎㅋㅠ]*$|\b(?:i|i'm|we|we're|my|our|this|never|just|here|not)\b",
    re.IGNORECASE,
)
# What a firm says that it makes: "contact lens 만들어요", "making education kits".
_MADE = re.compile(
    r"(?<![가-힣a-z0-9-])(?:[가-힣a-z0-9-]{1,20}(?<!에서)(?<![은는고데요]) ){0,2}[가-힣a-z0-9-]{1,20} ?(?:만드(?:는|네|신)|만들(?:어요|고 ?있|거든|어 ?[팔납]|어서 ?[팔납])|만듭|(?:제조|생산|제작|가공)(?:합니|해요|하는|하고|중)|공장(?:을)? ?(?:하나 ?)?(?:하고 ?있|합니|해요|운영))|"
    r"\b(?:making|makes|(?<=we )make|manufactur(?:e|es|ing)|produc(?:e|es|ing)|(?:maker|manufacturer|producer)s? of) (?:[a-z0-9'-]+(?: and)? ){0,2}[a-z0-9-]+"
)
# What is on paper today, and no paper to hand in: "everything on paper now", "the logs are paper".
_ON_PAPER = re.compile(
    r"\bon paper\b|\bpen(?:cil)? and paper\b|\bpaper-?based\b|\bpaper (?:records?|logs?|logbooks?|sheets?|forms|slips?|notes|ledgers?|cards?)\b|"
    r"\b(?:just|only|still|all|are|is|on|by|use|uses|using|with)(?: just| only| still| all)? papers?\b|\bpapers? everywhere\b|paper(?:로|에|만)"
)
# How the weather is, said and not asked.
_WEATHER = re.compile(
    r"날씨|기온|장마|태풍|미세먼지|(?<![가-힣])(?:비|눈)(?:가|이|도)? |춥|추[운워]|덥|더[운워]|쌀쌀|\b(?:weather|rain(?:s|ing|y)?|snow(?:s|ing|y)?|umbrella)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r",? (?:isn't|is|hasn't) (?:it|this)(?: not)? ?\?|(?:그[죠쵸]|그렇[죠지]요?) ?\?", re.IGNORECASE
)
_ASKS_HOW_IT_IS = re.compile(
    r"(?:[가까냐]요?|나요?|[온올]대요?|려나|(?<![가-힣])알려|해|줘|줄래|주라)[ .!~ㅎㅋ]*$|추천|어[때떻떤떠]|^(?:is|will|does|do|how|what)\b",
    re.IGNORECASE,
)
# "지원금에서 나오나요 회사가 내나요": a thing that is asked of, or one that is asked of too, is no alternative.
_WHETHER_ONE = re.compile(r"[나까]요(?=[ ?]|$)(?! ?[가-힣 ]{0,12}도 )")
# What is confused with what is asked: "중간1하고 자꾸 헷갈려서요", "I keep mixing it up with basic".
_CONFUSES = re.compile(
    r"헷갈|햇갈|혼동|구분이 ?(?:안|잘 ?안|어려)|\b(?:confus\w+|mix(?:ed|ing|es)? (?:\w+ ){0,4}?up|mix(?:ed|ing)? (?:the|these|those|them)|tell (?:\w+ ){1,4}apart)\b",
    re.IGNORECASE,
)
_LEVEL_ASKED = {"intermediate_1": "intermediate-1", "intermediate_2": "intermediate-2", "basic": "basic-goal", "advanced": "advanced-goal"}  # fmt: skip
_BUDGET = "budget"
# A figure, and all that is asked of it is what it is, or which of several it is: "그럼 # 은 뭐예요", "# 이야 # 이야?".
_LEAST_FIGURE = 10  # smaller ones may stand for anything
_FIGURE_WORDS = r"(?:그럼|그러면|근데|그런데|아까|방금|위에|여기|거기|말한|말씀하신|말씀하셨던|나온|적힌|써있는|그|저|이|and|so|then|ok|but|the|that|this|is|are|was|does|do|these|those|number|figure|you said|about|what about)"
_WHAT_FIGURE = re.compile(
    rf"(?:{_FIGURE_WORDS}[ ,.]*)*# *(?:(?:개사|곳|군데|억|만원|만|m|프로|퍼센트)? *(?:이?라는|이?란|라고)? *(?:건|거는|것은|게|거|숫자|수)? *(?:은|는|이|가|도|란)? *)(?:또 |대체 |도대체 |다 )*"
    r"(?:(?:뭐|뭔|무슨|무엇|머|what|무신)[가-힣 ]{0,10}|(?<=[은는] )요|(?<=[은는])요)[ ?!.~]*|"
    rf"(?:{_FIGURE_WORDS}[ ,.]*)*(?:what(?:'s| is| are| was| does| do| did)?|뭐가|뭐야|뭐죠) *(?:{_FIGURE_WORDS} *)*# *(?:million|m|firms|then|mean|stand for|for|about|again|here|supposed to be| )*[ ?!.~]*",
    re.IGNORECASE,
)
_WHICH_FIGURE = re.compile(
    rf"(?:{_FIGURE_WORDS}[ ,.]*)*#(?: *(?:이야|야|이에요|예요|이예요|인가요|인가|이냐|냐|입니까|이요|요|인지|이나|이든|만원|m|million|or|아니면|아님|혹은|and|vs|[/,?]))+ *#(?: *(?:이야|야|이에요|예요|이예요|인가요|인가|이냐|냐|입니까|이요|요|인지|만원|m|million|which|one|is it|중에|뭐가|맞아요|맞나요|어느|쪽|[,?!.~]))*",
    re.IGNORECASE,
)
# Topics whose statement has figures of this edition.
_FIGURED = ("sum-185", _BUDGET, "mentoring", "extra-intake", "food-call", "region-list")
_BOTH_TRACKS = "two-tracks"
_EXCLUSIONS = "exclusions"
_LOOK_ALIKES = "look-alikes"
_OTHER_ONE = re.compile(
    r"첫|처음|최초|원래|본접수|정규|봄에|\b(?:first|original|regular|main|spring)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"^(?:그럼|그러면|근데|그런데)?(?:그거|그건|그게|그것|이거|이건|이게|그때|거기|걔|그사람|그분)|"
    # "낸다면 얼마쯤", "if so, how much": what was asked, as if it were so
    r"^(?:만약|만일|혹시)?(?:그렇|있|없|한|된|낸|든|준|온|간|받는|나온|내야한|해야한|필요하)(?:다면|으면|다고하면)|^if(?:so|yes|not|itdoes|theydo|itis|thereis)"
)
# "training은 무료인가요? 어디서 하는지도 알려주세요"
_ONE_MORE = re.compile(
    r"(?:그리고 |또 )?(?:어디|언제|누가|얼마|몇|며칠|어떻게|뭘|무엇을)[가-힣]{0,4}(?: [가-힣]{1,6}){0,2}지도(?: |$)"
)
# When something is supposed to be done, before what is asked of it: "내년에 다시 신청하면 | 작년 서류를 또 내야 하나요".
_NEXT_TIME = re.compile(
    r"[^?.]{0,20}(?:내년|내후년|다음 ?(?:번|해|회차|차수|공고|모집))[^?.]{0,14}?(?:[가-힣] 때(?:는|에는?)?|면|려면) (?!되|돼|된|될|됩|가능|언제|접수|받아)(?=[^?]{4})"
)
# ... at what was spoken of, as a thing: "아쉽네 그것도 끝난 거죠?", "is it closed too?"
_AT_IT = re.compile(
    r"(?:^|[ ,~ㅠㅜㅋㅎ])(?:그|이) ?(?:거|건|게|것|모집|공고|접수|라운드|회차)(?:도|은|는|이|가|을|를|두)?(?:요)?(?= |$)|"
    r"\b(?:that (?:one|call|round|intake)|it|this one)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"아까|앞서|앞에서|먼저 ?(?:말|물|얘기)|\bearlier\b|\bbefore that\b|\bback to\b", re.IGNORECASE
)
_KOREAN = re.compile(r"[가-힣]")
# "so fewer people.": what follows from the last answer, beside a question.
_CONCLUDES = re.compile(r"(?:so|then|oh|ah|i see)\b", re.IGNORECASE)
_PUT_ASIDE_ALONE = re.compile(r"^[^ ]+(?: [^ ]+)? ?(?:말고요|말구요|(?:됐고|필요 ?없고)요?)[ ,.!~]*$")
_CALLED = re.compile(
    r"(?:라고|으로|로) ?(?:도 ?)?(?:부르|불러|칩니|치나|쳐|봐야|보나|봅니|볼 ?수)|에 ?속하|에 ?들어가나|"
    r"\b(?:be|is|are|it) (?:called|considered|classed|counted)|\bcounts? as|\bmean by|\bqualif(?:y|ies) as",
    re.IGNORECASE,
)
_A_PLACE = re.compile(r"도시|고장|동네|지자체|고을|\b(?:city|town|province)\b", re.IGNORECASE)
_OUR_PLACE = re.compile(
    r"(?:우리|저희|이) ?(?:동네|지역|고장|지자체|시에|시는|시도|도에|도는|군에|군은)|\b(?:our|my|this) (?:region|province|city|area|town|county)\b",
    re.IGNORECASE,
)
_WHICH_PLACE = re.compile(r"어[디딘딜데]|\bwhere\b", re.IGNORECASE)
_OR_ELSE = re.compile(r"(?:아니면|아님|혹은|or(?: else)?)\b", re.IGNORECASE)
# "너무 적으면 포기하게요", "하도 물어봐서요", "말이 달라서 헷갈려요": why it is asked; "어디서요", "공장에서요" say where.
_GIVES_REASON = re.compile(
    r"(?:게|려고|려구|니까|거든|기 ?때문에|길래|느라|(?<![에디기저])서)(?:요)?[ .!~,^;ㅠㅜㅋㅎ]*$|"
    rf"(?<![에디기저])서 ?(?:헷갈|큰일|답답|막막|급[하해]|급합)[가-힣]*[ .!~^;ㅠㅜㅋㅎ]*$|{ASKS_BECAUSE.pattern}"
)
# An English sentence that has its subject first: a statement, unless it says what is to be known.
_STATES = re.compile(
    r"(?:and |but |so |because )?(?:i|i'm|i've|we|we're|we've|everyone|everybody|nobody|no one|somebody|someone|money|time|things|"
    r"(?:my|our|the) \w+(?: \w+)?(?<!ing)(?<!ed)|he|she|it) (?!.*\?$)(?=[a-z]+)",
    re.IGNORECASE,
)
_WISHES_TO_KNOW = re.compile(
    r"\b(?:know (?!nothing|little)|wonder\w*|curious|explain|tell (?:me|us)(?! (?:something|another))|ask\w* (?!for a friend)|confirm|clarif\w+|understand|"
    r"how|what|when|where|which|who|why|whether|if|need|want|like|please|hear\w*|said|says|told|gather|assume|thought|think|believe|supposed|also|too)\b",
    re.IGNORECASE,
)
_TELLS_FIRST = re.compile(r"[는인은]데(?:요)?[ ,]|[가-힣]거든요|입니다")  # "경주에 공장 있는데 기초 돼요"
_PRACTICAL = frozenset(["contact", "notice", "where-to-apply", "recommend-supplier", "sources"])
_NEEDS = re.compile(
    r"주세요|주십|주실|줘|달라|필요|원하|원해|원합|바라|바랍|\b(?:need|want|like)\b", re.IGNORECASE
)
# "자기들은 모른다네요", "하더라고요", "서류 본다고 벼르고 있어요": what others said or do, and no question.
_TELLS_OF_OTHERS = re.compile(
    r"(?:의견|얘기|이야기|주장|목소리)(?:이|가|도|들이)? ?(?:있|나오|나와|많)(?:습니다|어요|네요|는데요?)[ .!~^;ㅎㅋㅠㅜ]*$|(?:[다라자]네요?|더라[고구]요?|더군요?|더니만?|[가-힣]고 ?(?:있|계시)(?:네|어|습니다|거든)요?|[가까나지] ?(?:했|싶었|싶더)(?:네|어|습니다|라고|는데)요?)[ .!~^;ㅎㅋㅠㅜ]*$"
)
_ENDS_ASKING = re.compile(r"(?:[가나까냐][요여유]?|죠|지요)[ .!~]*$")
_ON_A_THING = re.compile(
    r"(?:a|an|the|our|my|this|one|every|each|some) (?:[\w'-]+ ){1,6}?"
    r"(?:would|will|is|are|was|were|has|had|costs?|runs?|takes?|took|came|comes|needs?|got|went|keeps?|wants?)\b",
    re.IGNORECASE,
)
_WONDERS = re.compile(r"(?:[나까]|는지|은지) ?(?:해서|싶어서?)(?:요|여)?[ .!~^ㅎㅋㅠㅜ]*$")
_DECLARES = re.compile(r"니다[ .!~]*$")
# "even though ...?", "...인데도요?": for all that.
_EVEN_SO = re.compile(
    r"(?:[은는인]데도|[았었했]어도|[라더]도)(?:요|유|여|예)?[ ?!.~]*$|(?:[은는인]데도|이어도|여도|라도) ?(?:안|못|탈락|제외)|^(?:(?:but|and|so|hm+|oh),? )*(?:even (?:though|if|when|with)|although|despite)\b|\beven so\b|\ball the same\b"
)
_AT_ALL = re.compile(r"아예|전혀|하나도|완전히|통째|\b(?:at all|completely|altogether|entirely)\b")
_BY_PLACE = frozenset(["cap", "own-share", "places"])
_MUCH_TOLD = 3  # facts of a company that want a verdict where nothing is asked

# Silent matters that are asked of together: what a firm is like, and how money flows.
_SILENT_TOGETHER = (
    frozenset(
        ["headcount", "turnover", "firm-age", "factory-registration", "tax-arrears", "sole-proprietor", "leased-factory",
         "credit", "foreign-ownership", "abroad", "duplicate-support", "joint"]
    ),
    frozenset(["cash-or-in-kind", "vat", "payment-dates"]),
)  # fmt: skip
_EACH_LEVEL = "each-level"
_LEVELS = frozenset(["basic", "intermediate_1", "intermediate_2"])
# What the explanation of a misprinted amount has as well.
_TOLD_WITH_MISPRINT = frozenset(["cap", "places", _BUDGET, "sum-185", "misprint", "sources", "why", OVERVIEW])
# By what words a figure is asked of the programme, though a service was spoken of just before.
_OF_THE_PROGRAMME = {
    "places": re.compile(
        r"뽑|선정|지원|모집|받아|유형|트랙|사업|기초|고도화|\b(?:select\w*|support\w*|pick\w*|chosen|places?|slots?|tracks?|programme|basic|advanced|in total|altogether)\b",
        re.IGNORECASE,
    ),
    "cap": re.compile(
        r"지원|한도|최대|최고|상한|받|주[나는죠]|줘|줍|준|나오|나와|나옵|보조|유형|트랙|기초|고도화|[곳사업]당|한 ?(?:곳|회사|기업|업체|공장)|"
        r"\b(?:grant|cap|ceiling|max\w*|most|up to|receiv\w*|gets?|subsid\w*|support|funds?|funding|per|each (?:firm|company|factory|plant)|basic|advanced|tracks?)\b",
        re.IGNORECASE,
    ),
    "intake": re.compile(
        r"신청|접수|모집|공고|마감|지금|현재|\b(?:appl\w+|intake|call|deadline|now|still|notice)\b",
        re.IGNORECASE,
    ),
}
_SHARE = re.compile(
    r"자부담|부담률|비율|몇 ?(?:프로|퍼|%)|\b(?:(?:own|what|which|our) share|per ?cent\w*|percentage|match\w*)\b",
    re.IGNORECASE,
)
# What may be asked of a service as well as of the programme.
_OF_SERVICES_TOO = frozenset(
    ["contact", "places", "own-share", "organisers", "where-to-apply", "cap", "intake", "documents", "growth", "selection", OVERVIEW]
)  # fmt: skip
_OF_FIRMS = re.compile(
    r"회사|기업|업체|개사|고도화|기초|유형|뽑|선정|신청|접수|모집|지금|현재|마감|\b(?:firms?|compan\w+|tracks?|advanced|basic|select\w*|places?|slots?|appl\w+|now|still|deadline|intake|open)\b",
    re.IGNORECASE,
)
# ... and though one call was: it has dates, places and amounts of its own.
_OF_ALL_CALLS = re.compile(
    r"본 ?(?:모집|접수|공고|사업)|원래|처음|첫|정규|전체|기초|유형|트랙|지금|현재|오늘|이제|내년|다음|보통|한도|"
    r"\b(?:regular|first|main|basic|tracks?|overall|total|whole|now|still|today|next|usual\w*|normal\w*|cap)\b",
    re.IGNORECASE,
)


class Asking:
    """Finds what messages ask. `telling` is tried where only the answer shows whether it was meant."""

    def __init__(self, topics: Topics, reader: Reader, guess: Guess, telling: Telling, watch: Watch) -> None:
        self._topics = topics
        self._reader = reader
        self._telling = telling
        self._classifier = Classifier(topics, guess, watch)
        self._clauses = ClauseTopics(topics, reader, telling, self._classifier)

    def as_meant(self, reading: Reading, context: Context) -> Reading:
        """A single word on some company in what surely asks for something else describes no company.

        Who pays what is asked of what was spoken of, however long the question is.
        """
        if any(asks_shares_there(one, context) for one in reading.clauses):
            reading = replace(reading, follows_up=True)
        if context.region and any(map(asks_for_all, reading.clauses)):
            clauses = tuple(self._of_all(one) if asks_for_all(one) else one for one in reading.clauses)
            reading = replace(reading, clauses=clauses, elsewhere=True, follows_up=True)
        if tells_much(_of_kind(reading.told.facts)) or _only_says_what_it_makes(reading):
            reading = replace(reading, clauses=tuple(map(self._without_goods, reading.clauses)))
        if any(map(self._confused, reading.clauses)):
            wished = {one: value for one, value in reading.told.facts.items() if one != "target_level"}
            reading = replace(reading, told=replace(reading.told, facts=wished))
        if asks_if_it_changes(reading, context):
            return replace(reading, told=replace(reading.told, hypothetical=True))
        if reading.told.facts and self._tells_of_others(reading):
            return replace(reading, told=Told({}, False, (), reading.told.first_person))
        if set(reading.told.facts) <= {"region"} and context.asked != "region" and self._chats(reading):
            return replace(reading, told=Told({}, False, (), reading.told.first_person), places=())
        judging = context.asked is not None or context.facts or context.verdict_tracks
        stated = {*reading.told.facts} <= reading.told.stated
        if (
            set(reading.told.facts) == {"region"}
            and not (judging or stated)
            and self._asks_of_a_place(reading)
        ):
            return replace(reading, told=Told({}, False, (), reading.told.first_person))
        told = set(reading.told.facts) - {"samsung_dealings"}
        only_wishes = told == {"target_level"}
        if len(told) != 1 or context.asked is not None or context.verdict_tracks:
            return reading
        decided = tells_much(reading.told.facts) and any(
            is_declared(one) and one.tells for one in reading.clauses
        )
        if (
            decided  # "떼다 파는 도매상이에요."
            or (reading.told.first_person and not only_wishes)
            or not self._surely_asks(reading, TOUCHED | LONE if only_wishes else WEAK | LONE)
        ):
            return reading
        if only_wishes or stated:
            return replace(reading, in_passing=True)
        return replace(reading, told=Told({}, False, (), reading.told.first_person, reading.told.asks_kind))

    def _of_all(self, clause: Clause) -> Clause:
        """ "전국으로는요?", after one place: the last question, of no place; and not whether places are limited."""
        kept = {one: word for one, word in clause.concepts.items() if one not in ("region_limit", "region")}
        return replace(clause, concepts=kept, matches=tuple(self._topics.matches(kept)))

    def _tells_of_others(self, reading: Reading) -> bool:
        """Whether a quarrel or an offer is surely told of: "a consultancy promises us the grant for a third of it"."""
        likeliest = (self._classifier.likeliest(one) for one in reading.clauses)
        surely = any(id in _TELL_OF_NO_COMPANY and chance >= VERY_SURELY for id, chance in likeliest)
        return surely and not self._classifier.may_ask_for_verdict(reading)

    def _chats(self, reading: Reading) -> bool:
        """Whether a place is only named in what is surely no matter of the programme: "오늘 대구 엄청 춥네요"."""
        named = [one for one in reading.clauses if one.places]
        if not reading.told.facts and not all("off_world" in one.concepts for one in named):
            return False  # "My cousin presses juice on Jeju. Is the island among the ten?"
        there = [self._classifier.likeliest(one) for one in named]
        return bool(there) and all(id == OFF_WORLD and chance >= VERY_SURELY for id, chance in there)

    def _asks_of_a_place(self, reading: Reading) -> bool:
        """Whether a place is surely asked about, and nobody's own: "서울에 있는 공장이 대상 지역에 포함되는지"."""
        region = self._topics.topics["region"]
        there = [one for one in reading.clauses if one.places and ASKS.search(one.spaced)]
        sure = bool(there) and all(self._classifier.is_sure_of(region, one) for one in there)
        return sure and not reading.told.first_person and not _TELLS_FIRST.search(reading.spaced)

    def _surely_asks(self, reading: Reading, touched: Container[str]) -> bool:
        """Whether a clause surely asks for what is no eligibility nor `touched`, and none may ask for that."""
        # "창고 옆에 공장도 있어요.": what only declares sounds like much, and asks for nothing
        likeliest = [self._classifier.likeliest(one) for one in reading.clauses if not is_declared(one)]
        sure = any(
            chance >= SURELY
            and id not in touched
            and self._topics.topics[id].kind not in ("decline", "smalltalk")
            for id, chance in likeliest
        )
        return sure and not self._classifier.may_ask_for_verdict(reading)

    def asks(self, reading: Reading, context: Context, desk: Desk) -> list[tuple[Topic, Clause]]:
        """What is asked, in order, each once."""
        at_once = self._asked_at_once(reading, context)
        if at_once:
            return at_once
        asks, heard = self._of_each_clause(reading, context, desk)
        substantial = self._substantial(asks, reading, context, desk)
        if self._answers(reading, context):
            asks = [one for one in asks if one[0].kind != "decline" or not self._only_tells_news(one[1])]
        wanted = self._wants_verdict(reading, context, substantial, desk)
        again = self._asked_of_news(reading, context, substantial)
        if again and not (reading.told.hypothetical or context.facts):
            return again  # "저희는 광주예요" after "몇 프로 내요": what was asked, of that place
        if wanted:
            asks = [*self._judged_and_beside(substantial, reading), *again]
        elif substantial:
            told = [
                one
                for one in substantial
                if (_only_tells(*one) or _only_places(*one)) and not _claims_of_place(*one)
            ]
            asks = [one for one in substantial if one not in told] or substantial
        asks = self._without_idle(asks, desk, wanted=wanted)
        asks = self._declined_or_answered(self._of_misprint(asks, reading, desk), reading, wanted=wanted)
        ids = {topic.id for topic, _ in asks}
        return [*(one for one in heard if one[0].id not in ids), *asks]

    def _asked_at_once(self, reading: Reading, context: Context) -> list[tuple[Topic, Clause]]:
        """What the whole message asks, where that shows without its topics: the last answer once more, how sure it is."""
        taken = reaction(reading.spaced) if reading.clauses and not reading.told.facts else None
        if reading.clauses and (taken == "noted" or says_understood(reading) or takes_leave(reading)):
            return [(self._topics.topics[_THANKS], reading.clauses[0])]
        before = self._topics.topics.get(context.topic or "")
        if taken == "what_now" and before is not None:
            silent = before.kind == "not_stated" or before.id == "own-share"  # known of single places only
            way_on = "change" if speaks_of_verdict(context) else "contact" if silent else "next-intake"
            return [(self._topics.topics[way_on], reading.clauses[0])]
        if taken in ("more", "doubted"):
            return [(self._topics.topics["sources" if context.spoken else "can-ask"], reading.clauses[0])]
        again = self._last_again(reading, context)
        if again:
            return again
        if context.other is not None and (beside := self._beside_other(context.other, reading, context)):
            return beside
        doubt = self._only_doubts(reading, context)
        if doubt is not None:
            return [(self._topics.topics["sources"], doubt)]
        if len(reading.clauses) == 1 and _JOKING in reading.clauses[0].concepts:
            return [(self._topics.topics[_JOKING], reading.clauses[0])]
        if self._only_greets(reading) or self._only_tells_weather(reading):
            thanks = any(_THANKS in one.concepts for one in reading.clauses)
            return [(self._topics.topics[_THANKS if thanks else _HELLO], reading.clauses[0])]
        return []

    def _beside_other(self, other: str, reading: Reading, context: Context) -> list[tuple[Topic, Clause]]:
        """What is asked of another programme that was spoken of, of both, or of this one where that is all it says."""
        if not reading.clauses or any("lookalike" in one.concepts for one in reading.clauses):
            return []
        clause, declined = reading.clauses[0], self._topics.topics[other]
        of_other = self._asked_of(dict.fromkeys(context.other_asked, ""))
        if names_only_this_one(reading, context):
            concepts = dict.fromkeys(context.other_asked, "") if of_other else {}
            matches = tuple(self._topics.matches(concepts))
            return [
                (
                    of_other or self._topics.topics[OVERVIEW],
                    replace(clause, concepts=concepts, matches=matches),
                )
            ]
        asked = self._asked_of(clause.concepts)
        if is_of_both_programmes(reading, context):
            compared = compared_aspect(clause, context)
            topic = self._topics.topics[{"amount": "cap"}.get(compared, compared)] if compared else asked
            if topic is not None and "able" not in clause.concepts:
                return [(declined, clause), (topic, _of_both_tracks(clause))]
            if other == _LOOK_ALIKES:
                return [(self._topics.topics["duplicate-support"], clause)]
            return [(declined, clause)]
        # "자부담은요?", after how much the other one pays
        goes_on = clause.elliptic and asked is not None and of_other not in (None, asked)
        of_it = speaks_of_other(reading, context, goes_on=goes_on and not reading.places)
        return [(declined, clause)] if of_it and not self._only_talks(reading) else []

    def _asked_of(self, concepts: Mapping[str, str]) -> Topic | None:
        """What may be asked of any programme, by these words."""
        found = (one.topic for one in self._topics.matches(dict(concepts)))
        return next((one for one in found if one.id in JOINABLE), None)

    def _only_talks(self, reading: Reading) -> bool:
        kinds = {one.matches[0].topic.kind for one in reading.clauses if one.matches}
        return kinds == {"smalltalk"} or not (kinds or ASKS.search(reading.spaced))

    def _of_each_clause(
        self, reading: Reading, context: Context, desk: Desk
    ) -> tuple[list[tuple[Topic, Clause]], list[tuple[Topic, Clause]]]:
        """What each clause that asks asks for by itself, and what is only put forward there and has to be corrected."""
        found: dict[tuple[str, bool], tuple[Topic, Clause]] = {}
        heard: list[tuple[Topic, Clause]] = []
        of_other_year = context.year is not None and reading.year not in (None, context.year)
        # "그 전해에는요?", after a call of one year
        subject = () if of_other_year and set(context.subject) <= CALLS else context.subject
        places: tuple[Place, ...] = ()
        asking = [one for one in self._that_ask(reading) if not wishes_language(one)]
        for clause in reading.clauses:
            if clause not in asking:
                subject = tuple(sorted(SUBJECT_CONCEPTS & set(clause.concepts))) or subject
                places = clause.places or places
                continue
            clause = self._with_subject(self._tabled(self._called(clause)), reading, subject)
            clause, places = self._at_place(clause, places), clause.places or places
            clause = self._comparing(clause, context)
            clause = self._of_other_track(clause, context)
            clause = _of_the_same_kind(clause, context)
            if clause.tracks:
                subject = ()  # "일반 고도화는 그럼 얼마죠": a track is another matter
            subject = tuple(sorted(SUBJECT_CONCEPTS & set(clause.concepts))) or subject
            asked = self._asked_in(clause, reading, context, desk)
            surely = (one for one in asked if is_matched(*one) or self._classifier.may_go_on(*one))
            subject = next(filter(None, (subject_of(*one) for one in surely)), subject)
            if any(topic.id == DIFFERENCE for topic, _ in found.values()) and _ASPECTS.fullmatch(
                clause.spaced
            ):
                # "둘이 뭐가 다릅니까. 돈이랑 내용이랑": in what is named after it
                money = re.search(_MONEY, clause.spaced)
                asked = [(self._topics.topics["cap"], replace(clause, tracks=TRACKS))] if money else []
            heard += self._wrongly_heard(clause, asked, desk)
            for topic, one in asked:
                # "멘토링이 뭐예요? 돈 내야 돼요?": what a topic leaves open is asked apart from it
                key = topic.id, desk.uncovered(Ask(topic, one), self._topics.aspects)
                _, before = found.get(key, (topic, one))
                found[key] = (topic, _with_more(before, one))
        for clause in filter(is_heard, reading.clauses):
            for key, (topic, one) in found.items():
                held = _held_against(clause, topic, one)
                if held is not None and self._corrects(topic, held, desk):
                    found[key] = (topic, held)
                    break
        ids = {id for id, _ in found}
        if ids & _TOLD_OF_ALL_PLACES:
            # "광주 자부담 얼마예요? 다른 지역도 같나요": what is told of the one place tells of the others too
            found = {
                key: one
                for key, one in found.items()
                if key[0] not in _SAME_ELSEWHERE or not asks_if_everywhere(one[1])
            }
        return list(found.values()), [one for one in heard if one[0].id not in ids]

    def _asked_in(
        self, clause: Clause, reading: Reading, context: Context, desk: Desk
    ) -> list[tuple[Topic, Clause]]:
        asked = (
            [(self._topics.topics[one], clause) for one in self._confused(clause)]
            or self._named_by_figure(clause, context, desk)
            or ([(self._topics.topics["cap"], clause)] if _asks_whose_amounts(clause) else [])
            or ([(self._topics.topics["region"], clause)] if _asks_of_judged_place(reading, context) else [])
            or [(self._topics.topics[one], _of_both_tracks(clause)) for one in _compared_figures(clause)]
            or [(self._topics.topics[one], clause) for one in _of_an_open_level(clause, reading)]
            or ([(self._topics.topics[_EACH_LEVEL], clause)] if self._asks_of_every_level(clause) else [])
            or ([(self._topics.topics[VERDICT], clause)] if self._asks_for_the_money(clause, desk) else [])
            or self._clauses.beside_description(clause, reading, context, desk)
            or self._clauses.shares_apart(clause, context, desk)
            or self._each_its_own(self._clauses.topics_of(clause, reading, context, desk), clause)
        )
        if len(asked) > 1:
            # "멘토가 줄었나요 늘었나요": of the mentors, and not of the programme at large
            ruled_out = {topic.id for topic, _ in asked if _gives_way_to_words(topic, clause)}
            asked = [one for one in asked if one[0].id not in ruled_out] or asked
            asked = self._without_halves(asked, clause)
        if self._asks_which_is_theirs(clause, desk):
            beside = [one for one in asked if one[0].id in JOINABLE and is_matched(*one)]
            asked = [(self._topics.topics[VERDICT], clause), *beside]
        asked = self._then(clause, asked) or asked
        asked += [(topic, clause) for topic in self._silent_beside(asked, clause)]
        asked = [(topic, self._without_mishearing(topic, one)) for topic, one in asked]
        of_all = ((self._of_companies(self._of_whom(topic, one, reading), one), one) for topic, one in asked)
        return [(self._of_track_anywhere(topic, one), one) for topic, one in of_all]

    def _named_by_figure(self, clause: Clause, context: Context, desk: Desk) -> list[tuple[Topic, Clause]]:
        """What a bare figure is that somebody asks about: "그럼 80은 뭐예요", "60이야 80이야?"; each, where it is several."""
        if not _asks_what_figures_are(clause):
            return []
        found: dict[tuple[str, str], tuple[Topic, Clause]] = {}
        told = set[str]()

        def has(statement: Statement) -> bool:
            # "60이야 80이야?": what has both
            return all(_is_figure_of(one, statement) for one in clause.figures)

        people = any(one.unit == "people" for one in clause.figures)
        for track in desk.judge.edition.tracks.values():
            for id, statement in (("places", track.places), ("cap", track.cap.otherwise.statement)):
                if has(statement) and not people:
                    concepts = {"what": "", id: "", track.id: ""}
                    part = replace(clause, concepts=concepts, tracks=(track.id,), figures=(), matches=())
                    found[id, track.id] = (self._topics.topics[id], part)
                    told.add(statement.id)
        spoken = [id for kind, _, id in (one.partition(":") for one in context.spoken) if kind == "statement"]
        if context.topic in self._topics.topics and any(has(desk.id(one)) for one in set(spoken) - told):
            last = self._topics.topics[context.topic or ""]
            return [(last, self._in_words_of(context, clause)), *found.values()]
        if not found:
            plain = replace(clause, concepts={"what": ""}, figures=(), matches=())
            of_edition = (self._topics.topics[one] for one in _FIGURED)
            return [(one, plain) for one in of_edition if has(desk.id(one.targets[0]))][:2]
        return list(found.values())

    def _confused(self, clause: Clause) -> tuple[str, ...]:
        """What tells apart, or explains, the tracks and levels that somebody confuses, where nothing else is asked."""
        named = [one for one in _LEVEL_ASKED if one in clause.concepts]
        if not _CONFUSES.search(clause.spaced) or self._topics.aspects & set(clause.concepts):
            return ()
        if set(named) == set(TRACKS):
            return (DIFFERENCE,)
        return tuple(_LEVEL_ASKED[one] for one in named)

    def _asks_which_is_theirs(self, clause: Clause, desk: Desk) -> bool:
        """Whether a company that told what it wishes for asks which track that is: "..., 어느 쪽으로 넣어야 해요"."""
        told = desk.tells_company and {"target_level", "manufacturer"} <= set(desk.reading.told.facts)
        return told and asks_which_to_enter(clause)

    def _asks_for_the_money(self, clause: Clause, desk: Desk) -> bool:
        """Whether it asks if the writer's firm can have the money at all, and not how much: "can we get this grant?"."""
        ours = desk.tells_company or desk.reading.told.first_person or "we" in clause.concepts
        rest = self._reader.after_description(clause) if desk.tells_company else None
        if rest is None or QUESTION_WORD.search(clause.spaced):
            rest = clause
        return (
            ours and not rest.figures and bool(_HAS_THE_MONEY.fullmatch(rest.spaced.strip(" .?!~ㅠㅜㅋㅎ")))
        )

    def _asks_of_every_level(self, clause: Clause) -> bool:
        """Whether the levels are named one by one, and nothing is asked but what they are."""
        return set(clause.concepts) >= _LEVELS and not self._topics.aspects & set(clause.concepts)

    def _silent_beside(self, asked: Sequence[tuple[Topic, Clause]], clause: Clause) -> list[Topic]:
        """The other silent matters of the same kind that a clause names: "employees or turnover", "임대 공장이고 체납도"."""
        ids = {topic.id for topic, _ in asked}
        kind = next((one for one in _SILENT_TOGETHER if ids <= one), None)
        return [one for one in self._named_of(kind or (), clause) if ids and one.id not in ids]

    def _named_of(self, kind: Container[str], clause: Clause) -> list[Topic]:
        """The topics of a kind that a clause names, each with a word that stands for it alone."""
        named = (one.topic for one in clause.matches if one.topic.id in kind)
        return [
            one for one in named if any(len(group) == 1 and group <= {*clause.concepts} for group in one.asks)
        ]

    def _then(self, clause: Clause, asked: list[tuple[Topic, Clause]]) -> list[tuple[Topic, Clause]]:
        """The silent matter that is asked of a round to come: "내년에 다시 넣을 때 감점 같은 거 있어요"."""
        supposed = _NEXT_TIME.match(clause.spaced)
        if supposed is None or not any(topic.id == "next-intake" for topic, _ in asked):
            return []
        others = [one for one in asked if one[0].id != "next-intake"]
        if others:
            return others if all(topic.kind == "not_stated" for topic, _ in others) else []
        rest = self._reader.clause_of(clause.spaced[supposed.end() :])
        id, chance = self._classifier.likeliest(rest)
        silent = bool(id) and self._topics.topics[id].kind == "not_stated"
        return [(self._topics.topics[id], rest)] if silent and chance >= GUESS_AT_LEAST else []

    def _without_halves(
        self, asked: list[tuple[Topic, Clause]], clause: Clause
    ) -> list[tuple[Topic, Clause]]:
        """Without what only some of the words of a topic ask for that all of them name, and surely sound like:
        "중간1이랑 중간2랑 뭐가 달라요" asks for no difference of the tracks, "부가세는 우리가 내나요" for no share.
        """
        first = clause.matches[0] if clause.matches else None
        if first is None or not self._classifier.is_sure_of(first.topic, clause):
            return asked
        whole = set(first.why.split("+"))
        halves = {
            topic.id
            for topic, part in asked
            if topic is not first.topic
            # "구축 기간 / 신청 마감일": what stands apart and surely asks is no half
            and (
                _are_alternatives(first, part, clause)
                or not (part.text != clause.text and self._classifier.is_sure_of(topic, part))
            )
            and (
                topic.unless & whole
                or (first.topic.kind == "not_stated" and _OR_ELSE.match(part.spaced))
                or _are_alternatives(first, part, clause)
            )
        }
        levels = (
            {topic.id for topic, _ in asked if topic.id in _AT_LARGE} if first.topic.id in _OF_ONE else set()
        )
        return [one for one in asked if one[0].id not in halves | levels] or asked

    def _substantial(
        self, asks: Sequence[tuple[Topic, Clause]], reading: Reading, context: Context, desk: Desk
    ) -> list[tuple[Topic, Clause]]:
        """What asks for something of the programme, without what only narrows, tells or repeats it."""
        lone = LONE - {"change"} if desk.tells_company else LONE
        if any(asks_where_it_is_said(one) for one in reading.clauses):
            lone = lone - {"sources"}
        substantial = [
            one
            for one in asks
            if one[0].kind != "smalltalk"
            and one[0].id not in lone
            # "legally we are an SME. Would it take us?": a word in what is told, and nothing to decline
            and not (one[0].kind == "decline" and self._classifier.is_outvoted(*one, reading))
        ]
        # "회사 돈 몇 %? 고도화 기준": a clause that only names a subject narrows what another one asks.
        pointed = [
            one
            for one in substantial
            if one[0].id not in TRACK_TOPICS
            and (
                set(one[1].concepts) - LEVELS
                or ASKS.search(one[1].text.rstrip("?"))
                or (not one[1].concepts and self._classifier.may_go_on(*one))
                # "고도화 목표": no word is known but the track, and what is asked of it is beyond doubt
                or dict(self._classifier.chances(one[1])).get(one[0].id, 0.0) >= BEYOND_DOUBT
            )
        ]
        substantial = pointed or substantial
        if self._answers(reading, context):
            # "아 확인서 기한이 지났고 작년부터 중견이에요": what only tells how the company is asks for no deadline
            substantial = [one for one in substantial if not self._only_tells_news(one[1])]
        if reading.firms and len(reading.tracks) < 2:
            # "기초 둘 다 되나요?": both are firms here, and not tracks
            substantial = [one for one in substantial if one[0].id != _BOTH_TRACKS]
        if tells_much(_of_kind(reading.told.facts)):
            substantial = [
                one
                for one in substantial
                if not (self._tells_who_supported(*one) or self._only_names_goods(*one))
            ]
        return substantial

    def _only_names_goods(self, topic: Topic, clause: Clause) -> bool:
        """Whether words of a topic only name what a firm makes, or how it works now."""
        left = self._without_goods(clause)
        return left is not clause and is_matched(topic, clause) and not is_matched(topic, left)

    def _without_goods(self, clause: Clause) -> Clause:
        """A clause of who tells what it makes, without what is asked only by the words on that: "contact lens 만들어요",
        "everything is on paper".
        """
        rest = _MADE.sub(" ", clause.spaced)
        if not (clause.text.endswith("?") or ASKS.search(clause.spaced)):
            rest = _ON_PAPER.sub(" ", rest)
        if rest == clause.spaced:
            return clause
        here, left = (self._topics.concepts_in(squash(one), one) for one in (clause.spaced, rest))
        idle = set(here) - set(left) - LEVELS - {"sector", "sme", "able"}
        if not idle & set(clause.concepts):
            return clause
        concepts = {one: words for one, words in clause.concepts.items() if one not in idle}
        return replace(clause, concepts=concepts, matches=tuple(self._topics.matches(concepts)))

    def _tells_who_supported(self, topic: Topic, clause: Clause) -> bool:
        """ "정부일반형으로 기초를 받은 회사입니다": who supported the company before is not asked about."""
        told = topic.id == _LOOK_ALIKES and clause.tells_prior
        return told and dict(self._classifier.chances(clause)).get(topic.id, 0.0) < HARDLY

    def _judged_and_beside(
        self, substantial: list[tuple[Topic, Clause]], reading: Reading
    ) -> list[tuple[Topic, Clause]]:
        """The verdict that is wanted, and what is asked beside it."""
        if reading.told.hypothetical:
            # "내년에 옮기면 그때는요?": when it is supposed to happen is no question on the next intake
            # ... nor is "suppose we close Namwon" one on the last
            substantial = [
                one
                for one in substantial
                if one[0].id != "next-intake" and (one[0].id != "intake" or "when" in one[1].concepts)
            ]
        if len(reading.places) > 1:
            # "하나는 부산, 하나는 인천인데 둘 다 되나요": both are the places, and not the tracks
            substantial = [one for one in substantial if one[0].id != _BOTH_TRACKS]
        substantial = [
            one
            for one in substantial
            if not (_tells_what_is_judged(*one, reading) or _names_firm(*one, reading))
        ]
        return [
            one
            for one in _judged_first(substantial, self._topics.topics[VERDICT], reading)
            if (one[0].kind != "not_stated" or is_matched(*one) or self._classifier.is_sure_of(*one))
            and not self._is_told_in_passing(*one)
        ]

    def _without_idle(
        self, asks: list[tuple[Topic, Clause]], desk: Desk, *, wanted: bool
    ) -> list[tuple[Topic, Clause]]:
        """Without what only a word or a guess stands for, beside what is surely asked."""
        if any(topic.kind == "not_stated" for topic, _ in asks) and not desk.tells_company:
            # "세금이 밀렸는데, 그래도 되나요?": what it is about is asked, not eligibility in general
            asks = [
                one
                for one in asks
                if one[0].id != VERDICT
                or not set(one[1].concepts) <= ABLE
                or self._classifier.asks_who_may(one[1])
            ]
        if len(asks) > 1 and not wanted:
            # "삼성 서비스센터로 가면 되나요": a verb, and nobody's eligibility, beside what is surely asked
            sure = any(topic.id != VERDICT and self._classifier.may_go_on(topic, one) for topic, one in asks)
            asks = [one for one in asks if not (sure and self._classifier.is_idle(*one))]
        if any(topic.kind != "smalltalk" and topic.id != VERDICT for topic, _ in asks):
            # "영자신문에 15억이라던데, 이 숫자 믿어도 되나요": whether what was named is right, and nobody's eligibility
            asks = [one for one in asks if one[0].id != VERDICT or not _asks_if_right(one[1])]
        asks = [one for one in asks if not self._only_names(*one, asks)]
        asks = [one for one in asks if not self._rather_goes_on(*one, asks)]
        asks = self._without_same(_each_of_its_own(asks), desk)
        if not any(is_matched(*one) or self._classifier.may_go_on(*one) for one in asks):
            return asks
        # "The boss is a foreigner. Is that a problem?": the half that sounds like nothing asks for nothing more
        heard_in = {
            clause.text
            for topic, clause in asks
            if is_matched(topic, clause) or self._classifier.is_likely(topic, clause) or topic.id == VERDICT
        }
        return [one for one in asks if one[1].text in heard_in]

    def _without_same(self, asks: list[tuple[Topic, Clause]], desk: Desk) -> list[tuple[Topic, Clause]]:
        """Without what another answer states as well: a misprinted amount and its cap, years side by side and growth."""
        wrong = {one.wrong.value for one in desk.judge.edition.corrections}
        cap = self._topics.topics["cap"]
        ids = {topic.id for topic, _ in asks}
        kept: list[tuple[Topic, Clause]] = []
        for topic, clause in asks:
            claimed = any(one.kind == "won" and one.value in wrong for one in clause.figures)
            same = topic.id == "misprint" and claimed and self._corrects(cap, clause, desk)
            if same and not (clause.tracks or clause.places):
                clause = replace(clause, tracks=desk.misprinted())
            if not (same and cap.id in ids):
                kept.append((cap if same else topic, clause))
        compared = any(
            topic.id != COMPARISON and self._telling.compared(topic, clause, desk) is not None
            for topic, clause in kept
        )
        return [
            one
            for one in kept
            if not (compared and one[0].id == COMPARISON and not one[1].text.endswith("?"))
        ]

    def _of_misprint(
        self, asks: list[tuple[Topic, Clause]], reading: Reading, desk: Desk
    ) -> list[tuple[Topic, Clause]]:
        """Only what was misprinted, where that is held against the budget: its explanation has all these figures."""
        figures = [
            one
            for clause in reading.clauses
            for one in clause.figures
            if one.kind == "won" and not is_own_sum(one, clause.spaced)
        ]
        wrong = {one.wrong.value for one in desk.judge.edition.corrections}
        budget = {
            one.value for id in self._topics.topics[_BUDGET].targets for one in desk.id(id).figures.values()
        }
        too_much = any(one.value in budget or follows_from_misprint(desk, one) for one in figures)
        others = [one for one in asks if one[0].id not in _TOLD_WITH_MISPRINT or one[1].tracks == TRACKS[1:]]
        if not (too_much and any(one.value in wrong for one in figures)) or len(others) == len(asks):
            return asks
        if not any(self._corrects(*one, desk) for one in asks):
            return asks  # "매출 15억에 총예산 213억"
        return [(self._topics.topics["misprint"], reading.clauses[0]), *others]

    def _corrects(self, topic: Topic, clause: Clause, desk: Desk) -> bool:
        """Whether the answer on a topic says that a figure of the clause is wrong."""
        return any(one.corrects for one in self._telling.on(topic, clause, desk).segments)

    def _declined_or_answered(
        self, asks: Sequence[tuple[Topic, Clause]], reading: Reading, *, wanted: bool
    ) -> list[tuple[Topic, Clause]]:
        """What is answered, or what is certainly to be declined, or both where they are apart."""
        declined = [one for one in asks if one[0].kind == "decline"]
        answered = [one for one in asks if one not in declined]
        certainly = self._certainly_declined(declined, answered, reading, wanted=wanted)
        if not certainly:  # what only sounds like something to decline gives way to what is surely asked
            return answered[:4] or declined[:1]
        first, clause = certainly[0]
        if first.id == _LOOK_ALIKES and "samsung_dealings" in reading.told.facts:
            # "never dealt with Samsung, only with LG": a customer, and no other programme
            return [(self._topics.topics["samsung-dealings"], clause)]
        if first.id not in DECLINED_BESIDE:
            return certainly[:1]
        # "중간1이 뭔지, 그리고 우리가 뽑힐지": the one is answered, the other declined
        apart = [
            one
            for one in answered
            if not goes_along(one[1])
            and not _same_words(one[1], clause)
            and (is_matched(*one) or self._classifier.may_go_on(*one))
        ]
        if first.id == _LOOK_ALIKES:  # "자율형공장은 또 얼마까지": all of it is asked of the other one
            apart = [one for one in apart if _OF_THIS_ONE & set(one[1].concepts)]
            apart = self._compared_with(clause, reading) or apart
        kinds = {"statements", "handler", *(("not_stated",) if first.id == "chance" else ())}
        if any(topic.kind in kinds and topic.id not in TOUCHED for topic, _ in apart):
            return [*apart[:3], certainly[0]]
        return certainly[:1]

    def _certainly_declined(
        self,
        declined: Sequence[tuple[Topic, Clause]],
        answered: Sequence[tuple[Topic, Clause]],
        reading: Reading,
        *,
        wanted: bool,
    ) -> list[tuple[Topic, Clause]]:
        """What is surely asked and to be declined, likeliest first."""
        is_asked = wanted or any(
            topic.kind != "smalltalk" and topic.id not in WEAK and not goes_along(one)
            for topic, one in answered
        )
        # A word on the weather beside a question spoils it no more than a greeting does.
        certainly = [
            one
            for one in declined
            if (
                (is_matched(*one) and not self._classifier.is_outvoted(*one, reading))
                or self._classifier.is_sure_of(*one)
            )
            and not (one[0].targets[0] == "off_topic" and (is_asked or (answered and goes_along(one[1]))))
            and not _names_what_is_asked(one[1], answered)
            and not (
                one[0].id == "chance"
                # "경쟁률이 몇 대 몇이었어요? 떨어질까봐 걱정되네": worry beside a question
                and (
                    (wanted and not _OF_SELECTION.search(one[1].spaced)) or (is_asked and goes_along(one[1]))
                )
            )
        ]
        return sorted(certainly, key=lambda one: -dict(self._classifier.chances(one[1])).get(one[0].id, 0.0))

    def _compared_with(self, other: Clause, reading: Reading) -> list[tuple[Topic, Clause]]:
        """What is asked of another programme, of this one too: "LG는 한도가 얼마예요? 삼성 거랑 비교하려고요"."""
        named = {one for clause in reading.clauses for one in clause.concepts}
        if "samsung" not in named or not _COMPARES.search(reading.spaced):
            return []
        side_by_side = (one for one in reading.clauses if {"lookalike", "samsung"} <= set(one.concepts))
        other = next(side_by_side, other)
        concepts = {
            one: word for one, word in other.concepts.items() if one not in ("lookalike", "difference")
        }
        found = [one.topic for one in self._topics.matches(concepts) if one.topic.id in JOINABLE]
        return [(topic, replace(other, concepts=concepts, figures=(), places=())) for topic in found[:1]]

    def _each_its_own(self, topics: list[Topic], clause: Clause) -> list[tuple[Topic, Clause]]:
        """Topics of one clause, none of them with what another one answers.

        "총예산이 얼마고 몇 개사 뽑나요": how they are picked is not asked of the budget.
        """
        asked = self._topics.aspects & set(clause.concepts)
        found: list[tuple[Topic, Clause]] = []
        for topic in topics:
            others = [one for one in topics if one is not topic]
            theirs = {one for one in asked for other in others if other.covers is None or one in other.covers}
            theirs -= topic.covers or theirs
            left = {one: word for one, word in clause.concepts.items() if one not in theirs}
            found.append((topic, replace(clause, concepts=left) if theirs else clause))
        return found

    def _without_mishearing(self, topic: Topic, clause: Clause) -> Clause:
        """The clause without what the topic leaves open, where it is the topic beyond doubt and nothing silent:
        "365센터가 뭔지 알아오래요" names no length of time.
        """
        if topic.covers is None or dict(self._classifier.chances(clause)).get(topic.id, 0.0) < BEYOND_DOUBT:
            return clause
        left = self._topics.aspects - topic.covers
        kept = {one: word for one, word in clause.concepts.items() if one not in left}
        return clause if len(kept) == len(clause.concepts) else replace(clause, concepts=kept)

    def _only_doubts(self, reading: Reading, context: Context) -> Clause | None:
        """The clause that doubts the last answer, where nothing else is asked: "I don't buy it, they are reliable."."""
        doubts = [one for one in reading.clauses if asks_if_sure(one)]
        if not context.spoken or not doubts or reading.told.facts:
            return None
        others = [one for one in reading.clauses if one not in doubts]
        asked = any(ASKS.search(one.spaced) or one.figures or one.tracks or one.places for one in others)
        return None if asked else doubts[0]

    def _of_whom(self, topic: Topic, clause: Clause, reading: Reading) -> Topic:
        """Whether a company that is told, or those of a place, are shut out: the criteria say, and no list of cases."""
        whom = clause.places or IDENTIFYING & set(reading.told.facts)
        listed = QUESTION_WORD.search(clause.spaced) or "what" in clause.concepts
        return self._topics.topics[VERDICT] if topic.id == _EXCLUSIONS and whom and not listed else topic

    def _of_track_anywhere(self, topic: Topic, clause: Clause) -> Topic:
        """ "고도화도 참여 지자체 기업만 되나요": the governments are those of the basic track; whether the other has a limit is asked."""
        of_governments = bool(_GOVERNMENTS & set(clause.concepts)) and set(clause.tracks) == {"advanced"}
        limits = topic.id == "region-list" or (topic.id in _OF_COMPANIES and _LIMITS.search(clause.spaced))
        return self._topics.topics["region"] if of_governments and limits else topic

    def _of_companies(self, topic: Topic, clause: Clause) -> Topic:
        """ "2027년 회사 접수는 언제부터": what only sounds like the call for institutions asks of a round to come."""
        sounds = topic.id == "call-2027" and "next_round" in clause.concepts and not is_matched(topic, clause)
        return self._topics.topics["next-intake"] if sounds else topic

    def _only_greets(self, reading: Reading) -> bool:
        """Whether it greets and says who is there, without a question: "안녕하세요 남편 공장 서류 맡고 있는 사람이에요"."""
        greets = any(_HELLO in one.concepts for one in reading.clauses[:1])
        if not greets or ASKS_FOR.search(reading.spaced) or tells_much(reading.told.facts):
            return False
        named = any(one.matches and one.matches[0].score >= HALF_AT_LEAST for one in reading.clauses)
        likeliest = [self._classifier.likeliest(one) for one in reading.clauses]
        surely = any(
            chance >= SURELY and self._topics.topics[id].kind != "smalltalk" for id, chance in likeliest if id
        )
        says = _INTRODUCES.search(reading.spaced)
        return not surely and bool(says or not named)

    def _only_tells_weather(self, reading: Reading) -> bool:
        """Whether it passes the time of day, without a question: "날씨 추운데 고생 많으십니다"."""
        said = _TAG.sub(" ", reading.spaced).strip()
        asks = is_question(said) or ASKS_FOR.search(said) or _ASKS_HOW_IT_IS.search(said)
        greets = any({_HELLO, _THANKS} & set(one.concepts) for one in reading.clauses)
        if asks or not _WEATHER.search(said) or not (greets or IS_SENTENCE.search(said)):
            return False  # "주말 날씨" asks without a verb
        named = [one.matches[0].topic for one in reading.clauses if one.matches]
        left = _WEATHER.sub(" ", said)
        talk = "off_world" not in self._topics.concepts_in(squash(left), left) and all(
            one.kind == "smalltalk" or one.id == OFF_WORLD for one in named
        )
        likeliest = [self._classifier.likeliest(one) for one in reading.clauses]
        surely = any(
            chance >= SURELY and id != OFF_WORLD and self._topics.topics[id].kind != "smalltalk"
            for id, chance in likeliest
            if id
        )
        return talk and not surely and not reading.told.facts

    def _wrongly_heard(
        self, clause: Clause, asked: list[tuple[Topic, Clause]], desk: Desk
    ) -> list[tuple[Topic, Clause]]:
        """A false premise in passing: "40개사 뽑는다던데 경쟁은 덜하겠네요" asks for odds, but 40 is wrong."""
        heard = self._reader.heard_in(clause) if clause.figures else None
        if heard is None and not any(topic.kind in ("statements", "handler") for topic, _ in asked):
            heard = clause  # "as 150 firms get in, our odds look decent"
        if heard is None or not heard.figures or not puts_forward(desk.reading):
            return []
        named = [one.topic for one in heard.matches if one.topic.id in JOINABLE]
        if not named or any(one.id == named[0].id for one, _ in asked):
            return []
        topic = named[0]
        return [(topic, heard)] if self._corrects(topic, heard, desk) else []

    def _that_ask(self, reading: Reading) -> list[Clause]:
        """The clauses, without those that only describe a company, or lead up to what another one surely asks.

        "SME making hinges, want process automation." has words of many topics and asks for none of them.
        """
        if reading.tells_company:
            asking = [one for one in reading.clauses if self._may_ask(one)]
            if any(one.text.endswith("?") for one in asking):
                asking = [one for one in asking if not _says_why(one)]
        elif surely := [one for one in reading.clauses if self._surely_asks_something(one)]:
            stated = all(self._asks_what_is_stated(one, VERY_SURELY) for one in surely)
            named = all(self._asks_what_is_stated(one, PART_FROM) for one in surely)
            asking = [
                one
                for one in reading.clauses
                if not self._is_background(one, beside_stated=stated, beside_named=named)
            ]
        else:
            asking = [one for one in reading.clauses if not _PUT_ASIDE_ALONE.search(one.spaced)]
        compared = any(one.matches and one.matches[0].topic.id == DIFFERENCE for one in asking)
        return [
            one
            for one in reading.clauses
            if one in asking or self._confused(one) or (compared and _ASPECTS.fullmatch(one.spaced))
        ] or list(reading.clauses)

    def _surely_asks_something(self, clause: Clause) -> bool:
        """Whether it has the form of a question and surely is one on some topic."""
        if not ASKS.search(clause.spaced):
            return False
        id, chance = self._classifier.likeliest(clause)
        named = bool(clause.matches) and clause.matches[0].score >= HALF_AT_LEAST
        kind = self._topics.topics[id].kind if id else None
        if kind == "decline":
            return (chance >= SURELY and id in _TOLD_AROUND) or (chance >= VERY_SURELY and id == OFF_WORLD)
        return (named or chance >= SURELY) and kind != "smalltalk"

    def _asks_what_is_stated(self, clause: Clause, least: float) -> bool:
        """Whether it asks for something by itself that needs nothing of what was told: "How many weeks do they stay?"."""
        id, chance = self._classifier.likeliest(clause)
        stated = bool(id) and self._topics.topics[id].kind in ("statements", "handler") and id != VERDICT
        return stated and chance >= least and is_matched(self._topics.topics[id], clause)

    def _is_background(self, clause: Clause, *, beside_stated: bool, beside_named: bool) -> bool:
        """Whether a clause beside a question only leads up to it: "제가 서류 담당이라 사장님이 자꾸 물으셔서...".

        `beside_stated`: what is asked stands by itself, so that a matter that is only told is none of it.
        `beside_named`: it does so in words, less surely, so that what is told has to be named in words as well.
        """
        id, chance = self._classifier.likeliest(clause)
        together = {one.id for kind in _SILENT_TOGETHER for one in self._named_of(kind, clause)}
        if len(together) > 1 and id in together:
            # "We rent our factory and owe some tax": half as likely as each alone
            chance = sum(chance for one, chance in self._classifier.chances(clause) if one in together)
        if _PUT_ASIDE_ALONE.search(clause.spaced):
            return True  # "고도화 말고요, ..."
        if id in _OF_PLACES and _claims_of_place(self._topics.topics["region"], clause):
            return False  # it may have to be corrected
        concludes = _CONCLUDES.match(clause.spaced) and not (
            clause.tracks or clause.places or ASKS.search(clause.spaced)
        )
        if clause.elliptic or clause.text.endswith("?"):
            return bool(concludes) and not clause.text.endswith("?")
        named = bool(id) and chance >= SURELY and is_matched(self._topics.topics[id], clause)
        if named and _WONDERS.search(clause.spaced) and self._topics.topics[id].kind == "not_stated":
            return False  # "점심은 저희가 사드려야 하나 해서요"
        declares = is_declared(clause) or _states(clause)
        tells = declares and not _ENDS_ASKING.search(clause.spaced)  # "점심값은 저희가 내는 건가요"
        if tells and (id in _TOLD_FIRST or is_own_story(clause)):
            return True  # "이런 게 있는 줄 어제 알았어요": what it is in general is not asked
        if _says_why(clause):
            return True  # "너무 적으면 포기하게요", "자기들은 모른다네요", beside what is surely asked
        states = _STATES.match(clause.text) and not _WISHES_TO_KNOW.search(clause.spaced)
        declined = bool(id) and self._topics.topics[id].kind == "decline"
        idle = (beside_stated and not declined) or chance < PART_FROM
        if states and idle and not (clause.figures or _names_something(clause)):
            return True  # "Everyone tells me something different.", "I can't read the notice without my glasses."
        if tells and id in _PRACTICAL and not _NEEDS.search(clause.spaced):
            return True  # "전화해도 안 받길래 여기 남겨요": how one came to ask, and no question whom to call
        if chance >= SURELY and id:
            # "공장이 임대입니다." tells what is asked about; a figure may have to be corrected
            silent = self._topics.topics[id].kind == "not_stated"
            if tells and silent and beside_named and not is_matched(self._topics.topics[id], clause):
                return True  # "작년 봄에 놓쳐서 속상했는데, 지금이라도 넣을 방법 없나요"
            if tells and silent and beside_stated:
                return True  # "Our landlord tears it down. How much does the basic track give?"
            if tells and id == ANYTHING_ELSE:
                return True  # "we only log data on one server": what no topic is on is not asked by telling
            told = silent or clause.figures
            topic = self._topics.topics[id]
            heard_only = chance < BEYOND_DOUBT and topic.kind != "decline" and not is_matched(topic, clause)
            return bool(declares and not told and (heard_only or _DECLARES.search(clause.spaced)))
        return bool(declares) or (not clause.matches and chance < PART_FROM)

    def _may_ask(self, clause: Clause) -> bool:
        """Whether it asks, or else surely sounds like one topic."""
        if ASKS_FOR.search(clause.spaced):
            return True
        id, chance = self._classifier.likeliest(clause)
        return chance >= SURELY and self._topics.topics[id].kind != "decline"

    def _wants_verdict(
        self, reading: Reading, context: Context, substantial: list[tuple[Topic, Clause]], desk: Desk
    ) -> bool:
        """A message that describes the company wants a verdict, unless it asks for something else."""
        checking = context.asked is not None or context.topic == VERDICT
        ids = {topic.id for topic, _ in substantial}
        weak = all(_is_weak(*one) for one in substantial)
        asked = {concept for clause in reading.clauses for concept in clause.concepts}
        if "able" in asked and not any(
            self._classifier.asks_whether(clause) and not self._classifier.is_of_a_service(clause)
            for clause in reading.clauses
        ):
            asked -= {"able"}
        settled = "company_size" in context.facts and context.asked is None and "able" not in asked
        unsettled = checking and not settled
        if ids & NOT_A_SIZE and (unsettled or (desk.tells_company and VERDICT_WORDS & asked)):
            return True  # a headcount is no SME status: what is known is judged, and the status is asked for
        supposed = reading.told.hypothetical
        if supposed and context.facts:
            return True
        if _asks_of_judged_place(reading, context):
            return False
        if context.topic == VERDICT and not brings_news(reading, context.facts):
            if set(reading.told.facts) <= {"target_level"} and any(
                topic.id in _EXPLAINED and "what" in one.concepts and is_matched(topic, one)
                for topic, one in substantial
            ):
                return False  # "중간2가 정확히 뭐임"
            silent = {topic.kind for topic, _ in substantial} == {"not_stated"}
            if silent and speaks_of_verdict(context) and _EVEN_SO.search(reading.spaced):
                return True  # "even though we only have 60 people?": whether the verdict stands for all that
        if not desk.tells_company:
            return False
        if self._asks_beside_judged(reading, context, substantial, asked):
            return False
        if reading.firms and asks_which(reading.spaced):
            return True  # "one in Daejeon, the other in Pohang: which of them could join?"
        if reading.told.asks_kind and reading.told.first_person:
            return True  # "are we still an SME?"
        if tells_much(_of_kind(reading.told.facts)) and _WE_TOO.search(reading.spaced):
            return True  # "경기도 광주인데 광주는 8천이라면서요 저희도 8천 받나요?": first of all, whether they get any
        if not self._classifier.may_ask_for_verdict(reading) and any(
            topic.kind == "decline" and dict(self._classifier.chances(one)).get(topic.id, 0.0) >= VERY_SURELY
            for topic, one in substantial
        ):
            return (
                False  # "write the plan for me, we are a plating shop": the shop is a reason, and no question
            )
        if supposed and IDENTIFYING & set(reading.told.facts):
            # "What if we grew into a mid-sized company?": what would follow is asked, unless it surely is something
            # else: "if we go for basic, can we, and how much is it" asks for both
            judged = VERDICT_WORDS & asked and tells_much(_of_kind(reading.told.facts))
            return bool(judged) or not any(
                self._classifier.is_sure_of(*one) for one in substantial if one[0].id not in WEAK
            )
        if any(
            fact in reading.told.facts and topic in ids for topic, fact in _DECIDED_BY.items()
        ) and tells_much(_of_kind(reading.told.facts)):
            return True  # "한번 받았으면 또 못 받나요": what was told, and a criterion decides
        if (
            _WHAT_IS_PAID_FOR & ids
            and reading.told.facts.get("manufacturer") == known(False)
            and not supposed
        ):
            return True  # "카센터 하는데 리프트도 지원해줘요?": first of all, who makes nothing is paid for nothing
        asking = [one for one in reading.clauses if ASKS_FOR.search(one.spaced)]
        if asking and substantial and all("spending" in one.concepts for one in asking):
            return False  # "can I use the grant to buy a machine": whether the money can, and not the company
        decided = tells_much(reading.told.facts) and len(_of_kind(reading.told.facts)) == 1
        if (
            decided
            and puts_forward(reading)
            and not any(self._classifier.is_likely(*one) for one in substantial)
        ):
            return True  # "식당도 된다던데요, 국밥집인데 로봇 놓으려고요": decided whatever is to be bought
        news = context.verdict_tracks and brings_news(reading, context.facts)
        if news and not any(self._classifier.is_asked_beside(*one) for one in substantial):
            return True
        what_it_is = any(
            topic.id == OVERVIEW and self._classifier.is_sure_of(topic, one) for topic, one in substantial
        )
        if what_it_is and not checking and not supposed and not VERDICT_WORDS & asked:
            return False  # "I'm an engineer at a PCB maker in Gumi. What is it, in short?"
        if tells_only_where(reading, context):
            return False  # "저희는 광주 하남공단이에요", after "자부담이 몇 프로예요"
        if not ASKS.search(reading.spaced):
            # "We build gearboxes in Changwon.": much that is told, or nothing else that it may be about
            surely = any(self._classifier.is_sure_of(*one) for one in substantial)
            if len(reading.told.facts) >= _MUCH_TOLD or (reading.told.first_person and not surely):
                return True
        explained = any(
            topic.id in _EXPLAINED and self._classifier.is_sure_of(topic, one) for topic, one in substantial
        )
        explained = explained and not tells_much(reading.told.facts)
        unknown = "target_level" not in reading.told.facts and any(
            map(self._classifier.asks_what_a_level_is, reading.clauses)
        )
        if not checking and not supposed and (explained or unknown):
            return False  # "We only make lids and all this is new to us. What does basic mean?"
        silent = any(topic.kind == "not_stated" for topic, _ in substantial)
        if silent and not checking and not supposed and not tells_much(reading.told.facts):
            return False
        if any(asks_since_when_there(one, context) for one in reading.clauses):
            return False  # "예전에도 대전은 빠져 있었나요?"
        if self._surely_asks_else(reading, substantial) and not (
            tells_much(_of_kind(reading.told.facts)) and (reading.told.first_person or VERDICT_WORDS & asked)
        ):
            return False  # "광주 기초는 우리 돈 몇 프로 들어가요", "What is intermediate 2? The shop next door sells it"
        # "Is there any way for us to join?": a question on nothing that is known asks what the description is for
        unnamed = any(ASKS.search(one.spaced) and not one.matches for one in reading.clauses[-1:])
        return bool(VERDICT_WORDS & asked) or weak or (unnamed and reading.told.first_person)

    def _asks_beside_judged(
        self,
        reading: Reading,
        context: Context,
        substantial: Sequence[tuple[Topic, Clause]],
        asked: Container[str],
    ) -> bool:
        """Whether a firm that was judged asks for something else, and tells nothing new: "식품공장 것도 있다면서요?"."""
        judged = context.verdict_tracks and context.facts and context.asked is None
        if not judged or brings_news(reading, context.facts) or any(one in asked for one in VERDICT_WORDS):
            return False
        others = [one for one in substantial if one[0].id not in WEAK]
        return any(self._classifier.is_sure_of(*one) for one in others)

    def _asked_of_news(
        self, reading: Reading, context: Context, substantial: Sequence[tuple[Topic, Clause]]
    ) -> list[tuple[Topic, Clause]]:
        """The last question, on amounts that differ by place, of the place that is only told, or supposed, after it."""
        told = reading.told
        last = context.topic or ""
        if told.hypothetical and any(asks_if_more(one) for one in reading.clauses):
            last = "cap"  # "포항이면 더 줘요?"
        if last not in _BY_PLACE or not reading.places or not set(told.facts) <= {"region"}:
            return []
        others = (one for one in substantial if not _is_weak(*one) and one[0].id != last)
        if context.asked is not None or any(others):
            return []
        known_there = "region" in context.facts and not told.hypothetical
        asks = not told.hypothetical and any(ASKS.search(one.spaced) for one in reading.clauses)
        if known_there or asks or not (told.hypothetical or told.first_person):
            return []
        there = [one for one in reading.clauses if one.places]
        return [(self._topics.topics[last], one) for one in there[:1]]

    def _answers(self, reading: Reading, context: Context) -> bool:
        """Whether news of a company is told that was judged, or that the bot asked about."""
        judged = context.asked is not None or (context.verdict_tracks and context.facts)
        return bool(judged) and reading.tells_company and brings_news(reading, context.facts)

    def _only_tells_news(self, clause: Clause) -> bool:
        """Whether a clause tells something of the company and neither asks nor surely sounds like a question."""
        if ASKS.search(clause.spaced) or not clause.tells:
            return False
        if clause.places and not IS_SENTENCE.search(clause.spaced):
            return False  # "포항 마감일"
        id, chance = self._classifier.likeliest(clause)
        return chance < SURELY or id in WEAK or is_declared(clause)

    def _surely_asks_else(self, reading: Reading, substantial: list[tuple[Topic, Clause]]) -> bool:
        """Whether something else is surely asked, and no clause may ask for a verdict."""
        sure = any(
            self._classifier.is_sure_of(*one) for one in substantial if one[0].id not in WEAK | {VERDICT}
        )
        return sure and not self._classifier.may_ask_for_verdict(reading)

    def _is_told_in_passing(self, topic: Topic, clause: Clause) -> bool:
        """Whether a clause that tells of the company has but a word of the topic: "플라스틱 용기 뽑아요", "전화가 왔는데"."""
        if topic.kind == "not_stated" and is_declared(clause) and clause.tells:
            # "I do the paperwork for an SME in Gyeongju": a word in what tells of the company
            return dict(self._classifier.chances(clause)).get(topic.id, 0.0) < HARDLY
        if topic.id not in JOINABLE or topic.kind == "not_stated" or QUESTION_WORD.search(clause.spaced):
            return False
        least = OVERRULES_FROM if is_declared(clause) else HARDLY
        return dict(self._classifier.chances(clause)).get(topic.id, 0.0) < least

    def _with_subject(self, clause: Clause, reading: Reading, subject: tuple[str, ...]) -> Clause:
        """A short question without a subject is about the last one: "몇 명이나?" after the mentors."""
        named = (
            clause.tracks
            or clause.places
            or set(clause.concepts) & _OWN_SUBJECTS
            or _OUR_PLACE.search(clause.spaced)
        )
        # "그분들 현역이에요?", "are they still employed?": words of no topic, on what was spoken of
        only_talk = set(clause.concepts) <= TALK  # "그분이 이 사업 두고 뭐라 했대요"
        points = bool(
            OF_THE_SUBJECT.search(clause.spaced) and only_talk and not self._classifier.is_silent(clause)
        )
        asks = set(clause.concepts) - TALK
        short = (
            reading.follows_up
            or len(clause.squashed) <= (SHORT_IN_LATIN if clause.squashed.isascii() else SHORT_CLAUSE)
            or bool(_POINTS_BACK.match(clause.squashed) or _ONE_MORE.match(clause.spaced))
            or asks <= PURE_ASPECTS
            or (OF_A_SERVICE & asks and asks <= _TO_REACH_IT)  # "전화번호가 어떻게 돼요"
        )
        points = bool(points or (self._clauses.is_fragment(clause) and IS_KNOWN.search(clause.spaced)))
        if not subject or named or not (asks or points) or not short:
            return clause
        if "programme" in clause.concepts and not (points or set(subject) <= CALLS):
            return clause  # "사업 문의는 어디다 해요", after the centre for after-care
        if set(subject) == EXTRA_CALL and self._clauses.asks_for_whom(clause):
            return replace(clause, tracks=TRACKS[:1])  # its terms are those of the track that it was for
        if set(subject) <= CALLS and _OTHER_ONE.search(clause.spaced):
            return clause  # "첫 모집은 언제 시작했더라", after the extra one
        if set(subject) <= CALLS and "next_round" in asks:
            return clause  # "그거 놓쳤으면 next one은 언제": another one is asked about
        at_it = set(subject) <= CALLS and _AT_IT.search(clause.spaced)
        if "now" in asks and "when" not in asks and not at_it and (set(subject) <= CALLS or asks <= {"now"}):
            return clause  # "Nothing I could hand in today?", after a call of the past
        if _EARLIER.search(clause.spaced) and self._classifier.is_of_another_subject(clause, subject):
            return clause  # "아까 그 행사, 몇 개사 나갔어요", after the mentors
        if not set(subject) <= CALLS and not points and self._is_of_the_programme(clause):
            return clause
        concepts = {**clause.concepts, **dict.fromkeys(subject, "")}
        matches = tuple(self._topics.matches(concepts))
        asked = set(matches[0].why.split("+")) if matches else set[str]()
        call = set(subject) <= CALLS  # which has all that the programme has
        # "사업 전체 예산은 그럼" after the chairman: with the subject it asks for nothing that it names
        own = clause.matches[0] if clause.matches else None
        names_more = own is not None and own.score >= HALF_AT_LEAST and own.topic.id != COMPARISON
        asks_by_itself = (
            (
                len(reading.clauses) > 1
                or (names_more and self._classifier.may_go_on(clause.matches[0].topic, clause))
            )
            and clause.matches
            and asked <= set(subject)
            and not call
        )
        if not asked & set(subject) or asks_by_itself:
            return clause  # "회장 성함 그리고 전화번호요": a telephone is no chairman's
        return replace(clause, concepts=concepts, matches=matches)

    def _is_of_the_programme(self, clause: Clause) -> bool:
        """Whether a clause by itself beyond doubt asks for what no service has, or asks in words of the programme's own:
        "그럼 자부담 비율은요", "고도화랑 기초가 뭐가 다른지" after the mentors.
        """
        own = clause.matches[0].topic if clause.matches else None
        if own is None or _POINTS_BACK.match(clause.squashed):
            return False
        if own.id in _OF_SERVICES_TOO:
            words = _SHARE if own.id == "own-share" else _OF_THE_PROGRAMME.get(own.id)
            if words is None or not words.search(clause.spaced):
                return False
        return self._classifier.is_sure_of(own, clause)

    def wants_last_again(self, reading: Reading, context: Context) -> bool:
        """Whether the message only wants the last answer once more, or in another language."""
        return bool(self._last_again(reading, context))

    def _last_again(self, reading: Reading, context: Context) -> list[tuple[Topic, Clause]]:
        """The last question, where the whole message only wants its answer once more, or in another language."""
        if context.topic is None or context.topic not in self._topics.topics:
            return []
        whole = reading.clauses if reaction(reading.spaced) == "again" else ()
        wishes = [*whole] or [one for one in reading.clauses if asks_to_repeat(one) or wishes_language(one)]
        others = [one for one in reading.clauses if one not in wishes]
        if not wishes or any(
            ASKS.search(one.spaced) or (one.matches and not GIVES_REASON.search(one.squashed))
            for one in others
        ):
            return []
        clause = self._in_words_of(context, wishes[0])
        judged = "message:understood" in context.spoken  # a verdict comes before what is asked beside it
        topics = dict.fromkeys([VERDICT, context.topic] if judged else [context.topic])
        return [(self._topics.topics[one], clause) for one in topics]

    def _in_words_of(self, context: Context, clause: Clause) -> Clause:
        """The clause with what the last question asked, instead of its own words."""
        concepts = dict.fromkeys(context.concepts, "")
        named = "region" in concepts and bool(context.region)
        return replace(
            clause,
            concepts=concepts,
            matches=tuple(self._topics.matches(concepts)),
            tracks=(context.track,) if context.track else (),
            places=(Place(0, 0, "", frozenset(context.region), "", ""),) if named else (),
            figures=(),
        )

    def _of_other_track(self, clause: Clause, context: Context) -> Clause:
        """ "Not even the higher one?", "다른 쪽은요?": a track that is named by the one spoken of."""
        track = other_track(clause, context)
        if track is None or clause.tracks:
            return clause
        concepts = {one: word for one, word in clause.concepts.items() if one != "difference"} | {track: ""}
        matches = tuple(self._topics.matches(concepts))
        return replace(clause, concepts=concepts, matches=matches, tracks=(track,))

    def _called(self, clause: Clause) -> Clause:
        """ "언제 나갔는지 남기는 것도 기초라고 부르나요": what is done is told there, and only its level is asked."""
        idle = self._topics.aspects & set(clause.concepts)
        if not clause.tracks or not idle or not _CALLED.search(clause.spaced):
            return clause
        concepts = {one: word for one, word in clause.concepts.items() if one not in idle} | {"what": ""}
        return replace(clause, concepts=concepts, matches=tuple(self._topics.matches(concepts)))

    def _tabled(self, clause: Clause) -> Clause:
        """ "한도랑 업체 수만 비교해 줘요": what is to be compared is named, and not how the tracks differ at large."""
        named = {"amount", "places", "own_share"} & set(clause.concepts)
        if (
            named == {"amount"}
            and not clause.places
            and len(clause.tracks) != 1
            and _HOW_FAR_APART.search(clause.spaced)
        ):
            # "그럼 얼마 차이 나는 거예요": how much either has, and not how they differ at large
            kept = {one: word for one, word in clause.concepts.items() if one != "difference"}
            return replace(clause, concepts=kept, matches=tuple(self._topics.matches(kept)), tracks=TRACKS)
        if named and len(clause.tracks) == 1 and _CHANGES.search(clause.concepts.get("difference", "")):
            # "고도화로 신청하면 금액이 달라져요?": how much there is, and not how the tracks differ at large
            kept = {one: word for one, word in clause.concepts.items() if one != "difference"}
            return replace(clause, concepts=kept, matches=tuple(self._topics.matches(kept)))
        if named and "difference" in clause.concepts and len(clause.places) > 1 and len(clause.tracks) < 2:
            # "대구랑 광주 기초 한도가 차이 나요?": of the places, and not of the tracks
            kept = {one: word for one, word in clause.concepts.items() if one != "difference"}
            return replace(clause, concepts=kept, matches=tuple(self._topics.matches(kept)))
        if (
            not named
            or len(clause.tracks) < 2
            or not _SIDE_BY_SIDE.search(clause.concepts.get("difference", ""))
        ):
            return clause
        concepts = {one: word for one, word in clause.concepts.items() if one != "difference"}
        text = _SIDE_BY_SIDE.sub(" ", clause.text)
        rest = self._reader.clause_of(text)
        return replace(rest, tracks=clause.tracks, concepts={**concepts, **rest.concepts})

    def _at_place(self, clause: Clause, places: tuple[Place, ...]) -> Clause:
        """ "조치원이 세종이죠? 거긴 기초 안 된다던데": nothing but a place that was just named is asked about."""
        asks_more = set(clause.concepts) - BARE_SUBJECTS - {"able", "apply"}
        if not places or clause.places or asks_more or not points_at_place(clause):
            return clause
        if self._classifier.is_sure_of(self._topics.topics[OVERVIEW], clause):
            return clause  # "I work in Gumi, and my boss asked me to look into this. What is it?"
        concepts = {**clause.concepts, "region": ""}
        return replace(
            clause, concepts=concepts, matches=tuple(self._topics.matches(concepts)), places=places
        )

    def _comparing(self, clause: Clause, context: Context) -> Clause:
        """A question which track has more of something asks how much both have."""
        aspect = compared_aspect(clause, context)
        if aspect is None or asks_where_most(clause, context):
            return clause
        if not clause.places and is_between_places(clause, context):
            clause = replace(clause, places=(Place(0, 0, "", frozenset(context.region), "", ""),))
        concepts = {one: word for one, word in clause.concepts.items() if one in LEVELS} | {
            aspect: "",
            "both_tracks": "",
        }
        places, tracks = clause.places, TRACKS
        if places:
            concepts, tracks = {aspect: "", "region": places[0].text, "basic": ""}, TRACKS[1:]
            if len(places) == 1:  # "광주랑 비교하면": with the place that was spoken of
                places = (*places, replace(places[0], choices=frozenset(context.region)))
        matches = tuple(self._topics.matches(concepts))
        return replace(clause, concepts=concepts, matches=matches, tracks=tracks, places=places)

    def _only_names(self, topic: Topic, clause: Clause, asks: Sequence[tuple[Topic, Clause]]) -> bool:
        """Whether what tells and does not ask has but a word of a silent matter, beside what is surely asked: "비전검사기
        하나에 9천이래요. 기초 최대가 얼만데요".
        """
        heard = dict(self._classifier.chances(clause)).get(topic.id, 0.0)
        if topic.kind != "not_stated" or ASKS.search(clause.spaced) or heard >= OVERRULES_FROM:
            return False
        if not (IS_SENTENCE.search(clause.spaced) or _ON_A_THING.match(clause.spaced)):
            return False
        return any(
            one.kind in ("statements", "handler")
            and one.id != VERDICT
            and is_matched(one, other)
            and self._classifier.may_go_on(one, other)
            for one, other in asks
        )

    def _rather_goes_on(self, topic: Topic, clause: Clause, asks: Sequence[tuple[Topic, Clause]]) -> bool:
        """Whether a guess at what is silent may as well be what another clause surely asks for."""
        chances = dict(self._classifier.chances(clause))
        own = chances.get(topic.id, 0.0)
        if topic.kind not in ("not_stated", "decline") or is_matched(topic, clause):
            return False
        sure = [
            one.id
            for one, other in asks
            if one is not topic and other is not clause and self._classifier.is_sure_of(one, other)
        ]
        if len(clause.squashed) <= SHORT_CLAUSE and [*chances][1:2] and [*chances][1] in sure:
            return True  # "신청 어디서 해요? 사이트 좀": a scrap of what was just asked
        if topic.kind == "decline" or own >= SURELY:
            return False
        named = clause.matches[0].topic.id if clause.matches else None
        if sure and (named in sure or _OR_ELSE.match(clause.spaced)):
            return True  # "유지보수 맡는 센터 이름이 뭔지", "아님 지원금에서 까주나요?"
        return any(chances.get(one, 0.0) > own / 2 for one in sure)

    def chances(self, clause: Clause) -> Sequence[tuple[str, float]]:
        """What the model holds likely that a clause asks for, likeliest first."""
        return self._classifier.chances(clause)


def _asks_of_judged_place(reading: Reading, context: Context) -> bool:
    """Whether, after a verdict, its place is asked about, and nothing new is told: "그럼 서울은 아예 없는 거요?"."""
    told = set(reading.told.facts) == {"region"} and not brings_news(reading, context.facts)
    return told and speaks_of_verdict(context) and bool(_AT_ALL.search(reading.spaced))


def _are_alternatives(first: Match, part: Clause, whole: Clause) -> bool:
    """Whether a clause asks which of two it is, and its part only says one: "부가세는 지원금에서 나오나요 회사가 내나요"."""
    if first.topic.kind != "not_stated" or len(_WHETHER_ONE.findall(whole.spaced)) != 2 or not part.matches:
        return False
    return set(part.matches[0].why.split("+")) <= set(first.why.split("+"))


def _asks_what_figures_are(clause: Clause) -> bool:
    """Whether it asks what a figure is, or which of several it is, and says no more: "그럼 80은 what?"."""
    figures = [one for one in clause.figures if one.kind in ("won", "count", "number", "percent")]
    if not figures or len(figures) != len(clause.figures) or clause.places:
        return False
    rest = clause.spaced
    for one in sorted(figures, key=lambda one: -one.start):
        rest = f"{rest[: one.start]} # {rest[one.end :]}"
    which = len(figures) > 1 and _WHICH_FIGURE.fullmatch(rest.strip())
    return bool(which or _WHAT_FIGURE.fullmatch(rest.strip()))


def _is_figure_of(found: Found, statement: Statement) -> bool:
    """Whether a statement has the figure, whose unit may be left unsaid: 80 companies, 80 (million won)."""
    for one in statement.figures.values():
        if one.kind not in ("won", "count", "percent") or isinstance(found.value, str):
            continue
        bare = found.kind == "number" and one.kind == "won" and int(one.value) in _unsaid(found.value)
        alike = found.kind in ("number", one.kind) and int(one.value) == found.value
        if bare or (alike and int(one.value) >= _LEAST_FIGURE):
            return True
    return False


def _unsaid(number: float) -> tuple[int, ...]:
    """The sums of won that a number without a unit may stand for: 80 (million), 8000 (ten thousand)."""
    return int(number * 1_000_000), int(number * 10_000)


def _of_the_same_kind(clause: Clause, context: Context) -> Clause:
    """ "기초도요?" after "중견기업도 신청할 수 있나요": of the kind of firm that was asked about, in general."""
    kinds = KINDS_OF_FIRM & set(context.concepts)
    goes_on = context.topic == VERDICT and not context.facts and clause.elliptic
    if not (kinds and goes_on and clause.tracks) or not set(clause.concepts) <= BARE_SUBJECTS:
        return clause
    return replace(clause, concepts={**clause.concepts, **dict.fromkeys(kinds, "")})


def _states(clause: Clause) -> bool:
    """Whether an English sentence on some thing tells how it is: "A new robot cell would run us 300 million won"."""
    asks = clause.text.endswith("?") or WANTS_ANSWER.search(clause.spaced)
    return not asks and bool(_ON_A_THING.match(clause.spaced))


def _asks_if_right(clause: Clause) -> bool:
    """Whether it doubts a figure that was named before, and asks for nothing else."""
    return bool(POINTS_AT_FIGURE.search(clause.spaced)) and set(clause.concepts) <= ABLE


def _compared_figures(clause: Clause) -> tuple[str, ...]:
    """What the tracks are to be compared in, where that is named: "지원금 차이가 얼마예요", "the difference in funding"."""
    both = len(clause.tracks) > 1 or {"both_tracks", "two_tracks"} & set(clause.concepts)
    if not both or "why" in clause.concepts or not _DIFFER_IN.search(clause.spaced):
        return ()
    return tuple(id for id, words in _COMPARED_IN.items() if words.search(clause.spaced))


def _names_firm(topic: Topic, clause: Clause, reading: Reading) -> bool:
    """Whether words of a topic only say whose firm is meant: "거래처는 기초 원한대요", "my supplier wants basic"."""
    why = next((one.why for one in clause.matches if one.topic is topic), "")
    words = {clause.concepts.get(one, "") for one in why.split("+")} - {""}
    return any(word in name for word in words for name in (reading.firm or "", *reading.labelled))


def _of_both_tracks(clause: Clause) -> Clause:
    """The clause without a word that they differ, which asks for nothing more than what either has."""
    kept = {one: word for one, word in clause.concepts.items() if one not in ("difference", "two_tracks")}
    return replace(clause, concepts=kept, tracks=TRACKS)


def _asks_whose_amounts(clause: Clause) -> bool:
    """Whether it is asked which places amounts belong to: "팔천만원은 어느 동네고 육천만원은 어느 동네"."""
    amounts = {one.value for one in clause.figures if one.kind == "won"}
    several = (len(amounts) > 1 or (amounts and _A_PLACE.search(clause.spaced))) and _WHICH_PLACE.search(
        clause.spaced
    )
    return not clause.places and bool(several or (amounts and "region_list" in clause.concepts))


def _of_an_open_level(clause: Clause, reading: Reading) -> tuple[str, ...]:
    """What a wish for intermediate-1 asks, which belongs to no track by itself."""
    asks_of_tracks = len(clause.tracks) > 1 or "track_word" in clause.concepts
    if _OPEN_LEVEL not in clause.concepts or asks_of_tracks or set(clause.concepts) - _OF_A_LEVEL:
        return ()
    return (VERDICT,) if reading.told.first_person and not WANTS_ANSWER.search(clause.spaced) else ()


def _is_weak(topic: Topic, clause: Clause) -> bool:
    """Whether a topic may only be touched by the words of a description: a limit of regions is asked about."""
    return topic.id in WEAK and not (
        topic.id == "region" and {"region_limit", "plant_place"} & set(clause.concepts)
    )


def _only_says_what_it_makes(reading: Reading) -> bool:
    """ "센서 제조합니다", "we make robots": goods that have words of other matters, and nothing asked."""
    makes = reading.told.facts.get("manufacturer") == known(True)
    return (
        makes
        and len(reading.clauses) == 1
        and not ASKS_FOR.search(reading.spaced)
        and "?" not in reading.text
    )


def _of_kind(facts: Facts) -> Facts:
    """What tells what kind of firm it is: a place and a wish go with any question."""
    return {one: value for one, value in facts.items() if one not in ("region", "target_level")}


def _judged_first(
    asks: list[tuple[Topic, Clause]], eligibility: Topic, reading: Reading
) -> list[tuple[Topic, Clause]]:
    """A message that describes the company is judged; what it asks beside that follows."""
    clause = next((clause for topic, clause in asks if topic.id == VERDICT), reading.clauses[0])
    return [
        (eligibility, clause),
        *(
            one
            for one in asks
            if not _is_weak(*one) or one[0].kind == "not_stated" or one[0].id == "samsung-dealings"
        ),
    ]


def _says_why(clause: Clause) -> bool:
    """Whether it tells why it is asked, or what others say and do, and asks for nothing itself."""
    if clause.figures or clause.text.endswith("?"):
        return False
    gives_reason = _GIVES_REASON.search(clause.spaced) and not ASKS.search(clause.spaced)
    tells_of_others = _TELLS_OF_OTHERS.search(clause.spaced) and not QUESTION_WORD.search(clause.spaced)
    return bool(gives_reason or tells_of_others)


def _names_something(clause: Clause) -> bool:
    """Whether a place, a track or another body is named, of which something may be claimed."""
    named = _OWN_SUBJECTS | {"intermediate_1", "intermediate_2"}
    return bool(clause.places or clause.tracks or named & set(clause.concepts) or clause.tells)


def _tells_what_is_judged(topic: Topic, clause: Clause, reading: Reading) -> bool:
    """Whether a clause tells a wish, or the support of before, by which it is judged, and asks for no more:
    "어느 쪽이든 되는 유형으로 신청하고자 합니다", "이번에도 기초만 또 하려는데 받아 주나요".
    """
    facts = reading.told.facts
    asks = ASKS.search(_EITHER.sub(" ", clause.spaced))
    if topic.id == "next-intake":
        of_its_own = "when" in clause.concepts or not _ONCE_MORE.search(clause.squashed)
        return "able" in clause.concepts and "prior_support" in facts and not of_its_own
    if topic.id in _OF_EITHER and "target_level" in facts:
        return len(facts["target_level"].possible) == 1 and not asks
    return topic.id in _DECIDED_BY and _DECIDED_BY[topic.id] in facts and clause.tells_prior and not asks


def _gives_way_to_words(topic: Topic, clause: Clause) -> bool:
    """Whether a comparison of editions at large gives way to a service that the whole clause names."""
    return topic.id == COMPARISON and bool(topic.unless & set(clause.concepts))


def _with_more(before: Clause, one: Clause) -> Clause:
    """What was asked, of further places or tracks as well: "대구도 들어가나요? 안동은요?"."""
    if is_declared(before) and ASKS.search(one.spaced):
        return merged(one, before)  # "He has a plant in Daejeon. Is the advanced track open to any region?"
    more = (before.places and one.places) or (before.tracks and one.tracks)
    return merged(before, one) if more and before is not one else before


def _held_against(heard: Clause, topic: Topic, asked: Clause) -> Clause | None:
    """A question with the figures that were heard beside it: "고도화 최대 얼마예요? 15억이라던데"; None if of another matter."""
    others = any(
        one.topic.id in JOINABLE and one.topic is not topic and one.why != "won_figure"
        for one in heard.matches[:1]
    )
    of_other_track = asked.tracks and heard.tracks and asked.tracks != heard.tracks
    own = SUBJECT_CONCEPTS | {"turnover", "headcount"}
    if _same_words(heard, asked) or topic.kind not in ("statements", "handler"):
        return None
    if others or of_other_track or heard.places or own & (set(heard.concepts) - set(asked.concepts)):
        return None
    spaced = f"{asked.spaced} "
    moved = tuple(
        replace(one, start=one.start + len(spaced), end=one.end + len(spaced))
        for one in heard.figures
        if not is_own_sum(one, heard.spaced)
    )
    return replace(
        asked,
        spaced=spaced + heard.spaced,
        figures=(*asked.figures, *moved),
        tracks=asked.tracks or heard.tracks,
    )


def _same_words(one: Clause, other: Clause) -> bool:
    """Whether one clause is the other, or a part of it."""
    return one.squashed in other.squashed or other.squashed in one.squashed


def _only_tells(topic: Topic, clause: Clause) -> bool:
    """ "We make lids in Busan, by the way.": words on the company that ask for nothing."""
    asks = ASKS.search(clause.spaced) or INVERTED.match(clause.spaced)
    return topic.id in WEAK and not asks and clause.tells


def _only_places(topic: Topic, clause: Clause) -> bool:
    """ "The plant is in Pohang.": where it is, beside what is asked of it."""
    return (
        topic.id == "region" and bool(clause.places) and is_declared(clause) and "able" not in clause.concepts
    )


def _claims_of_place(topic: Topic, clause: Clause) -> bool:
    """Whether it is put forward that a place takes part, which may have to be corrected: "경기도도 들어갔다고 들었어요"."""
    return (
        topic.id == "region"
        and bool(clause.places)
        and is_claim(clause)
        and bool(_TAKES_PART.search(clause.spaced))
    )


def _each_of_its_own(asks: Sequence[tuple[Topic, Clause]]) -> list[tuple[Topic, Clause]]:
    """Without the programme's figures where only those of a service or a call are asked for: "Where was the expo held,
    and how many firms exhibited?", "전체 예산이 2024년엔 얼마였고 2025년엔 얼마로 바뀌었나요"."""
    kept: list[tuple[Topic, Clause]] = []
    spoken_of: Topic | None = None
    for topic, clause in asks:
        own = _OF_THE_PROGRAMME.get(topic.id)
        if spoken_of is not None and own is not None and topic.id != spoken_of.id:
            words = _OF_ALL_CALLS if spoken_of.is_call else own
            tracks = clause.tracks and not (spoken_of.is_call and taken_tracks(clause))
            if spoken_of.id == _BUDGET and topic.id != "cap":
                words = _OF_FIRMS  # how many factories it is for is told with it
            if not (tracks or words.search(clause.text)):
                continue
        kept.append((topic, clause))
        if _has_own_figures(topic):
            spoken_of = topic
    return kept


def _has_own_figures(topic: Topic) -> bool:
    return topic.is_call or topic.id == _BUDGET or any(SUBJECT_CONCEPTS & group for group in topic.asks)


def _names_what_is_asked(clause: Clause, answered: Sequence[tuple[Topic, Clause]]) -> bool:
    """Whether the words of a clause name first what another clause asks: "이거 산업부 사업이죠? 산업부 홈피엔 없던데"."""
    return bool(clause.matches) and any(
        topic.id == clause.matches[0].topic.id and one.text != clause.text for topic, one in answered
    )
