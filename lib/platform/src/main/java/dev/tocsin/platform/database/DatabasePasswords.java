package dev.tocsin.platform.database;

import dev.tocsin.platform.aws.AwsServices;
import dev.tocsin.platform.secret.Secret;
import dev.tocsin.platform.secret.Secrets;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * Where passwords come from that are asked for with each connection: a token of IAM, valid for
 * fifteen minutes, where {@code tocsin.database.iam-auth} is true; else the secret that {@code
 * tocsin.database.password-secret} refers to. Without either the pool has a password of its own.
 */
@Singleton
final class DatabasePasswords {
  private static final Duration VALID_FOR = Duration.ofMinutes(15);

  private final boolean iam;
  private final AwsServices aws;
  private final Optional<Secret> secret;
  private final InstantSource clock;

  DatabasePasswords(
      @Value("${tocsin.database.iam-auth:false}") boolean iam,
      AwsServices aws,
      Secrets secrets,
      InstantSource clock) {
    this.iam = iam;
    this.aws = aws;
    this.secret = secrets.find("tocsin.database.password");
    this.clock = clock;
  }

  Optional<Supplier<String>> of(PGSimpleDataSource database) {
    return iam ? Optional.of(() -> token(database)) : secret.map(kept -> kept::value);
  }

  /**
   * The signed address of a call that is never made. Source: Amazon RDS, "Connecting to your DB
   * instance using IAM authentication"; the SDK's RdsUtilities makes the same, in a jar of 6 MB.
   */
  private String token(PGSimpleDataSource database) {
    SdkHttpRequest connect =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("https")
            .host(database.getServerNames()[0])
            .port(database.getPortNumbers()[0])
            .encodedPath("/")
            .putRawQueryParameter("DBUser", database.getUser())
            .putRawQueryParameter("Action", "connect")
            .build();
    return AwsV4HttpSigner.create()
        .sign(request ->
            request
                .identity(aws.credentials())
                .request(connect)
                .putProperty(AwsV4HttpSigner.REGION_NAME, aws.region())
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, VALID_FOR)
                .putProperty(
                    HttpSigner.SIGNING_CLOCK, Clock.fixed(clock.instant(), ZoneOffset.UTC)))
        .request()
        .getUri()
        .toString()
        .substring("https://".length());
  }
}
