package dev.tocsin.formats;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads points of InfluxDB's line protocol: {@code measurement,tag=text field=1.5,other=2i
 * 1795255200000000000}. Texts in quotes may hold line feeds, so that a line ends where its point
 * does.
 *
 * <p>Source: InfluxDB's documentation, "Line protocol reference".
 */
final class InfluxLines {
  private static final Pattern NUMBER =
      Pattern.compile("-?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][-+]?[0-9]{1,9})?");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,20}[iu]");
  private static final Pattern TIME = Pattern.compile("-?[0-9]{1,19}");
  private static final Pattern TRUE = Pattern.compile("t|T|true|True|TRUE");
  private static final Pattern FALSE = Pattern.compile("f|F|false|False|FALSE");

  private final String text;
  private int at;
  private int begin;
  private int number;

  /**
   * A point.
   *
   * @param fields those that are numbers or booleans
   * @param time nanoseconds since 1970
   */
  record Point(
      String measurement,
      Map<String, String> tags,
      Map<String, Double> fields,
      Optional<Long> time) {}

  /** Says in a sentence what is wrong with a line. */
  static final class LineProblem extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String sentence;

    LineProblem(String sentence) {
      super(sentence, null, false, false);
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }

  InfluxLines(String text) {
    this.text = text;
  }

  /** Whether there is a further point, after blank lines and comments. */
  boolean hasNext() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        skip();
      } else if (c == '\n') {
        at++;
        number++;
      } else if (c == ' ' || c == '\r' || c == '\t') {
        at++;
      } else {
        begin = at;
        return true;
      }
    }
    return false;
  }

  /** The number of the line at which the last point began; the first is 1. */
  int number() {
    return number + 1;
  }

  /** Leaves out what is left of the line. */
  void skip() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  /** The point that begins here; what follows it is the next line. */
  Point next() throws LineProblem {
    String measurement = name(", ", ", ");
    check(!measurement.isEmpty(), "it must begin with the name of a measurement");
    Map<String, String> tags = new LinkedHashMap<>();
    while (taken(',')) {
      String tag = name("=, ", "=, ");
      check(!tag.isEmpty() && taken('='), "a tag must be written name=text");
      tags.put(tag, name(", ", "=, "));
    }
    check(taken(' '), "fields must follow its tags and a blank");
    blanks();
    Map<String, Double> fields = new LinkedHashMap<>();
    do {
      String field = name("=, ", "=, ");
      check(!field.isEmpty() && taken('='), "a field must be written name=value");
      value(field).ifPresent(value -> fields.put(field, value));
    } while (taken(','));
    blanks();
    Optional<Long> time = time();
    blanks();
    check(at == text.length() || text.charAt(at) == '\n', "nothing must follow its time");
    return new Point(measurement, tags, fields, time);
  }

  /** A name up to one of some characters, with a backslash before those that are part of it. */
  private String name(String ends, String escaped) {
    StringBuilder name = new StringBuilder();
    while (at < text.length() && !isEnd(ends)) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && escaped.indexOf(text.charAt(at + 1)) >= 0) {
        at++;
        c = text.charAt(at);
      }
      name.append(c);
      at++;
    }
    return name.toString();
  }

  private boolean isEnd(String ends) {
    char c = text.charAt(at);
    return c == '\n' || (c == '\r' && atLineEnd()) || ends.indexOf(c) >= 0;
  }

  private boolean atLineEnd() {
    return at + 1 == text.length() || text.charAt(at + 1) == '\n';
  }

  /** The value of a field; none of a text. */
  private Optional<Double> value(String field) throws LineProblem {
    if (at < text.length() && text.charAt(at) == '"') {
      quoted(field);
      return Optional.empty();
    }
    String value = name(", ", "");
    if (NUMBER.matcher(value).matches()) {
      return Optional.of(Double.parseDouble(value));
    }
    if (WHOLE.matcher(value).matches()) {
      return Optional.of(Double.parseDouble(value.substring(0, value.length() - 1)));
    }
    check(
        TRUE.matcher(value).matches() || FALSE.matcher(value).matches(),
        "field \"%s\" must be a number, a boolean or a text in quotes, not \"%s\""
            .formatted(SampleText.shown(field, 80), SampleText.shown(value, 40)));
    return Optional.of(TRUE.matcher(value).matches() ? 1.0 : 0.0);
  }

  private void quoted(String field) throws LineProblem {
    int lines = 0;
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '"') {
      lines += text.charAt(end) == '\n' ? 1 : 0;
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    check(
        end < text.length(),
        "the text of field \"%s\" must end with a quote".formatted(SampleText.shown(field, 80)));
    at = end + 1;
    number += lines;
  }

  private Optional<Long> time() throws LineProblem {
    String time = name(" ", "");
    if (time.isEmpty()) {
      return Optional.empty();
    }
    check(
        TIME.matcher(time).matches(),
        "its time must be a number of nanoseconds, not \"%s\""
            .formatted(SampleText.shown(time, 40)));
    try {
      return Optional.of(Long.parseLong(time));
    } catch (NumberFormatException e) {
      throw new LineProblem("its time must be a number of nanoseconds of 64 bits, not " + time);
    }
  }

  private boolean taken(char c) {
    boolean isHere = at < text.length() && text.charAt(at) == c;
    at += isHere ? 1 : 0;
    return isHere;
  }

  private void blanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || isCarriageReturn())) {
      at++;
    }
  }

  private boolean isCarriageReturn() {
    return text.charAt(at) == '\r' && atLineEnd();
  }

  private void check(boolean isGood, String sentence) throws LineProblem {
    if (!isGood) {
      throw new LineProblem(
          sentence
              + ", near \""
              + SampleText.shown(text.substring(begin, Math.min(begin + 40, text.length())), 40)
              + '"');
    }
  }
}
