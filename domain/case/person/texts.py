"""Texts that may be left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def require_given(check: Callable[[str, str], None], texts: Mapping[str, str | None]) -> None:
    """Check those that are given, in order.

    Args:
        check: A bound of the policy, called with the text and what it is called.
        texts: What each is called in a message to text; None = left out.
    """
    for what, text in texts.items():
        if text is not None:
            check(text, what)
