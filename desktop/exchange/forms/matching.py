"""Which target or node a row of a form speaks of: by its key, then its words, then what its words are like."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from desktop.exchange.forms.read_out import Expectation, Expected, ExpectedNode, ReadForm
from desktop.exchange.forms.repairs import Meaning, repair
from desktop.exchange.texts import plain_word

# Of a hundred: from here on two titles may be of one thing, and by so much the nearest must be nearer than the next.
_ALIKE: Final = 75
_APART: Final = 8
Where = tuple[str, str]


class Matcher:
    """Finds the targets of a form's rows; what is guessed is left with the form."""

    def __init__(self, expectation: Expectation, form: ReadForm) -> None:
        self._targets = expectation.targets
        self._form = form

    # What is held against words is made for the first row that needs it: most forms have none.
    @cached_property
    def _by_code(self) -> Mapping[str, Expected]:
        return {target.code: target for target in self._targets.values()}

    @cached_property
    def _by_title(self) -> Mapping[str, Expected]:
        return {plain_word(target.title): target for target in self._targets.values()}

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {target.key: plain_word(target.title) for target in self._targets.values()}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {target.key: f"{target.code} {target.title}" for target in self._targets.values()}

    def named(self, key: str, code: str) -> Expected | None:
        """The target that a row names by its key, and by no other code than its own."""
        target = self._targets.get(key)
        return target if target is not None and code in ("", target.code) else None

    def knows(self, texts: Mapping[str, str]) -> bool:
        """Whether a row names a target as it is: by its key or its code."""
        return texts.get("key", "") in self._targets or texts.get("code", "") in self._by_code

    def find(self, texts: Mapping[str, str], where: Where, *, filled: bool) -> Expected | None:
        """The target of a row that names none; None where there is none, or the row is to be left out."""
        by_key = self._targets.get(texts.get("key", ""))
        by_code = self._by_code.get(texts.get("code", ""))
        by_title = self._by_title.get(plain_word(texts.get("title", "")))
        if by_key is not None:
            return self._keyed(by_key, by_code, by_title, texts, where)
        if by_code is not None and by_title is not None and by_code is not by_title:
            return self._mixed(by_title, by_code, texts.get("code", ""), where)
        named = by_code or by_title
        if named is not None:
            seen = f"{texts.get('code', '')} {texts.get('title', '')}".strip()
            return self._meant("row_by_word", seen, where, named.key, 100, name=self._names[named.key])
        return self._alike(texts, where) if filled else None

    def _keyed(
        self,
        by_key: Expected,
        by_code: Expected | None,
        by_title: Expected | None,
        texts: Mapping[str, str],
        where: Where,
    ) -> Expected | None:
        """Where a row has another code than its key's target, what a person sees of the row comes first."""
        code = texts["code"]
        if by_code is not None and (by_title is None or by_title is by_code):
            return self._mixed(by_code, by_key, code, where)
        return self._mixed(by_key, by_code or by_title or by_key, code, where)

    def _mixed(self, likely: Expected, other: Expected, found: str, where: Where) -> Expected | None:
        """Two things that a row says are of two targets."""
        keys = dict.fromkeys((likely.key, other.key))
        values = {"found": found, "name": self._names[likely.key], "other": self._names[other.key]}
        options = (*keys, Meaning.LEFT_OUT)
        guess = repair("row_mixed", where[1], where, options, confidence=80, names=self._names, **values)
        return self._targets.get(self._form.meaning(guess))

    def _alike(self, texts: Mapping[str, str], where: Where) -> Expected | None:
        title, code = texts.get("title", ""), texts.get("code", "")
        near = nearest(title, self._titles)
        if near is None:
            seen = f"{code} {title}".strip() or "-"
            return self._meant("row_unknown", seen, where, Meaning.LEFT_OUT, 100, found=seen)
        key, confidence = near
        return self._meant("row_similar", title, where, key, confidence, found=title, name=self._names[key])

    def _meant(
        self, problem: str, seen: str, where: Where, likely: str, confidence: int, **values: str
    ) -> Expected | None:
        options = (*dict.fromkeys((likely, *self._targets, Meaning.LEFT_OUT)),)
        guess = repair(problem, seen, where, options, confidence=confidence, names=self._names, **values)
        return self._targets.get(self._form.meaning(guess))


class NodeMatcher:
    """Finds the nodes of the rows of a form's second table."""

    def __init__(self, nodes: Mapping[str, ExpectedNode], form: ReadForm) -> None:
        self._nodes = nodes
        self._form = form
        self._names = {key: f"{node.code} {node.title}" for key, node in nodes.items()}
        self._words = {key: plain_word(name) for key, name in self._names.items()}

    def find(self, texts: Mapping[str, str], where: Where, *, filled: bool) -> ExpectedNode | None:
        """The node of a row by what stands in it; None where there is none, or the row is to be left out."""
        node = self._nodes.get(texts.get("key", ""))
        if node is not None or not filled:
            return node
        seen = f"{texts.get('code', '')} {texts.get('node', '')}".strip()
        same = [key for key, words in self._words.items() if words == plain_word(seen)]
        near = None if len(same) == 1 else nearest(seen, self._words)
        if len(same) == 1:
            code, likely, confidence = "node_by_word", same[0], 100
        elif near is not None:
            code, (likely, confidence) = "node_similar", near
        else:
            code, likely, confidence = "node_unknown", Meaning.LEFT_OUT, 100
        options = (*dict.fromkeys((likely, *self._nodes, Meaning.LEFT_OUT)),)
        values = {"found": texts.get("node") or "-", "name": self._names.get(likely, "")}
        guess = repair(code, seen or "-", where, options, confidence=confidence, names=self._names, **values)
        return self._nodes.get(self._form.meaning(guess))


def nearest(text: str, known: Mapping[str, str]) -> tuple[str, int] | None:
    """The key of the words that a text is most like, with a confidence; None where none is near or two are as near."""
    from rapidfuzz import fuzz, process

    near = process.extract(plain_word(text), known, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=2)
    if not near or (len(near) > 1 and near[0][1] - near[1][1] < _APART):
        return None
    return str(near[0][2]), round(near[0][1])


def only(found: Iterable[str]) -> str:
    """The one thing that was found; nothing where there are several, or none."""
    several = set(found)
    return several.pop() if len(several) == 1 else ""
