"""The sentences of what only shows side by side: references, dates, addresses, texts. See messages.py."""

from .messages_reading import Sentences

ACROSS: dict[str, dict[str, Sentences]] = {
    "unknown_id_near": {
        "fr": ("«{value}» n'est pas dans {group}", "écrire {near}"),
        "en": ("“{value}” is not in {group}", "write {near}"),
    },
    "unknown_id": {
        "fr": ("«{value}» n'est pas dans {group}", "choisir parmi : {known}"),
        "en": ("“{value}” is not in {group}", "choose from: {known}"),
    },
    "wrong_folder": {
        "fr": ("le fichier est dans le dossier «{folder}», le territoire est «{value}»", "le déplacer : {to}"),
        "en": ("the file is in the folder “{folder}”, the territory is “{value}”", "move it: {to}"),
    },
    "twice": {
        "fr": ("«{value}» y est deux fois", "n'en garder qu'un"),
        "en": ("“{value}” is there twice", "keep only one"),
    },
    "slug_twice": {
        "fr": ("«{value}» est déjà l'adresse de {other}", "choisir un autre mot"),
        "en": ("“{value}” is already the address of {other}", "choose another word"),
    },
    "missing_word": {
        "fr": ("ce mot de {source} n'est pas traduit", "ajouter «{name}: …»"),
        "en": ("this word of {source} is not translated", "add “{name}: …”"),
    },
    "missing_label": {
        "fr": ("la langue «{lang}» manque", "ajouter «{lang}: …»"),
        "en": ("the language “{lang}” is missing", "add “{lang}: …”"),
    },
    "unknown_zone": {
        "fr": ("«{value}» n'est pas un fuseau horaire", "écrire comme Europe/Paris"),
        "en": ("“{value}” is not a time zone", "write it like Europe/Paris"),
    },
    "access_without_facet": {
        "fr": ("«{value}» n'est pas dans accessibility", "écrire l'une de {known}, ou l'effacer"),
        "en": ("“{value}” is not in accessibility", "write one of {known}, or delete it"),
    },
    "alt_without_image": {
        "fr": ("«{value}» n'est pas dans images", "l'effacer, ou écrire l'une de {known}"),
        "en": ("“{value}” is not in images", "delete it, or write one of {known}"),
    },
    "missing_alt": {
        "fr": ("personne ne dit ce que l'on voit sur {value}", "ajouter alt: {{{value}: …}}"),
        "en": ("nobody says what is seen on {value}", "add alt: {{{value}: …}}"),
    },
    "word_without_point": {
        "fr": ("l'offre n'a pas de {name}", "effacer ce champ, ou ajouter {name}"),
        "en": ("the offer has no {name}", "delete this field, or add {name}"),
    },
    "picture_missing": {
        "fr": ("l'image {value} n'est pas dans le dossier media", "l'y mettre, ou corriger le nom"),
        "en": ("the picture {value} is not in the media folder", "put it there, or mend its name"),
    },
    "picture_unreadable": {
        "fr": ("{value} n'est pas une image, ou pas du type que dit son nom", "l'enregistrer en {kind}"),
        "en": ("{value} is no picture, or not of the kind that its name says", "save it as {kind}"),
    },
    "picture_too_small": {
        "fr": ("{value} fait {width} × {height} pixels", "en prendre une d'au moins 1200 × 750"),
        "en": ("{value} has {width} × {height} pixels", "take one of 1200 × 750 at least"),
    },
    "picture_too_heavy": {
        "fr": ("{value} pèse {size} Mo", "la ramener sous 8 Mo"),
        "en": ("{value} weighs {size} MB", "bring it under 8 MB"),
    },
    "picture_too_large": {
        "fr": ("{value} a plus de 60 millions de pixels", "la réduire"),
        "en": ("{value} has more than 60 million pixels", "make it smaller"),
    },
    "picture_broken": {
        "fr": ("{value} est abîmée ou incomplète", "l'enregistrer de nouveau"),
        "en": ("{value} is damaged or ends too soon", "save it anew"),
    },
    "related_itself": {
        "fr": ("l'offre renvoie à elle-même", "écrire une autre offre, ou l'effacer"),
        "en": ("the offer leads to itself", "write another offer, or delete it"),
    },
    "secret_link": {
        "fr": ("un lien de visioconférence ({value}) est un secret", "l'effacer : il part par courriel"),
        "en": ("the link of a video meeting ({value}) is a secret", "delete it: it goes by mail"),
    },
    "link_nowhere": {
        "fr": ("le lien «{value}» ne mène nulle part", "écrire une adresse entre les parenthèses, ou ôter le lien"),
        "en": ("the link “{value}” leads nowhere", "write an address in the brackets, or take the link away"),
    },
    "broken_link": {
        "fr": ("aucune page du site n'est à l'adresse {value}", "écrire {near}, ou ôter le lien"),
        "en": ("no page of the site is at {value}", "write {near}, or take the link away"),
    },
    "raw_html": {
        "fr": ("«{value}» : le HTML n'est pas admis", "l'écrire en Markdown, comme **gras** ou [lien](https://…)"),
        "en": ("“{value}”: HTML is not allowed", "write it in Markdown, such as **bold** or [link](https://…)"),
    },
    "bad_link": {
        "fr": ("le lien «{value}» ne mène nulle part de sûr", "écrire une adresse en https://, mailto: ou /…"),
        "en": ("the link “{value}” leads nowhere safe", "write an address in https://, mailto: or /…"),
    },
    "away_image": {
        "fr": ("l'image «{value}» vient d'un autre site", "la mettre dans le dossier media et écrire son chemin"),
        "en": ("the image “{value}” comes from another site", "put it into the media folder and write its path"),
    },
    "many_brackets": {
        "fr": ("plus de {value} crochets dans un paragraphe", "le couper en plusieurs"),
        "en": ("more than {value} brackets in one paragraph", "cut it into several"),
    },
    "top_heading": {
        "fr": ("le titre de la page est déjà dans title", "commencer les titres du texte à ##"),
        "en": ("the page's heading is already in title", "begin the text's headings at ##"),
    },
}
