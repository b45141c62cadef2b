/** Exact versions of everything the workspace installs, in one place. */
export const versions = {
  "@biomejs/biome": "2.6.8",
  "@lezer/common": "1.5.5",
  "@lezer/javascript": "1.5.6",
  "@lezer/python": "1.1.19",
  "@microsoft/jest-sarif": "1.0.0-beta.0",
  "@swc/core": "1.16.22",
  "@swc/jest": "0.2.39",
  "@types/jest": "30.0.0",
  "@types/node": "20.19.43",
  constructs: "10.8.1",
  diff: "9.0.0",
  "dockerfile-ast": "0.7.1",
  dotenv: "18.0.10",
  esbuild: "0.28.2",
  "fast-check": "4.10.2",
  "fastest-levenshtein": "1.0.16",
  ignore: "7.0.16",
  jest: "30.5.2",
  "markdown-it": "15.0.3",
  nx: "24.0.6",
  "playwright-core": "1.65.1",
  projen: "0.103.25",
  tsx: "4.23.15",
  typescript: "5.9.3",
  unbash: "6.0.4",
  yaml: "2.9.1",
  zod: "4.6.7",
} as const;

export type Dependency = keyof typeof versions;

/** The `dependencies` object of a package.json for these names. */
export const pinned = (names: readonly Dependency[]): Record<string, string> =>
  Object.fromEntries([...names].sort().map((name) => [name, versions[name]]));
