package dev.tocsin.promql;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An expression of PromQL. Parentheses have no node of their own. */
public sealed interface Expr {
  /** A number; a time such as {@code 5m} is its seconds. */
  record Num(double value) implements Expr {}

  /** A text in quotes, without them. */
  record Text(String value) implements Expr {}

  /**
   * Series by name and labels.
   *
   * @param metric empty when the braces do not say it by a single {@code =}
   * @param matchers those of labels, in their order
   * @param range length of the window; none for the newest sample
   */
  record Selector(Optional<String> metric, List<LabelMatcher> matchers, Optional<Duration> range)
      implements Expr {
    public Selector {
      matchers = List.copyOf(matchers);
    }
  }

  /** A function of arguments. */
  record Call(String function, List<Expr> arguments) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An aggregation over series.
   *
   * @param operator in lower case: {@code sum}
   * @param arguments a parameter, where the operator has one, and the vector
   */
  record Aggregation(String operator, Optional<Grouping> grouping, List<Expr> arguments)
      implements Expr {
    public Aggregation {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Two expressions joined by an operator.
   *
   * @param operator in lower case: {@code and}, {@code >=}
   * @param returnsBool whether {@code bool} stands behind a comparison
   * @param matching how series are paired, as it is written: {@code on}, {@code group_left}
   */
  record Binary(String operator, boolean returnsBool, List<String> matching, Expr left, Expr right)
      implements Expr {
    public Binary {
      matching = List.copyOf(matching);
    }
  }

  /** A minus in front. */
  record Negated(Expr of) implements Expr {}

  /** An expression at another time: {@code offset} or {@code @}. */
  record Shifted(String modifier, Expr of) implements Expr {}

  /** A range made by evaluating an expression again and again. */
  record Subquery(Expr of) implements Expr {}

  /** Which labels an aggregation keeps, or, with {@code without}, which it drops. */
  record Grouping(boolean isWithout, List<String> labels) {
    public Grouping {
      labels = List.copyOf(labels);
    }
  }

  /**
   * A test of one label.
   *
   * @param operator one of {@code = != =~ !~}
   */
  record LabelMatcher(String name, String operator, String value) {}
}
