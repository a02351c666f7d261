"""The pages for the ward: a table of medicines, and the sources below it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from mitosafe.answers.answer import Finding
from mitosafe.errors import UnknownValue
from mitosafe.model import Level, Outcome, Patient, Source, SourceId
from mitosafe.sheet.items import Item
from mitosafe.sheet.words import CONTESTED, Words, first_author, paragraph


class Ward:
    """Writes the pages; the sources get their numbers in the order of the table."""

    def __init__(self, words: Words, patient: Patient, *, whole: bool) -> None:
        """Keep the wordings, what is known of the patient, and whether it is the whole list."""
        self.words, self.patient, self.whole = words, patient, whole
        self.phrase, self.writer = words.phrase, words.writer
        #: Cited sources by id, with their number on the sheet.
        self.cited: dict[SourceId, int] = {}

    def html(self, items: Sequence[Item]) -> str:
        """Return the pages of these items."""
        rows = "\n".join(map(self.row, items))
        heads = ("level", "medicine", "action", "sources")
        head = "".join(f'<th scope="col">{escape(self.phrase(h))}</th>' for h in heads)
        name = "dense" if self.whole else "ward"
        return (
            f'<main class="{name}">\n<header>\n<h1>{escape(self.phrase("list-title"))}</h1>\n'
            f"<p>{escape(self.words.release())}</p>\n</header>\n{self.warnings()}\n"
            f"{self.legend()}\n{self.known()}\n<table>\n<thead><tr>{head}</tr></thead>\n"
            f"<tbody>\n{rows}\n</tbody>\n</table>\n{self.sources()}\n</main>"
        )

    def warnings(self) -> str:
        """Say what must not be missed."""
        must = (self.words.review(), self.phrase("absence"))
        loud = "".join(paragraph(said, "loud") for said in must)
        terms = ("not-advice", "never-stop", "newer-release", "colours")
        rest = " ".join(map(self.phrase, terms))
        return f'<section class="warnings">{loud}{paragraph(rest)}</section>'

    def legend(self) -> str:
        """Say what the signs mean."""
        words = self.words
        lines = [
            *((words.badge(level), words.action(level)) for level in reversed(Level)),
            (words.badge(None), words.outcome(Outcome.ACCEPTABLE)),
            (f"<b>{CONTESTED}</b>", self.phrase("contested")),
        ]
        items = "".join(f"<li>{sign} {escape(said)}</li>" for sign, said in lines)
        title = escape(self.phrase("legend"))
        return f'<section class="legend"><h2>{title}</h2><ul>{items}</ul></section>'

    def known(self) -> str:
        """Say what is known of the patient; what is not stays as a condition."""
        lines = []
        for title, terms in (("applies", self.patient.has), ("applies-not", self.patient.lacks)):
            if terms:
                said = "; ".join(self.condition(term) for term in sorted(terms))
                lines.append(f"<p><b>{escape(self.phrase(title))}:</b> {escape(said)}</p>")
        lines.append(paragraph(self.phrase("unknown-applies")))
        return f'<section class="known">{"".join(lines)}</section>'

    def condition(self, term: str) -> str:
        """Say a condition of the patient, or of the use."""
        try:
            return self.writer.word("conditions", term)
        except UnknownValue:
            return self.writer.word("circumstances", term)

    def row(self, item: Item) -> str:
        """Return one row of the table."""
        written = f"<br><small>{escape(item.entry)}</small>" if item.entry else ""
        badge, said, cited = '<b class="sign">?</b>', paragraph(item.said), ""
        if item.finding is not None:
            badge, said = self.words.badge(item.level), self.said(item.finding)
            cited = self.citations(item.finding)
        return (
            f'<tr><td class="l">{badge}</td><th scope="row">{escape(item.name)}{written}</th>'
            f"<td>{said}</td><td>{cited}</td></tr>"
        )

    def said(self, finding: Finding) -> str:
        """Say what holds and what to do, after what would be worse if it is so."""
        lines = []
        tiers = self.writer.tiers(finding)
        for level, said in tiers:
            conditions = "".join(f"<li>{escape(words)}</li>" for words in said)
            lines.append(f"<p>{self.words.badge(level)}</p><ul>{conditions}</ul>")
        lines.append(self.otherwise(finding) if tiers else self.always(finding))
        if finding.contested:
            where = "; ".join(map(self.writer.condition, finding.contested_in))
            lines.append(paragraph(f"{CONTESTED} {self.phrase('contested')}: {where}", "small"))
        return "".join(lines)

    def always(self, finding: Finding) -> str:
        """Say what to do, where no condition changes it; the level is in the first column."""
        return f"<p><b>{escape(self.writer.holds(finding))}</b></p>"

    def otherwise(self, finding: Finding) -> str:
        """Say what to do where none of the conditions holds."""
        said = self.writer.labelled("otherwise", self.writer.holds(finding))
        return f"<p>{self.words.badge(finding.level)} <b>{escape(said)}</b></p>"

    def citations(self, finding: Finding) -> str:
        """Return the numbers of the weightiest sources, and how many more there are."""
        chosen = list(dict.fromkeys(s.source for s in self.words.weightiest(finding)))
        more = len({s.source for s in finding.statements} - set(chosen))
        for source in chosen:
            self.cited.setdefault(source, len(self.cited) + 1)
        links = (f'<a href="#s{n}">[{n}]</a>' for n in sorted(self.cited[s] for s in chosen))
        rest = f" <small>+ {more}</small>" if more else ""
        return " ".join(links) + rest

    def sources(self) -> str:
        """List the cited sources by their numbers."""
        if not self.cited:
            return ""
        sources = self.words.sources
        items = "\n".join(
            f'<li id="s{number}">{self.source(sources[source])}</li>'
            for source, number in self.cited.items()
        )
        title = escape(self.phrase("sources"))
        return f'<section class="sources"><h2>{title}</h2><ol>\n{items}\n</ol></section>'

    def source(self, source: Source) -> str:
        """Return a source: who, what, when, its standing, how much was read, and where."""
        first = first_author(source)
        others = " et al." if first and first != source.authors else ""
        date = source.date or self.phrase("undated")
        title = source.called(self.writer.language)
        read = self.writer.word("reads", source.read.value)
        said = (
            f"{first}{others}{': ' if first else ''}{title} ({date}). "
            f"{self.writer.word('ranks', source.rank.value)}; "
            f"{self.phrase('source-read').lower()}: {read}."
        )
        where = f"https://doi.org/{source.doi}" if source.doi else source.url or ""
        web = where.startswith(("http://", "https://"))
        return escape(said) + (f' <a href="{escape(where)}">{escape(where)}</a>' if web else "")
