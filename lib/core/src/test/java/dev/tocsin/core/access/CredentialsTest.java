package dev.tocsin.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

class CredentialsTest {
  private static final String HASH = BCrypt.hashpw("secret: word", "$2a$04$abcdefghijklmnopqrstuu");

  private static Optional<Credentials> read(String text, Problems problems) {
    return CredentialsFile.read(new SourceFile("who.yaml", text), problems);
  }

  @ParameterizedTest(name = "{0} may {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          VIEWER    | VIEWER
          RESPONDER | VIEWER RESPONDER
          APPROVER  | VIEWER APPROVER
          ADMIN     | VIEWER RESPONDER APPROVER ADMIN SENDER
          SENDER    | SENDER
          """)
  void may_eachRole_isWhatItIncludes(Role has, String may) {
    assertThat(Role.values())
        .filteredOn(needed -> new Principal("x", Set.of(has)).may(needed))
        .extracting(Role::name)
        .containsExactly(may.split(" ", -1));
  }

  @Test
  void may_severalRoles_isWhatAnyOfThemIncludes() {
    Principal both = new Principal("x", Set.of(Role.SENDER, Role.APPROVER));
    assertThat(Role.values())
        .filteredOn(both::may)
        .containsExactly(Role.VIEWER, Role.APPROVER, Role.SENDER);
    assertThat(new Principal("x", Set.of()).may(Role.VIEWER)).isFalse();
    assertThat(Principal.withAllRoles("x").roles()).containsExactlyInAnyOrder(Role.values());
  }

  @Test
  void read_goodFile_knowsItsLoginsAndTokens() {
    Credentials credentials =
        read(
                """
                credentials:
                  - {name: ada, roles: [admin], password: '%s'}
                  - {name: bot, roles: [sender, viewer], token: '%s'}
                  - {name: eve, roles: [viewer], token: '%s'}
                """
                    .formatted(
                        HASH, Credentials.hashOfToken("t0ken"), Credentials.hashOfToken("other")),
                new Problems())
            .orElseThrow();

    assertThat(credentials.login("ada"))
        .contains(new Credentials.Login(new Principal("ada", Set.of(Role.ADMIN)), HASH));
    assertThat(credentials.login("bot")).isEmpty();
    assertThat(credentials.login("bob")).isEmpty();
    assertThat(credentials.token("t0ken"))
        .contains(new Principal("bot", Set.of(Role.SENDER, Role.VIEWER)));
    assertThat(credentials.token("other")).contains(new Principal("eve", Set.of(Role.VIEWER)));
    assertThat(credentials.token("ada")).isEmpty();
    assertThat(credentials.highestCost()).isEqualTo(4);
    assertThat(credentials.toString()).contains("ada", "bot").doesNotContain(HASH);
    assertThat(credentials.login("ada").orElseThrow().toString())
        .contains("ada")
        .doesNotContain(HASH);
  }

  @Test
  void highestCost_withoutAPassword_isTheUsualOne() {
    Credentials credentials =
        read(
                "credentials: [{name: a, roles: [viewer], token: '%s'}]"
                    .formatted(Credentials.hashOfToken("x")),
                new Problems())
            .orElseThrow();
    assertThat(credentials.highestCost()).isEqualTo(10);
  }

  @ParameterizedTest(name = "a cost of {0}: {1}")
  @CsvSource({"03, false", "04, true", "14, true", "15, false"})
  void read_password_hasACostOf4To14(String cost, boolean good) {
    String hash = "$2y$" + cost + HASH.substring(6);
    Problems problems = new Problems();
    assertThat(
            read(
                    "credentials: [{name: a, roles: [viewer], password: '%s'}]".formatted(hash),
                    problems)
                .isPresent())
        .isEqualTo(good);
  }

  @Test
  void hashOfToken_isSha256() {
    assertThat(Credentials.hashOfToken("abc"))
        .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "credentials: []|there is no credential, so that every request would be refused",
        "users: []|a file of credentials has no \"credentials\"",
        "credentials: [{roles: [viewer], token: 'TOKEN'}]|a credential has no \"name\"",
        "credentials: [{name: a, token: 'TOKEN'}]|a credential has no \"roles\"",
        "credentials: [{name: a, roles: [], token: 'TOKEN'}]|roles must have at least one role",
        "credentials: [{name: a, roles: [root], token: 'TOKEN'}]|roles must be one of viewer, responder, approver, admin, sender, not \"root\"",
        "credentials: [{name: a, roles: [viewer]}]|a credential must have either \"password\" or \"token\"",
        "credentials: [{name: a, roles: [viewer], token: 'TOKEN', password: 'HASH'}]|a credential must have either \"password\" or \"token\"",
        "credentials: [{name: a, roles: [viewer], password: hunter2}]|password must be a hash by bcrypt, as tocsin credentials password or htpasswd -nB make it, not the password itself",
        "credentials: [{name: a, roles: [viewer], password: '$2y$20$abcdefghijklmnopqrstuuVn7WgG3wqqJqAOhbzsYXTxEYt7rCBDy'}]|password must have a cost of 4 to 14, not 20",
        "credentials: [{name: a, roles: [viewer], token: hunter2}]|token must be sha256: and the token's digest in 64 hexadecimal digits, as tocsin credentials token makes it, not the token itself",
        "credentials: [{name: 'a:b', roles: [viewer], token: 'TOKEN'}]|name must be 1 to 64 characters of a-z, A-Z, 0-9, ., _, @ and -, not beginning with a sign",
        "credentials: [{name: a, roles: [viewer], token: 'TOKEN'}, {name: a, roles: [admin], token: 'TOKEN'}]|name \"a\" is taken: the first is at who.yaml:1:22",
        "credentials: [{name: a, role: viewer, roles: [viewer], token: 'TOKEN'}]|unknown field \"role\" in a credential: did you mean \"roles\"?",
      })
  void read_problems_areReportedInASentenceWithoutSecrets(String yaml, String sentence) {
    Problems problems = new Problems();
    String text = yaml.replace("TOKEN", Credentials.hashOfToken("x")).replace("HASH", HASH);
    assertThat(read(text, problems)).isEmpty();
    assertThat(problems.list()).anyMatch(problem -> problem.message().equals(sentence));
    assertThat(problems.toString()).doesNotContain("hunter2", "sha256:0", HASH);
  }
}
