"""The coded words of development proposals."""

from __future__ import annotations

from domain.codes import Code


class ProposalStatus(Code):
    """How far a development proposal has come (sv. *utvecklingsförslagets läge*)."""

    ONGOING = "ongoing", "pågående"
    RESTING = "resting", "vilande"
    DONE = "done", "klart"
