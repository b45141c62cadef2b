import { preset, type ServiceDeclaration, type VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";
import { variables } from "./variables";

const options = z.strictObject({
  /** The service whose code it runs. */
  of: z.string(),
  /** What it runs: `["python", "manage.py", "worker_run"]`. */
  command: z.array(z.string()).min(1).readonly(),
  /** Seconds after which a worker that did not touch `HEARTBEAT_FILE` is unhealthy. Default: it is not probed. */
  heartbeat: z.int().positive().optional(),
  /** Seconds to finish what it works at when it is stopped. Default: 30. */
  stopGrace: z.int().positive().default(30),
  /** Variables that it reads beside those of the service that it is of. */
  variables: variables.default({}),
});

export type WorkerOptions<Of extends string> = Omit<z.input<typeof options>, "of"> & {
  /** The service whose code it runs. */
  readonly of: Of;
};

const heartbeatFile = "/tmp/heartbeat";

/** A process beside a service, of the same image: it listens to nothing and works until it is told to stop. */
export const worker = <const Of extends string>(given: WorkerOptions<Of>): ServiceDeclaration<Of> =>
  preset(options, given, expand);

function expand({ of, command, heartbeat, stopGrace, variables: more }: z.output<typeof options>): ServiceDeclaration {
  return {
    summary: `A worker of ${of}.`,
    of,
    command: [...command],
    reloads: true,
    ...(heartbeat === undefined ? { variables: more } : beats(heartbeat, more)),
    resources: { production: { memory: "512m", cpus: 1, pids: 100 } },
    stopGrace,
  };
}

/** A process that listens to nothing shows by a file that it works. */
export const beats = (maximumAge: number, more: VariablesDeclaration) => ({
  variables: { HEARTBEAT_FILE: { purpose: "File that it touches while all is well.", value: heartbeatFile }, ...more },
  probe: { kind: "heartbeat" as const, file: heartbeatFile, maximumAge },
});
