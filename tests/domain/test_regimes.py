"""Where a regime forbids identity, no fact of any kind can hold it; and which regime a write is under."""

from __future__ import annotations

import typing
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Literal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from domain.base import ENVELOPE_FIELDS, DomainEvent, Immutable, envelope
from domain.codes import Code
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.event_types import EVENT_TYPES
from domain.offering.catalogue import NOT_ABOUT_A_PERSON_IN_AN_OFFERING, Catalogue, Place, is_judged, place_of
from domain.offering.codes import DocumentationRegime, PlainReason, PlainRole
from domain.offering.offering import Offering
from domain.offering.recognition import recognised_identity
from domain.offering.regime import IdentityForbiddenError, require_allowed
from domain.workbook.plan import REASON, SYSTEM
from domain.workbook.sheets import CASES
from tests.support.examples import ADMINISTRATION_STAMP, CASE, EXAMPLES, KBT_TEAM, STAMP, UNIT, cast_id

FULL, OPEN, ANONYMISED, ADVICE = DocumentationRegime
JUDGED = {name: event for name, event in EXAMPLES.items() if is_judged(event)}
TEST_NUMBERS = ("191212121212", "197010632391")
"""A personal number and a co-ordination number that Skatteverket has published for tests; nobody has them."""
DAY = timedelta(days=1)
TODAY = date(2026, 3, 16)

letters = st.text(st.characters(categories=("L", "Zs", "Po", "So"), exclude_characters="@.+/-"), max_size=30)


@st.composite
def personal_numbers(draw: st.DrawFn) -> str:
    """A published test number as people write them, inside some words."""
    number = draw(st.sampled_from(TEST_NUMBERS))[draw(st.sampled_from((0, 2))):]
    day, last = number[:-4], number[-4:]
    between = draw(st.sampled_from(("-", "", " ", "+", "–", "\N{NON-BREAKING HYPHEN}", " - ", "\N{ZERO WIDTH SPACE}-", "\n")))
    within = draw(st.sampled_from(("", "-", ".", " ")))
    day = within.join((day[:-4], day[-4:-2], day[-2:]))
    written = day + (between or ("-" if within else "")) + last
    shift = draw(st.sampled_from((0, 0xFF10 - 0x30, 0x0660 - 0x30)))
    written = "".join(chr(ord(each) + shift) if each.isdigit() else each for each in written)
    return f"{draw(letters)} {written} {draw(letters)}"


