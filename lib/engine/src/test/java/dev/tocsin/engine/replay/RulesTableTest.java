package dev.tocsin.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What rules of all types do with samples, as docs/rules.md describes it: each row is a sentence of
 * it, a rule of a group with an interval of 15 s, samples of one partition in the order in which
 * they come, the time that the watermark reaches in the end, and what follows. The allowed lateness
 * is 10 s.
 *
 * <p>{@code 10=91} is a sample of the metric {@code m} at 10 s, {@code n:10=91} one of the metric
 * {@code n}, {@code m/b:10=91} one of the instance {@code b}. {@code 15 a firing 91} is a
 * transition with its value; {@code out_of_order=1} and {@code beyond_limit=1} count ignored
 * samples.
 */
class RulesTableTest {
  private static final Duration LATENESS = Duration.ofSeconds(10);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          Each sample of a threshold rule is compared by itself           | operator: '>', threshold: 80, duration: 0                                                                                                       | 7=91 9=70                                                                                   | 10    | 7 a pending 91; 7 a firing 91; 9 a resolved 70
          A sample that lies within the allowed lateness is evaluated     | operator: '>', threshold: 80, duration: 0                                                                                                       | m/b:20=1 10=91                                                                              | 30    | 10 a pending 91; 10 a firing 91
          One that comes late counts as of the allowed lateness           | operator: '>', threshold: 80, duration: 0                                                                                                       | m/b:20=1 9.999=91                                                                           | 30    | 10 a pending 91; 10 a firing 91
          Its age does not complete a duration                            | operator: '>', threshold: 80, duration: 30s                                                                                                     | m/b:60=1 10=91 m/b:70=1 11=91                                                               | 75    | 50 a pending 91
          One that is older than the newest of its key is out of order    | operator: '>', threshold: 80, duration: 0                                                                                                       | 20=91 19=70                                                                                 | 30    | 20 a pending 91; 20 a firing 91; out_of_order=1
          One of the same time is a duplicate                             | operator: '>', threshold: 80, duration: 0                                                                                                       | 20=91 20=70                                                                                 | 30    | 20 a pending 91; 20 a firing 91; duplicate=1
          Their own times are compared                                    | operator: '>', threshold: 80, duration: 0                                                                                                       | m/b:60=1 20=91 25=70                                                                        | 75    | 50 a pending 91; 50 a firing 91; 50 a resolved 70
          One that is older than the end of its alert is evaluated        | operator: '>', threshold: 80, duration: 0, cooldown: 0                                                                                          | 20=91 21=70 20.5=91                                                                         | 30    | 20 a pending 91; 20 a firing 91; 21 a resolved 70; 20.5 a pending 91; 20.5 a firing 91
          An alert that goes on firing is repeated each cooldown          | operator: '>', threshold: 80, duration: 1m                                                                                                      | 0=95 60=95 210=95 360=95 510=95 660=70                                                      | 661   | 0 a pending 95; 60 a firing 95; 360 a firing 95; 660 a resolved 70
          With repeat_interval 0: one page, one resolution                | operator: '>', threshold: 80, duration: 1m, repeat_interval: 0                                                                                  | 0=95 60=95 210=95 360=95 510=95 660=70                                                      | 661   | 0 a pending 95; 60 a firing 95; 660 a resolved 70
          And cooldown protects against flapping all the same             | operator: '>', threshold: 80, duration: 0, repeat_interval: 0                                                                                   | 0=95 1=70 299=95 300=95                                                                     | 301   | 0 a pending 95; 0 a firing 95; 1 a resolved 70; 299 a pending 95; 300 a firing 95
          Cooldown 0 alone means no repetition                            | operator: '>', threshold: 80, duration: 1m, cooldown: 0                                                                                         | 0=95 60=95 210=95 360=95 510=95 660=70                                                      | 661   | 0 a pending 95; 60 a firing 95; 660 a resolved 70
          Filters select samples                                          | operator: '>', threshold: 80, duration: 0, filters: {instance_id: b}                                                                            | 7=91 m/b:8=92                                                                               | 10    | 8 b pending 92; 8 b firing 92
          Without data for stale_after it is resolved                     | operator: '>', threshold: 80, duration: 0                                                                                                       | 7=91                                                                                        | 316   | 7 a pending 91; 7 a firing 91; 315 a resolved no_data
          Also when a sample of another key moves time                    | operator: '>', threshold: 80, duration: 0                                                                                                       | 7=91 m/b:326=1                                                                              | 0     | 7 a pending 91; 7 a firing 91; 315 a resolved no_data
          A key beyond max_keys is ignored                                | operator: '>', threshold: 80, duration: 0, max_keys: 1                                                                                          | 7=91 m/b:8=92                                                                               | 10    | 7 a pending 91; 7 a firing 91; beyond_limit=1
          A healthy alert key does not count                              | operator: '>', threshold: 80, duration: 0, max_keys: 1                                                                                          | 7=70 m/b:8=92                                                                               | 10    | 8 b pending 92; 8 b firing 92

