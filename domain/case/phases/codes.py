"""The coded words of phases."""

from __future__ import annotations

from domain.codes import Code


class TreatmentPhase(Code):
    """Where a treatment is (sv. *behandlingsfas*)."""

    START_UP = "start_up", "uppstart"
    MOTIVATION = "motivation", "motivation"
    TREATMENT = "treatment", "behandling"
    FOLLOW_UP = "follow_up", "uppföljning"
