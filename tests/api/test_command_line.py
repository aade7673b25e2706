"""How any call of the command line ends: its words, its one JSON document, its exit status."""

from __future__ import annotations

import io
import json
from contextlib import contextmanager

import psycopg
import pytest

from adapters.errors import CannotRunError
from api import cli
from api.output import Output, printable
from api.problems import problem_of, table
from api.swedish import usage_message
from domain.errors import (
    CommandReusedError,
    ConflictError,
    CorruptLedgerError,
    DomainError,
    InvalidValueError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
)

COMMANDS = [
    [], ["demo"], ["import"], ["case"], ["case", "list"], ["case", "show"], ["timeline"], ["status"], ["checkpoint"], ["receipt"],
    ["goals"], ["goal-chain"], ["annual-wheel"], ["analyses"], ["analyses", "equality"],
    ["analyses", "caseload"], ["verify"], ["serve"], ["worker"], ["migrate"], ["bench"], ["account"], ["account", "add"],
    ["account", "list"], ["account", "remove"],
]
WRONG = [
    ([], "Kommandot saknas"),
    (["case"], "Kommandot saknas"),
    (["ärende"], "Kommandot finns inte"),
    (["timeline"], "ÄRENDE saknas"),
    (["account", "add", "inga"], "--role saknas"),
    (["timeline", "x", "y"], "fler argument"),
    (["timeline", "x", "--känt"], "--känt finns inte"),
    (["timeline", "x", "--known-ta", "3"], "Menades --known-at?"),
    (["timeline", "x", "--known-at"], "--known-at behöver ett värde"),
    (["case", "list", "--json=ja"], "--json tar inget värde"),
    (["receipt", "första"], "POSITION ska vara ett heltal"),
    (["serve", "--port", "65536"], "--port ska vara ett heltal från 0 till 65535"),
    (["verify", "--ledger", "annan"], "--ledger är"),
    (["bench", "--events", "0"], "--events ska vara ett heltal från 1"),
]


@contextmanager
def unreachable(settings):
    """An Aktspår that a command with a mistake in it must not begin to open."""
    raise AssertionError("opened")
    yield


def run(arguments, open_runtime=unreachable):
    """Exit status, stdout and stderr of one call."""
    stdout, stderr = io.BytesIO(), io.StringIO()
    output = Output(wants_json="--json" in arguments, stdout=stdout, stderr=stderr)
    status = cli.main(arguments, open_runtime=open_runtime, output=output)
    return status, stdout.getvalue().decode(), stderr.getvalue()


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_use_is_one_swedish_sentence_and_status_2(arguments, said):
    status, stdout, stderr = run(arguments)
    assert (status, stdout) == (2, "")
    assert said in stderr and stderr.count("\n") == 1


