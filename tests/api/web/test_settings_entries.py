"""Settings as they are read: what holds on a day, what is decided to come with its day, and what held before."""

from __future__ import annotations

from datetime import date

from adapters.accounts import Role
from api.bound_labels import BOUND_GROUPS, BOUND_LABELS
from api.web.pages.settings import SUBJECTS, begin_links, record_links
from api.web.pages.settings_entries import bound_sections, rule_sections
from domain.policies import Policy

DECISION = "c00ab212-93ea-4504-9440-9f8552ac9f52"
EARLIER = "2266f295-df9d-481d-b319-87e5017017eb"


def _policies(value):
    bounds = {
        name: {"value": value if name == "note_delay_days" else 1, "default": 7, "allowed": "från 0"}
        for name in Policy.model_fields
    }
    adopted = [
        {
            "adoption": each, "takes_effect_on": day, "values": {"note_delay_days": amount}, "adopted_on": "2025-11-17",
            "adopted_by": "Enhetschefen", "board_decision": None, "reason": "Veckan är kort.",
        }
        for each, day, amount in ((EARLIER, "2026-01-01", "6"), (DECISION, "2026-12-01", "5"))
    ]
    return {"bounds": bounds, "adopted": adopted}


def test_every_bound_has_one_name_in_one_group():
    named = [name for group in BOUND_GROUPS.values() for name in group]
    assert sorted(named) == sorted(Policy.model_fields)
    assert len(set(BOUND_LABELS.values())) == len(named)


def test_what_is_decided_to_come_stands_with_its_day_beside_what_holds():
    [entry] = bound_sections(_policies(6), date(2026, 10, 30))[0][1]
    ahead, held = entry.steps
    assert entry.now == "6"
    assert (ahead.text, ahead.since, ahead.is_ahead) == ("5", date(2026, 12, 1), True)
    assert (held.text, held.since, held.is_ahead) == ("6", date(2026, 1, 1), False)
    assert held.by == "beslutat 17 nov 2025 av Enhetschefen. Veckan är kort"


def test_only_what_has_not_begun_can_be_taken_back():
    [before] = bound_sections(_policies(6), date(2026, 11, 30))[0][1]
    assert [each.take_back for each in before.steps] == [f"/record/policies/{DECISION}/withdrawal", None]
    [since] = bound_sections(_policies(5), date(2026, 12, 1))[0][1]
    assert [each.take_back for each in since.steps] == [None, None]


def test_a_rules_days_name_the_bound_that_sets_them_in_words():
    says = {
        "name": "I tid", "meaning": "Skriven i tid.", "to_do": "", "severity_in_words": "rutin", "source": "", "days": 7,
        "days_set_by": "nämndens riktvärde note_delay_days",
    }
    version = {
        "version": 1, "takes_effect_on": None, "shipped": True, "decision": None, "adopted_on": None, "adopted_by": None,
        "board_decision": None, "reason": None, "says": says,
    }
    rule = {"rule": "R-03", "in_force": [version], "versions": [version], "withdrawn": []}
    [(_heading, [entry])] = rule_sections([rule], date(2026, 1, 1))
    assert ("Tid", f"7 dagar, enligt nämndens riktvärde ”{BOUND_LABELS['note_delay_days']}”") in entry.facts
    assert entry.steps[0].text == "version 1, följer med tjänsten"


def test_forms_are_shown_to_whom_they_are_for():
    for name, subject in SUBJECTS.items():
        assert begin_links(Role.MANAGER, subject.families, f"/settings/{name}"), name
        assert not begin_links(Role.AUDITOR, subject.families, f"/settings/{name}"), name


def test_a_form_of_a_record_leads_to_that_record_and_back():
    links = record_links(Role.MANAGER, "staff", DECISION, "/settings/staff")
    assert (f"/record/staff/{DECISION}/titles?next=%2Fsettings%2Fstaff", "Ändra befattning från en dag") in links
    assert not record_links(Role.THERAPIST, "staff", DECISION, "/settings/staff")
