"""Run every example of the documentation and of the docstrings, and compare what it prints.

A block in a language other than `python` and `console` is not an example and fails a test
(`tests/shipped/test_documentation.py`).
"""

from __future__ import annotations

import os
from doctest import ELLIPSIS

from hypothesis import settings
from sybil import Sybil
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

from tools import console_examples

#: Drawn examples: few and the same in each run, or many new ones (`make test-deep`), of which
#: a failure prints what draws it again.
settings.register_profile("fast", deadline=None, derandomize=True)
EXAMPLES = int(os.environ.get("EXAMPLES", "5000"))
settings.register_profile("deep", deadline=None, max_examples=EXAMPLES, print_blob=True)
settings.load_profile("fast")

pages = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        CodeBlockParser("console", console_examples.evaluate),
    ],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
)
docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=["src/mitosafe/*.py", "src/mitosafe/**/*.py"],
)

pytest_collect_file = (pages + docstrings).pytest()
