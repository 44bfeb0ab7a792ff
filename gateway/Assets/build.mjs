// Makes wwwroot/lib: the stylesheet, the script, the typeface and their licences.
// Several builds may run at once, so only one works at a time and every file appears whole.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// The package comes without the text that its licence asks to go with every copy.
const mit = `The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const gateway = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(gateway, "node_modules");
const lib = join(gateway, "wwwroot", "lib");
const lock = join(gateway, "obj", "assets.lock");

mkdirSync(dirname(lock), { recursive: true });
await takeLock();
try {
  install();
  await build();
} finally {
  rmSync(lock, { recursive: true, force: true });
}

async function takeLock() {
  const patience = Date.now() + 5 * 60_000;
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, "pid"), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== "EEXIST") {
        throw error;
      }
    }

    if (lockIsLeftBehind()) {
      rmSync(lock, { recursive: true, force: true });
    } else if (Date.now() > patience) {
      throw new Error(`Another build has held ${lock} for five minutes; delete it if none is running.`);
    } else {
      await new Promise((wake) => setTimeout(wake, 200));
    }
  }
}

// A killed build cannot give its lock back: its process is gone, or it never wrote its number.
function lockIsLeftBehind() {
  try {
    process.kill(Number(readFileSync(join(lock, "pid"), "utf8")), 0);
    return false;
  } catch (error) {
    if (error.code === "ESRCH") {
      return true;
    }
    return error.code === "ENOENT" && existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 10_000;
  }
}

function install() {
  const wanted = createHash("sha256").update(readFileSync(join(gateway, "package-lock.json"))).digest("hex");
  const stamp = join(modules, ".installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    return;
  }

  // Sass watches files with a native module that a build does not need.
  const npm = spawnSync("npm", ["ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: gateway,
    shell: process.platform === "win32",
    encoding: "utf8",
  });
  if (npm.status !== 0) {
    throw new Error(`npm ci did not succeed:\n${npm.stdout ?? ""}${npm.stderr ?? npm.error}`);
  }
  writeFileSync(stamp, wanted);
}

async function build() {
  const sass = await import(pathToFileURL(join(modules, "sass", "sass.node.mjs")));
  const face = join(modules, "@fontsource-variable", "atkinson-hyperlegible-next");
  const govuk = join(modules, "govuk-frontend");
  const { css } = sass.compile(join(gateway, "Assets", "site.scss"), {
    loadPaths: [modules],
    style: "compressed",
    quietDeps: true,
  });

  mkdirSync(lib, { recursive: true });
  put("site.css", css);
  put("site.js", readFileSync(join(gateway, "Assets", "site.js")));
  put("opera.js", readFileSync(join(gateway, "Assets", "opera.js")));
  put("passkey.js", readFileSync(join(gateway, "Assets", "passkey.js")));
  put("story.js", readFileSync(join(gateway, "Assets", "story.js")));
  put("recorder.js", readFileSync(join(gateway, "Assets", "recorder.js")));
  put("govuk-frontend.min.js", readFileSync(join(govuk, "dist", "govuk", "govuk-frontend.min.js"), "utf8").replace(/\n\/\/# sourceMappingURL=.*$/m, ""));
  put("latin.woff2", readFileSync(join(face, "files", "atkinson-hyperlegible-next-latin-wght-normal.woff2")));
  put("latin-ext.woff2", readFileSync(join(face, "files", "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2")));
  put("licences.txt", licences(face));
  put(".built", new Date().toISOString());
}

function licences(face) {
  return [
    "Atkinson Hyperlegible Next, and Plain Zero, which is its zero without the slash; SIL Open Font License 1.1",
    readFileSync(join(face, "LICENSE"), "utf8"),
    "govuk-frontend, MIT License",
    mit,
  ].join("\n\n");
}

// A file is written beside its place and then moved there, so that nobody reads half of it.
function put(name, content) {
  const draft = join(lib, `.${name}.${process.pid}`);
  writeFileSync(draft, content);
  renameSync(draft, join(lib, name));
}
