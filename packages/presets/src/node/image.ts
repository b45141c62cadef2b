import { posix } from "node:path";
import type { BuildDeclaration, BuildStep } from "@quaywright/model";
import { packagesFolder } from "./development";
import { installPackages, type NodeManager, nodeArgument, nodeImage } from "./packages";
import { nodeReloadProgram } from "./reload";

/** What of a server's declaration its image is made from. */
interface Server {
  readonly source: string;
  readonly start: readonly string[];
  readonly develop: readonly string[];
  readonly build?:
    | { readonly script: string; readonly output: readonly string[]; readonly keep?: readonly string[] | undefined }
    | undefined;
  readonly port: number;
}

interface Runtime {
  readonly version: string;
  readonly manager: NodeManager;
}

/** Packages in stages of their own; production has those that run, and what the build made or the sources. */
export function nodeImageOf(
  { build, develop, port, source, start }: Server,
  { manager, version }: Runtime,
): BuildDeclaration {
  const sources: BuildStep = { kind: "copy", sources: [`${posix.join(source)}/`], target: "/app/" };
  return {
    arguments: [nodeArgument(version)],
    sources: [source],
    ignored: ["**/node_modules", ...(build?.output ?? []).map((folder) => posix.join(source, folder))],
    attachments: { "reload.cjs": nodeReloadProgram },
    hostCommands: ["bash", "node", "npm", "npx", "sh"],
    stages: [
      {
        name: "development",
        purpose: "runs the sources that are mounted at /app.",
        from: nodeImage,
        takesSystem: true,
        environment: { npm_config_update_notifier: "false" },
        workdir: "/app",
        steps: [
          installPackages(source, packagesFolder, manager),
          { kind: "copy", from: "attachments", sources: ["reload.cjs"], target: "/usr/local/bin/reload", mode: "0755" },
        ],
        preparesUser: true,
        entrypoint: "development",
        port,
        client: "node",
        reloader: "reload",
        command: [...develop],
      },
      {
        name: "packages",
        purpose: "holds the packages that run.",
        from: nodeImage,
        takesSystem: true,
        workdir: "/app",
        steps: [installPackages(source, "/app", manager, "running")],
      },
      ...(build === undefined
        ? []
        : [
            {
              name: "builder",
              purpose: "makes of the sources what production runs.",
              from: nodeImage,
              takesSystem: true,
              takesVariables: true,
              workdir: "/app",
              steps: [
                installPackages(source, "/app", manager),
                sources,
                { kind: "run" as const, asApplication: true, commands: [["npm", "run", build.script]] },
              ],
            },
          ]),
      {
        name: "production",
        purpose: `runs \`${start.join(" ")}\`, without the packages of development and without the right to change its own code.`,
        from: nodeImage,
        takesSystem: true,
        workdir: "/app",
        steps: [
          { kind: "copy", from: "packages", sources: ["/app/node_modules/"], target: "/app/node_modules/" },
          ...(build === undefined
            ? [sources]
            : ["package.json", ...build.output, ...(build.keep ?? [])].map(fromBuilder)),
        ],
        preparesUser: true,
        entrypoint: "production",
        port,
        client: "node",
        stopSignal: "SIGTERM",
        command: [...start],
      },
    ],
  };
}

/** A folder or a file, as it is called there. */
const fromBuilder = (path: string): BuildStep => {
  const place = posix.join("/app", path);
  return { kind: "copy", from: "builder", sources: [place], target: place };
};
