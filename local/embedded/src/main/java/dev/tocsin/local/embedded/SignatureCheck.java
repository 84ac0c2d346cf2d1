package dev.tocsin.local.embedded;

import static java.util.stream.Collectors.joining;

import dev.tocsin.core.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides whether a request is signed by AWS's Signature Version 4 with one key, for one service in
 * any region. Stricter than AWS: the path is plain, there is no query, and every header that says
 * what to do ({@code Content-Type}, {@code X-Amz-…}) must be signed.
 *
 * @param key the only one whose signatures count
 * @param service as it stands in the scope of a signature: {@code sqs}
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
record SignatureCheck(AccessKey key, String service) {
  /** How far the clock of a sender may be from ours, as AWS has it. */
  static final Duration VALID_FOR = Duration.ofMinutes(15);

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String TERMINATOR = "aws4_request";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          ALGORITHM
              + " Credential=([^/, ]+)/(\\d{8})/([a-z0-9-]+)/([a-z0-9-]+)/"
              + TERMINATOR
              + ", ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");
  private static final Pattern PLAIN_PATH = Pattern.compile("/[A-Za-z0-9._~/-]*");

  /**
   * What was received, but for the body.
   *
   * @param path as it was sent
   * @param query what was sent behind the question mark; empty when there was none
   * @param headers by name in lower case, all values of one name joined by commas
   */
  record Head(String method, String path, String query, SortedMap<String, String> headers) {
    Head {
      headers = new TreeMap<>(headers);
    }

    private String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** What a head claims, whose signature is to be compared. */
  record Claim(Head head, String scope, List<String> signed, String signature) {
    Claim {
      signed = List.copyOf(signed);
    }
  }

  /** Why a request is refused, in a sentence. */
  static final class Unsigned extends Exception {
    Unsigned(String sentence) {
      super(sentence);
    }
  }

  /**
   * What a head claims.
   *
   * @throws Unsigned when no body could make a signature of it right
   */
  Claim claim(Head head, Instant now) throws Unsigned {
    if (!head.header("origin").isEmpty()) {
      throw new Unsigned("Requests of web pages are not taken: they carry the header Origin.");
    }
    Matcher authorization = AUTHORIZATION.matcher(head.header("authorization"));
    if (!authorization.matches()) {
      throw new Unsigned(
          "The request is not signed: its header Authorization must be of " + ALGORITHM + ".");
    }
    if (!authorization.group(1).equals(key.id()) || !authorization.group(4).equals(service)) {
      throw new Unsigned("The request is signed with another key, or for another service.");
    }
    if (!PLAIN_PATH.matcher(head.path()).matches() || !head.query().isEmpty()) {
      throw new Unsigned("A path of letters and digits is taken, without a query.");
    }
    List<String> signed = List.of(authorization.group(5).split(";", -1));
    requireSigned(head, signed);
    requireTime(head.header("x-amz-date"), authorization.group(2), now);
    return new Claim(
        head,
        String.join("/", authorization.group(2), authorization.group(3), service, TERMINATOR),
        signed,
        authorization.group(6));
  }

  private static void requireSigned(Head head, List<String> signed) throws Unsigned {
    if (!signed.containsAll(List.of("host", "x-amz-date"))
        || !signed.equals(signed.stream().sorted().distinct().toList())) {
      throw new Unsigned("The headers Host and X-Amz-Date must be signed.");
    }
    for (String name : head.headers().keySet()) {
      if ((name.startsWith("x-amz-") || name.equals("content-type")) && !signed.contains(name)) {
        throw new Unsigned("The header %s is not signed.".formatted(name));
      }
    }
    if (!head.headers().keySet().containsAll(signed)) {
      throw new Unsigned("A header that is signed is missing.");
    }
  }

  private static void requireTime(String text, String day, Instant now) throws Unsigned {
    try {
      Instant at = TIME.parse(text, Instant::from);
      if (text.startsWith(day) && Duration.between(at, now).abs().compareTo(VALID_FOR) <= 0) {
        return;
      }
    } catch (DateTimeException e) {
      // No time at all: the sentence below says what is expected.
    }
    throw new Unsigned(
        "X-Amz-Date must be within %d minutes of now, %s."
            .formatted(VALID_FOR.toMinutes(), TIME.format(now)));
  }

  /** Throws {@link Unsigned} unless the claim's signature is that of its head with this body. */
  void verify(Claim claim, byte[] body) throws Unsigned {
    byte[] right = hmac(signingKey(claim), toSign(claim, body));
    if (!MessageDigest.isEqual(right, HexFormat.of().parseHex(claim.signature()))) {
      throw new Unsigned("The signature is not that of this request.");
    }
  }

  private static String toSign(Claim claim, byte[] body) {
    Head head = claim.head();
    String headers =
        claim.signed().stream()
            .map(name -> name + ":" + head.header(name).strip().replaceAll(" +", " ") + "\n")
            .collect(joining());
    String canonical =
        String.join(
            "\n",
            head.method(),
            head.path(),
            head.query(),
            headers,
            String.join(";", claim.signed()),
            HexFormat.of().formatHex(Sha256.begin().digest(body)));
    return String.join(
        "\n",
        ALGORITHM,
        head.header("x-amz-date"),
        claim.scope(),
        HexFormat.of()
            .formatHex(Sha256.begin().digest(canonical.getBytes(StandardCharsets.UTF_8))));
  }

  private byte[] signingKey(Claim claim) {
    byte[] derived = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
    for (String part : claim.scope().split("/", -1)) {
      derived = hmac(derived, part);
    }
    return derived;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "SignatureCheck[" + key.id() + "]";
  }
}
