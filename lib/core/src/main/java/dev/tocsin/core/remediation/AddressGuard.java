package dev.tocsin.core.remediation;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses an action may never call: those through which a cloud hands out credentials, and
 * those that are no single host. An IPv6 address that stands for an IPv4 address is refused with
 * it. A catalogue is the operator's own file, so loopback and private addresses that stand in it
 * are meant.
 */
public final class AddressGuard {
  private static final int IPV4_DIGITS = 8;

  /** How refused IPv4 addresses begin, in hexadecimal digits. */
  private static final List<String> REFUSED_IPV4 =
      List.of(
          "00", // 0.0.0.0/8, "this network" (RFC 1122)
          "a9fe", // 169.254.0.0/16, link-local: metadata of AWS, Azure, Google
          "e", // 224.0.0.0/4, multicast
          "ffffffff", // broadcast
          "646464c8", // 100.100.100.200, Alibaba
          "c00000c0", // 192.0.0.192, Oracle
          "a83f8110"); // 168.63.129.16, Azure

  /** How refused IPv6 addresses begin: metadata and credentials of AWS, metadata of Google. */
  private static final List<String> REFUSED_IPV6 = List.of("fd000ec2", "fd2000ce");

  /** How IPv4 addresses begin that are this machine's or this network's own. */
  private static final List<String> PRIVATE_IPV4 =
      List.of(
          "7f", // 127.0.0.0/8, loopback (RFC 1122)
          "0a", // 10.0.0.0/8 (RFC 1918)
          "ac1", // 172.16.0.0/12
          "c0a8", // 192.168.0.0/16
          "644", // 100.64.0.0/10, shared (RFC 6598)
          "645", "646", "647");

  /**
   * How IPv6 addresses begin that are this network's own: unique local (RFC 4193) and site-local
   * ones (RFC 3879).
   */
  private static final List<String> PRIVATE_IPV6 = List.of("fc", "fd", "fec", "fed", "fee", "fef");

  private static final String LOOPBACK_IPV6 = "0".repeat(31) + "1";

  /** Forms of IPv6 that hold an IPv4 address. */
  private static final List<Embedding> EMBEDDINGS =
      List.of(
          // IPv4-compatible and IPv4-mapped (RFC 4291), IPv4-translated (RFC 7915).
          new Embedding("0".repeat(24), 12, 13, 14, 15),
          new Embedding("0".repeat(20) + "ffff", 12, 13, 14, 15),
          new Embedding("0".repeat(16) + "ffff0000", 12, 13, 14, 15),
          // NAT64 (RFC 6052, RFC 8215), whose local prefix has 48, 56, 64 or 96 bits.
          new Embedding("0064ff9b" + "0".repeat(16), 12, 13, 14, 15),
          new Embedding("0064ff9b0001", 12, 13, 14, 15),
          new Embedding("0064ff9b0001", 6, 7, 9, 10),
          new Embedding("0064ff9b0001", 7, 9, 10, 11),
          new Embedding("0064ff9b0001", 9, 10, 11, 12),
          // 6to4 (RFC 3056), and the server of Teredo (RFC 4380).
          new Embedding("2002", 2, 3, 4, 5),
          new Embedding("20010000", 4, 5, 6, 7));

  private static final String TEREDO = "20010000";

  private AddressGuard() {}

  public static boolean refuses(InetAddress address) {
    String digits = digits(address);
    if (digits.length() == IPV4_DIGITS) {
      return refusesIpv4(digits);
    }
    return address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || REFUSED_IPV6.stream().anyMatch(digits::startsWith)
        || embedded(address.getAddress(), digits).anyMatch(AddressGuard::refusesIpv4);
  }

  /**
   * Whether an address is this machine's or this network's own: what a stranger may not have
   * called. An IPv6 address that stands for such an IPv4 address is one too.
   */
  public static boolean isPrivate(InetAddress address) {
    String digits = digits(address);
    if (digits.length() == IPV4_DIGITS) {
      return PRIVATE_IPV4.stream().anyMatch(digits::startsWith);
    }
    return digits.equals(LOOPBACK_IPV6)
        || PRIVATE_IPV6.stream().anyMatch(digits::startsWith)
        || embedded(address.getAddress(), digits)
            .anyMatch(ipv4 -> PRIVATE_IPV4.stream().anyMatch(ipv4::startsWith));
  }

  private static boolean refusesIpv4(String digits) {
    return REFUSED_IPV4.stream().anyMatch(digits::startsWith);
  }

  private static Stream<String> embedded(byte[] bytes, String digits) {
    if (digits.equals(LOOPBACK_IPV6)) {
      return Stream.empty();
    }
    Stream<String> held =
        EMBEDDINGS.stream()
            .filter(form -> digits.startsWith(form.prefix()))
            .map(form -> ipv4(bytes[form.a()], bytes[form.b()], bytes[form.c()], bytes[form.d()]));
    return Stream.concat(held, inItsInterface(bytes, digits).stream());
  }

  /** The client of Teredo stands there in complement, that of ISATAP (RFC 5214) as it is. */
  private static Optional<String> inItsInterface(byte[] bytes, String digits) {
    if (digits.startsWith(TEREDO)) {
      return Optional.of(
          ipv4((byte) ~bytes[12], (byte) ~bytes[13], (byte) ~bytes[14], (byte) ~bytes[15]));
    }
    return digits.startsWith("00005efe", 16) || digits.startsWith("02005efe", 16)
        ? Optional.of(ipv4(bytes[12], bytes[13], bytes[14], bytes[15]))
        : Optional.empty();
  }

  private static String ipv4(byte... bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Without a zone. */
  private static String digits(InetAddress address) {
    return HexFormat.of().formatHex(address.getAddress());
  }

  /**
   * Where an IPv4 address stands in an IPv6 address.
   *
   * @param prefix how the IPv6 address begins, in hexadecimal digits
   * @param a place of the first byte of the IPv4 address
   */
  private record Embedding(String prefix, int a, int b, int c, int d) {}
}
