import { hmacSigner } from "@listenkey/signing";
import { spot, toChanges as spotChanges } from "@listenkey/spot";
import { openUserDataStream } from "@listenkey/stream";
import { fetchTransport } from "@listenkey/transport-fetch";
import { toChanges as futuresChanges, umfutures } from "@listenkey/umfutures";
import { keysFromServer } from "./keys-from-server.mjs";

// Other hosts than Binance's, such as those of a simulated exchange; `{}` otherwise.
const { stream: streamHost, wsApi } = await (await fetch("/hosts.json")).json();

const futuresStream = openUserDataStream({
  product: umfutures,
  keys: keysFromServer("/listen-key"),
  transport: fetchTransport(),
  ...(streamHost && { environment: { stream: streamHost } }),
});
show(futuresStream, futuresChanges, document.querySelector("#futures"));

const form = document.querySelector("#credentials");
form.addEventListener("submit", (submission) => {
  submission.preventDefault();
  const { apiKey, secret } = Object.fromEntries(new FormData(form));
  form.remove(); // With what was typed; the signer holds a key that cannot be read back.
  const spotStream = openUserDataStream({
    product: spot,
    apiKey,
    signer: hmacSigner(secret),
    transport: fetchTransport(),
    ...(wsApi && { environment: { wsApi } }),
  });
  show(spotStream, spotChanges, document.querySelector("#spot"));
});

/** Lists what a stream brings, the latest first. Closing the page ends the stream; nothing else has to be done. */
function show(stream, toChanges, list) {
  stream
    .on("live", ({ proof }) => add(list, `live, as proved by ${proof}`, "note"))
    .on("interrupted", ({ cause }) => add(list, `interrupted: ${cause}`, "note"))
    .on("failed", ({ error }) => add(list, error.message, "gap"))
    .on("event", (event) => {
      if (event.type === "gap") return addGap(list, event);
      for (const change of toChanges(event)) {
        if (change.kind !== "order") continue;
        add(list, `${change.symbol} ${change.side} ${change.quantity} is ${change.status}`);
      }
    });
}

/** What happened in between is not sent again: have your server ask REST for it, then show the account anew. */
function addGap(list, gap) {
  const [from, to] = [gap.from, gap.to].map((time) => new Date(time).toLocaleTimeString());
  add(list, `unknown from ${from} to ${to}: ${gap.cause}`, "gap");
}

function add(list, text, className = "") {
  const line = Object.assign(document.createElement("li"), { textContent: text, className });
  list.prepend(line);
  while (list.childElementCount > 12) list.lastChild.remove();
}
