"""What a desk adds to a workbook that goes out, so that its receiver can tell where it comes from."""

from dataclasses import replace

from sqlalchemy import Connection

from desktop.desk import Desk
from desktop.exchange.forms.document import signed
from desktop.exchange.forms.form import Form
from desktop.exchange.forms.signing import mac_of
from desktop.operations.keys import exchange_secret, signing_key


def sign_form(desk: Desk, connection: Connection, form: Form) -> Form:
    """The form with headquarters' signature."""
    return replace(form, document=signed(form.document, *signing_key(connection, desk.author)))


def mark_form(connection: Connection, form: Form) -> Form:
    """The report with the mark of the exchange key, where the unit has agreed on one."""
    document = form.document
    secret = exchange_secret(connection, document.unit_key)
    if not secret:
        return form
    return replace(form, document=replace(document, mac=mac_of(secret, document.seal, document.revision)))
