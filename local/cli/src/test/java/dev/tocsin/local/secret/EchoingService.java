package dev.tocsin.local.secret;

import dev.tocsin.testkit.http.RawServer;
import dev.tocsin.testkit.http.RawServer.Received;
import dev.tocsin.testkit.http.RawServer.Reply;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * A service that says back what it was sent, fails, is slow, or hangs up, as chance will have it.
 */
final class EchoingService implements AutoCloseable {
  /** What a service does with a request. */
  enum Behaviour {
    ACCEPTS,
    ECHOES_400,
    ECHOES_500,
    ECHOES_IN_HEADERS,
    REDIRECTS_TO_IT,
    ECHOES_NO_HTTP,
    CLOSES,
    IS_SLOW
  }

  private final RawServer server = new RawServer();
  private final Random random;
  private final int kindness;
  private final Map<Behaviour, Integer> done = new EnumMap<>(Behaviour.class);

  /**
   * Starts one.
   *
   * @param kindness how many of ten requests it accepts, beside those by chance
   */
  EchoingService(long seed, int kindness) {
    random = new Random(seed);
    this.kindness = kindness;
    server.replies(this::reply);
  }

  URI url() {
    return URI.create(server.url());
  }

  RawServer server() {
    return server;
  }

  /** How often each was done. */
  synchronized Map<Behaviour, Integer> done() {
    return Map.copyOf(done);
  }

  private synchronized Reply reply(Received request) {
    Behaviour[] all = Behaviour.values();
    Behaviour behaviour =
        random.nextInt(10) < kindness ? Behaviour.ACCEPTS : all[random.nextInt(all.length)];
    done.merge(behaviour, 1, Integer::sum);
    String echo = echo(request.echo());
    return switch (behaviour) {
      case ACCEPTS -> Reply.of(200, echo);
      case ECHOES_400 -> Reply.of(400, echo);
      case ECHOES_500 -> Reply.of(500, echo);
      case ECHOES_IN_HEADERS ->
          Reply.of(503, echo, "Retry-After: " + line(echo), "X-Echo: " + line(echo));
      case REDIRECTS_TO_IT -> Reply.of(302, echo, "Location: " + server.url() + "/?" + line(echo));
      case ECHOES_NO_HTTP -> Reply.raw(line(echo) + "\r\n\r\n").thenClose();
      case CLOSES -> Reply.CLOSE;
      case IS_SLOW ->
          Reply.dripping("HTTP/1.1 500 No\r\nContent-Length: 100000\r\n\r\n" + line(echo), "x");
    };
  }

  /** So that what is secret comes near the begin, whole or cut. */
  private String echo(String request) {
    int token = request.indexOf("token=");
    int secret = token >= 0 ? token : Math.max(0, request.indexOf("authorization"));
    String from = request.substring(Math.max(0, secret - random.nextInt(250)));
    EchoForm[] forms = EchoForm.values();
    return forms[random.nextInt(forms.length)].write(from);
  }

  private static String line(String text) {
    String line = text.replaceAll("[^\\x20-\\x7e]", " ");
    return line.substring(0, Math.min(line.length(), 4_000));
  }

  @Override
  public void close() {
    server.close();
  }
}
