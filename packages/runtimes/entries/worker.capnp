using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "cases",
      worker = (
        modules = [ (name = "worker", esModule = embed "worker.bundle.mjs") ],
        compatibilityDate = "2026-11-01",
        globalOutbound = "loopback",
      ),
    ),
    (name = "loopback", network = (allow = ["local"])),
  ],
  sockets = [ (name = "http", address = "127.0.0.1:0", http = (), service = "cases") ],
);
