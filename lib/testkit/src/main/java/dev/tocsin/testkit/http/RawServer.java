package dev.tocsin.testkit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A server on loopback that reads whole requests, remembers them, and answers each by bytes that
 * need not be HTTP.
 */
public final class RawServer implements AutoCloseable {
  private final ServerSocket listening;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile Function<Received, Reply> replies = request -> Reply.of(200, "");

  /**
   * A request.
   *
   * @param headers by lower-case name; the last of each
   * @param connection counts connections from 1
   */
  public record Received(
      String method, String target, Map<String, String> headers, String body, int connection) {
    /** The whole request, as a service may write it into its answer. */
    public String echo() {
      return method + " " + target + "\n" + headers + "\n" + body;
    }
  }

  /** What is done when a request was read. */
  @FunctionalInterface
  public interface Reply {
    /** Closes the connection and says nothing. */
    Reply CLOSE = out -> false;

    /** Says nothing, and leaves the connection open. */
    Reply SILENCE = out -> true;

    /** Writes, and returns whether the connection stays open. */
    boolean write(OutputStream out) throws IOException;

    /** An answer with a body, after which the connection stays open. */
    static Reply of(int status, String body, String... headers) {
      byte[] bytes = body.getBytes(UTF_8);
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      return raw(
          "HTTP/1.1 %d Said\r\nContent-Length: %d\r\n%s\r\n".formatted(status, bytes.length, more)
              + new String(bytes, ISO_8859_1));
    }

    /** Bytes as they are, one for each character, after which the connection stays open. */
    static Reply raw(String bytes) {
      return out -> {
        out.write(bytes.getBytes(ISO_8859_1));
        out.flush();
        return true;
      };
    }

    /** Bytes, and then the same part over and over, every 20 ms, until the client has gone. */
    static Reply dripping(String start, String part) {
      return out -> {
        raw(start).write(out);
        while (true) {
          try {
            Thread.sleep(20);
          } catch (InterruptedException e) {
            return false;
          }
          raw(part).write(out);
        }
      };
    }

    /** This one, and then the connection is closed without a word about it. */
    default Reply thenClose() {
      return out -> {
        boolean unused = write(out);
        return false;
      };
    }
  }

  /** A server without TLS. */
  public RawServer() {
    this(plain());
  }

  /** A server on a socket that listens already. */
  public RawServer(ServerSocket listening) {
    this.listening = listening;
    Thread unused = Thread.ofVirtual().start(this::accept);
  }

  private static ServerSocket plain() {
    try {
      return new ServerSocket(0, 100, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** What is done with each request from now on. */
  public void replies(Function<Received, Reply> how) {
    replies = how;
  }

  /** All requests that were read to their end, in order. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** How many connections were made. */
  public int connections() {
    return accepted.get();
  }

  /** How many connections have ended. */
  public int endedConnections() {
    return ended.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        int number = accepted.incrementAndGet();
        Thread unused = Thread.ofVirtual().start(() -> serve(socket, number));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean open = true;
      while (open) {
        Received request = read(in, number);
        received.add(request);
        open = replies.apply(request).write(out);
      }
    } catch (IOException gone) {
      // The client has closed it, or sends no HTTP.
    } finally {
      open.remove(socket);
      ended.incrementAndGet();
    }
  }

  private static Received read(InputStream in, int connection) throws IOException {
    String[] start = line(in).split(" ", -1);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the body ends early");
    }
    return new Received(start[0], start[1], headers, new String(body, UTF_8), connection);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the request ends early");
      }
      line.write(c);
    }
    return line.toString(UTF_8).strip();
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
