"""The words of the stream `ledger`: what happened to the ledger itself."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {
    "ledger.restored": "Liggaren återställd från en kopia",
    "ledger.signer_rotated": "Signeringsnyckeln bytt",
}
FIELD_LABELS: Mapping[str, str] = {
    "incarnation": "Inkarnation",
    "origin": "Ursprung",
    "earlier_origin": "Tidigare ursprung",
    "kept_events": "Händelser i kopian",
    "kept_root": "Kopians rothash",
    "signed_events": "Händelser som hade signerats",
    "signed_root": "Signerad rothash",
    "lost_events": "Förlorade händelser",
    "earlier_verifier_key": "Tidigare verifieringsnyckel",
    "earlier_key_last_size": "Tidigare nyckelns sista storlek",
    "new_verifier_key": "Ny verifieringsnyckel",
}
TEXT_LABELS: Mapping[str, str] = {}
