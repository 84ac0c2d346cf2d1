package dev.tocsin.notifier.send.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Addresses that begin with the same bits, as {@code 10.0.0.0/8}.
 *
 * @param bits how many
 */
record AddressRange(InetAddress first, int bits) {
  /** An address, or one with the number of its bits that count; empty when the text is neither. */
  static Optional<AddressRange> parse(String text) {
    String[] parts = text.strip().split("/", 2);
    if (!isLiteral(parts[0])) {
      return Optional.empty();
    }
    try {
      InetAddress first = InetAddress.getByName(parts[0]);
      int most = first.getAddress().length * Byte.SIZE;
      int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
      return bits < 0 || bits > most
          ? Optional.empty()
          : Optional.of(new AddressRange(first, bits));
    } catch (UnknownHostException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What is no name, so that no server of names is asked for it. */
  private static boolean isLiteral(String text) {
    String letters = text.indexOf(':') >= 0 ? "0123456789abcdefABCDEF:." : "0123456789.";
    return !text.isEmpty() && text.chars().allMatch(c -> letters.indexOf(c) >= 0);
  }

  boolean contains(InetAddress address) {
    byte[] own = first.getAddress();
    byte[] other = address.getAddress();
    int shift = own.length * Byte.SIZE - bits;
    return own.length == other.length
        && new BigInteger(1, own)
            .shiftRight(shift)
            .equals(new BigInteger(1, other).shiftRight(shift));
  }
}
