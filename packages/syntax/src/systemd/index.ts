export { type Calendar, calendar } from "./calendar";
export { command } from "./command";
export { type Assignment, print, type Section } from "./print";
