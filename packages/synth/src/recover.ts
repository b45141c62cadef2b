import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { ifThere, stage, temporary } from "./commit";
import { LOCK, type Lock } from "./lock";
import { hash, MANIFEST, type Manifest, printManifest, readManifest } from "./manifest";
import { isFile, look } from "./on-disk";
import { prune } from "./prune";

/** After a process that was killed while it wrote: removes what it has half done, and notes which files are its own. */
export function recover(folder: string, { journal, process }: NonNullable<Lock["left"]>): void {
  const paths = Object.keys(journal);
  for (const path of [...paths, MANIFEST, LOCK]) ifThere(() => unlinkSync(temporary(join(folder, path), process)));
  prune(folder, paths);
  const arrived = paths.flatMap((path) => {
    const found = look(folder, path);
    const there = isFile(found) ? hash(found.bytes) : "";
    return journal[path]?.includes(there) ? [[path, there]] : [];
  });
  const manifest: Manifest = { ...readManifest(folder), ...Object.fromEntries(arrived) };
  const text = Buffer.from(printManifest(manifest));
  stage([{ path: join(folder, MANIFEST), after: { bytes: text, mode: 0o644 } }]).commit();
}
