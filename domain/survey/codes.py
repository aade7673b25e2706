"""The coded words of user surveys."""

from __future__ import annotations

from domain.codes import Code


class SurveyOccasion(Code):
    """When those who are asked are asked (sv. *frågetillfälle*)."""

    AT_CLOSING = "at_closing", "vid avslut"
    DURING_PERIOD = "during_period", "under en period"
