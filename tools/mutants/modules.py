"""Which modules are mutated, which tests must kill their mutants, and how many of them."""

from __future__ import annotations

import attrs


@attrs.frozen
class Module:
    """A module of the package whose tests are tested."""

    name: str
    #: The lowest score that is good enough, in percent.
    bar: float
    #: The tests that speak of it: few, quick, and on invented data where they can be.
    tests: tuple[str, ...]

    @property
    def file(self) -> str:
        """Its place in the package: `lookup/reader.py`."""
        return file_of(self.name)


def file_of(module: str) -> str:
    """Return the place of a module in the package.

    Examples:
        >>> file_of("lookup.reader")
        'lookup/reader.py'
    """
    return module.replace(".", "/") + ".py"


#: What decides a level and a digest must be held fast; what reads and finds, nearly so.
_POLICY, _READING = 95.0, 85.0

MODULES = {
    module.name: module
    for module in (
        Module("judge.weighing", _POLICY, ("tests/judge/test_rule.py",)),
        Module("judge.rule", _POLICY, ("tests/judge/test_rule.py",)),
        Module("judge.knowledge", _POLICY, ("tests/judge/test_rule.py",)),
        Module("loading.digests", _POLICY, ("tests/loading/test_digests.py",)),
        Module("graph", _POLICY, ("tests/test_graph.py",)),
        Module("lookup.index", _READING, ("tests/lookup/test_index.py",)),
        Module("_text.folding", _READING, ("tests/_text/test_folding.py",)),
        Module("lookup.reader", _READING, ("tests/lookup/test_reader_invented.py",)),
        Module("loading.decode", _READING, ("tests/loading/test_decode.py",)),
        Module("loading.structure", _READING, ("tests/loading/test_decode.py",)),
        Module("loading.formats", _READING, ("tests/loading/test_decode.py",)),
    )
}
