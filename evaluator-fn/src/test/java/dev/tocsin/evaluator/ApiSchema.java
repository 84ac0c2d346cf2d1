package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The API's document, read as a tree; JSON can be held against its schemas. */
record ApiSchema(Map<?, ?> document) {
  static ApiSchema parse(String yaml) {
    return new ApiSchema((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  /** Goes down by names; null where there is nothing. */
  @Nullable Object at(Object... path) {
    return Api.at(document, path);
  }

  /** What a route answers by one status, or is sent; null where the document does not say. */
  @Nullable Object schema(@Nullable Object bodyOrResponse) {
    return Optional.ofNullable(Api.at(bodyOrResponse, "content"))
        .map(content -> ((Map<?, ?>) content).values().iterator().next())
        .map(media -> Api.at(media, "schema"))
        .orElse(null);
  }

  /** Fails unless JSON has all that a schema requires, and nothing that it does not know. */
  void check(Object schema, @Nullable Object json, String where) {
    Map<?, ?> known = resolved(schema);
    if (json == null) {
      assertThat(Api.at(schema, "nullable")).as(where).isEqualTo(true);
      return;
    }
    String type = String.valueOf(known.get("type"));
    switch (json) {
      case Map<?, ?> fields -> {
        assertThat(type).as(where).isEqualTo("object");
        fields(known, fields, where);
      }
      case List<?> items -> {
        assertThat(type).as(where).isEqualTo("array");
        for (Object item : items) {
          check(there(known.get("items")), item, where + "[]");
        }
      }
      case Boolean flag -> assertThat(type).as(where).isEqualTo("boolean");
      case Number number -> assertThat(type).as(where).isIn("number", "integer");
      default -> assertThat(type).as(where).isEqualTo("string");
    }
  }

  private void fields(Map<?, ?> schema, Map<?, ?> json, String where) {
    Object any = schema.get("additionalProperties");
    Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
    json.forEach((name, value) -> {
      String place = where + "." + name;
      Object known = properties.get(name);
      assertThat(known != null || any != null).as("%s is not in the document", place).isTrue();
      check(there(known != null ? known : any), value, place);
    });
    if (schema.get("required") instanceof List<?> required) {
      assertThat(new TreeSet<Object>(json.keySet())).as(where).containsAll(required);
    }
  }

  private Map<?, ?> resolved(Object schema) {
    Map<?, ?> here = (Map<?, ?>) schema;
    if (here.get("allOf") instanceof List<?> parts) {
      assertThat(parts).hasSize(1);
      return resolved(parts.getFirst());
    }
    if (here.get("$ref") instanceof String ref) {
      String[] path = ref.split("/");
      return resolved(there(at(List.of(path).subList(1, path.length).toArray())));
    }
    return here;
  }

  private static Object there(@Nullable Object found) {
    return Optional.ofNullable(found).orElseThrow();
  }
}
