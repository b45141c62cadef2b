import { dotenvOf, type Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { addressesOf } from "../address";
import { compose, line } from "../command";
import { code, codes, type MakeSection, section, table } from "../section";
import { lasting } from "../view";
import * as words from "../words/quick-start";

export const quickStart: MakeSection = ({ stacks }) =>
  section(
    words.title,
    document.paragraph(words.folder),
    stacks.flatMap((stack) => {
      const blocks = stack.mode === "development" ? inDevelopment(stack) : inProduction(stack);
      return section(words.environment(stack.environment), ...blocks) ?? [];
    }),
  );

function inDevelopment(stack: Stack): document.Block[] {
  const missing = stack.inputs.some(({ required }) => required);
  const steps = [
    ...(missing ? [step(words.values, line(["npx", "quaywright", "env", stack.environment]))] : []),
    ...started(stack, ["up", "--build", "--wait"]),
  ];
  const live = lasting(stack).some(({ watch }) => watch.length > 0);
  return [
    document.list("steps", steps),
    ...addressTable(stack),
    ...(live ? [document.paragraph(words.live), document.code(compose(stack, "up", "--watch"))] : []),
  ];
}

function inProduction(stack: Stack): document.Block[] {
  const values = stack.inputs.filter(({ file, required }) => required && file === undefined);
  const [secret] = stack.inputs.flatMap(({ file }) => file ?? []);
  const set = values.map(
    ({ example, name }) => `${line(["echo", `${name}=${example ?? "value"}`])} >> ${dotenvOf(stack)}`,
  );
  const env = line(["npx", "quaywright", "env", stack.environment]);
  const steps = [
    ...(set.length > 0 ? [step(words.set, set.join("\n"))] : []),
    ...(secret === undefined ? [] : [step(words.secrets, env, secret)]),
    ...started(stack, ["up", "--build", "--wait"]),
  ];
  return [document.list("steps", steps), ...addressTable(stack)];
}

const started = (stack: Stack, up: readonly string[]): document.Block[][] => [
  ...(stack.swarm === undefined
    ? [step(words.start, compose(stack, ...up))]
    : [
        step(words.swarm.init, line(["docker", "swarm", "init"])),
        ...(stack.builds.length === 0 ? [] : [step(words.swarm.build, compose(stack, "build"))]),
        step(words.swarm.deploy, compose(stack, "up")),
      ]),
  [...step(words.look, compose(stack, "ps", "--all")), document.paragraph(states(stack))],
  ...addressesOf(stack)
    .slice(0, 1)
    .map(({ check }) => step(words.ask, askFor(check), "200")),
];

export const askFor = (url: string): string =>
  line(["curl", "--silent", "--show-error", "--output", "/dev/null", "--write-out", "%{http_code}\\n", url]);

function step(say: string, command: string, prints?: string): document.Block[] {
  const shown = prints === undefined ? [] : [document.paragraph(`It prints ${code(prints)}.`)];
  return [document.paragraph(say), document.code(command), ...shown];
}

/** What `ps` shows of each service. */
function states(stack: Stack): string {
  const stay = lasting(stack);
  if (stack.swarm !== undefined) return words.swarm.running(codes(stay.map(({ name }) => name)));
  const probed = stay.filter(({ unprobed }) => !unprobed).map(({ name }) => name);
  const others = stay.filter(({ unprobed }) => unprobed).map(({ name }) => name);
  const jobs = stack.services
    .filter(({ oneShot, profile }) => oneShot && profile === undefined)
    .map(({ name }) => name);
  return [
    ...(probed.length > 0 ? [words.healthy(codes(probed))] : []),
    ...(others.length > 0 ? [words.up(codes(others))] : []),
    ...(jobs.length > 0 ? [words.ended(codes(jobs))] : []),
  ].join(" ");
}

function addressTable(stack: Stack): document.Block[] {
  const rows = addressesOf(stack).map(({ service, url }) => [
    code(url),
    `${code(service.name)}${service.summary === undefined ? "" : `: ${service.summary}`} (${words.addresses.other(service.published[0]?.input ?? "")})`,
  ]);
  const made = table(words.addresses.head, rows);
  return made === undefined ? [] : [document.paragraph(words.addresses.intro), made];
}
