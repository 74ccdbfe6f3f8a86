"""The page that thanks every source in the words its licence asks for."""

from __future__ import annotations

from collections.abc import Iterable

from regions_data.catalog import Source

HEADING = """# Sources et licences · Sources and licences

Les faits sur les lieux et les métiers viennent des publications ci-dessous, dont la mention doit
accompagner toute réutilisation. « À confirmer » : la licence vient de la connaissance générale de
l’éditeur et doit être vérifiée avant diffusion.

The facts about places and occupations come from the publications below; their line must go with
any reuse. “À confirmer” (to be confirmed): the licence comes from general knowledge of the
publisher and must be checked before publication.

Page écrite par `python -m regions_data.build` d’après `sources.toml` · written from `sources.toml`.
"""


def attribution_page(sources: Iterable[Source]) -> str:
    """The Markdown page: publisher, title, period, licence and line to keep of each source."""
    return HEADING + "".join(_section(source) for source in sources)


def _section(source: Source) -> str:
    lines = [
        f"\n## {source.title.fr}",
        f"*{source.title.en}*\n",
        f"- {source.publisher} · {source.period}",
        f"- Licence : {source.licence}",
        f"- {source.attribution}",
    ]
    if source.url:
        lines.append(f"- <{source.url}>")
    return "\n".join(lines) + "\n"
