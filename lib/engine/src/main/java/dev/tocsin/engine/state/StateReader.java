package dev.tocsin.engine.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads what {@link StateWriter} wrote. Every method throws {@link UncheckedIOException} when the
 * bytes end too early or are none of its encoding. Not for several threads.
 */
public final class StateReader {
  private CodedInputStream in = CodedInputStream.newInstance(new byte[0]);
  private long near;
  private final long epoch;

  /** Reads nothing until {@link #over} says what. */
  public StateReader() {
    this.epoch = 0;
  }

  /** Reads what begins with an epoch. */
  public StateReader(ByteString bytes) {
    in = bytes.newCodedInput();
    this.epoch = bits();
    near(epoch);
  }

  /** Reads the first bytes of an array from now on; times to come are near 1970. */
  public void over(byte[] from, int length) {
    in = CodedInputStream.newInstance(from, 0, length);
    near = 0;
  }

  /** The time near which all times are. */
  public long epoch() {
    return epoch;
  }

  /** Says what the times to come are near, as the writer did. */
  public void near(long time) {
    near = time;
  }

  /** A time in milliseconds since 1970. */
  public long time() {
    try {
      return near + in.readSInt64();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** A number that is never negative. */
  public int count() {
    long value = span();
    if (value != (int) value) {
      throw damaged(new IOException("a number is too large"));
    }
    return (int) value;
  }

  /** The distance between two times of which the later one is written, in milliseconds. */
  public long span() {
    try {
      return in.readUInt64();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** Eight bytes. */
  public long bits() {
    try {
      return in.readFixed64();
    } catch (IOException e) {
      throw damaged(e);
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
      throw damaged(e);
    }
  }

  public boolean isAtEnd() {
    try {
      return in.isAtEnd();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static UncheckedIOException damaged(IOException e) {
    return new UncheckedIOException("the stored state is damaged", e);
  }
}
