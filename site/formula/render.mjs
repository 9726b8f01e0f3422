// Typesets formulas: reads a list of {tex, display} as JSON from standard input
// and writes the list of their HTML.
//
// \sym{name}{…} binds a part of a formula to the scene's figure of that name.

import { readFileSync } from "node:fs";
import katex from "katex";

const formulas = JSON.parse(readFileSync(0, "utf8"));
const macros = {
  "\\sym": "\\htmlData{symbol=#1}{#2}",
  "\\T": "^{\\mathsf{T}}",
  "\\Hbar": "\\bar{H}",
  "\\gbar": "\\bar{g}",
  "\\lint": "\\lambda_{\\text{int}}",
};
const set = formulas.map(({ tex, display }) => {
  try {
    return katex.renderToString(tex, {
      displayMode: display,
      output: "htmlAndMathml",
      throwOnError: true,
      macros: { ...macros },
      strict: (code) => (code === "htmlExtension" ? "ignore" : "error"),
      trust: ({ command }) => command === "\\htmlData",
    });
  } catch (error) {
    console.error(`${tex}\n${error.message}`);
    process.exit(1);
  }
});
process.stdout.write(JSON.stringify(set));
