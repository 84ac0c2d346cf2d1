package dev.tocsin.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.failure.UserError;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCrypt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin credentials}: makes what stands in a file of credentials. */
@Command(
    name = "credentials",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes what stands in a file of credentials, which holds hashes only.",
    footer = {
      "",
      "credentials:",
      "  - {name: grafana, roles: [viewer], password: $2a$10$...}",
      "  - {name: deploy, roles: [admin], token: sha256:...}",
      "",
      "Roles: viewer, responder, approver, admin, sender."
    })
public final class CredentialsCommand {
  private static final int COST = 10;
  private static final int TOKEN_BYTES = 32;

  @Spec private CommandSpec spec;

  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description = "Asks for a password, or takes a line of standard input, and prints its hash.")
  int password() throws IOException {
    String password = read();
    int bytes = password.getBytes(UTF_8).length;
    if (bytes < 1 || bytes > Credentials.MAX_PASSWORD_BYTES) {
      throw new UserError(
          "The password has %d bytes; it must have 1 to %d."
              .formatted(bytes, Credentials.MAX_PASSWORD_BYTES));
    }
    out().println(BCrypt.hashpw(password, BCrypt.gensalt(COST)));
    return 0;
  }

  // From JDK 22 on there is a console without a terminal too; it reads the standard input.
  @SuppressWarnings("SystemConsoleNull")
  private static String read() throws IOException {
    Console console = System.console();
    if (console != null) {
      return new String(
          Optional.ofNullable(console.readPassword("Password: ")).orElse(new char[0]));
    }
    return Optional.ofNullable(
            new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine())
        .orElse("");
  }

  @Command(
      name = "token",
      mixinStandardHelpOptions = true,
      description = "Draws a token, prints it, and on the next line its hash.")
  int token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    out().println(token);
    out().println(Credentials.hashOfToken(token));
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
