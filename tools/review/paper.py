"""A sheet on paper: HTML that prints well and is filled in with a pen; it loads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from tools.review.rows import Book, Question, Row, Sheet
from tools.review.words import ANSWERS, COLUMNS, EXPLAIN, WORDS

from mitosafe import Group
from mitosafe.answers import closing
from mitosafe.judge import condition_of
from mitosafe.model import Level
from mitosafe.render.blocks import is_link
from mitosafe.render.text import SIGNS
from mitosafe.sheet import page

STYLE = """
@page{size:A4;margin:13mm 13mm 15mm}
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0 auto;max-width:190mm;padding:6mm 4mm;color:#111;background:#fff;
font:9.5pt/1.38 system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",Arial,sans-serif}
h1{font-size:18pt;line-height:1.15;margin:0}
h2{font-size:12.5pt;margin:6mm 0 2mm;break-after:avoid}
h3{font-size:10.5pt;margin:3.5mm 0 1.5mm;break-after:avoid}
p{margin:0 0 1mm}
a{color:inherit;overflow-wrap:anywhere}
header{border-bottom:.6mm solid #111;padding-bottom:2.5mm;margin-bottom:3mm}
header p{color:#444}
.loud{font-weight:700}
.intro{display:grid;grid-template-columns:1fr 1fr;gap:3mm 6mm}
.box{border:.25mm solid #888;border-radius:1.5mm;padding:2.5mm 3mm;break-inside:avoid}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.8mm 2mm}
dt{font-weight:700;white-space:nowrap}
dd{margin:0}
.field{display:grid;grid-template-columns:32mm 1fr;align-items:end;margin-top:3.2mm}
.field span{border-bottom:.25mm solid #555;min-height:5mm;font-size:7.5pt;color:#777;
padding-left:1mm}
.now{margin-top:3mm}
article{display:grid;grid-template-columns:1fr 56mm;break-inside:avoid;
border:.25mm solid #888;border-radius:1.5mm;margin-bottom:2.6mm;overflow:hidden}
article.aside{border-style:dashed}
.said{padding:2.2mm 3mm}
.said h4{font-size:10pt;line-height:1.3;margin:0 0 1mm}
.said p{font-size:8.4pt;line-height:1.32;margin-bottom:.6mm}
.small{color:#444}
.note{border-left:.8mm solid #bbb;padding-left:1.8mm}
p.id{font:7pt/1.3 ui-monospace,"DejaVu Sans Mono",monospace;color:#666;margin:1mm 0 0}
.fill{border-left:.25mm solid #888;padding:2.2mm 3mm;background:#fafafa;display:flex;
flex-direction:column}
.ticks{display:grid;grid-template-columns:auto auto;gap:1mm 2mm;font-size:8.4pt;margin-bottom:1mm}
.ticks span{display:flex;gap:1.4mm;line-height:1.15}
.ticks i{flex:none;width:3.2mm;height:3.2mm;border:.3mm solid #333;border-radius:.4mm;
background:#fff}
.lines{flex:1;font-size:7.5pt;color:#777}
.lines i{display:block;height:6mm;border-bottom:.2mm solid #bbb}
.lines i:first-of-type{height:2.5mm}
.badge{display:inline-block;white-space:nowrap;border:.3mm solid #111;border-radius:1mm;
padding:0 1.4mm;font-size:.86em;font-weight:700}
.red{background:#a40e26;border-color:#a40e26;color:#fff}
.orange{background:#ffb35c}
.yellow{background:#ffe066}
.none{font-weight:400;border-style:dotted}
footer{margin-top:6mm;border-top:.25mm solid #888;padding-top:2mm;font-size:8.4pt}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:1.2mm 2mm;border-bottom:.2mm solid #bbb;vertical-align:top}
td.n{text-align:right}
@media (max-width:640px){.intro,article{grid-template-columns:1fr}
.fill{border-left:0;border-top:.25mm solid #888}}
@media print{body{max-width:none;padding:0}.screen{display:none}}
"""


def html(sheet: Sheet, book: Book, language: str) -> str:
    """Return a sheet as a page to print.

    Args:
        sheet: The sheet.
        book: The list it is from.
        language: `en`, `fr` or `nl`.

    Returns:
        An HTML document.
    """
    return _Paper(book, language).sheet(sheet)


def index(book: Book, language: str) -> str:
    """Return the page that leads to the sheets; the arguments are those of `html`."""
    return _Paper(book, language).index()


class _Paper:
    def __init__(self, book: Book, language: str) -> None:
        self.book, self.language = book, language
        self.writer = book.writers[language]
        release = book.release
        self.made = f"{self.writer.phrase('release')}: {release.id}, {release.date}"

    def word(self, id: str) -> str:
        return escape(WORDS[id][self.language])

    def column(self, id: str) -> str:
        return escape(COLUMNS[id][self.language])

    def badge(self, level: Level | None) -> str:
        name = level.value if level else "none"
        return f'<b class="badge {name}">{SIGNS[level]} {escape(self.writer.level(level))}</b>'

    def sheet(self, sheet: Sheet) -> str:
        rows = "\n".join(self.rows(sheet))
        asked = "\n".join(map(self.question, sheet.questions))
        if asked:
            asked = f"<h2>{self.word('questions')}</h2>\n{asked}"
        body = (
            f"<header><h1>{escape(sheet.title(self.language))}</h1>"
            f"<p>{self.word('title')} · {escape(self.made)} · "
            f"{len(sheet.rows)} {self.word('rows')}</p></header>\n"
            f'<div class="intro">{self.how()}{self.signature()}</div>\n{self.now(sheet)}'
            f"<h2>{escape(self.writer.phrase('statements'))}</h2>\n{rows}\n{asked}\n"
            f"{self.closing()}"
        )
        title = f"{WORDS['title'][self.language]}: {sheet.title(self.language)}"
        return page(body, title, self.language, STYLE + self.foot(sheet))

    def how(self) -> str:
        """Return in a few sentences how to fill in the sheet."""
        items = "".join(
            f"<dt>{escape(said[self.language])}</dt><dd>{escape(EXPLAIN[key][self.language])}</dd>"
            for key, said in ANSWERS.items()
        )
        return f'<section class="box"><p>{self.word("how")}</p><dl>{items}</dl></section>'

    def signature(self) -> str:
        fields = "".join(
            f'<div class="field">{self.column(key)}<span>{self.word(f"{key}-example")}</span></div>'
            for key in ("role", "body", "day")
        )
        return f'<section class="box"><p>{self.word("sign")}</p>{fields}</section>'

    def now(self, sheet: Sheet) -> str:
        """Say what the list makes of the statements today, and which groups count as well."""
        parts = []
        if sheet.judgement is not None:
            judged = sheet.judgement
            said = escape(self.writer.under(judged))
            if judged.contested_in:
                where = "; ".join(map(self.writer.condition, judged.contested_in))
                said += f"<br><b>{escape(self.writer.phrase('contested'))}:</b> {escape(where)}"
            parts.append(f"<p><b>{self.word('now')}:</b> {said}</p>")
        if sheet.groups:
            links = ", ".join(
                f'<a href="{group.id}.html">{escape(group.names[self.language])}</a>'
                for group in sheet.groups
            )
            parts.append(f"<p>{self.word('groups')}: {links}.</p>")
        return f'<section class="box now">{"".join(parts)}</section>\n' if parts else ""

    def rows(self, sheet: Sheet) -> Iterator[str]:
        """Return the rows; on the sheet of several subjects each has a heading of its own."""
        last = sheet.subject
        for number, row in enumerate(sheet.rows, 1):
            if row.subject is not last:
                yield f"<h3>{escape(row.subject.names[self.language])}</h3>"
                last = row.subject
            yield self.row(number, row)

    def row(self, number: int, row: Row) -> str:
        said, writer = row.said, self.writer
        verdict, where = writer.word("verdicts", said.verdict.value), condition_of(said)
        text = escape(f"{verdict} {writer.condition(where)}")
        cited, weight, *more = map(escape, writer.statement(said).details)
        details = "".join(f'<p class="note">{detail}</p>' for detail in more)
        place = escape(said.locator)
        link = f'<a href="{place}">{place}</a>' if is_link(said.locator) else place
        state = "" if row.stands else f'<p class="small">({self.word("not-decides")})</p>'
        return (
            f'<article class="{"" if row.stands else "aside"}"><div class="said">'
            f"<h4>{number}. {self.badge(row.level)} {text}</h4>{state}"
            f'<p>{cited}</p><p class="small">{weight}</p>{details}<p>{link}</p>'
            f'<p class="id">{escape(said.id)} · {row.seal}</p></div>{self.fill()}</article>'
        )

    def fill(self) -> str:
        """Return the boxes to tick and the lines to write on."""
        ticks = "".join(
            f"<span><i></i>{escape(said[self.language])}</span>" for said in ANSWERS.values()
        )
        lines = self.lines(self.column("remark"))
        return f'<div class="fill"><div class="ticks">{ticks}</div>{lines}</div>'

    def lines(self, label: str) -> str:
        return f'<div class="lines">{label}{"<i></i>" * 3}</div>'

    def question(self, question: Question) -> str:
        text = question.text[self.language]
        foreign = text == question.text["en"] and self.language != "en"
        names = ", ".join(escape(s.names[self.language]) for s in question.subjects)
        return (
            f'<article><div class="said"><h4>{names}</h4>'
            f"<p{' lang=en' if foreign else ''}>{escape(text)}</p>"
            f'<p class="id">{question.id}</p></div>'
            f'<div class="fill">{self.lines(self.word("your-answer"))}</div></article>'
        )

    def closing(self) -> str:
        """End as every answer ends, with what is not said by the list."""
        terms = closing.warnings(self.book.dataset)
        loud = [t for t in terms if t.id not in closing.QUIET]
        quiet = [t for t in terms if t.id in closing.QUIET]
        return (
            "<footer>"
            + "".join(f'<p class="loud">{escape(t.words[self.language])}</p>' for t in loud)
            + f"<p>{' '.join(escape(t.words[self.language]) for t in quiet)}</p></footer>"
        )

    def foot(self, sheet: Sheet) -> str:
        """Number the printed pages, and say on each which sheet of which release it is."""
        release = self.book.release
        page = WORDS["page"][self.language]
        return (
            f'@page{{@bottom-left{{content:"mitosafe {release.id} · {sheet.id}";'
            "font:7pt sans-serif;color:#666;width:70%}"
            f'@bottom-right{{content:"{page} " counter(page) " / " counter(pages);'
            "font:7pt sans-serif;color:#666}}\n"
        )

    def index(self) -> str:
        rows = "\n".join(map(self.entry, self.book.sheets))
        heads = (self.column("level"), self.column("subject"), self.word("rows"))
        more = (self.word("reviewed"), self.word("print"), self.word("table"))
        head = "".join(f'<th scope="col">{h}</th>' for h in (*heads, *more))
        body = (
            f"<header><h1>{self.word('sheets')}</h1><p>{escape(self.made)}</p></header>\n"
            f"<p>{self.word('sheets-lead')}</p>\n"
            f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>\n"
            f"{self.closing()}"
        )
        return page(body, WORDS["sheets"][self.language], self.language, STYLE)

    def entry(self, sheet: Sheet) -> str:
        judged = sheet.judgement
        badge = self.badge(judged.worst) if judged else ""
        done = _count(row.said.reviewed for row in sheet.rows)
        name = escape(sheet.title(self.language))
        if isinstance(sheet.subject, Group):
            name += f" ({escape(self.writer.word('kinds', 'group'))})"
        return (
            f'<tr><td>{badge}</td><th scope="row">{name}</th><td class="n">{len(sheet.rows)}</td>'
            f'<td class="n">{done}</td><td><a href="{sheet.id}.html">{self.word("print")}</a></td>'
            f'<td><a href="{sheet.id}.csv">CSV</a></td></tr>'
        )


def _count(values: Iterable[object]) -> int:
    return sum(value is not None for value in values)
