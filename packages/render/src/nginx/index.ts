export { elsewhereOf, renderElsewhere } from "./elsewhere";
export { renderSite } from "./site";
