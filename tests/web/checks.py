"""What holds for every page: no finding of axe-core at WCAG 2.2 AA, and nothing to scroll sideways on a narrow screen."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then(done => done.violations)"
_SIDEWAYS = r"""() => {
    const width = document.documentElement.clientWidth;
    const isInScroller = element => {
        let isPlaced = getComputedStyle(element).position === "absolute";
        // Not the window itself, whose scrolling this is about.
        for (let each = element.parentElement; each && each !== document.documentElement; each = each.parentElement) {
            const style = getComputedStyle(each);
            // What is placed absolutely scrolls only with what it is placed by.
            if (isPlaced && style.position === "static") continue;
            if (["auto", "scroll", "hidden", "clip"].includes(style.overflowX)) return true;
            isPlaced = style.position === "absolute";
        }
        return false;
    };
    if (document.documentElement.scrollWidth <= width) return [];
    const reach = element => {
        const box = element.getBoundingClientRect();
        // A long word reaches outside the box of its element.
        const inside = getComputedStyle(element).overflowX === "visible" ? box.left + element.scrollWidth : 0;
        return Math.max(box.right, inside);
    };
    const far = [...document.querySelectorAll("body, body *")].filter(each => reach(each) > width + 1 && !isInScroller(each));
    const inmost = far.filter(each => !far.some(other => other !== each && each.contains(other)));
    return (inmost.length ? inmost : [document.body]).slice(0, 5)
        .map(each => each.outerHTML.replace(/\s+/g, " ").slice(0, 160));
}"""


def axe(page: Page) -> list[str]:
    """What axe-core finds on a page as it is shown now, as sentences; the page must run scripts."""
    if not page.evaluate("() => 'axe' in window"):
        # Put in by the browser's own debugger, which no Content-Security-Policy is about.
        page.evaluate(_source())
    return [_told(violation, node) for violation in page.evaluate(_RUN, list(RULES)) for node in violation["nodes"]]


def too_wide(page: Page) -> list[str]:
    """What makes a page wider than its window; what scrolls in a frame of its own, as a wide table may, is let be."""
    return [f"wider than {page.viewport_size}: {element}" for element in page.evaluate(_SIDEWAYS)]


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")


def _told(violation: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{violation['id']} ({violation['impact']}): {node['failureSummary']}\n    {node['target']}: {node['html'][:200]}"
