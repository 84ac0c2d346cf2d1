package dev.tocsin.core.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes the secrets of one request out of a text that came back: as they are, escaped for URLs,
 * JSON or HTML, several times over, and in base64 or hexadecimal digits. A part of a secret counts
 * as one from {@link #PART} characters on, so that a text may have been cut or broken anywhere.
 */
public final class Redaction {
  /** Takes nothing out. */
  public static final Redaction NONE = new Redaction(List.of());

  /** What stands where a secret stood. */
  static final String MARK = "[redacted]";

  /** So many characters of a secret are never kept. */
  public static final int PART = 8;

  /** A shorter secret is taken out only where it is a word of its own. */
  private static final int SHORT = 4;

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{6,}");
  private static final Pattern HEX = Pattern.compile("[A-Fa-f0-9]{12,}");
  private static final int QUANTUM = 4;

  private final Set<String> parts = new HashSet<>();
  private final Set<String> whole = new HashSet<>();

  private Redaction(Collection<String> secrets) {
    for (String secret : secrets) {
      Stream.of(DecodedText.raw(secret), DecodedText.of(secret))
          .map(text -> text.folded().strip())
          .distinct()
          .filter(text -> !text.isEmpty())
          .forEach(this::add);
    }
  }

  /** What takes these secrets out; blank ones are none. */
  public static Redaction of(Collection<String> secrets) {
    return secrets.isEmpty() ? NONE : new Redaction(secrets);
  }

  private void add(String folded) {
    if (folded.length() < PART) {
      whole.add(folded);
    }
    for (int at = 0; at + PART <= folded.length(); at++) {
      parts.add(folded.substring(at, at + PART));
    }
  }

  /** The text with {@link #MARK} in place of secrets. */
  public String redact(String text) {
    if ((parts.isEmpty() && whole.isEmpty()) || text.isEmpty()) {
      return text;
    }
    BitSet secret = new BitSet(text.length());
    mark(DecodedText.raw(text), secret);
    mark(DecodedText.of(text), secret);
    return without(text, secret);
  }

  private void mark(DecodedText text, BitSet secret) {
    for (int[] span : spans(text.folded())) {
      for (int at = span[0]; at < span[1]; at++) {
        secret.set(text.start(at), text.end(at));
      }
    }
    mark(text, BASE64.matcher(text.text()), this::holdsSecret, secret);
    mark(text, HEX.matcher(text.text()), this::holdsSecretInHex, secret);
  }

  private static void mark(
      DecodedText text, Matcher runs, Predicate<String> holdsSecret, BitSet secret) {
    while (runs.find()) {
      if (holdsSecret.test(runs.group())) {
        for (int at = runs.start(); at < runs.end(); at++) {
          secret.set(text.start(at), text.end(at));
        }
      }
    }
  }

  /** The places of secrets in a folded text, each as its begin and end. */
  private List<int[]> spans(String folded) {
    List<int[]> spans = new ArrayList<>();
    for (int at = 0; !parts.isEmpty() && at + PART <= folded.length(); at++) {
      if (parts.contains(folded.substring(at, at + PART))) {
        spans.add(new int[] {at, at + PART});
      }
    }
    for (String secret : whole) {
      for (int at = folded.indexOf(secret); at >= 0; at = folded.indexOf(secret, at + 1)) {
        int end = at + secret.length();
        if (secret.length() >= SHORT || isWord(folded, at, end)) {
          spans.add(new int[] {at, end});
        }
      }
    }
    return spans;
  }

  private static boolean isWord(String text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }

  /** Whether base64, which may have been cut at its begin, holds a secret. */
  private boolean holdsSecret(String run) {
    String standard = run.replace('-', '+').replace('_', '/');
    for (int cut = 0; cut < QUANTUM; cut++) {
      int length = (standard.length() - cut) / QUANTUM * QUANTUM;
      if (isSecret(Base64.getDecoder().decode(standard.substring(cut, cut + length)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether hexadecimal digits, which may have been cut at their begin, hold a secret. */
  private boolean holdsSecretInHex(String run) {
    for (int cut = 0; cut < 2; cut++) {
      int length = (run.length() - cut) / 2 * 2;
      if (isSecret(HexFormat.of().parseHex(run.substring(cut, cut + length)))) {
        return true;
      }
    }
    return false;
  }

  private boolean isSecret(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    return isSecret(DecodedText.raw(text).folded()) || isSecret(DecodedText.of(text).folded());
  }

  /** A few characters are found in any bytes: they say nothing. */
  private boolean isSecret(String folded) {
    return spans(folded).stream().anyMatch(span -> span[1] - span[0] >= SHORT);
  }

  private static String without(String text, BitSet secret) {
    if (secret.isEmpty()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int next = secret.nextSetBit(at);
      if (next < 0) {
        kept.append(text, at, text.length());
        break;
      }
      kept.append(text, at, next).append(MARK);
      at = secret.nextClearBit(next);
    }
    return kept.toString();
  }

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return "Redaction";
  }
}
