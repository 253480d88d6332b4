"""Draws Mermaid texts with Mermaid itself, in headless Chromium: mermaid_render.py FOLDER

Prints a JSON object, name of the file -> {"nodes", "edges", "text"}.
"""

import importlib.util
import json
import pathlib
import shutil
import sys

from selenium import webdriver

folder = pathlib.Path(sys.argv[1]).resolve()
# The package holds Mermaid as it is published; its own drawing in Python is not what is asked here.
package = pathlib.Path(importlib.util.find_spec("mermaidx").origin).parent
shutil.copy(package / "assets" / "mermaid.js", folder / "mermaid.js")
(folder / "page.html").write_text("<!doctype html><meta charset=utf-8><div id=drawn></div><script src=mermaid.js></script>")

options = webdriver.ChromeOptions()
options.binary_location = "/usr/bin/chromium"
for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
    options.add_argument(argument)
driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
try:
    driver.set_script_timeout(120)
    driver.get((folder / "page.html").as_uri())
    drawn = {}
    for file in sorted(folder.glob("*.mmd")):
        # The settings of GitHub: strict, and neither limit raised.
        result = driver.execute_async_script(
            """
            const done = arguments[1];
            mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
            mermaid.render("graph", arguments[0]).then(({ svg }) => {
              const drawn = document.getElementById("drawn");
              drawn.innerHTML = svg;
              done({
                nodes: drawn.querySelectorAll(".node").length, edges: drawn.querySelectorAll(".flowchart-link").length,
                text: [...drawn.querySelectorAll(".nodeLabel, .cluster-label")].map((each) => each.textContent).join("\\n"),
              });
            }, (error) => done({ error: String(error) }));""",
            file.read_text(),
        )
        assert "error" not in result, (file.name, result)
        drawn[file.name] = result
finally:
    driver.quit()
json.dump(drawn, sys.stdout)