          With resolve_threshold a firing key goes on down to it          | operator: '>', threshold: 80, resolve_threshold: 70, duration: 0                                                                                | 7=91 9=75 11=70                                                                             | 20    | 7 a pending 91; 7 a firing 91; 11 a resolved 70
          With >= it goes on at it                                        | operator: '>=', threshold: 80, resolve_threshold: 70, duration: 0                                                                               | 7=80 9=70 11=69                                                                             | 20    | 7 a pending 80; 7 a firing 80; 11 a resolved 69
          With < it lies above the threshold                              | operator: '<', threshold: 10, resolve_threshold: 20, duration: 0                                                                                | 7=9 9=15 11=20                                                                              | 20    | 7 a pending 9; 7 a firing 9; 11 a resolved 20
          A key that does not fire is compared with the threshold alone   | operator: '>', threshold: 80, resolve_threshold: 70, duration: 5                                                                                | 7=91 9=75 11=91 20=75 22=60                                                                 | 30    | 7 a pending 91; 9 a resolved 75; 11 a pending 91; 20 a resolved 75
          An alert is repeated between both                               | operator: '>', threshold: 80, resolve_threshold: 70, duration: 0, repeat_interval: 5                                                            | 7=91 12=75                                                                                  | 20    | 7 a pending 91; 7 a firing 91; 12 a firing 75

          A rule holds in its active hours                                | operator: '>', threshold: 80, duration: 0, active: {times: ["00:00-00:01"]}                                                                     | 7=91 60=91                                                                                  | 70    | 7 a pending 91; 7 a firing 91; 60 a resolved 91
          What is late counts as of the allowed lateness there too        | operator: '>', threshold: 80, duration: 0, active: {times: ["00:01-24:00"]}                                                                     | m/b:70=1 59=91                                                                              | 80    | 60 a pending 91; 60 a firing 91
          Weekdays are those of the location                              | operator: '>', threshold: 80, duration: 0, active: {weekdays: [friday], location: Asia/Tokyo}                                                   | 7=91 54000=91                                                                               | 54010 | 54000 a pending 91; 54000 a firing 91
          Outside of them a key does not count                            | operator: '>', threshold: 80, duration: 0, max_keys: 1, active: {times: ["00:01-24:00"]}                                                        | 7=91 m/b:8=92 61=91                                                                         | 70    | 61 a pending 91; 61 a firing 91

