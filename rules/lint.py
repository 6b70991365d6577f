"""What no single line shows: sums, orders of days, units, and rules that decide nothing. Values in, findings out.

A finding is an error where it cannot be right, a warning where it may be right as it stands: that one is settled
by an acknowledgement with its reason (see acknowledged.py), or by a correction of the figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from statistics import median_low
from typing import Literal

from rules.cells import Company, TooManyCells, companies, facts_of, used_facts
from rules.edition import Amount, Cap, Criterion, Edition, Programme, Statement, Track, Window
from rules.facts import FactSpec, Text
from rules.verdict import Finding as Judged
from rules.verdict import Judge, Verdict

Severity = Literal["error", "warning"]

# The names that figures of one role bear in statements.
PLACES, CAP, BUDGET, TOTAL = "firms", "cap", "budget", "factories"
_SLIPS = (10, 100, 1_000, 10_000)  # 십, 백, 천, 만: what a slip of units multiplies by
_IN_ORDER = (("opens", "closes"), ("seen", "closes"), ("from", "to"), ("low", "high"))
_LONGEST_ROUND = timedelta(days=550)  # between two starts; rounds come once a year, give or take some months


@dataclass(frozen=True)
class Finding:
    """One thing that looks wrong. `at` is the id of the statement, track or criterion, `path` its place in `file`.

    `found` are the figures that gave rise to it: an acknowledgement repeats them, and lapses when they change.
    """

    check: str
    severity: Severity
    at: str
    found: str
    wrong: Text
    right: Text
    file: str
    path: tuple[str | int, ...] = ()


def lint(programme: Programme) -> tuple[Finding, ...]:
    """Everything found in every edition, in the order of the editions."""
    found = [*_editions(programme), *_review(programme)]
    for edition in programme.editions.values():
        found += check_edition(edition, programme.facts)
    return tuple(found)


def check_edition(edition: Edition, specs: Mapping[str, FactSpec]) -> tuple[Finding, ...]:
    """What can be found in one edition alone."""
    checks: tuple[Callable[[Edition], Iterable[Finding]], ...] = (
        _money,
        _counts,
        _regional_places,
        _windows,
        _figures_in_order,
        _units,
        _known_wrong,
        _years,
    )
    return (*(one for check in checks for one in check(edition)), *_analysis(edition, specs))


# --- money and counts -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """What a track, or a statement of an edition without tracks, can cost at most."""

    at: str
    path: tuple[str | int, ...]
    places: int
    most: int
    cap: int


def _money(edition: Edition) -> Iterator[Finding]:
    lines, budget = _lines(edition), _highest(edition, BUDGET)
    if budget is None or not lines:
        return
    statement, won = budget
    total = sum(one.most for one in lines)
    if total <= won:
        return
    # Caps are maxima, so a sum somewhat above the budget may be right; more than twice as much is not.
    severity: Severity = "error" if total > 2 * won else "warning"
    sums = " + ".join(_product(one) for one in lines)
    alone = next((one for one in lines if one.most > won), None)
    slip = alone and next((one for one in _SLIPS if total - alone.most + alone.most // one <= won), None)
    right = Text(
        "한도와 기업 수를 원문과 대조하고, 그대로 맞으면 이유를 적어 확인 처리하세요.",
        "Compare cap and places with the documents; if they are right as they stand, acknowledge it with a reason.",
    )
    if alone and slip:
        fits = f"{alone.cap // slip:,}"
        right = Text(
            f"단위를 확인하세요. 한도가 {fits}원(1/{slip:,})이면 총예산에 맞습니다.",
            f"Check the unit: with a cap of {fits} won (1/{slip:,} of it) the sum fits the budget.",
        )
    yield Finding(
        "budget",
        severity,
        alone.at if alone else statement.id,
        f"{total} > {won}",
        Text(
            f"한도와 기업 수를 곱해 더하면 {sums} = {total:,}원으로 총예산 {won:,}원보다 많습니다.",
            f"Caps times places make {sums} = {total:,} won, more than the budget of {won:,} won.",
        ),
        right,
        _file(edition),
        alone.path if alone else ("statements", statement.id),
    )


def _product(line: _Line) -> str:
    product = f"{line.places} × {line.cap:,}"
    return product if line.places * line.cap == line.most else f"({product} → {line.most:,})"


def _lines(edition: Edition) -> list[_Line]:
    if not edition.tracks:
        return [
            _Line(one.id, ("statements", one.id), places, places * cap, cap)
            for one in edition.statements.values()
            if (places := _number(one, PLACES)) is not None and (cap := _number(one, CAP)) is not None
        ]
    lines = []
    for track in edition.tracks.values():
        places = places_of(track)
        if places is None:
            continue
        highest = max(track.cap.otherwise.won)
        rest, most = places, 0
        for amount, firms in _regional(track.cap):
            rest, most = rest - firms, most + firms * max(amount.won)
        lines.append(
            _Line(track.id, ("tracks", track.id, "cap"), places, most + max(rest, 0) * highest, highest)
        )
    return lines


def places_of(track: Track) -> int | None:
    """How many companies the track takes; None where its statement does not say."""
    named = _number(track.places, PLACES)
    counts = [one.value for one in track.places.figures.values() if one.kind == "count"]
    return named if named is not None else int(counts[0]) if len(counts) == 1 else None


def _regional(cap: Cap) -> list[tuple[Amount, int]]:
    """The rows of a cap whose statement gives their places too."""
    rows = {one.statement.id: one for one in cap.table.values() if one.statement != cap.otherwise.statement}
    return [(row, firms) for row in rows.values() if (firms := _number(row.statement, PLACES)) is not None]


def _regional_places(edition: Edition) -> Iterator[Finding]:
    for track in edition.tracks.values():
        places = places_of(track)
        rows = [firms for _, firms in _regional(track.cap)]
        if places is not None and sum(rows) > places:
            yield Finding(
                "regional-places",
                "error",
                track.id,
                f"{sum(rows)} > {places}",
                Text(
                    f"지역별 기업 수 {_plus(rows)} = {sum(rows)}개가 유형 전체의 {places}개보다 많습니다.",
                    f"The regions' places make {_plus(rows)} = {sum(rows)}, more than the {places} of the track.",
                ),
                Text(
                    "지역의 기업 수나 유형의 기업 수를 원문대로 고치세요.",
                    "Correct the places of a region or of the track as the documents have them.",
                ),
                _file(edition),
                ("tracks", track.id, "places"),
            )


def _counts(edition: Edition) -> Iterator[Finding]:
    total = _highest(edition, TOTAL)
    places = [one.places for one in _lines(edition)]
    if total is None or not places or sum(places) == total[1]:
        return
    statement, announced = total
    yield Finding(
        "count",
        "warning",
        statement.id,
        f"{sum(places)} != {announced}",
        Text(
            f"유형별 기업 수 {_plus(places)} = {sum(places)}개가 발표된 전체 {announced}개와 다릅니다.",
            f"The places of the tracks make {_plus(places)} = {sum(places)}, not the announced {announced}.",
        ),
        Text(
            "원문과 대조하고, 발표가 어림수이면 이유를 적어 확인 처리하세요.",
            "Compare with the documents; if the announced total is a round figure, acknowledge it with a reason.",
        ),
        _file(edition),
        ("statements", statement.id),
    )


def _highest(edition: Edition, role: str) -> tuple[Statement, int] | None:
    """The largest figure that a statement of the edition gives this role, and the first statement that does."""
    found = [(one, n) for one in edition.statements.values() if (n := _number(one, role)) is not None]
    return max(found, key=lambda one: one[1], default=None)


# --- days -------------------------------------------------------------------------------------------------------


def _editions(programme: Programme) -> Iterator[Finding]:
    by_id = sorted(programme.editions.values(), key=lambda one: one.id)
    for earlier, later in pairwise(by_id):
        if later.effective <= earlier.effective:
            yield Finding(
                "edition-order",
                "error",
                later.id,
                f"{earlier.effective} {later.effective}",
                Text(
                    f"{later.id}년 회차가 {later.effective}에 시작해 {earlier.id}년 회차({earlier.effective})보다 빠릅니다.",
                    f"Edition {later.id} starts on {later.effective}, before {earlier.id} does on {earlier.effective}.",
                ),
                Text(
                    "effective에는 그 회차가 처음 알려진 날을 적고, 회차마다 하루 이상 차이가 나야 합니다.",
                    "`effective` is the day on which an edition was first known; a later edition has a later day.",
                ),
                _file(later),
                ("effective",),
            )
        elif earlier.until is not None:
            if later.effective - earlier.until > timedelta(days=1):
                yield _gap(earlier, later, earlier.until)
        elif later.effective - earlier.effective > _LONGEST_ROUND:
            yield _gap(earlier, later, earlier.effective)
    deciding = sorted((one for one in by_id if one.tracks), key=lambda one: one.effective)
    for earlier, later in pairwise(deciding):
        for track in earlier.tracks.values():
            for window in track.windows:
                if window.closes >= later.effective:
                    yield _overlap(earlier, track, window, later)
    for edition in by_id:
        year = edition.effective.year
        if edition.id.isdecimal() and not int(edition.id) - 1 <= year <= int(edition.id):
            yield Finding(
                "edition-year",
                "error",
                edition.id,
                str(edition.effective),
                Text(
                    f"{edition.id}년 회차가 {edition.effective}에 시작한다고 되어 있습니다.",
                    f"Edition {edition.id} is said to start on {edition.effective}.",
                ),
                Text(
                    "회차는 그해나 바로 앞해에 시작합니다. 연도를 확인하세요.",
                    "An edition starts in its year or the one before; check the year.",
                ),
                _file(edition),
                ("effective",),
            )


def _gap(earlier: Edition, later: Edition, last: date) -> Finding:
    """`last` is the last day on which the earlier one was surely in force."""
    return Finding(
        "edition-gap",
        "warning",
        later.id,
        f"{last} {later.effective}",
        Text(
            f"{earlier.id}년 회차({last})와 {later.id}년 회차({later.effective}) 사이가 비어 있습니다.",
            f"There is a gap between edition {earlier.id} ({last}) and {later.id} ({later.effective}).",
        ),
        Text(
            "빠진 회차의 파일을 더하거나, 회차가 없었으면 이유를 적어 확인 처리하세요.",
            "Add the file of the missing edition, or acknowledge with a reason that there was none.",
        ),
        _file(later),
        ("effective",),
    )


def _overlap(earlier: Edition, track: Track, window: Window, later: Edition) -> Finding:
    return Finding(
        "edition-overlap",
        "warning",
        f"{track.id}.{window.id}",
        f"{window.closes} {later.effective}",
        Text(
            f"{earlier.id}년 회차의 접수가 {window.closes}까지인데 {later.id}년 회차가 {later.effective}에 시작합니다.",
            f"An intake of edition {earlier.id} runs until {window.closes}, while {later.id} starts on {later.effective}.",
        ),
        Text(
            "두 회차의 날짜를 확인하고, 실제로 겹치면 이유를 적어 확인 처리하세요.",
            "Check the days of both editions; if they do overlap, acknowledge it with a reason.",
        ),
        _file(earlier),
        ("tracks", track.id, "intake", track.windows.index(window)),
    )


def _review(programme: Programme) -> Iterator[Finding]:
    days = {one.id: day for one in programme.sources.values() if (day := _first_day(one.date))}
    days |= {one.id: one.effective for one in programme.editions.values()}
    late = {id: day for id, day in days.items() if day > programme.review_by}
    if not late:
        return
    id, day = max(late.items(), key=lambda one: one[1])
    yield Finding(
        "review",
        "error",
        "review_by",
        f"{programme.review_by} {day}",
        Text(
            f"점검 기한({programme.review_by}) 뒤의 날짜가 있습니다: {id}, {day}.",
            f"The review is due on {programme.review_by}, before the day of {id}, {day}.",
        ),
        Text(
            "점검 기한은 가장 새로운 자료와 회차보다 뒤여야 합니다.",
            "`review_by` is later than the newest document and edition.",
        ),
        "programme.yaml",
        ("review_by",),
    )


def _windows(edition: Edition) -> Iterator[Finding]:
    for track in edition.tracks.values():
        for index, window in enumerate(track.windows):
            path = ("tracks", track.id, "intake", index)
            at = f"{track.id}.{window.id}"
            yield from _window(edition, window, at, path)
        for one, other in combinations(track.windows, 2):
            if one.only == other.only and one.opens <= other.closes and other.opens <= one.closes:
                yield Finding(
                    "intake-overlap",
                    "warning",
                    f"{track.id}.{other.id}",
                    f"{one.opens}/{one.closes} {other.opens}/{other.closes}",
                    Text(
                        f"두 접수 기간 {one.id}({one.opens}~{one.closes}), {other.id}({other.opens}~{other.closes})가 겹칩니다.",
                        f"The intakes {one.id} ({one.opens} to {one.closes}) and {other.id} ({other.opens} to {other.closes}) overlap.",
                    ),
                    Text(
                        "한 기간으로 합치거나 날짜를 고치세요.",
                        "Make them one intake, or correct the days.",
                    ),
                    _file(edition),
                    ("tracks", track.id, "intake", track.windows.index(other)),
                )


def _window(edition: Edition, window: Window, at: str, path: tuple[str | int, ...]) -> Iterator[Finding]:
    stated = {one.value for one in window.statement.figures.values() if one.kind == "date"}
    for key, day in (("opens", window.opens), ("closes", window.closes)):
        if day.isoformat() not in stated:
            listed = ", ".join(sorted(map(str, stated)))
            yield Finding(
                "intake-unstated",
                "error",
                at,
                f"{key} {day}",
                Text(
                    f"{key}에 적은 날짜({day})가 '{window.statement.id}' 안내의 날짜({listed or '없음'})에 없습니다.",
                    f"{key} {day} is not a day that '{window.statement.id}' states ({listed or 'none'}).",
                ),
                Text(
                    "접수 기간과 안내의 날짜를 같게 하세요.",
                    "Make the intake and its statement say the same day.",
                ),
                _file(edition),
                (*path, key),
            )
    if window.opens < edition.effective:
        yield Finding(
            "intake-early",
            "error",
            at,
            f"{window.opens} < {edition.effective}",
            Text(
                f"접수가 {window.opens}에 시작하는데 회차는 {edition.effective}에 시작합니다.",
                f"The intake opens on {window.opens}, before the edition starts on {edition.effective}.",
            ),
            Text("둘 가운데 잘못된 날짜를 고치세요.", "Correct the one of the two days that is wrong."),
            _file(edition),
            (*path, "opens"),
        )
    if edition.ended_on(window.closes):
        yield Finding(
            "intake-late",
            "error",
            at,
            f"{window.closes} > {edition.until}",
            Text(
                f"접수가 {window.closes}까지인데 회차는 {edition.until}에 끝납니다.",
                f"The intake closes on {window.closes}, after the edition ends on {edition.until}.",
            ),
            Text("둘 가운데 잘못된 날짜를 고치세요.", "Correct the one of the two days that is wrong."),
            _file(edition),
            (*path, "closes"),
        )
    days = [_first_day(one.source.date) for one in window.statement.proof if one.source.date]
    if days and all(one is not None and one > window.closes for one in days):
        first = min(one for one in days if one)
        yield Finding(
            "published-late",
            "warning",
            at,
            f"{first} > {window.closes}",
            Text(
                f"접수 기간을 알린 자료가 모두 마감일 {window.closes} 뒤({first}부터)에 나왔습니다.",
                f"Every document that tells of this intake appeared after it closed on {window.closes} (from {first}).",
            ),
            Text(
                "자료의 날짜와 마감일을 확인하고, 나중에 나온 자료뿐이면 이유를 적어 확인 처리하세요.",
                "Check the documents' days and the closing day; if only later ones exist, acknowledge it with a reason.",
            ),
            _file(edition),
            path,
        )


def _figures_in_order(edition: Edition) -> Iterator[Finding]:
    for statement in _statements(edition):
        for first, last in _IN_ORDER:
            low, high = statement.figures.get(first), statement.figures.get(last)
            if low and high and low.kind == high.kind and _reversed(low.value, high.value):
                yield Finding(
                    "order",
                    "error",
                    statement.id,
                    f"{first} {low.value} {last} {high.value}",
                    Text(
                        f"{first}({low.value}) 값이 {last}({high.value}) 값보다 뒤이거나 큽니다.",
                        f"{first} {low.value} is after or above {last} {high.value}.",
                    ),
                    Text(f"{first}, {last} 값을 확인하세요.", f"Check the values of {first} and {last}."),
                    _file(edition),
                    path_of(edition, statement),
                )


def _reversed(low: int | str, high: int | str) -> bool:
    return low > high if isinstance(low, int) and isinstance(high, int) else str(low) > str(high)


# --- units and years --------------------------------------------------------------------------------------------


def _units(edition: Edition) -> Iterator[Finding]:
    """One role, one order of magnitude: within what proves a track, and within a source."""
    groups: dict[tuple[str, str], list[tuple[Statement, int]]] = {}
    for track in edition.tracks.values():
        for statement in _statements_of(track):
            for role, won in _amounts(statement):
                groups.setdefault((track.id, role), []).append((statement, won))
        for amount in (track.cap.otherwise, *track.cap.table.values()):
            # Also where the statement gives the amount another name, such as `high`.
            groups.setdefault((track.id, "cap, by region"), []).extend(
                (amount.statement, won) for won in amount.won
            )
    for statement in _statements(edition):
        for source in dict.fromkeys(one.source.id for one in statement.proof):
            for role, won in _amounts(statement):
                groups.setdefault((source, role), []).append((statement, won))
    told: set[tuple[str, int, int]] = set()
    for (group, role), members in groups.items():
        usual = median_low(won for _, won in members)
        for small, large in combinations(sorted({won for _, won in members}), 2):
            if small == 0 or large % small or large // small not in _SLIPS:
                continue
            odd = large if large * small > usual * usual else small  # the one further off, as a multiple
            statement = next(one for one, won in members if won == odd)
            if (statement.id, small, large) not in told:
                told.add((statement.id, small, large))
                yield _slip(edition, statement, role, group, small, large)


def _slip(edition: Edition, statement: Statement, role: str, group: str, small: int, large: int) -> Finding:
    return Finding(
        "unit",
        "warning",
        statement.id,
        f"{small} {large}",
        Text(
            f"{role} {large:,}원은 같은 곳({group})의 {small:,}원의 꼭 {large // small:,}배입니다.",
            f"{role} {large:,} won is exactly {large // small:,} times {small:,} won of the same {group}.",
        ),
        Text(
            "만원·백만원·억원 단위를 원문과 대조하고, 둘 다 맞으면 이유를 적어 확인 처리하세요.",
            "Compare the unit with the documents; if both are right, acknowledge it with a reason.",
        ),
        _file(edition),
        path_of(edition, statement),
    )


def _known_wrong(edition: Edition) -> Iterator[Finding]:
    """A figure that a correction calls wrong, in a statement of the same edition that bears the same role."""
    for correction in edition.corrections:
        roles = {role for role, one in correction.statement.figures.items() if one == correction.right}
        for statement in _statements(edition):
            if any(statement.figures.get(role) == correction.wrong for role in roles):
                yield Finding(
                    "known-wrong",
                    "error",
                    statement.id,
                    str(correction.wrong.value),
                    Text(
                        f"정정 '{correction.id}'에서 틀렸다고 한 값({correction.wrong.value})을 안내합니다.",
                        f"It states {correction.wrong.value}, which the correction '{correction.id}' calls wrong.",
                    ),
                    Text(
                        f"맞는 값: {correction.right.value}",
                        f"The right value is {correction.right.value}.",
                    ),
                    _file(edition),
                    path_of(edition, statement),
                )


def _years(edition: Edition) -> Iterator[Finding]:
    """A figure taken from another year stands in a sentence that says that year."""
    for statement in _statements(edition):
        if not any(one.kind in ("won", "percent", "count") for one in statement.figures.values()):
            continue
        said = {
            str(one.value)[:4] for one in statement.figures.values() if one.kind in ("year", "month", "date")
        }
        for proof in statement.proof:
            about = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?=년)", proof.quote.ko))
            about = about or {proof.source.date[:4]} - {""}
            if about and edition.id not in about and not about & said:
                other = min(about)
                yield Finding(
                    "year",
                    "error",
                    statement.id,
                    f"{proof.source.id} {other}",
                    Text(
                        f"{proof.source.id} 자료의 {other}년 내용을 쓰면서 문장에 그 연도를 밝히지 않았습니다.",
                        f"It uses what {proof.source.id} says of {other}, and its sentence does not say {other}.",
                    ),
                    Text(
                        f"figures에 연도({other})를 더해 두 언어의 문장에서 밝히세요.",
                        f"Declare the year ({other}) under figures and say it in both languages.",
                    ),
                    _file(edition),
                    path_of(edition, statement),
                )
                break


# --- by enumeration ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Judged:
    company: Company
    verdict: Verdict

    @property
    def result(self) -> tuple[str, tuple[int, ...] | None]:
        return self.verdict.outcome, self.verdict.cap_won


def _analysis(edition: Edition, specs: Mapping[str, FactSpec]) -> Iterator[Finding]:
    deciding: set[str] = set()
    idle: set[str] = set()
    for track in edition.tracks.values():
        try:
            judged = _judge_all(edition, track, specs)
        except TooManyCells as error:
            yield Finding(
                "too-many",
                "warning",
                track.id,
                str(error.number),
                Text(
                    f"기업 정보의 조합이 {error.number:,}가지라서 모두 따져 보지 않았습니다.",
                    f"There are {error.number:,} combinations of facts, too many to try them all.",
                ),
                Text(
                    "요건에 쓰는 기업 정보나 그 값을 줄이세요.",
                    "Use fewer facts in the criteria, or facts with fewer values.",
                ),
                _file(edition),
                ("tracks", track.id),
            )
            deciding |= {key for key in used_facts([track]) if specs[key].matters}  # for all that is known
            continue
        found = {key for key in used_facts([track]) if _decides(key, judged)}
        deciding |= found
        idle |= used_facts([track]) - found
        yield from _track(edition, track, judged, specs)
    for key in sorted(idle | deciding):
        if specs[key].matters != (key in deciding):
            yield _fact(key, specs[key])


def _judge_all(edition: Edition, track: Track, specs: Mapping[str, FactSpec]) -> list[_Judged]:
    judge = _judge_of(edition, track, specs)
    return [_Judged(one, judge.judge(one.facts)[track.id]) for one in companies([track], specs)]


def _judge_of(edition: Edition, track: Track, specs: Mapping[str, FactSpec]) -> Judge:
    """A judge of one track: that of all of them would be worked out anew for each."""
    return Judge(replace(edition, tracks={track.id: track}), specs)


def _decides(fact: str, judged: Iterable[_Judged]) -> bool:
    """Whether two companies that differ in this fact alone get different verdicts or caps."""
    seen: dict[object, object] = {}
    return any(seen.setdefault(one.company.without(fact), one.result) != one.result for one in judged)


def _fact(key: str, spec: FactSpec) -> Finding:
    wrong = (
        Text(
            "어떤 값이어도 판정과 한도가 달라지지 않습니다.",
            "No value of it ever changes a verdict or a cap.",
        )
        if spec.matters
        else Text(
            "matters: no인데 값에 따라 판정이나 한도가 달라집니다.",
            "It has `matters: no`, yet its value changes a verdict or a cap.",
        )
    )
    right = (
        Text("matters: no로 적거나, 요건을 확인하세요.", "Write `matters: no`, or check the criteria.")
        if spec.matters
        else Text(
            "matters: no를 지우거나, 요건을 확인하세요.", "Delete `matters: no`, or check the criteria."
        )
    )
    severity: Severity = "warning" if spec.matters else "error"
    return Finding("fact", severity, key, "", wrong, right, "facts.yaml", ("facts", key))


def _track(
    edition: Edition, track: Track, judged: list[_Judged], specs: Mapping[str, FactSpec]
) -> Iterator[Finding]:
    outcomes = {one.verdict.outcome for one in judged}
    if outcomes == {"eligible"}:
        yield _about_track(
            edition,
            track,
            "always-open",
            "warning",
            Text("어떤 기업이어도 요건을 충족합니다.", "Every company whatever meets its criteria."),
        )
        return
    states = {
        criterion.id: {_state(one.verdict.findings[index]) for one in judged}
        for index, criterion in enumerate(track.criteria)
    }
    never_met = [one for one in track.criteria if "met" not in states[one.id]]
    for criterion in never_met:
        yield _about_criterion(
            edition,
            track,
            criterion,
            "never-met",
            "error",
            Text("어떤 기업도 충족할 수 없는 요건입니다.", "No company can ever meet it."),
        )
    if "eligible" not in outcomes and not never_met:
        yield _about_track(
            edition,
            track,
            "impossible",
            "error",
            Text(
                "요건을 모두 충족하는 기업이 있을 수 없습니다.",
                "No company can meet all its criteria at once.",
            ),
        )
    for criterion in track.criteria:
        if all(not specs[key].matters for key in facts_of(criterion)):
            continue  # it is there to say that these facts do not matter
        if states[criterion.id] == {"met"}:
            yield _about_criterion(
                edition,
                track,
                criterion,
                "never-unmet",
                "warning",
                Text("어떤 기업이어도 충족하는 요건입니다.", "Every company whatever meets it."),
            )
        # Where nobody is eligible, that is the mistake; what follows from it is not told again.
        elif "eligible" in outcomes and _is_redundant(edition, track, criterion, judged, specs):
            yield _about_criterion(
                edition,
                track,
                criterion,
                "redundant",
                "warning",
                Text(
                    "이 요건을 빼도 어떤 기업의 판정도 달라지지 않습니다.",
                    "Without it no company's verdict would change.",
                ),
            )


def _state(finding: Judged) -> str:
    return "silent" if finding.state == "unknown" else finding.state


def _is_redundant(
    edition: Edition,
    track: Track,
    criterion: Criterion,
    judged: list[_Judged],
    specs: Mapping[str, FactSpec],
) -> bool:
    rest = replace(track, criteria=tuple(one for one in track.criteria if one is not criterion))
    judge = _judge_of(edition, rest, specs)
    return all(judge.outcomes_only(one.company.facts)[track.id] == one.verdict.outcome for one in judged)


def _about_track(edition: Edition, track: Track, check: str, severity: Severity, wrong: Text) -> Finding:
    right = Text(
        "요건의 값과 연산자를 확인하세요.",
        "Check the values and operators of its criteria.",
    )
    return Finding(check, severity, track.id, "", wrong, right, _file(edition), ("tracks", track.id))


def _about_criterion(
    edition: Edition, track: Track, criterion: Criterion, check: str, severity: Severity, wrong: Text
) -> Finding:
    right = Text(
        "when의 값과 연산자를 확인하고, 뜻한 것이면 이유를 적어 확인 처리하세요.",
        "Check the values and operator under `when`; if it is meant, acknowledge it with a reason.",
    )
    if severity == "error":
        right = Text("when의 값과 연산자를 확인하세요.", "Check the values and operator under `when`.")
    return Finding(
        check, severity, criterion.says.id, "", wrong, right, _file(edition), path_of(edition, criterion.says)
    )


# --- shared -----------------------------------------------------------------------------------------------------


def _file(edition: Edition) -> str:
    return f"{edition.id}.yaml"


def path_of(edition: Edition, statement: Statement) -> tuple[str | int, ...]:
    """Where a statement, or the sentence of a criterion, stands in the file of its edition."""
    for track in edition.tracks.values():
        for index, criterion in enumerate(track.criteria):
            if criterion.says is statement:
                return ("tracks", track.id, "criteria", index)
    return ("statements", statement.id)


def _statements(edition: Edition) -> Iterator[Statement]:
    yield from edition.statements.values()
    for track in edition.tracks.values():
        yield from (one.says for one in track.criteria)


def _statements_of(track: Track) -> list[Statement]:
    """Each statement behind a track, once."""
    amounts = (track.cap.otherwise, *track.cap.table.values())
    found = [track.places, *(one.statement for one in amounts)]
    found += [one.statement for one in track.windows] + [one.says for one in track.criteria]
    return list({one.id: one for one in found}.values())


def _amounts(statement: Statement) -> Iterator[tuple[str, int]]:
    for role, one in statement.figures.items():
        if one.kind == "won" and isinstance(one.value, int):
            yield role, one.value


def _number(statement: Statement, role: str) -> int | None:
    figure = statement.figures.get(role)
    return figure.value if figure is not None and isinstance(figure.value, int) else None


def _plus(numbers: Iterable[int]) -> str:
    return " + ".join(map(str, numbers))


def _first_day(written: str) -> date | None:
    """The first day of "2025-05-07", "2025-05" or "2025"; None for anything else."""
    parts = written.split("-")
    try:
        return date(*map(int, [*parts, "1", "1"][:3]))
    except ValueError:
        return None
