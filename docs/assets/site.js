// Filters, the comparison of two releases, and the page to try. No library, no other host.
"use strict";

const fold = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").trim();

// Filters: the form is hidden until here, so that without JavaScript the plain table stands.
function filters() {
  const form = document.getElementById("filters");
  const list = document.getElementById("rows");
  if (!form || !list) return;
  const rows = [...list.querySelectorAll(list.dataset.rows === "li" ? ":scope > li" : "tbody > tr")];
  const keys = { level: "l", group: "g", use: "i", condition: "c", name: "n" };
  const count = document.getElementById("f-count");
  const read = () => {
    const asked = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
    const fitting = [];
    for (const row of rows) {
      // A value behind ~ is wider than what was asked: such a row stands after the others.
      const answers = asked.map(([name, value]) => {
        const has = row.dataset[keys[name] ?? name] ?? "";
        if (name === "name") return fold(value).split(/\s+/).every((word) => has.includes(word));
        return has.split(" ").includes(value) || (has.split(" ").includes(`~${value}`) && "less");
      });
      row.hidden = !answers.every(Boolean);
      if (!row.hidden) fitting.push([row, answers.includes("less")]);
    }
    const shown = fitting.length;
    if (list.dataset.rows === "li") list.append(...[false, true].flatMap((less) => fitting.filter((one) => one[1] === less).map(([row]) => row)));
    const said = `${shown} ${count.dataset.of} ${rows.length} ${count.dataset.shown}`;
    count.textContent = shown ? said : count.dataset.none;
    const query = new URLSearchParams(asked).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  };
  // A value that no choice has leaves the choice empty: that is said, not passed over.
  const strange = [];
  for (const [asked, value] of new URLSearchParams(location.search)) {
    const one = form.elements[asked === "q" ? "name" : asked];
    if (!one) continue;
    one.value = value;
    if (one.value === value) continue;
    one.value = "";
    strange.push(value);
  }
  form.hidden = false;
  form.addEventListener("input", read);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(read));
  read();
  if (strange.length) count.textContent += ` ${count.dataset.strange}: ${strange.join(", ")}`;
}

// Any two releases. Each drug has a number for its state in each release, and for every two
// states the changes that the diff of the package found; nothing is decided here.
async function compare() {
  const form = document.getElementById("compare");
  if (!form) return;
  const out = document.getElementById("compared");
  const data = await (await fetch(out.dataset.src)).json();
  const up = document.querySelector(".people").dataset.up;
  const make = (name, values) => Object.assign(document.createElement(name), values);
  const show = () => {
    const chosen = ["old", "new"].map((name) => form.elements[name].value);
    const [old, now] = chosen.map((id) => data.releases.indexOf(id));
    const body = document.createElement("tbody");
    for (const [path, name, at, states, changes] of data.subjects) {
      const kinds = changes[at[old]][at[now]];
      if (!kinds) continue;
      const row = body.insertRow();
      const head = make("th", { scope: "row" });
      head.append(make("a", { href: up + path, textContent: name }));
      row.append(head, make("td", { textContent: [...kinds].map((kind) => data.kinds[kind]).join(", ") }));
      [old, now].forEach((release, column) => {
        const cell = make("td", { innerHTML: states[at[release]] });
        cell.dataset.head = data.head[column + 2];
        row.append(cell);
      });
    }
    const table = make("table", { className: "diff cards" });
    const top = table.createTHead().insertRow();
    for (const word of data.head) top.append(make("th", { scope: "col", textContent: word }));
    table.append(body);
    const number = body.rows.length;
    document.getElementById("compare-count").textContent = number ? `${number} ${data.number}` : out.dataset.none;
    out.replaceChildren(...(number ? [table] : []));
    history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
  };
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (data.releases.includes(value) && form.elements[name]) form.elements[name].value = value;
  }
  form.hidden = false;
  form.addEventListener("input", show);
  show();
}

