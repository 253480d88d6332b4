"""What was measured, as a table in Markdown."""
import dataclasses

HEADER = ("Work", "decision", "Peer", "Its time", "Ratio", "Target", "")


@dataclasses.dataclass(frozen=True)
class Line:
    work: str
    ours: str
    peer: str = "–"
    theirs: str = "–"
    #: How many times the peer's time ours is; below one we are the slower.
    ratio: float = None
    target: str = "–"
    is_met: bool = None

    @property
    def cells(self):
        ratio = "–" if self.ratio is None else f"{self.ratio:.0f}×" if self.ratio >= 10 else f"{self.ratio:.2f}×"
        verdict = {None: "", True: "✓", False: "✗"}[self.is_met]
        return (self.work, self.ours, self.peer, self.theirs, ratio, self.target, verdict)


def text(lines):
    rows = [HEADER, *(line.cells for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    drawn = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    drawn.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(drawn)
