package dev.tocsin.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.access.Role;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/api.md} says which roles include which. */
class RolesTest {
  @Test
  void page_hasEveryRoleAndWhatItIncludes() {
    assertThat(
            Page.read("docs/api.md").table("Roles").stream()
                .map(cells -> cells.get(0) + ": " + cells.get(1)))
        .containsExactlyElementsOf(
            Arrays.stream(Role.values())
                .map(role ->
                    "`"
                        + role.code()
                        + "`: "
                        + Arrays.stream(Role.values())
                            .filter(role::includes)
                            .map(included -> "`" + included.code() + "`")
                            .collect(Collectors.joining(", ")))
                .toList());
  }
}
