"""What a document of an event says is told in words, without ids; and who reported is told of by no name in the access list."""

from __future__ import annotations

import re
from uuid import uuid4

from api.web.pages.lex_sarah_view import KINDS, most_days_late, next_due, shown_access, shown_entry
from api.web.pages.told_fields import told_fields, told_when
from api.web.pages.viewpoint_view import signed
from domain.lex_sarah.base import LexSarahEntry
from domain.lex_sarah.handling_events import LexSarahReportSubmitted
from projections.areas.lex_sarah_regions import entry_document
from projections.json_values import as_json
from tests.support.examples import EXAMPLE_OF


def lines(kind, **document):
    return {each.name: each.parts for each in told_fields(kind, document)}


def step(name, words, *, due_on, done_on=None, days_late=0):
    return {
        "step": name, "step_in_words": words, "due_on": due_on, "done_on": done_on, "late": days_late > 0, "days_late": days_late,
    }


def test_words_days_and_texts_are_told_and_ids_and_nothings_are_not():
    told = lines(
        LexSarahReportSubmitted, unit=str(uuid4()), case_ids=[str(uuid4())], submitted_on="2026-08-12", affected="unknown",
        event_text="[rapportören] såg det.", immediate_text=None, occurred={"on": "2026-03-01", "precision": "month", "at": None},
        noticed_at={"on": "2026-08-12", "precision": "minute", "at": "08:05"},
    )
    assert told == {
        "submitted_on": ("12 aug 2026",), "affected": ("Inte känt",), "event_text": ("[rapportören] såg det.",),
        "occurred": ("2026-03",), "noticed_at": ("12 aug 2026 kl. 08.05",),
    }
    assert told_when(None) == ""


def test_each_area_and_kind_of_a_list_is_a_line_of_its_own():
    areas = [
        {"area": "procedures", "found": True, "text": "Rutinen saknas."}, {"area": "technology", "found": False, "text": "Nej."},
    ]
    assert lines(KINDS["lex_sarah.causes_analysed"], cause_areas=areas)["cause_areas"] == (
        "Procedurer, rutiner och riktlinjer: orsak här \N{EN DASH} Rutinen saknas.",
        "Teknik och utrustning: ingen orsak här \N{EN DASH} Nej.",
    )


def test_every_entry_of_a_report_can_be_told():
    for kind in KINDS.values():
        example = EXAMPLE_OF[kind.TYPE]
        document = entry_document(example) if isinstance(example, LexSarahEntry) else {
            name: as_json(getattr(example, name)) for name in kind.model_fields
        }
        said = [part for each in shown_entry(document, kind.TYPE).fields for part in each.parts]
        assert not any(re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", part) for part in said), kind.TYPE


def test_whoever_reported_is_not_named_among_those_who_have_access():
    reporter, investigator = str(uuid4()), str(uuid4())
    access = [
        {"staff_id": reporter, "level": "own_report", "from_on": "2026-08-12", "to_on": None},
        {"staff_id": investigator, "level": "full", "from_on": "2026-08-13", "to_on": None},
    ]
    names = [who for who, _level, _from, _to in shown_access(access, {reporter: "Leila Exempel", investigator: "Ingrid Exempel"})]
    assert names == ["Den som rapporterade", "Ingrid Exempel"]


def test_the_step_to_take_first_is_the_one_with_the_earliest_day_and_what_is_taken_is_not_late():
    steps = [
        step("receive", "ta emot", due_on="2026-08-13", done_on="2026-08-20", days_late=7),
        step("decide", "besluta", due_on="2026-10-01"),
        step("investigate", "utreda", due_on="2026-09-12", days_late=3),
    ]
    assert most_days_late({"steps": steps}) == 3
    due = next_due({"steps": steps})
    assert due is not None and (due.name, due.kind) == ("Utreda", "wrong")
    assert next_due({"steps": steps[:1]}) is None and most_days_late({}) == 0


def test_an_effect_has_its_sign():
    assert [signed(each) for each in ("8.3", "-1.5", "0")] == ["+8,3", "\N{MINUS SIGN}1,5", "\N{PLUS-MINUS SIGN}0"]
