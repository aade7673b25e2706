"""Every write can be written as a form in a browser, and what cannot be read is said beside its field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.member_labels import label_of
from api.problems import UsageError
from api.web.forms.addresses import address_of, named_by
from api.web.forms.fields import Choice, FormField, Kind, every_field, fields_of
from api.web.forms.filling import filled
from api.web.forms.parsing import MOST_ROWS, parse, placed, without_empty_rows
from api.web.forms.posted import Posted
from api.web.forms.references import ANY, InStream, makers_of
from api.web.forms.view import FormView
from api.web.pages.frame import Fault
from api.web.rendering import TEMPLATES, environment
from api.writes.content import read_body
from api.writes.shape import Shape
from api.writes.table import WRITES, shapes
from api.writes.write import example_path
from tests.support.html_form import HtmlForm

SHAPES = {shape.write.path: shape for shape in shapes()}
SESSION, SIP_PLAN, RATING = "/cases/{case_id}/sessions", "/cases/{case_id}/sips/{sip_id}/plans", "/cases/{case_id}/ratings"
A_SESSION = {"outcome": "held", "kind": "conversation", "occurred-on": "2026-03-16"}
HIDDEN_DIRECTION = "Åter\N{RIGHT-TO-LEFT OVERRIDE}gång"


class AnyOf:
    """Lists in which each thing that an example names can be chosen, beside another."""

    left_off = False

    def __init__(self, ids: set[str]) -> None:
        self._choices = (Choice("00000000-0000-4000-8000-000000000000", "Något annat"), *(Choice(each, "Den") for each in ids))

    def of(self, field: FormField) -> tuple[Choice, ...]:
        """What a field's answer is chosen among."""
        return () if field.reference is None else self._choices


def ids_in(value: object) -> Iterator[str]:
    match value:
        case dict():
            for each in value.values():
                yield from ids_in(each)
        case list() | tuple():
            for each in value:
                yield from ids_in(each)
        case str() if len(value) == 36 and value.count("-") == 4:
            yield value


def shown(view: FormView) -> HtmlForm:
    """The fields as a page shows them, those for an earlier entry among them."""
    macros = environment().get_template("forms/fields.html").module
    return HtmlForm("".join(macros.field_of(view, field, field.name) for field in (*view.fields, *view.replacing)))


def sent_back(shape: Shape, body: dict, posted: Posted) -> Posted:
    """What a browser sends of a form that says what a body says; the files are chosen by hand."""
    html = shown(FormView(fields_of(shape.write.path), posted, AnyOf(set(ids_in(body))), is_sent=True))
    return Posted(html.pairs, {name: posted.file(name) for name in html.files if posted.file(name) is not None})


def read(path: str, posted: Posted, case_of=UUID):
    fields = fields_of(path)
    return parse(fields, SHAPES[path].body, without_empty_rows(fields, posted), case_of)


def as_sent(path: str, body: dict) -> dict:
    """A body as a form says it: no text has anything around it, and of boxes that are ticked none comes first by choice."""
    order = {field.name: [choice.value for choice in field.choices] for field in fields_of(path) if field.kind is Kind.CHOICES}
    return {
        name: each.strip() if isinstance(each, str) else sorted(each, key=order[name].index) if name in order and each else each
        for name, each in body.items()
    }


def test_the_example_of_every_write_is_the_same_body_after_a_form_has_shown_and_sent_it():
    wrong, tried = [], 0
    for path, shape in SHAPES.items():
        for name, example in shape.write.examples():
            posted = filled(fields_of(path), example)
            found = read(path, sent_back(shape, example, posted))
            wanted = read_body(shape.body, json.dumps(as_sent(path, example)).encode())
            tried += 1
            if found.faults or read_body(shape.body, json.dumps(found.body).encode()) != wanted:
                wrong.append((name, found.faults))
    assert not wrong and tried > 300


