"""Files that are written into a folder one after the other, none of them over another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.exchange.files import apart, folded, where_written
from resources.texts import Sentence, say


@dataclass(slots=True)
class Written:
    """The files so far; `renamed` are those whose first name another program kept open."""

    files: list[Path] = field(default_factory=list)
    renamed: list[Path] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set, init=False, repr=False)

    def put(self, wanted: Path, write: Callable[[Path], None]) -> Path:
        """Write one more; which name it has."""
        name = apart(wanted, self._taken)
        path = where_written(name, write)
        self.files.append(path)
        self._taken.add(folded(path))
        if path != name:
            self.renamed.append(path)
        return path

    @property
    def note(self) -> Sentence | None:
        """What is to be said of second names."""
        names = "、".join(path.name for path in self.renamed)
        return say("written.renamed", count=len(self.renamed), names=names) if names else None
