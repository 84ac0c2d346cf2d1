package dev.tocsin.core.remediation;

import java.net.InetAddress;
import java.util.Set;

/**
 * Which addresses an action may never call: those through which a cloud hands out credentials, and
 * those that are no single host. A catalogue is the operator's own file, so loopback and private
 * addresses that stand in it are meant.
 */
public final class AddressGuard {
  /** Metadata services outside the link-local range: AWS over IPv6, Alibaba, Oracle. */
  private static final Set<String> METADATA =
      Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

  private AddressGuard() {}

  public static boolean refuses(InetAddress address) {
    return address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || METADATA.contains(address.getHostAddress());
  }
}
