"""What a partner holds: who runs offers, and what only the office may know of them."""

from .values import Body, Email, Id, Language, Line, Part, Phone, Title, Web, told


class PartnerWords(Part):
    """What a partner's page says in one language."""

    summary: Line = told(("Résumé", "Une phrase."), ("Summary", "One sentence."))
    body: Body = told(("Texte", "Qui vous êtes, en Markdown."), ("Text", "Who you are, in Markdown."))


class PartnerFacts(Part):
    """What is true of a partner whatever the language."""

    name: Title = told(("Nom", "Le nom du partenaire."), ("Name", "The partner’s name."), example="Les Ateliers du mur")
    kind: Id = told(
        ("Nature", "Une nature de la taxonomie."), ("Kind", "A kind of the taxonomy."), example="association"
    )
    territory: Id = told(
        ("Territoire", "Un territoire de la taxonomie ; c’est aussi le dossier du fichier."),
        ("Territory", "A territory of the taxonomy; also the folder of the file."),
        example="val-de-marne",
    )
    languages: tuple[Language, ...] = told(
        ("Langues", "Les langues de ses visites."),
        ("Languages", "The languages they guide in."),
        example=["fr", "en"],
        min_length=1,
        max_length=12,
    )
    website: Web | None = told(
        ("Site", "Son site, en https."), ("Website", "Their site, in https."), None, example="https://example.org"
    )
    email: Email = told(
        ("Courriel", "Où les réservations sont envoyées ; jamais publié."),
        ("Mail", "Where bookings are sent; never published."),
        example="bonjour@example.org",
    )
    phone: Phone | None = told(
        ("Téléphone", "Pour les personnes qui ont réservé."),
        ("Phone", "For visitors who have booked."),
        None,
        example="+33 1 99 00 12 34",
    )
    language: Language = told(
        ("Langue des courriels", "La langue dans laquelle lui écrire."),
        ("Language of mails", "The language of the mails to them."),
        example="fr",
    )
    commission_permille: int | None = told(
        ("Commission (‰)", "La part de l’office, en millièmes ; jamais publiée."),
        ("Commission (‰)", "The office’s share, in thousandths; never published."),
        None,
        example=100,
        ge=0,
        le=500,
    )


class Partner(PartnerFacts):
    """A partner as the build uses it."""

    id: Id
    words: dict[Language, PartnerWords]
