package dev.tocsin.platform.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.platform.file.ObjectList.Listed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectListTest {
  /** Source: the API reference of Amazon S3, ListObjectsV2. */
  private static final String ANSWER =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
        <Name>conf</Name><Prefix>rules/</Prefix><KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys>
        <IsTruncated>%s</IsTruncated>
        <Contents>
          <Key>rules/b &amp; c.yml</Key><LastModified>2026-10-12T17:50:30.000Z</LastModified>
          <ETag>&quot;70ee1738b6b21e2c8a43f3a5ab0eee71&quot;</ETag><Size>1111</Size>
          <Owner><ID>x</ID></Owner><StorageClass>STANDARD</StorageClass>
        </Contents>
        <Contents><Key>rules/a.yaml</Key><ETag>"1"</ETag></Contents>
        <Contents><Key>rules/README.md</Key><ETag>"2"</ETag></Contents>
      </ListBucketResult>
      """;

  private static Optional<List<Listed>> read(String xml) {
    return ObjectList.read(xml.strip().getBytes(UTF_8));
  }

  @Test
  void read_answerOfS3_isItsObjects() {
    assertThat(read(ANSWER.formatted(false)).map(ObjectList::yaml))
        .contains(
            List.of(
                new Listed("rules/a.yaml", "\"1\""),
                new Listed("rules/b & c.yml", "\"70ee1738b6b21e2c8a43f3a5ab0eee71\"")));
  }

  @Test
  void read_thereAreMore_isEmpty() {
    assertThat(read(ANSWER.formatted(true))).isEmpty();
  }

  @Test
  void read_noXml_throws() {
    assertThatThrownBy(() -> read("<html>")).hasMessageContaining("no XML");
  }

  @Test
  void read_entityOfAnotherFile_isNotRead() {
    assertThatThrownBy(() ->
            read(
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                    + "<ListBucketResult><Contents><Key>&x;</Key></Contents></ListBucketResult>"))
        .hasMessageContaining("no XML");
  }
}
