"""A form of every kind of target, written to a file and read back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from db.checks import Answer
from db.figures import SCALE
from db.lamps import BY_SCHEDULE, PRESETS, NodeState, Policy, judge
from db.periods import Period
from db.plans import NodeLine, TargetLine
from db.progress import Goal, cumulative
from db.vocabulary import Accumulation, Comparator, Consolidation, Kind, Measure, Role, ScheduleKind, SealMethod
from desktop.exchange.forms.document import Document
from desktop.exchange.forms.form import Form, FormRow
from desktop.exchange.forms.read_form import open_form, read_forms
from desktop.exchange.forms.read_out import Expectation, Expected, ExpectedNode, ReadForm
from desktop.exchange.forms.seal import seal
from desktop.exchange.forms.write_form import write_form

PERIOD = Period.parse("2024-03")
NodeAnswers = Mapping[str, tuple[date | None, str]]


def target(code: str, goal: Goal, policy: Policy = BY_SCHEDULE, nodes: tuple[NodeLine, ...] = ()) -> TargetLine:
    return TargetLine(
        key=f"key{code}",
        code=code,
        title=f"目标{code}",
        area="产业",
        note="",
        goal=goal,
        decimals=0,
        consolidation=Consolidation.LEAD,
        policy=policy,
        nodes=nodes,
        units=(("unit", Role.LEAD),),
    )


def goal(measure: Measure, comparator: Comparator, figure: str, unit: str, accumulation: Accumulation) -> Goal:
    paced = measure is Measure.QUANTITY and comparator is Comparator.AT_LEAST
    return Goal(
        measure,
        comparator,
        accumulation,
        int(float(figure) * SCALE),
        unit,
        SCALE // 2 if comparator is Comparator.ABOUT else 0,
        ScheduleKind.EVEN if paced else ScheduleKind.NONE,
    )


QUANTITY, RATE, RANK = Measure.QUANTITY, Measure.RATE, Measure.RANK
LEAST, MOST, ABOUT = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOUT
SUMS, LEVEL = Accumulation.CUMULATIVE, Accumulation.LEVEL
GOALS = {
    "A": goal(QUANTITY, LEAST, "12", "个", SUMS),
    "B": goal(QUANTITY, LEAST, "6000", "亿元", LEVEL),
    "C": goal(RATE, LEAST, "30", "%", LEVEL),
    "D": goal(RATE, ABOUT, "7", "%", LEVEL),
    "E": goal(RANK, MOST, "4", "名", LEVEL),
    "F": goal(QUANTITY, MOST, "12", "分钟", LEVEL),
    "G": Goal(Measure.QUALITATIVE),
}
NODE = NodeLine("node1", "keyH", "封顶", date(2024, 1, 1), date(2024, 3, 31))


@dataclass(frozen=True)
class Desk:
    """A unit with one target of every kind, for each of the shipped lamp policies."""

    targets: tuple[TargetLine, ...]

    def form(self, answers: Mapping[str, Answer], nodes: NodeAnswers, kind: Kind = Kind.REPORT) -> Form:
        rows = tuple(self._row(one, answers.get(one.key, Answer()), nodes) for one in self.targets)
        said = {row.target.key: row.answer for row in rows}
        sealed = seal("plan", "unit", "2024-03", said, nodes, SealMethod.SHA256)
        document = Document(kind, "plan", "unit", "甲局", "2024-03", 1, sealed, said, nodes)
        return Form(document, "计划", "说明", PERIOD, date(2024, 4, 5), "王", "李", "027", rows, nodes, "张科员")

    def _row(self, one: TargetLine, answer: Answer, nodes: NodeAnswers) -> FormRow:
        previous = 2 * SCALE if one.goal.measure.has_figure else None
        value = cumulative(previous, answer.increment, answer.value) if one.goal.adds_up else answer.value
        states = [NodeState(node.due_on, nodes.get(node.key, (None, ""))[0]) for node in one.nodes]
        judged = judge(one.goal, one.policy, PERIOD, value, answer.status, states)
        return FormRow(one, Role.LEAD, previous, answer, judged)

    @property
    def expectation(self) -> Expectation:
        targets = {one.key: Expected(one.key, one.code, one.title, one.goal.unit) for one in self.targets}
        nodes = {node.key: ExpectedNode(node.key, one.code, node.title) for one in self.targets for node in one.nodes}
        return Expectation(targets, nodes, {"甲局": "unit"}, "plan")

    def read(self, path: Path) -> ReadForm:
        sheets, document = open_form(path.read_bytes())
        (form,) = read_forms(sheets, document, {"": self.expectation, "unit": self.expectation}, path.name, {})
        return form

    def there_and_back(self, path: Path, answers: Mapping[str, Answer], nodes: NodeAnswers | None = None) -> ReadForm:
        write_form(self.form(answers, nodes or {}), path)
        return self.read(path)


@pytest.fixture(scope="session")
def desk() -> Desk:
    of_policies = [
        target(f"{code}{number}", wanted, policy)
        for number, policy in enumerate(PRESETS)
        for code, wanted in GOALS.items()
    ]
    return Desk((*of_policies, target("H", Goal(Measure.MILESTONE), nodes=(NODE,))))


@pytest.fixture
def same() -> Callable[[ReadForm, Mapping[str, Answer]], None]:
    """What was read is what was said, and nothing else was found."""

    def compare(form: ReadForm, answers: Mapping[str, Answer]) -> None:
        assert (form.errors, form.repairs) == ([], [])
        assert {key: answer for key, answer in form.answers.items() if answer != Answer()} == answers
        assert not form.edited

    return compare
