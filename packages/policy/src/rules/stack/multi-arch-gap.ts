import { beginningOf } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "multi-arch-gap",
  on: "repository",
  severity: "warning",
  meaning: "Images are built for several architectures, and a Dockerfile fetches a program of only one.",
  reason: "On the other architecture the program does not start: `exec format error`.",
  how: "Where a workflow or bake file names both amd64 and arm64: addresses with one of them written out, and `--platform` with a constant.",
  fix: "Use `TARGETARCH` in the address.",
  aliases: ["InvalidBaseImagePlatform"],
  references: ["https://docs.docker.com/build/building/multi-platform/"],
  bad: {
    Dockerfile: "FROM alpine:3.22\nRUN wget https://example.com/tool-linux-amd64\n",
    ".github/workflows/build.yml": "platforms: linux/amd64,linux/arm64\n",
  },
  good: {
    Dockerfile: "FROM alpine:3.22\nARG TARGETARCH\nRUN wget https://example.com/tool-linux-$TARGETARCH\n",
    ".github/workflows/build.yml": "platforms: linux/amd64,linux/arm64\n",
  },
  check({ dockerfiles, tree }, tell) {
    if (dockerfiles.length === 0) return;
    const builder = tree.paths.find(
      (path) =>
        /^\.github\/workflows\/|\.gitlab-ci\.yml$|docker-bake[^/]*\.(hcl|json)$|(^|\/)Makefile$/.test(path) &&
        /linux\/amd64["', ]+linux\/arm64|linux\/arm64[^\n]*,[^\n]*linux\/amd64/.test(tree.read(path)?.text ?? ""),
    );
    if (builder === undefined) return;
    const text = tree.read(builder)!;
    for (const { path, stages } of dockerfiles) {
      if (/arm|amd|dev|test/i.test(path)) continue;
      for (const { base, instructions } of stages) {
        if (/^linux\/(amd64|arm64)$/.test(base.platform?.setting ?? ""))
          tell({
            at: base.platform!.at,
            says: `This stage is always \`${base.platform!.setting}\`.`,
            related: [{ at: beginningOf(text), says: "builds for several" }],
          });
        for (const { commands, keyword } of instructions) {
          for (const { argv, name } of keyword === "RUN" ? commands : []) {
            const url = argv.find(
              ({ value }) => /^https?:\/\/\S*(amd64|x86_64|linux64)/.test(value) && !value.includes("$"),
            );
            const isChosen = commands.some(
              (other) =>
                /^(case|uname|dpkg|arch)$/.test(other.name) ||
                other.argv.some(({ value }) => /TARGETARCH|TARGETPLATFORM|dpkg|uname/.test(value)) ||
                other.within.includes("case") ||
                other.within.includes("if"),
            );
            if (/^(curl|wget|ADD)$/.test(name) && url !== undefined && !isChosen)
              tell({
                at: url.at,
                says: "This is a program for amd64, in an image for arm64 too.",
                related: [{ at: beginningOf(text), says: "builds for several" }],
              });
          }
        }
      }
    }
  },
});
