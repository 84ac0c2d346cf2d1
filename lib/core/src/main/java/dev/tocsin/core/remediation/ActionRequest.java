package dev.tocsin.core.remediation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.core.redaction.SecretNames;
import dev.tocsin.core.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The request of one run, as it would be sent. */
public record ActionRequest(
    String method, URI uri, SortedMap<String, String> headers, Optional<String> body) {
  /** Schemes of {@code Authorization}, which are no secrets. */
  private static final Set<String> SCHEMES =
      Set.of("apikey", "basic", "bearer", "digest", "key", "negotiate", "token");

  private static final Pattern BASIC = Pattern.compile("(?i)basic\\s+(\\S+)");

  public ActionRequest {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /**
   * What people may see of it: method, URL and body, without the values that are secrets by their
   * names. Headers may be secrets.
   */
  public Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("method", method);
    shown.put("url", SecretNames.maskedUrl(uri.toString()));
    body.ifPresent(text -> shown.put("body", SecretNames.maskedBody(text)));
    return shown;
  }

  /** What must not be kept of an answer that says back what was sent. */
  public Redaction redaction() {
    Stream<String> ofHeaders =
        headers.entrySet().stream()
            .filter(header -> SecretNames.header(header.getKey()))
            .flatMap(header -> secretsIn(header.getValue()));
    Stream<String> ofUrl =
        Stream.concat(
            Stream.ofNullable(uri.getRawUserInfo()),
            Stream.ofNullable(uri.getRawQuery())
                .flatMap(query -> SecretNames.valuesIn("?" + query).stream()));
    Stream<String> ofBody = body.stream().flatMap(text -> SecretNames.valuesIn(text).stream());
    return Redaction.of(Stream.of(ofHeaders, ofUrl, ofBody).flatMap(secrets -> secrets).toList());
  }

  /** A header's value, its words, and the login in it. */
  private static Stream<String> secretsIn(String value) {
    Stream<String> words =
        Stream.of(value.split("[\\s;,=\"]+"))
            .filter(word -> !SCHEMES.contains(word.toLowerCase(Locale.ROOT)));
    return Stream.concat(Stream.concat(Stream.of(value), words), login(value));
  }

  private static Stream<String> login(String value) {
    Matcher basic = BASIC.matcher(value);
    if (!basic.matches()) {
      return Stream.empty();
    }
    try {
      String login = new String(Base64.getDecoder().decode(basic.group(1)), UTF_8);
      return Stream.of(login, login.substring(login.indexOf(':') + 1));
    } catch (IllegalArgumentException noBase64) {
      return Stream.empty();
    }
  }

  /**
   * SHA-256, 64 hexadecimal digits, over everything that decides what is done: another digest means
   * that something else would be done than what was asked.
   */
  public String hash(String remediationId, String target) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (String text : new String[] {remediationId, target, method, uri.toString()}) {
        write(out, text);
      }
      out.writeInt(headers.size());
      for (Map.Entry<String, String> header : headers.entrySet()) {
        write(out, header.getKey());
        write(out, header.getValue());
      }
      out.writeBoolean(body.isPresent());
      write(out, body.orElse(""));
      return HexFormat.of().formatHex(Sha256.begin().digest(bytes.toByteArray()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The request without what may be secret. */
  @Override
  public String toString() {
    return method + " " + SecretNames.maskedUrl(uri.toString());
  }
}
