"""The coded words of journal reviews (sv. *journalgranskning*)."""

from __future__ import annotations

from domain.codes import Code


class JournalReviewKind(Code):
    """How many journals a review takes in (sv. *granskningssätt*)."""

    FULL = "full", "totalgranskning"
    SAMPLE = "sample", "stickprov"


class JournalQuestion(Code):
    """What a reviewer asks of a journal that no rule can judge (sv. *granskningsfråga*).

    Source: SoL 2025:400 14:3, SOSFS 2014:5.
    """

    UNDERSTANDABLE = "understandable", "går det att följa vad som har gjorts och varför"
    GOALS_FOLLOWED_UP = "goals_followed_up", "är planens mål uppföljda"
    DEVIATIONS_READABLE = "deviations_readable", "framgår det när planen inte har följts"
    CONSEQUENCES_FOLLOWED_UP = "consequences_followed_up", "är följderna av det som hände uppföljda"
    FACT_AND_ASSESSMENT_APART = "fact_and_assessment_apart", "är fakta och bedömning åtskilda"
    INDIVIDUALS_VIEW = "individuals_view", "framgår den enskildes egen bild"
    CHILDS_VIEW = "childs_view", "framgår barnets egen bild"
    RESPECTFUL = "respectful", "är språket fritt från värderande ord"
    RELEVANT = "relevant", "finns bara det som behövs"


class FindingState(Code):
    """What became of a finding (sv. *läge för iakttagelse*)."""

    OPEN = "open", "obesvarad"
    ANSWERED = "answered", "besvarad"
    DISMISSED = "dismissed", "felaktig iakttagelse"
    REMEDIED = "remedied", "åtgärdad"
