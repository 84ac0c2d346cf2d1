package dev.tocsin.core.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Text from outside as people may be shown it: what a value is can be seen, and no value can pass
 * for another one, for a line of ours, or for a command to a terminal.
 *
 * <p>A character that could not be seen is written as Java writes it, {@code \}{@code u202E}, or
 * with eight digits, {@code \}{@code U000E0041}, when four do not suffice. Messages and pages take
 * every value through {@link #of}; fields that a program reads keep the value as it is.
 */
public final class VisibleText {
  /** Letters of these scripts look like Latin ones. */
  private static final Set<UnicodeScript> LOOK_LIKE_LATIN =
      EnumSet.of(
          UnicodeScript.CYRILLIC,
          UnicodeScript.GREEK,
          UnicodeScript.ARMENIAN,
          UnicodeScript.CHEROKEE,
          UnicodeScript.COPTIC,
          UnicodeScript.LISU);

  /** More marks on one letter than any language has; they would cover other lines. */
  private static final int MOST_MARKS = 4;

  private VisibleText() {}

  /**
   * A value on one line. Two values are never shown the same: also a blank is written out at either
   * end and behind another blank, a backslash before {@code u} or {@code U}, a mark that would join
   * an ASCII letter, a character that Unicode holds for the same as another, and a Cyrillic, Greek
   * or similar letter within a word of ASCII letters.
   */
  public static String of(String value) {
    int[] points = value.codePoints().toArray();
    StringBuilder shown = new StringBuilder(value.length());
    for (int at = 0; at < points.length; at++) {
      if (visible(points, at)) {
        shown.appendCodePoint(points[at]);
      } else {
        shown.append((points[at] <= 0xFFFF ? "\\u%04X" : "\\U%08X").formatted(points[at]));
      }
    }
    return shown.toString();
  }

  /**
   * A text of several lines that holds values as they are: all that could not be seen is written
   * out but for ends of lines and tabs. JSON stays the same JSON.
   */
  public static String lines(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '\n' || c == '\t' || !invisible(c)) {
            shown.appendCodePoint(c);
          } else {
            for (char unit : Character.toChars(c)) {
              shown.append("\\u%04X".formatted((int) unit));
            }
          }
        });
    return shown.toString();
  }

  private static boolean visible(int[] points, int at) {
    int c = points[at];
    return switch (c) {
      case ' ' -> at > 0 && at < points.length - 1 && points[at - 1] != ' ';
      case '\\' -> at == points.length - 1 || (points[at + 1] | 0x20) != 'u';
      // The selectors of an emoji's style.
      case 0xFE0E, 0xFE0F -> at > 0 && Character.getType(points[at - 1]) == Character.OTHER_SYMBOL;
      default ->
          c < 0x7F ? c > ' ' : !invisible(c) && !joins(points, at) && !passesForLatin(points, at);
    };
  }

  /** Whether nothing, or only a blank, would be seen of a character, or it moves others. */
  private static boolean invisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      default -> filler(c);
    };
  }

  /** Letters, marks and symbols that have no shape of their own. */
  private static boolean filler(int c) {
    return switch (c) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F -> true;
      case 0x2800, 0x3164, 0xFFA0, 0xFFFC -> true;
      default -> (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    };
  }

  /** Whether a character would look like another one, alone or together with what is before it. */
  private static boolean joins(int[] points, int at) {
    String text = Character.toString(points[at]);
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      return true;
    }
    if (mark(points[at]) && (at == 0 || points[at - 1] < 0x80 || stacked(points, at))) {
      return true;
    }
    return at > 0
        && !Normalizer.isNormalized(Character.toString(points[at - 1]) + text, Normalizer.Form.NFC);
  }

  private static boolean stacked(int[] points, int at) {
    if (at < MOST_MARKS) {
      return false;
    }
    for (int before = at - MOST_MARKS; before < at; before++) {
      if (!mark(points[before])) {
        return false;
      }
    }
    return true;
  }

  private static boolean mark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean passesForLatin(int[] points, int at) {
    return LOOK_LIKE_LATIN.contains(UnicodeScript.of(points[at]))
        && (asciiLetter(points, at, -1) || asciiLetter(points, at, 1));
  }

  /** Whether the word goes on to an ASCII letter in a direction. */
  private static boolean asciiLetter(int[] points, int at, int step) {
    for (int i = at + step; i >= 0 && i < points.length; i += step) {
      int c = points[i];
      if (c < 0x80 && Character.isLetter(c)) {
        return true;
      }
      if (!Character.isLetterOrDigit(c) && !mark(c)) {
        return false;
      }
    }
    return false;
  }
}
