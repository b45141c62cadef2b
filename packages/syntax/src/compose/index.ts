export { escapeInterpolation, type Interpolation, interpolation } from "./interpolate";
