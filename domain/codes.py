"""The coded words that records are written with: English values, stored for ever, with the Swedish word beside.

The Swedish words are those of the workbook format and of the screens, so that both say the same. A word is matched
without regard to case and with no synonyms: a near miss is the reader's to correct, not ours to guess.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A closed list of coded words. Each member is written `NAME = value, swedish word`."""

    swedish: str

    def __new__(cls, value: str, swedish: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.swedish = swedish
        return member

    @classmethod
    def from_swedish(cls, word: str) -> Self | None:
        """The member that a Swedish word names, or None: the caller knows where the word stood and refuses there."""
        wanted = word.strip().casefold()
        return next((member for member in cls if member.swedish.casefold() == wanted), None)

    @classmethod
    def swedish_words(cls) -> tuple[str, ...]:
        """Every allowed word, in the order that a message lists them."""
        return tuple(member.swedish for member in cls)


class Gender(Code):
    """Gender as the person states it (sv. *kön*); never guessed, so `UNKNOWN` is a full answer."""

    WOMAN = "woman", "kvinna"
    MAN = "man", "man"
    GIRL = "girl", "flicka"
    BOY = "boy", "pojke"
    OTHER = "other", "annat"
    UNKNOWN = "unknown", "okänt"


class YesNoUnknown(Code):
    """An answer where "do not know" differs from "not asked" (sv. *ja, nej eller okänt*)."""

    YES = "yes", "ja"
    NO = "no", "nej"
    UNKNOWN = "unknown", "okänt"


class LegalBasis(Code):
    """What the service rests on (sv. *beslut*): granted after assessment, or open to all. Source: SoL 2025:400 11:1, 11:5."""

    ASSISTANCE = "assistance", "bistånd"
    SERVICE = "service", "service"


class Housing(Code):
    """The step of the housing ladder (sv. *boendekedja*)."""

    TRAINING_FLAT = "training_flat", "träningslägenhet"
    TRIAL_FLAT = "trial_flat", "försökslägenhet"
    OTHER = "other", "annat"


class CloseManner(Code):
    """How a case ended (sv. *avslutssätt*)."""

    AS_PLANNED = "as_planned", "enligt planering"
    INTERRUPTED = "interrupted", "avbrott"
    OTHER = "other", "annat"


class SessionKind(Code):
    """What kind of meeting a session is (sv. *slag av besök*)."""

    CONVERSATION = "conversation", "samtal"
    HOME_VISIT = "home_visit", "hembesök"
    TELEPHONE = "telephone", "telefon"
    NETWORK_MEETING = "network_meeting", "nätverksmöte"
    START_MEETING = "start_meeting", "uppstartsmöte"
    FOLLOW_UP_MEETING = "follow_up_meeting", "uppföljningsmöte"
    CLOSING_MEETING = "closing_meeting", "avslutsmöte"
    INFORMATION_MEETING = "information_meeting", "informationsmöte"


class SessionOutcome(Code):
    """What became of a planned session (sv. *utfall*)."""

    HELD = "held", "genomfört"
    MISSED = "missed", "uteblivet"
    CANCELLED = "cancelled", "avbokat"


class EntryType(Code):
    """What a journal note is about (sv. *slag av anteckning*). Source: SoL 2025:400 14:3 names measures, decisions, events."""

    EVENT = "event", "händelse"
    CONTACT = "contact", "kontakt"
    MEASURE = "measure", "åtgärd"
    DECISION = "decision", "beslut"
    FOLLOW_UP = "follow_up", "uppföljning"
    OTHER = "other", "annat"


class NoteChannel(Code):
    """How the information in a note was given (sv. *kontaktväg*)."""

    CONVERSATION = "conversation", "samtal"
    TELEPHONE = "telephone", "telefon"
    HOME_VISIT = "home_visit", "hembesök"
    MEETING = "meeting", "möte"
    LETTER = "letter", "skrivelse"
    OTHER = "other", "annat"


class Phase(Code):
    """When in the treatment something was measured (sv. *fas*)."""

    START = "start", "start"
    ONGOING = "ongoing", "löpande"
    CLOSING = "closing", "avslut"
    FOLLOW_UP = "follow_up", "uppföljning"


class Respondent(Code):
    """Who filled in a rating (sv. *skattare*)."""

    CLIENT = "client", "brukare"
    CHILD = "child", "barn"
    PARENT = "parent", "förälder"
    SOCIAL_WORKER = "social_worker", "socialsekreterare"
    THERAPIST = "therapist", "behandlare"


class RatingSubject(Code):
    """Whom a rating is about (sv. *gäller*)."""

    CLIENT = "client", "klienten"
    CHILD = "child", "barnet"
    MOTHER = "mother", "mamma"
    FATHER = "father", "pappa"
    CAREGIVER = "caregiver", "annan omsorgsperson"


class ViewpointKind(Code):
    """What kind of viewpoint was received (sv. *kategori*)."""

    VIEWPOINT = "viewpoint", "Synpunkt"
    COMPLAINT = "complaint", "Klagomål"
    IMPROVEMENT = "improvement", "Förbättringsförslag"
    PRAISE = "praise", "Beröm"


class ViewpointSubject(Code):
    """What a viewpoint concerns (sv. *synpunkten gäller*)."""

    ACCESSIBILITY = "accessibility", "tillgänglighet"
    TREATMENT_BY_STAFF = "treatment_by_staff", "bemötande"
    COMPETENCE = "competence", "kompetens"
    CONTINUITY = "continuity", "kontinuitet"
    INFORMATION = "information", "information"
    CONTENT_OF_SERVICE = "content_of_service", "innehåll i insats"
    COLLABORATION = "collaboration", "samverkan"
    OTHER = "other", "annat"
    DISCRIMINATION = "discrimination", "diskriminering"
    LEGAL_SECURITY = "legal_security", "rättssäkerhet"


class Channel(Code):
    """How a viewpoint was given (sv. *skriftligt/muntligt*)."""

    WRITTEN = "written", "skriftligt"
    ORAL = "oral", "muntligt"


class OutreachKind(Code):
    """What outreach work led to (sv. *uppsökande arbete*); counted without a case."""

    LINKED_YOUTH = "linked_youth", "länkad ungdom"
    INFORMED_PARENT = "informed_parent", "informerad förälder"
    LEISURE_ACTIVITY = "leisure_activity", "hjälpt till fritidsaktivitet"
