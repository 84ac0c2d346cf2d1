package dev.tocsin.local.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.failure.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is notified of a Terraform that cannot do its work. */
class TerraformTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Terraform v1.10.5 | 1.10
          Terraform v0.15.0 | 0.15
          OpenTofu v1.9.0   | unknown
          """)
  void requireVersion_tooOld_isOneSentence(String said, String version) {
    assertThatThrownBy(() -> Terraform.requireVersion(said))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Terraform is version %s; it must be 1.11 or newer, for write-only attributes.",
            version);
  }

  @ParameterizedTest
  @CsvSource({"Terraform v1.11.0", "Terraform v1.11.4", "Terraform v2.0.0"})
  void requireVersion_newEnough_isNothing(String said) {
    assertThatCode(() -> Terraform.requireVersion(said)).doesNotThrowAnyException();
  }

  @Test
  void firstErrors_nobodyAnswers_isOneSentenceHoweverManyRequests() {
    assertThat(
            Terraform.firstErrors(
                List.of(
                    "Error: creating IAM Role (tocsin-api-logs): operation error IAM: CreateRole,"
                        + " exceeded maximum number of attempts, 2, https response error StatusCode:"
                        + " 0, RequestID: , request send failed, Post \"http://localhost:9/\": dial"
                        + " tcp 127.0.0.1:9: connect: connection refused",
                    "",
                    "Error: creating API Gateway REST API (tocsin): request send failed, Post"
                        + " \"http://localhost:9/restapis\": dial tcp 127.0.0.1:9: connect:"
                        + " connection refused")))
        .isEqualTo("http://localhost:9 does not answer (connection refused)");
  }

  @Test
  void firstErrors_aVariableIsRefused_isItsSentence() {
    assertThat(
            Terraform.firstErrors(
                List.of(
                    "╷",
                    "│ Error: Invalid value for variable",
                    "│ ",
                    "│   on variables.tf line 1:",
                    "│ ",
                    "│ endpoint is \"localstack\"; give an address.",
                    "│ ",
                    "│ This was checked by the validation rule at variables.tf:9,3-13.")))
        .isEqualTo("endpoint is \"localstack\"; give an address.");
  }

  @Test
  void firstErrors_others_areTheirTitlesOnce() {
    assertThat(Terraform.firstErrors(List.of("Error: one", "x", "Error: one", "Error: two")))
        .isEqualTo("Error: one; Error: two");
  }
}
