"""Read a ruleset: every mistake at once, each with its line, the known values and the remedy."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TypeVar, get_args

from features.factor import About, Factor
from features.factors import FACTORS_BY_ID
from features.pairs import HouseholdRule
from matching import ruleset_messages as say
from matching.conditions import OPERATORS, Comparison, parse_comparison
from matching.ruleset import (
    Band,
    ColourName,
    Evidence,
    Guard,
    Missing,
    Rule,
    Ruleset,
    Step,
    StepOwner,
    Weight,
)
from matching.ruleset_laws import (
    GUARD_VOCABULARIES,
    earns_less_when_better,
    gives_a_colour,
    reds_beyond_the_list,
    worsens_when_better,
)
from matching.ruleset_values import ValueReader
from regions_data.document import Entries, Items, Node, Scalar, read_document
from regions_data.problems import Problem, Refused
from regions_data.text import Text

PLACEHOLDERS = ("place", "region", "economic_region", "value", "occupation", "limit", "period")
STEP_PLACEHOLDERS = ("place", "region", "economic_region", "limit")
"""A step may serve several colours, so it does not speak of the fact's value."""
_TOP_KEYS = (
    "version", "effective_from", "owner", "changelog", "household_rule", "rules", "weights",
)  # fmt: skip
_RULE_KEYS = (
    "id", "about", "factor", "applies_if", "bands", "missing", "reason", "step", "evidence",
    "justification", "owner", "review_by",
)  # fmt: skip
_OPTIONAL_RULE_KEYS = ("applies_if", "step")
_STRENGTHS = ("supported", "expert", "proposal")
_RULE_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_EVIDENCE_ID = re.compile(r"[A-L][0-9]{2}")
_TOTAL_WEIGHT = 100.0
_T = TypeVar("_T")


def default_ruleset_path() -> Path:
    """Where the ruleset in force is kept."""
    return Path(str(files("matching"))) / "rulesets" / "default.yaml"


def read_ruleset(raw: bytes, name: str) -> Ruleset:
    """The ruleset in a YAML text.

    Raises:
        Refused: with every mistake of the file.
    """
    reader = _Reader()
    ruleset = reader.ruleset(read_document(raw, name), hashlib.sha256(raw).hexdigest())
    if reader.problems or ruleset is None:
        raise Refused(sorted(reader.problems, key=lambda problem: problem.line or 0))
    return ruleset


