import type { HandbookDeclaration } from "@quaywright/model";

/** What is to know of a single-page application in containers, whose development server may pass requests on. */
export const viteHandbook = (backend: string | undefined): HandbookDeclaration => ({
  volumes: {
    development: { "node-modules": { holds: "Packages of the frontend, copied from its image.", copy: "none" } },
  },
  tasks: [
    {
      topic: "daily",
      mode: "development",
      title: "Show the packages of the frontend",
      intro: "`npm install` with a name, in place of `npm ls`, adds one.",
      steps: [{ exec: ["npm", "ls", "--depth=0"] }],
    },
  ],
  symptoms: { development: [...(backend === undefined ? [] : [backendIsAway(backend)]), missingPackage] },
});

const backendIsAway = (backend: string) => ({
  symptom: "The page is there, but no data: the log of the frontend says `http proxy error`",
  cause: `\`${backend}\`, to which its server passes requests on, is still starting, has ended, or cannot reach its own database.`,
  look: { compose: ["logs", "--tail", "20", backend] },
  fix: "Mend what that log says, and start everything again, as the daily commands do. The page finds it by itself.",
});

const missingPackage = {
  symptom: "`Failed to resolve import`, or a package is missing after a branch was changed",
  cause: "The packages in the volume are those of the image, which was built for another `package-lock.json`.",
  look: { exec: ["npm", "ls", "--depth=0"] },
  fix: "Build the service anew; its packages are copied into the volume at the next start.",
};
