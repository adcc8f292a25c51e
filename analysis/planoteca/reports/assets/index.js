// The list of all pages: searched and filtered in memory, the first matches shown.
(() => {
  const SHOWN = 200;
  const NAMES = ["file", "title", "language", "report", "place", "department", "organisation", "commitments", "dimension"];
  const FILTERS = {
    report: ["Informe", "Report"],
    department: ["Departamento", "Department"],
    organisation: ["Organización", "Organisation"],
    dimension: ["Dimensión principal", "Leading dimension"],
  };
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const pages = JSON.parse(document.getElementById("pages").textContent).map((row) => {
    const page = Object.fromEntries(NAMES.map((name, i) => [name, row[i]]));
    page.text = fold([page.title, page.place, page.department, page.organisation].join(" "));
    return page;
  });
  const languages = ["es", "en"].filter((language) => pages.some((page) => page.language === language));
  const asked = [location.hash.slice(1), navigator.language.slice(0, 2)];
  let language = asked.find((each) => languages.includes(each)) || languages[0] || "es";
  const say = (es, en) => (language === "es" ? es : en);
  const body = document.querySelector("#list tbody");
  const count = document.querySelector(".count");
  const form = document.querySelector(".filters");
  const search = make("input", { type: "search" });
  const selects = Object.fromEntries(Object.keys(FILTERS).map((name) => [name, make("select")]));
  const choice = make("select");
  choice.append(...languages.map((each) => new Option({ es: "Español", en: "English" }[each], each)));

  function label(text, control) {
    return make("label", {}, make("span", { textContent: text }), control);
  }
  // The form in the chosen language, each filter with the values that its pages have.
  function fill() {
    document.documentElement.lang = language;
    document.documentElement.dataset.language = language;
    choice.value = language;
    form.replaceChildren(label(say("Buscar título, lugar u organización", "Search title, place or organisation"), search));
    for (const [name, select] of Object.entries(selects)) {
      const counts = new Map();
      for (const page of pages) {
        if (page.language === language && page[name]) counts.set(page[name], (counts.get(page[name]) || 0) + 1);
      }
      const values = [...counts.keys()].sort(new Intl.Collator(language).compare);
      select.replaceChildren(new Option(say("Todo", "Any"), ""),
        ...values.map((value) => new Option(`${value} (${counts.get(value)})`, value)));
      if (values.length > 1) form.append(label(say(...FILTERS[name]), select));
    }
    if (languages.length > 1) form.append(label("Idioma / Language", choice));
    form.hidden = false;
    list();
  }
  function list() {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const wanted = Object.entries(selects).filter(([, select]) => select.value).map(([name, select]) => [name, select.value]);
    const own = pages.filter((page) => page.language === language);
    const found = own.filter((page) => wanted.every(([name, value]) => page[name] === value)
      && words.every((word) => page.text.includes(word)));
    body.replaceChildren(...found.slice(0, SHOWN).map(row));
    const rest = found.length - SHOWN;
    const parts = [say(`${number(found.length)} de ${number(own.length)} informes`,
      `${number(found.length)} of ${number(own.length)} reports`)];
    if (rest > 0) parts.push(say(`se muestran los primeros ${SHOWN}; hay ${number(rest)} más`, `the first ${SHOWN} are shown; there are ${number(rest)} more`));
    count.textContent = parts.join(" · ");
  }
  function number(value) {
    return String(value).replace(/\B(?=(\d{3})+$)/g, say("\u00a0", ","));
  }
  function row(page) {
    const place = [...new Set([page.place, page.department].filter(Boolean))].join(", ");
    const cell = (text, className = "") => make("td", { textContent: text ?? "", className });
    const link = make("a", { href: encodeURIComponent(page.file), textContent: page.title });
    return make("tr", {}, make("td", {}, link), cell(place), cell(page.organisation),
      cell(page.commitments, "number"), cell(page.dimension));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target === choice) {
      language = choice.value;
      history.replaceState(null, "", `#${language}`);
      fill();
    } else list();
  });
  addEventListener("hashchange", () => {
    const wanted = location.hash.slice(1);
    if (languages.includes(wanted)) { language = wanted; fill(); }
  });
  fill();
})();
