import { estimatedSize } from "../../facts/variables";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "image-size-budget",
  on: "image",
  severity: "info",
  meaning: "An image will be larger than it needs to be.",
  reason: "It takes long to push, pull and start, and holds programs that help an attacker.",
  how: "A rough sum, in megabytes, of what the base is known to take and of the packages that are installed; told above 1 000.",
  fix: "Build in one stage and copy the result into a slim one.",
  bad: 'FROM node:24\nRUN apt-get update && apt-get install -y texlive-full chromium\nCMD ["node", "app.js"]\n',
  good: 'FROM node:24-slim\nCMD ["node", "app.js"]\n',
  check(stage, tell) {
    const image = imageOfStage(stage);
    const size = estimatedSize(image);
    if (size !== undefined && size > 1000)
      tell({ at: stage.base.at, says: `The image will take about ${Math.round(size / 100) / 10} GB.` });
  },
});
