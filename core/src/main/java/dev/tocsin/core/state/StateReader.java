package dev.tocsin.core.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads what {@link StateWriter} wrote. Every method throws {@link UncheckedIOException} when the
 * bytes end too early or are none of its encoding.
 */
public final class StateReader {
  private final CodedInputStream in;
  private final long epoch;

  public StateReader(ByteString bytes) {
    this.in = bytes.newCodedInput();
    this.epoch = bits();
  }

  /** The time near which all times are. */
  public long epoch() {
    return epoch;
  }

  /** A time in milliseconds since 1970. */
  public long time() {
    try {
      return in.readSInt64() + epoch;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** A number that is never negative. */
  public int count() {
    try {
      return Math.toIntExact(in.readUInt64());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Eight bytes. */
  public long bits() {
    try {
      return in.readFixed64();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Eight bytes. */
  public double number() {
    return Double.longBitsToDouble(bits());
  }

  /** As many bytes as were written at once. */
  public byte[] bytes() {
    try {
      return in.readByteArray();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  public boolean isAtEnd() {
    try {
      return in.isAtEnd();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("the stored state is damaged: " + e.getMessage(), e);
  }
}
