"""The spaces of French, set once where blocks leave for a renderer; decimal signs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

import attrs

from mitosafe.render.blocks import Block, Heading, Line, Section, Table

#: A narrow space that does not break stands before these marks, a full one before the others.
_NARROW, _FULL = "\u202f", "\u00a0"
_BEFORE_NARROW = re.compile(r"(?<=[^\s;!?(])(?<!&amp)(?<!&lt)(?<!&gt) ?(?=[;!?](?:\s|$|[)»,.]))")
_BEFORE_FULL = re.compile(r"(?<=[^\s:(]) ?(?=:(?:\s|$|\*\*))")
_QUOTED = re.compile(r"« ?([^«»]*?) ?»")
_SHARE = re.compile(r"(?<=\d) (?=%)")
_TAG = re.compile(r"(<[^>]*>)")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def typeset(blocks: Iterable[Block], language: str) -> list[Block]:
    r"""Return blocks with the spaces that their language asks for.

    Args:
        blocks: Blocks with plain spaces.
        language: `en`, `fr` or `nl`; only French has spaces of its own.

    Examples:
        >>> [line] = typeset([Line("Lequel ?", "À demander")], "fr")
        >>> ascii(line.text), line.label.endswith("\u00a0")
        ("'Lequel\\u202f?'", True)
    """
    return list(blocks) if language != "fr" else [_block(block) for block in blocks]


def spaced(text: str) -> str:
    r"""Return a French text with spaces that do not break where French has them.

    Args:
        text: Text with plain spaces before its marks.

    Examples:
        >>> spaced("« Oui : non »")
        '«\xa0Oui\xa0: non\xa0»'
    """
    text = _QUOTED.sub(rf"«{_FULL}\1{_FULL}»", _SHARE.sub(_FULL, text))
    return _BEFORE_FULL.sub(_FULL, _BEFORE_NARROW.sub(_NARROW, text))


def set_in(text: str, language: str) -> str:
    r"""Return a text with the spaces of its language.

    Args:
        text: Text with plain spaces, or none, before its marks.
        language: `en`, `fr` or `nl`; only French has spaces of its own.

    Examples:
        >>> set_in("Level: red", "en"), ascii(set_in("Niveau: rouge", "fr"))
        ('Level: red', "'Niveau\\xa0: rouge'")
    """
    return spaced(text) if language == "fr" else text


def spaced_html(html: str) -> str:
    r"""Return French HTML whose text, but not whose tags, has the spaces of French.

    Args:
        html: A part of a page, without a style or script element.

    Examples:
        >>> ascii(spaced_html('<p title="a; b">Niveau: 1 &amp; 2</p>'))
        '\'<p title="a; b">Niveau\\xa0: 1 &amp; 2</p>\''
    """
    parts = _TAG.split(html)
    parts[::2] = (escape(spaced(unescape(text)), quote=False) for text in parts[::2])
    return "".join(parts)


def figures(text: str, language: str) -> str:
    """Return figures with the decimal sign of a language.

    Args:
        text: Figures with decimal points.
        language: `en`, `fr` or `nl`; only English keeps the point.

    Examples:
        >>> figures("4.13; 86.6 %", "nl")
        '4,13; 86,6 %'
    """
    return text if language == "en" else _POINT.sub(",", text)


def _block(block: Block) -> Block:
    if isinstance(block, Line):
        # Each renderer ends a label with a colon; the space before it belongs to the label.
        label = block.label and spaced(block.label) + _FULL
        details = tuple(map(spaced, block.details))
        return attrs.evolve(block, text=spaced(block.text), label=label, details=details)
    if isinstance(block, Heading):
        return attrs.evolve(block, text=spaced(block.text))
    if isinstance(block, Section):
        lines = tuple(line for line in map(_block, block.lines) if isinstance(line, Line))
        return attrs.evolve(block, title=spaced(block.title), lines=lines)
    rows = tuple(tuple(map(spaced, row)) for row in block.rows)
    return Table(tuple(map(spaced, block.head)), rows, block.levels)
