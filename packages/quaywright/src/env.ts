import { relative } from "node:path";
import { nearest } from "@quaywright/model";
import { type EnvOptions, type EnvReport, provideEnv, readStacks } from "@quaywright/synth";
import { say } from "./say";

/** `quaywright env`: gives the projects that a file declares what they read, and says what. Gives its exit code. */
export function env(file: string, options: EnvOptions): number {
  const found = readStacks(() => require(file));
  const stacks = found.flatMap((each) => each.stacks);
  const environments = [...new Set(stacks.map(({ environment }) => environment))];
  const { check = false, environment } = options;
  if (stacks.length === 0) return say(process.stderr, [`\`${file}\` declares no stack.`], 1);
  if (environment !== undefined && !environments.includes(environment)) {
    const near = nearest(environment, environments) ?? environments.join("`, `");
    return say(process.stderr, [`There is no environment \`${environment}\`, but \`${near}\`.`], 2);
  }
  const folders = [...new Set(found.map(({ project }) => project.outdir))];
  const codes = folders.map((folder) => {
    const here = found.filter(({ project }) => project.outdir === folder).flatMap((each) => each.stacks);
    const report = provideEnv(folder, here, options);
    const place = relative(process.cwd(), folder);
    const complete = report.toDo.length === 0 && (!check || report.made.length === 0);
    return say(process.stdout, [...(place === "" ? [] : [`${place}:`]), ...lines(report, check)], complete ? 0 : 1);
  });
  return Math.max(...codes);
}

function lines({ made, toDo, unread }: EnvReport, check: boolean): string[] {
  const title = check ? "Missing, `npx quaywright env` makes it:" : "Made:";
  const sections = [...section(title, made), ...section("To do:", toDo), ...section("Not read any more:", unread)];
  return made.length + toDo.length === 0 ? [...sections, "Nothing is missing."] : sections;
}

const section = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [title, ...items.map((item) => `  ${item}`)];
