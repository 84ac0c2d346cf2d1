package dev.tocsin.engine.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Writes values one after the other, in the encodings of Protocol Buffers. {@link StateReader}
 * reads them back in the same order. Not for several threads.
 */
public final class StateWriter {
  private static final int LONGEST = 10;

  private byte[] bytes = new byte[256];

  /** Begins at {@code begin}: the array before it was written through an earlier stream. */
  private CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  private int begin;
  private long near;

  /** Writes nothing yet; times to come are near 1970. */
  public StateWriter() {}

  /**
   * Writes a time that the reader knows as its {@link StateReader#epoch()}.
   *
   * @param epoch near the times to come; milliseconds since 1970
   */
  public StateWriter(long epoch) {
    bits(epoch);
    near(epoch);
  }

  /** Says what the times to come are near: they are written as their distance from it. */
  public void near(long time) {
    near = time;
  }

  /** A time in milliseconds since 1970: three bytes when it is within a quarter of an hour. */
  public void time(long value) {
    makeRoom(LONGEST);
    try {
      out.writeSInt64NoTag(value - near);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number that is rarely large and never negative. */
  public void count(long value) {
    makeRoom(LONGEST);
    try {
      out.writeUInt64NoTag(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number all of whose bits are in use: eight bytes. */
  public void bits(long value) {
    makeRoom(Long.BYTES);
    try {
      out.writeFixed64NoTag(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Eight bytes. */
  public void number(double value) {
    bits(Double.doubleToRawLongBits(value));
  }

  /** The first bytes of an array, and how many they are. */
  public void bytes(byte[] from, int length) {
    count(length);
    makeRoom(length);
    try {
      out.write(from, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makeRoom(int length) {
    if (out.spaceLeft() < length) {
      begin = size();
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, begin + length));
      out = CodedOutputStream.newInstance(bytes, begin, bytes.length - begin);
    }
  }

  /** How many bytes were written. */
  public int size() {
    return begin + out.getTotalBytesWritten();
  }

  /** Puts all that was written into an array from a place on. */
  public void copyInto(byte[] target, int place) {
    System.arraycopy(bytes, 0, target, place, size());
  }

  /** All that was written. */
  public ByteString toBytes() {
    return ByteString.copyFrom(bytes, 0, size());
  }

  /** Takes back all that was written; times to come are near 1970. */
  public void clear() {
    begin = 0;
    out = CodedOutputStream.newInstance(bytes);
    near = 0;
  }
}
