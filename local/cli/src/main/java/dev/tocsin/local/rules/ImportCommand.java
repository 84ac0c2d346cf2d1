package dev.tocsin.local.rules;

import dev.tocsin.core.label.Severity;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.local.pipeline.PipelineFiles;
import dev.tocsin.promql.rules.RuleImport;
import dev.tocsin.promql.rules.RuleImport.Result;
import dev.tocsin.promql.rules.Severities;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin rules import}. */
@Command(
    name = "import",
    description = {
      "Prints the alerts of Prometheus' rule files as a file of rules: those that mean the same.",
      "The others go to standard error as FILE:LINE: alert NAME: reason."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the files were read", "1:the files have problems", "2:wrong usage"})
final class ImportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "Prometheus' rule files, or directories, of which the .yaml and .yml files are read, with"
            + " those of all directories below."
      })
  List<Path> files = List.of();

  @Option(
      names = "--approximate",
      description = "Imports alerts that differ too, and says how each of them does.")
  boolean approximate;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationOption.class,
      defaultValue = "1m",
      description = {
        "The server's evaluation_interval, for groups that do not say theirs"
            + " (default: ${DEFAULT-VALUE})."
      })
  Duration interval = Duration.ZERO;

  @Option(
      names = "--severity",
      paramLabel = "LABEL=SEVERITY",
      converter = {PlainText.class, SeverityOption.class},
      description = {
        "What a text of the label severity means, such as sev2=high. Known are critical and page;"
            + " high, major and error; warning, medium and ticket; info, low and none."
      })
  Map<String, Severity> severities = Map.of();

  @Option(
      names = "--default-severity",
      paramLabel = "SEVERITY",
      converter = SeverityOption.class,
      description = "That of alerts without the label; without this, they are not imported.")
  @Nullable Severity defaultSeverity;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (interval.isZero()) {
      throw new ParameterException(spec.commandLine(), "--interval must be longer than 0");
    }
    PrintWriter err = spec.commandLine().getErr();
    Problems problems = new Problems();
    List<SourceFile> sources =
        new PipelineFiles(files, Optional.empty(), Optional.empty(), Optional.empty())
            .readRules(problems);
    RuleImport.Settings settings =
        new RuleImport.Settings(
            approximate,
            interval,
            new Severities(severities, Optional.ofNullable(defaultSeverity)));
    Optional<Result> result = RuleImport.run(sources, settings, problems);
    if (result.isEmpty()) {
      err.println(problems);
      err.flush();
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(result.get().text());
    out.flush();
    result.get().remarks().forEach(remark -> err.println(VisibleText.of(remark)));
    err.println(summary(result.get()));
    err.flush();
    return 0;
  }

  private static String summary(Result result) {
    return "imported %d of %d alerts".formatted(result.imported(), result.alerts())
        + (result.approximate() == 0 ? "" : ", %d of them differ".formatted(result.approximate()))
        + (result.recordings() == 0
            ? ""
            : "; recording rules, not imported: " + result.recordings());
  }

  /** Takes a text as it is. */
  static final class PlainText implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return text;
    }
  }
}
