import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import MarkdownIt from "markdown-it";
import { type RunOptions, run, start } from "./run";

/** A command of a page, with what the page says of it. */
export interface Printed {
  /** The headings above it. */
  readonly under: readonly string[];
  readonly line: string;
  readonly prints?: string;
  readonly endless: boolean;
}

/** The commands of a page in their order. */
export function printed(page: string): Printed[] {
  const found: Printed[] = [];
  const under: string[] = [];
  const tokens = new MarkdownIt({ html: true }).parse(page, {});
  tokens.forEach(({ content, info, tag, type }, index) => {
    const text = (tokens[index + 1]?.children ?? []).map((child) => child.content).join("");
    if (type === "heading_open") under.splice(Number(tag.slice(1)) - 1, 9, text);
    if (type !== "fence" || info !== "sh") return;
    const lines = content.trimEnd().split("\n");
    const next = tokens[index + 1]?.type === "paragraph_open" ? (tokens[index + 2]?.content ?? "") : "";
    const prints = /^It prints `+ ?(.*?) ?`+\.$/.exec(next)?.[1];
    lines.forEach((line, order) => {
      const last = order === lines.length - 1;
      found.push({
        under: [...under],
        line,
        ...(last && prints !== undefined && { prints }),
        endless: last && (next.startsWith("It goes on") || line.endsWith("--watch")),
      });
    });
  });
  return found;
}

const registryAnswers = (): boolean =>
  spawnSync("docker", ["manifest", "inspect", "postgres:17"], { stdio: "ignore", timeout: 20_000 }).status === 0;

/** https://www.freedesktop.org/software/systemd/man/latest/sd_booted.html */
const hasSystemd = (): boolean =>
  existsSync("/run/systemd/system") && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;

/** Types every command of a page that stands under these headings, in order, and compares what it prints. */
export async function followPage(
  page: readonly Printed[],
  under: readonly string[],
  options: RunOptions,
): Promise<void> {
  const chosen = page.filter((each) => under.every((heading) => each.under.includes(heading)));
  expect({ under, commands: chosen.length }).not.toEqual({ under, commands: 0 });
  for (const { endless, line, prints } of chosen) {
    if (line === "git pull") {
      // the copy comes from nowhere; what comes is another version of each module
      await run("sh", ["-c", "git ls-files '*.py' | xargs sed -i '$a # another version'"], options);
      continue;
    }
    if (endless) {
      const running = start("sh", ["-c", `exec ${line}`], options);
      await new Promise((wait) => setTimeout(wait, 8000));
      const { stderr } = await running.interrupt();
      expect({ line, stderr }).toEqual({ line, stderr: expect.not.stringMatching(/unknown|no such/i) });
      continue;
    }
    if (/^(?:sudo )?(?:systemctl |journalctl |docker\/schedule\.)/.test(line) && !hasSystemd()) continue;
    if (/compose .*pull /.test(line) && !registryAnswers()) continue;
    // where no registry answers, as on a plane, the bases that are there are as new as they get
    const typed = line.includes(" --pull") && !registryAnswers() ? line.replace(" --pull", "") : line;
    const { code, stderr, stdout } = await run("sh", ["-c", typed], { timeout: 600, ...options });
    const said = stdout + stderr;
    expect({ line, code, said: code === 0 ? "" : said }).toEqual({ line, code: 0, said: "" });
    if (prints !== undefined) expect({ line, said }).toEqual({ line, said: expect.stringContaining(prints) });
  }
}
