"""Recognising what identifies a person in a text by its form: personal numbers, phone numbers, e-mail addresses.

A pattern is a safety net and not the duty. It knows no names, no addresses and no description that only fits one person;
whoever writes answers for that.
"""

from __future__ import annotations

import re
import unicodedata

PERSONAL_NUMBER = "ett personnummer eller samordningsnummer"
PHONE_NUMBER = "ett telefonnummer"
EMAIL_ADDRESS = "en e-postadress"

_DATE = r"(?:[0-9]{2})?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
_PERSONAL_NUMBER = re.compile(rf"(?<![0-9]){_DATE} ?[-+]? ?[0-9]{{4}}(?![0-9])")
"""With the day of a personal number, 1-31, or of a co-ordination number, 61-91. The check digit is left aside on purpose: a
number with one digit wrong still identifies. Source: folkbokföringslagen 1991:481 18 §, 18 a §."""
_SPACED_NUMBER = re.compile(
    r"(?<![0-9])(?:[0-9]{2})?[0-9]{2}([-./ ])[0-9]{2}\1[0-9]{2} ?[-+ ] ?[0-9]{4}(?![0-9]|\1[0-9]{2}\1[0-9]{2}(?![0-9]))"
)
"""The day written with separators. Here the check digit decides, and no day may follow: 2024-03-01 - 2024-05-31 is a period."""
_PHONE_NUMBER = re.compile(r"(?<![0-9])(?<![0-9][-/.])(?:\+|00|0(?!0))[0-9](?:[ /()-]{0,2}[0-9]){6,12}(?![0-9])")
_EMAIL_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")


def recognised_identity(text: str) -> str | None:
    """What in a text identifies somebody by its form, in Swedish words; None = nothing was recognised."""
    plain = _plain(text)
    if _PERSONAL_NUMBER.search(plain) or any(map(_checks, _SPACED_NUMBER.finditer(plain))):
        return PERSONAL_NUMBER
    if _EMAIL_ADDRESS.search(plain):
        return EMAIL_ADDRESS
    return PHONE_NUMBER if _PHONE_NUMBER.search(plain) else None


def _plain(text: str) -> str:
    """The text as an eye reads it: digits of every script, every dash and any run of space alike, nothing invisible."""
    return " ".join("".join(map(_plain_character, unicodedata.normalize("NFKC", text))).split())


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    if category in ("Cf", "Mn", "Me"):
        return ""
    return character


def _checks(found: re.Match[str]) -> bool:
    """Whether the last ten digits have the check digit of a personal number (the Luhn sum)."""
    digits = [int(each) for each in found[0] if each.isdigit()][-10:]
    doubled = [sum(divmod(digit * (2 - place % 2), 10)) for place, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0
