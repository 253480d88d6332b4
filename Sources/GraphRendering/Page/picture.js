"use strict";

// The data of the page. Values that stand in it more than once are kept in `values`, and ["$", n] stands for them; a list that
// looks like that is itself written as ["$", [list]].
const data = JSON.parse(document.getElementById("data").textContent);

function expand(value) {
  if (Array.isArray(value)) {
    if (value.length === 2 && value[0] === "$") {
      return typeof value[1] === "number" ? expand(data.values[value[1]]) : value[1].map(expand);
    }
    return value.map(expand);
  }
  if (value === null || typeof value !== "object") return value;
  const object = Object.create(null);
  for (const name of Object.keys(value)) object[name] = expand(value[name]);
  return object;
}

// What would hide or reorder text is shown as an escape, as on a terminal.
function visible(text) {
  return String(text).replace(/\r\n/g, "\n").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character === "\n" || character === "\t" ? character : `\\u{${character.codePointAt(0).toString(16)}}`);
}

// All text goes into the page as text: there is no other way in.
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") element.textContent = visible(value);
    else if (name === "click") element.addEventListener("click", value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.map((child) => (typeof child === "string" ? visible(child) : child)));
  return element;
}

function makeSVG(tag, properties) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  return element;
}

const byId = (id) => document.getElementById(id);
const picture = byId("picture");
const canvas = byId("canvas");

// Tasks with what the page adds to them: their element, their band, and who waits for them.
const tasks = data.tasks.map((task, index) => ({ ...task, index, dependents: [] }));
for (const task of tasks) for (const other of task.needs) tasks[other].dependents.push(task.index);
const bands = [];
let drawn = 0;

function drawTask(task, placed) {
  // Who cannot see arrows and dashes is told.
  const unseen = [
    task.maybe ? "unless up to date" : "", task.needs.length > 0 ? `waits for ${task.needs.length}` : "",
  ].filter(Boolean).join(", ");
  const button = make("button", {
    type: "button", class: task.maybe ? "task maybe" : "task", "aria-pressed": "false", tabindex: "-1", title: task.label,
    click: () => select(task),
  }, make("b", { text: placed.title }), make("small", { text: placed.line }), make("span", { class: "unseen", text: unseen }));
  button.style.left = `${placed.x}px`;
  button.style.top = `${placed.y}px`;
  button.style.setProperty("--kind", `var(--k${data.kinds.indexOf(task.kind) % 8})`);
  task.element = button;
  task.x = placed.x;
  task.order = drawn++;
  return button;
}

function drawBand(band, environment) {
  const svg = makeSVG("svg", { width: band.width, height: band.height, "aria-hidden": "true" });
  const edges = band.edges.map((edge) => {
    const line = makeSVG("path", { class: "edge", d: edge.path });
    const tip = makeSVG("path", { class: "tip-of-edge", d: edge.tip });
    svg.append(line, tip);
    return { from: edge.from, to: edge.to, elements: [line, tip] };
  });
  const graph = make("div", { class: "band-graph" }, svg);
  for (const note of band.notes) {
    const text = make("div", { class: "note-of-edge", text: note.text, "aria-hidden": "true" });
    text.style.width = `${note.x}px`;
    text.style.top = `${note.y}px`;
    graph.append(text);
  }
  const element = make("div", { class: "band", role: "group", "aria-label": `${band.title}, ${environment}` },
    make("div", { class: "band-title", title: band.title, text: band.title }), graph);
  element.style.setProperty("--width", `${band.width}px`);
  element.style.setProperty("--height", `${band.height}px`);
  const own = { element, edges, tasks: band.tasks.map((placed) => tasks[placed.task]) };
  for (const placed of band.tasks) {
    graph.append(drawTask(tasks[placed.task], placed));
    tasks[placed.task].band = own;
  }
  bands.push(own);
  return element;
}

