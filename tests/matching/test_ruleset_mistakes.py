"""Each kind of mistake in a ruleset is refused with its place, its value and its remedy."""

from __future__ import annotations

import re

import pytest

from matching.ruleset_reader import PLACEHOLDERS, STEP_PLACEHOLDERS, read_ruleset
from regions_data.problems import Problem, Refused

RULE = """\
  - id: french.person_floor
    about: household
    factor: person_french_oral_level
    applies_if: {activator: [job, no_job]}
    bands:
      - {when: "< 4", colour: yellow}
      - {otherwise: green}
    missing: yellow
    reason: {fr: "Français : {value}.", en: "French: {value}."}
    step: {fr: "Étudier.", en: "Study.", owner: candidate, before_departure: true}
    evidence: {rules: [G03], strength: expert}
    justification: French opens doors.
    owner: programme
    review_by: 2027-06-30
"""
SMALL = f"""\
version: "0.0.1"
effective_from: 2026-11-21
owner: programme
changelog: "0.0.1 — small."
household_rule: mean
rules:
{RULE}weights:
  - {{factor: work_prospects, weight: 60, points: [[0, 0], [1, 1]]}}
  - {{factor: contact_closeness, weight: 40, points: [[0, 0], [1, 1]]}}
"""


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        read_ruleset(text.encode(), "small.yaml")
    return refused.value.problems


def only_problem(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, str(found)
    return found[0]


def changed(old: str, new: str, text: str = SMALL) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def test_the_small_ruleset_reads() -> None:
    rule = read_ruleset(SMALL.encode(), "small.yaml").rules[0]
    assert [guard.words for guard in rule.guards] == [("job", "no_job")]
    assert [band.colour for band in rule.bands] == ["yellow", "green"]
    assert rule.step is not None
    assert rule.step.before_departure


def test_the_hash_changes_with_any_byte() -> None:
    one, two = (read_ruleset(text.encode(), "x").hash for text in (SMALL, SMALL + "\n"))
    assert one != two


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        pytest.param(
            "    about:", "    abouts:", "french.person_floor.abouts", "« about »", id="key"
        ),
        pytest.param(
            "owner: programme\nchangelog",
            "colour: red\nowner: programme\nchangelog",
            "ruleset.colour",
            "clé inconnue",
            id="key of the file",
        ),
        pytest.param(
            "{otherwise: green}\n    missing",
            "{otherwise: green, unless: no}\n    missing",
            "french.person_floor.bands.1.unless",
            "clé inconnue",
            id="key of a band",
        ),
        pytest.param(
            "owner: candidate,",
            "owner: candidate, when: soon,",
            "french.person_floor.step.when",
            "clé inconnue",
            id="key of a step",
        ),
        pytest.param(
            'en: "French: {value}."',
            'en: "French: {value}.", de: "Deutsch"',
            "french.person_floor.reason.de",
            "clé inconnue",
            id="key of a sentence",
        ),
    ],
)
def test_an_unknown_key_is_named_with_the_known_ones(
    old: str, new: str, where: str, said: str
) -> None:
    found = next(p for p in problems(changed(old, new)) if p.where == where)
    assert said in found.sentence("fr")
    assert found.known
    assert found.line is not None


@pytest.mark.parametrize(
    "line",
    [line for line in RULE.splitlines()[1:] if re.match(r"    \w", line)],
    ids=lambda line: line.split(":")[0].strip(),
)
def test_a_missing_key_of_a_rule_is_named_once(line: str) -> None:
    key = line.split(":", maxsplit=1)[0].strip()
    block = re.escape(line) + r"\n(?:      .*\n)*"
    text = re.sub(block, "", SMALL, count=1)
    if key == "applies_if":  # a rule may apply to everybody
        assert read_ruleset(text.encode(), "small.yaml").rules[0].guards == ()
        return
    found = [p for p in problems(text) if p.where == f"french.person_floor.{key}"]
    assert len(found) == 1
    assert found[0].line == 7


@pytest.mark.parametrize(
    "key", ["version", "effective_from", "owner", "changelog", "household_rule"]
)
def test_a_missing_key_of_the_file_is_named(key: str) -> None:
    text = re.sub(rf"^{key}: .*\n", "", SMALL, flags=re.MULTILINE)
    found = only_problem(text)
    assert found.where == f"ruleset.{key}"
    assert f"« {key} »" in found.message.fr


@pytest.mark.parametrize("key", ["rules", "weights"])
def test_a_file_without_rules_or_weights_is_refused(key: str) -> None:
    text = re.sub(rf"^{key}:\n(?:  .*\n)+", "", SMALL, flags=re.MULTILINE)
    assert only_problem(text).where == f"ruleset.{key}"
    assert only_problem(f"{text}{key}: []\n").where == f"ruleset.{key}"


