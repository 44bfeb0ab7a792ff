#!/usr/bin/env node
// Changes the decisions of one service in many small ways and counts how many of them its tests of decisions notice:
// node eng/mutation/decisions.mjs Grants. A decision is a static method named Decide…, as the tests of the dialect find it.
// Needs dotnet-stryker in .tools (see README.md); what is printed last is its table, and the report lies in obj/mutation.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const service = process.argv[2];
if (!["Proposals", "Voting", "Grants", "Accountability"].includes(service)) {
  console.error("Say whose decisions: Proposals, Voting, Grants or Accountability.");
  process.exit(2);
}

const opens = "({[";
const closes = ")}]";

// From `at` on to the first `end` that stands in no bracket opened since.
function until(text, at, end) {
  for (let depth = 0; at < text.length; at++) {
    if (depth === 0 && text[at] === end) {
      return at + 1;
    }

    depth += opens.includes(text[at]) ? 1 : closes.includes(text[at]) ? -1 : 0;
    if (depth === 0 && text[at] === end) {
      return at + 1;
    }
  }

  throw new Error(`There is no ${end} any more.`);
}

// Where each decision of a file begins and ends.
function decisions(text) {
  return [...text.matchAll(/^ {4}(?:internal|public) static [^\n=;{]*\bDecide\w*(?=\()/gmu)].map((head) => {
    const body = until(text, head.index + head[0].length, ")");
    const rest = text.slice(body);
    const start = body + rest.search(/\S/u);
    return `{${head.index}..${text.startsWith("=>", start) ? until(text, start, ";") : until(text, start, "}")}}`;
  });
}

const mutate = readdirSync(join(root, "services", service), { recursive: true })
  .filter((path) => path.endsWith(".cs") && !/(^|\/)(bin|obj)\//u.test(path) && basename(path) !== "CountWork.cs")
  .map((path) => [path, decisions(readFileSync(join(root, "services", service, path), "utf8").replace(/^\uFEFF/u, ""))])
  .filter(([, spans]) => spans.length > 0)
  .map(([path, spans]) => `**/${basename(path)}${spans.join("")}`);
const out = join(here, "obj", service);
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "stryker-config.json"), JSON.stringify({
  "stryker-config": {
    project: `Participatory.${service}.csproj`,
    "test-projects": [join(root, "tests/Service", service, `Participatory.Tests.Service.${service}.csproj`)],
    "test-runner": "mtp",
    "test-case-filter": "FullyQualifiedName~.Decisions.",
    "coverage-analysis": "off",
    concurrency: 1,
    reporters: ["json", "cleartext"],
    thresholds: { high: 95, low: 85, break: 85 },
    mutate,
  },
}, null, 2));
const stryker = spawnSync(join(root, ".tools/dotnet-stryker"), ["-f", "stryker-config.json", "-O", out], { cwd: out, stdio: "inherit" });
process.exit(stryker.status ?? 1);
