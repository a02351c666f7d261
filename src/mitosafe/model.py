"""The data dictionary: what the list is made of, as frozen values.

Nothing here knows how the data is written down (that is `decode`), what level
follows from it (`judge`) or how it is shown (`render`). The closed vocabularies
that carry meaning for the judging rule are enumerations; those that are only
shown (conditions, circumstances, mechanisms, ...) are `Term` records in the data.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NewType

import attrs

from mitosafe.errors import Contradiction, WrongType

#: The id of a drug, substance, measure or group: a slug of its INN or name.
SubjectId = NewType("SubjectId", str)
#: The id of a cited source.
SourceId = NewType("SourceId", str)
#: The id of a term of a closed vocabulary.
TermId = NewType("TermId", str)
#: The id of a release, such as `2026.2`; a correction has a third part.
ReleaseId = NewType("ReleaseId", str)

#: The languages in which everything that a user can be shown exists.
LANGUAGES = ("en", "fr", "nl")

#: The version of the judging rule; a release that was published keeps the one it was made with.
RULE = 2

#: The population of a statement that is about every primary mitochondrial disease.
ANY_PMD = TermId("any-pmd")

#: The use that is meant unless a local one is known: by mouth, by vein, by injection.
SYSTEMIC = TermId("systemic")


class _Vocabulary(enum.StrEnum):
    """A closed vocabulary whose members equal their text and have no order.

    Texts do have one, by the alphabet, which puts `red` between `orange` and `yellow`: a
    comparison that means nothing is refused, so that none is wrong in silence.
    """

    def _above(self, other: object) -> int:
        """Return how far above another member, or the text of one, it stands."""
        message = f"{type(self).__name__} has no order: {self.value!r} and {other!r}"
        raise TypeError(message)

    def __lt__(self, other: object) -> bool:
        """Compare by the order of definition, if there is one."""
        return self._above(other) < 0

    def __le__(self, other: object) -> bool:
        """Compare by the order of definition, if there is one."""
        return self._above(other) <= 0

    def __gt__(self, other: object) -> bool:
        """Compare by the order of definition, if there is one."""
        return self._above(other) > 0

    def __ge__(self, other: object) -> bool:
        """Compare by the order of definition, if there is one."""
        return self._above(other) >= 0


class _Ordered(_Vocabulary):
    """A closed vocabulary whose members are ordered as they are written."""

    def __init__(self, _value: str) -> None:
        """Number the members, as they are made in the order of definition."""
        self._height = len(type(self).__members__)

    def _above(self, other: object) -> int:
        kind = type(self)
        if type(other) is kind:
            return self._height - other._height
        found = next((m for m in kind if m == other), None) if type(other) is str else None
        if found is None:
            message = f"{self!r} and {other!r} cannot be compared"
            raise TypeError(message)
        return self._height - found._height


class Level(_Ordered):
    """How much care a medicine needs; the order is the order of severity.

    The meanings are those that International Mito Patients gave the three colours;
    the colour of each medicine is assigned by the rule of this list, not by them.
    """

    #: Experimental data: may be used under strict monitoring of side effects.
    YELLOW = "yellow"
    #: Experimental data and single case reports: caution, discuss with a specialist.
    ORANGE = "orange"
    #: Profound evidence: contraindicated.
    RED = "red"


def worst_of(levels: Iterable[Level | None]) -> Level | None:
    """Return the worst of some levels; none if there is none.

    Args:
        levels: Levels, and none where nothing warns.

    Examples:
        >>> worst_of([Level.YELLOW, None, Level.RED, Level.ORANGE])
        <Level.RED: 'red'>
    """
    return max((level for level in levels if level is not None), default=None)


class Outcome(_Vocabulary):
    """What became of an entry; none of these says that a medicine is free of risk."""

    #: On the list with a level.
    LISTED = "listed"
    #: A cited source considers it acceptable, and nothing standing says otherwise.
    ACCEPTABLE = "acceptable"
    #: A known medicine of which this release says nothing.
    NOT_ASSESSED = "not-assessed"
    #: The text is the name of more than one medicine.
    AMBIGUOUS = "ambiguous"
    #: No medicine was understood in the entry.
    UNRECOGNISED = "unrecognised"
    #: There was nothing in the entry.
    EMPTY = "empty"


class Verdict(_Vocabulary):
    """What a source says is to be done; the wording of each is in the terms."""

    CONTRAINDICATED = "contraindicated"
    AVOID = "avoid"
    #: To be avoided, unless the matter is grave and nothing else will do.
    AVOID_UNLESS_NO_ALTERNATIVE = "avoid-unless-no-alternative"
    AVOID_IF_POSSIBLE = "avoid-if-possible"
    CAUTION = "caution"
    MONITOR = "monitor"
    MAY_AFFECT = "may-affect"
    NOT_CONTRAINDICATED = "not-contraindicated"
    ACCEPTABLE = "acceptable"

    @property
    def warns(self) -> bool:
        """Whether the verdict is a warning (the last two are not)."""
        return self is not Verdict.NOT_CONTRAINDICATED and self is not Verdict.ACCEPTABLE


class Evidence(_Ordered):
    """The kind of evidence that a statement rests on, the weakest first."""

    EXPERIMENTAL = "experimental"
    CASE_REPORTS = "case-reports"
    CONSENSUS = "consensus"
    PROFOUND = "profound"


class SourceRank(_Ordered):
    """The standing of a source, the lowest first."""

    #: A page of a clinic or of a patient organisation.
    PAGE = "page"
    #: A review, a cohort, a case report.
    STUDY = "study"
    #: A chapter of a curated book (GeneReviews).
    CHAPTER = "chapter"
    #: A regulator or a consensus guideline.
    AUTHORITY = "authority"


class ReadExtent(_Vocabulary):
    """How much of a source was read by those who encoded it."""

    WHOLE = "whole"
    PART = "part"
    ABSTRACT = "abstract"
    SECOND_HAND = "second-hand"

    @property
    def counts_as_read(self) -> bool:
        """Whether the text itself was read, and not only its abstract or what others say of it."""
        return self in (ReadExtent.WHOLE, ReadExtent.PART)


class Standing(_Vocabulary):
    """Whether a subject is a medicine in use, to which what is said of a class can be applied."""

    IN_USE = "in-use"
    #: Taken from the market, such as for harm to the liver.
    WITHDRAWN = "withdrawn"
    #: Taken otherwise than as a medicine.
    NON_MEDICAL = "non-medical"


class SubjectKind(_Vocabulary):
    """What a subject is."""

    MEDICINE = "medicine"
    #: Something taken or given that is not a medicine (alcohol, a fluid).
    SUBSTANCE = "substance"
    #: Something done (a diet, smoking, anaesthesia).
    MEASURE = "measure"
    GROUP = "group"


class About(_Vocabulary):
    """What a background record is about; background never gives a verdict."""

    MECHANISM = "mechanism"
    TREATMENT = "treatment"
    CONTEXT = "context"


@attrs.frozen(kw_only=True)
class Words:
    """One text in the three languages of the list."""

    en: str
    fr: str
    nl: str

    def __getitem__(self, language: str) -> str:
        """Return the text in a language (`en`, `fr` or `nl`)."""
        return str(getattr(self, language))


@attrs.frozen(kw_only=True)
class Term:
    """One term of a closed vocabulary, with its wording in each language."""

    id: TermId
    #: The vocabulary it belongs to: `conditions`, `circumstances`, `verdicts`, ...
    vocabulary: str
    #: The short wording.
    words: Words
    #: A longer wording: what to do at a level, what an outcome means, what a condition is.
    explain: Words | None = None
    #: The wider conditions of which this one is a kind; having it is having them all.
    parents: tuple[TermId, ...] = ()
    #: What a condition is: `disorder`, `gene`, `variant`, `carrier` (who need not be ill),
    #: `suspicion` or `feature`; none of any other term.
    kind: str | None = None
    #: Conditions that nobody has who has this one.
    excludes: tuple[TermId, ...] = ()
    #: The conditions that settle a suspicion, whether they are confirmed or ruled out.
    settled_by: tuple[TermId, ...] = ()
    #: The genes, each with its id: `POLG (HGNC:9179)`.
    genes: tuple[str, ...] = ()
    #: Ids of the same thing elsewhere, such as `ORPHA:550`; those of a condition stand in
    #: `condition_codes.tsv`.
    ids: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Source:
    """A cited source, once."""

    id: SourceId
    #: The exact title; none where it was not kept.
    title: str | None = None
    #: The language of the title, such as `en` or `ja`; none where it has none.
    title_language: str | None = None
    #: Our description in each language, in place of a title that was not kept.
    titles: Words | None = None
    #: Who wrote it; none where that is not known.
    authors: str | None = None
    #: Date of publication or last revision: `2024`, `2024-02` or `2024-02-07`; none if unknown.
    date: str | None = None
    #: Where it can be read; none where no address was kept.
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    rank: SourceRank
    read: ReadExtent
    #: Other addresses at which the same source was read.
    also: tuple[str, ...] = ()
    #: Documents of the same body that this one replaces.
    updates: tuple[SourceId, ...] = ()

    def called(self, language: str) -> str:
        """Return the title, or our description in a language where the title was not kept.

        Args:
            language: `en`, `fr` or `nl`; a title is shown in its own language.

        Returns:
            What to print; of a source with neither, its id.

        Examples:
            >>> import mitosafe
            >>> mitosafe.Dataset.packaged().sources["prac2014"].called("fr")
            'Recommandation du PRAC sur le valproate et la toxicité mitochondriale (2014)'
        """
        return self.titles[language] if self.titles else self.title or self.id


@attrs.frozen(kw_only=True)
class Review:
    """A clinician's review of a statement."""

    #: The role and body of the reviewer, never a private person.
    by: str
    #: The date of the review, ISO 8601.
    date: str
    #: The seal of what was reviewed (`loading.digests.seal`); where it is given, it must be
    #: that of the statement, so that no review outlives what it was of.
    of: str | None = None


