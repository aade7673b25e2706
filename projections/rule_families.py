"""What part of a journal each rule is about (sv. *regelgrupp*), so that whoever reviews can take one part at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

OWN = "own"
FAMILIES: Mapping[str, str] = MappingProxyType({
    "journal": "Journalen", "start": "Starten", "plan": "Planen och uppföljningen", "decisions": "Beslut och rättelser",
    "children": "Barn, fara och skydd", "ratings": "Skattningar och skolnärvaro", "closing": "Synpunkter och avslut",
    "elsewhere": "Bevakas på annat håll", "meetings": "Information, möten och genomgångar", OWN: "Enhetens egna regler",
})
"""Each family and its name, in the order of the work."""

_SHIPPED = re.compile(r"R-(\d+)[a-z]?")
_LAST = (
    (6, "journal"), (10, "start"), (15, "plan"), (20, "decisions"), (25, "children"), (31, "ratings"), (35, "closing"),
    (41, "elsewhere"), (42, "meetings"), (43, "elsewhere"), (49, "meetings"),
)
"""The number of each family's last rule, among those that Aktspår comes with."""


def family_of(rule_id: str) -> str:
    """A rule's family; what the board has adopted under an id of its own is its own."""
    shipped = _SHIPPED.fullmatch(rule_id)
    number = None if shipped is None else int(shipped[1])
    return OWN if number is None else next((family for last, family in _LAST if number <= last), OWN)
