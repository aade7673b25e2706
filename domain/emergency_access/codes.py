"""The coded words of emergency access."""

from __future__ import annotations

from domain.codes import Code


class EmergencyOutcome(Code):
    """What the review of an emergency access came to (sv. *bedömning av nödåtkomst*)."""

    JUSTIFIED = "justified", "befogad"
    JUSTIFIED_BUT_AVOIDABLE = "justified_but_avoidable", "befogad, men behörigheten borde ha funnits"
    NOT_JUSTIFIED = "not_justified", "inte befogad"
    REFERRED = "referred", "lämnad till utredning av dataintrång"
