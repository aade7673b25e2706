"""Invented clients: each surname says that there is nobody of that name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from adapters.demo.casefile import Client
from adapters.demo.luck import Luck
from domain.codes import Gender

ADULT_AGE = 18

_SURNAMES = ("Påhittsson", "Exempelsson", "Fiktivsson", "Sagoberg", "Demoberg")
_SHE = (
    "Alva", "Noor", "Ebba", "Mariam", "Selma", "Hana", "Tuva", "Yasmin", "Linnea", "Amina", "Stina", "Vera", "Klara", "Zahra",
    "Ronja", "Ester", "Lovisa", "Fatima", "Saga", "Greta",
)
_HE = (
    "Hugo", "Ali", "Noel", "Samir", "Leo", "Omar", "Viktor", "Tariq", "Albin", "Ibrahim", "Melker", "Theo", "Aron", "Yonas",
    "Sixten", "Malte", "Gustav", "Hassan", "Nils", "Oskar",
)
_THEY = ("Robin", "Kim", "Love", "Charlie")
_FIRST_NAMES: Mapping[Gender, tuple[str, ...]] = {
    Gender.WOMAN: _SHE, Gender.GIRL: _SHE, Gender.MAN: _HE, Gender.BOY: _HE, Gender.OTHER: _THEY,
}


class Clients:
    """Hands out clients, no two of one name."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, ...], int] = {}

    def new(self, luck: Luck, ages: tuple[int, int], day: date, gender: Gender | None = None) -> Client:
        """A client within these ages, both included, on that day."""
        age = luck.between(*ages)
        if gender is None:
            she, he = (Gender.WOMAN, Gender.MAN) if age >= ADULT_AGE else (Gender.GIRL, Gender.BOY)
            gender = Gender.OTHER if luck.happens(0.02) else luck.pick((she, he))
        return Client(self._name(_FIRST_NAMES[gender]), gender, day.year - age)

    def _name(self, names: tuple[str, ...]) -> str:
        nth = self._given.get(names, 0)
        self._given[names] = nth + 1
        # The lengths of the two lists share a factor, so the surname moves on by one more each time round.
        return f"{names[nth % len(names)]} {_SURNAMES[(nth + nth // len(names)) % len(_SURNAMES)]}"
