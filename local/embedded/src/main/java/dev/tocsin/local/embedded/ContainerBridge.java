package dev.tocsin.local.embedded;

import java.net.InetAddress;

/**
 * The network of this host's containers.
 *
 * @param address this host's address in it
 * @param subnet {@code 172.17.0.0/16}
 */
public record ContainerBridge(InetAddress address, String subnet) {
  String host() {
    return address.getHostAddress();
  }
}
