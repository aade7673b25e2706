"""Every rule has a part of the journal that it is about."""

from domain.completeness.shipped import shipped_rules
from projections.rule_families import FAMILIES, OWN, family_of


def test_every_rule_that_is_shipped_has_a_family_and_no_family_is_empty():
    found = {family_of(each.id) for each in shipped_rules()}
    assert OWN not in found and found == set(FAMILIES) - {OWN}


def test_a_rule_under_an_id_of_the_boards_own_is_its_own():
    assert family_of("ENH-01") == OWN and family_of("R-99") == OWN
