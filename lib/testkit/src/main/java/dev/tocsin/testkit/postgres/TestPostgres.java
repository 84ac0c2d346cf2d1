package dev.tocsin.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own for one test or test class, on a PostgreSQL 17 that is started once in a
 * JVM, when first asked for, and stops with it.
 */
public final class TestPostgres {
  private static final String USER = "postgres";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Map<String, TestPostgres> TEMPLATES = new ConcurrentHashMap<>();

  private final String name;

  private TestPostgres(String name) {
    this.name = name;
  }

  /** A new database with nothing in it. */
  public static TestPostgres empty() {
    return create("");
  }

  /**
   * A new copy of a database that {@code prepare} has filled once in this JVM: some 50 ms, however
   * long the preparation takes.
   *
   * @param template names what {@code prepare} does; lower-case letters
   */
  public static TestPostgres copyOf(String template, Consumer<DataSource> prepare) {
    TestPostgres prepared =
        TEMPLATES.computeIfAbsent(
            template,
            key -> {
              TestPostgres fresh = empty();
              prepare.accept(fresh.dataSource());
              return fresh;
            });
    return create(" TEMPLATE " + prepared.name);
  }

  private static synchronized TestPostgres create(String clause) {
    String name = "test_" + COUNT.incrementAndGet();
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + clause);
    } catch (SQLException broken) {
      throw new IllegalStateException("cannot create database " + name, broken);
    }
    return new TestPostgres(name);
  }

  public String url() {
    return "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name;
  }

  public String user() {
    return USER;
  }

  /** Any password is right. */
  public String password() {
    return USER;
  }

  /** Connections without a pool. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser(user());
    source.setPassword(password());
    return source;
  }

  /** The settings that make this the data source of a function's context. */
  public Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("datasources.default.url", url());
    properties.put("datasources.default.username", user());
    properties.put("datasources.default.password", password());
    return properties;
  }

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      } catch (IOException broken) {
        throw new UncheckedIOException("cannot start the PostgreSQL of the tests", broken);
      }
    }
  }
}
