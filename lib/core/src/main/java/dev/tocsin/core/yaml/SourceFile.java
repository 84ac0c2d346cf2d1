package dev.tocsin.core.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file that was read.
 *
 * @param name what messages call it: its path as it was given
 */
public record SourceFile(String name, String text) {
  /** A file of bytes, which must be UTF-8; empty when they are not, which is a problem. */
  public static Optional<SourceFile> of(String name, byte[] bytes, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    if (decoder.decode(in, out, true).isError()) {
      problems.add(
          position(name, bytes, in.position()),
          isUtf16(bytes)
              ? "this file is UTF-16: save it as UTF-8"
              : "this file is not UTF-8: byte 0x%02X stands where a character should; save it as UTF-8"
                  .formatted(bytes[in.position()]));
      return Optional.empty();
    }
    return Optional.of(new SourceFile(name, out.flip().toString()));
  }

  private static boolean isUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
  }

  private static Position position(String name, byte[] bytes, int end) {
    int line = 1;
    int column = 1;
    for (int at = 0; at < end; at++) {
      boolean begins = (bytes[at] & 0xC0) != 0x80;
      line += bytes[at] == '\n' ? 1 : 0;
      column = bytes[at] == '\n' ? 1 : column + (begins ? 1 : 0);
    }
    return new Position(name, line, column);
  }
}
