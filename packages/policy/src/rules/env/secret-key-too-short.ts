import { isForProduction } from "../../facts/development";
import { isPlaceholder, isWeak } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "secret-key-too-short",
  on: "env-file",
  severity: "error",
  meaning: "The key that signs sessions can be guessed.",
  reason: "Whoever has it signs in as anybody.",
  how: "`SECRET_KEY` of Django and Flask in a file for production: shorter than 50 characters, of few different ones, or Django's own `django-insecure-`.",
  fix: "Make one: `openssl rand -hex 32`.",
  references: ["https://docs.djangoproject.com/en/stable/ref/checks/#security"],
  bad: { ".env.production": "SECRET_KEY=k3J9x2Lq8Zp4\n" },
  good: {
    ".env.production": "SECRET_KEY=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n",
    ".env.dev": "SECRET_KEY=dev\n",
  },
  check(file, tell) {
    if (!isForProduction(file)) return;
    for (const { name, value, valueAt } of file.entries) {
      if (
        !/^(DJANGO_|FLASK_|APP_)?SECRET_KEY$/.test(name) ||
        value === "" ||
        value.includes("$") ||
        isPlaceholder(value) ||
        isWeak(value)
      )
        continue;
      const reason = value.startsWith("django-insecure-")
        ? "was made for development"
        : value.length < 50
          ? `has ${value.length} characters`
          : new Set(value).size < 5
            ? "has few different characters"
            : undefined;
      if (reason !== undefined)
        tell({
          at: valueAt,
          says: `\`${name}\` ${reason}.`,
          secret: true,
          ...(value.length >= 32 && { severity: "warning" as const }),
        });
    }
  },
});
