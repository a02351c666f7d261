"""The questions, asked of the list that travels with the package.

Each is the method of the same name of one `Dataset`, which reads its files when the
first question is asked.
"""

from __future__ import annotations

from functools import cached_property

from mitosafe.answers.dataset import Dataset
from mitosafe.loading.layer import Corpus
from mitosafe.lookup.index import Index


class _Packaged(Dataset):
    """The packaged list, of which nothing is read before it is asked."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._begin()

    @cached_property
    def _layers(self) -> tuple[Corpus, ...]:  # type: ignore[override] # read once, when asked
        from mitosafe.loading import layer

        return (layer.packaged(),)

    @cached_property
    def index(self) -> Index:
        """The look-up tables of names and codes, as they were compiled."""
        from mitosafe.loading import layer

        known, tables = layer.packaged_lookup(), self._layers[0].tables
        codes, words, routes = (tables[name] for name in ("codes", "words.tsv", "routes.tsv"))
        return Index(**known, codes=codes, words=words, routes=routes)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as a reference, so that an answer takes no list to another process."""
        return Dataset.packaged, ()


_list = _Packaged()


def dataset() -> Dataset:
    """Return the list that the functions of the door ask, always the same one."""
    return _list


awareness = _list.awareness
check = _list.check
check_all = _list.check_all
check_list = _list.check_list
communities = _list.communities
diff = _list.diff
directory_diff = _list.directory_diff
drug = _list.drug
drugs = _list.drugs
options = _list.options
load_codes = _list.load_codes
release = _list.release
releases = _list.releases
suggest_community = _list.suggest_community
