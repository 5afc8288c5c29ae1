"""A signature holds for exactly what was signed, a mark for exactly one report, a key for exactly its signs."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.checks import Answer
from db.errors import Refusal
from db.remarks import Remark
from db.vocabulary import Kind, SealMethod, Status
from desktop.exchange.forms.document import Document, DocumentError, from_cells, signed, to_cells
from desktop.exchange.forms.seal import check_code, method_of, seal
from desktop.exchange.forms.signing import (
    canonical,
    fingerprint,
    holds,
    is_mac,
    mac_of,
    new_secret,
    new_signing_key,
    read_secret,
    secret_words,
    sign,
)

PRIVATE, PUBLIC = new_signing_key()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)
SECRETS = st.integers(0, 2**130 - 1).map(lambda bits: f"{bits:034x}")


def issued() -> Document:
    remark = Remark("r1", "t1", "value", "请核实", "审", datetime(2024, 4, 1, tzinfo=UTC))
    answers, nodes = {"t1": Answer(value=5, status=Status.DONE)}, {"n1": (date(2024, 3, 1), "好")}
    return Document(
        Kind.ASSIGNMENT,
        "p",
        "u",
        "甲局",
        "2024-03",
        2,
        seal("p", "u", "2024-03", answers, nodes, SealMethod.SM3),
        answers,
        nodes,
        view={"targets": [{"key": "t1", "target": 12_000_000, "note": None}], "plans": []},
        past={"2024-02": {"t1": 5}},
        reviews=(remark,),
        locked={"t1": {"title": "目标\n一", "target": "12"}},
    )


DATA = json.loads("".join(to_cells(signed(issued(), PRIVATE, PUBLIC))[2:]))


def leaves(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every value of a document stands, the empty ones too."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inside for place in leaves(value, (*path, key)))]


PLACES = [place for place in leaves(DATA) if place and place[0] not in {"signer", "signature"}]


def read(data: Any) -> Document | None:
    return from_cells(["target-desk", "1", json.dumps(data)])


def test_what_was_signed_is_proven_when_it_is_read_again() -> None:
    document = signed(issued(), PRIVATE, PUBLIC)
    assert from_cells(to_cells(document)) == document
    assert document.proven
    assert document.method is SealMethod.SM3


def test_names_in_another_order_and_other_pieces_are_the_same() -> None:
    again = read(dict(reversed(DATA.items())))
    assert again is not None
    assert again.proven


@given(st.sampled_from(PLACES), JSON)
def test_any_change_of_the_document_breaks_its_signature(place: tuple[Any, ...], value: Any) -> None:
    data = deepcopy(DATA)
    holder = data
    for step in place[:-1]:
        holder = holder[step]
    if canonical(holder[place[-1]]) == canonical(value):
        return
    holder[place[-1]] = value
    try:
        document = read(data)
    except DocumentError:
        return
    assert document is not None
    assert not document.proven


def test_anything_added_or_taken_away_breaks_it() -> None:
    for change in ({**DATA, "extra": 1}, {name: value for name, value in DATA.items() if name != "locked"}):
        document = read(change)
        assert document is not None
        assert not document.proven


@pytest.mark.parametrize("about", [{"signer": ""}, {"signature": ""}, {"signer": "zz"}, {"signature": "00"}])
def test_a_signature_without_its_halves_proves_nothing(about: dict[str, str]) -> None:
    document = read({**DATA, **about})
    assert document is not None
    assert not document.proven


def test_another_signer_proves_it_under_another_fingerprint() -> None:
    private, public = new_signing_key()
    document = from_cells(to_cells(signed(issued(), private, public)))
    assert document is not None
    assert document.proven
    assert fingerprint(document.signer) != fingerprint(PUBLIC)


def test_a_document_of_before_reads_without_any_of_it() -> None:
    old = {name: value for name, value in DATA.items() if name not in {"locked", "signer", "signature", "reviews"}}
    document = read({**old, "seal": "ab" * 32})
    assert document is not None
    assert (document.locked, document.signer, document.proven, document.mac) == ({}, "", False, "")
    assert document.method is SealMethod.SHA256


@given(JSON)
def test_the_canonical_form_is_the_same_after_a_journey(said: Any) -> None:
    assert canonical(json.loads(json.dumps(said))) == canonical(said)
    assert holds(PUBLIC, sign(PRIVATE, canonical(said)), said)


def test_a_fingerprint_is_five_groups_of_five() -> None:
    assert [len(group) for group in fingerprint(PUBLIC).split("-")] == [5] * 5
    assert fingerprint("") == ""


@given(SECRETS)
def test_an_exchange_key_is_read_as_it_was_read_out(secret: str) -> None:
    assert read_secret(secret_words(secret).lower()) == secret


@given(SECRETS, st.integers(0, 29), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_sign_is_nearly_always_seen(secret: str, place: int, sign_typed: str) -> None:
    signs = secret_words(secret).replace("-", "")
    typed = signs[:place] + sign_typed + signs[place + 1 :]
    if typed == signs:
        return
    # A twentieth of a million slips would pass; none that is tried here.
    with pytest.raises(Refusal):
        read_secret(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "ABCDE", "不是密钥", secret_words(new_secret()) + "0"],
    ids=["nothing", "a group", "words", "a sign too many"],
)
def test_what_is_no_exchange_key_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_secret(typed)
    assert refused.value.sentence.code == "refusal.no_exchange_key"


@pytest.mark.parametrize("sealed", ["ab" * 32, "sm3:" + "ab" * 32])
def test_a_mark_is_of_one_key_one_seal_and_one_revision(sealed: str) -> None:
    secret, other = new_secret(), new_secret()
    mac = mac_of(secret, sealed, 2)
    assert is_mac(mac, secret, sealed, 2)
    wrong = [
        (mac, other, sealed, 2),
        (mac, secret, sealed, 3),
        (mac, secret, sealed[:-1] + "c", 2),
        ("", secret, sealed, 2),
    ]
    assert not any(is_mac(*one) for one in wrong)
    assert not is_mac("密", secret, sealed, 2)


def test_a_seal_says_by_which_digest_it_is_and_gives_a_check_code_either_way() -> None:
    seals = {method: seal("p", "u", "2024-03", {"t": Answer(value=1)}, {}, method) for method in SealMethod}
    assert {method_of(text): method for method, text in seals.items()} == {method: method for method in SealMethod}
    codes = {check_code(text) for text in seals.values()}
    assert len(codes) == 2
    assert all(len(code) == 11 for code in codes)