function drawPicture() {
  canvas.style.setProperty("--box-width", `${data.box.width}px`);
  canvas.style.setProperty("--box-height", `${data.box.height}px`);
  data.sections.forEach((section, index) => {
    // Of one environment the head of the page says it already.
    const summary = data.sections.length > 1 ? section.summary : "";
    const title = make("h2", { id: `section-${index}`, text: section.environment }, make("span", { text: summary }));
    canvas.append(make("section", { "aria-labelledby": `section-${index}` }, title,
      ...section.bands.map((band) => drawBand(band, section.environment))));
  });
  if (tasks.some((task) => task.maybe)) {
    canvas.append(make("p", { class: "note", text: "A dashed box is built unless it is up to date." }));
  }
  if (tasks.length === 0) canvas.append(make("p", { class: "note", text: "There are no tasks." }));
}

// Selection -----------------------------------------------------------------------------------------------------------

let selected = null;
// Where the details stand below the picture.
const isNarrow = matchMedia("(max-width: 900px)");

// Everything that a task waits for, or that waits for it, however far away.
function reach(task, next) {
  const found = new Set([task.index]);
  const open = [task];
  while (open.length > 0) {
    for (const index of next(open.pop())) {
      if (!found.has(index)) {
        found.add(index);
        open.push(tasks[index]);
      }
    }
  }
  return found;
}

function light(task) {
  const before = reach(task, (each) => each.needs);
  const after = reach(task, (each) => each.dependents);
  const reached = new Set([...before, ...after].map((index) => tasks[index].band));
  for (const band of reached) {
    band.element.classList.add("chosen");
    for (const each of band.tasks) each.element.classList.toggle("lit", before.has(each.index) || after.has(each.index));
    for (const edge of band.edges) {
      // An arrow that comes from other bands stands for all that its task waits for there.
      const from = edge.from === null ? tasks[edge.to].needs.filter((index) => tasks[index].band !== band) : [edge.from];
      const isLit = [before, after].some((side) => side.has(edge.to) && from.some((index) => side.has(index)));
      for (const element of edge.elements) element.classList.toggle("lit", isLit);
    }
  }
}

function unlight(task) {
  task.element.setAttribute("aria-pressed", "false");
  for (const chosen of canvas.querySelectorAll(".chosen")) chosen.classList.remove("chosen");
  for (const lit of canvas.querySelectorAll(".lit")) lit.classList.remove("lit");
}

function select(task, { focus = false } = {}) {
  if (selected) unlight(selected);
  selected = task === selected && !focus ? null : task;
  if (selected) {
    selected.element.setAttribute("aria-pressed", "true");
    light(selected);
    enter(selected, focus);
    showTask(selected);
    if (isNarrow.matches) details.scrollIntoView();
  } else {
    showCommit();
  }
  try {
    history.replaceState(null, "", selected ? `#${encodeURIComponent(selected.label)}` : location.pathname + location.search);
  } catch {
    // A page in a sandbox has no history; the link is a convenience.
  }
}

// Keyboard: one task can be reached with Tab, the arrows go on from there. --------------------------------------------

let entry = null;

function enter(task, focus) {
  if (entry) entry.element.tabIndex = -1;
  entry = task;
  entry.element.tabIndex = 0;
  if (focus) {
    entry.element.focus({ preventScroll: true });
    entry.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

const isShown = (task) => !task.band.element.hidden && !task.element.classList.contains("faint");

function neighbour(task, key) {
  const shown = tasks.filter(isShown);
  const column = shown.filter((each) => each.x === task.x).sort(inPicture);
  switch (key) {
    case "ArrowLeft": return tasks[task.needs[0]];
    case "ArrowRight": return tasks[task.dependents[0]];
    case "ArrowDown": return column[column.indexOf(task) + 1];
    case "ArrowUp": return column[column.indexOf(task) - 1];
    case "Home": return column[0];
    case "End": return column[column.length - 1];
    default: return undefined;
  }
}

const inPicture = (a, b) => a.order - b.order;

canvas.addEventListener("keydown", (event) => {
  const task = tasks.find((each) => each.element === document.activeElement);
  const next = task && !event.ctrlKey && !event.metaKey && !event.altKey && neighbour(task, event.key);
  if (!next) return;
  event.preventDefault();
  enter(next, true);
});
