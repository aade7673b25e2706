"""What rules judge a record by (sv. *granskningsuppgift*): what its entries state, without their texts."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.codes import LegalBasis
from domain.completeness.kinds import CheckKind
from domain.offering.codes import DocumentationRegime


class CheckedFact(NamedTuple):
    """One statement of one entry (sv. *granskningsuppgift*).

    Args:
        kind: What it is about.
        key: What pairs it with facts of other kinds: the session, the plan, the case.
        on: The day that it happened or holds from.
        written: The day that its entry was first written, however often it was corrected since; of an import the day that the
            source claims, or else `on`.
        due: The last day that it names itself; None = so many days as the rule says.
        until: The day from which it is no longer so; None = it still is.
        number: What it counts, such as the planned days between contacts.
        code: A coded value: what is missing, why nothing is needed; empty = there is none.
        claimed: Whether its days are only what an imported source claims.
        position: Of the event that stated it first; it proves what is found.
    """

    kind: CheckKind
    key: UUID
    on: date
    written: date
    due: date | None = None
    until: date | None = None
    number: int | None = None
    code: str = ""
    claimed: bool = False
    position: int = 0


class OpenPeriod(NamedTuple):
    """Days on which a case is open, both included (sv. *öppen period*); `last` None = still."""

    first: date
    last: date | None


class RatedPeriod(NamedTuple):
    """Days on which an instrument is rated in an offering (sv. *skattningsperiod*), both included; `last` None = until further
    notice. The instrument's name is without regard to case.
    """

    instrument: str
    first: date
    last: date | None


class CheckedCase(NamedTuple):
    """What decides which rules hold for a case (sv. *ärende under granskning*).

    Args:
        unit_id, activity: The unit that it is in, by id and by name.
        legal_basis, birth_year: None = not known.
        regime: Of the offering that the person takes up, on the day that is judged; None = none is stated.
        rated: What is rated in that offering, and when; None = no offering is stated.
        periods: When it was open, in order, apart from each other.
    """

    case_id: UUID
    unit_id: UUID
    activity: str
    legal_basis: LegalBasis | None
    birth_year: int | None
    regime: DocumentationRegime | None
    periods: tuple[OpenPeriod, ...]
    rated: tuple[RatedPeriod, ...] | None = None
