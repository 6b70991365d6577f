"""Programmes for tests: a tiny one in real files, changed one text at a time, and random editions as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st

from rules.conditions import All, AnyOf, Condition, Not, Test
from rules.edition import Amount, Cap, Criterion, Edition, Programme, Source, Statement, Track, Window
from rules.facts import Choice, FactSpec, Known, Text, Value, known, possible_values
from rules.loading import load_programme
from rules.plain_yaml import Problem, RuleFileError

PROGRAMME = """\
schema: 1
programme: tiny
title: {ko: 작은 사업, en: Tiny programme}
review_by: 2027-03-31
contact: contact
names: [Smart 365]
"""

FACTS = """\
schema: 1
facts:
  size:
    type: choice
    label: {ko: 규모, en: size}
    question: {ko: "규모는 어떤가요?", en: "What size is it?"}
    choices:
      small: {label: {ko: 작음, en: small}, share: 60}
      medium: {label: {ko: 보통, en: medium}, share: 30}
      large: {label: {ko: 큼, en: large}, share: 10}
  maker:
    type: yes_no
    label: {ko: 제조, en: maker}
    question: {ko: "제조하나요?", en: "Does it manufacture?"}
    shares: {yes: 90, no: 10}
  region:
    type: choice
    label: {ko: 지역, en: region}
    question: {ko: "어디인가요?", en: "Where is it?"}
    choices:
      north: {label: {ko: 북부, en: north}, share: 50}
      south: {label: {ko: 남부, en: south}, share: 40}
      islands: {label: {ko: 섬, en: islands}, share: 10}
  dealings:
    type: yes_no
    label: {ko: 거래, en: dealings}
    question: {ko: "거래가 있나요?", en: "Any dealings?"}
    matters: no
"""

EDITION = """\
schema: 1
programme: tiny
edition: "2025"
title: {ko: 2025년 회차, en: 2025 edition}
effective: 2025-03-31
statements:
  contact:
    says:
      ko: "문의는 {phone}입니다."
      en: "Call {phone}."
    figures:
      phone: {phone: "02-123-4567"}
    proof:
      - source: notice
        quote:
          ko: "문의 전화는 02-123-4567입니다."
          en: "The telephone is 02-123-4567."
    confidence: M
  cap:
    says:
      ko: "지원금은 최대 {most}입니다."
      en: "The support is up to {most}."
    figures:
      most: {won: 80_000_000}
    proof:
      - source: notice
        quote:
          ko: "최대 8천만원을 지원합니다."
          en: "It supports up to 80 million won."
    confidence: H
  north-cap:
    says:
      ko: "북부의 지원금은 최대 {north}입니다."
      en: "In the north the support is up to {north}."
    figures:
      north: {won: 60_000_000}
    proof:
      - source: notice
        quote:
          ko: "북부는 6천만원입니다."
          en: "In the north it is 60 million won."
    confidence: H
  places:
    says:
      ko: "{firms}개사를 지원합니다."
      en: "It supports {firms} companies."
    figures:
      firms: {count: 20}
    proof:
      - source: notice
        quote:
          ko: "20개사를 지원합니다."
          en: "It supports 20 companies."
    confidence: H
  intake:
    says:
      ko: "접수는 {opens}부터 {closes}까지입니다."
      en: "The intake runs from {opens} to {closes}."
    figures:
      opens: {date: "2025-03-31"}
      closes: {date: "2025-05-07"}
    proof:
      - source: notice
        quote:
          ko: "접수는 2025년 3월 31일부터 2025년 5월 7일까지입니다."
          en: "The intake runs from 31 March 2025 to 7 May 2025."
    confidence: H
