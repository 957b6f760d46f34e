"""What a page of a layout tree looks like as text: one line of the file a line of the page."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.tree.node import Fill, GlyphRun, Group, Node, Picture, Rule, Shape, TreePage


def page_listing(page: TreePage) -> str:
    """The page's groups in paint order: role, story, part and leg, place, then text or drawing."""
    lines = [f"page {page.number} {page.section} {page.width} x {page.height}"]
    for group in page.groups:
        lines.extend(_group(group))
    return "\n".join(lines) + "\n"


def _group(group: Group) -> Iterator[str]:
    inner = [node for node in group.nodes if isinstance(node, Group)]
    for child in inner:
        yield from _group(child)
    own = [node for node in group.nodes if not isinstance(node, Group)]
    if own:
        where = f"{group.part}/{group.leg}" if group.leg >= 0 else "-"
        head = f"{group.article or '-'} {group.role.value} {where}"
        runs = [node for node in own if isinstance(node, GlyphRun)]
        if runs:
            text = "".join(run.text for run in runs)
            end = runs[-1].x + sum(runs[-1].advances)
            yield f"{head} {runs[0].x} {runs[0].baseline} {end} {runs[0].face} {runs[0].size} {text}"
        for node in own:
            if not isinstance(node, GlyphRun):
                yield f"{head} {_drawing(node)}"


def _drawing(node: Node) -> str:
    match node:
        case Rule():
            return f"rule {node.x} {node.y} {node.x2} {node.y2} {node.weight}"
        case Fill():
            return f"fill {node.x} {node.y} {node.width} {node.height}"
        case Picture():
            crop = ",".join(map(str, node.crop))
            return f"picture {node.x} {node.y} {node.width} {node.height} {node.name} {crop}"
        case Shape():
            return f"shape of {len(node.path)} steps from {node.path[0][1:]}"
    return ""
