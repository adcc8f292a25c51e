// Contents that fold on narrow screens, tables to filter and sort, passages opened by their links,
// charts to take away as files.
(() => {
  const spanish = document.documentElement.lang === "es";
  const say = (es, en) => (spanish ? es : en);
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const LONG = 12;
  const filters = new Map();

  const contents = document.querySelector(".contents details");
  const wide = matchMedia("(min-width: 1100px)");
  if (contents) {
    const adapt = () => { contents.open = wide.matches; };
    wide.addEventListener("change", adapt);
    adapt();
    contents.addEventListener("click", (event) => {
      if (event.target.closest("a") && !wide.matches) contents.open = false;
    });
  }

  const current = new IntersectionObserver((entries) => {
    const heading = entries.find((entry) => entry.isIntersecting)?.target;
    if (!heading) return;
    contents.querySelector("[aria-current]")?.removeAttribute("aria-current");
    contents.querySelector(`a[href="#${heading.id}"]`)?.setAttribute("aria-current", "location");
  }, { rootMargin: "0px 0px -75% 0px" });
  if (contents) document.querySelectorAll("main h2, main h3").forEach((each) => current.observe(each));

  // A passage is read across the whole row, below it.
  function show(details) {
    const row = details.closest("tr");
    if (!row || row.nextElementSibling?.matches(".passage-row")) return;
    const cell = make("td", { colSpan: row.cells.length }, details.querySelector(".passage"));
    row.after(make("tr", { className: "passage-row" }, cell));
    row.classList.add("opened");
  }
  function hide(details) {
    details.open = false;
    const row = details.closest("tr");
    const below = row?.nextElementSibling;
    if (!below?.matches(".passage-row")) return;
    details.append(below.querySelector(".passage"));
    below.remove();
    row.classList.remove("opened");
  }
  for (const details of document.querySelectorAll("td > details")) {
    details.addEventListener("toggle", () => (details.open ? show(details) : hide(details)));
  }
  function reveal() {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* a stray % is part of the id */ }
    const details = document.getElementById(id)?.closest("td > details");
    if (!details) return;
    filters.get(details.closest("table"))?.clear();
    details.open = true;
    show(details);
    details.closest("tr").scrollIntoView({ block: "center" });
    details.querySelector("summary").focus({ preventScroll: true });
    details.closest(".table").scrollLeft = 0; // the passage is read from the left
  }

  function prepare(table) {
    const rows = [...table.tBodies[0].rows];
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    const texts = rows.map((row) => fold(row.textContent));
    const column = heads.findIndex((head) => head.id.endsWith("-dimension"));
    const search = make("input", { type: "search" });
    const select = make("select");
    const count = make("span", { className: "count", role: "status", ariaLive: "polite" });
    const bar = make("div", { className: "filters" },
      make("label", {}, make("span", { textContent: say("Buscar", "Search") }), search));
    if (column >= 0) {
      const names = [...new Set(rows.map((row) => row.cells[column].textContent.trim()))];
      select.append(new Option(say("Todas", "All"), ""), ...names.map((name) => new Option(name, name)));
      bar.append(make("label", {}, make("span", { textContent: heads[column].textContent }), select));
    }
    bar.append(count);
    table.closest(".table").before(bar);
    const apply = () => {
      const words = fold(search.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, i) => {
        const fits = words.every((word) => texts[i].includes(word))
          && (!select.value || row.cells[column].textContent.trim() === select.value);
        if (!fits) row.querySelectorAll("details[open]").forEach(hide);
        row.hidden = !fits;
        shown += fits;
      });
      count.textContent = say(`${shown} de ${rows.length} filas`, `${shown} of ${rows.length} rows`);
    };
    search.addEventListener("input", apply);
    select.addEventListener("change", apply);
    filters.set(table, {
      clear() { search.value = select.value = ""; apply(); },
      choose(name) {
        if (column < 0) return;
        select.value = name;
        if (select.selectedIndex < 0) select.value = "";
        apply();
      },
    });
    apply();
    heads.forEach((head, i) => makeSortable(table, rows, head, i));
  }

  function makeSortable(table, rows, head, column) {
    const numeric = head.classList.contains("gt_right");
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const value = (row) => {
      const text = row.cells[column].textContent.trim();
      if (!numeric) return text;
      const plain = spanish ? text.replace(/[^\d,−]/g, "").replace(",", ".") : text.replace(/[^\d.−]/g, "");
      return parseFloat(plain.replace("−", "-"));
    };
    const compare = (a, b) => (numeric ? a - b : collator.compare(a, b));
    const isBlank = (key) => (numeric ? Number.isNaN(key) : key === "–");
    const button = make("button", { type: "button" }, ...head.childNodes);
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending";
      table.querySelectorAll("th[aria-sort]").forEach((each) => each.removeAttribute("aria-sort"));
      head.ariaSort = down ? "descending" : "ascending";
      table.querySelectorAll("td > details[open]").forEach(hide);
      const keyed = rows.map((row) => [value(row), row]);
      keyed.sort(([a], [b]) => isBlank(a) - isBlank(b) || (isBlank(a) ? 0 : compare(a, b) * (down ? -1 : 1)));
      table.tBodies[0].append(...keyed.map(([, row]) => row));
    });
    head.append(button);
  }

  // Every chart as files, made of what is shown: its picture, and the rows it draws.
  const PNG_SCALE = 2;
  function save(name, parts, type) {
    const link = make("a", { href: URL.createObjectURL(new Blob(parts, { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }
  function pictureOf(figure) {
    return new XMLSerializer().serializeToString(figure.querySelector(".paper svg"));
  }
  async function pixelsOf(figure) {
    const image = make("img", { src: `data:image/svg+xml,${encodeURIComponent(pictureOf(figure))}` });
    await image.decode();
    const size = { width: image.width * PNG_SCALE, height: image.height * PNG_SCALE };
    const canvas = make("canvas", size);
    canvas.getContext("2d").drawImage(image, 0, 0, size.width, size.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }
  function tablesIn(node) {
    if (Array.isArray(node)) return node.flatMap(tablesIn);
    if (!node || typeof node !== "object") return [];
    return Object.entries(node).flatMap(([name, value]) => {
      if (name === "datasets") return Object.values(value).filter(Array.isArray);
      if (name === "data" && value && typeof value === "object") return Array.isArray(value.values) ? [value.values] : [];
      return tablesIn(value);
    });
  }
  const isNested = (value) => value !== null && typeof value === "object";
  // The largest table of a chart is what it draws; the others are its lines and labels.
  function rowsOf(figure) {
    const tables = tablesIn(JSON.parse(figure.querySelector("script").textContent));
    return tables.map((rows) => rows.filter((row) => isNested(row) && Object.keys(row).length))
      .reduce((most, rows) => (rows.length > most.length ? rows : most), []);
  }
  // The pattern of exports/formulas.py: what a spreadsheet may skip, then a sign.
  const FORMULA = /^'*[\x00-\x1f\x7f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
  function csv(rows) {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row).filter((name) => !isNested(row[name]))))];
    const cell = (value) => {
      if (value === undefined || value === null || isNested(value)) return "";
      // No spreadsheet may take a text for a formula.
      const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return [names, ...rows.map((row) => names.map((name) => row[name]))]
      .map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
  }
  for (const figure of document.querySelectorAll("figure.chart")) {
    const { name } = figure.dataset;
    const rows = rowsOf(figure);
    const files = {
      SVG: () => save(`${name}.svg`, [pictureOf(figure)], "image/svg+xml"),
      PNG: async () => save(`${name}.png`, [await pixelsOf(figure)], "image/png"),
    };
    // Spreadsheets take UTF-8 only with its mark.
    if (rows.length) files.CSV = () => save(`${name}.csv`, ["\ufeff", csv(rows)], "text/csv");
    const buttons = Object.entries(files).map(([textContent, onclick]) => make("button", { type: "button", textContent, onclick }));
    figure.append(make("figcaption", { className: "files" }, ...buttons.flatMap((each, i) => (i ? [" · ", each] : [each]))));
  }

  for (const table of document.querySelectorAll(".table > table")) {
    if (table.tHead && table.tBodies[0]?.rows.length > LONG) prepare(table);
  }
  document.addEventListener("dimension", (event) => {
    filters.forEach((filter) => filter.choose(event.detail));
  });
  addEventListener("hashchange", reveal);
  addEventListener("load", reveal);

  // What scrolls sideways can be reached and scrolled by keyboard; what fits is no stop on the way.
  const boxes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth + 1;
      if (scrolls === target.hasAttribute("tabindex")) continue;
      if (scrolls) {
        target.tabIndex = 0;
        target.role = "region";
        target.ariaLabel = say("Tabla, se desplaza a los lados", "Table, scrolls sideways");
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
      }
    }
  });
  document.querySelectorAll(".table").forEach((box) => boxes.observe(box));
})();
