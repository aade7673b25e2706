"""Facts: what must be known of the person to meet them rightly.

Where somebody can be found (home, school, workplace, meeting place, telephone) lies in the segment `location`, apart from who
they are (`identity`) and from others' names (`third_party`): so that protected data can be masked piece by piece, and the mask
proved. What is stated whole (contact details, children, interpreter, wishes) holds until it is stated again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Immutable
from domain.case.entry_events import CaseEntry
from domain.case.person.codes import (
    ChildNeed,
    ConsentGiver,
    ConsentTo,
    Custody,
    IdentityGrounds,
    IdentityNumberKind,
    InterpreterKind,
    ProtectedPerson,
    ProtectionLevel,
    ProtectionSource,
    ReminderChannel,
    RepresentativeKind,
    Residence,
)
from domain.codes import Channel, YesNoUnknown


class ClientIdentified(CaseEntry):
    """It is known who the person is, or that it is not known (sv. *identitet*). Source: SOSFS 2014:5 4 kap.

    The name stands in the basic facts of the case.
    """

    TYPE: ClassVar[str] = "case.client_identified"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"identity_number": "identity", "birth_date": "identity"}
    DAY: ClassVar[str | None] = "identified_on"

    identified_on: date
    identity_number_kind: IdentityNumberKind
    identity_number: str | None = None
    """As `YYYYMMDD-NNNN`."""
    birth_date: date | None = None
    """None = not known."""
    identity_grounds: IdentityGrounds | None = None


class ContactDetailsRecorded(CaseEntry):
    """Where the person can be found, whole (sv. *kontaktuppgifter*). Source: SOSFS 2014:5 4 kap."""

    TYPE: ClassVar[str] = "case.contact_details_recorded"
    SEGMENTS: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("home_address", "telephone", "email", "school", "workplace", "safe_contact"), "location"
    )
    DAY: ClassVar[str | None] = "from_date"
    TELLS_LATENESS: ClassVar[bool] = False

    from_date: date
    home_address: str | None = None
    telephone: str | None = None
    email: str | None = None
    school: str | None = None
    """School or preschool."""
    workplace: str | None = None
    safe_contact: str | None = None
    """How the person can be reached without danger, and how not."""


class RepresentativeRecorded(CaseEntry):
    """Somebody acts for the person (sv. *företrädare*). Source: SOSFS 2014:5 4 kap.; FB 6 kap., 11 kap."""

    TYPE: ClassVar[str] = "case.representative_recorded"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "representative_name": "third_party", "mandate": "third_party", "representative_contact": "location",
    }
    DAY: ClassVar[str | None] = "from_date"
    TELLS_LATENESS: ClassVar[bool] = False

    representative_kind: RepresentativeKind
    representative_name: str
    representative_contact: str | None = None
    custody: Custody | None = None
    """Of a guardian."""
    mandate: str | None = None
    """What a trustee, administrator or attorney may do."""
    may_consent: bool
    """Whether their consent counts; false for instance when custody has been lost but contact goes on."""
    from_date: date
    to_date: date | None = None


class RepresentativeEnded(CaseEntry):
    """Somebody no longer acts for the person (sv. *företrädarskap upphört*)."""

    TYPE: ClassVar[str] = "case.representative_ended"
    DAY: ClassVar[str | None] = "ended_on"
    TELLS_LATENESS: ClassVar[bool] = False

    representative_id: UUID
    ended_on: date
    """The last day."""


class ChildAtHome(Immutable):
    """A child of the household, without a name (sv. *barn i hemmet*)."""

    child_birth_year: int | None = None
    residence: Residence


class ChildrenRecorded(CaseEntry):
    """It was asked whether there are children in the home, and about them (sv. *barn i hemmet*). Source: SoL 2025:400 3:1–4."""

    TYPE: ClassVar[str] = "case.children_recorded"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"children_at_home": "third_party", "child_need_text": "third_party"}
    DAY: ClassVar[str | None] = "person_asked_on"

    person_asked_on: date
    children_in_home: YesNoUnknown
    children_at_home: tuple[ChildAtHome, ...] = ()
    child_need: ChildNeed | None = None
    child_need_text: str | None = None
    """What the child needs, or why it was not asked about."""


class ConsentRecorded(CaseEntry):
    """Somebody was asked for consent and gave it, or did not (sv. *samtycke*). Source: SoL 2025:400 21:1–2, 10:8; OSL 10:1."""

    TYPE: ClassVar[str] = "case.consent_recorded"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "consent_scope": "fact", "suitability": "assessment", "without_other_guardian": "fact",
    }
    DAY: ClassVar[str | None] = "consent_on"

    consent_on: date
    """The day of the answer."""
    consent_to: ConsentTo
    consent_given: bool
    """False = it was refused."""
    consent_from: ConsentGiver
    representative_ids: tuple[UUID, ...] = ()
    """The guardians, or the other representative, by their entries."""
    consent_form: Channel
    consent_scope: str | None = None
    """What exactly, for instance which school, and which information."""
    suitability: str | None = None
    """Why the child itself can consent."""
    without_other_guardian: str | None = None
    """Why one guardian's consent is enough, for instance the board's decision. Source: FB 6:13, 6:13 a."""
    consent_until: date | None = None
    """The last day; None = until it is withdrawn."""


class ConsentWithdrawn(CaseEntry):
    """A consent was taken back (sv. *återkallat samtycke*)."""

    TYPE: ClassVar[str] = "case.consent_withdrawn"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"withdrawal_reason": "individual_view"}
    DAY: ClassVar[str | None] = "withdrawn_on"

    consent_id: UUID
    withdrawn_on: date
    withdrawal_from: ConsentGiver
    withdrawal_reason: str | None = None


class InterpreterNeedRecorded(CaseEntry):
    """What the person needs to understand and be understood, whole (sv. *tolkbehov*). Source: FL 2017:900 13 §."""

    TYPE: ClassVar[str] = "case.interpreter_need_recorded"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "interpreter_language": "fact", "hearing_aids": "fact", "interpreter_wishes": "individual_view",
    }
    DAY: ClassVar[str | None] = "person_asked_on"

    person_asked_on: date
    interpreter: InterpreterKind
    interpreter_language: str | None = None
    hearing_aids: str | None = None
    """For example a hearing loop."""
    interpreter_wishes: str | None = None
    """For example a woman, or nobody from the same town."""


class WishesRecorded(CaseEntry):
    """How the person wants to be met, whole (sv. *önskemål*). Source: SoL 2025:400 10:3."""

    TYPE: ClassVar[str] = "case.wishes_recorded"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"preferred_place": "location"} | dict.fromkeys(
        ("preferred_times", "preferred_language", "needed_aids", "other_wishes"), "individual_view"
    )
    DAY: ClassVar[str | None] = "person_asked_on"

    person_asked_on: date
    preferred_place: str | None = None
    preferred_times: str | None = None
    preferred_language: str | None = None
    reminder_channels: tuple[ReminderChannel, ...] = ()
    needed_aids: str | None = None
    """For example pictures, large print, or breaks."""
    other_wishes: str | None = None


class ProtectedIdentitySet(CaseEntry):
    """The data of somebody in the case are protected (sv. *skyddade personuppgifter*).

    It protects from the moment it is recorded, in every view and at every earlier moment, whatever day it began elsewhere.
    Source: OSL 2009:400 21:3, 21:3 a, 22:1; FOL 1991:481 16 §; lag 1991:483.
    """

    TYPE: ClassVar[str] = "case.protected_identity_set"
    SCHEMA: ClassVar[int] = 2
    SEGMENTS: ClassVar[Mapping[str, str]] = {"keep_from": "third_party", "safe_contact": "location"}
    DAY: ClassVar[str | None] = "protected_from"
    TELLS_LATENESS: ClassVar[bool] = False

    protected_from: date
    protection_level: ProtectionLevel
    protected_person: ProtectedPerson
    protection_source: ProtectionSource
    keep_from: str | None = None
    """Who must not learn anything, for instance the other guardian."""
    safe_contact: str | None = None
    """How the person can be reached without danger, for instance through Skatteverket."""
    protected_person_id: UUID | None = None
    """Which person of the case; None = only `protected_person` was told."""
    kept_from_ids: tuple[UUID, ...] = ()
    """The persons of the case who must not learn anything; none = it was not told by whom, so it holds towards everybody."""


class ProtectedIdentityLifted(CaseEntry):
    """A protection has ended (sv. *upphört skydd av personuppgifter*)."""

    TYPE: ClassVar[str] = "case.protected_identity_lifted"
    DAY: ClassVar[str | None] = "lifted_on"

    protection_id: UUID
    lifted_on: date
    protection_source: ProtectionSource
