"""The words and the documents of a Lex Sarah report's regions: IVO, measures, individuals and feedback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.lex_sarah.base import LexSarahEntry
from domain.lex_sarah.codes import FeedbackLevel
from domain.lex_sarah.documents import KeptDocument
from domain.lex_sarah.ivo_region import Owed
from domain.lex_sarah.measures_region import LexSarahMeasure
from domain.lex_sarah.state import LexSarahState
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {
    "lex_sarah.ivo_notification_decided": "Beslut om anmälan till IVO",
    "lex_sarah.ivo_notification_sent": "Anmäld till IVO",
    "lex_sarah.ivo_case_number_stated": "IVO:s diarienummer angivet",
    "lex_sarah.ivo_supplement_requested": "IVO begärde komplettering",
    "lex_sarah.ivo_deadline_moved": "IVO ändrade sista dagen",
    "lex_sarah.ivo_supplement_sent": "Komplettering skickad till IVO",
    "lex_sarah.ivo_letter_received": "Skrivelse från IVO",
    "lex_sarah.ivo_decided": "IVO:s beslut",
    "lex_sarah.immediate_measure_taken": "Omedelbar åtgärd vidtagen",
    "lex_sarah.measure_planned": "Åtgärd efter Lex Sarah planerad",
    "lex_sarah.measure_due_changed": "Åtgärdens tid ändrad",
    "lex_sarah.measure_completed": "Åtgärd efter Lex Sarah genomförd",
    "lex_sarah.measure_effect_checked": "Åtgärdens effekt följd upp",
    "lex_sarah.measure_dropped": "Åtgärd avslutad med motivering",
    "lex_sarah.no_measure_needed": "Inga fler åtgärder behövs",
    "lex_sarah.individual_informed": "Den enskilde informerad",
    "lex_sarah.individual_not_informed": "Den enskilde inte informerad",
    "lex_sarah.record_linked": "Rapporten kopplad till akten",
    "lex_sarah.record_not_linked": "Ingen anteckning i akten",
    "lex_sarah.unknown_individuals_settled": "Okända berörda eftersökta",
    "lex_sarah.feedback_given": "Återföring",
    "lex_sarah.feedback_omitted": "Återföring utelämnad",
    "lex_sarah.lesson_shared": "Lärdom delad",
}
FIELD_LABELS: Mapping[str, str] = {
    "notifier": "Ska anmälas av",
    "sent_at": "Skickat",
    "notified_by": "Anmält av",
    "ivo_channel": "Skickat genom",
    "ivo_case_number": "IVO:s diarienummer",
    "investigation_due_on": "Utredningen skickas senast",
    "documents": "Handlingar",
    "answer_due_on": "Svar senast",
    "ivo_request": "Vad IVO begär",
    "told_on": "Besked eller information gavs",
    "ivo_answer": "IVO:s besked",
    "with_investigation": "Utredningen skickades med",
    "ivo_supplement_reason": "Vad kompletteringen tillför eller rättar",
    "letter_received_on": "Skrivelsen kom",
    "letter": "Vad skrivelsen säger",
    "ivo_decided_on": "IVO beslutade",
    "decision_received_on": "Beslutet kom",
    "ivo_outcome": "IVO:s beslut",
    "ivo_reference": "Beslutets beteckning",
    "ivo_decision": "Vad IVO beslutade",
    "taken_at": "Vidtagen",
    "taken_by_role": "Vidtagen av",
    "risk_removed": "Risken är undanröjd",
    "remaining_risk": "Vad som återstår av risken",
    "measure_kind": "Slag av åtgärd",
    "addressed_areas": "Orsaksområden som åtgärden gäller",
    "measure_owner_name": "Ansvarig för åtgärden",
    "measure_owner_title": "Den ansvarigas befattning",
    "planned_on": "Planerad",
    "verification": "Hur effekten ska visa sig",
    "effect_due_on": "Effekten följs upp senast",
    "done_on": "Genomförd",
    "measure_evidence": "Vad som visar det",
    "lex_sarah_effect": "Effekt",
    "drop_motivation": "Varför åtgärden avslutas",
    "no_measure_motivation": "Varför inga fler åtgärder behövs",
    "told_who": "Vilka som informerades",
    "told_how": "Informerades genom",
    "told_by_name": "Informationen gavs av",
    "told_by_title": "Informerarens befattning",
    "individual_account": "Den enskildes berättelse",
    "child_account": "Barnets berättelse",
    "no_account_reason": "Varför en berättelse saknas",
    "not_told_decided_on": "Beslutat att inte informera",
    "not_told_motivation": "Varför den enskilde inte informeras",
    "no_link_motivation": "Varför akten saknar anteckning",
    "unknown_motivation": "Vad som gjorts för att finna fler berörda",
    "feedback_level": "Återföring till",
    "feedback_form": "Form för återföringen",
    "feedback_text": "Vad som återfördes",
    "omitted_on": "Återföringen utelämnad",
    "omission_motivation": "Varför återföringen utelämnas",
    "lesson": "Lärdom",
    "shared_with": "Delad med",
    "shared_on": "Delad",
}
TEXT_LABELS: Mapping[str, str] = {"sent": "Skickade och mottagna handlingar"}


def regions_document(report: LexSarahState) -> dict[str, Any]:
    """The four regions as they stand, as JSON; documents by what they are and their hash, without their bytes."""
    return {
        "ivo": _ivo(report), "measures": _measures(report), "individuals": _individuals(report),
        "feedback": _feedback(report),
    }


def measures_document(report: LexSarahState) -> dict[str, Any]:
    """The measures alone, for the manager of the unit concerned, who sees them and not the investigation."""
    return {"measures": _measures(report)}


def kept_document(report: LexSarahState, sha256: str) -> KeptDocument | None:
    """What was sent to IVO or came from there, by its hash; None = there is none."""
    kept = (
        each for entry in report.entries.values() for each in getattr(entry, "documents", ()) if isinstance(each, KeptDocument)
    )
    return next((each for each in kept if each.sha256 == sha256), None)


def entry_document(entry: LexSarahEntry) -> dict[str, Any]:
    """What an entry says, by field, and its id as `entry`; documents without their bytes."""
    shown = (name for name in type(entry).model_fields if name not in LexSarahEntry.model_fields and name != "documents")
    found = {"entry": as_json(entry.entry_id), **{name: as_json(getattr(entry, name)) for name in shown}}
    if "documents" in type(entry).model_fields:
        found["documents"] = [_document(each) for each in entry.documents]  # type: ignore[attr-defined]
    return found


def _ivo(report: LexSarahState) -> dict[str, Any]:
    region = report.ivo
    return {
        **_standing(region.state), "left": list(report.left_in(region)), "needed_since": as_json(region.needed_since),
        "notifier": as_json(region.notifier), "case_number": region.case_number,
        "notification": None if region.notification is None else entry_document(region.notification),
        "investigation": None if region.investigation is None else _owed(region.investigation),
        "requests": [{"request": as_json(key), **_owed(each)} for key, each in region.requests.items()],
        "supplements": [entry_document(each) for each in region.supplements],
        "letters": [entry_document(each) for each in region.letters],
        "decisions": [entry_document(each) for each in region.decisions],
    }


def _owed(owed: Owed) -> dict[str, Any]:
    return {
        "started_on": as_json(owed.started_on), "due_on": as_json(owed.due_on), "sent_on": as_json(owed.sent_on),
        "lapsed": owed.lapsed,
    }


def _measures(report: LexSarahState) -> dict[str, Any]:
    region = report.measures
    said = region.no_more
    return {
        **_standing(region.state), "left": list(report.left_in(region)),
        "immediate": [entry_document(each) for each in region.immediate],
        "planned": [_measure(each) for each in region.planned.values()],
        "no_more_needed_because": None if said is None else _why(said),
    }


def _why(said: LexSarahEntry) -> str | None:
    return getattr(said, "no_measure_motivation", None) or getattr(said, "no_measures_reason", None)


def _measure(measure: LexSarahMeasure) -> dict[str, Any]:
    return {
        **entry_document(measure.planned), **_standing(measure.state), "measure_last_day": as_json(measure.last_day),
        "effect_due_on": as_json(measure.effect_due_on), "done": measure.done and entry_document(measure.done),
        "effect": measure.effect and entry_document(measure.effect),
        "dropped": measure.dropped and entry_document(measure.dropped),
    }


def _individuals(report: LexSarahState) -> dict[str, Any]:
    region = report.individuals
    found = []
    for case_id in region.case_ids:
        standing = region.standing(case_id)
        found.append({
            "case": as_json(case_id), **_standing(standing.state),
            "informed": [entry_document(each) for each in standing.informed],
            "not_informed": standing.not_informed and entry_document(standing.not_informed),
            "linked": [entry_document(each) for each in standing.linked],
            "not_linked": standing.not_linked and entry_document(standing.not_linked),
        })
    return {
        "affected": as_json(region.affected), "left": list(report.left_in(region)), "individuals": found,
        "unknown_settled": region.unknown_settled and entry_document(region.unknown_settled),
    }


def _feedback(report: LexSarahState) -> dict[str, Any]:
    region = report.feedback
    return {
        "left": list(region.lacking), "earlier": [entry_document(each) for each in region.earlier],
        "levels": [
            {
                "level": as_json(level), "level_in_words": level.swedish, **_standing(region.state_of(level)),
                "told": [entry_document(each) for each in region.told.get(level, ())],
                "omitted": entry_document(region.omitted[level]) if level in region.omitted else None,
            }
            for level in FeedbackLevel
        ],
    }


def _standing(state: Any) -> dict[str, str]:
    return {"state": state.value, "state_in_words": state.swedish}


def _document(document: KeptDocument) -> dict[str, Any]:
    return {name: value for name, value in as_json(document).items() if name != "content"}
