"""What is said of a file that is not a model we can use."""

from __future__ import annotations

from regions_data.text import Text

TRAIN_AGAIN = Text(
    "Refaites apprendre le modèle sur votre journal, puis enregistrez-le de nouveau.",
    "Let the model learn from your log again, then save it again.",
)
GIVE_A_MODEL = Text(
    "Donnez un fichier enregistré par Ancrage (.skops).", "Give a file that Ancrage saved (.skops)."
)
NOT_A_FILE = Text("ce n'est pas un fichier qui se lit.", "this is not a file that can be read.")
TOO_LARGE = Text("trop gros pour être un modèle.", "too large to be a model.")
PICKLE = Text(
    "c'est un pickle : l'ouvrir exécuterait le code de la personne qui l'a fait. Il n'a pas été "
    "ouvert.",
    "this is a pickle: opening it would run the code of whoever made it. It was not opened.",
)
NOT_SKOPS = Text("ce n'est pas un fichier skops.", "this is not a skops file.")
NOT_OURS = Text(
    "ce fichier skops n'est pas un modèle d'Ancrage.",
    "this skops file is not a model of Ancrage.",
)
DAMAGED = Text("ce fichier est abîmé ou incomplet.", "this file is damaged or cut short.")
COPY_AGAIN = Text(
    "Copiez de nouveau l'original, ou refaites apprendre le modèle.",
    "Copy the original again, or let the model learn again.",
)
UNTRUSTED = Text(
    "ce fichier contient des objets qu'aucun modèle d'Ancrage ne contient. Il n'a pas été ouvert.",
    "this file holds objects that no model of Ancrage holds. It was not opened.",
)
NOT_WRITABLE = Text(
    "le fichier ne peut pas être écrit ici ; rien n'a été écrit.",
    "the file cannot be written here; nothing was written.",
)
CHOOSE_A_FOLDER = Text(
    "Donnez un dossier qui existe et où vous pouvez écrire.",
    "Give a folder that exists and that you may write in.",
)
OTHER_COLUMNS = Text(
    "ce modèle a appris sur d'autres colonnes que celles d'aujourd'hui.",
    "this model learned from other columns than today's.",
)


def other_version(theirs: str, ours: str) -> Text:
    """The versions of scikit-learn that made the model, and that would read it."""
    return Text(
        f"ce modèle a été fait avec scikit-learn {theirs} ; ici, c'est {ours}, et ses chances "
        "pourraient différer.",
        f"this model was made with scikit-learn {theirs}; here it is {ours}, and its chances might "
        "differ.",
    )
