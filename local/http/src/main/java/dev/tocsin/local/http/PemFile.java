package dev.tocsin.local.http;

import dev.tocsin.core.failure.UserError;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file of blocks of base64 between lines such as {@code -----BEGIN CERTIFICATE-----}. Source: RFC
 * 7468. Text between blocks is skipped.
 *
 * @param name for messages
 */
record PemFile(String name, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** What stands between two lines of the same label. */
  @SuppressWarnings("ArrayRecordComponent")
  record Block(String label, byte[] der) {
    /** Without the bytes, which may be a key. */
    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * All blocks, in their order.
   *
   * @throws UserError when one of them is no base64
   */
  List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(found -> new Block(found.group(1), bytes(found.group(1), found.group(2))))
        .toList();
  }

  private byte[] bytes(String label, String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The cause would show some of a key.
      throw refused("has a block %s that is no base64".formatted(label));
    }
  }

  UserError refused(String why) {
    return new UserError("%s %s.".formatted(name, why));
  }

  /** Without the text, which may be a key. */
  @Override
  public String toString() {
    return name;
  }
}
