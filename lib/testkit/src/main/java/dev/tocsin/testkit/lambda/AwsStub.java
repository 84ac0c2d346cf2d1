package dev.tocsin.testkit.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.tocsin.testkit.lambda.HttpStub.Reply;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * As much of S3, Secrets Manager and SQS as functions use: objects and secrets are maps, messages
 * are taken and kept.
 */
public final class AwsStub implements AutoCloseable {
  private static final Map<String, String> XML = Map.of("Content-Type", "application/xml");
  private static final Map<String, String> JSON =
      Map.of("Content-Type", "application/x-amz-json-1.1");
  private static final Pattern MESSAGE =
      Pattern.compile("(?:\"Id\":\"([^\"]+)\",)?\"MessageBody\":\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern SECRET = Pattern.compile("\"SecretId\":\"([^\"]+)\"");

  private final Map<String, String> objects = new ConcurrentSkipListMap<>();
  private final Set<String> latin1 = new ConcurrentSkipListSet<>();
  private final Map<String, String> secrets = new ConcurrentSkipListMap<>();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final HttpStub server = new HttpStub(this::answer);
  private volatile boolean down;

  public URI address() {
    return server.address();
  }

  /** Texts by {@code BUCKET/KEY}. */
  public Map<String, String> objects() {
    return objects;
  }

  /** Gives out this object as ISO 8859-1 and not as UTF-8. */
  public void asLatin1(String path) {
    latin1.add(path);
  }

  /** Texts by ARN. */
  public Map<String, String> secrets() {
    return secrets;
  }

  /** The requests that sent messages, as JSON. */
  public List<String> sent() {
    return List.copyOf(sent);
  }

  /** Methods and paths of all requests, in order. */
  public List<String> asked() {
    return server.asked();
  }

  public void forget() {
    server.forget();
  }

  /** Whether all requests are refused from now on. */
  public void down(boolean now) {
    down = now;
  }

  private Reply answer(HttpExchange request, String body) {
    if (down) {
      return new Reply(503, XML, "<Error><Code>SlowDown</Code></Error>");
    }
    @Nullable String target = request.getRequestHeaders().getFirst("X-Amz-Target");
    if (target == null) {
      return object(request);
    }
    return target.endsWith("GetSecretValue") ? secret(body) : message(body);
  }

  private Reply object(HttpExchange request) {
    String path = request.getRequestURI().getPath().substring(1);
    @Nullable String query = request.getRequestURI().getQuery();
    if (query != null && query.contains("list-type=2")) {
      return list(path.replaceAll("/$", "") + "/" + query.replaceAll(".*prefix=([^&]*).*", "$1"));
    }
    @Nullable String text = objects.get(path);
    if (text == null) {
      return new Reply(404, XML, "<Error><Code>NoSuchKey</Code></Error>");
    }
    return tag(text).equals(request.getRequestHeaders().getFirst("If-None-Match"))
        ? new Reply(304, Map.of("ETag", tag(text)), "")
        : new Reply(
            200, Map.of("ETag", tag(text)), text, latin1.contains(path) ? ISO_8859_1 : UTF_8);
  }

  private Reply list(String prefix) {
    String found =
        objects.entrySet().stream()
            .filter(object -> object.getKey().startsWith(prefix))
            .map(object ->
                "<Contents><Key>%s</Key><ETag>%s</ETag></Contents>"
                    .formatted(
                        object.getKey().substring(object.getKey().indexOf('/') + 1),
                        tag(object.getValue())))
            .collect(Collectors.joining());
    return new Reply(
        200,
        XML,
        "<ListBucketResult><IsTruncated>false</IsTruncated>" + found + "</ListBucketResult>");
  }

  private Reply secret(String body) {
    @Nullable String text = secrets.get(only(SECRET, body));
    return text == null
        ? new Reply(400, JSON, "{\"__type\":\"ResourceNotFoundException\"}")
        : new Reply(200, JSON, "{\"SecretString\":\"" + text + "\"}");
  }

  private Reply message(String body) {
    sent.add(body);
    List<String> taken = MESSAGE.matcher(body).results().map(AwsStub::taken).toList();
    return new Reply(
        200,
        JSON,
        body.contains("\"Entries\"")
            ? "{\"Successful\":[" + String.join(",", taken) + "],\"Failed\":[]}"
            : taken.getFirst());
  }

  /** The sender compares the digest with its own. */
  private static String taken(MatchResult message) {
    String text = message.group(2).translateEscapes();
    return "{\"Id\":\"%s\",\"MessageId\":\"m\",\"MD5OfMessageBody\":\"%s\"}"
        .formatted(message.group(1), md5(text));
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }

  private static String only(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).findFirst().orElse("");
  }

  private static String tag(String text) {
    return "\"" + Integer.toHexString(text.hashCode()) + "\"";
  }

  @Override
  public void close() {
    server.close();
  }
}
