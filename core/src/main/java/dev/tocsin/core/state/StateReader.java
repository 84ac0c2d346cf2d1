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
    return read(in::readSInt64) + epoch;
  }

  /** A number that is never negative. */
  public int count() {
    return Math.toIntExact(read(in::readUInt64));
  }

  /** Eight bytes. */
  public long bits() {
    return read(in::readFixed64);
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

  @FunctionalInterface
  private interface Reading {
    long run() throws IOException;
  }

  private static long read(Reading reading) {
    try {
      return reading.run();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("the stored state is damaged: " + e.getMessage(), e);
  }
}
