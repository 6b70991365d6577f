"""What a message asks: its clauses, each with the topics that words, the model and the chat's course name."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from bot.answering.answer import Context
from bot.answering.company import Told, asks_which
from bot.answering.desk import Ask, Desk
from bot.answering.following import (
    JUDGED,
    OF_FIGURES,
    asks_another_way,
    asks_for_result,
    asks_if_final,
    asks_if_it_changes,
    asks_if_over,
    asks_if_sure,
    asks_leave_to_ask,
    asks_of_one_firm,
    asks_of_press,
    asks_part_of_budget,
    asks_shares_there,
    asks_since_when_there,
    asks_to_repeat,
    asks_what_decides,
    asks_what_is_known,
    asks_what_to_tell,
    asks_where_it_is_said,
    asks_which_place,
    asks_which_suits,
    asks_who_pays,
    asks_whom_to_ask,
    asks_why_left_out,
    asks_why_misprinted,
    asks_why_not_known,
    asks_why_so,
    brings_news,
    compared_aspect,
    compares_with_before,
    compares_years,
    is_between_places,
    names_firm,
    other_track,
    sets_years_side_by_side,
    speaks_of_verdict,
    was,
    wishes_language,
)
from bot.answering.given import Guess, Watch
from bot.answering.premises import names_day, puts_forward
from bot.answering.telling import Telling
from bot.answering.topics import Match, Topic, Topics
from bot.answering.understanding import (
    QUESTION_WORD,
    SUBJECT_CONCEPTS,
    Clause,
    Reader,
    Reading,
    is_own_story,
    points_at_place,
    without_who_said_it,
)
from knowledge.normalise import squash
from rules.facts import Facts, known
from rules.regions import Place

VERDICT = "eligibility"  # the topic of self-checks
IDENTIFYING = frozenset(["company_size", "manufacturer", "region"])  # what a new company is told apart by
# "혹시 가능성 있나요" after a description asks whether the firm fits; these words ask for the choice among those who do.
_OF_SELECTION = re.compile(
    r"선정|뽑|붙[을나겠]|붙었|합격|당선|당첨|확률|승산|경쟁|떨어|탈락|통과|\b(?:select\w*|pick\w*|chosen|choose|win|winning|odds|accept\w*|succe\w+|likel\w+|probab\w+|compet\w+|realistic\w*|percent\w*)\b|%"
)
LONE = frozenset(["hello", "thanks", "sources", "why", "change"])
# Topics that ask for one thing each: two of them may stand in one clause ("얼마까지고 몇 개사 뽑나요").
_JOINABLE = frozenset(
    ["cap", "places", "intake", "budget", "own-share", "region-list", "documents", "contact", "where-to-apply", "selection",
     "build", "mentoring", "training", "expo", "smart-365", "expo-fee", "vat", "next-intake", "organisers", "payment-dates"]
)  # fmt: skip
# Concepts that say what a clause is about, not what it asks.
_SUBJECTS = frozenset(
    ["advanced", "basic", "region", "programme", "samsung", "we", "sme", "what", "both_tracks", "kbiz", "mss", "apply", "now",
     "able", "when", "where", "how", "local_government", "person", "level_word", "track_word", "intermediate_1", "intermediate_2"]
)  # fmt: skip
# With nothing but these, a question has a subject and leaves out what it asks.
_BARE_SUBJECTS = _SUBJECTS - {"able", "apply", "now", "when", "where", "how", "person"}
# Topics that the words of a self-description touch by themselves.
_WEAK = frozenset(
    ["region", "region-list", "advanced-goal", "basic-goal", "advanced-track", "basic-track", "tracks", "levels",
     "intermediate-1", "intermediate-2", "overview", "eligibility", "samsung-dealings", "headcount", "turnover", "services", "organisers",
     "sme-status"]
)  # fmt: skip
_VERDICT_WORDS = frozenset(["able", "who", "self_check"])
# Figures of a company that are no status as an SME.
_NOT_A_SIZE = frozenset(["headcount", "turnover"])
_NOT_A_FIGURE = frozenset([*_NOT_A_SIZE, "able"])
_SERVICES = SUBJECT_CONCEPTS - {"food_call", "ai_round", "extra_intake", "chairman"}
_SERVICE_WORDS = frozenset(["samsung", "person", "where", "how", *SUBJECT_CONCEPTS])
_ABLE = frozenset(["able", "we", "apply", "programme", "what", "who", "now"])
# ... and that are questions all the same where no company is described.
_STRONG_ENOUGH = frozenset(["samsung-dealings", "organisers", "headcount", "turnover", "region-list"])
_OF_ALL_YEARS = "cumulative"
_OF_OTHER_YEARS = frozenset(["results-other-years"])
# Declined beside what else is asked; orders to the bot end the matter.
_DECLINED_BESIDE = frozenset(
    ["chance", "login", "other-support", "plan-writing", "kickback", "dispute", "look-alikes"]
)
_OF_OTHERS = frozenset(["kickback", "dispute"])
_TELL_OF_NO_COMPANY = _OF_OTHERS | {"login"}
# Declined, and often told of at length: what stands around it asks for nothing.
_TOLD_AROUND = frozenset(["chance", *_OF_OTHERS])
_COMPARES = re.compile(
    r"비교|견주|대비|보다|차이|다른|\b(?:compar\w+|than|versus|vs|differ\w*|against|next to)\b", re.IGNORECASE
)
_PAYERS = re.compile(
    r"누가|누구|각[각자]|얼마씩|시[에가는]|도[에가는]|삼성|지자체|회사|기업|업체|우리|저희|나라|정부|"
    r"\b(?:who|whom|whose|city|province|government|samsung|firm|company|we|us|our|each|side|part(?:y|ies)?)\b",
    re.IGNORECASE,
)
_SIDE_BY_SIDE = re.compile(r"비교|\bcompared? ?", re.IGNORECASE)
_OF_THIS_ONE = frozenset(["samsung", "advanced", "basic"])
_TOUCHED = _WEAK - frozenset(["intermediate-1", "intermediate-2", "levels", "advanced-goal", "basic-goal", "overview", "tracks", "services"])  # fmt: skip
# What is the same for every company.
_EXPLAINED = frozenset(
    ["basic-goal", "advanced-goal", "levels", "intermediate-1", "intermediate-2", "overview", "tracks", "services", "organisers",
     "region-list"]
)  # fmt: skip
# Silent matters on which a criterion decides for some firms, with the fact that it decides by.
# What somebody says of having come across the programme sounds like.
_TOLD_FIRST = frozenset(["overview", "tracks", "full-name"])
_DECIDED_BY = {"duplicate-support": "prior_support"}
# With how much: what a wished level needs, and what all get together, is no question of its own.
_NOT_OF_A_WISH = frozenset(["software", "budget"])
_LISTS = frozenset(["region_list", "list_word", "count_governments", "places", "where", "growth"])
_KINDS_OF_FIRM = frozenset(["mid_sized", "large", "sector"])
_SIZES = frozenset(["mid_sized", "large"])
_TRACKS: tuple[str, ...] = ("advanced", "basic")
_TRACK_TOPICS = frozenset(["advanced-track", "basic-track"])
_OF_NO_YEAR = frozenset(["contact", "where-to-apply"])
_TERMS = "terms-2026"
_OF_ONE_YEAR = frozenset([_TERMS, "results-other-years"])
_LEVEL_TOPICS = frozenset(["intermediate-1", "intermediate-2", "levels"])
_OPEN_LEVEL = "intermediate_1"
_PEOPLE = re.compile(r"사람|직원|people|folks|staff|guys", re.IGNORECASE)
_OF_PEOPLE = frozenset(["selection", "organisers"])
# What another year has of a matter that stands nowhere for this one.
_OF_A_YEAR = {"remaining-places": "places", "sum-185": "places", "budget-share": "budget"}
_BY_PLACE = frozenset(["cap", "places", "own-share"])  # what may be otherwise from place to place
_DIFFERENCE_WHY = re.compile(r"차이는?왜")
_OF_A_LEVEL = frozenset([_OPEN_LEVEL, "advanced", "basic", "level_word", "track_word", "we", "what", "apply", "able", "programme", "region", "sector", "sme"])  # fmt: skip
_DIFFERENCE = "difference"
_INTERMEDIATE = frozenset(["intermediate-1", "intermediate-2"])
_A_NUMBER = re.compile(
    r"(?:그럼|그러면|and|whatabout|then)*([12])(?:는|은|번은|단계는|란|도)?요?[?]*", re.IGNORECASE
)
_GOALS = frozenset(["advanced-goal", "basic-goal"])
_OF_LEVELS = (
    _LEVEL_TOPICS | _GOALS | {_DIFFERENCE, "tracks", "advanced-track", "basic-track", "intermediate-both"}
)
_OF_ONE_TRACK = _TRACK_TOPICS | _GOALS
# Bodies are subjects of their own: "중앙회는 누가 이끌어요?" after the expo is not about the expo.
_CALLS = frozenset(["food_call", "ai_round", "extra_intake"])
_EXTRA_CALL = {"extra_intake"}
_BODIES = frozenset(["kbiz", "mss", "wrong_body", "lookalike"])
_OWN_SUBJECTS = SUBJECT_CONCEPTS | _BODIES | _KINDS_OF_FIRM
_LEVELS = frozenset(["advanced", "basic", "both_tracks", "level_word", "track_word"])
# A question with nothing else leaves out what it is about.
_PURE_ASPECTS = frozenset(["when", "start", "deadline", "how_many", "how_long", "fee"])
_POINT_BACK = frozenset(["why", "change"])
_TALK = frozenset(["hello", "thanks", "what", "we", "why", "source_word", "programme"])
_HELLO = "hello"
_OVERVIEW = "overview"
# A Korean verb or an English pronoun: what is told, and no noun that stands for a question.
_INTRODUCES = re.compile(
    r"(?:니다|[에예어아해네든]요|니더|구만|네예)[ .!~^ㅎㅋㅠ]*$|\b(?:i|i'm|we|we're|my|our|this|never|just|here|not)\b",
    re.IGNORECASE,
)
ANYTHING_ELSE = "other-details"  # the silent topic of whatever no other topic is on
_BOTH_TRACKS = "two-tracks"
_OFF_WORLD = "off-world"
_EARLIER_SUPPORT = "prior"  # the words of which may stand in any question
_COMPARISON = "growth"  # of two years, whatever was spoken of
_ONLY_A_YEAR = re.compile(
    r"(?:20)?\d\d ?년?(?:은|는|에|엔|도)?(?:요|어땠[가-힣]{0,5}|어떻[가-힣]{0,5})?[?.]?"
)
_OTHER_ONE = re.compile(
    r"첫|처음|최초|원래|본접수|정규|봄에|\b(?:first|original|regular|main|spring)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"^(?:그럼|그러면|근데|그런데)?(?:그거|그건|그게|그것|이거|이건|이게|그때|거기|걔|그사람|그분)"
)
# ... at what was spoken of, as a thing: "아쉽네 그것도 끝난 거죠?", "is it closed too?"
_AT_IT = re.compile(
    r"(?:^|[ ,~ㅠㅜㅋㅎ])(?:그|이) ?(?:거|건|게|것|모집|공고|접수|라운드|회차)(?:도|은|는|이|가|을|를|두)?(?:요)?(?= |$)|"
    r"\b(?:that (?:one|call|round|intake)|it|this one)\b",
    re.IGNORECASE,
)
# ... anywhere, at what or whom the last question was about.
_OF_THE_SUBJECT = re.compile(
    r"(?:^|[ ,])(?:그|이) ?(?:분|사람|양반|행사|센터|선생님?|전문가|멘토|교육|모집|전시회?)들?(?:은|는|이|가|을|를|도|한테|에게|의)?(?= |$)|"
    r"\b(?:they|them|their|those (?:people|guys|experts|folks)|he|his|him)\b",
    re.IGNORECASE,
)
_POINTS_AT_IT = re.compile(
    r"(?:^|[ ,])(?:그|이|저) ?(?:거|건|게|것|걸|번호|사람|분|데)(?:도|은|는|이|가|을|를)?(?= |$|[?])|\b(?:is|are|was|were|does|do|did|will|would|can|could|has|have) (?:that|this|it|those|these|they)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"아까|앞서|앞에서|먼저 ?(?:말|물|얘기)|\bearlier\b|\bbefore that\b|\bback to\b", re.IGNORECASE
)
_KOREAN = re.compile(r"[가-힣]")
_SUBORDINATE = re.compile(
    r"(?:after|once|if|before|since|because|while|although|though|given|besides|apart from|(?:out )?of (?:the|each|every|all))\b",
    re.IGNORECASE,
)
# "so fewer people.": what follows from the last answer, beside a question.
_CONCLUDES = re.compile(r"(?:so|then|oh|ah|i see)\b", re.IGNORECASE)
# What something is for: the question on what it is, however it sounds.
_WHAT_FOR = re.compile(
    r"\bwhat(?:'s| is| are| was) [^?,]{2,40} for\W*$|\bwhat (?:does|do|did) [^?,]{2,40} (?:do|offer)\W*$|(?:뭐|뭘|무엇을?|무슨 ?일) ?하는 ?(?:데|곳|센터|행사|기관|사람)",
    re.IGNORECASE,
)
# "외국인 이사님 보여드리게": what for, or because of what, and no question.
_GIVES_REASON = re.compile(r"(?:게|려고|라서|어서|아서|해서|니까|거든|기때문에)(?:요)?[.!~,]*$")
_TELLS_OF = re.compile(
    r"(?:i|we|he|she|they|my \w+|our \w+) (?!can\b|could\b|may\b|need\b|want\b|wish\b|would\b)", re.IGNORECASE
)
_HOW_MUCH_IS_POSSIBLE = re.compile(
    r"(?:얼[마매]|몇|며칠|언제|어디|어떻게)[가-힣]{0,12}?(?:되|돼|됩|된|될|가능|(?:할|받을|쓸|탈|얻을)수있)|"
    r"\b(?:how (?:much|many|long)|when|where|what|which)\b[^.?!,]{0,24}?\b(?:can|could|may) (?:we|i|a|one)\b",
    re.IGNORECASE,
)
_POINTS_AT_FIGURE = re.compile(
    r"(?<![가-힣])(?:이|그|해당) ?(?:금액|액수|숫자|수치)|\b(?:this|that) (?:figure|amount|number|sum)\b",
    re.IGNORECASE,
)
# Years set side by side, without a word on more or less.
_ONLY_YEARS = re.compile(r"20\d\d년?[^\d]{1,4}20\d\d|(?:from )?20\d\d [a-z.]+ 20\d\d", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:라고|으로|로) ?(?:도 ?)?(?:부르|불러|칩니|치나|쳐|봐야|보나|봅니|볼 ?수)|에 ?속하|에 ?들어가나|"
    r"\b(?:be|is|are|it) (?:called|considered|classed|counted)|\bcounts? as|\bmean by|\bqualif(?:y|ies) as",
    re.IGNORECASE,
)
_SINCE = re.compile(r"부터|이후|이래|\b(?:since|from)\b", re.IGNORECASE)
_A_PLACE = re.compile(r"도시|고장|동네|지자체|고을|\b(?:city|town|province)\b", re.IGNORECASE)
_SUPPOSES = re.compile(r"면요?[?]*$|^if\b", re.IGNORECASE)
# Words of a scrap that are of the programme, or point at what was said.
_IS_KNOWN = re.compile(
    r"(?:다|모두|전부|몽땅) ?(?:해서|합|더)|합치|합하|합해|총|통틀|회사|기업|업체|공장|사업|(?:한|두|세|몇) ?(?:곳|군데|명|사람|팀)|하나|전체|전부|최대|최소|그|이거|나머지|보통|"
    r"\b(?:compan(?:y|ies)|firms?|factor(?:y|ies)|plants?|teams?|each|total|all|altogether|overall|ones?|others?|that|this|it|per|minimum|maximum|usually)\b",
    re.IGNORECASE,
)
_OUR_PLACE = re.compile(
    r"(?:우리|저희|이) ?(?:동네|지역|고장|지자체|시에|시는|시도|도에|도는|군에|군은)|\b(?:our|my|this) (?:region|province|city|area|town|county)\b",
    re.IGNORECASE,
)
_WHICH_PLACE = re.compile(r"어[디딘딜데]|\bwhere\b", re.IGNORECASE)
# Words that ask for something, in a message that may only describe.
_ASKS = re.compile(
    r"\?|얼마|언제|어디|어느|누가|누구|무엇|뭐|뭘|몇|어떻게|어떤|왜|[나까][요여용유]|인가|는지|니까|궁금|알려|부탁|"
    r"\b(?:how|what|when|where|which|who|why|is there|are there|do you|(?<!wife )(?<!he )(?<!she )(?<!it )(?<!father )(?<!boss )(?<!husband )does|tell me|please|wonder)\b",
    re.IGNORECASE,
)
# ... or that, as a request or a claim, want an answer without a question.
_ASKS_FOR = re.compile(
    rf"{_ASKS.pattern}|알려|궁금|문의|설명|말씀|말해|부탁|여쭤|여쭙|물어|질문|확인|모르|헷갈|가르쳐|보여|알고 ?싶|되[나니는죠냐]|될|다고|라고|던데|대요|래요|다며|다면서|라며|"
    r"\b(?:explain|wonder\w*|curious|know|advise|confirm|heard(?! (?:about|of) (?:this|it)\b)|told|said|says|read|please|can|could|do|would|are we|is it)\b",
    re.IGNORECASE,
)
# ... where the verbs that begin an English question stand at its beginning: "he doesn't do e-mail".
_WANTS_ANSWER = re.compile(
    re.sub(
        "(문의|물어|질문|확인|말씀|설명)(?=\\|)",  # ... and Korean ones at the end: "전화로 물어보려다가 늦어서 남깁니다"
        r"\1(?=.{0,8}$)",
        _ASKS_FOR.pattern.replace(
            "|can|could|do|would|are we|is it)", "|(?:^|, |and |or )(?:can|could|do|would|are|is))"
        ),
    ),
    re.IGNORECASE,
)
# A clause with a verb; what has none ("총예산", "the deadline") asks for what it names.
_IS_SENTENCE = re.compile(
    r"(?:[요다서데고네든라]|니까)[ .!~,^ㅠㅜㅋㅎ]*$|\b(?:i|we|he|she|they|it|this|my \w+|our \w+)\b",
    re.IGNORECASE,
)
_ENDS_ASKING = re.compile(r"(?:[가나까냐][요여유]?|죠|지요)[ .!~]*$")
_DECLARES = re.compile(r"니다[ .!~]*$")
# Calibrated on the development questions; see README, "Decisions".
_GUESS_AT_LEAST = 0.22  # where no words name a topic
_GUESS_IN_A_CHAT = 0.3  # ... and which may as well go on with the last question
_OVERRULES_FROM = 0.35  # beside a topic that words name, or after a description of the company
_OVERRULES_A_FOLLOW_UP = 0.8  # which leaves unsaid what the model would need
_TIMES = 2.0  # as likely as that
_TIMES_GENERIC = 8.0  # ... to be silent in general, where words name an aspect that the topic covers
_TIMES_WEAK = 1.3  # ... where only weak words name it
_DECLINED_FROM = 0.4
_DECLINED_DOUBTED = 0.65  # ... where words name a question
_SILENT_FROM = 0.5  # all silent matters together
_SILENT_TIMES = 4.0  # as likely as the likeliest other topic
_HARDLY = 0.1
_FAINTLY = 0.01
_MUCH = 1.5  # weight of words that no service has besides
_SPELT_OUT = 3.0  # weight of words that hardly mean anything else
_RIVAL = 0.35  # as likely as this part of a silent matter
_SURELY = 0.6
_UNHEARD = 0.05
_VERY_SURELY = 0.75
_BEYOND_DOUBT = 0.9
_MAY_BE_ELIGIBILITY = 0.2
_MUCH_TOLD = 3  # facts of a company that want a verdict where nothing is asked
_PART_FROM = 0.5
_HALF_AT_LEAST = 1.0
_LEAST_LETTERS = 4  # without spaces; what is shorter sounds like nothing
_SHORT_CLAUSE = 8
_MANY = 10  # of firms or people; fewer are rather how many things are asked
_SHORT_IN_LATIN = 20  # "How many exactly?"
_FEW_LETTERS = 3  # particles, "the"


class Asking:
    """Finds what messages ask. `telling` is tried where only the answer shows whether it was meant."""

    def __init__(self, topics: Topics, reader: Reader, guess: Guess, telling: Telling, watch: Watch) -> None:
        self._topics = topics
        self._reader = reader
        self._guess = guess
        self._telling = telling
        self._watch = watch

    def as_meant(self, reading: Reading, context: Context) -> Reading:
        """A single word on some company in what surely asks for something else describes no company.

        Who pays what is asked of what was spoken of, however long the question is.
        """
        if any(asks_shares_there(one, context) for one in reading.clauses):
            reading = replace(reading, follows_up=True)
        if asks_if_it_changes(reading, context):
            return replace(reading, told=replace(reading.told, hypothetical=True))
        if reading.told.facts and self._tells_of_others(reading):
            return replace(reading, told=Told({}, False, (), reading.told.first_person))
        told = set(reading.told.facts) - {"samsung_dealings"}
        only_wishes = told == {"target_level"}
        if len(told) != 1 or context.asked is not None or context.verdict_tracks:
            return reading
        decided = _tells_much(reading.told.facts) and any(
            one.tells and _declares(one) for one in reading.clauses
        )
        if (
            decided  # "떼다 파는 도매상이에요."
            or (reading.told.first_person and not only_wishes)
            or not self._surely_asks(reading, _TOUCHED | LONE if only_wishes else _WEAK | LONE)
        ):
            return reading
        if only_wishes:
            return replace(reading, only_wishes=True)
        return replace(reading, told=Told({}, False, (), reading.told.first_person, reading.told.asks_kind))

    def _tells_of_others(self, reading: Reading) -> bool:
        """Whether a quarrel or an offer is surely told of: "a consultancy promises us the grant for a third of it"."""
        likeliest = (self._likeliest(one) for one in reading.clauses)
        surely = any(id in _TELL_OF_NO_COMPANY and chance >= _VERY_SURELY for id, chance in likeliest)
        return surely and not self._may_ask_for_verdict(reading)

    def _surely_asks(self, reading: Reading, touched: Container[str]) -> bool:
        """Whether a clause surely asks for what is no eligibility nor `touched`, and none may ask for that."""
        # "창고 옆에 공장도 있어요.": what only declares sounds like much, and asks for nothing
        likeliest = [self._likeliest(one) for one in reading.clauses if not _declares(one)]
        sure = any(
            chance >= _SURELY
            and id not in touched
            and self._topics.topics[id].kind not in ("decline", "smalltalk")
            for id, chance in likeliest
        )
        return sure and not self._may_ask_for_verdict(reading)

    def _may_ask_for_verdict(self, reading: Reading) -> bool:
        heard = (one for one in reading.clauses if len(one.squashed) >= _LEAST_LETTERS)
        return any(dict(self.chances(one)).get(VERDICT, 0.0) >= _MAY_BE_ELIGIBILITY for one in heard)

    def asks(self, reading: Reading, context: Context, desk: Desk) -> list[tuple[Topic, Clause]]:
        """What is asked, in order, each once."""
        found: dict[tuple[str, bool], tuple[Topic, Clause]] = {}
        heard: list[tuple[Topic, Clause]] = []
        of_other_year = context.year is not None and reading.year not in (None, context.year)
        # "그 전해에는요?", after a call of one year
        subject = () if of_other_year and set(context.subject) <= _CALLS else context.subject
        places: tuple[Place, ...] = ()
        again = self._last_again(reading, context)
        if again:
            return again
        doubt = self._only_doubts(reading, context)
        if doubt is not None:
            return [(self._topics.topics["sources"], doubt)]
        if self._only_greets(reading):
            return [(self._topics.topics[_HELLO], reading.clauses[0])]
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
            subject = (
                () if clause.tracks else subject
            )  # "일반 고도화는 그럼 얼마죠": a track is another matter
            subject = tuple(sorted(SUBJECT_CONCEPTS & set(clause.concepts))) or subject
            asked = (
                ([(self._topics.topics["cap"], clause)] if _asks_whose_amounts(clause) else [])
                or [(self._topics.topics[one], clause) for one in _of_an_open_level(clause, reading)]
                or self._beside_description(clause, reading, context, desk)
                or self._shares_apart(clause, context, desk)
                or self._each_its_own(self._topics_of(clause, reading, context, desk), clause)
            )
            if len(asked) > 1:
                # "멘토가 줄었나요 늘었나요": of the mentors, and not of the programme at large
                ruled_out = {topic.id for topic, _ in asked if _gives_way_to_words(topic, clause)}
                asked = [one for one in asked if one[0].id not in ruled_out] or asked
            asked = [(topic, self._without_mishearing(topic, one)) for topic, one in asked]
            asked = [(self._of_companies(topic, one), one) for topic, one in asked]
            surely = (one for one in asked if _is_matched(*one) or self._may_go_on(*one))
            subject = next(filter(None, (subject_of(*one) for one in surely)), subject)
            heard += self._wrongly_heard(clause, asked, desk)
            for topic, one in asked:
                # "멘토링이 뭐예요? 돈 내야 돼요?": what a topic leaves open is asked apart from it
                key = topic.id, desk.uncovered(Ask(topic, one), self._topics.aspects)
                _, before = found.get(key, (topic, one))
                found[key] = (topic, _with_more(before, one))
        heard = [one for one in heard if one[0].id not in {id for id, _ in found}]
        asks = list(found.values())
        lone = LONE - {"change"} if desk.tells_company else LONE
        if any(asks_where_it_is_said(one) for one in reading.clauses):
            lone = lone - {"sources"}
        substantial = [one for one in asks if one[0].kind != "smalltalk" and one[0].id not in lone]
        # "회사 돈 몇 %? 고도화 기준": a clause that only names a subject narrows what another one asks.
        pointed = [
            one
            for one in substantial
            if one[0].id not in _TRACK_TOPICS
            and (
                set(one[1].concepts) - _LEVELS
                or _ASKS.search(one[1].text.rstrip("?"))
                or (not one[1].concepts and self._may_go_on(*one))
            )
        ]
        substantial = pointed or substantial
        if self._answers(reading, context):
            # "아 확인서 기한이 지났고 작년부터 중견이에요": what only tells how the company is asks for no deadline
            substantial = [one for one in substantial if not self._only_tells_news(one[1])]
            asks = [one for one in asks if one[0].kind != "decline" or not self._only_tells_news(one[1])]
        if reading.firms and len(reading.tracks) < 2:
            # "기초 둘 다 되나요?": both are firms here, and not tracks
            substantial = [one for one in substantial if one[0].id != _BOTH_TRACKS]
        if _tells_much(_of_kind(reading.told.facts)):
            # "정부일반형으로 기초를 받은 회사입니다": who supported the company before is not asked about
            substantial = [
                one
                for one in substantial
                if not (
                    one[0].id == "look-alikes"
                    and one[1].tells_prior
                    and dict(self.chances(one[1])).get(one[0].id, 0.0) < _HARDLY
                )
            ]
        wanted = self._wants_verdict(reading, context, substantial, desk)
        if wanted:
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
            asks = [
                one
                for one in _judged_first(substantial, self._topics.topics[VERDICT], reading)
                if (one[0].kind != "not_stated" or _is_matched(*one) or self._is_sure_of(*one))
                and not self._is_told_in_passing(*one)
            ]
        elif substantial:
            told = [one for one in substantial if _only_tells(*one) or _only_places(*one)]
            asks = [one for one in substantial if one not in told] or substantial
        if any(topic.kind == "not_stated" for topic, _ in asks) and not desk.tells_company:
            # "세금이 밀렸는데, 그래도 되나요?": what it is about is asked, not eligibility in general
            asks = [one for one in asks if one[0].id != VERDICT or not set(one[1].concepts) <= _ABLE]
        if len(asks) > 1 and not wanted:
            # "삼성 서비스센터로 가면 되나요": a verb, and nobody's eligibility, beside what is surely asked
            sure = any(topic.id != VERDICT and self._may_go_on(topic, one) for topic, one in asks)
            asks = [one for one in asks if not (sure and self._is_idle(*one))]
        asks = [one for one in asks if not self._rather_goes_on(*one, asks)]
        if any(_is_matched(*one) or self._may_go_on(*one) for one in asks):
            # "The boss is a foreigner. Is that a problem?": the half that sounds like nothing asks for nothing more
            heard_in = {
                clause.text
                for topic, clause in asks
                if _is_matched(topic, clause) or self._is_likely(topic, clause) or topic.id == VERDICT
            }
            asks = [one for one in asks if one[1].text in heard_in]
        declined = [one for one in asks if one[0].kind == "decline"]
        answered = [one for one in asks if one not in declined]
        is_asked = wanted or any(
            topic.kind != "smalltalk" and topic.id not in _WEAK and not _goes_along(one)
            for topic, one in answered
        )
        # A word on the weather beside a question spoils it no more than a greeting does.
        certainly = [
            one
            for one in declined
            if ((_is_matched(*one) and not self._is_outvoted(*one, reading)) or self._is_sure_of(*one))
            and not (one[0].targets[0] == "off_topic" and (is_asked or (answered and _goes_along(one[1]))))
            and not _names_what_is_asked(one[1], answered)
            and not (wanted and one[0].id == "chance" and not _OF_SELECTION.search(one[1].spaced))
        ]
        certainly.sort(key=lambda one: -dict(self.chances(one[1])).get(one[0].id, 0.0))
        if certainly and certainly[0][0].id == "look-alikes" and "samsung_dealings" in reading.told.facts:
            # "never dealt with Samsung, only with LG": a customer, and no other programme
            return [*heard, (self._topics.topics["samsung-dealings"], certainly[0][1])]
        if certainly and certainly[0][0].id in _DECLINED_BESIDE:
            # "중간1이 뭔지, 그리고 우리가 뽑힐지": the one is answered, the other declined
            apart = [
                one
                for one in answered
                if not _goes_along(one[1])
                and not _same_words(one[1], certainly[0][1])
                and (_is_matched(*one) or self._may_go_on(*one))
            ]
            if (
                certainly[0][0].id == "look-alikes"
            ):  # "자율형공장은 또 얼마까지": all of it is asked of the other one
                apart = [one for one in apart if _OF_THIS_ONE & set(one[1].concepts)]
                apart = self._compared_with(certainly[0][1], reading) or apart
            if any(
                topic.kind in ("statements", "handler") and topic.id not in _TOUCHED for topic, _ in apart
            ):
                return [*heard, *apart[:3], certainly[0]]
        # What only sounds like something to decline gives way to what is surely asked.
        return [*heard, *(certainly[:1] or answered[:4] or declined[:1])]

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
        found = [one.topic for one in self._topics.matches(concepts) if one.topic.id in _JOINABLE]
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
        if topic.covers is None or dict(self.chances(clause)).get(topic.id, 0.0) < _BEYOND_DOUBT:
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
        asked = any(_ASKS.search(one.spaced) or one.figures or one.tracks or one.places for one in others)
        return None if asked else doubts[0]

    def _of_companies(self, topic: Topic, clause: Clause) -> Topic:
        """ "2027년 회사 접수는 언제부터": what only sounds like the call for institutions asks of a round to come."""
        sounds = (
            topic.id == "call-2027" and "next_round" in clause.concepts and not _is_matched(topic, clause)
        )
        return self._topics.topics["next-intake"] if sounds else topic

    def _only_greets(self, reading: Reading) -> bool:
        """Whether it greets and says who is there, without a question: "안녕하세요 남편 공장 서류 맡고 있는 사람이에요"."""
        greets = any(_HELLO in one.concepts for one in reading.clauses[:1])
        if not greets or _ASKS_FOR.search(reading.spaced) or _tells_much(reading.told.facts):
            return False
        named = any(one.matches and one.matches[0].score >= _HALF_AT_LEAST for one in reading.clauses)
        likeliest = [self._likeliest(one) for one in reading.clauses]
        surely = any(
            chance >= _SURELY and self._topics.topics[id].kind != "smalltalk"
            for id, chance in likeliest
            if id
        )
        says = _INTRODUCES.search(reading.spaced)
        return not surely and bool(says or not named)

    def _wrongly_heard(
        self, clause: Clause, asked: list[tuple[Topic, Clause]], desk: Desk
    ) -> list[tuple[Topic, Clause]]:
        """A false premise in passing: "40개사 뽑는다던데 경쟁은 덜하겠네요" asks for odds, but 40 is wrong."""
        heard = self._reader.heard_in(clause) if clause.figures else None
        if heard is None and not any(topic.kind in ("statements", "handler") for topic, _ in asked):
            heard = clause  # "as 150 firms get in, our odds look decent"
        if heard is None or not heard.figures or not puts_forward(desk.reading):
            return []
        named = [one.topic for one in heard.matches if one.topic.id in _JOINABLE]
        if not named or any(one.id == named[0].id for one, _ in asked):
            return []
        topic = named[0]
        answer = self._telling.on(topic, heard, desk)
        return [(topic, heard)] if any(one.corrects for one in answer.segments) else []

    def _that_ask(self, reading: Reading) -> list[Clause]:
        """The clauses, without those that only describe a company, or lead up to what another one surely asks.

        "SME making hinges, want process automation." has words of many topics and asks for none of them.
        """
        if reading.tells_company:
            asking = [one for one in reading.clauses if self._may_ask(one)]
        elif surely := [one for one in reading.clauses if self._surely_asks_something(one)]:
            stated = all(map(self._surely_asks_what_is_stated, surely))
            asking = [one for one in reading.clauses if not self._is_background(one, beside_stated=stated)]
        else:
            asking = []
        return asking or list(reading.clauses)

    def _surely_asks_something(self, clause: Clause) -> bool:
        """Whether it has the form of a question and surely is one on some topic."""
        if not _ASKS.search(clause.spaced):
            return False
        id, chance = self._likeliest(clause)
        named = bool(clause.matches) and clause.matches[0].score >= _HALF_AT_LEAST
        kind = self._topics.topics[id].kind if id else None
        if kind == "decline":
            return (chance >= _SURELY and id in _TOLD_AROUND) or (chance >= _VERY_SURELY and id == _OFF_WORLD)
        return (named or chance >= _SURELY) and kind != "smalltalk"

    def _surely_asks_what_is_stated(self, clause: Clause) -> bool:
        """Whether it asks for something by itself that needs nothing of what was told: "How many weeks do they stay?"."""
        id, chance = self._likeliest(clause)
        stated = bool(id) and self._topics.topics[id].kind in ("statements", "handler") and id != VERDICT
        return stated and chance >= _VERY_SURELY and _is_matched(self._topics.topics[id], clause)

    def _is_background(self, clause: Clause, *, beside_stated: bool) -> bool:
        """Whether a clause beside a question only leads up to it: "제가 서류 담당이라 사장님이 자꾸 물으셔서...".

        `beside_stated`: what is asked stands by itself, so that a matter that is only told is none of it.
        """
        id, chance = self._likeliest(clause)
        concludes = _CONCLUDES.match(clause.spaced) and not (
            clause.tracks or clause.places or _ASKS.search(clause.spaced)
        )
        if clause.elliptic or clause.text.endswith("?"):
            return bool(concludes) and not clause.text.endswith("?")
        declares = _declares(clause)
        tells = declares and not _ENDS_ASKING.search(clause.spaced)  # "점심값은 저희가 내는 건가요"
        if tells and (id in _TOLD_FIRST or is_own_story(clause)):
            return True  # "이런 게 있는 줄 어제 알았어요": what it is in general is not asked
        if chance >= _SURELY and id:
            # "공장이 임대입니다." tells what is asked about; a figure may have to be corrected
            silent = self._topics.topics[id].kind == "not_stated"
            if tells and silent and beside_stated:
                return True  # "Our landlord tears it down. How much does the basic track give?"
            if tells and id == ANYTHING_ELSE:
                return True  # "we only log data on one server": what no topic is on is not asked by telling
            told = silent or clause.figures
            return bool(declares and not told and _DECLARES.search(clause.spaced))
        return bool(declares) or (not clause.matches and chance < _PART_FROM)

    def _likeliest(self, clause: Clause) -> tuple[str, float]:
        """The likeliest topic with its chance; ("", 0.0) for what is too short to sound like anything."""
        heard = len(clause.squashed) >= _LEAST_LETTERS
        return next(iter(self.chances(clause) if heard else ()), ("", 0.0))

    def _may_ask(self, clause: Clause) -> bool:
        """Whether it asks, or else surely sounds like one topic."""
        if _ASKS_FOR.search(clause.spaced):
            return True
        id, chance = self._likeliest(clause)
        return chance >= _SURELY and self._topics.topics[id].kind != "decline"

    def _wants_verdict(
        self, reading: Reading, context: Context, substantial: list[tuple[Topic, Clause]], desk: Desk
    ) -> bool:
        """A message that describes the company wants a verdict, unless it asks for something else."""
        checking = context.asked is not None or context.topic == VERDICT
        ids = {topic.id for topic, _ in substantial}
        weak = all(_is_weak(*one) for one in substantial)
        asked = {concept for clause in reading.clauses for concept in clause.concepts}
        if "able" in asked and not any(
            self._asks_whether(clause) and not self._is_of_a_service(clause) for clause in reading.clauses
        ):
            asked -= {"able"}
        if ids & _NOT_A_SIZE and (checking or (desk.tells_company and _VERDICT_WORDS & asked)):
            return True  # a headcount is no SME status: what is known is judged, and the status is asked for
        supposed = reading.told.hypothetical
        if supposed and context.facts:
            return True
        if not desk.tells_company:
            return False
        if reading.firms and asks_which(reading.spaced):
            return True  # "one in Daejeon, the other in Pohang: which of them could join?"
        if reading.told.asks_kind and reading.told.first_person:
            return True  # "are we still an SME?"
        if supposed and IDENTIFYING & set(reading.told.facts):
            # "What if we grew into a mid-sized company?": what would follow is asked, unless it surely is something
            return not any(self._is_sure_of(*one) for one in substantial if one[0].id not in _WEAK)
        if any(
            fact in reading.told.facts and topic in ids for topic, fact in _DECIDED_BY.items()
        ) and _tells_much(_of_kind(reading.told.facts)):
            return True  # "한번 받았으면 또 못 받나요": what was told, and a criterion decides
        asking = [one for one in reading.clauses if _ASKS_FOR.search(one.spaced)]
        if asking and substantial and all("spending" in one.concepts for one in asking):
            return False  # "can I use the grant to buy a machine": whether the money can, and not the company
        news = context.verdict_tracks and brings_news(reading, context.facts)
        if news and not any(self._is_asked_beside(*one) for one in substantial):
            return True
        what_it_is = any(topic.id == _OVERVIEW and self._is_sure_of(topic, one) for topic, one in substantial)
        if what_it_is and not checking and not supposed and not _VERDICT_WORDS & asked:
            return False  # "I'm an engineer at a PCB maker in Gumi. What is it, in short?"
        if not _ASKS.search(reading.spaced):
            # "We build gearboxes in Changwon.": much that is told, or nothing else that it may be about
            surely = any(self._is_sure_of(*one) for one in substantial)
            if len(reading.told.facts) >= _MUCH_TOLD or (reading.told.first_person and not surely):
                return True
        explained = any(topic.id in _EXPLAINED and self._is_sure_of(topic, one) for topic, one in substantial)
        explained = explained and not _tells_much(reading.told.facts)
        unknown = "target_level" not in reading.told.facts and any(
            map(self._asks_what_a_level_is, reading.clauses)
        )
        if not checking and not supposed and (explained or unknown):
            return False  # "We only make lids and all this is new to us. What does basic mean?"
        silent = any(topic.kind == "not_stated" for topic, _ in substantial)
        if silent and not checking and not supposed and not _tells_much(reading.told.facts):
            return False
        if any(asks_since_when_there(one, context) for one in reading.clauses):
            return False  # "예전에도 대전은 빠져 있었나요?"
        if self._surely_asks_else(reading, substantial) and not (
            _tells_much(_of_kind(reading.told.facts))
            and (reading.told.first_person or _VERDICT_WORDS & asked)
        ):
            return False  # "광주 기초는 우리 돈 몇 프로 들어가요", "What is intermediate 2? The shop next door sells it"
        # "Is there any way for us to join?": a question on nothing that is known asks what the description is for
        unnamed = any(_ASKS.search(one.spaced) and not one.matches for one in reading.clauses[-1:])
        return bool(_VERDICT_WORDS & asked) or weak or (unnamed and reading.told.first_person)

    def _answers(self, reading: Reading, context: Context) -> bool:
        """Whether news of a company is told that was judged, or that the bot asked about."""
        judged = context.asked is not None or (context.verdict_tracks and context.facts)
        return bool(judged) and reading.tells_company and brings_news(reading, context.facts)

    def _only_tells_news(self, clause: Clause) -> bool:
        """Whether a clause tells something of the company and neither asks nor surely sounds like a question."""
        if not clause.tells or _ASKS.search(clause.spaced):
            return False
        if clause.places and not _IS_SENTENCE.search(clause.spaced):
            return False  # "포항 마감일"
        id, chance = self._likeliest(clause)
        return chance < _SURELY or id in _WEAK or _declares(clause)

    def _surely_asks_else(self, reading: Reading, substantial: list[tuple[Topic, Clause]]) -> bool:
        """Whether something else is surely asked, and no clause may ask for a verdict."""
        sure = any(self._is_sure_of(*one) for one in substantial if one[0].id not in _WEAK | {VERDICT})
        return sure and not self._may_ask_for_verdict(reading)

    def _asks_whether(self, clause: Clause) -> bool:
        """Whether it is asked if something is possible, and not only how much or when: "한도가 어떻게 되나요"."""
        rest = _HOW_MUCH_IS_POSSIBLE.sub(" ", clause.squashed), _HOW_MUCH_IS_POSSIBLE.sub(" ", clause.spaced)
        return self._topics.concepts["able"].found_in(*rest) is not None

    def _is_of_a_service(self, clause: Clause) -> bool:
        """Whether what may be done at a service is asked, and no firm's eligibility: "부스에서 시식 해도 되나요"."""
        unheard = dict(self.chances(clause)).get(VERDICT, 0.0) < _HARDLY
        return bool(_SERVICES & set(clause.concepts)) and unheard

    def _is_told_in_passing(self, topic: Topic, clause: Clause) -> bool:
        """Whether a clause that tells of the company has but a word of the topic: "플라스틱 용기 뽑아요", "전화가 왔는데"."""
        if topic.id not in _JOINABLE or topic.kind == "not_stated" or QUESTION_WORD.search(clause.spaced):
            return False
        least = _OVERRULES_FROM if _declares(clause) else _HARDLY
        return dict(self.chances(clause)).get(topic.id, 0.0) < least

    def _is_asked_beside(self, topic: Topic, clause: Clause) -> bool:
        """Whether a clause that tells news of the company asks for something else, and not only sounds so."""
        if topic.id in _WEAK | LONE:
            return False
        # "플라스틱 용기 뽑아요" tells, whatever its words are
        in_words = topic.id in _JOINABLE and _is_matched(topic, clause) and not _declares(clause)
        return in_words or dict(self.chances(clause)).get(topic.id, 0.0) >= _PART_FROM

    def _with_subject(self, clause: Clause, reading: Reading, subject: tuple[str, ...]) -> Clause:
        """A short question without a subject is about the last one: "몇 명이나?" after the mentors."""
        named = (
            clause.tracks
            or clause.places
            or set(clause.concepts) & _OWN_SUBJECTS
            or _OUR_PLACE.search(clause.spaced)
        )
        # "그분들 현역이에요?", "are they still employed?": words of no topic, on what was spoken of
        only_talk = set(clause.concepts) <= _TALK  # "그분이 이 사업 두고 뭐라 했대요"
        points = bool(_OF_THE_SUBJECT.search(clause.spaced) and only_talk and not self._is_silent(clause))
        asks = set(clause.concepts) - _TALK
        short = (
            reading.follows_up
            or len(clause.squashed) <= (_SHORT_IN_LATIN if clause.squashed.isascii() else _SHORT_CLAUSE)
            or bool(_POINTS_BACK.match(clause.squashed))
            or asks <= _PURE_ASPECTS
        )
        points = bool(points or (self._is_fragment(clause) and _IS_KNOWN.search(clause.spaced)))
        if not subject or named or not (asks or points) or not short:
            return clause
        if set(subject) == _EXTRA_CALL and self._asks_for_whom(clause):
            return replace(clause, tracks=_TRACKS[:1])  # its terms are those of the track that it was for
        if set(subject) <= _CALLS and _OTHER_ONE.search(clause.spaced):
            return clause  # "첫 모집은 언제 시작했더라", after the extra one
        if set(subject) <= _CALLS and "next_round" in asks:
            return clause  # "그거 놓쳤으면 next one은 언제": another one is asked about
        at_it = set(subject) <= _CALLS and _AT_IT.search(clause.spaced)
        if "now" in asks and "when" not in asks and not at_it and (set(subject) <= _CALLS or asks <= {"now"}):
            return clause  # "Nothing I could hand in today?", after a call of the past
        if _EARLIER.search(clause.spaced) and self._is_of_another_subject(clause, subject):
            return clause  # "아까 그 행사, 몇 개사 나갔어요", after the mentors
        concepts = {**clause.concepts, **dict.fromkeys(subject, "")}
        matches = tuple(self._topics.matches(concepts))
        asked = set(matches[0].why.split("+")) if matches else set[str]()
        call = set(subject) <= _CALLS  # which has all that the programme has
        # "사업 전체 예산은 그럼" after the chairman: with the subject it asks for nothing that it names
        own = clause.matches[0] if clause.matches else None
        names_more = own is not None and own.score >= _HALF_AT_LEAST and own.topic.id != _COMPARISON
        asks_by_itself = (
            (len(reading.clauses) > 1 or (names_more and self._may_go_on(clause.matches[0].topic, clause)))
            and clause.matches
            and asked <= set(subject)
            and not call
        )
        if not asked & set(subject) or asks_by_itself:
            return clause  # "회장 성함 그리고 전화번호요": a telephone is no chairman's
        return replace(clause, concepts=concepts, matches=matches)

    def _is_fragment(self, clause: Clause) -> bool:
        """Whether it is a scrap that names nothing and belongs to what was spoken of: "한 회사에는?", "per company?"."""
        short = len(clause.squashed) <= (_SHORT_IN_LATIN if clause.squashed.isascii() else _SHORT_CLAUSE)
        if clause.concepts or not short or not (clause.elliptic or clause.text.endswith("?")):
            return False
        if _SUPPOSES.search(clause.squashed):
            return False
        id, chance = self._likeliest(clause)
        talk = bool(id) and self._topics.topics[id].kind == "smalltalk"
        return chance < (_OVERRULES_FROM if talk else _SURELY)

    def _asks_for_whom(self, clause: Clause) -> bool:
        """Whether it asks which firms something is for, and for nothing else: "그건 어떤 회사들 대상이었는데요"."""
        return "who" in clause.concepts and not (self._topics.aspects - {"person"}) & set(clause.concepts)

    def wants_last_again(self, reading: Reading, context: Context) -> bool:
        """Whether the message only wants the last answer once more, or in another language."""
        return bool(self._last_again(reading, context))

    def _last_again(self, reading: Reading, context: Context) -> list[tuple[Topic, Clause]]:
        """The last question, where the whole message only wants its answer once more, or in another language."""
        if context.topic is None or context.topic not in self._topics.topics:
            return []
        wishes = [one for one in reading.clauses if asks_to_repeat(one) or wishes_language(one)]
        others = [one for one in reading.clauses if one not in wishes]
        if not wishes or any(
            _ASKS.search(one.spaced) or (one.matches and not _GIVES_REASON.search(one.squashed))
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

    def _is_of_another_subject(self, clause: Clause, subject: tuple[str, ...]) -> bool:
        """Whether it sounds rather like a question on another subject than the last one."""
        id, chance = next(iter(self.chances(clause)), ("", 0.0))
        other = subject_of(self._topics.topics[id], clause) if chance >= _PART_FROM else ()
        return bool(other) and other != subject

    def _is_silent(self, clause: Clause) -> bool:
        """Whether it is likeliest to ask for what stands nowhere: "do they speak English?"."""
        id, chance = next(iter(self.chances(clause)), ("", 0.0))
        return chance >= _GUESS_AT_LEAST and self._topics.topics[id].kind == "not_stated"

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
        asks_more = set(clause.concepts) - _BARE_SUBJECTS - {"able", "apply"}
        if not places or clause.places or asks_more or not points_at_place(clause):
            return clause
        if self._is_sure_of(self._topics.topics[_OVERVIEW], clause):
            return clause  # "I work in Gumi, and my boss asked me to look into this. What is it?"
        concepts = {**clause.concepts, "region": ""}
        return replace(
            clause, concepts=concepts, matches=tuple(self._topics.matches(concepts)), places=places
        )

    def _comparing(self, clause: Clause, context: Context) -> Clause:
        """A question which track has more of something asks how much both have."""
        aspect = compared_aspect(clause, context)
        if aspect is None:
            return clause
        if not clause.places and is_between_places(clause, context):
            clause = replace(clause, places=(Place(0, 0, "", frozenset(context.region), "", ""),))
        concepts = {one: word for one, word in clause.concepts.items() if one in _LEVELS} | {
            aspect: "",
            "both_tracks": "",
        }
        places, tracks = clause.places, _TRACKS
        if places:
            concepts, tracks = {aspect: "", "region": places[0].text, "basic": ""}, _TRACKS[1:]
            if len(places) == 1:  # "광주랑 비교하면": with the place that was spoken of
                places = (*places, replace(places[0], choices=frozenset(context.region)))
        matches = tuple(self._topics.matches(concepts))
        return replace(clause, concepts=concepts, matches=matches, tracks=tracks, places=places)

    def _topics_of(
        self, clause: Clause, reading: Reading, context: Context, desk: Desk, *, told_before: bool = False
    ) -> list[Topic]:
        """The topics of a clause. `told_before`: the company was described before it, not in it."""
        matches = self._without_idle_verdict(clause)
        of_goods = desk.tells_company and bool(matches) and matches[0].topic.id == _OFF_WORLD
        if of_goods and dict(self.chances(clause)).get(_OFF_WORLD, 0.0) < _GUESS_AT_LEAST:
            matches = matches[
                1:
            ]  # "병원에서 쓰는 침대 만들어요": a word of another world in what a company makes
        left = self._left_to_the_last(clause, reading, context)
        if left:
            return [self._topics.topics[one] for one in left]
        again = self._same_question(clause, reading, context, desk)
        if again is not None:
            return [again]
        figure = next((one.topic for one in matches if one.topic.id in _NOT_A_SIZE), None)
        if reading.told.asks_kind and figure is not None and not desk.tells_company:
            return [figure]  # "직원 310명이면 중소기업인가요": what a figure does not settle
        likely = self._likely(clause, reading, context, desk, told_before)
        first = likely or (matches[0].topic if matches else None)
        if first is not None and first.id == "extra-intake" and _is_of_this_year(clause, desk):
            return [self._topics.topics["next-intake"]]
        if first is not None and first.id == "extra-intake" and clause.tracks == _TRACKS[1:]:
            return [self._topics.topics["intake"]]  # "기초도 추가로 받았어요?": of the other track
        was_this_year = reading.year_is_loose and was(clause) and "next_round" not in clause.concepts
        if first is not None and first.id == "next-intake" and was_this_year:
            return [self._topics.topics["intake"]]  # "올해 건은 언제 받은 거예요"
        of_a_wish = likely or (matches[0].topic if matches else None)
        if (
            of_a_wish is not None
            and of_a_wish.id in _NOT_OF_A_WISH
            and _asks_amount_for_a_wish(clause, reading)
        ):
            return [self._topics.topics["cap"]]
        if likely is not None and likely.id == "growth" and matches:
            named = self._of_two_years(matches, clause, desk).topic
            likely = named if self._telling.compared(named, clause, desk) is not None else likely
        if likely is not None and (not matches or likely.id != matches[0].topic.id):
            return [likely]
        if not matches:
            if (
                context.topic is not None
                and context.topic in self._topics.topics
                and _POINTS_AT_IT.search(clause.spaced)
                and _ASKS.search(clause.spaced)
            ):
                return [self._topics.topics[context.topic]]
            if context.topic is None or len(reading.clauses) > 1 or not self._is_fragment(clause):
                return []
            # "한 회사에는?" is asked of what was spoken of; "주차는?" of something that stands nowhere
            last = context.topic if _IS_KNOWN.search(clause.spaced) else ANYTHING_ELSE
            return [self._topics.topics[last]] if last in self._topics.topics else []
        best = self._of_two_years(matches, clause, desk)
        if context.facts and best.topic.id in _WEAK and {"able", "we"} <= set(clause.concepts):
            # "우리 같은 데도 도움 받을 수 있나 해서": of the company that was described
            best = next((one for one in matches if one.topic.id == VERDICT), best)
        if (
            best.topic.id == "selection"
            and "count_companies" in clause.concepts
            and "when" not in clause.concepts
        ):
            # "110 firms were chosen, weren't they?": how many they are is put forward, and not when
            best = replace(best, topic=self._topics.topics["places"])
        if (
            best.topic.id == "intermediate-1"
            and reading.told.first_person
            and not _ASKS.search(clause.spaced)
        ):
            return [self._topics.topics[VERDICT]]  # "우린 중간1 정도면 딱 좋겠는데": a wish
        if best.topic.id == "cap" and self._is_budget(clause, desk):
            best = replace(best, topic=self._topics.topics["budget"])
        chosen = [best.topic]
        evidence = _words(best.why, clause)
        sure = self._surely_one_of(matches, clause, desk)
        if sure is not None and not told_before:
            return [sure]
        if best.topic.id in _JOINABLE:
            for other in matches[1:]:
                words = _words(other.why, clause)
                apart = not any(a in b or b in a for a in words for b in evidence)
                if other.why == "selection" and "places" in clause.concepts:
                    continue  # "몇 개사를 선정하나요": the verb of the count
                unheard = dict(self.chances(clause)).get(other.topic.id, 0.0) < _FAINTLY
                on_service = bool(SUBJECT_CONCEPTS & set(best.why.split("+")))
                weak = on_service and other.score < _MUCH
                if (
                    unheard
                    and "won_figure" not in clause.concepts
                    and (weak or not any(QUESTION_WORD.search(one) for one in words))
                ):
                    # "365센터는 설치하고 몇 년 봐주나요": how long the building takes is not asked
                    continue
                if other.topic.id in _JOINABLE and apart and words and other.score >= 1.0:
                    chosen.append(other.topic)
                    evidence |= words
        return chosen

    def _of_two_years(self, matches: Sequence[Match], clause: Clause, desk: Desk) -> Match:
        """The best match, but for years that only stand side by side: "2023년이랑 2024년 접수가 언제" asks for no growth."""
        best = matches[0]
        of_service = SUBJECT_CONCEPTS & set(
            clause.concepts
        )  # "멘토는 그다음 해에 늘었어요": no growth of the edition
        if best.topic.id == "growth" and (of_service or _ONLY_YEARS.fullmatch(clause.concepts["growth"])):
            for other in matches[1:]:
                if (
                    other.topic.id != "growth"
                    and self._telling.compared(other.topic, clause, desk) is not None
                ):
                    return other
        return best

    def _surely_one_of(self, matches: Sequence[Match], clause: Clause, desk: Desk) -> Topic | None:
        """What a clause that asks once very surely asks for: "뽑힌 데 발표는 언제" is no question on how many.

        None where a figure is claimed beside it, which may have to be corrected.
        """
        if "" in clause.concepts.values():
            return (
                None  # "거기 전화번호": its subject is that of the last question, which the words do not say
            )
        id, chance = next(iter(self.chances(clause)), ("", 0.0))
        topic = next((one.topic for one in matches if one.topic.id == id), None)
        asks_more = len(QUESTION_WORD.findall(clause.spaced)) > 1 or "won_figure" in clause.concepts
        if topic is None or chance < _VERY_SURELY or asks_more or any(self._reader.beside(clause)):
            return None
        return None if desk.uncovered(Ask(topic, clause), self._topics.aspects) else topic

    def _beside_description(
        self, clause: Clause, reading: Reading, context: Context, desk: Desk
    ) -> list[tuple[Topic, Clause]]:
        """What is asked after the company is described in passing, unless it is only whether the company qualifies."""
        rest = self._reader.after_description(clause) if desk.tells_company else None
        if rest is None and clause.matches and clause.matches[0].topic.id in _NOT_A_SIZE:
            return self._beside_own_figure(clause, reading, context, desk)
        if rest is None:
            return []
        asked = self._side_by_side(rest, desk) or [
            (topic, rest) for topic in self._topics_of(rest, reading, context, desk, told_before=True)
        ]
        # "얼마까지 되는지, 포항에서 볼트 만드는데, 언제까지였는지": one question may stand before the description
        before = [
            one
            for one in self._side_by_side(clause, desk)
            if one[1].text not in rest.text and not one[1].tells
        ]
        asked = [*(one for one in before if one[0].id not in _WEAK | LONE), *asked]
        if not asked or {topic.id for topic, _ in asked} <= _WEAK | LONE:
            return []
        sizes = [(one.topic, clause) for one in clause.matches[:1] if one.topic.id in _NOT_A_SIZE]
        return [*asked, *sizes]

    def _beside_own_figure(
        self, clause: Clause, reading: Reading, context: Context, desk: Desk
    ) -> list[tuple[Topic, Clause]]:
        """ "저희 직원이 200명인데 멘토는 몇 명": what is asked after a figure of the writer's own firm."""
        rest = self._reader.after_description(clause, of_own=_NOT_A_SIZE)
        if rest is None or rest.matches == clause.matches or _NOT_A_FIGURE & set(rest.concepts):
            return []
        topics = self._topics_of(rest, reading, context, desk, told_before=True)
        sure = [one for one in topics if one.id in _JOINABLE and self._is_likely(one, rest)]
        return [(one, rest) for one in sure]

    def _shares_apart(self, clause: Clause, context: Context, desk: Desk) -> list[tuple[Topic, Clause]]:
        """Things asked in one clause; who pays what is one: "how much is the city's and how much Samsung's"."""
        asked = self._side_by_side(clause, desk)
        of_money = {topic.id for topic, _ in asked} <= {"cap", "own-share"}
        if any(topic.id == "cap" and not _PAYERS.search(part.spaced) for topic, part in asked):
            return asked  # "How much is it there, and who chips in what?"
        return [] if of_money and asks_who_pays(clause, context) else asked

    def _side_by_side(self, clause: Clause, desk: Desk) -> list[tuple[Topic, Clause]]:
        """Things asked in one clause, where its parts alone ask for different ones; else nothing."""
        if clause.figures and _POINTS_AT_FIGURE.search(clause.spaced):
            return []  # "15억으로 보도된 바 있는데, 이 금액이 맞는지": what stands before is asked about
        described = desk.tells_company and set(desk.reading.told.facts) != {"target_level"}
        same: list[tuple[Topic, Clause]] = []
        for parts in self._reader.beside(clause):
            asked: dict[str, tuple[Topic, Clause]] = {}
            only_names: Clause | None = None
            one_thing = True
            before: set[str] = set()
            leads_in = [one for one in parts if _leads_in(one)]
            for part in parts:
                if part in leads_in or _only_lends(part, parts):
                    continue  # "After the papers are in and the visit is done, who decides?"
                # "기초하고 고도화 각각 얼마까지인지": what only names a track belongs to what is asked next
                named = bool(part.tracks) and set(part.concepts) <= _LEVELS | {"programme"}
                only_names = part if named else only_names
                topic = (
                    None
                    if named and _says_no_more(part)
                    else self._asked_in_part(part, described=described, before=before)
                )
                before |= SUBJECT_CONCEPTS & set(part.concepts)
                one_thing = one_thing and topic is not None and not _asks_for_more(topic, part)
                if topic is None:
                    continue
                one = _both(part, only_names) if only_names else part
                _, other = asked.get(topic.id, (topic, one))
                asked[topic.id] = (topic, _both(other, one))
            if len(asked) > 1 and self._bears(clause, asked):
                return list(asked.values())
            if len(asked) == 1 and one_thing and self._bears(clause, asked):
                same = [(topic, one if leads_in else clause) for topic, one in asked.values()]
        return same

    def _bears(self, clause: Clause, asked: Mapping[str, tuple[Topic, Clause]]) -> bool:
        """Whether a clause that as a whole surely asks for one thing still asks for these: only what is sure too."""
        if any(_gives_way(topic, clause) for topic, _ in asked.values()):
            return False
        id, chance = next(iter(self.chances(clause)), ("", 0.0))
        if chance < _VERY_SURELY:
            return True
        chances = dict(self.chances(clause))
        if chance >= _BEYOND_DOUBT and any(
            one != id and chances.get(one, 0.0) < _FAINTLY and self._is_scrap_of(id, topic, part)
            for one, (topic, part) in asked.items()
        ):
            return False
        if self._topics.topics[id].kind not in ("not_stated", "decline"):
            # "총예산과 지원 대상 공장 수는 각각": half of it sounds like what the documents leave open, all of it does not
            return all(
                chances.get(one, 0.0) >= _HARDLY
                or (_is_matched(topic, part) and not self._only_names(topic, part))
                or (topic.kind != "not_stated" and self._is_sure_of(topic, part))
                for one, (topic, part) in asked.items()
            )
        return all(one == id or self._may_go_on(*asked[one]) for one in asked)

    def _is_scrap_of(self, whole: str, topic: Topic, part: Clause) -> bool:
        """Whether a part asks for nothing by itself of what all of it beyond doubt does not ask for:
        "on what dates and where was the expo", "what does it do that ours, all on paper, doesn't".
        """
        if self._topics.topics[whole].kind == "decline":
            return not _ASKS.search(part.spaced)
        one = self._topics.topics[whole]
        on_service = not one.is_call and any(SUBJECT_CONCEPTS & group for group in one.asks)
        if on_service and set(part.concepts) <= _PURE_ASPECTS | _TALK | {"where", "deadline"}:
            return True
        return (
            topic.kind == "not_stated"
            and not _ASKS.search(part.spaced.rstrip("?"))
            and not self._may_go_on(topic, part)
        )

    def _only_names(self, topic: Topic, part: Clause) -> bool:
        """Whether a part has words of the topic, neither asks nor sounds like it: "Out of the money each one gets"."""
        asks = _ASKS.search(part.spaced) or dict(self.chances(part)).get(topic.id, 0.0) >= _PART_FROM
        return not asks and len(part.squashed) > _SHORT_IN_LATIN

    def _is_sure_of(self, topic: Topic, clause: Clause) -> bool:
        return dict(self.chances(clause)).get(topic.id, 0.0) >= _VERY_SURELY

    def _is_likely(self, topic: Topic, clause: Clause) -> bool:
        """Whether it may be said beside what is sure: a guess, as good as what overrules words."""
        if "" in clause.concepts.values() or len(clause.squashed) < _LEAST_LETTERS:
            return True  # of the last question, which the model does not know
        return dict(self.chances(clause)).get(topic.id, 0.0) >= _OVERRULES_FROM

    def _is_outvoted(self, topic: Topic, clause: Clause, reading: Reading) -> bool:
        """Whether words describe a company, or a verdict is surely asked: "we are a consulting firm, can we apply"."""
        chances = dict(self.chances(clause))
        judged = chances.get(VERDICT, 0.0) >= _SURELY or (clause.tells and _tells_much(reading.told.facts))
        return judged and chances.get(topic.id, 0.0) < _UNHEARD

    def _is_idle(self, topic: Topic, clause: Clause) -> bool:
        """Whether only a verb sounds like a question whether firms can take part."""
        unheard = dict(self.chances(clause)).get(VERDICT, 0.0) < _HARDLY
        return topic.id == VERDICT and unheard and set(clause.concepts) <= _ABLE | _SERVICE_WORDS

    def _rather_goes_on(self, topic: Topic, clause: Clause, asks: Sequence[tuple[Topic, Clause]]) -> bool:
        """Whether a guess at what is silent may as well be what another clause surely asks for."""
        chances = dict(self.chances(clause))
        own = chances.get(topic.id, 0.0)
        if topic.kind != "not_stated" or _is_matched(topic, clause) or own >= _SURELY:
            return False
        sure = (one.id for one, other in asks if one is not topic and self._is_sure_of(one, other))
        return any(chances.get(one, 0.0) > own / 2 for one in sure)

    def _may_go_on(self, topic: Topic, clause: Clause) -> bool:
        """Whether what follows may leave unsaid that it is about this: only where it surely was asked for."""
        return dict(self.chances(clause)).get(topic.id, 0.0) >= _SURELY

    def _asked_in_part(
        self, part: Clause, *, described: bool, before: Container[str] = frozenset()
    ) -> Topic | None:
        """What a part of a clause surely asks for, else what its own words name; None for no question of its own.

        `described`: the message tells of a company, so that words on it are no question. `before`: the subjects of the
        parts that stand before it.
        """
        least = _LEAST_LETTERS if part.matches else _SHORT_CLAUSE  # "두 개만 후딱"
        heard = len(part.squashed) >= least and not (described and _tells(part))
        if _states_a_figure(part):
            return None  # "고도화 80개사와 기초 105개사를 더하면 185인데 왜 200이죠"
        taken = {one for one in _taken(part) if one in before}
        why = set(part.matches[0].why.split("+")) if part.matches else set[str]()
        for id, chance in self.chances(part)[:1] if heard else ():
            topic = self._topics.topics[id]
            if id == ANYTHING_ELSE and _goes_along(part):
                break  # "누가 하는지, 영문 보고서에 써야 해요": what for is told
            in_general = bool(why - taken) or chance < _SURELY
            if taken & why and in_general:
                break  # "365센터가 뭔지, 전화번호는": whose it is stands before, where the model does not hear it
            named = _asks_by_itself(part, described=described) and not _is_matched(topic, part)
            if named and topic.kind == "not_stated" and chance < _VERY_SURELY:
                break  # "caps for both tracks": that it is silent is believed against words only if it is surer
            if chance >= _PART_FROM and _is_a_question(topic, described=described):
                return topic
            if chance >= _SURELY and (
                id in _DECLINED_BESIDE or (not described and id not in _TOUCHED | LONE)
            ):
                return topic if topic.kind != "smalltalk" else None
        weak = (
            part.matches and part.matches[0].score <= _HALF_AT_LEAST and len(part.squashed) > _SHORT_IN_LATIN
        )
        if weak and dict(self.chances(part)).get(part.matches[0].topic.id, 0.0) < _FAINTLY:
            return (
                None  # "and is there a yearly limit on visits?": one word of many is no question on the caps
            )
        whether = not described and _asks_for_a_kind_of_firm(part)
        return part.matches[0].topic if whether or _asks_by_itself(part, described=described) else None

    def _left_to_the_last(self, clause: Clause, reading: Reading, context: Context) -> tuple[str, ...]:
        """The topics that a clause asks for only after what was said last."""
        if (
            reading.as_it_is
            and context.verdict_tracks
            and _goes_without_aspect(clause)
            and not self._asks_apart(clause)
        ):
            return (VERDICT,)
        if names_firm(reading, context) and set(clause.concepts) <= _ABLE | _BARE_SUBJECTS:
            # "B사는?", "is client B fine?": the last question of that firm, else whether it may take part
            again = context.topic in self._topics.topics and clause.elliptic
            return (context.topic if again and context.topic else VERDICT,)
        if asks_why_left_out(clause) and not speaks_of_verdict(context):
            return ("region",)  # "충남은 왜 없음"
        if "plant_place" in clause.concepts and clause.matches[0].topic.id == "region" and not clause.tells:
            return ("region",)  # "본사 주소를 보나요 공장 주소를 보나요", which sounds like several sites
        if asks_why_misprinted(clause, context):
            return ("misprint",)
        if context.topic in _BY_PLACE and asks_what_decides(clause):
            return (context.topic,)
        if asks_what_to_tell(clause, context):
            return (VERDICT,)
        if speaks_of_verdict(context) and asks_why_so(clause) and _goes_without_aspect(clause):
            return ("why",)
        only_why = bool(clause.matches) and clause.matches[0].topic.id == "why"
        if only_why and JUDGED in context.spoken and _goes_without_aspect(clause):
            return ("why",)  # "규모가 왜 모자라요 40명이라고 했잖아요"
        if asks_whom_to_ask(clause, context):
            return ("contact",)
        what = self._topics.about(context.subject[0]) if len(context.subject) == 1 else None
        if what is not None and not clause.matches and _WHAT_FOR.search(clause.spaced):
            return (what.id,)  # "짧게 정리해줘요, 뭐하는 데인지"
        if asks_if_over(clause, context):
            return ("intake",)
        if asks_of_one_firm(clause, context):
            return ("cap",)
        if asks_part_of_budget(clause, context):
            return ("budget-share",)
        if compares_years(clause, reading, context):
            return (_COMPARISON,)
        if sets_years_side_by_side(clause, reading, context) and self._topics.of_year(
            reading.year or 0, _COMPARISON
        ):
            return (_COMPARISON,)
        apart = clause.concepts.get("sum_185", "")
        if context.topic == "cap" and _DIFFERENCE_WHY.fullmatch(apart):
            return ("cap",)  # "두 개 차이는 왜 나는 거예요", after amounts
        if asks_who_pays(clause, context):
            return ("own-share",)
        if context.spoken and asks_where_it_is_said(clause):
            return ("sources",)
        if asks_which_place(clause, context):
            return ("region-list",)
        if asks_what_is_known(clause):
            return ("can-ask",)
        if context.topic in _INTERMEDIATE and (other := _A_NUMBER.fullmatch(clause.squashed)):
            return (f"intermediate-{other[1]}",)  # "2는요?" after intermediate 1
        if context.topic in _OF_LEVELS and asks_which_suits(clause):
            return (_DIFFERENCE,)
        if context.topic in _LEVEL_TOPICS and "track_word" in clause.concepts and not clause.tracks:
            # "그건 어느 유형에 들어가요"
            return ("intermediate-1-track" if context.topic == "intermediate-1" else "intermediate-track",)
        if asks_since_when_there(clause, context):
            return ("region-list",)
        if asks_leave_to_ask(clause):
            return ("can-ask",)
        if asks_of_press(clause, context):
            return ("sources",)
        last = context.topic if context.topic in self._topics.topics else None
        if last is not None and asks_why_not_known(clause):
            return (last,)
        if context.spoken and asks_if_sure(clause):
            return ("sources",)
        if asks_if_it_changes(reading, context):
            return (VERDICT,)
        of_extra_call = set(context.subject) == _EXTRA_CALL and clause.tracks == _TRACKS[:1]
        if (of_extra_call or set(clause.concepts) >= _EXTRA_CALL) and self._asks_for_whom(clause):
            return (VERDICT, "extra-intake")
        talks = [one.topic.kind == "smalltalk" for one in clause.matches]
        asks_of_them = clause.text.endswith("?") and _OF_THE_SUBJECT.search(clause.spaced)
        if last is not None and talks and all(talks) and asks_of_them:
            return (last,)  # "그 사람들이 다 공무원이에요?": they, and not who answers here
        if asks_if_final(clause, context) or asks_for_result(clause, context):
            return (VERDICT,)
        if last in _OF_PEOPLE and _OF_THE_SUBJECT.search(clause.spaced) and not named_subject(clause):
            return (last or "",)  # "그 사람들 삼성 사람이에요?", of those who choose
        apart_of = {"why", "growth", "so", *context.subject, *_BARE_SUBJECTS}
        if (
            last in OF_FIGURES
            and asks_why_so(clause)
            and set(clause.concepts) <= apart_of
            and not clause.places
        ):
            return ("why",)  # "왜 줄인 거래요", after the mentors of two years
        if last is not None and self._compares_with_before(last, clause, reading, context):
            return (last,)
        if asks_another_way(clause, context):
            return (VERDICT, "change") if brings_news(reading, context.facts) else ("change",)
        return ()

    def _compares_with_before(self, last: str, clause: Clause, reading: Reading, context: Context) -> bool:
        """Whether what was told of this edition is set beside the one before: "전에는 더 많지 않았어요?"."""
        known = any(last in of_year for year, of_year in self._topics.years.items() if year > "0")
        asks_more = set(clause.concepts) - _BARE_SUBJECTS - {"growth", "difference", "now"}
        return (
            known and not asks_more and not clause.places and compares_with_before(clause, reading, context)
        )

    def _same_question(self, clause: Clause, reading: Reading, context: Context, desk: Desk) -> Topic | None:
        """The last question again, for another track, place or year: "그럼 기초는요?", "거긴요?"."""
        if context.topic is None or context.topic not in self._topics.topics:
            return None
        if context.verdict_tracks and reading.told.ours and not clause.elliptic:
            return None  # "Actually the factory is in Daejeon." tells, and asks nothing again
        if not (clause.elliptic or reading.follows_up or reading.there or reading.elsewhere):
            return None
        id, chance = self._likeliest(clause)
        if chance >= _SURELY and self._topics.topics[id].kind == "decline":
            return None  # "is it raining in Suwon?"
        if self._asks_more_than_its_subject(clause, context):
            return None  # "and the regions in the basic track?"
        if QUESTION_WORD.search(clause.spaced) and self._asks_what_a_level_is(clause):
            return None  # "고도화가 뭔데요?", after a verdict
        aspects = set(clause.concepts) - _BARE_SUBJECTS
        if context.topic == VERDICT:
            aspects -= {"now"}  # "so basic is fine now?"
        if clause.places and not clause.tracks:
            aspects -= {"difference"}  # "광주는 다르다면서요": of places, not of the tracks
        if clause.places and context.topic == "region" and not reading.tells_company:
            aspects -= {"able", "apply"}  # "경주면 되는 거예요 안 되는 거예요", after another place
        if reading.year is not None or reading.there:
            aspects = {one for one in aspects if not _ONLY_A_YEAR.fullmatch(clause.concepts[one])}
            aspects -= {"next_round", "now"}  # "and the year after?", "올해는요?"
        # "is it raining in Suwon? I have to drive down there": the place of the message, and not the last one
        points = reading.there and (bool(clause.places) or not reading.places)
        elsewhere = points or reading.elsewhere
        new_subject = clause.tracks or clause.places or elsewhere or reading.year is not None
        if not new_subject or aspects:
            return None
        if context.facts and "target_level" in reading.told.facts and reading.tells_company:
            return self._topics.topics[VERDICT]  # "then we take basic" decides, and asks nothing again
        there = {one for place in clause.places for one in place.choices}
        if context.topic == "own-share" and there and all(desk.takes_part(one) == "unmet" for one in there):
            return self._topics.topics["region"]  # where there is no support, there is no share of it
        return self._topics.topics[self._asked_again(context.topic, clause, reading, context)]

    def _asks_apart(self, clause: Clause) -> bool:
        """Whether it surely asks, in words too, for what is no eligibility: "그냥 있을래요. 식품은 따로 모집했다면서요?"."""
        id, chance = self._likeliest(clause)
        topic = self._topics.topics.get(id)
        if topic is None or chance < _SURELY or topic.id in _WEAK | LONE:
            return False
        why = set(clause.matches[0].why.split("+")) if clause.matches else set[str]()
        named = _is_matched(topic, clause) and not why <= _ABLE | _BARE_SUBJECTS
        return topic.kind in ("statements", "handler") and named

    def _asks_more_than_its_subject(self, clause: Clause, context: Context) -> bool:
        """Whether a clause whose words name but a track or a place surely asks something of it that no word names."""
        id, chance = self._likeliest(clause)
        of_subject = _OF_LEVELS if clause.tracks else {"region-list"}
        again = {context.topic, "region", _OVERVIEW, VERDICT, *of_subject, *LONE}
        named = bool(clause.tracks or clause.places) and {*clause.concepts} <= _BARE_SUBJECTS
        return named and chance >= _SURELY and id not in again and not _says_no_more(clause)

    def _asked_again(self, topic: str, clause: Clause, reading: Reading, context: Context) -> str:
        """The last topic, or the one that has the same of what is named now."""
        if topic == "next-intake" and reading.year is not None and "next_round" not in clause.concepts:
            return "intake"  # "올해는요?" after next year's
        if reading.year is not None and topic in _OF_ONE_YEAR:
            # The terms of 2026 hold what other years have apart: what was asked of them is asked of that year.
            left = set(context.concepts) - _CALLS - SUBJECT_CONCEPTS
            return next((one.topic.id for one in self._topics.matches(left)), topic)
        if reading.year is not None and topic in _OF_A_YEAR:
            return _OF_A_YEAR[topic]
        if reading.year is not None and topic in _OF_NO_YEAR:
            return _OVERVIEW
        if topic == VERDICT and reading.year is not None and self._topics.of_year(reading.year, _OVERVIEW):
            return _OVERVIEW  # "did they do it like that in 2022 too?", after a verdict
        if topic in _LEVEL_TOPICS and len(clause.tracks) == 1:
            return f"{clause.tracks[0]}-goal"
        if clause.places and topic in ("region-list", "difference", "growth", "budget", "sum-185"):
            return "region"  # after the list of regions, a place asks whether it is one of them
        if topic == "misprint" and (clause.tracks or clause.places):
            return "cap"
        if reading.year is not None and (topic == "intake" or self._topics.topics[topic].is_call):
            # "내년엔요?": of a round to come nothing is known but what is announced
            return "next-intake" if "next_round" in clause.concepts else "intake"
        track, _, what = topic.partition("-")
        if len(clause.tracks) == 1 and f"{track}-{what}" in _OF_ONE_TRACK:
            return f"{clause.tracks[0]}-{what}"
        return topic

    def _is_of_one_firm(self, named: Topic | None, clause: Clause) -> bool:
        """Whether words ask how much, with none on the whole and no sum."""
        return named is not None and named.id == "cap" and "won_figure" not in clause.concepts

    def _is_budget(self, clause: Clause, desk: Desk) -> bool:
        """Whether the only amount named is the whole budget's: "213억 맞죠?" does not ask for a cap."""
        budget = [one for id in self._topics.topics["budget"].targets for one in desk.id(id).figures.values()]
        won = {one.value for one in clause.figures if one.kind == "won"}
        whole = {int(one.value) for one in budget if one.kind == "won"}
        # ... nor does what no company could be given: "나라에서 500억 넣는다던데"
        of_the_whole = bool(whole) and not clause.tracks and all(int(one) > max(whole) / 4 for one in won)
        return bool(won) and (won <= whole or of_the_whole)

    def _without_idle_verdict(self, clause: Clause) -> tuple[Match, ...]:
        """What the words ask for, without a verdict that "언제 접수하면 돼요" does not ask for."""
        first = clause.matches[0] if clause.matches else None
        beside = first is not None and first.topic.id == _OFF_WORLD and len(clause.matches) > 1
        if beside and dict(self.chances(clause)).get(_OFF_WORLD, 0.0) < _GUESS_AT_LEAST:
            # "농담이고 원주면 한도가 얼마예요": a word of another world beside a question
            return clause.matches[1:]
        idle = first is not None and "able" in first.why.split("+")
        if first is None or not idle or self._asks_whether(clause):
            return clause.matches
        if (
            first.topic.id == VERDICT
            and len(clause.matches) < 2
            and dict(self.chances(clause)).get(VERDICT, 0.0) >= _HARDLY
        ):
            return clause.matches
        # "얼마나 받을 수 있나": the verb is of the question how much, and says nothing by itself
        left = self._topics.matches(one for one in clause.concepts if one != "able")
        return tuple(one for one in left if one.topic.id != VERDICT)

    def _likely(
        self, clause: Clause, reading: Reading, context: Context, desk: Desk, told_before: bool
    ) -> Topic | None:
        """The topic that the clause asks for, all things counted; None where nothing is likely enough."""
        told_here = desk.tells_company and not told_before
        if told_here and self._asks_what_a_level_is(clause):
            told_here = False  # "반찬공장인데 기계가 다 하게 하는 것도 고도화라고 치나요"
        # "And when does the money reach us?": nothing is left out of what alone surely asks
        sure = self._likeliest(clause)[1] >= _BEYOND_DOUBT and len(clause.squashed) > _SHORT_IN_LATIN
        if told_here and not clause.tells and self._asks_of_another_matter(clause):
            told_here, told_before = False, True  # "How long do they stay? We make lids in Busan."
        if (
            told_here
            or len(clause.squashed) < _LEAST_LETTERS
            or (
                clause.elliptic
                and clause.matches
                and context.topic is not None
                and not (sure or self._asks_more_than_its_subject(clause, context))
            )
            or (
                told_before and set(clause.concepts) <= _ABLE | _BARE_SUBJECTS and clause.matches
            )  # "…, is that possible?"
            or ""
            in clause.concepts.values()  # a subject taken from the last question: no words sound like it
        ):
            return None
        chances = _of_both_levels(_of_named_places(self.chances(clause), clause), clause)
        overrules = _OVERRULES_FROM if not (context.topic and reading.follows_up) else _OVERRULES_A_FOLLOW_UP
        alone = context.topic is None  # "why?" and "and if that changes?" ask about the last answer
        named = next(
            (one.topic for one in clause.matches if not (alone and one.topic.id in _POINT_BACK)), None
        )
        if named is not None and named.id == context.topic:
            overrules = _OVERRULES_A_FOLLOW_UP  # words name what was spoken of: it goes on
        elif named is not None and clause.matches[0].why == _EARLIER_SUPPORT and _ASKS.search(clause.spaced):
            overrules = _OVERRULES_FROM  # "who would visit us before they decide?", after a verdict
        if (
            named is not None
            and named.kind in ("not_stated", "statements")
            and named.id not in dict(self.chances(clause))
        ):
            return None  # a matter that the model has no examples of: whatever it hears is a neighbour
        if named is not None and named.kind == "statements" and _WHAT_FOR.search(clause.spaced):
            return None  # "What is the after-care center for?"
        of_named = dict(chances).get(named.id, 0.0) if named else 0.0
        times = _times(clause.matches[0]) if named else _TIMES
        covered = bool(clause.matches) and _names_an_aspect(clause.matches[0], self._topics.aspects)
        of_a_size = named is not None and named.id == VERDICT and bool(_SIZES & set(clause.concepts))
        spelt_out = named is not None and named.kind == "not_stated" and clause.matches[0].score >= _SPELT_OUT
        for id, chance in chances:
            doubted = told_before or (named is not None and named.id != id)
            least = max(overrules, times * of_named) if doubted else _GUESS_AT_LEAST
            if id == ANYTHING_ELSE and named is not None and named.kind == "not_stated":
                least = max(
                    _GUESS_AT_LEAST, of_named
                )  # "멘토들 밥값": silent too, and never the wrong matter
            if id == ANYTHING_ELSE and "wrong_body" in clause.concepts:
                continue  # "중진공이 운영한다면서요": who does is known, whatever else is asked of them
            if id == ANYTHING_ELSE and of_a_size and chance < _BEYOND_DOUBT:
                continue  # "확인서가 중견으로 나오면 못 하는 건가요": of a size of firms the documents speak
            if id == ANYTHING_ELSE and covered:
                least = max(least, _TIMES_GENERIC * of_named)  # "training 받을 때 fee 내야 하나요"
            if id == context.topic and named is None and reading.follows_up:
                least /= 2  # what was spoken of is likelier before a word is said
            topic = self._topics.topics[id]
            if spelt_out and topic.kind == "not_stated" and topic is not named and id != ANYTHING_ELSE:
                least = max(
                    least, _SURELY
                )  # "국세못내고있는기업": one silent matter in words, another by its sound
            if named is not None and overrules == _OVERRULES_A_FOLLOW_UP and _is_silent_beside(topic, named):
                least = max(least, _BEYOND_DOUBT)  # "몇 곳이었어요?" sounds like the odds
            if chance < least:
                continue
            if topic.is_call and not _is_matched(topic, clause) and _on_other_days(topic, clause, desk):
                continue  # "4월 중순에도 받고 있었죠": not the call of August
            if id == "change" and named is None and not context.verdict_tracks:
                continue  # "그럼 뭘 하고?": nothing was judged that may change
            guessed = named is None and context.topic is not None and _POINTS_AT_IT.search(clause.spaced)
            if guessed and id != context.topic and chance < _GUESS_IN_A_CHAT:
                continue  # "is that number still good?": hardly anything but the last matter
            if (alone and id in _POINT_BACK) or _is_of_another_subject(topic, clause):
                continue
            if id in _TRACK_TOPICS and not clause.tracks and chance < _SURELY:
                continue  # "음 그게 좀 복잡합니다": a track has a name
            if _gives_way(topic, clause):
                continue  # "기초로 신청하나요 고도화로 신청하나요": one or the other, and not both
            if id == VERDICT and named is not None and named.id in _NOT_A_SIZE and not desk.tells_company:
                continue  # "직원 310명이면 중소기업인가요 중견인가요": what size that makes is asked
            if id == VERDICT and named is not None and named.id == "cap" and not self._asks_whether(clause):
                continue  # "많이 받아 봐야 얼매나 되나요": how much, and not whether
            if id == "budget" and chance < _BEYOND_DOUBT and self._is_of_one_firm(named, clause):
                continue  # "how much money are we talking about": with no word on the whole, of one firm
            if id == "other-support" and "spending" in clause.concepts:
                continue  # "트럭 사는 데 지원금 보태 써도": what this grant may be spent on, and no other support
            of_one = _names_a_year(desk) and not _SINCE.search(clause.spaced)
            if id == _OF_ALL_YEARS and of_one and id not in clause.concepts:
                return self._topics.topics["places"]  # "How many got help the year before last?"
            if doubted and chance < _SURELY and clause.places and set(clause.concepts) <= _BARE_SUBJECTS:
                continue  # "조치원이 세종이죠?": but a place, which sounds like anything
            if (
                (year := desk.other_year())
                and named is not None
                and self._topics.of_year(year, named.id)
                and not self._topics.of_year(year, id)
                and chance < _SURELY
            ):
                continue  # "재작년엔 몇 군데나": what that year has is rather asked than what no year has
            if doubted and chance < _VERY_SURELY and _leaves_its_subject(topic, clause):
                continue  # "멘토링 언제 시작해요" sounds like the start of the building, and names the mentors
            if topic.is_call and doubted and chance < _SURELY:
                continue  # "when did the recruitment start": a call apart from it has to be named
            if id in _OF_OTHER_YEARS and desk.other_year() is None:
                continue
            if (
                id == _TERMS
                and reading.year is not None
                and not desk.speaks_of(topic.targets[0], reading.year)
            ):
                continue  # "작년 것도 40%로 정해진 거예요": of another year than theirs
            # What its statements leave open is rather asked of another topic.
            if topic.id == "misprint" and _other_amounts(clause, desk):
                continue
            misheard = (  # "2025년 기준으로 몇 주": of no choice, whatever a word touches
                named is not None and chance >= _BEYOND_DOUBT and of_named < _UNHEARD
            )
            uncovered = desk.uncovered(Ask(topic, clause), self._topics.aspects)
            if self._may_be(topic, chance, doubted, clause.concepts) and (misheard or not uncovered):
                return self._of_its_track(self._or_generic(topic, clause, chances), clause)
        if told_before or covered or of_a_size:
            return None
        return self._silent_on_the_whole(named, chances, overrules)

    def _of_its_track(self, topic: Topic, clause: Clause) -> Topic:
        """ "advanced rather than basic": what is asked of one track is asked of the one that is not put aside."""
        track, _, what = topic.id.partition("-")
        if topic.id in _OF_ONE_TRACK and len(clause.tracks) == 1 and clause.tracks[0] != track:
            return self._topics.topics.get(f"{clause.tracks[0]}-{what}", topic)
        return topic

    def _or_generic(self, topic: Topic, clause: Clause, chances: list[tuple[str, float]]) -> Topic:
        """A silent matter that is not surely the one meant, nor named by words, gives way to "what you ask"."""
        by_id = dict(chances)
        unsure = topic.kind == "not_stated" and by_id[topic.id] < _SURELY and not _is_matched(topic, clause)
        other = by_id.get(ANYTHING_ELSE, 0.0)
        return self._topics.topics[ANYTHING_ELSE] if unsure and other >= _RIVAL * by_id[topic.id] else topic

    def _silent_on_the_whole(
        self, named: Topic | None, chances: list[tuple[str, float]], overrules: float
    ) -> Topic | None:
        """ "What you ask stands nowhere", where silent matters are likely together and none of them alone."""
        if named is not None and named.kind == "not_stated":
            return None
        kinds = [(self._topics.topics[id].kind == "not_stated", chance) for id, chance in chances]
        silent = sum(chance for is_silent, chance in kinds if is_silent)
        said = max((chance for is_silent, chance in kinds if not is_silent), default=0.0)
        generic = dict(chances).get(ANYTHING_ELSE, 0.0)
        if generic < _GUESS_AT_LEAST or silent < max(_SILENT_FROM, overrules, _SILENT_TIMES * said):
            return None
        return self._topics.topics[ANYTHING_ELSE]

    def _asks_of_another_matter(self, clause: Clause) -> bool:
        """Whether a clause beside the company's description very surely asks for something that no company answers."""
        if _VERDICT_WORDS & set(clause.concepts):
            return False
        id, chance = next(iter(self.chances(clause)), ("", 0.0))
        return (
            chance >= _VERY_SURELY
            and id != VERDICT
            and (id == _OVERVIEW or _is_a_question(self._topics.topics[id], described=True))
        )

    def _asks_what_a_level_is(self, clause: Clause) -> bool:
        """Whether it very surely asks what counts as a level, of no company's qualification."""
        id, chance = self._likeliest(clause)
        whether = _VERDICT_WORDS & set(clause.concepts)
        return (
            id in _OF_ONE_TRACK
            and chance >= _VERY_SURELY
            and not whether
            and bool(_ASKS.search(clause.spaced))
        )

    def chances(self, clause: Clause) -> list[tuple[str, float]]:
        guessed = self._watch("guess", self._guess, without_who_said_it(clause.text), clause.hints())
        return [(id, chance) for id, chance in guessed if id in self._topics.topics]

    def _may_be(self, topic: Topic, chance: float, doubted: bool, concepts: Mapping[str, str]) -> bool:
        """What is to be declined, or only politeness, has to be likelier than a question, most of all one in words."""
        if topic.kind == "decline" and topic.targets[0] == "off_topic" and "programme" in concepts:
            return False  # "과장님이 이 사업 알아보래요": the programme is no matter of another world
        if topic.id == "chance" and {"able", "we"} == set(concepts):
            return False  # "저희도 될까요": whether one can take part, unless being chosen is named
        if topic.kind == "decline" and doubted:
            return chance >= _DECLINED_DOUBTED
        if topic.kind == "smalltalk":
            return chance >= _SURELY  # "저희가요" only begins
        return chance >= _DECLINED_FROM or topic.kind != "decline"


def named_subject(clause: Clause) -> bool:
    """Whether a service is named, and not only people who may be its: "삼성 사람"."""
    words = (clause.concepts[one] for one in SUBJECT_CONCEPTS & set(clause.concepts))
    return not all(_PEOPLE.search(one) for one in words)


def _of_the_same_kind(clause: Clause, context: Context) -> Clause:
    """ "기초도요?" after "중견기업도 신청할 수 있나요": of the kind of firm that was asked about, in general."""
    kinds = _KINDS_OF_FIRM & set(context.concepts)
    goes_on = context.topic == VERDICT and not context.facts and clause.elliptic
    if not (kinds and goes_on and clause.tracks) or not set(clause.concepts) <= _BARE_SUBJECTS:
        return clause
    return replace(clause, concepts={**clause.concepts, **dict.fromkeys(kinds, "")})


def subject_of(topic: Topic, clause: Clause) -> tuple[str, ...]:
    """What a question was about, by its words or else by its topic."""
    named = set(clause.concepts) & SUBJECT_CONCEPTS
    first = topic.asks[0] if topic.asks else frozenset[str]()
    return tuple(sorted(named or first & SUBJECT_CONCEPTS))


def _of_named_places(chances: list[tuple[str, float]], clause: Clause) -> list[tuple[str, float]]:
    """Where a place is named, what sounds like the list of them asks whether it is one: "울산도 들어가 있나요"."""
    by_id = dict(chances)
    if not clause.places or _LISTS & set(clause.concepts) or not {"region", "region-list"} <= set(by_id):
        return chances
    by_id["region"] += by_id.pop("region-list")
    return sorted(by_id.items(), key=lambda one: (-one[1], one[0]))


def _of_both_levels(chances: list[tuple[str, float]], clause: Clause) -> list[tuple[str, float]]:
    """Where both levels are named, what sounds like one of them asks how they differ: "advanced or basic?"."""
    by_id = dict(chances)
    if len(clause.tracks) == 1 and set(by_id) >= _GOALS:
        own = f"{clause.tracks[0]}-goal"  # "advanced rather than basic": the other one is put aside
        by_id[own] += sum(by_id.pop(one) for one in _GOALS - {own})
        return sorted(by_id.items(), key=lambda one: (-one[1], one[0]))
    if len(clause.tracks) < 2 or not {_DIFFERENCE, *_GOALS} <= set(by_id):
        return chances
    by_id[_DIFFERENCE] += sum(by_id.pop(one) for one in _GOALS)
    return sorted(by_id.items(), key=lambda one: (-one[1], one[0]))


def _names_a_year(desk: Desk) -> bool:
    """Whether one edition is asked about: the deciding one by its year ("작년"), or another."""
    named = desk.reading.year is not None and not desk.reading.year_is_loose
    return named or desk.other_year() is not None


def _is_of_this_year(clause: Clause, desk: Desk) -> bool:
    """ "올해 안에 한 번 더 모집하나요": of a year that is not the edition's, and not of what was."""
    other = desk.reading.year_is_loose and str(desk.reading.year) != desk.judge.edition.id
    return other and not was(clause)


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
    return (VERDICT,) if reading.told.first_person and not _WANTS_ANSWER.search(clause.spaced) else ()


def _asks_amount_for_a_wish(clause: Clause, reading: Reading) -> bool:
    """Whether a level is wished for, and how much there is for it: "센서 달고 저절로 돌아가게 하려면 최대 얼마"."""
    return "target_level" in reading.told.facts and "amount" in clause.concepts and not clause.figures


def _on_other_days(topic: Topic, clause: Clause, desk: Desk) -> bool:
    """Whether a day or a month is named, and none that the topic's statements have."""
    days = [one for one in clause.figures if one.kind in ("date", "month")]
    told = [desk.id(one) for one in topic.targets]
    return bool(days) and not any(names_day(day, clause, one) for day in days for one in told)


def _other_amounts(clause: Clause, desk: Desk) -> bool:
    """Whether the amounts named are none that was misprinted."""
    wrong = {one.wrong.value for one in desk.judge.edition.corrections}
    won = {one.value for one in clause.figures if one.kind == "won"}
    return bool(won) and not won & wrong and "english_article" not in clause.concepts


def _is_weak(topic: Topic, clause: Clause) -> bool:
    """Whether a topic may only be touched by the words of a description: a limit of regions is asked about."""
    return topic.id in _WEAK and not (
        topic.id == "region" and {"region_limit", "plant_place"} & set(clause.concepts)
    )


def _of_kind(facts: Facts) -> Facts:
    """What tells what kind of firm it is: a place and a wish go with any question."""
    return {one: value for one, value in facts.items() if one not in ("region", "target_level")}


def _tells_much(facts: Facts) -> bool:
    """Whether the company is described: by two facts, or by the one that decides alone."""
    decided = facts.get("manufacturer") == known(False) or facts.get("company_size") == known("large")
    return decided or len(set(facts) - {"samsung_dealings"}) > 1


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


def _both(one: Clause, other: Clause) -> Clause:
    """Two parts that ask for the same thing, of two tracks or places."""
    return replace(
        one,
        concepts={**other.concepts, **one.concepts},
        tracks=tuple(dict.fromkeys((*one.tracks, *other.tracks))),
        places=tuple(dict.fromkeys((*one.places, *other.places))),
    )


def _is_silent_beside(topic: Topic, named: Topic) -> bool:
    """Whether the one stands nowhere, and the other does."""
    return topic.kind == "not_stated" and named.kind in ("statements", "handler")


def _is_of_another_subject(topic: Topic, clause: Clause) -> bool:
    """ "멘토링 비용은 무료인가요" sounds like the price of the after-care, and names the mentors."""
    named = SUBJECT_CONCEPTS & set(clause.concepts)
    own = [SUBJECT_CONCEPTS & group for group in topic.asks]
    return bool(named and own and all(own)) and not any(named & one for one in own)


def _gives_way(topic: Topic, clause: Clause) -> bool:
    """Whether words say that a silent matter is not the one meant, whatever the clause sounds like."""
    return topic.kind == "not_stated" and bool(topic.unless & set(clause.concepts))


def _gives_way_to_words(topic: Topic, clause: Clause) -> bool:
    """Whether a comparison of editions at large gives way to a service that the whole clause names."""
    return topic.id == _COMPARISON and bool(topic.unless & set(clause.concepts))


def _leaves_its_subject(topic: Topic, clause: Clause) -> bool:
    """Whether words name a service with what is asked of it, and the topic is on no service: "the mentoring, when"."""
    why = set(clause.matches[0].why.split("+")) if clause.matches else set[str]()
    on_service = any(SUBJECT_CONCEPTS & group for group in topic.asks)
    return bool(
        why & SUBJECT_CONCEPTS and why - SUBJECT_CONCEPTS and topic.id in _JOINABLE and not on_service
    )


def _with_more(before: Clause, one: Clause) -> Clause:
    """What was asked, of further places or tracks as well: "대구도 들어가나요? 안동은요?"."""
    if _declares(before) and _ASKS.search(one.spaced):
        return _both(one, before)  # "He has a plant in Daejeon. Is the advanced track open to any region?"
    more = (before.places and one.places) or (before.tracks and one.tracks)
    return _both(before, one) if more and before is not one else before


def _names_an_aspect(named: Match, aspects: frozenset[str]) -> bool:
    """Whether words name a topic that says something, by its subject and by what is asked of it."""
    return named.topic.kind == "statements" and bool(aspects & set(named.why.split("+")))


def _times(named: Match) -> float:
    """How much likelier than a topic that words name another has to be: what they may name by accident, no more."""
    words = set(named.why.split("+"))
    only_subject = bool(words & SUBJECT_CONCEPTS) and words <= SUBJECT_CONCEPTS | _TALK | {"samsung"}
    if named.topic.kind == "decline" or named.topic.id in LONE or only_subject:
        return 1.0
    return _TIMES if named.score >= 1.0 else _TIMES_WEAK


def _same_words(one: Clause, other: Clause) -> bool:
    """Whether one clause is the other, or a part of it."""
    return one.squashed in other.squashed or other.squashed in one.squashed


def _declares(clause: Clause) -> bool:
    """Whether it is a sentence that wants no answer."""
    return bool(_IS_SENTENCE.search(clause.spaced)) and not _WANTS_ANSWER.search(clause.spaced)


def _only_lends(part: Clause, parts: Sequence[Clause]) -> bool:
    """Whether a part is but the subject of what stands beside it: "부스 얻으려면 심사받나요 엑스포"."""
    names = set(part.concepts) <= SUBJECT_CONCEPTS and _says_no_more(part) and not part.text.endswith("?")
    return names and bool(part.concepts) and any(set(part.concepts) < set(one.concepts) for one in parts)


def _goes_along(clause: Clause) -> bool:
    """Whether a sentence tells only what for or why: "교육 받으러 가는데 우산 챙겨야 하나 해서", "We travel there for the training"."""
    tells = _IS_SENTENCE.search(clause.spaced) or _GIVES_REASON.search(clause.squashed)
    return bool(tells) and not _ASKS_FOR.search(clause.spaced)


def _says_no_more(part: Clause) -> bool:
    """Whether next to nothing stands beside the words of the concepts."""
    return len(part.squashed) - sum(len(squash(one)) for one in part.concepts.values()) <= _FEW_LETTERS


def _only_tells(topic: Topic, clause: Clause) -> bool:
    """ "We make lids in Busan, by the way.": words on the company that ask for nothing."""
    return clause.tells and topic.id in _WEAK and not _ASKS.search(clause.spaced)


def _only_places(topic: Topic, clause: Clause) -> bool:
    """ "The plant is in Pohang.": where it is, beside what is asked of it."""
    return topic.id == "region" and bool(clause.places) and _declares(clause)


def _is_matched(topic: Topic, clause: Clause) -> bool:
    """Whether words ask for the topic, and not only what the clause sounds like."""
    return any(one.topic.id == topic.id for one in clause.matches)


def _asks_for_more(topic: Topic, part: Clause) -> bool:
    """Whether a question word asks for something beside the topic: "기초는 몇 개사에 얼마"."""
    others = (one for one in part.matches if one.topic.id in _JOINABLE and one.topic.id != topic.id)
    return any(QUESTION_WORD.search(word) for one in others for word in _words(one.why, part))


def _names_what_is_asked(clause: Clause, answered: Sequence[tuple[Topic, Clause]]) -> bool:
    """Whether the words of a clause name first what another clause asks: "이거 산업부 사업이죠? 산업부 홈피엔 없던데"."""
    return bool(clause.matches) and any(
        topic.id == clause.matches[0].topic.id and one.text != clause.text for topic, one in answered
    )


def _leads_in(part: Clause) -> bool:
    """Whether a part tells what comes before a question: "After the papers are in", "My wife does the paperwork"."""
    if part.text.endswith("?"):
        return False
    tells = _TELLS_OF.match(part.text) and not _WANTS_ANSWER.search(part.spaced)
    return bool(_SUBORDINATE.match(part.text) or tells)


def _taken(part: Clause) -> set[str]:
    """The subjects that a part took from what stands beside it."""
    subjects = SUBJECT_CONCEPTS & set(part.concepts)
    words = {one: part.concepts[one] for one in subjects}
    return {
        one for one, word in words.items() if not word or not (word in part.squashed or word in part.spaced)
    }


def _states_a_figure(part: Clause) -> bool:
    """Whether it is but a figure with its name, which asks for nothing by itself."""
    told = any(one.kind == "won" or (one.kind == "count" and int(one.value) >= _MANY) for one in part.figures)
    return told and not _ASKS_FOR.search(part.spaced)


def _asks_for_a_kind_of_firm(part: Clause) -> bool:
    """ "중견도 되는지, 삼성이랑 거래가 있어야 하는지": whether firms of a kind can take part is a question of its own."""
    is_first = bool(part.matches) and part.matches[0].topic.id == VERDICT
    return is_first and "able" in part.concepts and bool(_KINDS_OF_FIRM & set(part.concepts))


def _asks_by_itself(half: Clause, *, described: bool) -> bool:
    """Whether a part of a clause asks for something with words of its own. `described`: the message tells a company."""
    if not half.matches or half.matches[0].score < _HALF_AT_LEAST:
        return False
    best = half.matches[0]
    return _is_a_question(best.topic, described=described) and any(
        one and (one in half.squashed or one in half.spaced) for one in _words(best.why, half)
    )


def _goes_without_aspect(clause: Clause) -> bool:
    """Whether nothing is asked of a company but whether it can take part."""
    return not set(clause.concepts) & {"amount", "own_share", "places", "deadline", "documents", "budget"}


def _tells(part: Clause) -> bool:
    """Whether a part names a place, a size or a trade and so rather describes a company than asks."""
    return bool(part.places or {"sme", "mid_sized", "sector", "we"} & set(part.concepts))


def _is_a_question(topic: Topic, *, described: bool) -> bool:
    """Whether a part on this topic asks for something that is answered beside other things."""
    touched = _WEAK - (frozenset() if described else _STRONG_ENOUGH) | LONE
    return topic.kind not in ("decline", "smalltalk") and topic.id not in touched


def _words(why: str, clause: Clause) -> set[str]:
    """The words that carry what is asked (not its subject) of a match."""
    return {clause.concepts[one] for one in why.split("+") if one not in _SUBJECTS and one in clause.concepts}
