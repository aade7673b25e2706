"""Personal and coordination numbers (sv. *personnummer*, *samordningsnummer*): their form, birth date and check digit."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from domain.case.person.codes import IdentityNumberKind
from domain.errors import InvalidValueError


class IdentityNumber(NamedTuple):
    """A number as it is stored.

    Args:
        text: As `YYYYMMDD-NNNN`.
        birth_date: The date in it.
    """

    text: str
    kind: IdentityNumberKind
    birth_date: date


def read_identity_number(written: str) -> IdentityNumber:
    """Read a number of twelve digits, with or without a hyphen before the last four.

    The message never holds the number.

    Raises:
        InvalidValueError: Not twelve digits from 18, 19 or 20 on, or a birth number of 000; then no such date; then the check
            digit.

    Source: FOL 1991:481 18 § (date, birth number 001–999, check digit by modulus 10 with weights 2 and 1; the century in
        automated registers); SKV 704; SKV 707 (a coordination number has 60 added to the day).
    """
    match = _FORM.fullmatch(written.strip())
    if match is None:
        raise InvalidValueError("Numret ska skrivas med tolv siffror, som ÅÅÅÅMMDD-NNNN. Kontrollera siffrorna.")
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    kind = IdentityNumberKind.COORDINATION if day > _DAYS_ADDED else IdentityNumberKind.PERSONAL
    try:
        born = date(year, month, day - _DAYS_ADDED if kind is IdentityNumberKind.COORDINATION else day)
    except ValueError:
        raise InvalidValueError("Numret innehåller ett datum som inte finns. Kontrollera siffrorna.") from None
    digits = "".join(match.groups())
    if not _sum_is_whole_tens(digits[2:]):
        raise InvalidValueError("Numrets kontrollsiffra stämmer inte med de andra siffrorna. Kontrollera siffrorna.")
    return IdentityNumber(f"{digits[:8]}-{digits[8:]}", kind, born)


_FORM = re.compile(r"(?P<year>(?:18|19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})-?((?!000)[0-9]{4})")
_DAYS_ADDED = 60


def _sum_is_whole_tens(ten_digits: str) -> bool:
    products = (int(digit) * (2 - place % 2) for place, digit in enumerate(ten_digits))
    return sum(product // 10 + product % 10 for product in products) % 10 == 0
