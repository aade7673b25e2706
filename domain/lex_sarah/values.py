"""Values that an investigation states several of."""

from __future__ import annotations

from domain.base import Immutable
from domain.lex_sarah.codes import CauseArea, ConsequenceExtent, ConsequenceKind


class AreaConsidered(Immutable):
    """What an area of causes holds (sv. *prövat orsaksområde*). `found` False: no cause lies there, and `text` says why."""

    area: CauseArea
    found: bool
    text: str


class Consequence(Immutable):
    """What one kind of consequence was (sv. *konsekvens*). `text` is given exactly when the extent is not none."""

    kind: ConsequenceKind
    extent: ConsequenceExtent
    text: str | None = None
