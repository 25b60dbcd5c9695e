"""The code that templates become takes shortcuts, and none changes what a template says."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from catalogue.pages.templates import environment
from catalogue.pages.words import Words
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, PrefixLoader, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .building import THEME

OPTIONS = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.i18n"]}
ASKED = re.compile(r"context\.call\((?:\(undefined\(name='|l_\d+_)(\w+)")


def made(folder: Path, **files: str) -> Environment:
    loader = DictLoader({f"{name}.html": text for name, text in files.items()})
    return environment(loader, Words("fr"), OPTIONS, folder)


def said(folder: Path, page: str, given: Mapping[str, object], **files: str) -> str:
    template = made(folder, page=page, **files).get_template("page.html")
    first, again = template.render(given), template.render(given)
    assert first == again
    return first


def test_a_mapping_is_read_as_a_view_is(tmp_path: Path) -> None:
    row = "{% macro row(one) %}{{ one.name }} {{ one.part.name }}{% endmacro %}"
    page = '{% from "row.html" import row %}{{ row(view) }} {{ row(mapping) }}'
    part = {"name": "<b>"}
    given = {"view": SimpleNamespace(name="a", part=part), "mapping": {"name": "c", "part": SimpleNamespace(name="d")}}
    assert said(tmp_path, page, given, row=row) == "a &lt;b&gt; c d"


def test_markup_is_shown_as_it_is_and_the_same_text_is_escaped(tmp_path: Path) -> None:
    page = "{{ text }} {{ markup }} {{ text }} {{ one }} {{ yes }} {{ 1.0 }}"
    shown = "&lt;i&gt; <i> &lt;i&gt; 1 True 1.0"
    assert said(tmp_path, page, {"text": "<i>", "markup": Markup("<i>"), "one": 1, "yes": True}) == shown


def test_a_template_that_is_asked_for_by_a_prefix_stays_itself(tmp_path: Path) -> None:
    loaders = {key: DictLoader({"page.html": f"{key} {{{{ one.name }}}}"}) for key in ("a", "b")}
    env = environment(ChoiceLoader([loaders["a"], PrefixLoader(loaders)]), Words("fr"), OPTIONS, tmp_path)
    assert env.get_template("b/page.html").render(one={"name": "c"}) == "b c"


@pytest.mark.parametrize("page", ["{{ one.nome }}", "{{ one.name.nome }}", "{{ oen.name }}", "{{ one.nome.name }}"])
def test_what_is_not_there_is_named(tmp_path: Path, page: str) -> None:
    with pytest.raises(UndefinedError, match=r"'nome'|'oen'"):
        said(tmp_path, page, {"one": SimpleNamespace(name="a")})


def test_a_template_may_ask_what_is_there(tmp_path: Path) -> None:
    page = "{% if one.nome is defined %}yes{% else %}no{% endif %} {{ one.nome | default('none') }}"
    assert said(tmp_path, page, {"one": SimpleNamespace(name="a")}) == "no none"


def test_a_name_that_is_a_word_of_python_is_a_name(tmp_path: Path) -> None:
    page = "{% macro show(class) %}{{ class }}{% endmacro %}{{ one.class }} {{ show(one.from) }} {{ (1).real }}"
    assert said(tmp_path, page, {"one": {"class": "a", "from": "b"}}) == "a b 1"


def test_a_function_that_wants_the_page_gets_it(tmp_path: Path) -> None:
    @pass_context
    def asked(context: Context, name: str) -> object:
        return context[name]

    row = "{% macro row(name, ask) %}{{ ask(name) }}{% endmacro %}"
    page = '{% from "row.html" import row %}{{ ask("name") }} {{ one.ask("name") }} {{ row("lang", ask) }}'
    env = made(tmp_path, page=page, row=row)
    env.globals.update(ask=asked, lang="fr")
    assert env.get_template("page.html").render(name="<b>", one=SimpleNamespace(ask=asked)) == "&lt;b&gt; &lt;b&gt; fr"


def test_macros_take_what_macros_take(tmp_path: Path) -> None:
    macros = (
        "{% macro plain(a, b='<', c=a) %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
        "{% macro open(a) %}{{ a }}{{ varargs | join }}{{ kwargs.b }}{{ caller() if caller else '' }}{% endmacro %}"
    )
    page = (
        '{% from "m.html" import plain, open as o %}{{ plain(1) }} {{ plain(1, c=3) }} {{ plain(1, 2, 3) }} '
        "{{ plain(*[1, 2]) }} {{ plain(**{'a': 4}) }} {{ o(1, 2, b=3) }} {% call o(1) %}<i>{% endcall %}"
    )
    env = made(tmp_path, page=page.replace("{{ o(1, 2, b=3) }} {% call o(1) %}", "{% call o(1, 2, b=3) %}"), m=macros)
    assert env.get_template("page.html").render() == "1&lt;1 1&lt;3 123 121 4&lt;4 123<i>"
    for call in ("plain()", "plain(1, 2, 3, 4)", "plain(1, d=2)"):
        wrong = made(tmp_path, page='{% from "m.html" import plain %}{{ ' + call + " }}", m=macros)
        with pytest.raises((TypeError, UndefinedError), match=r"plain|'a'"):
            wrong.get_template("page.html").render()


def test_the_code_of_the_themes_templates_asks_jinja_for_nothing_that_python_knows(tmp_path: Path) -> None:
    env = environment(FileSystemLoader(THEME / "templates"), Words("fr"), OPTIONS, tmp_path)
    assert env.loader
    for name in env.list_templates():
        code = str(env.compile(env.loader.get_source(env, name)[0], name, raw=True))
        assert "environment.getattr(" not in code
        assert "_get_default_module(" not in code
        assert set(ASKED.findall(code)) <= {"gettext", "ngettext", "_", "namespace", "caller"}, name
