// The review tool in the browser. It shows what Python sends and sends back steps; what is coded,
// and whether it is saved, is decided there. Texts of documents are set as text, never as markup.

const AROUND = 10; // lines of context before and after a passage
const MORE = 20;
const PATIENCE = 6000; // milliseconds until a step that is not answered is called not saved
const SIGNS = { open: "○", done: "✓", skipped: "→", deleted: "✕" };

const WRITTEN = /^(INPUT|TEXTAREA|SELECT)$/;

/** An element; children are elements, or texts that are set as text. */
function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  made.handlers = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made[name] = made.handlers[name] = value;
    else if (name === "value") made.value = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== false));
  return made;
}

/**
 * Make the children of an element those wanted. What can stay stays: a click that has begun, an
 * open list, the caret and what is being written must outlive the answer to an earlier step.
 */
function patch(parent, wanted) {
  const named = new Map([...parent.childNodes].map((node) => [node.dataset?.id, node]));
  let at = parent.firstChild;
  for (const node of wanted) {
    const made = typeof node === "string" ? document.createTextNode(node) : node;
    const id = made.dataset?.id;
    const had = id ? named.get(id) : at;
    if (!had || had.nodeName !== made.nodeName || had.dataset?.id !== id || !follows(at, had)) {
      parent.insertBefore(made, at);
      continue;
    }
    while (at !== had) at = dropped(at);
    if (made.nodeType === Node.TEXT_NODE) had.data = made.data;
    else become(had, made);
    at = had.nextSibling;
  }
  while (at) at = dropped(at);
}

/** Whether a node is another or one of its later siblings. */
function follows(at, node) {
  while (at && at !== node) at = at.nextSibling;
  return at === node;
}

