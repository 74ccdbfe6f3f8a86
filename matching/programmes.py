"""The programme box: eligible, not eligible or to verify on the date of the service, no colour."""

# It is information for a conversation, never legal advice: no rule, colour or score reads it, and
# it alone reads the immigration status (DESIGN §2.8).

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from features.profile import Gap, HouseholdProfile
from matching.programme_rules import Programme, ProgrammeEntry, Programmes, ProgrammeWord
from regions_data.text import Text


@dataclass(frozen=True, slots=True)
class ProgrammeAnswer:
    """What the known facts say of one programme; `as_of` is when its source last spoke."""

    id: str
    title: Text
    answer: ProgrammeWord
    why: Text
    source: str
    as_of: date

    def as_json(self) -> dict[str, object]:
        """The answer under the keys of the contract."""
        return {
            "id": self.id,
            "answer": self.answer,
            "why": self.why.as_json(),
            "source": self.source,
            "as_of": self.as_of.isoformat(),
        }


def assess(
    profile: HouseholdProfile, as_of: date, register: Programmes
) -> tuple[ProgrammeAnswer, ...]:
    """What each programme of the register answers to a household, in the register's order.

    1. Of the entries in force on the day, keep those that may hold, down to the first that surely
       does; where none does, the last is silence, which is to verify.
    2. Where all those give the same answer, it is the answer: no missing fact could change it.
    3. Else it is to verify, with the facts to ask. Knowing more can only narrow what is possible:
       it never turns eligible into not eligible, nor the contrary.

    Args:
        profile: the household; the box is about the first adult.
        as_of: the date of the service.
        register: the programmes and their entries.
    """
    return tuple(_answer(programme, register, profile, as_of) for programme in register.programmes)


def _answer(
    programme: Programme, register: Programmes, profile: HouseholdProfile, as_of: date
) -> ProgrammeAnswer:
    unsure, sure = _possible(programme, register, profile, as_of)
    answers = {entry.answer for entry in (*unsure, sure)}
    if len(answers) == 1:
        return _said(programme, sure, sure.answer, sure.why)
    missing = (fact for entry in unsure for fact in entry.missing(profile, as_of))
    telling = next(entry for entry in (*unsure, sure) if entry.answer != "verify")
    why = _why_open(tuple(dict.fromkeys(missing)), register, profile)
    return _said(programme, telling, "verify", why)


def _possible(
    programme: Programme, register: Programmes, profile: HouseholdProfile, as_of: date
) -> tuple[list[ProgrammeEntry], ProgrammeEntry]:
    """The entries that may hold, before the first that surely does, and that one."""
    unsure: list[ProgrammeEntry] = []
    for entry in (*register.no_conclusion, *programme.entries):
        held = entry.in_force(as_of) and entry.holds(profile, as_of)
        if held:
            return unsure, entry
        if held is None:
            unsure.append(entry)
    return unsure, programme.silence


def _said(
    programme: Programme, entry: ProgrammeEntry, answer: ProgrammeWord, why: Text
) -> ProgrammeAnswer:
    return ProgrammeAnswer(
        programme.id, programme.title, answer, why, entry.source, entry.verified_on
    )


def _why_open(missing: tuple[str, ...], register: Programmes, profile: HouseholdProfile) -> Text:
    """What to ask; what the person declined to say is never asked again."""
    declined = [fact for fact in missing if profile.gap(fact) is Gap.DECLINED]
    asked = [fact for fact in missing if fact not in declined]
    told = []
    if asked:
        fr, en = _named(asked, register)
        told.append(Text(f"À demander : {fr}.", f"To ask: {en}."))
    if declined:
        fr, en = _named(declined, register)
        told.append(
            Text(
                f"Non dit, par choix : {fr} ; la personne peut voir avec le programme.",
                f"Not said, by choice: {en}; the person may see with the programme.",
            )
        )
    return Text(" ".join(text.fr for text in told), " ".join(text.en for text in told))


def _named(facts: list[str], register: Programmes) -> tuple[str, str]:
    words = [register.facts[fact] for fact in facts]
    return ", ".join(word.fr for word in words), ", ".join(word.en for word in words)
