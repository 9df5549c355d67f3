/** The part of the account that an event of futures is about: `UM` for USD-M, `CM` for COIN-M. */
export type BusinessUnit = "UM" | "CM" | (string & {});
