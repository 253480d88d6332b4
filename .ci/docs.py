#!/usr/bin/env python3
"""docs.py BINARY: rewrites what the documentation shows from what the program says.

The README's example blocks, docs/graph.svg, and docs/preview.png where there is a Chromium.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MESSAGE = """check for gw process after start

overwrite-machine-image

include environments: production

include keys:win10-64-2004-gpu"""
FIXED = ["--now", "2026-01-31T12:00:00Z", "--decision-task-id", "fN1SbArXTPSVFNUvaOlinQ"]


def run(binary: str, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([binary, *arguments], capture_output=True, text=True, check=False)


def main() -> int:
    binary = sys.argv[1]
    readme = pathlib.Path("README.md")
    text = readme.read_text()
    tree = run(binary, "preview", "--message", MESSAGE).stdout.split("\nleft out")[0]
    error = run(binary, "preview", "--message", MESSAGE.replace("-gpu", "-gup")).stderr
    for name, block in {"decision preview": tree, "decision preview, unknown key": error}.items():
        pattern = re.compile(rf"(<!-- example: {re.escape(name)} -->\n```\n).*?(```\n)", re.S)
        text = pattern.sub(lambda match: match.group(1) + block + match.group(2), text)
    readme.write_text(text)

    pathlib.Path("docs/graph.svg").write_text(run(binary, "preview", "--format", "svg", "--message", MESSAGE, *FIXED).stdout)
    chromium = shutil.which("chromium")
    if chromium is None:
        print("skipped: docs/preview.png, there is no chromium")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "preview.html")
        page.write_text(run(binary, "preview", "--format", "html", "--message", MESSAGE, *FIXED).stdout)
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1280,800",
             f"--user-data-dir={folder}/profile", f"--screenshot={pathlib.Path('docs/preview.png').resolve()}", page.as_uri()],
            check=True, capture_output=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
