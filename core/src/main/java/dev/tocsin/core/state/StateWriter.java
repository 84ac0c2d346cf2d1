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
    write(() -> out.writeFixed64NoTag(epoch));
  }

  /** A time in milliseconds since 1970: three bytes when it is within a quarter of an hour. */
  public void time(long value) {
    write(() -> out.writeSInt64NoTag(value - epoch));
  }

  /** A number that is rarely large and never negative. */
  public void count(long value) {
    write(() -> out.writeUInt64NoTag(value));
  }

  /** A number all of whose bits tell something: eight bytes. */
  public void bits(long value) {
    write(() -> out.writeFixed64NoTag(value));
  }

  /** Eight bytes. */
  public void number(double value) {
    write(() -> out.writeDoubleNoTag(value));
  }

  /** Bytes and their number. */
  public void bytes(byte[] value) {
    write(() -> out.writeByteArrayNoTag(value));
  }

  /** All that was written. */
  public ByteString toBytes() {
    write(out::flush);
    return bytes.toByteString();
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to take bytes", e);
    }
  }
}
