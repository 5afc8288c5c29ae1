"""Rounds of a small plan with one target of every kind: desks, workbooks, and what people do to them."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import crowd
import pytest
from clusters import Cluster, running
from crowd import Crowd
from openpyxl import load_workbook
from sqlalchemy import insert, select

from db.models import Base
from db.server.spreading import spread
from db.storage import Store
from db.store import create, open_store
from db.vocabulary import FileState, Origin
from desktop.desk import Desk, open_desk
from desktop.operations.editing import CellEdit, Edited
from desktop.operations.entry import edit_entries, load_entry
from desktop.operations.issue import issue
from desktop.operations.new import new
from desktop.operations.receive import receive_into
from desktop.operations.report import report

PERIOD = "2024-03"
# What is only ever added to, or counts and vouches for the rest.
GROWING = {"history", "batches", "batch_changes", "dispatches", "refused_files", "ledger", "row_digests"}
# A slow disk is no failure.

# One target of every kind that people count differently.
CATALOGUE = """code,area,title,kind,comparator,target,unit,accumulation,lead,support,note,consolidation
Q1,创新,新增科技企业,quantity,at_least,120,家,cumulative,科创局,商务局,,sum
Q2,创新,固定资产投资,quantity,at_least,300.5,亿元,cumulative,科创局,,,
R1,创新,生产总值增速,rate,about,7,%,level,科创局,,,
R2,创新,研发投入增速,rate,at_least,12,%,level,科创局,,,
L1,开放,在库项目,quantity,at_least,50,个,level,科创局,商务局,,maximum
K1,开放,营商环境排名,rank,at_most,4,位,level,科创局,,,
D1,开放,办件时间,quantity,at_most,12,分钟,level,科创局,,,
M1,开放,实验室建成,milestone,,,,,科创局,,,
S1,开放,优化服务,qualitative,,,,,商务局,科创局,,
T1,开放,外贸总额,quantity,at_least,1000000,万元,cumulative,商务局,,,
"""
Sit = Callable[[Path], Desk]
Texts = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="session")
def small_round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with headquarters' database of a small plan, and the workbooks it issued for March."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "2024年目标.csv").write_text(CATALOGUE, encoding="utf-8")
    new(folder / "hq.db", folder / "2024年目标.csv", "目标办", Origin.COMMAND)
    desk = open_desk(folder / "hq.db", Origin.COMMAND)
    with desk.write() as (connection, plan):
        target = next(target.key for target in plan.targets if target.code == "M1")
        days = (("封顶", date(2024, 1, 1), date(2024, 3, 10)), ("竣工", None, date(2024, 9, 30)))
        for place, (title, begins, due) in enumerate(days):
            node = {"key": f"node-{place}", "target_key": target, "title": title, "position": place}
            row = {**node, "begins_on": begins, "due_on": due}
            connection.execute(insert(Base.metadata.tables["nodes"]).values(row))
    issue(desk, PERIOD, folder / "issued")
    desk.close()
    return folder


@pytest.fixture
def headquarters(small_round: Path, tmp_path: Path, sit_down: Sit) -> Desk:
    """Headquarters' desk at the small plan, before any report came in."""
    return sit_down(Path(shutil.copy(small_round / "hq.db", tmp_path / "hq.db")))


@pytest.fixture
def assignment(small_round: Path, tmp_path: Path) -> Callable[[str], Path]:
    """The workbook that was issued to a unit, a copy of the test's own."""

    def copied(unit: str) -> Path:
        name = f"下达_{unit}_{PERIOD}.xlsx"
        return Path(shutil.copy(small_round / "issued" / name, tmp_path / name))

    return copied


@pytest.fixture
def unit(assignment: Callable[[str], Path], tmp_path: Path, sit_down: Sit) -> Callable[[str], Desk]:
    """A unit's desk, made from the workbook that was issued to it."""

    def sit(name: str) -> Desk:
        database = tmp_path / f"{name}.db"
        (result,) = receive_into(database, [assignment(name)], Origin.COMMAND)
        assert result.state is FileState.TAKEN, result
        return sit_down(database)

    return sit


@pytest.fixture
def enter() -> Callable[[Desk, Texts], Edited]:
    """Types texts into a unit's March: target code, then field, then text."""

    def typed(desk: Desk, texts: Texts) -> Edited:
        keys = {row.target.code: row.target.key for row in load_entry(desk, PERIOD).rows}
        edits = [CellEdit(keys[code], name, text) for code, one in texts.items() for name, text in one.items()]
        return edit_entries(desk, PERIOD, edits)

    return typed


@pytest.fixture
def reported(enter: Callable[[Desk, Texts], Edited], tmp_path: Path) -> Callable[[Desk, Texts], Path]:
    """Types texts into a unit's March and exports the report."""

    def export(desk: Desk, texts: Texts) -> Path:
        enter(desk, texts)
        done = report(desk, PERIOD, tmp_path / f"上报_{desk.unit}_{len(list(tmp_path.glob('上报_*')))}.xlsx")
        assert done.path is not None, [str(one.message) for one in done.findings]
        return done.path

    return export


@pytest.fixture
def reshaped() -> Callable[[Path, Callable[[Any], None]], Path]:
    """A copy of a workbook after something was done to it in a spreadsheet program."""

    def changed(path: Path, change: Callable[[Any], None]) -> Path:
        book = load_workbook(path)
        change(book)
        copy = path.with_name(f"{path.stem}_{len(list(path.parent.iterdir()))}.xlsx")
        book.save(copy)
        return copy

    return changed


@pytest.fixture
def filled(reshaped: Callable[[Path, Callable[[Any], None]], Path]) -> Callable[[Path, Texts], Path]:
    """A copy of a form with values typed into it without the program: target code, then column key, then value."""

    def fill(path: Path, values: Texts) -> Path:
        def type_in(book: Any) -> None:
            sheet = book["填报"]
            columns = {cell.value: cell.column for cell in sheet[5] if cell.value}
            rows = {sheet.cell(row, columns["code"]).value: row for row in range(7, sheet.max_row + 1)}
            for code, one in values.items():
                for key, value in one.items():
                    sheet.cell(rows[code], columns[key]).value = value

        return reshaped(path, type_in)

    return fill


@pytest.fixture
def dump() -> Callable[[Desk], dict[str, list[tuple[Any, ...]]]]:
    """Every row of every table but those that only ever grow."""

    def rows(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
        with desk.store.read() as connection:
            return {
                name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
                for name, table in Base.metadata.tables.items()
                if name not in GROWING
            }

    return rows


@pytest.fixture(scope="session")
def clusters(cluster: Cluster) -> Iterator[tuple[Cluster, ...]]:
    with running() as second, running() as third:
        yield cluster, second, third


@pytest.fixture(scope="session")
def crowd_there(clusters: tuple[Cluster, ...]) -> Iterator[Crowd]:
    server, *others = (one.database() for one in clusters)
    create(server, lambda connection: crowd.fill(connection, 30, 40, 2)).close()
    spread(server, others)
    with closing(open_store(server)) as store:
        yield Crowd(store, server, tuple(others))


@pytest.fixture
def crowded(crowd_there: Crowd) -> Store:
    return crowd_there.store
