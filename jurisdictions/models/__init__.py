from .address_history import PermanentAddress
from .correction import Correction
from .findable import FindableName
from .indexed import IndexChange, IndexSource
from .judged_pair import JudgedPair
from .jurisdiction import Alias, Identifier, Jurisdiction, ParentTie
from .loaded import LoadedRow
from .merge import Merge
from .official import Official
from .place import Place, Territory, ZipCode
from .proposal import ProposedChange
from .report import Report
from .source import SourceArticle
from .source_check import SourceCheck
from .span import PositionSpan
from .statement import Citation, Statement
from .upload import Upload

__all__ = [
    "Alias", "Citation", "Correction", "FindableName", "Identifier", "IndexChange", "IndexSource", "JudgedPair",
    "Jurisdiction", "LoadedRow", "Merge", "Official", "ParentTie", "PermanentAddress", "Place", "PositionSpan",
    "ProposedChange", "Report", "SourceArticle", "SourceCheck", "Statement", "Territory", "Upload", "ZipCode",
]  # fmt: skip
