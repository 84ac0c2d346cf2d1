package dev.tocsin.platform.database;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What every function wants of its connection pool without having to say so: it starts while the
 * database is away, opens connections when they are wanted and gives them up before a snapshot, and
 * keeps few of them.
 */
@Singleton
final class DataSourceDefaults implements BeanCreatedEventListener<DatasourceConfiguration> {
  private static final int POOL_SIZE = 4;
  private static final long CONNECTION_TIMEOUT_MS = 5_000;
  private static final int SOCKET_TIMEOUT_S = 30;

  // Without an assumed version pgjdbc sends a SET on each connection, which pins RDS Proxy.
  private static final String ASSUMED_VERSION = "16";

  private final PropertyResolver settings;
  private final DatabasePasswords passwords;

  DataSourceDefaults(PropertyResolver settings, DatabasePasswords passwords) {
    this.settings = settings;
    this.passwords = passwords;
  }

  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    DatasourceConfiguration pool = event.getBean();
    pool.setInitializationFailTimeout(-1);
    pool.setAllowPoolSuspension(true);
    if (!given(pool, "maximum-pool-size")) {
      pool.setMaximumPoolSize(POOL_SIZE);
    }
    if (!given(pool, "minimum-idle")) {
      pool.setMinimumIdle(0);
    }
    pool.setConnectionTimeout(Math.min(pool.getConnectionTimeout(), CONNECTION_TIMEOUT_MS));
    pool.addDataSourceProperty(PGProperty.ASSUME_MIN_SERVER_VERSION.getName(), ASSUMED_VERSION);
    pool.addDataSourceProperty(PGProperty.TCP_KEEP_ALIVE.getName(), true);
    pool.addDataSourceProperty(PGProperty.SOCKET_TIMEOUT.getName(), SOCKET_TIMEOUT_S);
    passwords
        .of(database(new PGSimpleDataSource(), pool))
        .ifPresent(password -> pool.setDataSource(database(new LoginDataSource(password), pool)));
    return pool;
  }

  private boolean given(DatasourceConfiguration pool, String setting) {
    return settings.containsProperty("datasources." + pool.getName() + "." + setting);
  }

  /** What the pool's own properties say, for a source of connections that is not made of them. */
  private static PGSimpleDataSource database(
      PGSimpleDataSource database, DatasourceConfiguration pool) {
    database.setUrl(pool.getJdbcUrl());
    database.setUser(pool.getUsername());
    database.setAssumeMinServerVersion(ASSUMED_VERSION);
    database.setTcpKeepAlive(true);
    database.setSocketTimeout(SOCKET_TIMEOUT_S);
    return database;
  }
}
