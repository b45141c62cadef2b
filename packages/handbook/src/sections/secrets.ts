import { posix } from "node:path";
import type { Input, Stack } from "@quaywright/model";
import { document, shell } from "@quaywright/syntax";
import { composed, line, onHost, stepsOf } from "../command";
import { code, codes, type MakeSection, section, table } from "../section";
import { notesOn, taskSection, tasksOf } from "../task";
import { lasting } from "../view";
import * as words from "../words/secrets";

export const secrets: MakeSection = ({ production }) => {
  if (production === undefined) return undefined;
  const files = production.inputs.filter(isFile);
  if (files.length === 0) return undefined;
  const { environment } = production;
  const own = tasksOf(production, "secrets");
  return section(
    words.title,
    document.paragraph(words.intro(production.files.secrets)),
    table(
      words.head,
      files.map(({ file, name, purpose = "", readers }) => [code(name), code(file), purpose, codes(readers)]),
    ),
    section(
      words.make.title,
      document.paragraph(words.make.text),
      document.code(line(["npx", "quaywright", "env", environment])),
      document.paragraph(words.make.without),
      document.code(files.map(byHand).join("\n")),
    ),
    own.flatMap((task) => taskSection(production, task)),
    files
      .filter(({ name }) => !own.some(({ task }) => task.rotates === name))
      .flatMap((file) => rotation(production, file)),
    notesOn(production, "secrets"),
  );
};

const isFile = (input: Input): input is Input & { file: string } => input.file !== undefined;

/** Any strong value will do; what may stay empty, or comes from somebody else, is never made up. */
const isMadeUp = ({ issued, phase, required }: Input): boolean => required && issued === undefined && phase === "run";

function byHand(input: Input & { file: string }): string {
  const file = shell.quote(input.file);
  const value = isMadeUp(input) ? `openssl rand -hex 32 > ${file}` : `touch ${file}`;
  return `(umask 022; mkdir -p -m 700 ${shell.quote(posix.dirname(input.file))}; ${value})`;
}

function rotation(stack: Stack, input: Input & { file: string }): document.Section[] {
  const { file, name, readers } = input;
  if (!isMadeUp(input)) return [];
  const alive = lasting(stack)
    .map((service) => service.name)
    .filter((service) => readers.includes(service));
  const made = section(
    words.rotate.title(name),
    document.paragraph(words.rotate.generic),
    stepsOf(stack, { name: "" }, [
      onHost(["openssl", "rand", "-hex", "32"], { output: file }),
      composed(["up", "--detach", "--wait", "--force-recreate", ...alive]),
    ]),
  );
  return made === undefined ? [] : [made];
}
