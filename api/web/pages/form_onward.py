"""Where somebody goes on from the form of a write (sv. *vidare*): where the page before said, else to what was written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from api.access_matrix import rule_of
from api.web.forms.addresses import Named
from api.web.pages.frame import target_of

_PLACES: Mapping[str, tuple[str, ...]] = {
    "case": ("/cases/{case_id}", "/record/cases/{case_id}", "/cases"),
    **dict.fromkeys(("viewpoint", "viewpoint_inventory", "development_proposal"), ("/viewpoints",)),
    "lex_sarah": ("/lex-sarah/{report_id}", "/lex-sarah"), "deviation": ("/deviations", "/lex-sarah"),
    **dict.fromkeys(("lex_sarah_information", "suggestion"), ("/lex-sarah",)),
    **dict.fromkeys(("internal_control", "journal_review", "sample", "journal_routine"), ("/review",)),
    **dict.fromkeys(("report", "goal", "published_figure", "annual_wheel", "survey"), ("/results",)),
    "log_review": ("/log-review",),
    **dict.fromkeys((
        "board", "unit", "staff", "policy", "offering", "indicator_definition", "instrument_catalogue", "instrument_texts",
        "rule_definition",
    ), ("/settings",)),
}
"""Where somebody goes on from a form of a family of streams, where no other page has said."""


def after(of: Named, form: Mapping[str, str], stream_id: UUID) -> str:
    """Where to go on: where the page before said, else to what was written in, with the word that it is saved."""
    onward = target_of(form.get("next"))
    if onward == "/":
        onward = page_of(of, stream_id)
    return f"{onward}{'&' if '?' in onward else '?'}done=saved"


def page_of(of: Named, stream_id: UUID | None = None) -> str:
    """The page of what a form writes in, or of the part of the service that it is in.

    Args:
        stream_id: What the form has begun; None = nothing, so that what it writes in is in its address.
    """
    stream_id = stream_id or (None if of.shape.write.begins else of.known[of.shape.stream])
    for place in _PLACES.get(of.shape.family, ()):
        if (stream_id is not None or "{" not in place) and rule_of(f"GET {place}") is not None:
            return re.sub(r"{\w+}", str(stream_id), place)
    return "/today"
