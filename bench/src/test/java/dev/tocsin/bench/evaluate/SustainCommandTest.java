package dev.tocsin.bench.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SustainCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--kind=odd       | --kind is odd; it must be threshold, windowed or mixed.",
        "--rules=3        | --rules is 3; it must be even, at least 2.",
        "--rate=0         | --rate is 0; it must be at least 1.",
        "--series=1       | --series is 1 for 20000 samples a second; each has one in a millisecond at most.",
        "--backlog=-1     | --backlog is -1; it must not be negative.",
        "--minutes=0      | --minutes is 0; it must be at least 1.",
        "--every=0        | --every is 0; it must be at least 1.",
        "--batch=10001    | --batch is 10001; it must be between 1 and 10000."
      })
  void sustain_wrongOption_isRefused(String option, String sentence) {
    StringWriter err = new StringWriter();

    int status = new CommandLine(new SustainCommand()).setErr(new PrintWriter(err)).execute(option);

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains(sentence);
  }
}