          A scheduled rule is evaluated at multiples of the interval      | operator: '>', threshold: 80, duration: 0, aggregate: avg, window: 1m                                                                           | 7=91                                                                                        | 16    | 15 a pending 91; 15 a firing 91
          As soon as the watermark has passed them                        | operator: '>', threshold: 80, duration: 0, aggregate: avg, window: 1m                                                                           | 7=91                                                                                        | 15    |
          At each of them in order                                        | operator: '>', threshold: 80, duration: 15s, aggregate: avg, window: 1m                                                                         | 7=91                                                                                        | 100   | 15 a pending 91; 30 a firing 91
          For a window longer than 60 intervals the step is longer        | operator: '>', threshold: 80, duration: 0, aggregate: avg, window: 20m                                                                          | 7=91                                                                                        | 31    | 30 a pending 91; 30 a firing 91
          A sample plays no part at evaluation times that had passed      | operator: '>', threshold: 80, duration: 0, aggregate: max, window: 1m                                                                           | m/b:46=1 20=91                                                                              | 46    | 45 a pending 91; 45 a firing 91
          A sample that missed none is not late                           | operator: '>', threshold: 80, duration: 0, aggregate: max, window: 1m                                                                           | m/b:40=1 20=91                                                                              | 31    | 30 a pending 91; 30 a firing 91
          Before they are looked at samples may come in any order         | operator: '>', threshold: 80, duration: 0, aggregate: max, window: 1m                                                                           | 30=50 20=91                                                                                 | 46    | 30 a pending 91; 30 a firing 91
          A sample older than the newest looked at is out of order        | operator: '>', threshold: 80, duration: 0, aggregate: max, window: 1m                                                                           | 7=50 40=51 m/b:60=1 20=91                                                                   | 61    | out_of_order=1
          One that comes late counts where its series has none newer      | operator: '>', threshold: 80, duration: 0, aggregate: max, window: 1m                                                                           | m/b:60=1 20=91                                                                              | 61    | 60 a pending 91; 60 a firing 91
          resolve_threshold keeps an aggregate firing                     | operator: '>', threshold: 80, resolve_threshold: 70, duration: 0, aggregate: last, window: 1m                                                   | 7=91 22=75 37=70                                                                            | 61    | 15 a pending 91; 15 a firing 91; 45 a resolved 70
          The 0 of an empty window it does not                            | operator: '>', threshold: 5, resolve_threshold: -1, duration: 0, aggregate: sum, window: 30s                                                    | 7=9 40=0                                                                                    | 76    | 15 a pending 9; 15 a firing 9; 75 a resolved 0
          At an evaluation time outside of them no rule holds             | operator: '>', threshold: 80, duration: 0, aggregate: max, window: 1m, active: {times: ["00:00-00:01"]}                                         | 7=91 50=91                                                                                  | 76    | 15 a pending 91; 15 a firing 91; 60 a resolved 91
          What is sent twice counts once                                  | operator: '>', threshold: 1, duration: 0, aggregate: count, window: 1m                                                                          | 7=1 7=1                                                                                     | 16    | duplicate=1
          Of several at the same time the first counts                    | operator: '>', threshold: 80, duration: 0, aggregate: max, window: 1m                                                                           | 7=50 7=91                                                                                   | 16    | duplicate=1
          The 0 of an empty window may begin an alert                     | operator: '<', threshold: 5, duration: 0, aggregate: sum, window: 1m                                                                            | 0=9                                                                                         | 300   | 60 a pending 0; 60 a firing 0
          Until the key is forgotten                                      | operator: '<', threshold: 1, duration: 0, aggregate: count, window: 1m, forget_after: 2m                                                        | 0=9                                                                                         | 300   | 60 a pending 0; 60 a firing 0; 120 a resolved 120
          It ends one where it does not meet the condition                | operator: '>', threshold: 5, duration: 0, aggregate: sum, window: 1m, on_no_data: keep                                                          | 7=9                                                                                         | 300   | 15 a pending 9; 15 a firing 9; 75 a resolved 0
          It resolves an alert whose condition it does not meet           | operator: '>', threshold: 5, duration: 0, aggregate: sum, window: 1m                                                                            | 0=9                                                                                         | 300   | 0 a pending 9; 0 a firing 9; 60 a resolved 0
          by makes the alert key                                          | operator: '>', threshold: 80, duration: 0, aggregate: sum, window: 1m, by: [zone]                                                               | 7=50 m/b:8=41                                                                               | 16    | 15 - pending 91; 15 - firing 91
          Without it each series is one                                   | operator: '>', threshold: 80, duration: 0, aggregate: sum, window: 1m                                                                           | 7=50 m/b:8=91                                                                               | 16    | 15 b pending 91; 15 b firing 91
          A series beyond max_series_per_key is ignored                   | operator: '>', threshold: 1, duration: 0, aggregate: sum, window: 1m, by: [zone], max_series_per_key: 1                                         | 7=50 m/b:8=41 9=1                                                                           | 16    | 15 - pending 51; 15 - firing 51; beyond_limit=1
          It counts once the first one has left the window                | operator: '>', threshold: 1, duration: 0, aggregate: sum, window: 1m, by: [zone], max_series_per_key: 1                                         | 7=50 m/b:90=41                                                                              | 91    | 15 - pending 50; 15 - firing 50; 75 - resolved 0; 90 - pending 41
          An alert key beyond max_keys is ignored with all its samples    | operator: '>', threshold: 1, duration: 0, aggregate: sum, window: 1m, max_keys: 1                                                               | 7=50 m/b:8=41 m/b:9=1                                                                       | 16    | 15 a pending 50; 15 a firing 50; beyond_limit=2
          An alert key with samples in the window counts                  | operator: '>', threshold: 80, duration: 0, aggregate: avg, window: 1m, max_keys: 1                                                              | 7=50 m/b:8=91                                                                               | 16    | beyond_limit=1

