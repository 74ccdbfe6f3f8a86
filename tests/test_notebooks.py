"""Notebooks import and draw, run to their end, and are committed without what they drew."""

from __future__ import annotations

import ast
import inspect
import re
import shutil
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from figures import charts, looks, maps, outcomes
from figures.panel import Panel, read_panel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECONDS_A_CELL, SECONDS_TO_START = 180, 90
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def cells(notebook: NotebookNode, kind: str) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def code(cell: NotebookNode) -> str:
    """The Python of a cell, without the line that asks for figures in the page."""
    return cell.source.removeprefix("%matplotlib inline\n")


def execute(notebook: NotebookNode, folder: Path) -> NotebookNode:
    client = NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        startup_timeout=SECONDS_TO_START,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    return client.execute()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebooks and the households they read, where a run may leave what it likes."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    shutil.copytree(FOLDER, tmp_path / "notebooks", ignore=ignored)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path / "notebooks"


@pytest.fixture(scope="module")
def panel() -> Panel:
    return read_panel()


def test_the_notebooks_are_those_promised() -> None:
    assert [path.name for path in NOTEBOOKS] == [
        "01_places_and_rules.ipynb",
        "03_what_the_colours_meant.ipynb",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_to_its_end_and_draws_a_picture_for_each_call(
    path: Path, copy: Path
) -> None:
    done = execute(read(path), copy)
    for cell in cells(done, "code"):
        pictures = [out for out in cell.outputs if "image/png" in out.get("data", {})]
        assert len(pictures) == cell.source.count("draw_") * ("import" not in cell.source)
        said = "".join(out.text for out in cell.outputs if out.output_type == "stream")
        assert "Warning" not in said, said


def test_a_notebook_that_fails_is_noticed(copy: Path) -> None:
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        execute(broken, copy)


def test_a_notebook_runs_on_the_python_of_the_tests(copy: Path) -> None:
    asked = nbformat.v4.new_code_cell(
        "import sys, figures\nprint(sys.executable)\nprint(figures.__file__)"
    )
    done = execute(nbformat.v4.new_notebook(cells=[asked]), copy)
    executable, figures = done.cells[0].outputs[0].text.splitlines()
    assert Path(executable) == Path(sys.executable)
    assert Path(figures).parents[1] == copy


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_committed_without_outputs_or_traces(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    assert notebook.metadata == METADATA
    for cell in notebook.cells:
        assert cell.metadata == {}
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert not re.search(r"(?<![\w.}])/\w+/\w+|[A-Z]:\\", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_cell_of_code_imports_or_calls_one_function(path: Path) -> None:
    for cell in cells(read(path), "code"):
        statements = ast.parse(code(cell)).body
        calls = [node for node in statements if not isinstance(node, ast.ImportFrom)]
        assert len(calls) == 1
        assert isinstance(calls[0], ast.Expr | ast.Assign)
        assert isinstance(calls[0].value, ast.Call)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_text_is_french_first_then_english_and_says_what_not_to_conclude(path: Path) -> None:
    for cell in cells(read(path), "markdown"):
        french, english = cell.source.split("**In English.**")
        assert re.search(r"ne pas conclure|ne voit pas", french)
        assert re.search(r"[Nn]ot to be concluded|not seen", english)
        assert not re.search(r" [:;?!»%]|« |\w'\w", french), "French spaces do not break a line"


def test_every_figure_is_in_a_notebook() -> None:
    drawn = "".join(code(cell) for path in NOTEBOOKS for cell in cells(read(path), "code"))
    figures = [
        name
        for module in (charts, maps, outcomes)
        for name, _ in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("draw_")
    ]
    assert figures
    assert not [name for name in figures if not re.search(rf"{name}\((panel|outcomes)", drawn)]


# -- what the figures show


@pytest.mark.parametrize("known", [looks.FITS, looks.TRANSIT])
def test_a_colour_never_stands_alone(known: dict[object, looks.Look]) -> None:
    drawn = list(known.values())
    for told_apart_by in ("hue", "mark", "both_words"):
        assert len({getattr(look, told_apart_by) for look in drawn}) == len(drawn)


def test_the_parts_of_a_bar_differ_by_more_than_their_hue() -> None:
    drawn = [look.hatch for look in looks.FITS.values()]
    assert len(set(drawn)) == len(drawn)


def test_the_bars_of_the_rules_are_whole_and_there_is_one_for_each_rule_of_the_place(
    panel: Panel,
) -> None:
    axes = charts.draw_place_rules(panel).axes[0]
    rules = [rule for rule in panel.ruleset.rules if rule.about == "place"]
    widths = np.array([[bar.get_width() for bar in part] for part in axes.containers])
    assert [
        label.get_text().endswith(f"({rule.id})")
        for label, rule in zip(axes.get_yticklabels(), rules, strict=True)
    ] == [True] * len(rules)
    assert widths.shape[1] == len(rules)
    np.testing.assert_allclose(widths.sum(axis=0), 100)


def test_the_bars_of_the_regions_hold_every_listed_place(panel: Panel) -> None:
    axes = charts.draw_regions(panel).axes[0]
    widths = np.array([[bar.get_width() for bar in part] for part in axes.containers])
    counts = [int(label.get_text().split("(")[1][:-1]) for label in axes.get_yticklabels()]
    np.testing.assert_allclose(widths.sum(axis=0), 100)
    assert sum(counts) == len(panel.places)
    green = (widths[0] * counts).sum() / sum(counts)
    assert green == pytest.approx(100 * (panel.verdicts.fit == 1).mean())


def test_every_listed_place_is_inside_the_frame_and_drawn_once(panel: Panel) -> None:
    drawn = [
        point
        for axes in maps.draw_places(panel).axes
        for dots in axes.collections[1:]
        for point in np.asarray(dots.get_offsets())
    ]
    assert len(drawn) == len(panel.places)
    for points, (low, high) in zip(
        np.array(drawn).T, (maps.FRAME_LON, maps.FRAME_LAT), strict=True
    ):
        assert low < points.min()
        assert points.max() < high


def test_the_map_of_a_household_counts_its_colours(panel: Panel) -> None:
    axes = maps.draw_fit(panel, "sans_voiture").axes[0]
    fit = panel.verdicts.fit[panel.row("sans_voiture")]
    drawn = [len(np.asarray(dots.get_offsets())) for dots in axes.collections[1:]]
    assert drawn == [int((fit == code).sum()) for code in looks.FITS]


def test_a_household_that_is_not_there_is_refused_with_those_that_are(panel: Panel) -> None:
    with pytest.raises(ValueError, match="sans_voiture"):
        maps.draw_fit(panel, "licorne")


def test_the_histograms_of_scores_hold_every_pair(panel: Panel) -> None:
    figure = charts.draw_scores(panel)
    heights = [patch.get_height() for axes in figure.axes for patch in axes.patches]
    assert sum(heights) == panel.verdicts.fit.size


def test_the_marks_of_the_needs_are_those_of_the_design(panel: Panel) -> None:
    assert charts.limits_of_needs(panel) == {
        "distance_hospital_km": 30,
        "distance_clsc_km": 20,
        "distance_vocational_centre_km": 30,
        "distance_cegep_km": 40,
        "distance_university_km": 40,
    }


def test_the_histograms_of_distances_hold_every_place_whose_distance_is_known(
    panel: Panel,
) -> None:
    figure = charts.draw_need_distances(panel)
    for axes, indicator in zip(figure.axes, charts.limits_of_needs(panel), strict=True):
        known = np.count_nonzero(~np.isnan(panel.fact(indicator)))
        assert sum(patch.get_height() for patch in axes.patches) == known


# -- what the figures of the outcomes show


@pytest.fixture(scope="module")
def followed() -> outcomes.Outcomes:
    return outcomes.read_outcomes(600)


def test_the_marks_of_the_truth_are_those_of_the_model(followed: outcomes.Outcomes) -> None:
    axes = outcomes.draw_retention(followed).axes[0]
    marks = [
        line for line in axes.lines if line.get_linestyle() == "None" and len(line.get_xdata())
    ]
    told = [group for group in followed.found.by_fit.groups if group.curve is not None]
    assert len(marks) == len(told) > 0
    for line, group in zip(marks, told, strict=True):
        np.testing.assert_allclose(line.get_ydata(), followed.true_shares(group.key))


def test_regions_too_small_to_be_shown_stand_together_and_each_row_has_a_figure_or_a_reason(
    followed: outcomes.Outcomes,
) -> None:
    axes = outcomes.draw_regions_left(followed).axes[0]
    regions = next(each for each in followed.found.variables if each.key == "region")
    untold = [group for group in regions.groups if group.share is None]
    assert any("réunies" in label.get_text() for label in axes.get_yticklabels())
    assert len(axes.texts) == len(untold) < len(regions.groups)
    assert len(axes.get_yticklabels()) == len(regions.groups)


def test_every_figure_of_the_outcomes_says_that_they_are_invented(
    followed: outcomes.Outcomes,
) -> None:
    for draw in (outcomes.draw_retention, outcomes.draw_score, outcomes.draw_rules):
        note = draw(followed).get_supxlabel()
        assert "SYNTHÉTIQUE" in note
        assert "SYNTHETIC" in note
