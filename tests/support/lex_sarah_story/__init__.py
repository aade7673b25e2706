"""The third golden story: a summer without notes becomes a Lex Sarah report, and is handled until it is closed, twice."""
