// Runs tools/wasm/answers.py on Pyodide: node tools/wasm/run.mjs PYODIDE-FOLDER WHEEL...
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [folder, ...wheels] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ stdout: console.log });
for (const wheel of wheels) {
  pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
}
pyodide.runPython(readFileSync(new URL("answers.py", import.meta.url), "utf-8"));
