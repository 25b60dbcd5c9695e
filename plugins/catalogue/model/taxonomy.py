"""The lists that offers, partners and circuits choose from, with their words in every language."""

from typing import Literal

from .offers import Difficulty, OfferType, Tier
from .values import Colour, Email, Id, Labels, Language, Line, Part, Slugs, Title, told

HORIZON_DAYS = 180


class Theme(Part):
    """A theme: its page's address, label and sentence, by language."""

    slug: Slugs = told(("Adresse", "Par langue."), ("Slug", "By language."))
    label: Labels = told(("Nom", "Par langue."), ("Label", "By language."))
    summary: dict[Language, Line] = told(("Résumé", "Une phrase par langue."), ("Summary", "A sentence a language."))


class Territory(Theme):
    """A territory: a theme's words, and its three inks."""

    ink: Colour = told(("Encre", "Sur fond clair."), ("Ink", "On light."), example="#0b6b46")
    ink_dark: Colour = told(("Encre claire", "Sur fond sombre."), ("Ink on dark", "On dark."), example="#6fd6a8")
    second_ink: Colour = told(("Seconde encre", "Des dessins."), ("Second ink", "Of drawings."), example="#ef9bab")


class TariffLabels(Part):
    """A tariff as visitors read it, by language."""

    label: Labels = told(("Nom", "Par langue."), ("Label", "By language."))
    who: dict[Language, Line] | None = told(
        ("Qui", "Qui y a droit, par langue."), ("Who", "Who may have it, by language."), None
    )
    proof: dict[Language, Line] | None = told(
        ("Justificatif", "Ce qui est demandé à l’entrée, par langue."),
        ("Proof", "What is asked for at the door, by language."),
        None,
    )


class Site(Part):
    """What the shop calls itself."""

    name: Title = told(("Nom", "Le nom du site."), ("Name", "The site’s name."))
    conditions_version: Title = told(
        ("Version des conditions", "La version des conditions de vente, entre guillemets."),
        ("Version of the terms", "Version of the terms of sale, in quotes."),
        example="2026-11-01",
    )
    contact: Email = told(("Contact", "Le courriel du site."), ("Contact", "The site’s mail address."))


class Taxonomy(Part):
    """The lists that offers and partners choose from, with their words."""

    languages: tuple[Language, ...] = told(
        ("Langues", "Du site ; la première est la source."), ("Languages", "Of the site; the first is the source."),
        min_length=1,
    )
    partial_languages: tuple[Language, ...] = told(
        ("Langues partielles", "Celles où une offre peut n’avoir pas encore de fichier."),
        ("Partial languages", "Those of them in which an offer may have no file yet."),
        (),
    )
    timezone: str = told(("Fuseau", "Celui de toutes les heures."), ("Zone", "IANA zone of every local hour."))
    currency: Literal["EUR"] = told(("Monnaie", "L’euro."), ("Currency", "The euro."))
    site: Site = told(("Site", "Ce que le site dit de lui-même."), ("Site", "What the shop calls itself."))
    horizon_days: int = told(
        ("Horizon (jours)", "Jusqu’où vont les départs d’une règle sans fin."),
        ("Horizon (days)", "How far ahead a rule without end has departures."),
        HORIZON_DAYS,
        ge=7,
        le=730,
    )
    cancellation: tuple[Tier, ...] = told(
        ("Annulation", "La règle des offres qui n’en ont pas."),
        ("Cancellation", "The rule of offers that have none."),
        max_length=6,
    )
    types: dict[OfferType, Labels] = told(("Types", "Leurs noms."), ("Types", "Their labels."))
    audiences: dict[Id, Labels] = told(("Publics", "Leurs noms."), ("Audiences", "Their labels."), {})
    difficulties: dict[Difficulty, Labels] = told(("Difficultés", "Leurs noms."), ("Difficulties", "Their labels."), {})
    themes: dict[Id, Theme] = told(("Thèmes", "Leurs pages."), ("Themes", "Their pages."))
    territories: dict[Id, Territory] = told(("Territoires", "Leurs pages."), ("Territories", "Their pages."))
    tariffs: dict[Id, TariffLabels] = told(("Tarifs", "Leurs noms."), ("Tariffs", "Their labels."))
    accessibility: dict[Id, Labels] = told(("Accessibilité", "Les facettes."), ("Accessibility", "The facets."))
    kinds: dict[Id, Labels] = told(("Natures", "Celles des partenaires."), ("Kinds", "Those of partners."))
    guided_languages: dict[Language, Labels] = told(
        ("Langues de visite", "Leurs noms."), ("Guided languages", "Their labels.")
    )
