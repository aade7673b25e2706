"""The times of Lex Sarah reports as people see them: each step with when it was to be taken, when it was, and how late it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from domain.lex_sarah.timers import Step
from projections.json_values import as_json


def steps_document(steps: Iterable[Step], day: date) -> list[dict[str, Any]]:
    """Each step as JSON as it stands on a day; `days_late` counts until it was taken, or until `day` while it is not."""
    return [
        {
            "step": each.step.value, "step_in_words": each.step.swedish, "started_on": as_json(each.started_on),
            "due_on": as_json(each.due_on), "done_on": as_json(each.done_on), "late": each.days_late(day) > 0,
            "days_late": each.days_late(day),
        }
        for each in steps
    ]
