"""Which topics one clause asks for: by its words, by what was learnt, by what was spoken of last."""

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
    LEAST_LETTERS,
    LEVEL_TOPICS,
    LONE,
    NOT_A_SIZE,
    OF_LEVELS,
    OF_ONE_TRACK,
    OVERRULES_FROM,
    OVERVIEW,
    PART_FROM,
    POINTS_AT_IT,
    SHORT_IN_LATIN,
    SUBJECTS,
    SURELY,
    TALK,
    TERMS,
    TRACK_TOPICS,
    VERDICT,
    VERY_SURELY,
    WANTS_ANSWER,
    WEAK,
    WHAT_FOR,
    Classifier,
    gives_way,
    is_a_question,
    is_matched,
    says_no_more,
)
from bot.answering.desk import Ask, Desk
from bot.answering.firms import without_labels
from bot.answering.following import (
    JUDGED,
    OF_A_YEAR,
    OF_FIGURES,
    asks_another_way,
    asks_for_result,
    asks_if_everywhere,
    asks_if_final,
    asks_if_it_changes,
    asks_if_needed,
    asks_if_over,
    asks_if_sure,
    asks_if_track_gives_more,
    asks_leave_to_ask,
    asks_of_one_firm,
    asks_of_press,
    asks_part_of_budget,
    asks_since_when_there,
    asks_to_apply_soon,
    asks_to_be_contact,
    asks_what_counts,
    asks_what_decides,
    asks_what_is_known,
    asks_what_to_tell,
    asks_where_it_differs,
    asks_where_it_is_said,
    asks_where_most,
    asks_which_place,
    asks_which_suits,
    asks_who_pays,
    asks_whom_to_ask,
    asks_why_area_left_out,
    asks_why_judged,
    asks_why_left_out,
    asks_why_misprinted,
    asks_why_not_known,
    asks_why_so,
    brings_news,
    compares_with_before,
    compares_years,
    names_firm,
    sets_services_apart,
    sets_years_side_by_side,
    speaks_of_verdict,
    tells_only_where,
    was,
)
from bot.answering.premises import is_product
from bot.answering.telling import Telling
from bot.answering.topics import Match, Topic, Topics
from bot.answering.understanding import QUESTION_WORD, SUBJECT_CONCEPTS, Clause, Reader, Reading
from knowledge.normalise import squash

