import { textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "bind-mount-writable-config",
  on: "service",
  severity: "info",
  meaning: "A configuration file is mounted so that the service can change it.",
  reason: "Whoever breaks in changes the file on the host, which stays when the container is replaced.",
  fix: "Mount it read-only: `:ro`.",
  aliases: ["OW-8"],
  bad: "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/nginx.conf']\n",
  good: "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro', './data:/etc/x']\n",
  check({ mounts, name }, tell) {
    for (const { at, open, readOnly, source, target, text, type } of mounts) {
      if (
        type !== "bind" ||
        readOnly ||
        open ||
        !/\.(conf|cnf|ini|ya?ml|toml|crt|pem|key|cert|properties|xml|sql|template)$/.test(target) ||
        !/^[.~/]/.test(source)
      )
        continue;
      const isShort = textAt(at).replace(/^["']|["']$/g, "") === text && text.split(":").length === 2;
      const quoted = /^(["']).*\1$/s.exec(textAt(at))?.[1] ?? "";
      tell({
        at,
        says: `\`${name}\` can change \`${source}\`.`,
        ...(isShort && { edits: [{ at, text: `${quoted}${text}:ro${quoted}` }] }),
      });
    }
  },
});
