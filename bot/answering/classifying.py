"""How surely a clause asks for a topic: what was learnt from examples, weighed beside the words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answering.answer import Context
from bot.answering.desk import Ask, Desk
from bot.answering.given import Guess, Watch
from bot.answering.premises import names_day
from bot.answering.topics import Match, Topic, Topics
from bot.answering.understanding import SUBJECT_CONCEPTS, Clause, Reading
from knowledge.normalise import squash
from rules.facts import Facts, known

VERDICT = "eligibility"  # the topic of self-checks
LONE = frozenset(["hello", "thanks", "sources", "why", "change"])
# Topics that ask for one thing each: two of them may stand in one clause ("얼마까지고 몇 개사 뽑나요").
JOINABLE = frozenset(
    ["cap", "places", "intake", "budget", "own-share", "region-list", "documents", "contact", "where-to-apply", "selection",
     "build", "mentoring", "training", "expo", "smart-365", "expo-fee", "vat", "next-intake", "organisers", "payment-dates"]
)  # fmt: skip
# Concepts that say what a clause is about, not what it asks.
SUBJECTS = frozenset(
    ["advanced", "basic", "region", "programme", "samsung", "we", "sme", "what", "both_tracks", "kbiz", "mss", "apply", "now",
     "able", "when", "where", "how", "local_government", "person", "level_word", "track_word", "intermediate_1", "intermediate_2"]
)  # fmt: skip
# With nothing but these, a question has a subject and leaves out what it asks.
BARE_SUBJECTS = SUBJECTS - {"able", "apply", "now", "when", "where", "how", "person"}
# Topics that the words of a self-description touch by themselves.
WEAK = frozenset(
    ["region", "region-list", "advanced-goal", "basic-goal", "advanced-track", "basic-track", "tracks", "levels",
     "intermediate-1", "intermediate-2", "overview", "eligibility", "samsung-dealings", "headcount", "turnover", "services", "organisers",
     "sme-status"]
)  # fmt: skip
_OF_THE_FIRM = (VERDICT, "samsung-dealings")
VERDICT_WORDS = frozenset(["able", "who", "self_check"])
# Figures of a company that are no status as an SME.
NOT_A_SIZE = frozenset(["headcount", "turnover"])
_SERVICES = SUBJECT_CONCEPTS - {"food_call", "ai_round", "extra_intake", "chairman"}
_SERVICE_WORDS = frozenset(["samsung", "person", "where", "how", *SUBJECT_CONCEPTS])
ABLE = frozenset(["able", "we", "apply", "programme", "what", "who", "now"])
# ... and that are questions all the same where no company is described.
_STRONG_ENOUGH = frozenset(["samsung-dealings", "organisers", "headcount", "turnover", "region-list"])
_THE_GRANT = re.compile(
    r"지원금|보조금|지원비|지원액|the (?:grant|subsidy|money)|grants?|subsid\w*", re.IGNORECASE
)
_OF_ALL_YEARS = "cumulative"
_DECLINED_FOR_ALL = frozenset(["plan-writing", "login"])  # whatever company asks for it
_OF_OTHER_YEARS = frozenset(["results-other-years"])
_LISTS = frozenset(["region_list", "list_word", "count_governments", "places", "where", "growth"])
_WHETHER_IT_IS = re.compile(
    r"(?:is|was|are|were) \w+(?: \w+)? (?:also )?(?:among|in|one of|part of|included)\b", re.IGNORECASE
)
_SIZES = frozenset(["mid_sized", "large"])
TRACK_TOPICS = frozenset(["advanced-track", "basic-track"])
TERMS = "terms-2026"
LEVEL_TOPICS = frozenset(["intermediate-1", "intermediate-2", "levels"])
DIFFERENCE = "difference"
_GOALS = frozenset(["advanced-goal", "basic-goal"])
OF_LEVELS = (
    LEVEL_TOPICS | _GOALS | {DIFFERENCE, "tracks", "advanced-track", "basic-track", "intermediate-both"}
)
OF_ONE_TRACK = TRACK_TOPICS | _GOALS
_POINT_BACK = frozenset(["why", "change"])
TALK = frozenset(["hello", "thanks", "what", "we", "why", "source_word", "programme"])
OVERVIEW = "overview"
ANYTHING_ELSE = "other-details"  # the silent topic of whatever no other topic is on
_EARLIER_SUPPORT = "prior"  # the words of which may stand in any question
POINTS_AT_IT = re.compile(
    r"(?:^|[ ,])(?:그|이|저) ?(?:거|건|게|것|걸|번호|사람|분|데)(?:도|은|는|이|가|을|를)?(?= |$|[?])|"
    # "다들 그만큼 받는 건 아니죠", "not everyone gets that much, right?"
    r"(?:^|다들|모두|전부|누구나|[ ,])(?:그|이) ?(?:만큼|정도|돈|금액|액수)(?![ ]?(?:만? ?하|면))|\b(?:that|this|so) (?:much|many|amount|sum|figure)\b|\b(?:is|are|was|were|does|do|did|will|would|can|could|has|have) (?:that|this|it|those|these|they)\b",
    re.IGNORECASE,
)
# What something is for: the question on what it is, however it sounds.
WHAT_FOR = re.compile(
    r"\bwhat(?:'s| is| are| was) [^?,]{2,40} for\W*$|\bwhat (?:does|do|did) [^?,]{2,40} (?:do|offer)\W*$|(?:뭐|뭘|무엇을?|무슨 ?일) ?하는 ?(?:데|덴|덴데|곳|센터|행사|기관|사람)",
    re.IGNORECASE,
)
_HOW_MUCH_IS_POSSIBLE = re.compile(
    r"(?:얼[마매]|몇|며칠|언제|어디|어떻게)[가-힣]{0,12}?(?:되|돼|됩|된|될|가능|(?:할|받을|쓸|탈|얻을)수있)|"
    r"\b(?:how (?:much|many|long)|when|where|what|which)\b[^.?!,]{0,24}?\b(?:can|could|may) (?:we|i|a|one)\b",
    re.IGNORECASE,
)
# One more than another.
_AS_WELL = re.compile(
    r"도(?![시움와전화])|또|같이|함께|동시|둘|두 ?|모두|다음|나중|먼저|이어|중복|각각|양쪽|하고|랑|끝나|\b(?:too|also|as well|both|two|other|again|another|later|after|then|together|same time|first|besides|add\w*|on top|switch|next|plus|and)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"부터|이후|이래|\b(?:since|from)\b", re.IGNORECASE)
# Words that ask for something, in a message that may only describe.
ASKS = re.compile(
    r"\?|얼마|언제|어디|어느|누가|누구|무엇|뭐|뭘|몇|어떻게|어떤|왜|여부|[나까][요여용유]|인가|는지|니까|궁금|알려|부탁|"
    r"\b(?:how|what|when|where|which|who|why|is there|are there|do you|(?<!wife )(?<!he )(?<!she )(?<!it )(?<!father )(?<!boss )(?<!husband )does|tell me|please|pl[sz]|wonder)\b",
    re.IGNORECASE,
)
# ... or that, as a request or a claim, want an answer without a question.
ASKS_FOR = re.compile(
    rf"{ASKS.pattern}|알려|궁금|문의|설명|말씀|말해|부탁|여쭤|여쭙|물어|질문|확인|모르|헷갈|가르쳐|보여|알고 ?싶|되[나니는죠냐]|될|다고|(?<![하들쓰으보내오])라고|던데|(?:하|되|있|없|드|내|가|오|받|인|은|는|할|될)(?:나|지|가) ?(?:걱정|고민|싶어서|신경 ?쓰)|대요|래요|다며|다면서|라며|"
    r"\b(?:explain|wonder\w*|curious|know|advise|confirm|heard(?! (?:about|of) (?:this|it)\b)|told|said|says|read|please|can|could|do|would|are we|is it)\b",
    re.IGNORECASE,
)
# ... where the verbs that begin an English question stand at its beginning: "he doesn't do e-mail".
WANTS_ANSWER = re.compile(
    re.sub(
        "(문의|물어|질문|확인|말씀|설명)(?=\\|)",  # ... and Korean ones at the end: "전화로 물어보려다가 늦어서 남깁니다"
        r"\1(?=.{0,8}$)",
        ASKS_FOR.pattern.replace(
            "|can|could|do|would|are we|is it)", "|(?:^|, |and |or )(?:can|could|do|would|are|is))"
        ),
    ),
    re.IGNORECASE,
)
# A clause with a verb; what has none ("총예산", "the deadline") asks for what it names.
IS_SENTENCE = re.compile(
    r"(?:[요다서데고네든라]|니까)[ .!~,^ㅠㅜㅋㅎ]*$|\b(?:i|we|he|she|they|it|this|my \w+|our \w+)\b",
    re.IGNORECASE,
)
# Calibrated on the development questions; see README, "Decisions".
GUESS_AT_LEAST = 0.22  # where no words name a topic
_GUESS_IN_A_CHAT = 0.3  # ... and which may as well go on with the last question
OVERRULES_FROM = 0.35  # beside a topic that words name, or after a description of the company
_OVERRULES_A_FOLLOW_UP = 0.8  # which leaves unsaid what the model would need
_TIMES = 2.0  # as likely as that
_TIMES_GENERIC = 8.0  # ... to be silent in general, where words name an aspect that the topic covers
_TIMES_WEAK = 1.3  # ... where only weak words name it
_DECLINED_FROM = 0.4
_DECLINED_DOUBTED = 0.65  # ... where words name a question
_SILENT_FROM = 0.5  # all silent matters together
_SILENT_TIMES = 4.0  # as likely as the likeliest other topic
HARDLY = 0.1
_SPELT_OUT = 3.0  # weight of words that hardly mean anything else
_RIVAL = 0.35  # as likely as this part of a silent matter
SURELY = 0.6
_UNHEARD = 0.05
_FEW_TIMES = 4.0  # as likely
_ABOUT_AS_LIKELY = 0.75
_MISHEARD = 0.1
_FAR_LIKELIER = 10.0
VERY_SURELY = 0.75
BEYOND_DOUBT = 0.9
_MAY_BE_ELIGIBILITY = 0.2
PART_FROM = 0.5
LEAST_LETTERS = 4  # without spaces; what is shorter sounds like nothing
SHORT_IN_LATIN = 20  # "How many exactly?"
_FEW_LETTERS = 3  # particles, "the"


class Classifier:
    """Weighs what the model holds likely against what words name."""

    def __init__(self, topics: Topics, guess: Guess, watch: Watch) -> None:
        self._topics = topics
        self._guess = guess
        self._watch = watch

    def may_ask_for_verdict(self, reading: Reading) -> bool:
        heard = (one for one in reading.clauses if len(one.squashed) >= LEAST_LETTERS)
        return any(dict(self.chances(one)).get(VERDICT, 0.0) >= _MAY_BE_ELIGIBILITY for one in heard)

    def likeliest(self, clause: Clause) -> tuple[str, float]:
        """The likeliest topic with its chance; ("", 0.0) for what is too short to sound like anything."""
        heard = len(clause.squashed) >= LEAST_LETTERS
        return next(iter(self.chances(clause) if heard else ()), ("", 0.0))

    def asks_whether(self, clause: Clause) -> bool:
        """Whether it is asked if something is possible, and not only how much or when: "한도가 어떻게 되나요"."""
        rest = _HOW_MUCH_IS_POSSIBLE.sub(" ", clause.squashed), _HOW_MUCH_IS_POSSIBLE.sub(" ", clause.spaced)
        return self._topics.concepts["able"].found_in(*rest) is not None

    def asks_who_may(self, clause: Clause) -> bool:
        """Whether it is asked who can take part, of nobody's firm: "신청 자격", "who can apply"."""
        return "who" in clause.concepts and dict(self.chances(clause)).get(VERDICT, 0.0) >= PART_FROM

    def is_of_a_service(self, clause: Clause) -> bool:
        """Whether what may be done at a service is asked, and no firm's eligibility: "부스에서 시식 해도 되나요"."""
        unheard = dict(self.chances(clause)).get(VERDICT, 0.0) < HARDLY
        return bool(_SERVICES & set(clause.concepts)) and unheard

    def is_asked_beside(self, topic: Topic, clause: Clause) -> bool:
        """Whether a clause that tells news of the company asks for something else, and not only sounds so."""
        if topic.id in WEAK | LONE:
            return False
        # "플라스틱 용기 뽑아요" tells, whatever its words are
        in_words = topic.id in JOINABLE and is_matched(topic, clause) and not is_declared(clause)
        return in_words or dict(self.chances(clause)).get(topic.id, 0.0) >= PART_FROM

    def is_of_another_subject(self, clause: Clause, subject: tuple[str, ...]) -> bool:
        """Whether it sounds rather like a question on another subject than the last one."""
        id, chance = next(iter(self.chances(clause)), ("", 0.0))
        other = subject_of(self._topics.topics[id], clause) if chance >= PART_FROM else ()
        return bool(other) and other != subject

    def is_silent(self, clause: Clause) -> bool:
        """Whether it is likeliest to ask for what stands nowhere: "do they speak English?"."""
        id, chance = next(iter(self.chances(clause)), ("", 0.0))
        return chance >= GUESS_AT_LEAST and self._topics.topics[id].kind == "not_stated"

    def is_sure_of(self, topic: Topic, clause: Clause) -> bool:
        return dict(self.chances(clause)).get(topic.id, 0.0) >= VERY_SURELY

    def is_likely(self, topic: Topic, clause: Clause) -> bool:
        """Whether it may be said beside what is sure: a guess, as good as what overrules words."""
        if "" in clause.concepts.values() or len(clause.squashed) < LEAST_LETTERS:
            return True  # of the last question, which the model does not know
        return dict(self.chances(clause)).get(topic.id, 0.0) >= OVERRULES_FROM

    def is_outvoted(self, topic: Topic, clause: Clause, reading: Reading) -> bool:
        """Whether words describe a company, or a verdict is surely asked: "we are a consulting firm, can we apply"."""
        chances = dict(self.chances(clause))
        sure = max(chances.get(one, 0.0) for one in _OF_THE_FIRM)
        judged = sure >= SURELY or (tells_much(reading.told.facts) and clause.tells)
        # "저희가 LG 계열사로 편입됐는데 참여가 되는지요": the other group's name, which has a programme of its own
        least = max(_UNHEARD, sure / _FEW_TIMES) if sure >= SURELY else _UNHEARD
        return judged and chances.get(topic.id, 0.0) < least

    def is_idle(self, topic: Topic, clause: Clause) -> bool:
        """Whether only a verb sounds like a question whether firms can take part."""
        unheard = dict(self.chances(clause)).get(VERDICT, 0.0) < HARDLY
        return topic.id == VERDICT and unheard and set(clause.concepts) <= ABLE | _SERVICE_WORDS

    def only_names_the_grant(self, named: Match, clause: Clause) -> bool:
        """Whether a sentence names the money, which nobody hears as a question how much it is."""
        if named.topic.id != "cap" or set(named.why.split("+")) - {"amount", "programme"}:
            return False
        of_money = _THE_GRANT.fullmatch(clause.concepts.get("amount", ""))
        if of_money is None or len(clause.squashed) <= SHORT_IN_LATIN / 2:
            return False
        rest = _THE_GRANT.sub(" ", clause.squashed), _THE_GRANT.sub(" ", clause.spaced)
        if self._topics.concepts["amount"].found_in(*rest) is not None:
            return False  # "지원금 상한만": how much it is, too
        likeliest = self.likeliest(clause)[1]
        unheard = dict(self.chances(clause)).get("cap", 0.0) < max(HARDLY, likeliest / 2)
        return unheard and likeliest > 0.0

    def may_go_on(self, topic: Topic, clause: Clause) -> bool:
        """Whether what follows may leave unsaid that it is about this: only where it surely was asked for."""
        return dict(self.chances(clause)).get(topic.id, 0.0) >= SURELY

    def asks_more_than_its_subject(self, clause: Clause, context: Context) -> bool:
        """Whether a clause whose words name but a track or a place surely asks something of it that no word names."""
        id, chance = self.likeliest(clause)
        of_subject = OF_LEVELS if clause.tracks else {"region-list"}
        again = {context.topic, "region", OVERVIEW, VERDICT, *of_subject, *LONE}
        named = bool(clause.tracks or clause.places) and {*clause.concepts} <= BARE_SUBJECTS
        if len(clause.tracks) > 1 and id == DIFFERENCE != context.topic and chance >= VERY_SURELY:
            return not says_no_more(clause)  # "고도화랑 기초가 뭐가 다른지요", after the mentors
        return named and chance >= SURELY and id not in again and not says_no_more(clause)

    def _is_of_one_firm(self, named: Topic | None, clause: Clause) -> bool:
        """Whether words ask how much, with none on the whole and no sum."""
        return named is not None and named.id == "cap" and "won_figure" not in clause.concepts

    def likely(
        self, clause: Clause, reading: Reading, context: Context, desk: Desk, told_before: bool
    ) -> Topic | None:
        """The topic that the clause asks for, all things counted; None where nothing is likely enough."""
        told_here = desk.tells_company and not told_before
        if told_here and self.asks_what_a_level_is(clause):
            told_here = False  # "반찬공장인데 기계가 다 하게 하는 것도 고도화라고 치나요"
        # "And when does the money reach us?": nothing is left out of what alone surely asks
        sure = self.likeliest(clause)[1] >= BEYOND_DOUBT and len(clause.squashed) > SHORT_IN_LATIN
        if told_here and not clause.tells and self._asks_of_another_matter(clause):
            told_here, told_before = False, True  # "How long do they stay? We make lids in Busan."
        if (
            told_here
            or len(clause.squashed) < LEAST_LETTERS
            or (
                clause.elliptic
                and clause.matches
                and context.topic is not None
                and not (sure or self.asks_more_than_its_subject(clause, context))
            )
            or (
                told_before and set(clause.concepts) <= ABLE | BARE_SUBJECTS and clause.matches
            )  # "…, is that possible?"
            or ""
            in clause.concepts.values()  # a subject taken from the last question: no words sound like it
        ):
            return None
        chances = _of_both_levels(_of_named_places(self.chances(clause), clause), clause)
        overrules = OVERRULES_FROM if not (context.topic and reading.follows_up) else _OVERRULES_A_FOLLOW_UP
        alone = context.topic is None  # "why?" and "and if that changes?" ask about the last answer
        named = next(
            (one.topic for one in clause.matches if not (alone and one.topic.id in _POINT_BACK)), None
        )
        if named is not None and self.only_names_the_grant(clause.matches[0], clause):
            named = None
        if named is not None and named.id == context.topic:
            overrules = _OVERRULES_A_FOLLOW_UP  # words name what was spoken of: it goes on
        elif named is not None and clause.matches[0].why == _EARLIER_SUPPORT and ASKS.search(clause.spaced):
            overrules = OVERRULES_FROM  # "who would visit us before they decide?", after a verdict
        if (
            named is not None
            and named.kind in ("not_stated", "statements")
            and named.id not in dict(self.chances(clause))
        ):
            return None  # a matter that the model has no examples of: whatever it hears is a neighbour
        if named is not None and named.kind == "statements" and WHAT_FOR.search(clause.spaced):
            return None  # "What is the after-care center for?"
        of_named = dict(chances).get(named.id, 0.0) if named else 0.0
        times = _times(clause.matches[0]) if named else _TIMES
        covered = bool(clause.matches) and _names_an_aspect(clause.matches[0], self._topics.aspects)
        of_a_size = named is not None and named.id == VERDICT and bool(_SIZES & set(clause.concepts))
        spelt_out = named is not None and named.kind == "not_stated" and clause.matches[0].score >= _SPELT_OUT
        for id, chance in chances:
            doubted = told_before or (named is not None and named.id != id)
            least = max(overrules, times * of_named) if doubted else GUESS_AT_LEAST
            if id == ANYTHING_ELSE and named is not None and named.kind == "not_stated":
                least = max(GUESS_AT_LEAST, of_named)  # "멘토들 밥값": silent too, and never the wrong matter
            if id == ANYTHING_ELSE and "wrong_body" in clause.concepts:
                continue  # "중진공이 운영한다면서요": who does is known, whatever else is asked of them
            if id == ANYTHING_ELSE and of_a_size and chance < BEYOND_DOUBT:
                continue  # "확인서가 중견으로 나오면 못 하는 건가요": of a size of firms the documents speak
            if id == ANYTHING_ELSE and covered:
                least = max(least, _TIMES_GENERIC * of_named)  # "training 받을 때 fee 내야 하나요"
            if id == context.topic and named is None and reading.follows_up:
                least /= 2  # what was spoken of is likelier before a word is said
            topic = self._topics.topics[id]
            if spelt_out and topic.kind == "not_stated" and topic is not named and id != ANYTHING_ELSE:
                least = max(
                    least, SURELY
                )  # "국세못내고있는기업": one silent matter in words, another by its sound
            if named is not None and overrules == _OVERRULES_A_FOLLOW_UP and _is_silent_beside(topic, named):
                least = max(least, BEYOND_DOUBT)  # "몇 곳이었어요?" sounds like the odds
            if chance < least:
                continue
            if (
                id == ANYTHING_ELSE
                and chance < SURELY
                and clause.places
                and self._has_a_rival(chance, chances)
            ):
                continue  # "포항은 따로 받았다던데 며칠날 끊었노": as likely what is known, of a place
            if topic.is_call and not is_matched(topic, clause) and _on_other_days(topic, clause, desk):
                continue  # "4월 중순에도 받고 있었죠": not the call of August
            if id == "change" and named is None and not context.verdict_tracks:
                continue  # "그럼 뭘 하고?": nothing was judged that may change
            guessed = named is None and context.topic is not None and POINTS_AT_IT.search(clause.spaced)
            if guessed and id != context.topic and chance < _GUESS_IN_A_CHAT:
                continue  # "is that number still good?": hardly anything but the last matter
            if (alone and id in _POINT_BACK) or _is_of_another_subject(topic, clause):
                continue
            if id in TRACK_TOPICS and not clause.tracks and chance < SURELY:
                continue  # "음 그게 좀 복잡합니다": a track has a name
            if gives_way(topic, clause):
                continue  # "기초로 신청하나요 고도화로 신청하나요": one or the other, and not both
            if id == VERDICT and named is not None and named.id in NOT_A_SIZE and not desk.tells_company:
                continue  # "직원 310명이면 중소기업인가요 중견인가요": what size that makes is asked
            if id == VERDICT and named is not None and named.id == "cap" and not self.asks_whether(clause):
                continue  # "많이 받아 봐야 얼매나 되나요": how much, and not whether
            if id == "budget" and chance < BEYOND_DOUBT and self._is_of_one_firm(named, clause):
                continue  # "how much money are we talking about": with no word on the whole, of one firm
            if id == "multi-site" and clause.places and context.verdict_tracks:
                continue  # "울산에도 공장이 하나 더 있는데 거기서는": of that place, after a verdict
            if id == "two-tracks" and len(clause.tracks) == 1 and not _AS_WELL.search(clause.spaced):
                continue  # "could we get into the basic one": one track, and nothing on both
            if id == "other-support" and "spending" in clause.concepts:
                continue  # "트럭 사는 데 지원금 보태 써도": what this grant may be spent on, and no other support
            of_one = _names_a_year(desk) and not _SINCE.search(clause.spaced)
            if id == _OF_ALL_YEARS and of_one and id not in clause.concepts:
                return self._topics.topics["places"]  # "How many got help the year before last?"
            if doubted and chance < SURELY and clause.places and set(clause.concepts) <= BARE_SUBJECTS:
                continue  # "조치원이 세종이죠?": but a place, which sounds like anything
            if (
                (year := desk.other_year())
                and named is not None
                and self._topics.of_year(year, named.id)
                and not self._topics.of_year(year, id)
                and chance < SURELY
            ):
                continue  # "재작년엔 몇 군데나": what that year has is rather asked than what no year has
            if doubted and chance < VERY_SURELY and _leaves_its_subject(topic, clause):
                continue  # "멘토링 언제 시작해요" sounds like the start of the building, and names the mentors
            if topic.is_call and doubted and chance < SURELY:
                continue  # "when did the recruitment start": a call apart from it has to be named
            if id in _OF_OTHER_YEARS and desk.other_year() is None:
                continue
            if (
                id == TERMS
                and reading.year is not None
                and not desk.speaks_of(topic.targets[0], reading.year)
            ):
                continue  # "작년 것도 40%로 정해진 거예요": of another year than theirs
            # What its statements leave open is rather asked of another topic.
            if topic.id == "misprint" and _other_amounts(clause, desk):
                continue
            misheard = (  # "2025년 기준으로 몇 주": of no choice, whatever a word touches
                named is not None
                and (chance >= BEYOND_DOUBT or chance >= max(VERY_SURELY, _FAR_LIKELIER * of_named))
                and of_named < _MISHEARD
            )
            uncovered = desk.uncovered(Ask(topic, clause), self._topics.aspects)
            if self._may_be(topic, chance, doubted, clause.concepts) and (misheard or not uncovered):
                return self._of_its_track(self._or_generic(topic, clause, chances, context.subject), clause)
        if told_before or covered or of_a_size:
            return None
        return self._silent_on_the_whole(named, chances, overrules)

    def _has_a_rival(self, chance: float, chances: Sequence[tuple[str, float]]) -> bool:
        """Whether something that is stated is about as likely."""
        stated = (own for id, own in chances if self._topics.topics[id].kind in ("statements", "handler"))
        return max(stated, default=0.0) >= _ABOUT_AS_LIKELY * chance

    def _of_its_track(self, topic: Topic, clause: Clause) -> Topic:
        """ "advanced rather than basic": what is asked of one track is asked of the one that is not put aside."""
        track, _, what = topic.id.partition("-")
        if topic.id in OF_ONE_TRACK and len(clause.tracks) == 1 and clause.tracks[0] != track:
            return self._topics.topics.get(f"{clause.tracks[0]}-{what}", topic)
        return topic

    def _or_generic(
        self, topic: Topic, clause: Clause, chances: Sequence[tuple[str, float]], subject: tuple[str, ...]
    ) -> Topic:
        """A silent matter that is not surely the one meant, nor named by words, gives way to "what you ask"."""
        by_id = dict(chances)
        unsure = topic.kind == "not_stated" and by_id[topic.id] < SURELY and not is_matched(topic, clause)
        other = by_id.get(ANYTHING_ELSE, 0.0)
        unnamed = topic.asks and all(SUBJECT_CONCEPTS & group for group in topic.asks)
        if unsure and unnamed and not SUBJECT_CONCEPTS & set(clause.concepts) and not subject:
            return self._topics.topics[ANYTHING_ELSE]  # "Is there a fee for the form?": of no service
        return self._topics.topics[ANYTHING_ELSE] if unsure and other >= _RIVAL * by_id[topic.id] else topic

    def _silent_on_the_whole(
        self, named: Topic | None, chances: Sequence[tuple[str, float]], overrules: float
    ) -> Topic | None:
        """ "What you ask stands nowhere", where silent matters are likely together and none of them alone."""
        if named is not None and named.kind == "not_stated":
            return None
        kinds = [(self._topics.topics[id].kind == "not_stated", chance) for id, chance in chances]
        silent = sum(chance for is_silent, chance in kinds if is_silent)
        said = max((chance for is_silent, chance in kinds if not is_silent), default=0.0)
        generic = dict(chances).get(ANYTHING_ELSE, 0.0)
        if generic < GUESS_AT_LEAST or silent < max(_SILENT_FROM, overrules, _SILENT_TIMES * said):
            return None
        return self._topics.topics[ANYTHING_ELSE]

    def _asks_of_another_matter(self, clause: Clause) -> bool:
        """Whether a clause beside the company's description very surely asks for something that no company answers."""
        if VERDICT_WORDS & set(clause.concepts):
            return False
        id, chance = next(iter(self.chances(clause)), ("", 0.0))
        return (
            chance >= VERY_SURELY
            and id != VERDICT
            and (
                id == OVERVIEW
                or id in _DECLINED_FOR_ALL
                or is_a_question(self._topics.topics[id], described=True)
            )
        )

    def asks_what_a_level_is(self, clause: Clause) -> bool:
        """Whether it very surely asks what counts as a level, of no company's qualification."""
        id, chance = self.likeliest(clause)
        whether = VERDICT_WORDS & set(clause.concepts)
        return (
            id in OF_ONE_TRACK and chance >= VERY_SURELY and not whether and bool(ASKS.search(clause.spaced))
        )

    def chances(self, clause: Clause) -> Sequence[tuple[str, float]]:
        return self._watch("guess", self._guess, clause.unattributed, clause.hints)

    def _may_be(self, topic: Topic, chance: float, doubted: bool, concepts: Mapping[str, str]) -> bool:
        """What is to be declined, or only politeness, has to be likelier than a question, most of all one in words."""
        if topic.kind == "decline" and topic.targets[0] == "off_topic" and "programme" in concepts:
            return False  # "과장님이 이 사업 알아보래요": the programme is no matter of another world
        if topic.id == "chance" and {"able", "we"} == set(concepts):
            return False  # "저희도 될까요": whether one can take part, unless being chosen is named
        if topic.kind == "decline" and doubted:
            return chance >= _DECLINED_DOUBTED
        if topic.kind == "smalltalk":
            return chance >= SURELY  # "저희가요" only begins
        return chance >= _DECLINED_FROM or topic.kind != "decline"


