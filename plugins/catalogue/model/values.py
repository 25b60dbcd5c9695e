"""What the fields of the model are made of: patterns, bounded types, and `told`, which words a field for people.

`told` gives every field its label and its help in French and English. The check's sentences, the JSON Schema, the
editors' reference and the form of the CMS are all made from them, so that none can say what another does not. The
texts are typed with plain spaces: whoever shows French ones calls `reading.typography.french`.
"""

import os
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

# Looking for plugins of pydantic takes a fifth of its import, and none may have a say in what is right.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

MOST_CHARACTERS = 20_000
"""Of a Markdown text."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2}$"
CLOCK_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
LINE_PATTERN = r"^[^\r\n\u2028\u2029]*$"
EMAIL_PATTERN = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
PHONE_PATTERN = r"^\+?[0-9][0-9 .()-]{5,24}$"
COLOUR_PATTERN = r"^#[0-9a-fA-F]{6}$"
WEB_PATTERN = r"^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[A-Za-z0-9._~%/?=&#+,@-]*)?$"
PICTURE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*\.(jpg|png|webp|avif)$"

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Language = Annotated[str, Field(pattern=LANGUAGE_PATTERN)]
Clock = Annotated[str, Field(pattern=CLOCK_PATTERN)]
Title = Annotated[str, Field(pattern=LINE_PATTERN, min_length=1, max_length=120)]
Line = Annotated[str, Field(pattern=LINE_PATTERN, min_length=1, max_length=600)]
Body = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]
Email = Annotated[str, Field(pattern=EMAIL_PATTERN, max_length=254)]
Phone = Annotated[str, Field(pattern=PHONE_PATTERN)]
Colour = Annotated[str, Field(pattern=COLOUR_PATTERN)]
Web = Annotated[str, Field(pattern=WEB_PATTERN, max_length=300)]
PictureName = Annotated[str, Field(pattern=PICTURE_PATTERN, max_length=80)]
Labels = dict[Language, Title]
Slugs = dict[Language, Id]
Capacity = Annotated[int, Field(ge=1, le=10_000)]
Day = Annotated[date, Field(ge=date(2000, 1, 1))]
Age = Annotated[int, Field(ge=0, le=120)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class Part(BaseModel):
    """A piece of content: never changed once read, and no field that it does not name."""

    # Built when first read: most parts never are on their own, only inside others.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True, defer_build=True)


def told(fr: tuple[str, str], en: tuple[str, str], default: Any = ..., *, example: Any = None, **limits: Any) -> Any:
    """A field with its label and its help sentence in two languages, an example where one helps, and its limits.

    In the field's information English is `title` and `description`, French `json_schema_extra["fr"]` with the same two
    names, the example `examples[0]`. Without `default` the field must be written.
    """
    (french, french_help), (title, description) = fr, en
    return Field(
        default,
        title=title,
        description=description,
        examples=None if example is None else [example],
        json_schema_extra={"fr": {"title": french, "description": french_help}},
        **limits,
    )
