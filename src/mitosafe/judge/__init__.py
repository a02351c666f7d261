"""Statements → level, for a patient: the whole policy, version 2, and nothing else.

The rule, step by step, is on the page `explanation/how-a-level-is-decided`:

1. take the statements on the drug and on its groups that count in the release, and
   leave out what is known not to apply to this patient or this use;
2. an acceptance sets aside an older warning of the same people and use, if its source
   ranks at least as high; a document sets aside what it replaces of the same body;
3. where what stands of one condition disagrees, a strictly higher rank with evidence no
   weaker decides, and the rest is shown as disputing it; else the answer is contested;
4. a standing statement gives the lower of two caps, by verdict and by evidence; a page
   alone gives yellow at most, and what an authority contraindicates is red;
5. a condition is at least as severe as the wider ones; one that adds nothing is not shown;
6. what holds is what is said of everybody and of what is known of the patient; what is
   not known and would be worse is a question;
7. an acceptance of exactly the use that is known is stronger than a wider warning.
"""

from __future__ import annotations

from mitosafe.judge.judgement import (
    Advice,
    ConditionalLevel,
    Disputed,
    Judgement,
    Superseded,
    condition_of,
    reviews_behind,
)
from mitosafe.judge.knowledge import Knowledge
from mitosafe.judge.rule import judge
from mitosafe.judge.weighing import (
    BY_EVIDENCE,
    BY_VERDICT,
    is_before,
    is_read,
    level_of,
    retires,
)

__all__ = [
    "BY_EVIDENCE",
    "BY_VERDICT",
    "Advice",
    "ConditionalLevel",
    "Disputed",
    "Judgement",
    "Knowledge",
    "Superseded",
    "condition_of",
    "is_before",
    "is_read",
    "judge",
    "level_of",
    "retires",
    "reviews_behind",
]