@pytest.mark.parametrize(("arguments", "said"), WRONG[:-5])
def test_wrong_use_is_one_json_document_when_json_was_asked_for(arguments, said):
    status, stdout, _ = run([*arguments, "--json"])
    document = json.loads(stdout)
    assert status == 2 and said in document["detail"]
    assert (document["type"], document["status"]) == ("urn:aktspar:problem:usage", 400)
    assert list(document) == ["type", "title", "status", "detail"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_swedish(command, capsys):
    assert cli.main([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"Användning: {' '.join(['aktspar', *command])} ")
    for english in ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "default", "OPTIONS", "<str>", "{"):
        assert english not in text


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "--board", "b", "--data", "d", "--as", "a", "--purpose", "drift", "case", "list", "--unit", "u"],
        ["case", "list", "--unit", "u", "--purpose", "drift", "--as", "a", "--data", "d", "--board", "b", "--json"],
        ["case", "--json", "--board=b", "list", "--data=d", "--unit", "u", "--as=a", "--purpose=drift"],
    ],
)
def test_global_options_may_stand_anywhere(arguments, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgresql:///x")
    monkeypatch.setenv("AKTSPAR_KEYS_URL", "postgresql:///y")
    seen = []

    def open_runtime(settings):
        seen.append(settings)
        raise CannotRunError("Slut.")

    status, stdout, _ = run(arguments, open_runtime)
    assert status == 2 and json.loads(stdout)["detail"] == "Slut."
    assert [settings.data_dir for settings in seen] == [tmp_path / "d"]


def test_after_a_double_dash_nothing_is_an_option(capsysbinary):
    assert cli.main(["timeline", "--", "--json", "--board"], open_runtime=unreachable) == 2
    stdout, stderr = capsysbinary.readouterr()
    assert stdout == b"" and "fler argument" in stderr.decode()


def fails_with(error):
    """How an Aktspår is opened when that is what happens."""

    @contextmanager
    def open_runtime(settings):
        raise error
        yield

    return open_runtime


def test_an_unforeseen_error_is_one_sentence_without_its_own_words(monkeypatch):
    monkeypatch.delenv("AKTSPAR_DEBUG", raising=False)
    status, stdout, stderr = run(["status", "--json"], fails_with(KeyError("Klara Påhittad")))
    assert status == 2 and stderr.count("\n") == 1
    assert "Klara" not in stdout + stderr and "Traceback" not in stderr
    assert json.loads(stdout)["status"] == 500


def test_its_own_words_are_there_when_the_environment_asks_for_them(monkeypatch):
    monkeypatch.setenv("AKTSPAR_DEBUG", "1")
    status, _, stderr = run(["status"], fails_with(KeyError("nyckeln")))
    assert status == 2 and "Traceback" in stderr and "nyckeln" in stderr


def test_an_interrupt_is_quiet():
    status, stdout, stderr = run(["status"], fails_with(KeyboardInterrupt()))
    assert (status, stdout, stderr) == (130, "", "Avbrutet.\n")


@pytest.mark.parametrize(
    ("error", "name", "http_status", "exit_status"),
    [
        (NotFoundError("s"), "not-found", 404, 2),
        (StaleVersionError("s", current_version=4), "stale-version", 412, 2),
        (CommandReusedError("s"), "command-reused", 409, 2),
        (ConflictError("s"), "conflict", 409, 2),
        (NotAllowedError("s"), "not-allowed", 409, 2),
        (InvalidValueError("s"), "invalid-value", 422, 2),
        (CannotRunError("s"), "cannot-run", 503, 2),
        (CorruptLedgerError("position 3: x"), "damaged", 500, 1),
        (psycopg.OperationalError("connection to server at 10.0.0.1"), "unavailable", 503, 2),
        (psycopg.ProgrammingError("DETAIL: (Klara)"), "unexpected", 500, 2),
        (ValueError("Klara"), "unexpected", 500, 2),
    ],
)
def test_every_kind_of_error_has_its_problem(error, name, http_status, exit_status):
    problem = problem_of(error)
    assert (problem.name, problem.status, problem.exit_status) == (name, http_status, exit_status)
    assert problem.document()["type"] == f"urn:aktspar:problem:{name}"
    assert "Klara" not in str(problem.document()) and "10.0.0.1" not in str(problem.document())
    assert table()[name] == http_status


def test_a_problem_says_which_version_is_the_current_one():
    assert problem_of(StaleVersionError("s", current_version=4)).document()["current_version"] == 4


def test_every_refusal_of_the_domain_has_a_problem_of_its_own():
    def below(kind):
        return {kind}.union(*(below(each) for each in kind.__subclasses__()))

    for kind in below(DomainError) - {DomainError, StaleVersionError}:
        # Made without its own arguments: only its class decides.
        assert problem_of(kind.__new__(kind, "s")).status < 500, kind


def test_a_command_answers_once():
    output = Output(wants_json=True, stdout=io.BytesIO(), stderr=io.StringIO())
    output.answer({"a": 1}, lambda screen: None)
    with pytest.raises(RuntimeError, match="once"):
        output.answer({"a": 2}, lambda screen: None)


def test_a_refusal_after_the_answer_does_not_add_a_second_document():
    stdout = io.BytesIO()
    output = Output(wants_json=True, stdout=stdout, stderr=io.StringIO())
    output.answer({"a": 1}, lambda screen: None)
    output.refuse(problem_of(ValueError()))
    assert json.loads(stdout.getvalue()) == {"a": 1}


def test_what_steers_a_terminal_is_replaced_and_lines_stay():
    assert printable("a\tb\nc") == "a\tb\nc"
    assert printable("\x1b]0;x\x07\x9b2J\r\u202e\u2066\x00") == "�]0;x��2J����"


def test_a_message_for_a_fault_that_typer_may_add_is_still_swedish():
    class NewError(Exception):
        message = "Something new"

    assert usage_message(NewError()) == "Kommandot är fel skrivet. Se 'aktspar --help'."
