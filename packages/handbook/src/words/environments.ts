export const title = "Development and production side by side";
export const intro = "All that differs between the environments, taken from what each of them runs.";
export const what = "What";
export const rows = {
  file: "Compose file",
  project: "Project of Compose",
  secrets: "Secrets",
  inFiles: (folder: string): string => `files in \`${folder}\``,
  inVariables: "variables",
  services: "Services",
  command: "Command",
  target: "Stage of its image",
  published: "Published at",
  sources: "Sources",
  inImage: "in the image",
  mounted: "mounted",
  user: "Runs as",
  host: "whoever owns the sources",
  root: "Root file system",
  readOnly: "read-only",
  writable: "writable",
  replicas: "Containers",
  memory: "Memory",
  cpus: "CPUs",
  restarts: "After a failure",
  again: "starts again",
  ends: "stays ended",
  nothing: "–",
};
