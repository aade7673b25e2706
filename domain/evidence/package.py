"""One evidence package (sv. *bevispaket*): what was handed out, and how it can be made once more."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.case.disclosure.codes import DisclosureBasis
from domain.case.disclosure.facts import Unmasking
from domain.errors import ConflictError
from domain.evidence.events import EvidenceHandedOut
from domain.evidence.masks import MaskRule
from domain.policies import Policy
from domain.stream_state import StreamState


class Recipe(NamedTuple):
    """All that a package's bytes follow from, beside the records themselves.

    Args:
        known_size: It tells what the first so many events told.
        checkpoint_size, access_size: What its checkpoints of the records and of the access log state.
        rules_judged_on: The day that the rules judge.
        masks: As they were asked for.
        shows_protected: Whether protected personal data are shown.
        person: Which person of the case it is for; None = nobody in it.
        unmaskings: What that person gets though it is kept from them.
    """

    case_id: UUID
    known_size: int
    checkpoint_size: int
    access_size: int
    rules_judged_on: date
    masks: tuple[MaskRule, ...] = ()
    shows_protected: bool = False
    person: UUID | None = None
    unmaskings: tuple[Unmasking, ...] = ()


class Recipient(NamedTuple):
    """Who gets a package, and by what right (sv. *mottagare*).

    Args:
        name: A person, a court or an authority.
        scope: What is handed out and for what; without names of others than the recipient.
        person: Which person of the case they are; None = nobody in it.
    """

    name: str
    basis: DisclosureBasis
    scope: str
    person: UUID | None = None


class Made(NamedTuple):
    """What came out when a package was made.

    Args:
        masked_parts: How many parts of events are masked.
        package_sha256, verifier_sha256: Of the file, and of the verifier in it, in hex.
    """

    masked_parts: int
    package_sha256: str
    verifier_sha256: str


class EvidencePackage(StreamState):
    """A package (sv. *bevispaket*), folded from its stream's events. `version` 0 = not handed out."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.handed_out: EvidenceHandedOut | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, EvidenceHandedOut):
            self.handed_out = event

    @property
    def recipe(self) -> Recipe | None:
        """How it can be made once more; None = it was not handed out."""
        told = self.handed_out
        return None if told is None else Recipe(
            told.about_case_id, told.known_size, told.checkpoint_size, told.access_size, told.rules_judged_on, told.mask_rules,
            told.shows_protected, told.recipient_person_id, told.unmaskings,
        )

    def hand_out(
        self, *, package_id: UUID, to: Recipient | None, recipe: Recipe, made: Made, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[EvidenceHandedOut]:
        """Record that a package goes out, before it does (sv. *lämna ut bevispaket*).

        Args:
            to: Who gets it; None = nobody outside the authority.

        Raises:
            ConflictError: A package of that id went out already.
            InvalidValueError: The recipient's name; then the scope.

        Source: OSL 2009:400 6:4-5 and 10:1-28; FL 2017:900 27 § (what the authority does is documented).
        """
        if self.version:
            raise ConflictError("Bevispaketet är redan utlämnat. Hämta det, eller gör ett nytt.")
        require_recipient(to, policy)
        return (
            EvidenceHandedOut(
                **envelope(package_id, 0, stamp), about_case_id=recipe.case_id, handed_out_on=today,
                recipient_name=None if to is None else to.name, disclosure_basis=None if to is None else to.basis,
                handed_out_scope=None if to is None else to.scope,
                known_size=recipe.known_size, checkpoint_size=recipe.checkpoint_size, access_size=recipe.access_size,
                rules_judged_on=recipe.rules_judged_on, mask_rules=recipe.masks, masked_parts=made.masked_parts,
                shows_protected=recipe.shows_protected, recipient_person_id=recipe.person, unmaskings=recipe.unmaskings,
                package_sha256=made.package_sha256,
                verifier_sha256=made.verifier_sha256,
            ),
        )


def require_recipient(to: Recipient | None, policy: Policy) -> None:
    """Refuse a recipient that cannot be recorded, also before a package is made.

    Raises:
        InvalidValueError: The recipient's name; then the scope.
    """
    if to is not None:
        policy.require_short_text(to.name, "Namnet på mottagaren")
        policy.require_short_text(to.scope, "Vad utlämnandet omfattar")
