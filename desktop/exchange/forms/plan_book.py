"""What a plan expects of every unit's form: a unit's part is put together when its form is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.exchange.forms.locked import Shown
from desktop.exchange.forms.read_out import Expectation, Expected, ExpectedNode
from desktop.exchange.forms.repairs import Known


@dataclass(frozen=True, slots=True)
class TargetPart:
    """A target, its nodes, and what their locked cells show by their keys: to a unit that supports, to one that leads.

    They show nothing here where that was once other: then it is looked at where it is known of which period a form
    speaks.
    """

    target: Expected
    nodes: Sequence[ExpectedNode]
    shown: tuple[Mapping[str, Shown], Mapping[str, Shown]]


@dataclass(frozen=True)
class PlanBook(Mapping[str, Expectation]):
    """By unit, and under "" of all, what is expected; put together anew each time: a thousand units fill no memory.

    `given` are the places of a unit's targets among `parts`, each twice its number, and one more where the unit leads.
    `then` are, by period and unit, the places of those that were asked for in it, where these are others.
    """

    everybody: Expectation
    parts: Sequence[TargetPart]
    given: Mapping[str, Sequence[int]]
    known: Mapping[str, Known]
    then: Mapping[str, Mapping[str, Sequence[int]]]

    def __getitem__(self, unit: str) -> Expectation:
        if not unit:
            return self.everybody
        others = {code: given for code, given in self.then.items() if unit in given}
        # Many periods have the same ones.
        made = {id(given): self._of(unit, given[unit]) for given in others.values()}
        now = self._of(unit, self.given[unit])
        once = {of: replace(one, once=one.targets.keys() - now.targets.keys()) for of, one in made.items()}
        return replace(now, then={code: once[id(given)] for code, given in others.items()})

    def _of(self, unit: str, places: Sequence[int]) -> Expectation:
        found = [(self.parts[place // 2], place % 2) for place in places]
        locked: dict[str, Shown] = {}
        for part, leads in found:
            locked.update(part.shown[leads])
        return replace(
            self.everybody,
            targets={part.target.key: part.target for part, _ in found},
            nodes={node.key: node for part, _ in found for node in part.nodes},
            locked=locked,
            known=self.known.get(unit, {}),
        )

    def __iter__(self) -> Iterator[str]:
        return iter(("", *self.given))

    def __len__(self) -> int:
        return 1 + len(self.given)
