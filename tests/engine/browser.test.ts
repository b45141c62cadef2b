import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { inBrowser, launch, visit } from "./chromium";
import { TestStack } from "./stack";

jest.setTimeout(600_000);

let browser: Browser;
let stack: TestStack;
let page: Page;
let faults: readonly string[];

const day = "/day/2025-03-15";
const heading = () => page.locator("h1").textContent();
const says = (text: string) => page.getByText(text, { exact: true }).waitFor();
const entry = (title: string) => page.getByRole("listitem").filter({ hasText: title });

async function addEntry(title: string, minutes: number): Promise<void> {
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Minutes").fill(String(minutes));
  await page.getByRole("button", { name: "Add entry" }).click();
  await entry(title).getByText(`${minutes} min`).waitFor();
}

afterEach(async () => {
  await page?.close();
  expect(faults).toEqual([]);
});

inBrowser("django-react in production, seen in a browser", () => {
  beforeAll(async () => {
    stack = await TestStack.create({
      template: "django-react",
      environment: "production",
      env: { ALLOWED_HOSTS: "127.0.0.1,localhost" },
    });
    stack.writeSecrets();
    await stack.succeed(["up", "--build", "--wait"]);
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await stack?.remove();
  });

  const open = async (path: string): Promise<void> => {
    ({ page, faults } = await visit(browser, stack.url("nginx", path)));
  };

  test("an entry and its file, added on a page that was opened by its address, outlast a reload", async () => {
    await open(day);
    expect(await heading()).toBe("Saturday, March 15, 2025");
    await says("Nothing yet.");

    await addEntry("Write the report", 90);
    const file = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("What was said\n") };
    await page.getByLabel("Attachment for Write the report").setInputFiles(file);
    await entry("Write the report").getByRole("link").click();
    await page.waitForURL("**/media/**/*.txt");
    expect(await page.locator("body").textContent()).toContain("What was said");

    await page.goBack();
    await page.reload();
    await says("90 minutes in all");
    expect(await entry("Write the report").getByRole("link").textContent()).toMatch(/^notes.*\.txt$/);
  });

  test("a link leads to another day, the browser's history back and forth", async () => {
    await open("/day/2024-02-29");
    await page.getByRole("link", { name: "Next day" }).click();
    await says("Friday, March 1, 2024");
    await page.goBack();
    await says("Thursday, February 29, 2024");
    await page.goForward();
    await says("Friday, March 1, 2024");
    expect(new URL(page.url()).pathname).toBe("/day/2024-03-01");
  });

  test("an address that the application does not know shows that there is no page", async () => {
    await open("/no/such/page");
    await says("Page not found");
    await page.getByRole("link", { name: "Go to today" }).click();
    await page.waitForURL("**/day/*");
  });
});

inBrowser("django-react in development, seen in a browser", () => {
  beforeAll(async () => {
    stack = await TestStack.create({
      template: "django-react",
      environment: "development",
      ...(process.getuid?.() === 0 && { owner: 1000 }),
    });
    await stack.succeed(["up", "--build", "--wait"]);
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await stack?.remove();
  });

  beforeEach(async () => {
    ({ page, faults } = await visit(browser, stack.url("frontend", day)));
    await says("Saturday, March 15, 2025");
  });

  test("an entry goes through Vite to the API", async () => {
    expect(await page.locator('script[src="/@vite/client"]').count()).toBe(1);
    await addEntry("Try it", 5);
    await page.reload();
    await says("5 minutes in all");
  });

  test("an edit of a source shows in the open page, which is not loaded anew", async () => {
    await page.evaluate("window.opened = 'before the edit'");
    const source = join(stack.folder, "frontend/src/version.ts");
    const shown = page.getByTestId("version");
    expect(readFileSync(source, "utf8")).toContain(await shown.textContent());
    writeFileSync(source, 'export const version = "2.0.0-edited";\n');
    await shown.getByText("2.0.0-edited").waitFor();
    expect(await page.evaluate("window.opened")).toBe("before the edit");
  });
});
