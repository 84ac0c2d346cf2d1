package dev.tocsin.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The demonstration's rules, remediation catalogue, asset list and settings, as files of the
 * formats that a user writes.
 *
 * @param rules rule files, in their order
 * @param remediations the catalogue
 * @param cmdb the asset list
 * @param settings those of all functions
 */
public record DemoFiles(List<Path> rules, Path remediations, Path cmdb, Path settings) {

  public DemoFiles {
    rules = List.copyOf(rules);
  }

  /**
   * Writes them into {@code folder}, with the address of the sample service and this host's name
   * filled in.
   */
  static DemoFiles write(Path folder, URI sampleService, String hostName) {
    Map<String, String> values =
        Map.of("${sample_service}", sampleService.toString(), "${host}", quoted(hostName));
    return new DemoFiles(
        List.of(
            write(folder, "host-rules.yaml", values),
            write(folder, "sample-service-rules.yaml", values)),
        write(folder, "remediations.yaml", values),
        write(folder, "cmdb.yaml", values),
        write(folder, "settings.yaml", values));
  }

  /** A double-quoted YAML scalar. A host's name comes from outside. */
  private static String quoted(String text) {
    StringBuilder yaml = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        yaml.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        yaml.append(String.format("\\u%04x", (int) c));
      } else {
        yaml.append(c);
      }
    }
    return yaml.append('"').toString();
  }

  private static Path write(Path folder, String name, Map<String, String> values) {
    String content = resource(name);
    for (Map.Entry<String, String> value : values.entrySet()) {
      content = content.replace(value.getKey(), value.getValue());
    }
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + folder.resolve(name), e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = DemoFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }
}
