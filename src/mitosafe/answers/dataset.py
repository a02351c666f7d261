"""The questions, and the list that answers them.

A `Dataset` is one list: the packaged one, a hospital's own, or a hospital's own over
the packaged one. The functions of the door ask the packaged one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mitosafe._text.folding import fold
from mitosafe.answers import containers
from mitosafe.answers.answer import Answer, Report, Suggestion
from mitosafe.answers.contents import Layers
from mitosafe.answers.diff import ReleaseDiff, change
from mitosafe.answers.view import View
from mitosafe.directory.questions import DirectoryQuestions
from mitosafe.errors import (
    Contradiction,
    DataError,
    UnknownDrug,
    UnknownRelease,
    UnknownValue,
    WrongType,
)
from mitosafe.judge import Judgement, Knowledge
from mitosafe.lookup.codes import LIST
from mitosafe.lookup.index import Index, Match
from mitosafe.lookup.lexis import READ
from mitosafe.lookup.reader import Matcher
from mitosafe.lookup.systems import system as system_name
from mitosafe.model import (
    NOBODY,
    Drug,
    Level,
    Outcome,
    Patient,
    Release,
    Statement,
    TermId,
)

if TYPE_CHECKING:
    from mitosafe.answers.alternatives import Option
    from mitosafe.lookup.loaded_codes import CodesReport

#: Codes of countries under which others know them.
_SAME_COUNTRY = {"GB": "UK"}
#: The list as seen for a patient is kept; past this many, the memory starts anew.
_REMEMBER = 1_000


class Dataset(Layers, DirectoryQuestions):
    """One list, which answers every question.

    Examples:
        >>> import mitosafe
        >>> dataset = mitosafe.Dataset.packaged()
        >>> dataset.check("linezolid").level.value
        'orange'
    """

    #: What was read of the tables of codes that were loaded, the newest first.
    loaded_codes: tuple[CodesReport, ...] = ()

    def _begin(self) -> None:
        super()._begin()
        self._views: dict[object, View] = {}

    @staticmethod
    def packaged() -> Dataset:
        """Return the list that travels with the package, read when first asked for.

        Returns:
            Always the same one, which the functions of the door ask too. Two threads that
            ask first at the same moment may each read it; what they are given is equal.
        """
        from mitosafe.answers import packaged

        return packaged.dataset()

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the list by the rows it was read from."""
        return Dataset, (self._layers,)

    @cached_property
    def index(self) -> Index:
        """The look-up tables of names and codes."""
        from mitosafe.validation import validate

        return validate.build_index(self._layers)

    @cached_property
    def matcher(self) -> Matcher:
        """What reads entries."""
        tables = {
            name: [line for layer in self._layers[::-1] for line in layer.tables.get(name, ())]
            for name in READ
        }
        return Matcher(self.index, tables)

    # Questions

    def view(
        self,
        release: str | None = None,
        patient: Patient | None = None,
        country: str | None = None,
    ) -> View:
        """Return the list as of a release, for a patient, in a country; all are checked."""
        asked = release if patient is None and country is None else (release, patient, country)
        try:
            return self._views[asked]
        except (KeyError, TypeError):  # Not asked before; or not hashable, and so none there is.
            known = NOBODY if patient is None else patient
        made = View(self, self.release(release), self._checked(known), self._country(country))
        return self._viewed(asked, made, known)

    def view_of(self, release: Release, patient: Patient) -> View:
        """Return the list for a patient of whom records may contradict each other.

        Args:
            release: The release.
            patient: What was read of the patient. Of conditions that exclude each other
                both hold here, since none of the records is dropped.

        Returns:
            The view.
        """
        made = View(self, release, patient)
        return self._viewed((release.id, patient, None), made, patient)

    def _viewed(self, asked: object, made: View, patient: Patient) -> View:
        """Keep a view under what was asked; past some patients, begin anew."""
        if len(self._views) > _REMEMBER:
            self._views.clear()
        plain = patient == NOBODY and made.country is None
        whole = made.release.id if plain else (made.release.id, patient, made.country)
        kept = self._views.setdefault(whole, made)
        self._views[asked] = kept
        return kept

    def _country(self, country: str | None) -> str | None:
        known = self.index.countries
        code = _SAME_COUNTRY.get(country, country) if isinstance(country, str) else country
        if code is not None and code not in known:
            raise UnknownValue("country", country, known)
        return code

    def _checked(self, patient: Patient) -> Patient:
        if not isinstance(patient, Patient):
            expected = 'a mitosafe.Patient, such as Patient(has={"polg"})'
            raise WrongType("patient", patient, expected)
        known = self._terms("conditions").keys() | self._terms("circumstances").keys()
        for value in sorted(patient.has | patient.lacks, key=str):
            if value not in known:
                near = _near(str(value), known) or sorted(known)
                raise UnknownValue("condition", value, near, complete=len(near) > 5)
        said = Knowledge(patient, self.parents)
        if said.contradiction or said.clash:
            raise Contradiction(said.contradiction, excluding=said.clash)
        return patient

    def check(
        self,
        entry: object,
        *,
        system: str | None = None,
        text: object = None,
        patient: Patient | None = None,
        release: str | None = None,
        country: str | None = None,
    ) -> Answer:
        """Say what the list says of one medication entry.

        Args:
            entry: The text of the entry as it stands in the record, or a code. What
                is not text is answered as not understood; None is answered as empty.
            system: The system of a code: `atc`, `rxnorm`, `unii`, `cas`, a FHIR URI,
                ...; none for a name.
            text: The text that stands beside a code. Both are read; where they name
                different medicines both are answered, and `conflict` says so.
            patient: What is known of the patient.
            release: The id of a release; none for the newest.
            country: The code of the country where the entry was written, such as `NL`: it
                decides what a brand means that differs between countries.

        Returns:
            The answer. It is never true or false.

        Raises:
            UnknownRelease: If there is no such release.
            UnknownValue: If the system, the country or a condition of the patient is
                not known.
            WrongType: If the entry is a list, a dictionary, a column or a data frame, or the
                patient is not a `Patient`.

        Examples:
            >>> import mitosafe
            >>> answer = mitosafe.check("Dépakine Chrono 500 mg, comprimé")
            >>> answer.worst.value, answer.findings[0].drug.id
            ('red', 'valproic-acid')
            >>> mitosafe.check("N03AG01", system="atc").worst.value
            'red'
            >>> mitosafe.check("N03AG01", system="atc", text="amlodipine 5 mg").conflict
            CodeConflict(code=('valproic-acid',), text=('~amlodipine',))
            >>> mitosafe.check("Aceon", country="US").findings[0].drug.id
            'perindopril'
        """
        containers.one_entry(entry)
        name = "name" if system is None else system_name(system)
        view = self.view(release, patient, country)
        return view.check(entry, name) if text is None else view.check_both(entry, name, text)

    def check_all(
        self,
        entries: Iterable[object],
        *,
        system: str | None = None,
        patient: Patient | None = None,
        release: str | None = None,
        country: str | None = None,
    ) -> Report:
        """Answer every entry of a list, in order; nothing is dropped.

        Args:
            entries: Texts or codes, or a column of them; anything else in it is answered as
                not understood, and None as empty.
            system: The system of the codes; none for names.
            patient: What is known of the patient.
            release: The id of a release; none for the newest.
            country: The code of the country where the entry was written, such as `NL`: it
                decides what a brand means that differs between countries.

        Returns:
            A report with as many answers as there are entries.

        Raises:
            UnknownRelease: If there is no such release.
            UnknownValue: If the system, the country or a condition of the patient is not
                known.
            WrongType: If `entries` is one text, a dictionary, a data frame or rows, or
                cannot be gone through; the error says what to call instead.

        Examples:
            >>> import mitosafe
            >>> [a.outcome.value for a in mitosafe.check_all(["midazolam", "zzyzx"])]
            ['acceptable', 'unrecognised']
        """
        listed = containers.many(entries)
        name = "name" if system is None else system_name(system)
        view = self.view(release, patient, country)
        answers = tuple(view.check(entry, name) for entry in listed)
        return Report(answers=answers, release=view.release, lexicon=self)

    def check_list(
        self,
        text: str,
        *,
        patient: Patient | None = None,
        release: str | None = None,
        country: str | None = None,
    ) -> Report:
        r"""Answer a pasted list of medicines, one answer a line.

        Args:
            text: The list: a medicine a line, numbered, or parted by semicolons.
            patient: What is known of the patient.
            release: The id of a release; none for the newest.
            country: The code of the country where the list was written, such as `NL`.

        Returns:
            A report with an answer for each line in which anything is written.

        Raises:
            UnknownRelease: If there is no such release.
            UnknownValue: If the country or a condition of the patient is not known.
            WrongType: If `text` is not text.

        Examples:
            >>> import mitosafe
            >>> report = mitosafe.check_list("1. Depakine 500\\n2. weekly injection")
            >>> [answer.outcome.value for answer in report]
            ['listed', 'unrecognised']
        """
        if not isinstance(text, str):
            raise WrongType("text", text, "a list of medicines as text")
        lines = self.matcher.lines(text)
        return self.check_all(lines, patient=patient, release=release, country=country)

    def drugs(
        self,
        *,
        level: Level | str | None = None,
        group: str | None = None,
        indication: str | None = None,
        release: str | None = None,
    ) -> tuple[Drug, ...]:
        """Return the drugs, substances and measures that the list speaks of.

        Args:
            level: Only those whose worst level this is; without it, every one of
                which the release says something.
            group: Only members of this group, by id.
            indication: Only those used for this, by id of the term.
            release: The id of a release; none for the newest.

        Returns:
            The drugs in the order of their ids.

        Raises:
            UnknownRelease: If there is no such release.
            UnknownValue: If the level, group or indication is not known.

        Examples:
            >>> import mitosafe
            >>> "gentamicin" in [d.id for d in mitosafe.drugs(level="red", group="aminoglycosides")]
            True
        """
        view = self.view(release)
        wanted = None if level is None else _level(level)
        if group is not None and group not in self.group_ids():
            raise UnknownValue("group", group, self.group_ids())
        if indication is not None:
            self.term("indications", indication)
        return tuple(
            drug
            for drug in self.everything()
            if (group is None or group in drug.groups)
            and (indication is None or indication in drug.indications)
            and _is_said(view.judgement(drug), wanted)
        )

    def options(
        self, indication: str, *, patient: Patient | None = None, release: str | None = None
    ) -> tuple[Option, ...]:
        """Return what a source accepts for a use and no standing warning touches.

        Args:
            indication: What it is used for, by id of the term.
            patient: What is known of the patient.
            release: The id of a release; none for the newest.

        Returns:
            The options, the best supported first, each with the conditions of its
            acceptance and its own questions; none of them is a recommendation.

        Raises:
            UnknownRelease: If there is no such release.
            UnknownValue: If the indication or a condition of the patient is not known.
            WrongType: If the patient is not a `Patient`.
        """
        self.term("indications", indication)
        return self.view(release, patient).options(TermId(indication))

    def universal(self, release: str) -> tuple[Statement, ...]:
        """Return what a release says of every new medicine; nothing where the list has none."""
        return self.view(release).universal()

    def drug(self, id_or_name_or_code: str) -> Drug:
        """Return one drug by its id, a name of it, or a code.

        Args:
            id_or_name_or_code: `valproic-acid`, `Depakine`, `N03AG01`, ...

        Returns:
            The drug.

        Raises:
            UnknownDrug: If nothing on the list has it, with near names; that says
                nothing of the safety of what was asked for.

        Examples:
            >>> import mitosafe
            >>> mitosafe.drug("gentamicine").id
            'gentamicin'
        """
        if not isinstance(id_or_name_or_code, str):
            expected = "the id, a name or a code of a drug"
            raise WrongType("id_or_name_or_code", id_or_name_or_code, expected)
        wanted = id_or_name_or_code.strip()
        match = self.index.name(fold(wanted)) or self._by_code(wanted)
        listed = [s for s in (match.subjects if match else ()) if s[0] != "~"]
        if len(listed) == 1 and isinstance(found := self.subject(listed[0]), Drug):
            return found
        drugs = set(self.subject_ids())
        perhaps = [s for s in (*listed, *match.candidates) if s in drugs] if match else []
        near = [s.name for s in self.suggest((fold(wanted),)) if drugs.intersection(s.subjects)]
        raise UnknownDrug("drug", id_or_name_or_code, (perhaps or near)[:5], complete=False)

    def _by_code(self, wanted: str) -> Match | None:
        systems = ("mitosafe", "atc", "unii", "cas", "rxnorm", "drugbank", "wikidata")
        found = (self.index.code(name, wanted) for name in systems)
        # The code of a product is not that of one drug, even where only one in it is listed.
        own = (m for m in found if m is not None and m.origin and m.origin.table == LIST)
        return next((m for m in own if not m.of_group), None)

    def release(self, id: str | None = None) -> Release:
        """Return a release by its id, or the newest.

        Args:
            id: Such as `2026.2`; none for the newest.

        Returns:
            The release.

        Raises:
            UnknownRelease: If there is none of this id, with the ids there are.
            WrongType: If it is a release and not its id.

        Examples:
            >>> import mitosafe
            >>> mitosafe.release().id
            '2026.2.1'
        """
        if isinstance(id, Release):
            raise WrongType("release", id, f"an id, such as {id.id!r}")
        known = self.releases()
        if id is None:
            return known[-1]
        for release in known:
            if release.id == id:
                return release
        raise UnknownRelease("release", id, [r.id for r in known])

    def releases(self) -> tuple[Release, ...]:
        """Return every release, the oldest first.

        Examples:
            >>> import mitosafe
            >>> mitosafe.releases()[0].id
            '2010.1'
        """
        for layer in self._layers:
            if layer.releases:
                return layer.releases
        raise UnknownRelease("release", None, [])

    def diff(self, old: str, new: str) -> ReleaseDiff:
        """Say what changed between two releases.

        Args:
            old: The id of the older release.
            new: The id of the newer one.

        Returns:
            A change for each drug and group whose answer or deciding statements
            differ, with the statements that caused it.

        Raises:
            UnknownRelease: If either does not exist.

        Examples:
            >>> import mitosafe
            >>> change = next(c for c in mitosafe.diff("2017.2", "2024.1").changes
            ...               if c.drug.id == "carbamazepine")
            >>> [kind.value for kind in change.kinds]
            ['lowered', 'condition-added']
        """
        before, after = self.view(old), self.view(new)
        found = (
            change(subject, before.judgement(subject), after.judgement(subject))
            for subject in self.subjects()
        )
        return ReleaseDiff(
            old=before.release,
            new=after.release,
            changes=tuple(c for c in found if c is not None),
            corrections=tuple(
                release
                for release in self.releases()
                if release.reason and before.release.key < release.key <= after.release.key
            ),
            lexicon=self,
        )

    def load_codes(
        self,
        path: str | Path,
        *,
        system: str,
        columns: Sequence[str] = (),
        ingredient_system: str | None = None,
        table: str | None = None,
        date: str = "",
    ) -> Dataset:
        r"""Read a table of codes that is not open, such as one that a hospital has a licence for.

        Args:
            path: A text file with columns, UTF-8, with a heading: codes, and ingredients
                with `+` between them. Or the publisher's folder: of `rxnorm` with
                RXNCONSO.RRF and RXNREL.RRF, of `snomed` an RF2 snapshot, of `dmd` the XML.
            system: The system of the codes, by any name that `check` knows.
            columns: The headings of the code and of the ingredients; without them, the
                first column and the second.
            ingredient_system: The system of the ingredients, where the file has codes of
                them; without it they are names.
            table: The name of the table, as answers show it; the name of the file without it.
            date: The date of the table, as answers show it.

        Returns:
            A list that knows these codes as well; this one stays as it is. What was read
            and what was not, and why, is the first of its `loaded_codes`.

        Raises:
            DataError: If a file or column is missing, or is not of the format.
            FileNotFoundError: If there is no such file.
            UnknownValue: If a system is not known.
            WrongType: If `columns` is one text.

        Examples:
            >>> import pathlib, tempfile, mitosafe
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     file = pathlib.Path(folder, "gpk.csv")
            ...     _ = file.write_text("GPK,stof\n20664,diazepam\n")
            ...     mine = mitosafe.load_codes(file, system="gpk", date="2026-11")
            >>> mine.loaded_codes[0].codes
            1
            >>> mine.check("20664", system="gpk").findings[0].drug.id
            'diazepam'
        """
        from mitosafe.answers import own_codes

        return own_codes.load(
            self,
            path,
            system=system,
            columns=columns,
            ingredient_system=ingredient_system,
            table=table,
            date=date,
        )

    def suggest(self, unread: tuple[str, ...]) -> tuple[Suggestion, ...]:
        """Return known names near to what was not understood; they are no matches."""
        return tuple(
            Suggestion(
                text=text,
                name=match.name,
                subjects=(*match.subjects, *match.candidates),
                also=match.also,
            )
            for text, match in self.matcher.suggestions(unread)
        )


