package dev.tocsin.core.remediation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApprovalTokenTest {
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
  private static final UUID RUN = UUID.fromString("0190a6f0-0000-7000-8000-000000000002");
  private static final Instant EXPIRY = Instant.parse("2026-11-21T10:35:00.250Z");
  private static final String TOKEN = ApprovalToken.derive(KEY, RUN, "ab12", EXPIRY);

  @Test
  void derive_knownKeyAndRun_isTheHmacComputedElsewhere() {
    // printf '%s\n%s\n%s' RUN ab12 EPOCH_MILLIS | openssl dgst -sha256 -hmac KEY -binary | base64
    assertThat(TOKEN).isEqualTo("E_uEkNgRECN7gZU0AJYV_Qn43aZrOIBs27PN9bgDq8M");
  }

  @Test
  void derive_finerThanMilliseconds_isTheSame() {
    assertThat(ApprovalToken.derive(KEY, RUN, "ab12", EXPIRY.plusNanos(999))).isEqualTo(TOKEN);
  }

  @Test
  void derive_shortKey_isRefusedInASentence() {
    assertThatThrownBy(() -> ApprovalToken.derive(new byte[31], RUN, "ab12", EXPIRY))
        .hasMessage("the approval key has 31 bytes; it needs at least 32");
  }

  @Test
  void matches_sameRun_holds() {
    assertThat(ApprovalToken.matches(TOKEN, KEY, RUN, "ab12", EXPIRY)).isTrue();
  }

  @Test
  void matches_anythingChanged_fails() {
    byte[] otherKey = KEY.clone();
    otherKey[0]++;
    UUID otherRun = new UUID(RUN.getMostSignificantBits(), 3);
    assertThat(ApprovalToken.matches(TOKEN, otherKey, RUN, "ab12", EXPIRY)).isFalse();
    assertThat(ApprovalToken.matches(TOKEN, KEY, otherRun, "ab12", EXPIRY)).isFalse();
    assertThat(ApprovalToken.matches(TOKEN, KEY, RUN, "ab13", EXPIRY)).isFalse();
    assertThat(ApprovalToken.matches(TOKEN, KEY, RUN, "ab12", EXPIRY.plusMillis(1))).isFalse();
    assertThat(ApprovalToken.matches(TOKEN + "A", KEY, RUN, "ab12", EXPIRY)).isFalse();
    assertThat(ApprovalToken.matches("", KEY, RUN, "ab12", EXPIRY)).isFalse();
  }
}
