"""The persons of a case (sv. *personer i ärendet*), by the ids that labels, protections and requests name them by."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from domain.case.state import CaseState
from domain.errors import InvalidValueError, NotFoundError


def persons_of(case: CaseState) -> frozenset[UUID]:
    """The client, by the case's own id, and by their entries the representatives and those close to the client."""
    client = () if case.id is None else (case.id,)
    return frozenset((*client, *case.person.representatives, *case.rating_work.close_people))


def require_persons(case: CaseState, ids: Iterable[UUID], what: str) -> None:
    """Refuse somebody who is named twice, or who is no person of the case.

    Args:
        what: What they are called in a message, in the definite form.

    Raises:
        InvalidValueError: The same person twice.
        NotFoundError: Somebody is not in the case.
    """
    named = list(ids)
    if len(set(named)) != len(named):
        raise InvalidValueError(f"{what}: samma person är angiven mer än en gång. Ange varje person en gång.")
    if not persons_of(case).issuperset(named):
        raise NotFoundError(
            f"{what}: personen finns inte i ärendet. Ange ärendets uuid för den enskilde, eller uppgiften om företrädaren eller"
            " den närstående."
        )
