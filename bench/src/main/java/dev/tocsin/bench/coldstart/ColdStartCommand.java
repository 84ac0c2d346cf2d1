package dev.tocsin.bench.coldstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin bench coldstart}. */
@Command(
    name = "coldstart",
    mixinStandardHelpOptions = true,
    description = {
      "Starts each function's archive under Lambda's runtime interface client, on one core with C1.",
      "Milliseconds from the process's start to its first response (median, least, most; ratio to an"
          + " empty Micronaut function), and from the restore of an emulated snapshot to ready."
    })
public final class ColdStartCommand implements Callable<Integer> {
  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each is started (default: ${DEFAULT-VALUE}).")
  int runs;

  @Option(
      names = "--project",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where the modules with their archives are (default: here).")
  Path project;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Measures the empty function and this one only; repeatable.")
  List<String> only = new ArrayList<>();

  @Spec CommandSpec spec;

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public Integer call() throws IOException {
    List<Subject> subjects = chosen();
    Path unpacked = Files.createTempDirectory("tocsin-coldstart-");
    try (Environment environment = new Environment()) {
      Map<String, Archive> archives = new HashMap<>();
      @Nullable FunctionStart baseline = null;
      for (Subject subject : subjects) {
        Archive archive = archives.get(subject.module());
        if (archive == null) {
          archive = unpack(subject, unpacked.resolve(Integer.toString(archives.size())));
          archives.put(subject.module(), archive);
        }
        FunctionStart start = new FunctionStart(subject, archive, environment.environment());
        baseline = baseline == null ? start : baseline;
        Map<String, Object> result = line(subject, archive, measure(start, baseline, environment));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json.writeValueAsString(result));
        out.flush();
      }
    } finally {
      delete(unpacked);
    }
    return 0;
  }

  private List<Subject> chosen() {
    if (runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--runs is " + runs + "; it must be at least 1.");
    }
    List<Subject> all = Subject.all();
    List<String> names = all.stream().map(Subject::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--only %s: there is no such function; there are %s."
                .formatted(name, String.join(", ", names)));
      }
    }
    return all.stream()
        .filter(subject ->
            only.isEmpty() || subject.equals(all.getFirst()) || only.contains(subject.name()))
        .toList();
  }

  private Archive unpack(Subject subject, Path directory) throws IOException {
    Path module = project.resolve(subject.module());
    Path zip = module.resolve("target").resolve(module.getFileName() + ".zip");
    if (!Files.isRegularFile(zip)) {
      throw new ParameterException(
          spec.commandLine(), "%s is not there: build it with mvn package.".formatted(zip));
    }
    return Archive.unpack(zip, directory);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /**
   * What was measured, one of each a run.
   *
   * @param baseline the empty function's starts, each beside one of the subject's
   */
  private record Figures(
      List<FunctionStart.Cold> cold,
      List<FunctionStart.Cold> baseline,
      List<FunctionStart.Restored> restored) {}

  /** The baseline is started anew beside each run, so that both meet the same load. */
  private Figures measure(FunctionStart subject, FunctionStart baseline, Environment environment)
      throws IOException {
    Figures figures = new Figures(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int run = 0; run < runs; run++) {
      figures.baseline().add(baseline.cold());
      figures.cold().add(subject.cold());
      figures.restored().add(subject.restored(environment));
    }
    return figures;
  }

  private Map<String, Object> line(Subject subject, Archive archive, Figures figures) {
    LongSummaryStatistics cold =
        figures.cold().stream().mapToLong(FunctionStart.Cold::millis).summaryStatistics();
    long coldMillis = median(figures.cold(), FunctionStart.Cold::millis);
    long emptyMillis = median(figures.baseline(), FunctionStart.Cold::millis);
    long cpuMillis = median(figures.cold(), FunctionStart.Cold::cpuMillis);
    long emptyCpuMillis = median(figures.baseline(), FunctionStart.Cold::cpuMillis);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("function", subject.name());
    line.put("runs", runs);
    line.put("cold_ms", coldMillis);
    line.put("cold_ms_least", cold.getMin());
    line.put("cold_ms_most", cold.getMax());
    line.put("empty_ms", emptyMillis);
    line.put("ratio", ratio(coldMillis, emptyMillis));
    line.put("cpu_ms", cpuMillis);
    line.put("cpu_ratio", ratio(cpuMillis, emptyCpuMillis));
    line.put("restore_ms", median(figures.restored(), FunctionStart.Restored::restoreMillis));
    line.put(
        "restore_ms_most",
        figures.restored().stream()
            .mapToLong(FunctionStart.Restored::restoreMillis)
            .max()
            .orElseThrow());
    line.put(
        "connections_in_snapshot",
        figures.restored().stream()
            .mapToLong(FunctionStart.Restored::connectionsInSnapshot)
            .max()
            .orElseThrow());
    line.put("archive_bytes", archive.bytes());
    return line;
  }

  private static <T> long median(List<T> measured, ToLongFunction<T> figure) {
    return measured.stream().mapToLong(figure).sorted().toArray()[measured.size() / 2];
  }

  private static double ratio(long figure, long baseline) {
    return Math.round(100.0 * figure / Math.max(1, baseline)) / 100.0;
  }
}
