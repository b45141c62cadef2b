import { get, isScalar, itemsOf } from "../../recover/compose/nodes";
import { text } from "../../recover/compose/service";
import { missingEnvFiles } from "../../recover/stack";
import { rule } from "../../rule";

export default rule({
  id: "env-file-committed-shape",
  on: "service",
  severity: "warning",
  meaning: "A service takes its variables from an example, or from a file outside of the repository.",
  reason: "An example holds placeholders; a file elsewhere is on one machine only.",
  fix: "Name a file beside the compose file that is copied from the example.",
  bad: { "compose.yaml": "services:\n  a:\n    image: a:1\n    env_file: .env.example\n", ".env.example": "A=\n" },
  good: { "compose.yaml": "services:\n  a:\n    image: a:1\n    env_file: .env\n", ".env": "A=1\n" },
  check(service, tell) {
    const files = get(service.node, "env_file");
    for (const item of isScalar(files) ? [files] : itemsOf(files)) {
      const path = text(isScalar(item) ? item : get(item, "path"));
      if (
        path !== undefined &&
        !path.open &&
        /(^|[./_-])(example|sample|template|dist)$/i.test(path.value) &&
        service.stack.environment !== "test" &&
        service.stack.environment !== "development"
      )
        tell({ at: path.at, says: `\`${service.name}\` runs with \`${path.value}\`.` });
    }
    for (const { at, outside, path } of missingEnvFiles(service))
      if (outside && !/^[~/$]/.test(path) && service.stack.folder === "")
        tell({ at, says: `\`${path}\` of \`${service.name}\` lies outside of the repository.` });
  },
});
