"""Who looked at what, and what has had its time (sv. *tillsyn*): an emergency and a log to review, a proposed erasure."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from adapters.demo.casefile import Client, Town, on
from adapters.demo.cast import HOUSING_SUPPORT, POLICY, UNIT_NAME
from adapters.demo.luck import Luck
from adapters.demo.overseers import Overseers
from adapters.demo.pen import Now, decided
from domain.base import Purpose, Source, Stamp
from domain.case.case import Case
from domain.case.follow_up.codes import FollowUpPoint
from domain.case.journal import Author, Texts
from domain.codes import CloseManner, EntryType, Gender, LegalBasis, NoteChannel
from domain.emergency_access.access import EmergencyAccess
from domain.erasure.erasure import Erasure, Judged
from domain.erasure.events import ErasureItem
from domain.log_review.review import LogReview
from domain.months import months_after
from domain.policy.adoption import PolicyAdoption
from domain.policy.events import PolicyValue
from domain.retention.codes import RetentionGround
from domain.retention.record_retention import RecordRetention

_IMPORTED_ON, _ENDED_ON = date(2025, 1, 8), date(2020, 5, 29)
_OLD = (
    Client("Gertrud Sagoby", Gender.WOMAN, 1951), Client("Folke Demoby", Gender.MAN, 1948),
    Client("Anita Påhittby", Gender.WOMAN, 1963),
)
_BASIS = "SoL 2025:400 16 kap. 1 §"
_PROPOSED_ON = date(2026, 10, 27)


def tell_oversight(town: Town, people: Overseers, emergency_case: UUID) -> None:
    """Write what waits for the log controller, the archivist and the manager."""
    luck = Luck("tillsyn")
    _tell_emergency(people, luck, emergency_case)
    review = LogReview()
    people.write(date(2026, 10, 5), "09:00", "lovisa", review, "plan", {
        "log_review_id": luck.uuid(), "unit": town.cast.units[UNIT_NAME], "log_month": "2026-09",
    }, known={"others": lambda: ()})
    _tell_erasure(town, people, luck)


def _tell_emergency(people: Overseers, luck: Luck, case_id: UUID) -> None:
    """One is reviewed; the other is from the last evening, and waits."""
    for day, clock, reason, reviewed in (
        (date(2026, 9, 17), "16:10", "Grannen ringer om skrik; jag behöver veta vem jag kan nå.", True),
        (date(2026, 10, 29), "16:40", "Klienten svarar inte efter ett oroligt samtal i dag.", False),
    ):
        access = EmergencyAccess()
        people.write(day, clock, "elias", access, "open", {
            "access_id": luck.uuid(), "emergency_case_id": case_id, "emergency_reason": reason,
        })
        if reviewed:
            people.write(date(2026, 9, 18), "08:30", "lovisa", access, "review", {
                "emergency_outcome": "justified", "emergency_review": "Läste kontaktpersonen och ringde. Inget annat lästes.",
            })


def _tell_erasure(town: Town, people: Overseers, luck: Luck) -> None:
    """Three old records are due; two are gone through, and one of them is proposed and waits for a second person."""
    people.write(date(2026, 9, 1), "10:00", "karin", PolicyAdoption(), "adopt", {
        "adoption_id": luck.uuid(), "policy_values": (PolicyValue(bound="municipality_code", amount="180"),),
        "takes_effect_on": date(2026, 9, 2), "adopted_on": date(2026, 9, 1), "adopted_by": "Nämnden",
        "reason": "Utan kommunkod gallras ingenting.",
    })
    old = [_tell_old_case(town, luck, nth, client) for nth, client in enumerate(_OLD)]
    for nth, record_id in enumerate(old[:2]):
        people.write(_PROPOSED_ON, f"09:{nth}0", "arvid", RecordRetention(), "examine", {
            "record_id": record_id, "record_contents": (), "sampled_birthday": "no", "other_data": "no",
        })
    last_note_on = months_after(_ENDED_ON, max(point.months for point in FollowUpPoint))
    due_on = months_after(last_note_on, 60)
    item = ErasureItem(record_id=old[0], record_family="case", retention_ground=RetentionGround.LAST_NOTE, erasure_basis=_BASIS,
                       last_note_on=last_note_on, due_on=due_on, finish_by=date(due_on.year + 1, 12, 31))
    erasure = Erasure()
    people.write(_PROPOSED_ON, "10:00", "arvid", erasure, "propose", {"erasure_id": luck.uuid(), "record_ids": (old[0],)}, known={
        "judged": lambda only: Judged(town.chronicle.size_on(_PROPOSED_ON), (item,), ()),
    })


def _tell_old_case(town: Town, luck: Luck, nth: int, client: Client) -> UUID:
    """A case that ended in 2020, read in from a list with what it claims."""
    case, case_id, ines, received_on = Case(), luck.uuid(), town.cast.staff["ines"], date(2019, 9, 2 + nth)
    stamp = town.cast.stamp(ines, town.cast.units[HOUSING_SUPPORT], Purpose.IMPORT)
    source = Source(system="Underlag 2020", sheet="Ärenden", row=2 + nth, year=2020, claimed_recorded_on=_ENDED_ON)
    number, note_id = town.number(received_on), luck.uuid()
    town.chronicle.at(_IMPORTED_ON, "10:40", case, lambda today: case.open(
        case_id=case_id, number=number, unit=town.cast.units[HOUSING_SUPPORT], gender=client.gender,
        birth_year=client.birth_year, client_name=client.name, received_on=received_on, started_on=received_on,
        legal_basis=LegalBasis.ASSISTANCE, source=source, stamp=stamp, today=today, policy=POLICY,
    ))
    town.chronicle.at(_IMPORTED_ON, "10:41", case, lambda today: case.record_note(
        note_id=note_id, occurred=on(_ENDED_ON), entry_type=EntryType.EVENT,
        texts=Texts(unmarked="Sista hembesöket. Nycklar lämnade."),
        author=Author(None, "Lennart Fiktiv", "boendestödjare"), channel=NoteChannel.HOME_VISIT, source=source, stamp=stamp,
        today=today, policy=POLICY,
    ))
    town.chronicle.at(_IMPORTED_ON, "10:42", case, lambda today: case.close(
        closed_on=_ENDED_ON, manner=CloseManner.AS_PLANNED, referred_onward=False, source=source, stamp=stamp, today=today,
    ))
    _tell_ending(town, luck, case, stamp, source)
    return case_id


def _tell_ending(town: Town, luck: Luck, case: Case, stamp: Stamp, source: Source) -> None:
    """What the list says of how it ended; whoever was asked afterwards was not reached."""
    now = Now(stamp, _IMPORTED_ON, town.cast.staff["ines"].author(_IMPORTED_ON))
    documented = {
        "entry_id": luck.uuid(), "closing_documented_on": _ENDED_ON, "home_at_closing": "own_contract",
        "done_summary": "Boendestöd varannan vecka.", "ending_kind": "planned", "goal_attainment": "reached",
        "remaining_need": "no", "individual_view": "Klarar sig själv.", "reporting_manner": "written",
        "reported_to_commissioner_on": _ENDED_ON, "source": source,
    }
    town.chronicle.at(_IMPORTED_ON, "10:43", case, lambda today: decided(case.document_closing, now, documented))
    for nth, point in enumerate(FollowUpPoint):
        day = months_after(_ENDED_ON, point.months)
        given_up = {
            "entry_id": luck.uuid(), "follow_up_point": point, "given_up_on": day, "no_follow_up_cause": "not_reached",
            "contact_attempts": 1, "source": source.model_copy(update={"claimed_recorded_on": day}),
        }
        town.chronicle.at(_IMPORTED_ON, f"10:4{4 + nth}", case, lambda today, values=given_up: decided(
            case.give_up_follow_up, now, values
        ))
