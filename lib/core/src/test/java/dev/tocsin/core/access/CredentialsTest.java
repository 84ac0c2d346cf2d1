package dev.tocsin.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

class CredentialsTest {
  private static final String HASH = BCrypt.hashpw("secret: word", "$2a$04$abcdefghijklmnopqrstuu");

  private static Optional<Credentials> read(String text, Problems problems) {
    return CredentialsFile.read(new SourceFile("who.yaml", text), problems);
  }

  @ParameterizedTest
  @CsvSource({
    "VIEWER,VIEWER,true",
    "VIEWER,RESPONDER,false",
    "VIEWER,ADMIN,false",
    "RESPONDER,VIEWER,true",
    "RESPONDER,APPROVER,false",
    "APPROVER,VIEWER,true",
    "ADMIN,VIEWER,true",
    "ADMIN,SENDER,true",
    "SENDER,VIEWER,false",
    "SENDER,SENDER,true",
    "APPROVER,ADMIN,false",
  })
  void may_role_asDesigned(Role has, Role needs, boolean may) {
    assertThat(new Principal("x", Set.of(has)).may(needs)).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "credentials: []|there is no credential: nobody could do anything",
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
