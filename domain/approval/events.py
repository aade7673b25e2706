"""Facts about what takes two people (sv. *godkännande*). They name nobody: who acted is each event's actor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from domain.approval.codes import ApprovalKind
from domain.base import DomainEvent, RetentionClass


class ApprovalEvent(DomainEvent):
    """What every fact about an approval shares: it is kept as the rules of access are, under a key of its own."""

    RETENTION_CLASS: ClassVar[RetentionClass] = RetentionClass.ACCESS_RULES


class ApprovalRequested(ApprovalEvent):
    """Somebody asked to be let do something that takes two (sv. *begärt godkännande*)."""

    TYPE: ClassVar[str] = "approval.requested"
    SEGMENTS: ClassVar[Mapping[str, str]] = {"approval_reason": "assessment"}

    approval_kind: ApprovalKind
    approval_subject: str
    """What it is about: the id of a case, a plan or a file; never anything that names a person."""
    approval_reason: str
    approval_asked_on: date


class ApprovalAnswered(ApprovalEvent):
    """What both answers hold."""

    SEGMENTS: ClassVar[Mapping[str, str]] = {"approval_answer_reason": "assessment"}

    approval_answer_reason: str
    approval_answered_on: date


class ApprovalGranted(ApprovalAnswered):
    """Another person let it happen (sv. *godkännande*)."""

    TYPE: ClassVar[str] = "approval.granted"


class ApprovalDenied(ApprovalAnswered):
    """Another person did not let it happen (sv. *avslag*)."""

    TYPE: ClassVar[str] = "approval.denied"


class ApprovalUsed(ApprovalEvent):
    """What was let happen was begun; it is not let happen once more (sv. *använt godkännande*)."""

    TYPE: ClassVar[str] = "approval.used"

    approval_used_on: date


EVENTS: tuple[type[DomainEvent], ...] = (ApprovalRequested, ApprovalGranted, ApprovalDenied, ApprovalUsed)
