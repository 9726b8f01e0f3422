// A page of text.

import { marked } from "./progress.js";
import { offline, top } from "./top.js";

top();
marked();
offline();
