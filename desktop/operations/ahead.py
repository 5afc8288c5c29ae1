"""Loading what will be asked for, before it is: libraries take longer than anybody wants to wait."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType


def load(modules: Iterable[str]) -> None:
    """Load modules by their names."""
    for name in modules:
        import_module(name)


def modules_below(package: ModuleType) -> Iterator[str]:
    """The names of everything in a package."""
    return (found.name for found in walk_packages(package.__path__, f"{package.__name__}."))
