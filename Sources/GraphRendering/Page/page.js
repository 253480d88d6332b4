// Filters -------------------------------------------------------------------------------------------------------------

const filters = { text: byId("text"), environment: byId("environment"), key: byId("key"), kinds: [] };

function fillFilters() {
  // Every name with how many tasks have it.
  const options = (select, all, names) => {
    const counts = new Map();
    for (const name of names) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
    select.append(make("option", { value: "", text: all }), ...[...counts.keys()].sort().map((name) =>
      make("option", { value: name, text: `${name} (${counts.get(name)})` })));
    select.hidden = counts.size < 2;
  };
  options(filters.environment, "All environments", tasks.map((task) => data.sections[task.section].environment));
  options(filters.key, "All keys", tasks.map((task) => task.key));
  data.kinds.forEach((kind, index) => {
    const count = tasks.filter((task) => task.kind === kind).length;
    const box = make("input", { type: "checkbox", value: kind, checked: true });
    const label = make("label", {}, box, kind, make("span", { text: count }));
    label.style.setProperty("--kind", `var(--k${index % 8})`);
    filters.kinds.push(box);
    byId("kinds").append(label);
  });
  for (const task of tasks) {
    task.words = [task.label, task.id, task.pool, task.summary, ...task.locations].join("\n").toLowerCase();
  }
}

// A band is shown if one of its tasks matches; the others of it are shown faintly, for the context. The first match comes into
// view if none is.
function filter() {
  const words = filters.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  const kinds = new Set(filters.kinds.filter((box) => box.checked).map((box) => box.value));
  const environment = filters.environment.value;
  const key = filters.key.value;
  const matches = (task) => kinds.has(task.kind) && (!key || task.key === key)
    && (!environment || data.sections[task.section].environment === environment)
    && words.every((word) => task.words.includes(word));
  let shown = 0;
  for (const band of bands) {
    const matching = new Set(band.tasks.filter(matches));
    shown += matching.size;
    band.element.hidden = matching.size === 0;
    for (const task of band.tasks) task.element.classList.toggle("faint", !matching.has(task));
  }
  for (const section of canvas.querySelectorAll("section")) {
    section.hidden = !section.querySelector(".band:not([hidden])");
  }
  byId("empty").hidden = shown > 0 || tasks.length === 0;
  byId("shown").textContent = shown === tasks.length ? "" : `${shown} of ${tasks.length} tasks`;
  const matched = tasks.filter(isShown).sort(inPicture);
  if (matched.length > 0 && (!entry || !isShown(entry))) enter(matched[0], false);
  if (matched.length > 0 && !matched.some(isInView)) matched[0].element.scrollIntoView({ block: "center", inline: "nearest" });
}

// Whether the middle of its box can be seen.
function isInView(task) {
  const box = task.element.getBoundingClientRect();
  const view = picture.getBoundingClientRect();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  return view.left < x && x < view.right && view.top < y && y < view.bottom;
}

function clearFilters() {
  filters.text.value = filters.environment.value = filters.key.value = "";
  for (const box of filters.kinds) box.checked = true;
  filter();
}

// Zoom and pan --------------------------------------------------------------------------------------------------------

let zoom = 1;
// Less than a tenth only where the whole picture asks for it.
let least = 0.1;

// `x` and `y`, in pixels of the window within the picture, stay where they are.
function zoomTo(value, x = 0, y = 0) {
  const next = Math.min(2, Math.max(least, value));
  const left = (picture.scrollLeft + x) * (next / zoom) - x;
  const top = (picture.scrollTop + y) * (next / zoom) - y;
  zoom = next;
  canvas.style.zoom = zoom;
  picture.scrollTo(left, top);
  byId("actual").textContent = `${Math.round(zoom * 100)} %`;
}

function fit() {
  zoomTo(1);
  const size = { width: canvas.scrollWidth, height: canvas.scrollHeight };
  const whole = Math.min(1, picture.clientWidth / size.width, picture.clientHeight / size.height);
  least = Math.min(0.1, whole);
  zoomTo(whole);
}

picture.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const box = picture.getBoundingClientRect();
  zoomTo(zoom * Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
}, { passive: false });

picture.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.pointerType !== "mouse" || event.target.closest("button")) return;
  const start = { x: event.clientX + picture.scrollLeft, y: event.clientY + picture.scrollTop };
  const move = (to) => picture.scrollTo(start.x - to.clientX, start.y - to.clientY);
  const end = () => {
    picture.classList.remove("held");
    picture.removeEventListener("pointermove", move);
  };
  picture.classList.add("held");
  picture.setPointerCapture(event.pointerId);
  picture.addEventListener("pointermove", move);
  picture.addEventListener("pointerup", end, { once: true });
  picture.addEventListener("pointercancel", end, { once: true });
});

// The divider between picture and details ------------------------------------------------------------------------------

const divider = byId("divider");

// Neither side gets narrower than 240 pixels.
function divide(width) {
  const next = Math.max(240, Math.min(width, document.body.clientWidth - 240));
  details.parentElement.style.setProperty("--details", `${next}px`);
  sayDivision();
}

function sayDivision() {
  divider.setAttribute("aria-valuenow", String(Math.round((100 * details.offsetWidth) / document.body.clientWidth)));
}

divider.addEventListener("pointerdown", (event) => {
  divider.setPointerCapture(event.pointerId);
  event.preventDefault();
});
divider.addEventListener("pointermove", (event) => {
  if (divider.hasPointerCapture(event.pointerId)) divide(document.body.clientWidth - event.clientX);
});
divider.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: 40, ArrowRight: -40 }[event.key];
  if (!step) return;
  event.preventDefault();
  divide(details.offsetWidth + step);
});

// Light and dark ------------------------------------------------------------------------------------------------------

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

function setTheme(isDark) {
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(isDark));
}

prefersDark.addEventListener("change", () => setTheme(prefersDark.matches));
byId("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme !== "dark"));

// The page ------------------------------------------------------------------------------------------------------------

setTheme(prefersDark.matches);
byId("title").textContent = data.title;
byId("summary").textContent = data.summary;
drawPicture();
sayDivision();
fillFilters();
filter();

document.querySelector(".tools").addEventListener("submit", (event) => event.preventDefault());
document.querySelector(".tools").addEventListener("input", filter);
byId("clear").addEventListener("click", () => {
  clearFilters();
  filters.text.focus();
});
byId("commit").addEventListener("click", () => {
  if (selected) select(selected);
  else showCommit();
  details.focus();
});
byId("in").addEventListener("click", () => zoomTo(zoom * 1.25));
byId("out").addEventListener("click", () => zoomTo(zoom / 1.25));
byId("actual").addEventListener("click", () => zoomTo(1));
byId("fit").addEventListener("click", fit);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target.closest("input, select, textarea");
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    filters.text.focus();
  } else if (event.key === "Escape") {
    const tip = document.querySelector("mark:is(:hover, :focus)");
    if (tip) tip.parentElement.classList.add("dismissed");
    else if (selected) {
      const { element } = selected;
      select(selected);
      element.focus();
    }
  }
});

// A link names a task after its `#`.
function follow() {
  const wanted = tasks.find((task) => [task.label, encodeURIComponent(task.label)].includes(location.hash.slice(1)));
  if (wanted) reveal(wanted);
  return wanted !== undefined;
}

addEventListener("hashchange", follow);
if (!follow()) showCommit();
