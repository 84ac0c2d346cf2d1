package dev.tocsin.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.platform.aws.AwsServices;
import dev.tocsin.platform.secret.Secrets;
import dev.tocsin.store.Schema;
import dev.tocsin.store.Sql;
import dev.tocsin.testkit.lambda.HttpStub;
import dev.tocsin.testkit.postgres.TestPostgres;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

class DataSourceDefaultsTest {
  @Test
  void context_databaseAway_startsAndFailsOnUse() {
    try (ApplicationContext context = context(Map.of("url", "jdbc:postgresql://localhost:1/x"))) {
      Sql sql = context.getBean(Sql.class);

      assertThatThrownBy(() -> sql.of("SELECT 1").rows(row -> row.getInt(1)))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void context_noSizeGiven_keepsAFewConnectionsAndLetsThemGoBeforeASnapshot() {
    try (ApplicationContext context = context(Map.of())) {
      DatasourceConfiguration pool = context.getBean(DatasourceConfiguration.class);

      assertThat(pool.getMaximumPoolSize()).isEqualTo(4);
      assertThat(pool.isAllowPoolSuspension()).isTrue();
    }
  }

  @Test
  void context_sizeGiven_keepsIt() {
    try (ApplicationContext context = context(Map.of("maximum-pool-size", 7))) {
      assertThat(context.getBean(DatasourceConfiguration.class).getMaximumPoolSize()).isEqualTo(7);
    }
  }

  @Test
  void context_noIdleGiven_opensNoConnectionBeforeOneIsWanted() {
    try (ApplicationContext context = context(Map.of())) {
      assertThat(context.getBean(DatasourceConfiguration.class).getMinimumIdle()).isZero();
    }
  }

  @Test
  void context_passwordByReference_isAskedForWithEachConnection() {
    try (HttpStub server =
            new HttpStub((request, body) ->
                new HttpStub.Reply(
                    200,
                    Map.of("Content-Type", "application/x-amz-json-1.1"),
                    "{\"SecretString\":\"hidden\"}"));
        ApplicationContext context =
            context(
                Map.of("maximum-pool-size", 1, "connection-timeout", 5000),
                Map.of(
                    "tocsin.database.password-secret",
                    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-1",
                    "tocsin.aws.endpoint",
                    server.address().toString(),
                    "tocsin.aws.unsigned",
                    true))) {
      Sql sql = context.getBean(Sql.class);
      assertThat(server.asked()).isEmpty();
      assertThat(sql.of("SELECT current_user").rows(row -> row.getString(1)))
          .containsExactly("postgres");
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void passwords_iam_areTheTokensThatTheSdkMakes() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl("jdbc:postgresql://db.example.com:6432/tocsin?sslmode=verify-full");
    database.setUser("tocsin");
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
    String wanted =
        RdsUtilities.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(credentials)
            .build()
            .generateAuthenticationToken(
                request -> request.hostname("db.example.com").port(6432).username("tocsin"));
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "secret");
    try (ApplicationContext context =
        context(
            Map.of(),
            Map.of("tocsin.database.iam-auth", true, "tocsin.aws.region", "eu-central-1"))) {
      DatabasePasswords passwords =
          new DatabasePasswords(
              true,
              context.getBean(AwsServices.class),
              context.getBean(Secrets.class),
              () -> signedAt(wanted));
      assertThat(passwords.of(database).orElseThrow().get().split("&"))
          .containsExactlyInAnyOrder(wanted.split("&"));
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  private static Instant signedAt(String token) {
    Matcher date = Pattern.compile("X-Amz-Date=(\\w+)").matcher(token);
    assertThat(date.find()).isTrue();
    return LocalDateTime.parse(date.group(1), DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
        .toInstant(ZoneOffset.UTC);
  }

  private static ApplicationContext context(Map<String, Object> settings) {
    return context(settings, Map.of());
  }

  private static ApplicationContext context(
      Map<String, Object> settings, Map<String, Object> others) {
    Map<String, Object> properties =
        new HashMap<>(TestPostgres.copyOf("tocsin", Schema::migrate).properties());
    properties.put("datasources.default.connection-timeout", 300);
    settings.forEach((key, value) -> properties.put("datasources.default." + key, value));
    properties.putAll(others);
    return ApplicationContext.run(properties);
  }
}
