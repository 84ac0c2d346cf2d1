package dev.tocsin.remediation.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.core.remediation.Approval;
import dev.tocsin.platform.access.OneJsonValue;
import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer as it was sent, checked. */
record AnswerForm(String token, Approval.Answer answer, String comment) {
  static final int MAX_BODY = Limit.APPROVAL_BODY.defaultValue();
  static final int MAX_COMMENT = 2_000;

  /** The body is not an answer; the message is a sentence for whoever sent it. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  static AnswerForm ofJson(String body, ObjectMapper json) throws Malformed {
    Optional<String> fault = OneJsonValue.problem(body.getBytes(UTF_8));
    if (fault.isPresent()) {
      throw new Malformed(fault.get());
    }
    JsonNode node;
    try {
      node = json.readValue(body, Argument.of(JsonNode.class));
    } catch (IOException | RuntimeException noJson) {
      throw new Malformed("the body is no JSON");
    }
    if (node == null || !node.isObject()) {
      throw new Malformed("the body is no JSON object");
    }
    Map<String, String> fields = new HashMap<>();
    for (String name : new String[] {"token", "decision", "comment"}) {
      JsonNode value = node.get(name);
      if (value != null && !value.isNull()) {
        if (!value.isString()) {
          throw new Malformed(name + " must be a text");
        }
        fields.put(name, value.getStringValue());
      }
    }
    return of(fields);
  }

  static AnswerForm ofForm(String body) throws Malformed {
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = decoded(pair.substring(0, equals));
        if (fields.put(name, decoded(pair.substring(equals + 1))) != null) {
          throw new Malformed("a field stands there twice");
        }
      }
    }
    return of(fields);
  }

  private static String decoded(String text) throws Malformed {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new Malformed("the body is not encoded as a form is");
    }
  }

  private static AnswerForm of(Map<String, String> fields) throws Malformed {
    String token = fields.getOrDefault("token", "");
    if (token.isEmpty()) {
      throw new Malformed("token is missing");
    }
    Optional<Approval.Answer> answer = Approval.Answer.parse(fields.getOrDefault("decision", ""));
    if (answer.isEmpty()) {
      throw new Malformed("decision must be approve or deny");
    }
    String comment = comment(fields.getOrDefault("comment", "").strip());
    // It is kept, and may hold the link.
    return new AnswerForm(token, answer.get(), Redaction.of(List.of(token)).redact(comment));
  }

  private static String comment(String text) throws Malformed {
    if (text.codePointCount(0, text.length()) > MAX_COMMENT) {
      throw new Malformed("comment is longer than %d characters".formatted(MAX_COMMENT));
    }
    boolean storable =
        text.codePoints()
            .noneMatch(
                c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    if (!storable) {
      throw new Malformed("comment holds a character that is none");
    }
    return text;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "AnswerForm[token=<secret>, answer=%s]".formatted(answer);
  }
}
