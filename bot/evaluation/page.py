"""A report as one HTML page that needs nothing else: no script, no foreign host, its plots drawn as SVG in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from bot.evaluation.comparing import Comparison
from bot.evaluation.rates import Curve, Rate
from bot.evaluation.report import Report
from bot.evaluation.running import Row

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--faint:#6b7280;--line:#d8dce2;--paper:#fff;--mark:#2563eb;--bad:#b42318}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--faint:#9aa3ad;--line:#3a4048;--paper:#16191d;--mark:#7aa7ff;
--bad:#ff8a7a}}
body{font:15px/1.5 system-ui,"Apple SD Gothic Neo","Malgun Gothic","Noto Sans CJK KR",sans-serif;overflow-wrap:anywhere;
color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}p.note{color:var(--faint)}
.scroll{overflow-x:auto}table{border-collapse:collapse;word-break:keep-all}td.text,td.text+td{min-width:14rem}
th,td.n{overflow-wrap:normal}td:not(.n){min-width:5.5rem}
th,td{padding:.2rem .7rem;border-bottom:1px solid var(--line);text-align:left;
vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.off{color:var(--bad)}
svg{display:block;max-width:100%;min-width:32rem;height:auto}
svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg .faint{fill:var(--faint)}
.axis{stroke:var(--line)}.mark{stroke:var(--mark);fill:none;stroke-width:2}.dot{fill:var(--mark)}
.bad{color:var(--bad);font-weight:600}
"""


