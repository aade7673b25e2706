"""One full example of every event type of the area `person`. The number is one that Skatteverket publishes for tests."""

from __future__ import annotations

from datetime import date

from domain.base import DomainEvent, envelope
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
from domain.case.person.events import (
    ChildAtHome,
    ChildrenRecorded,
    ClientIdentified,
    ConsentRecorded,
    ConsentWithdrawn,
    ContactDetailsRecorded,
    InterpreterNeedRecorded,
    ProtectedIdentityLifted,
    ProtectedIdentitySet,
    RepresentativeEnded,
    RepresentativeRecorded,
    WishesRecorded,
)
from domain.codes import Channel, YesNoUnknown
from tests.support.cast import CASE, STAMP, STARTED_ON, cast_id, source

_CASE = envelope(CASE, 0, STAMP)
_ASKED = {"person_asked_on": STARTED_ON, "source": source("Person")}

EXAMPLES: tuple[DomainEvent, ...] = (
    ClientIdentified(
        **_CASE, entry_id=cast_id(855), identified_on=STARTED_ON, identity_number_kind=IdentityNumberKind.PERSONAL,
        identity_number="20170101-2393", birth_date=date(2017, 1, 1), identity_grounds=IdentityGrounds.POPULATION_REGISTER,
        source=source("Person"),
    ),
    ContactDetailsRecorded(
        **_CASE, entry_id=cast_id(856), from_date=STARTED_ON, home_address="Påhittsgatan 1, 999 99 Provköping",
        telephone="070-174 06 05", email="klara@example.com", school="Provskolan", workplace="Provbageriet",
        safe_contact="Ring bara på förmiddagar.", source=source("Person"),
    ),
    RepresentativeRecorded(
        **_CASE, entry_id=cast_id(857), representative_kind=RepresentativeKind.GUARDIAN, representative_name="Mona Påhittad",
        representative_contact="070-174 06 06", custody=Custody.JOINT, mandate="Vårdnad enligt dom.", may_consent=True,
        from_date=STARTED_ON, to_date=date(2035, 1, 1), source=source("Person"),
    ),
    RepresentativeEnded(
        **_CASE, entry_id=cast_id(858), representative_id=cast_id(857), ended_on=date(2024, 8, 31), source=source("Person")
    ),
    ChildrenRecorded(
        **_CASE, **_ASKED, entry_id=cast_id(859), children_in_home=YesNoUnknown.YES,
        children_at_home=(
            ChildAtHome(child_birth_year=2017, residence=Residence.ALTERNATES), ChildAtHome(residence=Residence.VISITS)
        ),
        child_need=ChildNeed.NEED, child_need_text="Sonen behöver någon att prata med.",
    ),
    ConsentRecorded(
        **_CASE, entry_id=cast_id(860), consent_on=STARTED_ON, consent_to=ConsentTo.INSATS, consent_given=True,
        consent_from=ConsentGiver.GUARDIANS, representative_ids=(cast_id(857),), consent_form=Channel.WRITTEN,
        consent_scope="Familjebehandling en gång i veckan.", suitability="Har förstått vad insatsen innebär.",
        without_other_guardian="Den andra vårdnadshavaren är på resa och går inte att nå.", consent_until=date(2025, 3, 3),
        source=source("Person"),
    ),
    ConsentWithdrawn(
        **_CASE, entry_id=cast_id(861), consent_id=cast_id(860), withdrawn_on=date(2024, 9, 2),
        withdrawal_from=ConsentGiver.GUARDIANS, withdrawal_reason="Tycker att det räcker nu.", source=source("Person"),
    ),
    InterpreterNeedRecorded(
        **_CASE, **_ASKED, entry_id=cast_id(862), interpreter=InterpreterKind.SPOKEN, interpreter_language="tigrinska",
        hearing_aids="Hörslinga", interpreter_wishes="Helst en kvinna.",
    ),
    WishesRecorded(
        **_CASE, **_ASKED, entry_id=cast_id(863), preferred_place="Kyrkans kafé", preferred_times="Efter klockan 15",
        preferred_language="svenska", reminder_channels=(ReminderChannel.TEXT_MESSAGE, ReminderChannel.LETTER),
        needed_aids="Korta texter med bilder.", other_wishes="Samma behandlare varje gång.",
    ),
    ProtectedIdentitySet(
        **_CASE, entry_id=cast_id(864), protected_from=date(2024, 5, 2),
        protection_level=ProtectionLevel.PROTECTED_REGISTRATION, protected_person=ProtectedPerson.CLIENT,
        protection_source=ProtectionSource.TAX_AGENCY, keep_from="Den tidigare sambon", safe_contact="Brev genom Skatteverket.",
        protected_person_id=CASE, kept_from_ids=(cast_id(857),),
        source=source("Person"),
    ),
    ProtectedIdentityLifted(
        **_CASE, entry_id=cast_id(865), protection_id=cast_id(864), lifted_on=date(2024, 11, 4),
        protection_source=ProtectionSource.TAX_AGENCY, source=source("Person"),
    ),
)

FIRST = {
    "case.representative_ended": ["case.opened", "case.representative_recorded"],
    "case.consent_withdrawn": ["case.opened", "case.consent_recorded"],
    "case.protected_identity_lifted": ["case.opened", "case.protected_identity_set"],
}
