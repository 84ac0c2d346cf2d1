package dev.tocsin.core.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes values one after the other, in the encodings of Protocol Buffers. {@link StateReader}
 * reads them back in the same order.
 */
public final class StateWriter {
  private static final int BUFFER = 4096;

  private final ByteString.Output bytes = ByteString.newOutput(BUFFER);
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER);
  private final long epoch;

  /**
   * @param epoch near the times to come, which are written as their distance from it; milliseconds
   */
  public StateWriter(long epoch) {
    this.epoch = epoch;
    bits(epoch);
  }

  /** A time in milliseconds since 1970: three bytes when it is within a quarter of an hour. */
  public void time(long value) {
    try {
      out.writeSInt64NoTag(value - epoch);
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /** A number that is rarely large and never negative. */
  public void count(long value) {
    try {
      out.writeUInt64NoTag(value);
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /** A number all of whose bits tell something: eight bytes. */
  public void bits(long value) {
    try {
      out.writeFixed64NoTag(value);
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /** Eight bytes. */
  public void number(double value) {
    bits(Double.doubleToRawLongBits(value));
  }

  /** Bytes and their number. */
  public void bytes(byte[] value) {
    try {
      out.writeByteArrayNoTag(value);
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /** All that was written. */
  public ByteString toBytes() {
    try {
      out.flush();
    } catch (IOException e) {
      throw impossible(e);
    }
    return bytes.toByteString();
  }

  private static UncheckedIOException impossible(IOException e) {
    return new UncheckedIOException("memory cannot fail to take bytes", e);
  }
}
