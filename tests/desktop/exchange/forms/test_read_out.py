"""What was read comes out of another process as it went in."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from db.checks import Answer
from db.vocabulary import Status
from desktop.exchange.forms.read_cells import Cells
from desktop.exchange.forms.read_out import Answers

WORDS = st.sampled_from(["", "字", "a", " 两 "])
PLACES = [{"value": 12, "status": 15, "narrative": 16}, {"done_on": 6, "note": 7}]
FIGURES = st.none() | st.integers(-5, 5)
KEYS = st.text("abc", min_size=1, max_size=3)
ANSWERS = st.builds(
    Answer()._replace,
    increment=FIGURES,
    value=FIGURES,
    value_typed=WORDS,
    status=st.none() | st.sampled_from(Status),
    reply=WORDS,
)


@given(st.dictionaries(KEYS, ANSWERS, max_size=5))
def test_answers_travel_as_they_are(said: dict[str, Answer]) -> None:
    assert [*pickle.loads(pickle.dumps(Answers(said))).items()] == [*said.items()]  # noqa: S301 - our own


@given(st.dictionaries(KEYS, st.tuples(st.integers(0, 99), st.sampled_from([0, 1]), st.lists(WORDS)), max_size=6))
def test_cells_travel_as_they_are(rows: dict[str, tuple[int, int, list[str]]]) -> None:
    cells = Cells()
    for key, (row, which, values) in rows.items():
        places = PLACES[which]
        cells.put(key, row, places, (values + [""] * len(places))[: len(places)])
    there = pickle.loads(pickle.dumps(cells))  # noqa: S301 - our own
    assert [*there.items()] == [*cells.items()]
    assert there.rows("value") == cells.rows("value")
