import { digestOf, digestsIn } from "../../facts/variables";
import { beginningOf } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "generated-file-edited",
  on: "repository",
  severity: "error",
  meaning: "A file that is generated from a declaration was changed by hand.",
  reason: "The next `npx projen` takes the change away.",
  how: "By the file's digest in `.projen/quaywright.json`.",
  fix: "Change `.projenrc.ts`, and run `npx projen`.",
  bad: { "compose.yaml": "services: {}\n", ".projen/quaywright.json": '{"compose.yaml": "0000000000000000"}' },
  good: { "compose.yaml": "services: {}\n", ".projen/quaywright.json": '{"compose.yaml": "fa6ccea1ca4e3a03"}' },
  check({ tree }, tell) {
    for (const { digest, path } of digestsIn(tree)) {
      const source = tree.read(path);
      if (source !== undefined && digestOf(source.text).slice(0, digest.length) !== digest)
        tell({ at: beginningOf(source), says: `\`${path}\` is not as it was generated.` });
    }
  },
});
