"""The words of the stream `records_request`."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {}
FIELD_LABELS: Mapping[str, str] = {}
TEXT_LABELS: Mapping[str, str] = {}
