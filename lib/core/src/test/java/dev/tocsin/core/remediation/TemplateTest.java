package dev.tocsin.core.remediation;

import static dev.tocsin.core.remediation.RemediationFixtures.action;
import static dev.tocsin.core.remediation.RemediationFixtures.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.core.remediation.HttpAction.Rendering;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  @ParameterizedTest
  @ValueSource(strings = {"{{value}}", "{{labels.}}", "{{labels.a-b}}", "{{ }}", "a {{labels.x"})
  void parse_unknownOrOpenReference_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Template.parse(text));
  }

  @Test
  void render_labels_areQuotedForWhereTheyEnter() {
    HttpAction action =
        action(
            "http://h/clean/{{ instance_id }}?m={{labels.mount}}",
            "{\"m\":\"{{labels.mount}}\",\"i\":\"{{instance_id}}\"}");
    assertThat(action.render(alert("web 1:9/x", Map.of("mount", "/var/a+b=c"))))
        .isInstanceOfSatisfying(
            Rendering.Ready.class,
            ready -> {
              assertThat(ready.request().uri())
                  .hasToString("http://h/clean/web%201%3A9%2Fx?m=%2Fvar%2Fa%2Bb%3Dc");
              assertThat(ready.request().body())
                  .hasValue("{\"m\":\"/var/a+b=c\",\"i\":\"web 1:9/x\"}");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "..", ".", "a/../b", "../x", "a/..", "a\"b", "a\\b", "$(id)", "a\nb", "ä", "a%2e"
      })
  void render_labelThatMayNotBecomeAParameter_isInvalidAndNotRepeated(String label) {
    assertThat(action("http://h/{{labels.x}}", "{}").render(alert("web-1", Map.of("x", label))))
        .isEqualTo(
            new Rendering.Invalid(
                "labels.x is absent or is not 1 to 256 characters of letters, digits, space and"
                    + " _.:/@+=,-"));
  }

  @Test
  void render_absentLabelThatIsNotReferredTo_doesNotMatter() {
    assertThat(action("http://h/x", "{}").render(alert("\u0000", Map.of())))
        .isInstanceOf(Rendering.Ready.class);
  }

  @Test
  void render_anyLabelWhatever_staysOnePathSegmentAndOneJsonString() {
    Random random = new Random(20261121);
    HttpAction action = action("http://h/a/{{labels.x}}/b", "{\"x\":\"{{labels.x}}\"}");
    String alphabet = "abz09._:/@+=, -\"\\{}<>&?#%\n\u0000ü";
    int ready = 0;
    for (int round = 0; round < 5_000; round++) {
      StringBuilder label = new StringBuilder();
      for (int n = random.nextInt(1, 6); n > 0; n--) {
        label.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String value = label.toString();
      if (action.render(alert("i", Map.of("x", value))) instanceof Rendering.Ready rendered) {
        ready++;
        assertThat(rendered.request().uri().getRawPath().split("/", -1)).hasSize(4);
        assertThat(rendered.request().uri().getPath()).isEqualTo("/a/" + value + "/b");
        assertThat(rendered.request().body()).hasValue("{\"x\":\"" + value + "\"}");
      }
    }
    assertThat(ready).isGreaterThan(500);
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/{{labels.x}}, ''",
    "http://h:8080/?q={{labels.x}}, ''",
    "http://{{labels.x}}/a, may refer to labels only in its path and query",
    "http://h.{{labels.x}}/a, may refer to labels only in its path and query",
    "http://h?q={{labels.x}}, may refer to labels only in its path and query",
    "ftp://h/, must be an absolute http or https URL",
    "/a, must be an absolute http or https URL",
    "http://u:p@h/, must not hold a user or password; use a header",
    "http://h/#f, must not have a fragment",
    "http://h/a b, is no URL: Illegal character in path"
  })
  void checkUrl_table(String url, String fault) {
    assertThat(HttpActionCheck.url(Template.parse(url)).orElse("")).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":\"{{labels.x}}\"} | ''",
        "{\"a\\\"\":\"-{{labels.x}}-\"} | ''",
        "{\"a\":{{labels.x}}} | may refer to labels only within JSON strings",
        "{{labels.x}} | may refer to labels only within JSON strings",
        "\"a\\\\\" {{labels.x}} | may refer to labels only within JSON strings",
        "plain text | ''"
      })
  void checkBody_table(String body, String fault) {
    assertThat(HttpActionCheck.body(Template.parse(body)).orElse("")).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Token, abc, ''",
    "'X Token', abc, '\"X Token\" is no header name'",
    "Host, h, the header Host cannot be set here",
    "idempotency-key, h, the header idempotency-key cannot be set here",
    "X, {{labels.x}}, the header X cannot refer to labels",
    "X, ä, the header X must be visible ASCII"
  })
  void checkHeader_table(String name, String value, String fault) {
    assertThat(HttpActionCheck.header(name, value).orElse("")).isEqualTo(fault);
  }
}
