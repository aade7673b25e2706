"""The coded words of reports."""

from __future__ import annotations

from domain.codes import Code


class Fulfilment(Code):
    """How far an expected result or a goal is reached (sv. *måluppfyllelse*). Source: Stockholms stad, ledningssystemet ILS."""

    FULL = "full", "helt uppfyllt"
    PARTIAL = "partial", "delvis uppfyllt"
    NONE = "none", "inte uppfyllt"
