import { posix } from "node:path";
import type { BuildDeclaration, BuildStep } from "@quaywright/model";
import { packagesFolder } from "./development";
import { installPackages, lockOf, type NodeManager, nodeArgument, nodeImage, nodeModulesOf } from "./packages";
import { nodeReloadProgram } from "./reload";
import { buildPackage, type Layout } from "./workspace";

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
  { files, home, members, packages, root }: Layout,
): BuildDeclaration {
  const install = (folder: string, which?: "running") => installPackages(root, folder, manager, which, members);
  const manifests = members.length === 0 ? [] : ["package.json", lockOf(manager)];
  const beside = [...files, ...packages];
  const isMade = build !== undefined || packages.length > 0;
  // the folders that production has as they are once all is built
  const whole = build === undefined ? members : packages;
  const sources: BuildStep[] = [
    ...["package.json", ...beside].filter(() => members.length > 0).map((path) => fromRoot(root, path)),
    { kind: "copy", sources: [`${posix.join(source)}/`], target: `${home}/` },
  ];
  return {
    arguments: [nodeArgument(version)],
    sources: [source, ...[...manifests, ...beside].map((path) => posix.join(root, path))],
    ignored: [
      "**/node_modules",
      ...outputsOf(build?.output, [source, ...packages.map((folder) => posix.join(root, folder))]),
    ],
    attachments: { "reload.cjs": nodeReloadProgram },
    hostCommands: ["bash", "node", "npm", "npx", "sh"],
    stages: [
      {
        name: "development",
        purpose: "runs the sources that are mounted at /app.",
        from: nodeImage,
        takesSystem: true,
        environment: { npm_config_update_notifier: "false" },
        workdir: home,
        steps: [
          install(packagesFolder),
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
        workdir: home,
        steps: [install("/app", "running")],
      },
      ...(!isMade
        ? []
        : [
            {
              name: "builder",
              purpose: "makes of the sources what production runs.",
              from: nodeImage,
              takesSystem: true,
              takesVariables: true,
              workdir: home,
              steps: [
                install("/app"),
                ...sources,
                {
                  kind: "run" as const,
                  asApplication: true,
                  commands: [
                    ...packages.map((folder) => buildPackage(folder, build?.script)),
                    ...(build === undefined ? [] : [["npm", "run", build.script]]),
                    ...withoutPackages(whole),
                  ],
                },
              ],
            },
          ]),
      {
        name: "production",
        purpose: `runs \`${start.join(" ")}\`, without the packages of development and without the right to change its own code.`,
        from: nodeImage,
        takesSystem: true,
        workdir: home,
        steps: [
          ...nodeModulesOf(members).map(fromPackages),
          ...(!isMade
            ? sources
            : [
                ...whole.map((folder) => fromBuilder("/app", folder)),
                ...(build === undefined ? [] : ["package.json", ...build.output, ...(build.keep ?? [])]).map((path) =>
                  fromBuilder(home, path),
                ),
              ]),
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

/** What builds fill: that of the host is none of the image's. */
const outputsOf = (output: readonly string[] = [], folders: readonly string[]): string[] =>
  folders.flatMap((folder) => output.map((each) => posix.join(folder, each)));

/** A folder or a file, as it is called there. */
const fromBuilder = (folder: string, path: string): BuildStep => {
  const place = posix.join(folder, path);
  return { kind: "copy", from: "builder", sources: [place], target: place };
};

const fromPackages = (folder: string): BuildStep => ({
  kind: "copy",
  from: "packages",
  sources: [`/app/${folder}/`],
  target: `/app/${folder}/`,
});

/** What a workspace has beside the server. */
const fromRoot = (root: string, path: string): BuildStep => ({
  kind: "copy",
  sources: [posix.join(root, path)],
  target: posix.join("/app", path),
});

/** What they have installed for themselves comes from those that run. */
const withoutPackages = (packages: readonly string[]): string[][] =>
  packages.length === 0 ? [] : [["rm", "-rf", ...packages.map((folder) => posix.join("/app", folder, "node_modules"))]];
