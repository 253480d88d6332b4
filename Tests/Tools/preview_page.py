"""Opens pages in headless Chromium and uses them as a reader would: preview_page.py FOLDER"""

import contextlib
import pathlib
import sys

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

folder = pathlib.Path(sys.argv[1]).resolve()


@contextlib.contextmanager
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1440,900"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        yield driver
    finally:
        driver.quit()


class Page:
    """One page; nothing may stand in the console when it is left."""

    def __init__(self, driver, name, fragment=""):
        self.driver = driver
        driver.get("about:blank")
        driver.get((folder / f"{name}.html").as_uri() + fragment)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.one(selector).get_attribute("textContent")

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def shown(self):
        """Labels of the tasks that a filter lets through."""
        return self.run(
            "return tasks.filter((each) => !each.band.element.hidden && !each.element.classList.contains('faint'))"
            ".map((each) => each.label)"
        )

    def task(self, part):
        return next(each for each in self.all(".task") if part in each.get_attribute("title"))

    def type(self, text):
        field = self.one("#text")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text or Keys.DELETE)

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def until(self, holds):
        WebDriverWait(self.driver, 60, ignored_exceptions=(LookupError,)).until(lambda _: holds())

    def inside(self, element, selector):
        """The element does not reach out of what the selector names, to the left or right."""
        outer, box = self.one(selector).rect, element.rect
        assert outer["x"] <= box["x"] and box["x"] + box["width"] <= outer["x"] + outer["width"], (box, outer)

    def quiet(self):
        log = self.driver.get_log("browser")
        assert log == [], log
        assert self.run("return performance.getEntriesByType('resource').length") == 0, "something was loaded"


