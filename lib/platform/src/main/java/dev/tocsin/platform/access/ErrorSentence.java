package dev.tocsin.platform.access;

/** One sentence for the sender of a request that a filter or the framework refuses. */
public final class ErrorSentence {
  private ErrorSentence() {}

  /**
   * The sentence for a status.
   *
   * @param said what the refusal says of itself; may be blank
   */
  public static String of(int status, String said) {
    return switch (status) {
      case 404 -> "there is nothing at this address";
      case 405 -> "this address does not take this method";
      case 500 -> "the request has failed; the log says why";
      default ->
          said.isBlank()
              ? otherwise(status)
              : said.endsWith("Empty body") ? "there is no body" : said;
    };
  }

  private static String otherwise(int status) {
    return switch (status) {
      case 401 -> "credentials are missing or wrong";
      case 403 -> "this is not allowed to you";
      case 503 -> "not now; try again";
      default -> status < 500 ? "the request cannot be understood" : "something broke; try again";
    };
  }
}
