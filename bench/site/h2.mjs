// HTTP/2 over TLS before the edge, as CloudFront speaks it: node h2.mjs KEY CERTIFICATE PORT-OF-THE-EDGE; prints its port.

import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createSecureServer } from "node:http2";

const [key, cert, port] = process.argv.slice(2);
const OF_ONE_CONNECTION = ["connection", "keep-alive", "transfer-encoding"];

const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true });
server.on("request", (asked, answer) => {
  const headers = Object.fromEntries(Object.entries(asked.headers).filter(([name]) => !name.startsWith(":")));
  const passed = request({ host: "127.0.0.1", port, method: asked.method, path: asked.url, headers }, (told) => {
    const kept = Object.entries(told.headers).filter(([name]) => !OF_ONE_CONNECTION.includes(name));
    answer.writeHead(told.statusCode, Object.fromEntries(kept));
    told.pipe(answer);
  });
  passed.on("error", () => answer.destroy());
  asked.pipe(passed);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