def three(driver):
    page = Page(driver, "three")
    assert page.text("h1") == "check for gw process after start"
    assert page.text("#summary") == "3 tasks, 5 VMs, longest path 5.5 h"
    assert [each.text for each in page.all(".task b")] == ["packer-image", "tag-image", "verify-image"]
    assert page.text(".band-title") == "win10-64-2004-gpu"
    assert len(page.all(".edge")) == 2

    # The commit message stands there first, its instructions marked; what they did shows on hover and on focus.
    marks = page.all("mark")
    assert [each.text for each in marks] == [
        "overwrite-machine-image", "include environments: production", "include keys: win10-64-2004-gpu"]
    tip = marks[2].find_element(By.CSS_SELECTOR, "[role=tooltip]")
    assert not tip.is_displayed()
    ActionChains(driver).move_to_element(marks[2]).perform()
    assert tip.is_displayed() and tip.text.startswith("Leaves out 3 keys; what is asked for by name"), tip.text
    assert marks[2].get_attribute("aria-describedby") == tip.get_attribute("id")
    page.press(Keys.ESCAPE)
    assert not tip.is_displayed(), "Escape sends it away"
    page.run("arguments[0].focus()", marks[1])
    tip = marks[1].find_element(By.CSS_SELECTOR, "[role=tooltip]")
    assert tip.is_displayed() and tip.text == "Leaves out nothing.", tip.text
    page.inside(tip, "aside")
    assert page.text("aside details summary") == "3 keys: not among include keys (commit message:7)"

    # A click shows the definition, lights what the task depends on, and a click on a dependency follows it.
    page.task("tag-image").click()
    assert page.text("aside h2").startswith("tag-image-azure-win10-64-2004-gpu")
    assert '"maxRunTime": 1800' in page.text("aside pre")
    assert len(page.all(".task.lit")) == 3 and len(page.all(".edge.lit")) == 2
    assert page.task("tag-image").get_attribute("aria-pressed") == "true"
    page.one("aside ul.links button").click()
    assert page.text("aside h2").startswith("packer-image-")
    assert driver.switch_to.active_element == page.task("packer-image")

    # The build has its template; identifiers lead to Taskcluster.
    parts = page.all("aside .part summary")
    assert [each.text for each in parts] == [
        "Definition", "Packer template packer/azure-win10-64-2004-gpu-production.json", "Index routes, 5"]
    assert len(page.all("aside pre")) == 1, "the rest is made when it is asked for"
    parts[1].click()
    page.until(lambda: '"type": "azure-arm"' in page.all("aside pre")[1].text)
    parts[2].click()
    page.until(lambda: len(page.all("aside .part li")) == 5)
    links = [each.get_attribute("href") for each in page.all("aside a")]
    root = "https://firefox-ci-tc.services.mozilla.com"
    identifier = page.run("return selected.id")
    assert links[0] == f"{root}/tasks/{identifier}" and links[1].startswith(f"{root}/tasks/groups/"), links
    assert links[2] == f"{root}/tasks/index/project.images.win10-64-2004-gpu.production.centralus/latest", links
    assert driver.current_url.endswith("#packer-image-azure-win10-64-2004-gpu-production")

    # The copy button gives what is shown.
    driver.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    copy = page.all("aside .copy")[0]
    assert copy.get_attribute("aria-label") == "Copy Definition"
    copy.click()
    page.until(lambda: copy.text == "Copied" and copy.get_attribute("aria-label") == "Copied Definition")
    page.until(lambda: copy.text == "Copy")
    copied = driver.execute_async_script("navigator.clipboard.readText().then(arguments[0], (e) => arguments[0](String(e)))")
    assert copied == page.run("return JSON.stringify(expand(selected.definition), null, 2)"), copied[:200]

    # The keyboard alone: arrows along the edges, Escape back to the commit message.
    page.run("entry.element.focus()")
    page.press(Keys.ARROW_RIGHT)
    assert driver.switch_to.active_element == page.task("tag-image")
    page.press(Keys.ENTER)
    assert page.text("aside h2").startswith("tag-image")
    page.press(Keys.ESCAPE)
    assert page.text("aside h2") == "Commit message"
    assert driver.switch_to.active_element == page.task("tag-image")
    assert page.run("return [...document.querySelectorAll('.task')].filter((each) => each.tabIndex === 0).length") == 1
    page.press("/")
    assert driver.switch_to.active_element == page.one("#text")
    page.quiet()

    # A link with a label opens the task.
    page = Page(driver, "three", "#verify-image-azure-win10-64-2004-gpu-production-gecko-t-win10-64-2004-gpu")
    assert page.text("aside h2").startswith("verify-image")
    page.run("location.hash = '#tag-image-azure-win10-64-2004-gpu-production'")
    page.until(lambda: page.text("aside h2").startswith("tag-image"))

    # The divider moves with the mouse and with the keyboard, within its bounds.
    width = lambda: page.one("aside").size["width"]
    before = width()
    ActionChains(driver).drag_and_drop_by_offset(page.one("#divider"), -100, 0).perform()
    assert abs(width() - before - 100) <= 6, width()
    page.run("divider.focus()")
    before = width()
    page.press(Keys.ARROW_RIGHT)
    assert width() == before - 40
    page.press(*[Keys.ARROW_LEFT] * 40)
    assert width() == 1440 - 240 and page.one("#divider").get_attribute("aria-valuenow") == "83"
    page.quiet()


def preview(driver):
    page = Page(driver, "preview")
    page.task("packer-image").click()
    assert page.all("aside a") == [], "a preview has no tasks to link to"
    page.quiet()


