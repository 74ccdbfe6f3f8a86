"""Read a household profile: every problem at once, nothing guessed, protected facts refused."""

from __future__ import annotations

from types import MappingProxyType
from typing import TypeAlias

from features import profile_messages as say
from features.profile import Answer, Gap, HouseholdProfile
from features.profile_values import read_value
from features.schema import FIELDS, REFUSED_KEYS, Field
from regions_data.document import Entries, Items, Node, Scalar
from regions_data.labour import Labour
from regions_data.problems import Problem, Refused
from regions_data.snapshot import Snapshot
from regions_data.text import Text

Fields: TypeAlias = tuple[Field, ...]
_GAPS = {gap.value: gap for gap in Gap}


def read_profile(document: Node, snapshot: Snapshot, labour: Labour) -> HouseholdProfile:
    """The household in a document.

    Args:
        document: nodes from `regions_data.document`.
        snapshot: the places, to check municipality and region codes.
        labour: the occupations, to check NOC 2021 codes.

    Raises:
        Refused: with every unknown, misspelt, refused or impossible value, each with its remedy.
    """
    reader = _Reader(snapshot, labour)
    if not isinstance(document, Entries):
        raise Refused([say.problem("profil", document, say.NOT_A_PROFILE, say.WRITE_KEYS)])
    reader.refuse_protected_keys(document, "")
    reader.read_fields(document, FIELDS, "")
    reader.settle_household()
    if reader.problems:
        raise Refused(reader.problems)
    return HouseholdProfile(MappingProxyType(reader.answers), MappingProxyType(reader.counts))


