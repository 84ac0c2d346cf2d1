package dev.tocsin.engine.rule;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What can be said of the texts that an anchored RE2 expression matches: how each of them begins.
 * An expression of literals, groups and alternatives is known whole; of another one what stands
 * before its first other construct is.
 */
final class RegexTexts {
  /** More texts than this are not followed. */
  private static final int MOST = 1_000;

  private static final String SPECIAL = ".[]{}*+?^$";
  private static final String QUANTIFIERS = "*+?{";

  private final String expression;
  private final int end;
  private int at;
  private int depth;
  private boolean isUnknown;

  private RegexTexts(String expression) {
    this.expression = expression;
    boolean isEndNamed = expression.endsWith("$") && !expression.endsWith("\\$");
    this.end = expression.length() - (isEndNamed ? 1 : 0);
    this.at = expression.startsWith("^") && end > 0 ? 1 : 0;
  }

  /**
   * A beginning of texts.
   *
   * @param isOpen whether more may follow; otherwise it is the whole text
   */
  record Beginning(String text, boolean isOpen) {
    static final Beginning ANY = new Beginning("", true);

    /** The beginning of the texts that begin with both; none where there are no such texts. */
    Optional<Beginning> with(Beginning other) {
      boolean isLonger = text.length() >= other.text.length();
      Beginning longer = isLonger ? this : other;
      Beginning shorter = isLonger ? other : this;
      if (!longer.text.startsWith(shorter.text)) {
        return Optional.empty();
      }
      if (text.equals(other.text)) {
        return Optional.of(new Beginning(text, isOpen && other.isOpen));
      }
      return shorter.isOpen ? Optional.of(longer) : Optional.empty();
    }
  }

  /** Every text that the expression matches has one of these beginnings. */
  static Set<Beginning> of(String expression) {
    RegexTexts reading = new RegexTexts(expression);
    Set<Beginning> all = reading.alternatives();
    boolean isWhole = !reading.isUnknown && reading.at == reading.end;
    return isWhole ? all : Set.of(Beginning.ANY);
  }

  private Set<Beginning> alternatives() {
    Set<Beginning> all = new LinkedHashSet<>(sequence());
    while (!isUnknown && at < end && expression.charAt(at) == '|') {
      at++;
      all.addAll(sequence());
    }
    return all;
  }

  private Set<Beginning> sequence() {
    Set<Beginning> all = Set.of(new Beginning("", false));
    while (!isUnknown && at < end && "|)".indexOf(expression.charAt(at)) < 0) {
      Set<Beginning> next = atom();
      boolean isRepeated = at < end && QUANTIFIERS.indexOf(expression.charAt(at)) >= 0;
      all = isUnknown || isRepeated ? open(all) : joined(all, next);
    }
    if (depth == 0 && at < end && expression.charAt(at) == ')') {
      isUnknown = true;
    }
    return all;
  }

  /** What was read goes on with something else: known as long as no group or choice is about it. */
  private Set<Beginning> open(Set<Beginning> read) {
    isUnknown = depth > 0 || expression.indexOf('|', at) >= 0;
    at = isUnknown ? at : end;
    Set<Beginning> all = new LinkedHashSet<>();
    read.forEach(each -> all.add(new Beginning(each.text(), true)));
    return all;
  }

  private Set<Beginning> joined(Set<Beginning> heads, Set<Beginning> tails) {
    if ((long) heads.size() * tails.size() > MOST) {
      return open(heads);
    }
    Set<Beginning> all = new LinkedHashSet<>();
    for (Beginning head : heads) {
      tails.forEach(tail -> all.add(new Beginning(head.text() + tail.text(), tail.isOpen())));
    }
    return all;
  }

  private Set<Beginning> atom() {
    int c = expression.codePointAt(at);
    if (c == '(') {
      return group();
    }
    if (c == '\\' && at + 1 < end && !Character.isLetterOrDigit(expression.charAt(at + 1))) {
      at++;
      c = expression.codePointAt(at);
    } else if (c == '\\' || SPECIAL.indexOf(c) >= 0) {
      isUnknown = true;
      return Set.of();
    }
    at += Character.charCount(c);
    return Set.of(new Beginning(Character.toString(c), false));
  }

  private Set<Beginning> group() {
    boolean isPlain = expression.startsWith("(?:", at);
    if (!isPlain && expression.startsWith("(?", at)) {
      isUnknown = true;
      return Set.of();
    }
    at += isPlain ? 3 : 1;
    depth++;
    Set<Beginning> all = alternatives();
    depth--;
    if (at < end && expression.charAt(at) == ')') {
      at++;
    } else {
      isUnknown = true;
    }
    return all;
  }
}
