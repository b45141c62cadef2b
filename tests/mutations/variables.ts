import { readFileSync } from "node:fs";
import { join } from "node:path";
import { add, append, both, commit, remove, set, variable, write } from "./edit";
import { development, digests, type Mutation, production } from "./mutation";

const example = ".env.example";

/** Variables, secrets, and what documents say of them. */
export const variables: readonly Mutation[] = [
  {
    rule: "credentials-mismatch",
    breaks: [
      set(development, "services.backend.environment.DB_PASSWORD", "another-one"),
      set(production, "services.worker.environment.DB_NAME", "other"),
    ],
    spares: set(development, "services.backend.environment.MAIL_PASSWORD", "another-one"),
  },
  {
    rule: "env-example-missing-key",
    breaks: [
      variable(example, "ALLOWED_HOSTS"),
      set(production, "services.backend.environment.LICENCE", "${LICENCE:?of the shop}"),
    ],
    spares: set(production, "services.backend.environment.LICENCE", "${LICENCE:-free}"),
  },
  {
    rule: "env-example-stale-key",
    breaks: append(example, "\n# of the old shop\nOLD_SHOP_NUMBER=\n"),
    spares: append(example, "\n# of Compose itself\nCOMPOSE_PROFILES=\n"),
  },
  {
    rule: "env-docs-drift",
    breaks: append(
      "README.md",
      "\n| Variable | |\n|---|---|\n| `ALLOWED_HOSTS` | a |\n| `LOG_LEVEL` | b |\n| `OLD_SHOP_NUMBER` | c |\n",
    ),
    spares: append(
      "README.md",
      "\n| Variable | |\n|---|---|\n| `ALLOWED_HOSTS` | a |\n| `LOG_LEVEL` | b |\n| `COOKIE_SECURE` | c |\n",
    ),
  },
  {
    rule: "env-required-not-enforced",
    given: both(
      append(example, "\n# Number of the licence, required.\nLICENCE=\n"),
      set(production, "services.backend.environment.LICENCE", "${LICENCE:?of the shop}"),
    ),
    breaks: set(production, "services.backend.environment.LICENCE", "${LICENCE}"),
    spares: set(production, "services.backend.environment.LICENCE", "${LICENCE:?}"),
  },
  {
    rule: "env-file-missing-or-tracked",
    given: remove(example),
    breaks: set(production, "services.backend.env_file", ["config/shop.env"]),
    spares: set(production, "services.backend.env_file", [{ path: "config/shop.env", required: false }]),
  },
  {
    rule: "env-shadowed",
    given: both(
      write("config/shop.env", "COLOUR=red\nLOG_LEVEL=INFO\n"),
      set(production, "services.backend.env_file", ["config/shop.env"]),
    ),
    breaks: set(production, "services.backend.environment.COLOUR", "blue"),
    spares: set(production, "services.backend.environment.COLOUR", "red"),
  },
  {
    rule: "frontend-env-runtime",
    breaks: set(production, "services.frontend.environment.VITE_TITLE", "Shop"),
    spares: set(development, "services.frontend.environment.VITE_TITLE", "Shop"),
  },
  {
    rule: "frontend-env-secret",
    breaks: write("frontend/.env.example", "VITE_PAYMENT_SECRET=\n"),
    spares: write("frontend/.env.example", "VITE_PAYMENT_PUBLISHABLE_KEY=\n"),
  },
  {
    rule: "secret-declared-unused",
    breaks: add(production, "services.db.secrets", "secret_key"),
    spares: set(production, "services.db.secrets", [{ source: "postgres_password", target: "postgres_password" }]),
  },
  {
    rule: "secret-file-tracked",
    breaks: commit("secrets/secret_key", "k3J9x2Lq8Zp4Wm7RtY5vBn1CdF6gHs0aXe\n"),
    spares: write("secrets/secret_key", "k3J9x2Lq8Zp4Wm7RtY5vBn1CdF6gHs0aXe\n"),
  },
  {
    rule: "generated-file-edited",
    given: write(digests, readFileSync(join("templates/django-react", digests), "utf8")),
    breaks: append(production, "# by hand\n"),
    spares: append("backend/config/urls.py", "# by hand\n"),
  },
  {
    rule: "doc-command-drift",
    breaks: [
      append("README.md", "\n    docker compose -f docker-compose.prod.yml logs web\n"),
      append("README.md", "\n    docker compose -f docker-compose.production.yml up\n"),
    ],
    spares: append("README.md", "\n    docker compose -f docker-compose.prod.yml logs backend\n"),
  },
];
