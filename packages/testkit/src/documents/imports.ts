/** One name that a text imports. */
export interface Import {
  /** What it is called in the text. */
  readonly name: string;
  /** What it is called where it comes from. */
  readonly exported: string;
  /** The module. */
  readonly from: string;
  /** Whether it is nothing but a type. */
  readonly isType: boolean;
}

/** Finds what a text imports, name by name. */
export function importsIn(code: string): readonly Import[] {
  const statements = code.matchAll(/\bimport (type )?([^;(]*?) from "([^"]*)";/g);
  return [...statements].flatMap(([, type, clause = "", from = ""]) =>
    namesIn(clause).map((one) => ({ ...one, from, isType: one.isType || type !== undefined })),
  );
}

/** The names under which a text knows what it imports. */
export function importedNames(code: string): readonly string[] {
  return importsIn(code).map(({ name }) => name);
}

function namesIn(clause: string): readonly Omit<Import, "from">[] {
  const [, inBraces = ""] = /\{([\s\S]*)\}/.exec(clause) ?? [];
  const outside = clause
    .replace(/\{[\s\S]*\}/, "")
    .replaceAll(",", "")
    .trim();
  const named = inBraces
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const isType = part.startsWith("type ");
      const [exported = "", name = exported] = part.replace(/^type /, "").split(" as ");
      return { name, exported, isType };
    });
  return outside === "" ? named : [{ name: outside, exported: "default", isType: false }, ...named];
}
