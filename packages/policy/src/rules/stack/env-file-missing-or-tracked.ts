import { isMade } from "../../facts/contexts";
import { documentsOf } from "../../facts/documents";
import { folderFor, missingEnvFiles } from "../../recover/stack";
import { folderOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "env-file-missing-or-tracked",
  on: "service",
  severity: "error",
  meaning: "A service takes a file of variables that is not in the repository and has no example there.",
  reason: "Compose refuses to start, and nobody knows what the file shall hold.",
  how: "A missing file with an example beside it, or that git ignores, is right: it is copied or made. A file with secrets in it that git has is told by another rule.",
  fix: "Add an example to copy, or mark the file as not required: `required: false`.",
  references: ["https://docs.docker.com/reference/compose-file/services/#env_file"],
  bad: { "compose.yaml": "services:\n  a:\n    image: a:1\n    env_file: config/app.env\n" },
  good: {
    "compose.yaml":
      "services:\n  a:\n    image: a:1\n    env_file: .env\n  b:\n    image: b:1\n    env_file:\n      - path: b.env\n        required: false\n",
    ".env.example": "A=\n",
  },
  check(service, tell, repository) {
    for (const { at, outside, path } of missingEnvFiles(service)) {
      if (outside) continue;
      const folder = folderOf(path);
      const hasExample = repository.envFiles.some(
        (file) =>
          file.isExample &&
          (folderOf(file.path) === folder ||
            folderOf(file.path) === folderFor(service.stack, at) ||
            folderOf(file.path) === ""),
      );
      const isDescribed = repository.tree
        .below(folder)
        .some((other) => folderOf(other) === folder && /example|sample|template|dist/i.test(other));
      if (
        !hasExample &&
        !isDescribed &&
        !isMade(path, repository) &&
        !documentsOf(repository).some((other) => repository.tree.read(other)?.text.includes(path))
      )
        tell({ at, says: `There is no \`${path}\` for \`${service.name}\`, and no example of it.` });
    }
  },
});
