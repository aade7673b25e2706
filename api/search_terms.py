"""What of a question is a search term (sv. *sökbegrepp*)."""

from __future__ import annotations

from uuid import UUID


def terms_of(case: UUID | str) -> str | None:
    """What the access log is to say was searched for; None = the case was named by its id."""
    return case if isinstance(case, str) and not is_uuid(case) else None


def is_uuid(text: str) -> bool:
    """Whether a text is an id."""
    try:
        UUID(text.strip())
    except ValueError:
        return False
    return True
