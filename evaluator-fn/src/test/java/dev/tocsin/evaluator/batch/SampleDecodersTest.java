package dev.tocsin.evaluator.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.evaluator.setting.EvaluatorSettings;
import dev.tocsin.formats.Decoded;
import dev.tocsin.formats.PrimingRecords;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleDecodersTest {
  private static Decoded decoded(Topic.Format format) {
    EvaluatorSettings settings =
        new EvaluatorSettings(
            List.of("t"), List.of(format), Duration.ofSeconds(10), Duration.ofMinutes(15));
    SampleDecoders decoders = new SampleDecoders(settings);
    return decoders
        .of(decoders.topic("t", Settings.DEFAULT), Settings.DEFAULT)
        .decode(PrimingRecords.of(format), Instant.MAX);
  }

  @ParameterizedTest
  @EnumSource
  void of_eachFormat_decodesItsPrimingRecord(Topic.Format format) {
    assertThat(decoded(format).rejected()).isEmpty();
  }

  /** In a process that has the other formats' libraries not at all. */
  @Test
  void of_json_needsNoOtherFormatsLibraries() throws Exception {
    URL[] path =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(part -> !part.matches(".*(protobuf|opentelemetry|aircompressor).*"))
            .map(SampleDecodersTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      var decoded =
          loader.loadClass(SampleDecodersTest.class.getName()).getDeclaredMethod("ofJson");
      decoded.setAccessible(true);

      assertThat(decoded.invoke(null)).isEqualTo(1);
    }
  }

  static int ofJson() {
    return decoded(Topic.Format.JSON).samples().size();
  }

  private static URL url(String part) {
    try {
      return Path.of(part).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
