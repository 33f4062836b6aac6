from .jurisdiction import Alias, Identifier, Jurisdiction, ParentTie
from .loaded import LoadedRow
from .official import Official
from .source import SourceArticle
from .span import PositionSpan
from .statement import Citation, Statement

__all__ = [
    "Alias", "Citation", "Identifier", "Jurisdiction", "LoadedRow", "Official", "ParentTie", "PositionSpan",
    "SourceArticle", "Statement",
]  # fmt: skip
