import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContainerStack } from "./container-stack";
import { LightProject } from "./light-project";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-checked-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function synth(compose: object): void {
  const project = new LightProject({ name: "shop", outdir: folder, synth: ["true"] });
  new ContainerStack(project, { name: "shop", services: { web: { image: "example/web:1", compose } } } as never);
  project.synth();
}

test("an error stops a synth before anything is written, and says what and why", () => {
  expect(() => synth({ privileged: true })).toThrow(/nothing was written[\s\S]*privileged[\s\S]*why:/);
  expect(readdirSync(folder)).toEqual([]);
});

test("an error that is waived with a reason does not", () => {
  const waiver = "waivers:\n  - rule: privileged\n    within: service web\n    reason: it drives the host's radio\n";
  writeFileSync(join(folder, "quaywright.policy.yaml"), waiver);
  expect(() => synth({ privileged: true })).not.toThrow();
});

test("a warning does not", () => {
  expect(() => synth({ restart: "no" })).not.toThrow();
});