_NOT_A_FIGURE = frozenset([*NOT_A_SIZE, "able"])
# Declined beside what else is asked; orders to the bot end the matter.
DECLINED_BESIDE = frozenset(
    ["chance", "login", "other-support", "plan-writing", "kickback", "dispute", "look-alikes"]
)
_PAYERS = re.compile(
    r"누가|누구|각[각자]|얼마씩|시[에가는]|도[에가는]|삼성|지자체|회사|기업|업체|우리|저희|나라|정부|"
    r"\b(?:who|whom|whose|city|province|government|samsung|firm|company|we|us|our|each|side|part(?:y|ies)?)\b",
    re.IGNORECASE,
)
TOUCHED = WEAK - frozenset(["intermediate-1", "intermediate-2", "levels", "advanced-goal", "basic-goal", "overview", "tracks", "services"])  # fmt: skip
# With how much: what a wished level needs, and what all get together, is no question of its own.
_NOT_OF_A_WISH = frozenset(["software", "budget"])
KINDS_OF_FIRM = frozenset(["mid_sized", "large", "sector"])
TRACKS: tuple[str, ...] = ("advanced", "basic")
# What would be a bonus, and what the documents say of a condition.
_OF_BONUS = frozenset(["scoring", "other-benefits", "procurement"])
_OF_A_CONDITION = frozenset(["samsung-dealings", "own-share"])
# Conditions that firms ask about: what the documents leave open of them, and what they state.
_CRITERIA = frozenset(
    ["headcount", "turnover", "firm-age", "factory-registration", "tax-arrears", "sole-proprietor", "leased-factory", "credit",
     "foreign-ownership", "exclusions", "duplicate-support", "samsung-dealings", "sme-status", VERDICT]
)  # fmt: skip
_OF_NO_YEAR = frozenset(["contact", "where-to-apply"])
_OF_ONE_YEAR = frozenset([TERMS, "results-other-years"])
_PEOPLE = re.compile(r"사람|직원|people|folks|staff|guys", re.IGNORECASE)
_OF_PEOPLE = frozenset(["selection", "organisers"])
_BY_PLACE = frozenset(["cap", "places", "own-share"])  # what may be otherwise from place to place
_DIFFERENCE_WHY = re.compile(r"차이는?왜")
_INTERMEDIATE = frozenset(["intermediate-1", "intermediate-2"])
_APART_BY_LEVEL = frozenset([DIFFERENCE, "tracks", *TRACK_TOPICS])
_INTERMEDIATE_LEVELS = frozenset(["intermediate_1", "intermediate_2"])
_A_NUMBER = re.compile(
    r"(?:그럼|그러면|and|whatabout|then)*([12])(?:는|은|번은|단계는|란|도)?요?[?]*", re.IGNORECASE
)
# Bodies are subjects of their own: "중앙회는 누가 이끌어요?" after the expo is not about the expo.
CALLS = frozenset(["food_call", "ai_round", "extra_intake"])
EXTRA_CALL = {"extra_intake"}
LEVELS = frozenset(["advanced", "basic", "both_tracks", "level_word", "track_word"])
# What may stand beside a kind of firm in a question whether it can take part.
_OF_ELIGIBILITY = frozenset(["able", "apply", "programme", "start", "now"]) | LEVELS
# A question with nothing else leaves out what it is about.
PURE_ASPECTS = frozenset(["when", "start", "deadline", "how_many", "how_long", "fee"])
OFF_WORLD = "off-world"
# "80개사가 다 꽉 채워 받으면 120억이네요": what the sum is made of, and what there is in all.
_OF_A_PRODUCT = ("cap", "budget")
_OTHER_PAPERS = "other_papers"
COMPARISON = "growth"  # of two years, whatever was spoken of
# What a question for the reason of a verdict may name when it sets other places beside it.
_OF_WHY_HERE = BARE_SUBJECTS | {"why", "what", "local_government", "difference"}
_ONLY_A_YEAR = re.compile(
    r"(?:20)?\d\d ?년?(?:은|는|에|엔|도)?(?:요|어땠[가-힣]{0,5}|어떻[가-힣]{0,5})?[?.]?"
)
# ... anywhere, at what or whom the last question was about.
OF_THE_SUBJECT = re.compile(
    r"(?:^|[ ,])(?:그|이) ?(?:분|사람|양반|행사|센터|선생님?|전문가|멘토|교육|모집|전시회?)들?(?:은|는|이|가|을|를|도|한테|에게|의)?(?= |$)|"
    r"\b(?:they|them|their|those (?:people|guys|experts|folks)|he|his|him)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"(?:after|once|if|before|since|because|while|although|though|given|besides|apart from|(?:out )?of (?:the|each|every|all))\b",
    re.IGNORECASE,
)
# "외국인 이사님 보여드리게": what for, or because of what, and no question.
GIVES_REASON = re.compile(r"(?:게|려고|라서|어서|아서|해서|니까|거든|기때문에)(?:요)?[.!~,^ㅠㅜㅋㅎ]*$")
# ... nor is "현금 흐름이 빠듯해서 여쭤봐요": why it is asked.
ASKS_BECAUSE = re.compile(
    r"(?:[아어여해]서|려고|려구|니까|거든요?|길래) ?(?:여쭤|여쭙|물어|문의|질문|확인|알아)[가-힣 ]{0,9}[.!~,^ㅠㅜㅋㅎ ]*$"
)
_TELLS_OF = re.compile(
    r"(?:i|we|he|she|they|my \w+|our (?!own\b)\w+) (?!can\b|could\b|may\b|need\b|want\b|wish\b|would\b|understand\b|think\b|thought\b|believe\b|assume\b|guess\b|gather\b|hear\b|heard\b|read\b|take it\b|was told\b|were told\b)",
    re.IGNORECASE,
)
POINTS_AT_FIGURE = re.compile(
    r"(?<![가-힣])(?:이|그|해당) ?(?:금액|액수|숫자|수치)|\b(?:this|that) (?:figure|amount|number|sum)\b",
    re.IGNORECASE,
)
INVERTED = re.compile(
    r"(?:and |also |then |or )*(?:is|are|was|were|does|do|did|can|could|may|will|would|has|have)\b",
    re.IGNORECASE,
)
# "When did the first call open": what it is about is named, and need not be looked for beside it.
_HAS_ITS_OWN_SUBJECT = re.compile(
    r"(?:and |also )?(?:when|where|who|how (?:long|many|much)|what|which)\b(?: \w+){0,2}? "
    r"(?:did|does|do|is|are|was|were|will|can) (?:the|a|an|this) \w+(?: \w+)+",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"(?:있|들어가|되|돼|포함되|해당되|맞|주|나오|해 ?주)(?:는|은)지(?:도|만|는|를)?(?: ?(?:좀|알려[가-힣 ]*|확인[가-힣 ]*|궁금[가-힣 ]*|부탁[가-힣 ]*))?[ .!~?]*$"
)
# "and if so, roughly how much": of the same matter.
_IF_SO = re.compile(r"(?:and |but |then )*if (?:so|yes|it is|it does|they do|there is)\b", re.IGNORECASE)
# What is promised is no question: "사업자번호 드릴게요", "I'll send you the number".
_PROMISES = re.compile(
    r"(?:드릴|할|줄|낼|볼|갈|올|쓸|둘|릴|길) ?(?:게|께)(?:요|여|용)?[ .!~^ㅎㅋㅠㅜ]*$|^(?:and )?(?:i|we)(?:'ll| will| can) (?:give|send|tell|show|pay|bring)\b",
    re.IGNORECASE,
)
_WILL_ASK = re.compile(r"(?:여쭤|여쭙|여쭈|물어|문의|질문)[가-힣 ]{0,4}[게께]")
# Years set side by side, without a word on more or less.
_ONLY_YEARS = re.compile(r"20\d\d년?[^\d]{1,4}20\d\d|(?:from )?20\d\d [a-z.]+ 20\d\d", re.IGNORECASE)
_ONLINE = frozenset(["where-to-apply", "notice"])
# What is the same in every place.
_OF_NO_PLACE = frozenset(
    ["region-list", "difference", "growth", "budget", "sum-185", "where-to-apply", "notice", "organisers", "tracks", "levels",
     "basic-goal", "advanced-goal", "basic-track", "advanced-track", "overview", "selection", "two-tracks", "multi-site",
     "samsung-dealings"]
)  # fmt: skip
_SUPPOSES = re.compile(r"면요?[?]*$|^if\b", re.IGNORECASE)
# Words of a scrap that are of the programme, or point at what was said.
IS_KNOWN = re.compile(
    r"(?:다|모두|전부|몽땅) ?(?:해서|합|더)|합치|합하|합해|총|통틀|회사|기업|업체|공장|사업|(?:한|두|세|몇) ?(?:곳|군데|명|사람|팀)|하나|(?:다른|반대|나머지) ?쪽|전체|전부|최대|최소|그|이거|나머지|보통|"
    r"\b(?:compan(?:y|ies)|firms?|factor(?:y|ies)|plants?|teams?|each|total|all|altogether|overall|ones?|others?|that|this|it|per|minimum|maximum|usually)\b",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"주는|줘|주나|돈|금액|한도|지원금|\b(?:pays?|gives?|money|funds?|grants?|generous|cap)\b", re.IGNORECASE
)
# What a company that were otherwise would get or bear.
_MAY_CHANGE = {"amount": "cap", "own_share": "own-share", "places": "places"}
_POINTS_BACK = re.compile(r"\b(?:that|this|it)\b|(?<![가-힣])(?:그게|그건|그거|그것|그런|이게|이건|이런)")
_FAINTLY = 0.01
_MUCH = 1.5  # weight of words that no service has besides
_A_LIST = 3  # things asked for
HALF_AT_LEAST = 1.0
SHORT_CLAUSE = 8
_MANY = 10  # of firms or people; fewer are rather how many things are asked


# Whether something takes place, and not what it holds.
_HELD = re.compile(
    r"(?:하|있)(?:[나는냐려]|을지|을까|ㄹ까)|할(?:지|까|건)|합니까|해요|열[려리릴]|모집|공고|접수|뽑|\b(?:calls?|intakes?|rounds?|held|open\w*|happen\w*|there be|be (?:one|another)|come back|run again)\b",
    re.IGNORECASE,
)


