"""Reads the ground of the map. A destination may do without: then nothing is drawn, and the lists of places stay."""

from pydantic import ValidationError

from ..model import Ground
from .faults import Fault, Faults, listed
from .frontmatter import Document, not_a_file, read_yaml
from .scan import NO_FILE
from .sentences import in_turn, known_fields, note
from .tree import Lists, Tree

GROUND = "map.yaml"


def read_ground(tree: Tree, lists: Lists) -> Ground | None:
    """The ground of a content folder; None where it has no such file. Raises Faults, all of them at once."""
    if GROUND not in tree.stats:
        return None
    name = tree.name(GROUND)
    document = not_a_file(name) if tree.stats[GROUND] == NO_FILE else read_yaml(f"{tree.root}/{GROUND}", name)
    ground = _ground(document)
    if ground:
        _check(ground, document, lists)
    if document.faults or ground is None:
        raise Faults(document.faults)
    return ground


def ground_faults(tree: Tree, lists: Lists) -> tuple[Fault, ...]:
    """What is wrong with the ground of a content folder."""
    try:
        read_ground(tree, lists)
    except Faults as faults:
        return tuple(faults.found)
    return ()


def _ground(document: Document) -> Ground | None:
    try:
        return Ground.model_validate(document.values)
    except ValidationError as refused:
        for error in in_turn(refused.errors(include_url=False)) if document.is_read else ():
            note(error, document, known_fields(Ground))
        return None


def _check(ground: Ground, document: Document, lists: Lists) -> None:
    """A frame that is the right way round, outlines of territories that there are."""
    frame, known = ground.frame, lists.ids.get("territories", frozenset())
    for higher, lower in (("north", "south"), ("east", "west")):
        value, least = getattr(frame, higher), getattr(frame, lower)
        if value <= least:
            document.add(("frame", higher), "too_small", value=value, least=least)
    for own_id in sorted(ground.territories.keys() - known):
        params = {"value": own_id, "group": "territories", "known": listed(known)}
        document.add(("territories", own_id), "unknown_id", **params)