def subject_of(topic: Topic, clause: Clause) -> tuple[str, ...]:
    """What a question was about, by its words or else by its topic."""
    named = set(clause.concepts) & SUBJECT_CONCEPTS
    first = topic.asks[0] if topic.asks else frozenset[str]()
    return tuple(sorted(named or first & SUBJECT_CONCEPTS))


def _of_named_places(chances: Sequence[tuple[str, float]], clause: Clause) -> Sequence[tuple[str, float]]:
    """Where a place is named, what sounds like the list of them asks whether it is one: "울산도 들어가 있나요"."""
    by_id = dict(chances)
    if not clause.places or not {"region", "region-list"} <= set(by_id):
        return chances
    if _LISTS & set(clause.concepts) and not _WHETHER_IT_IS.match(clause.spaced):
        return chances
    by_id["region"] += by_id.pop("region-list")
    return sorted(by_id.items(), key=lambda one: (-one[1], one[0]))


def _of_both_levels(chances: Sequence[tuple[str, float]], clause: Clause) -> Sequence[tuple[str, float]]:
    """Where both levels are named, what sounds like one of them asks how they differ: "advanced or basic?"."""
    by_id = dict(chances)
    if len(clause.tracks) == 1 and set(by_id) >= _GOALS:
        own = f"{clause.tracks[0]}-goal"  # "advanced rather than basic": the other one is put aside
        by_id[own] += sum(by_id.pop(one) for one in _GOALS - {own})
        return sorted(by_id.items(), key=lambda one: (-one[1], one[0]))
    if len(clause.tracks) < 2 or not {DIFFERENCE, *_GOALS} <= set(by_id):
        return chances
    by_id[DIFFERENCE] += sum(by_id.pop(one) for one in _GOALS)
    return sorted(by_id.items(), key=lambda one: (-one[1], one[0]))


