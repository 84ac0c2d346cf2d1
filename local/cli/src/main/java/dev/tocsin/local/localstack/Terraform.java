package dev.tocsin.local.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Terraform on a copy of the root for LocalStack, so that state and lock file are in a folder of
 * their own. The provider is taken from the folder that {@code TF_PLUGIN_DIR} names, or from one
 * named {@code tf-plugins} near the file system's root, else from the registry.
 */
final class Terraform {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VERSION = Pattern.compile("Terraform v(\\d+)\\.(\\d+)");

  /** The sentence of a check that a variable failed. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "\\n\\n([^\\n]+(?:\\n[^\\n]+)*)\\n\\nThis was checked by the validation rule");

  /** A request of the provider that reached nobody. */
  private static final Pattern UNANSWERED =
      Pattern.compile(
          "request send failed, \\w+\\s+\"(https?://[^/\"]+)[^\"]*\":\\s+dial\\s[^\\n]*?: ([a-z][^:\\n]*)(?:\\n|$)");

  private static final int LONGEST_ERROR = 300;
  private static final String ROOT = "envs/localstack";

  private final Path folder;
  private final Path log;
  private final Program terraform;

  private Terraform(Path folder, String approvalKey) {
    this.folder = folder;
    this.log = folder.resolve("terraform.log");
    this.terraform = new Program("terraform", environment(approvalKey));
  }

  /**
   * Checks that there is a Terraform that knows write-only attributes.
   *
   * @throws UserError with one sentence when there is none
   */
  public static void require() {
    String text =
        new Program("terraform", environment("none"))
            .run(List.of("version"))
            .map(Program.Ended::output)
            .orElseThrow(() ->
                new UserError(
                    "There is no terraform on the PATH: install Terraform 1.11 or newer."));
    requireVersion(text);
  }

  /** See {@link #require()}; {@code text} is what {@code terraform version} says. */
  static void requireVersion(String text) {
    Matcher version = VERSION.matcher(text);
    boolean known = version.find();
    int major = known ? Integer.parseInt(version.group(1)) : 0;
    int minor = known ? Integer.parseInt(version.group(2)) : 0;
    if (major < 1 || (major == 1 && minor < 11)) {
      throw new UserError(
          "Terraform is version %s; it must be 1.11 or newer, for write-only attributes."
              .formatted(known ? major + "." + minor : "unknown"));
    }
  }

  /**
   * A new copy of the infrastructure in a folder.
   *
   * @param infra the folder {@code infra} of the sources
   * @param variables of the root, as JSON values
   * @param approvalKey base64 of the key of approval links; kept in no file
   */
  public static Terraform copied(
      Path infra, Path folder, Map<String, Object> variables, String approvalKey) {
    try {
      copy(infra.resolve("modules"), folder.resolve("modules"));
      copy(infra.resolve(ROOT), folder.resolve(ROOT));
      Files.write(
          folder.resolve(ROOT).resolve("terraform.tfvars.json"), JSON.writeValueAsBytes(variables));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Terraform(folder, approvalKey);
  }

  /** The copy that another process made. */
  public static Terraform in(Path folder) {
    // No value of it is asked for where things are only taken away.
    return new Terraform(folder, "A".repeat(43) + "=");
  }

  public void init() {
    List<String> arguments = new ArrayList<>(List.of("init", "-input=false", "-no-color"));
    pluginFolder().ifPresent(plugins -> arguments.add("-plugin-dir=" + plugins));
    must(arguments);
  }

  public void apply() {
    must(List.of("apply", "-auto-approve", "-input=false", "-no-color", "-parallelism=40"));
  }

  /** Whether another apply would change nothing. */
  public boolean isSettled() {
    return run(List.of("plan", "-detailed-exitcode", "-input=false", "-no-color")).code() == 0;
  }

  public void destroy() {
    must(List.of("destroy", "-auto-approve", "-input=false", "-no-color", "-parallelism=40"));
  }

  /** Names of what is in the state. */
  public List<String> resources() {
    return read(List.of("state", "list")).lines().toList();
  }

  /** What the root reports. */
  public JsonNode outputs() {
    try {
      return JSON.readTree(read(List.of("output", "-json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void must(List<String> arguments) {
    Program.Ended ended = run(arguments);
    if (!ended.well()) {
      throw new UserError("terraform %s failed: %s".formatted(arguments.getFirst(), firstErrors()));
    }
  }

  private Program.Ended run(List<String> arguments) {
    return terraform.run(inRoot(arguments), log).orElseThrow();
  }

  private String read(List<String> arguments) {
    return terraform.run(inRoot(arguments)).orElseThrow().output();
  }

  private List<String> inRoot(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("-chdir=" + folder.resolve(ROOT)));
    all.addAll(arguments);
    return all;
  }

  /** What the log complains of: the sentences of variables' checks, else the titles of errors. */
  private String firstErrors() {
    try {
      return firstErrors(Files.readAllLines(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * See {@link #firstErrors()}; that nothing answers is said once, however many requests met it.
   */
  static String firstErrors(List<String> log) {
    List<String> lines =
        log.stream().map(line -> line.replaceFirst("^[│╷╵ ]+", "").strip()).toList();
    String whole = String.join("\n", lines);
    String sentences =
        joined(
            REFUSAL.matcher(whole).results().map(refusal -> refusal.group(1).replace('\n', ' ')));
    String nobody =
        UNANSWERED
            .matcher(whole)
            .results()
            .map(lost -> "%s does not answer (%s)".formatted(lost.group(1), lost.group(2)))
            .findFirst()
            .orElse("");
    String titles = joined(lines.stream().filter(line -> line.startsWith("Error:")));
    return Stream.of(
            sentences, nobody, titles, lines.isEmpty() ? "it said nothing" : lines.getLast())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String joined(Stream<String> errors) {
    return errors
        .map(error -> error.substring(0, Math.min(error.length(), LONGEST_ERROR)))
        .distinct()
        .limit(3)
        .collect(Collectors.joining("; "));
  }

  private static Map<String, String> environment(String approvalKey) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TF_IN_AUTOMATION", "1");
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("TF_VAR_approval_key", approvalKey);
    Optional.ofNullable(System.getenv("TF_CLI_CONFIG_FILE"))
        .filter(file -> !Files.exists(Path.of(file)))
        .ifPresent(missing -> environment.put("TF_CLI_CONFIG_FILE", ""));
    return environment;
  }

  private static Optional<String> pluginFolder() {
    Optional<String> named =
        Optional.ofNullable(System.getenv("TF_PLUGIN_DIR")).filter(name -> !name.isBlank());
    return named.isPresent()
        ? named
        : new Program("find", Map.of())
            .run(
                List.of(
                    "/",
                    "-maxdepth",
                    "3",
                    "-xdev",
                    "-type",
                    "d",
                    "-name",
                    "tf-plugins",
                    "-print",
                    "-quit"))
            .flatMap(found -> found.output().lines().findFirst());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".tf")) {
          Path copy = to.resolve(from.relativize(file).toString());
          Files.createDirectories(Optional.ofNullable(copy.getParent()).orElseThrow());
          Files.copy(file, copy);
        }
      }
    }
  }
}