def sixty(driver):
    page = Page(driver, "sixty")
    assert page.text("#summary") == "60 tasks in 2 environments, 100 VMs, longest path 5.5 h"
    assert len(page.shown()) == 60 and page.text("#shown") == ""
    page.type("win7-32 verify")
    assert page.text("#shown") == "4 of 60 tasks" and len([each for each in page.all(".band") if each.is_displayed()]) == 4
    assert [each.text for each in page.all("#environment option")] == ["All environments", "production (30)", "staging (30)"]
    assert [each.text for each in page.all("#key option")][:2] == ["All keys", "win10-64-2004-0 (6)"]
    assert [each.text.replace("\n", " ") for each in page.all("#kinds label")] == ["packer-image 20", "tag-image 20", "verify-image 20"]
    page.one("#environment").send_keys("staging")
    assert page.text("#shown") == "2 of 60 tasks"
    assert [each.text.replace("\n", " ") for each in page.all("#canvas h2") if each.is_displayed()] == ["staging 30 tasks, 50 VMs, longest path 5.5 h"]
    page.type("nothing at all")
    assert page.one("#empty").is_displayed()
    page.one("#clear").click()
    assert len(page.shown()) == 60
    page.one("#key").send_keys("win10-64-2004-1")
    assert len(page.shown()) == 6
    page.run("clearFilters()")
    boxes = page.all("#kinds input")
    assert [each.get_attribute("value") for each in boxes] == ["packer-image", "tag-image", "verify-image"]
    boxes[0].click()
    boxes[1].click()
    assert len(page.shown()) == 20 and all(each.startswith("verify-image") for each in page.shown())

    # A dependency that the filter hides is shown again when it is followed.
    page.task("verify-image").click()
    page.one("aside ul.links button").click()
    assert len(page.shown()) == 60 and page.text("aside h2").startswith("tag-image")

    # Zoom keeps within its bounds; fitting shows all of it.
    page.one("#fit").click()
    size = page.run("return [picture.scrollHeight, picture.clientHeight, picture.scrollWidth, picture.clientWidth]")
    assert size[0] <= size[1] + 1 and size[2] <= size[3] + 1, size
    page.one("#actual").click()
    assert page.text("#actual") == "100 %"
    for _ in range(20):
        page.one("#in").click()
    assert page.text("#actual") == "200 %"
    page.one("#actual").click()

    # The ground is dragged.
    page.run("picture.scrollTo(0, 0)")
    ActionChains(driver).move_to_element_with_offset(page.one("#picture"), -480, 200).click_and_hold().move_by_offset(
        0, -150).release().perform()
    assert page.run("return picture.scrollTop") == 150
    page.quiet()


def joined(driver):
    """A task that joins all keys has a band of its own; what it waits for is lit in the bands where that stands."""
    page = Page(driver, "joined")
    titles = [each.get_attribute("textContent") for each in page.all(".band-title")]
    assert len(titles) == 21 and titles[0] == "win10-64-2004-0" and titles[-1] == "20 keys", titles
    assert [each.get_attribute("value") for each in page.all("#kinds input")] == ["packer-image", "tag-image", "verify-image", "report"]
    assert [each.get_attribute("textContent") for each in page.all(".note-of-edge")] == ["20 tag-image"]
    page.task("report").click()
    lit = page.run("return [...document.querySelectorAll('.task.lit')].map((each) => each.title)")
    assert len(lit) == 41 and not any(each.startswith("verify") for each in lit), lit
    assert len(page.all(".edge.lit")) == 21
    page.run("select(tasks.find((each) => each.label.startsWith('packer-image-azure-win7-32-0')), { focus: true })")
    lit = page.run("return [...document.querySelectorAll('.task.lit')].map((each) => each.title.split('-')[0])")
    assert sorted(lit) == ["packer", "report", "tag", "verify"], lit
    assert len(page.all(".edge.lit")) == 3, "the others of what the report waits for are not lit"
    page.press(Keys.ESCAPE)
    assert page.all(".lit") == [] and page.all(".chosen") == []
    page.type("win7-32-1")
    assert page.text("#shown") == "3 of 61 tasks" and len([each for each in page.all(".band") if each.is_displayed()]) == 1
    page.quiet()


IN_VIEW = """
const box = arguments[0].getBoundingClientRect(), of = picture.getBoundingClientRect();
return box.top >= of.top && box.bottom <= of.bottom && box.left >= of.left && box.right <= of.right;
"""


