"""Find an entity by what a person types: a name in Arabic or Latin script, an alias, an id, a near miss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from kg.errors import NotFoundError
from kg.language.normalize import fold, name_key, skeleton
from kg.records import Entity

__all__ = ["NameIndex"]

_SUGGESTIONS = 5
#: Share of agreeing letters (rapidfuzz WRatio, 0 to 100) from which a name is worth suggesting.
_NEAR = 70.0


class NameIndex:
    """Names, aliases and ids of entities. Ties are broken by the number of mentions, then by id."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._keys: dict[str, set[str]] = defaultdict(set)
        self._skeletons: dict[str, set[str]] = defaultdict(set)
        for entity in self._entities.values():
            for name in {entity.name, entity.name_ar, entity.name_en, *entity.aliases}:
                if name:
                    self._keys[name_key(name)].add(entity.id)
                    self._skeletons[skeleton(name)].add(entity.id)

    def find(self, name: str) -> Entity:
        """Return the entity of that id, name or alias.

        Raises
        ------
        NotFoundError
            With the nearest names as suggestions.
        """
        if name in self._entities:
            return self._entities[name]
        for index, key in ((self._keys, name_key(name)), (self._skeletons, skeleton(name))):
            if key and key in index:
                return min((self._entities[id_] for id_ in index[key]), key=_prominence)
        suggestions = tuple(entity.name for entity in self.near(name))
        hint = "Did you mean " + ", ".join(f"«{s}»" for s in suggestions) + "?" if suggestions else None
        raise NotFoundError(f"No entity is called «{name}».", hint, suggestions)

    def near(self, name: str, limit: int = _SUGGESTIONS) -> list[Entity]:
        """Return up to `limit` entities with a name like this one, nearest first."""
        found: dict[str, float] = {}
        for query, index in ((fold(name), self._keys), (skeleton(name), self._skeletons)):
            hits = process.extract(query, index.keys(), scorer=fuzz.WRatio, limit=limit, score_cutoff=_NEAR)
            for key, score, _ in hits:
                for id_ in index[key]:
                    found[id_] = max(found.get(id_, 0.0), score)
        ranked = sorted(found, key=lambda id_: (-found[id_], *_prominence(self._entities[id_])))
        return [self._entities[id_] for id_ in ranked[:limit]]


def _prominence(entity: Entity) -> tuple[int, str]:
    return -entity.mention_count, entity.id
