"""The words of the stream `evidence`, and a handed-out package as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.evidence.package import EvidencePackage
from projections.json_values import as_json

HEADINGS: Mapping[str, str] = {"evidence.handed_out": "Bevispaket utlämnat"}
FIELD_LABELS: Mapping[str, str] = {
    "handed_out_on": "Lämnades ut",
    "disclosure_basis": "Rättslig grund för utlämnandet",
    "known_size": "Känt vid, antal händelser",
    "checkpoint_size": "Kontrollpunktens antal händelser",
    "access_size": "Åtkomstloggens antal läsningar",
    "rules_judged_on": "Dagen som reglerna bedömer",
    "mask_rules": "Begärda masker",
    "mask_position": "Position",
    "masked_kind": "Del som maskeras",
    "secrecy_ground": "Sekretessgrund",
    "masked_parts": "Antal maskerade delar",
    "shows_protected": "Skyddade uppgifter visas",
    "package_sha256": "Bevispaketets SHA-256",
    "verifier_sha256": "Verifierarens SHA-256",
}
TEXT_LABELS: Mapping[str, str] = {}


def package_document(package: EvidencePackage) -> dict[str, Any]:
    """A handed-out package as JSON: to whom, on what ground, and what tells it from any other."""
    told = package.handed_out
    document: dict[str, Any] = {"evidence_package": as_json(package.id), "version": package.version}
    if told is None:
        return document
    return {
        **document, "case": as_json(told.about_case_id), "handed_out_on": as_json(told.handed_out_on),
        "recipient": told.recipient_name, "legal_basis": as_json(told.disclosure_basis),
        "legal_basis_in_words": None if told.disclosure_basis is None else told.disclosure_basis.swedish,
        "person": as_json(told.recipient_person_id), "unmaskings": as_json(told.unmaskings),
        "scope": told.handed_out_scope, "known_at": told.known_size, "checkpoint_size": told.checkpoint_size,
        "access_size": told.access_size, "judged_on": as_json(told.rules_judged_on), "masks": as_json(told.mask_rules),
        "masked_parts": told.masked_parts, "shows_protected": told.shows_protected, "package_sha256": told.package_sha256,
        "verifier_sha256": told.verifier_sha256,
    }


def cases_of(package: EvidencePackage) -> tuple[UUID, ...]:
    """The case that a package is about."""
    return () if package.handed_out is None else (package.handed_out.about_case_id,)
