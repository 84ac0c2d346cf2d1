package dev.tocsin.local.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Searches texts for secrets and for parts of them of {@link #PART} characters, however they are
 * escaped. Shares nothing with what takes secrets out.
 */
final class LeakSearch {
  static final int PART = 12;

  private static final int PREFIX = 4;
  private static final int ROUNDS = 4;
  private static final Pattern PERCENT = Pattern.compile("%([0-9a-fA-F]{2})");
  private static final Pattern JSON = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|([\"\\\\/]))");
  private static final Pattern HTML_NUMBER =
      Pattern.compile("&#(?:([0-9]{1,6})|[xX]([0-9a-fA-F]{1,5}));");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}");
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){12,}");

  private final Map<String, String> parts = new HashMap<>();
  private final BitSet prefixes = new BitSet();

  /** Secrets shorter than {@link #PART} are searched for as a whole. */
  void add(String name, String secret) {
    for (int at = 0; at + PART <= secret.length(); at++) {
      String part = secret.substring(at, at + PART);
      parts.put(part, name);
      prefixes.set(hash(part, 0));
    }
  }

  int size() {
    return parts.size();
  }

  /** The first leak: which secret, in what form, and what stands around it. */
  Optional<String> in(String text) {
    return search(text, "raw").or(() -> decoded(text)).or(() -> inRuns(text));
  }

  Optional<String> in(byte[] bytes) {
    return in(new String(bytes, UTF_8)).or(() -> in(new String(bytes, ISO_8859_1)));
  }

  private Optional<String> decoded(String text) {
    String now = text;
    for (int round = 1; round <= ROUNDS; round++) {
      String next = unescaped(now);
      if (next.equals(now)) {
        return Optional.empty();
      }
      Optional<String> found =
          search(next, "escaped %d times".formatted(round)).or(() -> inRuns(next));
      if (found.isPresent()) {
        return found;
      }
      now = next;
    }
    return Optional.empty();
  }

  private static String unescaped(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('\\') < 0 && text.indexOf('&') < 0) {
      return text;
    }
    String url = replaced(PERCENT, text, at -> at.group(1), 16);
    String json =
        JSON.matcher(url)
            .replaceAll(at ->
                Matcher.quoteReplacement(
                    at.group(1) == null
                        ? at.group(2)
                        : String.valueOf((char) Integer.parseInt(at.group(1), 16))));
    String html =
        HTML_NUMBER
            .matcher(json)
            .replaceAll(at ->
                Matcher.quoteReplacement(
                    String.valueOf(
                        (char)
                            (at.group(1) == null
                                ? Integer.parseInt(at.group(2), 16)
                                : Integer.parseInt(at.group(1))))));
    return html.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String replaced(
      Pattern pattern, String text, Function<MatchResult, String> digits, int radix) {
    return pattern
        .matcher(text)
        .replaceAll(at ->
            Matcher.quoteReplacement(
                String.valueOf((char) Integer.parseInt(digits.apply(at), radix))));
  }

  /** In what stands there in base64 or hexadecimal digits. */
  private Optional<String> inRuns(String text) {
    Matcher runs = BASE64.matcher(text);
    while (runs.find()) {
      String standard = runs.group().replace('-', '+').replace('_', '/');
      for (int cut = 0; cut < 4; cut++) {
        int length = (standard.length() - cut) / 4 * 4;
        byte[] bytes = Base64.getDecoder().decode(standard.substring(cut, cut + length));
        String plain = new String(bytes, ISO_8859_1);
        Optional<String> found =
            search(plain, "base64").or(() -> search(unescaped(plain), "base64"));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    Matcher digits = HEX.matcher(text);
    while (digits.find()) {
      String plain = new String(HexFormat.of().parseHex(digits.group()), ISO_8859_1);
      Optional<String> found = search(plain, "hexadecimal");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> search(String text, String form) {
    for (int at = 0; at + PART <= text.length(); at++) {
      if (prefixes.get(hash(text, at))) {
        String name = parts.get(text.substring(at, at + PART));
        if (name != null) {
          String around =
              text.substring(Math.max(0, at - 60), Math.min(text.length(), at + PART + 40));
          return Optional.of("%s, %s: …%s…".formatted(name, form, around));
        }
      }
    }
    return Optional.empty();
  }

  private static int hash(String text, int at) {
    int hash = 0;
    for (int next = at; next < at + PREFIX; next++) {
      hash = hash * 67 + text.charAt(next);
    }
    return hash & 0xfffff;
  }
}