def tall(driver):
    """Of a band that is higher than the window, what a filter asks for comes into view; the view stays where a match is."""
    page = Page(driver, "tall")
    label = "verify-image-azure-win10-64-2004-0-production-gecko-t-win10-64-2004-0-150"
    assert not page.run(IN_VIEW, page.task(label))
    page.type("2004-0-150")
    assert page.shown() == [label] and page.run(IN_VIEW, page.task(label))
    before = page.run("return picture.scrollTop")
    assert before > 0
    page.type("2004-0-15")
    assert len(page.shown()) == 11 and page.run("return picture.scrollTop") == before
    page.quiet()


# Texts that reach out of what they belong to: of a box its edge, of a title the first box, of all of them the picture.
OVERFLOWING = """
const found = [];
const picture = document.documentElement.getBoundingClientRect();
const right = (element) => element.getBoundingClientRect().right;
for (const text of document.querySelectorAll('text')) {
  const box = text.getBoundingClientRect();
  const card = text.parentElement.querySelector(':scope > rect');
  const boxes = [...(text.classList.contains('b') ? text.parentElement.querySelectorAll('rect.n') : [])];
  const limit = card && card.classList.contains('n') ? right(card) - 4
    : Math.min(picture.right, ...boxes.map((each) => each.getBoundingClientRect().left));
  if (box.right > limit || box.left < picture.left) found.push(`${text.textContent}: ${box.left} to ${box.right}, not ${limit}`);
}
return [document.querySelectorAll('text').length, found];
"""


def drawn(driver):
    """No text of an SVG leaves its place, in the widest font that a system has for it."""
    for name, least in [("three", 9), ("sixty", 140), ("joined", 140), ("long", 36), ("hostile", 12)]:
        driver.get((folder / f"{name}.svg").as_uri())
        count, found = driver.execute_script(OVERFLOWING)
        assert count >= least and found == [], (name, count, found)


def frame(driver, page):
    """What the page's thread works for a frame while it scrolls, in seconds of its own time: the machine may be busy otherwise,
    and it has no graphics card."""
    def work():
        return {each["name"]: each["value"] for each in driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]}["TaskDuration"]

    driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    before = work()
    driver.execute_async_script("""
        const done = arguments[0];
        let frames = 0;
        function step() {
          picture.scrollTop = (frames * 400) % (picture.scrollHeight - picture.clientHeight);
          if (++frames < 60) requestAnimationFrame(step); else done();
        }
        requestAnimationFrame(step);""")
    return (work() - before) / 60


def two_thousand(driver):
    small = frame(driver, Page(driver, "two-hundred"))
    page = Page(driver, "two-thousand")
    assert len(page.shown()) == 2001
    large = frame(driver, page)
    # Ten times the tasks do not cost ten times as much: what is out of sight is not drawn.
    assert large < 5 * small, f"a frame of scrolling takes {large * 1000:.1f} ms; among two hundred tasks {small * 1000:.1f} ms"
    page.one("#fit").click()
    size = page.run("return [picture.scrollHeight, picture.clientHeight, picture.scrollWidth, picture.clientWidth]")
    assert size[0] <= size[1] + 1 and size[2] <= size[3] + 1, size
    page.one("#actual").click()
    page.type("win7")
    assert 390 < len(page.shown()) < 410
    page.run("clearFilters()")
    last = page.run("return tasks[tasks.length - 1].label")
    page.run("select(tasks[tasks.length - 1], { focus: true })")
    assert page.text("aside h2") == last
    assert page.run("const box = selected.element.getBoundingClientRect(), of = picture.getBoundingClientRect();"
                    "return box.top >= of.top && box.bottom <= of.bottom")
    page.quiet()


def hostile(driver):
    page = Page(driver, "hostile")
    assert page.run("return document.title").startswith("</script><script>document.title='broken'</script>a<script>")
    assert page.all("img") == [] and len(page.all("script")) == 2
    assert "<img src=x onerror=document.title='broken'>" in page.text("pre.message")
    for task in page.run("return tasks.map((each) => each.label)"):
        page.run("select(tasks.find((each) => each.label === arguments[0]), { focus: true })", task)
        assert page.text("aside h2") == page.run("return visible(arguments[0])", task)
        assert "<img src=x" in page.text("aside")
        assert page.all("aside a") == [], "no link to a root URL that is none"
    hidden = page.run(
        "return [...document.querySelectorAll('header, form, main')].map((each) => each.textContent).join('').match(/[\\u202e\\u2028\\ufeff\\u001b\\u009b]/g)")
    assert hidden is None, hidden
    assert page.run("return JSON.stringify(expand(['$', ['$', 5]]))") == '["$",5]'
    page.quiet()


