package dev.tocsin.platform.access;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.MessageBodyHandler;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.body.JsonMessageHandler;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes bodies of JSON as Micronaut does, but finds out how with the first body of a
 * type, and refuses what is not exactly one value. Micronaut makes a reader and a writer for each
 * route when the router is made, and a request takes one route: the others would be a tenth of a
 * function's start.
 */
@Singleton
@Replaces(JsonMessageHandler.class)
@Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_JSON_PROBLEM})
@Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_JSON_PROBLEM})
final class JsonBodies<T> implements MessageBodyHandler<T> {
  private final JsonMessageHandler<T> json;

  JsonBodies(JsonMapper mapper) {
    json = new JsonMessageHandler<>(mapper);
  }

  /** This one, since it is none for a type. */
  @Override
  public JsonBodies<T> createSpecific(Argument<T> type) {
    return this;
  }

  @Override
  public boolean isReadable(Argument<T> type, @Nullable MediaType mediaType) {
    return json.isReadable(type, mediaType);
  }

  @Override
  public @Nullable T read(
      Argument<T> type, @Nullable MediaType mediaType, Headers headers, InputStream body) {
    byte[] bytes;
    try {
      bytes = body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    requireOneValue(bytes);
    return json.read(type, mediaType, headers, new ByteArrayInputStream(bytes));
  }

  @Override
  public @Nullable T read(
      Argument<T> type, @Nullable MediaType mediaType, Headers headers, ByteBuffer<?> body) {
    requireOneValue(body.toByteArray());
    return json.read(type, mediaType, headers, body);
  }

  private static void requireOneValue(byte[] body) {
    OneJsonValue.problem(body)
        .ifPresent(problem -> {
          throw new HttpStatusException(HttpStatus.BAD_REQUEST, problem);
        });
  }

  @Override
  public boolean isWriteable(Argument<T> type, @Nullable MediaType mediaType) {
    return json.isWriteable(type, mediaType);
  }

  @Override
  public void writeTo(
      Argument<T> type, MediaType mediaType, T body, MutableHeaders headers, OutputStream stream) {
    json.writeTo(type, mediaType, body, headers, stream);
  }
}
