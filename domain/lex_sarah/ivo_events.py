"""Facts of the region: the notification to IVO (sv. *anmälan till Inspektionen för vård och omsorg*).

What was sent is kept in the event, byte for byte and with its hash, and so is what IVO answered.
Source: SoL 2025:400 27:6.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.base import Occurred
from domain.lex_sarah.base import LexSarahEntry, LexSarahEvent
from domain.lex_sarah.codes import IvoChannel, IvoOutcome, Notifier
from domain.lex_sarah.documents import KeptDocument


class IvoNotificationDecided(LexSarahEntry):
    """It was decided whether IVO is to be notified, and why (sv. *beslut om anmälan till IVO*). Source: SoL 2025:400 27:6."""

    TYPE: ClassVar[str] = "lex_sarah.ivo_notification_decided"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "ivo_motivation": "assessment", "decider_name": "staff", "decider_title": "staff",
    }
    MAY_BE_STRUCK: ClassVar[bool] = False

    notify_ivo: bool
    notifier: Notifier | None = None
    """Who notifies; None = nobody, it is not notified."""
    ivo_motivation: str
    decided_on: date
    """The server's day."""
    decider_id: UUID
    decider_name: str
    decider_title: str | None = None
    delegation: str
    """The item of the board's delegation that the decider acts by."""


class IvoNotificationSent(LexSarahEntry):
    """IVO was notified (sv. *anmälan till IVO*). It is never edited: a correction is a supplement. Source: SoL 2025:400 27:6."""

    TYPE: ClassVar[str] = "lex_sarah.ivo_notification_sent"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"documents": "sent"}
    MAY_BE_STRUCK: ClassVar[bool] = False

    sent_at: Occurred
    notified_by: Notifier
    ivo_channel: IvoChannel
    ivo_case_number: str | None = None
    """None = IVO has not given one yet."""
    investigation_due_on: date | None = None
    """The last day to send the investigation; None = it is among the documents."""
    documents: tuple[KeptDocument, ...]
    """The notification and its attachments, as they were sent."""


class IvoCaseNumberStated(LexSarahEntry):
    """IVO's number of the matter became known (sv. *IVO:s diarienummer*)."""

    TYPE: ClassVar[str] = "lex_sarah.ivo_case_number_stated"

    ivo_case_number: str


class IvoSupplementRequested(LexSarahEntry):
    """IVO asked for more (sv. *begäran om komplettering*)."""

    TYPE: ClassVar[str] = "lex_sarah.ivo_supplement_requested"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"ivo_request": "fact", "documents": "sent"}

    requested_on: date
    answer_due_on: date
    """The last day to answer, as IVO set it."""
    ivo_request: str
    documents: tuple[KeptDocument, ...] = ()
    """IVO's letter."""


class IvoDeadlineMoved(LexSarahEntry):
    """IVO gave more time, or less (sv. *anstånd*)."""

    TYPE: ClassVar[str] = "lex_sarah.ivo_deadline_moved"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"ivo_answer": "fact"}

    request_id: UUID | None = None
    """The request it is about; None = the investigation."""
    answer_due_on: date
    told_on: date
    ivo_answer: str
    """How IVO said so."""


class IvoSupplementSent(LexSarahEntry):
    """More was sent to IVO: the investigation, an answer, or a correction of one's own (sv. *komplettering till IVO*)."""

    TYPE: ClassVar[str] = "lex_sarah.ivo_supplement_sent"
    SEGMENTS: ClassVar[Mapping[str, str]] = {
        "ivo_supplement_reason": "assessment", "late_reason": "assessment", "documents": "sent",
    }
    MAY_BE_STRUCK: ClassVar[bool] = False

    sent_at: Occurred
    ivo_channel: IvoChannel
    with_investigation: bool
    """Whether the investigation is among the documents."""
    answered_requests: tuple[UUID, ...] = ()
    """IVO's requests that it answers."""
    ivo_supplement_reason: str | None = None
    """What it adds or corrects; always when it is neither the investigation nor an answer."""
    late_reason: str | None = None
    """Why it came after the last day; always when it did."""
    documents: tuple[KeptDocument, ...]


class IvoLetterReceived(LexSarahEntry):
    """Any letter from IVO that neither asks for more nor decides (sv. *skrivelse från IVO*)."""

    TYPE: ClassVar[str] = "lex_sarah.ivo_letter_received"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"letter": "fact", "documents": "sent"}

    letter_received_on: date
    letter: str
    """What it says."""
    documents: tuple[KeptDocument, ...] = ()


class IvoDecided(LexSarahEntry):
    """IVO decided, and has done with the matter (sv. *IVO:s beslut*). What it had asked for and not got is awaited no more."""

    TYPE: ClassVar[str] = "lex_sarah.ivo_decided"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"ivo_decision": "fact", "documents": "sent"}

    ivo_decided_on: date
    decision_received_on: date
    ivo_outcome: IvoOutcome
    ivo_reference: str
    ivo_decision: str
    """What it says, or its essence where the letter is kept."""
    documents: tuple[KeptDocument, ...] = ()


EVENTS: tuple[type[LexSarahEvent], ...] = (
    IvoNotificationDecided, IvoNotificationSent, IvoCaseNumberStated, IvoSupplementRequested, IvoDeadlineMoved,
    IvoSupplementSent, IvoLetterReceived, IvoDecided,
)
"""In the order that they come in."""
