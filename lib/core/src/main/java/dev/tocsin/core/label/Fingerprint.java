package dev.tocsin.core.label;

import java.util.HexFormat;

/** The 64-bit name of a label set, printed as 16 hexadecimal digits. */
public record Fingerprint(long value) implements Comparable<Fingerprint> {
  /** Number of shards into which keys and their events are divided. */
  public static final int SHARDS = 64;

  /** Reads 16 hexadecimal digits. Throws {@link IllegalArgumentException} on anything else. */
  public static Fingerprint parse(String text) {
    if (text.length() != 16) {
      throw new IllegalArgumentException(
          "fingerprint \"%s\" has %d characters, not 16 hexadecimal digits"
              .formatted(text, text.length()));
    }
    return new Fingerprint(HexFormat.fromHexDigitsToLong(text));
  }

  /** The fingerprint modulo {@link #SHARDS}: 0 to 63. */
  public int shard() {
    return (int) Long.remainderUnsigned(value, SHARDS);
  }

  @Override
  public int compareTo(Fingerprint other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
