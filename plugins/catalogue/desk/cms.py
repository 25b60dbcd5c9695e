"""The form: Decap CMS's configuration, made from the model, the taxonomy and the partners there are.

Words stand in every language's file, facts in the first's. What a branch or a pull request holds is written by the
form as a person would write it; `infra/admin/form.js` leaves out what was left empty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from ..model import OfferFacts, PartnerFacts, PartnerWords, Words
from .fields import Field, Shape, fields_of, shape_of
from .options import Lists

LONG_LINE = 120
"""Characters from which a field is shown higher than one line."""
Widget = dict[str, Any]
Around = tuple[str, ...]


@dataclass(frozen=True)
class Office:
    """Where what is written in the form goes."""

    content: str = "content"
    """The content folder's path in the repository."""
    repo: str = ""
    """`owner/name` at GitHub; empty: only the local run can save."""
    branch: str = "main"
    sign_in_url: str = ""
    """Where GitHub's sign-in is handled for the form; empty: by Decap's own default."""
    proxy_url: str = ""
    """A decap-server on this machine."""
    locale: str = "fr"
    site_url: str = ""


def config(office: Office, lists: Lists) -> dict[str, Any]:
    """The configuration. The taxonomy has no form: it is the desk's own file."""
    languages = list(lists.taxonomy.languages)
    return {
        **_backend(office),
        "publish_mode": "editorial_workflow",
        "locale": office.locale,
        "media_folder": f"{office.content}/media",
        "public_folder": "",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "i18n": {"structure": "multiple_files", "locales": languages, "default_locale": languages[0]},
        "collections": [_offers(lists, office.content), _partners(lists, office.content)],
        **({"site_url": office.site_url, "display_url": office.site_url} if office.site_url else {}),
    }


def _backend(office: Office) -> dict[str, Any]:
    backend: dict[str, Any] = {
        "name": "github", "repo": office.repo or "local/local", "branch": office.branch,
        "commit_messages": COMMITS[office.locale],
    }  # fmt: skip
    if office.proxy_url:  # Decap looks for this server first, and lets GitHub alone where it answers
        server = {"url": office.proxy_url, "allowed_hosts": ["127.0.0.1", "localhost"]}
        return {"backend": backend, "local_backend": server}
    sign_in = {"base_url": office.sign_in_url} if office.sign_in_url else {}
    # Whoever may not write to the repository proposes from a copy of their own.
    return {"backend": backend | {"open_authoring": True} | sign_in}


COMMITS = {
    "fr": {
        "create": "Proposer « {{slug}} »", "update": "Changer « {{slug}} »",
        "delete": "Retirer « {{slug}} »", "uploadMedia": "Ajouter l’image « {{path}} »",
        "deleteMedia": "Retirer l’image « {{path}} »",
    },
    "en": {
        "create": "Propose “{{slug}}”", "update": "Change “{{slug}}”",
        "delete": "Withdraw “{{slug}}”", "uploadMedia": "Add the picture “{{path}}”",
        "deleteMedia": "Withdraw the picture “{{path}}”",
    },
}  # fmt: skip
COLLECTIONS = {
    "offers": {"fr": ("Offres", "offre"), "en": ("Offers", "offer")},
    "partners": {"fr": ("Partenaires", "partenaire"), "en": ("Partners", "partner")},
}
NOT_ASKED = ("updated_at",)
"""What a form cannot know better than git."""


def _offers(lists: Lists, content: str) -> dict[str, Any]:
    fields = _fields((Words, OfferFacts), Words, lists)
    # Titles have typographic signs that a file's name may not have: the French address is the file's name too.
    return _collection("offers", lists, content) | {"slug": "{{fields.slug}}", "summary": "{{title}}", "fields": fields}


def _partners(lists: Lists, content: str) -> dict[str, Any]:
    fields = _fields((PartnerFacts, PartnerWords), PartnerWords, lists)
    return _collection("partners", lists, content) | {"slug": "{{name}}", "identifier_field": "name", "fields": fields}


def _collection(name: str, lists: Lists, content: str) -> dict[str, Any]:
    label, one = COLLECTIONS[name][lists.lang]
    return {
        "name": name, "label": label, "label_singular": one, "folder": f"{content}/{name}", "extension": "md",
        "format": "frontmatter", "path": "{{territory}}/{{slug}}", "create": True,
        "i18n": True, "editor": {"preview": False}, "sortable_fields": [],
    }  # fmt: skip


def _fields(models: tuple[type[BaseModel], ...], words: type[BaseModel], lists: Lists) -> list[Widget]:
    """The form's fields, in the order of the file; those of `words` are asked in every language."""
    said = {field.name for field in fields_of(words)}
    body = next(field for field in shape_of(words).fields if field.name == "body")
    form = [_widget(one, lists, ()) for one in (*fields_of(*models), body) if one.name not in NOT_ASKED]
    return [one | ({"i18n": True} if one["name"] in (*said, "body") else {}) for one in form]


def _widget(field: Field, lists: Lists, path: Around, *, within_optional: bool = False) -> Widget:
    """How a field is asked for. Of a group that may be left out nothing is asked for until `make check` is."""
    widget: Widget = {
        "name": field.name, "label": field.label(lists.lang), "hint": _hint(field, lists.lang),
        "required": field.required and not within_optional,
    }  # fmt: skip
    if not within_optional and isinstance(field.default, (str, int)):
        widget["default"] = field.default
    options = lists.of(field, path)
    if options:
        return widget | _select(field, options)
    return widget | _by_kind(field, lists, (*path, field.name))


