"""A sheet for the ward and a card for the wallet: one HTML file that loads nothing.

It is for somebody's own medicines, or for the whole list. A level is a sign and a word,
never colour alone, so that it also reads in black and white. Printing is by the
browser: A4 pages, and a card to cut out and fold to the size of a bank card.
"""

from __future__ import annotations

from collections.abc import Iterable

from mitosafe.answers.containers import many
from mitosafe.answers.dataset import Dataset
from mitosafe.errors import UnknownValue, WrongType
from mitosafe.model import Patient
from mitosafe.render import language as checked_language
from mitosafe.sheet import items
from mitosafe.sheet.style import STYLE
from mitosafe.sheet.wallet import Wallet
from mitosafe.sheet.ward import Ward
from mitosafe.sheet.words import Words, page

#: What a sheet may hold: the pages for the ward, the card for the wallet, or both.
LAYOUTS = ("both", "ward", "wallet")


def sheet(
    dataset: Dataset,
    entries: Iterable[object] | None = None,
    *,
    language: str = "en",
    patient: Patient | None = None,
    release: str | None = None,
    layout: str = "both",
) -> str:
    """Return a printable sheet.

    Args:
        dataset: The list.
        entries: Medication entries as they stand in a record; none for the whole list.
        language: `en`, `fr` or `nl`.
        patient: What is known of the patient.
        release: The id of a release; none for the newest.
        layout: `ward`, `wallet` or `both`.

    Returns:
        An HTML document with its own style for print. Every entry is on it, also those
        that were not understood; the card for the whole list has its red medicines only,
        and says so.

    Raises:
        UnknownRelease: If there is no such release.
        UnknownValue: If the language, the layout or a condition is not known.
        WrongType: If the list is missing, or the entries are no list.

    Examples:
        >>> from mitosafe import Dataset
        >>> "acide valproïque" in sheet(Dataset.packaged(), ["Depakine"], language="fr")
        True
    """
    if not isinstance(dataset, Dataset):
        expected = "the list, before the entries: sheet(Dataset.packaged(), entries)"
        raise WrongType("dataset", dataset, expected)
    if layout not in LAYOUTS:
        raise UnknownValue("layout", layout, LAYOUTS)
    view = dataset.view(release, patient)
    words = Words(view, checked_language(language))
    whole = entries is None
    found = items.everything(words) if entries is None else items.of(words, many(entries))
    words.reviewed(item.finding for item in found if item.finding is not None)
    parts = []
    if layout != "wallet":
        parts.append(Ward(words, patient or Patient(), whole=whole).html(found))
    if layout != "ward":
        parts.append(Wallet(words, whole=whole).html(found))
    title = words.phrase("list-title")
    return page("\n".join(parts), title, language, STYLE + words.footer(), words.about())


__all__ = ["LAYOUTS", "page", "sheet"]