class ClauseTopics:
    """Finds what a clause asks for. `telling` is tried where only the answer shows whether it was meant."""

    def __init__(self, topics: Topics, reader: Reader, telling: Telling, classifier: Classifier) -> None:
        self._topics = topics
        self._reader = reader
        self._telling = telling
        self._classifier = classifier

    def is_fragment(self, clause: Clause) -> bool:
        """Whether it is a scrap that names nothing and belongs to what was spoken of: "한 회사에는?", "per company?"."""
        short = len(clause.squashed) <= (SHORT_IN_LATIN if clause.squashed.isascii() else SHORT_CLAUSE)
        if clause.concepts or not short or not (clause.elliptic or clause.text.endswith("?")):
            return False
        if _SUPPOSES.search(clause.squashed):
            return False
        id, chance = self._classifier.likeliest(clause)
        talk = bool(id) and self._topics.topics[id].kind == "smalltalk"
        return chance < (OVERRULES_FROM if talk else SURELY)

    def asks_for_whom(self, clause: Clause) -> bool:
        """Whether it asks which firms something is for, and for nothing else: "그건 어떤 회사들 대상이었는데요"."""
        return "who" in clause.concepts and not (self._topics.aspects - {"person"}) & set(clause.concepts)

    def topics_of(
        self, clause: Clause, reading: Reading, context: Context, desk: Desk, *, told_before: bool = False
    ) -> list[Topic]:
        """The topics of a clause. `told_before`: the company was described before it, not in it."""
        matches = self._without_idle_verdict(clause)
        of_goods = desk.tells_company and bool(matches) and matches[0].topic.id == OFF_WORLD
        if of_goods and dict(self._classifier.chances(clause)).get(OFF_WORLD, 0.0) < GUESS_AT_LEAST:
            matches = matches[
                1:
            ]  # "병원에서 쓰는 침대 만들어요": a word of another world in what a company makes
        if clause.matches and clause.matches[0].why == _OTHER_PAPERS and not desk.tells_company:
            return [clause.matches[0].topic]  # "비자는 어디서 신청해요": what is applied for is named
        if any(is_product(desk, clause, one) for one in clause.figures):
            return [self._topics.topics[one] for one in _OF_A_PRODUCT]
        left = self._left_to_the_last(clause, reading, context)
        if left:
            return [self._topics.topics[one] for one in left]
        again = self._same_question(clause, reading, context, desk)
        if again is not None:
            return [again]
        figure = next((one.topic for one in matches if one.topic.id in NOT_A_SIZE), None)
        if reading.told.asks_kind and figure is not None and not desk.tells_company:
            return [figure]  # "직원 310명이면 중소기업인가요": what a figure does not settle
        likely = self._classifier.likely(clause, reading, context, desk, told_before)
        first = likely or (matches[0].topic if matches else None)
        if first is not None and first.id == "extra-intake" and _is_of_this_year(clause, desk):
            return [self._topics.topics["next-intake"]]
        if first is not None and first.id == "extra-intake" and clause.tracks == TRACKS[1:]:
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
                and POINTS_AT_IT.search(clause.spaced)
                and ASKS.search(clause.spaced)
            ):
                # "does everybody get that much?", after what a paper got wrong
                last = "cap" if context.topic == "misprint" else context.topic
                return [self._topics.topics[last]]
            if context.topic is None or len(reading.clauses) > 1 or not self.is_fragment(clause):
                return []
            # "한 회사에는?" is asked of what was spoken of; "주차는?" of something that stands nowhere
            last = context.topic if IS_KNOWN.search(clause.spaced) else ANYTHING_ELSE
            return [self._topics.topics[last]] if last in self._topics.topics else []
        best = self._of_two_years(matches, clause, desk)
        if context.facts and best.topic.id in WEAK and {"able", "we"} <= set(clause.concepts):
            # "우리 같은 데도 도움 받을 수 있나 해서": of the company that was described
            best = next((one for one in matches if one.topic.id == VERDICT), best)
        if (
            best.topic.id == "selection"
            and "count_companies" in clause.concepts
            and "when" not in clause.concepts
        ):
            # "110 firms were chosen, weren't they?": how many they are is put forward, and not when
            best = replace(best, topic=self._topics.topics["places"])
        if best.topic.id == "intermediate-1" and reading.told.first_person and not ASKS.search(clause.spaced):
            return [self._topics.topics[VERDICT]]  # "우린 중간1 정도면 딱 좋겠는데": a wish
        if best.topic.id == "cap" and self._is_budget(clause, desk):
            best = replace(best, topic=self._topics.topics["budget"])
        chosen = [best.topic]
        evidence = _words(best.why, clause)
        sure = self._surely_one_of(matches, clause, desk)
        if sure is not None and not told_before:
            return [sure]
        if best.topic.id in JOINABLE:
            for other in matches[1:]:
                words = _words(other.why, clause)
                apart = not any(a in b or b in a for a in words for b in evidence)
                if other.why == "selection" and "places" in clause.concepts:
                    continue  # "몇 개사를 선정하나요": the verb of the count
                unheard = dict(self._classifier.chances(clause)).get(other.topic.id, 0.0) < _FAINTLY
                on_service = bool(SUBJECT_CONCEPTS & set(best.why.split("+")))
                weak = on_service and other.score < _MUCH
                if (
                    unheard
                    and "won_figure" not in clause.concepts
                    and (weak or not any(QUESTION_WORD.search(one) for one in words))
                ):
                    # "365센터는 설치하고 몇 년 봐주나요": how long the building takes is not asked
                    continue
                if other.topic.id in JOINABLE and apart and words and other.score >= 1.0:
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
        id, chance = next(iter(self._classifier.chances(clause)), ("", 0.0))
        topic = next((one.topic for one in matches if one.topic.id == id), None)
        asks_more = len(QUESTION_WORD.findall(clause.spaced)) > 1 or "won_figure" in clause.concepts
        if topic is None or chance < VERY_SURELY or asks_more or any(self._reader.beside(clause)):
            return None
        return None if desk.uncovered(Ask(topic, clause), self._topics.aspects) else topic

    def beside_description(
        self, clause: Clause, reading: Reading, context: Context, desk: Desk
    ) -> list[tuple[Topic, Clause]]:
        """What is asked after the company is described in passing, unless it is only whether the company qualifies."""
        rest = self._reader.after_description(clause) if desk.tells_company else None
        if rest is None and clause.matches and clause.matches[0].topic.id in NOT_A_SIZE:
            return self._beside_own_figure(clause, reading, context, desk)
        if rest is None or goes_along(rest) or self._is_to_be_declined(clause):
            return []  # "계획서 좀 써 주세요 우리는 도금업체예요 글재주가 없어서": why, after the description
        asked = self._side_by_side(rest, desk) or [
            (topic, rest) for topic in self.topics_of(rest, reading, context, desk, told_before=True)
        ]
        # "얼마까지 되는지, 포항에서 볼트 만드는데, 언제까지였는지": one question may stand before the description
        before = [
            one
            for one in self._side_by_side(clause, desk)
            if one[1].text not in rest.text and not one[1].tells
        ]
        asked = [*(one for one in before if one[0].id not in WEAK | LONE), *asked]
        if not asked or {topic.id for topic, _ in asked} <= WEAK | LONE:
            return []
        sizes = [(one.topic, clause) for one in clause.matches[:1] if one.topic.id in NOT_A_SIZE]
        return [*asked, *sizes]

    def _is_to_be_declined(self, clause: Clause) -> bool:
        """Whether its first words ask, and all of it sounds like, what is declined: "write it for us, we plate parts"."""
        id, chance = self._classifier.likeliest(clause)
        first = clause.matches[0].topic if clause.matches else None
        return first is not None and (first.id, first.kind) == (id, "decline") and chance >= VERY_SURELY

    def _beside_own_figure(
        self, clause: Clause, reading: Reading, context: Context, desk: Desk
    ) -> list[tuple[Topic, Clause]]:
        """ "저희 직원이 200명인데 멘토는 몇 명": what is asked after a figure of the writer's own firm."""
        rest = self._reader.after_description(clause, of_own=NOT_A_SIZE)
        if rest is None or rest.matches == clause.matches or _NOT_A_FIGURE & set(rest.concepts):
            return []
        topics = self.topics_of(rest, reading, context, desk, told_before=True)
        sure = [one for one in topics if one.id in JOINABLE and self._classifier.is_likely(one, rest)]
        return [(one, rest) for one in sure]

    def shares_apart(self, clause: Clause, context: Context, desk: Desk) -> list[tuple[Topic, Clause]]:
        """Things asked in one clause; who pays what is one: "how much is the city's and how much Samsung's"."""
        asked = self._side_by_side(clause, desk)
        of_money = {topic.id for topic, _ in asked} <= {"cap", "own-share"}
        if any(topic.id == "cap" and not _PAYERS.search(part.spaced) for topic, part in asked):
            return asked  # "How much is it there, and who chips in what?"
        return [] if of_money and asks_who_pays(clause, context) else asked

    def _side_by_side(self, clause: Clause, desk: Desk) -> list[tuple[Topic, Clause]]:
        """Things asked in one clause, where its parts alone ask for different ones; else nothing."""
        if clause.figures and POINTS_AT_FIGURE.search(clause.spaced):
            return []  # "15억으로 보도된 바 있는데, 이 금액이 맞는지": what stands before is asked about
        described = desk.tells_company and set(desk.reading.told.facts) != {"target_level"}
        same: list[tuple[Topic, Clause]] = []
        for parts in self._reader.beside(clause):
            asked: dict[str, tuple[Topic, Clause]] = {}
            only_names: Clause | None = None
            one_thing = True
            before: set[str] = set()
            leads_in = [one for one in parts if _leads_in(one) or ASKS_BECAUSE.search(one.spaced)]
            for part in parts:
                silent = bool(asked) and [*asked.values()][-1][0].kind == "not_stated"
                if part in leads_in or _only_lends(part, parts) or (silent and _IF_SO.match(part.spaced)):
                    continue  # "After the papers are in and the visit is done, who decides?"
                # "기초하고 고도화 각각 얼마까지인지": what only names a track belongs to what is asked next
                named = bool(part.tracks) and set(part.concepts) <= LEVELS | {"programme"}
                only_names = part if named else only_names
                topic = (
                    None
                    # "고도화 목표": what is asked of the track is known by no word, and beyond doubt
                    if named and says_no_more(part) and self._classifier.likeliest(part)[1] < BEYOND_DOUBT
                    else self._asked_in_part(part, described=described, before=before)
                )
                before |= SUBJECT_CONCEPTS & set(part.concepts)
                one_thing = one_thing and topic is not None and not _asks_for_more(topic, part)
                if topic is None:
                    continue
                one = merged(part, only_names) if only_names else part
                if topic.id == "region" and "local_government" in one.concepts and taken_tracks(one):
                    one = replace(
                        one, tracks=TRACKS[1:]
                    )  # "the advanced track, and is Daegu one of the regions"
                _, other = asked.get(topic.id, (topic, one))
                asked[topic.id] = (topic, merged(other, one))
            if len(asked) > 1 and self._bears(clause, asked):
                return list(asked.values())
            if len(asked) == 1 and one_thing and self._bears(clause, asked):
                same = [(topic, one if leads_in else clause) for topic, one in asked.values()]
        return same

    def _surely_asks_of_its_place(self, part: Clause) -> bool:
        """Whether a part has a place of its own and surely asks if it takes part: "한도는 얼마고 | 전주는 해당되나요"."""
        named = any(squash(one.text) in part.squashed for one in part.places)
        asks = {"able", "apply", "local_government", "region_list"} & set(
            part.concepts
        ) or "포함" in part.squashed
        if not (named and asks) or part.matches[0].topic.id not in ("region", "region-list", VERDICT):
            return False
        by_id = dict(self._classifier.chances(part))
        heard = by_id.get("region", 0.0)
        return heard >= GUESS_AT_LEAST and heard + by_id.get(VERDICT, 0.0) >= SURELY

    def _bears(self, clause: Clause, asked: Mapping[str, tuple[Topic, Clause]]) -> bool:
        """Whether a clause that as a whole surely asks for one thing still asks for these: only what is sure too."""
        if any(gives_way(topic, clause) for topic, _ in asked.values()):
            return False
        id, chance = next(iter(self._classifier.chances(clause)), ("", 0.0))
        # "budget, cap, deadline, 멘토 인원 4가지 please": a list, which as a whole sounds like one thing of it
        if chance < VERY_SURELY or (
            len(asked) >= _A_LIST and all(is_matched(*one) for one in asked.values())
        ):
            return True
        chances = dict(self._classifier.chances(clause))
        if chance >= BEYOND_DOUBT and any(
            one != id and chances.get(one, 0.0) < _FAINTLY and self._is_scrap_of(id, topic, part)
            for one, (topic, part) in asked.items()
        ):
            return False
        if self._topics.topics[id].kind not in ("not_stated", "decline"):
            # "총예산과 지원 대상 공장 수는 각각": half of it sounds like what the documents leave open, all of it does not
            return all(
                chances.get(one, 0.0) >= HARDLY
                or (is_matched(topic, part) and not self._only_names(topic, part))
                or (topic.kind != "not_stated" and self._classifier.is_sure_of(topic, part))
                or (_is_whole(part) and (self._classifier.is_likely(topic, part) or _asks_of_a_place(part)))
                or self._asks_for_a_kind_of_firm(part)
                for one, (topic, part) in asked.items()
            )
        return all(
            one == id
            or self._classifier.may_go_on(*asked[one])
            # "계획서 초안 좀 잡아주고 제출처도 알려줘"
            or (
                is_matched(*asked[one])
                and ASKS.search(part.spaced)
                and self._classifier.is_likely(topic, part)
            )
            for one, (topic, part) in asked.items()
        )

    def _asks_for_a_kind_of_firm(self, part: Clause) -> bool:
        """ "중견도 되는지, 삼성이랑 거래가 있어야 하는지": whether firms of a kind can take part is a question of its own."""
        concepts = set(part.concepts)
        is_first = bool(part.matches) and part.matches[0].topic.id == VERDICT
        if is_first and "able" in concepts and KINDS_OF_FIRM & concepts:
            return True
        # "Are SMEs allowed and when was the deadline?", "한도는 얼마인가요 중소기업도 참여할 수 있어요": and nothing else of them
        kinds = {*KINDS_OF_FIRM, "sme"} & concepts
        if not kinds or not concepts <= kinds | _OF_ELIGIBILITY:
            return False
        if "able" in concepts or not _is_whole(part):
            return "able" in concepts
        return "apply" in concepts or dict(self._classifier.chances(part)).get(VERDICT, 0.0) >= PART_FROM

    def _is_scrap_of(self, whole: str, topic: Topic, part: Clause) -> bool:
        """Whether a part asks for nothing by itself of what all of it beyond doubt does not ask for:
        "on what dates and where was the expo", "what does it do that ours, all on paper, doesn't".
        """
        if self._topics.topics[whole].kind == "decline":
            return not ASKS.search(part.spaced)
        one = self._topics.topics[whole]
        if topic.kind == "decline" and set(part.concepts) <= TALK and not part.matches:
            # "we're not a Samsung supplier, hope that doesn't hurt us": of what stands before it
            return bool(_POINTS_BACK.search(part.spaced)) and not QUESTION_WORD.search(part.spaced)
        on_service = not one.is_call and any(SUBJECT_CONCEPTS & group for group in one.asks)
        if (
            on_service
            and not _is_whole(part)
            and not _HAS_ITS_OWN_SUBJECT.match(part.spaced)
            and set(part.concepts) <= PURE_ASPECTS | TALK | {"where", "deadline", "region_list"}
        ):
            return True
        if not (
            is_matched(topic, part)
            or topic.kind == "decline"
            or _is_whole(part)
            or QUESTION_WORD.search(part.spaced)
        ):
            return True  # "어느 정도로 붙고 떨어졌는지": the half of it sounds like what all of it is not
        if {topic.kind, one.kind} == {"not_stated"} and not (
            _is_whole(part)
            or QUESTION_WORD.search(part.spaced)
            or dict(self._classifier.chances(part)).get(topic.id, 0.0) >= VERY_SURELY
        ):
            return True  # "서류는 뭐 챙겨야 합니까 등본이랑 재무제표 정도면 되나": an example of what is asked for
        return (
            topic.kind == "not_stated"
            and not _is_whole(part)
            and not ASKS.search(part.spaced.rstrip("?"))
            and not self._classifier.may_go_on(topic, part)
        )

    def _only_names(self, topic: Topic, part: Clause) -> bool:
        """Whether a part has words of the topic, neither asks nor sounds like it: "Out of the money each one gets"."""
        asks = (
            ASKS.search(part.spaced) or dict(self._classifier.chances(part)).get(topic.id, 0.0) >= PART_FROM
        )
        return not asks and len(part.squashed) > SHORT_IN_LATIN

    def _asked_in_part(
        self, part: Clause, *, described: bool, before: Container[str] = frozenset()
    ) -> Topic | None:
        """What a part of a clause surely asks for, else what its own words name; None for no question of its own.

        `described`: the message tells of a company, so that words on it are no question. `before`: the subjects of the
        parts that stand before it.
        """
        least = LEAST_LETTERS if part.matches else SHORT_CLAUSE  # "두 개만 후딱"
        heard = len(part.squashed) >= least and not (described and _tells(part))
        if _states_a_figure(part):
            return None  # "고도화 80개사와 기초 105개사를 더하면 185인데 왜 200이죠"
        taken = {one for one in _taken(part) if one in before}
        why = set(part.matches[0].why.split("+")) if part.matches else set[str]()
        for id, chance in self._classifier.chances(part)[:1] if heard else ():
            topic = self._topics.topics[id]
            if id == ANYTHING_ELSE and goes_along(part):
                break  # "누가 하는지, 영문 보고서에 써야 해요": what for is told
            in_general = bool(why - taken) or chance < (PART_FROM if _is_whole(part) else SURELY)
            if taken & why and in_general:
                break  # "365센터가 뭔지, 전화번호는": whose it is stands before, where the model does not hear it
            named = _asks_by_itself(part, described=described) and not is_matched(topic, part)
            against = BEYOND_DOUBT if why - SUBJECT_CONCEPTS else VERY_SURELY
            own = _own_match(part)
            states = own is not None and own.topic.kind != "not_stated"
            if named and states and topic.kind == "not_stated" and chance < against:
                break  # "caps for both tracks": that it is silent is believed against words only if it is surer
            if chance >= PART_FROM and is_a_question(topic, described=described):
                return topic
            if chance >= SURELY and (id in DECLINED_BESIDE or (not described and id not in TOUCHED | LONE)):
                return topic if topic.kind != "smalltalk" else None
        if not described and (_asks_of_a_place(part) or self._surely_asks_of_its_place(part)):
            return self._topics.topics["region"]
        weak = part.matches and part.matches[0].score <= HALF_AT_LEAST and len(part.squashed) > SHORT_IN_LATIN
        if weak and dict(self._classifier.chances(part)).get(part.matches[0].topic.id, 0.0) < _FAINTLY:
            return (
                None  # "and is there a yearly limit on visits?": one word of many is no question on the caps
            )
        if self._classifier.asks_who_may(part):
            return self._topics.topics[VERDICT]  # "신청 자격이랑 마감일"
        whether = not described and self._asks_for_a_kind_of_firm(part)
        if whether:
            return self._topics.topics[VERDICT]
        own = _own_match(part)
        return own.topic if own is not None and _asks_by_itself(part, described=described) else None

    def _left_to_the_last(self, clause: Clause, reading: Reading, context: Context) -> tuple[str, ...]:
        """The topics that a clause asks for only after what was said last."""
        if {"lookalike", "two_tracks"} <= clause.concepts.keys() and not clause.tracks:
            return (
                "duplicate-support",
            )  # "경남형이라는 것도 있던데 can we get both together?", after a verdict
        if (
            reading.as_it_is
            and context.verdict_tracks
            and _goes_without_aspect(clause)
            and not self._asks_apart(clause)
        ):
            return (VERDICT,)
        if names_firm(reading, context) and _besides_labels(clause) <= ABLE | BARE_SUBJECTS:
            # "B사는?", "is client B fine?": the last question of that firm, else whether it may take part
            again = context.topic in self._topics.topics and clause.elliptic
            return (context.topic if again and context.topic else VERDICT,)
        elsewhere = "multi_site" in clause.concepts and clause.places and context.verdict_tracks
        if elsewhere and brings_news(reading, context.facts):
            return (VERDICT,)  # "울산에도 공장이 하나 더 있는데 거기서는요?", of a company that was judged
        if asks_to_apply_soon(clause) and not clause.tells:
            return ("intake",)
        if asks_to_be_contact(clause):
            return (ANYTHING_ELSE,)
        if asks_why_area_left_out(clause, context):
            return ("region",)
        if asks_why_judged(clause, reading, context):
            return ("why",)
        if asks_what_counts(clause) and (context.topic in _CRITERIA or speaks_of_verdict(context)):
            return ("why" if speaks_of_verdict(context) else VERDICT,)
        if asks_why_left_out(clause) and not speaks_of_verdict(context):
            return ("region",)  # "충남은 왜 없음"
        if "plant_place" in clause.concepts and clause.matches[0].topic.id == "region" and not clause.tells:
            return ("region",)  # "본사 주소를 보나요 공장 주소를 보나요", which sounds like several sites
        if asks_why_misprinted(clause, context):
            return ("misprint",)
        if context.topic in _ONLINE and set(clause.concepts) == {"address"}:
            return (context.topic or "",)  # "주소 좀", after where to apply
        if context.topic in _BY_PLACE and asks_what_decides(clause):
            return (context.topic,)
        if asks_what_to_tell(clause, context):
            return (VERDICT,)
        if speaks_of_verdict(context) and asks_why_so(clause):
            elsewhere_not = not clause.places and _besides_labels(clause) <= _OF_WHY_HERE
            if elsewhere_not or _goes_without_aspect(clause):
                return ("why",)  # "이유가 뭔가요 다른 지역은 그런 말 없던데"
        only_why = bool(clause.matches) and clause.matches[0].topic.id == "why"
        if only_why and JUDGED in context.spoken and _goes_without_aspect(clause):
            return ("why",)  # "규모가 왜 모자라요 40명이라고 했잖아요"
        if asks_whom_to_ask(clause, context):
            return ("contact",)
        if asks_if_needed(clause, context) and (needed := self._if_needed(context.topic or "")):
            return (needed,)
        what = self._topics.about(context.subject[0]) if len(context.subject) == 1 else None
        if what is not None and not clause.matches and WHAT_FOR.search(clause.spaced):
            return (what.id,)  # "짧게 정리해줘요, 뭐하는 데인지"
        if asks_if_over(clause, context):
            return ("intake",)
        if asks_of_one_firm(clause, context):
            return ("cap",)
        if asks_part_of_budget(clause, context):
            return ("budget-share",)
        if compares_years(clause, reading, context):
            return (COMPARISON,)
        if sets_years_side_by_side(clause, reading, context) and self._topics.of_year(
            reading.year or 0, COMPARISON
        ):
            return (COMPARISON,)
        apart = clause.concepts.get("sum_185", "")
        if context.topic == "cap" and _DIFFERENCE_WHY.fullmatch(apart):
            return ("cap",)  # "두 개 차이는 왜 나는 거예요", after amounts
        if asks_who_pays(clause, context):
            return ("own-share",)
        if asks_if_track_gives_more(clause, context):
            return ("cap",)
        if context.spoken and asks_where_it_is_said(clause):
            return ("sources",)
        if context.topic == "own-share" and (
            asks_where_it_differs(clause, context) or asks_if_everywhere(clause)
        ):
            return ("own-share",)
        of_money = context.topic == "cap" or "amount" in clause.concepts or _GIVES.search(clause.spaced)
        if of_money and "own_share" not in clause.concepts and asks_where_most(clause, context):
            return ("cap",)
        if asks_which_place(clause, context):
            return ("region-list",)
        compared = [self._topics.about(one) for one in sets_services_apart(clause, context)]
        if compared and None not in compared:
            return tuple(one.id for one in compared if one is not None)
        if asks_what_is_known(clause):
            return ("can-ask",)
        if context.topic in _INTERMEDIATE and (other := _A_NUMBER.fullmatch(clause.squashed)):
            return (f"intermediate-{other[1]}",)  # "2는요?" after intermediate 1
        if context.topic in OF_LEVELS and asks_which_suits(clause):
            return ("intermediate-1-track" if "intermediate_1" in clause.concepts else DIFFERENCE,)
        if context.topic in _APART_BY_LEVEL and clause.elliptic and {*clause.concepts} == {"intermediate_1"}:
            return ("intermediate-1-track",)  # "그럼 중간1은?", after the difference of the tracks
        if context.topic in LEVEL_TOPICS and "track_word" in clause.concepts and not clause.tracks:
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
            # "고도화로 하면 금액이 달라져요?": what else changes is asked of that as well
            return (VERDICT, *(topic for one, topic in _MAY_CHANGE.items() if one in clause.concepts))
        of_extra_call = set(context.subject) == EXTRA_CALL and clause.tracks == TRACKS[:1]
        if (of_extra_call or set(clause.concepts) >= EXTRA_CALL) and self.asks_for_whom(clause):
            return (VERDICT, "extra-intake")
        talks = [one.topic.kind == "smalltalk" for one in clause.matches]
        asks_of_them = clause.text.endswith("?") and OF_THE_SUBJECT.search(clause.spaced)
        if last is not None and talks and all(talks) and asks_of_them:
            return (last,)  # "그 사람들이 다 공무원이에요?": they, and not who answers here
        if asks_if_final(clause, context) or asks_for_result(clause, context):
            return (VERDICT,)
        if last in _OF_PEOPLE and OF_THE_SUBJECT.search(clause.spaced) and not named_subject(clause):
            return (last or "",)  # "그 사람들 삼성 사람이에요?", of those who choose
        apart_of = {"why", "growth", "so", *context.subject, *BARE_SUBJECTS}
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

    def _if_needed(self, last: str) -> str | None:
        """What says whether one can do without what was asked about last; None where that was the company itself."""
        topic = self._topics.topics.get(last)
        if topic is None or topic.id in (VERDICT, "region", "region-list"):
            return None
        if topic.id in _OF_BONUS:
            return "exclusions"  # "없으면 못하고요?" after extra points
        again = topic.kind == "not_stated" or topic.id in _OF_A_CONDITION
        return topic.id if again else ANYTHING_ELSE

    def _compares_with_before(self, last: str, clause: Clause, reading: Reading, context: Context) -> bool:
        """Whether what was told of this edition is set beside the one before: "전에는 더 많지 않았어요?"."""
        known = any(last in of_year for year, of_year in self._topics.years.items() if year > "0")
        asks_more = set(clause.concepts) - BARE_SUBJECTS - {"growth", "difference", "now"}
        return (
            known and not asks_more and not clause.places and compares_with_before(clause, reading, context)
        )

    def _same_question(self, clause: Clause, reading: Reading, context: Context, desk: Desk) -> Topic | None:
        """The last question again, for another track, place or year: "그럼 기초는요?", "거긴요?"."""
        if context.topic is None or context.topic not in self._topics.topics:
            return None
        if context.verdict_tracks and reading.told.ours and not clause.elliptic:
            return None  # "Actually the factory is in Daejeon." tells, and asks nothing again
        goes_on = clause.elliptic or reading.follows_up or reading.there or reading.elsewhere
        if not (goes_on or tells_only_where(reading, context)):
            return None
        id, chance = self._classifier.likeliest(clause)
        if chance >= SURELY and self._topics.topics[id].kind == "decline":
            return None  # "is it raining in Suwon?"
        whole = not (clause.elliptic or clause.tracks or clause.places)
        if reading.year_is_loose and whole and id != context.topic and chance >= PART_FROM:
            return None  # "is there still time this year?"
        if (
            id == "next-intake" != context.topic
            and not context.subject
            and chance >= BEYOND_DOUBT
            and _HELD.search(clause.spaced)
        ):
            return None  # "근데 내년에도 하는지 궁금해요", after the own share
        # "2022년 고도화2는요?": a level with its number was a track of that year
        of_that_year = clause.elliptic and context.year is not None and reading.year is not None
        if self._classifier.asks_more_than_its_subject(clause, context) and not of_that_year:
            return None  # "and the regions in the basic track?"
        if QUESTION_WORD.search(clause.spaced) and self._classifier.asks_what_a_level_is(clause):
            return None  # "고도화가 뭔데요?", after a verdict
        aspects = set(clause.concepts) - BARE_SUBJECTS
        if of_that_year:
            aspects -= _INTERMEDIATE_LEVELS
        if context.topic == VERDICT:
            aspects -= {"now"}  # "so basic is fine now?"
        if clause.places and not clause.tracks:
            aspects -= {"difference"}  # "광주는 다르다면서요": of places, not of the tracks
        if clause.places:
            # "What about our second plant in Gumi?": of that place, and not whether each site may apply
            aspects -= {"multi_site", "count_factories"}
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
        id, chance = self._classifier.likeliest(clause)
        topic = self._topics.topics.get(id)
        if topic is None or chance < SURELY or topic.id in WEAK | LONE:
            return False
        why = set(clause.matches[0].why.split("+")) if clause.matches else set[str]()
        named = is_matched(topic, clause) and not why <= ABLE | BARE_SUBJECTS
        return topic.kind in ("statements", "handler") and named

    def _asked_again(self, topic: str, clause: Clause, reading: Reading, context: Context) -> str:
        """The last topic, or the one that has the same of what is named now."""
        if topic == "next-intake" and reading.year is not None and "next_round" not in clause.concepts:
            return "intake"  # "올해는요?" after next year's
        if reading.year is not None and topic in _OF_ONE_YEAR:
            # The terms of 2026 hold what other years have apart: what was asked of them is asked of that year.
            left = set(context.concepts) - CALLS - SUBJECT_CONCEPTS
            return next((one.topic.id for one in self._topics.matches(left)), topic)
        if reading.year is not None and topic in OF_A_YEAR:
            return OF_A_YEAR[topic]
        if reading.year is not None and topic in _OF_NO_YEAR:
            return OVERVIEW
        if topic == VERDICT and reading.year is not None and self._topics.of_year(reading.year, OVERVIEW):
            return OVERVIEW  # "did they do it like that in 2022 too?", after a verdict
        if topic in LEVEL_TOPICS and len(clause.tracks) == 1:
            return f"{clause.tracks[0]}-goal"
        if clause.places and not clause.tracks and topic in _OF_NO_PLACE:
            return "region"  # after what is the same everywhere, a place asks whether it takes part
        if topic == "misprint" and (clause.tracks or clause.places):
            return "cap"
        if reading.year is not None and (topic == "intake" or self._topics.topics[topic].is_call):
            # "내년엔요?": of a round to come nothing is known but what is announced
            return "next-intake" if "next_round" in clause.concepts else "intake"
        track, _, what = topic.partition("-")
        if len(clause.tracks) == 1 and f"{track}-{what}" in OF_ONE_TRACK:
            return f"{clause.tracks[0]}-{what}"
        return topic

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
        if first is not None and self._classifier.only_names_the_grant(first, clause):
            # "is the subsidy taxed": what is asked of the money is not how much it is
            return tuple(one for one in clause.matches if one.topic.id != first.topic.id)
        able = clause.concepts.get("able")
        if first is not None and able and able in clause.concepts.get("recommend", ""):
            # "괜찮은 데 recommend 좀": one that is good, and nobody's eligibility
            return tuple(one for one in clause.matches if "able" not in one.why.split("+"))
        beside = first is not None and first.topic.id == OFF_WORLD and len(clause.matches) > 1
        if beside and dict(self._classifier.chances(clause)).get(OFF_WORLD, 0.0) < GUESS_AT_LEAST:
            # "농담이고 원주면 한도가 얼마예요": a word of another world beside a question
            return clause.matches[1:]
        idle = first is not None and "able" in first.why.split("+")
        if first is None or not idle or self._classifier.asks_whether(clause):
            return clause.matches
        if (
            first.topic.id == VERDICT
            and len(clause.matches) < 2
            and dict(self._classifier.chances(clause)).get(VERDICT, 0.0) >= HARDLY
        ):
            return clause.matches
        # "얼마나 받을 수 있나": the verb is of the question how much, and says nothing by itself
        left = self._topics.matches(one for one in clause.concepts if one != "able")
        return tuple(one for one in left if one.topic.id != VERDICT)


