// The theme, before the first paint: what the visitor chose last time, else
// what the system prefers.

import { chosen } from "./theme-choice.js";

const theme = chosen();
if (theme) document.documentElement.dataset.theme = theme;
