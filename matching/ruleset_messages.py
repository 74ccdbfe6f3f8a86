"""What is said of each mistake in a ruleset, and what to do about it."""

from __future__ import annotations

from regions_data.text import Text

NOT_A_MAPPING = Text("on attend ici des lignes « clé: valeur ».", "“key: value” lines expected.")
WRITE_KEYS = Text("Écrivez des lignes « clé: valeur ».", "Write “key: value” lines.")
TWICE = Text("ce nom est déjà pris dans le jeu de règles.", "this name is already used.")
KEEP_ONE = Text("Gardez-en un seul ou renommez-le.", "Keep one or rename it.")
BAD_RULE_ID = Text(
    "un nom de règle s'écrit « sujet.regle ».", "a rule's name is written “subject.rule”."
)
WRITE_RULE_ID = Text(
    "Minuscules, chiffres et _, avec un point.", "Lower case, digits and _, with a dot."
)
ABOUT_MISMATCH = Text(
    "« about » ne correspond pas à ce que lit le facteur.",
    "“about” does not match what the factor reads.",
)
OTHERWISE_LAST = Text(
    "les bandes finissent par une seule ligne « otherwise ».",
    "bands end with a single “otherwise” line.",
)
WRITE_OTHERWISE = Text(
    "Mettez « - {otherwise: green} » en dernier.", "Put “- {otherwise: green}” last."
)
WRITE_BAND = Text(
    'Écrivez « - {when: "> 30", colour: yellow} ».', 'Write “- {when: "> 30", colour: yellow}”.'
)
RED_IS_CLOSED = Text(
    "ce facteur n'est pas dans la liste fermée des feux rouges.",
    "this factor is not in the closed list of reds.",
)
USE_YELLOW = Text("Donnez jaune.", "Give yellow.")
SCORE_ONLY = Text(
    "ce facteur ne sert qu'au score ou à une étape ; il ne peut pas colorer.",
    "this factor only feeds the score or a step; it may not colour.",
)
USE_WEIGHT = Text(
    "Donnez-lui un poids, ou une règle toujours verte qui ajoute une étape.",
    "Give it a weight, or a rule that is always green and adds a step.",
)
SILENT = Text(
    "une règle qui peut donner jaune ou rouge ne peut pas se taire devant un fait inconnu.",
    "a rule that can give yellow or red may not be silent about an unknown fact.",
)
ASK_INSTEAD = Text(
    "Écrivez « missing: yellow » ; « no_effect » est pour une règle qui n'ajoute qu'une étape.",
    "Write “missing: yellow”; “no_effect” is for a rule that only adds a step.",
)
WORSENS = Text(
    "un fait meilleur donnerait un moins bon résultat.",
    "a better fact would give a worse result.",
)
TURN_BANDS = Text(
    "Retournez les bandes : le meilleur côté du facteur est le plus vert.",
    "Turn the bands round: the factor's better side is the greener.",
)
TURN_POINTS = Text(
    "Retournez les points : le meilleur côté du facteur en gagne le plus.",
    "Turn the points round: the factor's better side earns the most.",
)
WRITE_GUARD = Text(
    "Écrivez « applies_if: {activator: [job, no_job]} » avec un fait du ménage.",
    "Write “applies_if: {activator: [job, no_job]}” with a household fact.",
)
UNKNOWN_GUARD = Text(
    "ce n'est pas un fait du ménage qui peut servir de condition (valeurs fermées, sans ordre, "
    "avec une question, hors de la partie programmes).",
    "this is not a household fact that may be a condition (closed values, no order, with a "
    "question, outside the programme part).",
)
NOT_A_LIST = Text("on attend ici une liste non vide.", "a non-empty list is expected here.")
WRITE_LIST = Text("Écrivez au moins un élément.", "Write at least one item.")
UNKNOWN_VALUE = Text("valeur inconnue.", "unknown value.")
CHOOSE = Text("Choisissez une valeur connue.", "Choose a known value.")
UNKNOWN_KEY = Text("clé inconnue.", "unknown key.")
ADD_KEY = Text("Ajoutez cette ligne.", "Add this line.")
TWO_LANGUAGES = Text(
    "la phrase manque, en français et en anglais.", "the sentence is missing, in both languages."
)
WRITE_TWO_LANGUAGES = Text('Écrivez {fr: "…", en: "…"}.', 'Write {fr: "…", en: "…"}.')
UNKNOWN_PLACEHOLDER = Text("accolade inconnue dans la phrase.", "unknown placeholder.")
LONE_BRACE = Text("une accolade n'est pas fermée ou ouverte.", "a brace is not closed or opened.")
CLOSE_BRACE = Text("Écrivez par exemple {place}.", "Write for example {place}.")
NO_EARNER = Text(
    "ce facteur ne parle pas du métier d'une personne.",
    "this factor is not about one person's occupation.",
)
DROP_OCCUPATION = Text("Retirez {occupation}.", "Remove {occupation}.")
STEP_MISSING = Text(
    "un feu jaune ou rouge demande une étape.", "a yellow or red light needs a step."
)
WRITE_STEP = Text(
    'Ajoutez step: {fr: "…", en: "…", owner: candidate, before_departure: true}.',
    'Add step: {fr: "…", en: "…", owner: candidate, before_departure: true}.',
)
BAD_EVIDENCE = Text(
    "ce n'est pas un numéro du catalogue des règles.", "this is not a number of the catalogue."
)
WRITE_EVIDENCE = Text("Écrivez par exemple G03.", "Write for example G03.")
WRITE_EVIDENCE_KEYS = Text(
    "Écrivez evidence: {rules: [G03], strength: supported}.",
    "Write evidence: {rules: [G03], strength: supported}.",
)
WRITE_WEIGHT = Text(
    "Écrivez « - {factor: …, weight: 10, points: [[0, 0], [1, 1]]} ».",
    "Write “- {factor: …, weight: 10, points: [[0, 0], [1, 1]]}”.",
)
BAD_POINT = Text("un point s'écrit [valeur, part].", "a point is written [value, share].")
NOT_INCREASING = Text("les valeurs doivent croître.", "the values must increase.")
WRITE_POINT = Text(
    "Écrivez [[0, 0], [1, 1]], la part de 0 à 1.", "Write [[0, 0], [1, 1]], the share from 0 to 1."
)
NOT_A_NUMBER = Text("ce nombre n'est pas accepté.", "this number is not accepted.")
EMPTY = Text("un texte est attendu.", "a text is expected.")
WRITE_SENTENCE = Text("Écrivez-le.", "Write it.")
NOT_A_DATE = Text("cette date n'existe pas.", "this date does not exist.")
WRITE_DATE = Text("Écrivez AAAA-MM-JJ.", "Write YYYY-MM-DD.")
COMPARISON_PROBLEMS = {
    "operator": (
        Text("opérateur inconnu.", "unknown operator."),
        Text("Commencez par un opérateur connu.", "Start with a known operator."),
    ),
    "number": (
        Text("on attend un nombre après l'opérateur.", "a number is expected after the operator."),
        Text("Écrivez par exemple « > 30 ».", "Write for example “> 30”."),
    ),
    "level": (
        Text("ce niveau n'existe pas pour ce facteur.", "this level does not exist here."),
        Text("Choisissez un niveau connu.", "Choose a known level."),
    ),
}


def keep_red_where(values: str) -> Text:
    """What to do about a red outside the closed list."""
    return Text(
        f"Gardez le rouge là où le facteur est « {values} » ; ailleurs, écrivez jaune.",
        f"Keep red where the factor is “{values}”; elsewhere, write yellow.",
    )
