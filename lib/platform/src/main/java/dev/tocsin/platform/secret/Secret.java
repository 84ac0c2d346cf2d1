package dev.tocsin.platform.secret;

import java.util.function.Supplier;

/** A text that is not to be shown. */
public final class Secret {
  private final Supplier<String> value;
  private final boolean reference;

  private Secret(Supplier<String> value, boolean reference) {
    this.value = value;
    this.reference = reference;
  }

  static Secret given(String value) {
    return new Secret(() -> value, false);
  }

  static Secret reference(Supplier<String> value) {
    return new Secret(value, true);
  }

  /** Whether the text is kept elsewhere, so that looking at it may take time or fail. */
  public boolean isReference() {
    return reference;
  }

  /** The text. Throws an unchecked exception while it cannot be read and never could. */
  public String value() {
    return value.get();
  }

  @Override
  public String toString() {
    return "<secret>";
  }
}
