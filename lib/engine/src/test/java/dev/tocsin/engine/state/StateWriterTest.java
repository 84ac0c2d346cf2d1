package dev.tocsin.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class StateWriterTest {
  private static final long EPOCH = 1_700_000_000_000L;

  @Test
  void write_anyValues_areReadBack() {
    StateWriter out = new StateWriter(EPOCH);
    out.time(Long.MIN_VALUE);
    out.time(EPOCH - 1);
    out.near(5);
    out.time(4);
    out.count(Integer.MAX_VALUE);
    out.count(Long.MAX_VALUE);
    out.number(-0.0);
    out.bytes(new byte[] {1, 2, 3}, 2);
    StateReader in = new StateReader(out.toBytes());

    assertThat(in.epoch()).isEqualTo(EPOCH);
    assertThat(in.time()).isEqualTo(Long.MIN_VALUE);
    assertThat(in.time()).isEqualTo(EPOCH - 1);
    in.near(5);
    assertThat(in.time()).isEqualTo(4);
    assertThat(in.count()).isEqualTo(Integer.MAX_VALUE);
    assertThat(in.span()).isEqualTo(Long.MAX_VALUE);
    assertThat(in.number()).isEqualTo(-0.0);
    assertThat(in.bytes()).containsExactly(1, 2);
    assertThat(in.isAtEnd()).isTrue();
  }

  @Test
  void write_values_areAsProtocolBuffersHasThem() throws Exception {
    StateWriter out = new StateWriter();
    out.time(-300);
    out.count(300);
    out.bits(Long.MIN_VALUE + 1);
    CodedInputStream in = out.toBytes().newCodedInput();

    assertThat(in.readSInt64()).isEqualTo(-300);
    assertThat(in.readUInt64()).isEqualTo(300);
    assertThat(in.readFixed64()).isEqualTo(Long.MIN_VALUE + 1);
  }

  @Test
  void read_damagedBytes_fails() {
    StateReader in = new StateReader();
    in.over(new byte[] {-1, -1}, 2);
    assertThatThrownBy(in::time).isInstanceOf(UncheckedIOException.class);
    in.over(new byte[7], 7);
    assertThatThrownBy(in::bits).isInstanceOf(UncheckedIOException.class);
    in.over(new byte[] {9, 0}, 2);
    assertThatThrownBy(in::bytes).isInstanceOf(UncheckedIOException.class);
    in.over(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}, 11);
    assertThatThrownBy(in::span).isInstanceOf(UncheckedIOException.class);
    in.over(new byte[] {-1, -1, -1, -1, -1, 1}, 6);
    assertThatThrownBy(in::count).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> new StateReader(ByteString.EMPTY))
        .isInstanceOf(UncheckedIOException.class);
  }
}
