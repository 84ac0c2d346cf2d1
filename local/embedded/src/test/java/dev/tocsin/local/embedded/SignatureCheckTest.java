package dev.tocsin.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.local.embedded.SignatureCheck.Head;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class SignatureCheckTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final AccessKey KEY = new AccessKey("mine", "kept");
  private static final SignatureCheck CHECK = new SignatureCheck(KEY, "sqs");
  private static final String BODY = "{\"QueueUrl\":\"http://127.0.0.1:9324/0/q\"}";

  /** The examples get-vanilla and post-vanilla of AWS's own test suite for Signature Version 4. */
  @ParameterizedTest
  @CsvSource({
    "GET, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "POST, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
  })
  void verify_examplesOfAws_areRight(String method, String signature) {
    AccessKey key = new AccessKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    SignatureCheck check = new SignatureCheck(key, "service");
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("host", "example.amazonaws.com");
    headers.put("x-amz-date", "20150830T123600Z");
    headers.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature="
            + signature);
    Head head = new Head(method, "/", "", headers);

    assertThatCode(() ->
            check.verify(check.claim(head, Instant.parse("2015-08-30T12:36:00Z")), new byte[0]))
        .doesNotThrowAnyException();
  }

  @Test
  void verify_signedByTheSdk_isRight() {
    assertThat(refusal(signed(KEY, "sqs", NOW), BODY)).isEmpty();
    assertThat(refusal(signed(KEY, "sqs", NOW.minus(SignatureCheck.VALID_FOR)), BODY)).isEmpty();
    assertThat(refusal(signed(KEY, "sqs", NOW.plus(SignatureCheck.VALID_FOR)), BODY)).isEmpty();
  }

  static Stream<Arguments> altered() {
    Duration late = SignatureCheck.VALID_FOR.plusSeconds(1);
    Head good = signed(KEY, "sqs", NOW);
    return Stream.of(
        Arguments.of("not signed", without(good, "authorization"), "is not signed"),
        Arguments.of(
            "basic login", with(good, "authorization", "Basic bWluZTprZXB0"), "is not signed"),
        Arguments.of(
            "another key", signed(new AccessKey("other", "kept"), "sqs", NOW), "another key"),
        Arguments.of(
            "wrong secret", signed(new AccessKey("mine", "guess"), "sqs", NOW), "is not that"),
        Arguments.of("another service", signed(KEY, "s3", NOW), "another service"),
        Arguments.of("an old request", signed(KEY, "sqs", NOW.minus(late)), "X-Amz-Date must be"),
        Arguments.of(
            "a request from the future", signed(KEY, "sqs", NOW.plus(late)), "X-Amz-Date must be"),
        Arguments.of("another day in the scope", scopeOf(good, "20260303"), "X-Amz-Date must be"),
        Arguments.of("another time", with(good, "x-amz-date", "20260304T050608Z"), "is not that"),
        Arguments.of("no time", with(good, "x-amz-date", "soon"), "X-Amz-Date must be"),
        Arguments.of(
            "another action", with(good, "x-amz-target", "AmazonSQS.PurgeQueue"), "is not that"),
        Arguments.of("an action more", with(good, "x-amz-other", "1"), "x-amz-other is not signed"),
        Arguments.of("another type", with(good, "content-type", "text/plain"), "is not that"),
        Arguments.of("another host", with(good, "host", "evil.example"), "is not that"),
        Arguments.of(
            "host not signed",
            authorization(good, text -> text.replace("host;", "")),
            "Host and X-Amz-Date must be"),
        Arguments.of(
            "date not signed",
            authorization(good, text -> text.replace(";x-amz-date", "")),
            "Host and X-Amz-Date must be"),
        Arguments.of("a signed header taken away", without(good, "content-length"), "is missing"),
        Arguments.of(
            "headers out of order",
            authorization(good, text -> text.replace("SignedHeaders=", "SignedHeaders=z;")),
            "must be signed"),
        Arguments.of("of a web page", with(good, "origin", "http://127.0.0.1:9324"), "web pages"),
        Arguments.of("another method", new Head("GET", "/", "", good.headers()), "is not that"),
        Arguments.of("another path", new Head("POST", "/0/q", "", good.headers()), "is not that"),
        Arguments.of(
            "an encoded path", new Head("POST", "/%2e", "", good.headers()), "A path of letters"),
        Arguments.of(
            "a query",
            new Head("POST", "/", "Action=PurgeQueue", good.headers()),
            "without a query"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("altered")
  void verify_alteredOrOfAnother_isRefused(String what, Head head, String sentence) {
    assertThat(refusal(head, BODY)).as(what).contains(sentence);
  }

  @Test
  void verify_anotherBody_isRefused() {
    Head head = signed(KEY, "sqs", NOW);
    assertThat(refusal(head, BODY.replace("/q", "/p"))).contains("is not that of this request");
    assertThat(refusal(head, "")).contains("is not that of this request");
  }

  @Test
  void verify_bodyThatTheSenderDeclaresUnsigned_isRefused() {
    Head head = with(signed(KEY, "sqs", NOW), "x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    assertThatThrownBy(() -> CHECK.verify(CHECK.claim(head, NOW), bytes(BODY)))
        .isInstanceOf(SignatureCheck.Unsigned.class);
  }

  @Test
  void toString_hasNoSecret() {
    assertThat(CHECK + " " + KEY).contains("mine").doesNotContain("kept");
  }

  /** Why it is refused; empty when it is taken. */
  private static String refusal(Head head, String body) {
    try {
      CHECK.verify(CHECK.claim(head, NOW), bytes(body));
      return "";
    } catch (SignatureCheck.Unsigned e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Head signed(AccessKey key, String service, Instant at) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol("http")
            .host("127.0.0.1")
            .port(9_324)
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("Content-Length", Integer.toString(BODY.length()))
            .putHeader("X-Amz-Target", "AmazonSQS.GetQueueAttributes")
            .build();
    var headers = new TreeMap<String, String>();
    AwsV4HttpSigner.create()
        .sign(sign ->
            sign.identity(AwsCredentialsIdentity.create(key.id(), key.secret()))
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(bytes(BODY)))
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
        .request()
        .headers()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return new Head("POST", "/", "", headers);
  }

  private static Head scopeOf(Head head, String day) {
    return authorization(head, text -> text.replace("/20260304/", "/" + day + "/"));
  }

  private static Head authorization(Head head, UnaryOperator<String> change) {
    return with(
        head, "authorization", change.apply(head.headers().getOrDefault("authorization", "")));
  }

  private static Head with(Head head, String name, String value) {
    SortedMap<String, String> headers = new TreeMap<>(head.headers());
    headers.put(name, value);
    return new Head(head.method(), head.path(), head.query(), headers);
  }

  private static Head without(Head head, String name) {
    SortedMap<String, String> headers = new TreeMap<>(head.headers());
    headers.remove(name);
    return new Head(head.method(), head.path(), head.query(), headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
