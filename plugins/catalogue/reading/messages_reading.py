"""The sentences of what cannot be read: names of files, YAML, characters. See messages.py."""

Sentences = tuple[str, str]

READING: dict[str, dict[str, Sentences]] = {
    "no_content": {
        "fr": ("ce dossier n'existe pas", "donner le dossier qui contient taxonomy.yaml, offers et partners"),
        "en": ("there is no such folder", "give the folder that holds taxonomy.yaml, offers and partners"),
    },
    "missing_file": {
        "fr": ("ce fichier manque", "le créer"),
        "en": ("this file is missing", "create it"),
    },
    "unknown_place": {
        "fr": ("ce nom n'a pas de place dans le contenu", "le ranger dans {known}, ou l'effacer"),
        "en": ("this name has no place in the content", "move it into {known}, or delete it"),
    },
    "unknown_place_near": {
        "fr": ("ce nom n'a pas de place dans le contenu", "le nommer «{near}»"),
        "en": ("this name has no place in the content", "name it “{near}”"),
    },
    "wrong_file_name": {
        "fr": ("un fichier de ce nom n'est pas lu", "l'enregistrer comme texte, nommé «{example}», ou l'effacer"),
        "en": ("a file of this name is not read", "save it as text, named “{example}”, or delete it"),
    },
    "id_in_two_folders": {
        "fr": ("«{value}» est déjà dans un autre dossier : {other}", "les ranger ensemble, ou changer le nom"),
        "en": ("“{value}” is in another folder already: {other}", "keep them together, or change the name"),
    },
    "unknown_file_language": {
        "fr": ("la langue «{value}» n'est pas dans taxonomy.yaml", "finir le nom du fichier par {known}"),
        "en": ("the language “{value}” is not in taxonomy.yaml", "end the file's name with {known}"),
    },
    "not_a_file": {
        "fr": ("ce n'est pas un fichier ordinaire", "mettre à la place un fichier de texte"),
        "en": ("this is not a plain file", "put a text file in its place"),
    },
    "no_source": {
        "fr": ("cette traduction n'a pas de fichier source", "écrire d'abord {name}, ou corriger le nom"),
        "en": ("this translation has no source file", "write {name} first, or mend the name"),
    },
    "missing_translation": {
        "fr": ("la traduction «{lang}» manque", "écrire {name}"),
        "en": ("the “{lang}” translation is missing", "write {name}"),
    },
    "file_too_big": {
        "fr": ("le fichier pèse {size} Ko", "le ramener sous 256 Ko"),
        "en": ("the file weighs {size} KB", "bring it under 256 KB"),
    },
    "encoding": {
        "fr": ("cette ligne n'est pas en UTF-8", "enregistrer le fichier en UTF-8"),
        "en": ("this line is not UTF-8", "save the file as UTF-8"),
    },
    "invisible": {
        "fr": ("un caractère invisible ({code_point})", "l'effacer"),
        "en": ("an invisible character ({code_point})", "delete it"),
    },
    "no_front_matter": {
        "fr": ("la première ligne n'est pas ---", "commencer par ---, puis les champs, puis une ligne ---"),
        "en": ("the first line is not ---", "begin with ---, then the fields, then a line of ---"),
    },
    "unclosed_front_matter": {
        "fr": ("aucune ligne --- ne ferme les champs", "ajouter une ligne --- entre les champs et le texte"),
        "en": ("no line of --- ends the fields", "put a line of --- between the fields and the text"),
    },
    "tab": {
        "fr": ("une tabulation", "la remplacer par des espaces"),
        "en": ("a tab", "write spaces instead"),
    },
    "colon": {
        "fr": ("un deux-points dans un texte sans guillemets", "écrire {write}"),
        "en": ("a colon in a text without quotes", "write {write}"),
    },
    "hidden_by_hash": {
        "fr": ("ce qui suit # ne se lit pas", "écrire {write}"),
        "en": ("what follows # is not read", "write {write}"),
    },
    "odd_space": {
        "fr": ("une espace insécable hors d'un texte", "la remplacer par une espace ordinaire"),
        "en": ("a no-break space outside a text", "write a plain space instead"),
    },
    "quote_open": {
        "fr": ("des guillemets ne sont pas fermés", "écrire {write}"),
        "en": ("quotes are not closed", "write {write}"),
    },
    "quotes_inside": {
        "fr": ("des guillemets ou une apostrophe au milieu d'un texte", "écrire {write}"),
        "en": ("quotes or an apostrophe in the middle of a text", "write {write}"),
    },
    "needs_quotes": {
        "fr": ("un texte sans guillemets ne commence pas par {sign}", "écrire {write}"),
        "en": ("a text without quotes does not begin with {sign}", "write {write}"),
    },
    "comma_inside": {
        "fr": ("une virgule coupe cette valeur en deux", "écrire {write}"),
        "en": ("a comma cuts this value in two", "write {write}"),
    },
    "comma_missing": {
        "fr": ("il manque une virgule entre deux champs", "écrire {write}"),
        "en": ("a comma is missing between two fields", "write {write}"),
    },
    "two_commas": {
        "fr": ("deux virgules se suivent", "écrire {write}"),
        "en": ("two commas follow each other", "write {write}"),
    },
    "bracket_open": {
        "fr": ("un crochet ou une accolade n'est pas fermé", "écrire {write}"),
        "en": ("a bracket or a brace is not closed", "write {write}"),
    },
    "after_bracket": {
        "fr": ("un signe de trop à la fin de la ligne", "écrire {write}"),
        "en": ("a sign too many at the end of the line", "write {write}"),
    },
    "round_brackets": {
        "fr": ("des parenthèses à la place d'accolades", "écrire {write}"),
        "en": ("round brackets in the place of braces", "write {write}"),
    },
    "dash_space": {
        "fr": ("il manque une espace après le tiret", "écrire {write}"),
        "en": ("a space is missing after the dash", "write {write}"),
    },
    "colon_space": {
        "fr": ("il manque deux-points et une espace après le nom du champ", "écrire {write}"),
        "en": ("a colon and a space are missing after the field's name", "write {write}"),
    },
    "not_aligned": {
        "fr": ("cette ligne n'est pas alignée", "la commencer sous le début de la ligne {other}"),
        "en": ("this line is not aligned", "begin it below the beginning of line {other}"),
    },
    "stray_line": {
        "fr": ("cette ligne n'est pas un champ", "la joindre à celle du dessus, ou écrire «nom: valeur»"),
        "en": ("this line is no field", "join it to the one above, or write “name: value”"),
    },
    "yaml_syntax": {
        "fr": ("cette ligne ne se lit pas", "vérifier guillemets, crochets et alignement, ici et juste au-dessus"),
        "en": ("this line cannot be read", "check quotes, brackets and alignment, here and just above"),
    },
    "alias": {
        "fr": ("les ancres & et les renvois * ne sont pas admis", "écrire la valeur (un texte : entre guillemets)"),
        "en": ("anchors & and references * are not allowed", "write the value, in quotes if it is a text"),
    },
    "odd_tag": {
        "fr": ("l'étiquette {value} n'est pas admise", "l'effacer"),
        "en": ("the tag {value} is not allowed", "delete it"),
    },
    "too_deep": {
        "fr": ("trop de niveaux imbriqués", "suivre la forme d'une offre existante"),
        "en": ("too many nested levels", "follow the form of an existing offer"),
    },
    "not_fields": {
        "fr": ("ce ne sont pas des champs", "écrire un champ par ligne, comme «title: Un titre»"),
        "en": ("these are not fields", "write one field a line, such as “title: A title”"),
    },
    "duplicate_key": {
        "fr": ("«{key}» est déjà écrit ligne {first}", "n'en garder qu'un"),
        "en": ("“{key}” is already written on line {first}", "keep only one"),
    },
    "unquoted_clock": {
        "fr": ("{value} sans guillemets se lit comme le nombre {number}", 'écrire "{value}"'),
        "en": ("{value} without quotes reads as the number {number}", 'write "{value}"'),
    },
    "read_as_truth": {
        "fr": ("«{value}» sans guillemets se lit comme vrai ou faux", 'écrire "{value}"'),
        "en": ("“{value}” without quotes reads as true or false", 'write "{value}"'),
    },
    "odd_number": {
        "fr": ("{value} se lit comme un autre nombre", 'écrire en chiffres simples, ou "{value}" pour un texte'),
        "en": ("{value} reads as another number", 'write plain digits, or "{value}" for a text'),
    },
    "no_such_day": {
        "fr": ("{value} n'est pas au calendrier", "écrire un jour qui existe, comme 2027-05-01"),
        "en": ("{value} is not on the calendar", "write a day that exists, such as 2027-05-01"),
    },
    "empty": {
        "fr": ("la valeur est vide", "écrire une valeur, ou effacer la ligne si le champ est facultatif"),
        "en": ("the value is empty", "write a value, or delete the line if the field is optional"),
    },
}
