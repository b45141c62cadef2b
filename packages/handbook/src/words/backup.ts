export const title = "Backup and restore";
export const intro =
  "What is not made anew from the repository is in these places. Copy `backups` to another machine every day, by whatever tool you trust, and let that tool keep several days: the files here are always the last ones.";
export const head = ["What", "Where", "Copied by"];
export const settings = "Secrets and values";
export const nothing = "nothing, it can be made anew";
export const backup = "Backup";
export const files = {
  title: (volume: string): string => `Copy the files of \`${volume}\``,
  restore: (volume: string): string => `Bring back the files of \`${volume}\``,
  restoreNote: "Files that came later stay; one of the same name is written over.",
};
export const keep = {
  title: "Copy secrets and values",
  note: "Whoever has this file has the keys: keep it apart from the others, and encrypted. Of these places it holds what is there; add what else lies on this machine alone.",
};
export const restore = {
  title: "Restore",
  intro:
    "On a new machine: clone the repository, bring back secrets and values first, start everything, then do what follows.",
  settings: "Bring back secrets and values",
};
export const drill = { title: "The drill" };
export const timer = (service: string): string =>
  `Let a timer of the machine, such as cron, type the commands of this part every night; or declare \`backup({ of: "${service}" })\`, a service that backs \`${service}\` up by itself.`;
export const elsewhere = {
  title: (environment: string): string => `Backups of ${environment}`,
  intro: "It keeps other things, which are copied in another way.",
  within:
    (environment: string) =>
    (title: string): string =>
      `${title}, in ${environment}`,
};