def _names_a_year(desk: Desk) -> bool:
    """Whether one edition is asked about: the deciding one by its year ("작년"), or another."""
    named = desk.reading.year is not None and not desk.reading.year_is_loose
    return named or desk.other_year() is not None


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


def tells_much(facts: Facts) -> bool:
    """Whether the company is described: by two facts, or by the one that decides alone."""
    decided = facts.get("manufacturer") == known(False) or facts.get("company_size") == known("large")
    return decided or len(set(facts) - {"samsung_dealings"}) > 1


def _is_silent_beside(topic: Topic, named: Topic) -> bool:
    """Whether the one stands nowhere, and the other does."""
    return topic.kind == "not_stated" and named.kind in ("statements", "handler")


def _is_of_another_subject(topic: Topic, clause: Clause) -> bool:
    """ "멘토링 비용은 무료인가요" sounds like the price of the after-care, and names the mentors."""
    named = SUBJECT_CONCEPTS & set(clause.concepts)
    own = [SUBJECT_CONCEPTS & group for group in topic.asks]
    return bool(named and own and all(own)) and not any(named & one for one in own)


def gives_way(topic: Topic, clause: Clause) -> bool:
    """Whether words say that a silent matter is not the one meant, whatever the clause sounds like."""
    return topic.kind == "not_stated" and bool(topic.unless & set(clause.concepts))


