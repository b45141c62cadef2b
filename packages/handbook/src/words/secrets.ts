export const title = "Secrets";
export const intro = (folder: string): string =>
  `A secret is a file in \`${folder}\`, which only its owner may enter. Neither git nor an image has it; a container sees those that it reads, under \`/run/secrets\`.`;
export const head = ["Secret", "File", "What it is for", "Read by"];
export const make = {
  title: "Making them",
  text: "Each that is missing is made; none is ever changed:",
  without:
    "Without Node.js, on a machine that has none of them yet. A file that is only touched may stay empty, or gets the value that somebody else issues:",
};
export const rotate = {
  title: (name: string): string => `Change \`${name}\``,
  generic: "Write another value, then make the containers that read it anew.",
};