          A rate is the increase per second                               | type: rate, operator: '>', threshold: 1, duration: 0, window: 1m                                                                                | 0=0 20=10 40=50                                                                             | 46    | 45 a pending 1.25; 45 a firing 1.25
          There is none while elapsed is less than half the window        | type: rate, operator: '>', threshold: 1, duration: 0, window: 1m                                                                                | 0=0 29=50                                                                                   | 31    |
          At half of the window there is one                              | type: rate, operator: '>', threshold: 1, duration: 0, window: 1m                                                                                | 0=0 30=60                                                                                   | 31    | 30 a pending 2; 30 a firing 2
          A drop of a counter is a reset                                  | type: rate, operator: '>', threshold: 1, duration: 0, window: 1m                                                                                | 0=90 30=60                                                                                  | 31    | 30 a pending 2; 30 a firing 2
          With mode gauge it is a decrease                                | type: rate, operator: '<', threshold: -0.5, duration: 0, window: 1m, mode: gauge                                                                | 0=90 30=60                                                                                  | 31    | 30 a pending -1; 30 a firing -1
          With ratio_to it is 100 times the ratio of the increases        | type: rate, operator: '>', threshold: 5, duration: 0, window: 1m, ratio_to: n                                                                   | 0=0 n:0=0 30=6 n:30=60                                                                      | 31    | 30 a pending 10; 30 a firing 10
          Only the elapsed time of the denominator counts                 | type: rate, operator: '>', threshold: 5, duration: 0, window: 1m, ratio_to: n                                                                   | n:0=0 20=0 29=6 n:30=60                                                                     | 31    | 30 a pending 10; 30 a firing 10
          A numerator without differences is 0                            | type: rate, operator: '<', threshold: 5, duration: 0, window: 1m, ratio_to: n                                                                   | n:0=0 n:30=60                                                                               | 31    | 30 a pending 0; 30 a firing 0
          A denominator that did not increase gives no result             | type: rate, operator: '<', threshold: 5, duration: 0, window: 1m, ratio_to: n                                                                   | 0=0 n:0=7 30=6 n:30=7                                                                       | 31    |
          Nor one that is too short                                       | type: rate, operator: '>', threshold: 5, duration: 0, window: 1m, ratio_to: n                                                                   | 0=0 n:1=0 30=6 n:30=60                                                                      | 31    |
          A rate goes on firing down to resolve_threshold                 | type: rate, operator: '>', threshold: 1, resolve_threshold: 0.5, duration: 0, window: 30s                                                       | 0=0 15=30 30=60 45=70 60=70                                                                 | 76    | 15 a pending 2; 15 a firing 2; 60 a resolved 0.333

