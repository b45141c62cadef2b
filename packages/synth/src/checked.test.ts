import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContainerStack } from "./container-stack";
import { LightProject } from "./light-project";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-checked-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function synth(compose: object, more: object = {}): void {
  const project = new LightProject({ name: "shop", outdir: folder, synth: ["true"] });
  new ContainerStack(project, {
    name: "shop",
    services: { web: { image: "example/web:1", compose } },
    ...more,
  } as never);
  project.synth();
}

test("an error stops a synth before anything is written, and says what and why", () => {
  expect(() => synth({ privileged: true })).toThrow(/nothing was written[\s\S]*privileged[\s\S]*why:/);
  expect(readdirSync(folder)).toEqual([]);
});

test("an error that is waived with a reason does not", () => {
  const waiver =
    "waivers:\n  - rule: privileged\n    within: service web\n    reason: it drives the host's radio\n    expires: 2999-01-31\n";
  writeFileSync(join(folder, "quaywright.policy.yaml"), waiver);
  expect(() => synth({ privileged: true })).not.toThrow();
});

const radio = {
  rule: "privileged",
  within: "service web",
  reason: "it drives the host's radio",
  owner: "Ada",
  expires: "2999-01-31",
};

test("nor does one that the declaration waives, until the waiver has ended", () => {
  expect(() => synth({ privileged: true }, { waivers: [radio] })).not.toThrow();
  expect(() => synth({ privileged: true }, { waivers: [{ ...radio, expires: "2020-01-31" }] })).toThrow(
    /ended on 2020-01-31/,
  );
  expect(() => synth({ privileged: true }, { waivers: [{ ...radio, reason: "no" }] })).toThrow(/reason/);
  const { expires, ...endless } = radio;
  expect(() => synth({ privileged: true }, { waivers: [endless] })).toThrow(/has no last day/);
});

describe("what would be written is there already", () => {
  const year = new Date().getUTCFullYear();
  const waivers = [{ ...radio, expires: `${year + 1}-01-31` }];

  beforeEach(() => {
    mkdirSync(join(folder, "node_modules"));
    synth({ privileged: true }, { waivers });
  });

  afterEach(() => jest.useRealTimers());

  test("and a waiver has ended since: the synth stops", () => {
    jest.useFakeTimers({ now: new Date(`${year + 1}-01-31`), doNotFake: ["nextTick"] });
    expect(() => synth({ privileged: true }, { waivers })).not.toThrow();
    jest.setSystemTime(new Date(`${year + 1}-02-01`));
    expect(() => synth({ privileged: true }, { waivers })).toThrow(/ended on/);
  });

  test("and the policy is another one: it is checked anew", () => {
    writeFileSync(join(folder, "quaywright.policy.yaml"), "severities: {image-no-digest: error}\n");
    expect(() => synth({ privileged: true }, { waivers })).toThrow(/image-no-digest/);
  });
});

test("a warning does not", () => {
  expect(() => synth({ restart: "no" })).not.toThrow();
});