def test_a_rule_id_used_twice_is_refused() -> None:
    found = only_problem(changed(RULE, RULE + RULE))
    assert (found.where, found.value) == ("rules.french.person_floor", "french.person_floor")
    assert found.line == 7 + RULE.count("\n")
    assert "renommez" in found.remedy.fr


def test_a_weighted_factor_used_twice_is_refused() -> None:
    found = only_problem(changed("factor: contact_closeness", "factor: work_prospects"))
    assert found.where == "weights.work_prospects"


@pytest.mark.parametrize("name", ["Français", "floor", "french-floor.person", "french..person"])
def test_a_rule_id_is_subject_dot_rule(name: str) -> None:
    found = only_problem(changed("id: french.person_floor", f"id: {name}"))
    assert found.value == name
    assert "sujet.regle" in found.message.fr


def test_an_unknown_factor_is_refused_with_the_nearest_one() -> None:
    found = only_problem(changed("person_french_oral_level", "person_french_oral_levle"))
    assert found.value == "person_french_oral_levle"
    assert "« person_french_oral_level »" in found.remedy.fr
    assert "“person_french_oral_level”" in found.remedy.en
    assert "mobility" in found.known


def test_about_must_match_what_the_factor_reads() -> None:
    found = only_problem(changed("about: household", "about: place"))
    assert found.where == "french.person_floor.about"
    assert "about: household" in found.remedy.fr


def test_an_unknown_colour_is_refused_with_the_known_ones() -> None:
    found = only_problem(changed("colour: yellow}", "colour: orange}"))
    assert (found.value, found.known) == ("orange", ("green", "yellow", "red"))


@pytest.mark.parametrize("when", ["~ 4", "=> 4", "4", "moderate"])
def test_an_unknown_operator_is_refused_with_the_known_ones(when: str) -> None:
    found = only_problem(changed('"< 4"', f'"{when}"'))
    assert found.value == when
    assert found.known == (">=", "<=", ">", "<", "==")


@pytest.mark.parametrize("when", ["< four", "<", "< nan", "< inf", "< moderate"])
def test_a_limit_that_is_not_a_number_is_refused(when: str) -> None:
    assert "nombre" in only_problem(changed('"< 4"', f'"{when}"')).message.fr


def test_an_unknown_level_is_refused_with_the_known_ones() -> None:
    text = changed("about: household", "about: place")
    text = changed("person_french_oral_level", "person_outlook", text)
    found = only_problem(changed('"< 4"', '"< medium"', text))
    assert found.value == "< medium"
    assert "moderate" in found.known


@pytest.mark.parametrize(
    "bands",
    [
        pytest.param('- {when: "< 4", colour: yellow}', id="none"),
        pytest.param('- {otherwise: green}\n      - {when: "< 4", colour: yellow}', id="first"),
        pytest.param("- {otherwise: yellow}\n      - {otherwise: green}", id="two"),
    ],
)
def test_bands_end_with_one_otherwise(bands: str) -> None:
    old = '- {when: "< 4", colour: yellow}\n      - {otherwise: green}'
    found = problems(changed(old, bands))
    assert {"otherwise" in problem.message.fr for problem in found} == {True}
    assert {problem.line for problem in found} <= {12, 13}


def test_a_rule_without_bands_is_refused() -> None:
    old = '\n      - {when: "< 4", colour: yellow}\n      - {otherwise: green}'
    assert only_problem(changed(old, " []")).where == "french.person_floor.bands"


@pytest.mark.parametrize(
    "path",
    [
        "activateur",
        "adults.0.french_oral_level",
        "adults.0.licence_status",
        "adults.licence_status",
        "adults.7.licence_status",
        "transit_class",
    ],
)
def test_a_guard_asks_about_a_household_fact_with_closed_values(path: str) -> None:
    found = only_problem(changed("applies_if: {activator:", f"applies_if: {{{path}:"))
    assert found.where == f"french.person_floor.applies_if.{path}"
    assert "adults.0.training.status" in found.known


def test_a_guard_word_must_be_one_of_the_fact() -> None:
    found = only_problem(changed("[job, no_job]", "[job, nojob]"))
    assert (found.value, found.line) == ("nojob", 10)
    assert "no_job" in found.known


@pytest.mark.parametrize("words", ["[]", "job", "{job: yes}"])
def test_a_guard_lists_its_words(words: str) -> None:
    found = only_problem(changed("[job, no_job]", words))
    assert "liste" in found.message.fr


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", ["reason", "step"])
def test_a_sentence_is_written_in_both_languages(part: str, language: str) -> None:
    line = next(line for line in RULE.splitlines() if line.strip().startswith(part))
    without = re.sub(rf'{language}: "[^"]*",? ?', "", line).replace(", }", "}")
    assert only_problem(changed(line, without)).where == f"french.person_floor.{part}.{language}"
    empty = re.sub(rf'{language}: "[^"]*"', f'{language}: " "', line)
    assert only_problem(changed(line, empty)).where == f"french.person_floor.{part}.{language}"