def named_subject(clause: Clause) -> bool:
    """Whether a service is named, and not only people who may be its: "삼성 사람"."""
    words = (clause.concepts[one] for one in SUBJECT_CONCEPTS & set(clause.concepts))
    return not all(_PEOPLE.search(one) for one in words)


def _besides_labels(clause: Clause) -> set[str]:
    """The concepts of a clause but for those of words that only say which firm is meant: "두번째는요?"."""
    left = squash(without_labels(clause.spaced))
    return {one for one, word in clause.concepts.items() if squash(word) in left}


def _is_of_this_year(clause: Clause, desk: Desk) -> bool:
    """ "올해 안에 한 번 더 모집하나요": of a year that is not the edition's, and not of what was."""
    other = desk.reading.year_is_loose and str(desk.reading.year) != desk.judge.edition.id
    return other and not was(clause)


def _asks_amount_for_a_wish(clause: Clause, reading: Reading) -> bool:
    """Whether a level is wished for, and how much there is for it: "센서 달고 저절로 돌아가게 하려면 최대 얼마"."""
    return "target_level" in reading.told.facts and "amount" in clause.concepts and not clause.figures


def merged(one: Clause, other: Clause) -> Clause:
    """Two parts that ask for the same thing, of two tracks or places."""
    return replace(
        one,
        concepts={**other.concepts, **one.concepts},
        tracks=tuple(dict.fromkeys((*one.tracks, *other.tracks))),
        places=tuple(dict.fromkeys((*one.places, *other.places))),
    )


