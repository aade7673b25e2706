"""The whole story of oversight, told, and the moments at which it is read."""

from __future__ import annotations

from api.main import Runtime
from tests.support.oversight_story.access import tell_access
from tests.support.oversight_story.cast import Pens
from tests.support.oversight_story.erasing import tell_erasing
from tests.support.oversight_story.extract import tell_extract
from tests.support.oversight_story.machines import tell_machines
from tests.support.oversight_story.records import tell_records
from tests.support.oversight_story.reviews import tell_reviews
from tests.support.oversight_story.telling import OversightTelling

MOMENTS = {
    "01-fore-gallringen": "2026-02-16",
    "02-vantar-pa-en-andra": "2026-03-09",
    "03-verkstalld": "2026-03-23",
    "04-slutford": "2026-04-20",
    "05-aterlast": "2026-06-02",
}
"""The day at whose end each moment is read."""


def oversight_story(runtime: Runtime, slug: str) -> OversightTelling:
    """The whole story, ready to be told on an empty board with a simulated clock, the only one of the runtime."""
    telling = OversightTelling(runtime, slug)
    pens = Pens(telling)
    tell_records(pens)
    for tell in (tell_access, tell_erasing, tell_reviews, tell_machines, tell_extract):
        tell(pens, telling)
    return telling