def test_every_field_of_every_form_has_a_label_in_swedish_and_no_id_twice():
    wrong = []
    for path, shape in SHAPES.items():
        view = FormView(fields_of(path), filled(fields_of(path), shape.write.example), AnyOf(set(ids_in(shape.write.example))))
        html = shown(view)
        wrong += [(path, each) for each in html.controls if each not in html.labelled]
        wrong += [(path, each) for each in html.ids if html.ids.count(each) > 1]
        wrong += [(path, field.name) for field in every_field(fields_of(path)) if field.label == field.name]
    assert not wrong


def test_every_form_that_is_sent_empty_names_all_that_is_missing():
    for path, shape in SHAPES.items():
        missing = {fault.field.partition("-")[0] for fault in read(path, Posted()).faults}
        needed = {name for name, each in shape.body.model_fields.items() if each.is_required()}
        fields = fields_of(path)
        may_be_empty = {
            field.name for field in fields
            if field.is_said or field.kind is Kind.GROUP and not any(each.required for each in field.members)
        }
        assert missing == needed - may_be_empty, path


def test_what_an_id_names_can_be_chosen_of_what_its_makers_record():
    for path in SHAPES:
        for field in every_field(fields_of(path)):
            if isinstance(field.reference, InStream) and field.reference != ANY:
                assert all(makers_of(each) for each in field.reference.made_by), (path, field.name)


def test_an_id_is_typed_only_where_it_comes_from_another_page():
    typed = {
        field.name for path in SHAPES for field in every_field(fields_of(path))
        if field.kind in (Kind.REFERENCE, Kind.REFERENCES) and field.reference is None
    }
    assert typed == {"about_stream_id", "calendar_event_id", "decision_id", "moved_from", "of_entry_id", "record_entry_id"}


@pytest.mark.parametrize(("name", "value", "says"), [
    ("occurred-on", "2026-02-30", "Ange en dag"), ("occurred-on", "i går", "Ange en dag"), ("occurred-on", "0001-01-01", "året"),
    ("occurred-at", "25:00", "klockslag"), ("occurred-at", "09:00+01:00", "klockslag"),
    ("outcome", "kanske", "Välj bland"), ("kind", "</select>", "Välj bland"),
    ("note_written_on", "2199-13-01", "Ange en dag"),
])
def test_what_cannot_be_read_is_said_beside_its_field_and_not_repeated(name, value, says):
    faults = read(SESSION, Posted({**A_SESSION, name: value}.items())).faults
    assert [fault.field for fault in faults] == [name]
    assert says in faults[0].text and value not in faults[0].text


@pytest.mark.parametrize(("name", "value"), [
    ("participants", HIDDEN_DIRECTION), ("participants", "nul\x00"), ("participants", "bel\x07l"),
])
def test_characters_that_nobody_sees_are_refused_beside_their_field(name, value):
    posted = Posted({**A_SESSION, name: value}.items())
    assert [fault.field for fault in read(SESSION, posted).faults if "dolda tecken" in fault.text] == [name]


@pytest.mark.parametrize(("value", "body"), [
    ("12,5", "12.5"), ("1 234,50", "1234.50"), ("1\N{NO-BREAK SPACE}234", "1234"), ("-3", "-3"), ("\N{MINUS SIGN}3", "-3"),
])
def test_a_number_is_read_as_swedes_write_it(value, body):
    [field] = [each for each in fields_of("/cases/{case_id}/attendances") if each.name == "percent"]
    assert field.kind is Kind.DECIMAL
    assert read("/cases/{case_id}/attendances", Posted([("percent", value)])).body["percent"] == body


@pytest.mark.parametrize("value", ["1e9", "NaN", "Infinity", "0x10", "1.2.3", "½", "9" * 40, "1,", "--1"])
def test_what_only_looks_like_a_number_is_none(value):
    faults = read("/cases/{case_id}/attendances", Posted([("percent", value)])).faults
    assert "percent" in {fault.field for fault in faults}


