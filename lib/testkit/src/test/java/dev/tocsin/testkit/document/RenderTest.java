package dev.tocsin.testkit.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** The script that makes the README's picture of a terminal's text. */
class RenderTest {
  private static String rendered(String text) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Page.root().resolve("docs/images/render").toString(), "$ run")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(UTF_8));
    }
    String picture = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return picture;
  }

  @Test
  void lines_areTextsBelowEachOtherWithTheirMarkupEscaped() throws Exception {
    assertThat(rendered("✓ a < b && c\nend\n").lines().filter(line -> line.startsWith("<text")))
        .containsExactly(
            "<text x=\"20\" y=\"76\" fill=\"#79c0ff\" xml:space=\"preserve\">$ run</text>",
            "<text x=\"20\" y=\"96\" fill=\"#7ee787\" xml:space=\"preserve\">✓ a &lt; b &amp;&amp;"
                + " c</text>",
            "<text x=\"20\" y=\"116\" fill=\"#e6edf3\" xml:space=\"preserve\">end</text>");
  }

  @Test
  void sameText_isTheSamePicture() throws Exception {
    assertThat(rendered("one\ntwo\n")).isEqualTo(rendered("one\ntwo\n")).endsWith("</svg>\n");
  }
}
