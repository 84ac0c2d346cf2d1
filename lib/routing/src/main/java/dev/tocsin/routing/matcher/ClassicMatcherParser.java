package dev.tocsin.routing.matcher;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the classic syntax: an ASCII name, an operator, and a value in which only {@code \n},
 * {@code \"} and {@code \\} are escapes. Double quotes around the value, and each of the braces
 * around a list, may be left out.
 */
final class ClassicMatcherParser {
  /** Longest first, so that an operator is not taken for the beginning of another. */
  private static final List<MatchOperator> OPERATORS =
      List.of(
          MatchOperator.MATCHES,
          MatchOperator.NOT_MATCHES,
          MatchOperator.NOT_EQUAL,
          MatchOperator.EQUAL);

  private ClassicMatcherParser() {}

  /** Throws {@link MatcherSyntaxException}. */
  static Matchers matchers(String text) {
    int begin = text.startsWith("{") ? 1 : 0;
    int end = text.endsWith("}") && text.length() > begin ? text.length() - 1 : text.length();
    List<String> parts = split(text.substring(begin, end));
    Matchers.checkCount(parts.size());
    return new Matchers(parts.stream().map(ClassicMatcherParser::matcher).toList());
  }

  /** The parts between commas that are not quoted; a last one of white space only is none. */
  private static List<String> split(String list) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    boolean escaped = false;
    int begin = 0;
    for (int at = 0; at < list.length(); at++) {
      char c = list.charAt(at);
      if (c == ',' && !quoted) {
        parts.add(list.substring(begin, at));
        begin = at + 1;
      } else if (c == '"' && !escaped) {
        quoted = !quoted;
      }
      escaped =
          switch (c) {
            case '\\' -> !escaped;
            case ',' -> quoted ? false : escaped;
            default -> false;
          };
    }
    String last = trimUnicode(list.substring(begin));
    if (!last.isEmpty()) {
      parts.add(last);
    }
    return parts;
  }

  /** Throws {@link MatcherSyntaxException}. */
  static Matcher matcher(String text) {
    String trimmed = trim(text);
    int nameEnd = nameEnd(trimmed);
    String rest = trim(trimmed.substring(nameEnd));
    String name = trimmed.substring(0, nameEnd);
    return OPERATORS.stream()
        .filter(operator -> !name.isEmpty() && rest.startsWith(operator.symbol()))
        .findFirst()
        .map(operator -> create(name, operator, trim(rest.substring(operator.symbol().length()))))
        .orElseThrow(() -> new MatcherSyntaxException("bad matcher format: " + text));
  }

  private static int nameEnd(String text) {
    int end = 0;
    while (end < text.length() && isNamePart(text.charAt(end), end == 0)) {
      end++;
    }
    return end;
  }

  private static boolean isNamePart(char c, boolean first) {
    return c == ':' || MatcherSyntax.isClassicNamePart(c, first);
  }

  private static Matcher create(String name, MatchOperator operator, String written) {
    return Matcher.of(name, operator, unescaped(written));
  }

  private static String unescaped(String written) {
    boolean quoted = written.startsWith("\"");
    String body = quoted ? written.substring(1) : written;
    StringBuilder value = new StringBuilder();
    int last = body.length() - 1;
    boolean closed = false;
    for (int at = 0; at <= last; at++) {
      char c = body.charAt(at);
      if (c == '\\' && at < last) {
        at++;
        appendEscaped(value, body.charAt(at));
      } else if (c != '"') {
        value.append(c);
      } else if (quoted && at == last) {
        closed = true;
      } else {
        throw unescapedQuote(written);
      }
    }
    if (quoted && !closed) {
      throw unescapedQuote(written);
    }
    return value.toString();
  }

  /** A backslash before another character stands for itself. */
  private static void appendEscaped(StringBuilder value, char c) {
    switch (c) {
      case 'n' -> value.append('\n');
      case '"', '\\' -> value.append(c);
      default -> value.append('\\').append(c);
    }
  }

  private static MatcherSyntaxException unescapedQuote(String written) {
    return new MatcherSyntaxException("matcher value contains unescaped double quote: " + written);
  }

  /** Without the white space of RE2's {@code \s} at both ends. */
  private static String trim(String text) {
    return strip(text, false);
  }

  private static String trimUnicode(String text) {
    return strip(text, true);
  }

  private static String strip(String text, boolean unicode) {
    int begin = 0;
    int end = text.length();
    while (begin < end && isSpace(text.charAt(begin), unicode)) {
      begin++;
    }
    while (end > begin && isSpace(text.charAt(end - 1), unicode)) {
      end--;
    }
    return text.substring(begin, end);
  }

  private static boolean isSpace(char c, boolean unicode) {
    return unicode ? Utf8Lexer.isSpace(c) : " \t\n\f\r".indexOf(c) >= 0;
  }
}