@attrs.frozen(kw_only=True)
class Statement:
    """One thing that one source says of one drug, substance, measure or group."""

    id: str
    subject: SubjectId
    verdict: Verdict
    evidence: Evidence
    source: SourceId
    #: Where in the source, or at which address it was read.
    locator: str
    #: The release from which it counts.
    since: ReleaseId
    #: The records of the project's fact file that it encodes; a hospital's own row has none.
    facts: tuple[str, ...] = ()
    #: For whom it is said: the id of a condition.
    population: TermId = ANY_PMD
    #: In which use it is said (duration, dose, route): the id of a circumstance.
    circumstance: TermId | None = None
    mechanisms: tuple[TermId, ...] = ()
    monitoring: tuple[TermId, ...] = ()
    #: The source's own grade: the id of a term of `grades`.
    grade: TermId | None = None
    #: What was counted, in figures only, such as `53/102 (52 %)`.
    figures: str | None = None
    #: The date of the source at the time it said this; none if unknown.
    stated: str | None = None
    note: Words | None = None
    #: How much of the source was read for this statement, where that differs from the rest of it.
    read: ReadExtent | None = None
    #: The release from which it no longer counts (a correction), and why.
    withdrawn: ReleaseId | None = None
    reason: Words | None = None
    reviewed: Review | None = None
    #: Whether the row comes from a hospital's own folder and not from the packaged list.
    local: bool = False


