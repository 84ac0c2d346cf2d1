package dev.tocsin.local.embedded;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A TCP port that a part can bind, of the loopback address unless another one is given. */
final class LoopbackPort {
  static final String HOST = "127.0.0.1";

  private LoopbackPort() {}

  /**
   * Returns {@code wanted} when nothing listens there, or any free port when {@code wanted} is 0.
   */
  static int pick(int wanted, String part) {
    return pick(InetAddress.getLoopbackAddress(), wanted, part);
  }

  /** The same of another address of this host. */
  static int pick(InetAddress address, int wanted, String part) {
    try (ServerSocket socket = new ServerSocket()) {
      // A connection of an earlier process that is still in TIME_WAIT does not occupy the port.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      if (wanted == 0) {
        throw new UncheckedIOException(e);
      }
      throw new UserError(
          "Port %d for %s is taken: stop what listens there, or choose another port."
              .formatted(wanted, part),
          e);
    }
  }
}
