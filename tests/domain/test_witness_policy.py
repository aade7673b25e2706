"""A witness policy: every line's meaning, every refusal by line, and a quorum that counts as the specification says."""

from __future__ import annotations

from itertools import combinations

import pytest

from domain.ledger.checkpoint import COSIGNATURE, NoteError, verifier_key
from domain.ledger.witness_policy import parse_policy

LOG = verifier_key("log.example/1", bytes([9] * 32))


def vkey(number: int) -> str:
    return verifier_key(f"w{number}.example", bytes([number] * 32), COSIGNATURE)


X = "".join(f"witness X{n} {vkey(n)}\n" for n in (1, 2, 3))
Y = "".join(f"witness Y{n} {vkey(n + 3)} https://y{n}.example\n" for n in (1, 2, 3))
EXAMPLE = f"""# the specification's example
log {LOG}

{X}group X-witnesses 2 X1 X2 X3

{Y}group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def test_the_specification_s_example_asks_for_two_of_three_and_one_of_three() -> None:
    policy = parse_policy(EXAMPLE.encode())
    names = [each.name for each in policy.witnesses]
    assert names == ["X1", "X2", "X3", "Y1", "Y2", "Y3"]
    assert [each.url for each in policy.witnesses] == [None] * 3 + [f"https://y{n}.example" for n in (1, 2, 3)]
    assert [each.name for each in policy.logs] == ["log.example/1"]
    for count in range(7):
        for some in combinations(names, count):
            enough = sum(each[0] == "X" for each in some) >= 2 and any(each[0] == "Y" for each in some)
            assert policy.is_met(some) == enough, some


def test_a_single_witness_and_nobody_are_quorums_too() -> None:
    alone = parse_policy(f"witness W {vkey(1)}\nquorum W".encode())
    assert alone.asks_for_witnesses and alone.is_met({"W"}) and not alone.is_met(())
    nobody = parse_policy(b"quorum none\n")
    assert not nobody.asks_for_witnesses and nobody.is_met(())


def test_tabs_comments_and_white_space_change_nothing() -> None:
    policy = parse_policy(f"  # a\n\t witness \t W\t{vkey(1)}  \n\nquorum\tW \n".encode())
    assert policy.quorum == "W"


@pytest.mark.parametrize(("text", "message"), [
    ("", "saknar raden quorum"),
    (f"witness W {vkey(1)}\nquorum W\nquorum W", "rad 3: quorum står två gånger"),
    ("quorum W", "rad 1: W är inte definierad på en rad före"),
    (f"quorum W\nwitness W {vkey(1)}", "rad 1: W är inte"),
    (f"witness W {vkey(1)}\nwitness W {vkey(2)}\nquorum W", "rad 2: namnet W är upptaget"),
    (f"witness W {vkey(1)}\nwitness V {vkey(1)}\nquorum W", "rad 2: vittnets nyckel står två gånger"),
    (f"witness none {vkey(1)}\nquorum none", "rad 1: namnet none är upptaget"),
    (f"log {LOG}\nlog {LOG}\nquorum none", "rad 2: loggens nyckel står två gånger"),
    (f"witness W {LOG}\nquorum W", "rad 1: verifieringsnyckeln är inte en Ed25519-nyckel"),
    (f"log {vkey(1)}\nquorum none", "rad 1: verifieringsnyckeln är inte en Ed25519-nyckel"),
    (f"witness W {vkey(1)}\ngroup g 0 W\nquorum g", "rad 2: gruppen g ska kräva any, all eller ett antal från 1 till 1"),
    (f"witness W {vkey(1)}\ngroup g 2 W\nquorum g", "rad 2: gruppen g ska kräva"),
    (f"witness W {vkey(1)}\ngroup g 01 W\nquorum g", "rad 2: gruppen g ska kräva"),
    (f"witness W {vkey(1)}\ngroup g any W W\nquorum g", "rad 2: W är medlem mer än en gång"),
    (f"witness W {vkey(1)}\ngroup g any W\ngroup h any W\nquorum g", "rad 3: W är medlem mer än en gång"),
    (f"witness W {vkey(1)}\ngroup g any none\nquorum g", "rad 2: none är inte definierad"),
    (f"witness W {vkey(1)}\ngroup W any W\nquorum W", "rad 2: namnet W är upptaget"),
    (f"witness W {vkey(1)}\ngroup g any\nquorum g", "rad 2: raden ska vara"),
    ("vittne W", "rad 1: raden ska vara log, witness, group eller quorum"),
    ("quorum none\r\n", "styrtecken"),
    ("quorum none" + " " * 2**16, "styrtecken eller är längre"),
])
def test_what_is_no_policy_is_refused_by_line(text: str, message: str) -> None:
    with pytest.raises(NoteError, match=message):
        parse_policy(text.encode())


def test_a_policy_is_utf_8() -> None:
    with pytest.raises(NoteError, match="inte UTF-8"):
        parse_policy(b"quorum none # \xff")
