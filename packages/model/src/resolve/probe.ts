import type { Mode } from "../environment";
import type { Problem } from "../problem";
import type { BuildStage } from "../schema/build";
import type { ServiceShape } from "../schema/service";
import type { Probe } from "../stack";

type Client = NonNullable<BuildStage["client"]>;

/** 127.0.0.1 and not `localhost`, which some tools take for ::1 first. */
const overHttp: Readonly<Record<Client, (url: string, timeout: number) => string[]>> = {
  python: (url, timeout) => [
    "python",
    "-c",
    `import urllib.request as r; r.urlopen(${JSON.stringify(url)}, timeout=${timeout - 1 || 1})`,
  ],
  node: (url) => [
    "node",
    "-e",
    `fetch(${JSON.stringify(url)}).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`,
  ],
  wget: (url) => ["wget", "-q", "-O", "/dev/null", url],
};

const ofFile: Readonly<Record<Client, (file: string, age: number) => string[]>> = {
  python: (file, age) => [
    "python",
    "-c",
    `import os, sys, time; sys.exit(time.time() - os.stat(${JSON.stringify(file)}).st_mtime > ${age})`,
  ],
  node: (file, age) => [
    "node",
    "-e",
    `process.exit(Date.now() - require("fs").statSync(${JSON.stringify(file)}).mtimeMs > ${age * 1000} ? 1 : 0)`,
  ],
  wget: (file, age) => [
    "sh",
    "-c",
    `[ $(($(date +%s) - $(stat -c %Y '${file.replaceAll("'", `'\\''`)}'))) -le ${age} ]`,
  ],
};

/** The probe of a service as a command that its image can run. `client` is the tool that this image has. */
export function resolveProbe(
  { probe, port }: ServiceShape,
  { at, client, mode, problems }: { at: Problem["at"]; client: Client | undefined; mode: Mode; problems: Problem[] },
): Probe | undefined {
  if (probe === undefined || probe === false) return undefined;
  const timeout = probe.timeout ?? 5;
  const missing = (what: string, expected: string): string[] => {
    problems.push({ at: [...at, "probe"], found: `a ${probe.kind} probe of ${what}`, expected });
    return ["false"];
  };
  const command = (): string[] => {
    if (probe.kind === "command") return probe.command;
    if (client === undefined) return missing("an image whose tools are not known", "a probe of kind `command`");
    if (probe.kind === "heartbeat") return ofFile[client](probe.file, probe.maximumAge);
    if (port === undefined) return missing("a service without a port", "a `port`, or another kind of probe");
    return overHttp[client](`http://127.0.0.1:${port}${probe.path}`, timeout);
  };
  return {
    ...(probe.kind === "http" && { path: probe.path }),
    command: command(),
    interval: probe.interval ?? (mode === "production" ? 30 : 10),
    timeout,
    startPeriod: probe.startPeriod ?? 60,
    startInterval: probe.startInterval ?? 1,
    retries: probe.retries ?? 3,
  };
}
