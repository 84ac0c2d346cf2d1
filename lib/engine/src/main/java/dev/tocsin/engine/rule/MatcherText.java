package dev.tocsin.engine.rule;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a matcher as Alertmanager writes it: {@code env=~"prod|stage"}. The UTF-8 grammar is tried
 * first, in which names and values are bare words or quoted with Go's escapes; what it does not
 * take is tried by the classic one, in which a lone backslash stands for itself.
 */
public final class MatcherText {
  private static final Pattern CLASSIC =
      Pattern.compile(
          "\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*(.*?)\\s*", Pattern.DOTALL);
  private static final String RESERVED = "{}!=~,\\\"'`";

  private final String text;
  private int at;

  private MatcherText(String text) {
    this.text = text;
  }

  /**
   * Reads a matcher of a query that has no other. Throws as {@link #parse(String, LabelRegexes)}.
   */
  public static Matcher parse(String text) {
    return parse(text, LabelRegexes.ofQuery(Limits.DEFAULT, LimitHits.NONE));
  }

  /**
   * Reads a matcher. Throws {@link IllegalArgumentException} with what is wrong, to stand behind a
   * subject.
   *
   * @param regexes those of the rule set or query that the matcher belongs to
   */
  public static Matcher parse(String text, LabelRegexes regexes) {
    Parts parts;
    try {
      parts = new MatcherText(text).utf8();
    } catch (IllegalArgumentException e) {
      parts = classic(text, e);
    }
    return matcher(parts, regexes);
  }

  /**
   * Reads matchers with commas between them, by the UTF-8 grammar: what stands in the braces of
   * {@code cpu{env="prod"}}. Throws as {@link #parse(String)} does.
   */
  public static List<Matcher> parseAll(String text) {
    LabelRegexes regexes = LabelRegexes.ofQuery(Limits.DEFAULT, LimitHits.NONE);
    MatcherText reader = new MatcherText(text);
    List<Matcher> matchers = new ArrayList<>();
    for (reader.skipBlanks(); reader.at < text.length(); reader.skipBlanks()) {
      matchers.add(matcher(reader.parts(), regexes));
      reader.skipBlanks();
      if (reader.at < text.length()) {
        if (text.charAt(reader.at) != ',') {
          throw reader.wrong("a comma");
        }
        reader.at++;
      }
    }
    return matchers;
  }

  private static Matcher matcher(Parts parts, LabelRegexes regexes) {
    return switch (parts.operator()) {
      case "=" -> new Matcher.OneOf(parts.name(), Set.of(parts.value()));
      case "!=" -> new Matcher.Not(parts.name(), parts.value());
      case "=~" -> new Matcher.Regex(parts.name(), regexes.compile(parts.value()), false);
      default -> new Matcher.Regex(parts.name(), regexes.compile(parts.value()), true);
    };
  }

  private Parts utf8() {
    Parts parts = parts();
    skipBlanks();
    if (at < text.length()) {
      throw wrong("the end");
    }
    return parts;
  }

  private Parts parts() {
    String name = word("the name of a label");
    if (name.isEmpty()) {
      throw wrong("the name of a label");
    }
    String operator = operator();
    return new Parts(name, operator, word("a value"));
  }

  private String word(String what) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && !reserved(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw wrong(what);
    }
    return text.substring(start, at);
  }

  private String quoted() {
    int start = at;
    int end = start + 1;
    while (end < text.length() && text.charAt(end) != '"') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      throw wrong("a quote that ends the text begun here");
    }
    String value = GoQuoted.unquote(text, start + 1, end);
    at = end + 1;
    return value;
  }

  private String operator() {
    skipBlanks();
    for (String operator : new String[] {"=~", "!~", "!=", "="}) {
      if (text.startsWith(operator, at)) {
        at += operator.length();
        return operator;
      }
    }
    throw wrong("one of = != =~ !~");
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean reserved(char c) {
    return Character.isWhitespace(c) || RESERVED.indexOf(c) >= 0;
  }

  private IllegalArgumentException wrong(String expected) {
    return wrong(text, at, expected);
  }

  static IllegalArgumentException wrong(String text, int at, String expected) {
    return new IllegalArgumentException(
        "must be a matcher such as env=\"prod\" or env=~\"prod|stage\", not \""
            + text
            + "\": expected "
            + expected
            + " at character "
            + (text.codePointCount(0, Math.min(at, text.length())) + 1));
  }

  private static Parts classic(String text, IllegalArgumentException fault) {
    java.util.regex.Matcher parts = CLASSIC.matcher(text);
    if (!parts.matches()) {
      throw fault;
    }
    String raw = parts.group(3);
    boolean quoted = raw.startsWith("\"");
    if (quoted && (raw.length() < 2 || !raw.endsWith("\""))) {
      throw fault;
    }
    String inner = quoted ? raw.substring(1, raw.length() - 1) : raw;
    return new Parts(parts.group(1), parts.group(2), unescape(inner, fault));
  }

  /** OpenMetrics escapes; any other backslash stands for itself, a bare quote is a fault. */
  private static String unescape(String raw, IllegalArgumentException fault) {
    StringBuilder value = new StringBuilder();
    for (int at = 0; at < raw.length(); at++) {
      char c = raw.charAt(at);
      char next = at + 1 < raw.length() ? raw.charAt(at + 1) : 0;
      if (c == '"') {
        throw fault;
      }
      if (c == '\\' && (next == 'n' || next == '"' || next == '\\')) {
        value.append(next == 'n' ? '\n' : next);
        at++;
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  private record Parts(String name, String operator, String value) {}
}
