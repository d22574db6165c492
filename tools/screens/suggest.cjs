// Prints, as JSON, what Amazon's own reader of documents finds in those that are named: {"card.json": [...], ...}.
const { readFileSync } = require("node:fs");
const { basename } = require("node:path");

const [suggester, ...documents] = process.argv.slice(2);
const { StaticAplTemplateValidator } = require(suggester);

async function main() {
  const told = console.log;
  // It thinks aloud.
  console.log = () => {};
  const findings = {};
  // One after the other: it cannot read two at a time.
  for (const path of documents) {
    findings[basename(path)] = await new StaticAplTemplateValidator().validate(JSON.parse(readFileSync(path, "utf-8")));
  }
  told(JSON.stringify(findings));
}

main();