def _hint(field: Field, lang: str) -> str:
    sample = field.example
    given = isinstance(sample, (str, int, float)) and field.shape.kind != "choice"
    return f"{field.help(lang)} {_like(lang)}{sample}" if given else field.help(lang)


def _like(lang: str) -> str:
    return "Exemple\u202f: " if lang == "fr" else "Example: "


def _select(field: Field, options: Mapping[str, str]) -> Widget:
    found: Widget = {"widget": "select", "options": [{"label": said, "value": own} for own, said in options.items()]}
    if field.shape.kind == "list":
        found |= {"multiple": True} | _counts(field.shape)
    return found


def _counts(shape: Shape) -> Widget:
    names = (("min", "minItems"), ("max", "maxItems"))
    return {name: shape.limit(limit) for name, limit in names if shape.limit(limit)}


def _by_kind(field: Field, lists: Lists, path: Around) -> Widget:
    shape = field.shape
    match shape.kind:
        case "markdown":
            return {"widget": "markdown", "buttons": BUTTONS, "editor_components": [], "modes": ["rich_text", "raw"]}
        case "whole" | "number":
            return _number(shape)
        case "day":
            return {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "DD/MM/YYYY", "time_format": False}
        case "clock":
            return {"widget": "datetime", "format": "HH:mm", "date_format": False, "time_format": "HH:mm"}
        case "list":
            return _list(shape.inner, lists, path)
        case "group":
            inner = [_widget(one, lists, path, within_optional=not field.required) for one in shape.fields]
            return {"widget": "object", "collapsed": field.name not in OPEN, "fields": inner}
        case "by_name":
            return _by_name(field, lists)
    return _line(shape, field.help(lists.lang))


OPEN = ("meeting_point",)
"""Groups that nearly every offer has, though a virtual one has not."""
BUTTONS = [
    "bold", "italic", "link", "heading-two", "heading-three", "quote", "bulleted-list", "numbered-list",
]  # fmt: skip
"""What the editor's bar offers: what the site's Markdown knows, and pages need."""


def _number(shape: Shape) -> Widget:
    whole = shape.kind == "whole"
    found: Widget = {"widget": "number", "value_type": "int" if whole else "float", "step": 1 if whole else 0.0001}
    names = (("min", "minimum"), ("max", "maximum"))
    return found | {name: shape.limit(limit) for name, limit in names if shape.limit(limit) is not None}


def _line(shape: Shape, help_: str) -> Widget:
    most = shape.limit("maxLength") or 0
    if shape.limit("pattern") and most <= LONG_LINE:
        return {"widget": "string", "pattern": [_bounded(shape), help_]}
    return {"widget": "text", "pattern": [_bounded(shape), help_]}


def _bounded(shape: Shape) -> str:
    """The pattern of a text with its length, as the browser reads patterns; ends that are spaces do not count."""
    least, most = shape.limit("minLength") or 0, shape.limit("maxLength") or ""
    return rf"^(?=[\s\S]{{{least},{most}}}$){shape.limit('pattern').removeprefix('^')}"


def _list(inner: Shape, lists: Lists, path: Around) -> Widget:
    if inner.kind == "departure":
        summary = "{{fields.on}} {{fields.every}} {{fields.at}}"
        return _named(lists, path) | {"summary": summary, "fields": list(_forms(inner, lists, path))}
    if inner.kind == "group":
        return _named(lists, path) | {"fields": [_widget(one, lists, path) for one in inner.fields]}
    return {"widget": "list"}


def _named(lists: Lists, path: Around) -> Widget:
    """A list whose members have a name: its button says `Ajouter tarif`, and not `Ajouter tarifs`."""
    one = ONE_OF_THEM[lists.lang].get(path[-1])
    return {"widget": "list"} | ({"label_singular": one} if one else {})


ONE_OF_THEM = {
    "fr": {
        "tariffs": "tarif", "cancellation": "palier", "departures": "départ", "images": "image",
        "changes": "changement",
    },
    "en": {
        "tariffs": "tariff", "cancellation": "tier", "departures": "departure", "images": "picture",
        "changes": "change",
    },
}  # fmt: skip


def _forms(shape: Shape, lists: Lists, path: Around) -> Iterator[Widget]:
    """A departure's fields, of a date and of a rule: Decap tells forms apart by a field of its own, which we lack."""
    seen: dict[str, Widget] = {}
    forms = shape.forms
    for field in (field for form in forms for field in form.fields):
        everywhere = all(any(one.name == field.name and one.required for one in form.fields) for form in forms)
        widget = _widget(field, lists, path, within_optional=not everywhere)
        seen.setdefault(field.name, widget | {"label": FORM_LABELS[lists.lang].get(field.name, widget["label"])})
    first = ("on", "every")
    yield from (seen[name] for name in first)
    yield from (widget for name, widget in seen.items() if name not in first)


FORM_LABELS = {
    "fr": {"on": "Le (un seul jour)", "every": "Ou chaque (une règle)"},
    "en": {"on": "On (a single day)", "every": "Or every (a rule)"},
}


def _by_name(field: Field, lists: Lists) -> Widget:
    if field.name == "access":
        said = lists.of(next(one for one in fields_of(OfferFacts) if one.name == "accessibility"))
        asked = {"widget": "text", "required": False, "i18n": True}
        fields = [{"name": own_id, "label": label, **asked} for own_id, label in said.items()]
        return {"widget": "object", "collapsed": True, "fields": fields}
    return {"widget": "lines"}
