// Checks SARIF logs against the schema: node sarif.mjs SCHEMA LOG...
// ajv and ajv-formats are found below the folder in NODE_MODULES.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_MODULES, "x.js"));
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const [schema, ...logs] = process.argv.slice(2);
if (logs.length === 0) throw new Error("no log to check");
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
let failed = 0;
for (const log of logs) {
  const document = JSON.parse(readFileSync(log, "utf8"));
  const results = document.runs?.[0]?.results?.length ?? 0;
  if (!validate(document)) {
    failed++;
    console.error(log, validate.errors);
  } else if (results === 0) {
    failed++;
    console.error(`${log}: valid, but it has no result, so nothing was checked`);
  } else {
    console.log(`${log}: valid SARIF 2.1.0 with ${results} results`);
  }
}
process.exit(failed ? 1 : 0);
