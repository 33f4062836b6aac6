from .jurisdiction import Alias, Identifier, Jurisdiction, ParentTie
from .official import Official
from .source import SourceArticle
from .statement import Citation, Statement

__all__ = [
    "Alias", "Citation", "Identifier", "Jurisdiction", "Official", "ParentTie", "SourceArticle", "Statement",
]  # fmt: skip
