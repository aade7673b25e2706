"""The access matrix as a table for people (sv. *behörighetsmatris*)."""

from __future__ import annotations

from adapters.accounts import Role
from api.access_matrix import READS, WRITES, Rule


def access_table() -> str:
    """The matrix as Markdown: a row for each question and each kind of write, a column for each role."""
    lines = [f"| Vad | Fält | {' | '.join(Role)} |", "|---" * (len(Role) + 2) + "|"]
    lines += [_row(f"`{action}`", rule) for action, rule in sorted(READS.items())]
    lines += [_row(f"skriva `{family}`", rule) for family, rule in sorted(WRITES.items())]
    return "\n".join(lines) + "\n"


def _row(what: str, rule: Rule) -> str:
    if rule.roles is None:
        cells = ["utan inloggning"] * len(Role)
    else:
        cells = ["–" if (relation := rule.relation(role)) is None else relation.swedish for role in Role]
    return f"| {what} | {rule.fields.swedish} | {' | '.join(cells)} |"
