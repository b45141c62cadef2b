export const title = "Coming from a set-up without Docker";
export const intro = "Both can stand side by side for a while, as long as they do not want the same port.";
export const items = {
  values: (env: string): string =>
    `What you exported in a shell or kept in a file goes into \`.env\`; \`${env}\` names all of it. Nothing needs to be installed on the host but Docker.`,
  sources:
    "Sources stay where they are. In development containers see them as they are, and every file that they write belongs to you.",
  folders: (folders: string): string =>
    `Folders with packages that the old set-up made, such as a virtual environment, are not read and can be removed when you no longer go back. Containers see ${folders}.`,
  data: (titles: string): string => `Data is moved as a backup that is restored: see ${titles}.`,
};