def nothing(driver):
    page = Page(driver, "nothing")
    assert page.text("#canvas .note") == "There are no tasks."
    assert page.all("mark")[0].text == "no-ci"
    page.quiet()


def narrow(driver):
    """On a phone nothing stands beside the window but the picture, which scrolls; a task's definition comes into view."""
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": False})
    page = Page(driver, "sixty")
    assert page.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.task("tag-image").click()
    page.until(lambda: page.run("return details.getBoundingClientRect().top") < 844 / 2)
    assert not page.one("#divider").is_displayed()
    page.quiet()
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def accessible(driver):
    """Names for everything that can be used, and contrasts of WCAG AA, light and dark; for text that is stepped back, too."""
    page = Page(driver, "sixty")
    page.type("verify")
    assert page.task("packer-image").accessible_name == "packer-image 4 h · 5 VMs · relops-3/win2019 unless up to date"
    assert page.task("tag-image").accessible_name.endswith(" waits for 1")
    ring = page.run("entry.element.focus(); const style = getComputedStyle(entry.element); return [style.outlineStyle, style.outlineWidth]")
    assert ring == ["solid", "2px"], ring
    unnamed = page.run("""
        return [...document.querySelectorAll('button, input, select, [role=region], aside')]
          .filter((each) => !each.hidden && !(each.getAttribute('aria-label') || each.textContent.trim() || each.closest('label')))
          .map((each) => each.outerHTML);""")
    assert unnamed == [], unnamed
    for theme in ["light", "dark"]:
        page.run("document.documentElement.dataset.theme = arguments[0]", theme)
        page.run("if (selected) select(selected)")
        weak = page.run(CONTRAST)
        page.run("select(tasks[0])")
        weak += page.run(CONTRAST)
        weak += page.run(BORDERS)
        assert weak == [], (theme, weak)
    page.quiet()


CONTRAST = """
const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
  .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
function ground(element) {
  for (let each = element; each; each = each.parentElement) {
    const color = parse(getComputedStyle(each).backgroundColor);
    if (color.length === 3 || color[3] > 0) return color;
  }
  return [255, 255, 255];
}
const weak = [];
for (const element of document.querySelectorAll('body *')) {
  const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!hasText || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION'].includes(element.tagName) || element.closest('.unseen')) continue;
  if (Number(getComputedStyle(element).opacity) < 1) weak.push(`${element.tagName}.${element.className} lets through`);
  const a = luminance(parse(getComputedStyle(element).color)), b = luminance(ground(element));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) weak.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
}
return weak;
"""

# What shows where a field is, and which kind a task is of, stands out by 3:1. Source: WCAG 2.2, 1.4.11.
BORDERS = CONTRAST.split("const weak")[0] + """
const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
const weak = [];
for (const field of document.querySelectorAll('.tools input[type=search], .tools select')) {
  const found = ratio(luminance(parse(getComputedStyle(field).borderTopColor)), luminance(ground(field)));
  if (found < 3) weak.push(`${field.id} ${found.toFixed(2)}`);
}
for (let kind = 0; kind < 8; kind++) {
  const color = getComputedStyle(document.documentElement).getPropertyValue(`--k${kind}`).trim();
  const found = ratio(luminance([1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))), luminance(ground(canvas)));
  if (found < 3) weak.push(`kind ${kind} ${found.toFixed(2)}`);
}
return weak;
"""

with browser() as driver:
    for check in [three, preview, sixty, joined, tall, drawn, two_thousand, hostile, nothing, narrow, accessible]:
        check(driver)
print("all pages are as they should be")
