"""What a finding rests on is told in words, whatever rule found it."""

from __future__ import annotations

import pytest

from domain.completeness.checks import DoneInTime, FilledIn
from domain.completeness.codes import Status
from domain.completeness.finding import Finding
from domain.completeness.kinds import CheckKind
from domain.completeness.shipped import shipped_rules
from projections.basis_words import basis_in_words
from projections.statements.checks.stated import FAULTS
from tests.support.examples import CASE

RULES = {rule.id: rule for rule in shipped_rules()}


def told(rule_id, basis):
    return basis_in_words(RULES[rule_id], Finding(CASE, Status.GAP, basis=basis))


@pytest.mark.parametrize(
    ("rule_id", "basis", "words"),
    [
        ("R-12", "goals, how", "mål, hur, eller vilken metod"),
        ("R-33", "goals", "måluppfyllelse"),
        ("R-05", "author, source", "vem som har skrivit, vem uppgiften kommer från"),
        ("R-02", "month", "bara månaden är känd"),
        ("R-03", "undated", "när den skrevs, eller vilken dag den gäller"),
        ("R-08", "no_offering", "vilken insats ärendet gäller"),
        ("R-09", "declined", "avböjde"),
        ("R-13", "none", "ingen"),
        ("R-04", "safety", "av säkerhetsskäl"),
    ],
)
def test_a_basis_is_told_in_the_words_of_what_states_it(rule_id, basis, words):
    assert told(rule_id, basis) == words


def test_a_finding_without_a_basis_has_no_words():
    assert told("R-04", None) is None


@pytest.mark.parametrize("rule_id", [rule.id for rule in RULES.values() if isinstance(rule.check, DoneInTime | FilledIn)])
def test_every_code_that_a_shipped_rule_names_has_words(rule_id):
    check = RULES[rule_id].check
    codes = (*check.exempting, *check.unknown) if isinstance(check, FilledIn) else (*check.needs, *check.unknown_codes)
    # The word for `start` is the same.
    assert {code for code in codes if told(rule_id, code) == code} <= {"start"}


def test_every_kind_of_fault_is_one_that_a_rule_asks_about():
    asked = {rule.check.faults for rule in RULES.values() if isinstance(rule.check, FilledIn)}
    assert asked >= FAULTS and CheckKind.NOTE_FAULT in asked
