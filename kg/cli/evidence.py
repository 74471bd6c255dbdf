"""`kg evidence`: the sentences behind a tie, with the words marked."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli._shared import DEFAULT_BUILD, BuildOption, both_names, console

_STYLES = {"subject": "bold green", "trigger": "bold yellow", "object": "bold cyan"}


def evidence_cli(
    tie: Annotated[str, typer.Argument(help="A tie's id as kg ties prints it; names may stand for ids.")],
    build: BuildOption = DEFAULT_BUILD,
) -> None:
    """Print the sentences behind a tie: who says so, where, when.

    Example: kg evidence "North Korea:SUPPLIES:Russia"
    """
    from rich.text import Text

    import kg
    from kg.graph.evidence import segments
    from kg.wording import period, plain_names

    graph = kg.open(build)
    found = graph.tie(tie)
    subject, object_ = graph.entity(found.subject_id), graph.entity(found.object_id)
    out = console()
    arrow = "↔" if found.symmetric else "→"
    out.print(f"{both_names(subject)}  [bold]{found.relation}[/bold] {arrow}  {both_names(object_)}")
    for one in graph.evidence(found):
        document, claim = one.document, one.claim
        line = Text("\n")
        for words, role in segments(" ".join(claim.sentence.split("\n")), one.marks):
            line.append(words, style=_STYLES[role] if role else "")
        out.print(line)
        speaker = (
            f"according to {plain_names(graph.entity(claim.attributed_to))}" if claim.attributed_to else ""
        )
        facts = [
            document.title or document.path,
            document.source or "",
            str(document.published_at or ""),
            speaker,
            f"event {when}" if (when := period(claim.date_start, claim.date_end)) else "",
            f"via {claim.reference}" if claim.reference else "",
            f"{claim.extractor} {claim.confidence:.2f}",
        ]
        out.print(Text("  " + " · ".join(fact for fact in facts if fact), style="dim"))
