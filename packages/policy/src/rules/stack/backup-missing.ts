import { mentions } from "../../facts/documents";
import { rule } from "../../rule";

export default rule({
  id: "backup-missing",
  on: "stack",
  severity: "info",
  production: true,
  meaning: "A database's volume is backed up by nothing.",
  reason: "A disk that breaks, or one wrong command, and everything is gone.",
  how: "No service and no document or script says a word of `backup`, `dump`, `restic` or `borg`.",
  fix: "Add a job that dumps the database, and write down how to restore it.",
  bad: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: postgres:17\n    volumes: ['data:/var/lib/postgresql/data']\nvolumes: {data: }\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: postgres:17\n    volumes: ['data:/var/lib/postgresql/data']\nvolumes: {data: }\n",
    "README.md": "Backup: pg_dump nightly.\n",
  },
  check({ environment, repository, services }, tell) {
    if (environment !== "production") return;
    const database = [...services.values()].find(
      ({ mounts, role }) => role === "database" && mounts.some(({ type }) => type === "volume" || type === "bind"),
    );
    const words = /backup|back up|dump|restic|borg|wal-g|barman|snapshot/i;
    if (
      database === undefined ||
      [...services.values()].some(({ image, name }) => words.test(`${name} ${image?.value ?? ""}`)) ||
      mentions(repository, words) ||
      repository.tree.paths.some((path) => words.test(path))
    )
      return;
    tell({ at: database.at, within: `service ${database.name}`, says: `Nothing backs \`${database.name}\` up.` });
  },
});
