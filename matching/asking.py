"""Which unknown facts may be asked, at their turn, and in which words."""

from __future__ import annotations

from collections.abc import Iterable

from features.profile import Gap, HouseholdProfile, partner_exists
from features.schema import field_at
from regions_data.text import Text

_PARTNER_PATHS = ("partner.", "adults.1.")


def is_askable(profile: HouseholdProfile, path: str) -> bool:
    """Whether a fact is unknown, has a question, and comes at its turn.

    What was declined is never asked again; the town of an offer comes once it is signed; the
    partner's facts come once it is known that there is a partner.
    """
    if profile.gap(path) is not Gap.UNKNOWN or field_at(path).question is None:
        return False
    if path.startswith(_PARTNER_PATHS) and not partner_exists(profile):
        return False
    return comes_at_its_turn(profile, path)


def facts_to_ask(profile: HouseholdProfile, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of some facts that may be asked, in order.

    While it is not known whether there is a partner, that stands for every fact of the partner.
    """
    stands_for_them = partner_exists(profile) is None
    said = (
        "household_kind" if stands_for_them and path.startswith(_PARTNER_PATHS) else path
        for path in paths
        if profile.gap(path) in {Gap.UNKNOWN, Gap.DECLINED}
    )
    return tuple(path for path in dict.fromkeys(said) if is_askable(profile, path))


def comes_at_its_turn(profile: HouseholdProfile, path: str) -> bool:
    """Whether a fact is not a detail of something that there is not yet."""
    asked_when = field_at(path).asked_when
    if not asked_when:
        return True
    group = path.rpartition(".")[0]
    headline = field_at(group).headline
    return profile.word(group if headline is None else f"{group}.{headline}") in asked_when


def spoken_question(path: str) -> Text:
    """What a counsellor says aloud to learn a fact, naming the partner when it is theirs.

    Raises:
        KeyError: the fact has no question.
    """
    question = field_at(path).question
    if question is None:
        raise KeyError(path)
    if not path.startswith("adults.1."):
        return question
    return Text(
        f"À la conjointe ou au conjoint : {_lower_first(question.fr)}",
        f"To the partner: {_lower_first(question.en)}",
    )


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
