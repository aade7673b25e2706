"""One full example of every event type of a Lex Sarah report's handling."""

from __future__ import annotations

from datetime import date, time

from domain.base import DomainEvent, Occurred, Purpose, Stamp, envelope
from domain.codes import Channel, YesNoUnknown
from domain.lex_sarah import handling_events as h
from domain.lex_sarah import investigation_events as i
from domain.lex_sarah.codes import (
    AccessLevel,
    Affected,
    CauseArea,
    ConsequenceExtent,
    ConsequenceKind,
    ContributingFactor,
    Degree,
    FindingKind,
    InterviewedRole,
    InvestigationForm,
    NoticedHow,
    ReopenReason,
)
from domain.lex_sarah.values import AreaConsidered, Consequence
from tests.support.cast import ANNA, BO, CASE, CECILIA, OTHER_CASE, UNIT, cast_id

REPORT, MAIN_REPORT, EARLIER_REPORT = cast_id(30000), cast_id(30001), cast_id(30002)
INVESTIGATOR, DECIDER, OTHER_UNIT = cast_id(30003), cast_id(30004), cast_id(30005)
LEX_STAMP = Stamp(actor_id=DECIDER, unit_id=UNIT, purpose=Purpose.LEX_SARAH)
NOTICED_ON, SUBMITTED_ON = date(2024, 8, 12), date(2024, 8, 12)
JULY = Occurred(on=date(2024, 7, 1), precision="month")
(SUPPLEMENT, RECEIPT, REGISTRATION, TRANSFER, ANSWER, LINK, AFFECTED, ASSESSMENT, FORM, ASSIGNMENT, CONFLICT, ACCESS, ACCESS_END,
 FINDING, INTERVIEW, DOCUMENT, CAUSES, CONSEQUENCES, RECURRENCE, COMPLETION, RETURN, DECISION, ESCALATION, CLOSING,
 REOPENING) = (cast_id(number) for number in range(30010, 30035))
DEVIATION_LINK = cast_id(31009)

AREAS = tuple(
    AreaConsidered(area=area, found=area is CauseArea.PROCEDURES, text="Rutinen säger inte vem som skriver vid semester.")
    for area in CauseArea
)
CONSEQUENCE_KINDS = tuple(
    Consequence(kind=kind, extent=ConsequenceExtent.NONE)
    if kind is ConsequenceKind.ECONOMIC
    else Consequence(kind=kind, extent=ConsequenceExtent.POTENTIAL, text="Kunde ha blivit utan stöd.")
    for kind in ConsequenceKind
)


def _at(version: int = 0) -> dict:
    return envelope(REPORT, version, LEX_STAMP)


