"""What may be written: what must be known of the person to meet them rightly."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.case.case import Case

_REPRESENTATIVES = "/cases/{case_id}/representatives"
_CONSENTS = "/cases/{case_id}/consents"
_PROTECTIONS = "/cases/{case_id}/protections"

WRITES: tuple[Write, ...] = (
    Write(
        "/cases/{case_id}/identities", Case.identify_client, "Fastställ vem den enskilde är",
        {"identified_on": "2026-03-16", "identity_number_kind": "unknown", "identity_grounds": "own_statement"},
    ),
    Write(
        "/cases/{case_id}/contact-details", Case.record_contact_details, "Registrera den enskildes kontaktuppgifter",
        {
            "from_date": "2026-03-16", "home_address": "Påhittsgatan 1, 999 99 Provköping", "telephone": "070-174 06 05",
            "email": "klara@example.com", "safe_contact": "Ring bara på förmiddagar.",
        },
    ),
    Write(
        _REPRESENTATIVES, Case.record_representative, "Registrera en företrädare",
        {
            "representative_kind": "trustee", "representative_name": "Greta Påhittad", "mandate": "Sörja för person.",
            "may_consent": True, "from_date": "2026-03-16",
        },
    ),
    Write(
        "/cases/{case_id}/representative-ends", Case.end_representative, "Avsluta ett företrädarskap",
        {"representative_id": example_id(_REPRESENTATIVES), "ended_on": "2026-12-31"},
    ),
    Write(
        "/cases/{case_id}/children", Case.record_children, "Registrera barn i hemmet",
        {
            "person_asked_on": "2026-03-16", "children_in_home": "yes",
            "children_at_home": [{"child_birth_year": 2017, "residence": "alternates"}], "child_need": "need",
            "child_need_text": "Behöver någon att prata med om hur det är hemma.",
        },
    ),
    Write(
        _CONSENTS, Case.record_consent, "Registrera samtycke",
        {
            "consent_on": "2026-03-16", "consent_to": "school_contact", "consent_given": True, "consent_from": "the_person",
            "consent_form": "oral", "consent_scope": "Närvaro och hur det går i klassen.",
            "suitability": "Förstår vad frågan gäller och vad det innebär.",
        },
    ),
    Write(
        "/cases/{case_id}/consent-withdrawals", Case.withdraw_consent, "Registrera att ett samtycke återkallas",
        {"consent_id": example_id(_CONSENTS), "withdrawn_on": "2026-03-16", "withdrawal_from": "the_person"},
    ),
    Write(
        "/cases/{case_id}/interpreter-needs", Case.record_interpreter_need, "Registrera tolkbehov",
        {"person_asked_on": "2026-03-16", "interpreter": "spoken", "interpreter_language": "tigrinska"},
    ),
    Write(
        "/cases/{case_id}/wishes", Case.record_wishes, "Registrera den enskildes önskemål",
        {
            "person_asked_on": "2026-03-16", "preferred_place": "På mottagningen", "preferred_times": "Efter klockan 15",
            "reminder_channels": ["text_message"], "needed_aids": "Korta texter med bilder.",
        },
    ),
    Write(
        _PROTECTIONS, Case.set_protected_identity, "Registrera skyddade personuppgifter",
        {
            "protected_from": "2026-03-16", "protection_level": "confidentiality_flag", "protected_person": "client",
            "protection_source": "tax_agency",
        },
    ),
    Write(
        "/cases/{case_id}/protection-liftings", Case.lift_protected_identity, "Registrera att skyddet har upphört",
        {"protection_id": example_id(_PROTECTIONS), "lifted_on": "2026-03-16", "protection_source": "tax_agency"},
    ),
)
