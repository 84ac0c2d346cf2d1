package dev.tocsin.formats;

import static dev.tocsin.engine.sample.RejectionReason.MALFORMED_PROTOBUF;
import static dev.tocsin.engine.sample.RejectionReason.MALFORMED_SNAPPY;
import static dev.tocsin.engine.sample.RejectionReason.MISSING_FIELD;
import static dev.tocsin.engine.sample.RejectionReason.TOO_LARGE;
import static dev.tocsin.engine.sample.RejectionReason.UNSUPPORTED;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.formats.Decoded.Rejected;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decodes records that hold a {@code prometheus.WriteRequest} each (remote write 1.0), compressed
 * by Snappy's block format. Its fields are read from the stream, a series at a time: messages of
 * them all would take many times a record's memory (ADR 31).
 */
final class RemoteWriteDecoder implements SampleDecoder {
  /** Most bytes that a record may have once decompressed: 4 MiB. */
  static final int MAX_PLAIN_BYTES = 4 << 20;

  /** The value that ends a series: it was not there at the last scrape. */
  static final long STALE = 0x7ff0000000000002L;

  private static final String METRIC_NAME = "__name__";
  private static final String QUANTILE = "quantile";

  private final Set<String> dropped;

  /**
   * @param dropped names of labels that are taken as absent
   */
  RemoteWriteDecoder(Set<String> dropped) {
    this.dropped = Set.copyOf(dropped);
  }

  @Override
  public Decoded decode(byte[] value, SampleClock clock) {
    return RecordSize.tooLarge(value)
        .orElseGet(() -> decompressed(value, new RecordSamples(clock, dropped)));
  }

  /** The length that the bytes begin with is looked at before any of it is allocated. */
  private static Decoded decompressed(byte[] value, RecordSamples samples) {
    byte[] plain;
    try {
      int length = SnappyDecompressor.getUncompressedLength(value, 0);
      if (length > MAX_PLAIN_BYTES) {
        return rejected(
            TOO_LARGE,
            "record has "
                + length
                + " bytes decompressed: at most "
                + MAX_PLAIN_BYTES
                + " are read");
      }
      plain = new byte[length];
      int found = new SnappyDecompressor().decompress(value, 0, value.length, plain, 0, length);
      if (found != length) {
        return malformedSnappy("it holds " + found + " bytes, and says " + length);
      }
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return malformedSnappy(String.valueOf(e.getMessage()));
    }
    try {
      return request(CodedInputStream.newInstance(plain), samples);
    } catch (IOException e) {
      return rejected(MALFORMED_PROTOBUF, "no WriteRequest: " + e.getMessage());
    }
  }

  private static Decoded malformedSnappy(String detail) {
    return rejected(MALFORMED_SNAPPY, "not Snappy's block format: " + detail);
  }

  private static Decoded rejected(RejectionReason reason, String detail) {
    return Decoded.of(new Rejected(reason, detail));
  }

  private static Decoded request(CodedInputStream in, RecordSamples samples) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case WriteRequest.TIMESERIES -> series(in, samples);
        case WriteRequest.VERSION_2_SYMBOLS, WriteRequest.VERSION_2_TIMESERIES -> {
          return rejected(
              UNSUPPORTED,
              "record is of remote write 2.0: let the sender write prometheus.WriteRequest");
        }
        default -> skip(in, tag);
      }
    }
    return samples.decoded();
  }

  private static void skip(CodedInputStream in, int tag) throws IOException {
    boolean more = in.skipField(tag);
    if (!more) {
      in.checkLastTagWas(0);
    }
  }

  /** Values are kept until all labels are known: fields of a message come in any order. */
  private static void series(CodedInputStream in, RecordSamples samples) throws IOException {
    Map<String, String> labels = new LinkedHashMap<>();
    List<Point> points = new ArrayList<>();
    int histograms = 0;
    int end = begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case WriteRequest.LABELS -> label(in, labels);
        case WriteRequest.SAMPLES -> points.add(point(in));
        case WriteRequest.HISTOGRAMS -> {
          histograms++;
          skip(in, tag);
        }
        default -> skip(in, tag);
      }
    }
    in.popLimit(end);
    take(labels, points, histograms, samples);
  }

  private static void take(
      Map<String, String> labels, List<Point> points, int histograms, RecordSamples samples) {
    String name = labels.getOrDefault(METRIC_NAME, "");
    if (histograms > 0) {
      samples.reject(
          histograms,
          UNSUPPORTED,
          name,
          "native histograms are not read: let the sender write classic ones");
    }
    boolean named = labels.remove(METRIC_NAME) != null;
    if (!named) {
      if (!points.isEmpty()) {
        samples.reject(points.size(), MISSING_FIELD, "a series", "it has no label __name__");
      }
      return;
    }
    NamedSeries series = samples.series(name, labels);
    boolean quantile = labels.containsKey(QUANTILE);
    for (Point point : points) {
      double value = Double.longBitsToDouble(point.bits());
      // A quantile of nothing is not a number.
      if (point.bits() != STALE && !(quantile && Double.isNaN(value))) {
        samples.add(series, value, point.millis());
      }
    }
  }

  private static void label(CodedInputStream in, Map<String, String> labels) throws IOException {
    String name = "";
    String text = "";
    int end = begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case WriteRequest.NAME -> name = in.readStringRequireUtf8();
        case WriteRequest.TEXT -> text = in.readStringRequireUtf8();
        default -> skip(in, tag);
      }
    }
    in.popLimit(end);
    labels.put(name, text);
  }

  private static Point point(CodedInputStream in) throws IOException {
    long bits = 0;
    long millis = 0;
    int end = begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case WriteRequest.VALUE -> bits = in.readFixed64();
        case WriteRequest.TIMESTAMP -> millis = in.readInt64();
        default -> skip(in, tag);
      }
    }
    in.popLimit(end);
    return new Point(bits, millis);
  }

  /** Enters a message that stands next; returns what leaves it. */
  private static int begin(CodedInputStream in) throws IOException {
    return in.pushLimit(in.readRawVarint32());
  }

  /**
   * A value and its time.
   *
   * @param bits of the double: which of the many NaN it is matters
   */
  private record Point(long bits, long millis) {}

  /** Tags of prometheus/prompb remote.proto and types.proto: numbers of fields with their types. */
  private static final class WriteRequest {
    static final int TIMESERIES = (1 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int VERSION_2_SYMBOLS = (4 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int VERSION_2_TIMESERIES = (5 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int LABELS = (1 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int SAMPLES = (2 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int HISTOGRAMS = (4 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int NAME = (1 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int TEXT = (2 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int VALUE = (1 << 3) | WireFormat.WIRETYPE_FIXED64;
    static final int TIMESTAMP = (2 << 3) | WireFormat.WIRETYPE_VARINT;
  }
}
