from .jurisdiction import Alias, Identifier, Jurisdiction, ParentTie
from .loaded import LoadedRow
from .official import Official
from .source import SourceArticle
from .statement import Citation, Statement

__all__ = [
    "Alias", "Citation", "Identifier", "Jurisdiction", "LoadedRow", "Official", "ParentTie", "SourceArticle",
    "Statement",
]  # fmt: skip
