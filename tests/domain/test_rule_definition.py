"""A unit adds or tightens a rule from a day on, and never asks for less than the law, the regulation or the board's bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.completeness.checks import Covered, DoneInTime, FilledIn
from domain.completeness.rule import Holds
from domain.completeness.text import read_rule_text, rule_definition_of
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import DEFAULT_POLICY
from domain.rule_definition.decision import RuleDecision
from domain.rule_definition.events import RuleAdopted, RuleDecisionTakenBack, RuleWithdrawn
from domain.rule_definition.history import RuleHistory
from domain.rule_definition.tightening import loosened
from tests.support.examples import ADMINISTRATION_STAMP, EXAMPLES, cast_id
from tests.support.scenario import given

ADOPTED = EXAMPLES["rule_definition.adopted.v1"]
WITHDRAWN = EXAMPLES["rule_definition.withdrawn.v1"]
TAKEN_BACK = EXAMPLES["rule_definition.decision_taken_back.v1"]
DAY = timedelta(days=1)
TODAY = date(2024, 12, 2)
BY = {"stamp": ADMINISTRATION_STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
NEW = cast_id(2411)
TEXTS = {"name": "Namn", "meaning": "Vad som granskas.", "to_do": "Skriv.", "data": "anteckningar", "source": "SoL 20:2"}


def table(rule="R-25", version=1, severity="A", holds=None, **check):
    made = {"is": "done_in_time", "begins": ["note"], "days": 14, **check}
    return {"id": rule, "version": version, "severity": severity, **TEXTS, "holds": holds or {}, "check": made}


def silence(**check):
    made = {
        "is": "covered", "by": ["note"], "interval": "plan", "times_interval": 2, "by_writing": True,
        "days": {"policy": "silence_days"}, **check,
    }
    return table("R-04", severity="B") | {"check": made}


BY_LAW, BY_BOUND = table(), silence()
WAITING = {key: value for key, value in table("R-36").items() if key != "check"} | {"waits_for": "Förs inte än."}
SHIPPED = tuple(map(rule_definition_of, (BY_LAW, BY_BOUND, WAITING, table("R-30", 1, "C"), table("R-30", 2, "C", days=30))))
KNOWN = RuleHistory(SHIPPED)


def text_of(values):
    return rule_definition_of(values).text


def adopting(values=None, **changes):
    values = table("KBT-01", 1, "C") if values is None else values
    call = {
        "decision_id": NEW, "rule": values["id"], "rule_version": values["version"], "definition": text_of(values),
        "takes_effect_on": TODAY, "adopted_on": TODAY, "adopted_by": "Enhetschefen", "reason": "Teamets rutin.",
        "known_rules": KNOWN,
    }
    return lambda decision: decision.adopt(**{**call, **BY, **changes})


def withdrawing(**changes):
    call = {
        "decision_id": NEW, "rule": "KBT-01", "rule_version": 1, "takes_effect_on": TODAY + DAY, "reason": "Ny rutin.",
        "known_rules": history(adopted(table("KBT-01", 1, "C"))),
    }
    return lambda decision: decision.withdraw(**{**call, **BY, **changes})


def adopted(values, on=TODAY, number=2412):
    return ADOPTED.model_copy(update={
        "originator_id": cast_id(number), "rule": values["id"], "rule_version": values["version"],
        "definition": text_of(values), "takes_effect_on": on,
    })


def withdrawn(values, on, number=2413):
    return WITHDRAWN.model_copy(update={
        "originator_id": cast_id(number), "rule": values["id"], "rule_version": values["version"], "takes_effect_on": on,
    })


def history(*decisions):
    return RuleHistory.fold(SHIPPED, decisions)


def test_a_rule_of_the_units_own_is_adopted_with_its_whole_text():
    fact = given(RuleDecision).when(adopting()).then(
        RuleAdopted, rule="KBT-01", rule_version=1, takes_effect_on=TODAY, adopted_by="Enhetschefen"
    )
    assert read_rule_text(fact.definition).rule.check.days == 14


@pytest.mark.parametrize("days", [0, 14])
def test_a_rule_whose_number_the_law_sets_may_ask_for_as_many_days_or_fewer(days):
    given(RuleDecision).when(adopting(table(version=2, days=days))).then(RuleAdopted, rule_version=2)


def test_a_version_that_exists_is_adopted_without_its_text():
    fact = given(RuleDecision).when(
        adopting(rule="R-30", rule_version=2, definition=None)
    ).then(RuleAdopted, rule="R-30", rule_version=2)
    assert fact.definition == text_of(table("R-30", 2, "C", days=30))


def test_a_shipped_rule_that_waits_for_something_may_be_given_a_check():
    given(RuleDecision).when(adopting(table("R-36", 2))).then(RuleAdopted, rule="R-36")


REFUSED = [
    ({"definition": "inte en regel ["}, InvalidValueError, "går inte att läsa"),
    ({"definition": text_of(table("KBT-01", 1, "C")).replace('"note"', '"moon"')}, InvalidValueError, "går inte att använda"),
    ({"rule_version": 2}, InvalidValueError, "säger KBT-01 version 1, men beslutet något annat"),
    ({"rule": "KBT-02", "definition": None}, InvalidValueError, "ingen sådan version"),
    ({"takes_effect_on": TODAY - DAY}, InvalidValueError, "i dag är det 2024-12-02. Ange i dag eller en senare dag"),
    ({"adopted_on": TODAY + DAY}, InvalidValueError, "Beslutets dag är 2024-12-03"),
    ({"adopted_by": " "}, InvalidValueError, "Vem som har beslutat saknas"),
    ({"board_decision_reference": ""}, InvalidValueError, "Beslutets beteckning saknas"),
    ({"reason": ""}, InvalidValueError, "Skälet till beslutet saknas"),
]


@pytest.mark.parametrize(("changes", "kind", "message"), REFUSED)
def test_an_adoption_is_refused_with_what_is_wrong(changes, kind, message):
    given(RuleDecision).when(adopting(**changes)).then_refused(kind, message)


UNUSABLE = [
    (table("R-30", 2, "C", days=31), InvalidValueError, "Version 2 av R-30 betyder redan något annat. Ge den nya betydelsen"),
    (table("R-99", 1, "C"), InvalidValueError, "Id som börjar med R är de medföljande reglernas"),
    ({**WAITING, "id": "KBT-01"}, InvalidValueError, "saknar kontroll, så den granskar ingenting"),
    (table(version=2, days=15), NotAllowedError, "den ger 15 dagar, men lagen ger 14 (SoL 20:2)"),
    (table("R-30", 3, "C", days=15), NotAllowedError, "men den medföljande regeln ger 14"),
    (silence(days=22) | {"version": 2}, NotAllowedError, "nämndens riktvärde silence_days är 21; ändra i så fall riktvärdet"),
    (table(version=2, severity="B"), NotAllowedError, "severity är B, men den medföljande regeln har A"),
    (table(version=2) | {"check": {"is": "filled_in", "of": ["note"], "faults": "note_fault"}}, NotAllowedError, "kontrollslag"),
    (table(version=2, holds={"from_age": 18}), NotAllowedError, "from_age utesluter yngre"),
]


@pytest.mark.parametrize(("values", "kind", "message"), UNUSABLE, ids=[each[2][:40] for each in UNUSABLE])
def test_a_rule_that_cannot_be_used_or_asks_for_less_is_refused_with_the_reason(values, kind, message):
    given(RuleDecision).when(adopting(values)).then_refused(kind, message)


def test_a_units_own_rule_keeps_its_kind_of_check_since_what_has_begun_is_judged_as_it_began():
    known = history(adopted(table("KBT-01", 1, "C"), date(2024, 1, 1)))
    other = table("KBT-01", 2, "C") | {"check": {"is": "covered", "by": ["note"], "days": 3}}
    given(RuleDecision).when(adopting(other, known_rules=known)).then_refused(InvalidValueError, "annat kontrollslag")


def test_a_number_that_is_not_above_the_earlier_ones_is_refused():
    known = history(adopted(table("KBT-01", 3, "C")))
    given(RuleDecision).when(adopting(known_rules=known)).then_refused(InvalidValueError, "Ange version 4")


def test_a_decision_is_made_once():
    for decide in (adopting(), withdrawing()):
        given(RuleDecision, ADOPTED).when(decide).then_refused(ConflictError, "redan registrerat")


@pytest.mark.parametrize("on", [TODAY, TODAY + DAY])
def test_an_adopted_version_is_withdrawn_from_today_or_later(on):
    given(RuleDecision).when(withdrawing(takes_effect_on=on)).then(RuleWithdrawn, rule="KBT-01", takes_effect_on=on)


@pytest.mark.parametrize(("changes", "kind", "message"), [
    ({"rule_version": 9}, NotFoundError, "ingen sådan version av regeln"),
    ({"takes_effect_on": TODAY - DAY}, InvalidValueError, "i dag är det 2024-12-02"),
    ({"rule": "R-25"}, NotAllowedError, "R-25 version 1 följer med programmet och kan inte upphävas"),
    ({"known_rules": history(adopted(table("KBT-01", 1, "C"), TODAY + 2 * DAY))}, NotAllowedError, "gäller inte den 2024-12-03"),
    ({"reason": ""}, InvalidValueError, "Skälet till beslutet saknas"),
])
def test_a_withdrawal_is_refused_with_what_is_wrong(changes, kind, message):
    given(RuleDecision).when(withdrawing(**changes)).then_refused(kind, message)


def taking_back(reason="Vi tar upp frågan igen.", today=TODAY):
    return lambda decision: decision.take_back(reason=reason, **{**BY, "today": today})


def test_a_decision_is_taken_back_until_the_day_before_it_takes_effect():
    before = ADOPTED.takes_effect_on - DAY
    given(RuleDecision, ADOPTED).when(taking_back(today=before)).then(RuleDecisionTakenBack)
    given(RuleDecision, ADOPTED).when(taking_back(today=before + DAY)).then_refused(NotAllowedError, "gäller sedan 2025-01-01")


def test_what_cannot_be_taken_back_is_refused():
    given(RuleDecision).when(taking_back()).then_refused(NotFoundError, "finns inte i nämnden")
    given(RuleDecision, ADOPTED, TAKEN_BACK).when(taking_back()).then_refused(NotAllowedError, "redan återtaget")
    given(RuleDecision, ADOPTED).when(taking_back(reason="")).then_refused(InvalidValueError, "Orsaken")


def numbers(known, rule, day):
    return [each.number for each in known.standing_on(rule, day)]


def test_without_a_decision_the_lowest_shipped_version_holds():
    assert numbers(KNOWN, "R-30", TODAY) == [1]
    assert numbers(history(adopted(table("R-30", 2, "C", days=30))), "R-30", TODAY) == [2, 1]


def test_a_version_holds_from_its_day_in_the_activities_that_it_names_and_elsewhere_what_was_before():
    mine = table(version=2, days=3, holds={"activities": ["KBT-teamet"]})
    known = history(adopted(mine))
    assert [known.version_on("R-25", day, "kbt-teamet").number for day in (TODAY - DAY, TODAY)] == [1, 2]
    assert known.version_on("R-25", TODAY).number == 1


def test_a_withdrawn_version_leaves_its_place_to_what_held_before_it():
    mine = table(version=2, days=3)
    known = history(adopted(mine), withdrawn(mine, TODAY + DAY))
    assert [known.version_on("R-25", day).number for day in (TODAY, TODAY + DAY)] == [2, 1]
    again = history(adopted(mine), withdrawn(mine, TODAY + DAY), adopted(mine, TODAY + DAY, 2414))
    assert again.version_on("R-25", TODAY + DAY).number == 2


def test_what_is_taken_back_was_never_decided_and_what_cannot_be_read_is_told():
    mine = adopted(table(version=2, days=3))
    back = TAKEN_BACK.model_copy(update={"originator_id": mine.originator_id})
    assert numbers(history(mine, back), "R-25", TODAY) == [1]
    broken = mine.model_copy(update={"definition": '{"id": "R-25"}'})
    [_, version] = history(broken).versions("R-25")
    assert version.definition is None and "saknas" in version.why_not
    assert numbers(history(broken), "R-25", TODAY) == [1]


def test_of_two_texts_under_one_number_the_first_is_what_the_number_means():
    first, second = adopted(table(version=2, days=3)), adopted(table(version=2, days=4), TODAY, 2415)
    assert [each.rule.check.days for each in history(first, second).standing_on("R-25", TODAY)] == [3, 14]


# Of every field of a check and of the scope: a value as shipped, and one that asks for less.
LESS = {
    DoneInTime: {
        "begins": (("note", "plan"), ("note",)), "ends": (("plan",), ("plan", "note")), "days": (7, 8),
        "by_writing": (True, False), "before": (False, True), "of_case": (False, True), "same_day_code": (None, "day"),
        "first_only": (False, True), "begin_codes": (("a", "b"), ("a",)), "needs": (("a", "b"), ("a",)),
        "exempts": ((), ("note_not_needed",)), "while_open": (False, True), "unknown_codes": ((), ("a",)),
        "unknown_by": ((), ("note",)), "claimed_unknown": (False, True), "from_due": (False, True),
    },
    FilledIn: {
        "of": (("note", "plan"), ("note",)), "faults": ("note_fault", "note"), "days": (7, 8), "exempting": ((), ("a",)),
        "unknown": ((), ("a",)),
    },
    Covered: {
        "by": (("note",), ("note", "plan")), "days": (7, 8), "interval": (None, "plan"), "times_interval": (1, 2),
        "by_writing": (True, False), "from_start": (False, True), "from_first": (False, True), "unknown_by": ((), ("note",)),
    },
    Holds: {
        "legal_bases": ((), ("bistånd",)), "regimes": ((), ("a",)), "not_regimes": ((), ("a",)), "not_activities": ((), ("a",)),
        "instruments": ((), ("ors",)), "from_age": (None, 18), "to_age": (None, 17), "with_facts": ((), ("note",)),
        "without_facts": ((), ("note",)),
    },
}
RULE = read_rule_text(text_of(table(ends=["plan"]))).rule
BASE = {
    DoneInTime: DoneInTime(("note",), ("plan",), 7), FilledIn: FilledIn(("note",), "note_fault", 7),
    Covered: Covered(("note",), 7, "plan", 2), Holds: Holds(),
}


def rule_with(kind, **values):
    part = BASE[kind]._replace(**values)
    if kind is Holds:
        return read(holds=part)
    return read(check=part, number=part.days)


def read(check=BASE[DoneInTime], number=7, holds=None):
    return replace(RULE, check=check, days=RULE.days._replace(number=number), holds=holds or Holds())


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, fields in LESS.items() for field in fields])
def test_whatever_asks_for_less_is_seen_and_the_other_way_round_it_is_tighter(kind, field):
    shipped, less = LESS[kind][field]
    assert loosened(rule_with(kind, **{field: less}), rule_with(kind, **{field: shipped}), DEFAULT_POLICY) is not None
    if field != "faults":
        assert loosened(rule_with(kind, **{field: shipped}), rule_with(kind, **{field: less}), DEFAULT_POLICY) is None
    assert loosened(rule_with(kind, **{field: shipped}), rule_with(kind, **{field: shipped}), DEFAULT_POLICY) is None


def test_every_field_of_the_checks_and_of_the_scope_is_looked_at():
    assert {kind: set(fields) for kind, fields in LESS.items()} == {
        kind: set(kind._fields) - ({"activities"} if kind is Holds else set()) for kind in LESS
    }
