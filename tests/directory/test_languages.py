"""Languages and countries: form, fit, and what to do without their names."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from mitosafe import MissingExtra, UnknownValue
from mitosafe.directory import languages
from mitosafe.directory.languages import Fit, FitKind


@pytest.fixture
def without_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the extra `directory` away."""
    for cached in (languages._distance, languages._language_names, languages._country_names):
        cached.cache_clear()
    monkeypatch.delitem(sys.modules, "mitosafe.directory.cldr", raising=False)
    monkeypatch.delattr("mitosafe.directory.cldr", raising=False)
    monkeypatch.setitem(sys.modules, "langcodes", None)
    yield
    languages._distance.cache_clear()


@pytest.mark.parametrize("tag", ["nl", "pt-BR", "zh-Hans", "zh-Hant-TW", "es-419", "gsw", "de-1996",
                                 "zh-yue", "en-x-moon"])  # fmt: skip
def test_well_formed_tags_have_no_fault(tag: str) -> None:
    """Language, script, region, variant and private part are taken."""
    assert languages.language_fault(tag) is None


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("Dutch", "no BCP 47 tag"),
        ("pt_BR", "no BCP 47 tag"),
        ("PT", "no BCP 47 tag"),
        ("pt-br", "no BCP 47 tag"),
        ("", "no BCP 47 tag"),
        ("xx", "'xx' is no language of ISO 639"),
        ("jp", "did you mean 'ja'?"),
        ("en-UK", "did you mean 'GB'?"),
    ],
)
def test_other_tags_are_refused(tag: str, said: str) -> None:
    """A tag of another form, language or region is refused, with the likely mistake."""
    assert said in str(languages.language_fault(tag))


@pytest.mark.parametrize(
    ("wanted", "has", "fit"),
    [
        ("nl", "nl", Fit(0, FitKind.EXACT)),
        ("pt", "pt-BR", Fit(1, FitKind.NARROWER)),
        ("zh", "zh-Hans", Fit(1, FitKind.NARROWER)),
        ("pt-BR", "pt", Fit(2, FitKind.WIDER)),
        ("nb", "no", Fit(4, FitKind.RELATED)),
        ("zh-CN", "zh-Hans", Fit(3, FitKind.RELATED)),
        ("zh-TW", "zh-Hans", None),
        ("nan", "na", None),
        ("nl", "de", None),
    ],
)
def test_languages_fit_by_prefix_and_by_closeness(wanted: str, has: str, fit: Fit | None) -> None:
    """A tag is found by its beginning (RFC 4647), a close language after all others."""
    found = languages.language_fit(wanted, has)
    assert fit == found
    assert (fit.how if fit else None) == (found.how if found else None)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("NL", "nl"),
        (" pt_br ", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("en-X-Moon", "en-x-moon"),
        ("ger", "de"),
        ("gsw", "gsw"),
        ("Dutch", "nl"),
        ("néerlandais", "nl"),
        ("Nederlands", "nl"),
        ("JAPONAIS", "ja"),
    ],
)
def test_a_language_is_understood_by_tag_or_name(text: str, tag: str) -> None:
    """Tags in any letter case and names in the three languages give the tag."""
    assert tag == languages.language(text)


@pytest.mark.parametrize(
    ("text", "near"),
    [("jp", ("ja",)), ("Dutsch", ("nl", "de")), ("zzz", ()), ("", ()), ("qqqqqqqq", ())],
)
def test_an_unknown_language_names_the_near_ones(text: str, near: tuple[str, ...]) -> None:
    """What is no language is an error that names those that may be meant."""
    with pytest.raises(UnknownValue) as caught:
        languages.language(text)
    assert UnknownValue("language", text, near, complete=False) == caught.value


@pytest.mark.parametrize(
    ("text", "code"),
    [("jp", "JP"), (" be ", "BE"), ("Belgique", "BE"), ("Verenigd Koninkrijk", "GB")],
)
def test_a_country_is_understood_by_code_or_name(text: str, code: str) -> None:
    """Codes in any letter case and names in the three languages give the code."""
    assert code == languages.country(text)


@pytest.mark.parametrize(
    ("text", "near"), [("uk", ("GB",)), ("Belgum", ("BE",)), ("zz", ()), ("qqqqqqqq", ())]
)
def test_an_unknown_country_names_the_near_ones(text: str, near: tuple[str, ...]) -> None:
    """What is no country is an error that names those that may be meant."""
    with pytest.raises(UnknownValue) as caught:
        languages.country(text)
    assert UnknownValue("country", text, near, complete=False) == caught.value


@pytest.mark.usefixtures("without_names")
def test_tags_are_matched_without_the_extra() -> None:
    """Two-letter languages, codes and prefixes need nothing that is not in the package."""
    assert ("pt-BR", "JP") == (languages.language("pt-br"), languages.country("jp"))
    assert Fit(1, FitKind.NARROWER) == languages.language_fit("pt", "pt-BR")
    assert languages.language_fit("nb", "no") is None


@pytest.mark.usefixtures("without_names")
@pytest.mark.parametrize("text", ["Dutch", "gsw"])
def test_names_without_the_extra_say_how_to_get_it(text: str) -> None:
    """What only the extra can tell is never guessed: the error names the extra."""
    with pytest.raises(MissingExtra) as caught:
        languages.language(text)
    assert MissingExtra("names of languages and countries", "directory") == caught.value
    assert "pip install 'mitosafe[directory]'" in str(caught.value)
