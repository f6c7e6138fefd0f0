/* A script and how it is published, one after the other, for every pair of arguments: whether both are the same program. */

import { readFileSync } from "node:fs";
import { parse } from "../node_modules/acorn/dist/acorn.mjs";

const program = (path) =>
  JSON.stringify(parse(readFileSync(path, "utf-8"), { ecmaVersion: "latest", sourceType: "module" }), (key, value) =>
    ["start", "end", "raw"].includes(key) && typeof value !== "object"
      ? undefined
      : typeof value === "bigint"
        ? `${value}n`
        : value,
  );

const [, , ...paths] = process.argv;
const different = paths.filter((path, index) => index % 2 === 0 && program(path) !== program(paths[index + 1]));
console.log(different.join("\n"));
