package dev.tocsin.core.remediation;

import dev.tocsin.core.message.AlertSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that may refer to the alert: {@code {{instance_id}}} and {@code {{labels.NAME}}}. */
final class Template {
  private static final Pattern REFERENCE = Pattern.compile("\\{\\{(.*?)}}");
  private static final Pattern LABEL = Pattern.compile("labels\\.([a-zA-Z_][a-zA-Z0-9_]*)");
  private static final String INSTANCE = "instance_id";

  /** What a label may be to become a parameter; the segments {@code .} and {@code ..} may not. */
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.:/@+=, -]{1,256}");

  private static final Pattern DOTS = Pattern.compile("(^|/)\\.{1,2}(/|$)");

  private final String source;
  private final List<Part> parts;

  private sealed interface Part {
    record Literal(String text) implements Part {}

    record Reference(String name) implements Part {}
  }

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts;
  }

  /** Throws {@link IllegalArgumentException} with one sentence when a reference is not known. */
  public static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher at = REFERENCE.matcher(text);
    int end = 0;
    while (at.find()) {
      parts.add(new Part.Literal(text.substring(end, at.start())));
      parts.add(new Part.Reference(reference(at.group(1).strip())));
      end = at.end();
    }
    String rest = text.substring(end);
    if (rest.contains("{{")) {
      throw new IllegalArgumentException("\"{{\" has no \"}}\"");
    }
    parts.add(new Part.Literal(rest));
    return new Template(text, List.copyOf(parts));
  }

  private static String reference(String name) {
    if (!name.equals(INSTANCE) && !LABEL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"{{%s}}\" is not known; use {{instance_id}} or {{labels.NAME}}".formatted(name));
    }
    return name;
  }

  public boolean refers() {
    return parts.size() > 1;
  }

  /** The text with every reference replaced by {@code stand-in}: to check what surrounds it. */
  String probe(String standIn) {
    return join(name -> standIn);
  }

  /** The text before the first reference; all of it when there is none. */
  String head() {
    return parts.getFirst() instanceof Part.Literal literal ? literal.text() : "";
  }

  /**
   * The text for an alert, each referenced value passed through {@code quote}.
   *
   * @throws InvalidParameter when a referenced value is absent or holds a character not allowed
   */
  String render(AlertSnapshot alert, UnaryOperator<String> quote) {
    return join(name -> quote.apply(valid(name, valueOf(name, alert))));
  }

  private String join(UnaryOperator<String> resolve) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          switch (part) {
            case Part.Literal literal -> literal.text();
            case Part.Reference reference -> resolve.apply(reference.name());
          });
    }
    return text.toString();
  }

  private static String valueOf(String name, AlertSnapshot alert) {
    return name.equals(INSTANCE)
        ? alert.instanceId()
        : alert.labels().getOrDefault(name.substring("labels.".length()), "");
  }

  private static String valid(String name, String value) {
    if (!ALLOWED.matcher(value).matches() || DOTS.matcher(value).find()) {
      throw new InvalidParameter(name);
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template template && source.equals(template.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }

  /** A referenced value is absent or may not become a parameter. Never holds the value itself. */
  static final class InvalidParameter extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidParameter(String name) {
      super(
          "%s is absent or is not 1 to 256 characters of letters, digits, space and _.:/@+=,-"
              .formatted(name));
    }
  }
}
