import type { ServiceDeclaration, VariablesDeclaration } from "@quaywright/model";

export interface WorkerOptions<Of extends string> {
  /** The service whose code it runs. */
  readonly of: Of;
  readonly command: readonly string[];
  /** Seconds after which a worker that did not touch `HEARTBEAT_FILE` is unhealthy. Default: it is not probed. */
  readonly heartbeat?: number;
  /** Seconds to finish what it works at when it is stopped. Default: 30. */
  readonly stopGrace?: number;
  /** Variables that it reads beside those of the service that it is of. */
  readonly variables?: VariablesDeclaration;
}

const heartbeatFile = "/tmp/heartbeat";

/** A process beside a service, of the same image: it listens to nothing and works until it is told to stop. */
export function worker<const Of extends string>({
  of,
  command,
  heartbeat,
  stopGrace = 30,
  variables = {},
}: WorkerOptions<Of>): ServiceDeclaration<Of> {
  const beats = { HEARTBEAT_FILE: { purpose: "File that it touches while all is well.", value: heartbeatFile } };
  return {
    summary: `A worker of ${of}.`,
    of,
    command: command as string[], // not copied: of a text that would make letters, and no mistake to tell
    reloads: true,
    variables: { ...(heartbeat !== undefined && beats), ...variables },
    ...(heartbeat !== undefined && {
      probe: { kind: "heartbeat", file: heartbeatFile, maximumAge: heartbeat } as const,
    }),
    resources: { production: { memory: "512m", cpus: 1, pids: 100 } },
    stopGrace,
  };
}
