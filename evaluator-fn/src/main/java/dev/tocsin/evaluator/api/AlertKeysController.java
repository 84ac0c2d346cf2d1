package dev.tocsin.evaluator.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;

/** {@code /api/v1/alert-keys}: single keys of rules. */
@Controller("/api/v1/alert-keys")
class AlertKeysController {
  private final ExplainAlertKey explain;

  AlertKeysController(ExplainAlertKey explain) {
    this.explain = explain;
  }

  /**
   * Why a key is firing or not: its last results, since when it is in its state, what is left of
   * its cooldown, and what holds the watermark back.
   *
   * @param fingerprint of the labels of its alert, 16 hexadecimal digits
   */
  @ForViewers
  @Get("/{fingerprint}/why")
  Answer<Why> why(@PathVariable String fingerprint) {
    return Answer.of(explain.run(Parameters.fingerprint("fingerprint", fingerprint).orElseThrow()));
  }
}
