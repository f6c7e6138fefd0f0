// Opens documents in the YAML language server, as an editor does, and prints what it answers.
//
// Enters, as JSON on standard input:
//   { "folder", "settings", "documents": { name: { "path", "text", "at": [[line, character], …] } } }
// Leaves, as JSON on standard output:
//   { name: { "diagnostics": [{ "line", "message" }, …], "at": [{ "hover", "completions" }, …] } }
// The first argument is the server's start script.

import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const { folder, settings, documents } = JSON.parse(await text(process.stdin));
const server = spawn(process.execPath, [process.argv[2], "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
server.on("exit", (status) => process.exit(status ?? 1));

const answers = new Map();
const diagnostics = new Map();
let lastId = 0;
let lastVersion = 0; // never the same twice: the server keeps what it has read of a path by its version

function send(message) {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function request(method, params) {
  const id = ++lastId;
  send({ id, method, params });
  return new Promise((resolve, reject) => answers.set(id, { resolve, reject }));
}

function receive({ id, method, params, result, error }) {
  if (method === "textDocument/publishDiagnostics") {
    diagnostics.get(params.uri)?.(params.diagnostics);
  } else if (method === "workspace/configuration") {
    send({ id, result: params.items.map(({ section }) => settings[section] ?? null) });
  } else if (method && id !== undefined) {
    send({ id, result: null });
  } else if (answers.has(id)) {
    if (error) answers.get(id).reject(new Error(error.message));
    else answers.get(id).resolve(result);
  }
}

let received = Buffer.alloc(0);
server.stdout.on("data", (chunk) => {
  received = Buffer.concat([received, chunk]);
  for (;;) {
    const end = received.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(received.subarray(0, end).toString())[1]);
    if (received.length < end + 4 + length) return;
    const body = received.subarray(end + 4, end + 4 + length).toString();
    received = received.subarray(end + 4 + length);
    receive(JSON.parse(body));
  }
});

function published(uri) {
  return new Promise((resolve) => diagnostics.set(uri, resolve));
}

async function look({ path, text, at = [] }) {
  const uri = pathToFileURL(path).href;
  const opened = published(uri);
  send({
    method: "textDocument/didOpen",
    params: { textDocument: { uri, languageId: "yaml", version: ++lastVersion, text } },
  });
  const found = await opened;
  const looks = [];
  for (const [line, character] of at) {
    const place = { textDocument: { uri }, position: { line, character } };
    const hover = await request("textDocument/hover", place);
    const completions = await request("textDocument/completion", place);
    looks.push({
      hover: hover?.contents?.value ?? "",
      completions: (completions?.items ?? completions ?? []).map(({ label }) => label),
    });
  }
  // On closing, the server takes its diagnostics back: waited for, or they would answer for the next document of this path.
  const closed = published(uri);
  send({ method: "textDocument/didClose", params: { textDocument: { uri } } });
  await closed;
  return {
    diagnostics: found.map(({ range, message }) => ({ line: range.start.line + 1, message })),
    at: looks,
  };
}

const uri = pathToFileURL(folder).href;
await request("initialize", {
  processId: process.pid,
  rootUri: uri,
  workspaceFolders: [{ uri, name: "standards" }],
  capabilities: {
    workspace: { configuration: true, workspaceFolders: true },
    textDocument: { hover: { contentFormat: ["markdown"] }, completion: {}, publishDiagnostics: {} },
  },
});
send({ method: "initialized", params: {} });
send({ method: "workspace/didChangeConfiguration", params: { settings } });

const report = {};
for (const [name, document] of Object.entries(documents)) report[name] = await look(document);
console.log(JSON.stringify(report, null, 1));
process.exit(0);
