import { rule } from "../../rule";

export default rule({
  id: "waiver-expired-or-unused",
  on: "repository",
  severity: "error",
  meaning: "A waiver has ended, waives nothing, gives no reason, or waives an error without an end.",
  reason: "A list of exceptions that nobody prunes hides the next real finding, and nobody knows why it is there.",
  how: "A waiver that has ended, or that waives an error and says no last day, does not waive: its finding counts again. One that waives nothing is a warning.",
  fix: "Mend what it waives and remove it, or give it a reason and a new date.",
  references: ["https://github.com/hadolint/hadolint/issues/370"],
  bad: [
    "# quaywright waive base-image-latest until 2020-01-01 by ops: waits for the registry\nFROM alpine:latest\n",
    "# quaywright waive base-image-latest by ops: waits for the registry\nFROM alpine:latest\n",
    "# quaywright waive base-image-latest until 2999-01-01: no\nFROM alpine:latest\n",
    "# quaywright waive base-image-latest until 2999-01-01: waits for the registry\nFROM alpine:3.22\n",
  ].map((Dockerfile) => ({ Dockerfile })),
  good: [
    "# quaywright waive base-image-latest until 2999-01-01 by ops: waits for the registry\nFROM alpine:latest\n",
    "# quaywright waive missing-user by ops: it is never deployed\nFROM alpine:3.22\nRUN a\n",
  ].map((Dockerfile) => ({ Dockerfile })),
  check: () => {}, // told where waivers are applied
});
