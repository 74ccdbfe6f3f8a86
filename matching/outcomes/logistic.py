"""A penalised logistic regression in which no directed fact pulls the wrong way."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from matching.outcomes.base import Examples, OutcomeModel
from matching.outcomes.fitted import Classifier
from regions_data.text import Text

_INVERSE_PENALTY = 0.02


class Logistic(OutcomeModel):
    """The log-odds of staying through an interval as a weighted sum of the facts.

    Trust it where facts act on their own, each in a straight line, and logs are short. A missing
    value is read as the median, with a column of its own that says that it was missing; so a
    better value never lowers the chance, while saying what was missing may move it either way. A
    column whose weight comes out against its declared direction is put aside and the others learn
    again: it is not shown to act the other way.
    """

    name: ClassVar[str] = "logistic"
    title: ClassVar[Text] = Text("régression logistique pénalisée", "penalised logistic regression")

    def learned(self, examples: Examples) -> Classifier:
        """Steps: learn; put aside what pulls the wrong way; learn again, until nothing does."""
        directions = np.array([column.direction for column in examples.columns])
        kept = examples.known_columns[:-1]  # the interval has columns of its own
        while True:
            pipeline = _pipeline(kept)
            pipeline.fit(examples.matrix, examples.stayed, model__sample_weight=examples.weight)
            weights = pipeline.named_steps["model"].coef_[0, : len(kept)]
            is_right = weights * directions[kept] >= 0
            if is_right.all():
                return pipeline  # type: ignore[no-any-return]
            kept = kept[is_right]


def _pipeline(kept: NDArray[np.intp]) -> Pipeline:
    """Columns filled, flagged and scaled, beside one column for each interval."""
    numbers = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    intervals = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    columns = ColumnTransformer(
        [("numbers", numbers, kept.tolist()), ("interval", intervals, [-1])]
    )
    model = LogisticRegression(C=_INVERSE_PENALTY, solver="newton-cholesky")
    return Pipeline([("columns", columns), ("model", model)])
