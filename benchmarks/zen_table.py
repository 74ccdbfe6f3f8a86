"""The colours of a ruleset as decision tables of zen-engine (JSON Decision Model), and its answers.

Nothing here is used by the engine: it is the yardstick of `bench_judge.py`.
"""

# Zen is given more than the engine gets, in its favour: the value of every factor in every pair is
# computed beforehand, and so is whether the factor applies there and whether something unknown
# leaves the rule open. It is left with the guards, the bands and the worst of the colours, without
# the score. Rules that can give no colour are left out for it too.

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import numpy as np
import zen

from features.pairs import Pairs
from matching.evaluate import GREEN, NOT_APPLIED, RED, YELLOW, apply_rule
from matching.ruleset import Band, Rule

Node = dict[str, object]
Context = dict[str, object]
Answers = list[tuple[int, int, int]]
KEY = "colours"
ENDLESS = 1e9
"""Stands for an infinite number, which JSON does not have."""


def graph_of(rules: tuple[Rule, ...]) -> Node:
    """One table a rule, first hit wins, then one node that keeps the worst colours."""
    tables = [_table(number, rule) for number, rule in enumerate(rules)]
    nodes = [_node("in", "inputNode"), *tables, _worst(rules), _node("out", "outputNode")]
    links = [("worst", "out")]
    for number in range(len(rules)):
        links += [("in", f"t{number}"), (f"t{number}", "worst")]
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in links
    ]
    return {"nodes": nodes, "edges": edges}


def _node(name: str, kind: str, **content: object) -> Node:
    node: Node = {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}
    return node | ({"content": content} if content else {})


def _table(number: int, rule: Rule) -> Node:
    fields = {"state": f"state{number}", "value": f"value{number}"}
    fields |= {f"guard{index}": _flat(guard.path) for index, guard in enumerate(rule.guards)}
    guards = {
        f"guard{index}": ", ".join(f'"{word}"' for word in guard.words)
        for index, guard in enumerate(rule.guards)
    }
    rows = [
        {"state": '"open"', "colour": str(YELLOW)},
        {"state": '"off"', "colour": str(NOT_APPLIED)},
        *({"value": _cell(band), **guards, "colour": _code(band)} for band in rule.bands),
        {"colour": str(NOT_APPLIED)},
    ]
    empty = dict.fromkeys(fields, "")
    return _node(
        f"t{number}",
        "decisionTableNode",
        hitPolicy="first",
        inputs=[{"id": key, "name": key, "field": field} for key, field in fields.items()],
        outputs=[{"id": "colour", "name": "colour", "field": f"colour{number}"}],
        rules=[{"_id": str(row), **empty, **cells} for row, cells in enumerate(rows)],
    )


def _cell(band: Band) -> str:
    return "" if band.when is None else f"{band.when.symbol} {band.when.limit}"


def _code(band: Band) -> str:
    return str({"green": GREEN, "yellow": YELLOW, "red": RED}[band.colour])


def _flat(path: str) -> str:
    return path.replace(".", "_")


def _worst(rules: tuple[Rule, ...]) -> Node:
    found = {"place": [str(GREEN)], "household": [str(GREEN)]}
    for number, rule in enumerate(rules):
        found[rule.about].append(f"colour{number}")
    fit, ready = found["place"], found["household"]
    expressions = {"fit": fit, "preparation": ready, "colour": [*fit, *ready]}
    return _node(
        "worst",
        "expressionNode",
        expressions=[
            {"id": key, "key": key, "value": f"max([{', '.join(colours)}])"}
            for key, colours in expressions.items()
        ],
    )


def contexts_of(rules: tuple[Rule, ...], pairs: Pairs) -> list[Context]:
    """What zen is given of each pair, households first."""
    columns: dict[str, list[object]] = {}
    for number, rule in enumerate(rules):
        states, values = _given(rule, pairs)
        columns |= {f"state{number}": states, f"value{number}": values}
        columns |= {_flat(guard.path): _words(guard.path, pairs) for guard in rule.guards}
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _given(rule: Rule, pairs: Pairs) -> tuple[list[object], list[object]]:
    outcome = apply_rule(rule, pairs)
    applies = np.ones((1, 1), dtype=np.bool_)
    if rule.factor.applies is not None:
        applies = rule.factor.applies(pairs.at_worst) | rule.factor.applies(pairs.at_best)
    is_off = ~applies | np.isnan(outcome.value)
    state = np.where(outcome.is_open, "open", np.where(is_off, "off", "known"))
    value = np.nan_to_num(outcome.value, posinf=ENDLESS, neginf=-ENDLESS)
    return [np.broadcast_to(each, pairs.shape).ravel().tolist() for each in (state, value)]


def _words(path: str, pairs: Pairs) -> list[object]:
    said = [profile.word(path) for profile in pairs.households.profiles]
    return [word for word in said for _ in range(pairs.shape[1])]


def ways_to_ask(graph: Node, contexts: list[Context]) -> dict[str, Callable[[], Answers]]:
    """The documented ways to ask a decision compiled once: pair by pair, or as one batch."""
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(graph)))
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: graph}}})
    texts = [json.dumps(context) for context in contexts]

    def one_by_one(asked: list[Context] | list[str]) -> Answers:
        return [_answer(decision.evaluate(context)) for context in asked]

    def in_a_batch(asked: list[Context] | list[str]) -> Answers:
        requests = [{"key": KEY, "context": context} for context in asked]
        return [_answer(reply["data"]) for reply in engine.evaluate_batch(requests)]

    return {
        "evaluate, one pair at a time": partial(one_by_one, contexts),
        "evaluate, from JSON text made beforehand": partial(one_by_one, texts),
        "evaluate_batch": partial(in_a_batch, contexts),
        "evaluate_batch, from JSON text made beforehand": partial(in_a_batch, texts),
    }


def _answer(response: zen.EvaluateResponse) -> tuple[int, int, int]:
    result = response["result"]
    return int(result["fit"]), int(result["preparation"]), int(result["colour"])
