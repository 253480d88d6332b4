#!/usr/bin/env python3
"""Measures the program beside its peers, in one run on one machine.

    make bench                          all rows; writes Benchmarks/RESULTS.md
    make bench ROWS=startup,json-12     some, by the beginnings of their names; writes nothing
    make bench QUICK=1                  few rounds, no large graph; writes nothing

In each round every command runs once, in turn; the table has the median, half the distance between the fastest and the
slowest round (±), and the peak of the memory.
"""
import argparse
import datetime
import pathlib
import sys
import tempfile

import machine
import rows
import submission
import table

HERE = pathlib.Path(__file__).resolve().parent
ALL = rows.ROWS | submission.ROWS
LARGE = rows.LARGE | submission.LARGE


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=HERE.parent / "dist/decision")
    parser.add_argument("--venv", type=pathlib.Path, default=HERE.parent / ".venv")
    parser.add_argument("--rows", default="", help=f"of {', '.join(ALL)}; `json` stands for all that begin so")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()

    wanted = [name for name in options.rows.split(",") if name]
    for name in wanted:
        if not any(row.startswith(name) for row in ALL):
            parser.error(f"there is no row `{name}`; there are {', '.join(ALL)}")
    chosen = [name for name in ALL if not wanted or name.startswith(tuple(wanted))]
    if options.quick and not wanted:
        chosen = [name for name in chosen if name not in LARGE]

    binary = options.binary.resolve()
    lines = []
    with tempfile.TemporaryDirectory() as scratch:
        bench = rows.Bench(binary, options.venv.absolute(), pathlib.Path(scratch), options.quick)
        for name in chosen:
            print(name, file=sys.stderr, flush=True)
            lines += ALL[name](bench)

    description = machine.description(binary)
    print(table.text(lines), *[f"- {part}" for part in description], sep="\n")
    if not wanted and not options.quick:
        write(lines, description)


def write(lines, description):
    text = f"""# What was measured

By `make bench` on {datetime.date.today().isoformat()}; [docs/performance.md](../docs/performance.md) says what the numbers are made of.
Each row was measured beside its peer, round by round in turn: the median, half the distance between the fastest and the
slowest round (±), and the peak of the memory.

{table.text(lines)}

"""
    (HERE / "RESULTS.md").write_text(text + "".join(f"- {part}\n" for part in description))


if __name__ == "__main__":
    main()
