export const title = "Uninstalling";
export const keep = (environment: string): string =>
  `Remove the containers, networks and images of ${environment}; data stays in its volumes:`;
export const all = (environment: string): string =>
  `Remove the volumes of ${environment} as well, with all data in them. There is no way back but a backup:`;
export const files = "The files of this folder are then yours to remove; secrets and backups are among them.";
