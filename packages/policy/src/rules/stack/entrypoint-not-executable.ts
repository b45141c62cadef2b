import { fromContext } from "../../facts/copies";
import { heredocsOf } from "../../facts/variables";
import { beginningOf } from "../../place";
import { hasProgram, imageOfStage } from "../../recover/dockerfile/image";
import type { Instruction } from "../../recover/dockerfile/nodes";
import { chainOf } from "../../recover/dockerfile/stages";
import { nameOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "entrypoint-not-executable",
  on: "image",
  severity: "error",
  meaning: "An image starts with a script that cannot be started.",
  reason:
    "The container ends at once: `permission denied`, or `no such file or directory` for a shell that is not there.",
  how: "A script of the repository that is copied without `--chmod` and made executable nowhere; one with Windows line ends; one whose shell the image does not have.",
  fix: 'Make it executable (`chmod +x`, `COPY --chmod=755`), or start it with a shell: `ENTRYPOINT ["sh", "/entrypoint.sh"]`.',
  bad: [
    {
      Dockerfile: 'FROM alpine:3.22\nCOPY --chmod=755 entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
      "entrypoint.sh": '#!/bin/bash\nexec "$@"\n',
    },
    {
      Dockerfile: 'FROM alpine:3.22\nCOPY --chmod=755 entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
      "entrypoint.sh": '#!/bin/sh\r\nexec "$@"\r\n',
    },
  ],
  good: [
    ...[
      "COPY start /start\nRUN chmod +x /start",
      "COPY --chmod=755 . /\nRUN true",
      "COPY start /bin/start\nRUN chmod -R a+x /bin",
      "COPY start /start\nRUN find / -name start -exec chmod +x {} +",
    ].map((steps) => ({
      Dockerfile: `FROM alpine:3.22\n${steps}\nENTRYPOINT ["start"]\n`,
      start: '#!/bin/sh\nexec "$@"\n',
    })),
    {
      Dockerfile:
        'FROM alpine:3.22\nRUN apk add --no-cache bash\nCOPY --chmod=755 entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
      "entrypoint.sh": '#!/bin/bash\nexec "$@"\n',
    },
  ],
  check(stage, tell, repository) {
    const image = imageOfStage(stage);
    const { entrypoint } = image;
    const program = entrypoint?.json?.[0];
    const script = repository.scripts.find(
      (each) =>
        each.stages.includes(stage) &&
        program !== undefined &&
        nameOf(each.path).replace(/\.sh$/, "") === nameOf(program).replace(/\.sh$/, ""),
    );
    if (entrypoint === undefined || script === undefined) return;
    const related = [{ at: script.shebang ?? beginningOf(script.source), says: "the script" }];
    const text = stage.dockerfile.source.text;
    const [line] = script.source.text.split("\n", 1);
    if (line!.endsWith("\r") && !/dos2unix|sed -i.*\\r/.test(text)) {
      tell({
        at: entrypoint.at,
        says: `\`${script.path}\` has Windows line ends: the kernel looks for a shell named with one.`,
        related,
      });
    }
    if (
      script.shell !== undefined &&
      /^(bash|ash|dash|zsh)$/.test(script.shell) &&
      hasProgram(image, script.shell) === false
    )
      tell({
        at: entrypoint.at,
        says: `\`${script.path}\` wants \`${script.shell}\`, which the image does not have.`,
        related,
      });
    const mode =
      stage.dockerfile.instructions.some((each) => setsMode(each, [program!, script.path])) ||
      heredocsOf(text) ||
      repository.stacks.some(({ services }) =>
        [...services.values()].some(({ entrypoint: own, made }) => own !== undefined && made?.stage === stage),
      );
    if (
      !mode &&
      repository.tree.isExecutable(script.path) === false &&
      chainOf(stage).some((each) => fromContext(each).length > 0)
    )
      tell({ at: entrypoint.at, says: `\`${script.path}\` is not executable, and nothing makes it so.`, related });
  },
});

/** Whether an instruction may make one of these files executable: by its name, its folder, a pattern or a variable. */
function setsMode({ commands, flags, json, keyword, words }: Instruction, paths: readonly string[]): boolean {
  const meant = (path: string): boolean =>
    /[*?$]|^\.?\/?$/.test(path) || paths.some((each) => each.split("/").includes(nameOf(path.replace(/\/$/, ""))));
  if (keyword === "COPY" || keyword === "ADD")
    return flags.some(({ name }) => name === "chmod") && (json ?? words.map(({ value }) => value)).some(meant);
  if (keyword !== "RUN") return false;
  return commands.some(
    ({ args, name }) =>
      (name === "chmod" && args.slice(1).some(meant)) ||
      (name === "install" && args.some(meant)) ||
      (name !== "chmod" && args.some((arg) => /\bchmod\b/.test(arg))),
  );
}
