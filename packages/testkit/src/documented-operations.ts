/** One operation of the API documents that the project started from. */
export interface DocumentedOperation {
  /** The document's own name for it. */
  readonly operation: string;
  readonly method: "POST" | "PUT" | "DELETE";
  readonly path: string;
  /** What the simulator calls the keys it is about. */
  readonly keysOf: string;
  /** The same operation here. */
  readonly call: "create" | "keepalive" | "revoke";
}

const CALLS = [
  ["create", "POST"],
  ["keepalive", "PUT"],
  ["revoke", "DELETE"],
] as const;

/** Every operation of the five documents; the two about USD-M futures name the same three. */
export const documentedOperations: readonly DocumentedOperation[] = [
  ...operations(
    "umfutures",
    "/fapi/v1/listenKey",
    (verb) => `umfutures_${verb.crud}_listen_key_v1`,
  ),
  ...operations("options", "/eapi/v1/listenKey", (verb) => `options_${verb.crud}_listen_key_v1`),
  ...operations(
    "spot",
    "/api/v3/userDataStream",
    (verb) => `spot_${verb.crud}_user_data_stream_v3`,
  ),
  ...operations(
    "margin-cross",
    "/sapi/v1/userDataStream",
    (verb) => `sapi_v1_user_data_stream_${verb.method.toLowerCase()}`,
  ),
];

function operations(
  keysOf: string,
  path: string,
  name: (verb: { readonly crud: string; readonly method: string }) => string,
): DocumentedOperation[] {
  const crud = { create: "create", keepalive: "update", revoke: "delete" };
  return CALLS.map(([call, method]) => ({
    operation: name({ crud: crud[call], method }),
    method,
    path,
    keysOf,
    call,
  }));
}
