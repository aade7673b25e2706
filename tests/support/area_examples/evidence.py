"""One full example of every event type of the stream `evidence`."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, Purpose, Stamp, envelope
from domain.case.disclosure.codes import DisclosureBasis, SecrecyGround, SegmentKind
from domain.case.disclosure.facts import Unmasking
from domain.evidence.events import EvidenceHandedOut
from domain.evidence.masks import MaskRule
from tests.support.cast import BO, CASE, NOTE, UNIT, cast_id

PACKAGE = cast_id(8000)
MASK = MaskRule(mask_position=120, masked_kind="fact", secrecy_ground=SecrecyGround.INFORMANT_IN_DANGER)
UNMASKED = Unmasking(
    of_entry_id=NOTE, content_kind=SegmentKind.THIRD_PARTY, secrecy_ground=SecrecyGround.SOCIAL_SERVICES,
    unmasking_reason="Mottagaren var med när det sades.",
)
_HANDED_OUT = envelope(PACKAGE, 0, Stamp(actor_id=BO, unit_id=UNIT, purpose=Purpose.LEX_SARAH))

EXAMPLES: tuple[DomainEvent, ...] = (
    EvidenceHandedOut(
        **_HANDED_OUT, about_case_id=CASE, handed_out_on=date(2024, 12, 2), recipient_name="Mona Påhittad",
        recipient_person_id=cast_id(857), unmaskings=(UNMASKED,),
        disclosure_basis=DisclosureBasis.DUTY_TO_INFORM, handed_out_scope="Hela akten, enligt rättens begäran i mål 1-24.",
        known_size=120, checkpoint_size=124, access_size=31, rules_judged_on=date(2024, 12, 2), mask_rules=(MASK,),
        masked_parts=2,
        shows_protected=True, package_sha256="ab" * 32, verifier_sha256="cd" * 32,
    ),
)
