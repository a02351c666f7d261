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


#: What decides a level and a digest must be held fast; what reads and finds, nearly so.
_POLICY, _READING = 95.0, 85.0

MODULES = {
    module.name: module
    for module in (
        Module("judge", _POLICY, ("tests/test_judge.py",)),
        Module("editions", _POLICY, ("tests/test_editions.py",)),
        Module("tree", _POLICY, ("tests/test_tree.py",)),
        Module("index", _READING, ("tests/test_index.py",)),
        Module("_fold", _READING, ("tests/test_fold.py",)),
        Module("matching", _READING, ("tests/test_matching_invented.py",)),
        Module("decode", _READING, ("tests/test_decode.py",)),
        Module("structure", _READING, ("tests/test_decode.py",)),
        Module("forms", _READING, ("tests/test_decode.py",)),
    )
}
