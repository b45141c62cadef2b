import { rule } from "../../rule";

export default rule({
  id: "waiver-expired-or-unused",
  on: "repository",
  severity: "error",
  meaning: "A waiver has ended, waives nothing, or gives no reason.",
  reason: "A list of exceptions that nobody prunes hides the next real finding, and nobody knows why it is there.",
  how: "A waiver that has ended no longer waives: its finding counts again. One that waives nothing is a warning.",
  fix: "Mend what it waives and remove it, or give it a reason and a new date.",
  references: ["https://github.com/hadolint/hadolint/issues/370"],
  bad: {
    Dockerfile:
      "# quaywright waive base-image-latest until 2020-01-01 by ops: waits for the registry\nFROM alpine:latest\n",
  },
  good: {
    Dockerfile:
      "# quaywright waive base-image-latest until 2999-01-01 by ops: waits for the registry\nFROM alpine:latest\n",
  },
  check: () => undefined, // told where waivers are applied
});
