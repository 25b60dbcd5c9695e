"""Plain words in four languages, and the sentences made of them: invented, so that no text of anybody is in a bench.

A frame's holes: {n} a thing with its article, {p} a place, {d} somebody, {v} what one does there, {y} a year, {k} a
small number. A sentence need not be wise; it must weigh, bend and be accented like one.
"""

import random
from collections.abc import Mapping

LANGUAGES = ("fr", "en", "es", "de")
SENTENCES = 1_500
"""Different sentences of a language: enough that no two texts are alike."""

THIN = "\u202f"

FRAMES: Mapping[str, tuple[str, ...]] = {
    "fr": (
        "Ici, {n} date de {y}, et l’on y {v} encore, qu’il pleuve ou qu’il vente.",
        "On passe {p}, on s’arrête devant {n}, puis {d} raconte ce qui s’est joué là.",
        "Rien n’annonce {n} : il faut pousser une porte, monter {k} marches et se retourner.",
        "C’est {d} qui a gardé les clés, les photos et l’habitude d’ouvrir le samedi.",
        "Depuis {y}, {n} change de main tous les {k} ans sans jamais changer d’usage.",
        "À {k} pas de là, {p}, l’eau remonte, et l’on comprend pourquoi {n} est si haut.",
        "Là où l’on {v} aujourd’hui, il y avait {n}, un jardin et une cheminée de brique.",
        "{d} tient à montrer {n} avant la fin du jour, quand la lumière l’éclaire de côté.",
        "Le chemin longe {n}, tourne {p} et finit par une côte que personne n’aime.",
        "En {y}, il a fallu {k} hivers pour relever {n} ; le bois, lui, n’a pas bougé.",
    ),
    "en": (
        "Here {n} dates from {y}, and people still {v} there, rain or shine.",
        "We walk {p}, stop in front of {n}, and {d} tells what was decided on that very spot.",
        "Nothing announces {n}: push a door, climb {k} steps and turn round.",
        "It’s {d} who kept the keys, the photographs and the habit of opening on Saturdays.",
        "Since {y}, {n} has changed hands every {k} years without ever changing its use.",
        "A few steps on, {p}, the water rises, and one sees why {n} was built so high.",
        "Where people {v} today, there used to be {n}, a garden and a brick chimney.",
        "{d} insists on showing {n} before dusk, when the light falls on it from the side.",
        "The path follows {n}, turns {p} and ends with a slope that nobody likes.",
        "In {y} it took {k} winters to rebuild {n}; the timber itself hadn’t moved.",
    ),
    "es": (
        "Aquí {n} es de {y}, y todavía se {v}, haga sol o llueva a cántaros.",
        "Pasamos {p}, nos paramos ante {n} y {d} cuenta qué se decidió allí mismo.",
        "Nada anuncia {n}: hay que empujar una puerta, subir {k} peldaños y volverse.",
        "Es {d} quien guardó las llaves, las fotografías y la costumbre de abrir los sábados.",
        "Desde {y}, {n} cambia de manos cada {k} años sin cambiar jamás de oficio.",
        "A {k} pasos, {p}, sube el agua y se entiende por qué {n} quedó tan arriba.",
        "Donde hoy se {v}, había antes {n}, un jardín y una chimenea de ladrillo.",
        "{d} se empeña en enseñar {n} antes de que anochezca, con la luz de través.",
        "El camino bordea {n}, gira {p} y acaba en una cuesta que a nadie le gusta.",
        "En {y} hicieron falta {k} inviernos para levantar {n}; la madera ni se movió.",
    ),
    "de": (
        "Hier stammt {n} aus dem Jahr {y}, und noch immer {v} man dort, ob’s regnet oder schneit.",
        "Wir gehen {p}, bleiben vor dem Tor stehen, und {d} erzählt, was hier beschlossen wurde.",
        "Nichts kündigt es an: Tür auf, {k} Stufen hinauf, umdrehen, und schon steht da {n}.",
        "{d} hat die Schlüssel, die Bilder und die Gewohnheit bewahrt, samstags zu öffnen.",
        "Seit {y} wechselt alle {k} Jahre der Besitzer, doch {n} blieb, wofür man’s gebaut hat.",
        "Nur {k} Schritte weiter, {p}, steigt das Wasser, und man versteht, wie hoch alles liegt.",
        "Wo man heute {v}, standen früher ein Garten, ein Schornstein aus Ziegeln und {n}.",
        "{d} zeigt das am liebsten vor der Dämmerung, wenn das Licht schräg über alles fällt.",
        "Der Weg führt am Ufer entlang, biegt {p} ab und endet mit einer ungeliebten Steigung.",
        "Im Jahr {y} brauchte es {k} Winter, bis {n} wieder stand; das Holz hatte sich nicht gerührt.",
    ),
}

