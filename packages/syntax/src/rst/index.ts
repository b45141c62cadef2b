export { print, printPart } from "./print";
