"""Stretches in which rows are made by the ten thousand."""

import gc

from desktop.operations.bulk import uncollected


def test_what_rows_are_made_of_is_not_looked_at_again_at_once() -> None:
    made = [[number] for number in range(100)]
    with uncollected():
        assert not gc.isenabled()
        more = [[number] for number in range(100)]
    assert gc.isenabled()
    young = {id(one) for generation in (0, 1) for one in gc.get_objects(generation)}
    assert young.isdisjoint(map(id, made + more))


def test_who_does_not_look_for_circles_is_left_so() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