def test_a_month_is_said_when_no_more_is_known_and_a_time_beside_it_is_asked_about():
    on_a_day = [("occurred-on", "2026-03-16"), ("occurred-month_only", "true")]
    assert read(SESSION, Posted(on_a_day)).body["occurred"] == {"on": "2026-03-01", "precision": "month"}
    faults = read(SESSION, Posted([*on_a_day, ("occurred-at", "09:00")])).faults
    assert "occurred-at" in {fault.field for fault in faults}


def test_a_case_that_nobody_finds_is_said_beside_its_field():
    faults = read("/groups/{group_id}/members", Posted([("case_id", "2026-9999")]), lambda number: None).faults
    assert [fault.field for fault in faults if "Inget ärende har det numret" in fault.text] == ["case_id"]


def test_rows_that_nobody_filled_in_are_passed_over_and_the_others_keep_their_order():
    rows = [("sip_measures-0-sip_measure", ""), ("sip_measures-2-sip_measure", "Andra"), ("sip_measures-1-sip_measure", "Första")]
    body = read(SIP_PLAN, Posted(rows)).body
    assert [each["sip_measure"] for each in body["sip_measures"]] == ["Första", "Andra"]


def test_more_rows_than_are_read_are_refused_and_none_is_lost_unseen():
    rows = [(f"sip_measures-{row}-sip_measure", "Stöd") for row in range(MOST_ROWS + 1)]
    with pytest.raises(UsageError, match="fler än"):
        read(SIP_PLAN, Posted(rows))


def test_a_value_of_several_that_need_not_be_given_is_nothing_when_it_is_left_empty():
    assert "communicated" not in read("/cases/{case_id}/decisions", Posted([("communicated-material_sent_on", "")])).body


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=20))
def test_whatever_is_sent_is_a_body_or_faults_and_never_an_error(pairs):
    names = [field.name for field in fields_of(SIP_PLAN)]
    posted = Posted([*pairs, *((names[index % len(names)] + name, value) for index, (name, value) in enumerate(pairs))])
    found = read(SIP_PLAN, posted)
    assert found.faults or read_body(SHAPES[SIP_PLAN].body, json.dumps(found.body).encode())


def test_a_refusal_that_begins_with_a_fields_label_is_shown_beside_the_field():
    fields = fields_of("/staff")
    assert placed(fields, Fault("form", "Namnet är för långt.")) == Fault("name", "Namnet är för långt.")
    assert placed(fields, Fault("form", "Något helt annat.")).field == "form"


def test_every_write_has_an_address_of_its_own_that_names_it_and_what_is_open():
    for write in WRITES:
        ids = {name: UUID(each) for name, each in example_path(write, WRITES).items()}
        found = named_by(address_of(write.path, ids).removeprefix("/record/"))
        assert found is not None and (found.shape.write.path, dict(found.ids), found.open) == (write.path, ids, None)
        if len(ids) > 1:
            last = list(ids)[-1]
            found = named_by(address_of(write.path, {**ids, last: None}).removeprefix("/record/"))
            assert found is not None and found.open == last


@pytest.mark.parametrize("address", [
    "", "/", "cases/-/notes", "cases/{case_id}/notes", "cases/1/notes", "units/", "units/x", "cases//notes", "{}",
    "cases/None/notes",
])
def test_what_is_no_address_of_a_form_names_nothing(address):
    assert named_by(address) is None


def test_one_label_is_shared_by_the_shell_and_the_forms():
    assert {label_of(field.name) for field in fields_of("/lex-sarah-reports")} == {
        field.label for field in fields_of("/lex-sarah-reports")
    }


def test_every_link_of_a_page_to_a_form_leads_to_one():
    wrong, found = [], 0
    for template in sorted(TEMPLATES.rglob("*.html")):
        for address in re.findall(r'"(/record/[^"?~]*[^"?~/])["?]', template.read_text()):
            found += 1
            plain = re.sub(r"{{[^}]*}}", "00000000-0000-4000-8000-000000000000", address).removeprefix("/record/")
            if "{%" not in plain and not re.fullmatch(r"cases/[0-9a-f-]+/?", plain) and named_by(plain) is None:
                wrong.append((template.name, address))
    assert not wrong and found > 5
