package dev.tocsin.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
  private static final long SELF = new UnixSystem().getUid();

  /** An ordinary user other than the one that runs the tests. */
  private static final long OTHER = SELF + 4_321;

  @TempDir Path directory;

  @Test
  void folder_absent_isMadeForItsOwnerOnly() {
    Path made = OwnerOnly.folder(directory.resolve("a/b"), "mark");
    assertThat(isClosed(made)).isTrue();
    assertThat(isClosed(directory.resolve("a"))).isTrue();
  }

  @Test
  void folder_ofOursThatIsOpen_isClosedWithAllThatIsInIt() throws IOException {
    Path data = open(Files.createDirectory(directory.resolve("data")), "rwxrwxrwx");
    open(Files.createFile(data.resolve("mark")), "rw-r--r--");
    Path below = open(Files.createDirectory(data.resolve("kafka")), "rwxr-xr-x");
    Path log = open(Files.createFile(below.resolve("0.log")), "rw-rw-rw-");
    Path program = open(Files.createFile(below.resolve("run")), "rwxr-x--x");

    OwnerOnly.folder(data, "mark");

    assertThat(permissions(data)).isEqualTo("rwx------");
    assertThat(permissions(below)).isEqualTo("rwx------");
    assertThat(permissions(log)).isEqualTo("rw-------");
    assertThat(permissions(program)).isEqualTo("rwx------");
  }

  @Test
  void folder_thatIsNotOursAsAWhole_isClosedAndWhatIsInItLeftAlone() throws IOException {
    Path home = open(Files.createDirectory(directory.resolve("home")), "rwxr-xr-x");
    Path letter = open(Files.createFile(home.resolve("letter")), "rw-r--r--");

    OwnerOnly.folder(home, "mark");

    assertThat(permissions(home)).isEqualTo("rwx------");
    assertThat(permissions(letter)).isEqualTo("rw-r--r--");
  }

  @Test
  void folder_linkInIt_isNotFollowed() throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.createFile(data.resolve("mark"));
    Path elsewhere = open(Files.createFile(directory.resolve("elsewhere")), "rw-r--r--");
    Files.createSymbolicLink(data.resolve("link"), elsewhere);

    OwnerOnly.folder(data, "mark");

    assertThat(permissions(elsewhere)).isEqualTo("rw-r--r--");
  }

  @Test
  void folder_ofAnotherUser_isRefusedInOneSentence() {
    assertThatThrownBy(() -> OwnerOnly.folder(directory, "mark", OTHER))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%s belongs to another user (uid %d): give a folder of your own, or start tocsin as that user.",
            directory, SELF);
  }

  @Test
  void folder_linkOfThisUser_isFollowed() throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), data);
    assertThat(OwnerOnly.folder(link, "mark")).isEqualTo(data.toRealPath());
  }

  @Test
  void folder_linkOrFileOfAnotherUser_isRefused() throws IOException {
    assumeTrue(SELF == 0, "only root can give files away");
    Path data = Files.createDirectory(directory.resolve("data"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), data);
    Files.setAttribute(link, "unix:uid", (int) OTHER, LinkOption.NOFOLLOW_LINKS);
    assertThatThrownBy(() -> OwnerOnly.folder(link, "mark"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is a link of another user (uid %d)", OTHER);

    Path planted = Files.createDirectory(data.resolve("postgres"));
    Files.setAttribute(planted, "unix:uid", (int) OTHER);
    assertThatThrownBy(() -> OwnerOnly.folder(data, "mark"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("postgres belongs to another user (uid %d)", OTHER);
  }

  @Test
  void folder_thatIsAFile_isRefused() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> OwnerOnly.folder(file, "mark"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no folder");
  }

  @Test
  void write_isForTheOwnerOnlyAndReplacesWhatWasThere() throws IOException {
    Path file = open(Files.writeString(directory.resolve("key"), "old"), "rw-r--r--");
    OwnerOnly.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  /** Whether the owner alone may do anything with it. */
  static boolean isClosed(Path path) {
    try {
      return permissions(path).endsWith("------");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Path open(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
