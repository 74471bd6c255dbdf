"""`kg show`: one entity with its names, offices and ties."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

import typer

from kg.cli._shared import DEFAULT_BUILD, BuildOption, both_names, console

_SHOWN = 12


def show_cli(
    name: Annotated[str, typer.Argument(help="A name in Arabic or Latin script, or an id.")],
    build: BuildOption = DEFAULT_BUILD,
) -> None:
    """Show one actor: names, offices, ties by relation.

    Example: kg show بوتين
    """
    from rich.markup import escape

    import kg
    from kg.records import Entity, Tie
    from kg.wording import period

    graph = kg.open(build)
    entity: Entity = graph.find(name)
    out = console()
    out.print(f"[bold]{both_names(entity)}[/bold]  [dim]{entity.id}[/dim]")
    kind = " · ".join(
        str(part) for part in (entity.type, entity.subtype, entity.iso3, entity.wikidata) if part
    )
    out.print(f"{kind} — {entity.mention_count} mentions in {entity.document_count} documents")
    others = [alias for alias in entity.aliases if alias not in (entity.name_ar, entity.name_en)]
    if others:
        out.print(
            f"[dim]also:[/dim] {escape('، '.join(others[:_SHOWN]))}" + (" …" if len(others) > _SHOWN else "")
        )

    grouped: dict[tuple[str, str], list[tuple[Tie, Entity]]] = defaultdict(list)
    for tie in graph.ties_of(entity.id):
        outward = tie.subject_id == entity.id
        arrow = "↔" if tie.symmetric else "→" if outward else "←"
        grouped[tie.relation, arrow].append((tie, graph.entity(tie.object_id if outward else tie.subject_id)))
    if not grouped:
        out.print("No ties: it is named, and no sentence ties it to another actor.")
    for (relation, arrow), rows in sorted(grouped.items()):
        out.print(f"\n[bold]{relation}[/bold] {arrow}")
        for tie, other in rows[:_SHOWN]:
            facts = [f"{tie.claim_count}×", period(tie.first_date, tie.last_date), *graph.offices(tie)]
            out.print(
                f"  {both_names(other)}  [dim]{escape(' · '.join(fact for fact in facts if fact))}[/dim]"
            )
        if len(rows) > _SHOWN:
            out.print(f"  [dim]and {len(rows) - _SHOWN} more: kg ties {entity.id}[/dim]")
