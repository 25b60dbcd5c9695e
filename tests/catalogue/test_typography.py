"""French spaces: where people cannot type them, and nowhere else."""

import re
from pathlib import Path

import pytest
from catalogue.reading.markdown import CODE
from catalogue.reading.typography import french
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.catalogue.sample import load_sample

T = "\u202f"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Combien ?", f"Combien{T}?"),
        ("Combien?", f"Combien{T}?"),
        ("Quoi ?!", f"Quoi{T}?!"),
        ("un ; deux : trois !", f"un{T}; deux{T}: trois{T}!"),
        ("À savoir: peu", f"À savoir{T}: peu"),
        ("« mot »", f"«{T}mot{T}»"),
        ("«mot»", f"«{T}mot{T}»"),
        ("dit : « oui ».", f"dit{T}: «{T}oui{T}»."),
        ("15 € ou 15€", f"15{T}€ ou 15{T}€"),
        ("à 14 h 30", f"à 14{T}h{T}30"),
        ("20 min, 3 km, 20 %", f"20{T}min, 3{T}km, 20{T}%"),
        ("deux\u00a0: trois", f"deux{T}: trois"),
        ("3 habitants", "3 habitants"),
        ("14:30", "14:30"),
        ("de 3 h à 5 m", f"de 3{T}h à 5{T}m"),
        ("**Tarif** : 5 €", f"**Tarif**{T}: 5{T}€"),
        ("[les murs : suite](/fr/murs?a=1;b)", f"[les murs{T}: suite](/fr/murs?a=1;b)"),
        ("voir ![un mur](mur.jpg)", "voir ![un mur](mur.jpg)"),
        ("une note[^1]\n\n[^1]: Voir « ici » !", f"une note[^1]\n\n[^1]: Voir «{T}ici{T}»{T}!"),
    ],
)
def test_french_spaces_are_set(typed: str, printed: str) -> None:
    assert french(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "`code : ici ?`",
        "``a ` b ; c``",
        "```\nun : deux ?\n```",
        "texte\n\n    code ; ici ?\n",
        "https://example.org/a?b=c;d!e:f",
        "[lien](https://example.org/a;b?c!d)",
        "[lien]: https://example.org/?a;b",
        "<https://example.org/?a;b>",
        '<a title="un ; deux ?">',
        "R&amp; D &nbsp; &#160; fin",
        "| a | b |\n| :--- | ---: |\n| c | d |",
    ],
)
def test_code_addresses_and_signs_are_left_alone(text: str) -> None:
    assert french(text) == text


SIGNS = "ab1 \u00a0\u202f\n;:!?«»€hmin%()[]`<>/&#|-~*_"


@given(st.text(alphabet=SIGNS, max_size=60) | st.text(max_size=60))
@example("a «» b")
@example("a  ;")
@example("1 h 30")
def test_a_second_pass_changes_nothing(text: str) -> None:
    assert french(french(text)) == french(text)


UNTOUCHED = re.compile(
    CODE + r"|(?P<tag></?[a-zA-Z!?][^<>\n]*>)"
    r"|(?P<autolink><[^<>\s]+>)"
    r"|(?P<target>\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)"
    r"|(?P<reference>^[ ]{0,3}\[(?!\^)[^\]\n]*\]:[^\n]*$)"
    r"|(?P<columns>^(?=[^\n]*-)[ |:-]+$)"
    r"|(?P<entity>&#?\w+;)"
    r"|(?P<address>\b(?:https?://|mailto:|www\.)[^\s<>\"«»]*)",
    re.MULTILINE,
)
SPACES = "[ \u00a0\u202f]"
UNITS = "€|%|h|min|km|m|ans|kg"
RULES = (
    (rf"(?<!{SPACES}){SPACES}+([;:?»]|!(?!\[))", rf"{T}\1"),
    (rf"«{SPACES}*(?=\S)", f"«{T}"),
    (rf"(?<=[^\s«]){SPACES}*»", f"{T}»"),
    (r"(?<=[\w)\]’”%€…])([;!?]+)(?=[\s)\]»”*_]|$)", rf"{T}\1"),
    (r"(?<=[^\W\d_])(:)(?=[\s]|$)", rf"{T}\1"),
    (rf"(?<=\d){SPACES}+(?=(?:{UNITS})(?!\w))", T),
    (r"(?<=\d)(?=€)", T),
    (rf"(?<=\dh){SPACES}+(?=\d\d(?!\d))|(?<=\d{T}h){SPACES}+(?=\d\d(?!\d))", T),
)


def said_plainly(text: str) -> str:
    """Every rule on every piece of a text, one after the other."""
    pieces: list[str] = []
    end = 0
    for found in [*UNTOUCHED.finditer(text), None]:
        piece = text[end : found.start()] if found else text[end:]
        for pattern, replacement in RULES:
            piece = re.sub(pattern, replacement, piece)
        pieces += [piece, found[0] if found else ""]
        end = found.end() if found else end
    return "".join(pieces)


PIECES = ("un mot", " ", "  ", "\u00a0", "\u202f", "\n", ";", ":", "!", "?", "«", "»", "15", "€", "h", " 30", "km", "%")
MARKED = (*PIECES, "`", "](", "<b>", "![", "www.", "&amp;", "- ", "|", "_", ")", "é", "...", "aucune chose ici")
NUMBERED = ("1", "30", " ", "  ", T, "h", "€", "m", "min", "%", "a", ";", "٣")
ADDRESSED = (
    "http://",
    "https://",
    "mailto:",
    "www.",
    "a",
    "](",
    "(",
    ")",
    "]:",
    "[",
    "<",
    ">",
    ":",
    " ?",
    "\n",
    "-",
    "|",
    "\t",
    "    ",
    "`",
    "&",
    ";",
)


@given(
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
    | st.lists(st.sampled_from(MARKED), max_size=20).map("".join)
    | st.lists(st.sampled_from(NUMBERED), max_size=12).map("".join)
    | st.lists(st.sampled_from(ADDRESSED), max_size=20).map("".join)
    | st.text(alphabet=SIGNS, max_size=60)
)
@settings(max_examples=200)
@example("a : b")
@example("dit:»")
@example("« »")
@example("a  ;b ; c")
@example("3 h!")
@example(" ;")
def test_looking_only_where_signs_are_changes_nothing(text: str) -> None:
    assert french(text) == said_plainly(text)


@given(st.text(alphabet="ab1 \u00a0\u202f\n;:!?«»€h", max_size=60))
def test_only_spaces_are_added_or_changed(text: str) -> None:
    blank = str.maketrans("", "", " \u00a0\u202f")
    assert french(text).translate(blank) == text.translate(blank)


def test_french_words_are_set_and_english_ones_are_not(content: Path) -> None:
    catalogue = load_sample(content)
    kayak = catalogue.offers[0]
    assert f"[les guinguettes](https://example.org/guinguettes){T}: «{T}on y danse{T}»." in kayak.words["fr"].body
    assert T not in kayak.words["en"].body
    assert kayak.words["fr"].slug == "marne-en-kayak"


def test_labels_of_the_taxonomy_are_set_too(content: Path) -> None:
    path = content / "taxonomy.yaml"
    path.write_text(path.read_text("utf-8").replace("{fr: Adulte, en: Adult}", '{fr: "Qui ?", en: "Who?"}'), "utf-8")
    assert load_sample(content).taxonomy.tariffs["adult"].label == {"fr": f"Qui{T}?", "en": "Who?"}
