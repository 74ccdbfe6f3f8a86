"""Find the place a person means by a code or a name, or say which ones it could be."""

from __future__ import annotations

import bisect
import functools
import re
import unicodedata
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from regions_data.catalog import Place
from regions_data.problems import Problem, Refused
from regions_data.snapshot import Snapshot
from regions_data.text import Text

MAX_SUGGESTIONS = 5
MIN_LIKENESS = 65.0
SAINTS = {"st": "saint", "ste": "sainte"}


def find_place(snapshot: Snapshot, text: str, where: str = "PLACE") -> Place:
    """The one place meant by a five-digit code, or by a name in any case, accents or hyphens.

    `where` names what the person was filling in, for the refusal.

    Raises:
        Refused: no place, several places of that name, or a code that is no longer or not quite
            one; the refusal lists the codes that could be meant.
    """
    asked = text.strip()
    if asked.isdecimal():
        return _by_code(snapshot, asked, where)
    candidates = _by_folded_name(snapshot).get(folded(asked), ())
    if len(candidates) == 1:
        return candidates[0]
    raise Refused(
        [
            _ambiguous(asked, where, candidates)
            if candidates
            else _unknown_name(snapshot, asked, where)
        ]
    )


def folded(name: str) -> str:
    """A name without case, accents, punctuation or the short forms of Saint.

    >>> folded("St-Jérôme"), folded("L’Épiphanie")
    ('saint jerome', 'l epiphanie')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe"))
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    words = re.findall(r"[a-z0-9]+", letters)
    return " ".join(SAINTS.get(word, word) for word in words)


@functools.cache
def _by_folded_name(snapshot: Snapshot) -> Mapping[str, tuple[Place, ...]]:
    names: dict[str, tuple[Place, ...]] = {}
    for place in snapshot.places:
        key = folded(place.name)
        names[key] = (*names.get(key, ()), place)
    return names


def described(place: Place) -> str:
    """One line that tells a place from its namesakes: code, name, designation and MRC."""
    return f"{place.code} {place.name} ({place.designation}, {place.mrc_name})"


def _by_code(snapshot: Snapshot, code: str, where: str) -> Place:
    try:
        return snapshot.place(code)
    except KeyError:
        raise Refused([_unknown_code(snapshot, code, where)]) from None


def _unknown_code(snapshot: Snapshot, code: str, where: str) -> Problem:
    """What is wrong with a code: merged away, without its zero, or Statistics Canada's form."""
    now = snapshot.former_codes.get(code) or snapshot.former_codes.get(code.zfill(5))
    if now:
        message = Text(
            f"{code} est un ancien code ; cette municipalité fait partie d’une autre.",
            f"{code} is a former code; that municipality is now part of another.",
        )
        return _with_remedy(where, code, message, (snapshot.place(now),))
    corrected = code.zfill(5) if len(code) < 5 else code.removeprefix("24")
    known = [place for place in snapshot.places if place.code == corrected]
    if known:
        message = Text(
            f"{code} n’est pas un code de cinq chiffres, zéro initial compris.",
            f"{code} is not a five-digit code, leading zero included.",
        )
        return _with_remedy(where, code, message, tuple(known))
    message = Text(
        f"aucune municipalité locale n’a le code {code[:20]}.",
        f"no local municipality has the code {code[:20]}.",
    )
    return _with_remedy(where, code[:20], message, _nearest_codes(snapshot, code))


def _nearest_codes(snapshot: Snapshot, code: str) -> tuple[Place, ...]:
    """The places just before and after a mistyped code; none when it is not five digits long."""
    if len(code) != 5:
        return ()
    after = bisect.bisect([place.code for place in snapshot.places], code)
    return snapshot.places[max(after - 1, 0) : after + 1]


def _ambiguous(text: str, where: str, candidates: tuple[Place, ...]) -> Problem:
    message = Text(
        f"« {text} » est le nom de {len(candidates)} municipalités.",
        f"“{text}” is the name of {len(candidates)} municipalities.",
    )
    return _with_remedy(where, text, message, candidates)


def _unknown_name(snapshot: Snapshot, text: str, where: str) -> Problem:
    shown = text[:60]
    if not shown:
        empty = Text("aucune municipalité n’est nommée.", "no municipality is named.")
        return _with_remedy(where, "", empty, ())
    message = Text(
        f"aucune municipalité locale ne s’appelle « {shown} ».",
        f"no local municipality is called “{shown}”.",
    )
    by_name = _by_folded_name(snapshot)
    hits = process.extract(
        folded(text[:200]),
        list(by_name),
        scorer=fuzz.token_ratio,
        limit=MAX_SUGGESTIONS,
        score_cutoff=MIN_LIKENESS,
    )
    near = tuple(place for name, _, _ in hits for place in by_name[name])
    return _with_remedy(where, shown, message, near)


def _with_remedy(where: str, value: str, message: Text, known: tuple[Place, ...]) -> Problem:
    remedy = Text(
        "Donnez le code à cinq chiffres d’une de ces municipalités."
        if known
        else "Vérifiez l’orthographe, ou donnez le code à cinq chiffres.",
        "Give the five-digit code of one of these municipalities."
        if known
        else "Check the spelling, or give the five-digit code.",
    )
    names = tuple(described(place) for place in known)
    return Problem(where, message, remedy, value=value, known=names, is_closed=False)
