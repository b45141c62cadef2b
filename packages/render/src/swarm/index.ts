export { labelOf } from "./placement";
export { renderStackFile, secretsOf, versionOf } from "./stack-file";
