// Prints one line for each document: its file, the number of violations, and what they are. Colours need a browser; the documents set none but those of their one style.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import axe from "axe-core";
import { JSDOM } from "jsdom";

for (const file of process.argv.slice(2)) {
    const { window } = new JSDOM(readFileSync(file, "utf8"), { runScripts: "outside-only" });
    window.eval(axe.source);
    const { violations, passes } = await window.axe.run(window.document, { rules: { "color-contrast": { enabled: false } } });
    const found = violations.map(violation => `${violation.id}: ${violation.nodes[0].html}`).join("; ");
    console.log(`${basename(file)} ${violations.length} violations, ${passes.length} passes ${found}`.trim());
}
