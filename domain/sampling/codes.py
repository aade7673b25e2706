"""The coded words of samples."""

from __future__ import annotations

from domain.codes import Code


class Stratum(Code):
    """What makes a record worth a look of its own (sv. *riskgrupp*).

    Source: the internal control of a board follows its analysis of risks (KL 2017:725 6:6); which risks is the board's choice.
    """

    VACATION_PERIOD = "vacation_period", "öppet under semestermånaderna"
    STAFF_CHANGE = "staff_change", "byte av ansvarig"
    LONG_SILENCE = "long_silence", "lång tid utan anteckning"
    NEW_WORKER = "new_worker", "nyanställd ansvarig"
    CHILD_CASE = "child_case", "barnärende"
    OTHER = "other", "övriga ärenden"


class SamplePopulation(Code):
    """Which cases a sample is drawn from (sv. *population*), in a period with both its days in it."""

    OPEN_SOME_DAY = "open_some_day", "öppna någon dag i perioden"
    OPEN_AT_END = "open_at_end", "öppna på periodens sista dag"
    CLOSED_IN_PERIOD = "closed_in_period", "avslutade i perioden"


class SeedSource(Code):
    """Where the seed of a draw comes from (sv. *fröets ursprung*)."""

    TRAINING = "training", "angivet för övning"
    CHECKPOINT = "checkpoint", "bevittnad kontrollpunkt"
