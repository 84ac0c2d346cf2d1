package dev.tocsin.engine.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an RE2 expression costs, read from its text alone: the library compiles first, and {@code
 * (a…a){1000}} of a thousand letters takes a gigabyte to find out that it is too large.
 *
 * @param instructions never fewer than the compiled program has, and not many more; classes that
 *     take time or memory to build count as the instructions that would take as much
 * @param repeats the largest product of counts <code>{n,m}</code> around each other
 */
record RegexSize(long instructions, long repeats) {
  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(,(\\d{1,9})?)?}");
  private static final Pattern IGNORES_CASE = Pattern.compile("\\(\\?[a-zA-Z]*i");

  /** Of a class of Unicode such as {@code \pL}: hundreds of ranges. */
  private static final long UNICODE_CLASS = 200;

  /**
   * So many characters of a range that ignores case are looked up in the time of one instruction.
   */
  private static final int FOLDED_PER_INSTRUCTION = 12;

  private static final long SATURATED = Integer.MAX_VALUE;

  static RegexSize of(String expression) {
    Scan scan = new Scan(expression);
    scan.run();
    return new RegexSize(scan.instructions(), scan.repeats());
  }

  /** A part of an expression: how large it is, and how often it repeats what is in it. */
  private record Part(long size, long repeats) {
    static final Part NOTHING = new Part(0, 1);
    static final Part ONE = new Part(1, 1);

    Part then(Part next) {
      return new Part(Math.min(size + next.size, SATURATED), Math.max(repeats, next.repeats));
    }

    Part plus(long more) {
      return new Part(Math.min(size + more, SATURATED), repeats);
    }

    /** Copies for each time that it must be there, and each that it may. */
    Part times(long least, long most) {
      long copies = Math.max(most, 1);
      long size = Math.min(this.size * copies + 2 * (most - least) + 2, SATURATED);
      return new Part(size, Math.min(repeats * copies, SATURATED));
    }
  }

  /** Reads as RE2's parser does, but builds nothing. */
  private static final class Scan {
    private final String text;
    private final boolean ignoresCase;
    private final Deque<Part> around = new ArrayDeque<>();
    private int at;

    /** What stands before {@link #last} within the same parentheses. */
    private Part before = Part.NOTHING;

    /** What a count or a star would repeat. */
    private Part last = Part.NOTHING;

    /** What classes cost, each built once however often it is repeated. */
    private long classes;

    Scan(String text) {
      this.text = text;
      this.ignoresCase = IGNORES_CASE.matcher(text).find();
    }

    long instructions() {
      return Math.min(whole().size() + classes + 2, SATURATED);
    }

    long repeats() {
      return whole().repeats();
    }

    /** Groups that are not closed are faults, and count all the same. */
    private Part whole() {
      Part all = before.then(last);
      for (Part outer : around) {
        all = all.then(outer);
      }
      return all;
    }

    void run() {
      while (at < text.length()) {
        char c = text.charAt(at);
        switch (c) {
          case '(' -> open();
          case ')' -> close();
          case '|' -> {
            at++;
            atom(Part.NOTHING.plus(2));
            atom(Part.NOTHING);
          }
          case '*', '+', '?' -> {
            at++;
            last = last.plus(2);
          }
          case '{' -> count();
          case '[' -> {
            characterClass();
            atom(Part.ONE);
          }
          case '\\' -> escape();
          default -> {
            at++;
            atom(Part.ONE);
          }
        }
      }
    }

    private void atom(Part next) {
      before = before.then(last);
      last = next;
    }

    private void open() {
      at++;
      around.push(before.then(last));
      before = Part.NOTHING;
      last = Part.NOTHING;
    }

    private void close() {
      at++;
      last = before.then(last).plus(3);
      before = around.isEmpty() ? Part.NOTHING : around.pop();
    }

    private void count() {
      Matcher count = COUNT.matcher(text).region(at, text.length());
      if (!count.lookingAt()) {
        at++;
        atom(Part.ONE);
        return;
      }
      at = count.end();
      long least = Long.parseLong(count.group(1));
      boolean isExact = count.group(2) == null;
      long most = count.group(3) == null ? least : Long.parseLong(count.group(3));
      last = last.times(isExact ? most : least, Math.max(least, most));
    }

    private void escape() {
      int start = at;
      if (text.startsWith("\\Q", at)) {
        int end = text.indexOf("\\E", at);
        at = end < 0 ? text.length() : end + 2;
        atom(Part.NOTHING.plus(at - start));
        atom(Part.ONE);
        return;
      }
      int unused = escaped();
      atom(Part.ONE);
    }

    /** Steps over a backslash and what belongs to it; the character it stands for, or -1. */
    private int escaped() {
      at++;
      if (at >= text.length()) {
        return -1;
      }
      char c = text.charAt(at);
      at++;
      return switch (c) {
        case 'p', 'P' -> {
          classes += UNICODE_CLASS;
          at = text.startsWith("{", at) ? behind('}') : Math.min(at + 1, text.length());
          yield -1;
        }
        case 'x' -> hexadecimal();
        case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c - '0');
        default -> Character.isLetter(c) ? -1 : c;
      };
    }

    private int behind(char end) {
      int found = text.indexOf(end, at);
      return found < 0 ? text.length() : found + 1;
    }

    private int hexadecimal() {
      int start = at;
      if (text.startsWith("{", at)) {
        at = behind('}');
        return number(text.substring(start + 1, Math.max(at - 1, start + 1)));
      }
      at = Math.min(at + 2, text.length());
      return number(text.substring(start, at));
    }

    private static int number(String digits) {
      try {
        return Math.clamp(Long.parseLong(digits, 16), 0, Character.MAX_CODE_POINT);
      } catch (NumberFormatException e) {
        return -1;
      }
    }

    private int octal(int first) {
      int number = first;
      for (int digits = 1;
          digits < 3 && at < text.length() && Character.digit(text.charAt(at), 8) >= 0;
          digits++) {
        number = number * 8 + Character.digit(text.charAt(at), 8);
        at++;
      }
      return number;
    }

    private void characterClass() {
      at++;
      at += text.startsWith("^", at) ? 1 : 0;
      boolean isFirst = true;
      while (at < text.length() && (isFirst || text.charAt(at) != ']')) {
        isFirst = false;
        int from = member();
        if (text.startsWith("-", at) && at + 1 < text.length() && text.charAt(at + 1) != ']') {
          at++;
          range(from, member());
        }
      }
      at = Math.min(at + 1, text.length());
    }

    /** Steps over one member of a class; the character, or -1 where it is a class itself. */
    private int member() {
      if (text.startsWith("[:", at)) {
        int end = text.indexOf(":]", at + 2);
        if (end >= 0) {
          at = end + 2;
          return -1;
        }
      }
      if (text.charAt(at) == '\\') {
        return escaped();
      }
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      return character;
    }

    private void range(int from, int to) {
      if (ignoresCase && to > from) {
        classes += (to - Math.max(from, 0)) / FOLDED_PER_INSTRUCTION;
      }
    }
  }
}
