/**
 * Which way to open a socket where the documents dispute which of them works. Until an event has proved one, two lines
 * use different ones; from then on all new sockets use a proved one. Silence proves nothing, so it changes nothing.
 */
export class FormChoice {
  readonly #forms: readonly string[];
  readonly #proved: string[] = [];
  readonly #told: string[] = [];

  /** @param forms The safest first; one alone if there is no choice. */
  constructor(forms: readonly string[]) {
    this.#forms = forms;
  }

  /** The form for a new socket of a line; absent where there is no choice at all. */
  formFor(lane: number): string | undefined {
    return (
      this.#forms.find((form) => this.#proved.includes(form)) ??
      this.#forms[lane % this.#forms.length]
    );
  }

  /** An event has come by a form. */
  proved(form: string | undefined): void {
    if (form !== undefined && !this.#proved.includes(form)) this.#proved.push(form);
  }

  /**
   * A feed has never brought a type of event that another one has.
   *
   * @returns Whether that is the way of its form: it brings others, and the forms of the two differ. `news` the first time.
   */
  differs(
    form: string | undefined,
    otherForm: string | undefined,
    type: string,
  ): false | "news" | "known" {
    if (form === undefined || form === otherForm || !this.#proved.includes(form)) return false;
    const name = `${form} ${type}`;
    if (this.#told.includes(name)) return "known";
    this.#told.push(name);
    return "news";
  }
}
