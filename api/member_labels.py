"""What a member of a write's body is called when somebody is asked for it (sv. *ledtext*): one label a name, everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from projections.words import FIELD_LABELS, TEXT_LABELS


def label_of(name: str) -> str:
    """The Swedish label of a member; a name that nobody has given one is shown as it is."""
    known = (MEMBER_LABELS.get(name), FIELD_LABELS.get(name), FIELD_LABELS.get(name.removesuffix("_id") + "_name"))
    return next((label for label in known if label), TEXT_LABELS.get(name, name))


MEMBER_LABELS: Mapping[str, str] = {
    "about_case_id": "Ärendets nummer", "about_id": "Kontakten", "about_person_id": "Vem skattningen gäller",
    "about_stream_id": "Ärendet som förslaget gäller", "absent_staff_id": "Den som är borta",
    "adapted_by_id": "Den som gjorde anpassningen", "affected": "Vem berörs", "agreed_measures": "Överenskomna åtgärder",
    "allocated_unit_id": "Teamet",
    "amended_decision_id": "Beslutet som ändras", "answered_by_id": "Den som svarar",
    "answered_requests": "Vilka begäranden den svarar på", "appeal_id": "Överklagandet", "arrears_id": "Hyresskulden",
    "at": "Klockslag", "attendance_ids": "Skolnärvaron som visar det", "belongs_to_case": "Ärendet som anteckningen hör till",
    "calendar_entry_id": "Kontakten ur kalendern", "calendar_event_id": "Händelsens uuid i kalendern",
    "calendar_owner_id": "Vems kalender", "case_id": "Ärendets nummer", "case_ids": "Ärendena som berörs",
    "cause_details": "Orsaken, närmare", "changed_on": "Ändras den", "child_gender": "Barnets kön", "child_name": "Barnets namn",
    "client_name": "Den enskildes namn", "concern_id": "Oron", "concern_reporter_contact": "Hur anmälaren nås",
    "concern_reporter_name": "Anmälarens namn", "concern_text": "Vad oron gäller", "consent_id": "Samtycket",
    "contact_id": "Kontakten", "content": "Filen", "control_id": "Kontrollmomentet", "correction_id": "Rättelsen som signeras",
    "conflicted_id": "Den som är jävig", "decided_by": "Beslutad av", "decision_count": "Antal beslut", "decision_id": "Beslutet",
    "decision_reasons": "Skälen för beslutet",
    "deviation_report_id": "Lex Sarah-rapporten", "deviation_reporter_id": "Den som rapporterar",
    "dismissed_because": "Varför iakttagelsen är felaktig",
    "document_kind": "Slag av handling", "done_summary": "Vad som har gjorts",
    "earlier_report_ids": "Tidigare rapporter om samma sak",
    "effective_from": "Gäller från och med", "ending": "Hur det slutade", "ends_on": "Slutar", "entry_id": "Uppgiften",
    "escalated_report_id": "Lex Sarah-rapporten",
    "event_text": "Vad hände, eller vad finns det risk för? Skriv roller, inte namn",
    "exempted_entry_id": "Uppgiften som undantas", "extraordinary_reasons": "Synnerliga skäl",
    "final_rating_ids": "Slutskattningarna", "finding_id": "Iakttagelsen", "first_day": "Första dagen",
    "for_case_ids": "Ärendena som det gäller", "free_texts": "Fritextsvaren", "from_staff_id": "Den som lämnar över",
    "given_by_id": "Den som gav introduktionen", "goal_id": "Målet", "goal_ids": "Målen", "grounds": "Grunderna",
    "held_on": "Hölls den",
    "immediate_text": "Vad har gjorts genast (tomt = inget än)",
    "informed_staff_ids": "De som fick informationen", "instead_of": "Åtgärden som den ersätter", "intake_id": "Begäran om hjälp",
    "item_id": "Det som avslutas", "joined_entry_id": "Deltagaren", "known_case_id": "Ärendet som personen redan har",
    "last_day": "Sista dagen", "leader_id": "Den som ledde genomgången", "leader_ids": "Ledare", "leaving_comment": "Kommentar",
    "led_to_case_id": "Ärendet som oron ledde till", "lex_reporter_id": "Den som rapporterar, om det inte är du",
    "lex_reporter_unit_id": "Rapportörens enhet", "lex_sarah_report_id": "Lex Sarah-rapporten",
    "main_report_id": "Huvudrapporten",
    "manager_id": "Chefen", "matched_id": "Besöket eller kontakten i akten", "measure_id": "Åtgärden", "media_type": "Filtyp",
    "meeting_id": "Mötet", "membership_id": "Medarbetaren i teamet", "method_id": "Metoden", "method_ids": "Metoderna",
    "minutes_paragraph": "Paragraf i protokollet", "moved_from": "Anteckningen som flyttas hit", "name": "Namn",
    "new_decision_id": "Det nya beslutet", "no_follow_up_details": "Varför, närmare",
    "no_individual_talk_reason": "Varför inget enskilt samtal hölls", "no_note_reason": "Varför ingen anteckning behövs",
    "not_examined": "Ärenden som inte gick att granska", "not_heard_reason": "Varför barnet inte kom till tals",
    "not_informed_reason": "Varför någon inte underrättades", "not_told_explanation": "Varför barnet inte fick veta",
    "note_id": "Anteckningen", "noticed_at": "När uppmärksammade du det", "noticed_how": "Hur uppmärksammades det",
    "occurred": "När hände det", "occurred_on": "Dag",
    "of_entry_id": "Uppgiften i akten", "offer_id": "Den erbjudna tiden", "offering": "Insats i utbudet", "on": "Dag",
    "outcome_id": "Den redovisade kontrollen",
    "outside_reporter_name": "Namn på den som rapporterar utifrån",
    "outside_reporter_role": "Roll för den som rapporterar utifrån",
    "parent_goal_id": "Målet som det är ett delmål till", "part_of": "Enheten som verksamheten hör till",
    "participant_names": "Deltagarnas namn", "person_absent_reason": "Varför den enskilde inte var med",
    "person_contact": "Hur personen nås", "person_name": "Personens namn", "place_name": "Platsens namn", "plan_id": "Planen",
    "plan_request_id": "Begäran om planen", "plan_step_id": "Programsteget", "precision": "Hur noga tiden är känd",
    "prompted_by": "Det som ledde till anmälan", "protection_id": "Skyddet", "queue_id": "Köplatsen",
    "rating_id": "Skattningen", "rating_ids": "Skattningarna", "received_by_id": "Den som tog emot synpunkten",
    "recipient_name": "Mottagarens namn", "record_entry_id": "Anteckningen i akten", "referral_details": "Remissen, närmare",
    "remaining_need_details": "Behoven som är kvar, närmare", "replaced_by": "Uppgiften som ersätter den",
    "replaced_by_goal_id": "Målet som ersätter det", "replaces": "Uppgiften som den här ersätter",
    "replaces_method_id": "Metoden som byts ut",
    "replaces_reason": "Varför den tidigare uppgiften stryks", "replaces_safety_plan_id": "Säkerhetsplanen som den ersätter",
    "representative_ids": "Företrädarna", "request_id": "Begäran", "requested_scope": "Vad som begärs ut",
    "requester_name": "Namn på den som begär", "respondent_person_id": "Den närstående som skattar", "responsible_id": "Ansvarig",
    "restriction": "Förbehåll", "return_details": "Återkomsten, närmare", "review_id": "Granskningen", "review_rules": "Reglerna",
    "risk_id": "Risken", "said": "Vad som sades", "sample_id": "Stickprovet", "screening_id": "Screeningfrågan",
    "seen": "Vad som sågs", "session_id": "Besöket", "settlement_text": "Avgörandet", "sip_goals": "Målen i planen",
    "sip_measures": "Insatserna i planen",
    "situation_at_closing": "Situationen vid avslutet", "special_reasons": "Särskilda skäl",
    "starts_on": "Börjar", "status": "Läge", "struck_batch_id": "Svaren som stryks", "struck_entry_id": "Uppgiften som stryks",
    "summary": "Sammanfattning", "supplements": "Rapporten som den kompletterar", "survey_answers": "Svaren",
    "target_ids": "Uppgifterna som det gäller", "text": "Text", "texts": "Texten", "third_party": "Från eller om annan person",
    "through_size": "Till och med händelse nummer", "title": "Befattning", "under": "Målet det ligger under",
    "uninformed_staff_id": "Medarbetaren",
    "unit": "Enhet", "viewpoint_id": "Synpunkten", "viewpoint_ids": "Synpunkterna", "wheel_item_id": "Uppgiften i årshjulet",
    "wording": "Lydelse", "year": "År",
}
"""Labels of what the record's own views do not name, or name by a word that asks for nothing."""
