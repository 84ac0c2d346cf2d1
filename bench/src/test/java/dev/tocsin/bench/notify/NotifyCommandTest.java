package dev.tocsin.bench.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class NotifyCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--alerts=0         | --alerts is 0; it must be at least 1.",
        "--group-size=0     | --group-size is 0; it must be at least 1.",
        "--inhibit-rules=-1 | --inhibit-rules is -1; it must be at least 0.",
        "--senders=0        | --senders is 0; it must be at least 1.",
        "--rate=0           | --rate is 0; it must be at least 1.",
        "--seconds=0        | --seconds is 0; it must be at least 1.",
      })
  void notify_wrongOption_isRefused(String option, String sentence) {
    StringWriter err = new StringWriter();

    int status = new CommandLine(new NotifyCommand()).setErr(new PrintWriter(err)).execute(option);

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 2", "0.51, 3", "0.99, 4", "1, 4", "0.01, 1"})
  void percentile_quantile_isTheNearestRank(double quantile, double expected) {
    assertThat(NotifyMeasurement.percentile(List.of(1.0, 2.0, 3.0, 4.0), quantile))
        .isEqualTo(expected);
  }
}
