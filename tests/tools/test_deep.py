"""The figures of a deep run are counted from what pytest reports."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from tools.deep import figures

REPORT = """<testsuites><testsuite>
<testcase classname="tests.rules.test_promise_01.TestIt" name="a"/>
<testcase classname="tests.rules.test_promise_02.TestIt" name="b"><failure/></testcase>
<testcase classname="tests.reference.test_judging" name="c"><skipped/></testcase>
<testcase classname="tests.test_judge" name="d"/>
<testcase classname="tests.test_judge" name="e"><error/></testcase>
</testsuite></testsuites>"""


def test_every_test_is_counted_once() -> None:
    """A failure and an error both count as failed, and nothing is left out."""
    assert figures(ET.fromstring(REPORT).iter("testcase"), "9") == [
        ("the ten promises", "1", "1", "0", "9"),
        ("the slow second versions", "0", "0", "1", "9"),
        ("every other module", "1", "1", "0", "9"),
    ]
