/** Why an act did not happen: a code for the program, a sentence for the person. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    /** The code, `nik_of_another`, `unreachable`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** Whatever was thrown, as a Failure. `unreachable` is said where the other side gave no sentence. */
  static from(thrown: unknown, unreachable: string): Failure {
    if (thrown instanceof Failure) return thrown;
    if (typeof thrown === "object" && thrown !== null && "message" in thrown) {
      const { message } = thrown;
      const code = "code" in thrown ? thrown.code : "error" in thrown ? thrown.error : undefined;
      if (typeof code === "string" && typeof message === "string") return new Failure(code, message);
    }
    return new Failure("unreachable", unreachable);
  }
}
