"""The way of a message, in steps that can be read aloud: read it, decide or look up, compose, gate."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, ParamSpec, Protocol, Self, TypeVar

from bot.answering.answer import Answer, Citation, Context, Language, Segment, Status
from bot.answering.company import Told
from bot.answering.composing import Composer
from bot.answering.desk import Ask, Desk, Part
from bot.answering.eligibility import verdict_on_all
from bot.answering.following import (
    asks_another_way,
    asks_if_it_changes,
    asks_to_repeat,
    asks_what_is_known,
    asks_where_it_is_said,
    asks_who_pays,
    asks_whom_to_ask,
    brings_news,
    compared_aspect,
)
from bot.answering.gate import check
from bot.answering.guessing import Hints
from bot.answering.handlers import HANDLERS
from bot.answering.pack import Pack
from bot.answering.premises import has_figure, puts_forward
from bot.answering.quotes import Quotes
from bot.answering.topics import Match, Topic
from bot.answering.understanding import QUESTION_WORD, SUBJECT_CONCEPTS, Clause, Reader, Reading
from knowledge.normalise import squash
from rules.facts import Facts, Known, known, merge

_log = logging.getLogger(__name__)

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
_NOT_OF_THE_PROGRAMME = frozenset(
    ["what", "when", "where", "how", "able", "we", "now", "person", "why", "hello", "thanks", "who", "frequency", "how_long",
     "amount", "won_figure", "region", "official", "what_change", "fee", "hours", "address", "phone", "both_tracks",
     "difference", "recommend", "money_flow", "cumulative", "misc_paper", "track_word"]
)  # fmt: skip
# Topics that the words of a self-description touch by themselves.
_WEAK = frozenset(
    ["region", "region-list", "advanced-goal", "basic-goal", "advanced-track", "basic-track", "tracks", "levels",
     "intermediate-1", "intermediate-2", "overview", "eligibility", "samsung-dealings", "headcount", "turnover", "services", "organisers"]
)  # fmt: skip
_VERDICT_WORDS = frozenset(["able", "who", "self_check"])
# Figures of a company that are no status as an SME.
_NOT_A_SIZE = frozenset(["headcount", "turnover"])
# What a new company is told apart by.
_IDENTIFYING = frozenset(["company_size", "manufacturer", "region"])
_ABLE = frozenset(["able", "we", "apply", "programme", "what", "who", "now"])
# ... and that are questions all the same where no company is described.
_STRONG_ENOUGH = frozenset(["samsung-dealings", "organisers", "headcount", "turnover", "region-list"])
_OF_OTHER_YEARS = frozenset(["results-other-years"])
# Declined beside what else is asked; orders to the bot end the matter.
_DECLINED_BESIDE = frozenset(["chance", "login", "other-support", "plan-writing", "kickback", "look-alikes"])
_OF_THIS_ONE = frozenset(["samsung", "advanced", "basic"])
_TOUCHED = _WEAK - frozenset(["intermediate-1", "intermediate-2", "levels", "advanced-goal", "basic-goal", "overview", "tracks", "services"])  # fmt: skip
_KINDS_OF_FIRM = frozenset(["mid_sized", "large", "sector"])
_TRACKS: tuple[str, ...] = ("advanced", "basic")
_TRACK_TOPICS = frozenset(["advanced-track", "basic-track"])
_OF_ONE_TRACK = _TRACK_TOPICS | frozenset(["advanced-goal", "basic-goal"])
# Bodies are subjects of their own: "중앙회는 누가 이끌어요?" after the expo is not about the expo.
_CALLS = frozenset(["food_call", "ai_round", "extra_intake"])
_ONLY_A_YEAR = re.compile(
    r"(?:20)?\d\d ?년?(?:은|는|에|엔|도)?(?:요|어땠[가-힣]{0,5}|어떻[가-힣]{0,5})?[?.]?"
)
# "숙소도 주나": one thing more of what was spoken of.
_ALSO = re.compile(
    r"^(?:그럼 |그러면 |혹시 )?[가-힣]{1,8}도 ?(?:주|줘|준|있|되|돼|해 ?주|내 ?주|나와|나오|제공|포함)"
)
_IN_THAT_CASE = re.compile(
    r"\bthen\b|\bin that case\b|그 ?경우|그러면|그렇게 ?(?:하면|되면)|그때", re.IGNORECASE
)
_OTHER_ONE = re.compile(
    r"첫|처음|최초|원래|본접수|정규|봄에|\b(?:first|original|regular|main|spring)\b", re.IGNORECASE
)
_BODIES = frozenset(["kbiz", "mss", "wrong_body", "lookalike"])
_OWN_SUBJECTS = SUBJECT_CONCEPTS | _BODIES | _KINDS_OF_FIRM
_POINTS_BACK = re.compile(
    r"^(?:그럼|그러면|근데|그런데)?(?:그거|그건|그게|그것|이거|이건|이게|그때|거기|걔|그사람|그분)"
)
_LEVELS = frozenset(["advanced", "basic", "both_tracks", "level_word", "track_word"])
_POINT_BACK = frozenset(["why", "change"])
_TALK = frozenset(["hello", "thanks", "what", "we", "why", "source_word", "programme"])
_LONE = frozenset(["hello", "thanks", "sources", "why", "change"])
_ANYTHING_ELSE = "other-details"  # the silent topic of whatever no other topic is on
_OVERVIEW = "overview"
_OFF_WORLD = "off-world"
_VERDICT = "eligibility"  # the topic of self-checks
_NO_WORDS = Clause("", "", "", {}, (), (), (), (), elliptic=False, tells=False)


@dataclass(frozen=True)
class PassageFound:
    """A passage as answering sees it. `score` and `share` (the lexical part) are on a fixed scale of 0 to 1.

    `cosine` is the part of meaning, None where it is not known; `reason` is why the search kept it or left it.
    """

    id: str
    text: str
    score: float
    share: float
    citation: Citation
    from_staff: bool
    cosine: float | None = None
    reason: str = ""

    @property
    def is_near_enough(self) -> bool:
        """Whether it may answer a question that no topic fits."""
        return min(self.share, self.score) >= self.least

    @property
    def least(self) -> float:
        """What share and score have to reach for that."""
        return _STAFF_PASSAGE_AT_LEAST if self.from_staff else _PASSAGE_AT_LEAST


# A question about the writer's own company is one on the programme, even where no topic fits.
_A_COMPANY = re.compile(
    r"회사|기업|업체|공장|사업장|\b(?:company|firm|factory|plant|business)\b", re.IGNORECASE
)

_THAT_WAS_THEIRS = re.compile(
    r"(?:그건|그거는?|방금(?:은|건)?|앞(?:의|에)? ?(?:건|거는?|회사는)) ?(?:우리|저희|제|내)? ?(?:동생|형님?|누나|언니|오빠|친구|지인|거래처|조카|사촌|남편|아내|처남|매형|아버지|어머니|다른)[가-힣 ]{0,8}(?:얘기|이야기|회사|공장|거|것|꺼|건)|"
    r"\bthat (?:was|is|would be) (?:about )?(?:my|our|his|her|a) [a-z]+.s (?:\w+ )?(?:firm|company|plant|factory|business|shop|one)",
    re.IGNORECASE,
)
# Pointing at what was never named: "그거요 그거".
_ONLY_POINTS = re.compile(
    r"(?:그거|이거|저거|그것|이것|저것|그게|이게|거기|여기|그|요|네|음|어|아|뭐|좀|있잖아|this|that|it|one|thing)+[.?!~]*",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(r"(?:after|once|before|since|because|while|although|though)\b", re.IGNORECASE)
_HOW_MUCH_IS_POSSIBLE = re.compile(
    r"(?:얼마|몇|며칠|언제|어디|어떻게)[가-힣]{0,6}?(?:되|돼|됩|된|될|가능|[할받]수있)|"
    r"\b(?:how (?:much|many|long)|when|where|what|which)\b[^.?!,]{0,24}?\b(?:can|could|may) (?:we|i|a|one)\b",
    re.IGNORECASE,
)
# Years set side by side, without a word on more or less.
_ONLY_YEARS = re.compile(r"20\d\d년?[^\d]{1,4}20\d\d|(?:from )?20\d\d [a-z.]+ 20\d\d", re.IGNORECASE)
# Words that ask for something, in a message that may only describe.
_ASKS = re.compile(
    r"\?|얼마|언제|어디|어느|누가|누구|무엇|뭐|뭘|몇|어떻게|어떤|왜|나요|까요|인가|는지|니까|궁금|알려|부탁|"
    r"\b(?:how|what|when|where|which|who|why|is there|are there|do you|does|tell me|please|wonder)\b",
    re.IGNORECASE,
)

# ... or that, as a request or a claim, want an answer without a question.
_ASKS_FOR = re.compile(
    rf"{_ASKS.pattern}|알려|궁금|문의|설명|말씀|말해|부탁|여쭤|여쭙|물어|질문|확인|모르|헷갈|가르쳐|보여|알고 ?싶|되[나니는죠냐]|될|다고|라고|던데|대요|래요|다며|다면서|라며|"
    r"\b(?:explain|wonder\w*|curious|know|advise|confirm|heard|told|said|says|read|please|can|could|do|would|are we|is it)\b",
    re.IGNORECASE,
)

Search = Callable[[str, Language], Sequence[PassageFound]]
Guess = Callable[[str, Hints], Sequence[tuple[str, float]]]
Step = Literal["read", "decide", "guess", "search", "staff_search", "model", "gate", "check"]
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Watch(Protocol):
    """Does a step of answering, and gives what the step gives: so that staff can see what went in and came out."""

    def __call__(self, step: Step, work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T: ...


def _unwatched(step: Step, work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
    return work(*given, **named)


# Calibrated on the development questions; see README, "Decisions".
_GUESS_AT_LEAST = 0.2  # where no words name a topic
_OVERRULES_FROM = 0.35  # beside a topic that words name, or after a description of the company
_OVERRULES_A_FOLLOW_UP = 0.8  # which leaves unsaid what the model would need
_TIMES = 2.0  # as likely as that
_TIMES_WEAK = 1.3  # ... where only weak words name it
_DECLINED_FROM = 0.4
_DECLINED_DOUBTED = 0.65  # ... where words name a question
_SILENT_FROM = 0.5  # all silent matters together
_SILENT_TIMES = 4.0  # as likely as the likeliest other topic
_RIVAL = 0.35  # as likely as this part of a silent matter
_SURELY = 0.6
_VERY_SURELY = 0.75
_MAY_BE_ELIGIBILITY = 0.2
_MUCH_TOLD = 3  # facts of a company that want a verdict where nothing is asked
_PART_FROM = 0.5
_HALF_AT_LEAST = 1.0
_LEAST_LETTERS = 4  # without spaces; what is shorter sounds like nothing
_SHORT_CLAUSE = 8
_FEW_LETTERS = 3  # particles, "the"
_PASSAGE_AT_LEAST = 0.6
_STAFF_PASSAGE_AT_LEAST = 0.3
_STAFF_PASSAGE_NAMING_IT = 0.2  # enough where the passage holds the very word that was asked about


class Answerer:
    """Answers messages from one pack. Pure: the same message, context and day give the same answer.

    `search` finds passages of all documents, `staff_search` of those that staff added; `guess` names topics with the probability that a text asks for them, likeliest first.
    """

    def __init__(self, pack: Pack, search: Search, staff_search: Search, guess: Guess) -> None:
        if pack.topics is None:
            raise ValueError("a pack loaded without topics can judge, but not answer")
        self.pack = pack
        self.paused: frozenset[str] = frozenset()  # topics that staff are looking into
        self.quotes = Quotes(pack.programme)
        self._topics = pack.topics
        self._search = search
        self._staff_search = staff_search
        self._guess = guess
        self._reader = Reader(pack.topics, pack.programme.names)
        self._watch: Watch = _unwatched

    def watched(self, watch: Watch) -> Self:
        """One that answers the same, with `watch` doing its steps.

        They are given: "read" what `read` is, "decide" (reading, context, desk), "guess" and the searches (text,
        language), "gate" (answer, desk), and in it "check" (segment, ...) for each segment.
        """
        found = copy(self)
        found._watch = watch
        return found

    def pausing(self, topics: Iterable[str]) -> Answerer:
        """The same answerer, which sends whoever asks about one of these topics to a person."""
        other = copy(self)
        other.paused = frozenset(topics)
        return other

    def read(self, text: str, today: date, context: Context) -> Reading:
        edition = self.pack.judge_on(today).edition.id
        if context.year is None and edition.isdigit():
            context = replace(context, year=int(edition))  # whose year before and after are meant
        return self._watch("read", self._reader.read, text, today, context)

    def answer(
        self, text: str, context: Context, today: date, language: Language | None = None
    ) -> tuple[Answer, Context]:
        """The answer, and the context for the next message. `language`, if given, beats the message's own."""
        return self.answer_read(self.read(text, today, context), context, today, language)

    def answer_read(
        self, reading: Reading, context: Context, today: date, language: Language | None = None
    ) -> tuple[Answer, Context]:
        """As `answer`, for a message that has been read."""
        reading = self._as_meant(reading, context)
        context = _about_company(reading, context)
        language = language or reading.language or context.language or "ko"
        facts = merge(context.facts, _narrowed(reading.told.facts, context))
        if _goes_on_there(reading, context) and "region" not in facts:
            facts = {**facts, "region": Known(frozenset(context.region))}
        desk = self._desk(reading, context, facts, today, language)
        parts = self._watch("decide", self._parts, reading, context, desk)
        answer = self._gated(_joined(parts, language, desk), desk)
        return answer, _next_context(answer, parts, reading, context, language, facts)

    def _as_meant(self, reading: Reading, context: Context) -> Reading:
        """A single word on some company in what surely asks for something else describes no company."""
        if asks_if_it_changes(reading, context):
            return replace(reading, told=replace(reading.told, hypothetical=True))
        told = set(reading.told.facts) - {"samsung_dealings"}
        only_wishes = told == {"target_level"}
        if len(told) != 1 or context.asked is not None or context.verdict_tracks:
            return reading
        if (reading.told.first_person and not only_wishes) or not self._surely_asks(reading):
            return reading
        if only_wishes:
            return replace(reading, only_wishes=True)
        return replace(reading, told=Told({}, False, (), reading.told.first_person))

    def _surely_asks(self, reading: Reading) -> bool:
        """Whether a clause surely asks for what is no eligibility, and none may ask for that."""
        sure = False
        for clause in reading.clauses:
            if len(clause.squashed) < _LEAST_LETTERS:
                continue
            chances = dict(self._chances(clause))
            if chances.get(_VERDICT, 0.0) >= _MAY_BE_ELIGIBILITY:
                return False
            id, chance = max(chances.items(), key=lambda one: one[1], default=("", 0.0))
            sure = sure or (chance >= _SURELY and _is_a_question(self._topics.topics[id], described=True))
        return sure

    def on_topic(
        self, topic: str, context: Context, today: date, language: Language
    ) -> tuple[Answer, Context]:
        """The answer on a topic of the pack that a button or a link asks for, without any words.

        Raises KeyError for a topic that the pack does not have.
        """
        reading = replace(self._reader.read("", today, context), follows_up=False)
        desk = self._desk(reading, context, context.facts, today, language)
        parts = [self._for_topic(self._topics.topics[topic], _NO_WORDS, desk)]
        answer = self._gated(_joined(parts, language, desk), desk)
        return answer, _next_context(answer, parts, reading, context, language, context.facts)

    def sources(self, names: str, context: Context, today: date, language: Language) -> Answer | None:
        """The quotes named by `quotes.names_of`, as far as the pack still has them; None for none of them."""
        desk = self._desk(self._reader.read("", today, context), context, {}, today, language)
        segments = tuple(
            Segment(one.quote, f"source:{one.document}", (), (one,)) for one in self.quotes.named(names)
        )
        return self._gated(Answer("answered", language, segments), desk) if segments else None

    def result(
        self, context: Context, today: date, language: Language, tracks: tuple[str, ...] = ()
    ) -> tuple[Answer, Context]:
        """The verdict on these tracks (all, if none is named) for what is known: the end of a self-check."""
        reading = self._reader.read("", today, context)
        desk = self._desk(reading, context, context.facts, today, language)
        part = desk.paused() if _VERDICT in self.paused else verdict_on_all(desk, tracks)
        answer = self._gated(_joined([part], language, desk), desk)
        return answer, replace(
            context,
            language=language,
            topic=_VERDICT,
            spoken=tuple(one.origin for one in answer.segments),
            verdict_tracks=tuple(answer.verdicts),
            asked=None,
        )

    def _desk(
        self, reading: Reading, context: Context, facts: Facts, today: date, language: Language
    ) -> Desk:
        composer = Composer(self.pack.programme, language)
        return Desk(
            self.pack.programme,
            self.pack.judge_on(today),
            composer,
            today,
            facts,
            self._topics,
            reading,
            context,
        )

    # decide or look up

    def _parts(self, reading: Reading, context: Context, desk: Desk) -> list[Part]:
        whole = {concept for clause in reading.clauses for concept in clause.concepts}
        if "injection" in whole:
            return [self._for_topic(self._topics.topics["injection"], reading.clauses[0], desk)]
        if context.topic is None and _ONLY_POINTS.fullmatch(reading.squashed):
            return [desk.unclear()]
        asks = self._asks(reading, context, desk)
        declined = [one for topic, one in asks if topic.kind == "decline"]
        if len(asks) > 1 and declined:
            # "내일 수원 가는데 거기 날씨는": a place in what is declined is no place of what is asked.
            desk = replace(desk, reading=_without_places_of(declined, reading))
        parts = [self._for_topic(topic, clause, desk) for topic, clause in asks]
        if not parts:
            parts = [self._unmatched(reading, desk, whole)]
        return parts

    def _asks(self, reading: Reading, context: Context, desk: Desk) -> list[tuple[Topic, Clause]]:
        """What is asked, in order, each once."""
        found: dict[str, tuple[Topic, Clause]] = {}
        heard: list[tuple[Topic, Clause]] = []
        subject = context.subject
        asking = self._that_ask(reading)
        for clause in reading.clauses:
            if clause not in asking:
                subject = tuple(sorted(SUBJECT_CONCEPTS & set(clause.concepts))) or subject
                continue
            clause = self._with_subject(clause, reading, subject)
            clause = self._comparing(clause, context)
            subject = tuple(sorted(SUBJECT_CONCEPTS & set(clause.concepts))) or subject
            asked = (
                self._beside_description(clause, reading, context, desk)
                or self._side_by_side(clause, desk)
                or [(topic, clause) for topic in self._topics_of(clause, reading, context, desk)]
            )
            heard += self._wrongly_heard(clause, asked, desk)
            for topic, one in asked:
                found.setdefault(topic.id, (topic, one))
        heard = [one for one in heard if one[0].id not in found]
        asks = list(found.values())
        lone = _LONE - {"change"} if desk.tells_company else _LONE
        if any(asks_where_it_is_said(one) for one in reading.clauses):
            lone = lone - {"sources"}
        substantial = [one for one in asks if one[0].kind != "smalltalk" and one[0].id not in lone]
        # "회사 돈 몇 %? 고도화 기준": a clause that only names a subject narrows what another one asks.
        pointed = [
            one for one in substantial if one[0].id not in _TRACK_TOPICS and set(one[1].concepts) - _LEVELS
        ]
        substantial = pointed or substantial
        wanted = self._wants_verdict(reading, context, substantial, desk)
        if wanted:
            asks = _judged_first(substantial, self._topics.topics["eligibility"], reading)
        elif substantial:
            asks = substantial
            if desk.tells_company:
                asks = [one for one in substantial if not _only_tells(*one)] or substantial
        if any(topic.kind == "not_stated" for topic, _ in asks) and not desk.tells_company:
            # "세금이 밀렸는데, 그래도 되나요?": what it is about is asked, not eligibility in general
            asks = [one for one in asks if one[0].id != "eligibility" or not set(one[1].concepts) <= _ABLE]
        declined = [one for one in asks if one[0].kind == "decline"]
        answered = [one for one in asks if one not in declined]
        is_asked = wanted or any(topic.kind != "smalltalk" and topic.id not in _WEAK for topic, _ in answered)
        # A word on the weather beside a question spoils it no more than a greeting does.
        certainly = [
            one
            for one in declined
            if (_is_matched(*one) or self._is_sure_of(*one))
            and not (is_asked and one[0].targets[0] == "off_topic")
        ]
        if certainly and certainly[0][0].id in _DECLINED_BESIDE:
            # "중간1이 뭔지, 그리고 우리가 뽑힐지": the one is answered, the other declined
            apart = [one for one in answered if not _same_words(one[1], certainly[0][1])]
            if (
                certainly[0][0].id == "look-alikes"
            ):  # "자율형공장은 또 얼마까지": all of it is asked of the other one
                apart = [one for one in apart if _OF_THIS_ONE & set(one[1].concepts)]
            if any(
                topic.kind in ("statements", "handler") and topic.id not in _TOUCHED for topic, _ in apart
            ):
                return [*heard, *apart[:3], certainly[0]]
        # What only sounds like something to decline gives way to what is surely asked.
        return [*heard, *(certainly[:1] or answered[:4] or declined[:1])]

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
        answer = self._for_topic(topic, heard, desk)
        return [(topic, heard)] if any(one.corrects for one in answer.segments) else []

    def _that_ask(self, reading: Reading) -> list[Clause]:
        """The clauses, without those that only describe a company whose verdict another one may ask for.

        "SME making hinges, want process automation." has words of many topics and asks for none of them.
        """
        if not reading.tells_company:
            return list(reading.clauses)
        asking = [one for one in reading.clauses if self._may_ask(one)]
        return asking or list(reading.clauses)

    def _may_ask(self, clause: Clause) -> bool:
        """Whether it asks, or else surely sounds like one topic."""
        if _ASKS_FOR.search(clause.spaced):
            return True
        heard = len(clause.squashed) >= _LEAST_LETTERS
        id, chance = next(iter(self._chances(clause) if heard else ()), ("", 0.0))
        return chance >= _SURELY and self._topics.topics[id].kind != "decline"

    def _wants_verdict(
        self, reading: Reading, context: Context, substantial: list[tuple[Topic, Clause]], desk: Desk
    ) -> bool:
        """A message that describes the company wants a verdict, unless it asks for something else."""
        checking = context.asked is not None or context.topic == "eligibility"
        ids = {topic.id for topic, _ in substantial}
        asked = {concept for clause in reading.clauses for concept in clause.concepts}
        if "able" in asked and not any(self._asks_whether(clause) for clause in reading.clauses):
            asked -= {"able"}
        if ids & _NOT_A_SIZE and (checking or (desk.tells_company and _VERDICT_WORDS & asked)):
            return True  # a headcount is no SME status: what is known is judged, and the status is asked for
        supposed = reading.told.hypothetical
        if supposed and context.facts:
            return True
        if not desk.tells_company:
            return False
        if supposed and _IDENTIFYING & set(reading.told.facts):
            # "What if we grew into a mid-sized company?": what would follow is asked, unless it surely is something
            return not any(self._is_sure_of(*one) for one in substantial if one[0].id not in _WEAK)
        news = context.verdict_tracks and brings_news(reading, context.facts)
        if news and not any(self._is_asked_beside(*one) for one in substantial):
            return True
        if not _ASKS.search(reading.spaced):
            # "We build gearboxes in Changwon.": much that is told, or nothing else that it may be about
            surely = any(self._is_sure_of(*one) for one in substantial)
            if len(reading.told.facts) >= _MUCH_TOLD or (reading.told.first_person and not surely):
                return True
        silent = any(topic.kind == "not_stated" for topic, _ in substantial)
        if silent and not checking and not supposed and not _tells_much(reading.told.facts):
            return False
        # "Is there any way for us to join?": a question on nothing that is known asks what the description is for
        unnamed = any(_ASKS.search(one.spaced) and not one.matches for one in reading.clauses[-1:])
        return bool(_VERDICT_WORDS & asked) or ids <= _WEAK or (unnamed and reading.told.first_person)

    def _asks_whether(self, clause: Clause) -> bool:
        """Whether it is asked if something is possible, and not only how much or when: "한도가 어떻게 되나요"."""
        rest = _HOW_MUCH_IS_POSSIBLE.sub(" ", clause.squashed), _HOW_MUCH_IS_POSSIBLE.sub(" ", clause.spaced)
        return self._topics.concepts["able"].found_in(*rest) is not None

    def _is_asked_beside(self, topic: Topic, clause: Clause) -> bool:
        """Whether a clause that tells news of the company asks for something else, and not only sounds so."""
        if topic.id in _WEAK | _LONE:
            return False
        in_words = topic.id in _JOINABLE and _is_matched(topic, clause)
        return in_words or dict(self._chances(clause)).get(topic.id, 0.0) >= _PART_FROM

    def _with_subject(self, clause: Clause, reading: Reading, subject: tuple[str, ...]) -> Clause:
        """A short question without a subject is about the last one: "몇 명이나?" after the mentors."""
        named = clause.tracks or clause.places or set(clause.concepts) & _OWN_SUBJECTS
        asks = set(clause.concepts) - _TALK
        short = (
            reading.follows_up
            or len(clause.squashed) <= _SHORT_CLAUSE
            or bool(_POINTS_BACK.match(clause.squashed))
        )
        if not subject or named or not asks or not short:
            return clause
        if set(subject) <= _CALLS and _OTHER_ONE.search(clause.spaced):
            return clause  # "첫 모집은 언제 시작했더라", after the extra one
        if "now" in asks and (set(subject) <= _CALLS or asks <= {"now"}):
            return clause  # "Nothing I could hand in today?", after a call of the past
        concepts = {**clause.concepts, **dict.fromkeys(subject, "")}
        matches = tuple(self._topics.matches(concepts))
        asked = set(matches[0].why.split("+")) if matches else set[str]()
        asks_by_itself = len(reading.clauses) > 1 and clause.matches and asked <= set(subject)
        if not asked & set(subject) or asks_by_itself:
            return clause  # "회장 성함 그리고 전화번호요": a telephone is no chairman's
        return replace(clause, concepts=concepts, matches=matches)

    def _comparing(self, clause: Clause, context: Context) -> Clause:
        """A question which track has more of something asks how much both have."""
        aspect = compared_aspect(clause, context)
        if aspect is None:
            return clause
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
        left = self._left_to_the_last(clause, reading, context)
        if left:
            return [self._topics.topics[one] for one in left]
        again = self._same_question(clause, reading, context)
        if again is not None:
            return [again]
        likely = self._likely(clause, reading, context, desk, told_before)
        if likely is not None and likely.id == "growth" and matches:
            likely = self._of_two_years(matches, clause, desk).topic
        if likely is not None and (not matches or likely.id != matches[0].topic.id):
            return [likely]
        if not matches:
            return []
        best = self._of_two_years(matches, clause, desk)
        if (
            best.topic.id == "selection"
            and "count_companies" in clause.concepts
            and "when" not in clause.concepts
        ):
            # "110 firms were chosen, weren't they?": how many they are is put forward, and not when
            best = replace(best, topic=self._topics.topics["places"])
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
                if other.topic.id in _JOINABLE and apart and words and other.score >= 1.0:
                    chosen.append(other.topic)
                    evidence |= words
        return chosen

    def _of_two_years(self, matches: Sequence[Match], clause: Clause, desk: Desk) -> Match:
        """The best match, but for years that only stand side by side: "2023년이랑 2024년 접수가 언제" asks for no growth."""
        best = matches[0]
        if best.topic.id == "growth" and _ONLY_YEARS.fullmatch(clause.concepts["growth"]):
            for other in matches[1:]:
                if other.topic.id != "growth" and self._compared(other.topic, clause, desk) is not None:
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
        id, chance = next(iter(self._chances(clause)), ("", 0.0))
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
        asked = [*(one for one in before if one[0].id not in _WEAK | _LONE), *asked]
        if not asked or {topic.id for topic, _ in asked} <= _WEAK | _LONE:
            return []
        sizes = [(one.topic, clause) for one in clause.matches[:1] if one.topic.id in _NOT_A_SIZE]
        return [*asked, *sizes]

    def _side_by_side(self, clause: Clause, desk: Desk) -> list[tuple[Topic, Clause]]:
        """Things asked in one clause, where its parts alone ask for different ones; else nothing."""
        described = desk.tells_company and set(desk.reading.told.facts) != {"target_level"}
        for parts in self._reader.beside(clause):
            asked: dict[str, tuple[Topic, Clause]] = {}
            only_names: Clause | None = None
            for part in parts:
                # "기초하고 고도화 각각 얼마까지인지": what only names a track belongs to what is asked next
                named = bool(part.tracks) and set(part.concepts) <= _LEVELS
                only_names = part if named else only_names
                topic = (
                    None if named and _says_no_more(part) else self._asked_in_part(part, described=described)
                )
                if topic is None:
                    continue
                one = _both(part, only_names) if only_names else part
                _, before = asked.get(topic.id, (topic, one))
                asked[topic.id] = (topic, _both(before, one))
            if len(asked) > 1 and self._bears(clause, asked):
                return list(asked.values())
        return []

    def _bears(self, clause: Clause, asked: Mapping[str, tuple[Topic, Clause]]) -> bool:
        """Whether a clause that as a whole surely asks for one thing still asks for these: only what is sure too."""
        id, chance = next(iter(self._chances(clause)), ("", 0.0))
        if chance < _VERY_SURELY or self._topics.topics[id].kind not in ("not_stated", "decline"):
            return True
        return all(one == id or self._is_sure_of(*asked[one]) for one in asked)

    def _is_sure_of(self, topic: Topic, clause: Clause) -> bool:
        return dict(self._chances(clause)).get(topic.id, 0.0) >= _VERY_SURELY

    def _asked_in_part(self, part: Clause, *, described: bool) -> Topic | None:
        """What a part of a clause surely asks for, else what its own words name; None for no question of its own.

        `described`: the message tells of a company, so that words on it are no question.
        """
        if _SUBORDINATE.match(part.text) and not part.text.endswith("?"):
            return None  # "After the papers are in and the visit is done, who decides?"
        least = _LEAST_LETTERS if part.matches else _SHORT_CLAUSE  # "두 개만 후딱"
        heard = len(part.squashed) >= least and not (described and _tells(part))
        for id, chance in self._chances(part)[:1] if heard else ():
            topic = self._topics.topics[id]
            named = _asks_by_itself(part, described=described) and not _is_matched(topic, part)
            if named and topic.kind == "not_stated" and chance < _VERY_SURELY:
                break  # "caps for both tracks": that it is silent is believed against words only if it is surer
            if chance >= _PART_FROM and _is_a_question(topic, described=described):
                return topic
            if chance >= _SURELY and (
                id in _DECLINED_BESIDE or (not described and id not in _TOUCHED | _LONE)
            ):
                return topic if topic.kind != "smalltalk" else None
        whether = not described and _asks_for_a_kind_of_firm(part)
        return part.matches[0].topic if whether or _asks_by_itself(part, described=described) else None

    def _left_to_the_last(self, clause: Clause, reading: Reading, context: Context) -> tuple[str, ...]:
        """The topics that a clause asks for only after what was said last."""
        if reading.as_it_is and context.verdict_tracks and _goes_without_aspect(clause):
            return (_VERDICT,)
        if asks_whom_to_ask(clause, context):
            return ("contact",)
        if asks_who_pays(clause, context):
            return ("own-share",)
        if context.spoken and asks_where_it_is_said(clause):
            return ("sources",)
        if asks_what_is_known(clause):
            return ("can-ask",)
        if context.topic is not None and context.topic in self._topics.topics and asks_to_repeat(clause):
            return (context.topic,)
        if asks_if_it_changes(reading, context):
            return (_VERDICT,)
        if asks_another_way(clause, context):
            return (_VERDICT, "change") if brings_news(reading, context.facts) else ("change",)
        return ()

    def _same_question(self, clause: Clause, reading: Reading, context: Context) -> Topic | None:
        """The last question again, for another track, place or year: "그럼 기초는요?", "거긴요?"."""
        if context.topic is None or context.topic not in self._topics.topics:
            return None
        if context.verdict_tracks and reading.told.ours and not clause.elliptic:
            return None  # "Actually the factory is in Daejeon." tells, and asks nothing again
        if not (clause.elliptic or reading.follows_up or reading.there):
            return None
        aspects = set(clause.concepts) - _BARE_SUBJECTS
        if clause.places and not clause.tracks:
            aspects -= {"difference"}  # "광주는 다르다면서요": of places, not of the tracks
        if reading.year is not None or reading.there:
            aspects = {one for one in aspects if not _ONLY_A_YEAR.fullmatch(clause.concepts[one])}
            aspects -= {"next_round", "now"}  # "and the year after?", "올해는요?"
        new_subject = clause.tracks or clause.places or reading.there or reading.year is not None
        if not new_subject or aspects:
            return None
        if context.facts and "target_level" in reading.told.facts and reading.tells_company:
            return self._topics.topics[_VERDICT]  # "then we take basic" decides, and asks nothing again
        return self._topics.topics[self._asked_again(context.topic, clause, reading)]

    def _asked_again(self, topic: str, clause: Clause, reading: Reading) -> str:
        """The last topic, or the one that has the same of what is named now."""
        if clause.places and topic in ("region-list", "difference"):
            return "region"  # after the list of regions, a place asks whether it is one of them
        if topic == "misprint" and (clause.tracks or clause.places):
            return "cap"
        if reading.year is not None and self._topics.topics[topic].is_call:
            return "intake"
        track, _, what = topic.partition("-")
        if len(clause.tracks) == 1 and f"{track}-{what}" in _OF_ONE_TRACK:
            return f"{clause.tracks[0]}-{what}"
        return topic

    def _is_budget(self, clause: Clause, desk: Desk) -> bool:
        """Whether the only amount named is the whole budget's: "213억 맞죠?" does not ask for a cap."""
        budget = [one for id in self._topics.topics["budget"].targets for one in desk.id(id).figures.values()]
        won = {one.value for one in clause.figures if one.kind == "won"}
        return bool(won) and won <= {one.value for one in budget if one.kind == "won"}

    def _without_idle_verdict(self, clause: Clause) -> tuple[Match, ...]:
        """What the words ask for, without a verdict that "언제 접수하면 돼요" does not ask for."""
        first = clause.matches[0] if clause.matches else None
        beside = first is not None and first.topic.id == _OFF_WORLD and len(clause.matches) > 1
        if beside and dict(self._chances(clause)).get(_OFF_WORLD, 0.0) < _GUESS_AT_LEAST:
            # "농담이고 원주면 한도가 얼마예요": a word of another world beside a question
            return clause.matches[1:]
        idle = first is not None and first.topic.id == _VERDICT and "able" in first.why.split("+")
        if not idle or len(clause.matches) < 2 or self._asks_whether(clause):
            return clause.matches
        return clause.matches[1:]

    def _likely(
        self, clause: Clause, reading: Reading, context: Context, desk: Desk, told_before: bool
    ) -> Topic | None:
        """The topic that the clause asks for, all things counted; None where nothing is likely enough."""
        told_here = desk.tells_company and not told_before
        if told_here and not clause.tells and self._asks_of_another_matter(clause):
            told_here, told_before = False, True  # "How long do they stay? We make lids in Busan."
        if (
            told_here
            or len(clause.squashed) < _LEAST_LETTERS
            or (clause.elliptic and clause.matches)
            or (
                told_before and set(clause.concepts) <= _ABLE | _BARE_SUBJECTS and clause.matches
            )  # "…, is that possible?"
            or ""
            in clause.concepts.values()  # a subject taken from the last question: no words sound like it
        ):
            return None
        chances = self._chances(clause)
        overrules = _OVERRULES_FROM if not (context.topic and reading.follows_up) else _OVERRULES_A_FOLLOW_UP
        alone = context.topic is None  # "why?" and "and if that changes?" ask about the last answer
        named = next(
            (one.topic for one in clause.matches if not (alone and one.topic.id in _POINT_BACK)), None
        )
        of_named = dict(chances).get(named.id, 0.0) if named else 0.0
        times = _times(clause.matches[0]) if named else _TIMES
        for id, chance in chances:
            doubted = told_before or (named is not None and named.id != id)
            if chance < (max(overrules, times * of_named) if doubted else _GUESS_AT_LEAST):
                break
            topic = self._topics.topics[id]
            if alone and id in _POINT_BACK:
                continue
            if id in _OF_OTHER_YEARS and desk.other_year() is None:
                continue
            # What its statements leave open is rather asked of another topic.
            if self._may_be(topic, chance, doubted, clause.concepts) and not desk.uncovered(
                Ask(topic, clause), self._topics.aspects
            ):
                return self._or_generic(topic, clause, chances)
        return None if told_before else self._silent_on_the_whole(named, chances, overrules)

    def _or_generic(self, topic: Topic, clause: Clause, chances: list[tuple[str, float]]) -> Topic:
        """A silent matter that is not surely the one meant, nor named by words, gives way to "what you ask"."""
        by_id = dict(chances)
        unsure = topic.kind == "not_stated" and by_id[topic.id] < _SURELY and not _is_matched(topic, clause)
        other = by_id.get(_ANYTHING_ELSE, 0.0)
        return self._topics.topics[_ANYTHING_ELSE] if unsure and other >= _RIVAL * by_id[topic.id] else topic

    def _silent_on_the_whole(
        self, named: Topic | None, chances: list[tuple[str, float]], overrules: float
    ) -> Topic | None:
        """ "What you ask stands nowhere", where silent matters are likely together and none of them alone."""
        if named is not None and named.kind == "not_stated":
            return None
        kinds = [(self._topics.topics[id].kind == "not_stated", chance) for id, chance in chances]
        silent = sum(chance for is_silent, chance in kinds if is_silent)
        said = max((chance for is_silent, chance in kinds if not is_silent), default=0.0)
        generic = dict(chances).get(_ANYTHING_ELSE, 0.0)
        if generic < _GUESS_AT_LEAST or silent < max(_SILENT_FROM, overrules, _SILENT_TIMES * said):
            return None
        return self._topics.topics[_ANYTHING_ELSE]

    def _asks_of_another_matter(self, clause: Clause) -> bool:
        """Whether a clause beside the company's description very surely asks for something that no company answers."""
        if _VERDICT_WORDS & set(clause.concepts):
            return False
        id, chance = next(iter(self._chances(clause)), ("", 0.0))
        return (
            chance >= _VERY_SURELY
            and id != _VERDICT
            and _is_a_question(self._topics.topics[id], described=True)
        )

    def _chances(self, clause: Clause) -> list[tuple[str, float]]:
        guessed = self._watch("guess", self._guess, clause.text, clause.hints())
        return [(id, chance) for id, chance in guessed if id in self._topics.topics]

    def _may_be(self, topic: Topic, chance: float, doubted: bool, concepts: Mapping[str, str]) -> bool:
        """What is to be declined, or only politeness, has to be likelier than a question, most of all one in words."""
        if topic.kind == "decline" and topic.targets[0] == "off_topic" and "programme" in concepts:
            return False  # "과장님이 이 사업 알아보래요": the programme is no matter of another world
        if topic.kind == "decline" and doubted:
            return chance >= _DECLINED_DOUBTED
        if topic.kind == "smalltalk":
            return chance >= _SURELY  # "저희가요" only begins
        return chance >= _DECLINED_FROM or topic.kind != "decline"

    # one part of the answer

    def _for_topic(self, topic: Topic, clause: Clause, desk: Desk) -> Part:
        if topic.id in self.paused:
            return desk.paused(Ask(topic, clause))
        part = self._compared(topic, clause, desk) or self._of_one_year(topic, clause, desk)
        year, context = desk.context.year, desk.context
        if desk.reading.year is not None or year is None:
            return part
        plain = self._of_one_year(topic, clause, replace(desk, context=replace(context, year=None)))
        if topic.id == context.topic and {one.origin for one in part.segments} <= set(context.spoken):
            return plain  # "몇 명씩 와요?" after what 2024 had: that was all, so it is not asked of that year
        return replace(part, year=year) if part.segments != plain.segments else part

    def _compared(self, topic: Topic, clause: Clause, desk: Desk) -> Part | None:
        """The answer for each year that the message sets beside another; None unless all of them have one."""
        years = sorted(desk.reading.years)
        if len(years) < 2 or topic.kind not in ("handler", "statements"):
            return None
        readings = [replace(desk.reading, year=year, years=()) for year in years]
        parts = [self._of_one_year(topic, clause, replace(desk, reading=one)) for one in readings]
        if any(one.status != "answered" for one in parts):
            return None
        return replace(parts[-1], segments=tuple(one for part in parts for one in part.segments))

    def _of_one_year(self, topic: Topic, clause: Clause, desk: Desk) -> Part:
        ask = Ask(topic, clause)
        if topic.kind == "handler":
            part = HANDLERS[topic.targets[0]](desk, ask)
            silent = part.status == "not_in_documents"
            return (self._from_staff(clause, desk, ask) if silent else None) or part
        if topic.kind == "decline":
            return desk.declined(ask)
        if topic.kind == "smalltalk":
            return desk.smalltalk(ask)
        if topic.kind == "not_stated":
            return self._from_staff(clause, desk, ask) or desk.silent(ask, topic.targets[0])
        uncovered = desk.uncovered(ask, self._topics.aspects)
        if uncovered:
            return self._from_staff(clause, desk, ask) or desk.silent_about(ask)
        return desk.stated(ask)

    def _from_staff(self, clause: Clause, desk: Desk, ask: Ask) -> Part | None:
        """What the shipped documents leave open, a document that staff added may say."""
        words = [one for one in clause.concepts.values() if len(one) > 1]
        for hit in self._watch("staff_search", self._staff_search, clause.text, desk.composer.language):
            sounds_near = min(hit.share, hit.score) >= _STAFF_PASSAGE_AT_LEAST
            says_so = hit.score >= _STAFF_PASSAGE_NAMING_IT and any(one in squash(hit.text) for one in words)
            if sounds_near or says_so:
                return _quoted(hit, desk, ask)
        return None

    def _unmatched(self, reading: Reading, desk: Desk, whole: set[str]) -> Part:
        """Neither words nor examples name a topic: a passage, if one is near enough, else an honest "no"."""
        clause = reading.clauses[0] if reading.clauses else None
        if clause is None:
            return desk.unclear()
        ask = Ask(None, clause)
        confirmed = self._with_figure(clause) if puts_forward(reading) else None
        if confirmed is not None:
            return self._for_topic(confirmed, clause, desk)
        for hit in self._watch("search", self._search, reading.text, desk.composer.language):
            if hit.is_near_enough:
                return _quoted(hit, desk, ask)
        likeliest = next((self._topics.topics[id] for id, _ in self._chances(clause)), None)
        if desk.other_year() is not None and (likeliest is None or likeliest.kind != "decline"):
            return self._for_topic(self._topics.topics[_OVERVIEW], clause, desk)
        about_us = reading.told.first_person and _A_COMPANY.search(reading.spaced)
        one_more = desk.context.topic is not None and _ALSO.search(reading.spaced)
        if whole - _NOT_OF_THE_PROGRAMME or about_us or one_more:
            return desk.not_in_documents(ask)
        return desk.off_topic(ask) if len(reading.squashed) > 3 else desk.unclear()

    def _with_figure(self, clause: Clause) -> Topic | None:
        """What a figure that is put forward belongs to, where nothing else says: "총 200개 조금 넘는 거 맞죠?"."""
        for found in clause.figures:
            for topic in self._topics.topics.values() if found.kind in ("won", "count") else ():
                telling = topic.targets if topic.kind == "statements" else ()
                if any(has_figure(self.pack.programme.statement(one), found) for one in telling):
                    return topic
        return None

    # gate

    def _gated(self, answer: Answer, desk: Desk) -> Answer:
        return self._watch("gate", self._gate, answer, desk)

    def _gate(self, answer: Answer, desk: Desk) -> Answer:
        """Only segments that pass; what fails is logged and left out, and nothing is stated in its stead."""
        answer = replace(answer, pack=self.pack.name, edition=desk.judge.edition.id)
        passed, refused = [], list[str]()
        for segment in answer.segments:
            passages = {segment.origin.partition(":")[2]: one.quote for one in segment.citations}
            refusal = self._watch(
                "check", check, segment, self.pack.programme, answer.language, passages, desk.judge.edition
            )
            if refusal is None:
                passed.append(segment)
            else:
                _log.error("gate refused %s: %s", refusal.origin, refusal.reason)
                refused.append(f"{refusal.origin}: {refusal.reason}")
        if len(passed) == len(answer.segments):
            return answer
        answer = replace(answer, refused=tuple(refused))
        composer = Composer(self.pack.programme, answer.language)
        if not any(one.citations for one in passed):
            sorry = composer.say("gate_refused")
            return replace(answer, status="not_in_documents", segments=(sorry,), verdicts={}, choices=())
        return replace(answer, segments=tuple(passed))


