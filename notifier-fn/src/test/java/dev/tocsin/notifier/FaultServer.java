package dev.tocsin.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.testkit.http.RawServer;
import dev.tocsin.testkit.http.RawServer.Received;
import dev.tocsin.testkit.http.RawServer.Reply;
import dev.tocsin.testkit.tls.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A receiver on this machine that has one fault until it heals. */
final class FaultServer implements AutoCloseable {
  private static final int BACKLOG = 100;
  private static final long GIGABYTE = 1L << 30;

  /** What a receiver may do wrong. */
  enum Fault {
    TOO_MANY_REQUESTS,
    SERVER_ERROR,
    HANG,
    RESET,
    SLOW_BODY,
    /** Its certificate is nobody's. */
    BAD_TLS,
    PRIVATE_REDIRECT,
    GIGABYTE_ANSWER
  }

  private final Fault fault;
  private final RawServer server;
  private final AtomicLong written = new AtomicLong();

  /**
   * @param folder for the files of a certificate
   */
  FaultServer(Fault fault, Path folder) throws Exception {
    this.fault = fault;
    this.server = new RawServer(listening(fault, folder));
    server.replies(this::reply);
  }

  private static ServerSocket listening(Fault fault, Path folder) throws Exception {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return switch (fault) {
      case BAD_TLS ->
          TestCertificate.of(folder, "nobody")
              .serving()
              .getServerSocketFactory()
              .createServerSocket(0, BACKLOG, loopback);
      case RESET -> new Resetting(loopback);
      default -> new ServerSocket(0, BACKLOG, loopback);
    };
  }

  /** Whose connections end with a reset, not with an end of the stream. */
  private static final class Resetting extends ServerSocket {
    Resetting(InetAddress address) throws IOException {
      super(0, BACKLOG, address);
    }

    @Override
    public Socket accept() throws IOException {
      Socket socket = super.accept();
      socket.setSoLinger(true, 0);
      return socket;
    }
  }

  private Reply reply(Received request) {
    return switch (fault) {
      case TOO_MANY_REQUESTS -> Reply.of(429, "try later", "Retry-After: 120");
      case SERVER_ERROR -> Reply.of(500, "cannot serve " + request.target());
      case HANG -> Reply.SILENCE;
      case RESET -> Reply.CLOSE;
      case SLOW_BODY -> Reply.dripping("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "x");
      case BAD_TLS -> Reply.of(200, "");
      case PRIVATE_REDIRECT -> Reply.of(307, "", "Location: http://10.0.0.1/inside");
      case GIGABYTE_ANSWER -> this::writeGigabyte;
    };
  }

  private boolean writeGigabyte(OutputStream out) throws IOException {
    out.write("HTTP/1.1 500 No\r\nContent-Length: %d\r\n\r\n".formatted(GIGABYTE).getBytes(UTF_8));
    byte[] some = "x".repeat(1 << 16).getBytes(UTF_8);
    for (long left = GIGABYTE; left > 0; left -= some.length) {
      out.write(some);
      written.addAndGet(some.length);
    }
    return true;
  }

  /** From now on it takes what it is sent; a certificate stays as it is. */
  void heals() {
    server.replies(request -> Reply.of(200, ""));
  }

  /** Without a path. */
  String url() {
    return (fault == Fault.BAD_TLS ? "https" : "http") + "://127.0.0.1:" + server.port();
  }

  int requests() {
    return server.received().size();
  }

  int endedConnections() {
    return server.endedConnections();
  }

  /** Bytes of bodies that were written before their connections ended. */
  long written() {
    return written.get();
  }

  @Override
  public void close() {
    server.close();
  }
}
