"""Addresses of databases: told from paths, and shown without their passwords."""

from pathlib import Path

import pytest

from db.address import Server, server_of


@pytest.mark.parametrize(
    ("word", "shown", "name"),
    [
        ("postgresql+psycopg://li:geheim@hq.local:5432/台账", "postgresql+psycopg://li@hq.local:5432/台账", "台账"),
        ("postgresql://hq/desk_2024", "postgresql+psycopg://hq/desk_2024", "desk_2024"),
        ("postgres://li:p%40ss@[::1]/a%20b", "postgresql+psycopg://li@[::1]/a%20b", "a b"),
        (
            "postgresql+psycopg:///desk?host=/run&password=geheim&sslmode=require",
            "postgresql+psycopg:///desk?host=/run&sslmode=require",
            "desk",
        ),
    ],
)
def test_an_address_is_shown_without_its_password(word: str, shown: str, name: str) -> None:
    server = server_of(word)
    assert server is not None
    assert (str(server), server.name) == (shown, name)
    for said in (str(server), repr(server), f"{server}"):
        assert "geheim" not in said
        assert "p%40ss" not in said


@pytest.mark.parametrize("word", ["台账.tdesk", "postgresql", "/postgresql://x", r"C:\postgresql\a.db", ""])
def test_a_path_is_no_address(word: str) -> None:
    assert server_of(word) is None


def test_equal_addresses_are_one_database() -> None:
    assert server_of("postgres://hq/a") == server_of("postgresql+psycopg://hq/a")
    assert Server("postgresql+psycopg://hq/a") != Path("a")
