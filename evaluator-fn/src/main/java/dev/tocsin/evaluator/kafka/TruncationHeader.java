package dev.tocsin.evaluator.kafka;

import dev.tocsin.evaluator.batch.Truncation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Says of a consumed record that it is not all of what the producer sent. */
record TruncationHeader(Truncation cut) implements Header {
  @Override
  public String key() {
    return Truncation.HEADER;
  }

  @Override
  public byte[] value() {
    return cut.text().getBytes(StandardCharsets.UTF_8);
  }

  static Optional<Truncation> in(Headers headers) {
    for (Header header : headers) {
      if (header instanceof TruncationHeader found) {
        return Optional.of(found.cut());
      }
    }
    return Optional.empty();
  }
}