EXAMPLES: tuple[DomainEvent, ...] = (
    h.LexSarahReportSubmitted(
        **_at(), unit=UNIT, submitted_on=SUBMITTED_ON, lex_reporter_id=ANNA, lex_reporter_name="Anna Andersson",
        lex_reporter_title="Behandlare", lex_reporter_unit_id=OTHER_UNIT, lex_report_channel=Channel.ORAL, writer_id=BO,
        writer_name="Bo Bengtsson", writer_title="Biträdande enhetschef",
        noticed_at=Occurred(on=NOTICED_ON, at=time(9, 5), precision="minute"), occurred=JULY,
        occurred_to=Occurred(on=date(2024, 8, 9)), event_text="Anteckningar saknas för juli.", affected=Affected.CASES,
        case_ids=(CASE,), noticed_how=NoticedHow.COMMISSIONER, immediate_text="Familjen kontaktades samma dag.",
    ),
    h.LexSarahReportSupplemented(
        **_at(), entry_id=SUPPLEMENT, supplemented_on=date(2024, 8, 13), supplement_text="Även första veckan i augusti saknas."
    ),
    h.LexSarahReportReceived(
        **_at(), entry_id=RECEIPT, lex_received_on=date(2024, 8, 12), receiver_id=CECILIA, receiver_name="Cecilia Carlsson",
        receiver_title="Verksamhetsutvecklare", acknowledgement="Muntligt samma dag.", receiver_in_conflict=True,
        conflict_text="Har handlett den som var borta.",
    ),
    h.LexSarahReportRegistered(
        **_at(), entry_id=REGISTRATION, registry_number="SN 2024/112", registered_on=date(2024, 8, 12)
    ),
    h.TransferProposed(
        **_at(), entry_id=TRANSFER, transfer_proposed_on=date(2024, 8, 13), transferred_to="Äldrenämnden",
        transfer_reason="Insatsen gavs av hemtjänsten.",
    ),
    h.TransferAnswered(
        **_at(), entry_id=ANSWER, transfer_answered_on=date(2024, 8, 15), transfer_accepted=True,
        transfer_answer="Mottagen, ÄN 2024/9.",
    ),
    h.ReportLinked(
        **_at(), entry_id=LINK, linked_on=date(2024, 8, 13), main_report_id=MAIN_REPORT, link_reason="Samma ärende och månad.",
    ),
    h.DeviationLinked(
        **_at(), entry_id=DEVIATION_LINK, deviation_linked_on=date(2024, 8, 13), deviation_id=cast_id(31000),
    ),
    h.AffectedStated(
        **_at(), entry_id=AFFECTED, affected=Affected.SEVERAL, case_ids=(CASE, OTHER_CASE),
        affected_reason="Journalgranskningen visade ett ärende till.",
    ),
    h.InitialAssessmentMade(
        **_at(), entry_id=ASSESSMENT, initially_assessed_on=date(2024, 8, 13),
        provisional_degree=Degree.TANGIBLE_RISK_SERIOUS, ivo_obvious=True, urgent_need=False, police_report=False,
        child_concern_report=False, investigation_form=InvestigationForm.STANDARD,
        assessment_motivation="Det går inte att visa att ungdomen fick insatsen.",
    ),
    h.InvestigationFormChanged(
        **_at(), entry_id=FORM, form_changed_on=date(2024, 8, 20), investigation_form=InvestigationForm.STANDARD,
        form_motivation="Fler ärenden berörs.",
    ),
    h.InvestigatorAssigned(
        **_at(), entry_id=ASSIGNMENT, investigator_assigned_on=date(2024, 8, 14), investigator_id=INVESTIGATOR,
        investigator_name="Ingrid Isaksson", investigator_title="Lex Sarah-utredare", mandate="Hela sommaren, hela enheten.",
        independent=False, not_independent_reason="Har tidigare arbetat vid enheten.",
    ),
    h.ConflictDeclared(
        **_at(), entry_id=CONFLICT, conflict_declared_on=date(2024, 8, 16), conflicted_id=BO, conflicted_name="Bo Bengtsson",
        conflicted_title="Biträdande enhetschef", conflict_text="Ansvarade för semesterplaneringen.",
    ),
    h.AccessGranted(
        **_at(), entry_id=ACCESS, access_from=date(2024, 8, 14), accessor_id=DECIDER, accessor_name="Disa Dahl",
        accessor_title="Enhetschef", access_level=AccessLevel.STATUS, access_reason="Ska genomföra åtgärder.",
    ),
    h.AccessEnded(
        **_at(), entry_id=ACCESS_END, access_to=date(2024, 9, 1), accessor_id=DECIDER, access_reason="Har slutat."
    ),
    i.FindingRecorded(
        **_at(), entry_id=FINDING, occurred=JULY, finding_kind=FindingKind.EVENT, lex_finding="Ingen anteckning i juli.",
        finding_source="Journalen, läst 2024-08-15.", case_id=CASE,
    ),
    i.InterviewHeld(
        **_at(), entry_id=INTERVIEW, occurred=Occurred(on=date(2024, 8, 20)), interviewed_role=InterviewedRole.STAFF,
        interview_text="Ingen ersättare var utsedd.",
    ),
    i.DocumentAdded(
        **_at(), entry_id=DOCUMENT, document_title="Journalrutinen", document_reference="version 3", document_shows="Sju dagar.",
    ),
    i.CausesAnalysed(
        **_at(), entry_id=CAUSES, cause_areas=AREAS, contributing_factors=(ContributingFactor.ROUTINE_MISSING,),
        no_cause_reason="Hittades inte.",
    ),
    i.ConsequencesAssessed(
        **_at(), entry_id=CONSEQUENCES, case_id=CASE, consequences=CONSEQUENCE_KINDS, individual_view="Jag fick vänta.",
        individual_not_heard_reason="Nåddes inte.", child_concerned=True, child_view="Ingen ringde.",
        not_heard_reason="Ville inte.",
    ),
    i.RecurrenceAssessed(
        **_at(), entry_id=RECURRENCE, happened_before=YesNoUnknown.YES, earlier_report_ids=(EARLIER_REPORT,),
        recurrence_probability=3, recurrence_severity=4, recurrence_method="Riskmatris", recurrence_method_version="2023",
        recurrence_text="Sannolikt varje sommar utan ändrad rutin.",
    ),
    i.InvestigationCompleted(
        **_at(), entry_id=COMPLETION, investigation_version=1, investigated_on=date(2024, 9, 10),
        investigation_summary="Ingen hade i uppdrag att skriva.", proposed_degree=Degree.SERIOUS_MISCONDUCT,
        proposal_motivation="Insatsen kan inte visas ha getts.", no_measures_reason="Rutinen är redan ändrad.",
        investigation_entry_ids=(FINDING, CAUSES, CONSEQUENCES, RECURRENCE),
    ),
    i.ReturnedForSupplement(
        **_at(), entry_id=RETURN, supplement_asked_on=date(2024, 9, 12), supplement_reason="Barnets röst saknas.",
        investigation_version=2,
    ),
    h.MisconductDecided(
        **_at(), entry_id=DECISION, investigation_version=1, decided_on=date(2024, 9, 20), degree=Degree.SERIOUS_MISCONDUCT,
        degree_motivation="Sex veckor utan dokumentation.", notify_ivo=True, ivo_motivation="Det är allvarligt.",
        decider_id=DECIDER, decider_name="Disa Dahl", decider_title="Avdelningschef", delegation="7.1",
    ),
    h.DegreeEscalated(
        **_at(), entry_id=ESCALATION, escalated_on=date(2024, 8, 22), degree=Degree.SERIOUS_MISCONDUCT,
        escalation_motivation="Fem ärenden till.",
    ),
    h.ReportClosed(**_at(), entry_id=CLOSING, closed_on=date(2024, 12, 2), lessons="Utse ersättare före semestern."),
    h.ReportReopened(
        **_at(), entry_id=REOPENING, reopened_on=date(2024, 12, 3), reopen_reason=ReopenReason.IVO_REQUEST,
        reopen_text="IVO vill veta mer.", investigation_version=2,
    ),
    h.LexSarahEntryStruck(**_at(), entry_id=DOCUMENT, struck_on=date(2024, 8, 30), reason="Fel version av rutinen."),
)

_SUBMITTED = "lex_sarah.report_submitted"
FIRST = {
    "lex_sarah.entry_struck": [_SUBMITTED, "lex_sarah.document_added"],
    "lex_sarah.transfer_answered": [_SUBMITTED, "lex_sarah.transfer_proposed"],
    "lex_sarah.access_ended": [_SUBMITTED, "lex_sarah.access_granted"],
    "lex_sarah.report_reopened": [_SUBMITTED, "lex_sarah.report_closed"],
}