# fmt: off
FILLINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "fr": {
        "n": (
            "la halle aux blés", "l’écluse du haut", "le lavoir couvert", "l’atelier des soies", "la fonderie",
            "le verger clos", "la passerelle de bois", "l’ancienne gare", "le château d’eau", "la cité-jardin",
            "l’hôtel des postes", "le four à chaux", "la tuilerie", "le théâtre de quartier", "l’île aux saules",
        ),
        "p": ("sous le viaduc", "derrière l’église", "au bord du canal", "le long des voies", "près du marché"),
        "d": ("la gardienne", "l’éclusier", "une élève du lycée", "le luthier", "l’équipe du dépôt"),
        "v": ("travaille", "répète", "vend des légumes", "danse", "répare des vélos", "lit à voix haute"),
    },
    "en": {
        "n": (
            "the corn hall", "the upper lock", "the covered wash-house", "the silk workshop", "the foundry",
            "the walled orchard", "the timber footbridge", "the old station", "the water tower", "the garden suburb",
            "the post office", "the lime kiln", "the tile works", "the local theatre", "the willow island",
        ),
        "p": ("under the viaduct", "behind the church", "beside the canal", "along the tracks", "near the market"),
        "d": ("the caretaker", "the lock-keeper", "a pupil of the school", "the violin maker", "the depot’s crew"),
        "v": ("work", "rehearse", "sell vegetables", "dance", "mend bicycles", "read aloud"),
    },
    "es": {
        "n": (
            "la lonja del trigo", "la esclusa alta", "el lavadero cubierto", "el taller de sedas", "la fundición",
            "el huerto cerrado", "la pasarela de madera", "la antigua estación", "el depósito de agua",
            "la ciudad jardín", "la casa de correos", "el horno de cal", "la tejería", "el teatro del barrio",
            "la isla de los sauces",
        ),
        "p": ("bajo el viaducto", "detrás de la iglesia", "junto al canal", "a lo largo de las vías", "por el mercado"),
        "d": ("la portera", "el esclusero", "una alumna del liceo", "el violero", "el equipo del depósito"),
        "v": ("trabaja", "ensaya", "venden verduras", "baila", "arreglan bicicletas", "lee en voz alta"),
    },
    "de": {
        "n": (
            "die Kornhalle", "die obere Schleuse", "das überdachte Waschhaus", "die Seidenweberei", "die Gießerei",
            "der ummauerte Obstgarten", "der hölzerne Steg", "der alte Bahnhof", "der Wasserturm", "die Gartenstadt",
            "das Postamt", "der Kalkofen", "die Ziegelei", "das Stadtteiltheater", "die Weideninsel",
        ),
        "p": ("unter der Brücke", "hinter der Kirche", "am Kanal", "längs der Gleise", "beim Marktplatz"),
        "d": ("Die Hausmeisterin", "Der Schleusenwärter", "Eine Schülerin", "Der Geigenbauer", "Die Mannschaft"),
        "v": ("arbeitet", "probt", "verkauft Gemüse", "tanzt", "repariert Fahrräder", "liest laut vor"),
    },
}

SHORT: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "title": "{n} et {m}", "list": "À voir", "heading": "Ce que l’on découvre", "second": "Et après ?",
        "link": "l’histoire du quartier", "place": "Lieu", "year": "Année", "note": "D’après les archives.",
        "come": "Métro, puis {k} minutes à pied. {s}", "bring": "De bonnes chaussures, et de l’eau s’il fait chaud.",
        "included": "La visite et un livret illustré.", "the_extra": "On repart avec une carte dessinée à la main.",
    },
    "en": {
        "title": "{n} and {m}", "list": "What to see", "heading": "What we discover", "second": "And afterwards?",
        "link": "the story of the neighbourhood", "place": "Place", "year": "Year", "note": "From the town’s records.",
        "come": "By metro, then {k} minutes on foot. {s}", "bring": "Good shoes, and water when it’s warm.",
        "included": "The visit and an illustrated booklet.", "the_extra": "You leave with a map drawn by hand.",
    },
    "es": {
        "title": "{n} y {m}", "list": "Qué ver", "heading": "Qué descubrimos", "second": "¿Y después?",
        "link": "la historia del barrio", "place": "Lugar", "year": "Año", "note": "Según los archivos.",
        "come": "En metro, luego {k} minutos a pie. {s}", "bring": "Buen calzado, y agua si aprieta el calor.",
        "included": "La visita y un cuaderno ilustrado.", "the_extra": "Nos llevamos un plano dibujado a mano.",
    },
    "de": {
        "title": "{n} und {m}", "list": "Zu sehen", "heading": "Was wir entdecken", "second": "Und danach?",
        "link": "die Geschichte des Viertels", "place": "Ort", "year": "Jahr", "note": "Aus dem Stadtarchiv.",
        "come": "Mit der Metro, dann {k} Minuten zu Fuß. {s}", "bring": "Gute Schuhe, und Wasser, wenn’s heiß ist.",
        "included": "Die Führung und ein bebildertes Heft.", "the_extra": "Zum Schluss gibt’s eine gezeichnete Karte.",
    },
}
# fmt: on
"""What a text says besides its sentences; {n} and {m} are things, {s} is a sentence."""


def sentences(lang: str, chance: random.Random) -> tuple[str, ...]:
    """The sentences of a language, as printed: French ones with their narrow no-break spaces."""
    return tuple(_sentence(lang, chance) for _ in range(SENTENCES))


def thing(lang: str, chance: random.Random) -> str:
    """A thing with its article."""
    return chance.choice(FILLINGS[lang]["n"])


def printed(text: str, lang: str) -> str:
    """A text with the spaces that French typography asks for."""
    return text.replace(" :", f"{THIN}:").replace(" ;", f"{THIN};").replace(" ?", f"{THIN}?") if lang == "fr" else text


def _sentence(lang: str, chance: random.Random) -> str:
    words = {hole: chance.choice(choices) for hole, choices in FILLINGS[lang].items()}
    said = chance.choice(FRAMES[lang]).format(**words, y=chance.randrange(1780, 1990), k=chance.randrange(2, 40))
    return printed(said[0].upper() + said[1:], lang)
