// A page of text.

import { arrived, watchArrival } from "./arrival.js";
import { offline, top } from "./top.js";

top();
offline();
watchArrival();
arrived(document.currentScript);
