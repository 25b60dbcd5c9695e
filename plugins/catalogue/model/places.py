"""Where people meet: on a pavement, or at the other end of a line."""

from typing import Literal

from .values import Latitude, Longitude, Part, Title, told


class MeetingPoint(Part):
    """A point where the party meets or parts; degrees are WGS 84."""

    name: Title = told(
        ("Nom", "Ce que l’on cherche des yeux : une gare, une porte, une statue."),
        ("Name", "What people look for: a station, a door, a statue."),
        example="Gare de Vitry-sur-Seine",
    )
    address: Title = told(
        ("Adresse", "Rue, code postal, ville."),
        ("Address", "Street, postcode, town."),
        example="Place de la Gare, 94400 Vitry-sur-Seine",
    )
    lat: Latitude = told(
        ("Latitude", "En degrés, lue sur une carte."), ("Latitude", "In degrees, from a map."), example=48.7997
    )
    lon: Longitude = told(
        ("Longitude", "En degrés, lue sur une carte."), ("Longitude", "In degrees, from a map."), example=2.4042
    )


class Virtual(Part):
    """How a virtual visit is joined. The link itself is a secret: it is sent to those who booked, and never in git."""

    platform: Title = told(
        ("Plateforme", "Le logiciel de visioconférence."),
        ("Platform", "The software for the video meeting."),
        example="BigBlueButton",
    )
    link_sent: Literal["with-booking", "day-before", "hour-before"] = told(
        ("Envoi du lien", "Quand le lien est envoyé : with-booking, day-before ou hour-before. Jamais le lien ici."),
        ("Link sent", "When the link is sent: with-booking, day-before or hour-before. Never the link itself."),
        example="hour-before",
    )
