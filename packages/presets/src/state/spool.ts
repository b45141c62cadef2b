import type { HandbookDeclaration } from "@quaywright/model";

const folder = "/var/tmp";

/** Where uploads wait until they are whole: on a disk, for in memory a few large ones would end the container. */
export const spool = {
  volumes: { temporary: { production: folder } },
  variables: { TMPDIR: { production: { purpose: "Folder on a disk for uploads under way.", value: folder } } },
};

export const spoolHandbook = {
  temporary: { production: { holds: "Uploads under way.", copy: "none" } },
} as const satisfies HandbookDeclaration["volumes"];
