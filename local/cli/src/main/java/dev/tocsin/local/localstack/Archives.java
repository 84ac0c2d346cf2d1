package dev.tocsin.local.localstack;

import dev.tocsin.core.failure.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where the build puts the functions' archives. */
final class Archives {
  private static final List<String> MODULES =
      List.of("evaluator", "notifier", "enricher", "remediation", "migrate");

  private Archives() {}

  /**
   * The archive of each module, by absolute path.
   *
   * @param home the folder of the sources
   * @throws UserError when some were not built
   */
  public static Map<String, Object> in(Path home) {
    Map<String, Object> archives = new TreeMap<>();
    for (String module : MODULES) {
      Path archive = home.resolve("%s-fn/target/%s-fn.zip".formatted(module, module));
      archives.put(module, archive.toAbsolutePath().toString());
    }
    String missing =
        archives.values().stream()
            .map(String::valueOf)
            .filter(archive -> !Files.isRegularFile(Path.of(archive)))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new UserError(
          "The functions are not built (%s): run mvn -Plambda package.".formatted(missing));
    }
    return archives;
  }
}
