"""What a command line says of where workbooks come from: signatures, the policy, the digest and the exchange keys."""

from collections.abc import Iterator
from datetime import datetime

from desktop.operations.trust import Trust, UnitKey
from resources.texts import Sentence, say


def trust_lines(trust: Trust, *, headquarters: bool) -> Iterator[Sentence]:
    """One sentence for each thing that a desk goes by; never a key itself."""
    code = "cli.trust_signature" if headquarters else "cli.trust_trusted"
    for one in trust.signatures:
        yield say(code, fingerprint=one.fingerprint, who=one.who, since=_day(one.since))
    if not trust.signatures:
        yield say("cli.trust_nobody")
    if headquarters:
        yield say("cli.trust_policy", policy=say(f"policy.{trust.policy}"))
    yield say("cli.trust_method", method=say(f"method.{trust.method}"))
    for key in trust.keys:
        yield _key_line(key)


def _key_line(key: UnitKey) -> Sentence:
    if key.since is None:
        return say("cli.trust_no_key", unit=key.unit)
    return say("cli.trust_key", unit=key.unit, who=key.who, since=_day(key.since))


def _day(moment: datetime) -> str:
    return moment.astimezone().date().isoformat()
