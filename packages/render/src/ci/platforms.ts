/** A platform, and the machine that builds for it. */
export interface Platform {
  readonly platform: string;
  /** Its name in tags. */
  readonly arch: string;
  /** GitHub's runner: https://docs.github.com/en/actions/reference/runners/github-hosted-runners */
  readonly github: string;
  /** GitLab's: https://docs.gitlab.com/ci/runners/hosted_runners/linux/ */
  readonly gitlab: string;
  /** Name of an emulator, where no hosted machine has that processor. */
  readonly emulator?: string;
}

const native: Readonly<Record<string, Pick<Platform, "github" | "gitlab">>> = {
  "linux/amd64": { github: "ubuntu-24.04", gitlab: "saas-linux-small-amd64" },
  "linux/arm64": { github: "ubuntu-24.04-arm", gitlab: "saas-linux-small-arm64" },
};

/** Each platform on a machine of its own kind, where there is one: emulation is several times slower. */
export const nativePlatforms = (platforms: readonly string[]): Platform[] =>
  platforms.map((platform) => {
    const arch = platform.replace(/^linux\//, "").replaceAll("/", "-");
    const machine = native[platform];
    return machine === undefined
      ? { platform, arch, ...native["linux/amd64"]!, emulator: arch.split("-")[0]! }
      : { platform, arch, ...machine };
  });
