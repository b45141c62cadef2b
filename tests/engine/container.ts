import { run, succeed } from "./run";

/** What the engine says of a container, as far as the tests ask. */
export interface Container {
  readonly Id: string;
  readonly Name: string;
  /** Id of its image. */
  readonly Image: string;
  readonly State: {
    readonly Status: string;
    readonly Running: boolean;
    readonly ExitCode: number;
    readonly StartedAt: string;
    readonly FinishedAt: string;
    readonly Health?: { readonly Status: string };
  };
  readonly RestartCount: number;
  readonly Config: {
    /** What it was made from, with its tag. */
    readonly Image: string;
    readonly User: string;
    readonly Healthcheck?: { readonly Test: readonly string[] };
    readonly Labels: Readonly<Record<string, string>>;
  };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly Privileged: boolean;
    readonly CapAdd: readonly string[] | null;
    readonly CapDrop: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
    readonly Init: boolean | null;
    readonly Memory: number;
    readonly NanoCpus: number;
    readonly PidsLimit: number | null;
    readonly RestartPolicy: { readonly Name: string };
    readonly LogConfig: { readonly Type: string; readonly Config: Readonly<Record<string, string>> };
    readonly PortBindings: Readonly<Record<string, readonly unknown[]>> | null;
  };
  readonly Mounts: readonly { readonly Type: string; readonly Name?: string; readonly Destination: string }[];
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

export async function inspect(ids: readonly string[]): Promise<Container[]> {
  return ids.length === 0 ? [] : JSON.parse(await succeed("docker", ["container", "inspect", ...ids]));
}

/** The service that a container is of. */
export const serviceOf = ({ Config }: Container): string => Config.Labels["com.docker.compose.service"] ?? "";

/** Its addresses in all of its networks. */
export const addressesOf = ({ NetworkSettings }: Container): string[] =>
  Object.values(NetworkSettings.Networks).flatMap(({ IPAddress }) => (IPAddress === "" ? [] : [IPAddress]));

/** The processes that run in a container, each with what `/proc` says of its status. */
export async function processesOf({ Id }: Container): Promise<Readonly<Record<string, string>>[]> {
  const { stdout } = await run("docker", ["exec", Id, "sh", "-c", "cat /proc/[0-9]*/status"]);
  return stdout
    .split(/^(?=Name:)/m)
    .map((status) => Object.fromEntries(status.split("\n").map((line) => line.split(/:\s*/, 2))))
    .filter(({ Name = "" }) => !/^runc\b/.test(Name)); // the engine on its way in, to run a probe
}