def _only_lends(part: Clause, parts: Sequence[Clause]) -> bool:
    """Whether a part is but the subject of what stands beside it: "부스 얻으려면 심사받나요 엑스포"."""
    names = set(part.concepts) <= SUBJECT_CONCEPTS and says_no_more(part) and not part.text.endswith("?")
    return names and bool(part.concepts) and any(set(part.concepts) < set(one.concepts) for one in parts)


def goes_along(clause: Clause) -> bool:
    """Whether a sentence tells only what for or why: "교육 받으러 가는데 우산 챙겨야 하나 해서", "We travel there for the training"."""
    tells = IS_SENTENCE.search(clause.spaced) or GIVES_REASON.search(clause.squashed)
    return bool(tells) and not ASKS_FOR.search(clause.spaced)


def _asks_for_more(topic: Topic, part: Clause) -> bool:
    """Whether a question word asks for something beside the topic: "기초는 몇 개사에 얼마"."""
    others = (one for one in part.matches if one.topic.id in JOINABLE and one.topic.id != topic.id)
    return any(QUESTION_WORD.search(word) for one in others for word in _words(one.why, part))


def _leads_in(part: Clause) -> bool:
    """Whether a part tells what comes before a question: "After the papers are in", "My wife does the paperwork"."""
    if part.text.endswith("?"):
        return False
    if _PROMISES.search(part.spaced) and not _WILL_ASK.search(part.spaced):
        return True
    tells = _TELLS_OF.match(part.text) and not WANTS_ANSWER.search(part.spaced)
    return bool(_SUBORDINATE.match(part.text) or tells)


