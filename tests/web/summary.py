"""What is said when the tests are over: what tasks cost, and how to get what tests were skipped for."""

from __future__ import annotations

from collections import Counter
from typing import Any

PROPERTY = "effort"
"""Under which a test's report carries a line about what a task costs."""

FOLDER = "tests/web/"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it, once, whichever processes the tests ran in."""
    reports = [each for outcome in ("passed", "failed") for each in terminalreporter.stats.get(outcome, [])]
    tasks = sorted({line for report in reports for name, line in report.user_properties if name == PROPERTY})
    if tasks:
        terminalreporter.section("Vad uppgifterna kostar")
    for line in tasks:
        terminalreporter.write_line(line)
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if each.nodeid.startswith(FOLDER)]
    for why, count in Counter(each.longrepr[2].removeprefix("Skipped: ") for each in skipped).items():
        terminalreporter.write_line(f"{count} tester av sidor kördes inte. {why}", yellow=True)
