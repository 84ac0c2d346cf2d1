package dev.tocsin.evaluator.kafka;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.InvalidRecordException;

/** The decompressed bytes of a record batch, read once and counted. */
final class BatchInput implements Closeable {
  private static final int LONGEST_VARINT = 5;
  private static final int LONGEST_VARLONG = 10;

  private final InputStream in;
  private final long most;
  private long position;

  /**
   * @param most bytes that are read at most
   */
  BatchInput(InputStream in, long most) {
    this.in = in;
    this.most = most;
  }

  /** The batch has more bytes than are read at most. */
  static final class TooMany extends IOException {
    private static final long serialVersionUID = 1L;
  }

  long position() {
    return position;
  }

  int varint() throws IOException {
    return (int) zigzag(LONGEST_VARINT);
  }

  long varlong() throws IOException {
    return zigzag(LONGEST_VARLONG);
  }

  private long zigzag(int longest) throws IOException {
    long value = 0;
    for (int at = 0; at < longest; at++) {
      int next = octet();
      value |= (long) (next & 0x7f) << (7 * at);
      if (next < 0x80) {
        long bits = longest == LONGEST_VARINT ? value & 0xffff_ffffL : value;
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw new InvalidRecordException("a number has more than " + longest + " bytes");
  }

  int octet() throws IOException {
    advance(1);
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("it ends within a record");
    }
    return octet;
  }

  /** Exactly so many bytes, which are allocated: the caller has bounded their number. */
  byte[] bytes(int length) throws IOException {
    advance(length);
    byte[] bytes = new byte[length];
    if (in.readNBytes(bytes, 0, length) < length) {
      throw new EOFException("it ends within a record");
    }
    return bytes;
  }

  void skip(long length) throws IOException {
    if (length < 0) {
      throw new InvalidRecordException("a part of a record is longer than the record");
    }
    advance(length);
    long left = length;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped <= 0) {
        if (in.read() < 0) {
          throw new EOFException("it ends within a record");
        }
        skipped = 1;
      }
      left -= skipped;
    }
  }

  /** Reads to the end, if that is not too far. */
  void drain() throws IOException {
    byte[] piece = new byte[1 << 13];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      advance(read);
    }
  }

  private void advance(long length) throws IOException {
    position += length;
    if (position > most) {
      throw new TooMany();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