def reviews(statements: Iterable[Statement]) -> tuple[Review, ...]:
    """Return the reviews of statements, once each, if every one of them is reviewed.

    Args:
        statements: All that an answer rests on or shows.

    Returns:
        The reviews, the oldest first; none as long as one statement has none, and none
        of nothing: where no statement is shown, there is nothing that was reviewed.
    """
    found = [statement.reviewed for statement in statements]
    given = {review for review in found if review is not None}
    return tuple(sorted(given, key=lambda r: (r.date, r.by))) if all(found) else ()


@attrs.frozen(kw_only=True)
class Background:
    """What a source says of mechanism, treatment or context; it gives no verdict."""

    subject: SubjectId
    about: About
    source: SourceId
    locator: str
    since: ReleaseId
    facts: tuple[str, ...]
    mechanisms: tuple[TermId, ...] = ()
    note: Words | None = None


@attrs.frozen(kw_only=True)
class Names:
    """The preferred name in each language; en, fr and nl always, others where sourced."""

    en: str
    fr: str
    nl: str
    de: str | None = None
    es: str | None = None
    it: str | None = None
    pt: str | None = None

    def __getitem__(self, language: str) -> str:
        """Return the name in a language of the list (`en`, `fr` or `nl`)."""
        return str(getattr(self, language))


@attrs.frozen(kw_only=True)
class Codes:
    """Codes of a drug in public systems."""

    #: ATC codes at level 5; one drug has several, by route and use.
    atc: tuple[str, ...] = ()
    #: ATC codes that were in force once.
    atc_former: tuple[str, ...] = ()
    #: RxNorm concept ids: the ingredient first, then precise ingredients and brands.
    rxnorm: tuple[str, ...] = ()
    unii: tuple[str, ...] = ()
    cas: tuple[str, ...] = ()
    wikidata: tuple[str, ...] = ()
    drugbank: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Drug:
    """One medicine, or one substance or measure that the sources speak of.

    Examples:
        >>> import mitosafe
        >>> mitosafe.drug("valproic acid").names.fr
        'acide valproïque'
    """

    id: SubjectId
    kind: SubjectKind
    names: Names
    #: Languages of `names` that no source gives and that were supplied by the project.
    unsourced: tuple[str, ...] = ()
    codes: Codes = Codes()
    #: The groups it belongs to.
    groups: tuple[SubjectId, ...] = ()
    indications: tuple[TermId, ...] = ()
    statements: tuple[Statement, ...] = ()
    background: tuple[Background, ...] = ()
    #: Whether it is in use as a medicine; what is accepted of a class is said of those that are.
    standing: Standing = Standing.IN_USE
    #: The release from which it is on the list.
    since: ReleaseId = ReleaseId("2010.1")

    @property
    def in_use(self) -> bool:
        """Whether it is in use as a medicine."""
        return self.standing is Standing.IN_USE

    def __repr__(self) -> str:
        """Return the id and how much is said of it; the statements are in `statements`."""
        return f"<Drug {self.id}: {len(self.statements)} statements>"


