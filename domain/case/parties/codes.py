"""The coded words of what one party of a case may not learn about another."""

from __future__ import annotations

from domain.codes import Code


class ShieldReason(Code):
    """Why a piece is kept from a party (sv. *skäl till att en part inte får veta*). Source: OSL 2009:400 12:3, 21:3, 26:1."""

    CONCERNS_PROTECTED = "concerns_protected", "rör den som skyddas mot mottagaren (OSL 12:3, 21:3, 26:1)"
    UNLABELLED = "unlabelled", "ingen har angett vem uppgiften gäller, och någon skyddas mot mottagaren"
    """Nobody has said whom it is about, and no machine can tell."""


class PartyWarning(Code):
    """What is worth a second look where somebody is protected, and stops nothing (sv. *varning om skyddet*)."""

    TELLS_WHEREABOUTS = "tells_whereabouts", "texten kan röja var den skyddade finns"
    NOT_LABELLED = "not_labelled", "inte märkt med vem det gäller"
