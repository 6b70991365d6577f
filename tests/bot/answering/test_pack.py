"""The pack: what it holds, what names it, and what it refuses to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import bot.answering.pack
from bot.answering.pack import RULES, Pack, check_figures, load_pack
from bot.wiring import HANDLERS
from knowledge.documents import DocumentError
from rules.edition import Programme, Statement
from rules.plain_yaml import RuleFileError

Folders = tuple[Path, Path]


def load(folders: Folders) -> Pack:
    return load_pack(*folders, handlers=HANDLERS)


def change(file: Path, old: str, new: str) -> int:
    """Changes the first line that holds `old`, and gives its number."""
    lines = file.read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if old in line)
    lines[number] = lines[number].replace(old, new, 1)
    file.write_text("\n".join(lines), encoding="utf-8")
    return number + 1


def problem_of(folders: Folders) -> tuple[str, int, str]:
    """The file, line and words of the first problem."""
    with pytest.raises(RuleFileError) as refused:
        load(folders)
    first = refused.value.problems[0]
    return Path(first.file).name, first.line, first.message


# --- what it is -------------------------------------------------------------------------------------------------


def test_the_shipped_pack_is_named_by_programme_edition_and_hash(pack: Pack) -> None:
    assert pack.name == f"samsung-smart-factory@2025-{pack.digest[:8]}"
    assert re.fullmatch("[0-9a-f]{64}", pack.digest)
    assert pack.judge.edition is pack.programme.deciding


def test_the_same_files_elsewhere_are_the_same_pack(pack: Pack, folders: Folders) -> None:
    assert load(folders).name == pack.name


@pytest.mark.parametrize(
    "file",
    [
        "rules/2025.yaml",
        "rules/2025.corrections.yaml",
        "rules/facts.yaml",
        "rules/topics.yaml",
        "documents/mk-2025-05.en.md",
    ],
)
def test_one_byte_more_makes_another_pack(pack: Pack, folders: Folders, file: str) -> None:
    path = folders[0].parent / file
    path.write_bytes(path.read_bytes() + b"\n")

    changed = load(folders)

    assert changed.digest != pack.digest
    assert changed.name != pack.name


def test_a_file_that_moves_makes_another_pack(pack: Pack, folders: Folders) -> None:
    below = folders[1] / "press"
    below.mkdir()
    (folders[1] / "training.ko.md").rename(below / "training.ko.md")

    assert load(folders).digest != pack.digest


def test_to_judge_no_topics_are_read(folders: Folders) -> None:
    (folders[0] / "topics.yaml").unlink()

    assert load_pack(*folders).topics is None


# --- what is refused --------------------------------------------------------------------------------------------


def test_a_quote_that_is_not_word_for_word_is_refused(folders: Folders) -> None:
    rules = folders[0] / "2025.yaml"
    line = change(
        rules, 'ko: "2025년 고도화 유형의 기업당 지원 한도는', 'ko: "2025년 고도화 유형의 회사당 지원 한도는'
    )

    file, where, words = problem_of(folders)

    assert (file, where) == ("2025.yaml", line)
    assert "news1-2025-03-30.ko.md" in words


def test_a_document_that_changed_under_its_quote_is_refused(folders: Folders) -> None:
    change(folders[1] / "mk-2025-05.en.md", "5 outside experts", "7 outside experts")

    file, _, words = problem_of(folders)

    assert file == "2025.yaml"
    assert "mk-2025-05.en.md" in words


def test_a_document_that_is_missing_is_refused(folders: Folders) -> None:
    for language in ("ko", "en"):
        (folders[1] / f"mk-2025-05.{language}.md").unlink()
    text = (folders[0] / "2025.yaml").read_text(encoding="utf-8")
    first = text[: text.index("source: mk-2025-05")].count("\n") + 1

    file, line, words = problem_of(folders)

    assert (file, line) == ("2025.yaml", first)
    assert "mk-2025-05" in words


def test_a_document_in_one_language_proves_no_rule(folders: Folders) -> None:
    (folders[1] / "mk-2025-05.en.md").unlink()

    _, _, words = problem_of(folders)

    assert "no document 'mk-2025-05'" in words


def test_a_fact_that_does_not_exist_is_refused(folders: Folders) -> None:
    line = change(folders[0] / "2025.yaml", "when: {company_size:", "when: {company_sise:")

    file, where, words = problem_of(folders)

    assert (file, where) == ("2025.yaml", line)
    assert "company_sise" in words
    assert "company_size" in words


def test_a_value_that_a_fact_does_not_have_is_refused(folders: Folders) -> None:
    line = change(folders[0] / "2025.yaml", "one_of: [sme, mid_sized]", "one_of: [sme, middling]")

    file, where, words = problem_of(folders)

    assert (file, where) == ("2025.yaml", line)
    assert "middling" in words


def test_a_digit_in_a_sentence_is_refused(folders: Folders) -> None:
    line = change(folders[0] / "2025.yaml", "기업당 최대 {cap}입니다", "기업당 최대 15억원입니다")

    file, where, words = problem_of(folders)

    assert (file, where) == ("2025.yaml", line)
    assert "15억원" in words


def test_a_broken_document_is_refused_with_its_name(folders: Folders) -> None:
    line = change(folders[1] / "training.ko.md", "language: ko", "language: kr")

    with pytest.raises(DocumentError, match=rf"training\.ko\.md:{line}: "):
        load(folders)


def test_every_problem_is_told_at_once(folders: Folders) -> None:
    change(folders[0] / "2025.yaml", "when: {company_size:", "when: {company_sise:")
    change(folders[0] / "2024.yaml", "source: etnews-2024-06-03", "source: etnews-2024-06-30")

    with pytest.raises(RuleFileError) as refused:
        load(folders)

    assert {Path(one.file).name for one in refused.value.problems} >= {"2024.yaml", "2025.yaml"}


# --- its figures ------------------------------------------------------------------------------------------------


def test_the_shipped_figures_are_those_of_sentences_and_quotes(pack: Pack) -> None:
    check_figures(pack.programme)


def test_a_figure_that_no_quote_states_is_refused(folders: Folders) -> None:
    change(folders[0] / "2025.yaml", "firms: {count: 80}", "firms: {count: 81}")

    with pytest.raises(RuleFileError, match="advanced-places .*no quote states firms"):
        check_figures(load(folders).programme)


def test_a_phone_that_no_quote_states_is_refused(folders: Folders) -> None:
    change(folders[0] / "2025.yaml", 'phone: "054-223-2242"', 'phone: "054-223-2243"')

    with pytest.raises(RuleFileError, match="pohang-contact .*no quote states phone"):
        check_figures(load(folders).programme)


def test_a_quote_of_another_figure_is_refused(folders: Folders) -> None:
    # The quote is word for word in its document and still no proof: both say 16.
    for path in (folders[0] / "2025.yaml", folders[1] / "inews24-2025-08-11.ko.md"):
        change(path, "15개사에 최대 2억원을", "16개사에 최대 2억원을")

    with pytest.raises(RuleFileError, match=r"food-call \(ko\): no quote states firms \(count 15\)"):
        check_figures(load(folders).programme)


def test_a_sentence_that_makes_another_figure_of_its_own_is_refused(folders: Folders) -> None:
    change(
        folders[0] / "2025.yaml",
        "고도화 유형은 {firms}개사를 지원합니다",
        "고도화 유형은 {firms}만개사를 지원합니다",
    )

    with pytest.raises(RuleFileError, match=r"advanced-places \(ko\): the sentence reads as"):
        check_figures(load(folders).programme)


def test_a_figure_written_in_words_is_refused(folders: Folders) -> None:
    change(
        folders[0] / "2025.yaml",
        "support is up to {cap} for each",
        "support is up to {cap} for eighty firms, each",
    )

    with pytest.raises(RuleFileError, match="advanced-cap"):
        check_figures(load(folders).programme)


# --- every fact of programme.md, sections 1 to 4 ----------------------------------------------------------------

# What must stand together in one statement: words of its English sentence, and its figures.
FACTS: tuple[tuple[str, str], ...] = (
    # 1 and 2: the 2025 edition
    ("MSS\\) organises .* \\(KBIZ\\) and Samsung Electronics run it and recruit", "year:2025"),
    ("대·중소 상생형\\(삼성\\) 스마트공장 구축 지원사업", "year:2025"),
    ("Recruitment .* started", "date:2025-03-31"),
    ("total budget .* over .* smart factories", "won:21300000000 count:200 year:2025"),
    ("advanced .* basic .* add up to", "count:80 count:105 count:185 count:200"),
    ("tracks", "count:2 year:2025"),
    ("real-time factory control, equipment control and process automation", "year:2025"),
    ("advanced track supports .* companies", "count:80 year:2025"),
    ("advanced track the support is up to", "won:150000000 year:2025"),
    ("misprint", "won:1500000000 won:150000000 won:120000000000 won:21300000000 count:10 count:80"),
    ("urgently need a basic-level", "year:2025"),
    ("widened in scale and in budget", "year:2025"),
    ("basic track supports .* local governments", "count:105 count:10 year:2025"),
    ("basic track the support is up to", "won:60000000 won:80000000 year:2025"),
    ("SMEs and mid-sized companies .* with or without dealings with Samsung", "year:2025"),
    ("mentoring .* Smart Biz Expo .* training .* after-care by the Smart 365 Center", "year:2025"),
    ("Kim Gi-moon .* sustainable growth .* blind spots .* local governments", "year:2025"),
    ("does not give the year, the deadline, the own share", "year:2025"),
    ("first intake .* inferred", "date:2025-03-31 date:2025-05-07 year:2025"),
    ("mentors checked the sites .* outside experts", "count:5 year:2025"),
    ("final selection", "month:2025-07 year:2025"),
    ("building takes .* as a rule", "count:1 month:2025-07"),
    ("extra intake", "date:2025-08-11 date:2025-08-29 count:14 won:150000000"),
    ("agriculture ministry .* food", "count:15 won:200000000 date:2025-09-12"),
    ("Chungbuk, Jeonnam, Gwangju, Gyeongnam, Busan and Jeonbuk .* Gangwon, Daegu, Gyeongbuk with Gumi, and Pohang are new",
     "count:10 year:2024 year:2025"),
    ("manufacturing", "month:2025-08"),
    ("serving Samsung experts.* Teams .* weeks", "count:170 count:3 count:6 count:10 year:2025"),
    ("kbiz\\.or\\.kr.* support, smart factory notices", "year:2025"),
    ("www\\.smart-factory\\.kr", "month:2025-08"),
    ("Gwangju supports", "count:20 won:80000000 percent:20 year:2025"),
    ("the city pays .* Samsung .* the company", "won:50000000 won:30000000 percent:20"),
    ("Pohang supports .* not stated", "count:5 won:60000000 year:2025"),
    ("Pohang took applications .* on its own", "date:2025-08-08"),
    ("Pohang is only for companies that introduce .* for the first time", "year:2025"),
    ("Pohang Technopark", "phone:054-223-2242"),
    ("Chungbuk supports .* a year", "count:5 won:60000000 year:2025"),
    ("Busan's basic track", "count:10 won:60000000 percent:40 year:2024"),
    ("Gyeongnam's basic track", "count:30 won:60000000 percent:40 year:2024"),
    ("Jeonnam's basic track", "count:20 won:60000000 percent:40 year:2024"),
    ("Gangwon, Jeonbuk, Daegu and Gyeongbuk with Gumi .* were not found", "year:2025"),
    ("Gyeonggi, Seoul, Incheon, Chungnam, Sejong, Daejeon, Ulsan and Jeju.* not among", "year:2025"),
    ("rest of the province .* not clear", "year:2025"),
    # 3: other editions
    ("project cost.* basic, .* advanced-1 and .* advanced-2",
     "percent:60 won:60000000 won:100000000 won:200000000 year:2022"),
    ("small firms .* no own share", "won:20000000 year:2022"),
    ("basic .* advanced", "percent:60 won:60000000 won:150000000 year:2023"),
    ("a year for", "won:20000000000 count:3 year:2023"),
    ("took applications", "date:2023-06-01 date:2023-06-09"),
    ("smart factories", "won:19000000000 count:190 year:2024"),
    ("advanced track", "count:110 won:150000000 year:2024"),
    ("Chungbuk, Jeonnam, Gwangju and Gyeongnam, .* Gwangju only", "count:80 won:60000000 won:80000000 count:4 year:2024"),
    ("until", "date:2024-06-28"),
    ("mentors, .* weeks", "count:200 count:6 count:8 year:2024"),
    ("more than the budget", "count:110 won:150000000 count:80 won:60000000 won:21300000000 won:19000000000"),
    ("Samsung AI round", "date:2026-04-06 date:2026-05-08"),
    ("secondary summary .* government .* Samsung .* company",
     "count:3 count:4 won:60000000 won:150000000 count:9 year:2026"),
    ("lead institutions .* No announcement of a company intake", "date:2026-09-16 date:2026-10-13 year:2027"),
    ("own share for the whole .* was not found", "percent:20 percent:40"),
    # 4: words
    ("levels, in rising order basic, intermediate-1, intermediate-2 and advanced", "count:4"),
    ("production data are digitised and lots can be tracked", ""),
    ("intermediate-1 means .* real time; its former name is advanced-1", ""),
    ("intermediate-2 means controlling the factory in real time", ""),
    ("show their products and meet buyers.* MSS hosts .* COEX in Seoul", "year:2016 month:2025-10"),
    ("Expo was held", "date:2024-10-22 date:2024-10-25 count:99"),
    ("Expo was held", "date:2025-10-21 date:2025-10-24 count:81"),
    ("consultation centre .* after-care", "year:2019 year:2023"),
    ("free of charge: e-learning in Suwon .* Gumi", ""),
    ("contradict", "count:2367 count:3078 count:2549 count:3450 year:2018 year:2024 year:2025 year:2015 month:2025-03"),
    ("kept apart.*정부형\\(일반형\\), 부처협업형, 지역특화형, 식품업 고도화, 전북형, 경남형, 포스코·LG 상생형, 스마트공방, 제조AI특화 and 자율형공장", ""),
    ("check first", "phone:02-2124-4311~4 year:2021"),
)  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), FACTS)
def test_every_fact_stands_in_one_statement(pack: Pack, words: str, wanted: str) -> None:
    def holds(statement: Statement) -> bool:
        stated = {f"{one.kind}:{one.value}" for one in statement.figures.values()}
        return set(wanted.split()) <= stated and bool(re.search(words, statement.says.en, re.DOTALL))

    assert any(holds(one) for one in claims(pack.programme))


@pytest.mark.parametrize(
    "address",
    [
        "https://etnews.com/20250330000032",
        "https://dev.sedaily.com/NewsView/2GQG4UFTXQ",
        "https://news1.kr/industry/sb-founded/5736217",
        "https://m.edaily.co.kr/amp/read?mediaCodeNo=257&newsId=01685926642108568",
        "https://mkbn.mk.co.kr/m/news/business/11310642",
        "https://www.ajunews.com/amp/20250811102301130",
        "https://www.news1.kr/amp/industry/sb-founded/5875200",
        "https://m1.inews24.com/v/1874979",
        "http://jjilbo.com/news/articleView.html?idxno=306796",
        "https://www.ksmnews.co.kr/news/view.php?idx=551772",
        "https://biz.heraldcorp.com/article/10573796",
        "https://www.inews365.com/mobile/article.html?no=866270",
        "https://m.ajunews.com/view/20220412110422153",
        "https://etnews.com/20230601000264",
        "https://etnews.com/20240603000116",
        "https://m.korea.kr/briefing/pressReleaseView.do?newsId=156513772",
        "https://www.etnews.com/20251021000029",
        "https://www.smart-factory.kr",
    ],
)
def test_every_source_is_cited_by_its_address(pack: Pack, address: str) -> None:
    cited = {proof.source.address for one in claims(pack.programme) for proof in one.proof}

    assert address in {one.rstrip("/") for one in cited}


def test_the_english_article_ranks_below_the_korean_reports_of_that_day(pack: Pack) -> None:
    sources = pack.programme.sources
    korean = ("etnews-2025-03-30", "edaily-2025-03-30", "news1-2025-03-30", "sedaily-2025")

    assert all(sources["english-article-2025-03-30"].rank > sources[one].rank for one in korean)


def test_low_confidence_is_worded_as_such(pack: Pack) -> None:
    unsure = re.compile(
        r"not settled|confirm|unconfirmed|check first|contradict|not found|inferred|our reading",
        re.IGNORECASE,
    )
    low = [one for one in claims(pack.programme) if one.confidence == "L"]

    assert low
    assert [one.id for one in low if not unsure.search(one.says.en)] == []


# --- what can be reached ----------------------------------------------------------------------------------------

UNREACHED = {
    "article-silent": "told piece by piece by the entries under not_stated",
    "caps-and-budget-2024": "settles a warning of staff's checks",
}


def test_every_statement_can_be_reached(pack: Pack) -> None:
    programme = pack.programme
    code = "".join(path.read_text("utf-8") for path in Path(bot.answering.pack.__file__).parent.glob("*.py"))
    topics = (RULES / "topics.yaml").read_text("utf-8").partition("\ntopics:\n")[2]
    named = set(re.findall(r'"([a-z0-9-]+)"', code)) | set(re.findall("[a-z0-9-]+", topics))
    reached = {one for one in named if _has_statement(programme, one)}
    for edition in programme.editions.values():
        for entry in edition.not_stated.values():
            if entry.id in named:
                reached |= {one.id for one in entry.nearby[:2]}  # no more are said
        for track in edition.tracks.values():
            reached |= {track.places.id, track.cap.otherwise.statement.id}
            reached |= {one.statement.id for one in track.cap.table.values()}
            reached |= {one.statement.id for one in track.windows}
        reached |= {one.statement.id for one in edition.corrections}
    every = {one.id for edition in programme.editions.values() for one in edition.statements.values()}

    assert every - reached == set(UNREACHED)


def _has_statement(programme: Programme, id: str) -> bool:
    return any(id in edition.statements for edition in programme.editions.values())


def claims(programme: Programme) -> Iterator[Statement]:
    for edition in programme.editions.values():
        yield from edition.statements.values()
        yield from (one.says for one in edition.corrections)
        for track in edition.tracks.values():
            yield from (replace(one.says) for one in track.criteria)


def test_a_company_is_judged_by_the_edition_in_force_on_the_day(pack):
    shipped = pack.programme.deciding
    to_come = replace(shipped, id="2028", effective=date(2028, 1, 10))
    programme = replace(pack.programme, editions={**pack.programme.editions, "2028": to_come})

    assert [programme.deciding_on(date(2028, 1, day)).id for day in (9, 10, 11)] == ["2025", "2028", "2028"]
    assert programme.deciding_on(date(2020, 1, 1)).id == "2025"


def test_an_edition_is_in_force_to_its_last_day_or_until_the_next_one_starts(pack):
    ended = replace(pack.programme.deciding, until=date(2025, 12, 31))
    programme = replace(pack.programme, editions={**pack.programme.editions, "2025": ended})
    days = {
        date(2020, 1, 1): None,  # before the first
        date(2025, 3, 30): "2024",
        date(2025, 12, 31): "2025",
        date(2026, 1, 1): None,  # a gap
        date(2026, 4, 6): "2026",
    }

    found = {day: programme.in_force(day) for day in days}

    assert {day: one and one.id for day, one in found.items()} == days
    assert programme.deciding_on(date(2026, 1, 1)) is ended
    assert ended.ended_on(date(2026, 1, 1))
    assert not ended.ended_on(date(2025, 12, 31))