@attrs.frozen(kw_only=True, repr=False)
class Group:
    """A group of medicines of which a source speaks as a whole."""

    id: SubjectId
    names: Names
    kind: SubjectKind = SubjectKind.GROUP
    #: Other names of the group, in any language.
    synonyms: tuple[str, ...] = ()
    #: ATC codes whose beginning marks a member.
    atc: tuple[str, ...] = ()
    #: Drugs with such a code that the sources do not mean.
    exceptions: tuple[SubjectId, ...] = ()
    #: Whether the sources name no member, so that none is attached.
    open: bool = False
    statements: tuple[Statement, ...] = ()
    background: tuple[Background, ...] = ()
    since: ReleaseId = ReleaseId("2010.1")

    def __repr__(self) -> str:
        """Return the id and how much is said of it; the statements are in `statements`."""
        return f"<Group {self.id}: {len(self.statements)} statements>"


@attrs.frozen(kw_only=True)
class Release:
    """One half-yearly release of the list, or a correction of one.

    Examples:
        >>> import mitosafe
        >>> mitosafe.release("2024.1").reconstructed
        True
    """

    id: ReleaseId
    #: The day it was made, ISO 8601; of a reconstructed one, the last day it covers.
    date: str
    previous: ReleaseId | None = None
    #: Whether it was made afterwards, from the dates of publication.
    reconstructed: bool = False
    #: Why a correction was made.
    reason: Words | None = None
    #: The version of the judging rule by which it judges.
    rule: int = RULE
    #: SHA-256 over the canonical form of its verdicts.
    digest: str

    @property
    def key(self) -> tuple[int, ...]:
        """The id as numbers, for ordering."""
        return release_key(self.id)


@lru_cache(maxsize=1_000)
def release_key(release: str) -> tuple[int, ...]:
    """Return a release id as numbers, for ordering.

    Args:
        release: An id such as `2026.2` or `2026.2.1`.

    Returns:
        Its parts as integers.

    Raises:
        ValueError: If a part is not a number.

    Examples:
        >>> release_key("2024.1") < release_key("2026.2") < release_key("2026.2.1")
        True
    """
    return tuple(int(part) for part in release.split("."))


def _several(ids: Iterable[str]) -> frozenset[str]:
    """Take ids as a set; one text alone would be taken letter by letter."""
    if isinstance(ids, str):
        raise WrongType("has or lacks", ids, f"a set of ids, such as {{{ids!r}}}")
    return frozenset(ids)


@attrs.frozen(kw_only=True)
class Patient:
    """What is known of a patient: conditions and circumstances of use, by id.

    Args:
        has: What the patient has (or how the medicine is to be given).
        lacks: What is known not to hold. What is in neither is unknown.

    Raises:
        WrongType: If one text is given where a set of ids is expected.
        Contradiction: If something is in both.

    Examples:
        >>> Patient(has={"polg"}).has
        frozenset({'polg'})
    """

    has: frozenset[str] = attrs.field(factory=frozenset, converter=_several)
    lacks: frozenset[str] = attrs.field(factory=frozenset, converter=_several)

    @has.validator
    def _not_both(self, _attribute: object, value: frozenset[str]) -> None:
        both = value & self.lacks
        if both:
            raise Contradiction(both)


#: Of whom nothing is known, but a primary mitochondrial disease.
NOBODY = Patient()


@attrs.frozen(kw_only=True)
class Condition:
    """For whom and in which use something is said; the empty one is everybody."""

    population: TermId = ANY_PMD
    circumstance: TermId | None = None

    @property
    def general(self) -> bool:
        """Whether it is every primary mitochondrial disease in any use."""
        return self.population == ANY_PMD and self.circumstance is None


TermTable = Mapping[str, Mapping[str, Term]]
