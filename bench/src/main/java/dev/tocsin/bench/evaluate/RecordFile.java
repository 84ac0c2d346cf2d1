package dev.tocsin.bench.evaluate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of records, each after its length in two bytes. Read through a buffer that stays in the
 * processor's cache, so that reading costs little beside what is done with the records.
 */
final class RecordFile implements Closeable {
  /** More than the longest record. */
  private static final int BUFFER = 1 << 17;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();

  RecordFile(Path path) throws IOException {
    file = FileChannel.open(path);
  }

  /** The next records, at most so many; none at the end. */
  List<byte[]> read(int most) throws IOException {
    List<byte[]> records = new ArrayList<>(most);
    while (records.size() < most && has(Short.BYTES)) {
      int length = Short.toUnsignedInt(buffer.getShort());
      if (!has(length)) {
        throw new IOException("the file ends within a record");
      }
      byte[] record = new byte[length];
      buffer.get(record);
      records.add(record);
    }
    return records;
  }

  /** Whether so many bytes follow, which then are in the buffer. */
  private boolean has(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return true;
    }
    buffer.compact();
    while (buffer.hasRemaining() && file.read(buffer) >= 0) {
      // Until it is full, or the file ends.
    }
    buffer.flip();
    return buffer.remaining() >= bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
