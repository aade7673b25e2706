"""R-36 to R-41 and R-43: declared, and unknown in the record with the reason and where they are watched; never in order."""

import pytest

from domain.completeness.codes import Status
from tests.support.journals import OPENED, RULES, example, found, status

DAY = example("case.protected_identity_set").protected_from
PROTECTED = (DAY, example("case.protected_identity_set"))


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("R-36", "missförhållanden"), ("R-37", "missförhållanden"), ("R-38", "loggkontrollen (GET /api/v1/log-reviews)"),
        ("R-40", "gallringslistan (GET /api/v1/erasure-due)"),
        ("R-41", "utanför liggaren"), ("R-43", "granskning med ögon"),
    ],
)
def test_it_is_unknown_in_every_case_and_says_why_and_what_to_do(rule, why):
    (finding,) = found(rule, DAY)
    assert (finding.status, finding.key) == (Status.UNKNOWN, OPENED.originator_id)
    assert why in RULES[rule].waits_for and RULES[rule].to_do and RULES[rule].source


def test_protected_data_are_asked_about_where_somebody_is_protected_from_the_day_it_began():
    assert status("R-39", DAY, PROTECTED) is Status.UNKNOWN
    assert status("R-39", OPENED.started_on, PROTECTED) is Status.NOT_APPLICABLE
    assert status("R-39", DAY) is Status.NOT_APPLICABLE
    struck = example("case.entry_struck", entry_id=PROTECTED[1].entry_id, replaced_by=None)
    assert status("R-39", DAY, PROTECTED, (DAY, struck)) is Status.NOT_APPLICABLE
    assert "Vem som har öppnat akten" in RULES["R-39"].waits_for and "Granska vilka" in RULES["R-39"].to_do


def test_no_rule_says_that_something_is_not_yet_kept_here():
    assert not [rule.id for rule in RULES.values() if "ännu inte" in (rule.waits_for or "")]
