"""What an offer says: once a language."""

from pydantic import AwareDatetime

from .values import LINE_PATTERN, Body, Id, Line, Part, PictureName, Title, told


class Words(Part):
    """What an offer says in one language."""

    title: Title = told(
        ("Titre", "Le nom de l’offre ; moins de 60 caractères se lisent en entier dans un moteur de recherche."),
        ("Title", "What the offer is called; search engines show 60 characters."),
        example="Vitry, les murs ont la parole",
    )
    slug: Id = told(
        ("Adresse", "Son mot dans l’adresse de la page, en minuscules sans accent, avec des tirets."),
        ("Slug", "Its word in the page’s address: plain small letters, digits, hyphens."),
        example="vitry-murs",
    )
    summary: str = told(
        ("Résumé", "Une ou deux phrases, 60 à 160 caractères : ce que montrent les listes et les moteurs."),
        ("Summary", "One or two sentences, 60 to 160 characters: what lists and search engines show."),
        pattern=LINE_PATTERN,
        min_length=60,
        max_length=200,
    )
    come: Line = told(
        ("Venir", "Comment venir en transports ; à distance : comment se connecter."),
        ("How to come", "How to come by public transport; for a virtual visit how to connect."),
        example="RER C, gare de Vitry-sur-Seine.",
    )
    meet: Title | None = told(
        ("Rendez-vous", "Le nom du point de rendez-vous dans cette langue, s’il se traduit."),
        ("Meeting point", "The meeting point’s name in this language, where it is translated."),
        None,
        example="Vitry-sur-Seine station",
    )
    end: Title | None = told(
        ("Arrivée", "Le nom du point d’arrivée dans cette langue, s’il se traduit."),
        ("End point", "The end point’s name in this language, where it is translated."),
        None,
        example="Ivry town hall",
    )
    bring: Line | None = told(
        ("À prévoir", "Ce qu’il faut apporter."),
        ("What to bring", "What visitors should bring."),
        None,
        example="De bonnes chaussures.",
    )
    included: Line | None = told(
        ("Compris", "Ce que le prix comprend."), ("Included", "What the price includes."), None
    )
    the_extra: Line | None = told(
        ("Le petit plus", "Ce que l’on ne trouve nulle part ailleurs."),
        ("The extra", "What is found nowhere else."),
        None,
    )
    access: dict[Id, Line] = told(
        ("Accessibilité, en mots", "Une phrase pour chaque facette d’accessibilité : pente, largeur, bruit…"),
        ("Accessibility in words", "A sentence for each facet of accessibility: slope, width, noise …"),
        {},
        example={"wheelchair": "Une pente de 4 %, trottoirs abaissés partout."},
        max_length=12,
    )
    alt: dict[PictureName, Line] = told(
        ("Images, en mots", "Ce que l’on voit sur chaque image, pour qui ne la voit pas."),
        ("Pictures in words", "What is seen on each picture, for those who do not see it."),
        {},
        example={"vitry-murs.jpg": "Un pignon peint de la hauteur de quatre étages."},
        max_length=12,
    )
    former_slugs: tuple[Id, ...] = told(
        ("Anciennes adresses", "Celles d’avant ; elles mènent à la nouvelle."),
        ("Former slugs", "Older slugs, which lead to the new one."),
        (),
        max_length=50,
    )
    updated_at: AwareDatetime | None = told(
        ("Mis à jour", "Quand ces mots ont changé pour la dernière fois."),
        ("Updated at", "When these words last changed."),
        None,
        example="2027-05-01T12:30:00Z",
    )
    body: Body = told(
        ("Texte", "150 à 350 mots de Markdown, titres à partir de ##."),
        ("Text", "150 to 350 words of Markdown, headings from ##."),
    )
