export { renderSite } from "./site";
