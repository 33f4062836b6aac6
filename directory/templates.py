"""Templates whose constant parts are put in once, when they are read, and not on every page: a fifth of what stands in
them is words, addresses and files that are the same for everybody (words while there is one language).
"""

from django.conf import settings
from django.template import Context
from django.template.base import NodeList, TextNode
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode


class Folding(base.Loader):
    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        return template


class Loader(cached.Loader, Folding):
    """What it keeps is folded before it is kept: another thread may write it the moment it is."""


def fold(nodes):
    """Replace what is constant in a NodeList, and in those of its nodes, by text."""
    folded = []
    for node in nodes:
        for inner in lists_in(node):
            fold(inner)
        text = text_of(node)
        if text is None:
            folded.append(node)
        elif folded and type(folded[-1]) is TextNode:
            folded[-1] = TextNode(folded[-1].s + text)
        elif text:
            folded.append(TextNode(text))
    nodes[:] = folded


def lists_in(node):
    if isinstance(node, IfNode):
        return [inner for _condition, inner in node.conditions_nodelists]
    return [value for value in vars(node).values() if isinstance(value, NodeList)]


def text_of(node):
    """What a node always says, or None."""
    if isinstance(node, TextNode):
        return node.s
    return node.render(Context()) if is_constant(node) else None


def is_constant(node):
    if isinstance(node, LoadNode | CommentNode):
        return True
    if isinstance(node, TranslateNode):
        said, is_plain = node.filter_expression, not (node.asvar or node.message_context)
        return not settings.USE_I18N and is_plain and not said.filters and said.var.literal is not None
    if isinstance(node, StaticNode):
        return not node.varname and is_literal(node.path)
    if isinstance(node, URLNode):
        return (
            not (node.args or node.kwargs or node.asvar)
            and is_literal(node.view_name)
            and ":" not in node.view_name.var
        )
    return False


def is_literal(expression):
    return isinstance(expression.var, str) and not expression.filters
