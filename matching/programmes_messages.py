"""What is said of each mistake in the programme register, and what to do about it."""

from __future__ import annotations

from regions_data.text import Text

TWICE = Text("ce programme est écrit deux fois.", "this programme is written twice.")
BAD_ID = Text("un identifiant s'écrit « emploi_regions ».", "an id is written “regional_jobs”.")
WRITE_ID = Text("Minuscules, chiffres et _.", "Lower case, digits and _.")
UNVERIFIED_CONCLUDES = Text(
    "un fait non vérifié ne peut répondre que « verify ».",
    "a fact that is not verified may only answer “verify”.",
)
WRITE_VERIFY = Text(
    "Écrivez « answer: verify », ou donnez la source qui vérifie le fait et sa confiance.",
    "Write “answer: verify”, or give the source that verifies the fact and its confidence.",
)
ONLY_VERIFY = Text(
    "une situation sans conclusion ne peut répondre que « verify ».",
    "a situation without conclusion may only answer “verify”.",
)
ENDS_FIRST = Text("cette entrée finit avant de commencer.", "this entry ends before it starts.")
SWAP_DATES = Text("Corrigez l'une des deux dates.", "Correct one of the two dates.")
NEVER_READ = Text(
    "cette entrée n'est jamais lue : une entrée plus haut, sans condition, couvre ses dates.",
    "this entry is never read: an entry above it, without conditions, covers its dates.",
)
MOVE_UP = Text("Placez-la plus haut, ou retirez-la.", "Put it higher, or remove it.")
NOT_A_FACT = Text(
    "ce n'est pas un fait du profil qu'un programme puisse lire (un mot d'une liste fermée, ou une "
    "date).",
    "this is not a profile fact that a programme may read (a word of a closed list, or a date).",
)
SEE_THE_PROFILE = Text(
    "Prenez un chemin de docs/household-profile.md.", "Take a path of docs/household-profile.md."
)
NOT_LISTED = Text(
    "ce fait n'est pas dans « facts », la liste de ce que la case peut lire.",
    "this fact is not in “facts”, the list of what the box may read.",
)
NOT_A_SOURCE = Text("cette source n'est pas dans « sources ».", "this source is not in “sources”.")
WRITE_WORDS = Text(
    "Écrivez une liste de mots : [permanent_resident].", "Write words: [permanent_resident]."
)
WRITE_YEARS = Text("Écrivez {within_years: 5}.", "Write {within_years: 5}.")
NOT_YEARS = Text(
    "une date se compare à un nombre entier d'années.",
    "a date is compared with a whole number of years.",
)
NO_BRACES = Text("une phrase n'a pas d'accolade.", "a sentence has no brace.")
DROP_BRACES = Text("Retirez les accolades.", "Remove the braces.")
