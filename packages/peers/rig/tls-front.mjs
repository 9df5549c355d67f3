// TLS in front of a plain server on loopback, with a certificate that lives as long as the run.
import { once } from "node:events";
import { connect } from "node:net";
import { createServer } from "node:tls";
import { generate } from "selfsigned";

const certificate = generate([{ name: "commonName", value: "loopback" }], {
  keyType: "ec",
  algorithm: "sha256",
  extensions: [
    { name: "basicConstraints", cA: true },
    { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] },
  ],
});

/**
 * @param {string} port The plain server's.
 * @returns {Promise<{ port: number, ca: string, close: () => Promise<void> }>}
 */
export async function serveTls(port) {
  const { private: key, cert } = await certificate;
  const open = new Set();
  const server = createServer({ key, cert }, (near) => {
    const far = connect(Number(port), "127.0.0.1");
    open.add(near);
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      // What goes wrong on one side ends the other.
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
    near.on("close", () => open.delete(near));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    port: server.address().port,
    ca: cert,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
