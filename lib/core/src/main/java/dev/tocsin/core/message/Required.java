package dev.tocsin.core.message;

import org.jspecify.annotations.Nullable;

/** The check that a field which must be there came with the message. */
final class Required {
  private Required() {}

  /** Throws {@link IllegalArgumentException} when the field is not there. */
  static void field(@Nullable Object value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
  }
}
