"""The command line at a server: a database made ready, moved there, worked in, and what only files have refused."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clusters import OFFICER, PASSWORD, Cluster

from db.address import Server
from desktop.cli import run

MARCH = "2024-03"
Said = tuple[int, str, str]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs a command line; its exit status, what it printed and what it complained of."""

    def call(*words: object) -> Said:
        status = run([word.url if isinstance(word, Server) else str(word) for word in words])
        heard = capsys.readouterr()
        assert PASSWORD not in heard.out + heard.err
        return status, heard.out, heard.err

    return call


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Server]:
    """An officer's address of a database that was prepared and holds nothing."""
    server = cluster.database("prepared", OFFICER)
    yield server
    cluster.drop(server)


def test_headquarters_moves_to_a_server_and_finds_the_same_board_there(
    say: Callable[..., Said], server: Server, finished_round: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = finished_round / "hq.db"
    monkeypatch.setattr("db.steps._SOON", 0)
    status, out, told = say("move", file, server)
    assert [line.partition("：")[0] for line in told.splitlines()[-2:]] == ["第 1 步，共 2 步", "第 2 步，共 2 步"]
    monkeypatch.undo()
    assert (status, str(server) in out) == (0, True)
    assert say("check", server)[0] == 0
    boards = [json.loads(say("board", place, "--period", MARCH, "--json")[1]) for place in (file, server)]
    assert boards[0] == boards[1]
    status, _, err = say("move", file, server)
    assert (status, str(server) in err) == (1, True)


def test_a_month_is_begun_on_a_server_and_a_report_received(
    say: Callable[..., Said], server: Server, tmp_path: Path
) -> None:
    assert say("new", server, "--unit", "目标办")[0] == 0
    assert say("issue", server, "--period", MARCH, "--out", tmp_path, "--only", "科技创新局")[0] == 0
    (form,) = tmp_path.glob("下达_*.xlsx")
    status, out, _ = say("receive", server, form, "--json")
    assert (status, json.loads(out)[0]["unit"]) == (1, "科技创新局")


def test_a_database_is_prepared_by_one_command(say: Callable[..., Said], cluster: Cluster) -> None:
    server = cluster.server("made_by_command")
    try:
        status, out, _ = say("prepare", server, "--officer", "li_wei", "--reader", "guest", "--lang", "en")
        assert status == 0
        told = [(line.split()[0], line.split()[-1]) for line in out.splitlines()[:2]]
        place = f"@127.0.0.1:{cluster.port}/made_by_command"
        assert told == [(name, f"postgresql+psycopg://{name}{place}") for name in ("li_wei", "guest")]
        assert say("prepare", server)[0] == 0
    finally:
        cluster.drop(server)
        cluster.run("DROP ROLE li_wei, guest")


def test_nobody_but_who_manages_the_server_prepares_it(say: Callable[..., Said], server: Server) -> None:
    status, out, err = say("prepare", server)
    assert (status, out) == (1, "")
    assert "服务器不允许" in err


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "{}"),
        ("backups", "{}"),
        ("passphrase", "{}"),
        ("mend", "{}"),
        ("carry-out", "{}"),
        ("restore", "a.db", "{}"),
        ("carry-in", "a.db", "{}"),
        ("move", "{}", "{}"),
    ],
)
def test_what_only_a_file_has_is_refused(say: Callable[..., Said], words: tuple[str, ...]) -> None:
    server = Server("postgresql+psycopg://li@hq.local/desk")
    status, out, err = say(*(server if word == "{}" else word for word in words))
    assert (status, out) == (1, "")
    assert err.startswith(f"{server} 的数据库由服务器保管")


def test_a_path_is_no_server(say: Callable[..., Said], tmp_path: Path) -> None:
    status, _, err = say("prepare", tmp_path / "a.db")
    assert (status, "不是数据库的地址" in err) == (1, True)
