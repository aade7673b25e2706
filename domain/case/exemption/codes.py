"""The coded words of exemptions from completeness rules."""

from __future__ import annotations

from domain.codes import Code


class ExemptionBasis(Code):
    """Why a rule is not asked of a case (sv. *grund för undantag*)."""

    LAW = "law", "undantag enligt lag"
    SAFETY = "safety", "av säkerhetsskäl"
    DOCUMENTED_ELSEWHERE = "documented_elsewhere", "dokumenterat på annat håll"
    NOT_POSSIBLE = "not_possible", "går inte att göra"
    DECIDED = "decided", "beslutat av chef"
