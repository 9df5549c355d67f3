import type { Clock, Transport } from "@listenkey/core";

/** An exchange that says yes to everything and has nothing to tell, and keeps nothing in memory but a socket's handlers. */
export function quietExchange(clock: Clock): Transport {
  return {
    name: "quiet",
    send: ({ headers }) => {
      const listenKey = headers["x-mbx-apikey"]?.toUpperCase();
      return Promise.resolve({ status: 200, headers: {}, body: JSON.stringify({ listenKey }) });
    },
    connect(_request, handlers) {
      const soon = (act: () => void): void => void clock.setTimer(1, act, { ref: false });
      soon(() => handlers.open());
      return {
        send: (text) => {
          const { id } = JSON.parse(text) as { readonly id: number };
          soon(() => handlers.message(JSON.stringify({ result: null, id })));
        },
        close: () => undefined,
      };
    },
  };
}