          Absence is true once the newest sample is duration old          | type: absence, duration: 1m                                                                                                                     | 0=1                                                                                         | 61    | 60 a pending 60; 60 a firing 60
          Before it is not                                                | type: absence, duration: 1m                                                                                                                     | 0=1                                                                                         | 60    |
          A sample resolves it                                            | type: absence, duration: 1m                                                                                                                     | 0=1 70=1                                                                                    | 76    | 60 a pending 60; 60 a firing 60; 75 a resolved 5
          An older sample than the newest changes nothing                 | type: absence, duration: 1m                                                                                                                     | 10=1 9=1                                                                                    | 76    | 75 a pending 65; 75 a firing 65
          An expected key is known before any sample                      | type: absence, duration: 1m, by: [instance_id], expected: [{instance_id: c}]                                                                    | 0=1 60=1                                                                                    | 61    | 60 c pending 60; 60 c firing 60
          A key without samples is known for forget_after                 | type: absence, duration: 1m, forget_after: 2m                                                                                                   | 0=1                                                                                         | 300   | 60 a pending 60; 60 a firing 60; 120 a resolved 120
          An expected one is known for ever                               | type: absence, duration: 1m, by: [instance_id], expected: [{instance_id: c}], forget_after: 2m                                                  | 0=1 50=1 100=1 130=1                                                                        | 140   | 60 c pending 60; 60 c firing 60
          Outside of active hours there is no absence                     | type: absence, duration: 1m, active: {times: ["00:01-24:00"]}                                                                                   | 0=1                                                                                         | 61    | 60 a pending 60; 60 a firing 60
          There one ends that has begun before                            | type: absence, duration: 30s, active: {times: ["00:00-00:01"]}                                                                                  | 0=1                                                                                         | 76    | 30 a pending 30; 30 a firing 30; 60 a resolved 60
          A known key counts towards max_keys                             | type: absence, duration: 1m, max_keys: 1                                                                                                        | 0=1 m/b:1=1                                                                                 | 16    | beyond_limit=1

          An anomaly is too many standard deviations away                 | type: anomaly, duration: 0, min_samples: 3, threshold: 3                                                                                        | 0=10 15=12 30=8 45=20                                                                       | 46    | 45 a pending 6.124; 45 a firing 6.124
          With direction down it is one below                             | type: anomaly, duration: 0, min_samples: 3, threshold: 3, direction: down                                                                       | 0=10 15=12 30=8 45=20                                                                       | 46    |
          It is then negative                                             | type: anomaly, duration: 0, min_samples: 3, threshold: 3, direction: down                                                                       | 0=10 15=12 30=8 45=0                                                                        | 46    | 45 a pending -6.124; 45 a firing -6.124
          With direction up it is one above                               | type: anomaly, duration: 0, min_samples: 3, threshold: 3, direction: up                                                                         | 0=10 15=12 30=8 45=0                                                                        | 46    |
          Before min_samples there is no result                           | type: anomaly, duration: 0, min_samples: 4, threshold: 3                                                                                        | 0=10 15=12 30=8 45=20                                                                       | 46    |
          A sample older than the newest is out of order                  | type: anomaly, duration: 0, min_samples: 3, threshold: 3                                                                                        | 0=10 15=12 30=8 29=99                                                                       | 46    | out_of_order=1
          One at the time of the newest is a duplicate                    | type: anomaly, duration: 0, min_samples: 3, threshold: 3                                                                                        | 0=10 15=12 30=8 30=10 45=20                                                                 | 46    | 45 a pending 6.124; 45 a firing 6.124; duplicate=1
          A constant value is off by 0.1 % of it                          | type: anomaly, duration: 0, min_samples: 2, threshold: 3                                                                                        | 0=10 15=10 30=10.04                                                                         | 46    | 30 a pending 4; 30 a firing 4
          After 24 h without samples mean and variance are forgotten      | type: anomaly, duration: 0, min_samples: 3, threshold: 3                                                                                        | 0=10 15=12 30=8 86441=20                                                                    | 86450 |

