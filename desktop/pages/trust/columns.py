"""What the tables of the dialog say of an exchange key and of a signature."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.operations.trust import Signature, UnitKey
from desktop.pages.exchange.columns import local_time
from desktop.widgets.rows import Column

translate: Final = QCoreApplication.translate


def key_columns() -> Sequence[Column[UnitKey]]:
    """A unit and the key agreed with it."""
    none = translate("TrustDialog", "none")
    return (
        Column(translate("TrustDialog", "Unit"), lambda one: one.unit, 200),
        Column(
            translate("TrustDialog", "Exchange key since"),
            lambda one: none if one.since is None else local_time(one.since),
            170,
            soft=True,
        ),
        Column(translate("TrustDialog", "Set by"), lambda one: one.who, 120, soft=True),
    )


def signature_columns() -> Sequence[Column[Signature]]:
    """A signature that is trusted."""
    return (
        Column(translate("TrustDialog", "Fingerprint"), lambda one: one.fingerprint, 320),
        Column(translate("TrustDialog", "Trusted since"), lambda one: local_time(one.since), 150, soft=True),
        Column(translate("TrustDialog", "Recorded by"), lambda one: one.who, 110, soft=True),
    )
