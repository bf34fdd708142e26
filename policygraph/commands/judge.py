"""``judge``: what an analyst decides."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

import click

from policygraph.errors import InputError

KINDS = {
    "same_entity": "two entities are one",
    "same_event": "two events are one",
    "report": "a report says what its article says",
}
VERDICTS = ("positive", "negative", "unsure", "none")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was asked and answered."""

    kind: str
    subject: str
    object: str
    verdict: str


@click.command()
@click.argument("kind", type=click.Choice(sorted(KINDS)))
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.argument("subject", metavar="IRI")
@click.argument("other", metavar="[IRI]", required=False, default="")
@click.option("--who", default=None, help="Who decides; the name of the user where it is not given.")
@click.option("--note", default="", help="Why.")
def judge(kind: str, verdict: str, subject: str, other: str, who: str | None, note: str) -> int:
    """Record what an analyst decides of an entity, an event or a report.

    KIND is same_entity, same_event or report; the first two take two IRIs, the last one takes one. VERDICT is positive,
    negative, unsure, or none to take an earlier judgement back. Judgements are kept in the archive and never changed,
    only followed by others; the next `policygraph consolidate` acts on them.
    """
    from policygraph.archive import Archive, Judgement
    from policygraph.clock import now
    from policygraph.settings import settings

    decision = _checked(Decision(kind, subject, other, verdict))
    with Archive(settings().archive_url) as archive:
        made = Judgement(
            decision.kind, decision.subject, decision.object, verdict, who or getpass.getuser(), now(), note
        )
        archive.judge(made)
    click.echo(f"recorded: {KINDS[kind]}: {verdict}")
    return 0


def _checked(decision: Decision) -> Decision:
    """The decision with its IRIs in order, so that it does not matter which of two is named first.

    Raises:
        InputError: a second IRI is missing or too many, or something is not an IRI.
    """
    pair = decision.kind != "report"
    if pair != bool(decision.object):
        wanted = "two IRIs" if pair else "one IRI"
        raise InputError(f"a judgement of kind {decision.kind} takes {wanted}; `policygraph judge --help` says more")
    for iri in filter(None, (decision.subject, decision.object)):
        if not iri.startswith(("http://", "https://", "urn:")) or any(c in iri for c in ' <>"{}|\\^`'):
            raise InputError(f"{iri!r} is not an IRI; copy it from the page of the entity, event or report")
    if decision.subject == decision.object:
        raise InputError("both IRIs are the same; name two different ones")
    if pair and decision.object < decision.subject:
        return Decision(decision.kind, decision.object, decision.subject, decision.verdict)
    return decision
