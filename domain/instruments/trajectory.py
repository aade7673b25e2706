"""What total was to be expected of somebody who began where they began (sv. *förväntat förlopp*), behind one port.

Published treatment response curves are their vendors' own: what a vendor states is taken in as stated, with vendor and version.
Beside it a unit can fit its own closed cases. Two versions are never one series: the line would jump for no reason in the work.

Source: of what to expect by the first total, Lueger et al. 2001, J Consult Clin Psychol 69:150-158; the line is least squares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol

from domain.errors import InvalidValueError
from domain.instruments.exact import decimal, mean, shown
from domain.policies import Policy


class TrajectoryVersion(NamedTuple):
    """Whose expectation it is, in which version (sv. *förloppets version*); equal = they may stand in one series.

    Args:
        maker: The vendor's name, or `local`.
        version: The vendor's, or what the fit was made of.
    """

    maker: str
    version: str


class Expected(NamedTuple):
    """An expected total (sv. *förväntat värde*), with the bounds that its maker gives; None = it gives none."""

    total: Decimal
    version: TrajectoryVersion
    lower: Decimal | None = None
    upper: Decimal | None = None


class ExpectedTrajectory(Protocol):
    """Port. Says what total was to be expected (sv. *förväntat förlopp*)."""

    @property
    def version(self) -> TrajectoryVersion:
        """Whose expectation it is."""
        ...

    def expected(self, pre: Decimal, session: int | None = None) -> Expected | None:
        """The total to expect of somebody with this first total.

        Args:
            session: After which session, counted from 1; None = when the treatment ends.

        Returns:
            None = this trajectory says nothing of it.
        """
        ...


LOCAL = "local"
"""The maker of a unit's own fit."""


@dataclass(frozen=True, slots=True)
class VendorImported:
    """What a vendor stated for one person (sv. *inläst förlopp*): read, never computed.

    Args:
        by_session: Expected totals after sessions, counted from 1.
        at_end: When the treatment ends; None = the vendor states none.
    """

    version: TrajectoryVersion
    by_session: Mapping[int, Expected]
    at_end: Expected | None = None

    def expected(self, pre: Decimal, session: int | None = None) -> Expected | None:
        """What the vendor stated, whatever the first total is: the vendor knew it."""
        return self.at_end if session is None else self.by_session.get(session)


class FittedOn(NamedTuple):
    """What a fit was made of (sv. *underlag*), which is its version.

    Args:
        cases: Closed cases with a first and a last total.
        closed_from, closed_to: When they closed, both ends included.
        known_at: The ledger's size that they were read at.
    """

    instrument: str
    instrument_version: str
    cases: int
    closed_from: date
    closed_to: date
    known_at: int


@dataclass(frozen=True, slots=True)
class LocalRegression:
    """A line through the unit's own closed cases (sv. *egen regression*): last total = `intercept` + `slope` · first total."""

    fitted_on: FittedOn
    intercept: Fraction
    slope: Fraction
    version: TrajectoryVersion = field(init=False)

    def __post_init__(self) -> None:
        on = self.fitted_on
        made_of = f"{on.instrument} {on.instrument_version}, n={on.cases}, {on.closed_from}–{on.closed_to}, @{on.known_at}"
        object.__setattr__(self, "version", TrajectoryVersion(LOCAL, made_of))

    def expected(self, pre: Decimal, session: int | None = None) -> Expected | None:
        """The last total to expect, to four decimals; of a session in between the line says nothing."""
        if session is not None:
            return None
        return Expected(shown(decimal(self.intercept + self.slope * Fraction(pre))), self.version)


def fit_local(pairs: Sequence[tuple[Decimal, Decimal]], fitted_on: FittedOn, policy: Policy) -> LocalRegression:
    """Fit the line by least squares, exactly.

    Args:
        pairs: First and last total of each closed case, as many as `fitted_on.cases`.

    Raises:
        InvalidValueError: Fewer pairs than `trajectory_min_cases`; then every first total is the same.
    """
    if len(pairs) < policy.trajectory_min_cases:
        raise InvalidValueError(
            f"Ett eget förlopp räknas på minst {policy.trajectory_min_cases} avslutade ärenden, och här är {len(pairs)}. "
            "Välj en längre period."
        )
    before, after = mean([pair[0] for pair in pairs]), mean([pair[1] for pair in pairs])
    square = sum(((Fraction(pre) - before) ** 2 for pre, _ in pairs), Fraction(0))
    if not square:
        raise InvalidValueError("Alla första skattningar är lika, så inget förlopp kan räknas. Välj en längre period.")
    slope = sum(((Fraction(pre) - before) * (Fraction(post) - after) for pre, post in pairs), Fraction(0)) / square
    return LocalRegression(fitted_on, after - slope * before, slope)


def require_one_version(series: Sequence[Expected]) -> TrajectoryVersion:
    """The one version of every expectation in a series, which has at least one.

    Raises:
        InvalidValueError: They are of more than one maker or version.
    """
    versions = list(dict.fromkeys(expected.version for expected in series))
    if len(versions) > 1:
        named = ", ".join(f"{version.maker} {version.version}" for version in versions)
        raise InvalidValueError(f"Förväntade värden från olika förlopp blandas aldrig: {named}. Visa ett i taget.")
    return versions[0]
