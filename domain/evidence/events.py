"""Facts about evidence packages (sv. *bevispaket*): that one was handed out, to whom and on what ground.

They lie in no case and under a key of their own: that a package went out, and its hash, can be told after the case is erased.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import DomainEvent, RetentionClass
from domain.case.disclosure.codes import DisclosureBasis
from domain.case.disclosure.facts import Unmasking
from domain.evidence.masks import MaskRule


class EvidenceHandedOut(DomainEvent):
    """A package was made and went out (sv. *utlämnat bevispaket*); recorded before the first byte of it.

    With the sizes, the day and the masks it can be made once more, the same bytes, which its hash tells. Nothing of it is kept.
    """

    TYPE: ClassVar[str] = "evidence.handed_out"
    SCHEMA: ClassVar[int] = 2
    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ORGANISATION
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "recipient_name": "third_party", "handed_out_scope": "fact", "unmaskings": "assessment",
    }

    about_case_id: UUID
    handed_out_on: date
    recipient_name: str | None = None
    """A person, a court or an authority; None = nobody outside: it was taken out for the authority's own work."""
    recipient_person_id: UUID | None = None
    """Which person of the case gets it; None = nobody in it."""
    unmaskings: tuple[Unmasking, ...] = ()
    """What that person gets though it is kept from them, and why."""
    disclosure_basis: DisclosureBasis | None = None
    handed_out_scope: str | None = None
    """What is handed out and for what, as the investigator says it: what was asked for, and the matter it belongs to."""
    known_size: int
    """The package tells what the first so many events told."""
    checkpoint_size: int
    access_size: int
    """The size of the access log's checkpoint."""
    rules_judged_on: date
    """The day that the rules judged."""
    mask_rules: tuple[MaskRule, ...] = ()
    masked_parts: int
    """How many parts of events were masked, by whatever reason."""
    shows_protected: bool
    """Whether protected personal data were shown, which they are not unless it is asked for."""
    package_sha256: str
    """Of the file that was handed out, in hex."""
    verifier_sha256: str
    """Of the verifier in it, in hex."""


EVENTS: tuple[type[DomainEvent], ...] = (EvidenceHandedOut,)
