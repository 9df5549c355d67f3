// Gives the listen key of a USD-M futures account to programs that shall not have the API key, until Ctrl-C.
//
//   BINANCE_API_KEY=… ACCESS_TOKEN=… node key-server.mjs
//   curl -X POST -H "authorization: Bearer $ACCESS_TOKEN" http://127.0.0.1:8787/listen-key
//
// Behind a proxy that speaks HTTPS it can serve others than this machine. key-client.mjs is a program that asks it.
import { createServer } from "node:http";
import process from "node:process";
import { createKeyEndpoint } from "./key-endpoint.mjs";

const {
  BINANCE_API_KEY: apiKey = "",
  ACCESS_TOKEN: token,
  LISTENKEY_REST: rest,
  PORT: port = "8787",
} = process.env;

const endpoint = createKeyEndpoint({ apiKey, rest, token });
const server = createServer((request, response) => {
  if (request.url === "/listen-key") return endpoint.answer(request, response);
  response.writeHead(404).end();
});

server.listen(Number(port), "127.0.0.1", () => {
  console.log(`POST http://127.0.0.1:${server.address().port}/listen-key gives the key`);
});

process.once("SIGINT", async () => {
  server.close();
  server.closeAllConnections();
  await endpoint.close();
});
