package dev.tocsin.formats;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RFC 8259 in the plainest way. Throws {@link IllegalArgumentException} on what is no JSON. */
final class PlainJson {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  /** A number as it is written. */
  record Num(String text) {
    BigDecimal exact() {
      return new BigDecimal(text);
    }
  }

  /** The value {@code null}. */
  enum Nothing {
    NULL
  }

  private final String text;
  private int at;

  private PlainJson(String text) {
    this.text = text;
  }

  static Object read(String text) {
    PlainJson json = new PlainJson(text);
    Object value = json.value();
    json.blanks();
    json.check(json.at == text.length());
    return value;
  }

  private Object value() {
    blanks();
    check(at < text.length());
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", Nothing.NULL);
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    blanks();
    if (taken('}')) {
      return object;
    }
    do {
      blanks();
      check(at < text.length() && text.charAt(at) == '"');
      String name = string();
      blanks();
      check(taken(':'));
      object.put(name, value());
      blanks();
    } while (taken(','));
    check(taken('}'));
    return object;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    at++;
    blanks();
    if (taken(']')) {
      return list;
    }
    do {
      list.add(value());
      blanks();
    } while (taken(','));
    check(taken(']'));
    return list;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      check(c >= ' ');
      string.append(c == '\\' ? escape() : c);
    }
    check(taken('"'));
    return string.toString();
  }

  private char escape() {
    check(at < text.length());
    char c = text.charAt(at++);
    if (c == 'u') {
      check(at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}"));
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
    int which = "\"\\/bfnrt".indexOf(c);
    check(which >= 0);
    return "\"\\/\b\f\n\r\t".charAt(which);
  }

  private Num number() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    check(number.lookingAt());
    at = number.end();
    return new Num(number.group());
  }

  private Object word(String word, Object value) {
    check(text.startsWith(word, at));
    at += word.length();
    return value;
  }

  private boolean taken(char c) {
    boolean here = at < text.length() && text.charAt(at) == c;
    at += here ? 1 : 0;
    return here;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void check(boolean good) {
    if (!good) {
      throw new IllegalArgumentException("no JSON at " + at);
    }
  }
}