tracks:
  basic:
    title: {ko: 기초 유형, en: basic track}
    places: places
    cap:
      won: [80_000_000]
      statement: cap
      by: region
      table:
        north: {won: [60_000_000], statement: north-cap}
    intake:
      - {id: first, opens: 2025-03-31, closes: 2025-05-07, statement: intake}
      - {id: again, opens: 2025-08-11, closes: 2025-08-29, statement: intake}
      - {id: south, opens: 2025-07-01, closes: 2025-07-15, only: {region: south}, statement: intake}
    criteria:
      - id: size
        says:
          ko: "작은 회사가 대상입니다."
          en: "It is for small companies."
        unmet: {ko: "큰 회사는 대상이 아닙니다.", en: "Large companies are not."}
        when: {size: {one_of: [small, medium]}}
        silent: {size: {is: medium}}
        silent_says: {ko: "보통 규모는 문서에 없습니다.", en: "Medium companies are not named."}
        proof:
          - source: notice
            quote:
              ko: "작은 회사를 돕습니다."
              en: "It helps small companies."
        confidence: H
      - id: maker
        says:
          ko: "제조업이 대상이며 거래는 묻지 않습니다."
          en: "It is for makers, whatever their dealings."
        unmet: {ko: "제조업이 아니면 안 됩니다.", en: "Others are not."}
        when:
          all:
            - {maker: {is: yes}}
            - {dealings: {one_of: [yes, no]}}
        proof:
          - source: notice
            quote:
              ko: "제조업이 대상입니다."
              en: "It is for makers."
        confidence: M
not_stated:
  scoring:
    says: {ko: "평가 기준은 문서에 없습니다.", en: "The documents do not give the scoring."}
    nearby: [places]
"""

EARLIER_EDITION = """\
schema: 1
programme: tiny
edition: "2024"
title: {ko: 2024년 회차, en: 2024 edition}
effective: 2024-04-01
statements:
  earlier-cap:
    says:
      ko: "전에는 최대 {most}이었습니다."
      en: "Before, it was up to {most}."
    figures:
      most: {won: 50_000_000}
    proof:
      - source: notice
        quote:
          ko: "2024년에는 5천만원이었습니다."
          en: "In 2024 it was 50 million won."
    confidence: M
"""

CORRECTIONS = """\
schema: 1
corrections:
  - id: misprint
    statement: cap
    wrong: {won: 800_000_000}
    right: {won: 80_000_000}
    says:
      ko: "{wrong}은 오자이고 {right}이 맞습니다."
      en: "{wrong} is a misprint; {right} is right."
    figures:
      wrong: {won: 800_000_000}
      right: {won: 80_000_000}
    proof:
      - source: notice
        quote:
          ko: "최대 8천만원을 지원합니다."
          en: "It supports up to 80 million won."
    confidence: H
