export { quote } from "./quote";
export { comment, print, raw, type Script, script } from "./script";
export { type Interpolated, sh } from "./sh";
