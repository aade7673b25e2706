"""What a page says has just been done (sv. *kvittens*), by a word in the address: it says nothing of whom or what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from api.web.texts import _

_NOTICES: Mapping[str, str] = MappingProxyType({
    "report_begun": "Rapporten är påbörjad. Siffrorna fryses när den lämnas in.",
    "report_frozen": "Rapporten är inlämnad. Siffrorna står nu kvar som de är.",
    "lex_sarah_reported": "Rapporten är lämnad. Du ser här när den är mottagen, och den återkoppling du får.",
    "viewpoint_received": "Synpunkten står i registret. Bestäm vad den leder till.",
    "meeting_held": "Genomgången står i registret.",
    "saved": "Sparat. Uppgiften står nu i liggaren och ändras inte mer.",
    "note_saved": "Anteckningen står i akten. Den är inte signerad än.",
    "note_signed": "Anteckningen står i akten och är signerad.",
    "note_not_signed": "Anteckningen står i akten men kunde inte signeras. Signera den under Att signera.",
    "note_corrected": "Rättelsen står i akten. Den tidigare lydelsen står kvar.",
    "signed": "Anteckningen är signerad.",
    "rating_saved": "Skattningen står i akten.",
    "draft_removed": "Utkastet är borttaget.",
    "handed_out": "Utlämnandet är registrerat. Hämta filen under Paket som har lämnats ut.",
    "extract_handed_out": "Utlämnandet är registrerat. Hämta utdraget nedan.",
    "answered": "Signalen är besvarad.",
    "emergency": "Akten är öppen för dig. Allt du läser antecknas och granskas.",
    "language": "Språket är ändrat.",
    "purpose": "Skälet är antecknat i åtkomstloggen.",
})


def notice_of(done: str | None) -> str | None:
    """The sentence for a word; None = there is none, or somebody made the address up."""
    text = None if done is None else _NOTICES.get(done)
    return None if text is None else _(text)
