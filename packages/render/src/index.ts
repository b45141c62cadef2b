export { marker, unmarked } from "./marker";
export { nxJson, planNx } from "./nx";
export { plan } from "./plan";
export type { PlannedFile } from "./planned-file";
