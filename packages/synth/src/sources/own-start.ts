import type { Stack } from "@quaywright/model";
import { readIgnoreFile, startOf, type Tree } from "@quaywright/policy";
import { codeOf } from "./code";
import { readsIn } from "./reads";
import type { Remark } from "./remark";

/** An image that a person describes, and that starts as it is: its code alone can read the files of its secrets. */
export interface OwnStart {
  readonly service: string;
  readonly dockerfile: string;
  readonly context: string;
  readonly target?: string;
  /** What its build reads, as patterns of an ignore file. */
  readonly reads: readonly string[];
  /** Variables, and those that name their files. */
  readonly secrets: readonly { readonly name: string; readonly path: string }[];
}

/** Those that production starts so, each once. */
export function ownStarts(stacks: readonly Stack[]): OwnStart[] {
  const found = stacks.flatMap(({ builds, services }) =>
    services.flatMap(({ entrypoint, image, name, variables }): OwnStart[] => {
      if (entrypoint !== undefined || image.kind !== "built" || !image.owner) return [];
      const { written } = builds.find((build) => build.name === image.build) ?? {};
      // who says by which variable its file is found, knows how it is read
      const secrets = variables.flatMap((each) =>
        each.path === `${each.name}_FILE` ? [{ name: each.name, path: each.path }] : [],
      );
      if (written === undefined || secrets.length === 0) return [];
      const { context, dockerfile, stages } = written;
      const reads = [...new Set(stages.flatMap((stage) => stage.reads))].sort();
      const { target } = image;
      return [{ service: name, dockerfile, context, ...(target !== undefined && { target }), reads, secrets }];
    }),
  );
  return [...new Map(found.map((each) => [each.service, each])).values()];
}

/** Code that reads a file of secrets, whatever its name, or has somebody read it. */
const readsFiles = /(?<![A-Za-z0-9])_FILE\b|\/run\/secrets|FileAwareEnv|secrets_dir|docker[-_]?secret/i;
const largest = 2 ** 20;

/** Secrets that the code of an image reads from variables, where production gives it files. */
export function unreadFiles(own: OwnStart, tree: Tree, generated: ReadonlySet<string>): Remark[] {
  const { context, dockerfile, reads, secrets, service, target } = own;
  const copied = readIgnoreFile({ path: "", text: reads.join("\n") }, "docker");
  const code = codeOf({ folder: context, language: "python" }, tree, generated, []);
  const texts = [
    dockerfile,
    ...tree.below(code.folder).filter((path) => copied.ignores(path) && tree.size(path) <= largest),
  ].map((path) => tree.read(path)?.text ?? "");
  if (texts.some((text) => readsFiles.test(text))) return [];
  const running = code.paths.filter((path) => copied.ignores(path) && !code.testing.includes(path));
  return secrets.flatMap(({ name, path }): Remark[] => {
    const file = running.find((each) => code.program(each).names.has(name));
    if (file === undefined || texts.some((text) => text.includes(path))) return [];
    const line = readsIn(file, code.program(file).code).find((read) => read.name === name)?.line;
    return [
      {
        at: ["services", service, "variables", name],
        found: `secret \`${name}\`, which ${file}${line === undefined ? "" : `:${line}`} reads as a variable, and whose file of production nothing reads`,
        expected: `code that reads the file which \`${path}\` names, or a shell of the image that does: ${started(dockerfile, target, tree)}`,
        stops: false,
      },
    ];
  });
}

/** What the service is to say so that a shell stands before what the image starts with. */
function started(dockerfile: string, target: string | undefined, tree: Tree): string {
  const source = tree.read(dockerfile);
  const { command = [], entrypoint = [] } = (source && startOf(source, target)) ?? {};
  const words = [...entrypoint, ...command];
  if (words.length === 0) return "`entrypoint` and `command` of the service, as `docker image inspect` shows both";
  // Compose wants both
  const ends = entrypoint.length > 0 && command.length > 0 ? entrypoint.length : words.length > 1 ? 1 : 0;
  const [first, rest] = [ends === 0 ? ["env"] : words.slice(0, ends), words.slice(ends)];
  return `\`entrypoint: { production: ${JSON.stringify(first)} }, command: { production: ${JSON.stringify(rest)} }\``;
}
