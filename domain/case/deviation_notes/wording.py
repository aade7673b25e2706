"""Which words show that a text is about the report instead of the individual (sv. *text om lex Sarah*)."""

from __future__ import annotations

import re

_LEX_SARAH = re.compile(r"\blex[\s\-\u2010-\u2015]*sarah", re.IGNORECASE)
_OF_THE_REPORT = re.compile(r"\blex[\s\-\u2010-\u2015]*sarah|missförhållande", re.IGNORECASE)


def speaks_of_the_report(text: str) -> bool:
    """Whether a text names lex Sarah or a missförhållande, whatever its case, spaces and hyphens.

    Whether something was a wrong, and how grave, is decided in the report and kept there.
    """
    return _OF_THE_REPORT.search(text) is not None


def names_lex_sarah(text: str) -> bool:
    """Whether a text names lex Sarah; in a note a missförhållande may be the individual's own life, and lex Sarah may not."""
    return _LEX_SARAH.search(text) is not None
