package dev.tocsin.formats;

import com.google.protobuf.CodedOutputStream;
import io.airlift.compress.snappy.SnappyCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Writes requests of remote write 1.0, to the byte as Prometheus does ({@link
 * RemoteWriteDecoderTest} compares them).
 */
final class WriteRequests {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private interface Fields {
    void to(CodedOutputStream out) throws IOException;
  }

  /** A value and its time. */
  record Point(double value, long millis) {}

  static Point at(double value, long millis) {
    return new Point(value, millis);
  }

  /**
   * Adds a series.
   *
   * @param labels names and texts in turn
   */
  WriteRequests series(Point[] points, String... labels) {
    return add(1, message(out -> series(out, points, labels)));
  }

  WriteRequests series(Point point, String... labels) {
    return series(new Point[] {point}, labels);
  }

  /** Adds a field of the request that holds a message, or a text. */
  WriteRequests add(int field, byte[] message) {
    bytes.writeBytes(message(out -> out.writeByteArray(field, message)));
    return this;
  }

  private static void series(CodedOutputStream out, Point[] points, String... labels)
      throws IOException {
    for (int at = 0; at < labels.length; at += 2) {
      out.writeByteArray(1, label(labels[at], labels[at + 1]));
    }
    for (Point point : points) {
      out.writeByteArray(2, sample(point));
    }
  }

  private static byte[] label(String name, String text) {
    return message(out -> {
      out.writeString(1, name);
      out.writeString(2, text);
    });
  }

  private static byte[] sample(Point point) {
    return message(out -> {
      if (Double.doubleToRawLongBits(point.value()) != 0) {
        out.writeFixed64(1, Double.doubleToRawLongBits(point.value()));
      }
      if (point.millis() != 0) {
        out.writeInt64(2, point.millis());
      }
    });
  }

  /** A series with a native histogram of a count, a sum and a time. */
  static byte[] nativeHistogram(long count, double sum, long millis, String... labels) {
    byte[] histogram =
        message(out -> {
          out.writeUInt64(1, count);
          out.writeDouble(3, sum);
          out.writeInt64(15, millis);
        });
    return message(out -> {
      series(out, new Point[0], labels);
      out.writeByteArray(4, histogram);
    });
  }

  /** The metadata of a metric. */
  static byte[] metadata(int type, String family, String help) {
    return message(out -> {
      out.writeEnum(1, type);
      out.writeString(2, family);
      out.writeString(4, help);
    });
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  byte[] plain() {
    return bytes.toByteArray();
  }

  byte[] compressed() {
    return compressed(plain());
  }

  static byte[] compressed(byte[] plain) {
    SnappyCompressor snappy = new SnappyCompressor();
    byte[] out = new byte[snappy.maxCompressedLength(plain.length)];
    return Arrays.copyOf(out, snappy.compress(plain, 0, plain.length, out, 0, out.length));
  }
}
