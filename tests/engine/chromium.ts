import { type Browser, chromium, type Page } from "playwright-core";
import { engineAnswers } from "./engine";
import { onPath } from "./on-path";

const path = process.env.CHROMIUM_PATH ?? onPath("chromium", "chromium-browser", "google-chrome");

/** `describe`, for what needs an engine and a browser; skipped where one is missing. */
export const inBrowser: jest.Describe = (
  engineAnswers && path !== undefined ? describe : describe.skip
) as jest.Describe;

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: path ?? "" });

/** What Chromium says of every request under way when an interface of the machine comes up, as containers' do. */
const elsewhere = /ERR_NETWORK_CHANGED/;

/** An open page and what went wrong on it, in the browser's own words. It is loaded again where the machine was to blame. */
export async function visit(browser: Browser, url: string): Promise<{ page: Page; faults: readonly string[] }> {
  for (let attempt = 1; ; attempt++) {
    const page = await browser.newPage();
    const faults: string[] = [];
    let disturbed = false;
    const note = (text: string): void => {
      if (elsewhere.test(text)) disturbed = true;
      else faults.push(text);
    };
    page.on("console", (message) => message.type() === "error" && note(message.text()));
    page.on("pageerror", (error) => note(error.message));
    await page.goto(url, { waitUntil: "networkidle" }).catch((error: Error) => {
      if (!elsewhere.test(error.message)) throw error;
      disturbed = true;
    });
    if (!disturbed || attempt === 5) return { page, faults };
    await page.close();
  }
}
