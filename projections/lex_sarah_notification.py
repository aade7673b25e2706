"""The notification to IVO (sv. *anmälan enligt lex Sarah*) as sections to read and send: what IVO's form asks, and nobody's name.

Individuals stand by the pointer to their record and staff by their roles. Who reported is not told: where IVO asks for the
report, it is sent beside the notification.

Source: SoL 2025:400 27:6; SOSFS 2011:5 6 kap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from domain.lex_sarah import investigation_events as i
from domain.lex_sarah.codes import Affected, ConsequenceExtent, FindingKind
from domain.lex_sarah.report import LexSarahReport
from domain.policies import Policy
from projections.areas.lex_sarah_report import without_names
from projections.words import in_words

Section = dict[str, Any]
_NOT_KNOWN = "Ännu inte klarlagt."


class Provider(NamedTuple):
    """Whose activity it is (sv. *nämnd och verksamhet*)."""

    board: str
    unit: str


def notification(report: LexSarahReport, provider: Provider, day: date, policy: Policy) -> dict[str, Any]:
    """What is notified, as known now.

    Args:
        report: One that was submitted.
        day: That it would be sent on: the investigation, where it is not complete, is owed from that day.
    """
    assert report.report is not None, "a report that can be read was submitted"
    sections = [
        _section("Anmälare och verksamhet", _provider(report, provider)),
        _section("Händelsen", _event(report)),
        _section("De som berörs", _affected(report)),
        _section("Vad som gjordes genast", _immediate(report)),
        _section("Bedömningen", _degree(report)),
        _section("Konsekvenser för den enskilde", _consequences(report)),
        _section("Orsaker", _causes(report)),
        _section("Risken för att det händer igen", _recurrence(report)),
        _section("Åtgärder", _measures(report)),
        _section("Utredningen", _investigation(report, day, policy)),
        _section("Kontakt", _contact(report)),
    ]
    return {
        "title": "Anmälan enligt lex Sarah till Inspektionen för vård och omsorg", "made_on": day.isoformat(),
        "lex_sarah_report": str(report.id), "version": report.version, "sections": without_names(sections, report),
    }


def _section(heading: str, rows: Iterable[tuple[str, str | None]]) -> Section:
    return {"heading": heading, "rows": [{"label": label, "text": text} for label, text in rows if text]}


def _provider(report: LexSarahReport, provider: Provider) -> Iterator[tuple[str, str | None]]:
    ivo, registered = report.ivo, report.handling.registered
    yield "Nämnd eller utförare", provider.board
    yield "Verksamhet", provider.unit
    yield "Anmäls av", None if ivo.notifier is None else ivo.notifier.swedish
    yield "Nämndens diarienummer", None if registered is None else registered.registry_number
    yield "IVO:s diarienummer", ivo.case_number


def _event(report: LexSarahReport) -> Iterator[tuple[str, str | None]]:
    told = report.report
    assert told is not None
    until = "" if told.occurred_to is None else f" till {in_words(told.occurred_to)}"
    yield "Hände", in_words(told.occurred) + until
    yield "Uppmärksammades", f"{in_words(told.noticed_at)}, {told.noticed_how.swedish}"
    yield "Rapporterades", told.submitted_on.isoformat()
    yield "Vad som rapporterades", told.event_text
    for kind in FindingKind:
        found = [each for each in report.handling.of(i.FindingRecorded) if each.finding_kind is kind]
        yield kind.swedish.capitalize(), "\n".join(
            f"{in_words(each.occurred)}: {each.lex_finding} (Källa: {each.finding_source})" for each in found
        )


def _affected(report: LexSarahReport) -> Iterator[tuple[str, str | None]]:
    handling = report.handling
    yield "Antal kända", str(len(handling.case_ids))
    if handling.affected is not Affected.CASES:
        yield "Fler som berörs", handling.affected.swedish
    for number, case_id in enumerate(handling.case_ids, 1):
        standing = report.individuals.standing(case_id)
        yield f"Person {number}", f"Hänvisning till akten: {case_id}. Information: {standing.state.swedish}."


def _immediate(report: LexSarahReport) -> Iterator[tuple[str, str | None]]:
    assert report.report is not None
    yield "Enligt rapporten", report.report.immediate_text or "Ingenting än, enligt rapporten."
    for each in report.measures.immediate:
        remaining = "" if each.remaining_risk is None else f" Kvar av risken: {each.remaining_risk}"
        removed = f"Risken undanröjd: {in_words(each.risk_removed)}."
        yield in_words(each.taken_at), f"{each.measure} Vidtaget av: {each.taken_by_role}. {removed}{remaining}"


def _degree(report: LexSarahReport) -> Iterator[tuple[str, str | None]]:
    handling, decided = report.handling, report.handling.decision
    yield "Grad", "Inte bedömd" if handling.degree is None else handling.degree.swedish.capitalize()
    if decided is not None:
        yield "Beslutad", f"{decided.decided_on}, enligt delegation {decided.delegation}"
        yield "Motivering till graden", decided.degree_motivation
        yield "Motivering till anmälan", decided.ivo_motivation
    elif handling.assessment is not None:
        yield "Preliminär bedömning", f"{handling.assessment.initially_assessed_on}: {handling.assessment.assessment_motivation}"
    if handling.assessment is not None:
        yield "Polisanmälan", in_words(handling.assessment.police_report)
        yield "Orosanmälan för barn", in_words(handling.assessment.child_concern_report)


def _consequences(report: LexSarahReport) -> Iterator[tuple[str, str | None]]:
    latest = {each.case_id: each for each in report.handling.of(i.ConsequencesAssessed)}
    numbers = {case_id: number for number, case_id in enumerate(report.handling.case_ids, 1)}
    if not latest:
        yield "Konsekvenser", _NOT_KNOWN
    for case_id, each in latest.items():
        yield _whose(case_id, numbers), "\n".join(
            f"{one.kind.swedish.capitalize()}: {one.extent.swedish}. {one.text}"
            for one in each.consequences if one.extent is not ConsequenceExtent.NONE
        ) or "Inga konsekvenser."
        yield "Den enskildes ord", each.individual_view or each.individual_not_heard_reason
        yield "Barnets ord", each.child_view or each.not_heard_reason


def _whose(case_id: UUID | None, numbers: dict[UUID, int]) -> str:
    return f"Person {numbers[case_id]}" if case_id in numbers else "De som inte är utpekade"


def _causes(report: LexSarahReport) -> Iterator[tuple[str, str | None]]:
    analysed = report.handling.of(i.CausesAnalysed)
    if not analysed:
        yield "Orsaker", _NOT_KNOWN
        return
    for each in analysed[-1].cause_areas:
        yield each.area.swedish.capitalize(), each.text if each.found else f"Ingen orsak här. {each.text}"
    yield "Bidragande faktorer", in_words(analysed[-1].contributing_factors) if analysed[-1].contributing_factors else None
    yield "Varför ingen orsak har hittats", analysed[-1].no_cause_reason


def _recurrence(report: LexSarahReport) -> Iterator[tuple[str, str | None]]:
    assessed = report.handling.of(i.RecurrenceAssessed)
    if not assessed:
        yield "Risk", _NOT_KNOWN
        return
    last = assessed[-1]
    yield "Har hänt förut", in_words(last.happened_before)
    yield "Risk", (
        f"Sannolikhet {last.recurrence_probability}, allvarlighet {last.recurrence_severity} ({last.recurrence_method},"
        f" {last.recurrence_method_version}). {last.recurrence_text}"
    )


def _measures(report: LexSarahReport) -> Iterator[tuple[str, str | None]]:
    planned, said = report.measures.planned.values(), report.measures.no_more
    for number, each in enumerate(planned, 1):
        yield f"Åtgärd {number}", (
            f"{each.planned.measure} ({each.planned.measure_kind.swedish}; {in_words(each.planned.addressed_areas)})."
            f" Senast {each.last_day}. Läge: {each.state.swedish}. Effekten följs upp senast {each.effect_due_on}:"
            f" {each.planned.verification}"
        )
    reason = getattr(said, "no_measure_motivation", None) or getattr(said, "no_measures_reason", None)
    if not planned:
        yield "Fler åtgärder", reason or "Ännu inte beslutade."


def _investigation(report: LexSarahReport, day: date, policy: Policy) -> Iterator[tuple[str, str | None]]:
    completed = report.handling.completed
    if completed is None:
        owed = report.ivo.investigation
        due = day + timedelta(days=policy.ivo_investigation_due_days) if owed is None else owed.due_on
        yield "Utredningen", f"Inte klar. Den skickas som komplettering, senast {due}."
        return
    yield "Utredningen", f"Version {completed.investigation_version}, klar {completed.investigated_on}."
    yield "Sammanfattning", completed.investigation_summary
    yield "Förslag", f"{completed.proposed_degree.swedish.capitalize()}. {completed.proposal_motivation}"
    yield "Samtal", "\n".join(
        f"{in_words(each.occurred)}, {each.interviewed_role.swedish}: {each.interview_text}"
        for each in report.handling.of(i.InterviewHeld)
    )
    yield "Underlag", "\n".join(
        f"{each.document_title}, {each.document_reference}: {each.document_shows}"
        for each in report.handling.of(i.DocumentAdded)
    )


def _contact(report: LexSarahReport) -> Iterator[tuple[str, str | None]]:
    investigator, registered = report.handling.investigator, report.handling.registered
    number = "ärendets diarienummer" if registered is None else registered.registry_number
    yield "Frågor", f"Ställs till nämndens registrator, med {number}, som för dem till den som utreder."
    yield "Utredarens befattning", investigator and investigator.investigator_title
