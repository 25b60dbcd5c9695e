"""The ground of the map: the rivers and outlines that are drawn under the offers."""

from typing import Annotated

from pydantic import Field

from .values import Id, Latitude, Longitude, Part, Title, told

Spot = tuple[Latitude, Longitude]
Ring = Annotated[tuple[Spot, ...], Field(min_length=3)]


class Frame(Part):
    """What the drawing shows, in degrees."""

    north: Latitude = told(("Nord", "Le bord du haut."), ("North", "The upper edge."))
    west: Longitude = told(("Ouest", "Le bord de gauche."), ("West", "The left edge."))
    south: Latitude = told(("Sud", "Le bord du bas."), ("South", "The lower edge."))
    east: Longitude = told(("Est", "Le bord de droite."), ("East", "The right edge."))


class River(Part):
    """A river, downstream, in one stroke."""

    name: Title = told(("Nom", "Celui du cours d’eau."), ("Name", "The river’s."))
    points: tuple[Spot, ...] = told(
        ("Points", "Latitude puis longitude, vers l’aval."), ("Points", "Latitude, then longitude, downstream."),
        min_length=2,
    )


class Ground(Part):
    """A destination's ground; degrees are WGS 84."""

    frame: Frame = told(("Cadre", "Ce que montre le dessin."), ("Frame", "What the drawing shows."))
    rivers: tuple[River, ...] = told(("Cours d’eau", "Chacun d’un trait."), ("Rivers", "Each one stroke."), ())
    territories: dict[Id, Ring] = told(
        ("Territoires", "Le contour de chacun, latitude puis longitude."),
        ("Territories", "The outline of each, latitude, then longitude."),
        {},
    )
    communes: dict[Title, Spot] = told(
        ("Communes", "Où l’on pose le rond de chacune, par son nom ; les autres se placent au milieu de leurs offres."),
        ("Communes", "Where the circle of each is put, by its name; others lie amid their offers."),
        {},
    )
