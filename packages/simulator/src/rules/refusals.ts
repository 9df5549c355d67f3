/** Why the exchange refuses a request: the HTTP status, and the code and message of the body. */
export interface Refusal {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

/** Whether what came of something is a refusal. */
export function isRefusal(value: object): value is Refusal {
  return "status" in value && "code" in value && "message" in value;
}

/** The API key is missing or malformed. */
export const BAD_API_KEY_FORMAT: Refusal = {
  status: 401,
  code: -2014,
  message: "API-key format invalid.",
};

/** The API key is unknown or revoked, or not allowed from here. */
export const REJECTED_API_KEY: Refusal = {
  status: 401,
  code: -2015,
  message: "Invalid API-key, IP, or permissions for action.",
};

/** A mandatory parameter was not sent. */
export function missingParam(name: string): Refusal {
  return {
    status: 400,
    code: -1102,
    message: `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`,
  };
}

/** A parameter was sent without a value. */
export function emptyParam(name: string): Refusal {
  return { status: 400, code: -1105, message: `Parameter '${name}' was empty.` };
}

/** Parameters were sent that nobody reads. */
export function unreadParams(read: number, sent: number): Refusal {
  return {
    status: 400,
    code: -1104,
    message: `Not all sent parameters were read; read '${read}' parameter(s) but was sent '${sent}'.`,
  };
}

/** The listen key is not, or no longer, the account's. */
export function unknownListenKey(message: string): Refusal {
  return { status: 400, code: -1125, message };
}

/** A parameter is there, and is not what it should be. */
export function invalidParam(name: string): Refusal {
  return { status: 400, code: -1130, message: `Data sent for parameter '${name}' is not valid.` };
}

/** The signature is not the API key's over what was sent. */
export const INVALID_SIGNATURE: Refusal = {
  status: 400,
  code: -1022,
  message: "Signature for this request is not valid.",
};

/** The request was made too long ago. */
export const OUTSIDE_RECV_WINDOW: Refusal = {
  status: 400,
  code: -1021,
  message: "Timestamp for this request is outside of the recvWindow.",
};

/** The client's clock is ahead. */
export const AHEAD_OF_SERVER_TIME: Refusal = {
  status: 400,
  code: -1021,
  message: "Timestamp for this request was 1000ms ahead of the server's time.",
};