class _Reader:
    """Walks the document along the schema, collecting answers and problems."""

    def __init__(self, snapshot: Snapshot, labour: Labour) -> None:
        self.snapshot = snapshot
        self.labour = labour
        self.answers: dict[str, Answer] = {}
        self.counts: dict[str, int] = {}
        self.problems: list[Problem] = []

    # -- keys

    def refuse_protected_keys(self, node: Node, path: str) -> None:
        """Refuse the keys that the law forbids to use, at any depth, without repeating values."""
        if isinstance(node, Items):
            for index, item in enumerate(node.items):
                self.refuse_protected_keys(item, _join(path, str(index)))
        if isinstance(node, Entries):
            for key, value in node.entries:
                name = key.text or ""
                if name.lower() in REFUSED_KEYS:
                    self.problems.append(say.protected(_join(path, name), key))
                self.refuse_protected_keys(value, _join(path, name))

    def read_fields(self, node: Entries, fields: Fields, path: str) -> None:
        """Read every entry of a mapping by the fields it may hold."""
        known = {field.key: field for field in fields}
        for key, value in node.entries:
            name = key.text or ""
            if name.lower() in REFUSED_KEYS:
                continue
            if name not in known:
                self.problems.append(say.unknown_key(_join(path, name), key, tuple(known)))
                continue
            self.read_field(value, known[name], _join(path, name))

    def read_field(self, node: Node, field: Field, path: str) -> None:
        """Read one field: a gap, a group, a list or a value."""
        gap = self._gap(node, field, path)
        if gap is not None:
            self.answers[path] = gap
        elif field.kind == "group":
            self._read_group(node, field, path)
        elif field.kind == "groups":
            self._read_groups(node, field, path)
        elif field.kind in {"words", "municipalities", "regions"}:
            self._read_list(node, field, path)
        elif field.fields and isinstance(node, Entries):
            self._read_word_with_fields(node, field, path)
        else:
            self._keep(path, self._value(node, field, path))

    def _gap(self, node: Node, field: Field, path: str) -> Gap | None:
        if not isinstance(node, Scalar):
            return None
        gap = Gap.UNKNOWN if node.text is None else _GAPS.get(node.text)
        if gap is Gap.NOT_APPLICABLE and not field.may_be_not_applicable:
            self.problems.append(say.problem(path, node, say.NEVER_NOT_APPLICABLE, say.SAY_UNKNOWN))
        return gap

    def _keep(self, path: str, answer: Answer | None) -> None:
        if answer is not None:
            self.answers[path] = answer

    # -- groups and lists

    def _read_group(self, node: Node, field: Field, path: str) -> None:
        if isinstance(node, Entries):
            self.read_fields(node, field.fields, path)
        elif isinstance(node, Scalar) and field.headline:
            headline = next(item for item in field.fields if item.key == field.headline)
            self.read_field(node, headline, _join(path, headline.key))
        else:
            self.problems.append(say.problem(path, node, say.NOT_A_GROUP, say.WRITE_KEYS))

    def _read_word_with_fields(self, node: Entries, field: Field, path: str) -> None:
        status = node.get("status")
        rest = Entries(tuple(entry for entry in node.entries if entry[0].text != "status"), None)
        self.read_fields(rest, field.fields, path)
        if status is not None:
            gap = self._gap(status, field, path)
            self._keep(path, self._value(status, field, path) if gap is None else gap)

    def _read_groups(self, node: Node, field: Field, path: str) -> None:
        if not isinstance(node, Items):
            self.problems.append(say.problem(path, node, say.NOT_A_LIST, say.WRITE_LIST))
            return
        self._check_length(node, field, path)
        self.counts[path] = len(node.items)
        for index, item in enumerate(node.items):
            where = _join(path, str(index))
            if isinstance(item, Entries):
                self.read_fields(item, field.fields, where)
            else:
                self._read_group_gap(item, field, where)

    def _read_group_gap(self, item: Node, field: Field, path: str) -> None:
        """A whole item of a list left unknown or declined (`- unknown`)."""
        gap = self._gap(item, field, path)
        if gap is None:
            self.problems.append(say.problem(path, item, say.NOT_A_GROUP, say.WRITE_KEYS))
        self._keep(path, gap)

    def _read_list(self, node: Node, field: Field, path: str) -> None:
        if not isinstance(node, Items):
            self.problems.append(say.problem(path, node, say.NOT_A_LIST, say.WRITE_LIST))
            return
        self._check_length(node, field, path)
        found = [
            self._value(item, field, _join(path, str(index)))
            for index, item in enumerate(node.items)
        ]
        self.answers[path] = tuple(dict.fromkeys(item for item in found if isinstance(item, str)))

    def _check_length(self, node: Items, field: Field, path: str) -> None:
        if len(node.items) > field.most:
            self.problems.append(say.too_many(path, node, field.most))

    # -- values

    def _value(self, node: Node, field: Field, path: str) -> Answer | None:
        try:
            return read_value(node, field, path, snapshot=self.snapshot, labour=self.labour)
        except Refused as refused:
            self.problems += refused.problems
            return None

    # -- the household as a whole

    def settle_household(self) -> None:
        """Apply the reading rules about who is in the household."""
        if self.counts.get("adults") == 0:
            self._refuse_household("adults", say.NO_ADULT, say.ONE_ADULT, "[]")
        said = [path for path in self.answers if path.startswith("partner.")]
        has_partner = self.counts.get("adults") == 2 or any(
            not isinstance(self.answers[path], Gap) for path in said
        )
        kind = self._household_kind(has_partner=has_partner)
        if kind is not None:
            self.answers["household_kind"] = kind
        if kind == "couple" and self.answers.get("partner") is Gap.NOT_APPLICABLE:
            self._refuse_household(
                "partner", say.COUPLE_WITHOUT_PARTNER, say.SINGLE_OR_UNKNOWN, "not_applicable"
            )
        if kind == "single" and has_partner:
            self._refuse_household(
                "household_kind", say.SINGLE_WITH_PARTNER, say.COUPLE_OR_ONE, "single"
            )
        elif kind == "single":
            for path in said:
                del self.answers[path]
            self.answers["partner"] = Gap.NOT_APPLICABLE

    def _household_kind(self, *, has_partner: bool) -> str | None:
        """What was said, else what is said of a partner: described, or « sans objet »."""
        said = self.answers.get("household_kind")
        if isinstance(said, str):
            return said
        if has_partner:
            return "couple"
        return "single" if self.answers.get("partner") is Gap.NOT_APPLICABLE else None

    def _refuse_household(self, path: str, message: Text, remedy: Text, value: str) -> None:
        self.problems.append(Problem(path, message, remedy, value))


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
