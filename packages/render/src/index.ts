export { marker, unmarked } from "./marker";
export { plan } from "./plan";
export type { PlannedFile } from "./planned-file";
