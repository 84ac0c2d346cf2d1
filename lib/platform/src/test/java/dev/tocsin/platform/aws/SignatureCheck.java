package dev.tocsin.platform.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Computes a request's signature anew. Source: AWS, "Create a signed AWS API request".
 *
 * @param secret of whoever asks
 */
record SignatureCheck(String secret) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/]+/(?<scope>(?<date>\\d{8})/(?<region>[^/]+)/(?<service>[^/]+)"
              + "/aws4_request), SignedHeaders=(?<headers>[^,]+), Signature=(?<signature>\\w+)");

  /** What is wrong with it; nothing for a request without a signature. */
  List<String> faults(HttpExchange request, String body) throws GeneralSecurityException {
    @Nullable String given = request.getRequestHeaders().getFirst("Authorization");
    if (given == null) {
      return List.of();
    }
    Matcher authorization = AUTHORIZATION.matcher(given);
    if (!authorization.matches()) {
      return List.of("no signature: " + given);
    }
    String bodyDigest = hex(digest(body));
    String stated = header(request, "x-amz-content-sha256");
    String canonical =
        Stream.of(
                request.getRequestMethod(),
                request.getRequestURI().getRawPath(),
                query(request),
                headers(request, authorization.group("headers")),
                authorization.group("headers"),
                bodyDigest)
            .collect(Collectors.joining("\n"));
    String toSign =
        "AWS4-HMAC-SHA256\n%s\n%s\n%s"
            .formatted(
                header(request, "x-amz-date"),
                authorization.group("scope"),
                hex(digest(canonical)));
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : authorization.group("scope").split("/", -1)) {
      key = mac(key, part);
    }
    String signature = hex(mac(key, toSign));
    return Stream.of(
            stated.equals(bodyDigest) ? "" : "the body's digest is " + bodyDigest,
            signature.equals(authorization.group("signature")) ? "" : "signed is\n" + canonical)
        .filter(fault -> !fault.isEmpty())
        .toList();
  }

  private static String query(HttpExchange request) {
    @Nullable String query = request.getRequestURI().getRawQuery();
    return query == null
        ? ""
        : Arrays.stream(query.split("&")).sorted().collect(Collectors.joining("&"));
  }

  private static String headers(HttpExchange request, String names) {
    return Arrays.stream(names.split(";"))
        .map(name -> name + ":" + header(request, name).strip() + "\n")
        .collect(Collectors.joining());
  }

  private static String header(HttpExchange request, String name) {
    return String.join(",", request.getRequestHeaders().getOrDefault(name, List.of()));
  }

  private static byte[] digest(String text) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
  }

  private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
