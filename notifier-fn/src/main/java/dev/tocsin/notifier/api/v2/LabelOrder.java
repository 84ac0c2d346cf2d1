package dev.tocsin.notifier.api.v2;

import dev.tocsin.core.label.Labels;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;

/**
 * The order of label sets: fewer labels first; then by the first label that differs, where the set
 * that has no label of that name comes first. Source: {@code LabelSet.Before} of prometheus/common.
 */
final class LabelOrder implements Comparator<Labels> {
  static final LabelOrder INSTANCE = new LabelOrder();

  private LabelOrder() {}

  @Override
  public int compare(Labels left, Labels right) {
    if (left.size() != right.size()) {
      return Integer.compare(left.size(), right.size());
    }
    Iterator<Map.Entry<String, String>> others = right.asMap().entrySet().iterator();
    for (Map.Entry<String, String> label : left.asMap().entrySet()) {
      Map.Entry<String, String> other = others.next();
      int byName = Labels.compareUtf8(other.getKey(), label.getKey());
      int order = byName == 0 ? Labels.compareUtf8(label.getValue(), other.getValue()) : byName;
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
