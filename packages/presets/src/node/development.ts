import { posix } from "node:path";
import { lockOf, type NodeManager, nodeModulesOf } from "./packages";

/** Where the image of development has its packages, from which the volume over the mounted sources is filled. */
export const packagesFolder = "/opt/packages";

/**
 * What the mounted sources of Node.js have beside them: packages in volumes, which the host's folder never sees. Of a
 * workspace its folder is mounted, and each of its `members` may have packages of its own.
 */
export const nodeDevelopment = (source: string, manager: NodeManager, members: readonly string[] = []) => ({
  mounts: { "/app": `./${posix.join(source)}` },
  volumes: Object.fromEntries(nodeModulesOf(members).map((folder) => [volumeOf(folder), `/app/${folder}`])),
  seeds: Object.fromEntries(nodeModulesOf(members).map((folder) => [`/app/${folder}`, `${packagesFolder}/${folder}`])),
  jobs: {
    "mount-point": {
      summary: "Makes node_modules on the host as its user, where the engine would make it as root.",
      command: ["mkdir", "-p", ...(members.length === 0 ? ["node_modules"] : nodeModulesOf(members).map(inApp))],
      sourcesOnly: true,
    },
  },
  watch: [`./${posix.join(source, lockOf(manager))}`],
});

const inApp = (folder: string): string => `/app/${folder}`;

/** `node_modules` is `node-modules`, that of `apps/api` is `node-modules-apps-api`. */
const volumeOf = (modules: string): string =>
  ["node-modules", ...modules.split("/").slice(0, -1)].join("-").replaceAll("@", "");
