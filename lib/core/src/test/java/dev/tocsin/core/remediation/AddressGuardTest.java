package dev.tocsin.core.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "0.0.0.0",
        "0.1.2.3",
        "255.255.255.255",
        "224.0.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "fe80::1",
        "::",
        "ff02::1",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
        // 169.254.169.254 as an IPv6 address.
        "::a9fe:a9fe",
        "::ffff:169.254.169.254",
        "::ffff:0:a9fe:a9fe",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::169.254.169.254",
        "64:ff9b:1:a9fe:00a9:fe00::",
        "64:ff9b:1:00a9:00fe:a9fe::",
        "64:ff9b:1:0:00a9:fea9:fe00:0",
        "2002:a9fe:a9fe::1",
        "2001:0:a9fe:a9fe::1",
        "2001:0:0102:0304::5601:5601",
        "2001:db8::5efe:a9fe:a9fe",
        "2001:db8::200:5efe:a9fe:a9fe",
        "64:ff9b::100.100.100.200"
      })
  void refuses_metadataAndNoSingleHost_inEveryForm(String literal) throws Exception {
    assertThat(AddressGuard.refuses(InetAddress.getByName(literal))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "100.100.100.201",
        "93.184.216.34",
        "::1",
        "fd00:ec3::254",
        "fd12:3456::1",
        "2606:2800:220:1::1",
        "64:ff9b::10.0.0.1",
        "2002:0a00:0001::1",
        "::ffff:10.0.0.1"
      })
  void refuses_otherHosts_not(String literal) throws Exception {
    assertThat(AddressGuard.refuses(InetAddress.getByName(literal))).isFalse();
  }

  @Test
  void refuses_withAZone_asWithout() throws Exception {
    byte[] metadata = InetAddress.getByName("fd00:ec2::254").getAddress();
    assertThat(AddressGuard.refuses(Inet6Address.getByAddress("h", metadata, 1))).isTrue();
  }

  /** Java keeps such an address as IPv6 where a zone is given. */
  @Test
  void refuses_mappedAddressThatJavaKeepsAsIpv6() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = (byte) 169;
    mapped[13] = (byte) 254;
    mapped[14] = (byte) 169;
    mapped[15] = (byte) 254;
    assertThat(AddressGuard.refuses(Inet6Address.getByAddress("h", mapped, 1))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "172.31.0.1", "192.168.1.1", "100.64.0.1",
        "100.127.0.1", "::1", "fc00::1", "fd12:3456::1", "64:ff9b::10.0.0.1", "2002:0a00:0001::1",
        "fec0::1", "feff::1", "::127.0.0.1", "::ffff:0:127.0.0.1"
      })
  void isPrivate_thisMachineAndItsNetwork_inEveryForm(String literal) throws Exception {
    assertThat(AddressGuard.isPrivate(InetAddress.getByName(literal))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"93.184.216.34", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2606:2800:220:1::1"})
  void isPrivate_theWorld_not(String literal) throws Exception {
    assertThat(AddressGuard.isPrivate(InetAddress.getByName(literal))).isFalse();
  }
}
