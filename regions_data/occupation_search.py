"""Search over the 57,702 job titles of NOC 2021, in French and English at once."""

# How a query is answered:
#  1. Each word of the query is looked for among the words of the titles: the same word, else the
#     same word in another gender or number, else (only when no title has it) a word that begins
#     alike, else a word one or two keystrokes away.
#  2. A title's score is how much of the query it answers, then how little else it says: 100 is
#     the whole title and nothing more.
#  3. Each occupation keeps its best title. Equal scores are settled by how many people the words
#     probably describe: the people employed in the occupation × the share of its titles that answer
#     about as well.

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from regions_data.occupations import load_occupations, unknown_noc
from regions_data.problems import Refused, refuse
from regions_data.table_file import read_table
from regions_data.text import Language, Text
from regions_data.words import fold, stem, words

SAME_WORD, SAME_STEM, BEGINS_ALIKE = 1.0, 0.98, 0.85
ONE_KEYSTROKE, TWO_KEYSTROKES = 0.8, 0.6
UNHEARD_WEIGHT = 0.3
# Noise: a title that answers less than this share of the query, scores next to nothing, or
# scores so much below the best.
MIN_ANSWERED = 0.3
MIN_SCORE = 12.0
MIN_OF_BEST = 0.25
# A title that scores half the best of its occupation still speaks of the same work.
ABOUT_AS_WELL = 0.5
MAX_QUERY_WORDS = 12

# « (sauf …) » says what an occupation is not; it must never attract a search.
_EXCEPT = re.compile(r"\((sauf|except|à l'exception)[^)]*\)", re.IGNORECASE)

_FR: Language = "fr"
_EN: Language = "en"

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Match:
    """One occupation found: its own title, the job title that matched, and how well (0–100)."""

    noc: str
    title: Text
    matched_title: str
    lang: Language
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class TitleIndex:
    """The job titles, and for each word the titles that hold it.

    `postings[starts[w]:starts[w + 1]]` are the titles that hold vocabulary word `w`;
    `sizes` counts the distinct stems of each title; `people` are employed in each occupation.
    """

    nocs: tuple[str, ...]
    titles: tuple[Text, ...]
    noc_of: Ints
    texts: tuple[str, ...]
    langs: tuple[Language, ...]
    sizes: Floats
    vocabulary: tuple[str, ...]
    word_of: dict[str, int]
    words_of_stem: dict[str, tuple[int, ...]]
    stems: tuple[str, ...]
    starts: Ints
    postings: Ints
    people: Floats

    def titles_with(self, word: int) -> Ints:
        """The positions of the titles that hold a vocabulary word."""
        return self.postings[self.starts[word] : self.starts[word + 1]]


def search(text: str, limit: int = 10, *, folder: Path) -> tuple[Match, ...]:
    """The occupations that a person's own words most likely mean, one row an occupation.

    Args:
        text: a job in French or English; accents, case, gender, number and small typing errors
            do not matter.
        limit: how many occupations at most.
        folder: the snapshot's tables.

    A five-digit code finds its own occupation.

    Raises:
        Refused: the text holds no word, or is a number that is not a NOC 2021 code.
    """
    if text.strip().isdigit():
        return (_match_code(text.strip(), folder),)
    asked = list(dict.fromkeys(words(fold(text))))[:MAX_QUERY_WORDS]
    if not asked:
        message = Text("aucun mot à chercher.", "no word to search for.")
        remedy = Text("Écrire un métier : « soudeur ».", "Write an occupation: “welder”.")
        raise refuse("MÉTIER", message, remedy, value=text)
    index = load_titles(folder)
    scores = _scores(index, asked)
    return tuple(_match(index, scores, title) for title in _best(index, scores, limit))


def _match_code(code: str, folder: Path) -> Match:
    occupations = load_occupations(folder)
    for occupation in occupations:
        if occupation.noc == code:
            return Match(code, occupation.title, occupation.title.fr, "fr", 100.0)
    raise Refused([unknown_noc(code, occupations, "MÉTIER")])


def _scores(index: TitleIndex, asked: Sequence[str]) -> Floats:
    found = np.array([_titles_like(index, word) for word in asked])
    weights = _weights(np.count_nonzero(found, axis=1), len(index.texts))
    answered: Floats = weights @ found
    said = np.minimum(np.count_nonzero(found, axis=0) / index.sizes, 1.0)
    scores: Floats = 100 * answered**2 * (0.4 + 0.6 * said)
    return np.where(answered >= MIN_ANSWERED, scores, 0.0)


def _weights(titles_with: Ints, titles: int) -> Floats:
    """What each word of the query counts for; the sum is 1.

    A rare word says more about what is meant than a common one. A word that no title has
    ("experienced", a company's name) only lowers the certainty.
    """
    heard = titles_with > 0
    rarity = 1 + np.log10(titles / np.maximum(titles_with, 1)) / 2
    rarity[~heard] = UNHEARD_WEIGHT * (rarity[heard].mean() if heard.any() else 1.0)
    shares: Floats = rarity / rarity.sum()
    return shares


def _titles_like(index: TitleIndex, asked: str) -> Floats:
    """How well each title holds a word, 0 (not at all) to 1."""
    quality = np.zeros(len(index.texts))
    for word, closeness in _vocabulary_like(index, asked):
        held = index.titles_with(word)
        quality[held] = np.maximum(quality[held], closeness)
    return quality


