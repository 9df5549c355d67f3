/** What a shell is told. The guide to the command has the same table. */
export const EXIT = {
  /** All is well. */
  done: 0,
  /** The verdict was no, the person said no, or something failed that nobody expected. */
  failed: 1,
  /** An argument, an option, a variable or a file is wrong or missing. */
  wrongUsage: 2,
  /** The exchange refused: the credentials, their rights, or what has been switched off. */
  refused: 3,
  /** The exchange could not be reached, made no sense, or wants no requests for a while. */
  unreachable: 4,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
