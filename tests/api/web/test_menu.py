"""The menu of every page: each role's parts of the service, and no more of them in the row than a desk is wide."""

from __future__ import annotations

import pytest

from adapters.accounts import Account, Role
from api.web.pages.frame import Menu, Visitor, menu_of


def menu(role: Role, path: str = "/today") -> Menu:
    """What somebody of a role has as the menu."""
    account = Account(name="namn", display_name="Namn Exempel", role=role, board="namnd")
    found = menu_of(Visitor(account, "", 60), path)
    assert found is not None
    return found


@pytest.mark.parametrize("role", Role)
def test_the_row_holds_what_a_desk_has_room_for_and_more_the_rest(role):
    found = menu(role)
    assert found.row[0].address == "/today"
    assert len(found.row) <= 8 and (len(found.row) == 7 or not found.more) and len(found.more) != 1


def test_the_part_that_the_page_is_in_stands_in_the_row_though_it_comes_late():
    assert [place.text for place in menu(Role.MANAGER).more] == ["Gallring", "Godkännanden", "Bevis", "Inställningar"]
    found = menu(Role.MANAGER, "/settings/rules")
    assert [place.text for place in found.row if place.current] == ["Inställningar"]
    assert "Inställningar" not in [place.text for place in found.more]


def test_whoever_may_not_open_the_beginning_of_a_part_enters_where_they_may():
    def entrance(role, text):
        found = menu(role)
        return next(place.address for place in (*found.row, *found.more) if place.text == text)

    assert entrance(Role.INTERNAL_CONTROL, "Loggkontroll") == "/log-review/emergencies"
    assert entrance(Role.AUDITOR, "Granskning") == "/review/journal-reviews"
    assert entrance(Role.ARCHIVIST, "Synpunkter") == "/registers"
