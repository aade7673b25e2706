"""Which parts of the events an evidence package masks (sv. *maskering*), and on what ground.

A mask is chosen for a kind of content in all events, for one event, or for one kind of content in one event. What is masked
stays proved: the event's header tells that a part of that kind and length stands there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from domain.base import Immutable
from domain.case.disclosure.codes import SecrecyGround
from domain.errors import InvalidValueError

_HOW = (
    "En mask skrivs DEL, POSITION eller POSITION:DEL, och sist =GRUND om den är en annan än osl_26_1:"
    " third_party, 120:fact=osl_26_5."
)


class MaskRule(Immutable):
    """One mask as it was asked for (sv. *mask*).

    Args:
        mask_position: Only in the event at this position, from 0; None = in every event.
        masked_kind: Only this kind of content; None = the whole event.
        secrecy_ground: The rule that it is masked by.
    """

    mask_position: int | None = None
    masked_kind: str | None = None
    secrecy_ground: SecrecyGround

    def covers(self, position: int, kind: str) -> bool:
        """Whether it masks the part of a kind of the event at a position."""
        return self.mask_position in (None, position) and self.masked_kind in (None, kind)


def parse_mask(text: str, kinds: Collection[str]) -> MaskRule:
    """Read a mask as people write it: `third_party`, `120`, `120:fact` or `120:fact=osl_26_5`.

    Args:
        kinds: The kinds of content that there are.

    Raises:
        InvalidValueError: It has another form, or names a kind of content or a ground that there is not.

    Source: OSL 2009:400 26:1 is the ground of what names none: all that is recorded of somebody's personal circumstances.
    """
    place, _, ground = text.strip().partition("=")
    position, _, kind = place.rpartition(":") if ":" in place or not _is_position(place) else (place, "", "")
    if (position and not _is_position(position)) or (":" in place and not (position and kind)) or not place:
        raise InvalidValueError(f"Masken går inte att läsa. {_HOW}")
    if kind and kind not in kinds:
        raise InvalidValueError(f"Maskens del finns inte; välj bland {', '.join(sorted(kinds))}. {_HOW}")
    grounds = {each.value: each for each in SecrecyGround}
    if ("=" in text and not ground) or (ground and ground not in grounds):
        raise InvalidValueError(f"Maskens grund finns inte; välj bland {', '.join(grounds)}. {_HOW}")
    return MaskRule(
        mask_position=int(position) if position else None, masked_kind=kind or None,
        secrecy_ground=grounds[ground] if ground else SecrecyGround.SOCIAL_SERVICES,
    )


def ground_for(rules: Iterable[MaskRule], position: int, kind: str) -> SecrecyGround | None:
    """The ground of the first mask that covers a part; None = none does."""
    return next((rule.secrecy_ground for rule in rules if rule.covers(position, kind)), None)


def require_used(rules: Sequence[MaskRule], parts: Iterable[tuple[int, str]]) -> None:
    """Refuse a mask that masks nothing: whoever asked for it believes that something is hidden.

    Args:
        parts: (Position, kind of content) of every part of the package's events.

    Raises:
        InvalidValueError: One covers no part.
    """
    found = list(parts)
    for number, rule in enumerate(rules, 1):
        if not any(rule.covers(*part) for part in found):
            raise InvalidValueError(
                f"Mask nummer {number} träffar ingen del av ärendets händelser. Kontrollera positionen och delen i tidslinjen."
            )


def _is_position(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15
