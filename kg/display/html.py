"""A graph, a tie and its sentences as HTML for a notebook's cell; every word of an article is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from kg.display.markup import names_html, run
from kg.display.picture import COLOURS, picture
from kg.graph.evidence import Evidence, segments
from kg.graph.measures import strength
from kg.records import Entity, Tie
from kg.wording import counted, is_rtl, period

if TYPE_CHECKING:
    from kg.display.views import Sentences

__all__ = ["graph_html", "sentences_html", "ties_html"]

_ACTORS = 10
_TIES = 40
#: Colours come from the theme, or lie over it half transparent: light and dark are read alike.
_STYLE = """<style>
.kg { line-height: 1.6 }
.kg .beside { display: flex; flex-wrap: wrap; align-items: start; gap: 2em }
.kg td, .kg th { text-align: start !important; padding: .15em .7em }
.kg [dir=rtl] { text-align: right !important }
.kg p { margin: .3em 0; max-width: 60em }
.kg .sentence { margin: .6em 0 0; font-size: 1.1em }
.kg .told { opacity: .7 }
.kg summary { cursor: pointer }
.kg mark { color: inherit; padding: 0 .15em; border-radius: .2em }
.kg .subject { background: #3fa96a55; border-bottom: 2px solid #3fa96a }
.kg .trigger { background: #d9a53b55; border-bottom: 2px dashed #d9a53b }
.kg .object { background: #3b8bc955; border-bottom: 2px double #3b8bc9 }
</style>"""
_KEY = (
    '<p class="told">'
    + " ".join(f'<mark class="{role}">{role}</mark>' for role in ("subject", "trigger", "object"))
    + "</p>"
)


def graph_html(heading: str, entities: Mapping[str, Entity], ties: Sequence[Tie]) -> str:
    """Return a graph: a line of counts, its main actors, and a picture of the strongest ties."""
    ranked = strength(ties)
    counts: dict[str, int] = dict.fromkeys(ranked, 0)
    for tie in ties:
        for end in {tie.subject_id, tie.object_id}:
            counts[end] += 1
    head = "".join(f"<th>{name}</th>" for name in ("", "", "type", "mentions", "documents", "ties"))
    rows = "".join(_actor_row(entities[actor], counts[actor]) for actor in list(ranked)[:_ACTORS])
    key = " · ".join(
        f'<span style="color: {colour}" aria-hidden="true">━</span> {name}'
        for name, colour in COLOURS.items()
    )
    body = (
        f'<div class="beside"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        f'<div>{picture(entities, ties)}<p class="told">{key}; the wider, the more independent sources</p>'
        "</div></div>"
    )
    return _whole(f"<p><b>{escape(heading)}</b></p>" + (body if ties else ""))


def ties_html(ties: Sequence[Tie], evidence: Callable[[Tie], Sentences]) -> str:
    """Return ties as lines that unfold to their sentences."""
    lines = []
    for tie in ties[:_TIES]:
        found = evidence(tie)
        body = "".join(_sentence(one, found.entities) for one in found)
        lines.append(f"<details><summary>{_headline(tie, found.entities)}</summary>{body}</details>")
    more = f'<p class="told">and {len(ties) - _TIES} more</p>' if len(ties) > _TIES else ""
    return _whole(_KEY + "".join(lines) + more if ties else "<p>No ties.</p>")


def sentences_html(tie: Tie, found: Iterable[Evidence], entities: Mapping[str, Entity]) -> str:
    """Return a tie with its sentences."""
    body = "".join(_sentence(one, entities) for one in found)
    return _whole(f"<p>{_headline(tie, entities)}</p>{_KEY}{body}")


def _whole(body: str) -> str:
    return f'{_STYLE}<div class="kg">{body}</div>'


def _actor_row(entity: Entity, ties: int) -> str:
    names = [name or "" for name in (entity.name_ar, entity.name_en)]
    cells = [run(name, "td") for name in (names if any(names) else [entity.name, ""])]
    facts = (entity.type, entity.mention_count, entity.document_count, ties)
    return "<tr>" + "".join(cells) + "".join(f"<td>{fact}</td>" for fact in facts) + "</tr>"


def _headline(tie: Tie, entities: Mapping[str, Entity]) -> str:
    arrow = "↔" if tie.symmetric else "→"
    facts = (
        counted(tie.claim_count, "claim"),
        counted(tie.source_count, "source"),
        period(tie.first_date, tie.last_date),
        f"confidence {tie.confidence:.2f}",
    )
    ends = (names_html(entities[end]) for end in (tie.subject_id, tie.object_id))
    line = f" <b>{tie.relation}</b> {arrow} ".join(ends)
    return f'{line} <span class="told">{" · ".join(fact for fact in facts if fact)}</span>'


def _sentence(one: Evidence, entities: Mapping[str, Entity]) -> str:
    claim, document = one.claim, one.document
    words = "".join(
        f'<mark class="{role}" title="{role}">{escape(part)}</mark>' if role else escape(part)
        for part, role in segments(claim.sentence, one.marks)
    )
    direction = ' dir="rtl" lang="ar"' if is_rtl(claim.sentence) else ""
    facts = [
        run(document.title or document.path),
        run(document.source) if document.source else "",
        period(document.published_at, document.published_at),
        f"according to {names_html(entities[claim.attributed_to])}" if claim.attributed_to else "",
        f"event {when}" if (when := period(claim.date_start, claim.date_end)) else "",
        f"via {run(claim.reference)}" if claim.reference else "",
        f"{escape(claim.extractor)} {claim.confidence:.2f}",
    ]
    told = " · ".join(fact for fact in facts if fact)
    return f'<p class="sentence"{direction}>{words}</p><p class="told">{told}</p>'