def _level(value: Level | str) -> Level:
    try:
        return Level(value)
    except ValueError:
        raise UnknownValue("level", value, [level.value for level in Level]) from None


def _is_said(judgement: Judgement, level: Level | None) -> bool:
    if level is not None:
        return judgement.worst is level
    return judgement.outcome is not Outcome.NOT_ASSESSED


def _near(value: str, known: Iterable[str]) -> list[str]:
    import difflib

    return difflib.get_close_matches(value.lower(), sorted(known), n=5, cutoff=0.5)


def load(path: str | Path, *, base: Dataset | None = None) -> Dataset:
    """Read a hospital's own list, alone or over another.

    Args:
        path: A folder in the format of the list. It needs only the files it adds to.
        base: The list that it lies over (`Dataset.packaged()`); without it the folder
            stands alone and must hold its own terms, sources and releases.

    Returns:
        A data set; every row of the folder is marked `local` in every answer.

    Raises:
        DataError: With every fault in the folder, each with its file and place.
        FileNotFoundError: If there is no such folder.
        WrongType: If the base is no data set.
    """
    from mitosafe.loading import folder as folders
    from mitosafe.validation import validate

    if not isinstance(base, Dataset | None):
        raise WrongType("base", base, "a mitosafe.Dataset, such as Dataset.packaged()")

    folder = Path(path)
    if not folder.is_dir():
        message = f"no folder {str(folder)!r}; expected one with drugs/, sources.toml, ..."
        raise FileNotFoundError(message)
    own = folders.read_all(folder, local=True)
    layers = (own, *(base._layers if base is not None else ()))
    faults = validate.faults(layers)
    if faults:
        raise DataError(faults)
    return Dataset(layers)
