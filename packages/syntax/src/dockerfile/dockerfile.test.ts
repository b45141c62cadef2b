import { DockerfileParser, type Env, type Label } from "dockerfile-ast";
import fc from "fast-check";
import { awkwardText } from "../awkward.test.data";
import {
  arg,
  blank,
  cmd,
  comment,
  copy,
  type Dockerfile,
  directive,
  entrypoint,
  env,
  expose,
  from,
  glob,
  healthcheck,
  type Instruction,
  label,
  print,
  ref,
  run,
  shell,
  stopsignal,
  user,
  volume,
  workdir,
} from ".";

const anyLine = awkwardText.map((text) => text.replaceAll("\n", ""));

test("no value leaves its instruction", () => {
  const instructions = fc
    .array(
      fc.oneof(
        fc.dictionary(fc.constantFrom("A", "B", "a b", "#c"), anyLine, { minKeys: 1 }).map(label),
        fc.dictionary(fc.constantFrom("A", "B", "#c"), anyLine, { minKeys: 1 }).map(env),
        anyLine.map((text) => arg("NAME", text)),
        anyLine.map((text) => workdir(`/${text}`)),
        anyLine.map((text) => user(`a${text}`)),
        fc.array(awkwardText, { minLength: 1 }).map(cmd),
        fc.array(awkwardText, { minLength: 1 }).map((words) => run(words)),
        fc.array(awkwardText, { minLength: 1 }).map((sources) => copy(sources, "/a b/")),
        fc.array(awkwardText, { minLength: 1 }).map((words) => healthcheck(words, { interval: "30s" })),
      ),
    )
    .map((rest) => [from("scratch"), ...rest]);
  fc.assert(
    fc.property(instructions, (written) => {
      const read = DockerfileParser.parse(print(written)).getInstructions();
      expect(read.map((one) => one.getKeyword())).toEqual(written.map(({ kind }) => kind.toUpperCase()));
    }),
    { numRuns: 500 },
  );
});