def takes_text(annotation: object) -> bool:
    """Whether a value of the type has room for any text."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return any(takes_text(field.annotation) for field in annotation.model_fields.values())
    return annotation is str or any(map(takes_text, typing.get_args(annotation)))


def fields_with_text(kind: type[DomainEvent]) -> list[str]:
    return [
        name for name, field in kind.model_fields.items() if name not in ENVELOPE_FIELDS and takes_text(field.annotation)
    ]


def is_of_staff(event: DomainEvent, name: str) -> bool:
    who, _, what = name.rpartition("_")
    staff_name = what == "name" and event.SEGMENTS.get(name) == "staff"
    return (staff_name or what == "title") and isinstance(getattr(event, f"{who}_id", None), UUID)


def with_text(value: object, text: str) -> object:
    """The value with the text wherever it has one."""
    if isinstance(value, Code) or not isinstance(value, str | tuple | BaseModel):
        return value
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(with_text(each, text) for each in value)
    return value.model_copy(update={name: with_text(getattr(value, name), text) for name in type(value).model_fields})


def bare(event: DomainEvent) -> DomainEvent:
    """The event without what may be left out, and with fixed words where its type asks for a text that has such."""
    optional = {
        name: () if typing.get_origin(field.annotation) is tuple else None
        for name, field in type(event).model_fields.items()
        if name not in ENVELOPE_FIELDS and not field.is_required() and (takes_text(field.annotation) or name in event.SEGMENTS)
    }
    fixed = {"reason": PlainReason.WRONG_DAY.swedish} if "reason" in type(event).model_fields else {}
    return event.model_copy(update=optional | fixed)


def holding(event: DomainEvent, name: str, text: str) -> DomainEvent:
    return bare(event).model_copy(update={name: with_text(getattr(event, name), text)})


EVERY_TEXT = [
    pytest.param(event, name, id=f"{wire_name}-{name}")
    for wire_name, event in JUDGED.items() for name in fields_with_text(type(event))
]
NOT_OF_STAFF = [param for param in EVERY_TEXT if not is_of_staff(*param.values)]


def recordable_at_advice() -> set[str]:
    """Event types that can be recorded where no text is taken."""
    found = set()
    for wire_name, event in JUDGED.items():
        try:
            require_allowed(ADVICE, [bare(event)])
            found.add(wire_name)
        except IdentityForbiddenError:
            continue
    return found


@pytest.mark.parametrize(("event", "name"), NOT_OF_STAFF)
@settings(max_examples=5)
@given(text=st.text(max_size=40))
def test_at_advice_no_field_of_any_event_takes_a_free_text(event: DomainEvent, name: str, text: str) -> None:
    with pytest.raises(IdentityForbiddenError) as refused:
        require_allowed(ADVICE, [holding(event, name, f"Kanarie {text}")])
    assert "Kanarie" not in str(refused.value)


@pytest.mark.parametrize(("event", "name"), EVERY_TEXT)
@settings(max_examples=8)
@given(text=personal_numbers())
def test_no_field_of_any_event_takes_a_personal_number_where_identity_is_excepted(
    event: DomainEvent, name: str, text: str
) -> None:
    for regime in (ANONYMISED, ADVICE):
        with pytest.raises(IdentityForbiddenError) as refused:
            require_allowed(regime, [holding(event, name, text)])
        assert "1212" not in str(refused.value) and "2391" not in str(refused.value)


@pytest.mark.parametrize("regime", [ANONYMISED, ADVICE])
@pytest.mark.parametrize("event", JUDGED.values(), ids=JUDGED)
def test_no_segment_of_identity_is_taken_where_identity_is_forbidden(regime, event):
    for name, kind in event.SEGMENTS.items():
        if kind in ("identity", "location", "name"):
            with pytest.raises(IdentityForbiddenError):
                require_allowed(regime, [bare(event).model_copy(update={name: getattr(event, name)})])


@pytest.mark.parametrize("regime", [FULL, OPEN])
def test_everything_is_taken_where_the_file_is_kept_whole(regime):
    require_allowed(regime, EXAMPLES.values())


def test_an_insats_without_identity_takes_texts_and_numbers_and_days():
    for wire_name in ("case.note_recorded.v1", "case.plan_established.v1", "case.session_held.v1", "viewpoint.received.v2"):
        require_allowed(ANONYMISED, [EXAMPLES[wire_name]])
    with pytest.raises(IdentityForbiddenError, match="client_name säger vem någon är"):
        require_allowed(ANONYMISED, [EXAMPLES["case.opened.v1"]])


def test_at_advice_a_case_can_be_opened_worked_in_measured_put_right_and_closed():
    assert recordable_at_advice() >= {
        "case.opened.v1", "case.facts_corrected.v1", "case.assigned.v1", "case.session_held.v1", "case.session_corrected.v1",
        "case.rating_recorded.v2", "case.rating_corrected.v2", "case.rating_not_made.v1",
        "case.attendance_recorded.v1", "case.closed.v1",
        "case.closing_corrected.v1", "case.reopened.v1", "case.circumstances_recorded.v1", "case.entry_struck.v1",
        "case.right_to_apply_information_given.v1", "case.complaint_information_given.v1", "outreach.recorded.v1",
    }
    assert "viewpoint.received.v2" not in recordable_at_advice()
    with pytest.raises(IdentityForbiddenError, match="Fältet unmarked är fri text"):
        require_allowed(ADVICE, [holding(EXAMPLES["case.note_recorded.v1"], "unmarked", "Mötet gick bra.")])


@pytest.mark.parametrize(
    ("wire_name", "name", "allowed", "refused"),
    [
        ("case.opened.v1", "number", ["2026-0001", "A-1", "KBT 26/7", "2018-0001"], ["ANNA-1", "Anna 1", "2026", "0701234567"]),
        ("case.rating_recorded.v2", "instrument", ["ORS", "srs"], ["Annas skala", "ORS Anna"]),
        ("case.rating_recorded.v2", "instrument_version", ["1", "2026.1"], ["Annas", "1-Anna", "12345"]),
        ("case.rating_recorded.v2", "language", ["sv", "som"], ["svenska", "Sv", ""]),
        ("case.rating_not_made.v1", "instrument", ["ORS"], ["Annas skala"]),
        ("case.rent_recorded.v1", "month", ["2026-03"], ["mars", "2026-03-16"]),
        ("case.session_corrected.v1", "reason", [each.swedish for each in PlainReason] + [REASON], ["Fel dag, sa Anna", ""]),
        ("case.session_held.v1", "participants", [("mamma", "Barn")], [("Anna",), ("mamma", "mamma Anna")]),
    ],
)
def test_the_texts_that_advice_takes_have_closed_forms(wire_name, name, allowed, refused):
    event = bare(EXAMPLES[wire_name])
    for text in allowed:
        require_allowed(ADVICE, [event.model_copy(update={name: text})])
    for text in set(refused) - {"2026"}:
        with pytest.raises(IdentityForbiddenError, match=f"Fältet {name}"):
            require_allowed(ADVICE, [event.model_copy(update={name: text})])


def test_the_source_of_imported_history_is_the_workbook_and_one_of_its_sheets():
    event = bare(EXAMPLES["case.closed.v1"])
    of_workbook = EXAMPLES["case.closed.v1"].source.model_copy(update={"system": SYSTEM, "sheet": CASES})
    require_allowed(ADVICE, [event.model_copy(update={"source": of_workbook})])
    for wrong in ({"system": "Annas underlag"}, {"sheet": "Anna"}):
        with pytest.raises(IdentityForbiddenError, match=r"Fältet source\."):
            require_allowed(ADVICE, [event.model_copy(update={"source": of_workbook.model_copy(update=wrong)})])


def test_the_names_and_titles_of_registered_staff_are_taken_and_no_others():
    event = EXAMPLES["case.assigned.v1"].model_copy(update={"source": None})
    require_allowed(ADVICE, [event])
    note = holding(EXAMPLES["case.note_recorded.v1"], "author_name", "Anna Exempel")
    unregistered = note.model_copy(update={"author_id": None})
    with pytest.raises(IdentityForbiddenError, match="author_name är fri text"):
        require_allowed(ADVICE, [unregistered])


class _Relative(Immutable):
    relative_name: str


class _Invented(DomainEvent):
    """An event type that nobody has told the regimes of."""

    TYPE: ClassVar[str] = "case.invented"
    SEGMENTS: ClassVar[dict[str, str]] = {"relatives": "third_party", "tells": "fact"}

    relatives: tuple[_Relative, ...] = ()
    tells: str | None = None
    birth_date: date | None = None
    born: str | None = None
    count: int | None = None
    share: Decimal | None = None
    anything: dict[str, str] | None = None
    choices: tuple[Literal["one", "other"], ...] | None = None
    choice_or_text: Literal["one"] | str | None = None


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"relatives": (_Relative(relative_name="Anna"),)}, r"relatives\.relative_name är ett namn"),
        ({"birth_date": date(2011, 4, 5)}, "birth_date säger när någon är född"),
        ({"born": "i mars"}, "born säger när"),
        ({"count": 191212121212}, "count innehåller ett personnummer"),
        ({"share": Decimal("1212121212")}, "share innehåller ett personnummer"),
        ({"tells": "Ring 070-123 45 67."}, "tells innehåller ett telefonnummer"),
        ({"anything": {"a": "b"}}, "anything är av ett slag som inte kan granskas"),
    ],
)
@pytest.mark.parametrize("regime", [ANONYMISED, ADVICE])
def test_an_event_type_made_tomorrow_is_covered_without_being_listed(regime, values, why):
    with pytest.raises(IdentityForbiddenError, match=why):
        require_allowed(regime, [_Invented(**envelope(CASE, 0, STAMP), **values)])
    require_allowed(OPEN, [_Invented(**envelope(CASE, 0, STAMP), **values)])


def test_coded_values_days_and_numbers_of_a_new_event_type_are_taken():
    coded = _Invented(**envelope(CASE, 0, STAMP), count=12, share=Decimal("0.5"), choices=("one", "other"))
    require_allowed(ADVICE, [coded])
    with pytest.raises(IdentityForbiddenError, match="choice_or_text är fri text"):
        require_allowed(ADVICE, [coded.model_copy(update={"choice_or_text": "one"})])
    require_allowed(ANONYMISED, [_Invented(**envelope(CASE, 0, STAMP), tells="Mötet gick bra.", count=2011)])
    with pytest.raises(IdentityForbiddenError, match=r"Lämna fältet tomt; kodade val"):
        require_allowed(ADVICE, [_Invented(**envelope(CASE, 0, STAMP), tells="Mötet gick bra.")])


@settings(max_examples=500)
@given(text=personal_numbers())
def test_a_personal_number_is_recognised_however_it_is_written(text):
    assert recognised_identity(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Perioden 2024-03-01 – 2024-05-31", "2024.03.01 - 2024.05.31", "2024-03-01--2024-05-31", "den 2024-03-01 kl 13:30",
        "2024-03-01 1330", "kl 08-16", "20240301-20240531", "ärende 2018-0001", "100 000 kronor", "vecka 12, 3 av 5 gånger",
        "AUDIT 12/40", "ORS 22,7 och 31,4", "dnr 2025-0412", "§ 88", "3, 6 och 12 månader", "",
    ],
)
def test_ordinary_days_and_numbers_are_not_taken_for_identity(text):
    assert recognised_identity(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "anna@exempel.se", "ANNA.X+1@Exempel.Test", "anna＠exempel．se", "070-123 45 67", "tel:0701234567", "+46 (0)70 123 45 67",
        "08-508 25 000", "0046 70 123 45 67", "1212121212", "¹²¹²¹²-¹²¹²", "12 12 12 - 1212", "1912-12-12-1212", "(121212-1212)",
        "1912-12-12-1212 2 barn", "1912-12-12-1212-2",
    ],
)
def test_addresses_and_numbers_of_people_are_recognised(text):
    assert recognised_identity(f"Nås på {text}, helst på dagen") is not None


# Which regime a write is under.

def offering(number: int, regime: DocumentationRegime, unit: UUID = UNIT, **changes: object) -> Offering:
    established = EXAMPLES["offering.established.v1"].model_copy(
        update={"originator_id": cast_id(number), "unit": unit, "regime": regime, "regime_from": date(2025, 7, 1), **changes}
    )
    return Offering.fold([established])


def catalogue(*offerings: Offering) -> Catalogue:
    return Catalogue({each.id: each for each in offerings}, {UNIT: None, KBT_TEAM: UNIT})


A_FULL, AN_ADVICE, AN_ANONYMISED = offering(820, FULL), offering(821, ADVICE), offering(822, ANONYMISED)
OPENED = bare(EXAMPLES["case.opened.v1"]).model_copy(update={"unit": UNIT, "offering": None})
NAMED = OPENED.model_copy(update={"client_name": "Klara Påhittad"})


def test_the_place_of_a_stream_is_what_its_events_state_last():
    moved = OPENED.model_copy(update={"unit": KBT_TEAM, "offering": AN_ADVICE.id})
    assert place_of([]) == Place(None, None)
    assert place_of([OPENED, moved, EXAMPLES["case.closed.v1"]]) == Place(KBT_TEAM, AN_ADVICE.id)


@pytest.mark.parametrize(
    ("offerings", "place", "is_new", "regime"),
    [
        ((), Place(UNIT, None), True, FULL),
        ((A_FULL, AN_ADVICE), Place(UNIT, AN_ADVICE.id), True, ADVICE),
        ((A_FULL, AN_ADVICE), Place(UNIT, A_FULL.id), True, FULL),
        ((AN_ADVICE,), Place(UNIT, None), True, ADVICE),
        ((AN_ADVICE,), Place(KBT_TEAM, None), True, ADVICE),
        ((AN_ADVICE, offering(823, FULL, KBT_TEAM)), Place(KBT_TEAM, None), True, FULL),
        ((AN_ADVICE,), Place(cast_id(3999), None), True, FULL),
        ((A_FULL, offering(824, OPEN)), Place(UNIT, None), True, FULL),
        ((A_FULL, AN_ADVICE), Place(UNIT, None), False, FULL),
        ((AN_ANONYMISED, AN_ADVICE), Place(UNIT, None), False, ADVICE),
        ((AN_ADVICE,), Place(None, None), False, FULL),
    ],
)
def test_a_case_is_under_its_offering_or_under_what_its_unit_offers(offerings, place, is_new, regime):
    assert catalogue(*offerings).regime_of(place, TODAY, is_new=is_new) is regime


def test_an_offering_that_takes_nobody_new_says_nothing_of_cases_that_name_none():
    withdrawn = offering(825, ADVICE)
    withdrawn.withdrawn_from = TODAY
    assert catalogue(withdrawn).regime_of(Place(UNIT, None), TODAY) is FULL
    assert catalogue(withdrawn).regime_of(Place(UNIT, None), TODAY - DAY) is ADVICE
    assert catalogue(withdrawn).regime_of(Place(UNIT, withdrawn.id), TODAY) is ADVICE


def test_a_new_case_says_which_offering_where_that_matters():
    with pytest.raises(NotAllowedError, match="Ange vilket utbud"):
        catalogue(A_FULL, AN_ADVICE).require_allowed([], [NAMED], TODAY)
    catalogue(A_FULL, AN_ADVICE).require_allowed([], [NAMED.model_copy(update={"offering": A_FULL.id})], TODAY)
    catalogue(A_FULL, AN_ADVICE).require_allowed([], [EXAMPLES["outreach.recorded.v1"]], TODAY)


@pytest.mark.parametrize(
    ("named", "error", "message"),
    [
        (cast_id(3999), NotFoundError, "Utbudet finns inte"),
        (offering(826, FULL, KBT_TEAM).id, InvalidValueError, "en annan enhet"),
        (offering(827, FULL).id, NotAllowedError, "tar inte emot någon ny den 2026-03-16"),
        (AN_ADVICE.id, IdentityForbiddenError, "client_name säger vem någon är"),
    ],
)
def test_an_opening_in_an_offering_is_refused(named, error, message):
    ahead = offering(827, FULL, regime_from=TODAY + DAY)
    offered = catalogue(A_FULL, AN_ADVICE, offering(826, FULL, KBT_TEAM), ahead)
    with pytest.raises(error, match=message):
        offered.require_allowed([], [NAMED.model_copy(update={"offering": named})], TODAY)


def test_an_activity_s_case_may_be_in_an_offering_of_the_unit_that_it_is_part_of():
    catalogue(A_FULL).require_allowed([], [NAMED.model_copy(update={"unit": KBT_TEAM, "offering": A_FULL.id})], TODAY)


def test_the_day_of_recording_decides_and_not_the_day_it_happened():
    changed = Offering.fold([
        EXAMPLES["offering.established.v1"].model_copy(update={"regime": FULL}),
        EXAMPLES["offering.regime_changed.v1"].model_copy(update={"regime": ADVICE, "regime_from": TODAY}),
    ])
    offered = catalogue(changed)
    standing = [NAMED.model_copy(update={"offering": changed.id})]
    note = EXAMPLES["case.note_recorded.v1"]
    offered.require_allowed(standing, [note], TODAY - DAY)
    with pytest.raises(IdentityForbiddenError):
        offered.require_allowed(standing, [note], TODAY)


def test_a_case_that_holds_identity_is_not_moved_to_where_identity_is_forbidden():
    offered = catalogue(A_FULL, AN_ADVICE)
    named, nameless = (each.model_copy(update={"offering": A_FULL.id}) for each in (NAMED, OPENED))
    to_advice = bare(EXAMPLES["case.facts_corrected.v1"]).model_copy(update={"unit": UNIT, "offering": AN_ADVICE.id})
    with pytest.raises(IdentityForbiddenError, match="client_name"):
        offered.require_allowed([named], [to_advice], TODAY)
    offered.require_allowed([nameless], [to_advice], TODAY)
    to_full = EXAMPLES["case.facts_corrected.v1"].model_copy(update={"unit": UNIT, "offering": A_FULL.id})
    offered.require_allowed([nameless.model_copy(update={"offering": AN_ADVICE.id})], [to_full], TODAY)


def test_a_viewpoint_in_a_case_is_under_the_case_and_one_in_none_is_a_text_without_identity():
    viewpoint = bare(EXAMPLES["viewpoint.received.v2"]).model_copy(update={"unit": UNIT})
    of_case = Place(UNIT, AN_ADVICE.id)
    with pytest.raises(IdentityForbiddenError, match="Registrera det utan ärende"):
        catalogue(AN_ADVICE).require_allowed([], [viewpoint], TODAY, elsewhere=of_case)
    outside = viewpoint.model_copy(update={"case_id": None})
    catalogue(AN_ADVICE).require_allowed([], [outside], TODAY)
    with pytest.raises(IdentityForbiddenError, match="personnummer"):
        catalogue(AN_ADVICE).require_allowed([], [outside.model_copy(update={"description": "121212-1212 klagar"})], TODAY)


@pytest.mark.parametrize("family", ["group", "outreach", "viewpoint"])
def test_later_events_of_a_stream_are_under_the_place_that_its_first_states(family):
    first, *later = [event for event in JUDGED.values() if event.TYPE.startswith(f"{family}.")]
    first = bare(first).model_copy(update={"unit": UNIT})
    tried = 0
    for event in later:
        for name in set(fields_with_text(type(event))) - {"received_by"}:
            told = holding(event, name, "121212-1212").model_copy(
                update={"unit": UNIT} if "unit" in type(event).model_fields else {}
            )
            with pytest.raises(IdentityForbiddenError):
                catalogue(AN_ADVICE).require_allowed([first], [told], TODAY)
            tried += 1
    assert tried


def test_what_is_about_the_organisation_is_under_no_regime():
    assert {name.split(".")[0] for name in EVENT_TYPES} - NOT_ABOUT_A_PERSON_IN_AN_OFFERING == {
        "case", "viewpoint", "outreach", "group", "journal_review", "suggestion"
    }, "what a review finds, and what is suggested, is about somebody's record"
    for event in EXAMPLES.values():
        if not is_judged(event):
            catalogue(AN_ADVICE).require_allowed([], [event.model_copy(update={"unit_id": UNIT})], TODAY)


def test_the_fixed_words_are_those_of_the_import_and_of_the_streams():
    assert PlainReason.from_swedish(REASON) is PlainReason.CORRECTED_IN_SOURCE
    assert PlainRole.from_swedish("Mamma") is PlainRole.MOTHER
    assert envelope(UNIT, 0, ADMINISTRATION_STAMP)["unit_id"] is None


@pytest.mark.parametrize("regime", DocumentationRegime)
@pytest.mark.parametrize("needs_tested", [True, False])
def test_a_request_for_help_after_an_assessment_is_taken_only_where_a_full_file_is_kept(regime, needs_tested):
    place = offering(827, regime)
    opened = NAMED.model_copy(update={"offering": place.id})
    asked = EXAMPLES["case.intake_received.v1"].model_copy(update={
        "needs_tested": needs_tested, "received_from_name": None, "reason_codes": (), "own_words": None, "told_by_others": None,
        "source": None,
    })
    if needs_tested and regime is not FULL:
        with pytest.raises(NotAllowedError, match="behovsprövad hjälp, men insatsen dokumenteras som"):
            catalogue(place).require_allowed([opened], [asked], TODAY)
    else:
        catalogue(place).require_allowed([opened], [asked], TODAY)