class _Reader(ValueReader):
    """Collects problems while it reads; a part that cannot be read comes back as None."""

    # -- the file

    def ruleset(self, node: Node, digest: str) -> Ruleset | None:
        if not isinstance(node, Entries):
            self._add("ruleset", node, say.NOT_A_MAPPING, say.WRITE_KEYS)
            return None
        self._check_keys(node, "ruleset", _TOP_KEYS, ())
        rules = [self.rule(item) for item in self._list(node, "ruleset", "rules")]
        weights = [self.weight(item) for item in self._list(node, "ruleset", "weights")]
        self._check_unique(node)
        self._check_total(node, weights)
        version = self._text(node, "ruleset", "version")
        effective_from = self._date(node, "ruleset", "effective_from")
        owner = self._text(node, "ruleset", "owner")
        changelog = self._text(node, "ruleset", "changelog")
        household_rule = self._choice(node, "ruleset", "household_rule", get_args(HouseholdRule))
        if self.problems or effective_from is None or household_rule is None:
            return None
        return Ruleset(
            version=version or "",
            effective_from=effective_from,
            owner=owner or "",
            changelog=changelog or "",
            household_rule=household_rule,
            rules=tuple(rule for rule in rules if rule is not None),
            weights=tuple(weight for weight in weights if weight is not None),
            hash=digest,
        )

    def _check_unique(self, node: Entries) -> None:
        for list_key, key in (("rules", "id"), ("weights", "factor")):
            seen: set[str] = set()
            items = node.get(list_key)
            for item in items.items if isinstance(items, Items) else ():
                named = item.get(key) if isinstance(item, Entries) else None
                if not isinstance(named, Scalar) or named.text is None:
                    continue
                if named.text in seen:
                    self._add(f"{list_key}.{named.text}", named, say.TWICE, say.KEEP_ONE)
                seen.add(named.text)

    def _check_total(self, node: Entries, weights: list[Weight | None]) -> None:
        if not weights or any(weight is None for weight in weights):
            return
        total = sum(weight.weight for weight in weights if weight is not None)
        if abs(total - _TOTAL_WEIGHT) > 1e-9:
            message = Text(
                f"les poids totalisent {total:g} au lieu de 100.",
                f"the weights sum to {total:g} instead of 100.",
            )
            remedy = Text("Ajustez-les pour que la somme soit 100.", "Make them sum to 100.")
            line = getattr(node.get("weights"), "line", None)
            self.problems.append(Problem("weights", message, remedy, value=f"{total:g}", line=line))

    # -- a rule

    def rule(self, node: Node) -> Rule | None:
        if not isinstance(node, Entries):
            self._add("rules", node, say.NOT_A_MAPPING, say.WRITE_KEYS)
            return None
        before = len(self.problems)
        rule_id = self._rule_id(node)
        where = rule_id or "rules"
        self._check_keys(node, where, _RULE_KEYS, _OPTIONAL_RULE_KEYS)
        factor = self._factor(node, where)
        about = self._choice(node, where, "about", get_args(About))
        self._check_about(node, where, factor, about)
        bands = self._bands(node, where, factor)
        guards = self._guards(node, where)
        missing = self._choice(node, where, "missing", get_args(Missing))
        if missing == "no_effect" and gives_a_colour(bands):
            self._add(f"{where}.missing", node.get("missing") or node, say.SILENT, say.ASK_INSTEAD)
        reason = self._reason(node, where, factor)
        step = self._step(node, where)
        self._check_step(node, where, bands, step)
        evidence = self._evidence(node, where)
        justification = self._text(node, where, "justification")
        owner = self._text(node, where, "owner")
        review_by = self._date(node, where, "review_by")
        if len(self.problems) > before:
            return None
        return Rule(
            id=_sure(rule_id),
            about=_sure(about),
            factor=_sure(factor),
            guards=guards,
            bands=bands,
            missing=_sure(missing),
            reason=_sure(reason),
            step=step,
            evidence=_sure(evidence),
            justification=_sure(justification),
            owner=_sure(owner),
            review_by=_sure(review_by),
        )

    def _rule_id(self, node: Entries) -> str | None:
        text = self._text(node, "rules", "id")
        if text is not None and not _RULE_ID.fullmatch(text):
            at = node.get("id") or node
            self._add(f"rules.{text[:60]}", at, say.BAD_RULE_ID, say.WRITE_RULE_ID)
        return text

    def _factor(self, node: Entries, where: str) -> Factor | None:
        name = self._choice(node, where, "factor", tuple(FACTORS_BY_ID))
        return None if name is None else FACTORS_BY_ID[name]

    def _check_about(
        self, node: Entries, where: str, factor: Factor | None, about: str | None
    ) -> None:
        if factor is None or about is None or factor.about == about:
            return
        remedy = Text(f"Écrivez « about: {factor.about} ».", f"Write “about: {factor.about}”.")
        self._add(f"{where}.about", node.get("about") or node, say.ABOUT_MISMATCH, remedy)

    def _bands(self, node: Entries, where: str, factor: Factor | None) -> tuple[Band, ...]:
        bands: list[Band] = []
        items = self._list(node, where, "bands")
        for index, item in enumerate(items):
            band = self._band(item, f"{where}.bands.{index}", factor)
            is_last = index == len(items) - 1
            if band is not None and (band.when is None) != is_last:
                self._add(f"{where}.bands.{index}", item, say.OTHERWISE_LAST, say.WRITE_OTHERWISE)
            if band is not None:
                bands.append(band)
        if factor is not None:
            self._check_laws(node, where, factor, bands)
        return tuple(bands)

    def _check_laws(self, node: Entries, where: str, factor: Factor, bands: Sequence[Band]) -> None:
        asks = node.get("missing")
        may_ask = isinstance(asks, Scalar) and asks.text == "yellow"
        if (gives_a_colour(bands) or may_ask) and not factor.may_colour:
            self._add(f"{where}.factor", node.get("factor") or node, say.SCORE_ONLY, say.USE_WEIGHT)
        if reds_beyond_the_list(bands, factor):
            remedy = say.keep_red_where(factor.red_when or "")
            self._add(f"{where}.bands", node.get("bands") or node, say.RED_IS_CLOSED, remedy)
        if worsens_when_better(bands, factor):
            self._add(f"{where}.bands", node.get("bands") or node, say.WORSENS, say.TURN_BANDS)

    def _band(self, node: Node, where: str, factor: Factor | None) -> Band | None:
        if not isinstance(node, Entries):
            self._add(where, node, say.NOT_A_MAPPING, say.WRITE_BAND)
            return None
        is_otherwise = node.get("otherwise") is not None
        keys = ("otherwise",) if is_otherwise else ("when", "colour")
        self._check_keys(node, where, keys, ())
        colour = self._choice(node, where, keys[-1], get_args(ColourName))
        when = None if is_otherwise else self._comparison(node, where, factor)
        if colour == "red" and factor is not None and factor.red_when is None:
            at = node.get(keys[-1]) or node
            self._add(f"{where}.colour", at, say.RED_IS_CLOSED, say.USE_YELLOW)
        if colour is None or (when is None and not is_otherwise):
            return None
        return Band(when, colour)

    def _comparison(self, node: Entries, where: str, factor: Factor | None) -> Comparison | None:
        text = self._text(node, where, "when")
        if text is None or factor is None:
            return None
        try:
            return parse_comparison(text, factor.levels)
        except ValueError as error:
            kind = str(error)
            known = factor.levels.values if kind == "level" and factor.levels else OPERATORS
            message, remedy = say.COMPARISON_PROBLEMS[kind]
            self._add(f"{where}.when", node.get("when") or node, message, remedy, known=known)
            return None

    def _guards(self, node: Entries, where: str) -> tuple[Guard, ...]:
        guard_node = node.get("applies_if")
        if guard_node is None:
            return ()
        if not isinstance(guard_node, Entries):
            self._add(f"{where}.applies_if", guard_node, say.NOT_A_MAPPING, say.WRITE_GUARD)
            return ()
        found = [self._guard(key, value, where) for key, value in guard_node.entries]
        return tuple(guard for guard in found if guard is not None)

    def _guard(self, key: Scalar, node: Node, where: str) -> Guard | None:
        path, at = key.text or "", f"{where}.applies_if.{key.text}"[:120]
        vocabulary = GUARD_VOCABULARIES.get(path)
        if vocabulary is None:
            known = tuple(GUARD_VOCABULARIES)
            self._add(at, key, say.UNKNOWN_GUARD, say.WRITE_GUARD, known=known)
            return None
        items = node.items if isinstance(node, Items) else ()
        if not items:
            self._add(at, node, say.NOT_A_LIST, say.WRITE_GUARD)
        words = [item.text or "" if isinstance(item, Scalar) else "" for item in items]
        for word, item in zip(words, items, strict=True):
            if word not in vocabulary.values:
                self._add(at, item, say.UNKNOWN_VALUE, say.CHOOSE, known=vocabulary.values)
        return Guard(path, tuple(words))

    def _reason(self, node: Entries, where: str, factor: Factor | None) -> Text | None:
        found = node.get("reason")
        if found is None:
            return None
        if not isinstance(found, Entries):
            self._add(f"{where}.reason", found, say.TWO_LANGUAGES, say.WRITE_TWO_LANGUAGES)
            return None
        self._check_keys(found, f"{where}.reason", ("fr", "en"), ())
        reason = self._sentence(found, f"{where}.reason", PLACEHOLDERS)
        self._check_occupation(found, where, factor, reason)
        return reason

    def _sentence(self, node: Entries, where: str, placeholders: tuple[str, ...]) -> Text | None:
        fr, en = (self._text(node, where, language) for language in ("fr", "en"))
        if fr is None or en is None:
            return None
        for language, text in (("fr", fr), ("en", en)):
            at = node.get(language) or node
            self._check_placeholders(at, f"{where}.{language}", text, placeholders)
        return Text(fr, en)

    def _check_placeholders(
        self, node: Node, where: str, text: str, known: tuple[str, ...]
    ) -> None:
        for name in re.findall(r"{([^{}]*)}", text):
            if name not in known:
                self.problems.append(
                    Problem(where, say.UNKNOWN_PLACEHOLDER, say.CHOOSE, name[:40], node.line, known)
                )
        if re.search(r"[{}]", re.sub(r"{[^{}]*}", "", text)):
            self._add(where, node, say.LONE_BRACE, say.CLOSE_BRACE)

    def _check_occupation(
        self, node: Entries, where: str, factor: Factor | None, reason: Text | None
    ) -> None:
        if factor is None or reason is None or factor.earner is not None:
            return
        if "{occupation}" in reason.fr + reason.en:
            self._add(f"{where}.reason", node, say.NO_EARNER, say.DROP_OCCUPATION)

    def _step(self, node: Entries, where: str) -> Step | None:
        step = node.get("step")
        if step is None:
            return None
        if not isinstance(step, Entries):
            self._add(f"{where}.step", step, say.NOT_A_MAPPING, say.WRITE_STEP)
            return None
        self._check_keys(step, f"{where}.step", ("fr", "en", "owner", "before_departure"), ())
        text = self._sentence(step, f"{where}.step", STEP_PLACEHOLDERS)
        owner = self._choice(step, f"{where}.step", "owner", get_args(StepOwner))
        before = self._choice(step, f"{where}.step", "before_departure", ("true", "false"))
        if text is None or owner is None or before is None:
            return None
        return Step(text, owner, before == "true")

    def _check_step(
        self, node: Entries, where: str, bands: tuple[Band, ...], step: Step | None
    ) -> None:
        needs_one = any(band.colour != "green" for band in bands)
        if needs_one and step is None and node.get("step") is None:
            self._add(f"{where}.step", node, say.STEP_MISSING, say.WRITE_STEP)

    def _evidence(self, node: Entries, where: str) -> Evidence | None:
        evidence, at = node.get("evidence"), f"{where}.evidence"
        if evidence is None:
            return None
        if not isinstance(evidence, Entries):
            self._add(at, evidence, say.NOT_A_MAPPING, say.WRITE_EVIDENCE_KEYS)
            return None
        self._check_keys(evidence, at, ("rules", "strength", "quote_source"), ("quote_source",))
        rules = []
        for item in self._list(evidence, at, "rules"):
            text = item.text if isinstance(item, Scalar) else None
            if text is None or not _EVIDENCE_ID.fullmatch(text):
                self._add(f"{at}.rules", item, say.BAD_EVIDENCE, say.WRITE_EVIDENCE)
            else:
                rules.append(text)
        strength = self._choice(evidence, at, "strength", _STRENGTHS)
        quote = self._text(evidence, at, "quote_source") or ""
        return None if strength is None else Evidence(tuple(rules), strength, quote)

    # -- a weight

    def weight(self, node: Node) -> Weight | None:
        if not isinstance(node, Entries):
            self._add("weights", node, say.NOT_A_MAPPING, say.WRITE_WEIGHT)
            return None
        self._check_keys(node, "weights", ("factor", "weight", "points"), ())
        factor = self._factor(node, "weights")
        where = "weights" if factor is None else f"weights.{factor.id}"
        weight = self._number(node.get("weight"), f"{where}.weight", 0.0, _TOTAL_WEIGHT)
        points = self._points(node, where)
        if factor is None or weight is None or points is None:
            return None
        if earns_less_when_better(points, factor):
            self._add(f"{where}.points", node.get("points") or node, say.WORSENS, say.TURN_POINTS)
        return Weight(factor, weight, points)

    def _points(self, node: Entries, where: str) -> tuple[tuple[float, float], ...] | None:
        found: list[tuple[float, float]] = []
        items = self._list(node, where, "points")
        for item in items:
            pair = item.items if isinstance(item, Items) else ()
            if len(pair) != 2:
                self._add(f"{where}.points", item, say.BAD_POINT, say.WRITE_POINT)
                return None
            x = self._number(pair[0], f"{where}.points", -1e9, 1e9)
            share = self._number(pair[1], f"{where}.points", 0.0, 1.0)
            if x is None or share is None:
                return None
            if found and x <= found[-1][0]:
                self._add(f"{where}.points", item, say.NOT_INCREASING, say.WRITE_POINT)
            found.append((x, share))
        return tuple(found) if found else None


def _sure(value: _T | None) -> _T:
    if value is None:
        raise AssertionError("a missing part must have been reported")
    return value