def _about_company(reading: Reading, context: Context) -> Context:
    """The company that the chat is about now: facts of one are never held against another."""
    if context.facts and _THAT_WAS_THEIRS.search(reading.spaced):
        # "that was my sister's firm; ours makes them, in a plant near there"
        kept = {"region": context.facts["region"]} if reading.there and "region" in context.facts else {}
        return replace(context, facts=kept, set_aside={}, asked=None)
    if reading.another_company and context.facts and _IDENTIFYING & set(reading.told.facts):
        aside = context.set_aside or context.facts
        return replace(context, facts={}, set_aside=aside, region=(), asked=None)
    # "How much would we get then?" still speaks of what was supposed.
    ours_again = reading.as_it_is or (reading.told.first_person and not _IN_THAT_CASE.search(reading.spaced))
    if context.set_aside and ours_again and not reading.another_company:
        return replace(context, facts=context.set_aside, set_aside={}, region=(), asked=None)
    return context


def _goes_on_there(reading: Reading, context: Context) -> bool:
    """Whether the company that is told of stands in the place that was just asked about: "대구도 되나요", "저희 중소 제조업인데"."""
    told = {"company_size", "manufacturer"} & set(reading.told.facts)
    return context.topic == "region" and bool(context.region and told) and not reading.places


def _narrowed(news: Facts, context: Context) -> Facts:
    """An answer to "which Gwangju?" narrows what was known, where it can."""
    key = context.asked
    if key is None or key not in news or key not in context.facts:
        return news
    both = news[key].possible & context.facts[key].possible
    return {**news, key: Known(both)} if both else news


