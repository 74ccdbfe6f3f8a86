"""Gradient boosting of small trees in which no directed fact pulls the wrong way."""

from __future__ import annotations

from typing import ClassVar

from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import Pipeline

from matching.outcomes.base import Examples, OutcomeModel
from matching.outcomes.fitted import Classifier
from regions_data.text import Text


class Boosted(OutcomeModel):
    """Many small trees, each mending what the ones before it missed.

    Trust it where facts act together or by thresholds, and logs are long: thousands of placements.
    A better value of a directed fact never lowers the chance, whatever the other facts; a missing
    value goes the way that served the examples, so that saying it may move the chance either way.
    """

    name: ClassVar[str] = "boosted"
    title: ClassVar[Text] = Text("arbres renforcés (boosting)", "boosted trees")

    def learned(self, examples: Examples) -> Classifier:
        """Trees grown by histograms, with the directions that the factors declare."""
        known = examples.known_columns
        model = HistGradientBoostingClassifier(
            learning_rate=0.05,
            max_iter=120,
            max_leaf_nodes=8,
            min_samples_leaf=40,
            l2_regularization=1.0,
            monotonic_cst=[examples.columns[index].direction for index in known],
            early_stopping=False,
            random_state=0,
        )
        columns = ColumnTransformer([("known", "passthrough", known.tolist())])
        pipeline = Pipeline([("columns", columns), ("model", model)])
        pipeline.fit(examples.matrix, examples.stayed, model__sample_weight=examples.weight)
        return pipeline  # type: ignore[no-any-return]