def _vocabulary_like(index: TitleIndex, asked: str) -> Iterable[tuple[int, float]]:
    root = stem(asked)
    exact = index.word_of.get(asked)
    if exact is not None or root in index.words_of_stem:
        same = [(word, SAME_STEM) for word in index.words_of_stem.get(root, ())]
        return same if exact is None else [*same, (exact, SAME_WORD)]
    near = _stems_like(index, root)
    return [(word, quality) for s, quality in near for word in index.words_of_stem[s]]


def _stems_like(index: TitleIndex, root: str) -> list[tuple[str, float]]:
    if len(root) < 4:
        return []
    begin = [(s, BEGINS_ALIKE) for s in index.stems if s.startswith(root)]
    cutoff = 1 if len(root) < 8 else 2
    distances = cdist([root], index.stems, scorer=OSA.distance, score_cutoff=cutoff)[0]
    quality = {1: ONE_KEYSTROKE, 2: TWO_KEYSTROKES}
    closest = int(distances.min())
    if closest > cutoff:
        return begin
    near = np.flatnonzero(distances == closest)
    return [*begin, *((index.stems[i], quality[closest]) for i in near)]


def _best(index: TitleIndex, scores: Floats, limit: int) -> list[int]:
    """The best title of each of the best occupations, best first."""
    hits = np.flatnonzero(scores)
    best = np.zeros(len(index.nocs))
    np.maximum.at(best, index.noc_of[hits], scores[hits])
    as_good = hits[scores[hits] >= ABOUT_AS_WELL * best[index.noc_of[hits]]]
    count = np.bincount(index.noc_of[as_good], minlength=len(index.nocs))
    described = index.people * count / np.bincount(index.noc_of, minlength=len(index.nocs))
    nocs = np.lexsort((-described, -best.round(2)))[:limit]
    floor = max(MIN_OF_BEST * best.max(), MIN_SCORE)
    return [_first_title(index, scores, int(noc)) for noc in nocs if best[noc] >= floor]


def _first_title(index: TitleIndex, scores: Floats, noc: int) -> int:
    titles = np.flatnonzero(index.noc_of == noc)
    return int(titles[np.argmax(scores[titles])])


def _match(index: TitleIndex, scores: Floats, title: int) -> Match:
    noc = int(index.noc_of[title])
    return Match(
        noc=index.nocs[noc],
        title=index.titles[noc],
        matched_title=index.texts[title],
        lang=index.langs[title],
        score=round(float(scores[title]), 1),
    )


@cache
def load_titles(folder: Path) -> TitleIndex:
    """The index of a snapshot's titles, built once in a process (a fraction of a second).

    Raises:
        Refused: a table is missing or unreadable.
    """
    occupations = load_occupations(folder)
    nocs = tuple(occupation.noc for occupation in occupations)
    titles = tuple(occupation.title for occupation in occupations)
    rows = read_table(folder, "occupation_titles", ("noc", "lang", "title"))
    position = {noc: i for i, noc in enumerate(nocs)}
    # The group's own titles are searched like the others: people read them on official pages.
    noc_of = [*map(position.__getitem__, rows["noc"]), *range(len(nocs)), *range(len(nocs))]
    texts = [*rows["title"], *(t.fr for t in titles), *(t.en for t in titles)]
    said_in = cast("tuple[Language, ...]", rows["lang"])
    langs: list[Language] = [*said_in, *repeat(_FR, len(nocs)), *repeat(_EN, len(nocs))]
    words_of = [words(line) for line in fold(_EXCEPT.sub("", "\n".join(texts))).split("\n")]
    vocabulary, starts, postings = _postings(words_of)
    by_stem: dict[str, list[int]] = {}
    for i, word in enumerate(vocabulary):
        by_stem.setdefault(stem(word), []).append(i)
    return TitleIndex(
        nocs=nocs,
        titles=titles,
        noc_of=np.array(noc_of, dtype=np.int64),
        texts=tuple(texts),
        langs=tuple(langs),
        sizes=np.array([max(1, len(set(map(stem, found)))) for found in words_of], dtype=float),
        vocabulary=vocabulary,
        word_of={word: i for i, word in enumerate(vocabulary)},
        words_of_stem={s: tuple(found) for s, found in by_stem.items()},
        stems=tuple(by_stem),
        starts=starts,
        postings=postings,
        people=_people(folder, nocs),
    )


def _postings(words_of: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], Ints, Ints]:
    vocabulary: dict[str, int] = {}
    word_ids = [vocabulary.setdefault(w, len(vocabulary)) for found in words_of for w in found]
    title_ids = np.repeat(np.arange(len(words_of)), [len(found) for found in words_of])
    order = np.argsort(np.array(word_ids), kind="stable")
    counts = np.bincount(word_ids, minlength=len(vocabulary))
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return tuple(vocabulary), starts, title_ids[order].astype(np.int64)


def _people(folder: Path, nocs: Sequence[str]) -> Floats:
    """People employed in each occupation, 0 where unknown.

    Canada's figures (COPS 2023), because Québec's are not published for 217 of the 516.
    """
    rows = read_table(folder, "cops", ("noc", "employment_2023"))
    people = dict(zip(rows["noc"], rows["employment_2023"], strict=True))
    return np.array([float(people.get(noc) or 0) for noc in nocs])
