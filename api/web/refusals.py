"""Why something was refused, as a page says it (sv. *avslag*): the record's rules speak Swedish, as the law that they rest on.

On a page in another language the kind of refusal stands before the sentence, in that language, and the sentence is marked as
Swedish, so that a screen reader reads it so (WCAG 3.1.2). A sentence that is known in the language is said in it.
"""

from __future__ import annotations

from typing import Self

from markupsafe import Markup, escape

from api.problems import Problem, Text, problem_of
from api.web.texts import LANGUAGE, SWEDISH, word


class Refusal(str):
    """A sentence in Swedish that shows itself in the language of the page."""

    problem: Problem

    def __new__(cls, problem: Problem) -> Self:
        """The sentence of a problem."""
        made = super().__new__(cls, problem.detail)
        made.problem = problem
        return made

    def __html__(self) -> str:
        """The sentence as it stands in a page."""
        said = detail_of(self.problem)
        return Markup("{}: {}").format(title_of(self.problem), said) if isinstance(said, Markup) else escape(said)


def refusal(error: BaseException) -> Refusal:
    """Why something was refused."""
    return Refusal(problem_of(error))


def title_of(problem: Problem) -> str:
    """The kind of a problem, in the language of the page."""
    return _in_page(problem.title)


def detail_of(problem: Problem) -> str:
    """A problem's sentence, in the language of the page; marked where only Swedish has it."""
    return _in_page(problem.detail)


def _in_page(text: str) -> str:
    if LANGUAGE.get() == SWEDISH:
        return str(text)
    return text.english if isinstance(text, Text) else word(text)
