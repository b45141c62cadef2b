export { type Checked, check } from "./check";
export { main, usage } from "./cli";
export { policyIn } from "./config/file";
export { type Policy, type PolicyOptions, policyOf } from "./config/policy";
export type { Finding } from "./finding";
export { folderTree, memoryTree, type Repository, recover, type Tree } from "./recover";
export { type Rule, rule } from "./rule";
export { allRules, findRules } from "./rules";
