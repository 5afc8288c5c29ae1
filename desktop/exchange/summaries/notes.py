"""The notes on figures in the summary workbook: what each unit gave to one, and in which workbook that came."""

from collections.abc import Iterator

from db.board import BoardLine
from db.entries import figures_in
from db.figures import shown
from db.vocabulary import Role
from desktop.exchange.forms.seal import check_code
from desktop.exchange.known import Known
from desktop.exchange.summaries.page import Page
from desktop.exchange.texts import clean, listed
from resources.texts import say


class Notes:
    """Writes them; what is said of a unit at every target that it reported on is put in words once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._speaker: Known[tuple[str, Role], str] = Known(lambda one: self._named(*one))
        self._figure: Known[int | None, str] = Known(lambda one: "" if one is None else f"：{shown(one)}")
        self._report: Known[str, str] = Known(self._received)

    def on(self, line: BoardLine) -> str:
        """The note on a target's figure; empty where nobody gave one."""
        return listed(list(self._origins(line)), "\n")

    def _origins(self, line: BoardLine) -> Iterator[str]:
        told = zip(line.target.units, line.spoken.reported, figures_in(line.spoken.values), strict=True)
        for place, ((unit, role), reported, figure) in enumerate(told):
            if reported:
                settled = self._settled(line, place) if line.settled else ""
                yield f"{self._speaker[unit, role]}{self._figure[figure]}{settled}{self._report[unit]}"

    def _named(self, unit: str, role: Role) -> str:
        return clean(f"{self._page.board.plan.units[unit]}（{say(f'role.{role}')}）")

    def _settled(self, line: BoardLine, place: int) -> str:
        """What headquarters settled on beside it."""
        verified = line.voices[place].verified
        if verified is None:
            return ""
        return clean(f"\n核定为 {shown(verified.value)}：{verified.reason}（{verified.who}）")

    def _received(self, unit: str) -> str:
        """Which report it was, and which workbook that came in."""
        report, source = self._page.board.reports.get(unit), self._page.sources.get(unit)
        said = []
        if report is not None:
            said.append(f"第 {report.revision} 次上报，校验码 {check_code(report.seal)}")
        if source is not None:
            said.append(f"{source.file_name}，{source.taken_at.astimezone():%Y-%m-%d %H:%M} 接收")
        return clean("".join(f"\n{one}" for one in said))
