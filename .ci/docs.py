#!/usr/bin/env python3
"""docs.py BINARY: rewrites what the documentation shows from what the program says.

The README's example blocks, docs/graph.svg, and, where there are Chromium and selenium, the pictures of the page in
docs/preview.png and docs/preview-dark.png. The same program gives the same bytes.
"""
import base64
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


def examples(binary: str) -> None:
    readme = pathlib.Path("README.md")
    text = readme.read_text()
    tree = run(binary, "preview", "--message", MESSAGE).stdout.split("\nleft out")[0]
    error = run(binary, "preview", "--message", MESSAGE.replace("-gpu", "-gup")).stderr
    for name, block in {"decision preview": tree, "decision preview, unknown key": error}.items():
        pattern = re.compile(rf"(<!-- example: {re.escape(name)} -->\n```\n).*?(```\n)", re.S)
        text = pattern.sub(lambda match: match.group(1) + block + match.group(2), text)
    readme.write_text(text)


def photograph(page: pathlib.Path, pictures: dict[str, str]) -> None:
    """Takes a picture of the page in each theme: path → `light` or `dark`; the last instruction says what it did."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                     "--disable-lcd-text", "--font-render-hinting=none"]:
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        size = {"width": 1280, "height": 480, "deviceScaleFactor": 2, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        for path, theme in pictures.items():
            scheme = [{"name": "prefers-color-scheme", "value": theme}]
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
            driver.get(page.as_uri())
            # One font for every machine, whatever a browser there takes for its own.
            driver.execute_script("document.documentElement.style.setProperty('--sans', 'Inter')")
            driver.execute_script("[...document.querySelectorAll('mark')].at(-1).focus({ focusVisible: false })")
            shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
            pathlib.Path(path).write_bytes(base64.b64decode(shot["data"]))
    finally:
        driver.quit()


def main() -> int:
    binary = sys.argv[1]
    examples(binary)
    pathlib.Path("docs/graph.svg").write_text(run(binary, "preview", "--format", "svg", "--message", MESSAGE, *FIXED).stdout)
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        print("skipped: the pictures of the page, there is no chromium")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "preview.html")
        page.write_text(run(binary, "preview", "--format", "html", "--message", MESSAGE, *FIXED).stdout)
        photograph(page, {"docs/preview.png": "light", "docs/preview-dark.png": "dark"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
