"""What was said outside any case (sv. *synpunkter*), what it led to, and the weekly meetings that went through it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from adapters.demo.casefile import Said, Town, ViewpointFile
from adapters.demo.cast import HOUSING_SUPPORT, POLICY, YOUTH_CLINIC
from adapters.demo.luck import Luck
from domain.base import Purpose, Stamp
from domain.case.case import Case
from domain.codes import Channel, Gender, ViewpointKind, ViewpointSubject
from domain.development_proposal.codes import ProposalStatus
from domain.development_proposal.proposal import DevelopmentProposal
from domain.viewpoint.codes import FeedbackHow, FeedbackTo, ViewpointStep
from domain.viewpoint_inventory.inventory import ViewpointInventory

_FIRST_WEEK, _WEEKS, _MISSED = date(2026, 8, 31), 8, 3
"""Mondays of the weekly meetings of the autumn, and which of them was not held, from 0."""


def tell_voices(town: Town) -> None:
    """A complaint put right, praise, a letter that nobody has answered, a formal complaint, an appeal, and what came of it."""
    luck, staff = Luck("röster"), town.cast.staff
    complaint = Said("Jag fick vänta tre veckor på besked om min syster kunde få boendestöd.",
                     "Besked om väntetid lämnas inom tre arbetsdagar.", ViewpointSubject.ACCESSIBILITY,
                     ViewpointKind.COMPLAINT)
    letter = ViewpointFile(town, luck, town.cast.units[HOUSING_SUPPORT], None)
    letter.receive(date(2025, 10, 7), "10:25", staff["ines"], complaint, "anhörig", (Gender.WOMAN,), Channel.WRITTEN)
    letter.do(date(2025, 10, 9), "08:50", staff["karin"], lambda now: letter.viewpoint.correct(
        **_values(letter) | {"subject_category": ViewpointSubject.INFORMATION}, adaptation=None, feedback_on=None,
        reason="Det gällde besked, inte tillgänglighet.", stamp=now.stamp, today=now.today, policy=POLICY,
    ))
    letter.adapt(date(2025, 10, 20), "13:30", staff["karin"], complaint)
    letter.tell(date(2025, 10, 22), "09:30", staff["karin"])
    praise = Said("Tack för att ni ringde upp samma dag.", "", ViewpointSubject.TREATMENT_BY_STAFF, ViewpointKind.PRAISE)
    thanks = ViewpointFile(town, luck, town.cast.units[YOUTH_CLINIC], None)
    thanks.receive(date(2026, 2, 12), "15:35", staff["ines"], praise, "förälder", (Gender.WOMAN, Gender.MAN))
    wish = Said("Skyltningen till mottagningen är svår att se från bussen.", "", ViewpointSubject.OTHER,
                ViewpointKind.IMPROVEMENT)
    unanswered = ViewpointFile(town, luck, town.cast.units[YOUTH_CLINIC], None)
    unanswered.receive(date(2026, 9, 29), "10:45", staff["ines"], wish, "ungdom", (), Channel.WRITTEN)
    _tell_formal_complaint(town, luck)
    _tell_appeal(town, luck)
    proposed = _tell_what_cannot_be_done(town, luck)
    _tell_meetings(town, luck, {date(2026, 9, 28): (unanswered.id,), date(2026, 10, 5): (proposed,)})


def _tell_formal_complaint(town: Town, luck: Luck) -> None:
    """Somebody was badly treated: the manager hears the same day, and the complaint is registered and answered."""
    ines, karin = town.cast.staff["ines"], town.cast.staff["karin"]
    said = Said("Personen i receptionen talade över huvudet på mig.", "Receptionen tilltalar den som besöket gäller.",
                ViewpointSubject.TREATMENT_BY_STAFF, ViewpointKind.COMPLAINT)
    file = ViewpointFile(town, luck, town.cast.units[HOUSING_SUPPORT], None)
    file.receive(date(2026, 5, 19), "09:40", ines, said, "brukare", (Gender.WOMAN,), Channel.WRITTEN)
    file.do(date(2026, 5, 19), "10:15", ines, lambda now: file.viewpoint.tell_manager(
        manager_told_on=now.today, manager_id=karin.id, manager_name=karin.name, manager_title=karin.title_on(now.today),
        stamp=now.stamp, today=now.today, policy=POLICY,
    ))
    file.do(date(2026, 5, 20), "08:35", karin, lambda now: file.viewpoint.register_complaint(
        registered_on=now.today, registry_number="SN 2026-0117", stamp=now.stamp, today=now.today, policy=POLICY
    ))
    file.adapt(date(2026, 5, 27), "13:30", karin, said)
    file.do(date(2026, 5, 28), "15:10", karin, lambda now: file.viewpoint.answer_complaint(
        complaint_answered_on=now.today, complaint_answer="Du har rätt: det är du som ska tilltalas. Vi beklagar det som hände.",
        measures_taken=said.adaptation, answered_by_id=karin.id, answered_by_name=karin.name,
        answered_by_title=karin.title_on(now.today), stamp=now.stamp, today=now.today, policy=POLICY,
    ))
    file.do(date(2026, 6, 2), "09:20", karin, lambda now: file.viewpoint.give_feedback(
        given_on=now.today, feedback_to=FeedbackTo.WORK_GROUP, feedback_how=FeedbackHow.MEETING, stamp=now.stamp, today=now.today
    ))


def _tell_appeal(town: Town, luck: Luck) -> None:
    """What a decision says is a matter for appeal; that was first taken for something that could not be adapted."""
    karin = town.cast.staff["karin"]
    said = Said("Beslutet ger mig för få timmar.", "", ViewpointSubject.CONTENT_OF_SERVICE, ViewpointKind.COMPLAINT)
    file = ViewpointFile(town, luck, town.cast.units[HOUSING_SUPPORT], None)
    file.receive(date(2026, 4, 14), "13:20", karin, said, "brukare", (Gender.MAN,))
    file.do(date(2026, 4, 14), "13:30", karin, lambda now: file.viewpoint.rule_out_adaptation(
        ruled_out_on=now.today, ruled_out_reason="Antalet timmar står i beslutet.", ruled_out_by_id=karin.id,
        ruled_out_by_name=karin.name, ruled_out_by_title=karin.title_on(now.today), stamp=now.stamp, today=now.today,
        policy=POLICY,
    ))
    file.do(date(2026, 4, 15), "08:50", karin, lambda now: file.viewpoint.withdraw_step(
        step=ViewpointStep.RULING_OUT, reason="Det gäller beslutets innehåll.", stamp=now.stamp, policy=POLICY
    ))
    file.do(date(2026, 4, 15), "08:55", karin, lambda now: file.viewpoint.refer_to_appeal(
        case_of=_no_case, told_to_appeal_on=now.today, stamp=now.stamp, today=now.today
    ))


def _tell_what_cannot_be_done(town: Town, luck: Luck) -> UUID:
    """Something that cannot be changed at once, and the proposal that comes out of it."""
    ines, karin, unit = town.cast.staff["ines"], town.cast.staff["karin"], town.cast.units[YOUTH_CLINIC]
    said = Said("Det går inte att boka tid på kvällen.", "", ViewpointSubject.ACCESSIBILITY, ViewpointKind.IMPROVEMENT)
    file = ViewpointFile(town, luck, unit, None)
    file.receive(date(2026, 10, 6), "15:05", ines, said, "förälder", (Gender.WOMAN,))
    file.do(date(2026, 10, 8), "11:10", karin, lambda now: file.viewpoint.rule_out_adaptation(
        ruled_out_on=now.today, ruled_out_reason="Lokalen är larmad efter klockan 17 året ut.", ruled_out_by_id=karin.id,
        ruled_out_by_name=karin.name, ruled_out_by_title=karin.title_on(now.today), stamp=now.stamp, today=now.today,
        policy=POLICY,
    ))
    file.tell(date(2026, 10, 9), "09:15", ines)
    proposal, proposal_id, stamp = DevelopmentProposal(), luck.uuid(), town.cast.stamp(karin, unit, Purpose.CASE_WORK)
    town.chronicle.at(date(2026, 10, 9), "10:30", proposal, lambda today: proposal.raise_proposal(
        proposal_id=proposal_id, unit=unit, proposed_on=today, proposal="Kvällstider en dag i veckan.", viewpoint_ids=(file.id,),
        owner_id=karin.id, owner_name=karin.name, owner_title=karin.title_on(today), due_on=date(2027, 2, 26), stamp=stamp,
        today=today, policy=POLICY,
    ))
    town.chronicle.at(date(2026, 10, 16), "10:40", proposal, lambda today: proposal.change_status(
        status=ProposalStatus.RESTING, changed_on=today, reason="Fastighetsbolaget svarar i januari.", stamp=stamp, today=today,
        policy=POLICY,
    ))
    return file.id


def _tell_meetings(town: Town, luck: Luck, gone_through: dict[date, tuple[UUID, ...]]) -> None:
    """The clinic goes through its viewpoints on Fridays, also when there are none; one week it was forgotten."""
    karin, unit = town.cast.staff["karin"], town.cast.units[YOUTH_CLINIC]
    stamp = town.cast.stamp(karin, unit, Purpose.CASE_WORK)
    for nth in range(_WEEKS):
        if nth != _MISSED:
            monday = _FIRST_WEEK + timedelta(days=7 * nth)
            _tell_meeting(town, luck.uuid(), monday, gone_through.get(monday, ()), stamp)


def _tell_meeting(town: Town, inventory_id: UUID, monday: date, viewpoint_ids: tuple[UUID, ...], stamp: Stamp) -> None:
    inventory, karin = ViewpointInventory(), town.cast.staff["karin"]
    town.chronicle.at(monday + timedelta(days=4), "11:30", inventory, lambda today: inventory.hold(
        inventory_id=inventory_id, unit=town.cast.units[YOUTH_CLINIC], week_from=monday, held_on=today, leader_id=karin.id,
        leader_name=karin.name, leader_title=karin.title_on(today), viewpoint_ids=viewpoint_ids, stamp=stamp, today=today,
        policy=POLICY,
    ))


def _no_case(case_id: UUID) -> Case:
    """What is said outside any case refers to no case's decision."""
    raise LookupError(f"a viewpoint outside any case asks for {case_id}")


def _values(file: ViewpointFile) -> dict[str, Any]:
    facts = file.viewpoint.facts
    return {name: getattr(facts, name) for name in (
        "case_id", "received_on", "kind", "received_by_id", "received_by_name", "received_by_title", "received_by", "giver_role",
        "givers", "subject_category", "channel", "description", "comment", "unit",
    )}
