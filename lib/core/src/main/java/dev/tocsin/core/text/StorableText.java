package dev.tocsin.core.text;

/** Texts that the database can hold. */
public final class StorableText {
  private StorableText() {}

  /**
   * Whether a text is one: UTF-8 can write it, so that each surrogate has its partner, and it has
   * no U+0000, which PostgreSQL does not take.
   */
  public static boolean is(String text) {
    return text.codePoints()
        .noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
  }
}