def _leaves_its_subject(topic: Topic, clause: Clause) -> bool:
    """Whether words name a service with what is asked of it, and the topic is on no service: "the mentoring, when"."""
    why = set(clause.matches[0].why.split("+")) if clause.matches else set[str]()
    on_service = any(SUBJECT_CONCEPTS & group for group in topic.asks)
    return bool(why & SUBJECT_CONCEPTS and why - SUBJECT_CONCEPTS and topic.id in JOINABLE and not on_service)


def _names_an_aspect(named: Match, aspects: frozenset[str]) -> bool:
    """Whether words name a topic that says something, by its subject and by what is asked of it."""
    return named.topic.kind == "statements" and bool(aspects & set(named.why.split("+")))


def _times(named: Match) -> float:
    """How much likelier than a topic that words name another has to be: what they may name by accident, no more."""
    words = set(named.why.split("+"))
    only_subject = bool(words & SUBJECT_CONCEPTS) and words <= SUBJECT_CONCEPTS | TALK | {"samsung"}
    if named.topic.kind == "decline" or named.topic.id in LONE or only_subject:
        return 1.0
    return _TIMES if named.score >= 1.0 else _TIMES_WEAK


def is_declared(clause: Clause) -> bool:
    """Whether it is a sentence that wants no answer."""
    return bool(IS_SENTENCE.search(clause.spaced)) and not WANTS_ANSWER.search(clause.spaced)


def says_no_more(part: Clause) -> bool:
    """Whether next to nothing stands beside the words of the concepts."""
    return len(part.squashed) - sum(len(squash(one)) for one in part.concepts.values()) <= _FEW_LETTERS


def is_matched(topic: Topic, clause: Clause) -> bool:
    """Whether words ask for the topic, and not only what the clause sounds like."""
    return any(one.topic.id == topic.id for one in clause.matches)


def is_a_question(topic: Topic, *, described: bool) -> bool:
    """Whether a part on this topic asks for something that is answered beside other things."""
    touched = WEAK - (frozenset() if described else _STRONG_ENOUGH) | LONE
    return topic.kind not in ("decline", "smalltalk") and topic.id not in touched
