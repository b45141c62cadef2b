export const title = "Variables";
export const intro = (env: string, places: string): string =>
  `What whoever runs the stack can set, in ${places}; \`${env}\` has a line for each. What is empty counts as not set. Containers see a change when they are made anew, by \`up\`.`;
export const head = ["Name", "What it is for"];
export const readers = "Read by";
export const cell = {
  file: (path: string): string => `the file \`${path}\``,
  default: (value: string): string => (value === "" ? "empty" : `\`${value}\``),
  must: "must be set",
  may: "may stay empty",
  absent: "–",
};
export const rule = {
  kind: {
    text: "",
    url: "A URL.",
    boolean: "`True` or `False`.",
    number: "A number.",
    list: "Separated by commas.",
    secret: "A secret.",
  },
  minimumLength: (count: number): string => `At least ${count} characters.`,
  minimum: (value: number): string => `At least ${value}.`,
  maximum: (value: number): string => `At most ${value}.`,
  oneOf: (values: string): string => `One of ${values}.`,
  example: (value: string): string => `Example: \`${value}\`.`,
};
export const settled = {
  title: "Settled by the declaration",
  intro: "What containers are given without anyone setting it.",
  head: ["Name", "What it is for"],
};
