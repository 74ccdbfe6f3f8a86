"""Which column of a file is which of the log's, and which of its words mean which of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from features.schema import REFUSED_KEYS, field_at
from matching.backtest.log_columns import BY_NAME, COLUMNS
from regions_data.document import Entries, Items, Node, Scalar
from regions_data.place_search import folded
from regions_data.problems import Problem, Refused
from regions_data.text import Text

EVALUATION_VARIABLES = ("sex", "age_band", "status_group", "language_of_service")
"""They live in a table of their own, which the engine cannot read (DESIGN §2.8)."""
MOST_ITEMS = 20
"""Items of a list that columns may name."""
_KEYS = ("columns", "words", "ignore")


@dataclass(frozen=True, slots=True)
class LogMapping:
    """How a file is read.

    `columns`: our name → the file's; `words`: our name → the file's word, folded → ours; `ignore`:
    the file's columns that are left out on purpose.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()

    def header_of(self, name: str) -> str:
        """The file's name of one of our columns."""
        return self.columns.get(name, name)

    def our_name(self, header: str) -> str:
        """Our name of one of the file's columns."""
        return next((ours for ours, theirs in self.columns.items() if theirs == header), header)

    def word(self, name: str, written: str) -> str:
        """Our word for one of the file's, or the word as written."""
        return self.words.get(name, {}).get(key_of(written), written)


def key_of(word: str) -> str:
    """How a word of a file is compared: folded, or as it is when it has no letter."""
    return folded(word) or word.strip().casefold()


def is_fact_path(name: str) -> bool:
    """Whether a column is a fact of the profile, such as `adults.0.occupation_noc`."""
    numbers = [part for part in name.split(".") if part.isdigit()]
    if any(not part.isascii() or int(part) >= MOST_ITEMS for part in numbers):
        return False
    try:
        found = field_at(name)
    except KeyError:
        return False
    return found.kind not in {"group", "groups"}


def read_mapping(node: Node) -> LogMapping:
    """The mapping in a YAML document with the keys `columns`, `words` and `ignore`.

    Raises:
        Refused: with every unknown key or column, and every part that is not what it should be.
    """
    problems: list[Problem] = []
    if not isinstance(node, Entries):
        raise Refused([Problem("correspondance", _NOT_A_MAPPING, _WRITE_KEYS)])
    for key, _ in node.entries:
        if key.text not in _KEYS:
            problems.append(
                Problem(key.text or "", _UNKNOWN_KEY, _WRITE_KEYS, line=key.line, known=_KEYS)
            )
    columns = dict(_texts(node.get("columns"), "columns", problems))
    words = {
        name: {key_of(theirs): ours for theirs, ours in _texts(part, f"words.{name}", problems)}
        for name, part in _parts(node.get("words"), "words", problems)
    }
    problems += [_unknown_column(name) for name in (*columns, *words) if not _is_ours(name)]
    problems += [
        Problem(f"words.{name}", _NO_WORDS, _DROP_LINE)
        for name in words
        if _is_ours(name) and not _has_words(name)
    ]
    ignored = node.get("ignore")
    found = [item.text or "" for item in _scalars(ignored, problems)]
    problems += [Problem(name, _BOTH, _DROP_LINE) for name in found if name in columns.values()]
    if problems:
        raise Refused(problems)
    return LogMapping(columns, words, frozenset(found))


def _has_words(name: str) -> bool:
    if name in BY_NAME:
        return BY_NAME[name].words is not None
    return field_at(name).vocabulary is not None


def header_problems(header: tuple[str, ...], mapping: LogMapping) -> list[Problem]:
    """What is wrong with a file's columns: missing, unknown, or not to be there at all."""
    told = [_of_column(name, mapping) for name in header if name not in mapping.ignore]
    missing = [
        Problem(mapping.header_of(column.name), _MISSING, _MAP_IT, known=header, is_closed=False)
        for column in COLUMNS
        if column.is_required
        and (mapping.header_of(column.name) not in header or column.name in mapping.ignore)
    ]
    absent = [
        Problem(theirs, _ABSENT, _MAP_IT, known=header, is_closed=False)
        for ours, theirs in mapping.columns.items()
        if theirs not in header and not (ours in BY_NAME and BY_NAME[ours].is_required)
    ]
    return [
        *missing,
        *absent,
        *_read_twice(header, mapping),
        *(problem for problem in told if problem is not None),
    ]


def _read_twice(header: tuple[str, ...], mapping: LogMapping) -> list[Problem]:
    """Columns that would be read as the same one, and a profile beside its own facts."""
    names = [mapping.our_name(each) for each in header if each not in mapping.ignore]
    twice = [
        Problem(each, _TWICE, _MAP_IT)
        for each in header
        if each not in mapping.ignore and names.count(mapping.our_name(each)) > 1
    ]
    if "profile" not in names:
        return twice
    facts = [each for each in names if is_fact_path(each)]
    return [*twice, *(Problem(mapping.header_of(each), _BESIDE_PROFILE, _MAP_IT) for each in facts)]


