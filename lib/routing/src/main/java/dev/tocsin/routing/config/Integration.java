package dev.tocsin.routing.config;

/**
 * One way to reach a receiver.
 *
 * @param index its place among those of its kind, from 0
 * @param sendResolved whether the end of alerts is notified
 */
public record Integration(
    String receiver, String kind, int index, boolean sendResolved, IntegrationSettings settings) {

  /** Its name in rows, meters and answers: {@code team-db/webhook[0]}. */
  public String key() {
    return receiver + "/" + kind + "[" + index + "]";
  }
}
