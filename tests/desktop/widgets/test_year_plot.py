import pytest

from desktop.widgets.year_plot import scale_of


@pytest.mark.parametrize(
    ("figures", "ticks"),
    [
        ([0, 5], [0, 1, 2, 3, 4, 5]),
        ([0, 0.6], [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]),
        ([98.2, 98.6], [98.2, 98.3, 98.4, 98.5, 98.6]),
        ([-3, 8], [-4, -2, 0, 2, 4, 6, 8]),
        ([0, 1250000], [0, 500000, 1000000, 1500000]),
        ([7], [0, 2, 4, 6, 8]),
        ([0, 0], [0, 0.2, 0.4, 0.6, 0.8, 1]),
        ([], [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_a_scale_holds_every_figure_in_round_steps(figures: list[float], ticks: list[float]) -> None:
    scale = scale_of(figures)
    assert scale.ticks == pytest.approx(ticks)
    assert [round(tick, scale.decimals) for tick in scale.ticks] == pytest.approx(ticks)
