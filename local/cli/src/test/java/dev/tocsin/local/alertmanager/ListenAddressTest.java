package dev.tocsin.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ListenAddressTest {
  private final ListenAddress.Converter converter = new ListenAddress.Converter();

  @ParameterizedTest
  @CsvSource({
    ":9093, '', 9093",
    "127.0.0.1:0, 127.0.0.1, 0",
    "localhost:9093, localhost, 9093",
    "[::1]:9093, ::1, 9093",
  })
  void convert_anAddress_isHostAndPort(String text, String host, int port) {
    assertThat(converter.convert(text)).isEqualTo(new ListenAddress(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9093", "127.0.0.1", "127.0.0.1:", ":x", ":65536", ":-1", "::1:9093"})
  void convert_noAddress_isRefused(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("\"" + text + "\" is no address such as");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1:9093", "::1, '[0:0:0:0:0:0:0:1]:9093'"})
  void shown_aBoundAddress_isAsLogLinesWriteIt(String host, String shown) {
    assertThat(ListenAddress.shown(new InetSocketAddress(host, 9093))).isEqualTo(shown);
  }
}
