import type { Stack } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { engineName } from "./view";

/** What is typed on a swarm in place of `docker compose` and these words, as lines for the shell. */
export function onSwarm(stack: Stack, words: readonly string[]): string {
  const [verb = "", ...rest] = words.filter((_, index) => !isProfile(words, index));
  const options = rest.filter((word) => word.startsWith("-"));
  const services = stack.services.map(({ name }) => name);
  const at = rest.findIndex((word) => services.includes(word));
  const name = at < 0 ? undefined : rest[at];
  const named = rest.filter((word) => services.includes(word)).map((word) => engineName(stack, word));
  const all = stack.project;
  switch (verb) {
    case "up":
    case "start":
      return line([stack.files.deploy ?? "docker", ...(stack.files.deploy === undefined ? byHand(stack) : [])]);
    case "down":
      return [
        line(["docker", "stack", "rm", all]),
        ...(options.includes("--volumes")
          ? [line(["docker", "volume", "rm", ...stack.volumes.map((volume) => engineName(stack, volume))])]
          : []),
      ].join("\n");
    case "stop":
      return line(["docker", "service", "scale", ...named.map((each) => `${each}=0`)]);
    case "restart":
      return named.map((each) => line(["docker", "service", "update", "--force", each])).join("\n");
    case "ps":
      return states(stack, options, rest, named);
    case "images":
      return line(["docker", "stack", "services", all]);
    case "logs": {
      const given = rest.filter((word) => !services.includes(word));
      if (named.length > 0) return named.map((each) => line(["docker", "service", "logs", ...given, each])).join("\n");
      return `for each in $(docker stack services --format '{{.Name}}' ${all}); do ${line(["docker", "service", "logs", ...given])} "$each"; done`;
    }
    case "build":
      return line([
        "docker",
        "buildx",
        "bake",
        "--file",
        stack.files.bake,
        ...(options.includes("--pull") ? ["--pull"] : []),
      ]);
    case "exec":
      return `${line(["docker", "exec", options.includes("-T") ? "--interactive" : "-it"])} ${containerOf(stack, name)} ${line(rest.slice(at + 1))}`;
    case "run":
      return once(stack, name ?? "", rest.slice(at + 1));
    default:
      return line(["docker", "compose", ...words]);
  }
}

const line = (words: readonly string[]): string => words.map(shell.quote).join(" ");

/** Swarm has none. */
const isProfile = (words: readonly string[], index: number): boolean =>
  words[index] === "--profile" || words[index - 1] === "--profile";

const byHand = (stack: Stack): string[] => [
  ...["stack", "deploy", "--compose-file", stack.files.stack ?? ""],
  stack.project,
];

function states(stack: Stack, options: readonly string[], rest: readonly string[], named: readonly string[]): string {
  const all = stack.project;
  if (options.includes("--quiet")) {
    const label =
      named[0] === undefined ? `com.docker.stack.namespace=${all}` : `com.docker.swarm.service.name=${named[0]}`;
    return line([
      "docker",
      "ps",
      "--quiet",
      ...(options.includes("--all") ? ["--all"] : []),
      "--filter",
      `label=${label}`,
    ]);
  }
  const format = rest[rest.indexOf("--format") + 1];
  if (options.includes("--format") && format !== undefined)
    return line(["docker", "stack", "services", "--format", format.replace(".Service", ".Name"), all]);
  return named.length > 0 ? line(["docker", "service", "ps", ...named]) : line(["docker", "stack", "ps", all]);
}

/** On the machine where it runs. */
const containerOf = (stack: Stack, name = ""): string =>
  `"$(docker ps --quiet --filter ${shell.quote(`label=com.docker.swarm.service.name=${engineName(stack, name)}`)} | head -n 1)"`;

/** A job; or other words in a container with the volumes of a service, which need not run. */
function once(stack: Stack, name: string, words: readonly string[]): string {
  const service = stack.services.find((each) => each.name === name);
  if (service === undefined || (service.oneShot && words.length === 0))
    return line([stack.files.deploy ?? "docker/deploy.sh", "--run", name]);
  const { image, mounts, user } = service;
  const volumes = mounts.flatMap((mount) =>
    mount.kind === "volume" ? ["--volume", `${engineName(stack, mount.volume)}:${mount.target}`] : [],
  );
  const reference = image.kind === "built" ? `${image.repository}:${image.tag}` : image.reference;
  return line([
    ...["docker", "run", "--rm", "--interactive", ...(user === undefined ? [] : ["--user", user]), ...volumes],
    ...[reference, ...words],
  ]);
}
