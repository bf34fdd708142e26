"""``judge``: what an analyst decides."""

from __future__ import annotations

import getpass

import click

from policygraph.errors import InputError
from policygraph.judgement_kinds import KINDS, VERDICTS


@click.command()
@click.argument("kind", type=click.Choice(sorted(KINDS)))
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.argument("subject", metavar="IRI")
@click.argument("other", metavar="[OTHER]", required=False, default="")
@click.option("--role", default="", help="The role that is judged, e.g. investor; for the kind role.")
@click.option("--instead", default="", metavar="IRI-OR-TEXT", help="Who stands in the role instead of OTHER.")
@click.option("--who", default=None, help="Who decides; the name of the user where it is not given.")
@click.option("--note", default="", help="Why.")
def judge(  # noqa: PLR0913 (the options of one command)
    kind: str, verdict: str, subject: str, other: str, role: str, instead: str, who: str | None, note: str
) -> int:
    """Record what an analyst decides of an entity, an event or a report.

    \b
    same_entity  IRI IRI            two entities are one (positive), two (negative), or it cannot be told (unsure)
    same_event   IRI IRI            the same of two events or reports
    report       IRI                a report is right (positive), or wrong and left out (negative)
    event        IRI                an event is right (positive), or wrong and left out with all its reports (negative)
    role         IRI FILLER --role  FILLER, an IRI or a phrase, stands in a role of a report (positive), or does not
                                    (negative; with --instead, somebody else does)
    alias        IRI NAME           NAME is another name of an entity (positive), or none of it (negative)

    The verdict none takes an earlier judgement back. Judgements are kept in the archive and never changed, only
    followed by others; the next `policygraph consolidate` acts on them.
    """  # noqa: D301 (click wants a backspace)
    from policygraph.archive import Archive
    from policygraph.clock import now
    from policygraph.judging import make_judgement, replacement
    from policygraph.settings import settings

    if instead and (kind, verdict) != ("role", "negative"):
        raise InputError("--instead goes with `judge role negative`: it names who stands in the role in truth")
    by, at = who or getpass.getuser(), now()
    made = [make_judgement(kind, verdict, subject, other, role, who=by, made_at=at, note=note)]
    if instead:
        made = list(replacement(subject, role, other, instead, who=by, made_at=at, note=note))
    with Archive(settings().archive_url) as archive:
        for judgement in made:
            archive.judge(judgement)
    click.echo(f"recorded: {KINDS[kind].meaning}: {verdict}")
    return 0
