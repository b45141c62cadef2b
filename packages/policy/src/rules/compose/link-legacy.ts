import { keyOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "link-legacy",
  on: "service",
  severity: "info",
  meaning: "A service uses `links`.",
  reason: "They are left over from before networks: services of one network know each other's names.",
  fix: "Remove them; use `depends_on` for the order and network aliases for names.",
  references: ["https://docs.docker.com/engine/network/links/"],
  bad: "services:\n  a:\n    image: a:1\n    links: [b]\n  b:\n    image: b:1\n",
  good: "services:\n  a:\n    image: a:1\n    depends_on: [b]\n  b:\n    image: b:1\n",
  check({ name, node }, tell) {
    for (const key of ["links", "external_links"]) {
      const found = keyOf(node, key);
      if (found !== undefined) tell({ at: found.at, says: `\`${name}\` uses \`${key}\`.` });
    }
  },
});
