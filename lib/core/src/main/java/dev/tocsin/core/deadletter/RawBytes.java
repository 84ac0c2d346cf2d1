package dev.tocsin.core.deadletter;

import java.util.Arrays;

/** Bytes as they came from outside, compared by content, never changed. */
public final class RawBytes {
  /** Most bytes that are kept: 1 MiB. */
  public static final int MAX = 1 << 20;

  private final byte[] bytes;

  private RawBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the first {@link #MAX} bytes. */
  public static RawBytes of(byte[] bytes) {
    return new RawBytes(Arrays.copyOf(bytes, Math.min(bytes.length, MAX)));
  }

  public byte[] toArray() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawBytes raw && Arrays.equals(bytes, raw.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
