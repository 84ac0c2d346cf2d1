package dev.tocsin.bench.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EvaluateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"threshold", "windowed", "mixed"})
  void evaluate_anyKind_evaluatesAllSamplesAndSomethingFires(String kind) throws Exception {
    assertThat(
            run(
                "--kind",
                kind,
                "--rules",
                "20",
                "--series",
                "2000",
                "--samples",
                "30000",
                "--runs",
                "1"))
        .isZero();

    JsonNode line = new ObjectMapper().readTree(out.toString());
    assertThat(line.path("kind").asText()).isEqualTo(kind);
    assertThat(line.path("samples").asLong()).isEqualTo(30_000);
    assertThat(line.path("transitions").asLong()).isPositive();
    assertThat(line.path("cpu_seconds").asDouble()).isPositive();
  }

  @Test
  void evaluate_windows_keysTakeNoMoreMemoryThanTheyMay() throws Exception {
    assertThat(
            run(
                "--kind",
                "windowed",
                "--rules",
                "20",
                "--series",
                "2000",
                "--samples",
                "2000",
                "--runs",
                "1"))
        .isZero();

    JsonNode bytes = new ObjectMapper().readTree(out.toString()).path("memory_bytes_per_key");
    assertThat(bytes.path("rate").asLong()).isBetween(250L, 400L + 32);
    assertThat(bytes.path("p99").asLong()).isBetween(150L, 4096L + 32);
  }

  @Test
  void evaluate_oddNumberOfRules_isRefused() {
    assertThat(run("--rules", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("--rules is 3; it must be even, at least 2.");
  }

  private int run(String... arguments) {
    return new CommandLine(new EvaluateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
