package dev.tocsin.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What JSON records say to a decoder that knows none before: it parses each. */
final class ParsedAlone {
  private final JsonSampleDecoder parser = new JsonSampleDecoder(new SeriesCache(0), Set.of());

  /** Asserts that a decoder makes the same of records; returns what it makes of them. */
  List<Decoded> assertSame(JsonSampleDecoder decoder, List<byte[]> records, Instant now) {
    List<Decoded> decoded = decoder.decode(records, now);
    assertThat(decoded).hasSameSizeAs(records);
    for (int at = 0; at < records.size(); at++) {
      byte[] record = records.get(at);
      assertThat(decoded.get(at))
          .as(() -> HexFormat.of().formatHex(record))
          .isEqualTo(parser.decode(record, now));
    }
    return decoded;
  }
}
