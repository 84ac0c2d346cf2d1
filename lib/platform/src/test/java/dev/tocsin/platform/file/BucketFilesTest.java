package dev.tocsin.platform.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.file.InvalidFiles;
import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.file.TextFiles;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.testkit.MovedClock;
import dev.tocsin.testkit.lambda.AwsStub;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client of S3 against a server that answers as S3 does. */
class BucketFilesTest {
  private final MovedClock clock = MovedClock.create();
  private final AwsStub s3 = new AwsStub();
  private final Map<String, String> objects = s3.objects();
  private final ApplicationContext context =
      ApplicationContext.builder()
          .properties(
              Map.of(
                  "tocsin.config.bucket",
                  "conf",
                  "tocsin.config.prefix",
                  "prod/",
                  "tocsin.aws.endpoint",
                  s3.address().toString(),
                  "tocsin.aws.unsigned",
                  true))
          .beanDefinitions(
              RuntimeBeanDefinition.builder(InstantSource.class, () -> clock)
                  .singleton(true)
                  .build())
          .start();

  @AfterEach
  void close() {
    context.close();
    s3.close();
  }

  private TextFile file() {
    return context.getBean(BucketFiles.class).file("cmdb.yaml", "(none)");
  }

  private TextFiles rules() {
    return context.getBean(BucketFiles.class).directory("rules/");
  }

  @Test
  void file_objectChanges_isSeenAtTheNextCheckOnly() {
    objects.put("conf/prod/cmdb.yaml", "one");
    TextFile file = file();
    assertThat(file.name()).isEqualTo("s3://conf/prod/cmdb.yaml");
    assertThat(file.text()).isEqualTo("one");
    objects.put("conf/prod/cmdb.yaml", "two");
    clock.advance(Duration.ofSeconds(29));
    assertThat(file.text()).isEqualTo("one");
    assertThat(s3.asked()).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(file.text()).isEqualTo("two");
    assertThat(s3.asked()).hasSize(2);
  }

  @Test
  void file_objectUnchanged_isTheSameTextNotFetchedAgain() {
    objects.put("conf/prod/cmdb.yaml", "one");
    TextFile file = file();
    String first = file.text();
    clock.advance(Duration.ofMinutes(1));
    assertThat(file.text()).isSameAs(first);
    assertThat(s3.asked()).hasSize(2);
  }

  @Test
  void file_noObject_isWhatAbsenceMeans() {
    TextFile file = file();
    assertThat(file.text()).isEqualTo("(none)");
    objects.put("conf/prod/cmdb.yaml", "one");
    clock.advance(Duration.ofMinutes(1));
    assertThat(file.text()).isEqualTo("one");
    objects.clear();
    clock.advance(Duration.ofMinutes(1));
    assertThat(file.text()).isEqualTo("(none)");
  }

  @Test
  void file_bucketAway_failsUntilItIsBackAndAsksSeldom() {
    objects.put("conf/prod/cmdb.yaml", "one");
    TextFile file = file();
    assertThat(file.text()).isEqualTo("one");
    s3.down(true);
    clock.advance(Duration.ofMinutes(1));
    s3.forget();
    assertThatThrownBy(file::text).hasMessageContaining("503");
    assertThat(s3.asked()).hasSize(3);
    assertThatThrownBy(file::text).hasMessageContaining("503");
    assertThat(s3.asked()).hasSize(3);
  }

  @Test
  void file_larger_thanAnyOfOurs_isRefused() {
    objects.put("conf/prod/cmdb.yaml", "x".repeat((16 << 20) + 1));
    assertThatThrownBy(() -> file().text())
        .hasMessage("it has 16777217 bytes; it may have 16777216 at most");
  }

