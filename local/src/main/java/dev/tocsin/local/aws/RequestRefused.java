package dev.tocsin.local.aws;

/** A request that gets {@link #answer()} instead of reaching its route. */
final class RequestRefused extends RuntimeException {
  private final transient Answer answer;

  RequestRefused(int status, String title, String detail) {
    super(detail, null, false, false);
    this.answer = Answer.problem(status, title, detail);
  }

  Answer answer() {
    return answer;
  }
}
