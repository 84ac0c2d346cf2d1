package dev.tocsin.evaluator.kafka;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** The bytes of a {@link BoundedRecord} as they are, without another copy of them. */
final class WholeBytes implements Deserializer<byte[]> {
  @Override
  public byte[] deserialize(String topic, byte[] bytes) {
    return bytes;
  }

  @Override
  @SuppressWarnings("ByteBufferBackingArray") // BoundedRecord has wrapped all of it
  public byte[] deserialize(String topic, Headers headers, ByteBuffer bytes) {
    return bytes.array();
  }
}
