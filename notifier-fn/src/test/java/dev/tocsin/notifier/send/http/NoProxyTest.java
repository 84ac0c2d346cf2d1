package dev.tocsin.notifier.send.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A name is itself                          | hook.test        | http://hook.test/      | true
          Capitals do not matter                    | HOOK.test        | http://hook.TEST/      | true
          A name stands for all names below         | test             | http://a.hook.test/    | true
          It does not stand for names that end so   | hook.test        | http://myhook.test/    | false
          With a dot it stands for names below only | .hook.test       | http://hook.test/      | false
          With a dot it stands for names below      | .hook.test       | http://a.hook.test/    | true
          With a star it stands for names below     | *.hook.test      | http://a.hook.test/    | true
          A star is all                             | *                | http://hook.test/      | true
          A port must be the same                   | hook.test:81     | http://hook.test/      | false
          A port that goes without saying is one    | hook.test:443    | https://hook.test/     | true
          An address is itself                      | 10.1.2.3         | http://10.1.2.3/       | true
          A range holds its addresses               | 10.0.0.0/8       | http://10.1.2.3/       | true
          And no others                             | 10.0.0.0/8       | http://11.1.2.3/       | false
          A range holds no names                    | 0.0.0.0/0        | http://hook.test/      | false
          An address of IPv6                        | fd00::/8         | http://[fd12::1]:8080/ | true
          One of several                            | a.test, hook.test | http://hook.test/     | true
          This machine is never behind a proxy      | a.test           | http://localhost:9093/ | true
          Nor is its address                        | a.test           | http://127.0.0.1:9093/ | true
          """)
  void covers_host_isDecidedByTheEntries(
      String sentence, String entries, URI uri, boolean covered) {
    assertThat(NoProxy.parse(entries).covers(uri)).as(sentence).isEqualTo(covered);
  }
}