// The page to try: Python runs in a worker that inherits the rule of this page to reach no other host.
function tryIt() {
  const form = document.getElementById("try");
  if (!form || typeof WebAssembly !== "object" || typeof Worker !== "function") return;
  const root = new URL(document.querySelector(".people").dataset.root, location.href);
  const status = document.getElementById("try-status");
  const result = document.getElementById("try-result");
  const entries = document.getElementById("entries");
  let worker = null;
  let waiting = null;
  form.hidden = false;
  document.getElementById("try-without").hidden = true;

  const start = () => {
    if (worker) return;
    status.textContent = form.dataset.loading;
    const code = `import ${JSON.stringify(new URL("assets/try-worker.js", root).href)};`;
    worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), { type: "module" });
    worker.onerror = (event) => failed(event.message);
    worker.onmessage = ({ data }) => ({ ready, answer: show, failed }[data.kind](data));
  };
  const ready = () => {
    worker.isReady = true;
    status.textContent = form.dataset.ready;
    if (waiting) send(waiting);
  };
  const failed = (what) => {
    status.textContent = `${form.dataset.failed} ${what?.message ?? what}`;
    result.replaceChildren();
  };
  const send = (question) => {
    waiting = worker.isReady ? null : question;
    if (!worker.isReady) return;
    status.textContent = form.dataset.working;
    worker.postMessage(question);
  };
  const show = ({ report, full, pages }) => {
    const whole = document.createElement("details");
    whole.append(Object.assign(document.createElement("summary"), { textContent: form.dataset.details }));
    whole.insertAdjacentHTML("beforeend", full.join("<hr>"));
    result.innerHTML = report;
    result.prepend(Object.assign(document.createElement("p"), { className: "try-for", textContent: told() }));
    const up = document.querySelector(".people").dataset.up;
    if (pages.length) {
      const line = Object.assign(document.createElement("p"), { className: "try-pages", textContent: `${form.dataset.pages}: ` });
      pages.forEach(({ path, name }, at) => {
        line.append(at ? ", " : "", Object.assign(document.createElement("a"), { href: up + path, textContent: name }));
      });
      result.append(line);
    }
    result.append(whole);
    status.textContent = form.dataset.done;
    result.focus({ preventScroll: true });
    result.scrollIntoView({ block: "nearest" });
  };
  // For whom it was asked stands above the answer, on the screen and on paper.
  let told = () => "";
  const inWords = () => {
    const chosen = [...form.querySelectorAll("[data-condition]")].filter((one) => one.value);
    const words = chosen.map((one) => `${one.labels[0].textContent}: ${one.selectedOptions[0].textContent}`);
    const text = words.length ? `${form.dataset.for}: ${words.join("; ")}` : form.dataset.nobody;
    return () => text;
  };
  const known = (value) =>
    [...form.querySelectorAll("[data-condition]")].filter((one) => one.value === value).map((one) => one.dataset.condition);

  form.addEventListener("focusin", start, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start();
    told = inWords();
    send({
      entries: entries.value.split("\n"),
      language: form.dataset.language,
      has: known("has"),
      lacks: known("lacks"),
      release: document.getElementById("k-release").value,
    });
  });
  form.addEventListener("reset", () => {
    result.replaceChildren();
    entries.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  document.getElementById("try-example").addEventListener("click", (event) => {
    entries.value = event.currentTarget.dataset.example;
    form.requestSubmit();
  });
}

// The theme puts wide tables in frames that scroll; the keyboard must reach them.
addEventListener("load", () => {
  for (const frame of document.querySelectorAll(".md-typeset__scrollwrap, #compared")) frame.tabIndex = 0;
});

// On a phone the picture is wider than the screen: begin with the newest releases.
for (const box of document.querySelectorAll(".heat-box")) box.scrollLeft = box.scrollWidth;

filters();
compare();
tryIt();
