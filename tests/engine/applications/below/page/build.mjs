import { mkdirSync, writeFileSync } from "node:fs";

mkdirSync("../site/shop/static/page", { recursive: true });
writeFileSync("../site/shop/static/page/page.js", "built without a package\n");
