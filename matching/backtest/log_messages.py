"""What is said about a log that cannot be used as it is: what is wrong, and what to do."""

from __future__ import annotations

from regions_data.catalog import Place
from regions_data.text import Text

NOT_A_DAY = Text(
    "cette date n'existe pas, ou n'est pas écrite sous une forme lue.",
    "this date does not exist, or is not written in a form that is read.",
)
UNLIKELY_DAY = Text("cette date est invraisemblable.", "this date is unlikely.")
EXCEL_ERROR = Text("une erreur de calcul du tableur.", "an error of the spreadsheet.")
MEND_THE_SHEET = Text("Corrigez la formule, ou videz la cellule.", "Mend the formula, or empty it.")
WRITE_DAY = Text(
    "Écrivez AAAA-MM-JJ ou JJ/MM/AAAA, par exemple 2024-06-30.",
    "Write YYYY-MM-DD or DD/MM/YYYY, for example 2024-06-30.",
)
NOT_A_SHARE = Text("ce n'est pas une probabilité.", "this is not a probability.")
WRITE_SHARE = Text("Écrivez un nombre de 0 à 1.", "Write a number from 0 to 1.")
NOT_A_SCORE = Text("ce n'est pas un score.", "this is not a score.")
WRITE_SCORE = Text("Écrivez un nombre de 0 à 100.", "Write a number from 0 to 100.")
NOT_A_WORD = Text("ce mot n'est pas accepté ici.", "this word is not accepted here.")
WRITE_A_WORD = Text(
    "Écrivez l'une des valeurs connues, laissez vide, ou donnez le sens du mot dans la "
    "correspondance (words).",
    "Write one of the known values, leave it empty, or give the word's meaning in the mapping "
    "(words).",
)
REQUIRED = Text("cette cellule est vide.", "this cell is empty.")
FILL_IT = Text(
    "Remplissez-la, ou retirez la ligne du fichier.", "Fill it in, or remove the row from the file."
)
NOT_OPAQUE = Text(
    "ce numéro de dossier contient autre chose que des lettres sans accent, des chiffres, - _ .",
    "this case number holds something other than plain letters, digits, - _ .",
)
GIVE_A_NUMBER = Text(
    "Donnez un numéro opaque, jamais un nom.", "Give an opaque number, never a name."
)
MEND_THE_DAY = Text("Corrigez l'une des deux dates.", "Correct one of the two dates.")
MEND_EITHER = Text("Corrigez l'une des deux cellules.", "Correct one of the two cells.")
IN_THE_FUTURE = Text(
    "cette date vient après le jour de l'évaluation.", "this date comes after the evaluation's day."
)
CHECK_AS_OF = Text(
    "Corrigez-la, ou donnez le bon jour avec --as-of.", "Correct it, or give the right --as-of."
)
BEFORE_DECISION = Text(
    "l'établissement vient avant la décision.", "the settlement comes before the decision."
)
BEFORE_SETTLEMENT = Text(
    "cette date vient avant l'établissement.", "this date comes before the settlement."
)
SEEN_AFTER_LEAVING = Text(
    "le ménage est vu sur place après son départ.", "the household is seen there after it left."
)
LEFT_BEFORE = Text(
    "« oui » à cette échéance, alors que le ménage était déjà parti.",
    "“yes” at this date, while the household had left already.",
)
SEEN_LATER = Text(
    "« non » à cette échéance, alors que le ménage est vu sur place plus tard.",
    "“no” at this date, while the household is seen there later.",
)
GONE_TOO_EARLY = Text(
    "« non » à cette échéance, alors que le ménage part plus tard.",
    "“no” at this date, while the household leaves later.",
)
NOT_EVEN_IN_QUEBEC = Text(
    "dans la région, mais plus au Québec, à cette date.", "in the region, but not in Québec, then."
)
SHEET_NOT_READ = Text("cette feuille n'est pas lue.", "this sheet is not read.")
BACK_AGAIN = Text(
    "« oui » à cette échéance, après un « non » plus tôt.",
    "“yes” at this date, after an earlier “no”.",
)
NOT_REACHED = Text(
    "cette échéance n'est pas encore atteinte.", "this date has not been reached yet."
)
LEAVE_EMPTY = Text("Laissez la cellule vide.", "Leave the cell empty.")
LEFT_QUEBEC_ONLY = Text(
    "le ménage est parti du Québec avant de partir de la région.",
    "the household left Québec before it left the region.",
)
REASON_WITHOUT_LEAVING = Text(
    "un motif de départ, mais aucun départ n'est noté.",
    "a reason for leaving, but no departure is recorded.",
)
NO_PARTNER = Text(
    "la conjointe ou le conjoint d'une personne seule.", "the partner of a person alone."
)
OFFERED_TWICE = Text("le même lieu est proposé deux fois.", "the same place is offered twice.")
NOT_AS_MANY = Text(
    "il n'y a pas autant de probabilités que de lieux.",
    "there are not as many probabilities as places.",
)
SUM_ABOVE_ONE = Text(
    "la somme des probabilités dépasse 1.", "the probabilities add up to more than 1."
)
TWO_PROPENSITIES = Text(
    "deux probabilités différentes pour le lieu choisi.",
    "two different probabilities for the place chosen.",
)
ZERO_PROPENSITY = Text(
    "une probabilité de 0 pour le lieu qui a été choisi.",
    "a probability of 0 for the place that was chosen.",
)
NOT_OFFERED = Text(
    "le lieu choisi n'est pas parmi les lieux proposés.",
    "the place chosen is not among those offered.",
)
IN_CMM = Text(
    "dans la Communauté métropolitaine de Montréal : hors du champ.",
    "inside the Montréal metropolitan community: out of scope.",
)
MEND_THE_LIST = Text("Corrigez la liste.", "Correct the list.")
REMOVE_ONE = Text(
    "Retirez l'une des deux lignes, ou corrigez sa date.",
    "Remove one of the rows, or mend its date.",
)


def former_code(code: str, place: Place) -> Text:
    """A municipality that no longer exists under that code."""
    return Text(
        f"le code {code} n'existe plus : lu comme {place.code} {place.name}.",
        f"code {code} no longer exists: read as {place.code} {place.name}.",
    )


def same_row(line: int) -> Text:
    """The same case on the same day, twice."""
    return Text(
        f"le même dossier, le même jour, qu'à la ligne {line}.",
        f"the same case on the same day as on line {line}.",
    )
