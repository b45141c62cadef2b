export const title = "Upgrade and rollback";
export const upgrade = {
  title: "To a new version",
  backup: (titles: string): string =>
    `Make a backup first: ${titles}, in the part on backups. Without it there is no way back once a migration has run.`,
  sources: "Get the new sources.",
  values: "Make what the new version asks for. What is there stays.",
  pull: "Get the images of others anew, with their last fixes.",
  build: "Build the new images. The old containers go on.",
  deploy:
    "Deploy them. It tells what it does, and ends when all work. Jobs run first: if one fails, or what is new does not work, the old version goes on. Ctrl-C leaves what serves and says how to go on.",
  look: "Look at it.",
  registry: (registry: string): string =>
    `A host that has no sources takes them from \`${registry}\`: in place of getting sources and building, give the tag of a release, here \`1.4.0\`. Compose uses it from then on, for it is written into \`.env\`.`,
  up: "`up` would bring the new version as well, but it stops a container before it starts the next one: for a second or two, the site does not answer.",
  overlap:
    "For some seconds both versions run on one database. A migration must leave the old one working: what is no longer used is taken away by a later version.",
};
export const each = {
  title: "What a deployment does to each service",
  head: ["Service", "What happens when it differs", "Why"],
  pinned: "the new containers take over, then the old ones stop; no request fails",
  pinnedWhy: (gateways: string): string => `${gateways} is told whom to ask.`,
  beside: "the new containers start, then the old ones stop",
  besideWhy: "Several of it may run at once.",
  startsFirst: "one container after the other: the next version starts, and when it is healthy the last one stops",
  stopsFirst: "one container after the other: it stops, and the next version starts",
  keepsWhy: "Two of it cannot use one volume.",
  instead: "it stops and starts",
  pulled: "it stops and starts, only when its image or its settings were changed here",
  pulledWhy: "Its image is not built here.",
};
export const rollback = {
  title: "Back to the last version",
  without: (file: string): string =>
    `When no migration has run, or the old version can live with what it did (a column more hurts nobody), bring back the images that ran before. \`${file}\` tells what ran when; a second rollback goes forward again.`,
  onSwarm:
    "When no migration has run, or the old version can live with what it did (a column more hurts nobody), bring back what ran before: its images, its settings and its secrets. The swarm keeps the last five deployments; a second rollback goes forward again.",
  with: (titles: string): string =>
    `No migration is undone by it. When the old version cannot live with one, restore the backup that was made before, after the rollback: ${titles}. What was written since is lost, so decide soon.`,
};
