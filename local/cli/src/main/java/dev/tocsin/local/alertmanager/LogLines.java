package dev.tocsin.local.alertmanager;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/** Log events as lines: a time, a level, a message, and what else the event names. */
final class LogLines extends EncoderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final JsonFactory JSON = new JsonFactory();

  private final LogFormat format;

  LogLines(LogFormat format) {
    this.format = format;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, String> pairs = pairs(event);
    String line =
        switch (format) {
          case LOGFMT -> Logfmt.line(pairs);
          case JSON -> json(pairs);
        };
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  private static Map<String, String> pairs(ILoggingEvent event) {
    Map<String, String> pairs = new LinkedHashMap<>();
    pairs.put("ts", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    pairs.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    String logger = event.getLoggerName();
    pairs.put("component", logger.substring(logger.lastIndexOf('.') + 1));
    pairs.put("msg", event.getFormattedMessage());
    for (KeyValuePair pair : Optional.ofNullable(event.getKeyValuePairs()).orElse(List.of())) {
      pairs.put(pair.key, String.valueOf(pair.value));
    }
    IThrowableProxy failure = event.getThrowableProxy();
    if (failure != null) {
      pairs.put("err", ThrowableProxyUtil.asString(failure).strip());
    }
    return pairs;
  }

  private static String json(Map<String, String> pairs) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> pair : pairs.entrySet()) {
        json.writeStringField(pair.getKey(), pair.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
