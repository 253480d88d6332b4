// The column at the right: a task, or the commit message if none is chosen.
const details = byId("details");

// Text in which what stands in backticks is code.
function words(text) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? make("code", { text: part }) : part));
}

function section(title, ...children) {
  return [make("h3", { text: title }), ...children];
}

function copyButton(what, text) {
  const button = make("button", { type: "button", class: "copy" });
  const say = (word, name) => {
    button.textContent = word;
    button.setAttribute("aria-label", name);
  };
  button.addEventListener("click", async () => {
    let isCopied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      isCopied = copyOldWay(text);
    }
    if (isCopied) say("Copied", `Copied ${what}`);
    else say("Not allowed", `Not allowed to copy ${what}`);
    setTimeout(say, 1500, "Copy", `Copy ${what}`);
  });
  say("Copy", `Copy ${what}`);
  return button;
}

// Where a page may not write to the clipboard by itself.
function copyOldWay(text) {
  const area = make("textarea", { class: "unseen", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  return isCopied;
}

// JSON in colour: names, texts and numbers, each as the text of a span.
function highlighted(raw) {
  const text = visible(raw);
  const pre = make("pre", { class: "json" });
  const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  let end = 0;
  for (const match of text.matchAll(token)) {
    pre.append(text.slice(end, match.index));
    const kind = match[2] ? "name" : match[1] ? "string" : "number";
    pre.append(make("span", { class: kind, text: match[1] ?? match[0] }), match[2] ?? "");
    end = match.index + match[0].length;
  }
  pre.append(text.slice(end));
  return pre;
}

// A part that can be folded away. Its content is made when it is first looked at: a Packer template is long.
function part(title, isOpen, content, ...tools) {
  const folded = make("details", { open: isOpen }, make("summary", { text: title }));
  if (isOpen) folded.append(content());
  else folded.addEventListener("toggle", () => folded.append(content()), { once: true });
  return make("div", { class: "part" }, folded, ...tools);
}

function jsonPart(title, isOpen, value) {
  const text = JSON.stringify(value, null, 2);
  return part(title, isOpen, () => highlighted(text), copyButton(title, text));
}

function taskLinks(indices) {
  return make("ul", { class: "links" }, ...indices.map((index) => make("li", {},
    make("button", { type: "button", text: tasks[index].label, click: () => reveal(tasks[index]) }))));
}

// Goes to a task that a filter may have hidden.
function reveal(task) {
  if (!isShown(task)) clearFilters();
  select(task, { focus: true });
}

function link(url, text) {
  return make("a", { href: url, text, target: "_blank", rel: "noopener noreferrer" });
}

// Only of tasks that exist: the ids of a preview stand for those of a decision task that is yet to come.
function interfaceURL(task, ...path) {
  const { root } = data.sections[task.section];
  return root ? [root, "tasks", ...path.map(encodeURIComponent)].join("/") : null;
}

function facts(task, definition) {
  const list = make("dl");
  const add = (name, ...children) => list.append(make("dt", { text: name }), make("dd", {}, ...children));
  const url = interfaceURL(task, task.id);
  add("Task", url ? link(url, task.id) : task.id);
  const group = definition.taskGroupId;
  const groupURL = typeof group === "string" && interfaceURL(task, "groups", group);
  if (groupURL) add("Group", link(groupURL, group));
  add("Kind", task.kind);
  add("Environment", data.sections[task.section].environment);
  if (task.pool) add("Worker pool", task.pool);
  if (task.time) add("At most", task.time);
  if (task.machines) add("Starts", task.machines);
  if (task.locations.length > 0) add("Locations", task.locations.join(", "));
  if (task.maybe) add("Built", "unless it is up to date");
  return list;
}

function indexRoutes(task, definition) {
  const routes = (definition.routes ?? []).filter((route) => typeof route === "string" && route.startsWith("index."));
  if (routes.length === 0) return [];
  const item = (route) => {
    const path = route.slice("index.".length);
    const dot = path.lastIndexOf(".");
    const url = interfaceURL(task, "index", path.slice(0, dot), path.slice(dot + 1));
    return make("li", {}, url ? link(url, path) : path);
  };
  return [part(`Index routes, ${routes.length}`, false, () => make("ul", { class: "plain-list" }, ...routes.map(item)))];
}

function showTask(task) {
  const definition = expand(task.definition);
  const reasons = expand(task.reasons);
  details.replaceChildren(
    make("h2", { text: task.label }), ...(task.summary ? [make("p", { text: task.summary })] : []), facts(task, definition),
    ...(task.needs.length > 0 ? section("Waits for", taskLinks(task.needs)) : []),
    ...(task.dependents.length > 0 ? section("Waited for by", taskLinks(task.dependents)) : []),
    ...(reasons.length > 0
      ? section("Why", make("ul", { class: "plain-list" }, ...reasons.map((text) => make("li", {}, ...words(text))))) : []),
    make("div", { class: "parts" }, jsonPart("Definition", true, definition),
      ...task.files.map((file) => jsonPart(`Packer template ${file.name}`, false, expand(file.template))),
      ...indexRoutes(task, definition)));
  details.scrollTop = 0;
}

// The instructions are marked; on hover and on focus each says what it did. Escape sends that away.
function messageText() {
  const pre = make("pre", { class: "message" });
  pre.addEventListener("pointerover", () => pre.classList.remove("dismissed"));
  pre.addEventListener("focusin", () => pre.classList.remove("dismissed"));
  data.message.forEach((piece, index) => {
    if (!piece.effect) {
      pre.append(visible(piece.text));
      return;
    }
    const id = `effect-${index}`;
    pre.append(make("mark", { tabindex: "0", "aria-describedby": id }, piece.text,
      make("span", { role: "tooltip", id, text: piece.effect })));
  });
  return pre;
}

// What is left out for one reason; several things are folded to their number.
function leftOut(group) {
  const [name, ...others] = group.names;
  if (others.length === 0) return make("p", { class: "left-out" }, `${name}: `, ...words(group.reason));
  return make("details", {}, make("summary", {}, make("span", {}, `${group.count}: `, ...words(group.reason))),
    make("ul", {}, ...group.names.map((text) => make("li", { text }))));
}

function showCommit() {
  const isMarked = data.message.some((piece) => piece.effect);
  details.replaceChildren(
    make("h2", { text: "Commit message" }), messageText(),
    ...(isMarked ? [] : [make("p", { class: "note", text: "It has no instruction: everything that has changed is built." })]),
    ...(data.leftOut.length > 0 ? section("Left out", ...data.leftOut.map(leftOut)) : []),
    ...(data.diagnostics.length > 0 ? section("Remarks", make("ul", { class: "plain-list" },
      ...data.diagnostics.map((each) => make("li", { class: each.severity },
        make("b", { text: each.severity }), ` ${each.text}`)))) : []));
  details.scrollTop = 0;
}