def _taken(part: Clause) -> set[str]:
    """The subjects that a part took from what stands beside it."""
    subjects = SUBJECT_CONCEPTS & set(part.concepts)
    words = {one: part.concepts[one] for one in subjects}
    return {
        one for one, word in words.items() if not word or not (word in part.squashed or word in part.spaced)
    }


def taken_tracks(part: Clause) -> bool:
    """Whether the track of a part is that of what stands beside it."""
    words = (part.concepts.get(one, "") for one in part.tracks)
    return bool(part.tracks) and not any(one and squash(one) in part.squashed for one in words)


def _states_a_figure(part: Clause) -> bool:
    """Whether it is but a figure with its name, which asks for nothing by itself."""
    told = any(one.kind == "won" or (one.kind == "count" and int(one.value) >= _MANY) for one in part.figures)
    return told and not ASKS_FOR.search(part.spaced)


def _own_match(part: Clause) -> Match | None:
    """What a part asks for first, but for what only a place or a track that stands beside it asks for."""
    if not part.matches or part.matches[0].topic.id not in WEAK:
        return part.matches[0] if part.matches else None
    for one in part.matches:
        words = (part.concepts.get(name, "") for name in one.why.split("+"))
        if any(word and (word in part.squashed or word in part.spaced) for word in words):
            return one
    return part.matches[0]


