package dev.tocsin.local.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a service writes what it was sent into its answer. */
enum EchoForm {
  RAW {
    @Override
    String write(String text) {
      return text;
    }
  },
  PERCENT {
    @Override
    String write(String text) {
      return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
  },
  ALL_PERCENT {
    @Override
    String write(String text) {
      return text.chars().mapToObj("%%%02x"::formatted).collect(Collectors.joining());
    }
  },
  JSON {
    @Override
    String write(String text) {
      return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/");
    }
  },
  ALL_JSON {
    @Override
    String write(String text) {
      return text.chars()
          .mapToObj("\\u%04x"::formatted)
          .collect(Collectors.joining())
          .toUpperCase(Locale.ROOT)
          .replace("\\U", "\\u");
    }
  },
  HTML {
    @Override
    String write(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
  },
  BASE64 {
    @Override
    String write(String text) {
      return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
  };

  abstract String write(String text);
}
