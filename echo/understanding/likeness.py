"""Likeness to the samples: TF-IDF over words and word pairs with logistic regression, by scikit-learn.

Only learning needs scikit-learn. What it has learned is a few arrays, which are kept and used without it: they load as
numbers, where a pickle would run whatever is in it, and importing scikit-learn would take longer than all the rest.
"""

import io
import json
import math
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from echo.understanding.examples import Example
from echo.understanding.places import EDGE

Floats = npt.NDArray[np.float32]

# How closely the regression follows the samples, chosen by cross-validation (bench/model.py).
_CLOSENESS = 30.0
# More steps change no sentence's intent.
_STEPS = 60


@dataclass(frozen=True)
class Likeness:
    """What was learned: the features with their columns and rarities, and what each tells for each intent."""

    intents: tuple[str, ...]
    columns: dict[str, int]
    rarity: Floats
    weights: Floats
    bias: Floats

    @classmethod
    def learn(cls, examples: Sequence[Example]) -> "Likeness":
        """Learn from examples; raises `ModuleNotFoundError` where scikit-learn is not installed."""
        # Imported where it is needed, as it takes seconds.
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
        from threadpoolctl import threadpool_limits  # noqa: PLC0415

        vectorizer = TfidfVectorizer(analyzer=features, sublinear_tf=True, dtype=np.float32)
        vectors = vectorizer.fit_transform([example.tokens for example in examples])
        regression = LogisticRegression(C=_CLOSENESS, class_weight="balanced", max_iter=_STEPS, tol=1e-3)
        # So little is slower on several threads, which wait for one another.
        with threadpool_limits(1):
            regression.fit(vectors, [example.intent for example in examples], [example.weight for example in examples])
        return cls(
            intents=tuple(map(str, regression.classes_)),
            columns={str(feature): int(column) for feature, column in vectorizer.vocabulary_.items()},
            rarity=np.asarray(vectorizer.idf_, np.float32),
            weights=np.asarray(regression.coef_, np.float32),
            bias=np.asarray(regression.intercept_, np.float32),
        )

    def shares(self, tokens: Sequence[str]) -> dict[str, float]:
        """Return how likely each intent is, between 0 and 1; together they are 1."""
        counts = Counter(feature for feature in features(tokens) if feature in self.columns)
        columns = [self.columns[feature] for feature in counts]
        vector = (1 + np.log(np.array([*counts.values()], np.float32))) * self.rarity[columns]
        length = math.sqrt(float(vector @ vector)) or 1.0
        scores = self.weights[:, columns] @ (vector / length) + self.bias
        powers = np.exp(scores - scores.max())
        return dict(zip(self.intents, map(float, powers / powers.sum()), strict=True))

    def to_bytes(self, notes: dict[str, Any]) -> bytes:
        """Return all of it, and notes that JSON can hold, as numpy keeps arrays."""
        features = sorted(self.columns, key=lambda feature: self.columns[feature])
        text = json.dumps({"intents": self.intents, "features": features, **notes})
        kept = io.BytesIO()
        np.savez_compressed(
            kept,
            text=np.frombuffer(text.encode(), np.uint8),
            rarity=self.rarity,
            weights=self.weights,
            bias=self.bias,
        )
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> tuple["Likeness", dict[str, Any]]:
        """Return what `to_bytes` was given; raises `ValueError` for anything else."""
        try:
            with np.load(io.BytesIO(kept), allow_pickle=False) as arrays:
                notes = json.loads(arrays["text"].tobytes())
                columns = {feature: column for column, feature in enumerate(notes.pop("features"))}
                intents = tuple(notes.pop("intents"))
                return cls(intents, columns, arrays["rarity"], arrays["weights"], arrays["bias"]), notes
        except (EOFError, KeyError, OSError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise ValueError(f"this is not what was kept: {error}") from error


def features(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the words of a sentence and its pairs of neighbors, its two edges among them."""
    yield from tokens
    edged = (EDGE, *tokens, EDGE)
    yield from (" ".join(pair) for pair in pairwise(edged))
