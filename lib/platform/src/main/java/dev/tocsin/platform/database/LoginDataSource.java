package dev.tocsin.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of one user, whose password is asked for with each of them. */
final class LoginDataSource extends PGSimpleDataSource {
  private final transient Supplier<String> password;

  LoginDataSource(Supplier<String> password) {
    this.password = password;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return super.getConnection(getUser(), password.get());
  }

  @Override
  public Connection getConnection(String user, String unused) throws SQLException {
    return getConnection();
  }
}