"""

NOTICE = Source(
    "notice",
    Text("공고", "Notice"),
    Text("어느 부처", "A ministry"),
    "2025-03-30",
    "https://notice.example/2025",
    1,
    True,
    Text(
        "작은 회사를 돕습니다. 제조업이 대상입니다.\n최대 8천만원을 지원합니다. 북부는 6천만원입니다.\n"
        "2024년에는 5천만원이었습니다. 20개사를 지원합니다.\n문의 전화는 02-123-4567입니다.\n"
        "접수는 2025년 3월 31일부터\n2025년 5월 7일까지입니다.",
        "It helps small companies. It is for makers.\nIt supports up to 80 million won. In the north it is "
        "60 million won.\nIn 2024 it was 50 million won. It supports 20 companies.\nThe telephone is "
        "02-123-4567.\nThe intake runs from 31 March 2025\nto 7 May 2025.",
    ),
)


@dataclass(frozen=True)
class TinyProgramme:
    """The files of a programme in a folder of their own, and the documents behind them."""

    folder: Path
    sources: dict[str, Source]

    def change(self, file: str, old: str, new: str) -> None:
        """Replaces a text that stands in the file exactly once."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (self.folder / file).write_text(text.replace(old, new), encoding="utf-8")

    def line_of(self, file: str, part: str) -> int:
        """The line, counted from 1, in which a text begins that stands in the file exactly once."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert text.count(part) == 1, f"{part!r} stands {text.count(part)} times in {file}"
        return text[: text.index(part)].count("\n") + 1

    def load(self) -> Programme:
        return load_programme(self.folder, self.sources)

    def problems(self) -> tuple[Problem, ...]:
        """What the load refuses, empty when it loads."""
        try:
            self.load()
        except RuleFileError as error:
            return error.problems
        return ()


def write_programme(folder: Path) -> TinyProgramme:
    files = {
        "programme.yaml": PROGRAMME,
        "facts.yaml": FACTS,
        "2024.yaml": EARLIER_EDITION,
        "2025.yaml": EDITION,
        "2025.corrections.yaml": CORRECTIONS,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return TinyProgramme(folder, {NOTICE.id: NOTICE})


def examples(count: int) -> settings:
    """So many examples of a property, however slow the machine is."""
    return settings(max_examples=count, deadline=None)


# --- editions as values, for what needs many of them ------------------------------------------------------------


def fact(key: str, *values: Value, matters: bool = True) -> FactSpec:
    kind: Literal["choice", "yes_no"] = "yes_no" if isinstance(values[0], bool) else "choice"
    choices = tuple(Choice(one, Text(str(one), str(one)), 1 / len(values)) for one in values)
    return FactSpec(key, kind, Text(key, key), Text(f"{key}?", f"{key}?"), choices, matters)


def statement(id: str) -> Statement:
    return Statement(id, "2025", Text(id, id), {}, (), "H")


def criterion(id: str, when: Condition, silent: Condition | None = None) -> Criterion:
    return Criterion(id, statement(id), Text(id, id), when, silent, Text(id, id) if silent else None)


def amount(*won: int) -> Amount:
    return Amount(won, statement("cap-" + "-".join(map(str, won))))


def track(id: str, *criteria: Criterion, cap: Cap | None = None, windows: tuple[Window, ...] = ()) -> Track:
    return Track(id, Text(id, id), statement("places"), cap or Cap(amount(100)), criteria, windows)


def edition(*tracks: Track) -> Edition:
    return Edition(
        "2025", Text("2025", "2025"), date(2025, 3, 31), {one.id: one for one in tracks}, {}, {}, ()
    )


SPECS = {
    one.key: one
    for one in (
        fact("maker", True, False),
        fact("size", "a", "b"),
        fact("region", "a", "b", "c", "d"),
        fact("dealings", "a", "b", "c", matters=False),
    )
}


def _tests(spec: FactSpec) -> st.SearchStrategy[Condition]:
    values = [choice.value for choice in spec.choices]
    single = [Test(spec.key, operator, frozenset([one])) for operator in ("is", "is_not") for one in values]
    several = [
        Test(spec.key, operator, frozenset(some))
        for operator in ("one_of", "none_of")
        for some in combinations(values, 2)
    ]
    return st.sampled_from(single + several)


def _knowledge(spec: FactSpec) -> st.SearchStrategy[Known | None]:
    """What is known of a fact: mostly one value, else several, "uncertain" or nothing."""
    values = [choice.value for choice in spec.choices]
    single = [known(one) for one in values]
    several = [known(*some) for some in combinations(values, 2)]
    rest = [Known(spec.values, uncertain=True), None, None]
    kinds = (single, single, single, single, several, rest)
    return st.sampled_from(kinds).flatmap(st.sampled_from)


_GIVEN = {key: _knowledge(spec) for key, spec in SPECS.items()}
_NEWS = {key: st.sets(st.sampled_from(sorted(spec.values))) for key, spec in SPECS.items()}

conditions = st.recursive(
    st.one_of([_tests(spec) for spec in SPECS.values()]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=4,
)
_silence = st.one_of(st.none(), st.none(), st.none(), conditions)
_amounts = st.sampled_from([amount(60), amount(80), amount(60, 80)])
_caps = st.builds(
    Cap, _amounts, st.sampled_from(["size", "region"]), st.dictionaries(st.sampled_from("abc"), _amounts)
) | st.builds(Cap, _amounts)
_criteria = st.lists(st.tuples(conditions, _silence), min_size=1, max_size=3)


@dataclass(frozen=True)
class Case:
    """A random edition of two tracks, and what is known of a random company."""

    edition: Edition
    facts: dict[str, Known]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Most facts are known and conditions are short, so that most verdicts are decided."""
    tracks = [
        track(id, *(criterion(f"{id}-{n}", *one) for n, one in enumerate(draw(_criteria))), cap=draw(_caps))
        for id in ("first", "second")
    ]
    given = {key: draw(one) for key, one in _GIVEN.items()}
    return Case(edition(*tracks), {key: one for key, one in given.items() if one is not None})


@st.composite
def narrowed(draw: st.DrawFn, case: Case) -> dict[str, Known]:
    """The facts of a case after the company told more: some facts have fewer possible values."""
    learnt = dict(case.facts)
    for key, spec in SPECS.items():
        possible = possible_values(case.facts, spec) & draw(_NEWS[key])
        if possible:
            learnt[key] = known(*possible)
    return learnt