          Burn rate is the share of errors by what the objective allows   | type: burn_rate, objective: 50, errors: m, total: n, min_total: 10, duration: 0, windows: [{long: 2m, short: 1m, factor: 0.5, severity: high}]  | 0=0 n:0=0 60=100 n:60=100                                                                   | 61    | 60 a pending 2; 60 a firing 2
          It is above the factor in both windows, not equal to it         | type: burn_rate, objective: 50, errors: m, total: n, min_total: 10, duration: 0, windows: [{long: 2m, short: 1m, factor: 0.5, severity: high}]  | 0=0 n:0=0 60=25 n:60=100                                                                    | 61    |
          Not in the long window alone                                    | type: burn_rate, objective: 50, errors: m, total: n, min_total: 10, duration: 0, windows: [{long: 2m, short: 1m, factor: 0.5, severity: high}]  | 0=0 n:0=0 60=100 n:60=100 120=100 n:120=200                                                 | 121   | 60 a pending 2; 60 a firing 2; 120 a resolved 1
          Nor in the short window alone                                   | type: burn_rate, objective: 50, errors: m, total: n, min_total: 10, duration: 0, windows: [{long: 4m, short: 1m, factor: 0.5, severity: high}]  | 0=0 n:0=0 60=0 n:60=100 120=0 n:120=200 180=60 n:180=300                                    | 181   |
          With less than min_total in the short window there is none      | type: burn_rate, objective: 50, errors: m, total: n, min_total: 101, duration: 0, windows: [{long: 2m, short: 1m, factor: 0.5, severity: high}] | 0=0 n:0=0 60=100 n:60=100                                                                   | 61    |
          With min_total there is one                                     | type: burn_rate, objective: 50, errors: m, total: n, min_total: 100, duration: 0, windows: [{long: 2m, short: 1m, factor: 0.5, severity: high}] | 0=0 n:0=0 60=100 n:60=100                                                                   | 61    | 60 a pending 2; 60 a firing 2
          There is none while total spans less than half of the short one | type: burn_rate, objective: 50, errors: m, total: n, min_total: 10, duration: 0, windows: [{long: 2m, short: 1m, factor: 0.5, severity: high}]  | 30=0 n:31=0 60=100 n:60=100                                                                 | 61    |
          At half of it there is one                                      | type: burn_rate, objective: 50, errors: m, total: n, min_total: 10, duration: 0, windows: [{long: 2m, short: 1m, factor: 0.5, severity: high}]  | 30=0 n:30=0 60=100 n:60=100                                                                 | 61    | 60 a pending 2; 60 a firing 2
          Without errors the burn rate is 0                               | type: burn_rate, objective: 50, errors: m, total: n, min_total: 10, duration: 0, windows: [{long: 2m, short: 1m, factor: 0.5, severity: high}]  | n:0=0 n:60=100                                                                              | 61    |
          Without an increase of total there is none                      | type: burn_rate, objective: 50, errors: m, total: n, min_total: 0, duration: 0, windows: [{long: 2m, short: 1m, factor: 0.5, severity: high}]   | 0=0 n:0=5 60=100 n:60=5                                                                     | 61    |
          A long window keeps what its coarse steps hold                  | type: burn_rate, objective: 50, errors: m, total: n, min_total: 10, duration: 0, windows: [{long: 20m, short: 1m, factor: 0.5, severity: high}] | 0=0 n:0=0 15=100 n:15=100 30=200 n:30=200 45=300 n:45=300 60=400 n:60=400 120=400 n:120=500 | 121   | 30 a pending 2; 30 a firing 2; 120 a resolved 1.6

