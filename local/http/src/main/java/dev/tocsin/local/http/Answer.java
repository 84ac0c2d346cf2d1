package dev.tocsin.local.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP answer with a text body.
 *
 * @param contentType a media type, with its charset where it has one
 */
public record Answer(int status, String contentType, String body) {
  private static final JsonFactory JSON = new JsonFactory();

  /** A JSON document. */
  public static Answer json(int status, String document) {
    return new Answer(status, "application/json", document);
  }

  /** A plain text in UTF-8. */
  public static Answer text(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", text);
  }

  /**
   * A problem document. Source: RFC 9457.
   *
   * @param title names the kind of problem
   * @param detail one sentence on this occurrence
   */
  public static Answer problem(int status, String title, String detail) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", "about:blank");
      json.writeStringField("title", title);
      json.writeNumberField("status", status);
      json.writeStringField("detail", detail);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(status, "application/problem+json", text.toString());
  }

  /** The body, in UTF-8. */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
