"""Erasing by law (sv. *gallring*): a proposal, a second person's approval, and each step of the act as a fact."""
