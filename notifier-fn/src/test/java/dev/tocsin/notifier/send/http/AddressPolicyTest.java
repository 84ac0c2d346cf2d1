package dev.tocsin.notifier.send.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.exceptions.ConfigurationException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private static final AddressPolicy POLICY =
      new AddressPolicy(new OutgoingSettings(List.of("10.1.0.0/16", "fd00:7::/32", "")));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The world may be called by all                       | 93.184.216.34          | false | false
          This machine is for the operator's file only         | 127.0.0.1              | false | true
          So it is by its address of IPv6                      | ::1                    | false | true
          So is this network                                   | 192.168.1.1            | false | true
          And the others of its kind                           | 172.31.255.255         | false | true
          And shared addresses                                 | 100.127.0.1            | false | true
          And unique local ones                                | fd12::1                | false | true
          And those that stand for an address of IPv4          | 64:ff9b::10.2.0.1      | false | true
          What is allowed may be called by all                 | 10.1.255.1             | false | false
          What is beside it may not                            | 10.2.0.1               | false | true
          An allowed range of IPv6                             | fd00:7:1::1            | false | false
          What hands out credentials of a cloud is for none    | 169.254.169.254        | true  | true
          """)
  void refused_address_isDecidedByWhereTheConfigurationCameFrom(
      String sentence, String address, boolean ofFile, boolean byApi) throws Exception {
    InetAddress parsed = InetAddress.getByName(address);
    assertThat(POLICY.refused(true).test(parsed)).as(sentence).isEqualTo(ofFile);
    assertThat(POLICY.refused(false).test(parsed)).as(sentence).isEqualTo(byApi);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hook.test", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0.300"})
  void policy_whatIsNoAddress_isRefusedAtTheStart(String text) {
    assertThatThrownBy(() -> new AddressPolicy(new OutgoingSettings(List.of(text))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(text);
  }

  @Test
  void range_singleAddress_holdsItself() throws Exception {
    AddressRange range = AddressRange.parse("10.1.2.3").orElseThrow();
    assertThat(range.contains(InetAddress.getByName("10.1.2.3"))).isTrue();
    assertThat(range.contains(InetAddress.getByName("10.1.2.4"))).isFalse();
    assertThat(range.contains(InetAddress.getByAddress(new byte[16]))).isFalse();
  }
}
