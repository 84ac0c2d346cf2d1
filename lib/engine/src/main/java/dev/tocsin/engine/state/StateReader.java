package dev.tocsin.engine.state;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Reads what {@link StateWriter} wrote. Every method throws {@link UncheckedIOException} when the
 * bytes end too early or are none of its encoding. Not for several threads.
 */
public final class StateReader {
  private byte[] bytes = {};
  private int place;
  private int end;
  private long near;
  private final long epoch;

  /** Reads nothing until {@link #over} says what. */
  public StateReader() {
    this.epoch = 0;
  }

  /** Reads what begins with an epoch. */
  public StateReader(ByteString bytes) {
    over(bytes.toByteArray(), bytes.size());
    this.epoch = bits();
    near(epoch);
  }

  /** Reads the first bytes of an array from now on; times to come are near 1970. */
  public void over(byte[] from, int length) {
    bytes = from;
    place = 0;
    end = length;
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
    long distance = varint();
    return near + ((distance >>> 1) ^ -(distance & 1));
  }

  /** A number that is never negative. */
  public int count() {
    long value = varint();
    if (value != (int) value) {
      throw damaged("a number is too large");
    }
    return (int) value;
  }

  /** The distance between two times of which the later one is written, in milliseconds. */
  public long span() {
    return varint();
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (place == end) {
        throw damaged("it ends too early");
      }
      byte next = bytes[place++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("a number has no end");
  }

  /** Eight bytes. */
  public long bits() {
    if (end - place < Long.BYTES) {
      throw damaged("it ends too early");
    }
    long value = (long) StateWriter.LONG.get(bytes, place);
    place += Long.BYTES;
    return value;
  }

  /** Eight bytes. */
  public double number() {
    return Double.longBitsToDouble(bits());
  }

  /** As many bytes as were written at once. */
  public byte[] bytes() {
    int length = count();
    if (length < 0 || end - place < length) {
      throw damaged("it ends too early");
    }
    place += length;
    return Arrays.copyOfRange(bytes, place - length, place);
  }

  public boolean isAtEnd() {
    return place == end;
  }

  private static UncheckedIOException damaged(String why) {
    return new UncheckedIOException(new IOException("the stored state is damaged: " + why));
  }
}
