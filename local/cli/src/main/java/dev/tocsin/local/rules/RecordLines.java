package dev.tocsin.local.rules;

import dev.tocsin.core.failure.UserError;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The lines of a file of records, which may be compressed by gzip. */
final class RecordLines implements Closeable {
  /** What is longer is no record; the rest of such a line is not kept. */
  private static final int MOST_BYTES = 64 * 1024 + 1;

  private static final int BUFFER = 1 << 16;

  private final String name;
  private final InputStream input;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private RecordLines(String name, InputStream input) {
    this.name = name;
    this.input = input;
  }

  /**
   * Opens a file.
   *
   * @param standardInput what {@code -} stands for
   * @throws UserError when it cannot be read
   */
  static RecordLines open(Path file, InputStream standardInput) {
    String name = file.toString().equals("-") ? "standard input" : file.toString();
    try {
      InputStream raw = file.toString().equals("-") ? standardInput : Files.newInputStream(file);
      BufferedInputStream input = new BufferedInputStream(raw, BUFFER);
      return new RecordLines(
          name,
          isGzip(input)
              ? new BufferedInputStream(new GZIPInputStream(input, BUFFER), BUFFER)
              : input);
    } catch (NoSuchFileException e) {
      throw new UserError(name + " cannot be read: it does not exist");
    } catch (AccessDeniedException e) {
      throw new UserError(name + " cannot be read: this user has no permission");
    } catch (IOException e) {
      throw new UserError(name + " cannot be read: " + e.getMessage());
    }
  }

  private static boolean isGzip(BufferedInputStream input) throws IOException {
    input.mark(2);
    boolean magic = input.read() == 0x1f && input.read() == 0x8b;
    input.reset();
    return magic;
  }

  /**
   * The bytes of the next line without its end, or the beginning of one that is longer than any
   * record; empty at the end.
   */
  Optional<byte[]> next() {
    try {
      int read = input.read();
      if (read < 0) {
        return Optional.empty();
      }
      line.reset();
      for (; read >= 0 && read != '\n'; read = input.read()) {
        if (line.size() < MOST_BYTES) {
          line.write(read);
        }
      }
      return Optional.of(line.toByteArray());
    } catch (IOException e) {
      throw new UserError(name + " cannot be read to its end: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
