import { posix } from "node:path";
import { lockOf, type NodeManager } from "./packages";

/** Where the image of development has its packages, from which the volume over the mounted sources is filled. */
export const packagesFolder = "/opt/packages";

/** What the mounted sources of Node.js have beside them: packages in a volume, which the host's folder never sees. */
export const nodeDevelopment = (source: string, manager: NodeManager) => ({
  mounts: { "/app": `./${posix.join(source)}` },
  volumes: { "node-modules": "/app/node_modules" },
  seeds: { "/app/node_modules": `${packagesFolder}/node_modules` },
  jobs: {
    "mount-point": {
      summary: "Makes node_modules on the host as its user, where the engine would make it as root.",
      command: ["mkdir", "-p", "node_modules"],
      sourcesOnly: true,
    },
  },
  watch: [`./${posix.join(source, lockOf(manager))}`],
});