def page(report: Report, *, title: str, note: str, comparison: Comparison | None = None) -> str:
    """The page as text. `title` and `note` are shown as they are."""
    parts = [
        f"<h1>{escape(title)}</h1><p class=note>{escape(note)}</p>",
        _head(report),
        _compared(comparison) if comparison else "",
        _rates("By set", report.by_set),
        _rates("By kind", report.by_kind),
        _rates("By language", report.by_language),
        _rates("By stage", report.by_stage),
        _confusion(report.confusion),
        _curve(report.curve),
        _worst(report.worst),
        _blind(report.blind_faults),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def percent(share: float) -> str:
    return f"{share:.1%}"


def interval(rate: Rate) -> str:
    low, high = rate.interval
    return f"{percent(low)} to {percent(high)}"


def _head(report: Report) -> str:
    rows = [("correct", report.correct), ("grounded", report.grounded)]
    if report.stability:
        rows += [
            ("paraphrases answered alike", report.stability.alike),
            ("paraphrases without contradiction", report.stability.uncontradicted),
        ]
    cells = [(name, f"{one.right} of {one.of}", percent(one.share), interval(one)) for name, one in rows]
    harmful = f"<p class={'bad' if report.harmful else 'note'}>Harmful answers: {report.harmful}</p>"
    times = ""
    if report.latency:
        told = f"median {report.latency.median:.1f} ms, 99th percentile {report.latency.p99:.1f} ms"
        times = f"<p class=note>Time for a message: {told}</p>"
    return _table(("", "right", "share", "95 % interval"), cells, numbers=(1, 2, 3)) + harmful + times


def _compared(one: Comparison) -> str:
    told = (
        f"{percent(one.before.share)} → {percent(one.after.share)} of {one.before.of}; "
        f"{len(one.broken)} broke, {len(one.mended)} mended (sign test p = {one.probability:.3f})"
    )
    rows = [
        (kind, *named(row)) for kind, rows in (("broke", one.broken), ("mended", one.mended)) for row in rows
    ]
    return f"<h2>Compared with {escape(one.old_pack)}</h2><p>{escape(told)}</p>" + _table(
        ("", "set", "id", "text"), rows
    )


def named(row: Row) -> tuple[str, str, str]:
    """Of a blind set only the kind: an id is as good as the text to who has the file."""
    return (row.set, "", row.kind) if row.blind else (row.set, row.id, row.text or "")


# --- plots ------------------------------------------------------------------------------------------------------


def _rates(title: str, rates: Mapping[str, Rate]) -> str:
    """A dot for each share, with its interval as a line."""
    if not rates:
        return ""
    left, width, step = 24 + 7 * max(map(len, rates)), 420, 22
    height = step * len(rates) + 24
    body = [_gridline(left + width * tenth / 10, height - 20) for tenth in range(0, 11, 2)]
    body += [
        _label(left + width * tenth / 10, height - 4, f"{tenth * 10} %", "middle")
        for tenth in range(0, 11, 2)
    ]
    for number, (name, rate) in enumerate(rates.items()):
        y = step * number + 14
        low, high = (left + width * one for one in rate.interval)
        body.append(_label(left - 10, y + 4, name or "none", "end"))
        body.append(f'<line class="mark" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>')
        body.append(f'<circle class="dot" cx="{left + width * rate.share:.1f}" cy="{y}" r="4"/>')
        body.append(_label(left + width + 14, y + 4, f"{rate.right}/{rate.of}", "start"))
    note = "<p class=note>Dot: share that is right. Line: its 95 % interval. At the right: right/asked.</p>"
    return f"<h2>{escape(title)}</h2>{note}{_svg(left + width + 90, height, title, body)}"


def _curve(curve: Curve) -> str:
    if not curve.points:
        return ""
    left, top, width, height = 60, 26, 560, 240
    most = max(0.05, max(error for _, error in curve.points))

    def at(coverage: float, error: float) -> str:
        return f"{left + width * coverage:.1f},{top + height * (1 - error / most):.1f}"

    body = [_gridline(left + width * tenth / 10, top + height, top) for tenth in range(0, 11, 2)]
    body += [
        _label(left + width * tenth / 10, top + height + 16, f"{tenth * 10} %", "middle")
        for tenth in range(0, 11, 2)
    ]
    body += [
        _label(left - 8, top + height * (1 - part) + 4, percent(most * part), "end") for part in (0, 0.5, 1)
    ]
    body.append(_label(0, 12, "share of those answers that is wrong", "start"))
    line = " ".join(at(*point) for point in curve.points)
    body.append(f'<polyline class="mark" points="{line}"/>')
    body.append(
        _label(left + width / 2, top + height + 34, "share of all messages that is answered", "middle")
    )
    note = f"Wrong answers if only the surest are given. Area {curve.area:.4f}; with a perfect order {curve.best:.4f}."
    title = "Error over coverage"
    drawn = _svg(left + width + 30, top + height + 44, title, body)
    return f"<h2>{title}</h2><p class=note>{note}</p>{drawn}"


def _svg(width: float, height: float, title: str, body: Iterable[str]) -> str:
    return _wide(
        f"{title}: plot",
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" role="img" '
        f'aria-label="{escape(title)}">{"".join(body)}</svg>',
    )


def _gridline(x: float, bottom: float, top: float = 4) -> str:
    return f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"/>'


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


# --- tables -----------------------------------------------------------------------------------------------------


def _confusion(counts: Mapping[tuple[str, str], int]) -> str:
    names = sorted({one for pair in counts for one in pair})
    if not names:
        return ""
    head = "".join(f"<th class=n>{escape(one)}</th>" for one in names)
    lines = []
    for expected in names:
        cells = [
            f'<td class="n{" off" if got != expected and counts.get((expected, got)) else ""}">'
            f"{counts.get((expected, got)) or '·'}</td>"
            for got in names
        ]
        lines.append(f"<tr><th>{escape(expected)}</th>{''.join(cells)}</tr>")
    note = "<p class=note>Rows: expected. Columns: what came out.</p>"
    return f"<h2>Status</h2>{note}" + _wide(
        "Status", f"<table><tr><th></th>{head}</tr>{''.join(lines)}</table>"
    )


def _worst(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    cells = [
        (one.text or "", "; ".join(faults_of(one)), f"{one.confidence:.2f}", one.set, one.id) for one in rows
    ]
    return "<h2>Worst cases</h2>" + _table(("text", "fault", "confidence", "set", "id"), cells, numbers=(2,))


def faults_of(row: Row) -> list[str]:
    """Everything wrong with a row, in words."""
    return [("HARMFUL " if one in row.harmful else "") + (one.what or one.stage) for one in row.wrong]


def _blind(faults: Mapping[str, int]) -> str:
    if not faults:
        return ""
    cells = [(name, str(count)) for name, count in sorted(faults.items())]
    return "<h2>Faults in blind sets</h2>" + _table(("stage", "rows"), cells, numbers=(1,))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: tuple[int, ...] = ()) -> str:
    def cells(tag: str, row: Sequence[str]) -> str:
        kinds = [" class=n" if number in numbers else "" for number in range(len(row))]
        if tag == "td" and "text" in heads:
            kinds[heads.index("text")] = " class=text"
        return "".join(f"<{tag}{kind}>{escape(one)}</{tag}>" for kind, one in zip(kinds, row, strict=True))

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return _wide("Table", f"<table><tr>{cells('th', heads)}</tr>{body}</table>") if body else ""


def _wide(name: str, what: str) -> str:
    """What may be wider than a phone: it scrolls by itself, by keyboard too."""
    return f'<div class=scroll tabindex=0 role=region aria-label="{escape(name)}">{what}</div>'