def _of_column(header: str, mapping: LogMapping) -> Problem | None:
    name = mapping.our_name(header)
    if name in EVALUATION_VARIABLES:
        return Problem(header, _EVALUATION, _OTHER_TABLE)
    if name.rpartition(".")[2].lower() in REFUSED_KEYS:
        return Problem(header, _PROTECTED, _IGNORE_IT)
    return None if _is_ours(name) else Problem(header, _NOT_OURS, _MAP_IT)


def _is_ours(name: str) -> bool:
    return name in BY_NAME or is_fact_path(name)


def _unknown_column(name: str) -> Problem:
    return Problem(name, _UNKNOWN_COLUMN, _NAME_OURS, known=tuple(BY_NAME))


def _parts(node: Node | None, where: str, problems: list[Problem]) -> Iterator[tuple[str, Node]]:
    if node is None:
        return
    if not isinstance(node, Entries):
        problems.append(Problem(where, _NOT_A_MAPPING, _WRITE_KEYS, line=node.line))
        return
    for key, value in node.entries:
        yield key.text or "", value


def _texts(node: Node | None, where: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for key, value in _parts(node, where, problems):
        if isinstance(value, Scalar) and value.text:
            yield key, value.text
        else:
            problems.append(Problem(f"{where}.{key}", _NOT_A_WORD, _WRITE_A_WORD, line=value.line))


def _scalars(node: Node | None, problems: list[Problem]) -> Iterator[Scalar]:
    if node is None:
        return
    items = node.items if isinstance(node, Items) else ()
    if not items or not all(isinstance(item, Scalar) for item in items):
        problems.append(Problem("ignore", _NOT_A_LIST, _WRITE_LIST, line=node.line))
    yield from (item for item in items if isinstance(item, Scalar))


_NOT_A_MAPPING = Text("on attend des lignes « clé: valeur ».", "“key: value” lines are expected.")
_WRITE_KEYS = Text(
    "Écrivez columns, words ou ignore, chacun avec ses lignes.",
    "Write columns, words or ignore, each with its lines.",
)
_UNKNOWN_KEY = Text("clé inconnue.", "unknown key.")
_UNKNOWN_COLUMN = Text("le journal n'a pas cette colonne.", "the log has no such column.")
_NAME_OURS = Text(
    "Écrivez à gauche un nom du journal, ou un chemin du profil.",
    "Write on the left a name of the log, or a path of the profile.",
)
_NOT_A_WORD = Text("on attend un seul mot.", "a single word is expected.")
_WRITE_A_WORD = Text("Écrivez un mot de chaque côté.", "Write one word on each side.")
_NOT_A_LIST = Text("on attend une liste de colonnes.", "a list of columns is expected.")
_WRITE_LIST = Text("Écrivez [colonne, colonne].", "Write [column, column].")
_DROP_LINE = Text("Retirez cette ligne.", "Remove this line.")
_NO_WORDS = Text(
    "cette colonne n'a pas de mots à traduire.", "this column has no words to translate."
)
_BOTH = Text(
    "cette colonne est à la fois nommée et laissée de côté.",
    "this column is both named and ignored.",
)
_TWICE = Text(
    "deux colonnes seraient lues comme la même.", "two columns would be read as the same one."
)
_BESIDE_PROFILE = Text(
    "un fait du profil à côté de la colonne du profil entier.",
    "a fact of the profile beside the column of the whole profile.",
)
_MISSING = Text("cette colonne est nécessaire.", "this column is required.")
_ABSENT = Text(
    "la correspondance nomme cette colonne, que le fichier n'a pas.",
    "the mapping names this column, which the file does not have.",
)
_NOT_OURS = Text("colonne inconnue du journal.", "a column unknown to the log.")
_MAP_IT = Text(
    "Nommez-la dans la correspondance (columns), ou laissez-la de côté (ignore).",
    "Name it in the mapping (columns), or leave it out (ignore).",
)
_PROTECTED = Text(
    "ce renseignement n'entre jamais dans l'outil.", "this fact never enters the tool."
)
_IGNORE_IT = Text("Retirez la colonne, ou écrivez-la sous ignore.", "Remove it, or ignore it.")
_EVALUATION = Text(
    "variable d'évaluation : elle n'est pas dans le journal.",
    "an evaluation variable: it is not in the log.",
)
_OTHER_TABLE = Text(
    "Mettez-la dans la table des variables d'évaluation, avec case_id.",
    "Put it in the table of evaluation variables, with case_id.",
)
