import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderHandbook } from "@quaywright/handbook";
import { resolve, type Stack, type UncheckedDeclaration } from "@quaywright/model";
import { type Browser, chromium, type Page } from "playwright-core";
import { onPath } from "../engine/on-path";
import { templates } from "./stacks";

jest.setTimeout(120_000);

/** A program for the page, which knows types of the browser. */
const faults = readFileSync(join(__dirname, "picture.page.js"), "utf8");

const path = process.env.CHROMIUM_PATH ?? onPath("chromium", "chromium-browser", "google-chrome");
const inBrowser = path === undefined ? describe.skip : describe;

/** The picture of one environment: that of its own page in reStructuredText. */
function pictureOf(stack: Stack): string {
  const page = { path: "a.rst", format: "rst", parts: ["overview"], marked: false } as const;
  const file = renderHandbook([{ ...stack, pages: [page] }]).find((each) => each.path.endsWith(".svg"));
  if (file === undefined || !("text" in file)) throw new Error("no picture");
  return file.text;
}

/** Twelve services that reach one another in every way that there is. */
const crowd: UncheckedDeclaration = {
  name: "crowd",
  services: Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `service-with-a-long-name-${index}`,
      {
        image: "registry.example.com/team/some-long-image-name:1.2.3",
        port: 8000 + index,
        ...(index < 3 && { publish: 9000 + index, publishOn: "127.0.0.1" }),
        reaches: [index * 2 + 1, index * 2 + 2, index + 3]
          .filter((each) => each < 12)
          .map((each) => `service-with-a-long-name-${each}`),
        volumes: { data: "/data", "another-volume": "/other" },
        variables: {},
      },
    ]),
  ),
};

/** Services that reach one another in a circle, one of them with the name of what is outside. */
const circle: UncheckedDeclaration = {
  name: "circle",
  services: Object.fromEntries(
    ["outside", "b", "c", "d"].map((name, index, names) => [
      name,
      {
        image: "app:1",
        port: 8000,
        reaches: [names[(index + 1) % 4], ...(index === 2 ? ["outside"] : [])],
        ...(index === 0 && { publish: 8000, publishOn: "127.0.0.1" }),
      },
    ]),
  ),
};

function stacksOf(declaration: UncheckedDeclaration): readonly Stack[] {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.stacks;
}

const pictures = [...templates.flatMap(({ stacks }) => stacks), ...stacksOf(crowd), ...stacksOf(circle)].map(
  (stack) => [`${stack.name}, ${stack.environment}`, pictureOf(stack)] as const,
);

inBrowser("the picture of a stack", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: path ?? "" });
  });
  afterAll(() => browser.close());

  const views = [360, 768, 1280, 1600].flatMap((width) =>
    (["light", "dark"] as const).map((scheme) => [width, scheme] as const),
  );

  describe.each(pictures)("%s", (_, svg) => {
    test.each(views)("is whole and can be read at %i px, %s", async (width, colorScheme) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      await page.setContent(
        `<body style="margin:0">${svg.replace("<svg ", '<svg style="max-width:100%;height:auto" ')}`,
      );
      expect(await page.evaluate<string[]>(faults)).toEqual([]);
      await page.close();
    });
  });

  test("what is wrong with a picture is found", async () => {
    const broken = async (change: (page: Page) => Promise<unknown>): Promise<string[]> => {
      const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
      await page.setContent(`<body style="margin:0">${pictures[0]![1]}`);
      await change(page);
      const found = await page.evaluate<string[]>(faults);
      await page.close();
      return found;
    };
    expect(await broken((page) => page.addStyleTag({ content: ".name{fill:#ccc !important}" }))).not.toEqual([]);
    const shrunk = (page: Page) => page.evaluate('document.querySelector("svg").style = "width:150px;height:auto"');
    expect((await broken(shrunk)).join()).toMatch(/px small/);
    expect(await broken((page) => page.addStyleTag({ content: "text{font-size:30px !important}" }))).not.toEqual([]);
    expect(
      await broken((page) => page.evaluate('document.querySelector(".box").setAttribute("height", "400")')),
    ).not.toEqual([]);
  });
});
