import { type Browser, chromium, type Page } from "playwright-core";
import { engineAnswers } from "./engine";
import { onPath } from "./on-path";

const path = process.env.CHROMIUM_PATH ?? onPath("chromium", "chromium-browser", "google-chrome");

/** `describe`, for what needs an engine and a browser; skipped where one is missing. */
export const inBrowser: jest.Describe = (
  engineAnswers && path !== undefined ? describe : describe.skip
) as jest.Describe;

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: path ?? "" });

/** An open page and what went wrong on it, in the browser's own words. */
export async function visit(browser: Browser, url: string): Promise<{ page: Page; faults: readonly string[] }> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(url);
  return { page, faults };
}
