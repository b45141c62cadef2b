export { anchorOf, print, printPart } from "./print";
