import { entropy, isSecretName, knownToken, looksReal } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "env-example-real-secret",
  on: "env-file",
  severity: "error",
  meaning: "The example of an environment file holds a secret that looks real.",
  reason: "It is in the repository for everybody to read, and in its history for ever.",
  how: "Tokens whose shape says what they are, and long random values of variables that are named like secrets.",
  fix: "Empty it, and make a new secret: the old one is known.",
  bad: { ".env.example": `GITHUB_TOKEN=ghp_${"aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2"}\n` },
  good: { ".env.example": "SECRET_KEY=your-secret-key-here-change-me-please-0123456789\nTOKEN=\nPUBLIC_KEY=x\n" },
  check({ entries, isExample }, tell) {
    if (!isExample) return;
    for (const { name, value, valueAt } of entries) {
      const token = knownToken(value);
      if (token !== undefined) tell({ at: valueAt, says: `\`${name}\` is ${token.kind}.`, secret: true });
      else if (
        isSecretName(name) &&
        value.length >= 24 &&
        looksReal(value) &&
        entropy(value) > 3.8 &&
        !/test|demo|example|dummy|fake|dev|local|django-insecure|your|change|secret|key/i.test(value)
      )
        tell({ at: valueAt, says: `\`${name}\` has a value that looks real.`, secret: true });
    }
  },
});
