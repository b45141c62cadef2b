export const title = "Upgrade and rollback";
export const upgrade = {
  title: "To a new version",
  backup: (titles: string): string =>
    `Make a backup first: ${titles}, in the part on backups. Without it there is no way back once a migration has run.`,
  keep: "Keep the images that run now under another tag. It is what a rollback starts.",
  sources: "Get the new sources.",
  build: "Build the new images. The old containers go on.",
  jobs: "Run its jobs. If one fails, nothing has changed for visitors: the old version goes on.",
  start: "Start it. Each service is replaced, and the command ends when all work.",
  look: "Look at it.",
};
export const rollback = {
  title: "Back to the last version",
  without:
    "When no migration has run, or the old version can live with what it did (a column more hurts nobody), start the images that were kept. Their jobs run again and find nothing to do.",
  with: (titles: string): string =>
    `When the old version cannot live with the migration, restore the backup that was made before: ${titles}. What was written since is lost, so decide soon. In the command that starts everything again, the tag has to stand before it:`,
};