def _tells_much(facts: Facts) -> bool:
    """Whether the company is described: by two facts, or by the one that decides alone."""
    decided = facts.get("manufacturer") == known(False) or facts.get("company_size") == known("large")
    return decided or len(set(facts) - {"samsung_dealings"}) > 1


def _judged_first(
    asks: list[tuple[Topic, Clause]], eligibility: Topic, reading: Reading
) -> list[tuple[Topic, Clause]]:
    """A message that describes the company is judged; what it asks beside that follows."""
    clause = next((clause for topic, clause in asks if topic.id == "eligibility"), reading.clauses[0])
    return [
        (eligibility, clause),
        *(
            one
            for one in asks
            if one[0].id not in _WEAK or one[0].kind == "not_stated" or one[0].id == "samsung-dealings"
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


def _without_places_of(declined: list[Clause], reading: Reading) -> Reading:
    theirs = {place.text for one in declined for place in one.places}
    return replace(reading, places=tuple(one for one in reading.places if one.text not in theirs))


def _times(named: Match) -> float:
    """How much likelier than a topic that words name another has to be: what they may name by accident, no more."""
    words = set(named.why.split("+"))
    only_subject = bool(words & SUBJECT_CONCEPTS) and words <= SUBJECT_CONCEPTS | _TALK | {"samsung"}
    if named.topic.kind == "decline" or named.topic.id in _LONE or only_subject:
        return 1.0
    return _TIMES if named.score >= 1.0 else _TIMES_WEAK


def _same_words(one: Clause, other: Clause) -> bool:
    """Whether one clause is the other, or a part of it."""
    return one.squashed in other.squashed or other.squashed in one.squashed


def _says_no_more(part: Clause) -> bool:
    """Whether next to nothing stands beside the words of the concepts."""
    return len(part.squashed) - sum(len(squash(one)) for one in part.concepts.values()) <= _FEW_LETTERS


def _only_tells(topic: Topic, clause: Clause) -> bool:
    """ "We make lids in Busan, by the way.": words on the company that ask for nothing."""
    return clause.tells and topic.id in _WEAK and not _ASKS.search(clause.spaced)


def _is_matched(topic: Topic, clause: Clause) -> bool:
    """Whether words ask for the topic, and not only what the clause sounds like."""
    return any(one.topic.id == topic.id for one in clause.matches)


def _asks_for_a_kind_of_firm(part: Clause) -> bool:
    """ "중견도 되는지, 삼성이랑 거래가 있어야 하는지": whether firms of a kind can take part is a question of its own."""
    is_first = bool(part.matches) and part.matches[0].topic.id == _VERDICT
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
    touched = _WEAK - (frozenset() if described else _STRONG_ENOUGH) | _LONE
    return topic.kind not in ("decline", "smalltalk") and topic.id not in touched


def _words(why: str, clause: Clause) -> set[str]:
    """The words that carry what is asked (not its subject) of a match."""
    return {clause.concepts[one] for one in why.split("+") if one not in _SUBJECTS and one in clause.concepts}


def _quoted(hit: PassageFound, desk: Desk, ask: Ask) -> Part:
    intro = desk.composer.say("passage_intro", title=hit.citation.title)
    intro = replace(intro, citations=(hit.citation,))
    quote = Segment(hit.text, f"passage:{hit.id}", (), (hit.citation,))
    return Part("answered", (intro, quote), ask)


_ORDER: tuple[Status, ...] = (
    "verdict",
    "answered",
    "not_in_documents",
    "question",
    "out_of_scope",
    "smalltalk",
)


def _joined(parts: list[Part], language: Language, desk: Desk) -> Answer:
    status = min((part.status for part in parts), key=_ORDER.index)
    segments: dict[str, Segment] = {}
    corrections = [one for part in parts for one in part.segments if one.corrects]
    for one in [*corrections, *(one for part in parts for one in part.segments)]:
        segments.setdefault(one.text, one)
    verdicts = {track: outcome for part in parts for track, outcome in part.verdicts.items()}
    asked = next((part.asked for part in parts if part.asked), None)
    choices = next((part.choices for part in parts if part.choices), ())
    return Answer(
        status,
        language,
        tuple(segments.values()),
        verdicts,
        asked,
        choices,
        tuple(part.ask.topic.id for part in parts if part.ask and part.ask.topic),
    )


def _next_context(
    answer: Answer, parts: list[Part], reading: Reading, context: Context, language: Language, facts: Facts
) -> Context:
    last = next(
        (part for part in reversed(parts) if part.ask and part.ask.topic and not _is_talk(part)), None
    )
    # What is supposed stays so until the writer's own company is spoken of again.
    supposes = reading.told.hypothetical and bool(context.facts)
    aside = (context.set_aside or context.facts) if supposes else context.set_aside
    kept = {} if reading.told.hypothetical and not supposes else facts
    if last is None or last.ask is None or last.ask.topic is None:
        return replace(context, language=language, facts=kept, set_aside=aside, asked=answer.asked)
    return replace(
        context,
        language=language,
        facts=kept,
        set_aside=aside,
        topic=last.ask.topic.id,
        subject=_subject_of(last.ask) or (context.subject if last.ask.topic.id == context.topic else ()),
        track=last.track,
        region=last.region,
        year=last.year if reading.year is None else None if reading.year_is_loose else reading.year,
        spoken=tuple(one.origin for one in answer.segments),
        verdict_tracks=tuple(answer.verdicts) or context.verdict_tracks,
        asked=answer.asked,
    )


def _subject_of(ask: Ask) -> tuple[str, ...]:
    """What a question was about, by its words or else by its topic."""
    named = set(ask.clause.concepts) & SUBJECT_CONCEPTS
    first = ask.topic.asks[0] if ask.topic and ask.topic.asks else frozenset[str]()
    return tuple(sorted(named or first & SUBJECT_CONCEPTS))


def _is_talk(part: Part) -> bool:
    topic = part.ask.topic if part.ask else None
    return topic is None or topic.kind in ("smalltalk", "decline") or topic.id in _LONE