          Several alert keys are evaluated at the same time               | operator: '>', threshold: 80, duration: 0, aggregate: avg, window: 1m                                                                           | 7=91 m/b:8=92 m/c:9=93 m/d:9=10                                                             | 16    | 15 b pending 92; 15 b firing 92; 15 c pending 93; 15 c firing 93; 15 a pending 91; 15 a firing 91
          Each of them ends by itself                                     | operator: '>', threshold: 80, duration: 0, aggregate: avg, window: 1m, stale_after: 30s                                    | 7=91 m/b:8=92 m/b:50=92                                                                     | 106   | 15 b pending 92; 15 b firing 92; 15 a pending 91; 15 a firing 91; 90 a resolved no_data
          A key without samples in the window makes room for another      | operator: '>', threshold: 80, duration: 0, aggregate: avg, window: 1m, max_keys: 1                                                              | 7=50 m/b:75=91                                                                              | 91    | 75 b pending 91; 75 b firing 91
          A firing one makes none until it is resolved                    | operator: '>', threshold: 80, duration: 0, aggregate: avg, window: 1m, max_keys: 1                                                              | 7=91 m/b:90=91                                                                              | 91    | 15 a pending 91; 15 a firing 91; beyond_limit=1
          A sample outside of every window to come changes nothing        | operator: '>', threshold: 80, duration: 0, aggregate: avg, window: 1m                                                                           | m/b:200=1 7=91                                                                              | 216   |
          """)
  void rule_onSamples_doesWhatTheReferenceSays(
      String sentence, String rule, String samples, long watermark, @Nullable String expected) {
    List<Sample> all = Arrays.stream(samples.split(" ", -1)).map(RulesTableTest::sample).toList();
    Instant end = Instant.ofEpochSecond(watermark);
    List<String> lines = expected == null ? List.of() : List.of(expected.split("; ", -1));

    assertThat(replayed(rule, all, end)).as(sentence).isEqualTo(lines);
    assertThat(stored(rule, all, end))
        .as("%s; as it is stored", sentence)
        .containsExactlyInAnyOrderElementsOf(lines);
  }

  private static List<String> replayed(String rule, List<Sample> samples, Instant end) {
    List<String> found = new ArrayList<>();
    Replay replay =
        new Replay(ruleSet(rule), LATENESS, AlertNaming.DEFAULT, line -> found.add(text(line)));
    samples.forEach(replay::accept);
    replay.passTime(end);
    found.addAll(text(replay.ignored().values().stream().reduce(Ignored.NONE, Ignored::plus)));
    return found;
  }

  private static List<String> stored(String rule, List<Sample> samples, Instant end) {
    List<String> found = new ArrayList<>();
    StoredRun run = new StoredRun(ruleSet(rule), LATENESS, line -> found.add(text(line)));
    samples.forEach(run::accept);
    run.passTime(end);
    found.addAll(text(run.ignored()));
    return found;
  }

  private static List<String> text(Ignored ignored) {
    return ignored.byCode().entrySet().stream()
        .map(reason -> reason.getKey() + "=" + reason.getValue())
        .toList();
  }

  private static RuleSet ruleSet(String fields) {
    Problems problems = new Problems();
    String yaml =
        "groups: [{name: g, rules: [{id: r, name: R, "
            + (fields.startsWith("type: burn_rate") ? "" : "metric_name: m, severity: high, ")
            + fields
            + "}]}]";
    return RuleFiles.read(List.of(new SourceFile("rules.yaml", yaml)), problems)
        .orElseThrow(() -> new AssertionError(problems));
  }

  private static Sample sample(String text) {
    String[] sample = text.substring(text.indexOf(':') + 1).split("=", -1);
    String[] series =
        text.contains(":") ? text.split(":", -1)[0].split("/", -1) : new String[] {"m"};
    return new Sample(
        series[0],
        Labels.of("instance_id", series.length > 1 ? series[1] : "a"),
        Double.parseDouble(sample[1]),
        Instant.ofEpochMilli(new BigDecimal(sample[0]).movePointRight(3).longValueExact()));
  }

  private static String text(TransitionLine line) {
    Double value = line.transition().value();
    return "%s %s %s %s"
        .formatted(
            number(line.transition().at().toEpochMilli() / 1_000.0),
            line.labels().has("instance_id") ? line.labels().get("instance_id") : "-",
            line.transition().to().code(),
            value == null ? line.transition().reason().code() : number(value));
  }

  private static String number(double value) {
    return new BigDecimal(value)
        .setScale(3, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
