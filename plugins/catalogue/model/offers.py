"""What is true of an offer whatever the language: it stands once, in the file of the first language."""

from typing import Literal

from .. import urls
from .dates import DepartureForm
from .places import MeetingPoint, Virtual
from .values import Age, Capacity, Id, Language, Part, PictureName, Title, told
from .words import Words

OfferType = Literal["visit", "walk", "cruise", "workshop", "meeting", "virtual"]
Difficulty = Literal["easy", "moderate", "demanding"]
Licence = Literal["CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "etalab-2.0", "public-domain", "used-with-permission"]
EVERYONE = "everyone"
"""The audience of an offer that names none."""


class Tier(Part):
    """One tier of the cancellation terms: until so many hours before the start, so much comes back."""

    until_hours: int = told(
        ("Heures avant", "Jusqu’à combien d’heures avant le départ."),
        ("Hours before", "Until how many hours before the start."),
        example=48,
        ge=0,
        le=8_760,
    )
    refund_percent: int = told(
        ("Remboursé (%)", "La part du prix qui est rendue."),
        ("Refund (%)", "The share of the price that goes back."),
        example=100,
        ge=0,
        le=100,
    )


class Tariff(Part):
    """A price category of an offer; its label comes from the taxonomy."""

    id: Id = told(("Tarif", "Un tarif de la taxonomie."), ("Tariff", "A tariff of the taxonomy."), example="adult")
    price_cents: int = told(
        ("Prix en centimes", "15 € s’écrit 1500 ; gratuit : 0."),
        ("Price in cents", "15 € is 1500; free: 0."),
        example=1500,
        ge=0,
        le=1_000_000,
    )
    from_age: Age | None = told(
        ("Dès (ans)", "L’âge à partir duquel on y a droit."),
        ("From age", "The first age that may have it, in whole years."),
        None,
        example=6,
    )
    to_age: Age | None = told(
        ("Jusqu’à (ans)", "Le dernier âge qui y a droit, compris."),
        ("To age", "The last age that may have it, included."),
        None,
        example=12,
    )
    quota: Capacity | None = told(
        ("Contingent", "Pas plus de tant de personnes par départ à ce prix."),
        ("Quota", "At most so many persons of a departure at this price."),
        None,
        example=4,
    )


class Minimum(Part):
    """Fewer persons than that, so many hours before the start, and it does not take place."""

    persons: Capacity = told(
        ("Personnes", "Combien il en faut pour que le départ ait lieu."),
        ("Persons", "How many it takes for the departure to take place."),
        example=6,
    )
    decide_hours: int = told(
        ("Décision (heures avant)", "Combien d’heures avant le départ on le décide."),
        ("Decided (hours before)", "How many hours before the start that is decided."),
        example=48,
        ge=1,
        le=720,
    )


class Image(Part):
    """A picture of `media/`, and what its author asks for."""

    file: PictureName = told(
        ("Fichier", "Le nom d’une image du dossier media, sans chemin."),
        ("File", "The name of a picture of the media folder, without a path."),
        example="vitry-murs.jpg",
    )
    credit: Title = told(
        ("Crédit", "Qui l’a faite."), ("Credit", "Who made it."), example="Ada Lemoine"
    )
    licence: Licence = told(
        ("Licence", "Ce que son auteur permet."), ("Licence", "What its author allows."), example="CC-BY-4.0"
    )


class OfferFacts(Part):
    """What is true of an offer whatever the language."""

    type: OfferType = told(
        ("Type", "La forme de l’offre."), ("Type", "What kind of offer it is."), example="walk"
    )
    themes: tuple[Id, ...] = told(
        ("Thèmes", "Un à six thèmes de la taxonomie, le principal d’abord."),
        ("Themes", "One to six themes of the taxonomy, the main one first."),
        example=["street-art"],
        min_length=1,
        max_length=6,
    )
    territory: Id = told(
        ("Territoire", "Un territoire de la taxonomie ; c’est aussi le dossier du fichier."),
        ("Territory", "A territory of the taxonomy; also the folder of the file."),
        example="val-de-marne",
    )
    commune: Title = told(("Commune", "La ville."), ("Town", "The town."), example="Vitry-sur-Seine")
    partner: Id = told(
        ("Partenaire", "Qui l’organise : le nom d’un fichier de partners."),
        ("Partner", "Who runs it: the name of a file of partners."),
        example="ateliers-du-mur",
    )
    audience: tuple[Id, ...] = told(
        ("Publics", "À qui elle s’adresse ; absent : à tout le monde."),
        ("Audience", "Whom it is for; absent: everyone."),
        (EVERYONE,),
        example=["everyone", "schools"],
        min_length=1,
        max_length=6,
    )
    languages: tuple[Language, ...] = told(
        ("Langues", "Les langues de la visite, la plus courante d’abord."),
        ("Languages", "The languages it is guided in, the usual one first."),
        example=["fr", "en"],
        min_length=1,
        max_length=12,
    )
    duration_minutes: int = told(
        ("Durée (minutes)", "Du rendez-vous à la fin."),
        ("Duration (minutes)", "From the meeting to the end."),
        example=120,
        ge=1,
        le=14_400,
    )
    distance_m: int | None = told(
        ("Distance (mètres)", "Combien l’on marche."),
        ("Distance (metres)", "How far one walks."),
        None,
        example=3000,
        ge=0,
        le=100_000,
    )
    difficulty: Difficulty | None = told(
        ("Difficulté", "L’effort demandé."),
        ("Difficulty", "The effort it takes."),
        None,
        example="easy",
    )
    accessibility: tuple[Id, ...] = told(
        ("Accessibilité", "Les facettes de la taxonomie qui sont vraies tout au long de la visite."),
        ("Accessibility", "Those facets of the taxonomy that hold throughout the visit."),
        (),
        example=["wheelchair", "seating"],
        max_length=12,
    )
    meeting_point: MeetingPoint | None = told(
        ("Point de rendez-vous", "Où l’on se retrouve ; absent pour une visite virtuelle."),
        ("Meeting point", "Where to meet; absent for a virtual visit."),
        None,
    )
    end_point: MeetingPoint | None = told(
        ("Point d’arrivée", "Où l’on se quitte, si c’est ailleurs."),
        ("End point", "Where it ends, if elsewhere."),
        None,
    )
    virtual: Virtual | None = told(
        ("À distance", "Comment on se connecte ; pour une visite virtuelle seulement."),
        ("Virtual", "How one connects; for a virtual visit alone."),
        None,
    )
    capacity: Capacity = told(("Places", "Les places d’un départ."), ("Seats", "The seats of a departure."), example=20)
    party_min: int = told(
        ("Personnes au moins", "Combien de personnes au moins par réservation."),
        ("Party, at least", "The fewest persons of one booking."),
        1,
        example=1,
        ge=1,
        le=50,
    )
    party_max: int = told(
        ("Personnes au plus", "Combien de personnes au plus par réservation."),
        ("Party, at most", "The most persons of one booking."),
        8,
        example=8,
        ge=1,
        le=50,
    )
    from_age: Age | None = told(
        ("Âge minimum", "L’âge des plus jeunes que l’on accueille."),
        ("Youngest", "The youngest age admitted, in whole years."),
        None,
        example=6,
    )
    to_age: Age | None = told(
        ("Âge maximum", "L’âge des plus âgés que l’on accueille."),
        ("Oldest", "The oldest age admitted, in whole years."),
        None,
        example=12,
    )
    cut_off_minutes: int = told(
        ("Clôture (minutes)", "Combien de minutes avant le départ on cesse de réserver."),
        ("Cut-off (minutes)", "Booking closes so many minutes before the start."),
        60,
        example=60,
        ge=0,
        le=43_200,
    )
    minimum: Minimum | None = told(
        ("Minimum", "Avec moins de personnes, le départ n’a pas lieu."),
        ("Minimum", "With fewer persons the departure does not take place."),
        None,
    )
    tariffs: tuple[Tariff, ...] = told(
        ("Tarifs", "Les prix, le plein tarif d’abord."),
        ("Tariffs", "The prices, the full one first."),
        min_length=1,
        max_length=12,
    )
    cancellation: tuple[Tier, ...] | None = told(
        ("Annulation", "Ce qui est remboursé selon le délai ; absent : la règle commune ; vide : rien."),
        ("Cancellation", "What goes back, by notice; absent: the common rule; empty: nothing."),
        None,
        max_length=6,
    )
    departures: tuple[DepartureForm, ...] = told(
        ("Départs", "Des dates, ou des règles qui reviennent."),
        ("Departures", "Dates, or rules that come again."),
        (),
        max_length=400,
    )
    images: tuple[Image, ...] = told(
        ("Images", "Des images de media, chacune avec son crédit et sa licence."),
        ("Pictures", "Pictures of media, each with credit and licence."),
        (),
        max_length=12,
    )
    related: tuple[Id, ...] = told(
        ("À voir aussi", "Jusqu’à six autres offres."),
        ("See also", "Up to six other offers."),
        (),
        example=["ivry-terraces"],
        max_length=6,
    )


class Offer(OfferFacts):
    """An offer as the build uses it: facts, words by language, and the hash of its terms of sale."""

    id: Id
    cancellation: tuple[Tier, ...]
    """The offer's own tiers or the taxonomy's, the longest notice first."""
    words: dict[Language, Words]
    terms: str

    def url(self, lang: str) -> str:
        """The address of its page in a language that it has words in."""
        return urls.offer(lang, self.words[lang].slug)
