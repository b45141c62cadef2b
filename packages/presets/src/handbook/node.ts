import type { HandbookDeclaration } from "@quaywright/model";
import { spoolHandbook } from "../state/spool";
import { onceForAll } from "./web";

export interface NodeNames {
  /** Folders that outlive containers. */
  readonly folders: readonly string[];
  /** Volumes with packages, in development. */
  readonly packages: readonly string[];
  /** The commands of a rollout. */
  readonly rollout: readonly (readonly string[])[];
}

/** What is to know of a server on Node.js. */
export const nodeHandbook = ({ folders, packages, rollout }: NodeNames): HandbookDeclaration => ({
  deviations: rollout.length === 0 ? [] : [onceForAll],
  volumes: {
    ...Object.fromEntries(
      packages.map((volume) => [
        volume,
        { development: { holds: "Packages of the server, copied from its image.", copy: "none" as const } },
      ]),
    ),
    ...Object.fromEntries(
      folders.map((folder) => [folder, { holds: `The folder of ${folder}.`, copy: "files" as const }]),
    ),
    ...spoolHandbook,
  },
  tasks: [
    {
      topic: "daily",
      mode: "development",
      title: "Show the packages of the server",
      intro: "`npm install` with a name, in place of `npm ls`, adds one.",
      steps: [{ exec: ["npm", "ls", "--depth=0"] }],
    },
  ],
  notes: [pools],
  symptoms: [missingPackage],
});

/** https://node-postgres.com/apis/pool, https://sidorares.github.io/node-mysql2/docs/examples/connections/create-pool */
const pools = {
  topic: "scaling",
  mode: "production",
  text: "Each process of Node.js opens as many connections to a database as its pool holds: 10, of node-postgres and of mysql2 alike, unless it says less.",
} as const;

const missingPackage = {
  mode: "development" as const,
  symptom: "`Cannot find module`, or a package is missing after a branch was changed",
  cause: "The packages in the volume are those of the image, which was built for another lock file.",
  look: { exec: ["npm", "ls", "--depth=0"] },
  fix: "Build the service anew; its packages are copied into the volume at the next start.",
};
