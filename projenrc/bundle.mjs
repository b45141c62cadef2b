// The checker as one file, which starts faster than its four hundred: each module in it is run when it is first needed.
// `npm pack` makes it (`prepack`) and takes it away again (`postpack`): in the workspace it would grow stale.

import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";

const src = resolve("src");
const lib = resolve("lib");
const bundle = join(lib, "bundle.js");
const licenses = join(lib, "bundle.licenses.txt");

if (process.argv.includes("--remove")) {
  for (const file of [bundle, licenses]) rmSync(file, { force: true });
} else await make();

async function make() {
  const require = createRequire(join(lib, "index.js"));
  const { metafile } = await build({
    entryPoints: [join(src, "index.ts")],
    outfile: bundle,
    bundle: true,
    minify: true,
    charset: "ascii", // which is read fastest
    format: "cjs",
    // one function, as Node itself makes of a module: putting it around the text would copy it at each start
    banner: { js: "(function (exports, require, module, __filename, __dirname) {" },
    footer: { js: "})" },
    platform: "node",
    target: "node20",
    conditions: ["@quaywright/source"],
    metafile: true,
    plugins: [
      { name: "shelf", setup: (build) => build.onLoad({ filter: /[\\/]src[\\/]shelf\.ts$/ }, () => shelf(require)) },
    ],
  });
  writeFileSync(licenses, licensesOf(Object.keys(metafile.inputs)));
}

/** The register of the rules, which in a bundle cannot be a folder; what each looks at is told before it is loaded. */
function shelf(require) {
  const families = readdirSync(join(src, "rules")).map((family) => {
    const names = readdirSync(join(src, "rules", family)).flatMap((name) => /^([a-z0-9-]+)\.ts$/.exec(name)?.[1] ?? []);
    const rules = names.sort().map((name) => {
      const file = `./rules/${family}/${name}`;
      const { of, on } = require(file).default; // as the compiler left it in `lib`
      return `{ ...${JSON.stringify({ on, of })}, load: () => require("${file}").default }`;
    });
    return `${JSON.stringify(family)}: [${rules.join(",\n")}]`;
  });
  return {
    contents: `const families = {${families.join(",\n")}};\nexport const shelf = (family) => families[family] ?? [];\n`,
    resolveDir: src,
  };
}

/** The licences of the packages that are in the bundle, as they ask for. */
function licensesOf(inputs) {
  const folders = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(resolve(input))?.[0] ?? []),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      if (file === undefined) throw new Error(`${name} has no licence in ${dirname(folder)}`);
      return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
    })
    .join("\n---\n\n");
}
