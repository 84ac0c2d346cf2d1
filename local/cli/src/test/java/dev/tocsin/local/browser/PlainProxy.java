package dev.tocsin.local.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy that passes connections on as they are, Host and all. */
final class PlainProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final URI behind;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  PlainProxy(URI behind) throws IOException {
    this.behind = behind;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Root under which browsers reach what is behind it. */
  URI url() {
    return URI.create("http://localhost:" + listening.getLocalPort());
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket from = listening.accept();
        Socket to = new Socket(behind.getHost(), behind.getPort());
        threads.execute(() -> pass(from, to));
        threads.execute(() -> pass(to, from));
      } catch (IOException closed) {
        // The loop ends when it was closed on purpose.
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // The other direction has closed both.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
