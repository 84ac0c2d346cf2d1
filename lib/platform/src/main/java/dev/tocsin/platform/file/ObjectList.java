package dev.tocsin.platform.file;

import dev.tocsin.core.file.YamlName;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** S3's answer to {@code ListObjectsV2}. */
final class ObjectList {
  private ObjectList() {}

  /** An object's name and tag. */
  record Listed(String key, String tag) {}

  /** All objects in order; empty when there are more than these. */
  static Optional<List<Listed>> read(byte[] xml) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return read(factory.createXMLStreamReader(new ByteArrayInputStream(xml)));
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the list of objects is no XML: " + e.getMessage(), e);
    }
  }

  private static Optional<List<Listed>> read(XMLStreamReader xml) throws XMLStreamException {
    List<Listed> objects = new ArrayList<>();
    String key = "";
    String tag = "";
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "Key" -> key = xml.getElementText();
          case "ETag" -> tag = xml.getElementText();
          case "IsTruncated" -> {
            if (Boolean.parseBoolean(xml.getElementText())) {
              return Optional.empty();
            }
          }
          default -> {}
        }
      } else if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("Contents")) {
        objects.add(new Listed(key, tag));
      }
    }
    return Optional.of(objects);
  }

  /** Those that are files of YAML, by name. */
  static List<Listed> yaml(List<Listed> objects) {
    return objects.stream()
        .filter(object -> YamlName.isOne(object.key()))
        .sorted(Comparator.comparing(Listed::key))
        .toList();
  }
}
