"""A case is exempted from a rule until a day, with its basis; from what the law asks for only by the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.case.case import Case
from domain.case.exemption.codes import ExemptionBasis
from domain.case.exemption.events import CaseExempted
from domain.completeness.shipped import shipped_rule_definitions
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.rule_definition.history import RuleHistory
from projections.areas.exemption import document
from tests.support.area_examples.exemption import EXEMPTION
from tests.support.examples import BO, CASE, EXAMPLES, NOTE, STAMP, cast_id
from tests.support.scenario import given, numbered

OPENED, NOTED = EXAMPLES["case.opened.v1"], EXAMPLES["case.note_recorded.v1"]
EXEMPTED = EXAMPLES["case.exempted_from_rule.v1"]
TODAY = date(2024, 6, 3)
LONGEST = timedelta(days=DEFAULT_POLICY.rule_exemption_max_days)
KNOWN = RuleHistory(shipped_rule_definitions())


def exempting(**changes):
    call = {
        "entry_id": cast_id(2421), "rule": "R-04", "exempted_until": TODAY, "exempted_by_id": BO,
        "exemption_basis": ExemptionBasis.DOCUMENTED_ELSEWHERE, "exemption_reason": "Behandlingshemmet för journalen.",
        "exempted_by_name": "Bo Påhittad", "known_rules": KNOWN, "stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY,
    }
    return lambda case: case.exempt_from_rule(**{**call, **changes})


@pytest.mark.parametrize("until", [TODAY, TODAY + LONGEST])
def test_a_case_is_exempted_until_a_day_from_today_to_the_longest(until):
    given(Case, OPENED).when(exempting(exempted_until=until)).then(CaseExempted, rule="R-04", exempted_until=until)


def test_one_entry_is_exempted():
    given(Case, OPENED, NOTED).when(exempting(exempted_entry_id=NOTE)).then(CaseExempted, exempted_entry_id=NOTE)


def test_the_law_exempts_from_what_the_law_asks_for():
    by_law = {"exemption_basis": ExemptionBasis.LAW, "legal_support": "SoL 2025:400 14:4", "rule": "R-02"}
    given(Case, OPENED).when(exempting(**by_law)).then(CaseExempted, legal_support="SoL 2025:400 14:4")


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"rule": "R-99"}, NotFoundError, "Regeln finns inte, eller gäller inte den 2024-06-03"),
    ({"exempted_entry_id": cast_id(2422)}, NotFoundError, "Det som skulle undantas finns inte i ärendet"),
    ({"exempted_until": TODAY - timedelta(days=1)}, InvalidValueError, "Ange en dag från 2024-06-03 till 2025-06-03"),
    ({"exempted_until": TODAY + LONGEST + timedelta(days=1)}, InvalidValueError, "skulle gälla till 2025-06-04"),
    ({"rule": "R-02"}, NotAllowedError, "R-02 följer av lag, och bara lagen ger undantag från den"),
    ({"exemption_basis": ExemptionBasis.LAW}, InvalidValueError, "Ange lagrummet"),
    ({"legal_support": "SoL 14:4"}, InvalidValueError, "Lagrummet hör till grunden undantag enligt lag"),
    ({"exemption_basis": ExemptionBasis.LAW, "legal_support": " "}, InvalidValueError, "Lagrummet saknas"),
    ({"exemption_reason": ""}, InvalidValueError, "Skälet till undantaget saknas"),
    ({"exempted_by_name": ""}, InvalidValueError, "Namnet på den som har beslutat undantaget saknas"),
    ({"exempted_by_title": ""}, InvalidValueError, "Befattningen saknas"),
])
def test_an_exemption_is_refused_with_what_is_wrong(changes, kind, message):
    given(Case, OPENED).when(exempting(**changes)).then_refused(kind, message)


def test_an_unknown_case_and_a_used_id_are_refused():
    given(Case).when(exempting()).then_refused(NotFoundError, "Ärendet finns inte")
    given(Case, OPENED, EXEMPTED).when(exempting(entry_id=EXEMPTION)).then_refused(ConflictError, "finns redan")


def test_the_record_shows_the_exemption_until_it_is_struck():
    case = Case.fold(numbered(OPENED, EXEMPTED))
    assert [each["rule"] for each in document(case)["exemptions"]] == ["R-02"]
    for event in case.strike_entry(entry_id=EXEMPTION, reason="Fel ärende.", stamp=STAMP, policy=DEFAULT_POLICY):
        case.apply(event)
    assert document(case) == {"exemptions": []} and case.id == CASE
