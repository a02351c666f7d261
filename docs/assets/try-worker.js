// Python in the browser, with the wheels that lie beside it. Nothing is fetched from elsewhere,
// and after loading nothing is fetched at all.

const ASK = `
import json
import mitosafe

def ask(question):
    asked = json.loads(question)
    entries = asked["entries"]
    while entries and not entries[-1].strip():
        entries.pop()
    patient = mitosafe.Patient(has=asked["has"], lacks=asked["lacks"])
    report = mitosafe.check_all(entries, patient=patient, release=asked["release"])
    language = asked["language"]
    found = {f.drug.id: f for answer in report for f in answer.findings}
    pages = [
        {
            "path": ("groups/" if f.of_group else "drugs/") + id + "/",
            "name": f.drug.names[language],
        }
        for id, f in found.items()
    ]
    return json.dumps({
        "report": report.html(language),
        "full": [answer.html(language) for answer in report],
        "pages": pages,
    })
`;

const loaded = (async () => {
  const here = new URL("./python/", import.meta.url);
  const { pyodide, wheels } = await (await fetch(new URL("where.json", here))).json();
  const indexURL = new URL(pyodide, here).href;
  const { loadPyodide } = await import(`${indexURL}pyodide.mjs`);
  const python = await loadPyodide({ indexURL });
  for (const wheel of wheels) {
    const bytes = await (await fetch(new URL(wheel, here))).arrayBuffer();
    python.unpackArchive(bytes, "wheel");
  }
  python.runPython(ASK);
  const ask = python.globals.get("ask");
  ask(JSON.stringify({ entries: ["x"], language: "en", has: [], lacks: [], release: null }));
  return ask;
})();

loaded.then(() => postMessage({ kind: "ready" }), (error) => postMessage({ kind: "failed", message: String(error) }));

onmessage = async ({ data }) => {
  try {
    const ask = await loaded;
    postMessage({ kind: "answer", ...JSON.parse(ask(JSON.stringify(data))) });
  } catch (error) {
    postMessage({ kind: "failed", message: String(error.message ?? error).trim().split("\n").pop() });
  }
};
