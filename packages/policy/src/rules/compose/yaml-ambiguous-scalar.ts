import { entriesOf, get, isScalar, itemsOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "yaml-ambiguous-scalar",
  on: "compose-file",
  severity: "warning",
  meaning: "A value without quotes means one thing in YAML 1.1 and another in 1.2, or loses a zero.",
  reason: "Compose and other readers disagree: `yes` is a text or true, `0640` is 640 or 416, `3.10` becomes 3.1.",
  how: "In `environment`, `args`, `labels` and `ports` only: elsewhere the schema says what a value is.",
  fix: "Put it in quotes.",
  aliases: ["require-quotes-in-ports"],
  references: ["https://yaml.org/type/bool.html"],
  bad: [
    "services:\n  a:\n    image: a:1\n    environment:\n      VERSION: 3.10\n",
    "services:\n  a:\n    image: a:1\n    ports:\n      - 22:22\n",
    "services:\n  a:\n    image: a:1\n    environment:\n      MODE: 0640\n",
  ],
  good: "services:\n  a:\n    image: a:1\n    environment:\n      VERSION: '3.10'\n      N: 8000\n      T: true\n      F: 0.5\n    ports:\n      - '22:22'\n      - 8080:80\n",
  check({ root, source }, tell) {
    for (const { value: service } of entriesOf(get(root, "services"))) {
      const scalars = [get(service, "environment"), get(service, "build", "args"), get(service, "labels")]
        .flatMap((node) => entriesOf(node).map(({ value }) => value))
        .filter(isScalar);
      for (const scalar of scalars) {
        if (scalar.style !== "plain" || scalar.at.source !== source) continue;
        const reason = /^(yes|no|on|off|y|n)$/i.test(scalar.text)
          ? "a text or a truth"
          : /^0\d+$/.test(scalar.text)
            ? "a number with a zero before it, or one of eight"
            : /^\d+\.\d*0$/.test(scalar.text)
              ? "a number that loses its last zero"
              : /^\d+(:[0-5]?\d)+$/.test(scalar.text)
                ? "a text or a number of sixty"
                : undefined;
        if (reason !== undefined)
          tell({
            at: scalar.at,
            says: `\`${scalar.text}\` is ${reason}.`,
            edits: [{ at: scalar.at, text: `"${scalar.text}"` }],
          });
      }
      for (const port of itemsOf(get(service, "ports")).filter(isScalar)) {
        if (port.style === "plain" && port.at.source === source && /^\d{1,2}:[0-5]?\d$/.test(port.text))
          tell({
            at: port.at,
            says: `\`${port.text}\` is a text or a number of sixty.`,
            edits: [{ at: port.at, text: `"${port.text}"` }],
          });
      }
    }
  },
});
