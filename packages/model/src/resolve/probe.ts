import type { Mode } from "../environment";
import type { Problem } from "../problem";
import type { Client, HttpProbe } from "../schema/probe";
import type { ServiceShape } from "../schema/service";
import type { Probe } from "../stack";
import { asking, isHost, listening } from "./asking";

interface Context {
  readonly at: Problem["at"];
  /** The tool that its image has. */
  readonly client: Client | undefined;
  readonly mode: Mode;
  readonly problems: Problem[];
}

/** The probe of a service as a command that its image can run. */
export function resolveProbe(shape: ServiceShape, { at, client, mode, problems }: Context): Probe | undefined {
  const { probe } = shape;
  if (probe === undefined || probe === false) return undefined;
  const timeout = probe.timeout ?? 5;
  const missing = (what: string, expected: string): string[] => {
    problems.push({ at: [...at, "probe"], found: `a ${probe.kind} probe of ${what}`, expected });
    return ["false"];
  };
  const command = (): string[] => {
    if (probe.kind === "command") return probe.command;
    const port = ("port" in probe ? probe.port : undefined) ?? shape.port;
    if (port === undefined && probe.kind !== "heartbeat") {
      return missing("a service without a port", "a `port`, or another kind of probe");
    }
    if (probe.kind === "tcp") return listening(port!);
    const tool = probe.client ?? client;
    if (tool === undefined) {
      const expected =
        "its `client`, the tool that the image has: `python`, `node`, `bash` or `wget`; or kind `command`";
      return missing("an image whose tools are not known", expected);
    }
    if (probe.kind === "heartbeat") return asking[tool].age(probe.file, probe.maximumAge);
    const { path, scheme = "http", statuses } = probe;
    if (tool === "bash" && scheme === "https") {
      return missing("`https` by Bash, which knows no TLS", "another `client` that the image has, or kind `tcp`");
    }
    const headers = headersOf(probe, shape);
    for (const given of Object.values(headers ?? {})) {
      if (typeof given === "string" || has(shape, given.variable)) continue;
      missing(`the value of \`${given.variable}\``, "one of the variables of the service");
    }
    return asking[tool].http({ headers, path, port: port!, scheme, statuses, timeout });
  };
  return {
    ...(isOpen(probe) && { path: probe.path }),
    command: command(),
    interval: probe.interval ?? (mode === "production" ? 30 : 10),
    timeout,
    startPeriod: probe.startPeriod ?? 60,
    startInterval: probe.startInterval ?? 1,
    retries: probe.retries ?? 3,
  };
}

type Declared = Exclude<ServiceShape["probe"], false | undefined>;

const has = ({ variables = {} }: ServiceShape, name: string): boolean => variables[name] !== undefined;

/** Those that are asked with. */
function headersOf({ headers = {} }: HttpProbe, shape: ServiceShape): HttpProbe["headers"] {
  const kept = Object.entries(headers).filter(
    ([, given]) => typeof given === "string" || given.optional !== true || has(shape, given.variable),
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Whoever asks for its path, by a name that it answers to, gets the same answer. */
const isOpen = (probe: Declared): probe is HttpProbe =>
  probe.kind === "http" &&
  Object.entries(probe.headers ?? {}).every(([name, given]) => isHost(name) && typeof given !== "string") &&
  probe.statuses === undefined &&
  probe.scheme === undefined &&
  probe.port === undefined;
