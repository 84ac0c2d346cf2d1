package dev.tocsin.platform.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tocsin.platform.http.Connector.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Map;

/** Asks a proxy for a tunnel to a server (RFC 9110, 9.3.6). */
final class Tunnel {
  private static final int LONGEST_ANSWER = 8_192;
  private static final String END = "\r\n\r\n";

  private Tunnel() {}

  /** Makes what the socket is connected to the server, byte for byte. */
  static void open(Socket socket, Target target, Map<String, String> headers) throws IOException {
    String server = authority(target);
    StringBuilder request =
        new StringBuilder("CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n".formatted(server));
    headers.forEach(
        (name, value) -> request.append("%s: %s\r\n".formatted(oneLine(name), oneLine(value))));
    socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    String status = answer(socket.getInputStream()).lines().findFirst().orElse("");
    if (!status.matches("HTTP/1\\.[01] 2[0-9][0-9]( .*)?")) {
      throw new IOException("the proxy refuses a tunnel: " + status);
    }
  }

  private static String oneLine(String text) {
    return text.replace('\r', ' ').replace('\n', ' ');
  }

  private static String authority(Target target) {
    String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
    return host + ":" + target.port();
  }

  /** Not a byte more than the head of the answer: what follows is the server's. */
  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf(END, Math.max(0, head.length() - END.length())) < 0) {
      int next = in.read();
      if (next < 0 || head.length() == LONGEST_ANSWER) {
        throw new IOException("the proxy gives no answer that is one");
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
