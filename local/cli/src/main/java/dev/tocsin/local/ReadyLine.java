package dev.tocsin.local;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The line by which {@code tocsin up} and {@code serve} say that they take records: {@code ready
 * kafka=… http=… postgres=…}.
 */
public record ReadyLine(Map<String, String> addresses) {
  private static final String READY = "ready ";

  public ReadyLine {
    addresses = Map.copyOf(addresses);
  }

  /** What a line of the output says; none when it is another one. */
  public static Optional<ReadyLine> parse(String line) {
    if (!line.startsWith(READY)) {
      return Optional.empty();
    }
    Map<String, String> addresses = new HashMap<>();
    for (String word : line.substring(READY.length()).split(" ", -1)) {
      int at = word.indexOf('=');
      if (at > 0) {
        addresses.put(word.substring(0, at), word.substring(at + 1));
      }
    }
    return Optional.of(new ReadyLine(addresses));
  }

  /**
   * One of the addresses.
   *
   * @throws IllegalStateException when the line does not name it
   */
  public String address(String name) {
    return Optional.ofNullable(addresses.get(name))
        .orElseThrow(() -> new IllegalStateException("the ready line names no " + name));
  }

  /** Where HTTP is served. */
  public URI http() {
    return URI.create(address("http"));
  }
}
