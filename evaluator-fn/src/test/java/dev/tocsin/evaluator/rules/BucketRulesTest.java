package dev.tocsin.evaluator.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.core.file.TextFiles;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.yaml.SourceFile;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BucketRulesTest {
  private static final String RULE =
      "groups: [{name: g, rules: [{id: r, name: R, metric_name: m, operator: '>', threshold: 1,"
          + " severity: low}]}]";

  private final Logger logger = (Logger) LoggerFactory.getLogger(BucketRules.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private String text = RULE;
  private final RuleSource rules =
      new BucketRules(
          new TextFiles() {
            @Override
            public String name() {
              return "rules/";
            }

            @Override
            public List<SourceFile> now() {
              return List.of(new SourceFile("rules/r.yaml", text));
            }
          },
          () -> Settings.DEFAULT,
          LimitHits.NONE,
          () -> Instant.EPOCH);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    boolean unused = logger.detachAppender(lines);
  }

  /** As a start is. */
  @Test
  void current_fileCutToNothing_staysAndIsAnError() {
    text = "";
    assertThatThrownBy(rules::current).hasMessageContaining("this file is empty");
    text = RULE;
    assertThat(rules.current().ruleSet().rules()).hasSize(1);
    text = "# gone";
    assertThat(rules.current().ruleSet().rules()).hasSize(1);
    assertThat(lines.list).hasSize(2).allMatch(line -> line.getLevel() == Level.ERROR);
    assertThat(lines.list.getLast().getFormattedMessage())
        .contains("rules/r.yaml:1:1: this file is empty: to have no rules, write groups: []");
    text = "groups: []";
    assertThat(rules.current().ruleSet().rules()).isEmpty();
  }

  @Test
  void current_rulesWithWarnings_logsThemOnce() {
    text = RULE.replace("R,", "R, stale_after: 1s,");
    assertThat(rules.current().ruleSet().rules()).hasSize(1);
    assertThat(rules.current().ruleSet().rules()).hasSize(1);
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.WARN);
    assertThat(lines.list.getFirst().getFormattedMessage())
        .contains("rules/r.yaml:1:58: warning: stale_after is 1s");
  }
}
