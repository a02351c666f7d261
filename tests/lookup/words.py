"""An invented index and invented tables of words, from which readers are made for tests."""

from __future__ import annotations

from mitosafe.lookup.index import Index
from mitosafe.lookup.names import Tables
from mitosafe.lookup.reader import Matcher, Reading

#: Names and their lines, as the look-up table has them; without a tab they are of no list.
NAMES = {
    "exemplin": "exemplin\tinn\texemplin",
    "otherol": "Otherol\tbrand\totherin",
    "otherin": "otherin\tinn\totherin",
    "otherol twin": "Otherol Twin\tbrand\totherin+exemplin",
    "otherol 4": "Otherol No. 4\tbrand\totherin+exemplin",
    "vigorin": "Vigorin\tbrand\tvigorin",
    "vigorin no 2": "Vigorin No. 2\tbrand\tvigorin+exemplin",
    "hydroexemplin": "hydroexemplin\tinn\thydroexemplin",
    "apoexemplin": "apoexemplin\tinn\tapoexemplin",
    "9 exa": "9-EXA\tsynonym\tmesalin",
    "calmth": "Calmth\tbrand\tcalmine",
    "stillness": "Stillness\tbrand\tstillin",
    "jeuné": "jeuné\tsynonym\trest",
    "sleep": "sleep\tsynonym\tdeep-sleep",
    "plainol": "plainol",
    "exq": "EXQ\tabbreviation\texemplin\tan everyday thing",
    "duplin": "Duplin\tbrand\texemplin|otherin",
}
DANGEROUS = {
    "exd": "EXD\tdangerous-abbreviation\texemplin\tsomething else",
    "exz": "EXZ\tdangerous-abbreviation\texemplin|otherin",
    "per": "PER\tdangerous-abbreviation\texemplin",
}
ORDINARY = {
    "calmth": "en\tcapital\t",
    "stillness": "en\tdose\trest",
    "jeune": "fr\taccent\t",
}
WORDS = {
    "unit": "mg ml",
    "form": "tablet cream drops injection patch solvent",
    "frequency": "daily weekly night",
    "filler": "the of and to with per a was for medication",
    "company": "apo acme",
    "salt": "sodium tartrate",
    "release": "retard",
    "packaging": "box",
    "context": "perhaps",
}
PHRASES = """no\tnegation\ten
not\tnegation\ten
geen\tnegation\tnl
non\tnegation\ten
w/o\tnegation\ten
isn't\tnegation\ten
free\tnegation:suffix\ten
z/\tnegation\tnl
stopped\tstop\ten
stop\tstop:after\ten
on hold\tstop\ten
allergy\tallergy\ten
allergic to\tallergy:after\ten
allergies\tallergy\ten
avoid\tavoid\ten
previously\thistory\ten
earlier\thistory:after\ten
level\tlaboratory\ten
switched from\tswitch:after\ten
replaced by\tswitch:before\ten
started\tstart\ten
restarted\tstart\ten
on\ton\ten
then\tthen\ten
retard\tcontents\ten
night\tcontents\ten
pre\tprefix\ten
eye drops\tform\ten"""
USES = """cream\ttopical\ten
eye drops\ttopical\ten
eye\tocular\ten
airborne\tinhaled\ten"""
QUALIFIERS = """sleep\tlight|half\tbefore\trest
exemplin\tmock\tbefore\t-
exemplin\tscale|2\tafter\t-
plainol\tserum|score|stopped\tbeside\t-"""


def index() -> Index:
    """Return the invented index."""
    names = {name.replace("é", "e"): line for name, line in NAMES.items()}
    seconds: dict[str, str] = {}
    for name in (*names, *DANGEROUS):
        first, _, rest = name.partition(" ")
        if rest:
            seconds[first] = f"{seconds.get(first, '')} {rest.split()[0]}".strip()
    known = Tables(
        names=names, seconds=seconds, dangerous=DANGEROUS, ordinary=ORDINARY, countries=""
    )
    words = [f"{word}\t{kind}\ten" for kind, words in WORDS.items() for word in words.split()]
    return Index(
        names=known.names,
        seconds=known.seconds,
        dangerous=known.dangerous,
        ordinary=known.ordinary,
        countries=known.countries,
        codes=[],
        words=words,
        routes=[],
    )


TABLES = {"phrases.tsv": PHRASES, "uses.tsv": USES, "qualifiers.tsv": QUALIFIERS}
MATCHER = Matcher(index(), {name: table.splitlines() for name, table in TABLES.items()})


def read(text: str) -> Reading:
    """Read a text with the invented tables."""
    return MATCHER.read(text)


def found(text: str) -> list[str]:
    """Return the names found in a text."""
    return [match.name for match in read(text).matches]


def told(text: str) -> list[tuple[str, str]]:
    """Return the text of each segment, and what became of it."""
    return [(segment.text, segment.fate.value) for segment in read(text).segments]


def said(text: str) -> dict[str, str | None]:
    """Return what is said of each name that is found."""
    reading = read(text)
    return {match.name: reading.said(match) for match in reading.matches}
