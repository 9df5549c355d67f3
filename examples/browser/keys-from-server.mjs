/**
 * Listen keys from a server of your own, such as that of ../node/key-server.mjs, for the option `keys`. It uses nothing
 * but `fetch`, so it serves every runtime.
 */
export function keysFromServer(url, headers = {}) {
  let current;

  async function ask(more, { signal }) {
    const response = await fetch(url, { method: "POST", headers: { ...headers, ...more }, signal });
    if (!response.ok) throw new Error(`status ${response.status}`); // To be asked again.
    const { listenKey, validForMs } = await response.json();
    current = listenKey;
    return { listenKey, expiresAt: Date.now() + validForMs };
  }

  return {
    // Another key is wanted, so the one before has ended.
    create: (call) => ask(current ? { "x-expired-listen-key": current } : {}, call),
    // The server renews its key by itself.
    renew: (_, call) => ask({}, call),
  };
}
