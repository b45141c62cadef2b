import { rule } from "../../rule";

export default rule({
  id: "compose-volume-subset",
  on: "stack",
  severity: "info",
  meaning: "Several services write to one volume.",
  reason:
    "Who changed or deleted a file cannot be told, and one of them, once broken into, changes what the others read.",
  how: "Different images that mount it without `:ro`; a job, and the same image under two names, are let pass.",
  fix: "Mount it read-only where it is only read.",
  aliases: ["8c978947"],
  bad: "services:\n  app:\n    image: app:1\n    volumes: ['media:/media']\n  nginx:\n    image: nginx:1.30\n    volumes: ['media:/media']\nvolumes: {media: }\n",
  good: "services:\n  app:\n    image: app:1\n    volumes: ['media:/media']\n  nginx:\n    image: nginx:1.30\n    volumes: ['media:/media:ro']\nvolumes: {media: }\n",
  check({ services, volumes }, tell) {
    for (const { name } of volumes.values()) {
      const writers = [...services.values()].filter(
        ({ isJob, mounts }) =>
          !isJob && mounts.some(({ readOnly, source, type }) => type === "volume" && source === name && !readOnly),
      );
      const reader = writers.find(({ role }) => role === "proxy") ?? undefined;
      const images = new Set(writers.map(({ image, made }) => made?.stage ?? image?.value));
      if (images.size < 2) continue;
      const at = (reader ?? writers[1]!).mounts.find(({ source }) => source === name)!.at;
      tell({
        at,
        within: `volume ${name}`,
        says: `${writers.map((each) => `\`${each.name}\``).join(" and ")} write to \`${name}\`.`,
      });
    }
  },
});
