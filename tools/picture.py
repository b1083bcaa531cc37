"""Draw what the demo prints as a picture of a terminal, for the README.

    python -m tools.picture               write docs/pictures/demo.svg

The picture shows the chapters from *Beside the truth* to *Together*. It names no font to be fetched and no
address, so that a page with it asks nobody for anything.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from ringfence.cli import story

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "demo.svg"
FIRST, LAST = "5. Beside the truth", "8. In common"
WIDTH = 100

_THEME = TerminalTheme(
    (16, 20, 28),
    (214, 220, 229),
    [(16, 20, 28), (224, 108, 117), (152, 195, 121), (229, 192, 123)] * 2,
)
_FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>ringfence demo, from "Beside the truth" to "Together"</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
 line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>{lines}</defs>
<rect width="{width}" height="{height}" rx="8" fill="#10141c"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def told(folder: Path) -> str:
    """Play the demo and give what it prints, with the colours of a terminal."""
    kept = io.StringIO()
    screen = Console(file=kept, width=WIDTH, force_terminal=True, color_system="standard", highlight=False)
    (folder / "demo").mkdir()
    story.play(folder / "demo", 1, screen)
    return kept.getvalue()


def drawn(printed: str) -> str:
    """Draw the chapters that the picture shows as SVG; the same for the same text."""
    lines = printed.split("\n")
    plain = [Text.from_ansi(line).plain for line in lines]
    shown = lines[plain.index(FIRST) : plain.index(LAST)]
    screen = Console(file=io.StringIO(), width=WIDTH, record=True, highlight=False)
    for line in shown:
        screen.print(Text.from_ansi(line))
    svg = screen.export_svg(title="ringfence demo", theme=_THEME, code_format=_FORMAT, unique_id="demo")
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)


def main() -> int:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(drawn(told(Path(folder))), encoding="utf-8")
    print(f"Wrote {PICTURE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
