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
  private final byte[] buffer = new byte[1 << 12];
  private int at;
  private int end;
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

  /** How many bytes were taken. */
  long position() {
    return position;
  }

  int varint() throws IOException {
    long bits = bits(LONGEST_VARINT) & 0xffff_ffffL;
    return (int) ((bits >>> 1) ^ -(bits & 1));
  }

  long varlong() throws IOException {
    long bits = bits(LONGEST_VARLONG);
    return (bits >>> 1) ^ -(bits & 1);
  }

  private long bits(int longest) throws IOException {
    long bits = 0;
    for (int shift = 0; shift < 7 * longest; shift += 7) {
      int next = octet();
      bits |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return bits;
      }
    }
    throw new InvalidRecordException("a number has more than " + longest + " bytes");
  }

  int octet() throws IOException {
    advance(1);
    fill();
    return buffer[at++] & 0xff;
  }

  /** Exactly so many bytes, which are allocated: the caller has bounded their number. */
  byte[] bytes(int length) throws IOException {
    advance(length);
    byte[] bytes = new byte[length];
    int had = Math.min(length, end - at);
    System.arraycopy(buffer, at, bytes, 0, had);
    at += had;
    if (in.readNBytes(bytes, had, length - had) < length - had) {
      throw endsEarly();
    }
    return bytes;
  }

  void skip(long length) throws IOException {
    if (length < 0) {
      throw new InvalidRecordException("a part of a record is longer than the record");
    }
    advance(length);
    for (long left = length; left > 0; ) {
      fill();
      int step = (int) Math.min(left, end - at);
      at += step;
      left -= step;
    }
  }

  /** Reads to the end, if that is not too far. */
  void drain() throws IOException {
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      advance(read);
    }
  }

  /** Sees to it that a byte is there. */
  private void fill() throws IOException {
    while (at == end) {
      at = 0;
      end = 0;
      int read = in.read(buffer);
      if (read < 0) {
        throw endsEarly();
      }
      end = read;
    }
  }

  private void advance(long length) throws IOException {
    position += length;
    if (position > most) {
      throw new TooMany();
    }
  }

  private static EOFException endsEarly() {
    return new EOFException("it ends within a record");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
