"""The programme box on a terminal: three answers in plain words, never a light."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from features.profile import HouseholdProfile
from matching.programme_rules import SILENT, ProgrammeWord
from matching.programmes import ProgrammeAnswer
from regions_data.text import Text
from service.cli.printing import Page

PROGRAMMES = Text(
    "Admissibilité aux programmes (à vérifier auprès de chaque programme)",
    "Programme eligibility (to check with each programme)",
)
ANSWERS: dict[ProgrammeWord, Text] = {
    "eligible": Text("Admissible selon ces faits", "Eligible by these facts"),
    "not_eligible": Text("Non admissible selon ces faits", "Not eligible by these facts"),
    "verify": Text("À vérifier", "To verify"),
}
ABOUT = Text(
    "Information, sans effet sur les couleurs ni sur les points ; ce n'est pas un avis juridique. "
    "La date est celle de la dernière source.",
    "Information, without effect on colours or points; it is not legal advice. The date is that of "
    "the latest source.",
)
ABOUT_THE_PERSON = Text(
    "Elle porte sur la personne : pour la conjointe ou le conjoint, tout est à vérifier.",
    "It is about the person: for the partner, everything remains to be checked.",
)
OLD = Text(
    "Des dates ont plus de six mois : refaites la vérification avant de compter sur ces réponses.",
    "Some dates are more than six months old: check again before relying on these answers.",
)
OLD_AFTER = timedelta(days=183)
"""A fact not verified for half a year is said to be old: a product judgement."""


def write_programmes(
    answers: Sequence[ProgrammeAnswer], household: HouseholdProfile, as_of: date, page: Page
) -> None:
    """The box: what each answer is, then its programmes.

    A conclusion is told with its reason. What is to verify is named only: there is much of it, and
    the reasons stand in the JSON answer.
    """
    page.title(PROGRAMMES)
    is_alone = household.word("household_kind") == "single"
    about = [page.say(ABOUT)] if is_alone else [page.say(ABOUT), page.say(ABOUT_THE_PERSON)]
    page.paragraph(" ".join(about), "  ", "  ")
    for word, heading in ANSWERS.items():
        same = _together([answer for answer in answers if answer.answer == word])
        if same:
            page.line(f"  {page.say(heading)}")
        if word == "verify":
            page.paragraph(_titles([answer for group in same for answer in group], page), "    ")
        else:
            for group in same:
                page.paragraph(_line(group, page), "    ", "      ")
    if any(as_of - answer.as_of > OLD_AFTER for answer in answers):
        page.paragraph(page.say(OLD), "  ", "  ")


def write_brief_programmes(answers: Sequence[ProgrammeAnswer], page: Page) -> None:
    """The box in a few lines: the conclusions with their dates, and how many are to verify."""
    page.title(PROGRAMMES)
    for word, heading in ANSWERS.items():
        same = [answer for answer in answers if answer.answer == word]
        if same and word != "verify":
            told = [f"{page.say(each.title)} ({each.as_of})" for each in same]
            page.paragraph(f"{page.say(heading)}{page.colon} {page.listed(told)}", "  ", "    ")
    count = sum(answer.answer == "verify" for answer in answers)
    page.paragraph(page.say(_brief(count)), "  ", "    ")
    if any(answer.answer != "verify" for answer in answers):
        page.paragraph(page.say(_BRIEFLY), "  ")


def _brief(count: int) -> Text:
    return Text(
        f"À vérifier : {count} programmes, que « ancrage shortlist » nomme.",
        f"To verify: {count} programmes, which “ancrage shortlist” names.",
    )


_BRIEFLY = Text(
    "Pour la personne, à la date de la dernière source ; à revérifier après six mois. Ni avis "
    "juridique, ni effet sur la couleur.",
    "For the person, on the date of the latest source; to check again after six months. Neither "
    "legal advice nor any effect on the colour.",
)


def _together(answers: Sequence[ProgrammeAnswer]) -> list[list[ProgrammeAnswer]]:
    """Answers that give the same reason, in one group; those of which nothing is said, last."""
    groups: dict[Text, list[ProgrammeAnswer]] = {}
    for answer in answers:
        groups.setdefault(answer.why, []).append(answer)
    return sorted(groups.values(), key=lambda group: group[0].why == SILENT)


def _line(group: Sequence[ProgrammeAnswer], page: Page) -> str:
    days = {answer.as_of for answer in group}
    dated = f" ({days.pop()})" if len(days) == 1 else ""
    return f"- {_titles(group, page)} — {page.say(group[0].why)}{dated}"


def _titles(group: Sequence[ProgrammeAnswer], page: Page) -> str:
    return page.listed(page.say(answer.title) for answer in group)