function dropped(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function become(had, made) {
  for (const { name } of [...had.attributes]) if (!made.hasAttribute(name)) had.removeAttribute(name);
  for (const { name, value } of made.attributes)
    if (had.getAttribute(name) !== value) had.setAttribute(name, value);
  for (const name of Object.keys({ ...had.handlers, ...made.handlers })) had[name] = made.handlers[name] ?? null;
  had.handlers = made.handlers;
  const { value } = made;
  patch(had, [...made.childNodes]);
  if (WRITTEN.test(had.nodeName) && had !== document.activeElement && had.value !== value) had.value = value;
}

function render({ model, el }) {
  const frame = model.get("frame");
  const words = frame.words;
  const lines = frame.lines.filter(([, , text]) => text.trim() !== "");
  const sender = Math.random().toString(36).slice(2);
  const drafts = new Map(); // quantities that are not complete yet, by row
  // Of a figure most is written, so its cells are open.
  const local = { active: frame.fields[0].name, extra: 0, row: null, opened: { more: frame.is_of_figures }, filter: "" };
  let view = model.get("view");
  let sent = 0;
  let waiting = null;
  let late = null;
  const queue = [];

  const root = h("div", {
    class: "planoteca-review",
    tabindex: "0",
    role: "group",
    "aria-label": frame.title,
    lang: frame.language,
    onkeydown: onKey,
  });
  const spoken = h("div", { class: "spoken", role: "status", "aria-live": "polite" });
  const alerts = h("div", { class: "alerts", role: "alert" });
  const head = h("div", { class: "head" });
  const plan = h("section", { class: "plan", "aria-label": words.context });
  const form = h("section", { class: "form" });
  const foot = h("div", {});
  root.append(spoken, head, alerts, h("div", { class: "columns" }, plan, form), foot);
  el.replaceChildren(root);

  // Plain keys are the tool's, not JupyterLab's; with Ctrl, as for saving the notebook, they are its.
  // It asks the element that has the focus before those around it.
  const claim = (event) => {
    const isOurs = !(event.ctrlKey || event.metaKey || event.altKey);
    if (root.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", isOurs);
  };
  window.addEventListener("keydown", claim, true);

  // ---- steps ------------------------------------------------------------------------------

  /** Send a step, or keep it until the one before is answered: it is about what is shown then. */
  function act(make) {
    if (waiting !== null) {
      queue.push(make);
      return;
    }
    const message = make();
    if (!message) return;
    waiting = `${sender}-${++sent}`;
    late = setTimeout(() => notice("error", words.not_saved), PATIENCE);
    model.send({ ...message, id: waiting });
  }

  const step = (name, more = {}) => act(() => view.row && { step: name, row: view.row.key, ...more });
  const add = (place) => act(() => ({ step: "add", ...place }));
  /** What was written is about the row it was written in, whichever is in view by then. */
  const write = (row, field, value) => act(() => ({ step: "set", row: row.key, field, value }));

  function onView() {
    view = model.get("view");
    const mine = waiting !== null && view.answered === waiting;
    if (mine) {
      clearTimeout(late);
      waiting = null;
      if (!view.notice) drafts.delete(local.drafted); // a refused one stays to be mended
      local.drafted = null;
    }
    const isNew = view.row && view.row.key !== local.row;
    if (isNew) {
      const held = document.activeElement;
      if (form.contains(held) && WRITTEN.test(held.nodeName)) root.focus({ preventScroll: true });
      local.row = view.row.key;
      local.extra = 0;
      local.picking = null;
      local.splitting = false;
      local.filter = "";
    }
    if (view.lacking?.length) local.active = view.lacking[0];
    chooseActive(isNew);
    draw();
    if (view.lacking?.length) focus(`text-${view.lacking[0]}`); // where it is written, not chosen
    else if (isNew && frame.is_of_figures && !view.row.cells[frame.printed]) focus(`text-${frame.printed}`);
    while (mine && waiting === null && queue.length) act(queue.shift());
  }

  /** The fields of the row in view: all that have codes, and texts that are to be decided. */
  function fields() {
    const row = view.row;
    if (!row || row.is_passage) return [];
    const texts = frame.texts.filter((text) => row.undecided.includes(text.name));
    return [...frame.fields, ...texts.map((text) => ({ ...text, codes: [], is_text: true }))];
  }

  /** In a new row the first field without a decision is active, after a decision the next. */
  function chooseActive(isNew) {
    const names = fields().map((field) => field.name);
    const open = names.filter((name) => view.row.undecided.includes(name));
    if (open.length && isNew) [local.active] = open;
    else if (open.length && !open.includes(local.active)) {
      const place = names.indexOf(local.active);
      local.active = open.find((name) => names.indexOf(name) > place) ?? open[0];
    } else if (names.length && !names.includes(local.active)) local.active = names[0];
  }

  // ---- keys -------------------------------------------------------------------------------

  const KEYS = {
    Enter: () => step("confirm"),
    j: () => go(1),
    ArrowDown: () => go(1),
    k: () => go(-1),
    ArrowUp: () => go(-1),
    ArrowRight: () => turn(1),
    ArrowLeft: () => turn(-1),
    u: () => act(() => ({ step: "undo" })),
    s: () => step("skip"),
    d: () => step("delete"),
    p: () => open("splitting", "split-first"),
    a: startPicking,
    n: () => focus("text-notes"),
    e: () => open("more", `text-${frame.printed}`),
    t: () => frame.is_of_figures || open("themes", "filter"),
    g: () => act(() => ({ step: "agreement" })),
    "?": () => open("keys", "keys"),
    ",": () => take(0),
    ".": () => take(1),
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (local.opening) return event.preventDefault(); // it may be text for what is about to open
    const target = event.target;
    if (WRITTEN.test(target.tagName)) {
      if (event.key === "Escape" || (event.key === "Enter" && target.tagName === "INPUT")) {
        event.preventDefault();
        if (event.key === "Enter" && target.dataset.id === "filter") chooseFiltered();
        else root.focus(); // what was written is sent on leaving the field
      }
      return;
    }
    const native = ["Enter", " "].includes(event.key) && /^(BUTTON|SUMMARY)$/.test(target.tagName);
    if (native) return;
    if (local.picking ? pickKey(event.key) : rowKey(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  function rowKey(key) {
    const named = frame.fields.find((field) => field.key === key);
    if (/^\d$/.test(key)) act(() => codeStep(key));
    else if (KEYS[key]) later(KEYS[key], "netpa".includes(key));
    else if (named) later(() => activate(named.name, true), named.is_listed);
    else if (key === "Escape") closeAll();
    else return false;
    return true;
  }

  /** Do now what does not depend on an answer that is under way; else after it. */
  function later(doing, opens) {
    if (waiting === null) return doing();
    local.opening = opens;
    queue.push(() => {
      local.opening = false;
      doing();
    });
  }

  /** The step of a digit: a code of the field that is active when its turn comes. */
  function codeStep(key) {
    const field = fields().find((each) => each.name === local.active);
    if (!field || view.is_sealed) return null;
    if (field.is_numbers && key === "0") return setting(field.name, []);
    const code = field.codes.find((each) => each.key === key);
    return code ? choosing(field, code.code) : null;
  }

  const setting = (field, value) => ({ step: "set", row: view.row.key, field, value });

  function choosing(field, code) {
    if (!field.is_many) return setting(field.name, code);
    const has = view.row.themes;
    if (has.includes(code)) return setting(field.name, has.filter((theme) => theme !== code));
    const beside = has.filter((theme) => theme !== field.alone);
    return setting(field.name, code === field.alone ? [code] : [...beside, code]);
  }

  function go(by) {
    act(() => {
      const place = view.rows.findIndex((row) => row.key === view.row?.key);
      const next = view.rows[place + by];
      return next && { step: "move", row: next.key };
    });
  }

  function turn(by) {
    const names = fields().map((field) => field.name);
    if (names.length) activate(names[(names.indexOf(local.active) + by + names.length) % names.length]);
  }

  function activate(name, isKey) {
    local.active = name;
    draw();
    const field = fields().find((each) => each.name === name);
    if (field) spoken.textContent = field.label;
    if (field?.is_listed && isKey) focus(`list-${name}`);
    root.querySelector(".field.active")?.scrollIntoView({ block: "nearest" });
  }

  function take(which) {
    const side = view.row?.sides[which];
    if (side?.has) step("take", { side: side.name, field: local.active });
  }

  function open(what, id) {
    if (!view.row) return;
    if (what === "splitting") {
      if (view.row.is_passage || frame.is_of_figures) return;
      local.splitting = true;
    } else local.opened[what] = true;
    if (what === "themes") local.active = "themes";
    draw();
    focus(id);
  }

  function closeAll() {
    local.splitting = false;
    local.picking = null;
    local.opened = { more: frame.is_of_figures };
    view = { ...view, agreement: null, notice: null };
    draw();
    root.focus();
  }

  function focus(id) {
    root.querySelector(`[data-id="${id}"]`)?.focus();
  }

  // ---- adding: a run of lines is picked ----------------------------------------------------

  function startPicking() {
    const last = view.row?.lines.at(-1);
    local.picking = {}; // where no row is in view, lines are shown to pick from
    const shown = shownLines();
    const cursor = view.row?.is_passage ? shown[0]?.[0] : (last ?? shown[0]?.[0]);
    local.picking = { cursor: cursor ?? null, anchor: null };
    draw();
    if (cursor == null) focus("add-line_start");
    else root.focus();
  }

  function pickKey(key) {
    const picking = local.picking;
    const numbers = shownLines().map(([number]) => number);
    const place = numbers.indexOf(picking.cursor);
    if (key === "Escape") local.picking = null;
    else if (["ArrowDown", "j"].includes(key)) picking.cursor = numbers[place + 1] ?? picking.cursor;
    else if (["ArrowUp", "k"].includes(key)) picking.cursor = numbers[place - 1] ?? picking.cursor;
    else if (key === " ") picking.anchor = picking.cursor;
    else if (key === "Enter") addPicked();
    else return false;
    draw();
    root.querySelector("li.cursor")?.scrollIntoView({ block: "nearest" });
    const line = lines.find(([number]) => number === local.picking?.cursor);
    if (line) spoken.textContent = `${words.line} ${line[0]}: ${line[2]}`;
    return true;
  }

  function addPicked() {
    const { cursor, anchor } = local.picking;
    const [first, last] = [cursor, anchor ?? cursor].sort((a, b) => a - b);
    add({ line_start: first, line_end: last });
    local.picking = null;
  }

  // ---- drawing ----------------------------------------------------------------------------

  function draw() {
    const isHere = root.contains(document.activeElement);
    const key = view.row?.key;
    patch(head, drawHead());
    patch(plan, drawPlan());
    patch(form, [h("div", { "data-id": `form-${key}` }, drawForm())]); // another row is another form
    patch(foot, drawFoot());
    notice(view.notice?.kind, view.notice?.text);
    const row = view.row;
    const place = view.rows.findIndex((each) => each.key === row?.key) + 1;
    if (view.agreement && view.agreement !== local.agreement) spoken.textContent = view.agreement.title;
    local.agreement = view.agreement;
    const told = row ? `${place}/${view.rows.length}: ${words[row.state]}, ${row.place}` : "";
    if (told !== local.told) spoken.textContent = local.told = told;
    // What had the focus is gone: keys go on all the same.
    if (isHere && !root.contains(document.activeElement)) root.focus({ preventScroll: true });
  }

  const kbd = (key) => key && h("kbd", {}, key);

  function button(id, label, key, onclick, more = {}) {
    const clicked = (event) => {
      onclick();
      // Keys go on from where the mouse left; who came by Tab stays on the button.
      if (event.detail > 0 && !more.stays) root.focus({ preventScroll: true });
    };
    const { stays, ...attributes } = more;
    return h("button", { type: "button", "data-id": id, onclick: clicked, ...attributes }, label, kbd(key));
  }

  function drawHead() {
    const { counts } = view;
    const total = view.rows.length;
    const decided = counts.done + counts.deleted;
    const told = Object.keys(SIGNS).filter((state) => counts[state]);
    const parts = [
      h("h2", {}, frame.title),
      h("progress", { max: total || 1, value: decided, "aria-label": words.done }),
      !counts.open && !counts.skipped && h("strong", {}, words.all_done),
      h("span", { class: "counts" }, told.map((state) => `${SIGNS[state]} ${counts[state]} ${words[state]}`).join("  ")),
      h(
        "div",
        { class: "tools" },
        button("previous", words.previous, "k", () => go(-1)),
        button("next", words.next, "j", () => go(1)),
        button("undo", words.undo, "u", KEYS.u, { disabled: !view.can_undo }),
        button("agreement", words.agreement, "g", KEYS.g),
        button("show-keys", words.keys, "?", KEYS["?"], { stays: true }),
      ),
    ];
    return parts.filter(Boolean);
  }

  function notice(kind, text) {
    const reread = () => act(() => ({ step: "reread" }));
    const answers = kind === "changed" ? [button("reread", words.reread, "", reread)] : [];
    alerts.className = `alerts ${kind ?? ""}`;
    patch(alerts, text ? [h("p", {}, text), ...answers] : []);
  }

  /** Lines of the passage in view with some before and after. */
  function shownLines() {
    const row = view.row;
    if (!row || !row.lines.length) return local.picking && lines.length ? lines : [];
    const numbers = new Set(row.lines);
    const first = lines.findIndex(([number]) => numbers.has(number));
    const last = lines.findLastIndex(([number]) => numbers.has(number));
    const around = row.is_passage ? 0 : AROUND + local.extra;
    return first < 0 ? [] : lines.slice(Math.max(0, first - around), last + 1 + around);
  }

  function drawPlan() {
    const row = view.row ?? { lines: [], place: words.none };
    const heading = h("h3", {}, row.is_passage ? words.passage : words.context, " · ", row.place);
    const shown = shownLines();
    const parts = [heading];
    if (row.is_passage) parts.push(h("p", { class: "hint" }, words.passage_how));
    if (local.picking) parts.push(drawPicking(shown));
    if (!shown.length) {
      parts.push(h("p", { class: "hint" }, words.no_document));
    } else {
      const numbers = new Set(row.lines);
      const picked = pickedRange();
      let page = null;
      const items = shown.map((line) => {
        const parting = line[1] != null && line[1] !== page ? `${words.page} ${line[1]}` : null;
        page = line[1];
        return drawLine(line, parting, numbers.has(line[0]) && !row.is_passage, picked);
      });
      parts.push(h("ol", { class: "lines", lang: "es", "data-id": "lines" }, items));
    }
    const tools = [button("add", words.add, "a", startPicking)];
    if (shown.length && !row.is_passage) {
      const widen = (by) => () => {
        local.extra = Math.max(0, local.extra + by);
        draw();
      };
      tools.push(button("more", words.more, "", widen(MORE)));
      if (local.extra) tools.push(button("less", words.less, "", widen(-MORE)));
    }
    if (!view.is_sealed && !local.picking) parts.push(h("div", { class: "tools" }, tools));
    return parts;
  }

  function drawLine([number, , text], parting, isCited, [from, to]) {
    const picking = local.picking;
    const pick = () => {
      if (picking.anchor === null) picking.anchor = number;
      picking.cursor = number;
      draw();
    };
    const names = [
      isCited && "cited",
      picking && number >= from && number <= to && "picked",
      picking && number === picking.cursor && "cursor",
    ];
    return h(
      "li",
      { class: names.filter(Boolean).join(" "), "data-id": `line-${number}`, onclick: picking && pick },
      parting && h("span", { class: "parting" }, parting),
      h("span", { class: "number", "aria-label": `${words.line} ${number}` }, String(number)),
      h("span", { class: "text" }, marked(text, view.row?.marks[number] ?? [])),
    );
  }

  /** The text of a line with the words of the commitment marked. */
  function marked(text, spans) {
    const characters = [...text]; // Python counts characters, not code units
    const parts = [];
    let at = 0;
    for (const [start, end] of spans) {
      parts.push(characters.slice(at, start).join(""), h("mark", {}, characters.slice(start, end).join("")));
      at = end;
    }
    return [...parts, characters.slice(at).join("")];
  }

  function pickedRange() {
    const { cursor, anchor } = local.picking ?? {};
    return local.picking ? [cursor, anchor ?? cursor].sort((a, b) => a - b) : [];
  }

  // A figure stands on one page.
  const PLACE = [
    ["page_start", frame.is_of_figures ? words.page : words.from_page],
    ["page_end", words.to_page],
    ["line_start", words.from_line],
    ["line_end", words.to_line],
  ].filter(([name]) => name !== "page_end" || !frame.is_of_figures);

  function drawPicking(shown) {
    const cancel = button("cancel-add", words.cancel, "Esc", closeAll);
    if (shown.length) {
      const added = () => {
        addPicked();
        draw();
      };
      return h(
        "div",
        { class: "picking" },
        h("p", {}, words.add_how, " ", kbd("↑"), kbd("↓"), " ", kbd("␣"), " ", kbd("↵")),
        button("add-here", words.add_here, "↵", added),
        cancel,
      );
    }
    const inputs = PLACE.map(([name, label]) =>
      h("label", {}, label, h("input", { type: "number", min: 1, "data-id": `add-${name}` })),
    );
    const text = h("textarea", { "data-id": "add-statement", rows: 3 });
    const send = () => {
      const cells = PLACE.map(([name], n) => [name, inputs[n].querySelector("input").value]);
      add({ ...Object.fromEntries(cells), statement: text.value });
      local.picking = null;
    };
    return h(
      "div",
      { class: "picking" },
      inputs,
      h("label", { class: "wide" }, words.verbatim, text),
      button("add-written", words.add, "", send),
      cancel,
    );
  }

  function drawForm() {
    const row = view.row;
    if (!row) return [h("p", {}, words.none)];
    if (row.is_passage) return drawActions(row);
    const parts = [
      h("p", { class: `statement ${row.state}` }, h("span", { class: "sign" }, SIGNS[row.state]), " ", h("span", { lang: "es" }, row.cells[frame.printed])),
    ];
    for (const name of ["problem", "objective"])
      if (row.cells[name])
        parts.push(h("p", { class: "beside" }, h("b", {}, label(name), ": "), h("span", { lang: "es" }, row.cells[name])));
    if (row.undecided.includes("presence")) {
      const owner = row.sides.find((side) => side.has);
      parts.push(h("p", { class: "undecided" }, words.presence, " — ", words.lone.replace("{name}", owner?.name ?? "")));
    }
    if (local.splitting) parts.push(drawSplit(row));
    parts.push(...drawActions(row));
    if (frame.is_of_figures) return [...parts, drawMore(row), ...fields().map(drawField), drawNote(row)];
    parts.push(...fields().map(drawField));
    if (row.hint) parts.push(h("p", { class: "hint", "data-id": "hint" }, "⚠ ", row.hint));
    return [...parts, drawNote(row), drawMore(row)];
  }

  const label = (name) => frame.texts.find((text) => text.name === name)?.label ?? name;
  const sidesWith = (test) => view.row.sides.filter((side) => side.has && test(side));

  function drawField(field) {
    const row = view.row;
    const isActive = field.name === local.active;
    const isOpen = row.undecided.includes(field.name);
    const names = ["field", isActive && "active", isOpen && "undecided"].filter(Boolean).join(" ");
    const name = `${sender}-${field.name}`;
    const legend = h(
      "div",
      { class: "name", id: name, onclick: () => activate(field.name) },
      field.label,
      kbd(field.key),
      isOpen && h("em", {}, ` ${words.undecided}`),
    );
    let body;
    if (field.is_numbers) body = drawQuantities(row);
    else if (field.is_many) body = drawThemes(field, row);
    else if (field.is_listed) body = drawListed(field, row);
    else if (field.is_text) body = [h("p", {}, row.cells[field.name])];
    else body = field.codes.map((code) => drawCode(field, code, isOpen, isActive));
    if (field.takes_year) body.push(drawYear(field, row));
    if (row.sides.length === 2 && isOpen) body.push(drawTakes(field, isActive));
    return h("div", { "data-id": `field-${field.name}`, role: "group", "aria-labelledby": name, class: names, inert: view.is_sealed, "aria-current": isActive && "true" }, legend, h("div", { class: "codes" }, body));
  }

  /** A list of many codes, and what is said where that is another. */
  function drawListed(field, row) {
    const code = row.cells[field.name];
    const changed = (value) => write(row, field.name, value);
    const other = sidesWith((side) => side.cells[field.name] !== code);
    return [
      select(`list-${field.name}`, field, code, changed),
      ...other.map((side) => h("small", {}, `${side.name}: ${named(field, side.cells[field.name]) || words.blank}`)),
    ];
  }

  function drawCode(field, code, isOpen, isActive) {
    const chosen = field.is_many
      ? view.row.themes.includes(code.code)
      : !isOpen && view.row.cells[field.name] === code.code;
    const said = sidesWith((side) =>
      field.is_many ? side.themes.includes(code.code) : side.cells[field.name] === code.code,
    );
    const isAgreed = chosen && said.length === view.row.sides.length;
    const choose = () => {
      local.active = field.name;
      act(() => choosing(field, code.code));
    };
    return h(
      "button",
      {
        type: "button",
        "data-id": `code-${field.name}-${code.code}`,
        class: chosen ? "code chosen" : "code",
        "aria-pressed": String(chosen),
        title: code.description || null,
        onclick: (event) => {
          choose();
          if (event.detail > 0) root.focus({ preventScroll: true });
        },
      },
      chosen ? "✓ " : "",
      code.label,
      isActive ? kbd(code.key) : null,
      isAgreed ? null : said.map((side) => h("small", {}, side.name)),
    );
  }

  function drawYear(field, row) {
    const year = /^\d{4}$/.test(row.cells[field.name]) ? row.cells[field.name] : "";
    const said = sidesWith((side) => /^\d{4}$/.test(side.cells[field.name]) && side.cells[field.name] !== year);
    const changed = (event) => write(row, field.name, event.target.value);
    return h(
      "label",
      { class: "year" },
      words.year,
      h("input", { "data-id": "year", inputmode: "numeric", maxlength: 4, size: 4, value: year, onchange: changed }),
      said.map((side) => h("small", {}, `${side.name}: ${side.cells[field.name]}`)),
    );
  }

  function drawTakes(field, isActive) {
    return h(
      "div",
      { class: "takes" },
      view.row.sides.map((side, n) => {
        const said = field.is_numbers
          ? side.quantities.map(quantityText).join("; ") || words.no_quantity
          : field.is_many
            ? side.themes.join(", ")
            : (field.is_listed ? named(field, side.cells[field.name]) : side.cells[field.name]) || words.blank;
        const taken = () => step("take", { side: side.name, field: field.name });
        const name = words.take.replace("{name}", side.name);
        return h(
          "div",
          {},
          button(`take-${field.name}-${n}`, name, isActive ? ",."[n] : "", taken, { disabled: !side.has }),
          field.codes.length && !field.is_many ? null : h("span", {}, said),
        );
      }),
    );
  }

  const quantityText = (each) =>
    [each.value, ...frame.quantity.map((list) => named(list, each[list.name])), each.subject].filter(Boolean).join(" · ");
  const named = (list, code) => list.options.find(([each]) => each === code)?.[1] ?? code;

  function drawQuantities(row) {
    const rows = drafts.get(row.key) ?? row.quantities;
    const written = (n, name) => root.querySelector(`[data-id="${name}-${n}"]`).value;
    const names = ["value", ...frame.quantity.map((list) => list.name), "subject"];
    const gathered = () =>
      rows.map((each, n) => ({ ...each, ...Object.fromEntries(names.map((name) => [name, written(n, name)])) }));
    const changed = () => sendQuantities(row, gathered());
    const drawn = rows.map((each, n) =>
      h(
        "div",
        { class: "quantity" },
        h("input", { "data-id": `value-${n}`, "aria-label": words.value, inputmode: "decimal", size: 8, value: each.value ?? "", onchange: changed }),
        frame.quantity.map((list) =>
          select(`${list.name}-${n}`, list, each[list.name], changed),
        ),
        h("input", { "data-id": `subject-${n}`, "aria-label": frame.subject, placeholder: frame.subject, value: each.subject ?? "", onchange: changed }),
        button(`remove-${n}`, words.remove, "", () => sendQuantities(row, gathered().filter((_, place) => place !== n))),
      ),
    );
    const more = () => {
      drafts.set(row.key, [...gathered(), { value: "", unit: "", comparator: "", subject: "" }]);
      local.active = "quantities";
      draw();
      focus(`value-${rows.length}`);
    };
    const isNone = !rows.length && !row.undecided.includes("quantities");
    return [
      ...drawn,
      h("button", { type: "button", "data-id": "no-quantity", class: isNone ? "code chosen" : "code", "aria-pressed": String(isNone), onclick: () => sendQuantities(row, []) }, isNone ? "✓ " : "", words.no_quantity, local.active === "quantities" ? kbd("0") : null),
      button("add-quantity", words.add_quantity, "", more, { stays: true }),
    ];
  }

  /** Complete quantities are a step; until then they wait here. */
  function sendQuantities(row, edited) {
    if (edited.every((each) => each.value && each.unit && each.comparator)) {
      act(() => {
        local.drafted = row.key;
        return { step: "set", row: row.key, field: "quantities", value: edited };
      });
    }
    drafts.set(row.key, edited);
    draw();
  }

  function select(id, list, chosen, onchange) {
    const options = [["", list.blank ?? `${list.label} …`], ...list.options].map(([code, text]) =>
      h("option", { value: code, selected: code === (chosen ?? "") }, text),
    );
    return h("select", { "data-id": id, "aria-label": list.label, onchange: (event) => onchange(event.target.value) }, options);
  }

  const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const filtered = (field) => field.codes.filter((code) => bare(code.label).includes(bare(local.filter)));

  function drawThemes(field, row) {
    const chosen = field.codes.filter((code) => row.themes.includes(code.code));
    const isOpened = local.opened.themes;
    const offered = filtered(field).filter((code) => !row.themes.includes(code.code));
    const search = h("input", {
      "data-id": "filter",
      type: "search",
      "aria-label": words.filter,
      placeholder: words.filter,
      value: local.filter,
      oninput: (event) => {
        local.filter = event.target.value;
        local.opened.themes = true;
        draw();
      },
    });
    return [...chosen, ...(isOpened ? offered : [])]
      .map((code) => drawCode(field, { ...code, key: "" }, false, false))
      .concat(search);
  }

  function chooseFiltered() {
    const field = frame.fields.find((each) => each.is_many);
    const first = filtered(field).find((code) => !view.row.themes.includes(code.code));
    local.filter = "";
    root.querySelector('[data-id="filter"]').value = "";
    if (first) act(() => choosing(field, first.code));
  }

  function drawNote(row) {
    const changed = (event) => write(row, "notes", event.target.value);
    return h(
      "label",
      { class: "note", "data-id": "note" },
      h("span", {}, label("notes"), kbd("n")),
      h("textarea", { "data-id": "text-notes", rows: 1, disabled: view.is_sealed, onchange: changed, value: row.cells.notes }),
    );
  }

  function drawActions(row) {
    if (view.is_sealed) return [];
    if (row.is_passage)
      return [h("div", { class: "tools actions" }, button("confirm", words.finish_page, "↵", KEYS.Enter, { class: "first" }), button("skip", words.skip, "s", KEYS.s))];
    const isStruck = row.state === "deleted";
    return [
      h(
        "div",
        { class: "tools actions", "data-id": "actions" },
        button("confirm", words.accept, "↵", KEYS.Enter, { class: "first" }),
        button("skip", words.skip, "s", KEYS.s),
        button("delete", isStruck ? words.restore : words.strike, "d", KEYS.d),
        !frame.is_of_figures && button("split", words.split, "p", KEYS.p, { stays: true }),
      ),
    ];
  }

  function drawSplit(row) {
    const first = h("textarea", { "data-id": "split-first", rows: 3, value: row.cells.statement });
    const second = h("textarea", { "data-id": "split-second", rows: 3 });
    const cut = () => {
      // What follows the caret goes to the second part.
      if (second.value || first.selectionStart !== first.selectionEnd) return;
      second.value = first.value.slice(first.selectionStart).trim();
      if (second.value) first.value = first.value.slice(0, first.selectionStart).trim();
    };
    const send = () => {
      step("split", { first: first.value, second: second.value });
      local.splitting = false;
    };
    return h(
      "div",
      { class: "split", "data-id": "split" },
      h("label", {}, words.first_part, first),
      h("label", { onfocusin: cut }, words.second_part, second),
      button("split-send", words.split, "", send),
      button("split-cancel", words.cancel, "Esc", closeAll),
    );
  }

  function drawMore(row) {
    const cells = () => Object.fromEntries(PLACE.map(([name]) => [name, root.querySelector(`[data-id="${name}"]`).value]));
    const inputs = PLACE.map(([name, label]) =>
      h("label", { class: "short" }, label, h("input", { type: "number", min: 1, "data-id": name, value: row.where[name] ?? "" })),
    );
    const texts = frame.texts
      .filter((text) => text.name !== "notes")
      .map((text) => {
        const value = row.cells[text.name];
        const changed = (each) => write(row, text.name, each);
        const attributes = { "data-id": `text-${text.name}`, onchange: (event) => changed(event.target.value), value };
        const isShort = frame.is_of_figures && text.name !== "context";
        return h(
          "label",
          {},
          text.label,
          text.options
            ? select(`text-${text.name}`, text, value, changed)
            : isShort
              ? h("input", attributes)
              : h("textarea", { ...attributes, rows: 1 + (value.length > 60) }),
        );
      });
    const toggled = (event) => (local.opened.more = event.target.open);
    return h(
      "details",
      { "data-id": "more-cells", open: Boolean(local.opened.more), ontoggle: toggled },
      h("summary", {}, words.more_cells, kbd("e")),
      h("fieldset", { class: frame.is_of_figures ? "cells figures" : "cells", disabled: view.is_sealed }, texts, h("div", { class: "place" }, inputs, button("save-place", words.save, "", () => write(row, "where", cells())))),
    );
  }

  function drawFoot() {
    const parts = [];
    if (local.opened.keys) parts.push(drawKeys());
    if (view.agreement) parts.push(drawAgreement(view.agreement));
    const current = view.row?.key;
    parts.push(
      h(
        "nav",
        { "aria-label": words.rows },
        view.rows.map((row, n) =>
          h(
            "button",
            {
              type: "button",
              class: row.state,
              "data-id": `row-${row.key}`,
              "aria-label": `${n + 1}, ${words[row.state]}, ${row.place}`,
              "aria-current": row.key === current && "true",
              title: row.place,
              onclick: () => act(() => ({ step: "move", row: row.key })),
            },
            `${n + 1} ${row.is_passage ? "¶" : SIGNS[row.state]}`,
          ),
        ),
      ),
    );
    return parts;
  }

  function drawKeys() {
    const rows = [
      ["1 … 9, 0", words.pick],
      ["← →", words.next_field],
      ...frame.fields.map((field) => [field.key, field.label]),
      ["↵", words.accept],
      ["j ↓", words.next],
      ["k ↑", words.previous],
      ["u", words.undo],
      ["s", words.skip],
      ["d", words.strike],
      ...(frame.is_of_figures ? [] : [["p", words.split]]),
      ["a", words.add],
      ["n", label("notes")],
      ["e", words.more_cells],
      ["g", words.agreement],
      ["Esc", words.close],
    ];
    return h(
      "section",
      { class: "keys", tabindex: "-1", "data-id": "keys", "aria-label": words.keys },
      h("h3", {}, words.keys),
      h("dl", {}, rows.map(([key, text]) => h("div", {}, h("dt", {}, kbd(key)), h("dd", {}, text)))),
      button("close-keys", words.close, "Esc", closeAll),
    );
  }

  function drawAgreement(found) {
    const number = (value, digits = 2) =>
      value == null ? "–" : value.toLocaleString(frame.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const cells = (tag, texts) => h("tr", {}, texts.map((text) => h(tag, tag === "th" ? { scope: "col" } : {}, text ?? "–")));
    const named = { alpha: "α", f1: "F1" };
    return h(
      "section",
      { class: "agreement", "aria-label": words.agreement },
      h("h3", {}, found.title),
      h(
        "table",
        {},
        h("thead", {}, cells("th", [words.field, words.compared, words.equal, "α / F1", words.interval])),
        h(
          "tbody",
          {},
          found.figures.map((row) =>
            cells("td", [
              row.label,
              String(row.compared),
              row.equal == null ? "–" : number(100 * row.equal, 0),
              row.value == null ? "–" : `${named[row.measure]} ${number(row.value)}`,
              row.low == null ? "–" : `${number(row.low)} … ${number(row.high)}`,
            ]),
          ),
        ),
      ),
      h("h3", {}, `${words.disagreements}: ${found.count}`),
      found.count > 0 &&
        h(
          "table",
          {},
          h("thead", {}, cells("th", [words.field, words.verbatim, words.place, ...found.names])),
          h("tbody", {}, found.disagreements.map((row) => cells("td", [row.label, row.about, row.place, row.first, row.second]))),
        ),
      button("close-agreement", words.close, "Esc", closeAll),
    );
  }

  model.on("change:view", onView);
  local.row = view.row?.key ?? null;
  chooseActive(true);
  draw();
  return () => {
    clearTimeout(late);
    window.removeEventListener("keydown", claim, true);
    model.off("change:view", onView);
  };
}

export default { render };
