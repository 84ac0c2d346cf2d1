package dev.tocsin.engine.state;

import com.google.protobuf.ByteString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes values one after the other, in the encodings of Protocol Buffers. {@link StateReader}
 * reads them back in the same order. Not for several threads.
 */
public final class StateWriter {
  /** Eight bytes of an array, as both sides see them. */
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LONGEST = 10;

  private byte[] bytes = new byte[256];
  private int size;
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
    long distance = value - near;
    count((distance << 1) ^ (distance >> 63));
  }

  /** A number that is rarely large and never negative. */
  public void count(long value) {
    makeRoom(LONGEST);
    long left = value;
    while ((left & ~0x7FL) != 0) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  /** A number all of whose bits report something: eight bytes. */
  public void bits(long value) {
    makeRoom(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** Eight bytes. */
  public void number(double value) {
    bits(Double.doubleToRawLongBits(value));
  }

  /** The first bytes of an array, and how many they are. */
  public void bytes(byte[] from, int length) {
    count(length);
    makeRoom(length);
    System.arraycopy(from, 0, bytes, size, length);
    size += length;
  }

  private void makeRoom(int length) {
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
    }
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** Puts all that was written into an array from a place on. */
  public void copyInto(byte[] target, int place) {
    System.arraycopy(bytes, 0, target, place, size);
  }

  /** All that was written. */
  public ByteString toBytes() {
    return ByteString.copyFrom(bytes, 0, size);
  }

  /** Takes back all that was written; times to come are near 1970. */
  public void clear() {
    size = 0;
    near = 0;
  }
}
