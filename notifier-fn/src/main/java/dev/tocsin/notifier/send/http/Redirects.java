package dev.tocsin.notifier.send.http;

import dev.tocsin.platform.http.OutgoingAnswer;
import dev.tocsin.platform.http.OutgoingRequest;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows redirects (RFC 9110, 15.4). Another host gets no credentials, and its address is one that
 * a stranger named.
 */
final class Redirects {
  private static final int MOST = 10;
  private static final int TEMPORARY = 307;
  private static final int PERMANENT = 308;

  /** Headers that another host may have. */
  private static final Set<String> PLAIN = Set.of("content-type", "user-agent", "idempotency-key");

  private final HttpClients clients;

  Redirects(HttpClients clients) {
    this.clients = clients;
  }

  /** The answer at the end of the redirects, or the one that leads nowhere. */
  OutgoingAnswer follow(OutgoingRequest first, OutgoingAnswer answered, Duration within) {
    OutgoingRequest request = first;
    OutgoingAnswer answer = answered;
    for (int followed = 0; followed < MOST; followed++) {
      Optional<OutgoingRequest> next = next(request, answer);
      if (next.isEmpty()) {
        return answer;
      }
      request = next.get();
      boolean named = sameHost(first.uri(), request.uri());
      answer = named ? clients.send(request, within) : clients.follow(request, within);
    }
    throw new Unanswered("more than " + MOST + " redirects");
  }

  private static Optional<OutgoingRequest> next(OutgoingRequest request, OutgoingAnswer answer) {
    boolean keeps = answer.status() == TEMPORARY || answer.status() == PERMANENT;
    boolean changes = answer.status() >= 301 && answer.status() <= 303;
    if (answer.location().isEmpty() || !(keeps || changes)) {
      return Optional.empty();
    }
    URI uri = target(request.uri(), answer.location().get());
    return Optional.of(
        new OutgoingRequest(
            keeps ? request.method() : "GET",
            uri,
            sameHost(request.uri(), uri) ? request.headers() : plain(request.headers()),
            keeps ? request.body() : Optional.empty(),
            request.redaction()));
  }

  private static URI target(URI from, String location) {
    try {
      return Addresses.parse(from.resolve(location).toString(), "the target of a redirect");
    } catch (IllegalArgumentException e) {
      throw new Unanswered("the target of a redirect is no URL");
    }
  }

  private static boolean sameHost(URI first, URI second) {
    return first.getHost().equalsIgnoreCase(second.getHost());
  }

  private static Map<String, String> plain(Map<String, String> headers) {
    Map<String, String> kept = new LinkedHashMap<>(headers);
    kept.keySet().removeIf(name -> !PLAIN.contains(name.toLowerCase(Locale.ROOT)));
    return kept;
  }
}