  @Test
  void directory_objectsComeChangeAndGo_onlyChangedOnesAreFetched() {
    objects.put("conf/prod/rules/b.yml", "b1");
    objects.put("conf/prod/rules/a.yaml", "a1");
    objects.put("conf/prod/rules/README.md", "no rules");
    objects.put("conf/prod/rules/sub/C.YAML", "c1");
    TextFiles rules = rules();
    assertThat(rules.now())
        .containsExactly(
            new SourceFile("s3://conf/prod/rules/a.yaml", "a1"),
            new SourceFile("s3://conf/prod/rules/b.yml", "b1"),
            new SourceFile("s3://conf/prod/rules/sub/C.YAML", "c1"));
    objects.remove("conf/prod/rules/sub/C.YAML");
    objects.put("conf/prod/rules/b.yml", "b2");
    assertThat(rules.now()).extracting(SourceFile::text).containsExactly("a1", "b1", "c1");
    s3.forget();
    rules.expire();
    assertThat(rules.now()).extracting(SourceFile::text).containsExactly("a1", "b2");
    assertThat(s3.asked()).hasSize(2).last().asString().contains("b.yml");
    objects.remove("conf/prod/rules/a.yaml");
    clock.advance(Duration.ofSeconds(30));
    assertThat(rules.now()).extracting(SourceFile::text).containsExactly("b2");
  }

  @Test
  void directory_empty_isAnErrorNotNoRules() {
    assertThatThrownBy(() -> rules().now())
        .hasMessageContaining("there is no file ending in .yaml or .yml");
  }

  @Test
  void context_withoutBucket_hasNoFiles() {
    try (ApplicationContext bare = ApplicationContext.run()) {
      assertThat(bare.containsBean(BucketFiles.class)).isFalse();
    }
  }

  @Test
  void file_noUtf8_isRefusedWithTheByteAndStaysAsItWas() {
    objects.put("conf/prod/cmdb.yaml", "assets: {}");
    Reloadable<String> file = new Reloadable<>(file(), (name, text, problems) -> Optional.of(text));
    assertThat(file.current()).isEqualTo("assets: {}");
    objects.put("conf/prod/cmdb.yaml", "assets:\n  café: {}");
    s3.asLatin1("conf/prod/cmdb.yaml");
    clock.advance(Duration.ofMinutes(1));
    assertThat(file.reload())
        .hasToString(
            "s3://conf/prod/cmdb.yaml:2:6: this file is not UTF-8: byte 0xE9 stands where a"
                + " character should; save it as UTF-8");
    assertThat(file.current()).isEqualTo("assets: {}");
  }

  @Test
  void directory_noUtf8_isRefusedWithEachByte() {
    objects.put("conf/prod/rules/a.yaml", "é");
    objects.put("conf/prod/rules/b.yaml", "ok");
    objects.put("conf/prod/rules/c.yaml", "\nü");
    s3.asLatin1("conf/prod/rules/a.yaml");
    s3.asLatin1("conf/prod/rules/c.yaml");
    assertThatThrownBy(() -> rules().now())
        .isInstanceOf(InvalidFiles.class)
        .hasMessageContainingAll(
            "s3://conf/prod/rules/a.yaml:1:1: this file is not UTF-8: byte 0xE9",
            "s3://conf/prod/rules/c.yaml:2:1: this file is not UTF-8: byte 0xFC");
  }

  @Test
  void settings_fileChanges_isFollowedAtTheNextCheckUnlessFaulty() {
    Settings deployment = Settings.DEFAULT.withTimes(Duration.ofSeconds(5), Duration.ofHours(1));
    CurrentSettings settings = DeployedSettings.of(deployment, context.getBean(BucketFiles.class));
    objects.put("conf/prod/settings.yaml", "limits: {batch_size: 1}");
    assertThat(settings.now()).isEqualTo(deployment);
    objects.put("conf/prod/settings.yaml", "allowed_lateness: 20s");
    assertThat(settings.now()).isEqualTo(deployment);
    clock.advance(Duration.ofSeconds(30));
    assertThat(settings.now())
        .isEqualTo(deployment.withTimes(Duration.ofSeconds(20), Duration.ofHours(1)));
    objects.put("conf/prod/settings.yaml", "allowed_lateness: soon");
    clock.advance(Duration.ofSeconds(30));
    assertThat(settings.now().allowedLateness()).isEqualTo(Duration.ofSeconds(20));
    objects.remove("conf/prod/settings.yaml");
    clock.advance(Duration.ofSeconds(30));
    assertThat(settings.now()).isEqualTo(deployment);
  }
}
