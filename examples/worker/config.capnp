# For `workerd serve`, which dev.mjs runs: the worker on this machine, told by the environment.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .accountStreams),
    (name = "internet", network = (
      allow = ["public", "private", "local"],
      tlsOptions = (trustBrowserCas = true)
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "main")],
);

const accountStreams :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "dist/worker.mjs")],
  compatibilityDate = "2025-09-01",
  durableObjectNamespaces = [
    (className = "AccountStream", uniqueKey = "account-streams", enableSql = true),
  ],
  durableObjectStorage = (inMemory = void),
  bindings = [
    (name = "ACCOUNTS", durableObjectNamespace = "AccountStream"),
    (name = "BINANCE_API_KEY", fromEnvironment = "BINANCE_API_KEY"),
    (name = "BINANCE_API_KEY_ALPHA", fromEnvironment = "BINANCE_API_KEY_ALPHA"),
    (name = "BINANCE_API_KEY_BETA", fromEnvironment = "BINANCE_API_KEY_BETA"),
    (name = "LISTENKEY_REST", fromEnvironment = "LISTENKEY_REST"),
    (name = "LISTENKEY_STREAM", fromEnvironment = "LISTENKEY_STREAM"),
  ],
);
