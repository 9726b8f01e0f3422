// The first script of every page. The theme, if it can be before the first paint:
// what the visitor chose last time, else what the system prefers. And a watch over
// what else has to arrive.

import { arrived, watchArrival } from "./arrival.js";
import { chosen } from "./theme-choice.js";

const theme = chosen();
if (theme) document.documentElement.dataset.theme = theme;

arrived(document.currentScript);
watchArrival();
