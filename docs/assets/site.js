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
    let shown = 0;
    for (const row of rows) {
      const fits = asked.every(([name, value]) => {
        const has = row.dataset[keys[name] ?? name] ?? "";
        if (name === "name") return fold(value).split(/\s+/).every((word) => has.includes(word));
        return has.split(" ").includes(value);
      });
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    const said = `${shown} ${count.dataset.of} ${rows.length} ${count.dataset.shown}`;
    count.textContent = shown ? said : count.dataset.none;
    const query = new URLSearchParams(asked).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  };
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.hidden = false;
  form.addEventListener("input", read);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(read));
  read();
}

// Any two releases: two letters for each drug and release, the worst level and the level otherwise.
async function compare() {
  const form = document.getElementById("compare");
  if (!form) return;
  const out = document.getElementById("compared");
  const data = await (await fetch(out.dataset.src)).json();
  const up = document.querySelector(".people").dataset.up;
  const say = (pair) => {
    const [worst, other] = pair;
    const shown = data.badges[worst];
    return worst === other ? shown : `${shown} <span>${data.words.otherwise}:</span> ${data.badges[other] ?? data.badges["-"]}`;
  };
  const cell = (html) => Object.assign(document.createElement("td"), { innerHTML: html });
  const show = () => {
    const at = ["old", "new"].map((name) => data.releases.indexOf(form.elements[name].value) * 2);
    const body = document.createElement("tbody");
    for (const [id, name, levels] of data.drugs) {
      const [before, after] = at.map((start) => levels.slice(start, start + 2));
      if (before === after) continue;
      const row = body.insertRow();
      const head = Object.assign(document.createElement("th"), { scope: "row" });
      head.append(Object.assign(document.createElement("a"), { href: `${up}drugs/${id}/`, textContent: name }));
      row.append(head, cell(say(before)), cell(say(after)));
    }
    const table = document.createElement("table");
    const top = table.createTHead().insertRow();
    for (const word of ["medicine", "before", "after"]) {
      top.append(Object.assign(document.createElement("th"), { scope: "col", textContent: data.words[word] }));
    }
    table.append(body);
    const number = body.rows.length;
    document.getElementById("compare-count").textContent = number ? `${number} ${data.words.changes}` : out.dataset.none;
    out.replaceChildren(...(number ? [table] : []));
  };
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
  const known = (value) =>
    [...form.querySelectorAll("[data-condition]")].filter((one) => one.value === value).map((one) => one.dataset.condition);

  form.addEventListener("focusin", start, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start();
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

filters();
compare();
tryIt();
