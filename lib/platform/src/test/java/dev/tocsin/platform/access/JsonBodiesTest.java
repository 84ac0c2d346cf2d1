package dev.tocsin.platform.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.MessageBodyHandlerRegistry;
import io.micronaut.http.body.MessageBodyReader;
import io.micronaut.http.body.MessageBodyWriter;
import io.micronaut.http.simple.SimpleHttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonBodiesTest {
  private static final Argument<Map<String, Object>> TYPE =
      Argument.mapOf(String.class, Object.class);
  private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;

  private final ApplicationContext context =
      ApplicationContext.builder().properties(Map.of("datasources.default.enabled", false)).start();
  private final MessageBodyHandlerRegistry handlers =
      context.getBean(MessageBodyHandlerRegistry.class);

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void findWriter_json_makesNoneForTheType() {
    MessageBodyWriter<Map<String, Object>> writer =
        handlers.findWriter(TYPE, List.of(JSON)).orElseThrow();

    assertThat(writer).isInstanceOf(JsonBodies.class);
    assertThat(writer.createSpecific(TYPE)).isSameAs(writer);
  }

  @Test
  void writeTo_read_giveTheSame() {
    MessageBodyWriter<Map<String, Object>> writer =
        handlers.findWriter(TYPE, List.of(JSON)).orElseThrow();
    MessageBodyReader<Map<String, Object>> reader =
        handlers.findReader(TYPE, List.of(JSON)).orElseThrow();
    SimpleHttpHeaders headers = new SimpleHttpHeaders();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();

    writer.writeTo(TYPE, JSON, Map.of("name", "ü"), headers, stream);

    assertThat(stream.toString(UTF_8)).isEqualTo("{\"name\":\"ü\"}");
    assertThat(headers.getContentType()).contains("application/json");
    assertThat(reader.read(TYPE, JSON, headers, new ByteArrayInputStream(stream.toByteArray())))
        .isEqualTo(Map.of("name", "ü"));
  }
}