def _asks_of_a_place(part: Clause) -> bool:
    """ "and is Daegu one of them?": a place of its own, in the form of a question, beside another one."""
    named = any(squash(one.text) in part.squashed for one in part.places)
    is_first = bool(part.matches) and part.matches[0].topic.id in ("region", VERDICT)
    return is_first and named and _is_whole(part)


def _is_whole(part: Clause) -> bool:
    """Whether a part is a question by itself, whatever stands beside it: "and do they speak English?"."""
    return bool(INVERTED.match(part.spaced) or _WHETHER.search(part.spaced))


def _asks_by_itself(half: Clause, *, described: bool) -> bool:
    """Whether a part of a clause asks for something with words of its own. `described`: the message tells a company."""
    best = _own_match(half)
    if best is None or best.score < HALF_AT_LEAST:
        return False
    return is_a_question(best.topic, described=described) and any(
        one and (one in half.squashed or one in half.spaced) for one in _words(best.why, half)
    )


def _goes_without_aspect(clause: Clause) -> bool:
    """Whether nothing is asked of a company but whether it can take part."""
    return not set(clause.concepts) & {"amount", "own_share", "places", "deadline", "documents", "budget"}


def _tells(part: Clause) -> bool:
    """Whether a part names a place, a size or a trade and so rather describes a company than asks."""
    return bool(part.places or {"sme", "mid_sized", "sector", "we"} & set(part.concepts))


def _words(why: str, clause: Clause) -> set[str]:
    """The words that carry what is asked (not its subject) of a match."""
    return {clause.concepts[one] for one in why.split("+") if one not in SUBJECTS and one in clause.concepts}
