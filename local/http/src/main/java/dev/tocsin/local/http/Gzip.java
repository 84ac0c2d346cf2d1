package dev.tocsin.local.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Answers in gzip, for clients that take it. */
final class Gzip {
  /** Less would be hardly smaller. */
  private static final int LEAST_BYTES = 1024;

  private static final Pattern TEXT =
      Pattern.compile("(text/|application/([a-z.+-]*json|yaml|xml|javascript)|image/svg).*");

  /** {@code gzip} or {@code *}, without a weight of zero. */
  private static final Pattern TAKES =
      Pattern.compile("(.*,)?\\s*(gzip|\\*)\\s*(;\\s*q=(1|0\\.0*[1-9])[0-9.]*\\s*)?(,.*)?");

  private Gzip() {}

  /** Whether an answer is worth it. */
  static boolean suits(String contentType, int bytes) {
    return bytes >= LEAST_BYTES && TEXT.matcher(contentType.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a client takes it, by its header {@code Accept-Encoding}. */
  static boolean isTaken(String acceptEncoding) {
    return TAKES.matcher(acceptEncoding.toLowerCase(Locale.ROOT)).matches();
  }

  static byte[] of(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
