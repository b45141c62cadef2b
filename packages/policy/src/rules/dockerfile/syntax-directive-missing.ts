import { rule } from "../../rule";

export default rule({
  id: "syntax-directive-missing",
  on: "dockerfile",
  severity: "info",
  meaning: "A Dockerfile uses what newer frontends have, and does not name one.",
  reason: "An older builder takes it for a mistake; with `# syntax=` it fetches a frontend that knows it.",
  how: "Here-documents, `--mount`, `--link`, `--checksum`, `--exclude`, `--parents`.",
  fix: "Begin with `# syntax=docker/dockerfile:1`.",
  references: ["https://docs.docker.com/build/buildkit/frontend/"],
  bad: "FROM alpine:3.22\nRUN --mount=type=cache,target=/a make\n",
  good: [
    "# syntax=docker/dockerfile:1\nFROM alpine:3.22\nRUN --mount=type=cache,target=/a make\n",
    "FROM alpine:3.22\nRUN make\n",
  ],
  check({ instructions, syntax }, tell) {
    if (syntax !== undefined) return;
    for (const { at, flags, heredocs, keyword } of instructions) {
      const flag = flags.find(({ name }) =>
        /^(mount|link|checksum|exclude|parents|security|network|keep-git-dir)$/.test(name),
      );
      if (flag === undefined && heredocs.length === 0) continue;
      tell({
        at: flag?.at ?? at,
        says: `${flag === undefined ? "A here-document" : `\`${keyword} --${flag.name}\``} needs BuildKit's frontend.`,
      });
      return;
    }
  },
});
