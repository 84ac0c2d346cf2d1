package dev.tocsin.core.remediation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The request of one run, as it would be sent. */
public record ActionRequest(
    String method, URI uri, SortedMap<String, String> headers, Optional<String> body) {
  public ActionRequest {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /** What people may see of it: method, URL and body. Headers may be secrets. */
  public Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("method", method);
    shown.put("url", uri.toString());
    body.ifPresent(text -> shown.put("body", text));
    return shown;
  }

  /**
   * SHA-256, 64 hexadecimal digits, over everything that decides what is done: another digest means
   * that something else would be done than what was asked.
   */
  public String hash(String remediationId, String target) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (String text : new String[] {remediationId, target, method, uri.toString()}) {
        write(out, text);
      }
      out.writeInt(headers.size());
      for (Map.Entry<String, String> header : headers.entrySet()) {
        write(out, header.getKey());
        write(out, header.getValue());
      }
      out.writeBoolean(body.isPresent());
      write(out, body.orElse(""));
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The request without its headers, which may be secrets. */
  @Override
  public String toString() {
    return method + " " + uri;
  }
}