@pytest.mark.parametrize("part", ["reason", "step", "evidence", "applies_if"])
def test_a_part_that_should_be_a_mapping_is_refused(part: str) -> None:
    line = next(line for line in RULE.splitlines() if line.strip().startswith(part))
    found = only_problem(changed(line, f"    {part}: du texte"))
    assert found.where == f"french.person_floor.{part}"
    assert found.remedy.fr


def test_an_unknown_placeholder_is_refused_with_the_known_ones() -> None:
    found = only_problem(changed("Français : {value}", "Français : {valeur}"))
    assert (found.value, found.known) == ("valeur", PLACEHOLDERS)
    assert found.where == "french.person_floor.reason.fr"


@pytest.mark.parametrize("text", ["{value!r}", "{value:>99}", "{0}", "{}", "{value.real}"])
def test_a_placeholder_is_a_bare_word(text: str) -> None:
    assert "accolade" in only_problem(changed("Français : {value}", text)).message.fr


@pytest.mark.parametrize("text", ["{value", "value}", "{{value}", "{value}}", "{"])
def test_a_brace_alone_is_refused(text: str) -> None:
    assert "accolade" in only_problem(changed("Français : {value}", text)).message.fr


def test_a_step_does_not_say_a_value_that_may_be_unknown() -> None:
    found = only_problem(changed('fr: "Étudier."', 'fr: "Passer de {value} à 4."'))
    assert (found.value, found.known) == ("value", STEP_PLACEHOLDERS)


def test_a_sentence_names_an_occupation_only_of_one_earner() -> None:
    found = only_problem(changed("Français : {value}", "Français : {occupation}"))
    assert found.where == "french.person_floor.reason"


def test_a_yellow_needs_a_step() -> None:
    line = next(line for line in RULE.splitlines() if "step:" in line)
    found = only_problem(changed(line + "\n", ""))
    assert "étape" in found.message.fr
    assert "step:" in found.remedy.fr


def test_red_stays_in_the_closed_list() -> None:
    found = only_problem(changed("colour: yellow}", "colour: red}"))
    assert (found.where, found.value) == ("french.person_floor.bands.0.colour", "red")
    assert "Donnez jaune" in found.remedy.fr


def test_otherwise_red_stays_in_the_closed_list_too() -> None:
    turned = changed('when: "< 4", colour: yellow', 'when: ">= 4", colour: green')
    found = only_problem(changed("{otherwise: green}", "{otherwise: red}", turned))
    assert found.value == "red"


def test_weights_sum_to_a_hundred() -> None:
    found = only_problem(changed("weight: 40", "weight: 30"))
    assert found.value == "90"
    assert found.line == 22
    assert "90" in found.message.fr


@pytest.mark.parametrize("weight", ["-5", "101", "beaucoup", "nan", "inf", "4e", ""])
def test_a_weight_is_a_number_up_to_a_hundred(weight: str) -> None:
    found = only_problem(changed("weight: 40", f"weight: {weight}"))
    assert found.where == "weights.contact_closeness.weight"


@pytest.mark.parametrize("points", ["[[0, 0], [0, 1]]", "[[1, 0], [0, 1]]"])
def test_the_points_of_a_weight_increase(points: str) -> None:
    text = changed("weight: 40, points: [[0, 0], [1, 1]]", f"weight: 40, points: {points}")
    assert "croître" in only_problem(text).message.fr


@pytest.mark.parametrize(
    "points",
    ["[]", "[1, 2]", "[[0, 0, 0]]", "[[0, 2]]", "[[0, -1]]", "[[x, 0]]", "0", "[[inf, 0]]"],
)
def test_a_point_is_a_value_and_a_share(points: str) -> None:
    text = changed("weight: 40, points: [[0, 0], [1, 1]]", f"weight: 40, points: {points}")
    assert only_problem(text).where == "weights.contact_closeness.points"


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "30/06/2027", "bientôt", "2027"])
@pytest.mark.parametrize("key", ["effective_from: 2026-11-21", "review_by: 2027-06-30"])
def test_a_date_exists(key: str, day: str) -> None:
    found = only_problem(changed(key, f"{key.split(':', maxsplit=1)[0]}: {day}"))
    assert found.value == day
    assert "AAAA-MM-JJ" in found.remedy.fr


@pytest.mark.parametrize("number", ["G3", "Z03", "g03", "G033", "[G03]"])
def test_evidence_is_a_number_of_the_catalogue(number: str) -> None:
    found = only_problem(changed("rules: [G03]", f"rules: [{number}]"))
    assert found.where == "french.person_floor.evidence.rules"


def test_the_strength_of_evidence_is_one_of_three() -> None:
    found = only_problem(changed("strength: expert", "strength: certain"))
    assert found.known == ("supported", "expert", "proposal")


def test_missing_is_yellow_or_no_effect() -> None:
    found = only_problem(changed("missing: yellow", "missing: green"))
    assert found.known == ("yellow", "no_effect")
