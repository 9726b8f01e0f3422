// A page of text.

import { arrived, watchArrival } from "./arrival.js";
import { marked } from "./progress.js";
import { offline, top } from "./top.js";

top();
marked();
offline();
watchArrival();
arrived(document.currentScript);
