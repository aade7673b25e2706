"""The whole story, told, and the ten moments at which it is read."""

from __future__ import annotations

from adapters.postgres.boards import BoardStore
from domain.group.joint import entry_in_case
from tests.support.family_story.cast import FAMILY_CASE, TENANT_CASE, UNIT, Pens
from tests.support.family_story.complaint import tell_complaint
from tests.support.family_story.concerns import tell_concerns
from tests.support.family_story.ending import tell_second_year
from tests.support.family_story.first_autumn import tell_first_year
from tests.support.family_story.first_contact import tell_first_contact
from tests.support.family_story.measuring import tell_measuring
from tests.support.family_story.office import tell_office, tell_reports_to_the_board
from tests.support.family_story.others import tell_others
from tests.support.family_story.summer import tell_summer
from tests.support.family_story.telling import Telling, call, named
from tests.support.family_story.violence import tell_violence

MOMENTS = {
    "01-efter-forsta-kontakten": "2024-09-05",
    "02-efter-beslutet": "2024-09-25",
    "03-fore-sommaren": "2025-06-27",
    "04-mitt-i-sommaren": "2025-07-24",
    "05-efter-upptackten": "2025-08-22",
    "06-planuppfoljningen": "2025-09-26",
    "07-avslutet": "2026-03-06",
    "08-klagomalet": "2026-04-17",
    "09-uppfoljning-efter-sex-manader": "2026-09-09",
    "10-i-dag": "2026-11-20",
}
"""The day at whose end each moment is read."""

_IN_GROUP = ("Jenny i gruppen", "Ronja i gruppen", "gruppträff 1", "gruppträff 2", "gruppträff 3, fel", "gruppträff 3",
"Jenny slutar", "Ronja slutar")


def family_story(board: BoardStore) -> Telling:
    """The whole story, ready to be told on an empty board with a simulated clock."""
    telling = Telling(board, UNIT)
    pens = Pens(telling)
    for tell in (
        tell_office, tell_concerns, tell_others, tell_first_contact, tell_first_year, tell_violence, tell_measuring,
        tell_summer, tell_second_year, tell_complaint, tell_reports_to_the_board,
    ):
        tell(pens)
    for name in _IN_GROUP:
        for case, short in ((FAMILY_CASE, "Tuva"), (TENANT_CASE, "Ronja")):
            call(entry_in_case(named(name), named(case)), f"{name} ({short})")
    return telling
