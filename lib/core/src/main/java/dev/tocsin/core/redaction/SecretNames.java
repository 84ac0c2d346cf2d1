package dev.tocsin.core.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows by its name whether a header, a parameter of a URL or a field of JSON is a secret. */
public final class SecretNames {
  /** What stands for a secret where a request is shown. */
  static final String MASK = "***";

  /** Headers whose values say nothing that is not known; any other's value may be a secret. */
  private static final Set<String> PLAIN_HEADERS =
      Set.of(
          "accept",
          "accept-charset",
          "accept-encoding",
          "accept-language",
          "cache-control",
          "content-encoding",
          "content-language",
          "content-type",
          "date",
          "pragma",
          "user-agent");

  private static final List<String> SECRET_PARTS =
      List.of(
          "token",
          "secret",
          "password",
          "passwd",
          "passphrase",
          "apikey",
          "accesskey",
          "privatekey",
          "signature",
          "authorization",
          "authentication",
          "credential",
          "session",
          "cookie",
          "bearer",
          "jwt");
  private static final Set<String> SECRET_WORDS =
      Set.of("auth", "key", "pass", "pwd", "pw", "pin", "sig", "sas");

  private static final Pattern PARAMETER = Pattern.compile("([?&;]|^)([^=&;?#]+)=([^&;#]*)");
  private static final Pattern JSON_FIELD =
      Pattern.compile(
          "(\"((?:[^\"\\\\]++|\\\\.)*+)\"\\s*+:\\s*+)(\"(?:[^\"\\\\]++|\\\\.)*+\"|-?[0-9.eE+-]+)");

  private SecretNames() {}

  /** Whether the value of this header may be a secret. */
  public static boolean header(String name) {
    return !PLAIN_HEADERS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a parameter or field of this name is a secret: {@code api_key}, {@code password}. */
  public static boolean field(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return SECRET_WORDS.contains(plain) || SECRET_PARTS.stream().anyMatch(plain::contains);
  }

  /** A URL's query with its secrets masked. */
  public static String maskedUrl(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query) + maskedParameters(url.substring(query));
  }

  /** A body with its secrets masked: fields of JSON, or parameters of a form. */
  public static String maskedBody(String body) {
    return isJson(body)
        ? JSON_FIELD
            .matcher(body)
            .replaceAll(field ->
                quoted(field(field.group(2)) ? field.group(1) + "\"" + MASK + "\"" : field.group()))
        : maskedParameters(body);
  }

  /** The values of the secrets of a URL's query or a body, as they stand there. */
  public static List<String> valuesIn(String text) {
    return isJson(text)
        ? JSON_FIELD
            .matcher(text)
            .results()
            .filter(field -> field(field.group(2)))
            .map(field -> field.group(3).replaceAll("^\"|\"$", ""))
            .toList()
        : PARAMETER
            .matcher(text)
            .results()
            .filter(parameter -> field(parameter.group(2)))
            .map(parameter -> parameter.group(3))
            .toList();
  }

  private static String maskedParameters(String text) {
    return PARAMETER.matcher(text).replaceAll(SecretNames::maskedParameter);
  }

  private static String maskedParameter(MatchResult parameter) {
    return quoted(
        field(parameter.group(2))
            ? parameter.group(1) + parameter.group(2) + "=" + MASK
            : parameter.group());
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private static boolean isJson(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }
}
