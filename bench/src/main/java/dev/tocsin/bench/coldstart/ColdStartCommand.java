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
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    long baseline = 0;
    try (Surroundings surroundings = new Surroundings()) {
      Map<String, Archive> archives = new HashMap<>();
      for (Subject subject : subjects) {
        Archive archive = archives.get(subject.module());
        if (archive == null) {
          archive = unpack(subject, unpacked.resolve(Integer.toString(archives.size())));
          archives.put(subject.module(), archive);
        }
        Figures figures = measure(subject, archive, surroundings);
        baseline = baseline == 0 ? figures.coldMillis() : baseline;
        Map<String, Object> result = line(subject, archive, figures, baseline);
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

  /** What was measured; the lists are sorted, in milliseconds. */
  private record Figures(List<Long> cold, List<Long> restore, long connections) {
    long coldMillis() {
      return cold.get(cold.size() / 2);
    }
  }

  private Figures measure(Subject subject, Archive archive, Surroundings surroundings)
      throws IOException {
    FunctionStart start = new FunctionStart(subject, archive, surroundings.environment());
    List<Long> cold = new ArrayList<>();
    List<Long> restore = new ArrayList<>();
    long connections = 0;
    for (int run = 0; run < runs; run++) {
      cold.add(start.cold());
      FunctionStart.Restored restored = start.restored(surroundings);
      restore.add(restored.restoreMillis());
      connections = Math.max(connections, restored.connectionsInSnapshot());
    }
    cold.sort(null);
    restore.sort(null);
    return new Figures(cold, restore, connections);
  }

  private Map<String, Object> line(
      Subject subject, Archive archive, Figures figures, long baseline) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("function", subject.name());
    line.put("runs", runs);
    line.put("cold_ms", figures.coldMillis());
    line.put("cold_ms_least", figures.cold().getFirst());
    line.put("cold_ms_most", figures.cold().getLast());
    line.put("ratio", Math.round(100.0 * figures.coldMillis() / baseline) / 100.0);
    line.put("restore_ms", figures.restore().get(runs / 2));
    line.put("restore_ms_most", figures.restore().getLast());
    line.put("connections_in_snapshot", figures.connections());
    line.put("archive_bytes", archive.bytes());
    return line;
  }
}
